use std::collections::BTreeMap;

use jiff::civil::date;
use serde_json::json;

use super::*;
use crate::date::Date;
use crate::finding::{Finding, has_error};

const TODAY: Date = date(2026, 11, 25);

fn sri() -> Resident {
    Resident {
        name: "Sri Waluyo".into(),
        nik: Nik::parse("3302045203899001").ok(),
        kk: Kk::parse("3302041203149100").ok(),
        sex: Some(Sex::Female),
        birth_place: Some("Tirtakarsa".into()),
        birth_date: Some(date(1989, 3, 12).into()),
        religion: Some(Religion::Islam),
        marital_status: Some(MaritalStatus::Married),
        relation: Some(Relation::Wife),
        dusun: Some("Karanglo".into()),
        rt: Some("003".into()),
        rw: Some("001".into()),
        lat: Some(-7.5),
        basic_status: Some(BasicStatus::Alive),
        ..Resident::default()
    }
}

fn form(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn codes_of(findings: &[Finding]) -> Vec<&str> {
    findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect()
}

#[test]
fn the_fields_of_the_record_are_flat_json_and_unknown_is_null() {
    let json = serde_json::to_value(sri()).unwrap();
    assert_eq!(json["nik"], "3302045203899001");
    assert_eq!(json["birth_date"], "1989-03-12");
    assert_eq!(json["sex"], 2);
    assert_eq!(json["lat"], -7.5);
    assert!(json["phone"].is_null());
    assert_eq!(serde_json::from_value::<Resident>(json).unwrap(), sri());
}

#[test]
fn what_a_newer_program_wrote_does_not_make_the_record_unreadable() {
    let mut json = serde_json::to_value(sri()).unwrap();
    json["religion"] = json!(8);
    json["birth_date"] = json!({"approx": "1989"});
    json["field_of_a_later_version"] = json!(true);
    let read: Resident = serde_json::from_value(json).unwrap();
    assert_eq!((read.religion, read.birth_date), (None, None));
    assert_eq!(read.name, "Sri Waluyo");
}

#[test]
fn every_field_of_the_form_is_a_field_of_the_record_and_survives_the_form() {
    let fields = Resident::default().to_fields();
    for field in FIELDS {
        assert!(fields.contains_key(field.name), "{}", field.name);
    }
    let values = sri().form_values();
    assert_eq!(values["birth_date"], "12-03-1989");
    assert_eq!(values["sex"], "2");
    assert_eq!(values["lat"], "-7.5");
    let (back, findings) = Resident::from_form(None, &values);
    assert_eq!(findings, []);
    assert_eq!(back, sri());
}

#[test]
fn fields_that_the_form_does_not_send_stay() {
    let (changed, findings) = Resident::from_form(
        Some(&sri()),
        &form(&[("phone", "0812 0000 9001"), ("birth_place", "")]),
    );
    assert_eq!(findings, []);
    assert_eq!(changed.phone.as_deref(), Some("0812 0000 9001"));
    assert_eq!(changed.birth_place, None);
    assert_eq!(changed.nik, sri().nik);
}

#[test]
fn somebody_new_is_alive() {
    let (new, _) = Resident::from_form(None, &form(&[("name", " Sarinem ")]));
    assert_eq!(
        (new.name.as_str(), new.basic_status),
        ("Sarinem", Some(BasicStatus::Alive))
    );
}

#[test]
fn fifteen_digits_are_a_draft_that_is_saved_and_flagged() {
    let (draft, findings) = Resident::from_form(Some(&sri()), &form(&[("nik", "330204520389900")]));
    assert_eq!(
        (draft.nik.as_ref(), draft.nik_draft.as_deref()),
        (None, Some("330204520389900"))
    );
    assert_eq!(codes_of(&findings), ["nik-length"]);
    assert!(!has_error(&findings));
    assert!(codes_of(&check(&draft, None, TODAY)).contains(&"nik-draft"));
    assert_eq!(draft.form_values()["nik"], "330204520389900");
    let (valid, _) = Resident::from_form(Some(&draft), &form(&[("nik", "3302045203899001")]));
    assert_eq!((valid.nik, valid.nik_draft), (sri().nik, None));
}

#[test]
fn a_temporary_number_is_given_once_and_ends_with_the_real_one() {
    let mut sarinem = Resident {
        name: "Sarinem".into(),
        ..Resident::default()
    };
    sarinem.ensure_temporary(Uuid::from_u128(41));
    let given = sarinem.nik_temporary.clone().unwrap();
    sarinem.ensure_temporary(Uuid::from_u128(42));
    assert_eq!(sarinem.nik_temporary.as_ref(), Some(&given));
    assert!(
        !sarinem.form_values().values().any(|value| *value == given),
        "never shown as a number"
    );
    assert!(!sarinem.facts().iter().any(|(_, value)| *value == given));
    let (real, _) = Resident::from_form(Some(&sarinem), &form(&[("nik", "3302045203619009")]));
    assert_eq!(real.nik_temporary, None);
    let mut sri = sri();
    sri.ensure_temporary(Uuid::from_u128(43));
    assert_eq!(sri.nik_temporary, None);
}

#[test]
fn what_cannot_be_read_is_an_error_on_its_field() {
    let typed = form(&[
        ("birth_date", "31/02/1985"),
        ("religion", "99"),
        ("kk", "123"),
        ("lat", "selatan"),
        ("father_nik", "12"),
        ("note", &"x".repeat(1001)),
    ]);
    let (resident, findings) = Resident::from_form(Some(&sri()), &typed);
    let places: Vec<(&str, &str)> = findings
        .iter()
        .map(|f| (f.field.as_deref().unwrap_or(""), f.code.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("kk", "kk-length"),
            ("birth_date", "date-no-such-day"),
            ("religion", "code-unknown"),
            ("father_nik", "parent-nik-unusable"),
            ("lat", "coordinate-unreadable"),
            ("note", "text-too-long"),
        ]
    );
    assert!(findings.iter().all(Finding::is_error));
    assert_eq!(resident.birth_date, None);
}

#[test]
fn an_address_in_one_line_is_taken_apart() {
    let (resident, _) = Resident::from_form(
        None,
        &form(&[("name", "Darmo"), ("address", "RT 003 RW 001 Dusun Krajan")]),
    );
    assert_eq!(resident.address_line(), "RT 003 RW 001 Dusun Krajan");
    assert_eq!(
        (resident.address, resident.rt.as_deref()),
        (None, Some("003"))
    );
}

#[test]
fn a_resident_in_order_has_no_findings() {
    assert_eq!(check(&sri(), None, TODAY), []);
}

#[test]
fn what_cannot_be_true_blocks_and_what_is_missing_does_not() {
    let wrong = |change: fn(&mut Resident)| {
        let mut resident = sri();
        change(&mut resident);
        let found = check(&resident, None, TODAY);
        (
            codes_of(&found)
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
            has_error(&found),
        )
    };
    let one = |code: &str, blocks: bool| (vec![code.to_owned()], blocks);
    assert_eq!(wrong(|r| r.name = String::new()), one("name-missing", true));
    assert_eq!(wrong(|r| r.kk = None), one("kk-missing", false));
    assert_eq!(wrong(|r| r.nik = None), one("nik-none", false));
    assert_eq!(wrong(|r| r.relation = None), one("relation-missing", false));
    assert_eq!(wrong(|r| r.sex = None), one("sex-missing", false));
    assert_eq!(
        wrong(|r| r.birth_date = None),
        one("birth-date-missing", false)
    );
    assert_eq!(
        wrong(|r| r.marital_status = Some(MaritalStatus::Single)),
        one("single-spouse", false)
    );
    assert_eq!(
        wrong(|r| r.marriage_date = Some(FlexDate::Year(1988))),
        one("wedding-before-birth", true)
    );
    assert_eq!(
        wrong(|r| r.marriage_date = Some(date(1999, 1, 1).into())),
        one("married-child", false)
    );
    assert_eq!(
        wrong(|r| r.basic_status = Some(BasicStatus::Dead)),
        one("basic-status-dead", false)
    );
    assert_eq!(
        wrong(|r| r.basic_status = Some(BasicStatus::Moved)),
        one("basic-status-gone", false)
    );
    assert_eq!(
        wrong(|r| r.marriage_date = Some(date(2026, 11, 26).into())),
        one("event-date-future", true)
    );
    let (found, blocks) = wrong(|r| r.sex = Some(Sex::Male));
    assert_eq!(found, ["nik-sex-mismatch", "wife-male"]);
    assert!(blocks);
    let (found, blocks) = wrong(|r| {
        r.marital_status = Some(MaritalStatus::Single);
        r.relation = Some(Relation::Child);
        r.marriage_certificate = Some("12/2014".into());
    });
    assert_eq!(found, ["single-with-wedding"]);
    assert!(blocks);
    let (found, _) = wrong(|r| {
        r.nik = None;
        r.birth_date = Some(date(2026, 11, 26).into());
    });
    assert_eq!(found, ["nik-none", "birth-date-future"]);
    let (found, _) = wrong(|r| {
        r.nik = None;
        r.birth_date = Some(FlexDate::Year(1900));
    });
    assert_eq!(found, ["nik-none", "birth-date-old"]);
    let (found, _) = wrong(|r| {
        r.marriage_date = Some(date(2010, 5, 1).into());
        r.divorce_date = Some(date(2010, 4, 30).into());
    });
    assert_eq!(found, ["divorce-before-wedding"]);
}

#[test]
fn facts_are_words_and_hide_numbers() {
    let facts: BTreeMap<&str, String> = sri().facts().into_iter().collect();
    assert_eq!(facts["nik"], "•••• •••• •••• 9001");
    assert_eq!(facts["kk"], "•••• •••• •••• 9100");
    assert_eq!(facts["religion"], "Islam");
    assert_eq!(facts["birth_date"], "12-03-1989");
    assert_eq!(facts["address"], "RT 003 RW 001 Dusun Karanglo");
    assert_eq!(facts["phone"], "");
    assert!(!facts.contains_key("rt"));
}

#[test]
fn a_stored_value_is_shown_in_words() {
    assert_eq!(show_value("sex", &json!(1)), "Laki-laki");
    assert_eq!(show_value("birth_date", &json!("1954")), "1954");
    assert_eq!(
        show_value("nik", &json!("3302045203899001")),
        "•••• •••• •••• 9001"
    );
    assert_eq!(
        show_value("nik_draft", &json!("330204520389900")),
        "•••• •••• •••• 9900"
    );
    assert_eq!(show_value("religion", &json!(77)), "77");
    assert_eq!(show_value("phone", &json!(null)), "");
    assert_eq!(show_value("state", &json!("issued")), "issued");
}

#[test]
fn a_difference_is_what_the_other_says_and_this_one_does_not() {
    let mut other = sri();
    other.name = "SRI WALUYO".into();
    other.birth_place = None;
    other.religion = Some(Religion::Catholic);
    other.phone = Some("0812".into());
    let found = differences(&sri(), &other);
    let shown: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|d| (d.field, d.here.as_str(), d.other.as_str()))
        .collect();
    assert_eq!(
        shown,
        [("religion", "Islam", "Katholik"), ("phone", "", "0812")]
    );
}

#[test]
fn a_new_member_starts_with_card_and_address_of_the_family() {
    let child = sri().new_member();
    assert_eq!(
        (child.kk.clone(), child.address_line()),
        (sri().kk, sri().address_line())
    );
    assert_eq!(
        (child.name.as_str(), child.nik, child.relation),
        ("", None, None)
    );
}

#[test]
fn a_household_has_one_id_on_every_laptop_and_another_in_every_village() {
    let kk = sri().kk.unwrap();
    let here = VillageCode::parse("3302042007").unwrap();
    let there = VillageCode::parse("3302042008").unwrap();
    assert_eq!(household_id(&here, &kk), household_id(&here, &kk));
    assert_ne!(household_id(&here, &kk), household_id(&there, &kk));
}

#[test]
fn the_tables_of_the_form_are_those_of_the_record() {
    let tables: BTreeMap<&str, Vec<(u8, &str)>> = code_tables().into_iter().collect();
    assert_eq!(tables.len(), 16);
    assert_eq!(tables["sex"], [(1, "Laki-laki"), (2, "Perempuan")]);
    assert_eq!(tables["occupation"].len(), 89);
}

#[test]
fn the_apostrophe_of_a_spreadsheet_goes_and_that_of_a_name_stays() {
    let (read, _) = Resident::from_form(
        None,
        &form(&[
            ("name", "'Aisyah"),
            ("phone", "'0812 0000 9001"),
            ("rt", "'003"),
        ]),
    );
    assert_eq!(read.name, "'Aisyah");
    assert_eq!(
        (read.phone.as_deref(), read.rt.as_deref()),
        (Some("0812 0000 9001"), Some("003"))
    );
}
