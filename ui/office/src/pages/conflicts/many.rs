//! Many records at once: one rule, one request, one press to take it back.

use jemput_ui_kit::{Button, ErrorBanner, Radios, TextField, t};
use jemput_wire::{
    AppError,
    office::{Decide, DecideItem, Decided, Matter, Take},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Outcome, save_button, use_save_key};
use crate::{api, app::use_session, parts::into};

/// Properties of [`Many`].
#[derive(Properties, PartialEq)]
pub(super) struct ManyProps {
    /// The marked records.
    pub(super) rows: Vec<Matter>,
    /// Laptops and the office, id and name.
    pub(super) devices: Vec<(String, String)>,
    /// Only this field; empty: all disputed fields of the records.
    pub(super) field: String,
    pub(super) on_done: Callback<Outcome>,
    pub(super) on_cancel: Callback<()>,
}

/// The pane beside the list while something is marked.
#[component(Many)]
pub(super) fn many(props: &ManyProps) -> Html {
    let session = use_session();
    let rule = use_state(|| "newest".to_owned());
    let note = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let fields = || {
        props.rows.iter().flat_map(|row| {
            let wanted = |field: &&_| {
                let field: &jemput_wire::office::Disputed = field;
                props.field.is_empty() || field.field == props.field
            };
            row.fields
                .iter()
                .filter(wanted)
                .map(move |field| (row, field))
        })
    };
    let count = fields().count() as u64;
    // Only laptops that wrote one of these values.
    let authors: Vec<(AttrValue, AttrValue)> = props
        .devices
        .iter()
        .filter(|(id, _)| {
            fields().any(|(_, field)| {
                let mut hands = field.claims.iter().flat_map(|claim| &claim.by);
                hands.any(|hand| hand.device_id == *id)
            })
        })
        .map(|(id, name)| {
            let name = if name == "kantor" {
                t!("office-itself")
            } else {
                name.clone()
            };
            (
                id.clone().into(),
                t!("office-rule-device", name = name).into(),
            )
        })
        .collect();
    let mut options = vec![(
        AttrValue::Static("newest"),
        AttrValue::from(t!("office-rule-newest")),
    )];
    options.extend(authors);
    let save = {
        let take = if *rule == "newest" {
            Take::Newest
        } else {
            Take::Device((*rule).clone())
        };
        let items: Vec<DecideItem> = fields()
            .map(|(row, field)| DecideItem {
                record: row.record.clone(),
                field: field.field.clone(),
                ids: field.ids.clone(),
                take: take.clone(),
            })
            .collect();
        let wish = Decide {
            items,
            note: (*note).clone(),
        };
        let (busy, fault) = (busy.clone(), fault.clone());
        let (session, on_done) = (session.clone(), props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let wish = wish.clone();
            let (busy, fault) = (busy.clone(), fault.clone());
            let (session, on_done) = (session.clone(), on_done.clone());
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Decided>("conflicts/decide", csrf, &wish).await {
                    Ok(decided) => on_done.emit(Outcome {
                        words: t!(
                            "office-decided-many",
                            count = decided.decided,
                            skipped = decided.skipped
                        ),
                        decided: Some(decided),
                    }),
                    Err(error) => {
                        busy.set(false);
                        fault.set(Some(error));
                    }
                }
            });
        })
    };
    use_save_key(save.clone());
    html! {
        <section class="card stack stack--wide" aria-labelledby="many" data-test="office-many">
            <div><h2 id="many">{ t!("office-many-title", count = props.rows.len() as u64) }</h2><p class="muted">{ t!("office-many-intro", count = count) }</p></div>
            <Radios id="rule" label={t!("office-rule")} {options} value={(*rule).clone()} on_change={into(&rule)} test="office-rule" />
            <TextField id="many-note" label={t!("office-note")} value={(*note).clone()} optional=true max=500 on_input={into(&note)} />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row">
                { save_button(t!("office-many-save", count = count), *busy, save) }
                <Button large=true onclick={props.on_cancel.reform(|_: MouseEvent| ())} test="office-many-cancel">{ t!("office-many-cancel") }</Button>
            </div>
        </section>
    }
}
