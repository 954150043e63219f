//! A bundle for a laptop: what the network would bring it, from the place that is known of its last turn.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use jemput_bundle::{BundleError, Label, Writer};
use jemput_domain::id::DeviceId;
use jemput_store::StoreError;
use jemput_sync::parcel::{Frame, PIECE};
use jemput_wire::{AppError, enrol::RECOVERY};
use uuid::Uuid;

use super::{BundleRefused, refusal, refused};
use crate::{
    devices::Device,
    fault::{Fault, Result, forbidden, missing},
    office::Office,
    records::Records,
};

/// Room that a bundle needs at least; how much it will be is known when it is made.
const ROOM: u64 = 8 * 1024 * 1024;

/// A bundle that is whole on its medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Where.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// What the laptop is called.
    pub device_name: String,
    /// Rows of the feed in it.
    pub rows: u64,
    /// Answers to the laptop's own changes in it.
    pub acks: u64,
}

impl Office {
    /// Makes a bundle for a laptop, from the command line; `device` is its id or its mark (`P07`).
    ///
    /// # Errors
    /// [`BundleRefused`] with the reason; then no bundle is there.
    pub fn bundle_export(&self, device: &str, folder: &Path) -> anyhow::Result<Exported> {
        self.make_bundle(device, folder).map_err(BundleRefused::of)
    }

    /// Makes a bundle for a laptop.
    pub(crate) fn make_bundle(&self, device: &str, folder: &Path) -> Result<Exported> {
        let device = self.receiver(device)?;
        let to = self.usb_key_of(device.id)?;
        let now = self.now_ms();
        self.supply_numbers(&device, now)?;
        let id = Uuid::new_v4();
        let label = Label {
            id: id.to_string(),
            from: self.keys.server_id.clone(),
            from_name: self.profile()?.name,
            to: device.id.to_string(),
            to_name: device.name.clone(),
            made: now,
        };
        let (hour, minute) = self.zone()?.local_time(now);
        let date = jemput_domain::date::iso(self.zone()?.local_date(now)).replace('-', "");
        let stem = format!("jemput-ke-{}-{date}-{hour:02}{minute:02}", device.mark);
        let writer = Writer::begin(folder, &stem, &label, &to, self.keys.answer(), ROOM)
            .map_err(|error| refused(&error))?;
        let made = self.write_pages(writer, &device, id, now);
        made.map_err(|failed| match failed {
            Failed::Bundle(error) => refused(&error),
            Failed::Store(error) => Fault::Internal(error.into()),
            Failed::Refused(fault) => fault,
        })
    }

    fn write_pages(
        &self,
        writer: Writer,
        device: &Device,
        id: Uuid,
        now_ms: i64,
    ) -> Result<Exported, Failed> {
        let (mut rows, mut acks) = (0, 0);
        let writer = std::cell::RefCell::new(writer);
        let put = |frame: Frame| -> Result<(), Failed> {
            let (kind, bytes) = frame
                .write()
                .map_err(|_| Failed::Refused(Fault::Internal(anyhow!("a frame"))))?;
            Ok(writer.borrow_mut().frame(kind, &bytes)?)
        };
        let mut store = self
            .records()
            .aside()
            .map_err(|error| Failed::Refused(Fault::Internal(error)))?;
        let place = store.parcel_place(device.id.0)?;
        let internal = |error| Failed::Refused(Fault::Internal(error));
        let recovery = self.recovery_heard(device.id).map_err(internal)?;
        let recovery = recovery.and_then(|heard| serde_json::to_string(&heard).ok());
        let mut enrolled = self
            .enrolled_word(device, &place)
            .map_err(Failed::Refused)?;
        let made = store.parcel_for(
            &Records::grant(device),
            id,
            now_ms,
            |head| {
                put(Frame::Down(Box::new(head.clone())))?;
                if let Some(answer) = enrolled.take() {
                    put(answer)?;
                }
                if let Some(text) = &recovery {
                    put(Frame::Aside {
                        topic: RECOVERY.to_owned(),
                        text: text.clone(),
                    })?;
                }
                put(Frame::Have(place.files.clone()))
            },
            |_, page| {
                rows += page.answer.rows.len() as u64;
                acks += page.answer.acks.len() as u64;
                put(Frame::Page(Box::new(page)))
            },
        )?;
        made.map_err(|reason| Failed::Refused(refusal(reason)))?;
        for hash in &place.want_files {
            let length = self.blob_for(device, &hash.0).map_err(Failed::Refused)?;
            let mut offset = 0;
            while let Some(length) = length
                && offset < length
            {
                let end = length.min(offset + PIECE as u64);
                let read = self.blobs().read(&hash.0, offset..end);
                let bytes = read.map_err(|error| Failed::Refused(error.into()))?;
                put(Frame::Blob {
                    sha256: *hash,
                    length,
                    offset,
                    bytes: bytes.unwrap_or_default(),
                })?;
                offset = end;
            }
        }
        let written = writer.into_inner().finish()?;
        tracing::info!(device = %device.id, rows, "a bundle was made");
        Ok(Exported {
            path: written.path,
            size: written.size,
            device_name: device.name.clone(),
            rows,
            acks,
        })
    }

    fn receiver(&self, name: &str) -> Result<Device> {
        let desk = self.desk();
        let found = match name.parse::<DeviceId>() {
            Ok(id) => desk.device(id)?,
            Err(_) => desk
                .devices()?
                .into_iter()
                .find(|device| device.mark.eq_ignore_ascii_case(name)),
        };
        let device = found.ok_or_else(|| missing(AppError::new("device-unknown")))?;
        if let Some(error) = device.refused(self.now_ms()) {
            return Err(forbidden(error));
        }
        Ok(device)
    }
}

/// Why the writing ended early.
enum Failed {
    Bundle(BundleError),
    Store(StoreError),
    Refused(Fault),
}

impl From<BundleError> for Failed {
    fn from(error: BundleError) -> Self {
        Self::Bundle(error)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
