//! What does not fit together in one resident's record.

use jiff::civil::Date;

use super::Resident;
use crate::date::{FlexDate, age};
use crate::finding::{Finding, codes};
use crate::name;
use crate::nik;
use crate::regions::Regions;
use crate::tables::{BasicStatus, CodeTable as _, MaritalStatus, Pregnancy, Relation, Sex};

/// Nobody is taken to be older than this without a second look, in years.
const OLD: i16 = 120;
/// Nobody is taken to be married younger without a second look, in years.
const MARRIED_FROM: i16 = 12;

/// Everything to look at, in the order of the form. Errors are what cannot be true (a wife who is
/// a man); what is only missing or unusual is a warning, so that nobody is sent home for it.
///
/// Without `regions` the NIK's district is not looked up.
#[must_use]
pub fn check(resident: &Resident, regions: Option<&Regions>, today: Date) -> Vec<Finding> {
    let mut findings = name::check(&resident.name);
    numbers(resident, regions, today, &mut findings);
    person(resident, today, &mut findings);
    marriage(resident, today, &mut findings);
    status(resident, &mut findings);
    findings
}

fn numbers(
    resident: &Resident,
    regions: Option<&Regions>,
    today: Date,
    findings: &mut Vec<Finding>,
) {
    match (&resident.nik, &resident.nik_draft) {
        (Some(nik), _) => {
            findings.extend(nik::check(
                nik,
                resident.sex,
                resident.birth_date,
                regions,
                today,
            ));
        }
        (None, Some(draft)) => {
            findings.push(
                Finding::warning(codes::NIK_DRAFT)
                    .on("nik")
                    .with("value", draft),
            );
        }
        (None, None) => {
            findings.push(Finding::hint(codes::NIK_NONE).on("nik"));
            findings.extend(name::check_newborn(
                &resident.name,
                resident.birth_date,
                today,
            ));
        }
    }
    match &resident.kk {
        Some(kk) => findings.extend(kk.check()),
        None => findings.push(Finding::warning(codes::KK_MISSING).on("kk")),
    }
}

fn person(resident: &Resident, today: Date, findings: &mut Vec<Finding>) {
    if resident.relation.is_none() {
        findings.push(Finding::warning(codes::RELATION_MISSING).on("relation"));
    }
    if resident.sex.is_none() {
        findings.push(Finding::warning(codes::SEX_MISSING).on("sex"));
    }
    match resident.birth_date {
        None => findings.push(Finding::warning(codes::BIRTH_DATE_MISSING).on("birth_date")),
        Some(birth) if birth.is_after(today) => findings.push(
            Finding::error(codes::BIRTH_DATE_FUTURE)
                .on("birth_date")
                .with("date", birth),
        ),
        Some(birth) if resident.lives_here() && age(birth, today) > OLD => findings.push(
            Finding::warning(codes::BIRTH_DATE_OLD)
                .on("birth_date")
                .with("age", age(birth, today)),
        ),
        Some(_) => {}
    }
    if resident.relation == Some(Relation::Wife) && resident.sex == Some(Sex::Male) {
        findings.push(Finding::error(codes::WIFE_MALE).on("relation"));
    }
    if resident.relation == Some(Relation::Husband) && resident.sex == Some(Sex::Female) {
        findings.push(Finding::error(codes::HUSBAND_FEMALE).on("relation"));
    }
    if resident.pregnant == Some(Pregnancy::Pregnant) && resident.sex == Some(Sex::Male) {
        findings.push(Finding::error(codes::PREGNANT_MALE).on("pregnant"));
    }
}

fn marriage(resident: &Resident, today: Date, findings: &mut Vec<Finding>) {
    let wedding = resident.marriage_date;
    if resident.marital_status == Some(MaritalStatus::Single) {
        if wedding.is_some() || resident.marriage_certificate.is_some() {
            findings.push(Finding::error(codes::SINGLE_WITH_WEDDING).on("marital_status"));
        }
        if let Some(relation @ (Relation::Wife | Relation::Husband)) = resident.relation {
            findings.push(
                Finding::warning(codes::SINGLE_SPOUSE)
                    .on("marital_status")
                    .with("relation", relation.label()),
            );
        }
    }
    if let (Some(birth), Some(wedding)) = (resident.birth_date, wedding) {
        if before(wedding, birth) {
            findings.push(
                Finding::error(codes::WEDDING_BEFORE_BIRTH)
                    .on("marriage_date")
                    .with("date", wedding),
            );
        } else if let Some(day) = wedding.day()
            && age(birth, day) < MARRIED_FROM
        {
            findings.push(
                Finding::warning(codes::MARRIED_CHILD)
                    .on("marriage_date")
                    .with("age", age(birth, day)),
            );
        }
    }
    let events = [
        ("marriage_date", wedding),
        ("divorce_date", resident.divorce_date),
    ];
    for (field, event) in events {
        if let Some(day) = event.filter(|day| day.is_after(today)) {
            findings.push(
                Finding::error(codes::EVENT_DATE_FUTURE)
                    .on(field)
                    .with("date", day),
            );
        }
    }
    if let (Some(wedding), Some(divorce)) = (wedding, resident.divorce_date)
        && before(divorce, wedding)
    {
        findings.push(
            Finding::error(codes::DIVORCE_BEFORE_WEDDING)
                .on("divorce_date")
                .with("date", divorce),
        );
    }
}

fn status(resident: &Resident, findings: &mut Vec<Finding>) {
    match resident.basic_status {
        None | Some(BasicStatus::Alive) => {}
        Some(BasicStatus::Dead) => {
            findings.push(Finding::warning(codes::BASIC_STATUS_DEAD).on("basic_status"));
        }
        Some(other) => findings.push(
            Finding::warning(codes::BASIC_STATUS_GONE)
                .on("basic_status")
                .with("status", other.label()),
        ),
    }
}

/// Whether `a` certainly lies before `b`.
fn before(a: FlexDate, b: FlexDate) -> bool {
    match (a, b) {
        (FlexDate::Day(a), FlexDate::Day(b)) => a < b,
        _ => a.year() < b.year(),
    }
}
