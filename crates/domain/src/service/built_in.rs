//! The service files that come with the program.

use super::Service;

/// The built-in files as text, by service id.
pub const BUILT_IN: &[(&str, &str)] = &[(
    "domisili",
    include_str!("../../../../assets/services/domisili.toml"),
)];

/// The built-in services, read.
#[must_use]
pub fn built_in() -> Vec<Service> {
    // A test holds that all can be read.
    BUILT_IN
        .iter()
        .filter_map(|(_, file)| Service::parse(file).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_can_be_read_and_has_its_own_id() {
        for (id, file) in BUILT_IN {
            let service = Service::parse(file).unwrap_or_else(|errors| panic!("{id}: {errors:?}"));
            assert_eq!(service.id, *id);
        }
        assert_eq!(built_in().len(), BUILT_IN.len());
    }

    #[test]
    fn the_domicile_service_says_all_components_and_is_free() {
        let services = built_in();
        let domicile = services
            .iter()
            .find(|service| service.id == "domisili")
            .unwrap();
        assert_eq!(domicile.standard.fee_rupiah, 0);
        assert_eq!(domicile.standard.time_minutes, 10);
        assert_eq!(domicile.validity_months, Some(6));
        assert_eq!(domicile.standard.requirements.len(), 3);
        assert!(domicile.field("purpose").unwrap().required);
    }
}
