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
  sbom           what the programs are made of, as CycloneDX, into target/sbom/
  bench          the benchmarks, each once
  bench sync [--records FILE --edits FILE] [--link RTT/KBIT] [--runs N] [--first] [--anki PYTHON]
                 what sync costs between two processes over a fast and a slow link, beside its budget
  bench office [--residents N]     how long the console of an office with 50,000 residents lets a clerk wait
  bench letters  what a letter costs, beside its budget and beside typst and WeasyPrint
  bench crowd [--laptops N]        how long an office lets 200 laptops wait that come back at once
  bench log-growth [--entries N]   what an edit costs as the office's log grows
  bench one-field                  what ten thousand edits of one field cost and leave behind
  bench secrecy                    what the passphrase and the encrypted file cost beside a plain one
  soak sync [--histories N]
                 the laws of the sync over 100,000 random histories
  soak model [--seeds N [--first N]]
                 new histories of the model in crates/sync/tests/model (python3), lived through by the core
  soak breaks [PATCH...]
                 takes the rules of the sync away one by one; the tests must miss each
  soak faults [--seed N] [--rounds N] [--minutes N]
                 real programs, killed, put back from copies, cloned, on a link that cuts: nothing may be lost
  soak api [--examples N] [--seed N]
                 schemathesis (pipx install schemathesis) against a real server with sample data, as clerk and as stranger
  soak fuzz [--minutes N] [TARGET...]
                 invented bytes for everything that reads bytes from outside (needs a nightly compiler)
  regions DIR    rebuild assets/regions from the unpacked npm package idn-area-data";
