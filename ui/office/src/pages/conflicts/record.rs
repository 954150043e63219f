//! One record: everything that there is to decide about it.

use jemput_ui_kit::{Banner, Button, Empty, Tone, t};
use jemput_wire::office::{Matter, MatterDetail, Topic};
use yew::prelude::*;

use super::{
    Outcome, approval::Approval, household::Family, list::called, removed::Removed,
    rivals::RivalForm,
};
use crate::{api::use_get, parts::waiting_or_failed, route::Route};

/// Properties of [`Record`].
#[derive(Properties, PartialEq)]
pub(super) struct RecordProps {
    pub(super) id: String,
    pub(super) on_done: Callback<Outcome>,
}

/// The pane beside the list.
#[component(Record)]
pub(super) fn record(props: &RecordProps) -> Html {
    let data = use_get::<MatterDetail>(format!("conflicts/{}", props.id));
    let part = |matter: &Matter, detail: &MatterDetail| {
        let on_done = props.on_done.clone();
        match matter.topic {
            Topic::Rivals => html! { <RivalForm matter={matter.clone()} {on_done} /> },
            Topic::Household => {
                html! { <Family matter={matter.clone()} people={detail.people.clone()} {on_done} /> }
            }
            Topic::Removed => {
                html! { <Removed matter={matter.clone()} unseen={detail.unseen.clone()} {on_done} /> }
            }
            Topic::Approval => html! { <Approval matter={matter.clone()} {on_done} /> },
            // Has a screen of its own.
            Topic::Soft => Html::default(),
            Topic::Circle => html! { <Banner tone={Tone::Warn}>{ t!("office-circle") }</Banner> },
            Topic::Number => {
                html! { <Banner tone={Tone::Warn}>{ t!("office-number-twice") }</Banner> }
            }
        }
    };
    html! {
        <section class="stack stack--wide" aria-labelledby="record" data-test="office-record">
            { waiting_or_failed(&data) }
            if let Some(detail) = data.ready() {
                if let Some(first) = detail.matters.iter().find(|matter| matter.topic != Topic::Soft) {
                    <div class="page-head">
                        <div><h2 id="record">{ called(first) }</h2><p class="small muted">{ [super::kind_words(&first.kind), first.village.clone()].join(" · ") }</p></div>
                        if first.kind == "resident" {
                            <Button href={Route::Resident(props.id.clone()).href()} label={t!("office-open-of", name = &first.name)}>{ t!("office-open") }</Button>
                        }
                    </div>
                    { for detail.matters.iter().map(|matter| part(matter, detail)) }
                } else {
                    <div class="card"><h2 class="hidden-text" id="record">{ t!("office-conflicts-none") }</h2>
                        <Empty icon="ok" title={t!("office-decided-already")}><p>{ t!("office-decided-already-help") }</p></Empty></div>
                }
            }
        </section>
    }
}
