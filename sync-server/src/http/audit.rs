//! `/office/api`: who did what.

use jemput_wire::office::Act;

use super::{guarded::Guarded, work::Asked};

/// All of them, below `/office/api`.
pub(super) fn routes() -> Guarded {
    Guarded::default()
        .get("/audit", Act::SeeAudit, |office, by, Asked(query)| {
            office.audit_page(&query, &by.signed().roles)
        })
        .file(
            "/audit/file",
            Act::ExportAudit,
            |office, by, Asked(query)| {
                let file = office.audit_file(&query, &by.signed().roles)?;
                // Noted first: what cannot be noted does not leave the office.
                office.note_export(by.account(), &file.name)?;
                Ok(file)
            },
        )
}
