//! The day's queue on this laptop: numbers are given out once, kept before they are printed, and start again each day.
//!
//! Two laptops have queues of their own, told apart by the laptop's mark; a queue is not synced.

use jemput_domain::date::{self, Date};
use jemput_store::Tx;
use jemput_wire::{
    AppError,
    queue::{
        QueueGet, QueueView, SlipKind, SlipPrint, TicketCard, TicketMove, TicketState, TicketTake,
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    App, Error,
    error::{Result, coded},
    session::Session,
    slips::Printed,
    words,
};

/// Longest name on a ticket, in characters.
const LONGEST_NAME: usize = 60;

/// Somebody who took a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ticket {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// Service id, or empty.
    pub(crate) service: String,
    pub(crate) priority: bool,
    pub(crate) state: TicketState,
    pub(crate) taken_ms: i64,
    /// When it was last called, ended or put back.
    pub(crate) moved_ms: i64,
}

fn prefix(day: Date) -> String {
    format!("ticket:{}:", date::iso(day))
}

fn key(day: Date, number: u32) -> String {
    format!("{}{number:05}", prefix(day))
}

/// The counter of a day: a number is never given twice, whatever becomes of its ticket.
fn counter(day: Date) -> String {
    format!("queue:{}", date::iso(day))
}

impl App {
    pub(crate) fn queue_get(&self, _: QueueGet) -> Result<QueueView> {
        let session = self.session()?;
        self.queue(&session, None)
    }

    pub(crate) fn ticket_take(&self, wish: TicketTake) -> Result<QueueView> {
        let session = self.session()?;
        let name: String = wish.name.trim().chars().take(LONGEST_NAME).collect();
        if !wish.service.is_empty() {
            self.service(&session, &wish.service)?;
        }
        let (day, now) = (self.today_in(&session), self.time.now_ms());
        let done = session.store().transact(
            &self.author(&session),
            |tx: &mut Tx<'_>| -> Result<Ticket, Error> {
                let number = tx.setting::<u32>(&counter(day))?.unwrap_or(0) + 1;
                tx.set_setting(&counter(day), &number)?;
                let ticket = Ticket {
                    number,
                    name,
                    service: wish.service,
                    priority: wish.priority,
                    state: TicketState::Waiting,
                    taken_ms: now,
                    moved_ms: now,
                };
                tx.save_draft(&key(day, number), &ticket, now)?;
                Ok(ticket)
            },
        )?;
        // Kept first: a slip that does not come out takes no number away.
        let printed = self.print_slip(&session, &done.value, SlipKind::Ticket);
        self.queue(&session, Some(printed))
    }

    pub(crate) fn ticket_move(&self, wish: TicketMove) -> Result<QueueView> {
        let session = self.session()?;
        let mut ticket = self.ticket(&session, wish.number)?;
        let now = self.time.now_ms();
        ticket.state = wish.state;
        ticket.moved_ms = now;
        let day = self.today_in(&session);
        session
            .store()
            .save_draft(&key(day, ticket.number), &ticket, now)?;
        self.queue(&session, None)
    }

    pub(crate) fn slip_print(&self, wish: SlipPrint) -> Result<QueueView> {
        let session = self.session()?;
        let ticket = self.ticket(&session, wish.number)?;
        let printed = self.print_slip(&session, &ticket, wish.slip);
        self.queue(&session, Some(printed))
    }

    fn ticket(&self, session: &Session, number: u32) -> Result<Ticket> {
        let day = self.today_in(session);
        let stored = session.store().draft::<Ticket>(&key(day, number))?;
        Ok(stored.ok_or_else(|| coded("ticket-unknown"))?.value)
    }

    /// What is called out: the laptop's mark, since two laptops count for themselves, and the number.
    pub(crate) fn label(session: &Session, ticket: &Ticket) -> String {
        label(&session.membership.answer.device_mark, ticket)
    }

    fn queue(&self, session: &Session, printed: Option<Result<Printed>>) -> Result<QueueView> {
        let day = self.today_in(session);
        let services = self.services(session)?;
        let mut tickets: Vec<Ticket> = session
            .store()
            .drafts::<Ticket>(&prefix(day))?
            .into_iter()
            .map(|stored| stored.value)
            .collect();
        tickets.sort_by_key(order);
        let (problem, path) = match printed {
            None | Some(Ok(Printed { path: None })) => (None, None),
            Some(Ok(Printed { path })) => (None, path),
            Some(Err(error)) => (Some(error.view), None),
        };
        let card = |ticket: &Ticket| TicketCard {
            number: ticket.number,
            label: Self::label(session, ticket),
            name: ticket.name.clone(),
            service: services
                .iter()
                .find(|service| service.id == ticket.service)
                .map(|service| service.title.clone())
                .unwrap_or_default(),
            priority: ticket.priority,
            state: ticket.state,
            taken_at: words::clock(session.zone(), ticket.taken_ms),
        };
        let waits = |ticket: &&Ticket| ticket.state == TicketState::Waiting;
        let printer = self.ticket_printer_name(session)?;
        Ok(QueueView {
            day: date::short(day),
            next: tickets.iter().find(waits).map(|ticket| ticket.number),
            waiting: u32::try_from(tickets.iter().filter(waits).count()).unwrap_or(u32::MAX),
            tickets: tickets.iter().map(card).collect(),
            services: services
                .iter()
                .map(|service| (service.id.clone(), service.title.clone()))
                .collect(),
            // Nothing is wrong with a laptop without a ticket printer.
            problem: problem.filter(|problem: &AppError| {
                printer.is_some() || problem.code != "ticket-printer-none"
            }),
            printer,
            path,
        })
    }
}

fn label(mark: &str, ticket: &Ticket) -> String {
    let number = format!("{:03}", ticket.number);
    if mark.is_empty() {
        number
    } else {
        format!("{mark}-{number}")
    }
}

/// At the desk; then waiting, priority first; then the rest, newest first.
fn order(ticket: &Ticket) -> (u8, bool, i64) {
    match ticket.state {
        TicketState::Called => (0, false, ticket.moved_ms),
        TicketState::Waiting => (1, !ticket.priority, i64::from(ticket.number)),
        TicketState::Served | TicketState::Absent => (2, false, -ticket.moved_ms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(number: u32, priority: bool, state: TicketState) -> Ticket {
        Ticket {
            number,
            name: String::new(),
            service: String::new(),
            priority,
            state,
            taken_ms: 0,
            moved_ms: i64::from(number),
        }
    }

    #[test]
    fn those_who_go_first_are_called_first_and_who_was_served_is_below() {
        let mut tickets = [
            ticket(1, false, TicketState::Served),
            ticket(2, false, TicketState::Waiting),
            ticket(3, true, TicketState::Waiting),
            ticket(4, false, TicketState::Called),
            ticket(5, false, TicketState::Absent),
        ];
        tickets.sort_by_key(order);
        let numbers: Vec<u32> = tickets.iter().map(|ticket| ticket.number).collect();
        assert_eq!(numbers, [4, 3, 2, 5, 1]);
    }

    #[test]
    fn what_is_called_out_names_the_laptop_and_who_goes_first() {
        assert_eq!(
            label("P07", &ticket(17, false, TicketState::Waiting)),
            "P07-017"
        );
        assert_eq!(
            label("P07", &ticket(3, true, TicketState::Waiting)),
            "P07-003"
        );
        assert_eq!(label("", &ticket(3, false, TicketState::Waiting)), "003");
    }
}
