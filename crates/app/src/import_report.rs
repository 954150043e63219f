//! What an import found: numbers, rows page by page, and files of them.

use std::path::PathBuf;

use jemput_domain::{
    finding::codes,
    import::{Outcome, Plan, PlannedRow},
};
use jemput_import::WriteError;
use jemput_wire::import::{
    Difference, ImportBadRows, ImportLines, ImportReport, ImportTakeable, LineKind, PlanLine,
    PlanView, Saved, Take,
};

use crate::{
    App,
    error::{Error, Result, coded},
    files,
    import_job::Job,
};

/// Rows that the screen gets at once.
const LINES: usize = 500;

impl App {
    pub(crate) fn import_lines(&self, wish: ImportLines) -> Result<Vec<PlanLine>> {
        self.session()?;
        let (from, limit) = (wish.from as usize, (wish.limit as usize).min(LINES));
        self.imports.get(wish.job)?.with_plan(|_, plan| {
            let rows = plan.rows.iter().filter(worth_a_look);
            rows.skip(from).take(limit).map(line).collect()
        })
    }

    pub(crate) fn import_takeable(&self, wish: ImportTakeable) -> Result<Vec<Take>> {
        self.session()?;
        self.imports.get(wish.job)?.with_plan(|_, plan| {
            let takes = plan.rows.iter().map(|row| Take {
                row: row.row,
                fields: row
                    .differences
                    .iter()
                    .filter(|difference| difference.takeable)
                    .map(|difference| difference.field.to_owned())
                    .collect(),
            });
            takes.filter(|take| !take.fields.is_empty()).collect()
        })
    }

    pub(crate) fn import_bad_rows(&self, wish: ImportBadRows) -> Result<Saved> {
        self.session()?;
        let job = self.imports.get(wish.job)?;
        let bytes = job.with_plan(|table, plan| match wish.format.as_str() {
            "xlsx" => written(jemput_import::bad_rows_xlsx(table, plan)),
            "csv" => written(jemput_import::bad_rows_csv(table, plan)),
            _ => Err(coded("import-format")),
        })??;
        self.keep_file(&job, "perlu diperbaiki", &wish.format, wish.path, &bytes)
    }

    pub(crate) fn import_report(&self, wish: ImportReport) -> Result<Saved> {
        self.session()?;
        let job = self.imports.get(wish.job)?;
        let bytes = job.with_plan(|_, plan| match wish.format.as_str() {
            "xlsx" => written(jemput_import::report_xlsx(plan)),
            "csv" => written(jemput_import::report_csv(plan)),
            _ => Err(coded("import-format")),
        })??;
        self.keep_file(&job, "laporan impor", &wish.format, wish.path, &bytes)
    }

    /// Writes a file about an import: where it was wished, or into the documents under a free name.
    fn keep_file(
        &self,
        job: &Job,
        what: &str,
        format: &str,
        path: Option<String>,
        bytes: &[u8],
    ) -> Result<Saved> {
        let stem = job.path.file_stem().unwrap_or_default().to_string_lossy();
        let path = path.map_or_else(
            || files::free_name(&self.config.documents, &format!("{what} - {stem}"), format),
            PathBuf::from,
        );
        files::replace(&path, bytes)?;
        Ok(Saved {
            path: path.display().to_string(),
        })
    }
}

fn written(file: Result<Vec<u8>, WriteError>) -> Result<Vec<u8>> {
    file.map_err(|error| Error::because("file-failed", error))
}

fn worth_a_look(row: &&PlannedRow) -> bool {
    matches!(row.outcome, Outcome::Rejected | Outcome::Differs) || row.is_warned() || row.duplicate
}

/// The dry run in numbers.
pub(crate) fn view(plan: &Plan) -> PlanView {
    let counts = plan.counts();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    PlanView {
        rows: count(counts.rows),
        new: count(counts.new),
        same: count(counts.same),
        differs: count(counts.differs),
        rejected: count(counts.rejected),
        warned: count(counts.warned),
        duplicates: count(counts.duplicates),
        unknown_columns: plan.header.unknown.clone(),
        missing_columns: plan
            .header
            .findings
            .iter()
            .filter(|finding| finding.code == codes::IMPORT_COLUMN_MISSING)
            .filter_map(|finding| finding.params.get("column").cloned())
            .collect(),
        lines: count(plan.rows.iter().filter(worth_a_look).count()),
    }
}

fn line(row: &PlannedRow) -> PlanLine {
    PlanLine {
        row: row.row,
        name: row.resident.name.clone(),
        kind: match row.outcome {
            Outcome::New => LineKind::New,
            Outcome::Same => LineKind::Same,
            Outcome::Differs => LineKind::Differs,
            Outcome::Rejected => LineKind::Rejected,
        },
        findings: row.findings.clone(),
        differences: row
            .differences
            .iter()
            .map(|difference| Difference {
                field: difference.field.to_owned(),
                here: difference.here.clone(),
                file: difference.file.clone(),
                takeable: difference.takeable,
            })
            .collect(),
    }
}
