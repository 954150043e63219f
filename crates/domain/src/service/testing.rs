//! A small service for tests.

use super::Service;

/// Everything but fields and letter.
const HEAD: &str = r#"
format = 1
id = "uji"
version = 1
kind_code = "UJI"
title = "Surat Uji"
category = "Uji"
classification = "400.8"
number_format = "{kode}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}"
series = "uji"
source = "hanya untuk uji"
[standard]
requirements = "a"
time_minutes = 10
fee_rupiah = 0
product = "a"
legal_basis = "a"
"#;

const LETTER: &str = r#"
[letter]
title = "SURAT UJI"
[[letter.block]]
type = "signature"
"#;

/// A valid service whose form has these fields, given as TOML.
pub(crate) fn with_fields(fields: &str) -> Service {
    Service::parse(&format!("{HEAD}{fields}{LETTER}")).expect("a valid service")
}

/// A file with one of everything.
pub(crate) const FILE: &str = r#"
format = 1
id = "uji"
version = 1
kind_code = "UJI"
title = "Surat Uji"
category = "Uji"
classification = "400.8"
number_format = "{kode}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}"
series = "uji"
source = "hanya untuk uji"
[standard]
requirements = "KTP"
time_minutes = 10
fee_rupiah = 0
product = "Surat"
legal_basis = "a"
[[field]]
key = "purpose"
label = "Keperluan"
type = "text"
[[field]]
key = "child"
label = "Anak"
type = "person"
parts = ["name", "birth_date"]
[[field]]
key = "family"
label = "Keluarga"
type = "people"
parts = ["name"]
[letter]
title = "SURAT UJI"
[[letter.block]]
type = "identity"
of = "child"
parts = ["name", "age"]
[[letter.block]]
type = "paragraph"
text = "Untuk {{ answer.purpose }}, {{ answer.family.count }} orang."
[[letter.block]]
type = "people"
field = "family"
columns = ["name"]
[[letter.block]]
type = "list"
items = ["satu"]
[[letter.block]]
type = "signatures"
columns = [{ label = "Saksi," }]
[[letter.block]]
type = "signature"
[[attachment]]
code = "F-9"
title = "FORMULIR"
[[attachment.block]]
type = "identity"
of = "resident"
[example]
purpose = "uji"
"#;
