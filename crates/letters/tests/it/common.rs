//! An invented letter, and the tools that look at its pages as others would.

use std::path::PathBuf;
use std::process::Command;

use jemput_domain::date::Date;
use jemput_domain::eform;
use jemput_domain::letter::{LetterData, Person, Signer, VillageProfile};
use jemput_domain::service::Paper;
use jemput_domain::service::{Service, built_in};
use jemput_letters::Options;
use serde_json::json;

/// The day of all letters here.
pub(crate) const ISSUED_ON: Date = jemput_domain::date::date(2026, 11, 25);

pub(crate) const SHORT_ID: &str = "M6SC7-N75YR";

/// A token of usual length.
pub(crate) fn seal_text() -> String {
    let mut bytes = vec![0_u8; 223];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::try_from(index * 37 % 256).expect("below 256");
    }
    let body = data_encoding::BASE32_NOPAD.encode(&bytes);
    format!("HTTPS://PERIKSA.MANDALASARI.EXAMPLE/V1#{body}")
}

pub(crate) fn sealed(paper: Paper) -> Options {
    Options::sealed(paper, &seal_text(), SHORT_ID)
}

pub(crate) fn service(id: &str) -> Service {
    built_in()
        .into_iter()
        .find(|service| service.id == id)
        .expect("built in")
}

pub(crate) fn domicile() -> Service {
    service("domisili")
}

/// The letter that the file's own example makes.
pub(crate) fn example(service: &Service) -> LetterData {
    let answers = serde_json::to_value(&service.example).expect("JSON");
    let mut data = data(service, person(), answers);
    data.number = format!("{}/003/KJ/XI/2026", service.classification);
    data.valid_until = service
        .validity_months
        .and_then(|months| i32::try_from(months).ok())
        .map(|months| jemput_domain::date::add_months(ISSUED_ON, months));
    data
}

pub(crate) fn village() -> VillageProfile {
    serde_json::from_value(json!({
        "code": "33.02.04.2007",
        "name": "Karangjemput",
        "kind": "Desa",
        "unit_code": "KJ",
        "district": "Tirtakarsa",
        "regency": "Mandalasari",
        "province": "Jawa Tengah",
        "address_line": "Jalan Raya Karangjemput Nomor 12",
        "postcode": "53199",
        "phone": "(0281) 555 0107",
        "zone": "WIB",
        "logo": logo(),
    }))
    .expect("a village")
}

pub(crate) fn signer() -> Signer {
    serde_json::from_value(json!({
        "village": "33.02.04.2007",
        "name": "INDRA WARDANA",
        "titles_back": "S.STP., M.A.P",
        "post": "Kepala Desa",
    }))
    .expect("a signer")
}

pub(crate) fn person() -> Person {
    Person {
        name: "Nur'aini Ba'asyir".into(),
        nik: "3302045203890001".into(),
        birth_place: "Tirtakarsa".into(),
        birth_date: "12 Maret 1989".into(),
        sex: "Perempuan".into(),
        religion: "Islam".into(),
        marital_status: "Kawin Tercatat".into(),
        education: "SLTA / Sederajat".into(),
        occupation: "Pedagang".into(),
        citizenship: "WNI".into(),
        address: "Jalan Melati Nomor 3, Dusun Krajan, RT 003 RW 001".into(),
        kk: "3302041708150003".into(),
        head_name: "M. Yusuf, S.Pd.".into(),
        age: "37".into(),
        relation: "Istri".into(),
        father_name: "Karto Pawiro".into(),
        mother_name: "Tukiyem".into(),
        blood_type: "O".into(),
        phone: "0812 0000 0107".into(),
    }
}

/// The data of a letter with these answers.
pub(crate) fn data(service: &Service, person: Person, answers: serde_json::Value) -> LetterData {
    let answers: eform::Answers = serde_json::from_value(answers).expect("answers");
    let used = eform::used(service, &answers);
    LetterData {
        number: "400.8/003/KJ/XI/2026".into(),
        service: service.id.clone(),
        service_version: service.version,
        title: service.title.clone(),
        kind_code: service.kind_code.clone(),
        classification: service.classification.clone(),
        issued_on: ISSUED_ON,
        valid_until: serde_json::from_value(json!("2027-05-25")).expect("a date"),
        resident: person,
        village: village(),
        signer: signer(),
        answer_words: eform::words(service, &answers, ISSUED_ON),
        answers: used,
    }
}

pub(crate) fn usual() -> LetterData {
    data(
        &domicile(),
        person(),
        json!({
            "purpose": "membuka rekening tabungan di bank",
            "dwelling": "kk",
            "since": "2014-03",
            "introduction_number": "014/RT.003/XI/2026",
            "introduction_date": "2026-11-24",
        }),
    )
}

/// An invented emblem: a shield with a sun over waves.
pub(crate) fn logo() -> String {
    static DRAWN: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    DRAWN.get_or_init(draw_logo).clone()
}

fn draw_logo() -> String {
    let (width, height) = (240_u32, 300_u32);
    let image = image::RgbaImage::from_fn(width, height, |x, y| {
        let fx = f64::from(x) / f64::from(width) * 2.0 - 1.0;
        let fy = f64::from(y) / f64::from(height);
        let edge = if fy < 0.55 {
            0.95
        } else {
            0.95 * (1.0 - ((fy - 0.55) / 0.45).powi(2)).max(0.0).sqrt()
        };
        if fx.abs() > edge {
            return image::Rgba([0, 0, 0, 0]);
        }
        if fx.abs() > edge - 0.08 || fy < 0.035 {
            return image::Rgba([24, 38, 92, 255]);
        }
        let sun = fx.powi(2) * 0.64 + (fy - 0.36).powi(2);
        if sun < 0.022 {
            image::Rgba([236, 182, 40, 255])
        } else if fy > 0.6 && ((fy * 14.0 + (fx * 6.0).sin() * 0.35).fract() < 0.45) {
            image::Rgba([255, 255, 255, 255])
        } else if fy > 0.6 {
            image::Rgba([40, 110, 170, 255])
        } else {
            image::Rgba([52, 128, 74, 255])
        }
    });
    let mut png = std::io::Cursor::new(Vec::new());
    image
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("memory");
    data_encoding::BASE64.encode(png.get_ref())
}

/// A PDF in a folder of its own, gone after the test.
pub(crate) struct Written {
    folder: tempfile::TempDir,
}

impl Written {
    pub(crate) fn new(pdf: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("surat.pdf"), pdf).expect("written");
        Self { folder }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("surat.pdf")
    }

    fn run(&self, tool: &str, arguments: &[&str]) -> Vec<u8> {
        let output = Command::new(tool)
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap_or_else(|error| {
                panic!("{tool} cannot be started ({error}); install poppler-utils")
            });
        assert!(
            output.status.success(),
            "{tool}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    }

    /// What another program reads in the PDF, blanks squeezed.
    pub(crate) fn text(&self) -> String {
        let out = self.run("pdftotext", &["-enc", "UTF-8", "surat.pdf", "-"]);
        squeeze(&String::from_utf8(out).expect("UTF-8"))
    }

    /// Where another program finds each word, as its own markup.
    pub(crate) fn places(&self) -> String {
        String::from_utf8(self.run("pdftotext", &["-bbox", "surat.pdf", "-"])).expect("UTF-8")
    }

    /// The typefaces as another program lists them.
    pub(crate) fn fonts(&self) -> Vec<String> {
        let out = self.run("pdffonts", &["surat.pdf"]);
        String::from_utf8(out)
            .expect("UTF-8")
            .lines()
            .skip(2)
            .map(str::to_owned)
            .collect()
    }

    pub(crate) fn info(&self) -> String {
        String::from_utf8(self.run("pdfinfo", &["surat.pdf"])).expect("UTF-8")
    }

    /// The first page as grey pixels.
    pub(crate) fn raster(&self, dpi: u32) -> image::GrayImage {
        self.rasters(dpi).swap_remove(0)
    }

    /// All pages as grey pixels.
    pub(crate) fn rasters(&self, dpi: u32) -> Vec<image::GrayImage> {
        self.run(
            "pdftoppm",
            &[
                "-r",
                &dpi.to_string(),
                "-gray",
                "-png",
                "surat.pdf",
                "seite",
            ],
        );
        let mut pages: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .expect("the folder")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "png"))
            .collect();
        pages.sort();
        let read = |page: &PathBuf| {
            image::load_from_memory(&std::fs::read(page).expect("read"))
                .expect("a PNG")
                .into_luma8()
        };
        pages.iter().map(read).collect()
    }
}

/// Where JEMPUT_LOOK names a folder, pages are left there for people to look at.
pub(crate) fn keep_a_look(written: &Written, name: &str) {
    if let Some(folder) = std::env::var_os("JEMPUT_LOOK") {
        let folder = PathBuf::from(folder);
        for (index, page) in written.rasters(80).into_iter().enumerate() {
            page.save(folder.join(format!("{name}-{}.png", index + 1)))
                .expect("saved");
        }
        std::fs::copy(written.path(), folder.join(format!("{name}.pdf"))).expect("copied");
    }
}

pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
