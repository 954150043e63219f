//! Every kind of letter that comes with the program: its file, its example, its page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::common::{ISSUED_ON, Written, example, keep_a_look, sealed, service};
use jemput_domain::eform;
use jemput_domain::letter::VillageProfile;
use jemput_domain::service::{Block, Paper, Service, built_in};
use jemput_letters::{Item, render};
use sha2::{Digest, Sha256};

#[test]
fn there_are_at_least_forty_kinds_and_each_has_its_own_id_and_code() {
    let kinds = built_in();
    assert!(kinds.len() >= 40, "{}", kinds.len());
    let names: [fn(&Service) -> String; 3] = [
        |kind| kind.id.clone(),
        |kind| kind.kind_code.clone(),
        |kind| kind.title.clone(),
    ];
    for name in names {
        let names: BTreeSet<String> = kinds.iter().map(name).collect();
        assert_eq!(names.len(), kinds.len(), "{names:?}");
    }
}

#[test]
fn each_kind_says_what_it_needs_where_it_comes_from_and_that_the_office_must_look() {
    for kind in built_in() {
        let standard = &kind.standard;
        for (component, lines) in [
            ("requirements", &standard.requirements),
            ("procedure", &standard.procedure),
            ("product", &standard.product),
            ("complaints", &standard.complaints),
            ("legal_basis", &standard.legal_basis),
            ("facilities", &standard.facilities),
            ("competence", &standard.competence),
            ("supervision", &standard.supervision),
            ("staff", &standard.staff),
            ("service_guarantee", &standard.service_guarantee),
            ("safety_guarantee", &standard.safety_guarantee),
            ("evaluation", &standard.evaluation),
        ] {
            assert!(!lines.is_empty(), "{}: {component}", kind.id);
        }
        assert!(standard.time_minutes > 0, "{}", kind.id);
        assert!(
            kind.source.contains("perlu diperiksa kantor"),
            "{}",
            kind.id
        );
    }
}

/// Two kinds that share an archive code share the counter, or two letters would have one number. All kinds that come with
/// the program share one, as villages count their outgoing letters; an office may divide it by codes.
#[test]
fn no_two_kinds_can_make_the_same_number() {
    let mut series: BTreeMap<String, String> = BTreeMap::new();
    for kind in built_in() {
        let known = series
            .entry(kind.classification.clone())
            .or_insert_with(|| kind.series.clone());
        assert_eq!(
            *known, kind.series,
            "{} and {}",
            kind.id, kind.classification
        );
    }
    assert!(series.values().all(|series| series == "surat"));
}

#[test]
fn the_example_of_each_kind_answers_its_form() {
    for kind in built_in() {
        let findings = eform::check(&kind, &kind.example, ISSUED_ON);
        assert!(findings.is_empty(), "{}: {findings:?}", kind.id);
        let asked: BTreeSet<&String> = kind.fields.iter().map(|field| &field.key).collect();
        assert!(
            kind.example.keys().all(|key| asked.contains(key)),
            "{}",
            kind.id
        );
    }
}

/// The words of a letter that are about its own matter: without opening, title and the sentences that many letters share.
fn matter(kind: &Service) -> BTreeSet<String> {
    let mut texts: Vec<String> = Vec::new();
    for block in &kind.letter.blocks {
        match block {
            Block::Paragraph { text, .. } => texts.push(text.clone()),
            Block::List { items, .. } => texts.extend(items.clone()),
            Block::Fields { rows, .. } => texts.extend(
                rows.iter()
                    .map(|row| format!("{} {}", row.label, row.value)),
            ),
            Block::Identity { of, parts, .. } => texts.push(format!("{of} {}", parts.join(" "))),
            Block::People { field, columns, .. } => {
                texts.push(format!("{field} {}", columns.join(" ")));
            }
            Block::Signatures { .. } | Block::Signature { .. } => {}
        }
    }
    let title = kind.title.to_lowercase();
    let title: BTreeSet<&str> = title.split_whitespace().collect();
    texts
        .join(" ")
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !title.contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_two_bodies_differ_only_in_their_title() {
    let kinds = built_in();
    for (index, one) in kinds.iter().enumerate() {
        let own = matter(one);
        assert!(own.len() > 12, "{} says too little: {own:?}", one.id);
        for other in &kinds[index + 1..] {
            let others = matter(other);
            let shared = own.intersection(&others).count() * 100;
            let all = own.union(&others).count();
            assert!(
                shared / all < 60,
                "{} and {}: {} %",
                one.id,
                other.id,
                shared / all
            );
        }
    }
}

pub(crate) fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

/// Whether goldens are written anew: look at the pages, then run with JEMPUT_GOLDEN=write.
pub(crate) fn is_writing() -> bool {
    std::env::var_os("JEMPUT_GOLDEN").is_some_and(|value| value == "write")
}

/// Text and layout of every kind, as its example makes it. A change must be meant.
#[test]
fn every_kind_looks_as_it_did() {
    let mut changed = Vec::new();
    for kind in built_in() {
        let layout = render(&kind, &example(&kind), &sealed(kind.paper))
            .unwrap_or_else(|error| panic!("{}: {error}", kind.id));
        let hash: [u8; 32] = Sha256::digest(layout.svg_pages().concat()).into();
        let hash = data_encoding::HEXLOWER.encode(&hash[..8]);
        let pages: Vec<String> = (0..layout.pages.len())
            .map(|page| layout.text_of(page))
            .collect();
        let now = format!("{hash}\n{}\n", pages.join("\n\u{c}\n"));
        let file = golden(&format!("{}.txt", kind.id));
        if is_writing() {
            std::fs::write(&file, &now).expect("written");
        }
        if std::fs::read_to_string(&file).unwrap_or_default() != now {
            changed.push(kind.id.clone());
        }
    }
    assert!(changed.is_empty(), "other text or layout: {changed:?}");
}

#[test]
fn no_example_leaves_a_brace_an_empty_label_or_a_double_blank() {
    for kind in built_in() {
        let layout = render(&kind, &example(&kind), &sealed(kind.paper)).expect(&kind.id);
        for page in 0..layout.pages.len() {
            let text = layout.text_of(page);
            for wrong in [
                "{{",
                "}}",
                "{%",
                "  ",
                " ,",
                " .",
                "..",
                ",,",
                "()",
                "None",
                "undefined",
            ] {
                assert!(!text.contains(wrong), "{} has “{wrong}”: {text}", kind.id);
            }
        }
    }
}

/// What is optional may be left out: the letter is still whole.
#[test]
fn a_form_with_only_the_required_answers_makes_a_letter() {
    for kind in built_in() {
        let mut kind = kind;
        let required: BTreeSet<String> = kind
            .fields
            .iter()
            .filter(|field| field.required || field.default.is_some())
            .map(|field| field.key.clone())
            .collect();
        kind.example.retain(|key, _| required.contains(key));
        let layout = render(&kind, &example(&kind), &sealed(kind.paper))
            .unwrap_or_else(|error| panic!("{}: {error}", kind.id));
        let text: String = (0..layout.pages.len())
            .map(|page| layout.text_of(page))
            .collect();
        for wrong in ["  ", " ,", " .", ",,", "()"] {
            assert!(!text.contains(wrong), "{} has “{wrong}”: {text}", kind.id);
        }
    }
}

/// A father who died long ago, a witness from elsewhere: often nothing but the name is known.
#[test]
fn of_the_people_in_a_letter_the_name_alone_is_enough() {
    fn name_only(value: &mut serde_json::Value, asked: &mut usize) {
        match value {
            serde_json::Value::Object(parts) => {
                *asked += 1;
                parts.retain(|part, _| part == "name");
            }
            serde_json::Value::Array(all) => {
                all.iter_mut().for_each(|one| name_only(one, asked));
            }
            _ => {}
        }
    }
    let mut asked = 0;
    for mut kind in built_in() {
        for value in kind.example.values_mut() {
            name_only(value, &mut asked);
        }
        let findings = eform::check(&kind, &kind.example, ISSUED_ON);
        assert!(findings.is_empty(), "{}: {findings:?}", kind.id);
        let layout = render(&kind, &example(&kind), &sealed(kind.paper)).expect(&kind.id);
        for page in 0..layout.pages.len() {
            let text = layout.text_of(page);
            for wrong in ["  ", " ,", " .", ",,", "()", "None"] {
                assert!(!text.contains(wrong), "{} has “{wrong}”: {text}", kind.id);
            }
        }
    }
    assert!(asked > 30, "{asked} people");
}

#[test]
fn every_kind_fits_every_paper_and_nothing_leaves_the_margins() {
    for kind in built_in() {
        for paper in Paper::ALL {
            let layout = render(&kind, &example(&kind), &sealed(paper))
                .unwrap_or_else(|error| panic!("{} on {}: {error}", kind.id, paper.name()));
            let (width, height) = layout.size();
            for item in layout.pages.iter().flat_map(|page| &page.items) {
                let Item::Text(run) = item else { continue };
                let end = run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x) + run.size * 0.3;
                assert!(run.x > 25.0 && end < width - 25.0, "{} {run:?}", kind.id);
                assert!(run.y > 15.0 && run.y < height - 25.0, "{} {run:?}", kind.id);
            }
        }
    }
}

#[test]
fn usual_letters_take_one_page_of_f4() {
    let kinds = built_in();
    let long: Vec<String> = kinds
        .iter()
        .filter(|kind| {
            let layout = render(kind, &example(kind), &sealed(Paper::F4)).expect(&kind.id);
            layout.pages.len() > 1 + kind.attachments.len()
        })
        .map(|kind| kind.id.clone())
        .collect();
    // Forms of many people need two.
    assert!(long.len() <= 4, "{long:?}");
}

#[test]
fn every_kind_can_be_read_by_another_program_and_is_small() {
    for kind in built_in() {
        let data = example(&kind);
        let layout = render(&kind, &data, &sealed(kind.paper)).expect(&kind.id);
        let pdf = layout.pdf(&data.number).expect(&kind.id);
        let pages = layout.pages.len();
        assert!(
            pdf.len() < 60_000 + 12_000 * (pages - 1),
            "{}: {} bytes",
            kind.id,
            pdf.len()
        );
        let written = Written::new(&pdf);
        keep_a_look(&written, &kind.id);
        for font in written.fonts() {
            assert!(
                font.contains("yes yes yes"),
                "{}: embedded, subset, with Unicode: {font}",
                kind.id
            );
        }
        let text = written.text();
        for wanted in [
            "Nur'aini Ba'asyir",
            data.number.as_str(),
            "Karangjemput, 25 November 2026",
        ] {
            assert!(text.contains(wanted), "{}: {wanted} not in {text}", kind.id);
        }
    }
}

/// A village whose name has 44 characters and no emblem.
#[test]
fn the_longest_village_name_fits_every_kind() {
    let village: VillageProfile = serde_json::from_value(serde_json::json!({
        "code": "33.02.04.2007",
        "name": "Pematang Sidamanik Nagori Bosar Galugur Hulu",
        "kind": "Desa",
        "unit_code": "PSNBGH",
        "district": "Kepulauan Siau Tagulandang Biaro Utara",
        "regency": "Kepulauan Siau Tagulandang Biaro",
        "province": "Daerah Istimewa Yogyakarta",
        "zone": "WIB",
    }))
    .expect("a village");
    for kind in built_in() {
        let mut data = example(&kind);
        data.village = village.clone();
        let layout = render(&kind, &data, &sealed(Paper::A4)).expect(&kind.id);
        assert!(
            layout.text_of(0).contains("PEMATANG SIDAMANIK"),
            "{}",
            kind.id
        );
    }
}

/// Six ways in which a page is built, as pixels. Another renderer may draw edges a little differently.
#[test]
fn the_six_ways_of_a_page_look_as_they_did() {
    const DPI: u32 = 100;
    for (id, page) in [
        ("domisili", 0),
        ("biodata", 0),
        ("susunan-keluarga", 0),
        ("kuasa", 0),
        ("sporadik", 0),
        ("kelahiran", 1),
    ] {
        let kind = service(id);
        let data = example(&kind);
        let layout = render(&kind, &data, &sealed(kind.paper)).expect(id);
        let written = Written::new(&layout.pdf(&data.number).expect(id));
        let now = written.rasters(DPI).swap_remove(page);
        let file = golden(&format!("{id}-{}.png", page + 1));
        if is_writing() {
            now.save(&file).expect("saved");
        }
        let before = image::open(&file).expect(id).into_luma8();
        assert_eq!(now.dimensions(), before.dimensions(), "{id}");
        let far = places_apart(&now, &before);
        assert!(is_alike(far), "{id}: {far} places differ");
    }
}

/// The comparison above is worth something: each of these is noticed.
#[test]
fn a_line_that_moved_or_went_is_noticed_in_each_of_the_six() {
    const DPI: u32 = 100;
    for id in [
        "domisili",
        "biodata",
        "susunan-keluarga",
        "kuasa",
        "sporadik",
        "kelahiran",
    ] {
        let kind = service(id);
        let data = example(&kind);
        let good = render(&kind, &data, &sealed(kind.paper)).expect(id);
        let look = |layout: &jemput_letters::Layout| {
            Written::new(&layout.pdf(&data.number).expect(id)).raster(DPI)
        };
        let before = look(&good);
        // The longest line of text in the lower half.
        let (_, height) = good.size();
        let place = good.pages[0]
            .items
            .iter()
            .enumerate()
            .filter_map(|(place, item)| match item {
                Item::Text(run) if run.y > height * 0.3 => Some((run.glyphs.len(), place)),
                _ => None,
            })
            .max()
            .expect("a line")
            .1;
        // Two millimetres down, two to the right, gone, much larger.
        type Harm = fn(&mut jemput_letters::Run);
        let harms: [(&str, Harm); 4] = [
            ("down", |run| run.y += 5.7),
            ("right", |run| run.x += 5.7),
            ("gone", |run| run.glyphs.clear()),
            ("larger", |run| run.size += 4.0),
        ];
        for (name, harm) in harms {
            let mut bad = good.clone();
            if let Item::Text(run) = &mut bad.pages[0].items[place] {
                harm(run);
            }
            let now = look(&bad);
            let far = places_apart(&now, &before);
            assert!(!is_alike(far), "{id}, {name}: only {far} places differ");
        }
    }
}

/// Squares of six pixels (1.5 mm) that are clearly brighter or darker in one of the pictures: half a pixel further, as
/// another renderer draws it, makes no square so; a line of text that is moved by two millimetres makes some forty.
fn places_apart(now: &image::GrayImage, before: &image::GrayImage) -> usize {
    blocks(now)
        .iter()
        .zip(&blocks(before))
        .filter(|(a, b)| a.abs_diff(**b) > 56)
        .count()
}

/// As many as a few letters may differ.
fn is_alike(places_apart: usize) -> bool {
    places_apart < 12
}

/// Mean brightness of the squares.
fn blocks(page: &image::GrayImage) -> Vec<u32> {
    const SIDE: u32 = 6;
    let mut means = Vec::new();
    for y in (0..page.height() / SIDE).map(|row| row * SIDE) {
        for x in (0..page.width() / SIDE).map(|column| column * SIDE) {
            let sum: u32 = (0..SIDE * SIDE)
                .map(|at| u32::from(page.get_pixel(x + at % SIDE, y + at / SIDE).0[0]))
                .sum();
            means.push(sum / (SIDE * SIDE));
        }
    }
    means
}
