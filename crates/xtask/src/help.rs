//! What `cargo xtask help` prints.

/// The tasks.
pub(crate) const TEXT: &str = "\
cargo xtask TASK

  run            set everything up and open the field app with a local server and a sample village
  run --demo     the whole main job by itself in the real window; leaves PDF and pictures in demo/
  test           set everything up and run every check and test
  setup          install what is missing (tells what and why, asks before sudo)
  ui [--release] build the three user interfaces into dist/
  tidy           the checks of the tree alone: dependencies, catalogues, licences
  bench          the benchmarks, each once
  bench sync [--records FILE --edits FILE] [--link RTT/KBIT] [--runs N] [--first] [--anki PYTHON]
                 what sync costs between two processes over a fast and a slow link, beside its budget
  regions DIR    rebuild assets/regions from the unpacked npm package idn-area-data";
