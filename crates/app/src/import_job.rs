//! Bringing in residents from a file: one job at a time, on a thread of its own.
//!
//! Reading makes the dry run and writes nothing. Applying saves in batches, each a change set of its own, so stopping
//! in between loses nothing and the same file simply goes on.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use jemput_domain::{
    finding::Finding,
    id::ResidentId,
    import::{Context, Known, Outcome, Plan, PlannedRow, plan},
    resident::Resident,
};
use jemput_import::Table;
use jemput_wire::{
    AppError, Done,
    import::{
        ImportApply, ImportCancel, ImportOpen, ImportPhase, ImportStarted, ImportStatus,
        ImportView, Take,
    },
};
use uuid::Uuid;

use crate::{
    App,
    error::{Error, Result, coded},
    import_report,
    regions::regions,
    session::Session,
};

/// Residents per change set: far below the limit of operations, households included.
const BATCH: usize = 50;

/// The job that runs or ran last.
#[derive(Default)]
pub(crate) struct Imports(Mutex<Option<Arc<Job>>>);

/// One import, from the choice of the file on.
pub(crate) struct Job {
    id: Uuid,
    /// The file.
    pub(crate) path: PathBuf,
    cancel: AtomicBool,
    done: AtomicU32,
    total: AtomicU32,
    state: Mutex<State>,
}

struct State {
    phase: ImportPhase,
    read: Option<(Table, Plan)>,
    error: Option<AppError>,
}

impl Job {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at what was read and planned.
    pub(crate) fn with_plan<T>(&self, look: impl FnOnce(&Table, &Plan) -> T) -> Result<T> {
        let state = self.state();
        let (table, plan) = state.read.as_ref().ok_or_else(|| coded("import-unknown"))?;
        Ok(look(table, plan))
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::SeqCst)
    }

    fn step(&self, done: usize, total: usize) {
        self.done
            .store(u32::try_from(done).unwrap_or(u32::MAX), Ordering::SeqCst);
        self.total
            .store(u32::try_from(total).unwrap_or(u32::MAX), Ordering::SeqCst);
    }

    fn end(&self, phase: ImportPhase, error: Option<AppError>) {
        let mut state = self.state();
        state.phase = phase;
        state.error = error;
    }
}

impl Imports {
    fn current(&self) -> Option<Arc<Job>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Something is read or saved just now.
    pub(crate) fn are_running(&self) -> bool {
        self.current()
            .is_some_and(|job| is_running(job.state().phase))
    }

    /// The job with that id.
    pub(crate) fn get(&self, id: Uuid) -> Result<Arc<Job>> {
        self.current()
            .filter(|job| job.id == id)
            .ok_or_else(|| coded("import-unknown"))
    }
}

fn is_running(phase: ImportPhase) -> bool {
    matches!(phase, ImportPhase::Reading | ImportPhase::Applying)
}

impl App {
    pub(crate) fn import_open(self: &Arc<Self>, wish: ImportOpen) -> Result<ImportStarted> {
        let session = self.session()?;
        if self
            .imports
            .current()
            .is_some_and(|job| is_running(job.state().phase))
        {
            return Err(coded("import-running"));
        }
        let job = Arc::new(Job {
            id: Uuid::new_v4(),
            path: PathBuf::from(wish.path.trim()),
            cancel: AtomicBool::new(false),
            done: AtomicU32::new(0),
            total: AtomicU32::new(0),
            state: Mutex::new(State {
                phase: ImportPhase::Reading,
                read: None,
                error: None,
            }),
        });
        *self
            .imports
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&job));
        let (app, id) = (Arc::clone(self), job.id);
        spawn(&job.clone(), move || match app.read(&session, &job) {
            Ok(read) => {
                job.state().read = Some(read);
                job.end(ImportPhase::Planned, None);
            }
            Err(_) if job.is_cancelled() => job.end(ImportPhase::Cancelled, None),
            Err(error) => job.end(ImportPhase::Failed, Some(error.view)),
        })?;
        Ok(ImportStarted { job: id })
    }

    fn read(&self, session: &Session, job: &Job) -> Result<(Table, Plan)> {
        // A path that was mistyped, or a stick that was pulled, has a sentence of its own.
        std::fs::metadata(&job.path)?;
        let table = jemput_import::read_file(&job.path).map_err(refused)?;
        let known: Known = session
            .store()
            .records("resident")?
            .iter()
            .map(|record| Ok((ResidentId(record.id), record.to::<Resident>()?)))
            .collect::<Result<_>>()?;
        let context = Context {
            village: session.membership.village()?,
            today: self.today_in(session),
            regions: Some(regions()),
        };
        let plan = plan(&table.rows, &context, &known, &mut |progress| {
            job.step(progress.done, progress.total);
            if job.is_cancelled() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .map_err(refused)?;
        Ok((table, plan))
    }

    pub(crate) fn import_status(&self, wish: ImportStatus) -> Result<ImportView> {
        let job = match wish.job {
            Some(id) => Some(self.imports.get(id)?),
            None => self.imports.current(),
        };
        let Some(job) = job else {
            return Ok(ImportView {
                job: None,
                phase: ImportPhase::Idle,
                file: String::new(),
                done: 0,
                total: 0,
                plan: None,
                error: None,
            });
        };
        let state = job.state();
        Ok(ImportView {
            job: Some(job.id),
            phase: state.phase,
            file: job
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            done: job.done.load(Ordering::SeqCst),
            total: job.total.load(Ordering::SeqCst),
            plan: state
                .read
                .as_ref()
                .map(|(_, plan)| import_report::view(plan)),
            error: state.error.clone(),
        })
    }

    pub(crate) fn import_apply(self: &Arc<Self>, wish: ImportApply) -> Result<Done> {
        let session = self.session()?;
        let job = self.imports.get(wish.job)?;
        {
            let mut state = job.state();
            if state.phase != ImportPhase::Planned {
                return Err(coded(if is_running(state.phase) {
                    "import-running"
                } else {
                    "import-unknown"
                }));
            }
            state.phase = ImportPhase::Applying;
        }
        job.cancel.store(false, Ordering::SeqCst);
        let app = Arc::clone(self);
        spawn(&job.clone(), move || {
            match app.apply(&session, &job, &wish.take) {
                Ok(true) => {
                    job.end(ImportPhase::Applied, None);
                    app.sync_soon();
                }
                Ok(false) => job.end(ImportPhase::Cancelled, None),
                Err(error) => job.end(ImportPhase::Failed, Some(error.view)),
            }
        })?;
        Ok(Done {})
    }

    /// `false`: stopped by the officer.
    fn apply(&self, session: &Session, job: &Job, take: &[Take]) -> Result<bool> {
        let village = session.membership.village()?;
        let scope = village.scope();
        let take: BTreeMap<u32, &[String]> = take
            .iter()
            .map(|one| (one.row, one.fields.as_slice()))
            .collect();
        let (rows, households) = {
            let state = job.state();
            let Some((_, plan)) = &state.read else {
                return Err(coded("import-unknown"));
            };
            let chosen = |row: &&PlannedRow| {
                row.outcome == Outcome::New
                    || (row.outcome == Outcome::Differs && take.contains_key(&row.row))
            };
            (
                plan.rows.iter().filter(chosen).cloned().collect::<Vec<_>>(),
                plan.households(village),
            )
        };
        let total = rows.len();
        job.step(0, total);
        for (at, batch) in households.chunks(BATCH).enumerate() {
            if job.is_cancelled() {
                return Ok(false);
            }
            tracing::debug!(batch = at, "households");
            session.store().transact(&self.author(session), |tx| {
                for (id, household) in batch {
                    if tx.record(id.0)?.is_none() {
                        tx.create_as(id.0, "household", household, &[("scope", &scope)])?;
                    }
                }
                Ok::<_, Error>(())
            })?;
        }
        for (at, batch) in rows.chunks(BATCH).enumerate() {
            if job.is_cancelled() {
                return Ok(false);
            }
            session.store().transact(&self.author(session), |tx| {
                for row in batch {
                    match (tx.record(row.id.0)?, take.get(&row.row)) {
                        (None, _) => {
                            tx.create_as(
                                row.id.0,
                                "resident",
                                &row.resident,
                                &[("scope", &scope)],
                            )?;
                        }
                        (Some(here), Some(fields)) => {
                            let taken = row.take(&here.to::<Resident>()?, fields);
                            tx.edit_as(row.id.0, &taken, &BTreeMap::new())?;
                        }
                        // It came by sync since the dry run.
                        (Some(_), None) => {}
                    }
                }
                Ok::<_, Error>(())
            })?;
            job.step((at * BATCH + batch.len()).min(total), total);
        }
        Ok(true)
    }

    pub(crate) fn import_cancel(&self, wish: ImportCancel) -> Result<Done> {
        self.imports
            .get(wish.job)?
            .cancel
            .store(true, Ordering::SeqCst);
        Ok(Done {})
    }
}

fn spawn(job: &Arc<Job>, work: impl FnOnce() + Send + 'static) -> Result<()> {
    let started = std::thread::Builder::new()
        .name("import".to_owned())
        .spawn(work);
    if let Err(error) = started {
        job.end(ImportPhase::Failed, Some(AppError::new("internal")));
        return Err(error.into());
    }
    Ok(())
}

/// A file that cannot be used: its finding is the error.
fn refused(finding: Finding) -> Error {
    let mut view = AppError::new(finding.code.as_str());
    for (name, value) in &finding.params {
        view = view.with(name, value);
    }
    view.with_findings(vec![finding]).into()
}
