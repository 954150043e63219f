//! One whole run: everything unsent goes, everything new comes.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use jemput_store::Store;
use jemput_wire::sync::SyncStage;

use super::{LAST_SUCCESS, Worker, files::Line, pack};
use crate::{
    App, alarm, clock,
    error::{Result, coded},
    numbers,
    session::Session,
    transport::Transport,
};

/// A link that needs no longer than that for a batch is a good one.
const MOMENT: Duration = Duration::from_secs(2);

impl Worker {
    pub(super) fn exchange(&self, app: &App, session: &Session) -> Result<()> {
        let transport =
            Transport::new(&session.profile.server_url, &app.time, self.cancel.clone())?;
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
            let known = self.state().clock;
            if let Some(known) = known {
                clock::remember(&store, &known)?;
            }
            outcome?;
            app.burn_old_blocks(session, &mut store)?;
            store.set_setting(LAST_SUCCESS, &app.time.now_ms())?;
            let (transport, identity) = (line.transport, &line.identity);
            let told = crate::bundle::tell_key(&store, transport, identity, app.time.now_ms());
            if let Err(error) = told {
                // An office older than bundles does not know the question; it is asked again at the next run.
                tracing::info!(code = %error.view.code, "keys for bundles were not exchanged");
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
        loop {
            if self.cancel.is_wished() {
                return Err(coded("sync-cancelled"));
            }
            let change = store.newest_change()?;
            app.time.asks();
            let request = jemput_sync::next_request(store)?;
            let body = pack::pack(request, self.batch.load(Ordering::SeqCst))?;
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
                Err(slow) if slow.view.code == "server-slow" => {
                    self.less_at_a_time();
                    return Err(slow);
                }
                Err(other) => return Err(other),
            };
            self.more_at_a_time(start.elapsed());
            let answer = pack::unpack(&answered)?;
            let office_ms = answer.server_time;
            numbers::office_is_at(store, answer.mark.seq)?;
            let step = jemput_sync::absorb(store, answer)?;
            let known = app.time.answered(office_ms, change);
            let mut state = self.state();
            state.clock = Some(known);
            state.stage = SyncStage::Records;
            state.sent += step.accepted;
            state.received += step.received;
            if step.done {
                self.batch.store(pack::USUAL_BATCH, Ordering::SeqCst);
                return Ok(());
            }
        }
    }

    /// A link that carried a whole batch in a moment is asked for more: fewer waits for the disk on both sides, and what
    /// is packed together gets smaller.
    fn more_at_a_time(&self, took: Duration) {
        let batch = self.batch.load(Ordering::SeqCst);
        if took < MOMENT && batch >= pack::USUAL_BATCH {
            self.batch
                .store((batch * 2).min(pack::LARGEST_BATCH), Ordering::SeqCst);
        }
    }

    /// The next run sends half as much in one request.
    fn less_at_a_time(&self) {
        let half = self.batch.load(Ordering::SeqCst) / 2;
        self.batch
            .store(half.max(pack::SMALLEST_BATCH), Ordering::SeqCst);
    }
}
