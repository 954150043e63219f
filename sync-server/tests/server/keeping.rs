//! Backups and restores, with laptops.

use jemput_server::{BackupFault, BackupSettings, Contents, restore};
use jemput_sync::parcel::Fit;
use jemput_wire::{office::BackupView, signed};
use serde_json::json;

use crate::{
    blobs::photo,
    bundles::{Stick, import},
    clock::HOUR,
    laptop::Laptop,
    office::TestOffice,
};

impl TestOffice {
    /// Prepares a medium beside the data; the recovery code.
    fn medium(&self) -> (BackupSettings, String) {
        let folder = self.data.path().join("medium");
        let code = self
            .office()
            .prepare_backups(&folder, false)
            .expect("a medium");
        let settings = BackupSettings {
            off_machine: true,
            ..BackupSettings::new(folder)
        };
        (settings, code.expect("a first code"))
    }

    /// The machine is gone; a new one gets the last backup.
    fn restore(&mut self, settings: &BackupSettings, code: &str) -> Contents {
        self.stop();
        let data = self.server_folder();
        std::fs::remove_dir_all(&data).expect("a machine to lose");
        let clock = self.clock.clone();
        let restored = restore(&settings.folder, None, &data, code, clock).expect("a restore");
        assert_eq!(restored.lost_files, [] as [String; 0]);
        self.restart();
        restored.contents
    }
}

#[test]
fn an_office_comes_back_on_an_empty_machine_and_everything_that_the_backup_held_is_there() {
    let mut office = TestOffice::new();
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let (photo, name) = photo(100_000);
    let sri = one.create(&office, "resident", json!({ "name": "Sri Waluyo" }));
    one.attach(&office, &name, photo.len());
    one.sync(&office);
    one.send_file(&office, &photo, &name);
    let seal = crate::check_page::sealed(&one, &office);
    let mut stick = Stick::new();
    let usb = json!({ "usb_key": stick.public() }).to_string();
    one.blob(&office, "POST", "/usb-key", usb.as_bytes());
    let (settings, code) = office.medium();
    let keys = office.get("/v/keys").body;
    let made = office.office().back_up(&settings).unwrap();
    assert_eq!((made.blobs, made.devices), (1, 1));
    one.sync(&office);
    assert_eq!(
        one.store.sync_counts().unwrap().sent,
        0,
        "all of it is safe now"
    );

    let before = office.office().health().unwrap();
    assert_eq!(office.restore(&settings, &code), made);
    let health = office.office().health().unwrap();
    assert_eq!(health.faults, [] as [String; 0]);
    assert_eq!(health.server_id, before.server_id);
    assert_eq!(
        health.changes,
        made.seq + 1,
        "the log goes on with the restore entry"
    );
    // Laptops: this one knows nothing that the backup does not, so that it just goes on.
    let mut two = Laptop::join(&office, "Laptop 02", 2);
    one.edit(&office, sri, "name", json!("Sri Waluyo Ningsih"));
    one.sync(&office);
    two.sync(&office);
    assert_eq!(two.text(sri, "name").as_deref(), Some("Sri Waluyo Ningsih"));
    let path = format!("/blob/{name}");
    assert_eq!(two.blob(&office, "GET", &path, b"").body, photo);
    // Old seals verify: the key list is by the same key and names the same laptop.
    let list = |bytes: &[u8]| {
        let key = &one.membership.seal_keys[0];
        let key = data_encoding::HEXLOWER.decode(key.as_bytes()).unwrap();
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
        jemput_seal::KeyList::open(bytes, &[key]).unwrap()
    };
    let again = office.get("/v/keys").body;
    assert_eq!(list(&keys).entries[0], list(&again).entries[0]);
    assert!(matches!(
        jemput_seal::verify(&seal, &list(&again)),
        jemput_seal::Verdict::Genuine(_)
    ));
    // A bundle for the key of before is opened, and one goes back to the laptop.
    let who = one.create(&office, "resident", json!({ "name": "Sumarni" }));
    let up = stick.pack(&one, None);
    assert_eq!(import(&office, &up).unwrap().fresh, 1);
    let out = tempfile::tempdir().unwrap();
    let down = office.office().bundle_export("P01", out.path()).unwrap();
    assert_eq!(stick.take(&mut one, &down.path).unwrap(), Fit::Fits);
    assert_eq!(one.store.unsent().unwrap().changes, 0);
    two.sync(&office);
    assert_eq!(two.text(who, "name").as_deref(), Some("Sumarni"));
    // The entry itself is on every laptop and bears the office's signature.
    let entry = two.store.records("restore").unwrap().remove(0).fields();
    let text = signed::restore_text(
        &two.membership.server_id,
        made.seq,
        &made.digest,
        entry["at"].as_i64().unwrap(),
    );
    assert!(two.office_signed(&text, entry["signature"].as_str().unwrap()));
}

#[test]
fn after_a_restore_no_number_and_no_mark_is_given_out_a_second_time() {
    let mut office = TestOffice::new();
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let (settings, code) = office.medium();
    office.office().back_up(&settings).unwrap();
    let lost = Laptop::join(&office, "Laptop 02", 2);
    let given = |laptop: &Laptop| -> Vec<(u64, u64)> {
        let blocks = laptop.store.records("number_block").unwrap();
        blocks
            .iter()
            .map(|block| {
                let field = |name: &str| block.fields()[name].as_u64().unwrap();
                (field("from"), field("to"))
            })
            .collect()
    };
    let before = [given(&one), given(&lost)].concat();
    office.restore(&settings, &code);
    let three = Laptop::join(&office, "Laptop 03", 3);
    one.sync(&office);
    for (from, to) in given(&three) {
        assert!(
            before
                .iter()
                .all(|(first, last)| to < *first || *last < from),
            "{from}–{to}"
        );
    }
    let marks = [&one, &lost, &three].map(|laptop| laptop.membership.device_mark.clone());
    assert!(marks[2] != marks[0] && marks[2] != marks[1], "{marks:?}");
}

#[test]
fn a_restore_needs_an_empty_folder_the_right_code_and_a_whole_backup() {
    let office = TestOffice::new();
    let (settings, code) = office.medium();
    office.office().back_up(&settings).unwrap();
    let data = office.data.path().join("new");
    let attempt = |code: &str| restore(&settings.folder, None, &data, code, office.clock.clone());
    let fault = |result: Result<_, BackupFault>| {
        result
            .map(|_: jemput_server::Restored| ())
            .unwrap_err()
            .code()
    };

    let used = restore(
        &settings.folder,
        None,
        &office.server_folder(),
        &code,
        office.clock.clone(),
    );
    assert_eq!(fault(used), "restore-folder-used");
    for wrong in ["", "ABCD-EFGH", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"] {
        assert_eq!(fault(attempt(wrong)), "backup-code-wrong");
    }
    let unknown = restore(
        &settings.folder,
        Some("x"),
        &data,
        &code,
        office.clock.clone(),
    );
    assert_eq!(fault(unknown), "backup-none");
    let (name, _) = jemput_server::backups(&settings.folder).unwrap().remove(0);
    let records = settings
        .folder
        .join("cadangan")
        .join(name)
        .join("records.db");
    let whole = std::fs::read(&records).unwrap();
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    std::fs::write(&records, &damaged).unwrap();
    assert_eq!(fault(attempt(&code)), "backup-damaged");
    assert!(!data.exists(), "nothing was made");
    std::fs::write(&records, &whole).unwrap();
    attempt(&code.to_lowercase().replace('-', " ")).unwrap();
    jemput_server::Office::open(&data, None, office.clock.clone()).unwrap();
    // A restore that was cut off is no office.
    std::fs::write(data.join("pemulihan-belum-selesai"), "").unwrap();
    let refused = jemput_server::Office::open(&data, None, office.clock.clone()).unwrap_err();
    assert!(refused.to_string().contains("restore again"), "{refused}");
}

#[test]
fn an_older_database_put_in_place_by_hand_raises_an_alarm_and_a_restore_does_not() {
    let mut office = TestOffice::new();
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let (settings, code) = office.medium();
    office.office().back_up(&settings).unwrap();
    let old = office.data.path().join("old.db");
    let records = office.server_folder().join("records.db");
    office.stop();
    std::fs::copy(&records, &old).unwrap();
    office.restart();
    one.create(&office, "resident", json!({ "name": "Sumarni" }));
    one.sync(&office);
    let alarm = |office: &TestOffice| {
        let health: serde_json::Value = office.get("/health").json();
        health["alarm"].as_bool().unwrap()
    };

    office.restore(&settings, &code);
    let sent = one.request(&office);
    assert_eq!(sent.send(&office).status, 200);
    assert!(!alarm(&office), "the restore entry explains it");

    office.stop();
    for wal in ["records.db-wal", "records.db-shm"] {
        let _ = std::fs::remove_file(office.server_folder().join(wal));
    }
    std::fs::copy(&old, &records).unwrap();
    office.restart();
    let sent = one.request(&office);
    assert_eq!(sent.send(&office).status, 200);
    assert!(alarm(&office));
    let faults = office.office().health().unwrap().faults;
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains(&one.membership.device_mark)),
        "{faults:?}"
    );
    office.office().accept_rollbacks().unwrap();
    assert!(!alarm(&office));
}

#[test]
fn a_clock_that_does_not_fit_the_log_stops_the_start_until_it_is_accepted() {
    let mut office = TestOffice::new();
    Laptop::join(&office, "Laptop 01", 1);
    office.stop();
    office.clock.forward(-20_000);
    office.restart();
    office.stop();
    office.clock.forward(-HOUR);
    let refused = office.try_start(false).unwrap_err().to_string();
    assert!(
        refused.contains("--accept-clock") && refused.contains("2026-11-25"),
        "{refused}"
    );
    office.try_start(true).unwrap();
}

#[test]
fn the_console_makes_a_backup_and_shows_its_age() {
    let mut office = TestOffice::new();
    let (settings, _) = office.medium();
    office.backup = Some(settings);
    office.restart();
    let mut browser = crate::browser::Browser::set_up(&office);
    let mut view: BackupView = browser.post(&office, "backup", "{}").json();
    while view.running {
        view = browser.get(&office, "backup").json();
    }
    assert!(
        view.on && view.off_machine && !view.old && view.fault.is_none(),
        "{view:?}"
    );
    assert_eq!((view.behind, view.age_hours), (0, 0));
    office.clock.forward(30 * HOUR);
    office.office().apply(&crate::office::sample()).unwrap();
    let health: serde_json::Value = office.get("/health").json();
    assert_eq!(health["backup_hours"], json!(30));
    assert_eq!(
        office.get("/office/api/backup").status,
        401,
        "only who is signed in"
    );
}

#[test]
fn what_came_after_the_backup_comes_back_from_the_laptops_once() {
    let mut office = TestOffice::new();
    let mut one = Laptop::join(&office, "Laptop 01", 1);
    let mut two = Laptop::join(&office, "Laptop 02", 2);
    let sri = one.create(&office, "resident", json!({ "name": "Sri Waluyo" }));
    one.sync(&office);
    two.sync(&office);
    let (settings, code) = office.medium();
    office.office().back_up(&settings).unwrap();
    let tail: Vec<_> = (0..40)
        .map(|n| one.create(&office, "resident", json!({ "name": format!("Warga {n}") })))
        .collect();
    one.edit(&office, sri, "rt", json!("003"));
    one.sync(&office);
    two.sync(&office);
    two.edit(&office, sri, "rw", json!("001"));
    two.sync(&office);
    let before = office.office().health().unwrap().changes;

    office.restore(&settings, &code);
    // The first laptop is on its way; the second has what the first had sent.
    two.recover(&office);
    one.recover(&office);
    two.recover(&office);
    for laptop in [&one, &two] {
        assert_eq!(laptop.text(sri, "rt").as_deref(), Some("003"));
        assert_eq!(laptop.text(sri, "rw").as_deref(), Some("001"));
        assert_eq!(laptop.store.count("resident").unwrap(), 41);
        assert!(tail.iter().all(|id| laptop.text(*id, "name").is_some()));
    }
    let health = office.office().health().unwrap();
    assert_eq!(health.faults, [] as [String; 0]);
    assert!(
        health.changes >= before,
        "{} after {before}",
        health.changes
    );
    let three = Laptop::join(&office, "Laptop 03", 3);
    assert_eq!(
        three.store.count("resident").unwrap(),
        41,
        "the office has all of them"
    );
}

impl Laptop {
    /// Syncs with an office that was restored.
    fn recover(&mut self, office: &TestOffice) {
        for _ in 0..3 {
            self.sync(office);
        }
    }
}
