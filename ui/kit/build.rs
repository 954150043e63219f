//! Gathers the catalogues: every `.ftl` of a language goes into the wasm, so that a new file needs no list.

use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let words = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?)
        .join("../../assets/i18n")
        .canonicalize()?;
    println!("cargo::rerun-if-changed={}", words.display());
    let mut code = String::new();
    for language in ["id", "en"] {
        let folder = words.join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .collect();
        files.retain(|path| path.extension().is_some_and(|kind| kind == "ftl"));
        files.sort();
        writeln!(
            code,
            "pub(super) const {}: &[&str] = &[",
            language.to_uppercase()
        )?;
        for file in files {
            println!("cargo::rerun-if-changed={}", file.display());
            writeln!(code, "    include_str!({:?}),", file.display().to_string())?;
        }
        writeln!(code, "];")?;
    }
    let sprite = words.join("../icons/icons.svg");
    println!("cargo::rerun-if-changed={}", sprite.display());
    fs::write(
        PathBuf::from(env::var("OUT_DIR")?).join("catalogues.rs"),
        code,
    )?;
    Ok(())
}
