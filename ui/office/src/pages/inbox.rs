//! Changes that the office has and has not applied: accepted or declined.

use jemput_ui_kit::{
    Badge, Button, Empty, ErrorBanner, Look, Tab, Tabs, TextField, Tone, appearance, focus, t,
    use_say, words,
};
use jemput_wire::{
    AppError, Done,
    office::{InboxDecide, InboxField, InboxPage, InboxRecord, InboxRow},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::conflicts::kind_words;
use crate::{
    api::{self, use_get},
    app::use_session,
    parts::{PAGE, hand_line, marked, waiting_or_failed},
};

/// The screen.
#[component(Inbox)]
pub(crate) fn inbox() -> Html {
    let session = use_session();
    let decided = use_state(|| false);
    let turn = use_state(|| 0_u32);
    let data = use_get::<InboxPage>(format!(
        "inbox?decided={}&limit={PAGE}&turn={}",
        *decided, *turn
    ));
    appearance::title(&t!("office-nav-inbox"));
    let on_done = {
        let (turn, session) = (turn.clone(), session.clone());
        Callback::from(move |()| {
            turn.set(*turn + 1);
            session.again.emit(());
            focus::find("#isi");
        })
    };
    let on_change = {
        let decided = decided.clone();
        Callback::from(move |value: AttrValue| decided.set(value == "decided"))
    };
    let tabs: Vec<Tab> = [
        ("waiting", "office-inbox-waiting"),
        ("decided", "office-inbox-decided"),
    ]
    .into_iter()
    .map(|(value, key)| Tab {
        value: value.into(),
        words: t!(key).into(),
    })
    .collect();
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-inbox-title") }</h1><p>{ t!("office-inbox-intro") }</p></div></div>
            <Tabs label={t!("office-inbox-title")} {tabs} value={if *decided { "decided" } else { "waiting" }} panel="inbox" {on_change} test="office-inbox" />
            <div id="inbox" role="tabpanel" class="stack" aria-label={t!(if *decided { "office-inbox-decided" } else { "office-inbox-waiting" })}>
                { waiting_or_failed(&data) }
                if let Some(page) = data.ready() {
                    if page.rows.is_empty() {
                        <div class="card"><Empty icon="ok" title={t!("office-conflicts-none")}><p>{ t!("office-inbox-none") }</p></Empty></div>
                    } else {
                        { for page.rows.iter().enumerate().map(|(at, row)| html! { <Change key={format!("{}-{}", row.change, row.received)} row={row.clone()} first={at == 0} on_done={on_done.clone()} /> }) }
                        if page.waiting > page.rows.len() as u64 && !*decided {
                            <p class="muted">{ t!("office-inbox-more", total = words::number(page.waiting)) }</p>
                        }
                    }
                }
            </div>
        </div>
    }
}

/// Properties of [`Change`].
#[derive(Properties, PartialEq)]
struct ChangeProps {
    row: InboxRow,
    /// The one that is looked at first has the screen's main action.
    first: bool,
    on_done: Callback<()>,
}

/// One change.
#[component(Change)]
fn change(props: &ChangeProps) -> Html {
    let session = use_session();
    let say = use_say();
    let reason = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let row = &props.row;
    let decide = |accepted: bool| {
        let (session, say, busy, fault) =
            (session.clone(), say.clone(), busy.clone(), fault.clone());
        let (change, reason, on_done) = (row.change.clone(), reason.clone(), props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            busy.set(true);
            let wish = InboxDecide {
                change: change.clone(),
                accepted,
                reason: (*reason).clone(),
            };
            let (session, say, busy, fault) =
                (session.clone(), say.clone(), busy.clone(), fault.clone());
            let on_done = on_done.clone();
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Done>("inbox/decide", csrf, &wish).await {
                    Ok(_) => {
                        say.done(if accepted {
                            t!("office-inbox-accepted")
                        } else {
                            t!("office-inbox-declined")
                        });
                        on_done.emit(());
                    }
                    Err(error) => {
                        busy.set(false);
                        fault.set(Some(error));
                    }
                }
            });
        })
    };
    let on_input = {
        let reason = reason.clone();
        Callback::from(move |text| reason.set(text))
    };
    let id = format!("change-{}", row.change);
    let why = words::maybe(&format!("office-waits-{}", row.reason), None)
        .unwrap_or_else(|| t!("office-waits-other"));
    html! {
        <article class="card stack" aria-labelledby={id.clone()} data-test="office-row">
            <div class="page-head">
                <div><h2 {id}>{ names(row, &why) }</h2><p class="small">{ why }</p><p class="small muted">{ hand_line(&row.hand) }{ " · " }{ t!("office-inbox-received", when = &row.received) }</p></div>
                { match row.accepted {
                    Some(true) => html! { <Badge tone={Tone::Ok}>{ t!("office-inbox-is-accepted") }</Badge> },
                    Some(false) => html! { <Badge tone={Tone::Danger}>{ t!("office-inbox-is-declined") }</Badge> },
                    None => html! { <Badge tone={Tone::Pending}>{ t!("office-inbox-waits") }</Badge> },
                } }
            </div>
            if row.records.is_empty() { <p>{ t!("office-inbox-erased") }</p> }
            { for row.records.iter().map(record) }
            if !row.note.is_empty() { <p>{ t!("office-inbox-note", note = &row.note) }</p> }
            if row.accepted.is_none() && !row.change.is_empty() {
                <TextField id={format!("reason-{}", row.change)} label={t!("office-inbox-reason")} value={(*reason).clone()} max=500 {on_input}
                    help={AttrValue::from(t!("office-inbox-reason-help"))} test="office-inbox-reason" />
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                <div class="row">
                    <Button look={if props.first { Look::Primary } else { Look::Plain }} busy={*busy} onclick={decide(true)} test="office-inbox-accept">{ t!("office-inbox-accept") }</Button>
                    <Button busy={*busy} onclick={decide(false)} test="office-inbox-decline">{ t!("office-inbox-decline") }</Button>
                </div>
            }
        </article>
    }
}

/// Whom it is about; why it waits where that is not known.
fn names(row: &InboxRow, why: &str) -> String {
    let mut names: Vec<&str> = row
        .records
        .iter()
        .map(|record| record.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    names.dedup();
    match names.as_slice() {
        [] => why.to_owned(),
        [first, second, _, ..] => format!("{first}, {second} …"),
        few => few.join(", "),
    }
}

fn record(record: &InboxRecord) -> Html {
    let row = |field: &InboxField| {
        let said = |text: &str| {
            if text.is_empty() {
                t!("empty-value")
            } else {
                text.to_owned()
            }
        };
        html! {
            <tr key={field.field.clone()}>
                <th scope="row">{ words::field(&field.field) }</th>
                if !record.new { <td>{ said(&field.now) }</td> }
                <td>{ if record.new { html! { { said(&field.new) } } } else { marked(&field.new, &[&field.now]) } }</td>
            </tr>
        }
    };
    let title = [kind_words(&record.kind), record.name.clone()];
    let title = title
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(": ");
    html! {
        <div class="table-wrap" key={record.record.clone()}><table class="table table--compact table--first">
            <caption>{ title }{ " " }if record.new { <Badge tone={Tone::Info}>{ t!("office-inbox-new") }</Badge> }</caption>
            <thead><tr><th scope="col">{ t!("office-field") }</th>
                if !record.new { <th scope="col">{ t!("office-inbox-now") }</th> }
                <th scope="col">{ t!("office-inbox-would") }</th></tr></thead>
            <tbody>{ for record.fields.iter().map(row) }</tbody>
        </table></div>
    }
}
