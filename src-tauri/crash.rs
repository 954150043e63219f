//! A panic leaves a file without personal data, so that the next support bundle can tell what happened.

use std::{fs, path::Path};

/// Writes the place of a panic to `DATA/crash/`; the message is left out, since it may quote a record.
pub(crate) fn install(data: &Path) {
    let folder = data.join("crash");
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let place = info
            .location()
            .map_or_else(|| "unknown place".to_owned(), ToString::to_string);
        let file = folder.join(format!("{}.txt", std::process::id()));
        // Nothing more can be done when even this fails: the hook must not panic itself.
        let _ = fs::create_dir_all(&folder);
        let _ = fs::write(
            file,
            format!("jemput {}\npanic at {place}\n", env!("CARGO_PKG_VERSION")),
        );
        earlier(info);
    }));
}
