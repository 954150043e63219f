//! Requests to join that come as files: from laptops as they are, and from somebody who makes such files up.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ed25519_dalek::{SigningKey, VerifyingKey};
use jemput_bundle::{BoxKey, BoxPublic, BundleError, Label, Writer};
use jemput_domain::village::VillageCode;
use jemput_sync::parcel::Frame;
use jemput_wire::{
    enrol::{ENROL, ENROLLED, EnrolAnswer, EnrolByUsb, EnrolRequest},
    office::{BundleIn, CSRF},
    ticket::Ticket,
};
use uuid::Uuid;

use crate::{
    browser::Browser,
    bundles::{Stick, import},
    clock::HOUR,
    http::ask,
    laptop::{Laptop, enrol, hex},
    office::{TestOffice, VILLAGE},
    program::{run, text},
};

/// A laptop that has joined nothing, with the office's line and a stick.
struct Asker {
    folder: tempfile::TempDir,
    key: SigningKey,
    usb: BoxKey,
    line: Ticket,
}

impl Asker {
    fn new(office: &TestOffice, seed: u8) -> Self {
        let village = VillageCode::parse(VILLAGE).expect("a village");
        let code = office.office().make_code(&[village], "Laptop 01");
        let line = Ticket::read(&code.expect("a code").ticket).expect("a line");
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            key: SigningKey::from_bytes(&[seed; 32]),
            usb: BoxKey::generate(),
            line,
        }
    }

    fn public(&self) -> String {
        hex(self.key.verifying_key().as_bytes())
    }

    fn word(&self) -> EnrolByUsb {
        EnrolByUsb {
            request: EnrolRequest {
                code: self.line.code.clone(),
                device_public_key: self.public(),
                device_name: String::new(),
                officer_name: "Rina Setyowati".to_owned(),
            },
            usb_key: self.usb.public().text(),
            retired: None,
        }
    }

    /// The request as a laptop writes it.
    fn request(&self) -> PathBuf {
        self.file(&self.public(), &self.office_key().text(), &self.word())
    }

    fn office_key(&self) -> BoxPublic {
        let key = self.line.usb_key.expect("a line with both keys");
        BoxPublic::from_bytes(&key).expect("a key")
    }

    /// The same with anything on the label and in the file.
    fn file(&self, from: &str, to: &str, word: &EnrolByUsb) -> PathBuf {
        let label = Label {
            id: Uuid::new_v4().to_string(),
            from: from.to_owned(),
            from_name: String::new(),
            to: to.to_owned(),
            to_name: String::new(),
            made: 1_795_600_000_000,
        };
        let (folder, office) = (self.folder.path(), self.office_key());
        let mut writer =
            Writer::begin(folder, "daftar", &label, &office, &self.key, 0).expect("a stick");
        let frame = Frame::Aside {
            topic: ENROL.to_owned(),
            text: serde_json::to_string(word).expect("JSON"),
        };
        let (kind, bytes) = frame.write().expect("a frame");
        writer.frame(kind, &bytes).expect("room");
        writer.finish().expect("a file").path
    }

    /// The answer in a bundle of the office, if one is in it.
    fn answer(&self, path: &Path) -> Option<EnrolAnswer> {
        let label = jemput_bundle::label_of(path).expect("a bundle");
        let pin = VerifyingKey::from_bytes(&self.line.office_key).expect("a key");
        let opened = jemput_bundle::open::<BundleError>(
            path,
            self.folder.path(),
            &label.to,
            &self.usb,
            |_| Ok(pin),
            |_, _| true,
        );
        let mut frames = opened.expect("for this laptop").frames().expect("frames");
        while let Some((kind, bytes)) = frames.next().expect("a frame") {
            if let Ok(Frame::Aside { topic, text }) = Frame::read(kind, bytes)
                && topic == ENROLLED
            {
                return serde_json::from_str(&text).ok();
            }
        }
        None
    }
}

fn laptops(office: &TestOffice) -> usize {
    office.office().health().expect("an office").devices
}

#[test]
fn a_request_by_stick_and_one_over_the_network_get_the_same_answer_until_the_laptop_is_heard() {
    let office = TestOffice::new();
    let asker = Asker::new(&office, 7);
    let done = import(&office, &asker.request()).unwrap();
    assert!(done.joined && done.mark == "P01" && done.device_name == "Laptop 01");
    let export = || office.office().bundle_export("P01", asker.folder.path());
    let by_stick = asker.answer(&export().unwrap().path).unwrap();
    let over: EnrolAnswer = enrol(&office, &asker.line.code, &asker.key).json();
    assert_eq!(
        (by_stick.device, &by_stick.certificate, by_stick.officer),
        (over.device, &over.certificate, over.officer)
    );
    assert_eq!(by_stick.office_public_key, hex(&asker.line.office_key));
    // Asking is no contact: the answer may still be lost.
    assert!(asker.answer(&export().unwrap().path).is_some());
    let mut laptop = Laptop::with_code(&office, &asker.line.code, 7);
    laptop.sync(&office);
    assert!(asker.answer(&export().unwrap().path).is_none());
    assert_eq!(laptops(&office), 1);
}

#[test]
fn nobody_becomes_a_laptop_but_by_the_code_and_the_own_key() {
    let office = TestOffice::new();
    let mut member = Laptop::join(&office, "Laptop 09", 9);
    member.create(
        &office,
        "resident",
        serde_json::json!({ "name": "Sumarni" }),
    );
    let asker = Asker::new(&office, 7);
    let (us, to) = (asker.public(), asker.office_key().text());
    let refused = |path: PathBuf, code: &str| {
        let told = import(&office, &path).unwrap_err();
        assert!(told.contains(code), "{told}");
        assert_eq!(laptops(&office), 1);
    };
    // Somebody else's key in the own file, and the own key under somebody else's name.
    let mut other = asker.word();
    other.request.device_public_key =
        hex(SigningKey::from_bytes(&[8; 32]).verifying_key().as_bytes());
    refused(asker.file(&us, &to, &other), "bundle-signature");
    let stranger = other.request.device_public_key.clone();
    refused(
        asker.file(&stranger, &to, &asker.word()),
        "bundle-signature",
    );
    refused(asker.file("laptop", &to, &asker.word()), "bundle-damaged");
    refused(
        asker.file(&hex(&[0; 32]), &to, &asker.word()),
        "bundle-damaged",
    );
    // No answer could be made for it, so that the code is not spent.
    let mut keyless = asker.word();
    keyless.usb_key = "age1x".to_owned();
    refused(asker.file(&us, &to, &keyless), "bundle-damaged");
    // As an ordinary bundle: of nobody, and of a laptop that speaks for another key.
    let server = member.membership.server_id.clone();
    refused(
        asker.file(&us, &server, &asker.word()),
        "bundle-sender-unknown",
    );
    let mut stick = Stick::new();
    let path = stick.pack_with(&member, &asker.word());
    let done = import(&office, &path).unwrap();
    assert!(!done.joined && done.fresh == 1);
    assert_eq!(laptops(&office), 1);
    // The code is as good as before.
    assert!(import(&office, &asker.request()).unwrap().joined);
    assert_eq!(laptops(&office), 2);
}

#[test]
fn ten_wrong_codes_by_stick_close_this_door_and_not_the_networks() {
    let office = TestOffice::new();
    let asker = Asker::new(&office, 7);
    let mut wrong = asker.word();
    wrong.request.code = "ABCDE-FGHJK".to_owned();
    let (us, to) = (asker.public(), asker.office_key().text());
    for _ in 0..10 {
        let told = import(&office, &asker.file(&us, &to, &wrong)).unwrap_err();
        assert!(told.contains("enrol-code-wrong"), "{told}");
    }
    let right = asker.request();
    let told = import(&office, &right).unwrap_err();
    assert!(told.contains("too-many-tries"), "{told}");
    let near = Asker::new(&office, 8);
    assert_eq!(enrol(&office, &near.line.code, &near.key).status, 200);
    office.clock.forward(HOUR);
    assert!(import(&office, &right).unwrap().joined);
}

#[test]
fn a_laptop_that_is_not_trusted_any_more_gets_no_answer_by_its_old_request() {
    let office = TestOffice::new();
    let asker = Asker::new(&office, 7);
    let request = asker.request();
    import(&office, &request).unwrap();
    office.office().revoke_laptop("P01").unwrap();
    office.clock.forward(HOUR);
    let told = import(&office, &request).unwrap_err();
    assert!(told.contains("device-revoked"), "{told}");
    let told = office.office().bundle_export("P01", asker.folder.path());
    assert!(told.unwrap_err().to_string().contains("device-revoked"));
}

#[test]
fn the_console_takes_a_request_and_offers_the_answer() {
    let office = TestOffice::new();
    let asker = Asker::new(&office, 7);
    let bytes = fs::read(asker.request()).unwrap();
    let browser = Browser::set_up(&office);
    let address = office.running().address;
    let signed_in = [("cookie", browser.cookie.as_str()), (CSRF, &browser.csrf)];
    let done: BundleIn = ask(address, "POST", "/office/api/bundles", &signed_in, &bytes).json();
    assert!(done.joined && done.mark == "P01", "{done:?}");
    let given = browser.get(&office, &format!("bundles/{}", done.device));
    assert_eq!(given.status, 200);
    let path = asker.folder.path().join("jawaban.jemput");
    fs::write(&path, &given.body).unwrap();
    assert_eq!(asker.answer(&path).unwrap().device.to_string(), done.device);
    let again = enrol(&office, &asker.line.code, &SigningKey::from_bytes(&[8; 32]));
    assert_eq!(again.code(), "enrol-code-used");
}

#[test]
fn the_command_line_takes_a_request_and_says_how_the_answer_is_made() {
    let office = TestOffice::new();
    let asker = Asker::new(&office, 7);
    let data = office.server_folder();
    let path = asker.request();
    let told = text(&run(&data, &["bundle", "import", &path.to_string_lossy()]));
    assert!(told.contains("Laptop 01 (P01) has joined"), "{told}");
    let command = told.lines().last().unwrap().trim();
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    assert_eq!(words[..2], ["bundle", "export"]);
    let to = asker.folder.path().to_string_lossy().into_owned();
    let made = text(&run(
        &data,
        &["bundle", "export", "--device", "P01", "--to", &to],
    ));
    let answer = asker.answer(Path::new(made.lines().next().unwrap()));
    assert_eq!(answer.unwrap().device_mark, "P01");
}
