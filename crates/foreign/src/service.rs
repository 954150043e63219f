//! Service files: written by offices, carried by the sync.

use jemput_domain::service::Service;

/// Reads a service file; each mistake lies inside the file.
pub fn service(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Err(errors) = Service::parse(text) else {
        return;
    };
    let lines = text.split('\n').count();
    for error in errors {
        assert!(error.line <= lines, "{error} lies behind the last line");
    }
}
