//! TLS with the app's own idea of the time: a dead battery must not make every certificate "not yet valid".

use std::{sync::Arc, time::Duration};

use rustls::{
    ClientConfig, client::danger::ServerCertVerifier, crypto::CryptoProvider, pki_types::UnixTime,
    time_provider::TimeProvider,
};

use crate::{
    clock::KnownTime,
    error::{Error, Result},
};

/// The app's time, for certificates.
#[derive(Debug)]
struct Time(Arc<KnownTime>);

impl TimeProvider for Time {
    fn current_time(&self) -> Option<UnixTime> {
        let ms = u64::try_from(self.0.now_ms()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_millis(ms)))
    }
}

/// The system's trusted certificates, judged at the app's time.
pub(super) fn system(time: &Arc<KnownTime>) -> Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = rustls_platform_verifier::Verifier::new(Arc::clone(&provider))
        .map_err(|error| Error::because("server-certificates", error))?;
    config(time, provider, Arc::new(verifier))
}

fn config(
    time: &Arc<KnownTime>,
    provider: Arc<CryptoProvider>,
    verifier: Arc<dyn ServerCertVerifier>,
) -> Result<ClientConfig> {
    let internal = |error| Error::because("internal", error);
    Ok(
        ClientConfig::builder_with_details(provider, Arc::new(Time(Arc::clone(time))))
            .with_safe_default_protocol_versions()
            .map_err(internal)?
            // Not less careful than usual: this is the only way to name a verifier, and it is the usual one.
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth(),
    )
}

#[cfg(test)]
pub(super) mod tests {
    use rustls::{RootCertStore, client::WebPkiServerVerifier, pki_types::CertificateDer};

    use super::*;

    /// Trusts one certificate only.
    pub(in crate::transport) fn trusting(
        time: &Arc<KnownTime>,
        root: CertificateDer<'static>,
    ) -> ClientConfig {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(root).unwrap();
        let verifier =
            WebPkiServerVerifier::builder_with_provider(roots.into(), Arc::clone(&provider));
        config(time, provider, verifier.build().unwrap()).unwrap()
    }
}
