//! The record of an attachment, and how a screen shows it.

use jemput_domain::id::AttachmentId;
use jemput_store::{Blob, Record, Sha};
use jemput_wire::attachment::{AttachmentCard, AttachmentPlace, AttachmentsView};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, coded},
    resident_form::CONSENT,
    session::Session,
    words,
};

/// Kind of the record.
pub(super) const KIND: &str = "attachment";

/// What is known of a file; its bytes lie apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Attachment {
    pub(super) owner: Uuid,
    pub(super) owner_kind: String,
    /// Hex.
    pub(super) sha256: String,
    pub(super) bytes: u64,
    pub(super) media: String,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) taken_at: i64,
    #[serde(default)]
    pub(super) deleted: bool,
}

impl Attachment {
    pub(super) fn sha(&self) -> Result<Sha> {
        data_encoding::HEXLOWER_PERMISSIVE
            .decode(self.sha256.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| coded("attachment-damaged"))
    }
}

fn percent(done: u64, all: u64) -> u8 {
    u8::try_from(done * 100 / all.max(1)).unwrap_or(100)
}

fn place(blob: Option<&Blob>) -> (AttachmentPlace, u8) {
    match blob {
        None => (AttachmentPlace::There, 0),
        Some(blob) if blob.is_here() && blob.is_sent() => (AttachmentPlace::Both, 100),
        Some(blob) if blob.is_here() => (AttachmentPlace::Here, percent(blob.sent, blob.length)),
        Some(blob) if blob.wanted => (AttachmentPlace::Coming, percent(blob.have, blob.length)),
        Some(_) => (AttachmentPlace::There, 0),
    }
}

impl App {
    pub(super) fn attachment(&self, session: &Session, id: AttachmentId) -> Result<Attachment> {
        let record = session.store().record(id.0)?;
        record
            .filter(|record| record.kind == KIND)
            .and_then(|record| record.to().ok())
            .ok_or_else(|| coded("attachment-unknown"))
    }

    /// The file's bytes, if they are here.
    pub(super) fn content_of(
        &self,
        session: &Session,
        id: AttachmentId,
    ) -> Result<(Attachment, Vec<u8>)> {
        let attachment = self.attachment(session, id)?;
        let bytes = session.store().blob_bytes(&attachment.sha()?)?;
        let bytes = bytes.ok_or_else(|| coded("attachment-elsewhere"))?;
        Ok((attachment, bytes))
    }

    pub(super) fn attachments(&self, session: &Session, owner: Uuid) -> Result<AttachmentsView> {
        let records = session.store().attachments_of(owner)?;
        let mut files = Vec::new();
        for record in &records {
            files.extend(self.attachment_card(session, record)?);
        }
        let sent = files
            .iter()
            .filter(|file| file.place != AttachmentPlace::Here)
            .count();
        let of = session.store().record(owner)?;
        Ok(AttachmentsView {
            files,
            sent: sent as u64,
            asks_consent: of.is_some_and(|of| {
                of.kind == "resident" && of.text(CONSENT).is_none_or(str::is_empty)
            }),
        })
    }

    fn attachment_card(
        &self,
        session: &Session,
        record: &Record,
    ) -> Result<Option<AttachmentCard>> {
        // One of a later version, or damaged by hand: it hides nothing else.
        let Ok(attachment) = record.to::<Attachment>() else {
            return Ok(None);
        };
        if attachment.deleted {
            return Ok(None);
        }
        let blob = match attachment.sha() {
            Ok(sha256) => session.store().blob(&sha256)?,
            Err(_) => None,
        };
        let (place, percent) = place(blob.as_ref());
        Ok(Some(AttachmentCard {
            id: AttachmentId(record.id),
            name: attachment.name,
            note: attachment.note,
            media: attachment.media,
            bytes: attachment.bytes,
            taken_at: words::moment(session.zone(), attachment.taken_at),
            place,
            percent,
            problem: blob.as_ref().and_then(|blob| blob.problem.clone()),
            thumb: blob
                .and_then(|blob| blob.thumb)
                .map(|thumb| data_encoding::BASE64.encode(&thumb))
                .unwrap_or_default(),
        }))
    }
}
