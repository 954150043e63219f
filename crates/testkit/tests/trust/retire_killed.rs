//! A laptop that is killed while it retires: a real process, and a real signal that nobody can catch.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::{Result, ensure};
use jemput_app::{App, Config};
use jemput_testkit::{programs::program, proof::desk, wait};

use crate::retire::{Scene, rest};

/// What is seen of the laptop's folder when it is killed.
type Moment = Box<dyn Fn(&Path) -> bool>;

fn begin(data: &Path, task: &[&str]) -> Result<Child> {
    Ok(Command::new(program("jemput-proof")?)
        .args(["laptop", "--data"])
        .arg(data)
        .args(task)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?)
}

/// Kills it as soon as `when` is true of its folder, unless it was faster.
fn killed(scene: &Scene, data: &Path, when: impl Fn(&Path) -> bool) -> Result<()> {
    let mut child = begin(data, &["retire"])?;
    wait::until("the moment to kill the laptop", || {
        let over = when(data) || child.try_wait()?.is_some();
        if !over && !data.join("pensiun.json").exists() {
            scene.back_up()?;
        }
        Ok(over.then_some(()))
    })?;
    child.kill()?;
    child.wait()?;
    Ok(())
}

#[test]
fn a_laptop_that_is_killed_while_it_retires_is_whole_or_goes_on_until_it_is_empty() -> Result<()> {
    let there = |name: &'static str| move |data: &Path| data.join(name).exists();
    let gone = |name: &'static str| move |data: &Path| !data.join(name).exists();
    let moments: [Moment; 5] = [
        Box::new(|_| true),
        Box::new(there("pensiun.json")),
        Box::new(gone("kunci.json")),
        Box::new(gone("jemput.db")),
        Box::new(gone("laptop.json")),
    ];
    for when in moments {
        let scene = Scene::new()?;
        let folder = tempfile::tempdir()?;
        let data = folder.path();
        let code = scene.office.code("Laptop 1")?;
        let enrol = ["enrol", "--server", scene.office.url(), "--code", &code];
        for task in [&enrol[..], &["sync"]] {
            ensure!(begin(data, task)?.wait()?.success(), "{}", task[0]);
        }
        killed(&scene, data, when)?;
        if data.join("pensiun.json").exists() {
            // It was decided: the next start ends it, with nobody's help.
            let app =
                App::open(Config::in_folder(data)).map_err(|e| anyhow::anyhow!("{}", e.view))?;
            ensure!(rest(data)?.is_empty(), "{:?}", rest(data)?);
            app.look_whether_lost()
                .map_err(|e| anyhow::anyhow!("{}", e.view))?;
            ensure!(scene.line()?.contains("retired"), "{}", scene.line()?);
        } else {
            let (store, _) = desk::open(data)?;
            ensure!(store.unsent()?.changes == 0, "it stayed whole");
            ensure!(!scene.line()?.contains("retired"));
            // And can do it later.
            killed(&scene, data, gone("laptop.json"))?;
            App::open(Config::in_folder(data)).map_err(|e| anyhow::anyhow!("{}", e.view))?;
            ensure!(rest(data)?.is_empty(), "{:?}", rest(data)?);
        }
    }
    Ok(())
}
