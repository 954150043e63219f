//! What is known of one laptop: when it was heard of, what it told of itself, and whether somebody should call.

use jemput_ui_kit::{Badge, Tone, t, words};
use jemput_wire::office::{Call, DeviceRow, ToldRow};
use yew::prelude::*;

/// Properties of [`DeviceState`].
#[derive(Properties, PartialEq)]
pub(super) struct DeviceStateProps {
    pub(super) row: DeviceRow,
}

/// Calls first, so that whoever reads down the list sees at once which laptop needs one.
#[component(DeviceState)]
pub(super) fn device_state(props: &DeviceStateProps) -> Html {
    let row = &props.row;
    let call = |call: &Call| html! { <Badge tone={Tone::Warn} test="office-call">{ t!(&format!("office-call-{}", call.code())) }</Badge> };
    html! {
        <div class="stack stack--tight">
            if !row.calls.is_empty() { <span class="flags">{ for row.calls.iter().map(call) }</span> }
            if row.last_contact.is_empty() {
                <Badge tone={Tone::Pending}>{ t!("office-contact-never") }</Badge>
            } else {
                <Badge tone={if row.today { Tone::Ok } else { Tone::Pending }}>{ t!("office-contact-at", when = &row.last_contact) }</Badge>
            }
            if let Some(told) = &row.told { { word(told) } }
            <span class="list-row__sub">{ t!("office-device-enrolled-at", when = &row.enrolled) }</span>
        </div>
    }
}

fn word(told: &ToldRow) -> Html {
    let free = told.free_mb.map(|free| {
        if free < 1024 {
            t!("office-told-free-mb", count = free)
        } else {
            t!("office-told-free", count = free / 1024)
        }
    });
    let clock = told
        .clock_minutes
        .map(|minutes| match (minutes, minutes.unsigned_abs()) {
            (_, 0) => t!("office-told-clock-right"),
            (1.., by) => t!("office-told-clock-ahead", count = by),
            (_, by) => t!("office-told-clock-behind", count = by),
        });
    let unsent = match (told.unsent, told.files) {
        (0, 0) => t!("office-told-all-sent"),
        (changes, files) => t!(
            "office-told-unsent",
            changes = words::number(changes),
            files = words::number(files)
        ),
    };
    let facts = [
        Some(unsent),
        free,
        clock,
        Some(t!("office-told-version", version = &told.version)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    html! {
        <span class="small" data-test="office-told">{ facts.join(" · ") }{ " " }<span class="muted">{ t!("office-told-when", when = &told.when) }</span></span>
    }
}
