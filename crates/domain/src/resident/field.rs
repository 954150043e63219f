//! The record's fields as data: one table for forms, import, export, facts and differences.

use serde_json::Value;

use crate::address;
use crate::date;
use crate::finding::{Finding, codes};
use crate::kk::Kk;
use crate::name;
use crate::nik::{self, Nik, Reading};
use crate::tables::{
    BasicStatus, BloodType, CardState, Citizenship, CodeTable, Contraception, Disability,
    Education, Entry, Insurance, MaritalStatus, Occupation, Pregnancy, RecordingStatus, Relation,
    Religion, Schooling, Sex,
};

/// A code table behind functions, so that tables of different types stand in one list.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    /// All rows.
    pub entries: fn() -> &'static [Entry],
    /// Code of a number or label.
    pub parse: fn(&str) -> Option<u8>,
}

impl Codes {
    const fn of<T: CodeTable>() -> Self {
        Self {
            entries: T::entries,
            parse: parse::<T>,
        }
    }

    /// The printed label of a code.
    #[must_use]
    pub fn label(&self, code: u64) -> Option<&'static str> {
        (self.entries)()
            .iter()
            .find(|entry| u64::from(entry.code) == code)
            .map(|entry| entry.label)
    }
}

fn parse<T: CodeTable>(text: &str) -> Option<u8> {
    T::parse(text).map(T::code)
}

/// How a field is read and shown.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The resident's name.
    Name,
    /// The resident's NIK; a faulty one goes to `nik_draft`.
    Nik,
    /// A parent's NIK.
    ParentNik,
    /// Number of the family card.
    Kk,
    /// A code of an official table.
    Code(Codes),
    /// A date or a year.
    Date,
    /// Text of at most so many characters.
    Text(usize),
    /// RT or RW.
    Unit,
    /// Degrees, at most so many north or south, east or west.
    Degrees(f64),
}

/// A field of the record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in the record and in forms.
    pub name: &'static str,
    /// Column in the exchange format.
    pub column: &'static str,
    /// How it is read and shown.
    pub kind: Kind,
}

const fn row(name: &'static str, column: &'static str, kind: Kind) -> Field {
    Field { name, column, kind }
}

const fn code<T: CodeTable>(name: &'static str) -> Field {
    Field {
        name,
        column: T::COLUMN,
        kind: Kind::Code(Codes::of::<T>()),
    }
}

/// All fields that people fill in, in reading order.
pub const FIELDS: &[Field] = &[
    row("name", "nama", Kind::Name),
    row("nik", "nik", Kind::Nik),
    row("kk", "no_kk", Kind::Kk),
    code::<Relation>("relation"),
    code::<Sex>("sex"),
    row("birth_place", "tempatlahir", Kind::Text(100)),
    row("birth_date", "tanggallahir", Kind::Date),
    code::<Religion>("religion"),
    code::<MaritalStatus>("marital_status"),
    code::<Education>("education"),
    code::<Schooling>("schooling"),
    code::<Occupation>("occupation"),
    code::<Citizenship>("citizenship"),
    row("address", "alamat", Kind::Text(200)),
    row("dusun", "dusun", Kind::Text(100)),
    row("rt", "rt", Kind::Unit),
    row("rw", "rw", Kind::Unit),
    row("current_address", "alamat_sekarang", Kind::Text(200)),
    row("phone", "telepon", Kind::Text(40)),
    row("extras_consent", "setuju_kontak", Kind::Date),
    row("father_name", "nama_ayah", Kind::Text(100)),
    row("father_nik", "ayah_nik", Kind::ParentNik),
    row("mother_name", "nama_ibu", Kind::Text(100)),
    row("mother_nik", "ibu_nik", Kind::ParentNik),
    code::<BloodType>("blood_type"),
    row("birth_certificate", "akta_lahir", Kind::Text(40)),
    row("marriage_certificate", "akta_perkawinan", Kind::Text(40)),
    row("marriage_date", "tanggalperkawinan", Kind::Date),
    row("divorce_certificate", "akta_perceraian", Kind::Text(40)),
    row("divorce_date", "tanggalperceraian", Kind::Date),
    row("passport", "dokumen_pasport", Kind::Text(45)),
    row("passport_until", "tanggal_akhir_paspor", Kind::Date),
    row("kitas", "dokumen_kitas", Kind::Text(45)),
    code::<Disability>("disability"),
    code::<Contraception>("contraception"),
    code::<Pregnancy>("pregnant"),
    code::<CardState>("ektp"),
    code::<RecordingStatus>("recording_status"),
    row("card_tag", "tag_id_card", Kind::Text(17)),
    row("ethnicity", "suku", Kind::Text(100)),
    code::<Insurance>("insurance"),
    row("insurance_number", "no_asuransi", Kind::Text(50)),
    row("lat", "lat", Kind::Degrees(90.0)),
    row("lng", "lng", Kind::Degrees(180.0)),
    code::<BasicStatus>("basic_status"),
    row("note", "catatan", Kind::Text(1000)),
];

/// The field of that name.
#[must_use]
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// The field of that column of the exchange format.
#[must_use]
pub fn field_of_column(column: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.column == column)
}

impl Field {
    /// Reads what was typed or imported into the record's JSON value; blank and `-` are `null`.
    ///
    /// The resident's own NIK is not read here: it fills three fields.
    ///
    /// # Errors
    /// The reason as an error finding on this field.
    pub fn read(&self, text: &str) -> Result<Value, Finding> {
        let bare = name::clean(without_text_mark(text));
        if is_nothing(&bare) {
            return Ok(Value::Null);
        }
        let read = match self.kind {
            Kind::Name => Ok(Value::from(bare)),
            Kind::Nik => Ok(Value::from(text)),
            Kind::ParentNik => parent_nik(text),
            Kind::Kk => Kk::read(text).map(|kk| kk.map_or(Value::Null, |kk| kk.as_str().into())),
            Kind::Code(_) if bare == "0" => Ok(Value::Null),
            Kind::Code(codes) => (codes.parse)(&bare).map(Value::from).ok_or_else(|| {
                Finding::error(codes::CODE_UNKNOWN)
                    .with("value", &bare)
                    .with("table", self.column)
            }),
            Kind::Date => {
                date::parse(text).map(|day| day.map_or(Value::Null, |day| day.iso().into()))
            }
            Kind::Text(max) => self.text(text, bare, max),
            Kind::Unit => Ok(address::unit(&bare).map_or(Value::Null, Value::from)),
            Kind::Degrees(max) => degrees(&bare, max),
        };
        read.map_err(|finding| finding.on(self.name))
    }

    fn text(&self, typed: &str, bare: String, max: usize) -> Result<Value, Finding> {
        // Only the note has lines.
        let kept = if self.name == "note" {
            typed.trim().to_owned()
        } else {
            bare
        };
        let count = kept.chars().count();
        if count > max {
            return Err(Finding::error(codes::TEXT_TOO_LONG)
                .with("count", count)
                .with("max", max));
        }
        Ok(Value::from(kept))
    }

    /// The value as an officer would type it: dates day first, codes as numbers.
    #[must_use]
    pub fn typed(&self, value: &Value) -> String {
        match (self.kind, value) {
            (_, Value::Null) => String::new(),
            (Kind::Date, Value::String(iso)) => {
                date::FlexDate::from_iso(iso).map_or_else(|| iso.clone(), |day| day.to_string())
            }
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }
    }

    /// The value as people read it: labels instead of codes; numbers of people and cards masked.
    #[must_use]
    pub fn shown(&self, value: &Value) -> String {
        match (self.kind, value) {
            (Kind::Code(codes), value) => value
                .as_u64()
                .and_then(|code| codes.label(code))
                .map_or_else(|| self.typed(value), str::to_owned),
            (Kind::Nik | Kind::ParentNik | Kind::Kk, Value::String(digits)) => nik::mask(digits),
            _ => self.typed(value),
        }
    }
}

/// Takes off the apostrophe with which spreadsheets mark a text (`'0812`, `'-7.5`); before a letter
/// it belongs to the name (`'Aisyah`).
fn without_text_mark(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if !rest.starts_with(char::is_alphabetic) => rest,
        _ => text,
    }
}

/// Blank, or one of the marks that stand for “nothing”.
fn is_nothing(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '–' | '.' | ' '))
}

fn parent_nik(text: &str) -> Result<Value, Finding> {
    match nik::read(text) {
        Reading::None | Reading::Temporary(_) => Ok(Value::Null),
        Reading::Valid { nik, .. } => Ok(Value::from(Nik::as_str(&nik))),
        Reading::Draft { text, .. } => {
            Err(Finding::error(codes::PARENT_NIK_UNUSABLE).with("value", text))
        }
    }
}

fn degrees(text: &str, max: f64) -> Result<Value, Finding> {
    let number: Option<f64> = text.replace(',', ".").parse().ok();
    match number.filter(|degrees| degrees.abs() <= max) {
        // 0, 0 is what maps give where nobody pointed at anything.
        Some(0.0) => Ok(Value::Null),
        Some(degrees) => Ok(Value::from(degrees)),
        None => Err(Finding::error(codes::COORDINATE_UNREADABLE).with("value", text)),
    }
}
