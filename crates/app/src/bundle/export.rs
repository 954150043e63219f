//! All that is unsent, in one bundle for the office.

use std::path::Path;

use jemput_bundle::{BoxPublic, Label, Writer};
use jemput_store::Store;
use jemput_sync::{
    Digest, Replica,
    parcel::{self, Frame, Made},
};
use jemput_wire::{bundle::ContentRow, enrol::RECOVERY};
use uuid::Uuid;

use super::{NUMBER, ON_STICK, OnStick, content, job::Job, keys};
use crate::{
    App,
    error::{Result, coded},
    session::Session,
};

/// Changes that are read at once.
const PAGE: usize = 200;

impl App {
    /// Writes it; where it is and what is in it.
    pub(super) fn write_bundle(
        &self,
        session: &Session,
        office: &BoxPublic,
        folder: &Path,
        job: &Job,
    ) -> Result<(String, Vec<ContentRow>)> {
        let mut store = self.bundle_store(session)?;
        self.send_notes_if_due(session, &mut store)?;
        let (changes, bytes) = store.unsent_until(u64::MAX)?;
        let files = store.unsent_blobs()?;
        let needed = bytes + files.iter().map(|(_, length)| length).sum::<u64>();
        let rows = content(&store)?;
        let number = store.setting::<u64>(NUMBER)?.unwrap_or(0) + 1;
        // Counted before it is written: no number is ever used for two.
        store.set_setting(NUMBER, &number)?;
        let now = self.time.now_ms();
        let id = Uuid::new_v4();
        let identity = session.membership.identity()?;
        let label = Label {
            id: id.to_string(),
            from: identity.device.to_string(),
            from_name: session.profile.device_name.clone(),
            to: identity.server_id.clone(),
            to_name: session.membership.answer.office_name.clone(),
            made: now,
        };
        let (hour, minute) = session.zone().local_time(now);
        let date = jemput_domain::date::iso(session.zone().local_date(now)).replace('-', "");
        let mark = &session.membership.answer.device_mark;
        let stem = format!("jemput-dari-{mark}-{date}-{hour:02}{minute:02}");
        let mut writer = Writer::begin(folder, &stem, &label, office, &identity.key, needed)?;
        let head = parcel::up_head(
            &store,
            Made {
                id,
                device: identity.device.0,
                number,
                at: now,
                want_files: store.wanted_blobs()?.into_iter().map(Digest).collect(),
                reply_to: keys::own(&store)?.public().text(),
                changes,
                blobs: files.len() as u64,
            },
        )?;
        put(&mut writer, &Frame::Up(Box::new(head)))?;
        if let Some(left) = self.recovery_to_leave(session, &store, office)? {
            let text = serde_json::to_string(&left).map_err(|_| coded("internal"))?;
            let topic = RECOVERY.to_owned();
            put(&mut writer, &Frame::Aside { topic, text })?;
        }
        let (mut upto, mut done) = (0, 0);
        loop {
            let page = store.unsent_after(upto, PAGE)?;
            let Some(last) = page.last() else { break };
            upto = last.no;
            for change in page {
                put(&mut writer, &Frame::Change(change.bytes))?;
                done += 1;
            }
            job.go_on(done, changes.max(done) + files.len() as u64)?;
        }
        let mut after = None;
        loop {
            // After a restore of the office: what it may have lost, whoever wrote it.
            let page = Replica::kept(&store, after, PAGE)?;
            let Some((last, _)) = page.last() else { break };
            after = Some(*last);
            for (record, state) in page {
                put(&mut writer, &Frame::Kept { record, state })?;
            }
            job.go_on(done, changes.max(done) + files.len() as u64)?;
        }
        for (sha256, length) in &files {
            put_file(&mut writer, &store, sha256, *length)?;
            done += 1;
            job.go_on(done, changes.max(done) + files.len() as u64)?;
        }
        let written = writer.finish()?;
        let path = written.path.display().to_string();
        let copy = OnStick {
            at: now,
            upto,
            path: path.clone(),
        };
        store.set_setting(ON_STICK, &copy)?;
        Ok((path, rows))
    }
}

/// A file, piece by piece: two hundred photos need no more memory than one.
fn put_file(writer: &mut Writer, store: &Store, sha256: &[u8; 32], length: u64) -> Result<()> {
    let mut offset = 0;
    while offset < length {
        let Some(bytes) = store.blob_piece(sha256, offset)? else {
            break;
        };
        let next = offset + bytes.len() as u64;
        let piece = Frame::Blob {
            sha256: Digest(*sha256),
            length,
            offset,
            bytes,
        };
        put(writer, &piece)?;
        offset = next;
    }
    Ok(())
}

pub(super) fn put(writer: &mut Writer, frame: &Frame) -> Result<()> {
    let (kind, bytes) = frame.write().map_err(|_| coded("internal"))?;
    Ok(writer.frame(kind, &bytes)?)
}
