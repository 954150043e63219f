//! A forgotten passphrase: the office reads out a code, once for each use, and knows who did.

use anyhow::{Context as _, Result, ensure};
use jemput_testkit::{Laptop, Office};
use jemput_wire::session::{Lock, RecoverAccess, RecoveryOnline, SessionState, Unlock};

use crate::{
    by_stick::{taken_in, written},
    letter_numbers::{citizen, refusal},
};

const NEW: &str = "padi menguning di lereng";
const WHY: &str = "Rina menelepon dari nomornya sendiri";

#[test]
fn a_forgotten_passphrase_is_replaced_by_a_code_from_the_office_that_works_once() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    citizen(&laptop, "Sumarni", "3302045203899001")?;
    let state = laptop.ask(&SessionState {})?;
    let officer = state.officer.context("an officer")?.id;
    ensure!(
        refusal(office.office().recovery_code("P01", " "))?.contains("recovery-reason"),
        "nothing is read out without a reason"
    );
    let code = office.office().recovery_code("P01", WHY)?;
    let keys = std::fs::read_to_string(laptop.data().join("kunci.json"))?;
    ensure!(!keys.contains(&code.replace('-', "")) && keys.contains("recovery"));

    laptop.ask(&Lock {})?;
    let recover = |code: &str, passphrase: &str| {
        laptop.ask(&RecoverAccess {
            officer,
            code: code.to_owned(),
            passphrase: passphrase.to_owned(),
        })
    };
    ensure!(refusal(recover("ABCD", NEW))?.contains("recovery-length count=4"));
    let last = if code.ends_with('Q') { "R" } else { "Q" };
    let mistyped = format!("{}{last}", &code[..code.len() - 1]);
    ensure!(refusal(recover(&mistyped, NEW))?.contains("recovery-place place=28"));
    ensure!(refusal(recover(&code, "pendek"))?.contains("passphrase-short"));
    let foreign = jemput_domain::recovery::RecoveryCode::from_bytes([7; 16]).text();
    for _ in 0..4 {
        ensure!(refusal(recover(&foreign, NEW))?.contains("recovery-wrong"));
    }
    ensure!(refusal(recover(&foreign, NEW))?.contains("passphrase-wait"));
    let laptop = laptop.locked_and_restarted(|config| jemput_app::Config {
        clock: jemput_app::Clock::fixed(jemput_app::Clock::System.now_ms()),
        ..config
    })?;
    let recover = |code: &str| {
        laptop.ask(&RecoverAccess {
            officer,
            code: code.to_owned(),
            passphrase: NEW.to_owned(),
        })
    };
    ensure!(refusal(recover(&code))?.contains("passphrase-wait"));
    Ok(())
}

#[test]
fn what_was_used_once_is_replaced_at_the_next_sync_and_every_reading_is_recorded() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let state = laptop.ask(&SessionState {})?;
    let officer = state.officer.context("an officer")?.id;
    let recover = |code: &str| {
        laptop.ask(&RecoverAccess {
            officer,
            code: code.to_lowercase().replace('-', " "),
            passphrase: NEW.to_owned(),
        })
    };
    let first = office.office().recovery_code("P01", WHY)?;
    laptop.ask(&Lock {})?;
    recover(&first)?;
    // The work that was not sent is there.
    ensure!(laptop.store_by(NEW)?.record(who.0)?.is_some());
    // Until the office has the next one, the first still opens: nobody is shut out on a trip.
    laptop.ask(&Lock {})?;
    recover(&first)?;
    ensure!(office.office().recovery_code("P01", WHY)? == first);
    laptop.sync()?;
    let second = office.office().recovery_code("P01", WHY)?;
    ensure!(second != first);
    laptop.ask(&Lock {})?;
    ensure!(refusal(recover(&first))?.contains("recovery-wrong"));
    let old = laptop.ask(&Unlock {
        officer,
        passphrase: Laptop::PASSPHRASE.to_owned(),
    });
    ensure!(refusal(old)?.contains("passphrase-wrong"));
    recover(&second)?;

    let read = office.office().readings("P01")?;
    ensure!(read.len() == 3, "{read:?}");
    ensure!(read.iter().all(|reading| reading.contains(WHY)));
    Ok(())
}

#[test]
fn what_was_used_once_is_replaced_by_stick_and_a_stick_that_comes_late_brings_no_older_one_back()
-> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let officer = laptop
        .ask(&SessionState {})?
        .officer
        .context("an officer")?
        .id;
    let recover = |code: &str| {
        laptop.ask(&Lock {})?;
        laptop.ask(&RecoverAccess {
            officer,
            code: code.to_owned(),
            passphrase: NEW.to_owned(),
        })
    };
    let stick = tempfile::tempdir()?;
    let first = office.office().recovery_code("P01", WHY)?;
    recover(&first)?;
    let late = written(&laptop, stick.path())?;
    // The office has not seen it yet, so its code still opens; and is used up once more.
    recover(&first)?;
    office.take_bundle(&written(&laptop, stick.path())?)?;
    let newest = office.office().recovery_code("P01", WHY)?;
    ensure!(newest != first);
    office.take_bundle(&late)?;
    ensure!(office.office().recovery_code("P01", WHY)? == newest);
    recover(&first)?;
    taken_in(&laptop, office.give_bundle("P01", stick.path())?)?;
    // That one was used in the meantime: the office has to hear of yet another before the first goes.
    office.take_bundle(&written(&laptop, stick.path())?)?;
    taken_in(&laptop, office.give_bundle("P01", stick.path())?)?;
    ensure!(refusal(recover(&first))?.contains("recovery-wrong"));
    let last = office.office().recovery_code("P01", WHY)?;
    ensure!(last != newest);
    recover(&last)?;
    Ok(())
}

#[test]
fn a_locked_laptop_gets_its_code_over_the_network_only_by_the_letters_that_were_compared()
-> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let officer = laptop
        .ask(&SessionState {})?
        .officer
        .context("an officer")?
        .id;
    laptop.ask(&Lock {})?;
    let ask = || laptop.ask(&RecoveryOnline {});
    let open = || {
        laptop.ask(&RecoverAccess {
            officer,
            code: String::new(),
            passphrase: NEW.to_owned(),
        })
    };
    let waiting = ask()?;
    ensure!(!waiting.arrived && waiting.compare.len() == 9);
    ensure!(ask()? == waiting, "the same question");
    ensure!(refusal(open())?.contains("recovery-length"));
    let send = |letters: &str, why: &str| office.office().send_recovery_code("P01", letters, why);
    ensure!(refusal(send("ABCD-EFGH", WHY))?.contains("recovery-ask-changed"));
    ensure!(refusal(send(&waiting.compare, ""))?.contains("recovery-reason"));
    ensure!(!ask()?.arrived, "nobody has sent it");
    send(&waiting.compare, WHY)?;
    ensure!(ask()?.arrived);
    open()?;
    ensure!(office.office().readings("P01")?.len() == 1);
    // The code that came was forgotten with its use.
    laptop.ask(&Lock {})?;
    ensure!(refusal(open())?.contains("recovery-length"));
    ensure!(ask()?.compare != waiting.compare);
    Ok(())
}
