//! Where the office is: the part of the address after `#`.

use jemput_wire::office::Act;

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Overview,
    Residents,
    Resident(String),
    Letters,
    /// The register book.
    Book,
    Conflicts,
    Conflict(String),
    /// Changes beside each other, without anything to decide.
    Looks,
    Look(String),
    Duplicates,
    Duplicate(String, String),
    Inbox,
    Numbers,
    Devices,
    /// The report about a lost laptop.
    Breach(String),
    Accounts,
    /// Who did what; with one record, or all of them.
    Audit(String),
    /// What the automatic audit found.
    Irregular,
    /// Requests of people about their own data, and what is recorded on which basis.
    Privacy,
    /// The same, for somebody who asks now.
    PrivacyOf(String),
    /// The own account.
    Own,
}

impl Route {
    /// Reads an address; what is unknown is the first screen.
    pub(crate) fn read(hash: &str) -> Self {
        let parts: Vec<&str> = hash.trim_start_matches(['#', '/']).split('/').collect();
        match parts[..] {
            ["warga"] => Self::Residents,
            ["warga", id] if is_id(id) => Self::Resident(id.to_owned()),
            ["surat"] => Self::Letters,
            ["surat", "buku"] => Self::Book,
            ["perbedaan"] => Self::Conflicts,
            ["perbedaan", "lihat"] => Self::Looks,
            ["perbedaan", "lihat", id] if is_id(id) => Self::Look(id.to_owned()),
            ["perbedaan", id] if is_id(id) => Self::Conflict(id.to_owned()),
            ["ganda"] => Self::Duplicates,
            ["ganda", a, b] if is_id(a) && is_id(b) => Self::Duplicate(a.to_owned(), b.to_owned()),
            ["kotak-masuk"] => Self::Inbox,
            ["nomor"] => Self::Numbers,
            ["laptop"] => Self::Devices,
            ["laptop", id, "laporan"] if is_id(id) => Self::Breach(id.to_owned()),
            ["akun"] => Self::Accounts,
            ["jejak"] => Self::Audit(String::new()),
            ["temuan"] => Self::Irregular,
            ["privasi"] => Self::Privacy,
            ["privasi", id] if is_id(id) => Self::PrivacyOf(id.to_owned()),
            ["jejak", id] if is_id(id) => Self::Audit(id.to_owned()),
            ["akun-saya"] => Self::Own,
            _ => Self::Overview,
        }
    }

    /// The address.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Overview => "#/ringkasan".to_owned(),
            Self::Residents => "#/warga".to_owned(),
            Self::Resident(id) => format!("#/warga/{id}"),
            Self::Letters => "#/surat".to_owned(),
            Self::Book => "#/surat/buku".to_owned(),
            Self::Conflicts => "#/perbedaan".to_owned(),
            Self::Conflict(id) => format!("#/perbedaan/{id}"),
            Self::Looks => "#/perbedaan/lihat".to_owned(),
            Self::Look(id) => format!("#/perbedaan/lihat/{id}"),
            Self::Duplicates => "#/ganda".to_owned(),
            Self::Duplicate(a, b) => format!("#/ganda/{a}/{b}"),
            Self::Inbox => "#/kotak-masuk".to_owned(),
            Self::Numbers => "#/nomor".to_owned(),
            Self::Devices => "#/laptop".to_owned(),
            Self::Breach(id) => format!("#/laptop/{id}/laporan"),
            Self::Accounts => "#/akun".to_owned(),
            Self::Irregular => "#/temuan".to_owned(),
            Self::Privacy => "#/privasi".to_owned(),
            Self::PrivacyOf(id) => format!("#/privasi/{id}"),
            Self::Audit(id) if id.is_empty() => "#/jejak".to_owned(),
            Self::Audit(id) => format!("#/jejak/{id}"),
            Self::Own => "#/akun-saya".to_owned(),
        }
    }

    /// What whoever looks at it must be allowed to; the first screen is everybody's.
    pub(crate) fn act(&self) -> Option<Act> {
        match self {
            Self::Overview => None,
            Self::Residents | Self::Resident(_) => Some(Act::SeeResidents),
            Self::Letters => Some(Act::SeeLetters),
            Self::Book => Some(Act::SeeBook),
            Self::Conflicts
            | Self::Conflict(_)
            | Self::Looks
            | Self::Look(_)
            | Self::Duplicates
            | Self::Duplicate(..)
            | Self::Inbox => Some(Act::SeeMatters),
            Self::Numbers => Some(Act::SeeNumbers),
            Self::Devices => Some(Act::SeeDevices),
            Self::Breach(_) => Some(Act::SeeBreach),
            Self::Accounts => Some(Act::ManageAccounts),
            Self::Audit(_) => Some(Act::SeeAudit),
            Self::Irregular => Some(Act::SeeIrregular),
            Self::Privacy => Some(Act::SeePrivacy),
            Self::PrivacyOf(_) => Some(Act::AnswerPrivacy),
            Self::Own => Some(Act::KeepOwnAccount),
        }
    }

    /// The menu entry that it belongs to.
    pub(crate) fn section(&self) -> Self {
        match self {
            Self::Resident(_) => Self::Residents,
            Self::Book => Self::Letters,
            Self::Breach(_) => Self::Devices,
            Self::Audit(_) => Self::Audit(String::new()),
            Self::PrivacyOf(_) => Self::Privacy,
            Self::Conflict(_) | Self::Looks | Self::Look(_) => Self::Conflicts,
            Self::Duplicate(..) => Self::Duplicates,
            other => other.clone(),
        }
    }
}

/// Only what an id can be: it becomes part of an address of the server.
fn is_id(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_address_is_read_back_as_the_same_screen() {
        let resident = Route::Resident("0190a3c2-0000-7000-8000-000000000001".to_owned());
        let conflict = Route::Conflict("0190a3c2-0000-7000-8000-000000000002".to_owned());
        let pair = Route::Duplicate("0190a3c2-01".to_owned(), "0190a3c2-02".to_owned());
        let all = [
            conflict,
            pair,
            Route::Looks,
            Route::Look("0190a3c2-03".to_owned()),
            Route::Duplicates,
            Route::Inbox,
            Route::Numbers,
            Route::Overview,
            Route::Residents,
            resident,
            Route::Letters,
            Route::Book,
            Route::Conflicts,
            Route::Devices,
            Route::Breach("0190a3c2-06".to_owned()),
            Route::Accounts,
            Route::Audit(String::new()),
            Route::Irregular,
            Route::Privacy,
            Route::PrivacyOf("0190a3c2-05".to_owned()),
            Route::Audit("0190a3c2-04".to_owned()),
            Route::Own,
        ];
        for route in all {
            assert_eq!(Route::read(&route.href()), route);
        }
        assert_eq!(Route::read("#/warga/../devices"), Route::Overview);
        assert_eq!(Route::read(""), Route::Overview);
    }
}
