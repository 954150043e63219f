//! The way to the server.

use gloo_net::http::{Request, Response};
use jemput_ui_kit::{Load, latest::use_latest};
use jemput_wire::{
    AppError,
    office::{AuditQuery, BookRef, CSRF},
};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::use_session;

/// Below the console's own page.
const BASE: &str = "/office/api";

/// Asks for something.
pub(crate) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, AppError> {
    let answer = Request::get(&format!("{BASE}/{path}"))
        .send()
        .await
        .map_err(lost)?;
    read(answer).await
}

/// Changes something.
pub(crate) async fn post<T: DeserializeOwned>(
    path: &str,
    csrf: &str,
    input: &impl Serialize,
) -> Result<T, AppError> {
    let request = Request::post(&format!("{BASE}/{path}"))
        .header(CSRF, csrf)
        .json(input)
        .map_err(lost)?;
    read(request.send().await.map_err(lost)?).await
}

/// Sends a file as it is.
pub(crate) async fn upload<T: DeserializeOwned>(
    path: &str,
    csrf: &str,
    file: &web_sys::File,
) -> Result<T, AppError> {
    let request = Request::post(&format!("{BASE}/{path}"))
        .header(CSRF, csrf)
        .body(file)
        .map_err(lost)?;
    read(request.send().await.map_err(lost)?).await
}

/// Where a bundle for a laptop is made and downloaded.
pub(crate) fn bundle_of(device: &str) -> String {
    format!("{BASE}/bundles/{device}")
}

/// Where a book of the register is downloaded as `pdf` or `xlsx`.
pub(crate) fn book_file(book: &BookRef, format: &str) -> String {
    format!(
        "{BASE}/book/file?village={}&series={}&year={}&format={format}",
        book.village,
        escaped(&book.series),
        book.year
    )
}

/// A query of the audit; days and ids need no escaping, and codes neither.
pub(crate) fn audit_query(query: &AuditQuery) -> String {
    format!(
        "who={}&of={}&deed={}&from={}&until={}&offset={}&limit={}",
        query.who, query.of, query.deed, query.from, query.until, query.offset, query.limit
    )
}

/// Where the table of what is held of somebody who asked is downloaded.
pub(crate) fn privacy_file(request: &str) -> String {
    format!("{BASE}/privacy/file/{request}")
}

/// Where the notice for citizens is downloaded.
pub(crate) fn privacy_notice() -> String {
    format!("{BASE}/privacy/notice")
}

/// Where the report about a lost laptop is downloaded.
pub(crate) fn breach_file(device: &str) -> String {
    format!("{BASE}/devices/breach/file/{device}")
}

/// Where the table of those who must be told is downloaded.
pub(crate) fn breach_people(device: &str) -> String {
    format!("{BASE}/devices/breach/people/{device}")
}

/// Where all that fits it is downloaded.
pub(crate) fn audit_file(query: &AuditQuery) -> String {
    format!("{BASE}/audit/file?{}", audit_query(query))
}

async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, AppError> {
    let ok = answer.ok();
    let text = answer.text().await.map_err(lost)?;
    if ok {
        serde_json::from_str(&text).map_err(|_| AppError::new("office-answer"))
    } else {
        // A proxy before the server may answer something of its own.
        Err(serde_json::from_str(&text).unwrap_or_else(|_| AppError::new("office-lost")))
    }
}

fn lost(_: gloo_net::Error) -> AppError {
    AppError::new("office-lost")
}

/// A text as part of a query.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.trim().bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What a screen shows: loaded now, and again whenever the path changes. The old answer stays until the new one is
/// there, so that a list does not flicker while somebody types.
#[hook]
pub(crate) fn use_get<T: DeserializeOwned + Clone + 'static>(path: String) -> Load<T> {
    let session = use_session();
    let data = use_state(|| Load::Waiting);
    let latest = use_latest();
    {
        let data = data.clone();
        use_effect_with(path, move |path| {
            let path = path.clone();
            let asked = latest.asks();
            spawn_local(async move {
                let answer = get(&path).await;
                if !asked.is_latest() {
                    return;
                }
                match answer {
                    Ok(answer) => data.set(Load::Ready(answer)),
                    Err(error) => {
                        if error.code == "signed-out" {
                            session.again.emit(());
                        }
                        data.set(Load::Failed(error));
                    }
                }
            });
        });
    }
    (*data).clone()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_searched_for_stays_one_value_of_the_query() {
        assert_eq!(
            super::escaped(" Nur'aini & co=1 "),
            "Nur%27aini%20%26%20co%3D1"
        );
    }
}
