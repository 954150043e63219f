//! What the office hands to whoever sets up a laptop: one line of text, also as a QR code.
//!
//! `JEMPUT-IKUT:2|SERVER|KEY|USB|CODE|UNTIL|CHECK`: the server's address (empty: it does not know its own), the office's
//! Ed25519 public key and its X25519 public key for bundles, both in base32, the one-time code, until when it is good in
//! Unix seconds, and four letters that tell a line that was cut or mistyped. The first key is the pin: an answer that is
//! not signed by it is of another office. To the second one a laptop without a network encrypts its request.
//!
//! Version 1, of offices older than that, has no USB part.

use data_encoding::BASE32_NOPAD;

const NAME: &str = "JEMPUT-IKUT:";
/// The newest version that is read.
const NEWEST: u32 = 2;

/// The line's parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Address of the server; empty: it is typed.
    pub server_url: String,
    /// Ed25519 public key that the office signs its answers with.
    pub office_key: [u8; 32],
    /// X25519 public key to which bundles for the office are encrypted; `None`: the office is too old for joining by stick.
    pub usb_key: Option<[u8; 32]>,
    /// One-time code.
    pub code: String,
    /// The code is good until, Unix seconds.
    pub valid_until: i64,
}

/// Why a text is no ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadTicket {
    /// It is something else.
    Other,
    /// Letters are missing or wrong.
    Damaged,
    /// Of a later form: this program is too old.
    Newer,
}

impl BadTicket {
    /// Key of the sentence that the officer reads.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Other => "enrol-ticket-other",
            Self::Damaged => "enrol-ticket-damaged",
            Self::Newer => "enrol-ticket-newer",
        }
    }
}

impl Ticket {
    /// The line.
    #[must_use]
    pub fn write(&self) -> String {
        let key = BASE32_NOPAD.encode(&self.office_key);
        let (version, keys) = match &self.usb_key {
            Some(usb) => (2, format!("{key}|{}", BASE32_NOPAD.encode(usb))),
            None => (1, key),
        };
        let line = format!(
            "{NAME}{version}|{}|{keys}|{}|{}",
            self.server_url, self.code, self.valid_until
        );
        format!("{line}|{}", check(&line))
    }

    /// Reads a line as it was pasted: chats break lines and add spaces.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, BadTicket> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let rest = text.strip_prefix(NAME).ok_or(BadTicket::Other)?;
        let version = rest.split('|').next().unwrap_or_default();
        let version: u32 = version.parse().map_err(|_| BadTicket::Damaged)?;
        if version == 0 {
            return Err(BadTicket::Damaged);
        }
        if version > NEWEST {
            return Err(BadTicket::Newer);
        }
        let (line, sum) = text.rsplit_once('|').ok_or(BadTicket::Damaged)?;
        if check(line) != sum {
            return Err(BadTicket::Damaged);
        }
        let read = || {
            let mut parts = line.split('|').skip(1);
            let server_url = parts.next()?.to_owned();
            let mut key = || -> Option<[u8; 32]> {
                let bytes = BASE32_NOPAD.decode(parts.next()?.as_bytes()).ok()?;
                bytes.try_into().ok()
            };
            Some(Self {
                server_url,
                office_key: key()?,
                usb_key: if version > 1 { Some(key()?) } else { None },
                code: parts.next()?.to_owned(),
                valid_until: parts.next()?.parse().ok()?,
            })
        };
        read().ok_or(BadTicket::Damaged)
    }
}

/// Against slips only; whoever changes a line on purpose meets the key. 20 bits of FNV-1a.
fn check(line: &str) -> String {
    let sum = line.bytes().fold(0x811c_9dc5_u32, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    BASE32_NOPAD.encode(&sum.to_be_bytes())[..4].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Ticket {
        Ticket {
            server_url: "https://jemput.contoh.go.id".to_owned(),
            office_key: [7; 32],
            usb_key: Some([9; 32]),
            code: "ABCDE-FGHJK".to_owned(),
            valid_until: 1_796_000_000,
        }
    }

    #[test]
    fn a_ticket_is_one_line_and_is_read_back_however_a_chat_broke_it() {
        let line = ticket().write();
        assert!(line.len() < 190, "{}", line.len());
        assert_eq!(Ticket::read(&line), Ok(ticket()));
        let broken = format!("  {}\n{} ", &line[..40], &line[40..]);
        assert_eq!(Ticket::read(&broken), Ok(ticket()));
        let nameless = Ticket {
            server_url: String::new(),
            ..ticket()
        };
        assert_eq!(Ticket::read(&nameless.write()), Ok(nameless));
    }

    #[test]
    fn a_line_of_an_older_office_is_read_and_written_as_it_was() {
        let old = Ticket {
            usb_key: None,
            ..ticket()
        };
        let line = old.write();
        assert!(line.starts_with("JEMPUT-IKUT:1|"), "{line}");
        assert_eq!(Ticket::read(&line), Ok(old));
        // A key that is missing is no older line.
        let cut = ticket().write().replacen(":2|", ":1|", 1);
        assert_eq!(Ticket::read(&cut), Err(BadTicket::Damaged));
    }

    #[test]
    fn what_is_cut_or_mistyped_is_told_and_every_letter_counts() {
        let line = ticket().write();
        for end in NAME.len() + 1..line.len() {
            assert_eq!(Ticket::read(&line[..end]), Err(BadTicket::Damaged), "{end}");
        }
        for at in NAME.len() + 1..line.len() {
            let mut bytes = line.clone().into_bytes();
            bytes[at] = if bytes[at] == b'X' { b'Y' } else { b'X' };
            let mistyped = String::from_utf8(bytes).unwrap();
            assert!(Ticket::read(&mistyped).is_err(), "{mistyped}");
        }
        assert_eq!(Ticket::read("ABCDE-FGHJK"), Err(BadTicket::Other));
        assert_eq!(Ticket::read("JEMPUT-IKUT:3|x"), Err(BadTicket::Newer));
        assert_eq!(Ticket::read(""), Err(BadTicket::Other));
    }
}
