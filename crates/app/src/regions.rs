//! Places of the whole country, for forms and addresses.

use std::sync::OnceLock;

use jemput_domain::regions::Regions;
use jemput_wire::region::{RegionHit, RegionSearch};

use crate::{App, error::Result};

/// Unpacked at first use: reading 83,762 villages takes longer than opening the database.
pub(crate) fn regions() -> &'static Regions {
    static REGIONS: OnceLock<Regions> = OnceLock::new();
    REGIONS.get_or_init(|| {
        Regions::from_asset(include_bytes!("../../../assets/regions/regions.bin"))
            .unwrap_or_default()
    })
}

impl App {
    pub(crate) fn region_search(&self, wish: RegionSearch) -> Result<Vec<RegionHit>> {
        Ok(regions()
            .search(&wish.query, wish.limit as usize)
            .into_iter()
            .map(|hit| RegionHit {
                code: hit.code,
                name: hit.name,
                within: hit.within,
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_whole_country_is_built_in() {
        assert!(
            !regions()
                .search("tirtakarsa", 5)
                .iter()
                .any(|hit| hit.name == "Tirtakarsa"),
            "an invented place"
        );
        assert!(!regions().search("semarang", 5).is_empty());
    }
}
