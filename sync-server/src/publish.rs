//! Records that the office writes for its laptops: their own, their numbers, the list of keys.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError},
};

use anyhow::Result;
use jemput_domain::{
    date::Zone,
    privacy::notice::{Controller, OFFICE},
    service::{Reset, Service},
};
use serde_json::{Map, Value, json};

use crate::{
    devices::Device,
    numbering,
    numbers::{Block, Counter, REFILL_BELOW},
    office::Office,
    office_file::named_id,
    secret::hex,
};

/// Record kind: the signed list of laptops' keys.
pub(crate) const KEY_LIST: &str = "key_list";
/// Record kind: the public parts of the office's sealing keys.
pub(crate) const OFFICE_KEYS: &str = "office_keys";

/// Record kind: a letter kind that the office made or changed.
const SERVICE: &str = "service";

/// Blocks that a laptop gets of a counter at once, at most.
const MOST_AT_ONCE: u32 = 5;

/// From this month on, laptops also get numbers of the next year: the first letters in January may be printed without
/// a network.
const NEXT_YEAR_FROM: i8 = 12;

impl Office {
    /// Writes a laptop's record, gives it numbers where it has none, and renews the key list.
    pub(crate) fn publish_device(&self, device: &Device, now_ms: i64) -> Result<()> {
        let fields = [
            ("scope", json!([format!("device:{}", device.id), "office"])),
            ("name", json!(device.name)),
            ("mark", json!(device.mark)),
            ("public_key", json!(hex(&device.public_key))),
            ("villages", json!(device.villages)),
            ("officer", json!(device.officer)),
            ("officer_name", json!(device.officer_name)),
            ("certificate", json!(hex(&device.certificate))),
        ];
        self.records()
            .put(device.id.0, "device", object(fields), now_ms)?;
        self.publish_keys(now_ms)?;
        self.supply_numbers(device, now_ms)
    }

    /// Who the office is and whom to ask about personal data, for the notice that laptops show and print.
    pub(crate) fn publish_office(&self, now_ms: i64) -> Result<()> {
        let office = self.profile()?.controller();
        if office == Controller::default() {
            return Ok(());
        }
        let fields = [
            ("scope", json!("all")),
            ("name", json!(office.name)),
            ("address", json!(office.address)),
            ("phone", json!(office.phone)),
            ("data_officer", json!(office.data_officer)),
        ];
        let id = named_id(&self.keys.server_id, OFFICE, "");
        self.records().put(id, OFFICE, object(fields), now_ms)?;
        Ok(())
    }

    /// The list of laptop keys, for checking seals without a network; a new one only when a key changed.
    pub(crate) fn publish_keys(&self, now_ms: i64) -> Result<()> {
        let id = named_id(&self.keys.server_id, KEY_LIST, "");
        let entries = self
            .desk()
            .devices()?
            .iter()
            .map(Device::key_entry)
            .collect::<Result<Vec<_>>>()?;
        // The signed bytes hold a date and differ each time: what they say is compared instead.
        let office_keys: Vec<String> = self
            .keys
            .seal_public()
            .iter()
            .map(|key| hex(key.as_bytes()))
            .collect();
        let said = serde_json::to_vec(&(&entries, &office_keys))?;
        let digest = hex(&jemput_seal::digest(&said));
        if self.desk().meta(KEY_LIST)?.as_deref() == Some(&digest) {
            return Ok(());
        }
        let fields = [
            ("scope", json!("all")),
            ("cose", json!(hex(&self.key_list()?))),
        ];
        self.records().put(id, KEY_LIST, object(fields), now_ms)?;
        // Laptops of before hear of a new sealing key from the office that they know.
        let id = named_id(&self.keys.server_id, OFFICE_KEYS, "");
        let fields = [("scope", json!("all")), ("keys", json!(office_keys))];
        self.records()
            .put(id, OFFICE_KEYS, object(fields), now_ms)?;
        self.desk().set_meta(KEY_LIST, &digest)
    }

    /// Reserves blocks wherever a laptop runs low.
    pub(crate) fn supply_numbers(&self, device: &Device, now_ms: i64) -> Result<()> {
        let used = self.used_elsewhere()?;
        for counter in self.counters(device, now_ms)? {
            let elsewhere = numbering::elsewhere_of(&used, &counter);
            // A block that lies in numbers used elsewhere brings nothing: another one follows.
            for _ in 0..MOST_AT_ONCE {
                let left = self.desk().numbers_left(device.id, &counter, &elsewhere)?;
                if left >= REFILL_BELOW {
                    break;
                }
                let block = self.desk().reserve(device.id, &counter, now_ms)?;
                self.publish_block(&block, now_ms)?;
            }
        }
        Ok(())
    }

    /// Series that a laptop numbers letters in: each village's, for each service.
    pub(crate) fn counters(&self, device: &Device, now_ms: i64) -> Result<BTreeSet<Counter>> {
        let services = self.services()?;
        let mut counters = BTreeSet::new();
        for village in &device.villages {
            let today = Zone::of_province(village.province()).local_date(now_ms);
            for service in services.iter() {
                let years = match service.number_reset {
                    Reset::Never => vec![0],
                    Reset::Yearly if today.month() >= NEXT_YEAR_FROM => {
                        vec![today.year(), today.year() + 1]
                    }
                    Reset::Yearly => vec![today.year()],
                };
                for year in years {
                    counters.insert(Counter {
                        village: village.to_string(),
                        series: service.series.clone(),
                        year,
                    });
                }
            }
        }
        Ok(counters)
    }

    /// The services as the office has them; one that cannot be read any more is left out and logged.
    pub(crate) fn services(&self) -> Result<Arc<Vec<Service>>> {
        // Each laptop's sync asks for them, and they hardly ever change.
        let stamp = self.records().reader().kind_stamp(SERVICE)?;
        let mut known = self.services.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, services)) = &*known
            && *of == stamp
        {
            return Ok(Arc::clone(services));
        }
        let services = Arc::new(self.read_services()?);
        *known = Some((stamp, Arc::clone(&services)));
        Ok(services)
    }

    fn read_services(&self) -> Result<Vec<Service>> {
        let files = self.records().texts(SERVICE, "file")?;
        let read = |text: String| {
            Service::parse(&text)
                .inspect_err(|errors| tracing::warn!(first = ?errors.first().map(ToString::to_string), "a service file"))
                .ok()
        };
        Ok(files.into_iter().filter_map(read).collect())
    }

    fn publish_block(&self, block: &Block, now_ms: i64) -> Result<()> {
        let fields = [
            ("scope", json!(format!("device:{}", block.device))),
            ("device", json!(block.device)),
            ("village", json!(block.counter.village)),
            ("series", json!(block.counter.series)),
            ("year", json!(block.counter.year)),
            ("from", json!(block.first)),
            ("to", json!(block.last)),
        ];
        self.records()
            .put(block.id.0, "number_block", object(fields), now_ms)?;
        self.publish_holder(block, now_ms)?;
        self.desk().block_published(block.id)
    }

    /// Writes what was reserved when the server stopped before it could be written.
    pub(crate) fn finish_publishing(&self) -> Result<()> {
        let blocks = self.desk().unpublished_blocks()?;
        for block in &blocks {
            self.publish_block(block, self.now_ms())?;
        }
        Ok(())
    }
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
