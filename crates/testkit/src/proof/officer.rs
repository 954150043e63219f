//! An officer at work on a laptop, by seed: the commands that the screens give, and a word to whoever watches after
//! each save.

use std::{collections::BTreeMap, io::Write, path::Path, sync::Arc};

use anyhow::{Context as _, Result};
use clap::Args;
use jemput_app::App;
use jemput_dev_shell::prepare::ask;
use jemput_wire::{
    Base,
    letter::LetterPrint,
    printer::PrinterSelect,
    request::{RequestSave, RequestStart},
    resident::{ResidentForm, ResidentHit, ResidentSave, ResidentSearch},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::desk::signed_in;
use crate::records::Rng;

/// What the officer does.
#[derive(Debug, Clone, Args)]
pub struct Day {
    /// Decides everything.
    #[arg(long)]
    pub seed: u64,
    /// Saves.
    #[arg(long)]
    pub saves: u64,
    /// Begins every note that is written: no other process may use it.
    #[arg(long)]
    pub mark: String,
    /// Prints letters too.
    #[arg(long)]
    pub letters: bool,
}

/// Something that is done, and must never be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    /// A note was saved; no two are alike.
    Saved(String),
    /// A letter was printed.
    Printed(String),
    /// A sync ended, with its error if it failed.
    Synced(Option<String>),
}

/// Works, and tells of each step only when it is on the disk.
///
/// # Errors
/// When a save is refused: that is no fault of the link.
pub fn work(data: &Path, day: &Day, out: &mut impl Write) -> Result<()> {
    let app = signed_in(data)?;
    let mut r = Rng::new(day.seed);
    if day.letters {
        // The printer into a folder.
        ask(
            &app,
            &PrinterSelect {
                id: "file".to_owned(),
                name: None,
                paper: "F4".to_owned(),
                offset_x: 0,
                offset_y: 0,
            },
        )?;
    }
    for n in 0..day.saves {
        let note = format!("{}-{n}", day.mark);
        let known = ask(
            &app,
            &ResidentSearch {
                query: String::new(),
                limit: 100,
            },
        )?
        .hits;
        if known.len() < 3 || (known.len() < 60 && r.chance(35)) {
            save_new(&app, &mut r, &note)?;
        } else {
            edit(&app, r.pick(&known), &mut r, &note)?;
        }
        tell(out, &Word::Saved(note))?;
        if day.letters
            && r.chance(12)
            && let Some(number) = print(&app, &known)?
        {
            tell(out, &Word::Printed(number))?;
        }
        if r.chance(30) {
            tell(out, &Word::Synced(sync(&app)))?;
        }
    }
    tell(out, &Word::Synced(sync(&app)))
}

fn tell(out: &mut impl Write, word: &Word) -> Result<()> {
    writeln!(out, "{}", serde_json::to_string(word)?)?;
    Ok(out.flush()?)
}

fn sync(app: &Arc<App>) -> Option<String> {
    app.sync_here().err().map(|error| error.view.code)
}

fn save_new(app: &Arc<App>, r: &mut Rng, note: &str) -> Result<()> {
    let values = [
        (
            "name",
            format!("Sumarni {}", r.one_of(&["Astuti", "Lestari", "Rahayu"])),
        ),
        ("sex", "2".to_owned()),
        ("birth_place", "Tirtakarsa".to_owned()),
        ("birth_date", "12-03-1989".to_owned()),
        // A woman's day of birth counts forty more.
        ("nik", format!("330204520389{:04}", r.span(1, 9999))),
        ("rt", "003".to_owned()),
        ("rw", "001".to_owned()),
        ("note", note.to_owned()),
    ];
    let values = values.map(|(field, text)| (field.to_owned(), text));
    ask(
        app,
        &ResidentSave {
            id: None,
            values: BTreeMap::from(values),
            base: Base::default(),
        },
    )?;
    Ok(())
}

fn edit(app: &Arc<App>, who: &ResidentHit, r: &mut Rng, note: &str) -> Result<()> {
    let form = ask(
        app,
        &ResidentForm {
            id: Some(who.id),
            household_of: None,
        },
    )?;
    let mut values = BTreeMap::from([("note".to_owned(), note.to_owned())]);
    if r.chance(40) {
        values.insert(
            "phone".to_owned(),
            format!("08120000{:04}", r.below(10_000)),
        );
    }
    ask(
        app,
        &ResidentSave {
            id: Some(who.id),
            values,
            base: form.base,
        },
    )?;
    Ok(())
}

/// Prints a domicile letter for somebody; `None` where nobody or no number is there.
fn print(app: &Arc<App>, known: &[ResidentHit]) -> Result<Option<String>> {
    let Some(who) = known.iter().find(|hit| !hit.nik_tail.is_empty()) else {
        return Ok(None);
    };
    let request = ask(
        app,
        &RequestStart {
            resident: who.id,
            service: "domisili".to_owned(),
        },
    )?;
    let mut answers = request.answers;
    answers.insert("purpose".to_owned(), json!("Membuka rekening bank"));
    let Some(signer) = request.signers.first().map(|signer| signer.id) else {
        // The office's data has not come yet.
        return Ok(None);
    };
    ask(
        app,
        &RequestSave {
            id: request.id,
            answers,
            signer: Some(signer),
            paper: "F4".to_owned(),
        },
    )?;
    let printed = ask(
        app,
        &LetterPrint {
            request: request.id,
            printer: None,
        },
    )
    .context("a letter")?;
    Ok(Some(printed.letter.number))
}
