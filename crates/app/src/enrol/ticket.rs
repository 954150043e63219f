//! The office's line, as it was pasted or photographed.

use ed25519_dalek::VerifyingKey;
use jemput_domain::date::Zone;
use jemput_wire::{
    session::{Enrol, TicketRead, TicketView},
    ticket::{BadTicket, Ticket},
};

use crate::{
    App,
    error::{Result, coded},
    seal_scan::text_on,
    words,
};

impl App {
    pub(crate) fn ticket_read(&self, wish: TicketRead) -> Result<TicketView> {
        let text = if wish.text.trim().is_empty() {
            text_on(&wish.picture)?
        } else {
            wish.text
        };
        let ticket = read(&text)?;
        Ok(TicketView {
            valid_until: moment(ticket.valid_until.saturating_mul(1000)),
            ticket: ticket.write(),
            usb: ticket.usb_key.is_some(),
            server_url: ticket.server_url,
            code: ticket.code,
        })
    }
}

/// `02-12-2026 08.05 WIB`: no village says yet which zone it is.
pub(super) fn moment(unix_ms: i64) -> String {
    words::moment_with_zone(Zone::Wib, unix_ms)
}

pub(super) fn read(text: &str) -> Result<Ticket> {
    Ticket::read(text).map_err(|bad| coded(bad.code()))
}

/// The key that the office must have; none where its code was typed.
pub(super) fn pin(wish: &Enrol) -> Result<Option<VerifyingKey>> {
    if wish.ticket.trim().is_empty() {
        return Ok(None);
    }
    pinned(&read(&wish.ticket)?).map(Some)
}

/// The key that the office of a line must have.
pub(super) fn pinned(ticket: &Ticket) -> Result<VerifyingKey> {
    VerifyingKey::from_bytes(&ticket.office_key).map_err(|_| coded(BadTicket::Damaged.code()))
}
