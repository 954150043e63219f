//! What numbers look like: the format of a letter kind, checked when it is saved.

use anyhow::Result;
use jemput_domain::{
    number::{NumberFormat, NumberParts, Serial},
    service::{Service, built_in},
};
use jemput_wire::{
    AppError,
    office::{FormatRow, NumberPage, SetFormat},
};
use serde_json::{Value, json};

use crate::{
    fault::{self, bad, missing},
    office::Office,
    office_file::named_id,
};

/// Record kind: the office's own format of a letter kind, or of all.
pub(crate) const NUMBERING: &str = "numbering";

impl Office {
    /// Every service that laptops offer: the office's own, then those of the program; with the office's formats.
    pub(crate) fn all_services(&self) -> Result<Vec<Service>> {
        let mut services = self.services()?.to_vec();
        for service in built_in() {
            if services.iter().all(|known| known.id != service.id) {
                services.push(service);
            }
        }
        services.sort_by(|a, b| a.title.cmp(&b.title));
        Ok(services)
    }

    /// The office's own formats: service id (empty: all) and template.
    fn own_formats(&self) -> Result<Vec<(String, String)>> {
        let records = self.records().reader().records(NUMBERING)?;
        Ok(records
            .iter()
            .filter_map(|record| {
                let format = record
                    .text("number_format")
                    .filter(|text| !text.is_empty())?;
                Some((
                    record.text("service").unwrap_or_default().to_owned(),
                    format.to_owned(),
                ))
            })
            .collect())
    }

    pub(super) fn formats(&self) -> Result<Vec<FormatRow>> {
        let own = self.own_formats()?;
        let unit = self.records().texts("village", "unit_code")?;
        let unit = unit.into_iter().next().unwrap_or_default();
        let zone = self.zone()?;
        let today = zone.local_date(self.now_ms());
        Ok(self
            .all_services()?
            .into_iter()
            .map(|service| {
                let set = jemput_domain::service::own_format(&own, &service.id);
                let format = set.unwrap_or(&service.number_format).to_owned();
                let parts = NumberParts {
                    code: &service.classification,
                    unit: &unit,
                    serial: &Serial::Block(17),
                    date: today,
                };
                let example = NumberFormat::parse(&format).and_then(|read| read.render(&parts));
                FormatRow {
                    own: set.is_some(),
                    example: example.unwrap_or_default(),
                    title: service.title,
                    service: service.id,
                    format,
                }
            })
            .collect())
    }

    /// Saves a format; refused with the place of the first mistake.
    pub(crate) fn set_format(&self, account: &str, wish: &SetFormat) -> fault::Result<NumberPage> {
        let services = self.all_services()?;
        let concerned: Vec<&Service> = services
            .iter()
            .filter(|service| wish.service.is_empty() || service.id == wish.service)
            .collect();
        if concerned.is_empty() {
            return Err(missing(AppError::new("service-unknown")));
        }
        let format = wish.format.trim();
        if !format.is_empty() {
            for service in &concerned {
                NumberFormat::saved(format, service.number_reset).map_err(|fault| {
                    bad(AppError::new(fault.error.code()).with("place", fault.place))
                })?;
            }
            self.must_not_collide(&services, &concerned, format)?;
        }
        let value = if format.is_empty() {
            Value::Null
        } else {
            json!(format)
        };
        let fields = [
            ("scope", json!("all")),
            ("service", json!(wish.service)),
            ("number_format", value),
            ("by", json!(account)),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        let id = named_id(&self.keys.server_id, NUMBERING, &wish.service);
        self.records()
            .put(id, NUMBERING, fields.into_iter().collect(), self.now_ms())?;
        self.numbering()
    }

    /// Two counters whose numbers look alike would give one number twice.
    fn must_not_collide(
        &self,
        services: &[Service],
        concerned: &[&Service],
        format: &str,
    ) -> fault::Result<()> {
        let own = self.own_formats()?;
        for service in concerned {
            let alike = services.iter().find(|other| {
                let theirs = if concerned.iter().any(|known| known.id == other.id) {
                    format
                } else {
                    jemput_domain::service::own_format(&own, &other.id)
                        .unwrap_or(&other.number_format)
                };
                other.series != service.series
                    && theirs == format
                    && (other.classification == service.classification
                        || !format.contains("{kode}"))
            });
            if let Some(other) = alike {
                return Err(bad(
                    AppError::new("number-format-alike").with("title", &other.title)
                ));
            }
        }
        Ok(())
    }
}
