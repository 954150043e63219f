//! What a command is, and the list of all commands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// An input that knows its own name and its answer.
pub trait Command: Serialize + DeserializeOwned {
    /// Name on the wire, snake_case.
    const NAME: &'static str;
    /// What comes back.
    type Output: Serialize + DeserializeOwned;
}

/// The answer of a command that only does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Done {}

/// The value ids that were on the screen when a form opened, per field: an edit replaces these and no others, so
/// that a value that arrived meanwhile is kept beside the new one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Base(pub BTreeMap<String, Vec<String>>);

/// Calls `$m!` with every command: `Type => Output, name;` in the order in which the officer meets them.
#[macro_export]
macro_rules! with_commands {
    ($m:ident) => {
        $m! {
            session::SessionState => session::SessionView, session_state;
            session::TicketRead => session::TicketView, ticket_read;
            session::Enrol => session::SessionView, enrol;
            session::EnrolRequestSave => session::SessionView, enrol_request_save;
            session::EnrolAnswerTake => session::SessionView, enrol_answer_take;
            session::EnrolOnline => session::SessionView, enrol_online;
            session::EnrolForget => session::SessionView, enrol_forget;
            session::Unlock => session::SessionView, unlock;
            session::UnlockPin => session::SessionView, unlock_pin;
            session::RecoveryOnline => session::RecoveryWaiting, recovery_online;
            session::RecoverAccess => session::SessionView, recover_access;
            session::LostAsk => session::SessionView, lost_ask;
            session::SessionTouch => $crate::Done, session_touch;
            session::Lock => session::SessionView, lock;
            session::LogOut => session::SessionView, log_out;
            officers::OfficerList => officers::OfficersView, officer_list;
            officers::OfficerAdd => officers::OfficersView, officer_add;
            officers::PassphraseChange => $crate::Done, passphrase_change;
            officers::PinSet => officers::OfficersView, pin_set;
            binding::BindingGet => binding::BindingView, binding_get;
            binding::BindingSet => binding::BindingView, binding_set;
            retire::RetireCheck => retire::RetireView, retire_check;
            retire::Retire => session::SessionView, retire;
            officers::LockAfter => officers::OfficersView, lock_after;
            session::FirstPaint => $crate::Done, first_paint;
            today::Today => today::TodayView, today;
            resident::ResidentSearch => resident::SearchView, resident_search;
            resident::ResidentGet => resident::ResidentView, resident_get;
            resident::ResidentForm => resident::FormView, resident_form;
            resident::ResidentCheck => resident::CheckView, resident_check;
            resident::ResidentSave => resident::ResidentSaved, resident_save;
            resident::ResidentHistory => Vec<resident::HistoryEntry>, resident_history;
            resident::RevealNumbers => resident::Numbers, reveal_numbers;
            resident::CodeTables => Vec<resident::CodeTable>, code_tables;
            import::ImportSuggestions => Vec<import::FileCard>, import_suggestions;
            import::ImportPick => import::Picked, import_pick;
            import::ImportOpen => import::ImportStarted, import_open;
            import::ImportStatus => import::ImportView, import_status;
            import::ImportLines => Vec<import::PlanLine>, import_lines;
            import::ImportTakeable => Vec<import::Take>, import_takeable;
            import::ImportApply => $crate::Done, import_apply;
            import::ImportCancel => $crate::Done, import_cancel;
            import::ImportBadRows => import::Saved, import_bad_rows;
            import::ImportReport => import::Saved, import_report;
            import::ExportResidents => import::Saved, export_residents;
            service::ServiceList => Vec<service::ServiceCard>, service_list;
            request::RequestStart => request::RequestView, request_start;
            request::RequestGet => request::RequestView, request_get;
            request::RequestSave => request::RequestSaved, request_save;
            request::RequestList => Vec<request::RequestCard>, request_list;
            request::RequestDiscard => $crate::Done, request_discard;
            request::RequestRestore => request::RequestView, request_restore;
            request::RequestPreview => request::PreviewView, request_preview;
            approval::RequestSubmit => request::RequestView, request_submit;
            approval::RequestRecall => request::RequestView, request_recall;
            approval::RequestApprove => request::RequestView, request_approve;
            approval::RequestReturn => request::RequestView, request_return;
            approval::RequestWaiting => Vec<approval::WaitingCard>, request_waiting;
            day::DayGet => day::DayView, day_get;
            day::DayGive => day::DayView, day_give;
            numbers::NumberList => Vec<numbers::SeriesView>, number_list;
            numbers::NumberManual => request::RequestView, number_manual;
            letter::LetterPrint => letter::PrintView, letter_print;
            letter::LetterReprint => letter::PrintView, letter_reprint;
            letter::PrintStatus => letter::PrintJob, print_status;
            letter::PrintCancel => letter::PrintJob, print_cancel;
            letter::PrintConfirm => letter::PrintJob, print_confirm;
            letter::LetterHandOver => letter::LetterView, letter_hand_over;
            letter::LetterUndoHandOver => letter::LetterView, letter_undo_hand_over;
            letter::LetterVoid => letter::LetterView, letter_void;
            letter::LetterReplace => request::RequestView, letter_replace;
            letter::LetterList => letter::LetterPage, letter_list;
            letter::LetterGet => letter::LetterView, letter_get;
            letter::LetterSavePdf => import::Saved, letter_save_pdf;
            letter::PracticeSet => session::SessionView, practice_set;
            letter::PracticePrint => letter::PracticePaper, practice_print;
            letter::SealCheck => letter::SealView, seal_check;
            letter::SealScan => letter::SealView, seal_scan;
            register::RegisterGet => register::RegisterPage, register_get;
            register::RegisterSave => import::Saved, register_save;
            printer::PrinterList => Vec<printer::PrinterView>, printer_list;
            printer::PrinterNearby => Vec<printer::NearbyPrinter>, printer_nearby;
            printer::PrinterSelect => Vec<printer::PrinterView>, printer_select;
            printer::PrinterForPaper => Vec<printer::PrinterView>, printer_for_paper;
            printer::PrinterForget => Vec<printer::PrinterView>, printer_forget;
            printer::PrinterTest => printer::TestSheet, printer_test;
            printer::PrinterMeasured => Vec<printer::PrinterView>, printer_measured;
            privacy::NoticeGet => privacy::NoticeView, notice_get;
            privacy::NoticePrint => privacy::NoticePrinted, notice_print;
            queue::QueueGet => queue::QueueView, queue_get;
            queue::TicketTake => queue::QueueView, ticket_take;
            queue::TicketMove => queue::QueueView, ticket_move;
            queue::SlipPrint => queue::QueueView, slip_print;
            queue::TicketPrinters => queue::TicketPrintersView, ticket_printers;
            queue::TicketPrinterSelect => queue::TicketPrintersView, ticket_printer_select;
            attachment::AttachmentList => attachment::AttachmentsView, attachment_list;
            attachment::AttachmentSuggestions => Vec<import::FileCard>, attachment_suggestions;
            attachment::AttachmentPick => import::Picked, attachment_pick;
            attachment::AttachFile => attachment::AttachmentsView, attach_file;
            attachment::AttachBytes => attachment::AttachmentsView, attach_bytes;
            attachment::AttachmentOpen => attachment::AttachmentContent, attachment_open;
            attachment::AttachmentSave => import::Saved, attachment_save;
            attachment::AttachmentRemove => attachment::AttachmentsView, attachment_remove;
            attachment::AttachmentRestore => attachment::AttachmentsView, attachment_restore;
            attachment::AttachmentConsent => attachment::AttachmentsView, attachment_consent;
            attachment::AttachmentFetch => attachment::AttachmentsView, attachment_fetch;
            sync::SyncStatus => sync::SyncView, sync_status;
            sync::SyncNow => sync::SyncView, sync_now;
            sync::SyncCancel => sync::SyncView, sync_cancel;
            sync::SyncReportsRead => sync::SyncView, sync_reports_read;
            sync::SyncDecisionsRead => sync::SyncView, sync_decisions_read;
            sync::SyncFiles => sync::SyncView, sync_files;
            sync::SyncThrift => sync::SyncView, sync_thrift;
            bundle::BundleStatus => bundle::BundleView, bundle_status;
            bundle::BundlePlaces => Vec<bundle::PlaceCard>, bundle_places;
            bundle::BundleFiles => Vec<bundle::BundleCard>, bundle_files;
            bundle::BundlePick => import::Picked, bundle_pick;
            bundle::BundleExport => bundle::BundleView, bundle_export;
            bundle::BundleOpen => bundle::BundleView, bundle_open;
            bundle::BundleApply => bundle::BundleView, bundle_apply;
            bundle::BundleClose => bundle::BundleView, bundle_close;
            copies::CopiesGet => copies::CopiesView, copies_get;
            copies::CopiesMake => copies::CopiesView, copies_make;
            copies::CopiesTarget => copies::CopiesView, copies_target;
            copies::CopiesFind => Vec<copies::CopyCard>, copies_find;
            copies::CopyRestore => session::SessionView, copy_restore;
            settings::SettingsGet => settings::SettingsView, settings_get;
            settings::SettingsSet => settings::SettingsView, settings_set;
            settings::OfficeAddressSet => settings::SettingsView, office_address_set;
            region::RegionSearch => Vec<region::RegionHit>, region_search;
        }
    };
}

macro_rules! implement {
    ($($module:ident::$input:ident => $output:ty, $name:ident;)+) => {
        use $crate::{
            approval, attachment, binding, bundle, copies, day, import, letter, numbers, officers, printer, privacy, queue, region, register, request, resident, retire,
            service, session, settings, sync, today,
        };
        $(impl Command for $module::$input {
            const NAME: &'static str = stringify!($name);
            type Output = $output;
        })+

        /// Every command's name.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];
    };
}
with_commands!(implement);

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn no_two_commands_share_a_name() {
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }
}
