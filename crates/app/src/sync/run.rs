//! One whole run: everything unsent goes, everything new comes.

use std::time::Instant;

use jemput_store::{Store, StoreError};
use jemput_sync::Refusal;
use jemput_wire::sync::SyncStage;

use super::{LAST_SUCCESS, Worker, files::Line, pace::Pace, pack, told};
use crate::{
    App, alarm, clock,
    error::{Result, coded},
    numbers,
    session::Session,
};

/// So many answers in one run may be overtaken by a bundle that is taken in meanwhile, page by page.
const OVERTAKEN: u32 = 50;

impl Worker {
    pub(super) fn exchange(&self, app: &App, session: &Session) -> Result<()> {
        let transport = app.to_office(self.cancel.clone())?;
        // A connection of its own: the officer's is never waited for.
        let mut store = Store::open(&session.database, &session.key)?;
        let identity = session.membership.identity()?;
        if std::mem::take(&mut self.state().retry) {
            store.retry_blobs()?;
        }
        let line = Line {
            app,
            transport: &transport,
            identity: &identity,
        };
        alarm::listen(&store)?;
        loop {
            let mut outcome = self.turns(&line, &mut store);
            if outcome.is_ok() {
                outcome = match app.judge_rollbacks(session, &mut store) {
                    // The office is told at once.
                    Ok(true) => self.turns(&line, &mut store),
                    done => done.map(|_| ()),
                };
            }
            // After what the officer wrote, and only where a link is: notes are nobody's unsent work.
            if outcome.is_ok() && app.send_notes_if_due(session, &mut store)? {
                outcome = self.turns(&line, &mut store);
            }
            let known = self.state().clock;
            if let Some(known) = known {
                clock::remember(&store, &known)?;
            }
            outcome?;
            app.burn_old_blocks(session, &mut store)?;
            app.part_with_officers(session, &mut store)?;
            store.set_setting(LAST_SUCCESS, &app.time.now_ms())?;
            let (transport, identity) = (line.transport, &line.identity);
            let told = crate::bundle::tell_key(&store, transport, identity, app.time.now_ms());
            if let Err(error) = told {
                // An office older than bundles does not know the question; it is asked again at the next run.
                tracing::info!(code = %error.view.code, "keys for bundles were not exchanged");
            }
            let left = app.leave_recovery(session, &store, transport, identity);
            if let Err(error) = left {
                tracing::info!(code = %error.view.code, "the recovery secret was not left with the office");
            }
            if self.files(&line, &mut store)? {
                return Ok(());
            }
        }
    }

    fn turns(&self, line: &Line<'_>, store: &mut Store) -> Result<()> {
        let Line {
            app,
            transport,
            identity,
        } = line;
        let mut clock_raised = false;
        let mut overtaken = 0;
        loop {
            if self.cancel.is_wished() {
                return Err(coded("sync-cancelled"));
            }
            let change = store.newest_change()?;
            app.time.asks();
            let pace = self.state().pace;
            let mut request = jemput_sync::next_request(store)?;
            request.room = pace.room();
            let told_at = app.tell(store, &mut request)?;
            let packed = pack::pack(request, pace.batch(), pace.link())?;
            let body = |reader| packed.body(reader);
            let start = Instant::now();
            let answered = match transport.exchange(identity, "/sync", body, app.time.now_ms()) {
                Ok(answered) => answered,
                Err(refused) if refused.view.code == "clock-behind" && !clock_raised => {
                    // The office says what time it is, and signs it: asked again with that, once.
                    let office_ms = refused
                        .view
                        .params
                        .get("server_ms")
                        .and_then(|ms| ms.parse().ok())
                        .ok_or(refused)?;
                    self.state().clock = Some(app.time.answered(office_ms, change));
                    clock_raised = true;
                    continue;
                }
                Err(failed) if ["server-slow", "server-cut"].contains(&&*failed.view.code) => {
                    self.state().pace.failed();
                    return Err(failed);
                }
                Err(other) => return Err(other),
            };
            let took = start.elapsed();
            let (up, down) = (packed.len(), answered.len());
            self.state().pace.note(took, up, down);
            let answer = pack::unpack(&answered, &packed.json)?;
            let office_ms = answer.server_time;
            numbers::office_is_at(store, answer.mark.seq)?;
            if let (None, Some(at), Some(told)) = (answer.refused, told_at, packed.told) {
                told::remember(store, told, at)?;
            }
            let step = match jemput_sync::absorb(store, answer) {
                Err(StoreError::Refused(Refusal::Stale)) if overtaken < OVERTAKEN => {
                    // Nothing of it was taken: it is asked for again from where the bundle ended.
                    overtaken += 1;
                    continue;
                }
                taken => taken?,
            };
            let known = app.time.answered(office_ms, change);
            {
                let mut state = self.state();
                state.clock = Some(known);
                state.stage = SyncStage::Records;
                state.sent += step.accepted;
                state.received += step.received;
                if step.done {
                    state.pace = Pace::default();
                    return Ok(());
                }
            }
            if step.waits {
                self.snapshot(line, store)?;
            }
        }
    }
}
