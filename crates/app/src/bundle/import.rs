//! A bundle of the office: looked at first, then taken in like answers over the network.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jemput_bundle::{Frames, Opened};
use jemput_store::{Store, StoreError};
use jemput_sync::{
    Refusal, Replica as _, Row,
    parcel::{self, DownHead, Fit, Frame, Page},
};
use jemput_wire::{
    bundle::LookView,
    enrol::{RECOVERY, RecoveryLeft},
};

use super::{job::Job, keys};
use crate::{
    App, alarm,
    error::{Error, Result, coded},
    session::Session,
    words,
};

/// The network may bring the same while a bundle is taken in; then the page is looked at again.
const TRIES: u32 = 5;

impl App {
    /// Copies it here, checks it and counts what is new; nothing is changed.
    pub(super) fn look_into(
        &self,
        session: &Session,
        path: &Path,
        job: &Job,
    ) -> Result<(Opened, LookView)> {
        let store = self.bundle_store(session)?;
        let folder = self.bundle_folder()?;
        let identity = session.membership.identity()?;
        let opened = jemput_bundle::open(
            path,
            &folder,
            &identity.device.to_string(),
            &keys::own(&store)?,
            |label| {
                if label.from == identity.server_id {
                    Ok(identity.office)
                } else {
                    Err(coded("bundle-other-office"))
                }
            },
            |done, total| job.step(done, total),
        )?;
        let look = self.look_at(session, &opened)?;
        Ok((opened, look))
    }

    /// A folder for the copy of one bundle. Copies that a crash left behind go: only one job runs at a time.
    pub(super) fn bundle_folder(&self) -> Result<PathBuf> {
        let folder = self.config.data.join("usb");
        if let Err(error) = fs::remove_dir_all(&folder)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error.into());
        }
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Counts what is new in a checked bundle; nothing is changed.
    pub(super) fn look_at(&self, session: &Session, opened: &Opened) -> Result<LookView> {
        let store = self.bundle_store(session)?;
        let mut frames = opened.frames()?;
        let head = head(&mut frames)?;
        fits(parcel::fit(&store, session.profile.device.0, &head)?)?;
        let cursor = store.sync_state()?.cursor;
        let mut look = LookView {
            from: opened.label.from_name.clone(),
            made: words::moment(session.zone(), head.made_at),
            rows: 0,
            acks: 0,
        };
        while let Some(page) = next_page(&mut frames)? {
            look.acks += page.answer.acks.len() as u64;
            look.rows += page
                .answer
                .rows
                .iter()
                .filter(|row| seq(row) > cursor)
                .count() as u64;
        }
        Ok(look)
    }

    /// Takes it in: rows received, own changes answered.
    pub(super) fn take_bundle(
        &self,
        session: &Session,
        opened: &Opened,
        job: &Job,
    ) -> Result<(u64, u64)> {
        let mut store = self.bundle_store(session)?;
        let before = store.unsent()?.changes;
        let device = session.profile.device.0;
        let mut frames = opened.frames()?;
        let head = head(&mut frames)?;
        fits(parcel::fit(&store, device, &head)?)?;
        alarm::listen(&store)?;
        let begin = store.sync_state()?.cursor;
        let total = head.head.seq.saturating_sub(begin);
        let (mut received, mut heard) = (0, None);
        while let Some(frame) = next(&mut frames)? {
            match frame {
                Frame::Page(page) => {
                    let done = page.from.saturating_sub(begin).min(total);
                    job.go_on(done, total)?;
                    received += take(&mut store, device, &head, &page)?;
                }
                Frame::Have(files) => {
                    for (hash, length) in files {
                        note_sent(&store, &hash.0, length)?;
                    }
                }
                Frame::Blob {
                    sha256,
                    length,
                    offset,
                    bytes,
                } => take_piece(&mut store, &sha256.0, length, offset, &bytes)?,
                Frame::Aside { topic, text } if topic == RECOVERY => {
                    heard = serde_json::from_str::<RecoveryLeft>(&text).ok();
                }
                Frame::Up(_)
                | Frame::Down(_)
                | Frame::Change(_)
                | Frame::Kept { .. }
                | Frame::Aside { .. }
                | Frame::Other(_) => {}
            }
        }
        // After a restore of the office what it lost is unsent again.
        let answered = before.saturating_sub(store.unsent()?.changes);
        if store.sync_state()?.cursor >= head.head.seq {
            self.judge_rollbacks(session, &mut store)?;
        }
        if let Some(heard) = heard {
            self.recovery_is_left(&store, heard.id)?;
        }
        Ok((received, answered))
    }
}

fn take(store: &mut Store, device: uuid::Uuid, head: &DownHead, page: &Page) -> Result<u64> {
    for _ in 1..TRIES {
        match parcel::take_page(store, device, head, page.clone()) {
            Ok(step) => return Ok(step.map_or(0, |step| step.received)),
            // An answer over the network came in between.
            Err(StoreError::Refused(Refusal::Stale)) => {}
            Err(error) => return Err(error.into()),
        }
        if parcel::fit(store, device, head)? == Fit::Old {
            return Ok(0);
        }
    }
    Err(coded("bundle-gap"))
}

/// The office has a file whole.
fn note_sent(store: &Store, sha256: &[u8; 32], length: u64) -> Result<()> {
    if store
        .blob(sha256)?
        .is_some_and(|blob| blob.length == length)
    {
        store.note_blob_sent(sha256, length)?;
    }
    Ok(())
}

/// A piece of a file that somebody here asked for; what is here already is passed over.
fn take_piece(
    store: &mut Store,
    sha256: &[u8; 32],
    length: u64,
    offset: u64,
    bytes: &[u8],
) -> Result<()> {
    let next = store
        .blob(sha256)?
        .filter(|blob| blob.wanted && blob.length == length)
        .is_some_and(|blob| blob.have == offset);
    if next {
        store.take_blob_piece(sha256, length, offset, bytes)?;
    }
    Ok(())
}

fn fits(fit: Fit) -> Result<()> {
    Err(coded(match fit {
        Fit::Fits | Fit::Restored => return Ok(()),
        Fit::Old => "bundle-old",
        Fit::Gap => "bundle-gap",
        Fit::Rollback => "bundle-restored",
        Fit::Other => "bundle-other-receiver",
        Fit::Newer => "bundle-newer",
    }))
}

fn seq(row: &Row) -> u64 {
    match row {
        Row::Change { seq, .. }
        | Row::Own { seq, .. }
        | Row::Record { seq, .. }
        | Row::Leave { seq, .. } => *seq,
    }
}

pub(super) fn next(frames: &mut Frames) -> Result<Option<Frame>> {
    let frame = frames.next()?;
    frame
        .map(|(kind, bytes)| Frame::read(kind, bytes))
        .transpose()
        .map_err(|error| Error::because("bundle-damaged", error))
}

fn head(frames: &mut Frames) -> Result<DownHead> {
    match next(frames)? {
        Some(Frame::Down(head)) => Ok(*head),
        _ => Err(coded("bundle-damaged")),
    }
}

fn next_page(frames: &mut Frames) -> Result<Option<Page>> {
    while let Some(frame) = next(frames)? {
        if let Frame::Page(page) = frame {
            return Ok(Some(*page));
        }
    }
    Ok(None)
}
