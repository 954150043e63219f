//! A laptop's bundle comes in: the same appender as a push, so late, twice and out of order are harmless.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::Context as _;
use jemput_bundle::{BundleError, Frames, Label, Opened};
use jemput_domain::id::DeviceId;
use jemput_seal::VerifyingKey;
use jemput_sync::{
    Ack, AckState, ChangeSet, Digest, Grant, RecordState,
    parcel::{Arrival, Frame, Taken, UpHead},
};
use jemput_wire::{
    AppError,
    enrol::RECOVERY,
    office::{BundleIn, BundleKind},
};
use uuid::Uuid;

use super::{BundleRefused, refusal, refused, request::asking_key};
use crate::{
    blobs::NotTaken,
    devices::Device,
    exchange::{is_news, is_news_kind},
    fault::{Fault, Result, bad, disk_full, forbidden},
    office::Office,
    records::Records,
    register::moment,
};

/// What has come in so far.
#[derive(Default)]
struct Sum {
    acks: Vec<Ack>,
    fresh: u64,
    parked: u64,
    unreadable: u64,
    records: BTreeMap<String, BTreeSet<Uuid>>,
    letters: BTreeSet<Uuid>,
    files: BTreeMap<Digest, u64>,
    files_refused: u64,
    salvaged: BTreeMap<Uuid, u64>,
}

impl Office {
    /// Takes a bundle in, from the command line.
    ///
    /// # Errors
    /// [`BundleRefused`] with the reason; then nothing has changed.
    pub fn bundle_import(&self, path: &Path) -> anyhow::Result<BundleIn> {
        self.take_bundle(path).map_err(BundleRefused::of)
    }

    /// Takes a bundle in.
    pub(crate) fn take_bundle(&self, path: &Path) -> Result<BundleIn> {
        let label = jemput_bundle::label_of(path).map_err(|error| refused(&error))?;
        if self.is_request(&label) {
            let opened = self.open_bundle(path, &label.to, |label| Ok(asking_key(label)?))?;
            return self.take_request(&opened);
        }
        let mut sender = None;
        let opened = self.open_bundle(path, &self.keys.server_id, |label| {
            let device = self.sender(label)?;
            let key = device.key()?;
            sender = Some(device);
            Ok(key)
        })?;
        let device = sender.context("an opened bundle has a sender")?;
        let done = self.take_opened(&opened, &device)?;
        tracing::info!(device = %device.id, changes = done.changes, fresh = done.fresh, files = done.files, "a bundle came in");
        Ok(done)
    }

    /// Copies and checks a file for this office; `me` is what it is called on it.
    fn open_bundle(
        &self,
        path: &Path,
        me: &str,
        sender: impl FnOnce(&Label) -> Result<VerifyingKey, Stop>,
    ) -> Result<Opened> {
        let (folder, key) = (self.usb_folder()?, self.keys.usb());
        jemput_bundle::open(path, &folder, me, key, sender, |_, _| true)
            .map_err(|Stop(fault)| fault)
    }

    fn sender(&self, label: &Label) -> Result<Device> {
        let unknown = || bad(AppError::new("bundle-sender-unknown"));
        let id: DeviceId = label.from.parse().map_err(|_| unknown())?;
        let device = self.desk().device(id)?.ok_or_else(unknown)?;
        if let Some(error) = device.refused(self.now_ms()) {
            return Err(forbidden(error));
        }
        Ok(device)
    }

    fn take_opened(&self, opened: &Opened, device: &Device) -> Result<BundleIn> {
        let grant = Records::grant(device);
        let mut frames = opened.frames().map_err(|error| refused(&error))?;
        let head = match next(&mut frames)? {
            Some(Frame::Up(head)) => *head,
            _ => return Err(bad(AppError::new("bundle-damaged"))),
        };
        match self
            .records()
            .stick(|store| store.parcel_arrival(&grant, &head))?
        {
            Ok(Arrival::New) => {}
            Ok(Arrival::Again) => {
                let when = moment(self.zone()?, opened.label.made);
                return Err(bad(AppError::new("bundle-repeated").with("when", when)));
            }
            Err(reason) => return Err(refusal(reason)),
        }
        let sum = self.take_frames(&mut frames, device, &grant)?;
        if !head.reply_to.is_empty() {
            self.note_usb_key(device.id, &head.reply_to)?;
        }
        self.finish(&head, device, &grant, sum)
    }

    fn take_frames(&self, frames: &mut Frames, device: &Device, grant: &Grant) -> Result<Sum> {
        let mut sum = Sum::default();
        let mut batch = Vec::new();
        let mut kept = Vec::new();
        let mut file = File::default();
        let most = jemput_store::Store::parcel_batch();
        while let Some(frame) = next(frames)? {
            match frame {
                Frame::Change(bytes) => {
                    batch.push(bytes);
                    if batch.len() == most {
                        self.take_batch(&mut batch, grant, &mut sum)?;
                    }
                }
                Frame::Kept { record, state } => {
                    // Own changes first: what they hold needs no entry of the office's own.
                    self.take_batch(&mut batch, grant, &mut sum)?;
                    kept.push((record, state));
                    if kept.len() == most {
                        self.take_kept(&mut kept, grant, &mut sum)?;
                    }
                }
                Frame::Blob {
                    sha256,
                    length,
                    offset,
                    bytes,
                } => {
                    // A file is taken only if a record speaks of it, so all records first.
                    self.take_batch(&mut batch, grant, &mut sum)?;
                    self.take_kept(&mut kept, grant, &mut sum)?;
                    file.piece(self, device, &sha256.0, length, offset, &bytes, &mut sum)?;
                }
                Frame::Aside { topic, text } if topic == RECOVERY => {
                    let left = serde_json::from_str(&text)
                        .map_err(|_| bad(AppError::new("bundle-damaged")))?;
                    self.keep_newer_recovery(device.id, &left)?;
                }
                Frame::Up(_)
                | Frame::Down(_)
                | Frame::Page(_)
                | Frame::Have(_)
                | Frame::Aside { .. }
                | Frame::Other(_) => {}
            }
        }
        self.take_batch(&mut batch, grant, &mut sum)?;
        self.take_kept(&mut kept, grant, &mut sum)?;
        Ok(sum)
    }

    /// Records that the laptop kept when this office was restored.
    fn take_kept(
        &self,
        kept: &mut Vec<(Uuid, RecordState)>,
        grant: &Grant,
        sum: &mut Sum,
    ) -> Result<()> {
        if kept.is_empty() {
            return Ok(());
        }
        let now = self.now_ms();
        let taken = self
            .records()
            .stick(|store| store.parcel_kept(grant, kept, now))?;
        for (record, kind) in taken.touched {
            if is_news_kind(&kind) {
                sum.letters.insert(record);
            }
            sum.records.entry(kind).or_default().insert(record);
        }
        sum.salvaged.extend(taken.numbers);
        kept.clear();
        Ok(())
    }

    fn take_batch(&self, batch: &mut Vec<Vec<u8>>, grant: &Grant, sum: &mut Sum) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let now = self.now_ms();
        let taken = self
            .records()
            .stick(|store| store.parcel_changes(grant, batch, now))?;
        for (ack, bytes) in taken.acks.iter().zip(batch.iter()) {
            sum.unreadable += u64::from(ack.seq == 0);
            if ack.seq <= taken.before {
                continue;
            }
            sum.fresh += 1;
            sum.parked += u64::from(ack.state == AckState::Parked);
            for op in ChangeSet::read(bytes)
                .map(|set| set.ops)
                .unwrap_or_default()
            {
                if is_news(&op) {
                    sum.letters.insert(op.record);
                }
                sum.records.entry(op.kind).or_default().insert(op.record);
            }
        }
        sum.acks.extend(taken.acks);
        batch.clear();
        Ok(())
    }

    fn finish(&self, head: &UpHead, device: &Device, grant: &Grant, sum: Sum) -> Result<BundleIn> {
        let changes = sum.acks.len() as u64;
        let files = sum.files.len() as u64;
        self.after_push(device, sum.letters, self.now_ms())?;
        let taken = Taken {
            acks: sum.acks,
            files: sum.files,
            salvaged: sum.salvaged,
        };
        // Last: a bundle that was cut off here comes in again as a whole.
        let now = self.now_ms();
        let lost = self
            .records()
            .stick(|store| store.parcel_closed(grant, head, taken, now))?;
        if let Some((lost, common)) = lost {
            self.note_rollback(device, lost, Some(common))?;
        }
        Ok(BundleIn {
            device: device.id.to_string(),
            device_name: device.name.clone(),
            mark: device.mark.clone(),
            joined: false,
            made: moment(self.zone()?, head.made_at),
            changes,
            fresh: sum.fresh,
            parked: sum.parked,
            unreadable: sum.unreadable,
            kinds: sum
                .records
                .into_iter()
                .map(|(kind, records)| BundleKind {
                    kind,
                    count: records.len() as u64,
                })
                .collect(),
            files,
            files_refused: sum.files_refused,
        })
    }
}

pub(super) fn next(frames: &mut Frames) -> Result<Option<Frame>> {
    let frame = frames.next().map_err(|error| refused(&error))?;
    frame
        .map(|(kind, bytes)| Frame::read(kind, bytes))
        .transpose()
        .map_err(|_| bad(AppError::new("bundle-damaged")))
}

/// The attachment whose pieces are coming.
#[derive(Default)]
struct File {
    hash: [u8; 32],
    refused: bool,
}

impl File {
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one frame, and where they go"
    )]
    fn piece(
        &mut self,
        office: &Office,
        device: &Device,
        hash: &[u8; 32],
        length: u64,
        offset: u64,
        bytes: &[u8],
        sum: &mut Sum,
    ) -> Result<()> {
        if *hash != self.hash || offset == 0 {
            *self = Self {
                hash: *hash,
                refused: !office.may_send_blob(device, hash, length)?,
            };
            sum.files_refused += u64::from(self.refused);
        }
        if self.refused {
            return Ok(());
        }
        let here = office.blobs().offset(hash, length)?;
        let end = offset + bytes.len() as u64;
        // What came over the network already is passed over.
        if here < end {
            let skip = usize::try_from(here.saturating_sub(offset)).unwrap_or(usize::MAX);
            let rest = bytes.get(skip..).unwrap_or_default();
            match office.blobs().put(hash, length, offset.max(here), rest) {
                Ok(_) => {}
                Err(NotTaken::Full) => return Err(disk_full()),
                Err(NotTaken::Io(error)) => return Err(error.into()),
                Err(NotTaken::Offset(_) | NotTaken::Damaged | NotTaken::TooMuch) => {
                    self.refused = true;
                    sum.files_refused += 1;
                    return Ok(());
                }
            }
        }
        if end == length {
            sum.files.insert(Digest(*hash), length);
        }
        Ok(())
    }
}

/// A refusal on its way through the bundle's own errors.
struct Stop(Fault);

impl From<BundleError> for Stop {
    fn from(error: BundleError) -> Self {
        Self(refused(&error))
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self(Fault::Internal(error))
    }
}
