//! Moving a page for printers that feed paper askew.

use std::borrow::Cow;

use lopdf::{Dictionary, Document, Object, Stream};

use crate::error::PrintError;

/// The same pages with their content moved by millimetres to the right and down; the paper keeps its size.
pub(crate) fn shifted(pdf: &[u8], (right, down): (f32, f32)) -> Result<Cow<'_, [u8]>, PrintError> {
    // Below a printer's dot nothing moves.
    if right.abs() < 0.05 && down.abs() < 0.05 {
        return Ok(Cow::Borrowed(pdf));
    }
    let fault = |error: lopdf::Error| PrintError::Pdf(error.to_string());
    let mut document = Document::load_mem(pdf).map_err(fault)?;
    let points = |millimetres: f32| millimetres * 72.0 / 25.4;
    let before = format!("q 1 0 0 1 {:.3} {:.3} cm\n", points(right), -points(down));
    let before = document.add_object(Stream::new(Dictionary::new(), before.into_bytes()));
    let after = document.add_object(Stream::new(Dictionary::new(), b"\nQ".to_vec()));
    for page in document.get_pages().into_values().collect::<Vec<_>>() {
        let mut contents = vec![Object::Reference(before)];
        contents.extend(
            document
                .get_page_contents(page)
                .into_iter()
                .map(Object::Reference),
        );
        contents.push(Object::Reference(after));
        let page = document
            .get_object_mut(page)
            .and_then(Object::as_dict_mut)
            .map_err(fault)?;
        page.set("Contents", contents);
    }
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .map_err(|error| PrintError::Pdf(error.to_string()))?;
    Ok(Cow::Owned(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_offset_leaves_every_byte_as_it_is() {
        assert!(matches!(
            shifted(b"anything", (0.0, 0.0)),
            Ok(Cow::Borrowed(b"anything"))
        ));
    }

    #[test]
    fn what_is_no_pdf_is_told() {
        assert_eq!(
            shifted(b"anything", (1.0, 0.0)).unwrap_err().code(),
            "printer-pdf"
        );
    }

    #[test]
    fn the_content_moves_and_the_paper_stays() {
        let mut document = Document::with_version("1.5");
        let content = document.add_object(Stream::new(Dictionary::new(), b"0 0 m".to_vec()));
        let pages = document.new_object_id();
        let page = document.add_object(Dictionary::from_iter([
            ("Type", Object::from("Page")),
            ("Parent", pages.into()),
            ("Contents", content.into()),
            (
                "MediaBox",
                vec![0.into(), 0.into(), 609.into(), 935.into()].into(),
            ),
        ]));
        let tree = Dictionary::from_iter([
            ("Type", Object::from("Pages")),
            ("Kids", vec![page.into()].into()),
            ("Count", 1.into()),
        ]);
        document.objects.insert(pages, Object::Dictionary(tree));
        let catalog = document.add_object(Dictionary::from_iter([
            ("Type", Object::from("Catalog")),
            ("Pages", pages.into()),
        ]));
        document.trailer.set("Root", catalog);
        let mut pdf = Vec::new();
        document.save_to(&mut pdf).unwrap();

        let moved = shifted(&pdf, (2.54, -1.27)).unwrap();
        let read = Document::load_mem(&moved).unwrap();
        let page = *read.get_pages().values().next().unwrap();
        let content = String::from_utf8(read.get_page_content(page)).unwrap();
        assert!(content.starts_with("q 1 0 0 1 7.200 3.600 cm"), "{content}");
        assert!(content.contains("0 0 m"));
        assert!(content.trim_end().ends_with('Q'));
    }
}
