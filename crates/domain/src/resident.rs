//! A resident's record: one flat struct whose JSON keys are the record's field names.

mod check;
mod facts;
mod field;
mod form;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::address::Address;
use crate::date::FlexDate;
use crate::id::HouseholdId;
use crate::kk::Kk;
use crate::lenient;
use crate::nik::{self, Nik};
use crate::tables::{
    BasicStatus, BloodType, CardState, Citizenship, Contraception, Disability, Education,
    Insurance, MaritalStatus, Occupation, Pregnancy, RecordingStatus, Relation, Religion,
    Schooling, Sex,
};
use crate::village::VillageCode;

pub use check::check;
pub use facts::{Difference, code_tables, differences, show_value};
pub use field::{Codes, FIELDS, Field, Kind, field, field_of_column};
pub(crate) use form::read_nik;

/// Declares the record: every field optional but the name, and read leniently.
macro_rules! record {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        /// A resident. Unknown is `None`; what a newer program wrote and this one cannot read is
        /// `None` too, and stays in the store because edits are per field.
        #[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Resident {
            /// Full name as borne, with titles if the person uses them so.
            #[serde(deserialize_with = "lenient::text")]
            pub name: String,
            $($(#[$doc])*
            #[serde(deserialize_with = "lenient::option")]
            pub $name: Option<$type>,)*
        }
    };
}

record! {
    /// NIK, only if it can be one.
    nik: Nik,
    /// What was typed as a NIK and is none: flagged, never printed.
    nik_draft: String,
    /// Internal number in place of a NIK, never printed (see [`nik::temporary`]).
    nik_temporary: String,
    /// Number of the family card.
    kk: Kk,
    /// Household of that card (see [`household_id`]).
    household: HouseholdId,
    /// Sex.
    sex: Sex,
    /// Place of birth as on the papers.
    birth_place: String,
    /// Date or year of birth.
    birth_date: FlexDate,
    /// Religion.
    religion: Religion,
    /// Highest education, as on the family card.
    education: Education,
    /// What the person attends now.
    schooling: Schooling,
    /// Occupation.
    occupation: Occupation,
    /// Marital status.
    marital_status: MaritalStatus,
    /// Relation to the head of family.
    relation: Relation,
    /// Citizenship.
    citizenship: Citizenship,
    /// The father's NIK.
    father_nik: Nik,
    /// The father's name.
    father_name: String,
    /// The mother's NIK.
    mother_nik: Nik,
    /// The mother's name.
    mother_name: String,
    /// Blood type.
    blood_type: BloodType,
    /// Number of the birth certificate.
    birth_certificate: String,
    /// Passport number.
    passport: String,
    /// Last day of the passport.
    passport_until: FlexDate,
    /// Number of the residence permit (KITAS) of a foreigner.
    kitas: String,
    /// Number of the marriage certificate.
    marriage_certificate: String,
    /// Day of the wedding.
    marriage_date: FlexDate,
    /// Number of the divorce certificate.
    divorce_certificate: String,
    /// Day of the divorce.
    divorce_date: FlexDate,
    /// Disability.
    disability: Disability,
    /// Contraception in use.
    contraception: Contraception,
    /// Pregnancy.
    pregnant: Pregnancy,
    /// Electronic identity card.
    ektp: CardState,
    /// Progress of the biometric recording.
    recording_status: RecordingStatus,
    /// Street line of the address.
    address: String,
    /// Hamlet.
    dusun: String,
    /// Neighbourhood, with zeros (`003`).
    rt: String,
    /// Group of neighbourhoods, with zeros (`001`).
    rw: String,
    /// Where the person stays, if elsewhere.
    current_address: String,
    /// Alive, dead, moved …
    basic_status: BasicStatus,
    /// Ethnic group.
    ethnicity: String,
    /// Number of the identity card's chip.
    card_tag: String,
    /// Health insurance.
    insurance: Insurance,
    /// Its number.
    insurance_number: String,
    /// Latitude of the dwelling, degrees, south negative.
    lat: f64,
    /// Longitude of the dwelling, degrees.
    lng: f64,
    /// Telephone.
    phone: String,
    /// Free note of the village.
    note: String,
    /// Day on which the person agreed that telephone, note and photo are recorded (UU 27/2022, article 20 (2) a).
    extras_consent: FlexDate,
}

impl Resident {
    /// The address in its parts.
    #[must_use]
    pub fn address_parts(&self) -> Address {
        Address {
            street: self.address.clone(),
            dusun: self.dusun.clone(),
            rt: self.rt.clone(),
            rw: self.rw.clone(),
        }
    }

    /// The address in one line (`RT 003 RW 001 Dusun Krajan`); empty if nothing is known.
    #[must_use]
    pub fn address_line(&self) -> String {
        self.address_parts().line()
    }

    /// Whether the person counts as living in the village: neither dead nor moved nor gone.
    #[must_use]
    pub fn lives_here(&self) -> bool {
        matches!(self.basic_status, None | Some(BasicStatus::Alive))
    }

    /// Somebody new in the same household: card and address of this one, everything else open.
    #[must_use]
    pub fn new_member(&self) -> Self {
        Self {
            kk: self.kk.clone(),
            household: self.household,
            address: self.address.clone(),
            dusun: self.dusun.clone(),
            rt: self.rt.clone(),
            rw: self.rw.clone(),
            basic_status: Some(BasicStatus::Alive),
            ..Self::default()
        }
    }

    /// Gives somebody without any NIK an internal number, if there is none yet.
    pub fn ensure_temporary(&mut self, id: Uuid) {
        if self.nik.is_none() && self.nik_draft.is_none() && self.nik_temporary.is_none() {
            self.nik_temporary = Some(nik::temporary(id));
        }
    }

    /// Moves RT, RW and hamlet out of the street line, where somebody wrote all in one.
    pub(crate) fn spread_address(&mut self) {
        let Some(line) = &self.address else { return };
        if self.rt.is_some() || self.rw.is_some() {
            return;
        }
        let read = Address::read(line);
        if read.rt.is_some() || read.rw.is_some() {
            self.rt = read.rt;
            self.rw = read.rw;
            self.dusun = self.dusun.take().or(read.dusun);
            self.address = read.street;
        }
    }
}

/// The id of a card's household: the same on every laptop, since it follows from the number.
#[must_use]
pub fn household_id(village: &VillageCode, kk: &Kk) -> Uuid {
    derived_id(village, &["household", kk.as_str()])
}

/// An id that follows from a village and some texts (UUID v5), so that two laptops that bring in
/// the same file make the same records.
pub(crate) fn derived_id(village: &VillageCode, parts: &[&str]) -> Uuid {
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, village.scope().as_bytes());
    Uuid::new_v5(&namespace, parts.join("\u{1f}").as_bytes())
}

#[cfg(test)]
mod tests;
