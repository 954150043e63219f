//! The one job that runs or ran last.

use std::{
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use jemput_bundle::Opened;
use jemput_wire::{
    AppError,
    bundle::{BundlePhase, BundleView, ContentRow, LookView},
};

use crate::error::{Error, Result, coded};

/// Holds it.
#[derive(Default)]
pub(crate) struct Bundles(Mutex<Arc<Job>>);

/// A bundle that is written, or read and taken in.
#[derive(Default)]
pub(super) struct Job {
    cancel: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    state: Mutex<State>,
}

/// What the job knows.
#[derive(Default)]
pub(super) struct State {
    phase: BundlePhase,
    pub(super) path: String,
    pub(super) content: Vec<ContentRow>,
    pub(super) opened: Option<Opened>,
    pub(super) look: Option<LookView>,
    pub(super) received: u64,
    pub(super) accepted: u64,
    error: Option<AppError>,
}

impl Job {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether to go on; notes how far it is.
    pub(super) fn step(&self, done: u64, total: u64) -> bool {
        self.done.store(done, Ordering::SeqCst);
        self.total.store(total, Ordering::SeqCst);
        !self.cancel.load(Ordering::SeqCst)
    }

    /// The same as an error for whoever was stopped.
    pub(super) fn go_on(&self, done: u64, total: u64) -> Result<()> {
        if self.step(done, total) {
            Ok(())
        } else {
            Err(coded("bundle-stopped"))
        }
    }

    /// Ends early.
    pub(super) fn fail(&self, error: Error) {
        let phase = match error.view.code.as_str() {
            "bundle-stopped" => BundlePhase::Stopped,
            _ => BundlePhase::Failed,
        };
        tracing::info!(code = %error.view.code, cause = error.cause(), "a bundle ended early");
        self.end(phase, |state| state.error = Some(error.view));
    }

    pub(super) fn end(&self, phase: BundlePhase, note: impl FnOnce(&mut State)) {
        let mut state = self.state();
        note(&mut state);
        state.phase = phase;
    }
}

fn is_running(phase: BundlePhase) -> bool {
    matches!(
        phase,
        BundlePhase::Writing | BundlePhase::Reading | BundlePhase::Applying
    )
}

impl Bundles {
    fn current(&self) -> MutexGuard<'_, Arc<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something is written or taken in just now.
    pub(crate) fn are_running(&self) -> bool {
        is_running(self.current().state().phase)
    }

    /// For the screen.
    pub(super) fn view(&self) -> BundleView {
        let job = Arc::clone(&self.current());
        let state = job.state();
        BundleView {
            phase: state.phase,
            done: job.done.load(Ordering::SeqCst),
            total: job.total.load(Ordering::SeqCst),
            path: state.path.clone(),
            content: state.content.clone(),
            look: state.look.clone(),
            received: state.received,
            accepted: state.accepted,
            error: state.error.clone(),
            ..BundleView::default()
        }
    }

    /// A new job in the place of the one before, which must not run.
    pub(super) fn begin(&self, phase: BundlePhase, path: &Path) -> Result<Arc<Job>> {
        let mut current = self.current();
        if is_running(current.state().phase) {
            return Err(coded("bundle-running"));
        }
        let job = Arc::new(Job {
            state: Mutex::new(State {
                phase,
                path: path.display().to_string(),
                ..State::default()
            }),
            ..Job::default()
        });
        *current = Arc::clone(&job);
        Ok(job)
    }

    /// The job whose bundle was looked at; it is taken in from now on.
    pub(super) fn go_on(&self) -> Result<(Arc<Job>, Opened)> {
        let job = Arc::clone(&self.current());
        let mut state = job.state();
        let opened = state
            .opened
            .take()
            .filter(|_| state.phase == BundlePhase::Looked)
            .ok_or_else(|| coded("bundle-unknown"))?;
        state.phase = BundlePhase::Applying;
        drop(state);
        Ok((job, opened))
    }

    /// Does the work on a thread of its own.
    pub(super) fn spawn(
        &self,
        job: &Arc<Job>,
        work: impl FnOnce(&Job) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let mine = Arc::clone(job);
        let started = std::thread::Builder::new()
            .name("bundle".to_owned())
            .spawn(move || {
                if let Err(error) = work(&mine) {
                    mine.fail(error);
                }
            });
        if let Err(error) = started {
            job.end(BundlePhase::Failed, |state| {
                state.error = Some(AppError::new("internal"));
            });
            return Err(error.into());
        }
        Ok(())
    }

    /// Stops what runs; forgets what has ended.
    pub(super) fn close(&self) {
        let mut current = self.current();
        if is_running(current.state().phase) {
            current.cancel.store(true, Ordering::SeqCst);
        } else {
            *current = Arc::default();
        }
    }
}
