//! Passphrases, PINs, and the laptop that locks itself.

use anyhow::{Result, ensure};
use jemput_app::{Clock, Config};
use jemput_testkit::{Laptop, Office};
use jemput_wire::{
    officers::{LockAfter, OfficerList, PassphraseChange, PinSet},
    request::RequestGet,
    session::{Lock, LogOut, Phase, SessionState, SessionTouch, Unlock, UnlockPin},
    today::Today,
};

use crate::{
    letter_numbers::{citizen, refusal, request},
    officers::{HERS, enter, first_of},
};

const PIN: &str = "271828";

/// A laptop whose time the test moves.
fn timed(office: &Office) -> Result<(Laptop, Clock)> {
    let clock = Clock::fixed(Clock::System.now_ms());
    let machine = clock.clone();
    let laptop = Laptop::enrolled_where(office, "Laptop 1", move |config| Config {
        clock: machine,
        ..config
    })?;
    Ok((laptop, clock))
}

#[test]
fn wrong_passphrases_are_slowed_down_over_restarts_and_whatever_the_clock_says() -> Result<()> {
    let office = Office::start()?;
    let (laptop, clock) = timed(&office)?;
    let officer = first_of(&laptop)?;
    laptop.ask(&Lock {})?;
    let wrong = |laptop: &Laptop| {
        refusal(laptop.ask(&Unlock {
            officer,
            passphrase: "bukan kata sandi ini".to_owned(),
        }))
    };
    let right = |laptop: &Laptop| {
        laptop.ask(&Unlock {
            officer,
            passphrase: Laptop::PASSPHRASE.to_owned(),
        })
    };
    for _ in 0..4 {
        ensure!(wrong(&laptop)?.contains("passphrase-wrong"));
    }
    ensure!(wrong(&laptop)?.contains("passphrase-wait seconds=30"));
    ensure!(
        refusal(right(&laptop))?.contains("passphrase-wait"),
        "the right one waits too"
    );
    // Setting the clock helps nobody, in either direction.
    clock.set(Clock::System.now_ms() + 1_000_000_000);
    ensure!(wrong(&laptop)?.contains("seconds=30"));
    clock.set(1_000);
    ensure!(wrong(&laptop)?.contains("seconds=30"));
    clock.set(Clock::System.now_ms());
    clock.pass(10_000);
    ensure!(wrong(&laptop)?.contains("seconds=20"));

    // Neither does another start of the program.
    let machine = clock.clone();
    let laptop = laptop.locked_and_restarted(move |config| Config {
        clock: machine,
        ..config
    })?;
    ensure!(wrong(&laptop)?.contains("seconds=20"));
    // Or of the machine: it begins to count when it starts.
    clock.reboot();
    clock.pass(5_000);
    ensure!(wrong(&laptop)?.contains("seconds=25"));
    clock.pass(25_000);
    ensure!(wrong(&laptop)?.contains("passphrase-wait-minutes minutes=1"));
    clock.pass(60_000);
    right(&laptop)?;
    // Nothing was wiped, and counting begins anew.
    laptop.ask(&Lock {})?;
    ensure!(wrong(&laptop)?.contains("passphrase-wrong"));
    Ok(())
}

#[test]
fn a_pin_opens_a_locked_session_of_this_run_and_nothing_else() -> Result<()> {
    let office = Office::start()?;
    let (laptop, clock) = timed(&office)?;
    let officer = first_of(&laptop)?;
    let by_pin = |laptop: &Laptop, pin: &str| {
        laptop.ask(&UnlockPin {
            officer,
            pin: pin.to_owned(),
        })
    };
    let by_pass = |laptop: &Laptop| {
        laptop.ask(&Unlock {
            officer,
            passphrase: Laptop::PASSPHRASE.to_owned(),
        })
    };
    let ready =
        |laptop: &Laptop| -> Result<bool> { Ok(laptop.ask(&SessionState {})?.officers[0].pin) };
    let set = |pin: &str| {
        laptop.ask(&PinSet {
            pin: pin.to_owned(),
        })
    };
    ensure!(refusal(set("12345"))?.contains("pin-short"));
    ensure!(refusal(set("123456"))?.contains("pin-easy"));
    ensure!(set(PIN)?.pin);
    laptop.ask(&Lock {})?;
    ensure!(ready(&laptop)?);
    by_pin(&laptop, PIN)?;
    // What is written while unlocked by PIN is the officer's.
    citizen(&laptop, "Sumarni", "3302045203899001")?;

    // Five wrong ones, and the passphrase is asked for; it makes the PIN good again.
    laptop.ask(&Lock {})?;
    for left in [4, 3, 2, 1] {
        ensure!(refusal(by_pin(&laptop, "000000"))?.contains(&format!("pin-wrong left={left}")));
    }
    ensure!(refusal(by_pin(&laptop, "000000"))?.contains("pin-over"));
    ensure!(refusal(by_pin(&laptop, PIN))?.contains("pin-over") && !ready(&laptop)?);
    by_pass(&laptop)?;
    laptop.ask(&Lock {})?;
    by_pin(&laptop, PIN)?;

    // Half a day after the passphrase.
    laptop.ask(&Lock {})?;
    clock.pass(12 * 60 * 60 * 1000);
    ensure!(refusal(by_pin(&laptop, PIN))?.contains("pin-over"));
    by_pass(&laptop)?;
    // Logging out.
    laptop.ask(&LogOut {})?;
    ensure!(refusal(by_pin(&laptop, PIN))?.contains("pin-over"));
    by_pass(&laptop)?;
    // Another start of the program.
    let machine = clock.clone();
    let laptop = laptop.locked_and_restarted(move |config| Config {
        clock: machine,
        ..config
    })?;
    ensure!(refusal(by_pin(&laptop, PIN))?.contains("pin-over"));
    by_pass(&laptop)?;
    ensure!(laptop.ask(&OfficerList {})?.pin, "it was kept");
    laptop.ask(&Lock {})?;
    by_pin(&laptop, PIN)?;
    // Taken away.
    laptop.ask(&PinSet { pin: String::new() })?;
    laptop.ask(&Lock {})?;
    ensure!(refusal(by_pin(&laptop, PIN))?.contains("pin-over"));
    Ok(())
}

#[test]
fn a_laptop_that_is_left_alone_or_sleeps_locks_itself_and_the_draft_is_there_afterwards()
-> Result<()> {
    let office = Office::start()?;
    let (laptop, clock) = timed(&office)?;
    let officer = first_of(&laptop)?;
    let who = citizen(&laptop, "Sumarni", "3302045203899001")?;
    let draft = request(&laptop, who)?;
    let state = || laptop.ask(&SessionState {});
    let back = || {
        laptop.ask(&Unlock {
            officer,
            passphrase: Laptop::PASSPHRASE.to_owned(),
        })
    };
    const MINUTE: i64 = 60_000;

    clock.pass(4 * MINUTE);
    laptop.ask(&SessionTouch {})?;
    clock.pass(4 * MINUTE);
    laptop.app().look_after_session();
    ensure!(state()?.phase == Phase::Open, "somebody was there");
    clock.pass(MINUTE);
    laptop.app().look_after_session();
    let locked = state()?;
    ensure!(locked.phase == Phase::Locked && locked.locked_why == "idle");
    ensure!(refusal(laptop.ask(&Today {}))?.contains("locked"));
    ensure!(refusal(laptop.ask(&SessionTouch {}))?.contains("locked"));

    back()?;
    ensure!(state()?.locked_why.is_empty());
    let kept = laptop.ask(&RequestGet { id: draft.id })?;
    ensure!(kept.answers["purpose"] == "Membuka rekening bank");

    // A touch that comes after sleep is too late.
    clock.sleep(10_000);
    ensure!(refusal(laptop.ask(&SessionTouch {}))?.contains("locked"));
    ensure!(state()?.locked_why == "sleep");

    back()?;
    ensure!(state()?.locked_why.is_empty());
    laptop.app().before_sleep();
    let locked = state()?;
    ensure!(locked.phase == Phase::Locked && locked.locked_why == "sleep");
    laptop.app().before_sleep();
    ensure!(state()?.phase == Phase::Locked, "nobody is signed in");

    back()?;
    ensure!(laptop.ask(&OfficerList {})?.lock_minutes == 5);
    ensure!(refusal(laptop.ask(&LockAfter { minutes: 0 }))?.contains("lock-minutes"));
    laptop.ask(&LockAfter { minutes: 15 })?;
    clock.pass(14 * MINUTE);
    laptop.app().look_after_session();
    ensure!(state()?.phase == Phase::Open);
    clock.pass(MINUTE);
    laptop.app().look_after_session();
    ensure!(state()?.locked_why == "idle");
    Ok(())
}

#[test]
fn a_passphrase_is_changed_only_by_whoever_knows_it_and_a_cheap_wrap_is_made_anew() -> Result<()> {
    let office = Office::start()?;
    let laptop = Laptop::enrolled(&office, "Laptop 1", None)?;
    let officer = first_of(&laptop)?;
    let change = |old: &str, new: &str| {
        laptop.ask(&PassphraseChange {
            old: old.to_owned(),
            new: new.to_owned(),
        })
    };
    ensure!(refusal(change("bukan kata sandi ini", HERS))?.contains("passphrase-wrong"));
    ensure!(refusal(change(Laptop::PASSPHRASE, "pendek"))?.contains("passphrase-short"));
    change(Laptop::PASSPHRASE, HERS)?;
    ensure!(refusal(enter(&laptop, officer, Laptop::PASSPHRASE))?.contains("passphrase-wrong"));
    enter(&laptop, officer, HERS)?;

    // A wrap of a time with less to ask: opened, and made anew.
    let path = laptop.data().join("kunci.json");
    let mut keys: serde_json::Value = serde_json::from_slice(&std::fs::read(&path)?)?;
    let key = serde_json::from_value::<jemput_store::keyring::WrappedKey>(
        keys["wraps"][0]["wrapped"].clone(),
    )?
    .unwrap(HERS)?;
    let cheap = jemput_store::keyring::Cost {
        memory: 64,
        passes: 1,
    };
    keys["wraps"][0]["wrapped"] = serde_json::to_value(key.wrap_at(cheap, HERS)?)?;
    std::fs::write(&path, serde_json::to_vec(&keys)?)?;
    enter(&laptop, officer, HERS)?;
    let keys: serde_json::Value = serde_json::from_slice(&std::fs::read(&path)?)?;
    ensure!(keys["wraps"][0]["wrapped"]["memory"] == 19 * 1024, "{keys}");
    enter(&laptop, officer, HERS)?;
    Ok(())
}
