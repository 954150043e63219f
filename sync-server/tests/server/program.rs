//! The program itself, as an administrator starts it.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use crate::{http::ask, laptop::enrol_at, office::sample};

fn program(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jemput-server"));
    command
        .args(arguments)
        .arg("--data")
        .arg(data)
        .env("JEMPUT_LOG", "off");
    command
}

pub(crate) fn run(data: &Path, arguments: &[&str]) -> Output {
    program(data, arguments)
        .output()
        .expect("the program starts")
}

pub(crate) fn text(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A served office that ends with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn an_office_is_set_up_served_and_stopped_by_words_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("server");
    let sample = sample();
    let mut served = Served(
        program(
            &data,
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--office",
                &sample.to_string_lossy(),
            ],
        )
        .stdout(Stdio::piped())
        .spawn()
        .unwrap(),
    );
    let mut lines = BufReader::new(served.0.stdout.take().unwrap()).lines();
    let address = lines.next().unwrap().unwrap();
    let address = address
        .strip_prefix("Listening on http://")
        .unwrap()
        .parse()
        .unwrap();
    assert!(lines.next().unwrap().unwrap().contains("set-up code"));
    assert_eq!(ask(address, "GET", "/health", &[], b"").status, 200);
    #[cfg(target_os = "linux")]
    its_memory_stays_its_own(served.0.id());

    // Beside the running server:
    let code = text(&run(
        &data,
        &[
            "device",
            "code",
            "--village",
            "33.02.04.2007",
            "--name",
            "Laptop 07",
            "--json",
        ],
    ));
    let code: jemput_wire::office::CodeView = serde_json::from_str(&code).unwrap();
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    assert_eq!(enrol_at(address, &code.code, &key).status, 200);
    assert!(text(&run(&data, &["device", "list"])).contains("Laptop 07"));
    let mut add = program(&data, &["admin", "add", "Rini", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    add.stdin
        .take()
        .unwrap()
        .write_all(b"hujan turun di sawah\n")
        .unwrap();
    assert!(add.wait().unwrap().success());
    let again = text(&run(&data, &["office", "apply", &sample.to_string_lossy()]));
    assert!(again.starts_with("0 made, 0 changed"), "{again}");
    let checked = text(&run(&data, &["check"]));
    assert!(
        checked.contains("set up   yes")
            && checked.contains("laptops  1")
            && checked.contains("all well"),
        "{checked}"
    );

    #[cfg(unix)]
    {
        let stopped = Command::new("kill")
            .arg(served.0.id().to_string())
            .status()
            .unwrap();
        assert!(stopped.success());
        assert!(
            served.0.wait().unwrap().success(),
            "a polite stop is no fault"
        );
    }
}

/// A crash writes no memory to the disk, not even where the system pipes dumps elsewhere, and only root looks in.
#[cfg(target_os = "linux")]
fn its_memory_stays_its_own(process: u32) {
    use std::os::unix::fs::MetadataExt as _;

    let of = |name: &str| format!("/proc/{process}/{name}");
    let limits = std::fs::read_to_string(of("limits")).expect("the system tells");
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let words: Vec<&str> = core.expect("the system tells").split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "{limits}");
    // What the system shows of a process that is not dumpable belongs to root; the tests may run as root themselves.
    let (shown, own) = (
        of("mem"),
        std::fs::metadata("/proc/self").expect("the system tells"),
    );
    if own.uid() != 0 {
        assert_eq!(std::fs::metadata(shown).expect("the system tells").uid(), 0);
    }
}

#[test]
fn mistakes_are_told_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("server");
    let output = run(&data, &["check"]);
    assert!(!output.status.success());
    assert!(!data.exists(), "checking makes nothing");
    let output = run(&data, &["device", "code", "--village", "33.02.04.2007"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("office file"),
        "{output:?}"
    );
    let output = run(&data, &["device", "code", "--village", "33.02"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("ten digits"),
        "{output:?}"
    );
    let output = run(&data, &["bundle", "import", &sample().to_string_lossy()]);
    let refused = String::from_utf8_lossy(&output.stderr);
    assert!(refused.contains("the file is no bundle"), "{output:?}");
    let output = run(&data, &["bundle", "export", "--device", "P07", "--to", "."]);
    let refused = String::from_utf8_lossy(&output.stderr);
    assert!(refused.contains("no such laptop"), "{output:?}");
    let wrong = folder.path().join("office.toml");
    std::fs::write(&wrong, "format = 1\n[office]\nnam = \"x\"\n").unwrap();
    let output = run(&data, &["office", "apply", &wrong.to_string_lossy()]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("nam"),
        "{output:?}"
    );
}

/// Gives a program one line to read.
fn tell(mut command: Command, line: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it reads");
    writeln!(stdin, "{line}").expect("a line fits into the pipe");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

#[test]
fn backups_are_made_looked_through_and_restored_by_words_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let (data, medium) = (folder.path().join("server"), folder.path().join("medium"));
    let to = medium.to_string_lossy().into_owned();
    let init = ["backup", "init", "--backup-dir", &to];
    let refused = run(&data, &init);
    assert!(!refused.status.success() && !data.exists());
    text(&run(
        &data,
        &["office", "apply", &sample().to_string_lossy()],
    ));
    let early = run(&data, &["backup", "now", "--backup-dir", &to]);
    assert!(String::from_utf8_lossy(&early.stderr).contains("backup init"));
    let told = text(&run(&data, &init));
    let code = told
        .lines()
        .find_map(|line| line.strip_prefix("Recovery code: "))
        .unwrap()
        .to_owned();
    assert!(text(&run(&data, &init)).contains("stays as it is"));
    let now = text(&run(&data, &["backup", "now", "--backup-dir", &to]));
    assert!(now.contains("same file system"), "{now}");

    // A medium on which no large file can be written: the kernel ends the program in the middle of it.
    #[cfg(unix)]
    {
        let words = format!(
            "ulimit -c 0; ulimit -f 8; exec {} backup now --backup-dir {to} --data {}",
            env!("CARGO_BIN_EXE_jemput-server"),
            data.display()
        );
        let cut = Command::new("sh").args(["-c", &words]).output().unwrap();
        assert!(!cut.status.success());
    }
    let server = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jemput-server"));
        command.args(words).args(["--backup-dir", &to]);
        command
    };
    let listed = text(&server(&["backup", "list"]).output().unwrap());
    assert_eq!(listed.lines().count(), 1, "{listed}");
    let check = ["backup", "check", "--code-stdin"];
    assert!(text(&tell(server(&check), &code)).contains("all well"));
    assert!(!tell(server(&check), "ABCD").status.success());

    let new = folder.path().join("new");
    let mut again = server(&["restore", "--code-stdin"]);
    again.arg("--data").arg(&new);
    assert!(text(&tell(again, &code)).contains("Restored"));
    let mut used = server(&["restore", "--code-stdin"]);
    used.arg("--data").arg(&new);
    let used = tell(used, &code);
    assert!(
        String::from_utf8_lossy(&used.stderr).contains("empty data folder"),
        "{used:?}"
    );
    let (old, new) = (text(&run(&data, &["check"])), text(&run(&new, &["check"])));
    assert_eq!(old.lines().next(), new.lines().next(), "the same server");
    assert!(new.contains("all well"), "{new}");
}

/// `script` gives the program a terminal; typing begins when the question is there.
#[cfg(target_os = "linux")]
#[test]
fn a_passphrase_that_is_typed_is_not_shown() {
    use std::io::Read;

    const TYPED: &str = "payung merah di beranda";
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("server");
    let command = format!(
        "'{}' admin add --data '{}' Wulan",
        env!("CARGO_BIN_EXE_jemput-server"),
        data.display()
    );
    let mut child = Command::new("script")
        .args(["-qefc", &command, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux is everywhere");
    let (mut keys, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = String::new();
    for question in ["not shown): ", "again: "] {
        while !shown.ends_with(question) {
            let mut byte = [0];
            assert_eq!(screen.read(&mut byte).unwrap(), 1, "{shown}");
            shown.push(char::from(byte[0]));
        }
        writeln!(keys, "{TYPED}").unwrap();
    }
    screen.read_to_string(&mut shown).unwrap();
    assert!(child.wait().unwrap().success(), "{shown}");
    assert!(shown.contains("Wulan can sign in now."), "{shown}");
    assert!(!shown.contains("payung"), "{shown}");
}

#[test]
fn the_command_that_verifies_the_audit_names_the_first_entry_that_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("server");
    text(&run(
        &data,
        &["office", "apply", &sample().to_string_lossy()],
    ));
    let good = text(&run(&data, &["audit", "verify"]));
    assert!(good.trim_end().ends_with("all well"), "{good}");
    let place = good
        .split_whitespace()
        .find(|word| word.contains(':'))
        .unwrap();
    let same = text(&run(&data, &["audit", "verify", "--expect", place]));
    assert!(same.contains("as given"), "{same}");
    let refused = |arguments: &[&str]| {
        let output = run(&data, arguments);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let later = format!("99999:{}", "ab".repeat(32));
    let short = refused(&["audit", "verify", "--expect", &later]);
    assert!(short.contains("the entry is missing"), "{short}");
    refused(&["audit", "verify", "--expect", "entri terakhir"]);

    let raw = rusqlite::Connection::open(data.join("records.db")).unwrap();
    raw.execute("UPDATE change SET wall = wall + 1 WHERE seq = 3", ())
        .unwrap();
    let told = refused(&["audit", "verify"]);
    assert!(
        told.contains("entry 3: the change's author or time"),
        "{told}"
    );
}
