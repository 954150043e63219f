//! Where the officer is: the part of the address after `#`.

use jemput_domain::id::{LetterId, RequestId, ResidentId};
use jemput_ui_kit::keys;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Today,
    Residents,
    Resident(ResidentId),
    NewResident,
    NewMember(ResidentId),
    EditResident(ResidentId),
    Services(ResidentId),
    Request(RequestId),
    Letters,
    Letter(LetterId),
    Queue,
    Register,
    Numbers,
    Sync,
    Import,
    Check,
    Settings,
}

impl Route {
    /// Reads an address; what is unknown is the first screen.
    pub(crate) fn read(hash: &str) -> Self {
        let parts: Vec<&str> = hash.trim_start_matches(['#', '/']).split('/').collect();
        let found = match parts[..] {
            ["warga"] => Some(Self::Residents),
            ["warga", "baru"] => Some(Self::NewResident),
            ["warga", id] => id.parse().ok().map(Self::Resident),
            ["warga", id, "ubah"] => id.parse().ok().map(Self::EditResident),
            ["warga", id, "anggota"] => id.parse().ok().map(Self::NewMember),
            ["warga", id, "surat"] => id.parse().ok().map(Self::Services),
            ["permohonan", id] => id.parse().ok().map(Self::Request),
            ["surat"] => Some(Self::Letters),
            ["surat", id] => id.parse().ok().map(Self::Letter),
            ["antrean"] => Some(Self::Queue),
            ["register"] => Some(Self::Register),
            ["nomor"] => Some(Self::Numbers),
            ["sinkron"] => Some(Self::Sync),
            ["impor"] => Some(Self::Import),
            ["periksa"] => Some(Self::Check),
            ["pengaturan"] => Some(Self::Settings),
            _ => None,
        };
        found.unwrap_or(Self::Today)
    }

    /// The address.
    pub(crate) fn href(self) -> String {
        match self {
            Self::Today => "#/hari-ini".to_owned(),
            Self::Residents => "#/warga".to_owned(),
            Self::Resident(id) => format!("#/warga/{id}"),
            Self::NewResident => "#/warga/baru".to_owned(),
            Self::NewMember(id) => format!("#/warga/{id}/anggota"),
            Self::EditResident(id) => format!("#/warga/{id}/ubah"),
            Self::Services(id) => format!("#/warga/{id}/surat"),
            Self::Request(id) => format!("#/permohonan/{id}"),
            Self::Letters => "#/surat".to_owned(),
            Self::Letter(id) => format!("#/surat/{id}"),
            Self::Queue => "#/antrean".to_owned(),
            Self::Register => "#/register".to_owned(),
            Self::Numbers => "#/nomor".to_owned(),
            Self::Sync => "#/sinkron".to_owned(),
            Self::Import => "#/impor".to_owned(),
            Self::Check => "#/periksa".to_owned(),
            Self::Settings => "#/pengaturan".to_owned(),
        }
    }

    /// Goes there.
    pub(crate) fn go(self) {
        keys::set_hash(&self.href());
    }

    /// Where Escape leads.
    pub(crate) fn parent(self) -> Option<Self> {
        match self {
            Self::Today => None,
            Self::Resident(_) | Self::NewResident => Some(Self::Residents),
            Self::EditResident(id) | Self::NewMember(id) | Self::Services(id) => {
                Some(Self::Resident(id))
            }
            Self::Letter(_) | Self::Register | Self::Numbers => Some(Self::Letters),
            _ => Some(Self::Today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_address_is_read_back_as_the_same_screen() {
        let id = uuid::Uuid::from_u128(7);
        let routes = [
            Route::Today,
            Route::Residents,
            Route::Resident(id.into()),
            Route::NewResident,
            Route::NewMember(id.into()),
            Route::EditResident(id.into()),
            Route::Services(id.into()),
            Route::Request(id.into()),
            Route::Letters,
            Route::Letter(id.into()),
            Route::Queue,
            Route::Register,
            Route::Numbers,
            Route::Sync,
            Route::Import,
            Route::Check,
            Route::Settings,
        ];
        for route in routes {
            assert_eq!(Route::read(&route.href()), route);
        }
    }

    #[test]
    fn rubbish_leads_to_the_first_screen() {
        assert_eq!(Route::read("#/warga/bukan-id"), Route::Today);
        assert_eq!(Route::read(""), Route::Today);
    }
}
