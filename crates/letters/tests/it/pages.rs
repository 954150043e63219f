//! Long tables, other scripts, other papers, marks across the page.

use jemput_domain::letter::Person;
use jemput_domain::service::Paper;
use jemput_letters::{Item, Layout, Watermark, render};
use serde_json::json;

use crate::common::{
    Written, data, domicile, example, keep_a_look, person, sealed, service, usual,
};

/// Members of a family, each with a long name.
fn members(count: usize) -> serde_json::Value {
    let member = |index: usize| {
        json!({
            "name": format!("Raden Mas Muhammad Prawirokusumo Wiryodiningrat {index}"),
            "nik": format!("33020420{index:02}850001"),
            "relation": "Anak",
            "birth_place": "Tirtakarsa",
            "birth_date": "1985-08-17",
            "occupation": "Karyawan Swasta",
        })
    };
    (1..=count).map(member).collect()
}

fn lines_of(layout: &Layout, page: usize) -> Vec<String> {
    layout.text_of(page).lines().map(str::to_owned).collect()
}

#[test]
fn thirteen_members_go_on_under_a_repeated_head_and_nobody_is_lost() {
    let kind = service("susunan-keluarga");
    let answers = json!({"members": members(13), "purpose": "uji"});
    let data = data(&kind, person(), answers);
    let layout = render(&kind, &data, &sealed(Paper::A4)).unwrap();
    keep_a_look(&Written::new(&layout.pdf("1").unwrap()), "tiga-belas");
    assert_eq!(layout.pages.len(), 2);
    for page in 0..2 {
        assert!(
            lines_of(&layout, page).iter().any(|line| line == "NIK"),
            "head on page {page}"
        );
    }
    let all = [layout.text_of(0), layout.text_of(1)].concat();
    for number in 1..=13 {
        assert_eq!(
            all.matches(&format!("33020420{number:02}850001")).count(),
            1,
            "{number}"
        );
    }
    assert!(layout.text_of(1).contains("halaman 2 dari 2"));
}

/// Wherever the page happens to end, a table's head never stands alone and no row is cut.
#[test]
fn every_length_of_a_family_ends_well() {
    let kind = service("susunan-keluarga");
    for count in 1..=30 {
        let answers = json!({"members": members(count), "purpose": "uji"});
        let layout = render(&kind, &data(&kind, person(), answers), &sealed(Paper::A4)).unwrap();
        let (_, height) = layout.size();
        for page in 0..layout.pages.len() {
            let lines = lines_of(&layout, page);
            if let Some(head) = lines.iter().position(|line| line == "No.") {
                let rows = lines[head..]
                    .iter()
                    .filter(|line| line.starts_with("33020420"))
                    .count();
                assert!(rows > 0, "{count} members: a head alone on page {page}");
            }
            for item in &layout.pages[page].items {
                if let Item::Rule(place) = item {
                    assert!(place.y + place.height < height - 55.0, "{count}: {place:?}");
                }
            }
        }
    }
}

fn named(name: &str) -> Layout {
    let person = Person {
        name: name.to_owned(),
        ..person()
    };
    let data = data(
        &domicile(),
        person,
        json!({"purpose": "uji", "dwelling": "kk"}),
    );
    render(&domicile(), &data, &sealed(Paper::F4)).expect(name)
}

#[test]
fn javanese_and_arabic_names_are_drawn_and_read_back_as_typed() {
    for name in ["ꦱꦸꦩꦂꦠꦶ", "ꦱꦺꦴꦫ ꦧꦺꦴꦗꦺꦴ", "محمد", "عبد الله بن علي", "Hasan علي"]
    {
        let layout = named(name);
        let written = Written::new(&layout.pdf("1").unwrap());
        keep_a_look(&written, &format!("aksara-{}", name.len()));
        for font in written.fonts() {
            assert!(
                font.contains("yes yes yes"),
                "embedded, subset, with Unicode: {font}"
            );
        }
        // Other programs mark the direction with characters of no width.
        let text: String = written
            .text()
            .chars()
            .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'))
            .collect();
        assert!(text.contains(name), "{name} not in {text}");
    }
}

/// Javanese puts letters under letters: the next line makes room for them.
#[test]
fn letters_that_hang_low_reach_into_no_other_line() {
    const DPI: u32 = 144;
    for name in [
        "ꦱꦸꦩꦂꦠꦶ",
        "ꦱꦺꦴꦫ ꦧꦺꦴꦗꦺꦴ",
        "ꦧꦸꦢꦶ ꦱꦤ꧀ꦠꦺꦴꦱꦺꦴ ꦏꦿꦸꦠ꧀ꦱꦸ",
        "عَبْدُ ٱللّٰه",
        "Sumarni",
    ] {
        for paper in [Paper::F4, Paper::A5] {
            let kind = domicile();
            let person = Person {
                name: name.to_owned(),
                ..person()
            };
            let data = data(&kind, person, json!({"purpose": "uji", "dwelling": "kk"}));
            let layout = render(&kind, &data, &sealed(paper)).expect(name);
            let runs = || {
                layout.pages[0].items.iter().filter_map(|item| match item {
                    Item::Text(run) => Some(run),
                    _ => None,
                })
            };
            let next = runs().find(|run| {
                let glyphs = run.glyphs.iter().map(|glyph| glyph.text.as_str());
                glyphs.collect::<String>() == "3302045203890001"
            });
            let next = next.expect("the line below");
            let above = runs().map(|run| run.y).filter(|y| *y < next.y - 1.0);
            let name_line = above.fold(0.0, f32::max);
            let page = Written::new(&layout.pdf("1").unwrap()).raster(DPI);
            // Two pixels a point. Somewhere between both lines is a row without ink.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "inside a page"
            )]
            let pixel = |points: f32| (points * 2.0) as u32;
            let is_white = |y: u32| {
                let row = pixel(next.x)..pixel(next.x + 150.0);
                row.into_iter().all(|x| page.get_pixel(x, y).0[0] > 200)
            };
            let between = pixel(name_line)..pixel(next.y - next.size * 0.7);
            assert!(
                between.into_iter().any(is_white),
                "{name} on {}: ink from line to line",
                paper.name()
            );
        }
    }
}

#[test]
fn a_character_that_only_stands_in_faces_lack_is_named_with_its_word() {
    let person = Person {
        name: "Lim 林 Wijaya".into(),
        ..person()
    };
    let data = data(
        &domicile(),
        person,
        json!({"purpose": "uji", "dwelling": "kk"}),
    );
    let error = render(&domicile(), &data, &sealed(Paper::F4)).unwrap_err();
    assert_eq!(error.code(), "letter-character");
    assert_eq!(error.params()["character"], "林");
    assert_eq!(error.params()["code"], "U+6797");
}

#[test]
fn each_mark_stands_across_every_page_and_a_copy_keeps_its_seal() {
    for (mark, word) in [
        (Watermark::Draft, "KONSEP"),
        (Watermark::Practice, "LATIHAN"),
        (Watermark::Copy, "SALINAN"),
    ] {
        let kind = service("kelahiran");
        let options = sealed(Paper::F4).marked(mark);
        let layout = render(&kind, &example(&kind), &options).unwrap();
        for page in 0..layout.pages.len() {
            assert!(layout.text_of(page).contains(word), "{word} on page {page}");
        }
        assert!(
            layout.pages[0]
                .items
                .iter()
                .any(|item| matches!(item, Item::Modules(_)))
        );
    }
}

#[test]
fn every_paper_has_its_own_size_and_its_own_layout() {
    for (paper, size) in [
        (Paper::F4, "609.449 x 935.433"),
        (Paper::A4, "595.276 x 841.89"),
        (Paper::A5, "419.528 x 595.276"),
        (Paper::Legal, "612 x 1008"),
    ] {
        let layout = render(&domicile(), &usual(), &sealed(paper)).unwrap();
        let written = Written::new(&layout.pdf("1").unwrap());
        keep_a_look(&written, &format!("kertas-{}", paper.name()));
        assert!(written.info().contains(size), "{}", written.info());
    }
}

#[test]
fn a_text_of_five_thousand_characters_fills_pages_and_loses_nothing() {
    let kind = service("kehilangan");
    let word = "kalung";
    let details = vec![word; 5_000 / (word.len() + 1)].join(" ");
    let mut data = example(&kind);
    data.answer_words.insert("details".into(), json!(details));
    let layout = render(&kind, &data, &sealed(Paper::A4)).unwrap();
    keep_a_look(&Written::new(&layout.pdf("1").unwrap()), "lima-ribu-baris");
    // A very long value goes on under its label's place, from the first page that has room on.
    assert!(layout.pages.len() > 1 && layout.text_of(0).contains(word));
    let all: String = (0..layout.pages.len())
        .map(|page| layout.text_of(page))
        .collect();
    assert_eq!(all.matches(word).count(), details.matches(word).count());
    let kind = service("kuasa");
    let mut data = example(&kind);
    data.answer_words.insert("task".into(), json!(details));
    let layout = render(&kind, &data, &sealed(Paper::A4)).unwrap();
    keep_a_look(&Written::new(&layout.pdf("1").unwrap()), "lima-ribu");
    assert!(layout.pages.len() > 1);
    let all: String = (0..layout.pages.len())
        .map(|page| layout.text_of(page))
        .collect();
    assert_eq!(all.matches(word).count(), details.matches(word).count());
}

#[test]
fn names_of_those_who_sign_stand_in_one_row() {
    let kind = service("sporadik");
    let layout = render(&kind, &example(&kind), &sealed(Paper::F4)).unwrap();
    let height_of = |name: &str| {
        layout.pages[0]
            .items
            .iter()
            .rev()
            .find_map(|item| match item {
                Item::Text(run) => {
                    let text: String = run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
                    (text == name).then_some(run.y)
                }
                _ => None,
            })
    };
    let declarer = height_of("Nur'aini Ba'asyir").unwrap();
    for witness in ["Slamet Riyadi", "Siti Nur-Hayati"] {
        assert!(
            (height_of(witness).unwrap() - declarer).abs() < 0.01,
            "{witness}"
        );
    }
}

#[test]
fn a_place_is_printed_as_its_record_writes_it_and_in_capitals_in_the_letterhead() {
    let mut data = usual();
    data.village.name = "Tongke-Tongke".to_owned();
    let layout = render(&domicile(), &data, &sealed(Paper::F4)).unwrap();
    let text = layout.text_of(0);
    assert!(text.contains("DESA TONGKE-TONGKE"), "{text}");
    assert!(text.contains("Desa Tongke-Tongke"), "{text}");
    assert!(!text.contains("Tongke-tongke"), "{text}");
    // The longest name of the country's list, and longer.
    data.village.name = "Pulo Lon Tanjung Karang Baru / Pulo Dayah II".to_owned();
    assert_eq!(data.village.name.chars().count(), 44);
    let layout = render(&domicile(), &data, &sealed(Paper::F4)).unwrap();
    keep_a_look(&Written::new(&layout.pdf("1").unwrap()), "desa-44-huruf");
    assert_eq!(layout.pages.len(), 1);
    assert!(layout.text_of(0).contains("DESA PULO LON"));
}

#[test]
fn a_form_that_follows_the_letter_is_as_large_as_offices_ask_and_keeps_the_letters_margin() {
    let mut forms = 0;
    for kind in jemput_domain::service::built_in() {
        if kind.attachments.is_empty() {
            continue;
        }
        let layout = render(&kind, &example(&kind), &sealed(Paper::F4)).unwrap();
        let runs = |page: usize| {
            layout.pages[page]
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Text(run) => Some(run),
                    _ => None,
                })
        };
        // Of what is read: the word across and the seal's caption stand elsewhere.
        let read = |page| runs(page).filter(|run| run.angle == 0.0 && run.size >= 9.0);
        let left = |page| read(page).map(|run| run.x).fold(f32::MAX, f32::min);
        let (_, height) = layout.size();
        for page in layout.pages.len() - kind.attachments.len()..layout.pages.len() {
            forms += 1;
            let (own, letters) = (left(page), left(0));
            assert!((own - letters).abs() < 0.1, "{}: {own} {letters}", kind.id);
            // Above: whose form it is; at the foot: the page. Both are no part of what is filled in.
            let body = runs(page).filter(|run| run.y > 80.0 && run.y < height - 60.0);
            let small: Vec<f32> = body
                .map(|run| run.size)
                .filter(|size| *size < 10.0)
                .collect();
            assert!(small.len() <= 1, "{}: {small:?}", kind.id);
        }
    }
    assert!(forms >= 2, "{forms}");
}
