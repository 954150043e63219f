//! The questions of the service file, and the choices of every letter: signer and paper.

use jemput_domain::{eform, finding::Finding, id::SignerId};
use jemput_ui_kit::{Banner, Select, Tone, t};
use jemput_wire::request::RequestView;
use yew::prelude::*;

use super::request::{Filled, until};
use crate::parts::Answer;

/// Properties of [`RequestFields`].
#[derive(Properties, PartialEq)]
pub(super) struct RequestFieldsProps {
    pub(super) view: RequestView,
    pub(super) filled: Filled,
    pub(super) findings: Vec<Finding>,
    pub(super) closed: bool,
    /// The field that was changed, and everything as it is now.
    pub(super) on_change: Callback<(String, Filled)>,
}

/// The fields.
#[component(RequestFields)]
pub(super) fn request_fields(props: &RequestFieldsProps) -> Html {
    let (view, filled) = (&props.view, &props.filled);
    let on = |name: &str| -> Vec<Finding> {
        props
            .findings
            .iter()
            .filter(|finding| finding.field.as_deref() == Some(name))
            .cloned()
            .collect()
    };
    let change = |name: &str, edit: fn(&mut Filled, &str, String)| {
        let (filled, on_change, name) = (filled.clone(), props.on_change.clone(), name.to_owned());
        Callback::from(move |value: String| {
            let mut next = filled.clone();
            edit(&mut next, &name, value);
            on_change.emit((name.clone(), next));
        })
    };
    let question = |field: &jemput_domain::service::Field| {
        let on_change = {
            let (filled, on_change, key) =
                (filled.clone(), props.on_change.clone(), field.key.clone());
            Callback::from(move |value| {
                let mut next = filled.clone();
                next.answers.insert(key.clone(), value);
                on_change.emit((key.clone(), next));
            })
        };
        html! {
            <Answer key={field.key.clone()} field={field.clone()} value={filled.answers.get(&field.key).cloned()} findings={on(&field.key)} closed={props.closed} family={view.family.clone()} {on_change} />
        }
    };
    let signers = view
        .signers
        .iter()
        .map(|signer| {
            (
                signer.id.to_string().into(),
                format!("{}: {}", signer.post, signer.name).into(),
            )
        })
        .collect::<Vec<_>>();
    let papers = ["F4", "A4", "A5", "Legal"]
        .map(|paper| {
            (
                paper.into(),
                t!(&format!("paper-{}", paper.to_lowercase())).into(),
            )
        })
        .to_vec();
    html! {
        <>
            <section class="card stack" aria-labelledby="answers">
                <h2 id="answers">{ t!("answers-title") }</h2>
                <div class="fields">{ for eform::visible(&view.service, &filled.answers).into_iter().map(question) }</div>
            </section>
            <section class="card stack" aria-labelledby="sheet">
                <h2 id="sheet">{ t!("sheet-title") }</h2>
                if signers.is_empty() { <Banner tone={Tone::Warn} title={t!("signers-none")}>{ t!("signers-none-help") }</Banner> }
                <div class="fields">
                    <div class="span"><Select id="signer" label={t!("signer")} options={signers} value={filled.signer.map(|id| id.to_string()).unwrap_or_default()} empty={AttrValue::from(t!("choose"))} disabled={props.closed}
                        findings={on("signer")} on_change={change("signer", |filled, _, value| filled.signer = value.parse::<SignerId>().ok())} test="signer" /></div>
                    <Select id="paper" label={t!("paper")} options={papers} value={filled.paper.clone()} disabled={props.closed}
                        help={until(view).map(|day| AttrValue::from(t!("valid-until", date = day)))} on_change={change("paper", |filled, _, value| filled.paper = value)} test="paper" />
                </div>
            </section>
        </>
    }
}
