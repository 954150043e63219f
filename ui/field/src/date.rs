//! Dates and times as the screens show them.

use jemput_ui_kit::t;
use js_sys::Date;

/// `2026-11-25` as `Rabu, 25-11-2026`.
pub(crate) fn with_weekday(iso: &str) -> String {
    let day = Date::new(&iso.into()).get_utc_day();
    t!(
        "weekday-date",
        weekday = t!(&format!("weekday-{day}")),
        date = jemput_ui_kit::date_field::from_iso(iso)
    )
}
