//! The layout as SVG.

use std::collections::BTreeMap;
use std::fmt::Write;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use crate::fonts::{Face, Fonts};
use crate::layout::{Item, Layout, Page, Rectangle, Run};

/// One SVG per page. Each glyph's outline stands once in the file and is used where it is drawn.
pub(crate) fn pages(layout: &Layout) -> Vec<String> {
    layout
        .pages
        .iter()
        .enumerate()
        .map(|(index, page)| svg(layout, index, page))
        .collect()
}

fn svg(layout: &Layout, index: usize, page: &Page) -> String {
    let (width, height) = layout.size();
    let mut outlines: BTreeMap<(Face, u16), String> = BTreeMap::new();
    let mut body = String::new();
    for item in &page.items {
        match item {
            Item::Text(run) => text(run, &mut outlines, &mut body),
            Item::Rule(place) => path(std::slice::from_ref(place), &mut body),
            Item::Modules(places) => path(places, &mut body),
            Item::Picture { index, place } => {
                if let Some(picture) = layout.pictures.get(*index) {
                    let data = data_encoding::BASE64.encode(&picture.png);
                    body.push_str(&format!(
                        r#"<image x="{}" y="{}" width="{}" height="{}" href="data:image/png;base64,{data}"/>"#,
                        n(place.x), n(place.y), n(place.width), n(place.height)
                    ));
                }
            }
        }
    }
    let mut defs = String::new();
    for ((face, id), outline) in &outlines {
        defs.push_str(&format!(
            r#"<path id="{}" d="{outline}"/>"#,
            name(*face, *id)
        ));
    }
    let label = escape(&format!(
        "{}, {}/{}",
        layout.title,
        index + 1,
        layout.pages.len()
    ));
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" aria-label="{label}"><defs>{defs}</defs><rect width="{w}" height="{h}" fill="#fff"/>{body}</svg>"##,
        w = n(width),
        h = n(height),
    )
}

fn text(run: &Run, outlines: &mut BTreeMap<(Face, u16), String>, body: &mut String) {
    let grey = (run.grey * 255.0).round();
    let turn = if run.angle == 0.0 {
        String::new()
    } else {
        format!(" rotate({})", n(-run.angle))
    };
    body.push_str(&format!(
        r##"<g fill="rgb({grey},{grey},{grey})" transform="translate({} {}){turn}">"##,
        n(run.x),
        n(run.y)
    ));
    for glyph in &run.glyphs {
        let outline = outlines
            .entry((glyph.face, glyph.id))
            .or_insert_with(|| outline(glyph.face, glyph.id));
        if outline.is_empty() {
            continue;
        }
        let scale = Fonts::embedded().face(glyph.face).scale(run.size);
        body.push_str(&format!(
            r##"<use href="#{}" transform="translate({} {}) scale({s} -{s})"/>"##,
            name(glyph.face, glyph.id),
            n(glyph.x),
            n(glyph.y),
            s = format!("{scale:.6}").trim_end_matches('0'),
        ));
    }
    body.push_str("</g>");
}

fn path(places: &[Rectangle], body: &mut String) {
    body.push_str(r#"<path d=""#);
    for place in places {
        body.push_str(&format!(
            "M{} {}h{}v{}h-{}z",
            n(place.x),
            n(place.y),
            n(place.width),
            n(place.height),
            n(place.width)
        ));
    }
    body.push_str(r#""/>"#);
}

/// Name of an outline; the same outline has the same name in every SVG of a screen.
fn name(face: Face, id: u16) -> String {
    let letter = match face {
        Face::Regular => 'r',
        Face::Bold => 'b',
        Face::Italic => 'i',
        Face::BoldItalic => 'z',
        Face::Javanese => 'j',
        Face::Arabic => 'a',
    };
    format!("jl-{letter}{id}")
}

/// A glyph's outline in font units.
fn outline(face: Face, id: u16) -> String {
    let mut pen = Pen(String::new());
    Fonts::embedded()
        .face(face)
        .shaper
        .outline_glyph(GlyphId(id), &mut pen);
    pen.0
}

struct Pen(String);

impl Pen {
    fn put(&mut self, command: char, numbers: &[f32]) {
        self.0.push(command);
        for (index, number) in numbers.iter().enumerate() {
            let blank = if index > 0 { " " } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(self.0, "{blank}{}", number.round());
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.put('Q', &[x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put('C', &[x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

/// A length with at most two decimals: a hundredth of a point.
fn n(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
