use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use super::*;

fn pack(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

/// A small made-up country.
fn sample() -> Regions {
    let text = "jemput-regions 1
# made up
P33Jawa Tengah
R02Kabupaten Banyumas
D04Rawalo
V2001Losari
vMenganti
V2007Pesawahan
D05Kebasen
V2001Sidomulyo
R24Kabupaten Kendal
D01Plantungan
V2011Sidomulyo
vTongke-Tongke
R74Kota Semarang
D01Semarang Tengah
V1001Bangunharjo
P96Papua Barat Daya
R71Kota Sorong
D01Sorong
V1001Remu’Utara
-92.71.01>96.71.01 Sorong
-91.13.36> Holuon
";
    Regions::from_asset(&pack(text)).unwrap()
}

/// The whole country, as it is shipped.
fn country() -> Regions {
    Regions::from_asset(include_bytes!("../../../../assets/regions/regions.bin")).unwrap()
}

fn found(regions: &Regions, query: &str) -> Vec<String> {
    regions
        .search(query, 5)
        .into_iter()
        .map(|hit| format!("{} {}", hit.code, hit.name))
        .collect()
}

#[test]
fn a_code_finds_its_place_and_everything_above_it() {
    let regions = sample();
    let village = regions
        .village(&VillageCode::parse("3302042007").unwrap())
        .unwrap();
    assert_eq!(village.name, "Pesawahan");
    assert_eq!(
        village.above,
        ["Rawalo", "Kabupaten Banyumas", "Jawa Tengah"]
    );
    assert_eq!(regions.place("33.02.04.2002").unwrap().name, "Menganti");
    assert_eq!(regions.place("33").unwrap().level, Level::Province);
    assert_eq!(regions.place("33.02.04.2003"), None);
    assert_eq!(regions.place("33.0"), None);
}

#[test]
fn a_district_is_current_retired_or_unknown() {
    let regions = sample();
    assert_eq!(regions.district("33.02.04"), District::Current("Rawalo"));
    assert_eq!(
        regions.district("927101"),
        District::Retired {
            name: "Sorong",
            now: Some("96.71.01")
        }
    );
    assert_eq!(
        regions.district("91.13.36"),
        District::Retired {
            name: "Holuon",
            now: None
        }
    );
    assert_eq!(regions.district("33.02.99"), District::Unknown);
    assert_eq!(regions.district("33.02"), District::Unknown);
    assert_eq!(Regions::default().district("33.02.04"), District::Unknown);
}

#[test]
fn the_places_below_a_code_are_listed() {
    let regions = sample();
    let names = |code: &str| {
        regions
            .children(code)
            .into_iter()
            .map(|p| p.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(""), ["Jawa Tengah", "Papua Barat Daya"]);
    assert_eq!(names("33.02"), ["Rawalo", "Kebasen"]);
    assert_eq!(names("33.02.04"), ["Losari", "Menganti", "Pesawahan"]);
    assert_eq!(names("33.02.04.2007"), [""; 0]);
    assert_eq!(names("3"), [""; 0]);
}

#[test]
fn places_are_found_while_typing() {
    let regions = sample();
    assert_eq!(
        found(&regions, "sidom"),
        ["33.02.05.2001 Sidomulyo", "33.24.01.2011 Sidomulyo"]
    );
    assert_eq!(
        found(&regions, "sidomulyo kendal"),
        ["33.24.01.2011 Sidomulyo"]
    );
    assert_eq!(
        found(&regions, "Kendal, desa Sido"),
        ["33.24.01.2011 Sidomulyo"]
    );
    assert_eq!(found(&regions, "semarang")[0], "33.74 Kota Semarang");
    assert_eq!(
        found(&regions, "tongke tongke"),
        ["33.24.01.2012 Tongke-Tongke"]
    );
    assert_eq!(found(&regions, "remuutara"), ["96.71.01.1001 Remu’Utara"]);
    assert_eq!(
        found(&regions, "mulyo"),
        [""; 0],
        "only where a word begins"
    );
    assert_eq!(found(&regions, ""), [""; 0]);
    assert_eq!(found(&regions, " . "), [""; 0]);
}

#[test]
fn places_are_found_by_the_beginning_of_their_code() {
    let regions = sample();
    assert_eq!(found(&regions, "33.02")[0], "33.02 Kabupaten Banyumas");
    assert_eq!(found(&regions, "3302042007"), ["33.02.04.2007 Pesawahan"]);
    assert_eq!(found(&regions, "99999999999999999999999"), [""; 0]);
}

#[test]
fn a_hit_says_what_it_lies_in() {
    let hit = sample().search("pesawahan", 1).remove(0);
    assert_eq!(
        hit.within,
        "Kecamatan Rawalo, Kabupaten Banyumas, Jawa Tengah"
    );
}

#[test]
fn other_bytes_are_no_table() {
    assert!(matches!(
        Regions::from_asset(b"hello"),
        Err(AssetError::Packing(_))
    ));
    assert_eq!(
        Regions::from_asset(&pack("hello\n")).unwrap_err(),
        AssetError::Version
    );
    for (text, line) in [
        ("V2001Losari", 2),
        ("P33Jawa\nRx1Kab", 3),
        ("P3", 2),
        ("p", 2),
        ("?", 2),
        ("-12", 2),
    ] {
        let packed = pack(&format!("jemput-regions 1\n{text}\n"));
        assert_eq!(
            Regions::from_asset(&packed).unwrap_err(),
            AssetError::Line(line),
            "{text}"
        );
    }
}

#[test]
fn the_whole_country_is_there() {
    let regions = country();
    let counts = Level::ALL.map(|level| regions.count(level));
    assert_eq!(counts, [38, 514, 7_285, 83_762]);
    assert!(regions.retired_count() >= 500);
    assert_eq!(
        regions.district("92.71.01"),
        District::Retired {
            name: "Sorong",
            now: Some("96.71.01")
        }
    );
    assert_eq!(regions.district("33.02.04"), District::Current("Rawalo"));
    let sidomulyo = regions.search("sidomulyo", 200);
    assert_eq!(
        sidomulyo
            .iter()
            .filter(|hit| hit.name == "Sidomulyo" && hit.level == Level::Village)
            .count(),
        98
    );
    assert!(found(&regions, "semarang").contains(&"33.74 Kota Semarang".to_owned()));
    // Every name is found by itself.
    for hit in regions.search("33.02.04", 20) {
        assert!(
            regions
                .search(&format!("{} rawalo banyumas", hit.name), 5)
                .contains(&hit),
            "{hit:?}"
        );
    }
}

#[test]
fn a_retired_code_that_went_somewhere_went_to_a_district_of_today() {
    let regions = country();
    for (code, old) in &regions.retired {
        assert!(
            matches!(regions.district(code), District::Retired { .. }),
            "{code} is in use"
        );
        if let Some(now) = &old.now {
            assert!(
                matches!(regions.district(now), District::Current(_)),
                "{code} became {now}"
            );
        }
    }
}
