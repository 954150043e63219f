//! Privacy: requests of people about their own data with their clock, and what is recorded on which legal basis.

use jemput_domain::privacy::{LINES, Line, Wish};
use jemput_ui_kit::{Badge, Banner, Button, Empty, Look, Select, TextField, Tone, appearance, t};
use jemput_wire::office::{
    Act, AnswerPrivacy, EraseExtras, ErasedExtras, NewPrivacy, PrivacyPage, PrivacyRow,
};
use yew::prelude::*;

use crate::{
    api::{privacy_file, privacy_notice, use_get},
    app::use_session,
    parts::{PAGE, Pager, into, use_sender, waiting_or_failed},
    route::Route,
};

/// Properties of [`Privacy`].
#[derive(Properties, PartialEq)]
pub(crate) struct PrivacyProps {
    /// Resident who asks now; empty: only the list.
    pub(crate) of: AttrValue,
}

/// The screen.
#[component(Privacy)]
pub(crate) fn privacy(props: &PrivacyProps) -> Html {
    let session = use_session();
    let offset = use_state(|| 0_u32);
    let turn = use_state(|| 0_u32);
    let data = use_get::<PrivacyPage>(format!(
        "privacy?offset={}&limit={PAGE}&turn={}",
        *offset, *turn
    ));
    appearance::title(&t!("office-nav-privacy"));
    let on_done = {
        let (turn, again) = (turn.clone(), session.again.clone());
        Callback::from(move |()| {
            turn.set(*turn + 1);
            again.emit(());
        })
    };
    let may = session.view.may(Act::AnswerPrivacy);
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-nav-privacy") }</h1><p>{ t!("office-privacy-intro") }</p></div>
                <div class="row"><Button icon="printer" href={privacy_notice()} test="office-privacy-notice">{ t!("office-privacy-notice") }</Button></div></div>
            if !props.of.is_empty() && may { <New of={props.of.clone()} on_done={on_done.clone()} /> }
            { waiting_or_failed(&data) }
            if let Some(page) = data.ready() {
                if page.rows.is_empty() {
                    <div class="card"><Empty icon="ok" title={t!("office-privacy-none")}><p>{ t!("office-privacy-none-help") }</p></Empty></div>
                } else {
                    <div class="stack">{ for page.rows.iter().map(|row| html! {
                        <One key={format!("{} {}", row.id, row.answer)} row={row.clone()} {may} on_done={on_done.clone()} />
                    }) }</div>
                    <Pager offset={*offset} shown={page.rows.len()} total={page.total} on_turn={into(&offset)} />
                }
            }
            <section class="card card--flush" aria-labelledby="bases">
                <div class="card__head"><h2 id="bases">{ t!("office-privacy-bases") }</h2></div>
                { bases() }
            </section>
        </div>
    }
}

/// The one table.
fn bases() -> Html {
    let row = |line: &Line| {
        html! {
            <tr key={line.code}>
                <th scope="row">{ t!(&format!("privacy-{}", line.code)) }</th>
                <td>{ t!(&format!("privacy-basis-{}", line.basis.code())) }</td>
                <td>{ t!(&format!("privacy-{}-why", line.code)) }</td>
                <td>{ t!(&format!("privacy-{}-kept", line.code)) }</td>
            </tr>
        }
    };
    html! {
        // Nothing else may be here to put the keyboard on, and the page is higher than the screen.
        <div class="table-wrap" tabindex="0" role="group" aria-labelledby="bases"><table class="table">
            <caption class="hidden-text">{ t!("office-privacy-bases") }</caption>
            <thead><tr>
                <th scope="col">{ t!("office-privacy-what") }</th><th scope="col">{ t!("office-privacy-basis") }</th>
                <th scope="col">{ t!("office-privacy-why") }</th><th scope="col">{ t!("office-privacy-kept") }</th>
            </tr></thead>
            <tbody>{ for LINES.iter().map(row) }</tbody>
        </table></div>
    }
}

#[derive(Properties, PartialEq)]
struct NewProps {
    of: AttrValue,
    on_done: Callback<()>,
}

/// Somebody asks now.
#[component(New)]
fn new(props: &NewProps) -> Html {
    let sender = use_sender();
    let wish = use_state(|| Wish::Access.code().to_owned());
    let asked = use_state(String::new);
    let wishes: Vec<_> = Wish::ALL
        .iter()
        .map(|wish| {
            let words = t!(&format!("privacy-wish-{}", wish.code()));
            (AttrValue::from(wish.code()), AttrValue::from(words))
        })
        .collect();
    let onsubmit = {
        let (sender, on_done) = (sender.clone(), props.on_done.clone());
        let (of, wish, asked) = (props.of.to_string(), wish.clone(), asked.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = NewPrivacy {
                resident: of.clone(),
                wish: (*wish).clone(),
                asked: (*asked).clone(),
            };
            let (asked, on_done) = (asked.clone(), on_done.clone());
            let done = Callback::from(move |_: PrivacyPage| {
                asked.set(String::new());
                on_done.emit(());
            });
            sender.send("privacy/new", wish, done);
        })
    };
    html! {
        <section class="card" aria-labelledby="new-privacy">
            <form class="stack" {onsubmit}>
                <div><h2 id="new-privacy">{ t!("office-privacy-new") }</h2>
                    <p class="muted"><a href={Route::Resident(props.of.to_string()).href()}>{ t!("office-privacy-whose") }</a></p></div>
                <Select id="privacy-wish" label={t!("office-privacy-wish")} options={wishes} value={(*wish).clone()} on_change={into(&wish)} test="office-privacy-wish" />
                <TextField id="privacy-asked" label={t!("office-privacy-asked")} value={(*asked).clone()} on_input={into(&asked)} required=true max={300}
                    help={AttrValue::from(t!("office-privacy-asked-help"))} test="office-privacy-asked" />
                { sender.fault() }
                <div><Button look={Look::Primary} icon="add" submit=true busy={sender.is_busy()} test="office-privacy-write">{ t!("office-privacy-write") }</Button></div>
            </form>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    row: PrivacyRow,
    may: bool,
    on_done: Callback<()>,
}

/// One request.
#[component(One)]
fn one(props: &OneProps) -> Html {
    let row = &props.row;
    let sender = use_sender();
    let note = use_state(String::new);
    let on_note = {
        let note = note.clone();
        Callback::from(move |text| note.set(text))
    };
    let answer = |done: bool| {
        let (sender, on_done) = (sender.clone(), props.on_done.clone());
        let (id, note) = (row.id.clone(), note.clone());
        Callback::from(move |_: MouseEvent| {
            let wish = AnswerPrivacy {
                id: id.clone(),
                done,
                note: (*note).clone(),
            };
            let on_done = on_done.clone();
            let done = Callback::from(move |_: PrivacyPage| on_done.emit(()));
            sender.send("privacy/answer", wish, done);
        })
    };
    let erased = use_state(|| None::<ErasedExtras>);
    let erase = {
        let (sender, erased, id) = (sender.clone(), erased.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| {
            let erased = erased.clone();
            let done = Callback::from(move |done: ErasedExtras| erased.set(Some(done)));
            sender.send("privacy/erase", EraseExtras { id: id.clone() }, done);
        })
    };
    let may_erase = use_session().view.may(Act::EraseExtras)
        && [Wish::Erasure, Wish::Withdrawal]
            .iter()
            .any(|wish| wish.code() == row.wish);
    let heading = format!("privacy-{}", row.id);
    let open = row.answer.is_empty();
    html! {
        <article class="card stack" aria-labelledby={heading.clone()} data-test="office-privacy">
            <div class="page-head">
                <div><h2 id={heading}>{ t!(&format!("privacy-wish-{}", row.wish)) }</h2>
                    <p>{ whose(row, props.may) }</p><p class="small muted">{ &row.asked }</p></div>
                { clock(row) }
            </div>
            <dl class="facts">
                <div><dt>{ t!("office-privacy-received") }</dt><dd>{ &row.received }</dd></div>
                <div><dt>{ t!("office-privacy-due") }</dt><dd>{ &row.due }</dd></div>
                if !row.note.is_empty() {
                    <div><dt>{ t!("office-privacy-answer") }</dt><dd>{ &row.note }<span class="list-row__sub">{ format!("{} · {}", row.said_by, row.said_at) }</span></dd></div>
                }
            </dl>
            if props.may {
                <div><Button icon="table" href={privacy_file(&row.id)} test="office-privacy-file">{ t!("office-privacy-file") }</Button></div>
            }
            if may_erase && open {
                <div aria-live="polite">if let Some(done) = &*erased {
                    <Banner tone={Tone::Info} test="office-privacy-erased">{ t!("office-privacy-erased", count = done.erased, shared = done.shared, photos = done.photos) }</Banner>
                }</div>
                <p class="small muted">{ t!("office-privacy-erase-help") }</p>
                <div><Button busy={sender.is_busy()} onclick={erase} test="office-privacy-erase">{ t!("office-privacy-erase") }</Button></div>
            }
            if props.may && open {
                <TextField id={format!("answer-{}", row.id)} label={t!("office-privacy-answer")} value={(*note).clone()} on_input={on_note} max={500}
                    help={AttrValue::from(t!("office-privacy-answer-help"))} test="office-privacy-note" />
                { sender.fault() }
                <div class="row">
                    <Button look={Look::Primary} busy={sender.is_busy()} onclick={answer(true)} test="office-privacy-done">{ t!("office-privacy-done") }</Button>
                    <Button busy={sender.is_busy()} onclick={answer(false)} test="office-privacy-refuse">{ t!("office-privacy-refuse") }</Button>
                </div>
            }
        </article>
    }
}

fn whose(row: &PrivacyRow, may_look: bool) -> Html {
    if may_look {
        html! { <a href={Route::Resident(row.resident.clone()).href()}>{ &row.name }</a> }
    } else {
        html! { &row.name }
    }
}

/// What is left of three times 24 hours.
fn clock(row: &PrivacyRow) -> Html {
    let (tone, words) = match (row.answer.as_str(), row.late) {
        ("", true) => (Tone::Danger, t!("office-privacy-late")),
        ("", false) => (
            Tone::Pending,
            t!("office-privacy-left", hours = row.hours_left),
        ),
        ("refused", _) => (Tone::Plain, t!("office-privacy-refused")),
        (_, true) => (Tone::Warn, t!("office-privacy-done-late")),
        (_, false) => (Tone::Ok, t!("office-privacy-is-done")),
    };
    html! { <Badge {tone} test="office-privacy-clock">{ words }</Badge> }
}
