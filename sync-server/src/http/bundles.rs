//! Bundles through the console: a stick is carried to whoever sits there.

use std::{
    fs::File,
    future::poll_fn,
    io::Write as _,
    path::{Path as FilePath, PathBuf},
    pin::Pin,
};

use axum::{
    body::{Body, Bytes, HttpBody as _},
    extract::{DefaultBodyLimit, State},
    http::{HeaderValue, Request, StatusCode, header},
    response::Response,
    routing::{get, post},
};
use jemput_wire::{
    AppError,
    office::{Act, BundleIn},
};
use tokio::sync::mpsc;
use tower_http::services::ServeFile;
use uuid::Uuid;

use super::{
    Shared,
    answer::{blocking, json},
    contract::{Bundle, Stream},
    guarded::{Guarded, Member},
    work::Named,
};
use crate::fault::{Fault, Result, bad};

/// No stick brings more at once: two thousand photos.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// Both, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        // The body goes to the disk piece by piece and is counted there.
        .raw::<Stream, BundleIn>(
            "POST",
            "/bundles",
            Act::CarryBundles,
            post(take).layer(DefaultBodyLimit::disable()),
        )
        .raw::<Named<String>, Bundle>("GET", "/bundles/{device}", Act::CarryBundles, get(give))
}

/// A file that goes away, also when the browser does.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        // Nothing is there if it could not be made.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Takes a bundle in.
async fn take(State(shared): State<Shared>, mut body: Body) -> Result<Response> {
    let draft = blocking(&shared.office, |office| {
        Ok(Draft(
            office
                .usb_folder()?
                .join(format!("{}.kiriman", Uuid::new_v4())),
        ))
    })
    .await?;
    // The disk is waited for elsewhere; four pieces at most lie in memory.
    let (pieces, arriving) = mpsc::channel::<Bytes>(4);
    let path = draft.0.clone();
    let writing = tokio::task::spawn_blocking(move || keep(&path, arriving));
    let mut size = 0;
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|_| bad(AppError::new("upload-cut")))?;
        let Ok(piece) = frame.into_data() else {
            continue;
        };
        size += piece.len() as u64;
        if size > LARGEST {
            return Err(Fault::Refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                AppError::new("bundle-too-large"),
            ));
        }
        if pieces.send(piece).await.is_err() {
            break;
        }
    }
    drop(pieces);
    writing.await??;
    let done = blocking(&shared.office, move |office| office.take_bundle(&draft.0)).await?;
    Ok(json(&done))
}

fn keep(path: &FilePath, mut arriving: mpsc::Receiver<Bytes>) -> Result<()> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Fault::Refused(
            StatusCode::INSUFFICIENT_STORAGE,
            AppError::new("office-disk-full"),
        ),
        _ => error.into(),
    };
    let mut file = File::create(path).map_err(failed)?;
    while let Some(piece) = arriving.blocking_recv() {
        file.write_all(&piece).map_err(failed)?;
    }
    Ok(())
}

/// Gives a bundle for a laptop.
async fn give(
    State(shared): State<Shared>,
    member: Member,
    Named(device): Named<String>,
) -> Result<Response> {
    let made = blocking(&shared.office, move |office| {
        let made = office.make_bundle(&device, &office.usb_folder()?)?;
        let name = made.path.file_name().unwrap_or_default().to_string_lossy();
        office.note_export(member.account(), &name)?;
        Ok(made)
    })
    .await?;
    let name = made.path.file_name().unwrap_or_default().to_string_lossy();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))?;
    let draft = Draft(made.path.clone());
    let mut response = ServeFile::new(&draft.0)
        .try_call(Request::new(Body::empty()))
        .await?
        .map(Body::new);
    // The file is open: it goes away when the browser has it.
    drop(draft);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
