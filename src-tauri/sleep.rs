//! The laptop falls asleep: it is locked before that, so that its memory holds no key meanwhile.
//!
//! logind tells of it, and waits some seconds for whoever has asked for that by holding a file open. Where there is no
//! logind, the app sees after waking up that it slept.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use dbus::{arg::OwnedFd, blocking::Connection, message::MatchRule};
use jemput_app::App;

const LOGIND: &str = "org.freedesktop.login1";
const PLACE: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const PATIENCE: Duration = Duration::from_secs(5);
/// A message ends it earlier.
const WAIT: Duration = Duration::from_secs(3600);

/// Listens as long as the program runs, on a thread of its own.
pub(crate) fn watch(app: &Arc<App>) {
    let app = Arc::downgrade(app);
    let begin = move || {
        let asleep = |begins| {
            if let Some(app) = app.upgrade() {
                if begins {
                    app.before_sleep();
                } else {
                    app.look_after_session();
                }
            }
        };
        let ended = Connection::new_system().and_then(|bus| follow(&bus, asleep));
        if let Err(error) = ended {
            tracing::info!(%error, "sleep is seen after waking up only");
        }
    };
    if let Err(error) = thread::Builder::new().name("sleep".to_owned()).spawn(begin) {
        tracing::warn!(%error, "no thread that listens for sleep");
    }
}

/// Tells of the moment before each sleep (`true`) and of that after it (`false`), until the bus is gone. The system
/// does not fall asleep before the first has returned.
fn follow(bus: &Connection, mut asleep: impl FnMut(bool)) -> Result<(), dbus::Error> {
    let (tell, told) = mpsc::channel();
    let rule = MatchRule::new_signal(MANAGER, "PrepareForSleep").with_sender(LOGIND);
    bus.add_match(rule, move |(begins,): (bool,), _, _| {
        tell.send(begins).is_ok()
    })?;
    let mut held = Some(delay(bus)?);
    loop {
        bus.process(WAIT)?;
        for begins in told.try_iter() {
            asleep(begins);
            // Let go of before the next one is asked for.
            drop(held.take());
            if !begins {
                held = Some(delay(bus)?);
            }
        }
    }
}

/// Asks that sleep waits; it does as long as this is open.
fn delay(bus: &Connection) -> Result<OwnedFd, dbus::Error> {
    let logind = bus.with_proxy(LOGIND, PLACE, PATIENCE);
    let (held,) = logind.method_call(
        MANAGER,
        "Inhibit",
        ("sleep", "Jemput", "Mengunci data warga", "delay"),
    )?;
    Ok(held)
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, BufRead as _, BufReader, PipeReader, Read as _},
        process::{Child, Command, Stdio},
        sync::{Mutex, PoisonError},
    };

    use dbus::{Message, channel::Channel, channel::MatchingReceiver as _, channel::Sender as _};

    use super::*;

    /// A bus of its own.
    struct Bus {
        daemon: Child,
        address: String,
    }

    impl Bus {
        fn start() -> io::Result<Self> {
            let mut daemon = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address"])
                .stdout(Stdio::piped())
                .spawn()?;
            let mut address = String::new();
            BufReader::new(daemon.stdout.take().expect("piped")).read_line(&mut address)?;
            let address = address.trim().to_owned();
            Ok(Self { daemon, address })
        }

        fn connect(&self) -> Connection {
            let mut channel = Channel::open_private(&self.address).expect("the bus");
            channel.register().expect("a name on the bus");
            channel.into()
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            drop(self.daemon.kill());
            drop(self.daemon.wait());
        }
    }

    /// The other ends of what was handed out: they end when it is closed.
    type Given = Arc<Mutex<Vec<PipeReader>>>;

    /// Answers as logind does.
    fn logind(bus: &Bus) -> (Connection, Given) {
        let logind = bus.connect();
        logind
            .request_name(LOGIND, false, true, false)
            .expect("logind's name");
        let given = Given::default();
        let kept = Arc::clone(&given);
        let answer = move |message: Message, bus: &Connection| {
            let asked: (String, String, String, String) = message.read4().expect("four words");
            assert_eq!((&*asked.0, &*asked.3), ("sleep", "delay"));
            let (end, held) = io::pipe().expect("a pipe");
            kept.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(end);
            let answer = message.method_return().append1(OwnedFd::from(held));
            bus.send(answer).is_ok()
        };
        let calls = MatchRule::new_method_call().with_member("Inhibit");
        logind.start_receive(calls, Box::new(answer));
        (logind, given)
    }

    fn signal(bus: &Connection, begins: bool) {
        let message = Message::new_signal(PLACE, MANAGER, "PrepareForSleep").expect("a signal");
        bus.send(message.append1(begins)).expect("sent");
    }

    #[test]
    fn sleep_waits_until_the_key_is_gone_and_is_asked_to_wait_again_after_waking() {
        let bus = Bus::start().expect("dbus-daemon");
        let (logind, given) = logind(&bus);
        let (tell, told) = mpsc::channel();
        let listener = bus.connect();
        thread::spawn(move || follow(&listener, |begins| tell.send(begins).expect("listened to")));
        let ends = |count: usize| {
            while given.lock().expect("given").len() < count {
                logind.process(PATIENCE).expect("a message");
            }
        };
        ends(1);
        signal(&logind, true);
        let mut end = given.lock().expect("given").remove(0);
        // Comes to its end only when the program lets go, and that is after it was told.
        end.read_to_end(&mut Vec::new()).expect("closed");
        assert_eq!(told.try_recv(), Ok(true));
        signal(&logind, false);
        ends(1);
        assert_eq!(told.try_recv(), Ok(false));
    }
}
