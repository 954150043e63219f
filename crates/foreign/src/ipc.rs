//! What the page says to the app.

use jemput_wire::{ticket::Ticket, with_commands};
use serde_json::Value;

/// Reads the input of every command, or of the one whose name stands in the first line; what could be read can be written
/// and read again.
pub fn ipc(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        line(text);
    }
    let (first, rest) = match bytes.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (&b""[..], bytes),
    };
    let Ok(input) = serde_json::from_slice::<Value>(rest) else {
        return;
    };
    let name = std::str::from_utf8(first).unwrap_or_default();
    read(name, &input);
}

/// The office's line, as somebody pastes it: what was read can be written and read again.
fn line(text: &str) {
    if let Ok(ticket) = Ticket::read(text) {
        assert_eq!(Ticket::read(&ticket.write()), Ok(ticket));
    }
}

/// What was read says the same again.
fn same<C: jemput_wire::Command>(input: &Value) {
    let Ok(read) = serde_json::from_value::<C>(input.clone()) else {
        return;
    };
    let Ok(written) = serde_json::to_value(&read) else {
        return;
    };
    assert!(
        serde_json::from_value::<C>(written).is_ok(),
        "{} cannot be read again",
        C::NAME
    );
}

macro_rules! inputs {
    ($($module:ident::$input:ident => $output:ty, $name:ident;)+) => {
        use jemput_wire::{approval, attachment, binding, bundle, copies, day, import, letter, numbers, officers, printer, privacy, queue, region, register, request, resident, retire, service, session, settings, sync, today};

        fn read(name: &str, input: &Value) {
            $(if name.is_empty() || name == stringify!($name) {
                same::<$module::$input>(input);
            })+
        }
    };
}
with_commands!(inputs);
