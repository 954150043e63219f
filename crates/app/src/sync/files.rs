//! Attached files: up when their records are with the office, down when somebody asked. Always behind the records.

use jemput_store::{BLOB_PIECE, Blob, Store};
use jemput_sync::Report;
use jemput_wire::{AppError, signed, sync::SyncStage};
use reqwest::{Method, StatusCode};

use super::Worker;
use crate::{
    App, attachment,
    error::{Result, coded},
    transport::{Answer, Call, Identity, Transport, hex},
};

/// The setting that says that data is saved.
pub(super) const THRIFT: &str = "save-data";
/// The setting that remembers for which restore of the office, by its time, all files were offered again.
const OFFERED: &str = "files-offered-for-restore";
/// Corrections of the place in one file, before it is left for the next run.
const CORRECTIONS: u32 = 3;

/// The office, for files.
pub(super) struct Line<'a> {
    pub(super) app: &'a App,
    pub(super) transport: &'a Transport,
    pub(super) identity: &'a Identity,
}

impl Line<'_> {
    fn ask(&self, method: Method, path: &str, body: Vec<u8>) -> Result<Answer> {
        self.range(method, path, body, None)
    }

    fn range(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        range: Option<String>,
    ) -> Result<Answer> {
        let headers: Vec<_> = range.into_iter().map(|range| ("range", range)).collect();
        let call = Call {
            method,
            path,
            headers: &headers,
            body,
        };
        self.transport
            .signed(self.identity, call, self.app.time.now_ms())
    }
}

impl Worker {
    /// Moves files until none is left; `false` when records came in between, which go first.
    pub(super) fn files(&self, line: &Line<'_>, store: &mut Store) -> Result<bool> {
        let thrift: bool = store.setting(THRIFT)?.unwrap_or_default();
        offer_again(store)?;
        loop {
            if self.cancel.is_wished() {
                return Err(coded("sync-cancelled"));
            }
            let up = if thrift && !self.state().files_asked {
                None
            } else {
                store.next_blob_to_send()?
            };
            if let Some(blob) = up {
                self.state().stage = SyncStage::FilesUp;
                let outcome = send(line, store, &blob);
                settle(store, &blob, outcome)?;
            } else if let Some(blob) = store.next_blob_to_fetch()? {
                self.state().stage = SyncStage::FilesDown;
                let outcome = fetch(line, store, &blob);
                settle(store, &blob, outcome)?;
            } else {
                self.state().files_asked = false;
                return Ok(true);
            }
            if store.unsent()?.changes > 0 {
                return Ok(false);
            }
        }
    }
}

/// An office that was restored from a backup may have lost files: those that are here are offered once more.
fn offer_again(store: &Store) -> Result<()> {
    let restored = store
        .reports()?
        .into_iter()
        .filter_map(|(_, report)| match report {
            Report::Rollback { at, .. } => Some(at),
            _ => None,
        })
        .max();
    if restored > store.setting(OFFERED)? {
        store.offer_blobs_again()?;
        store.set_setting(OFFERED, &restored)?;
    }
    Ok(())
}

/// A refusal that concerns one file leaves the others their way; anything else ends the run.
fn settle(store: &Store, blob: &Blob, outcome: Result<()>) -> Result<()> {
    match outcome {
        Err(error) if error.view.code.starts_with("blob-") => {
            tracing::info!(code = %error.view.code, "a file does not move on");
            Ok(store.note_blob_problem(&blob.sha256, &error.view.code)?)
        }
        other => other,
    }
}

fn send(line: &Line<'_>, store: &Store, blob: &Blob) -> Result<()> {
    let name = hex(&blob.sha256);
    let mut offset = blob.sent;
    if offset == 0 && blob.length > BLOB_PIECE as u64 {
        // One question may save many pieces: the office may have the file from elsewhere.
        let answer = line.ask(Method::HEAD, &format!("/blob/{name}"), Vec::new())?;
        if !answer.status.is_success() {
            return Err(answer.refusal());
        }
        offset = answer.number(signed::UPLOAD_OFFSET)?;
        store.note_blob_sent(&blob.sha256, offset.min(blob.length))?;
    }
    let mut corrections = 0;
    while offset < blob.length {
        let piece = piece(store, blob, offset)?;
        let path = format!("/blob/{name}?offset={offset}&length={}", blob.length);
        let answer = line.ask(Method::PUT, &path, piece)?;
        let here = if answer.status.is_success() {
            answer.number(signed::UPLOAD_OFFSET)?
        } else {
            let refusal = answer.refusal();
            match refusal.view.code.as_str() {
                "blob-offset" if corrections < CORRECTIONS => {
                    corrections += 1;
                    correction(&refusal.view).ok_or(refusal)?
                }
                "blob-damaged" => {
                    // It was thrown away there; the next try begins anew.
                    store.note_blob_sent(&blob.sha256, 0)?;
                    return Err(refusal);
                }
                _ => return Err(refusal),
            }
        };
        offset = here.min(blob.length);
        store.note_blob_sent(&blob.sha256, offset)?;
    }
    Ok(())
}

fn correction(refusal: &AppError) -> Option<u64> {
    refusal.params.get("offset")?.parse().ok()
}

/// The bytes from a place to the end of the piece in which it lies.
fn piece(store: &Store, blob: &Blob, offset: u64) -> Result<Vec<u8>> {
    let begin = offset - offset % BLOB_PIECE as u64;
    let mut piece = store
        .blob_piece(&blob.sha256, begin)?
        .ok_or_else(|| coded("blob-lost"))?;
    let skip = usize::try_from(offset - begin).unwrap_or(usize::MAX);
    piece.drain(..skip.min(piece.len()));
    if piece.is_empty() {
        return Err(coded("blob-lost"));
    }
    Ok(piece)
}

fn fetch(line: &Line<'_>, store: &mut Store, blob: &Blob) -> Result<()> {
    let path = format!("/blob/{}", hex(&blob.sha256));
    let mut have = blob.have;
    while have < blob.length {
        let end = (have + BLOB_PIECE as u64).min(blob.length);
        let range = format!("bytes={have}-{}", end - 1);
        let answer = line.range(Method::GET, &path, Vec::new(), Some(range))?;
        if !answer.status.is_success() {
            return Err(answer.refusal());
        }
        let expected = usize::try_from(end - have).unwrap_or(usize::MAX);
        if answer.status != StatusCode::PARTIAL_CONTENT || answer.body.len() != expected {
            return Err(coded("server-rubbish"));
        }
        if !store.take_blob_piece(&blob.sha256, blob.length, have, &answer.body)? {
            return Err(coded("blob-damaged"));
        }
        have = end;
    }
    if let Some(bytes) = store.blob_bytes(&blob.sha256)?
        && let Some(thumb) = attachment::thumb(&bytes)
    {
        store.set_blob_thumb(&blob.sha256, &thumb)?;
    }
    Ok(())
}
