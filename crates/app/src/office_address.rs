//! Where the office is reached. It may move, and a laptop that joined by stick may not have been told.
//!
//! An address is kept only when whoever answers there signs with the office's key: what officers write never goes to
//! somebody else, and a slip of the finger cannot cut a laptop off.

use jemput_domain::audit::Deed;
use jemput_wire::settings::{OfficeAddressSet, SettingsGet, SettingsView};

use crate::{
    App, bundle,
    error::{Error, Result, coded},
    profile::Profile,
    transport::{Cancel, Transport},
};

impl App {
    /// The way to the office as it is now: the address may be newer than the session.
    pub(crate) fn to_office(&self, cancel: Cancel) -> Result<Transport> {
        let profile = Profile::enrolled(&self.config.data)?;
        Transport::new(&profile.server_url, &self.time, cancel)
    }

    pub(crate) fn office_address_set(&self, wish: OfficeAddressSet) -> Result<SettingsView> {
        let session = self.session()?;
        if wish.server_url.trim().is_empty() {
            return Err(coded("server-address"));
        }
        let transport = Transport::new(&wish.server_url, &self.time, Cancel::default())?;
        // The officer's connection is not held while the office is waited for.
        let own = bundle::own_key(&session.store())?.public();
        let identity = session.membership.identity()?;
        bundle::meets_office(&own, &transport, &identity, self.time.now_ms())
            .map_err(|error| nobody_ours(error, transport.base()))?;
        {
            let _one_at_a_time = self.key_files();
            let mut profile = Profile::enrolled(&self.config.data)?;
            transport.base().clone_into(&mut profile.server_url);
            profile.save(&self.config.data)?;
        }
        self.note_anyway(&session, Deed::OfficeAddress, None, transport.base());
        self.sync_soon();
        self.settings_get(SettingsGet {})
    }
}

/// In the words of somebody who typed an address: the other errors speak of an office that is known.
fn nobody_ours(error: Error, address: &str) -> Error {
    let code = match error.view.code.as_str() {
        "server-unreachable" | "server-slow" | "server-cut" | "server-failing" => "address-silent",
        "server-rubbish" | "server-not-ours" => "address-other",
        _ => return error,
    };
    coded(code).with("address", address)
}
