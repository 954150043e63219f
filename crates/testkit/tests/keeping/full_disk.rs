//! The disk of the office, and that of a laptop.

use anyhow::{Context as _, Result, ensure};
use jemput_store::Store;
use jemput_testkit::{Laptop, Office, SmallDisk, on_small_disks};
use jemput_wire::{
    attachment::{AttachBytes, Owner, Purpose},
    resident::{ResidentGet, ResidentSaved},
    session::{Lock, Phase, SessionState, Unlock},
};

use crate::{listed, refused, register, status};

/// More saves than any write-ahead log has room for.
const MANY: usize = 800;

fn log_of(office: &Office) -> Result<(u64, Vec<String>)> {
    let store = Store::open_plain(&office.data().join("records.db"))?;
    Ok((store.log_head()?.seq, store.damage()?))
}

fn attach(laptop: &Laptop, who: &ResidentSaved, kilobytes: usize) -> Result<()> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    // What does not pack.
    let mut state = 7_u32;
    bytes.extend((0..kilobytes * 1024).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    }));
    laptop.ask(&AttachBytes {
        owner: Owner {
            id: who.id.0,
            kind: "resident".to_owned(),
        },
        name: "kk.pdf".to_owned(),
        content: data_encoding::BASE64.encode(&bytes),
        purpose: Purpose::Document,
        note: String::new(),
    })?;
    Ok(())
}

#[test]
fn an_office_whose_disk_is_full_refuses_with_its_reason_and_laptops_go_on_later() -> Result<()> {
    let name =
        "full_disk::an_office_whose_disk_is_full_refuses_with_its_reason_and_laptops_go_on_later";
    on_small_disks(name, &[48], |disks| {
        let disk: &SmallDisk = disks.first().context("a disk")?;
        let office = Office::start_in(disk.folder()?)?;
        let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
        let who = register(&laptop, "Sri Waluyo")?;
        laptop.sync()?;

        disk.fill(0)?;
        // Small pushes may still find room in the files that are there; then there is none.
        let mut sent = 1;
        let mut told = "nothing".to_owned();
        for round in 0..MANY / 20 {
            for n in 0..20 {
                register(&laptop, &format!("Sumarni {round} {n}"))?;
            }
            told = refused(laptop.sync());
            if told != "nothing" {
                break;
            }
            sent += 20;
        }
        ensure!(told.contains("office-disk-full"), "{told}");
        let view = status(&laptop)?;
        let code = view.last_error.map(|error| error.code);
        ensure!(code.as_deref() == Some("office-disk-full"), "{code:?}");
        ensure!(view.unsent >= 20, "{} unsent", view.unsent);
        // Again and again changes nothing, and work goes on.
        ensure!(refused(laptop.sync()).contains("office-disk-full"));
        let after = register(&laptop, "Sutinah")?;
        attach(&laptop, &after, 300)?;
        ensure!(refused(laptop.sync()).contains("office-disk-full"));
        let unsent = status(&laptop)?.unsent;

        disk.free()?;
        let (head, damage) = log_of(&office)?;
        ensure!(damage.is_empty(), "{damage:?}");
        laptop.sync()?;
        ensure!(status(&laptop)?.unsent == 0);
        let (now, damage) = log_of(&office)?;
        ensure!(damage.is_empty(), "{damage:?}");
        // The office's own entries, such as number blocks, may be among them.
        ensure!(now >= head + unsent, "{now} after {head} and {unsent}");
        let other = Laptop::enrolled(&office, "Laptop 2", None)?;
        let people = listed(&other)?;
        ensure!(
            people == listed(&laptop)? && people >= sent + 21,
            "{people}"
        );
        // A full disk once more, for the attachment's own way.
        disk.fill(40 * 1024)?;
        attach(&laptop, &who, 390)?;
        let told = refused(laptop.sync());
        let view = status(&laptop)?;
        ensure!(
            told.contains("office-disk-full") || view.files.waiting == 1,
            "{told}, {:?}",
            view.files
        );
        disk.free()?;
        laptop.sync()?;
        ensure!(status(&laptop)?.files.waiting == 0);
        Ok(())
    })
}

#[test]
fn a_laptop_whose_disk_is_full_says_so_keeps_what_was_saved_and_goes_on_later() -> Result<()> {
    let name =
        "full_disk::a_laptop_whose_disk_is_full_says_so_keeps_what_was_saved_and_goes_on_later";
    on_small_disks(name, &[48], |disks| {
        let disk: &SmallDisk = disks.first().context("a disk")?;
        let office = Office::start()?;
        let laptop = Laptop::enrolled_in(disk.folder()?, &office, "Laptop 1")?;
        let first = register(&laptop, "Sri Waluyo")?;
        laptop.sync()?;

        disk.fill(0)?;
        let mut saved = 1;
        let mut told = "nothing".to_owned();
        for n in 0..MANY {
            told = refused(register(&laptop, &format!("Sumarni {n}")));
            if told != "nothing" {
                break;
            }
            saved += 1;
        }
        ensure!(told.contains("disk-full"), "{told}");
        ensure!(refused(attach(&laptop, &first, 200)).contains("disk-full"));
        ensure!(listed(&laptop)? == saved, "what was refused is not there");
        // Reading goes on, also after leaving and coming back.
        laptop
            .ask(&ResidentGet { id: first.id })
            .context("opening somebody")?;
        let officers = laptop.ask(&SessionState {})?.officers;
        laptop.ask(&Lock {}).context("leaving")?;
        let unlock = Unlock {
            officer: officers.first().context("an officer")?.id,
            passphrase: Laptop::PASSPHRASE.to_owned(),
        };
        let back = laptop.ask(&unlock).context("coming back")?;
        ensure!(back.phase == Phase::Open);
        ensure!(listed(&laptop)? == saved);
        // The sync may have no room either; it says so and loses nothing.
        let told = refused(laptop.sync());
        ensure!(told == "nothing" || told.contains("disk-full"), "{told}");

        disk.free()?;
        register(&laptop, "Sutinah").context("the first save with room")?;
        attach(&laptop, &first, 200)?;
        laptop.sync().context("the first sync with room")?;
        let view = status(&laptop)?;
        ensure!(view.unsent == 0 && view.files.waiting == 0 && view.last_error.is_none());
        ensure!(listed(&laptop)? == saved + 1);
        let other = Laptop::enrolled(&office, "Laptop 2", None)?;
        ensure!(
            listed(&other)? == saved + 1,
            "the office has all that was saved, once"
        );
        Ok(())
    })
}
