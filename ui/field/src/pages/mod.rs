//! The screens, one in each file.

mod check;
mod enrol;
mod import;
mod import_plan;
mod letter;
mod letter_actions;
mod letters;
mod request;
mod request_fields;
mod resident;
mod resident_fields;
mod resident_form;
mod residents;
mod services;
mod settings;
mod settings_printers;
mod sync;
mod sync_files;
mod sync_reports;
mod sync_road;
mod today;
mod today_ready;
mod unlock;

pub(crate) use check::Check;
pub(crate) use enrol::Enrol;
pub(crate) use import::Import;
pub(crate) use letter::Letter;
pub(crate) use letters::Letters;
pub(crate) use request::Request;
pub(crate) use resident_form::ResidentFormPage;
pub(crate) use residents::Residents;
pub(crate) use services::Services;
pub(crate) use settings::Settings;
pub(crate) use sync::Sync;
pub(crate) use today::Today;
pub(crate) use unlock::Unlock;
