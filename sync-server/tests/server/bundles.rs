//! Bundles on sticks: in by the console and the command line, out for a laptop.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jemput_bundle::{BoxKey, BoxPublic, BundleError, Label, Writer};
use jemput_sync::{
    Digest,
    parcel::{self, Fit, Frame, Made, PIECE},
};
use jemput_wire::{
    enrol::{ENROL, EnrolByUsb},
    office::{BundleIn, CSRF},
};
use serde_json::json;
use uuid::Uuid;

use crate::{blobs::photo, browser::Browser, http::ask, laptop::Laptop, office::TestOffice};

/// A stick, and what a laptop needs to use it.
pub(crate) struct Stick {
    folder: tempfile::TempDir,
    key: BoxKey,
    number: u64,
}

impl Stick {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            key: BoxKey::generate(),
            number: 0,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The key to which bundles for the laptop are made.
    pub(crate) fn public(&self) -> String {
        self.key.public().text()
    }

    /// The laptop's bundle with all that is unsent, and a file.
    pub(crate) fn pack(&mut self, laptop: &Laptop, file: Option<&[u8]>) -> PathBuf {
        self.pack_frames(laptop, file, None)
    }

    /// The same with a request to join among it, which an ordinary bundle never has.
    pub(crate) fn pack_with(&mut self, laptop: &Laptop, word: &EnrolByUsb) -> PathBuf {
        let frame = Frame::Aside {
            topic: ENROL.to_owned(),
            text: serde_json::to_string(word).expect("JSON"),
        };
        self.pack_frames(laptop, None, Some(frame))
    }

    fn pack_frames(
        &mut self,
        laptop: &Laptop,
        file: Option<&[u8]>,
        more: Option<Frame>,
    ) -> PathBuf {
        self.number += 1;
        let changes = laptop.store.unsent_after(0, 10_000).expect("a store");
        let id = Uuid::new_v4();
        let device = laptop.membership.device;
        let made = Made {
            id,
            device: device.0,
            number: self.number,
            at: 1_795_600_000_000,
            want_files: Default::default(),
            reply_to: self.key.public().text(),
            changes: changes.len() as u64,
            blobs: 0,
        };
        let label = Label {
            id: id.to_string(),
            from: device.to_string(),
            from_name: "Laptop".into(),
            to: laptop.membership.server_id.clone(),
            to_name: "Kantor".into(),
            made: made.at,
        };
        let to = BoxPublic::parse(&laptop.membership.usb_key).expect("the office's key");
        let mut writer =
            Writer::begin(self.path(), "kiriman", &label, &to, &laptop.key, 0).expect("a stick");
        let head = parcel::up_head(&laptop.store, made).expect("a head");
        put(&mut writer, &Frame::Up(Box::new(head)));
        if let Some(more) = more {
            put(&mut writer, &more);
        }
        for change in changes {
            put(&mut writer, &Frame::Change(change.bytes));
        }
        for (at, piece) in file.unwrap_or_default().chunks(PIECE).enumerate() {
            let file = file.unwrap_or_default();
            let frame = Frame::Blob {
                sha256: Digest(sha(file)),
                length: file.len() as u64,
                offset: (at * PIECE) as u64,
                bytes: piece.to_vec(),
            };
            put(&mut writer, &frame);
        }
        writer.finish().expect("a bundle").path
    }

    /// Takes the office's bundle in.
    pub(crate) fn take(&self, laptop: &mut Laptop, path: &Path) -> Result<Fit, BundleError> {
        let device = laptop.membership.device;
        let office: [u8; 32] = data_encoding::HEXLOWER
            .decode(laptop.membership.office_public_key.as_bytes())
            .expect("hex")
            .try_into()
            .expect("32 bytes");
        let office = ed25519_dalek::VerifyingKey::from_bytes(&office).expect("a key");
        let opened = jemput_bundle::open(
            path,
            self.path(),
            &device.to_string(),
            &self.key,
            |_| Ok::<_, BundleError>(office),
            |_, _| true,
        )?;
        let mut frames = opened.frames()?;
        let mut next = || {
            let frame = frames.next().expect("a frame");
            frame.map(|(kind, bytes)| Frame::read(kind, bytes).expect("a frame"))
        };
        let Some(Frame::Down(head)) = next() else {
            panic!("a head")
        };
        let fit = parcel::fit(&laptop.store, device.0, &head).expect("a store");
        while matches!(fit, Fit::Fits | Fit::Restored)
            && let Some(frame) = next()
        {
            if let Frame::Page(page) = frame {
                parcel::take_page(&mut laptop.store, device.0, &head, *page).expect("it fits");
            }
        }
        Ok(fit)
    }
}

fn put(writer: &mut Writer, frame: &Frame) {
    let (kind, bytes) = frame.write().expect("a frame");
    writer.frame(kind, &bytes).expect("room");
}

fn sha(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}

pub(crate) fn import(office: &TestOffice, path: &Path) -> Result<BundleIn, String> {
    office
        .office()
        .bundle_import(path)
        .map_err(|error| error.to_string())
}

#[test]
fn a_laptop_works_by_stick_alone_both_ways() {
    let mut office = TestOffice::new();
    let mut far = Laptop::join(&office, "Laptop 01", 1);
    let mut near = Laptop::join(&office, "Laptop 02", 2);
    let mut stick = Stick::new();
    let id = far.create(
        &office,
        "resident",
        json!({ "name": "Sri Waluyo", "rt": "003" }),
    );
    let up = stick.pack(&far, None);
    let done = import(&office, &up).unwrap();
    assert_eq!((done.changes, done.fresh, done.parked), (1, 1, 0));
    assert_eq!(
        (done.kinds[0].kind.as_str(), done.kinds[0].count),
        ("resident", 1)
    );
    near.sync(&office);
    near.edit(&office, id, "rt", json!("004"));
    near.sync(&office);
    office.restart();
    let out = tempfile::tempdir().unwrap();
    let down = office
        .office()
        .bundle_export(&far.membership.device.to_string(), out.path())
        .unwrap();
    assert!(down.rows > 0 && down.acks == 1, "{down:?}");
    assert_eq!(stick.take(&mut far, &down.path).unwrap(), Fit::Fits);
    assert_eq!(far.text(id, "rt").as_deref(), Some("004"));
    assert_eq!(
        far.store.unsent().unwrap().changes,
        0,
        "it knows what was accepted"
    );
    // The network goes on from there, and the same stick later is old.
    near.edit(&office, id, "rt", json!("005"));
    near.sync(&office);
    assert_eq!(far.sync(&office), 0);
    assert_eq!(far.text(id, "rt").as_deref(), Some("005"));
    assert_eq!(stick.take(&mut far, &down.path).unwrap(), Fit::Old);
    assert_eq!(far.text(id, "rt").as_deref(), Some("005"));
}

#[test]
fn a_photo_comes_with_its_record_and_one_of_nobody_is_refused() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let mut stick = Stick::new();
    let (file, name) = photo(150_000);
    let refused = stick.pack(&laptop, Some(&file));
    let done = import(&office, &refused).unwrap();
    assert_eq!((done.files, done.files_refused), (0, 1));
    laptop.attach(&office, &name, file.len());
    let up = stick.pack(&laptop, Some(&file));
    let done = import(&office, &up).unwrap();
    assert_eq!((done.fresh, done.files, done.files_refused), (1, 1, 0));
    laptop.sync(&office);
    let answer = laptop.blob(&office, "GET", &format!("/blob/{name}"), b"");
    assert_eq!(answer.body, file);
}

#[test]
fn each_bad_bundle_is_refused_by_its_own_code_and_nothing_changes() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    let mut stick = Stick::new();
    let path = stick.pack(&laptop, None);
    let whole = fs::read(&path).unwrap();
    let changes = office.office().health().unwrap().changes;
    let bad = stick.path().join("bad.jemput");
    let code = |bytes: &[u8]| {
        fs::write(&bad, bytes).unwrap();
        let refused = import(&office, &bad).unwrap_err();
        assert_eq!(office.office().health().unwrap().changes, changes);
        refused
            .rsplit_once('(')
            .unwrap()
            .1
            .trim_end_matches(')')
            .to_owned()
    };
    assert_eq!(code(b"PK"), "bundle-not-one");
    assert_eq!(code(&whole[..whole.len() - 9]), "bundle-cut");
    let mut damaged = whole.clone();
    damaged[whole.len() - 130] ^= 4;
    assert_eq!(code(&damaged), "bundle-damaged");
    let text = String::from_utf8_lossy(&whole[..16]).replace('1', "2");
    assert_eq!(
        code(&[text.as_bytes(), &whole[16..]].concat()),
        "bundle-newer"
    );
    // Of a laptop that is none of ours, signed by it.
    let other = TestOffice::new();
    let mut stranger = Laptop::join(&other, "Laptop 01", 3);
    stranger
        .membership
        .server_id
        .clone_from(&laptop.membership.server_id);
    stranger
        .membership
        .usb_key
        .clone_from(&laptop.membership.usb_key);
    let foreign = stick.pack(&stranger, None);
    assert_eq!(code(&fs::read(foreign).unwrap()), "bundle-sender-unknown");
    // Somebody who took our laptop's name.
    stranger.membership.device = laptop.membership.device;
    let stolen = stick.pack(&stranger, None);
    assert_eq!(code(&fs::read(stolen).unwrap()), "bundle-signature");
    // For another office.
    let lost = stick.pack(&Laptop::join(&other, "Laptop 02", 4), None);
    assert_eq!(code(&fs::read(lost).unwrap()), "bundle-other-receiver");
    // The good one, and again.
    assert_eq!(import(&office, &path).unwrap().fresh, 1);
    let again = import(&office, &path).unwrap_err();
    assert!(again.contains("bundle-repeated"), "{again}");
    // A later bundle with the same change brings nothing new.
    let later = stick.pack(&laptop, None);
    assert_eq!(import(&office, &later).unwrap().fresh, 0);
}

#[test]
fn a_bundle_is_made_only_for_a_laptop_whose_key_is_known() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let out = tempfile::tempdir().unwrap();
    let export = || {
        office
            .office()
            .bundle_export("p01", out.path())
            .map_err(|error| error.to_string())
    };
    assert!(export().unwrap_err().contains("bundle-no-key"));
    let stick = Stick::new();
    let key = json!({ "usb_key": stick.key.public().text() }).to_string();
    let answer = laptop.blob(&office, "POST", "/usb-key", key.as_bytes());
    assert_eq!(
        answer.json::<serde_json::Value>()["usb_key"],
        json!(laptop.membership.usb_key)
    );
    let made = export().unwrap();
    assert_eq!(stick.take(&mut laptop, &made.path).unwrap(), Fit::Fits);
    let other = Stick::new();
    let refused = other.take(&mut laptop, &made.path).unwrap_err();
    assert_eq!(refused.code(), "bundle-other-key");
    let bad = laptop.blob(&office, "POST", "/usb-key", br#"{"usb_key":"age1x"}"#);
    assert_eq!(bad.status, 400);
}

#[test]
fn the_console_takes_a_bundle_and_gives_one() {
    let office = TestOffice::new();
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    let mut stick = Stick::new();
    let bytes = fs::read(stick.pack(&laptop, None)).unwrap();
    let browser = Browser::set_up(&office);
    let address = office.running().address;
    let upload =
        |headers: &[(&str, &str)]| ask(address, "POST", "/office/api/bundles", headers, &bytes);
    assert_eq!(upload(&[]).status, 401);
    assert_eq!(upload(&[("cookie", &browser.cookie)]).status, 403);
    let signed_in = [("cookie", browser.cookie.as_str()), (CSRF, &browser.csrf)];
    let done: BundleIn = upload(&signed_in).json();
    assert_eq!((done.fresh, done.device_name.as_str()), (1, "Laptop 01"));
    assert_eq!(upload(&signed_in).code(), "bundle-repeated");
    let page: jemput_wire::office::DevicePage = browser.get(&office, "devices").json();
    assert!(page.rows[0].usb, "its bundle brought its key");
    let path = format!("bundles/{}", laptop.membership.device);
    let given = browser.get(&office, &path);
    assert_eq!(given.status, 200);
    let name = given.header("content-disposition").unwrap();
    assert!(name.contains("jemput-ke-P01-"), "{name}");
    let down = stick.path().join("down.jemput");
    fs::write(&down, &given.body).unwrap();
    assert_eq!(stick.take(&mut laptop, &down).unwrap(), Fit::Fits);
    assert_eq!(laptop.store.unsent().unwrap().changes, 0);
    assert_eq!(browser.get(&office, "bundles/P99").code(), "device-unknown");
    let left = fs::read_dir(office.data.path().join("server/usb")).unwrap();
    assert_eq!(left.count(), 0, "nothing stays behind");
}
