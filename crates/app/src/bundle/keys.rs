//! Keys to which bundles are encrypted: the laptop's own, and the office's.

use jemput_bundle::{BoxKey, BoxPublic};
use jemput_store::Store;
use jemput_wire::enrol::UsbKey;
use reqwest::Method;

use crate::{
    error::{Result, coded},
    session::Session,
    transport::{Call, Identity, Transport},
};

/// The laptop's secret key; the database is encrypted.
const OWN: &str = "usb-key";
/// The own public key that the office was told.
const TOLD: &str = "usb-key-told";
/// The office's public key, where the enrolment did not bring it.
const OFFICE: &str = "usb-key-office";

/// Where both are told.
const PATH: &str = "/usb-key";

/// The laptop's own key, made when it is needed first.
pub(crate) fn own(store: &Store) -> Result<BoxKey> {
    if let Some(text) = store.setting::<String>(OWN)? {
        return Ok(BoxKey::parse(&text)?);
    }
    let key = BoxKey::generate();
    store.set_setting(OWN, &key.secret_text())?;
    Ok(key)
}

/// The office's key, if it is known here.
pub(crate) fn office(session: &Session, store: &Store) -> Result<Option<BoxPublic>> {
    let enrolled = Some(session.membership.answer.usb_key.clone()).filter(|key| !key.is_empty());
    let text = match enrolled {
        Some(text) => Some(text),
        None => store.setting::<String>(OFFICE)?,
    };
    Ok(text.and_then(|text| BoxPublic::parse(&text).ok()))
}

/// Whether whoever answers there has the office's key: an answer that it signed proves that, a refusal as well.
pub(crate) fn meets_office(
    own: &BoxPublic,
    transport: &Transport,
    identity: &Identity,
    now_ms: i64,
) -> Result<()> {
    let question = Call {
        method: Method::POST,
        path: PATH,
        headers: &[],
        body: letter(&own.text())?,
    };
    transport.signed(identity, question, now_ms).map(drop)
}

fn letter(own: &str) -> Result<Vec<u8>> {
    let usb_key = own.to_owned();
    serde_json::to_vec(&UsbKey { usb_key }).map_err(|_| coded("internal"))
}

/// Tells the office the laptop's key, once, and learns the office's; both are signed.
pub(crate) fn tell_key(
    store: &Store,
    transport: &Transport,
    identity: &Identity,
    now_ms: i64,
) -> Result<()> {
    let own = own(store)?.public().text();
    if store.setting::<String>(TOLD)?.as_deref() == Some(&own) {
        return Ok(());
    }
    let body = letter(&own)?;
    let answer = transport.exchange(identity, PATH, |_| Ok(body.clone()), now_ms)?;
    let theirs: UsbKey = serde_json::from_slice(&answer).map_err(|_| coded("server-rubbish"))?;
    BoxPublic::parse(&theirs.usb_key)?;
    store.set_setting(OFFICE, &theirs.usb_key)?;
    store.set_setting(TOLD, &own)?;
    Ok(())
}
