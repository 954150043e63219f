use std::sync::Mutex;

use super::*;

/// Answers when it is let.
struct Slow(Mutex<mpsc::Receiver<()>>);

impl Keystore for Slow {
    fn get(&self, _: &str) -> Answer<Option<Zeroizing<String>>> {
        let go = self.0.lock().expect("one at a time");
        let _ = go.recv();
        Ok(None)
    }

    fn put(&self, _: &str, _: &str) -> Answer<()> {
        Ok(())
    }

    fn delete(&self, _: &str) -> Answer<()> {
        Ok(())
    }
}

#[test]
fn a_keystore_that_hangs_counts_as_silent_and_is_not_asked_without_end() {
    let (go, gone) = mpsc::channel();
    let patient = Patient {
        patience: Duration::ZERO,
        ..Patient::new(Slow(Mutex::new(gone)))
    };
    for _ in 0..MOST_WAITING {
        assert_eq!(patient.get("a"), Err(KeystoreFault::Silent));
    }
    // Those that hang are as many as may; what would answer at once is not asked either.
    assert_eq!(patient.waiting.load(Ordering::SeqCst), MOST_WAITING);
    assert_eq!(patient.put("a", "b"), Err(KeystoreFault::Silent));
    assert_eq!(patient.waiting.load(Ordering::SeqCst), MOST_WAITING);
    // It wakes up.
    drop(go);
    while patient.waiting.load(Ordering::SeqCst) > 0 {
        thread::yield_now();
    }
    let patient = Patient {
        patience: PATIENCE,
        ..patient
    };
    assert_eq!(patient.get("a"), Ok(None));
    assert_eq!(patient.put("a", "b"), Ok(()));
}

#[cfg(target_os = "linux")]
mod linux {
    use std::process::Command;

    use jemput_testkit::Keyring;

    use super::*;

    /// The library finds the bus by the environment of its process, so that each question is one of its own.
    const QUESTION: &str = "JEMPUT_TEST_KEYSTORE";
    const NAME: &str = "018f0000-0000-7000-8000-000000000001";
    const OTHER: &str = "018f0000-0000-7000-8000-000000000002";

    fn ask(address: Option<&str>, question: &str) -> String {
        let mut command = Command::new(std::env::current_exe().expect("this test"));
        command
            .args(["--exact", "keystore::tests::linux::one_question"])
            .args(["--nocapture", "--ignored"])
            .env(QUESTION, question)
            .env_remove("XDG_RUNTIME_DIR")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        if let Some(address) = address {
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
        }
        let output = command.output().expect("this test once more");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}");
        let answer = said.lines().find_map(|line| line.split_once("ANSWER "));
        answer.expect("an answer").1.to_owned()
    }

    #[test]
    #[ignore = "is one question of the test below, asked in a process of its own"]
    fn one_question() {
        use std::io::Write as _;

        let question = std::env::var(QUESTION).expect("a question");
        let keystore = native();
        let answer = match question.split(' ').collect::<Vec<_>>()[..] {
            ["get", name] => format!(
                "{:?}",
                keystore.get(name).map(|kept| kept.map(|k| k.to_string()))
            ),
            ["put", name, secret] => format!("{:?}", keystore.put(name, secret)),
            ["delete", name] => format!("{:?}", keystore.delete(name)),
            _ => panic!("{question}"),
        };
        writeln!(std::io::stdout(), "\nANSWER {answer}").expect("told");
    }

    #[test]
    fn a_real_keyring_keeps_replaces_and_forgets_and_tells_when_it_cannot() {
        let mut keyring = Keyring::start().expect("a keyring");
        let address = keyring.address();
        let ask = |question: &str| ask(Some(&address), question);
        let (get, other) = (format!("get {NAME}"), format!("get {OTHER}"));
        assert_eq!(ask(&get), "Ok(None)");
        assert_eq!(ask(&format!("put {NAME} satu")), "Ok(())");
        assert_eq!(ask(&format!("put {OTHER} lain")), "Ok(())");
        assert_eq!(ask(&format!("put {NAME} dua")), "Ok(())");
        assert_eq!(ask(&get), "Ok(Some(\"dua\"))");
        assert_eq!(ask(&other), "Ok(Some(\"lain\"))");

        // Over another login.
        keyring.stop().expect("stopped");
        keyring.unlock().expect("open again");
        assert_eq!(ask(&get), "Ok(Some(\"dua\"))");

        // Locked: nobody is asked for a password, and it is not taken for "not there".
        keyring.lock().expect("locked");
        for question in [&get, &format!("get {}", NAME.replace('8', "9"))] {
            assert_eq!(ask(question), "Err(Locked)", "{question}");
        }
        assert_eq!(ask(&format!("put {NAME} tiga")), "Err(Locked)");
        assert_eq!(ask(&format!("delete {NAME}")), "Err(Locked)");
        keyring.stop().expect("stopped");
        keyring.unlock().expect("open again");

        assert_eq!(ask(&format!("delete {NAME}")), "Ok(())");
        assert_eq!(ask(&format!("delete {NAME}")), "Ok(())");
        assert_eq!(ask(&get), "Ok(None)");
        assert_eq!(ask(&other), "Ok(Some(\"lain\"))");
        keyring.set_up_anew().expect("anew");
        assert_eq!(ask(&other), "Ok(None)");
    }

    #[test]
    fn a_system_without_a_bus_has_no_keystore() {
        assert_eq!(ask(None, &format!("get {NAME}")), "Err(Absent)");
        let nowhere = "unix:path=/nowhere/bus";
        assert_eq!(ask(Some(nowhere), &format!("get {NAME}")), "Err(Absent)");
    }
}
