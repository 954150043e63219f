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
procedure = "a"
time_minutes = 10
fee_rupiah = 0
product = "a"
complaints = "a"
legal_basis = "a"
facilities = "a"
competence = "a"
supervision = "a"
staff = "a"
service_guarantee = "a"
safety_guarantee = "a"
evaluation = "a"
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
