//! Letters as others see them: the text in the PDF, the pixels, the QR code.

use crate::common::{
    SHORT_ID, Written, data, domicile, keep_a_look, person, sealed, signer, usual,
};
use jemput_domain::letter::{Capacity, Person, Signer};
use jemput_domain::service::Paper;
use jemput_letters::{Item, Layout, LetterError, Options, render};
use serde_json::json;
use sha2::{Digest, Sha256};

fn laid_out(paper: Paper) -> Layout {
    render(&domicile(), &usual(), &sealed(paper)).expect("the usual letter")
}

#[test]
fn a_domicile_letter_takes_one_page_on_both_papers() {
    for paper in [Paper::F4, Paper::A4] {
        let layout = laid_out(paper);
        assert_eq!(layout.pages.len(), 1, "{paper:?}");
        let written = Written::new(&layout.pdf("400.8/003/KJ/XI/2026").unwrap());
        keep_a_look(&written, &format!("domisili-{paper:?}"));
        let info = written.info();
        let size = match paper {
            Paper::F4 => "609.449 x 935.433",
            _ => "595.276 x 841.89",
        };
        assert!(info.contains(size), "{info}");
        assert!(info.contains("Title:           Surat Keterangan Domisili 400.8/003/KJ/XI/2026"));
        assert!(
            info.contains("Author:          Desa Karangjemput"),
            "{info}"
        );
    }
}

#[test]
fn another_program_reads_the_text_as_it_was_typed() {
    let written = Written::new(&laid_out(Paper::F4).pdf("400.8/003/KJ/XI/2026").unwrap());
    let text = written.text();
    for expected in [
        "PEMERINTAH KABUPATEN MANDALASARI",
        "KECAMATAN TIRTAKARSA",
        "DESA KARANGJEMPUT",
        "Jalan Raya Karangjemput Nomor 12, Kode Pos 53199, Telepon (0281) 555 0107",
        "SURAT KETERANGAN DOMISILI",
        "Nomor: 400.8/003/KJ/XI/2026",
        "Yang bertanda tangan di bawah ini Kepala Desa Karangjemput, Kecamatan Tirtakarsa, \
         Kabupaten Mandalasari, Provinsi Jawa Tengah, menerangkan dengan sebenarnya bahwa:",
        "Nur'aini Ba'asyir",
        "3302045203890001",
        "Tirtakarsa, 12 Maret 1989",
        "Jalan Melati Nomor 3, Dusun Krajan, RT 003 RW 001",
        "sejak Maret 2014 dan tercatat dalam Kartu Keluarga nomor 3302041708150003 dengan \
         kepala keluarga M. Yusuf, S.Pd.",
        "surat pengantar RT/RW nomor 014/RT.003/XI/2026 tanggal 24 November 2026.",
        "membuka rekening tabungan di bank dan berlaku sampai dengan tanggal 25 Mei 2027.",
        "Karangjemput, 25 November 2026",
        "Kepala Desa Karangjemput,",
        "INDRA WARDANA, S.STP., M.A.P",
        SHORT_ID,
        "periksa.mandalasari.example/v",
        "33.02.04.2007",
        "SKD",
    ] {
        assert!(
            text.contains(&crate::common::squeeze(expected)),
            "{expected}\nnot in\n{text}"
        );
    }
}

#[test]
fn unusual_names_come_out_letter_by_letter() {
    for name in [
        "Sarinem",
        "José Müller-Ñuñez",
        "Siti Nur-Hayati",
        "Rafi‘i al-Fiqri",
        "I Gusti Ngurah ʻAlī Ḍiyāʼ",
        "Raden Mas Muhammad Prawirokusumo Wiryodiningrat Sastroamidjojo Kartawinata",
        "Wiryodiningratprawirokusumosastroamidjojokartawinatasuryadiningrat",
    ] {
        let person = Person {
            name: name.to_owned(),
            ..person()
        };
        let data = data(
            &domicile(),
            person,
            json!({"purpose": "uji", "dwelling": "kk"}),
        );
        let layout = render(&domicile(), &data, &sealed(Paper::F4)).unwrap();
        let text = Written::new(&layout.pdf("1").unwrap()).text();
        // A name longer than its column is cut: compare without blanks.
        assert!(
            text.replace(' ', "").contains(&name.replace(' ', "")),
            "{name}: {text}"
        );
        if name.chars().count() < 40 {
            assert!(text.contains(name), "{name}: {text}");
        }
    }
}

#[test]
fn an_accent_that_was_typed_in_two_parts_is_one_letter_on_paper() {
    let person = Person {
        name: "Jose\u{301}".into(),
        ..person()
    };
    let data = data(
        &domicile(),
        person,
        json!({"purpose": "uji", "dwelling": "kk"}),
    );
    let layout = render(&domicile(), &data, &sealed(Paper::F4)).unwrap();
    assert!(layout.text_of(0).contains("José"));
}

#[test]
fn a_character_without_glyph_stops_the_letter_and_is_named() {
    let person = Person {
        name: "Budi 😀".into(),
        ..person()
    };
    let data = data(
        &domicile(),
        person,
        json!({"purpose": "uji", "dwelling": "kk"}),
    );
    let error = render(&domicile(), &data, &sealed(Paper::F4)).unwrap_err();
    assert_eq!(error.code(), "letter-character");
    assert_eq!(error.params()["character"], "😀");
}

/// The whole way: sealed on the laptop, printed, photographed, checked without a network.
#[test]
fn the_qr_code_on_the_page_is_read_and_proves_the_letter() {
    let data = usual();
    let key = jemput_seal::SigningKey::from_bytes(&[7; 32]);
    let kid = jemput_seal::Kid::of(&key.verifying_key());
    let claims = jemput_seal::SealClaims {
        office: data.village.code.to_string(),
        issued_at: 1_795_600_000,
        expires_at: Some(1_811_200_000),
        cti: [0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18],
        number: data.number.clone(),
        type_code: data.kind_code.clone(),
        name: data.resident.name.clone(),
        nik_tail: Some("0001".into()),
        signer: data.signer.full_name(),
        post: data.signer.post.clone(),
        digest: jemput_seal::digest(&data.canonical()),
    };
    let token = jemput_seal::seal(&claims, &key, &kid).unwrap();
    let text = token
        .to_qr_text(Some("periksa.mandalasari.example"))
        .unwrap();
    let options = Options::sealed(Paper::F4, &text, SHORT_ID);
    let layout = render(&domicile(), &data, &options).unwrap();
    let written = Written::new(&layout.pdf("1").unwrap());

    let read = read_code(&written.raster(300));
    assert_eq!(read, text);
    let keys = jemput_seal::KeyList {
        office: "kantor".into(),
        issued_at: 1_795_600_001,
        entries: vec![jemput_seal::KeyEntry {
            kid,
            public_key: key.verifying_key().to_bytes(),
            device: "laptop".into(),
            not_before: 0,
            not_after: i64::MAX,
            revoked_at: None,
        }],
    };
    let jemput_seal::Verdict::Genuine(sealed) = jemput_seal::verify(&read, &keys) else {
        panic!("{:?}", jemput_seal::verify(&read, &keys));
    };
    assert_eq!(sealed.claims.number, data.number);
    assert_eq!(sealed.claims.digest, jemput_seal::digest(&data.canonical()));
}

/// The one QR code of a page.
fn read_code(page: &image::GrayImage) -> String {
    let size = |length| usize::try_from(length).expect("a page");
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(
        size(page.width()),
        size(page.height()),
        |x, y| {
            page.get_pixel(
                u32::try_from(x).expect("small"),
                u32::try_from(y).expect("small"),
            )
            .0[0]
        },
    );
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the page");
    grids[0].decode().expect("a readable code").1
}

#[test]
fn four_modules_around_the_code_stay_white() {
    let layout = laid_out(Paper::A4);
    let modules: Vec<_> = layout.pages[0]
        .items
        .iter()
        .find_map(|item| match item {
            Item::Modules(places) => Some(places.clone()),
            _ => None,
        })
        .unwrap();
    let side = modules[0].height;
    let quiet = side * 4.0 - 0.01;
    let left = modules.iter().map(|m| m.x).fold(f32::MAX, f32::min) - quiet;
    let right = modules.iter().map(|m| m.x + m.width).fold(0.0, f32::max) + quiet;
    let top = modules.iter().map(|m| m.y).fold(f32::MAX, f32::min) - quiet;
    let bottom = modules.iter().map(|m| m.y + m.height).fold(0.0, f32::max) + quiet;
    assert!(left > 0.0);
    for item in &layout.pages[0].items {
        if let Item::Text(run) = item {
            let is_beside = run.x + run.glyphs.last().map_or(0.0, |g| g.x) < left || run.x > right;
            let is_away = run.y < top || run.y - run.size * 0.75 > bottom;
            assert!(is_beside || is_away, "{run:?} in the quiet zone");
        }
    }
}

#[test]
fn the_pdf_is_small_and_all_typefaces_are_embedded_and_cut() {
    let pdf = laid_out(Paper::F4).pdf("1").unwrap();
    assert!(pdf.len() < 90_000, "{} bytes", pdf.len());
    let fonts = Written::new(&pdf).fonts();
    assert_eq!(fonts.len(), 3, "{fonts:?}");
    for font in fonts {
        assert!(
            font.contains("yes yes yes"),
            "embedded, subset, with Unicode: {font}"
        );
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let first = laid_out(Paper::F4);
    let second = laid_out(Paper::F4);
    assert_eq!(first, second);
    assert!(first.pdf("1").unwrap() == second.pdf("1").unwrap());
    assert_eq!(first.svg_pages(), second.svg_pages());
}

/// A change of the layout must be meant: look at the page, then write the new number here.
#[test]
fn the_layout_has_not_changed_by_accident() {
    let svg = laid_out(Paper::F4).svg_pages().concat();
    let hash: [u8; 32] = Sha256::digest(svg).into();
    assert_eq!(data_encoding::HEXLOWER.encode(&hash[..8]), GOLDEN);
}

const GOLDEN: &str = "bdf3de8d5c2e1778";

#[test]
fn a_draft_shows_its_word_and_no_seal_and_everything_else_in_its_place() {
    let draft = render(&domicile(), &usual(), &Options::draft(Paper::F4)).unwrap();
    let sealed = laid_out(Paper::F4);
    assert!(draft.text_of(0).contains("KONSEP"));
    assert!(
        !draft.pages[0]
            .items
            .iter()
            .any(|item| matches!(item, Item::Modules(_)))
    );
    let of_sealed = sealed.text_of(0);
    for line in draft.text_of(0).lines().filter(|line| *line != "KONSEP") {
        assert!(of_sealed.contains(line), "{line}");
    }
    // Nothing moves when the seal comes.
    for item in draft.pages[0].items.iter().skip(1) {
        assert!(sealed.pages[0].items.contains(item), "{item:?}");
    }
    let written = Written::new(&draft.pdf("1").unwrap());
    keep_a_look(&written, "konsep");
    assert!(written.text().contains("Nur'aini Ba'asyir"));
}

#[test]
fn without_a_check_address_the_letter_says_who_can_check() {
    let options = Options::sealed(
        Paper::F4,
        &format!("JEMPUT:V1/{}", "A7".repeat(178)),
        SHORT_ID,
    );
    let layout = render(&domicile(), &usual(), &options).unwrap();
    assert!(layout.text_of(0).contains("aplikasi Jemput di kantor"));
}

#[test]
fn a_signer_on_behalf_and_long_titles_stay_inside_their_column() {
    let mut data = usual();
    data.signer = Signer {
        name: "Raden Mas Muhammad Prawirokusumo Wiryodiningrat".into(),
        titles_front: "Prof. Dr. Ir. H.".into(),
        titles_back: "S.H., M.Si., M.M.".into(),
        post: "Sekretaris Desa".into(),
        capacity: Capacity::OnBehalf,
        principal_post: "Kepala Desa".into(),
        nip: "197702032000011001".into(),
        rank: "Penata Tk. I".into(),
        ..signer()
    };
    let layout = render(&domicile(), &data, &sealed(Paper::F4)).unwrap();
    assert_eq!(layout.pages.len(), 1);
    let written = Written::new(&layout.pdf("1").unwrap());
    keep_a_look(&written, "atas-nama");
    let text = written.text();
    assert!(text.contains("a.n. Kepala Desa Karangjemput"), "{text}");
    assert!(text.contains("Sekretaris Desa,"), "{text}");
    assert!(text.contains("NIP 19770203 200001 1 001"), "{text}");
    nothing_leaves_the_paper(&layout);
}

fn nothing_leaves_the_paper(layout: &Layout) {
    let (width, height) = layout.size();
    for item in layout.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) = item {
            let end = run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x) + run.size * 0.3;
            assert!(
                run.angle != 0.0 || (run.x > 50.0 && end < width - 45.0),
                "{run:?}"
            );
            assert!(run.y > 20.0 && run.y < height - 35.0, "{run:?}");
        }
    }
}

#[test]
fn long_values_wrap_under_themselves_and_labels_stay_in_line() {
    let person = Person {
        name: "Raden Mas Muhammad Prawirokusumo Wiryodiningrat Sastroamidjojo".into(),
        address:
            "Perumahan Griya Tirtakarsa Indah Permai Blok C3 Nomor 27, Jalan Raya Karangjemput \
                  Timur Kilometer 12, Dusun Krajan Wetan Kidul, RT 003 RW 001"
                .into(),
        ..person()
    };
    let mut data = data(
        &domicile(),
        person,
        json!({
            "purpose": "pengajuan kredit usaha rakyat pada bank daerah",
            "dwelling": "other",
            "domicile_address": "Dusun Krajan RT 004 RW 002",
            "dwelling_status": "rent",
            "since": "2020-01",
        }),
    );
    data.village.logo = None;
    for paper in [Paper::F4, Paper::A4] {
        let layout = render(&domicile(), &data, &sealed(paper)).unwrap();
        assert_eq!(layout.pages.len(), 1, "{paper:?}");
        nothing_leaves_the_paper(&layout);
        let colons: Vec<f32> = layout.pages[0]
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Text(run) if run.glyphs.len() == 1 && run.glyphs[0].text == ":" => {
                    Some(run.x)
                }
                _ => None,
            })
            .collect();
        assert_eq!(colons.len(), 10);
        assert!(colons.iter().all(|x| (x - colons[0]).abs() < 0.01));
        keep_a_look(
            &Written::new(&layout.pdf("1").unwrap()),
            &format!("panjang-{paper:?}"),
        );
    }
}

/// The signature must never stand alone, wherever the page happens to end.
#[test]
fn a_letter_of_two_pages_takes_two_lines_along_with_its_signature() {
    let service = domicile();
    for words in (400..900).step_by(20) {
        let mut service = service.clone();
        let jemput_domain::service::Block::Paragraph { text, .. } = &mut service.letter.blocks[5]
        else {
            panic!("the closing paragraph");
        };
        *text = "lorem ".repeat(words);
        let layout = render(&service, &usual(), &sealed(Paper::A4)).unwrap();
        let last = layout.pages.last().unwrap();
        let place = last
            .items
            .iter()
            .position(|item| matches!(item, Item::Text(run) if text_of(run).starts_with("Karangjemput, 25")))
            .expect("the signature is on the last page");
        let before = last.items[..place]
            .iter()
            .filter(|item| matches!(item, Item::Text(_)))
            .count();
        assert!(
            before >= 2,
            "{words} words: {before} lines before the signature"
        );
        nothing_leaves_the_paper(&layout);
        if layout.pages.len() > 1 {
            assert!(layout.text_of(1).contains("halaman 2 dari"));
            assert!(layout.text_of(1).contains("400.8/003/KJ/XI/2026"));
        }
    }
}

fn text_of(run: &jemput_letters::Run) -> String {
    run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

#[test]
fn a_template_that_names_nothing_is_told() {
    let mut service = domicile();
    service.letter.opening = "{{ resident.nama }}".into();
    let error = render(&service, &usual(), &sealed(Paper::F4)).unwrap_err();
    assert!(matches!(error, LetterError::Template { .. }));
}

#[test]
fn the_holder_signs_at_the_left_and_the_seal_stands_below() {
    let mut service = domicile();
    service.letter.blocks.pop();
    service
        .letter
        .blocks
        .push(jemput_domain::service::Block::Signature {
            holder: true,
            heading: String::new(),
            dated: true,
        });
    let layout = render(&service, &usual(), &sealed(Paper::F4)).unwrap();
    let text = layout.text_of(0);
    assert!(text.contains("Pemegang surat,"));
    nothing_leaves_the_paper(&layout);
    keep_a_look(&Written::new(&layout.pdf("1").unwrap()), "pemegang");
}

#[test]
fn a_resident_without_nik_is_said_to_have_none() {
    let person = Person {
        nik: String::new(),
        ..person()
    };
    let data = data(
        &domicile(),
        person,
        json!({"purpose": "uji", "dwelling": "kk"}),
    );
    let layout = render(&domicile(), &data, &sealed(Paper::F4)).unwrap();
    assert!(layout.text_of(0).contains("belum memiliki NIK"));
}

#[test]
fn domain_and_seal_give_a_letter_the_same_short_id() {
    for cti in [
        [0_u8; 8],
        [0xff; 8],
        [0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18],
    ] {
        let hex = data_encoding::HEXLOWER.encode(&cti);
        assert_eq!(
            jemput_domain::letter::short_id(&hex),
            jemput_seal::short_id(&cti)
        );
    }
}

#[test]
fn the_preview_is_well_formed_and_says_what_it_is() {
    let pages = laid_out(Paper::F4).svg_pages();
    assert_eq!(pages.len(), 1);
    let svg = &pages[0];
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
    assert!(svg.contains(r#"viewBox="0 0 609.45 935.43""#));
    assert!(svg.contains(r#"aria-label="Surat Keterangan Domisili, 1/1""#));
    assert!(svg.len() < 250_000, "{} bytes", svg.len());
    assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
}

/// A word of the PDF as another program finds it: text, left end, upper end, lower end.
fn words_of(written: &Written) -> Vec<(String, f32, f32, f32)> {
    let page = written.places();
    page.lines()
        .filter(|line| line.contains("<word "))
        .map(|line| {
            let number = |name: &str| -> f32 {
                let (_, rest) = line.split_once(&format!("{name}=\"")).expect("a number");
                rest.split_once('"')
                    .expect("its end")
                    .0
                    .parse()
                    .expect("a number")
            };
            let text = line.split_once('>').expect("a word").1;
            let text = text.split_once("</word>").expect("its end").0;
            let text = text
                .replace("&apos;", "'")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            (text, number("xMin"), number("yMin"), number("yMax"))
        })
        .collect()
}

#[test]
fn the_preview_and_the_paper_have_every_word_in_the_same_place() {
    let layout = laid_out(Paper::F4);
    let on_paper = words_of(&Written::new(&layout.pdf("400.8/003/KJ/XI/2026").unwrap()));
    assert!(on_paper.len() > 100, "{}", on_paper.len());
    let svg = layout.svg_pages().remove(0);
    let mut seen = 0;
    for item in &layout.pages[0].items {
        let Item::Text(run) = item else { continue };
        // The preview draws the run where the layout has it.
        let n = |value: f32| {
            let text = format!("{value:.2}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        let group = format!("translate({} {})", n(run.x), n(run.y));
        assert!(svg.contains(&group), "{group}");
        let mut word: Option<(String, f32)> = None;
        let end = run.glyphs.iter().map(Some).chain([None]);
        for glyph in end {
            match glyph {
                Some(glyph) if !glyph.text.trim().is_empty() => {
                    let (text, _) = word.get_or_insert_with(|| (String::new(), run.x + glyph.x));
                    text.push_str(&glyph.text);
                }
                _ => {
                    let Some((text, x)) = word.take() else {
                        continue;
                    };
                    let found = on_paper.iter().any(|(other, left, top, bottom)| {
                        *other == text && (left - x).abs() < 0.5 && (*top..*bottom).contains(&run.y)
                    });
                    assert!(found, "{text} at {x} {}", run.y);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_long_title_wraps_in_the_middle_and_reads_as_one() {
    const TITLE: &str =
        "PERNYATAAN PENGUASAAN FISIK BIDANG TANAH DAN KEPEMILIKAN VERSI DESA TAHUN ANGGARAN 2026";
    let mut kind = domicile();
    kind.letter.title = TITLE.to_owned();
    kind.title = TITLE.to_owned();
    let layout = render(&kind, &usual(), &sealed(Paper::F4)).unwrap();
    let written = Written::new(&layout.pdf("400.8/003/KJ/XI/2026").unwrap());
    assert!(written.text().contains(TITLE), "{}", written.text());
    let words: Vec<&str> = TITLE.split(' ').collect();
    let lines: Vec<_> = layout.pages[0]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(run) => {
                let text: String = run.glyphs.iter().map(|g| g.text.as_str()).collect();
                let own = text.split(' ').all(|word| words.contains(&word));
                let last = run.glyphs.last()?;
                (own && text.len() > 10).then_some((run.x, run.x + last.x + run.size * 0.6))
            }
            _ => None,
        })
        .collect();
    assert!(lines.len() >= 2, "{lines:?}");
    let middle = |line: &(f32, f32)| (line.0 + line.1) / 2.0;
    for line in &lines {
        assert!((middle(line) - middle(&lines[0])).abs() < 4.0, "{lines:?}");
    }
}
