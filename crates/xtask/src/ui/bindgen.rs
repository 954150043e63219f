//! wasm-bindgen as a library: nothing to install, and the lock file keeps its version equal to the crates'.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// Name of the generated module, which every `boot.js` imports as `./app.js`.
const NAME: &str = "app";

/// Writes `app.js` and `app_bg.wasm`.
pub(super) fn generate(wasm: &Path, folder: &Path) -> Result<()> {
    let scratch = folder.with_extension("bindgen");
    fs::create_dir_all(&scratch)
        .with_context(|| format!("{} cannot be made", scratch.display()))?;
    Bindgen::new()
        .input_path(wasm)
        .out_name(NAME)
        .typescript(false)
        .web(true)?
        // Otherwise the glue does not find its module beside itself.
        .omit_default_module_path(false)
        .generate(&scratch)
        .with_context(|| format!("wasm-bindgen refused {}", wasm.display()))?;
    super::assemble::copy_folder(&scratch, folder)?;
    fs::remove_dir_all(&scratch)?;
    Ok(())
}
