//! Everything that fuzzing found, or started from, is still borne.

use std::{fs, path::Path};

fn corpus() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

#[test]
fn whatever_was_found_once_is_borne() {
    for (name, target) in jemput_foreign::TARGETS {
        let folder = corpus().join(name);
        let mut files = 0;
        for entry in fs::read_dir(&folder).unwrap_or_else(|_| panic!("no {}", folder.display())) {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let borne = std::panic::catch_unwind(|| target(&bytes));
            assert!(borne.is_ok(), "{name} does not bear {}", path.display());
            files += 1;
        }
        assert!(files > 0, "{name} has nothing to begin with");
    }
}

#[test]
fn each_target_has_its_folder_and_its_program() {
    let mut folders: Vec<String> = fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let names: Vec<&str> = jemput_foreign::TARGETS
        .iter()
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(folders, names);
    let manifest = fs::read_to_string(corpus().join("../Cargo.toml")).unwrap();
    for name in names {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        let program = fs::read_to_string(corpus().join(format!("../targets/{name}.rs"))).unwrap();
        assert!(
            program.contains(&format!("jemput_foreign::{name}(")),
            "{name}"
        );
    }
}
