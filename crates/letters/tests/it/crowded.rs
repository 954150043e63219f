//! Words that are longer than anybody planned for: nothing is drawn over anything else, nothing crosses a line, and a
//! signature never stands alone, whatever the kind of letter and wherever its page ends.

use std::collections::BTreeSet;

use jemput_domain::letter::{Capacity, Person, Signer};
use jemput_domain::service::{Margins, Paper, Service, built_in};
use jemput_letters::{Item, Layout, Run, render};
use serde_json::{Value, json};

use crate::common::{Written, example, keep_a_look, person, sealed, service, signer};

const NAME: &str = "Raden Mas Haryo Prawirokusumo Wiryodiningrat Suryaatmadja IX";
const ADDRESS: &str = "Perumahan Griya Tirtakarsa Indah Permai Blok C3 Nomor 27, Jalan Raya \
                       Karangjemput Timur Kilometer 12, Dusun Krajan Wetan Kidul, RT 003 RW 001";

/// Every name and address of an answer as long as people have them.
fn stretched(value: &mut Value) {
    match value {
        Value::Object(parts) => {
            for (part, value) in parts {
                match part.as_str() {
                    "name" => *value = json!(NAME),
                    "address" => *value = json!(ADDRESS),
                    "occupation" => *value = json!("Karyawan Badan Usaha Milik Daerah"),
                    "birth_place" => *value = json!("Kepulauan Siau Tagulandang Biaro"),
                    _ => {}
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(stretched),
        _ => {}
    }
}

/// The kind's example with long names, places and titles everywhere.
fn crowded(kind: &Service, paper: Paper) -> Layout {
    let mut kind = kind.clone();
    kind.example.values_mut().for_each(stretched);
    let mut data = example(&kind);
    data.resident = Person {
        name: NAME.into(),
        address: ADDRESS.into(),
        birth_place: "Kepulauan Siau Tagulandang Biaro".into(),
        occupation: "Karyawan Badan Usaha Milik Daerah".into(),
        head_name: NAME.into(),
        father_name: NAME.into(),
        mother_name: NAME.into(),
        ..person()
    };
    data.village.name = "Pematang Sidamanik Nagori Bosar Galugur Hulu".into();
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
    render(&kind, &data, &sealed(paper))
        .unwrap_or_else(|error| panic!("{} on {}: {error}", kind.id, paper.name()))
}

fn text_of(run: &Run) -> String {
    run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

/// Where a line's ink can be: from its first letter to the middle of its last one, from capitals to tails.
struct Ink {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    text: String,
}

fn inks(layout: &Layout, page: usize) -> Vec<Ink> {
    layout.pages[page]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(run) if run.angle == 0.0 => Some(Ink {
                left: run.x,
                right: run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x) + run.size * 0.25,
                top: run.y - run.size * 0.72,
                bottom: run.y + run.size * 0.2,
                text: text_of(run),
            }),
            _ => None,
        })
        .collect()
}

fn nothing_overlaps(layout: &Layout, what: &str) {
    for page in 0..layout.pages.len() {
        let inks = inks(layout, page);
        for (index, one) in inks.iter().enumerate() {
            for other in &inks[index + 1..] {
                let beside = one.right <= other.left || other.right <= one.left;
                let under = one.bottom <= other.top || other.bottom <= one.top;
                assert!(
                    beside || under,
                    "{what}, page {page}: “{}” and “{}”",
                    one.text,
                    other.text
                );
            }
        }
        for item in &layout.pages[page].items {
            // The lines between columns; those under names are meant to be close.
            let Item::Rule(rule) = item else { continue };
            if rule.width > rule.height {
                continue;
            }
            for ink in &inks {
                let crosses = ink.left < rule.x && rule.x < ink.right;
                let beside = ink.bottom <= rule.y || rule.y + rule.height <= ink.top;
                assert!(!crosses || beside, "{what}, page {page}: “{}”", ink.text);
            }
        }
    }
}

#[test]
fn however_long_the_words_are_nothing_is_drawn_over_anything_else() {
    for kind in built_in() {
        for paper in Paper::ALL {
            let layout = crowded(&kind, paper);
            let what = format!("{} on {}", kind.id, paper.name());
            nothing_overlaps(&layout, &what);
            if paper == Paper::F4 {
                keep_a_look(
                    &Written::new(&layout.pdf("1").expect("a PDF")),
                    &format!("penuh-{}", kind.id),
                );
            }
        }
    }
}

/// Each way to sign, with posts and names that are long, beside the seal and beside a holder.
#[test]
fn every_way_of_signing_keeps_to_its_column_on_every_paper() {
    let names = [
        (
            "Prof. Dr. Ir. H.",
            "Raden Mas Muhammad Prawirokusumo Wiryodiningrat",
            "S.H., M.Si., M.M.",
        ),
        (
            "",
            "Wiryodiningratprawirokusumosastroamidjojokartawinata",
            "",
        ),
        ("", "Bo", ""),
    ];
    for capacity in [
        Capacity::Own,
        Capacity::OnBehalf,
        Capacity::ForThem,
        Capacity::Acting,
        Capacity::Daily,
        Capacity::Interim,
    ] {
        for (front, name, back) in names {
            for id in ["domisili", "kehilangan", "sporadik"] {
                let kind = service(id);
                let mut data = example(&kind);
                data.village.name = "Pematang Sidamanik Nagori Bosar Galugur Hulu".into();
                data.signer = Signer {
                    name: name.into(),
                    titles_front: front.into(),
                    titles_back: back.into(),
                    post: "Kepala Seksi Pemerintahan, Ketenteraman, dan Ketertiban".into(),
                    capacity,
                    principal_post: "Kepala Desa/Sekretaris Desa".into(),
                    nip: "197702032000011001".into(),
                    village_number: "NIPD 141/0007/XII/2020".into(),
                    rank: "Penata Muda Tingkat I".into(),
                    ..signer()
                };
                for paper in Paper::ALL {
                    let layout = render(&kind, &data, &sealed(paper)).expect(id);
                    let what = format!("{id}, {capacity:?}, {name} on {}", paper.name());
                    nothing_overlaps(&layout, &what);
                    let (width, _) = layout.size();
                    for page in 0..layout.pages.len() {
                        let inks = inks(&layout, page);
                        let out = inks.iter().find(|ink| ink.right > width - 40.0);
                        assert!(
                            out.is_none(),
                            "{what}: “{}”",
                            out.map_or("", |ink| &ink.text)
                        );
                    }
                }
            }
        }
    }
}

/// A letter of two pages and a form of several behind it.
#[test]
fn each_page_of_a_long_form_begins_at_the_margin_and_ends_above_its_foot() {
    for paper in Paper::ALL {
        let mut kind = service("kelahiran");
        let form = &mut kind.attachments[0];
        let once = form.blocks.clone();
        for _ in 0..5 {
            form.blocks.extend(once.clone());
        }
        let layout = render(&kind, &example(&kind), &sealed(paper)).expect("a letter");
        assert!(layout.pages.len() >= 4, "{} pages", layout.pages.len());
        let (_, height) = layout.size();
        let mut tops = Vec::new();
        for page in 0..layout.pages.len() {
            let inks = inks(&layout, page);
            // The foot is one line; what is above it ends clear of it.
            let foot = inks.iter().map(|ink| ink.top).fold(0.0, f32::max);
            assert!(
                foot > height - 60.0 && foot < height - 30.0,
                "{foot} of {height}"
            );
            let body = inks.iter().filter(|ink| ink.top < foot - 1.0);
            let lowest = body.map(|ink| ink.bottom).fold(0.0, f32::max);
            assert!(lowest < foot - 4.0, "page {page}: {lowest} and {foot}");
            tops.push(inks.iter().map(|ink| ink.top).fold(f32::MAX, f32::min));
        }
        let first = tops.iter().copied().fold(f32::MAX, f32::min);
        assert!(
            tops.iter().all(|top| top - first < 12.0),
            "{}: {tops:?}",
            paper.name()
        );
        nothing_overlaps(&layout, paper.name());
    }
}

/// The check above is worth something.
#[test]
#[should_panic(expected = "domisili")]
fn a_line_on_another_one_is_noticed() {
    let kind = service("domisili");
    let mut layout = render(&kind, &example(&kind), &sealed(Paper::F4)).expect("a letter");
    let runs = layout.pages[0].items.iter_mut().rev();
    let mut runs = runs.filter_map(|item| match item {
        Item::Text(run) if run.glyphs.len() > 20 => Some(run),
        _ => None,
    });
    let (one, other) = (runs.next().expect("a line"), runs.next().expect("another"));
    (one.x, one.y) = (other.x, other.y + 3.0);
    nothing_overlaps(&layout, "domisili");
}

/// Wherever the page of whatever kind happens to end, at least two lines stand before whoever signs first.
#[test]
fn no_signature_of_any_kind_stands_alone_wherever_its_page_ends() {
    let mut turned = BTreeSet::new();
    for kind in built_in() {
        let without_forms = Service {
            attachments: Vec::new(),
            ..kind.clone()
        };
        // To where only half of the sheet is left: those who sign a sale have no room on one page then.
        for top in (12..=75).step_by(3).chain([49, 53, 58]) {
            let kind = Service {
                margins: Some(Margins {
                    top: Some(f32::from(u8::try_from(top).expect("small"))),
                    ..Margins::default()
                }),
                ..without_forms.clone()
            };
            let layout = render(&kind, &example(&kind), &sealed(Paper::A5)).expect(&kind.id);
            let page = layout.pages.len() - 1;
            // Whoever signs first: below the date, or the word above the official's post, in the right half.
            let (width, _) = layout.size();
            let first = inks(&layout, page)
                .into_iter()
                .filter(|ink| ink.left > width * 0.4)
                .filter(|ink| {
                    ink.text.starts_with("Karangjemput,") || ink.text.starts_with("Mengetahui")
                })
                .map(|ink| ink.top)
                .fold(f32::MAX, f32::min);
            assert!(first < f32::MAX, "{} at {top}: no signature", kind.id);
            let before: BTreeSet<String> = inks(&layout, page)
                .into_iter()
                .filter(|ink| ink.bottom < first)
                .map(|ink| format!("{:.0}", ink.bottom))
                .collect();
            assert!(before.len() >= 2, "{} at {top}: {before:?}", kind.id);
            if page > 0 {
                turned.insert(kind.id.clone());
            }
        }
    }
    assert!(turned.len() > 20, "hardly any page was turned: {turned:?}");
}

/// On the paper that a kind is made for, no line of its example has blanks that look like holes. Words and numbers are never
/// divided, so a line before a long one is set wide now and then (five of all examples' lines beyond 2.9 blanks); from 3.4
/// on it stays ragged instead, and there the bound is.
#[test]
fn no_line_of_an_example_is_full_of_holes() {
    // Liberation Sans' blank, in sizes of the text.
    const BLANK: f32 = 0.278;
    let mut holes = Vec::new();
    for kind in built_in() {
        let layout = render(&kind, &example(&kind), &sealed(kind.paper)).expect(&kind.id);
        for item in layout.pages.iter().flat_map(|page| &page.items) {
            let Item::Text(run) = item else { continue };
            let blanks = run.glyphs.windows(2).filter(|pair| pair[0].text == " ");
            let widest = blanks
                .map(|pair| (pair[1].x - pair[0].x) / (run.size * BLANK))
                .fold(0.0, f32::max);
            if widest > 3.45 {
                holes.push(format!("{} {widest:.1}: {}", kind.id, text_of(run)));
            }
        }
    }
    assert!(holes.is_empty(), "{}", holes.join("\n"));
}
