//! How old the last backup is, and one made now.

use jemput_ui_kit::{Banner, Button, ErrorBanner, Tone, t, words};
use jemput_wire::{
    AppError,
    office::{Act, BackupView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    api::{post, use_get},
    app::use_session,
    parts::waiting_or_failed,
};

/// The card of the first screen.
#[component(Backups)]
pub(crate) fn backups() -> Html {
    let session = use_session();
    let may_make = session.view.may(Act::MakeBackups);
    let first = use_get::<BackupView>("backup".to_owned());
    let newer = use_state(|| None::<BackupView>);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let view = (*newer).clone().or_else(|| first.ready().cloned());
    let make = {
        let (newer, busy, fault, csrf) = (
            newer.clone(),
            busy.clone(),
            fault.clone(),
            session.view.csrf.clone(),
        );
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let (newer, busy, fault, csrf) =
                (newer.clone(), busy.clone(), fault.clone(), csrf.clone());
            spawn_local(async move {
                match post::<BackupView>("backup", &csrf, &serde_json::json!({})).await {
                    Ok(view) => newer.set(Some(view)),
                    Err(error) => fault.set(Some(error)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <section class="card stack" aria-labelledby="backups">
            <h2 id="backups">{ t!("office-backup-title") }</h2>
            { waiting_or_failed(&first) }
            if let Some(view) = view {
                if !view.alarms.is_empty() {
                    <Banner tone={Tone::Danger} title={AttrValue::from(t!("office-backup-alarm"))} test="backup-alarm">
                        { t!("office-backup-alarm-help", laptops = view.alarms.join(", ")) }
                    </Banner>
                }
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                else if let Some(error) = &view.fault { <ErrorBanner error={error.clone()} /> }
                else if !view.on { <Banner tone={Tone::Warn} title={AttrValue::from(t!("office-backup-off"))} test="backup-off">{ t!("office-backup-off-help") }</Banner> }
                else if view.old { <Banner tone={Tone::Warn} title={AttrValue::from(t!("office-backup-old"))} test="backup-old">{ t!("office-backup-old-help") }</Banner> }
                <dl class="facts">
                    <div><dt>{ t!("office-backup-last") }</dt><dd data-test="backup-last">{ last(&view) }</dd></div>
                    <div><dt>{ t!("office-backup-behind") }</dt><dd class="figure">{ words::number(view.behind) }</dd></div>
                </dl>
                if !view.last.is_empty() && !view.off_machine { <p class="muted">{ t!("office-backup-here-only") }</p> }
                if view.on && may_make {
                    <div class="row"><Button busy={*busy || view.running} onclick={make} test="backup-make">
                        { t!(if *busy || view.running { "office-backup-busy" } else { "office-backup-make" }) }
                    </Button></div>
                }
            }
        </section>
    }
}

fn last(view: &BackupView) -> String {
    if view.last.is_empty() {
        t!("office-backup-never")
    } else {
        t!(
            "office-backup-when",
            when = &view.last,
            hours = view.age_hours
        )
    }
}
