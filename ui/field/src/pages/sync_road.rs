//! The road of a record, the only picture of sync: laptop, office, office and its backup.

use jemput_ui_kit::{Icon, t, words};
use jemput_wire::sync::SyncView;
use yew::prelude::*;

/// Properties of [`Road`].
#[derive(Properties, PartialEq)]
pub(super) struct RoadProps {
    pub(super) view: SyncView,
}

/// The road.
#[component(Road)]
pub(super) fn road(props: &RoadProps) -> Html {
    let view = &props.view;
    let stop = |class: &'static str,
                icon: &'static str,
                count: u64,
                key: &str,
                help: String,
                test: &'static str| {
        html! {
            <div class={classes!("road__stop", class)}>
                <Icon name={icon} /><div class="figure"><span data-test={test}>{ words::number(count) }</span><small>{ t!(key) }</small></div><p>{ help }</p>
            </div>
        }
    };
    let unsent = if view.unsent_since.is_empty() {
        t!("road-unsent-none")
    } else {
        t!("road-unsent-since", when = &view.unsent_since)
    };
    let arrow = html! { <div class="road__arrow"><Icon name="arrow" class="icon--large" /></div> };
    html! {
        <section class="road" aria-label={t!("road-label")}>
            { stop("road__stop--pending", "pending", view.unsent, "road-unsent", unsent, "sync-unsent") }{ arrow.clone() }
            { stop("road__stop--info", "upload", view.sent, "road-sent", t!("road-sent-help"), "sync-sent") }{ arrow }
            { stop("road__stop--ok", "ok", view.safe, "road-safe", t!("road-safe-help"), "sync-safe") }
        </section>
    }
}
