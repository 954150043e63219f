//! LibreOffice's own format, made by hand: there is no writer for it here.

use jemput_domain::import::Known;
use jemput_import::read;

use crate::helpers::planned;

/// An archive whose parts are stored as they are.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let offset = length(bytes.len());
        let mut about = Vec::new();
        // Version 2.0, no flags, stored, no time.
        about.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        about.extend(crc32(text.as_bytes()).to_le_bytes());
        about.extend(length(text.len()).to_le_bytes());
        about.extend(length(text.len()).to_le_bytes());
        about.extend(
            u16::try_from(name.len())
                .expect("a short name")
                .to_le_bytes(),
        );
        about.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&about);
        bytes.extend(name.as_bytes());
        bytes.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = length(bytes.len());
    let count = u16::try_from(parts.len())
        .expect("a few parts")
        .to_le_bytes();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(length(directory.len()).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a small archive")
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Warga">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", manifest),
    ])
}

fn text(value: &str) -> String {
    format!(
        r#"<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>"#
    )
}

#[test]
fn a_libreoffice_file_is_read_with_its_dates_and_its_gaps() {
    let header: String = ["nama", "nik", "tanggallahir", "rt"].map(text).concat();
    let birth = r#"<table:table-cell office:value-type="date" office:date-value="1989-03-12"><text:p>12/03/89</text:p></table:table-cell>"#;
    let rt = r#"<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>"#;
    let bytes = ods(&format!(
        r#"<table:table-row>{header}</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row>{}{}{birth}{rt}</table:table-row>"#,
        text("Sri Waluyo"),
        text("3302045203899001"),
    ));
    let (table, plan) = planned(&bytes, &Known::default());
    assert_eq!(table.sheet.as_deref(), Some("Warga"));
    let sri = &plan.rows[0];
    assert_eq!((sri.row, sri.resident.name.as_str()), (4, "Sri Waluyo"));
    assert_eq!(
        sri.resident
            .birth_date
            .map(|day| day.to_string())
            .as_deref(),
        Some("12-03-1989")
    );
    assert_eq!(sri.resident.rt.as_deref(), Some("003"));
}

#[test]
fn an_empty_libreoffice_file_is_empty() {
    let bytes = ods("<table:table-row><table:table-cell/></table:table-row>");
    assert_eq!(
        read(&bytes).unwrap_err().code,
        jemput_domain::finding::codes::IMPORT_EMPTY
    );
}
