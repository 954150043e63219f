//! The automatic audit: what its rules found, who looks into it until when, and why it was closed.

use jemput_ui_kit::{
    Badge, Banner, Button, Empty, Look, Select, TextField, Tone, appearance, t, use_say, words,
};
use jemput_wire::{
    Done,
    office::{
        Act, CloseIrregular, GiveIrregular, IrregularPage, IrregularRow, Rule, TakeIrregular,
    },
};
use yew::prelude::*;

use super::audit;
use crate::{
    api::{escaped, use_get},
    app::use_session,
    parts::{PAGE, Pager, filter, into, use_sender, waiting_or_failed},
    route::Route,
};

/// The screen.
#[component(Irregular)]
pub(crate) fn irregular() -> Html {
    let session = use_session();
    let state = use_state(|| "open".to_owned());
    let rule = use_state(String::new);
    let village = use_state(String::new);
    let owner = use_state(String::new);
    let offset = use_state(|| 0_u32);
    let turn = use_state(|| 0_u32);
    let data = use_get::<IrregularPage>(format!(
        "irregular?state={}&rule={}&village={}&owner={}&offset={}&limit={PAGE}&turn={}",
        *state,
        *rule,
        *village,
        escaped(&owner),
        *offset,
        *turn
    ));
    appearance::title(&t!("office-nav-irregular"));
    let on_done = {
        let (turn, again) = (turn.clone(), session.again.clone());
        Callback::from(move |()| {
            turn.set(*turn + 1);
            again.emit(());
        })
    };
    let states: Vec<_> = ["open", "late", "closed"]
        .iter()
        .map(|state| option(state, t!(&format!("irregular-state-{state}"))))
        .collect();
    let rules: Vec<_> = Rule::ALL
        .iter()
        .map(|rule| option(rule.code(), t!(&format!("irregular-{}", rule.code()))))
        .collect();
    let villages: Vec<_> = data.ready().map_or_else(Vec::new, |page| {
        let villages = page.villages.iter();
        villages
            .map(|row| option(row.code.as_str(), row.name.clone()))
            .collect()
    });
    let me = session.view.account.clone().unwrap_or_default();
    let clerks = data
        .ready()
        .map_or_else(Vec::new, |page| page.clerks.clone());
    let owners: Vec<_> = clerks
        .iter()
        .map(|name| {
            let words = if *name == me {
                t!("office-irregular-mine")
            } else {
                name.clone()
            };
            option(name, words)
        })
        .collect();
    // Whoever is here takes one by a button of its own.
    let colleagues: Vec<String> = clerks.into_iter().filter(|name| *name != me).collect();
    let all = AttrValue::from(t!("office-state-all"));
    let may = session.view.may(Act::CloseIrregular);
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-nav-irregular") }</h1><p>{ t!("office-irregular-intro") }</p></div></div>
            <div class="filters filters--four">
                <Select id="irregular-state" label={t!("office-letter-state")} options={states} value={(*state).clone()} on_change={filter(&state, &offset)} empty={all.clone()} test="office-irregular-state" />
                <Select id="irregular-rule" label={t!("office-irregular-rule")} options={rules} value={(*rule).clone()} on_change={filter(&rule, &offset)} empty={all.clone()} test="office-irregular-rule" />
                <Select id="irregular-owner" label={t!("office-irregular-owner")} options={owners} value={(*owner).clone()} on_change={filter(&owner, &offset)} empty={all.clone()} test="office-irregular-whose" />
                if villages.len() > 1 {
                    <Select id="irregular-village" label={t!("office-account-village")} options={villages} value={(*village).clone()} on_change={filter(&village, &offset)} empty={all} test="office-irregular-village" />
                }
            </div>
            { waiting_or_failed(&data) }
            if let Some(page) = data.ready() {
                if page.behind > 0 { <Banner tone={Tone::Info}>{ t!("office-audit-behind", count = page.behind) }</Banner> }
                if page.rows.is_empty() {
                    <div class="card"><Empty icon="ok" title={t!("office-irregular-none")}><p>{ t!("office-irregular-none-help") }</p></Empty></div>
                } else {
                    <div class="stack">{ for page.rows.iter().map(|row| html! {
                        <One key={format!("{} {}", row.id, row.closed)} row={row.clone()} {may} clerks={colleagues.clone()} may_look={session.view.may(Act::SeeResidents)} on_done={on_done.clone()} />
                    }) }</div>
                    <Pager offset={*offset} shown={page.rows.len()} total={page.total} on_turn={into(&offset)} />
                }
            }
        </div>
    }
}

fn option(value: &str, words: String) -> (AttrValue, AttrValue) {
    (AttrValue::from(value.to_owned()), AttrValue::from(words))
}

#[derive(Properties, PartialEq)]
struct OneProps {
    row: IrregularRow,
    may: bool,
    /// Who else may look into it.
    clerks: Vec<String>,
    may_look: bool,
    on_done: Callback<()>,
}

/// One finding.
#[component(One)]
fn one(props: &OneProps) -> Html {
    let row = &props.row;
    let sender = use_sender();
    let say = use_say();
    let note = use_state(String::new);
    let done = |words: String| {
        let (say, on_done) = (say.clone(), props.on_done.clone());
        Callback::from(move |_: Done| {
            say.done(words.clone());
            on_done.emit(());
        })
    };
    let judge = |path: &'static str, words: String| {
        let (sender, done) = (sender.clone(), done(words));
        let (id, facts, note) = (row.id.clone(), row.facts.clone(), note.clone());
        Callback::from(move |_: MouseEvent| {
            let wish = CloseIrregular {
                id: id.clone(),
                facts: facts.clone(),
                note: (*note).clone(),
            };
            sender.send(path, wish, done.clone());
        })
    };
    let take = {
        let (sender, done) = (sender.clone(), done(t!("office-irregular-taken")));
        let id = row.id.clone();
        Callback::from(move |_: MouseEvent| {
            sender.send(
                "irregular/take",
                TakeIrregular { id: id.clone() },
                done.clone(),
            );
        })
    };
    let to = use_state(String::new);
    // Nobody is offered who has it, or whose own doing it is.
    let others: Vec<_> = props
        .clerks
        .iter()
        .filter(|name| **name != row.owner && **name != row.who.name)
        .map(|name| option(name, name.clone()))
        .collect();
    let give = {
        let sender = sender.clone();
        let done = done(t!("office-irregular-given", name = (*to).clone()));
        let wish = GiveIrregular {
            id: row.id.clone(),
            to: (*to).clone(),
        };
        Callback::from(move |_: MouseEvent| {
            sender.send("irregular/give", wish.clone(), done.clone());
        })
    };
    let owner = if row.owner.is_empty() {
        t!("role-verifier")
    } else {
        row.owner.clone()
    };
    let heading = format!("irregular-{}", row.id);
    html! {
        <article class="card stack" aria-labelledby={heading.clone()} data-test="office-irregular">
            <div class="page-head">
                <div><h2 id={heading}>{ t!(&format!("irregular-{}", row.rule.code())) }</h2>
                    <p>{ sentence(row) }</p>
                    <p class="small muted">{ row.when.clone() }if !row.who.id.is_empty() { { " · " }{ audit::name(&row.who) } }</p></div>
                { badge(row) }
            </div>
            <dl class="facts">
                if !row.of.is_empty() { <div><dt>{ t!("office-audit-of") }</dt><dd>{ of(row, props.may_look) }</dd></div> }
                <div><dt>{ t!("office-irregular-owner") }</dt><dd data-test="office-irregular-owner">{ owner }</dd></div>
                <div><dt>{ t!("office-irregular-deadline") }</dt><dd>{ &row.deadline }</dd></div>
                if !row.note.is_empty() {
                    <div><dt>{ t!("office-irregular-note") }</dt><dd>{ &row.note }<span class="list-row__sub">{ format!("{} · {}", row.said_by, row.said_at) }</span></dd></div>
                }
            </dl>
            if props.may {
                <TextField id={format!("note-{}", row.id)} label={t!("office-irregular-note")} value={(*note).clone()} on_input={into(&note)} max={500}
                    help={AttrValue::from(t!("office-irregular-note-help"))} test="office-irregular-note" />
                { sender.fault() }
                <div class="row">
                    if row.closed {
                        <Button busy={sender.is_busy()} onclick={judge("irregular/reopen", t!("office-irregular-reopened"))} test="office-irregular-reopen">{ t!("office-irregular-reopen") }</Button>
                    } else {
                        <Button look={Look::Primary} busy={sender.is_busy()} onclick={judge("irregular/close", t!("office-irregular-closed"))} test="office-irregular-close">{ t!("office-irregular-close") }</Button>
                        <Button busy={sender.is_busy()} onclick={take} test="office-irregular-take">{ t!("office-irregular-take") }</Button>
                    }
                </div>
                if !row.closed && !others.is_empty() {
                    <div class="row row--end">
                        <Select id={format!("give-{}", row.id)} label={t!("office-irregular-give-to")} options={others} value={(*to).clone()} on_change={into(&to)}
                            empty={AttrValue::from("–")} test="office-irregular-to" />
                        <Button busy={sender.is_busy()} disabled={to.is_empty()} onclick={give} test="office-irregular-give">{ t!("office-irregular-give") }</Button>
                    </div>
                }
            }
        </article>
    }
}

fn badge(row: &IrregularRow) -> Html {
    match (row.closed, row.late) {
        (true, _) => html! { <Badge tone={Tone::Ok}>{ t!("irregular-state-closed") }</Badge> },
        (false, true) => {
            html! { <Badge tone={Tone::Danger}>{ t!("irregular-state-late") }</Badge> }
        }
        (false, false) => {
            html! { <Badge tone={Tone::Pending}>{ t!("irregular-state-open") }</Badge> }
        }
    }
}

fn of(row: &IrregularRow, may_look: bool) -> Html {
    let name = if row.of_name.is_empty() {
        row.of.chars().take(8).collect()
    } else {
        row.of_name.clone()
    };
    match (row.of_kind.as_str(), may_look) {
        ("resident", true) => {
            html! { <a href={Route::Resident(row.of.clone()).href()}>{ name }</a> }
        }
        _ => html! { name },
    }
}

/// What was found, in a sentence.
fn sentence(row: &IrregularRow) -> String {
    let word = |name: &str| row.words.get(name).cloned().unwrap_or_default();
    let fields = word("fields");
    let fields: Vec<String> = fields.split_whitespace().map(words::field).collect();
    t!(
        &format!("irregular-{}-told", row.rule.code()),
        number = word("number"),
        numbers = word("numbers"),
        count = word("count"),
        series = word("series"),
        year = word("year"),
        laptop = word("laptop"),
        whose = word("whose"),
        day = word("day"),
        time = word("time"),
        seconds = word("seconds"),
        fields = fields.join(", "),
    )
}
