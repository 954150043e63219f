//! Somebody who holds the office's files writes the log anew: as long as it was, and consistent in itself.

use jemput_domain::audit::Deed;
use jemput_server::Office;
use jemput_sync::{ChangeId, Digest, Mark, Report};
use rusqlite::Connection;
use serde_json::json;

use crate::{browser::Browser, laptop::Laptop, office::TestOffice};

/// Puts other content into an entry and computes all digests from there on anew.
fn rewrite(raw: &Connection, at: i64, from: &str, to: &str) {
    let entry = |seq: i64| {
        let sql = "SELECT l.session, l.n, l.hash, l.digest, c.eff, c.parked IS NOT NULL FROM log l
             JOIN change c ON c.session = l.session AND c.n = l.n WHERE l.seq = ?1";
        raw.query_row(sql, [seq], |row| {
            let id = ChangeId {
                session: row.get::<_, i64>(0)?.cast_unsigned(),
                n: row.get::<_, i64>(1)?.cast_unsigned(),
            };
            let (hash, digest) = (row.get(2).map(Digest)?, row.get(3).map(Digest)?);
            Ok((
                id,
                hash,
                digest,
                row.get::<_, i64>(4)?,
                row.get::<_, bool>(5)?,
            ))
        })
        .expect("an entry")
    };
    let bytes: Vec<u8> = {
        let path = raw.path().expect("a file");
        let store = jemput_store::Store::open_plain(path.as_ref()).expect("the office's records");
        let (id, ..) = entry(at);
        let record: Vec<u8> = raw
            .query_row(
                "SELECT record FROM change_record WHERE session = ?1 AND n = ?2",
                (id.session.cast_signed(), id.n.cast_signed()),
                |row| row.get(0),
            )
            .expect("its record");
        let record = uuid::Uuid::from_slice(&record).expect("an id");
        let logged = store.logged_of(record).expect("its changes");
        let set = &logged.iter().find(|one| one.set.id == id).expect("it").set;
        let text = serde_json::to_string(set).expect("JSON");
        assert!(text.contains(from), "{text}");
        text.replace(from, to).into_bytes()
    };
    let (id, ..) = entry(at);
    let ids = (id.session.cast_signed(), id.n.cast_signed());
    raw.execute(
        "UPDATE change SET bytes = ?3 WHERE session = ?1 AND n = ?2",
        (ids.0, ids.1, &bytes),
    )
    .expect("written");
    raw.execute(
        "UPDATE log SET hash = ?1 WHERE seq = ?2",
        (jemput_sync::hash(&bytes).0, at),
    )
    .expect("written");
    let last: i64 = raw
        .query_row("SELECT max(seq) FROM log", (), |row| row.get(0))
        .expect("a head");
    let mut running = entry(at - 1).2;
    for seq in at..=last {
        let (id, hash, _, eff, parked) = entry(seq);
        running = running.next(id, hash, eff, parked);
        raw.execute(
            "UPDATE log SET digest = ?1 WHERE seq = ?2",
            (running.0, seq),
        )
        .expect("written");
    }
}

fn told(office: &Office) -> Vec<String> {
    office.health().expect("a look").faults
}

#[test]
fn a_log_that_was_written_anew_and_is_consistent_in_itself_is_an_alarm_on_laptop_and_server() {
    let mut office = TestOffice::new();
    let browser = Browser::set_up(&office);
    let mut laptop = Laptop::join(&office, "Laptop 01", 1);
    let id = laptop.create(&office, "resident", json!({ "name": "Sumarni" }));
    laptop.sync(&office);
    let who = browser.get(&office, &format!("residents/{id}"));
    assert_eq!(who.status, 200);
    laptop.create(&office, "resident", json!({ "name": "Wagiman" }));
    laptop.sync(&office);
    let kept: Vec<Mark> = {
        let check = office.office().verify_log(&[]).unwrap().0;
        assert_eq!(check.broken, None);
        vec![check.good]
    };
    assert_eq!(told(office.office()), Vec::<String>::new());
    office.stop();

    // The clerk's look becomes a harmless export; nothing gets shorter.
    let raw = Connection::open(office.server_folder().join("records.db")).unwrap();
    let look = format!("\"deed\":\"{}\"", Deed::Saw.code());
    let seq: i64 = raw
        .query_row(
            "SELECT max(l.seq) FROM log l JOIN change_record r ON r.session = l.session AND r.n = l.n
             JOIN record e ON e.id = r.record WHERE e.kind = 'audit'",
            (),
            |row| row.get(0),
        )
        .unwrap();
    rewrite(&raw, seq, &look, "\"deed\":\"exported\"");
    drop(raw);
    office.try_start(true).unwrap();
    let alone = office.office().verify_log(&[]).unwrap().0;
    assert_eq!(alone.broken, None, "it is consistent in itself");
    let check = office.office().verify_log(&kept).unwrap().0;
    assert!(check.broken.is_some(), "a place on paper tells it");

    laptop.sync(&office);
    let reports = laptop.store.reports().unwrap();
    let lost = reports.iter().find_map(|(_, report)| match report {
        Report::Rollback { lost, common, .. } => Some((lost.last()?.seq, common.seq)),
        _ => None,
    });
    let (lost, common) = lost.expect("the laptop tells it");
    assert!(common < u64::try_from(seq).unwrap() && lost >= kept[0].seq);
    let faults = told(office.office());
    assert!(faults.iter().any(|one| one.contains("knew")), "{faults:?}");
}
