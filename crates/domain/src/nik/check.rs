//! A NIK against the rest of the person: everything here is a warning, since the number wins.

use jiff::civil::Date;

use super::Nik;
use crate::date::{self, FlexDate};
use crate::finding::{Finding, codes};
use crate::regions::{District, Regions};
use crate::tables::{CodeTable as _, Sex};

/// What does not fit between the number and the person's sex and birth date, and what is odd about
/// the number itself; on the fields `nik`, `birth_date` and `sex`.
///
/// Without `regions` the district is not looked up.
#[must_use]
pub fn check(
    nik: &Nik,
    sex: Option<Sex>,
    birth: Option<FlexDate>,
    regions: Option<&Regions>,
    today: Date,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (day, month, year) = nik.day_month_year();
    let real = nik.births(today).first().copied();
    if real.is_none() {
        let text = format!("{day:02}-{month:02}-{year:02}");
        findings.push(
            Finding::warning(codes::NIK_DATE_NOT_REAL)
                .on("nik")
                .with("date", text),
        );
    } else if let Some(birth) = birth.filter(|birth| !nik.fits(*birth)) {
        let shown = real.map(date::short).unwrap_or_default();
        findings.push(
            Finding::warning(codes::NIK_DATE_MISMATCH)
                .on("birth_date")
                .with("nik_date", shown)
                .with("birth_date", birth),
        );
    }
    if let Some(sex) = sex.filter(|sex| *sex != nik.sex()) {
        findings.push(
            Finding::warning(codes::NIK_SEX_MISMATCH)
                .on("sex")
                .with("nik_sex", nik.sex().label())
                .with("sex", sex.label()),
        );
    }
    if nik.serial() == "0000" {
        findings.push(Finding::warning(codes::NIK_SERIAL_ZERO).on("nik"));
    }
    findings.extend(regions.and_then(|regions| district(nik, regions)));
    findings
}

fn district(nik: &Nik, regions: &Regions) -> Option<Finding> {
    let code = nik.district();
    match regions.district(&code) {
        District::Current(_) => None,
        // Valid for life: only worth knowing when somebody wonders about the code.
        District::Retired { now, .. } => Some(
            Finding::hint(codes::NIK_REGION_RETIRED)
                .on("nik")
                .with("code", code)
                .with("new_code", now.unwrap_or("-")),
        ),
        District::Unknown => Some(
            Finding::warning(codes::NIK_REGION_UNKNOWN)
                .on("nik")
                .with("code", code),
        ),
    }
}
