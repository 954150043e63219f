//! Who saw, printed, exported, came and went. What was changed stands in the log itself; this is the rest of the audit:
//! records that are only ever made, never edited.

mod listing;

use serde_json::{Map, Value, json};
use uuid::Uuid;

pub use listing::Listing;

/// Record kind.
pub const AUDIT: &str = "audit";
/// One look is one minute: whoever opens a record twice in it has looked once.
const MINUTE_MS: i64 = 60_000;

macro_rules! deeds {
    ($($(#[$doc:meta])* $deed:ident = $code:literal, $told:literal;)+) => {
        /// What somebody did.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Deed { $($(#[$doc])* $deed),+ }

        impl Deed {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$deed),+];

            /// As it is stored and named in `assets/i18n`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$deed => $code),+ }
            }

            /// In a table that leaves the office: Indonesian, like all its papers.
            #[must_use]
            pub const fn told(self) -> &'static str {
                match self { $(Self::$deed => $told),+ }
            }
        }
    };
}

deeds! {
    /// Looked at a record.
    Saw = "saw", "melihat";
    /// Read a whole NIK or KK.
    SawNumbers = "saw-numbers", "melihat NIK dan KK";
    /// Saw a list with people in it, or searched one: [`Listing`] is its note.
    Listed = "listed", "melihat daftar";
    /// Printed, or printed again.
    Printed = "printed", "mencetak";
    /// Saved a list or a letter as a file.
    Exported = "exported", "menyimpan berkas";
    /// Came in.
    SignedIn = "signed-in", "masuk";
    /// Left, or locked the laptop.
    SignedOut = "signed-out", "keluar";
    /// Did not get in.
    Refused = "refused", "ditolak masuk";
    /// Made an account.
    AccountMade = "account-made", "membuat akun";
    /// Changed an account's roles, or opened it again.
    AccountChanged = "account-changed", "mengubah akun";
    /// Closed an account.
    AccountClosed = "account-closed", "menutup akun";
    /// Gave out a one-time code for a passphrase.
    AccountCode = "account-code", "memberi kode akun";
    /// Changed the own passphrase.
    Passphrase = "passphrase", "mengganti kata sandi";
    /// Began to use a second factor.
    SecondBegun = "second-begun", "memulai langkah kedua";
    /// Ended one.
    SecondEnded = "second-ended", "mengakhiri langkah kedua";
    /// Said who looks into a finding of the automatic audit.
    FindingGiven = "finding-given", "menetapkan penelusur temuan";
    /// Bound a laptop to its computer.
    Bound = "bound", "mengikat laptop ke komputernya";
    /// Ended that.
    Unbound = "unbound", "melepas ikatan laptop";
    /// Told a laptop where its office is reached.
    OfficeAddress = "office-address", "mengubah alamat kantor di laptop";
    /// Changed a rule of the office.
    Rule = "rule", "mengubah aturan";
}

impl Deed {
    /// Reads [`Self::code`].
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| deed.code() == code)
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Officer or clerk; nil where nobody knows.
    pub who: Uuid,
    /// What was done.
    pub deed: Deed,
    /// To which record; nil where there is none.
    pub of: Uuid,
    /// ms since 1970 UTC.
    pub at_ms: i64,
    /// What else is to be said, without anything about residents.
    pub note: String,
}

impl Entry {
    /// The same for the same deed in the same minute in the same place (laptop or office).
    #[must_use]
    pub fn id(&self, place: Uuid) -> Uuid {
        let minute = self.at_ms.div_euclid(MINUTE_MS);
        let name = format!(
            "{}|{}|{}|{minute}|{}",
            self.who,
            self.deed.code(),
            self.of,
            self.note
        );
        Uuid::new_v5(&place, name.as_bytes())
    }

    /// The record's fields; `scope` says who holds it.
    #[must_use]
    pub fn fields(&self, scope: &str) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("scope".to_owned(), json!(scope));
        fields.insert("who".to_owned(), json!(self.who));
        fields.insert("deed".to_owned(), json!(self.deed.code()));
        fields.insert("at".to_owned(), json!(self.at_ms));
        if !self.of.is_nil() {
            fields.insert("of".to_owned(), json!(self.of));
        }
        if !self.note.is_empty() {
            fields.insert("note".to_owned(), json!(self.note));
        }
        fields
    }

    /// From a record's fields; `None` for what a newer program wrote and this one does not know.
    #[must_use]
    pub fn read(fields: &Map<String, Value>) -> Option<Self> {
        let id = |name: &str| {
            let text = fields.get(name).and_then(Value::as_str);
            text.and_then(|text| text.parse().ok()).unwrap_or_default()
        };
        Some(Self {
            who: id("who"),
            deed: Deed::read(fields.get("deed")?.as_str()?)?,
            of: id("of"),
            at_ms: fields.get("at")?.as_i64()?,
            note: fields
                .get("note")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(at_ms: i64) -> Entry {
        Entry {
            who: Uuid::from_u128(1),
            deed: Deed::Saw,
            of: Uuid::from_u128(2),
            at_ms,
            note: String::new(),
        }
    }

    #[test]
    fn two_looks_in_one_minute_are_one_and_another_place_has_its_own() {
        let place = Uuid::from_u128(7);
        assert_eq!(look(60_000).id(place), look(119_999).id(place));
        assert_ne!(look(60_000).id(place), look(120_000).id(place));
        assert_ne!(look(60_000).id(place), look(60_000).id(Uuid::from_u128(8)));
        let other = Entry {
            deed: Deed::Printed,
            ..look(60_000)
        };
        assert_ne!(other.id(place), look(60_000).id(place));
    }

    #[test]
    fn an_entry_comes_back_from_its_record() {
        for deed in Deed::ALL {
            let entry = Entry {
                deed: *deed,
                note: "operator → verifier".to_owned(),
                ..look(5)
            };
            assert_eq!(Entry::read(&entry.fields("office")), Some(entry));
        }
        let bare = Entry {
            of: Uuid::nil(),
            ..look(5)
        };
        assert_eq!(Entry::read(&bare.fields("office")), Some(bare));
        assert_eq!(Entry::read(&Map::new()), None);
    }
}
