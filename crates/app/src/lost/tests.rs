use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::{Arc, Mutex},
};

use ed25519_dalek::{Signer as _, SigningKey};
use jemput_domain::id::{DeviceId, OfficerId};
use jemput_store::keyring::{Cost, DataKey};
use uuid::Uuid;

use super::*;
use crate::{Config, keys::OfficerKey, profile::Officer, transport::hex};

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(7));

fn office() -> SigningKey {
    SigningKey::from_bytes(&[8; 32])
}

fn signed(mut notice: LostNotice, key: &SigningKey) -> LostNotice {
    notice.signature = hex(&key.sign(notice.text().as_bytes()).to_bytes());
    notice
}

fn notice() -> LostNotice {
    LostNotice {
        device: DEVICE,
        server_id: "kantor".to_owned(),
        at: 1_795_600_000_000,
        office: "Kecamatan Wanajaya".to_owned(),
        phone: String::new(),
        signature: String::new(),
    }
}

/// A laptop that asks somebody who answers whatever they like.
struct Scene {
    app: Arc<App>,
    folder: tempfile::TempDir,
    answer: Arc<Mutex<LostAnswer>>,
}

impl Scene {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answer = Arc::new(Mutex::new(LostAnswer::default()));
        let shown = Arc::clone(&answer);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]);
                let body = serde_json::to_string(&*shown.lock().unwrap()).unwrap();
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let officer = OfficerId(Uuid::from_u128(3));
        Profile {
            device: DEVICE,
            device_name: "Laptop 1".to_owned(),
            server_url: format!("http://{address}"),
            server_id: "kantor".to_owned(),
            office_key: hex(office().verifying_key().as_bytes()),
            officers: vec![Officer {
                id: officer,
                name: "Rina Setyowati".to_owned(),
            }],
        }
        .save(folder.path())
        .unwrap();
        let wrapped = DataKey::from_bytes([1; 32])
            .wrap_at(Cost::FLOOR, "hujan turun di sawah")
            .unwrap();
        Keys {
            wraps: vec![OfficerKey { officer, wrapped }],
            ..Keys::default()
        }
        .save(folder.path())
        .unwrap();
        let app = App::open(Config::in_folder(folder.path())).unwrap();
        Self {
            app,
            folder,
            answer,
        }
    }

    /// Whether the laptop does what this notice says.
    fn obeys(&self, notice: &LostNotice) -> bool {
        self.answer.lock().unwrap().notice = Some(notice.clone());
        self.app.look_whether_lost().unwrap()
    }

    fn ways_in(&self) -> usize {
        Keys::load(self.folder.path()).unwrap().wraps.len()
    }
}

#[test]
fn a_notice_that_is_forged_or_for_another_laptop_does_nothing() {
    let scene = Scene::new();
    assert!(!scene.app.look_whether_lost().unwrap(), "nobody says so");
    let foreign = LostNotice {
        device: DeviceId(Uuid::from_u128(9)),
        ..notice()
    };
    let elsewhere = LostNotice {
        server_id: "kantor lain".to_owned(),
        ..notice()
    };
    let later = LostNotice {
        at: notice().at + 1,
        ..signed(notice(), &office())
    };
    for bad in [
        notice(),
        signed(notice(), &SigningKey::from_bytes(&[9; 32])),
        signed(foreign.clone(), &office()),
        // The foreign one's signature under this laptop's id.
        LostNotice {
            signature: signed(foreign, &office()).signature,
            ..notice()
        },
        signed(elsewhere, &office()),
        later,
    ] {
        assert!(!scene.obeys(&bad), "{bad:?}");
    }
    assert_eq!(
        (scene.ways_in(), scene.app.lost_notice().unwrap()),
        (1, None)
    );
    assert!(scene.obeys(&signed(notice(), &office())));
    assert_eq!(scene.ways_in(), 0);
}

#[test]
fn a_notice_that_has_passed_is_not_obeyed_again_and_a_new_one_is() {
    let scene = Scene::new();
    let first = signed(notice(), &office());
    assert!(scene.obeys(&first));
    scene.app.lost_has_passed().unwrap();
    assert!(!scene.obeys(&first), "somebody kept it");
    assert_eq!(scene.app.lost_notice().unwrap(), None);
    let second = LostNotice {
        at: first.at + 1,
        ..notice()
    };
    assert!(scene.obeys(&signed(second, &office())));
}

#[test]
fn what_a_cut_left_of_the_ways_in_is_deleted_at_the_next_start() {
    let scene = Scene::new();
    let data = scene.folder.path();
    let copy = data.join("salinan/20261125-160500");
    fs::create_dir_all(&copy).unwrap();
    fs::copy(data.join("kunci.json"), copy.join("kunci.json")).unwrap();
    fs::copy(data.join("kunci.json"), data.join("kunci.baru")).unwrap();
    // The notice was on the disk, and then the power went.
    Kept {
        notice: Some(signed(notice(), &office())),
        passed: 0,
    }
    .save(data)
    .unwrap();
    let again = App::open(Config::in_folder(data)).unwrap();
    assert_eq!(scene.ways_in(), 0);
    assert!(Keys::load(&copy).unwrap().wraps.is_empty());
    assert!(!data.join("kunci.baru").exists());
    assert_eq!(again.not_lost().unwrap_err().view.code, "laptop-lost");
}
