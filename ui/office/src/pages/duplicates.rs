//! People who may be recorded twice: pairs, side by side, merged or told apart.

use std::collections::BTreeMap;

use jemput_domain::duplicate::Reason;
use jemput_ui_kit::{
    Badge, Banner, Button, Empty, ErrorBanner, LetterNumber, Look, Select, TextField, Tone,
    appearance, focus,
    keys::{self, use_keys},
    t, use_say, words,
};
use jemput_wire::{
    AppError,
    office::{Decided, Distinct, Merge, PairDetail, PairField, PairPage, PairRow, Twin, Undo},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    api::{self, use_get},
    app::{Session, use_session},
    parts::{hand_line, into, marked, waiting_or_failed},
    route::Route,
};

/// Pairs of the list.
const ROWS: u32 = 100;

/// Properties of [`Duplicates`].
#[derive(Properties, PartialEq)]
pub(crate) struct DuplicatesProps {
    /// The pair that is looked at; `None`: the first one.
    pub(crate) pair: Option<(String, String)>,
}

/// The screen.
#[component(Duplicates)]
pub(crate) fn duplicates(props: &DuplicatesProps) -> Html {
    let session = use_session();
    let say = use_say();
    let village = use_state(String::new);
    let turn = use_state(|| 0_u32);
    let data = use_get::<PairPage>(format!(
        "duplicates?village={}&limit={ROWS}&turn={}",
        *village, *turn
    ));
    appearance::title(&t!("office-nav-duplicates"));
    let rows = data
        .ready()
        .map(|page| page.rows.clone())
        .unwrap_or_default();
    let pairs: Vec<(String, String)> = rows
        .iter()
        .map(|row| (row.a.clone(), row.b.clone()))
        .collect();
    let here = props.pair.clone().or_else(|| pairs.first().cloned());
    {
        let (pairs, here) = (pairs.clone(), here.clone());
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if focus::typing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let now = pairs.iter().position(|pair| Some(pair) == here.as_ref());
            let next = match (event.key().as_str(), now) {
                ("j" | "l", Some(now)) => pairs.get(now + 1),
                ("k", Some(now)) => now.checked_sub(1).and_then(|before| pairs.get(before)),
                ("j" | "k" | "l", None) => pairs.first(),
                _ => None,
            };
            if let Some((a, b)) = next {
                keys::set_hash(&Route::Duplicate(a.clone(), b.clone()).href());
            }
        }));
    }
    let done = {
        let (turn, session, say) = (turn.clone(), session.clone(), say.clone());
        let (pairs, here) = (pairs.clone(), here.clone());
        Callback::from(move |(decided, said): (Decided, String)| {
            let undo = {
                let (turn, session, say) = (turn.clone(), session.clone(), say.clone());
                let action = decided.action;
                Callback::from(move |()| {
                    let (turn, session, say) = (turn.clone(), session.clone(), say.clone());
                    let wish = Undo {
                        action: action.clone(),
                    };
                    spawn_local(async move {
                        let csrf = &session.view.csrf;
                        match api::post::<Decided>("conflicts/undo", csrf, &wish).await {
                            Ok(_) => say.done(t!("office-pair-undone")),
                            Err(error) => say.done(words::error(&error)),
                        }
                        turn.set(*turn + 2);
                        session.again.emit(());
                    });
                })
            };
            say.undoable(said, undo);
            let now = pairs.iter().position(|pair| Some(pair) == here.as_ref());
            let next = now.and_then(|now| pairs.get(now + 1).or(pairs.get(now.wrapping_sub(1))));
            let next = next.map_or(Route::Duplicates, |(a, b)| {
                Route::Duplicate(a.clone(), b.clone())
            });
            keys::set_hash(&next.href());
            turn.set(*turn + 1);
            session.again.emit(());
            focus::find("#isi");
        })
    };
    let on_village = {
        let village = village.clone();
        Callback::from(move |value: String| {
            village.set(value);
            keys::set_hash(&Route::Duplicates.href());
        })
    };
    html! {
        <div class="page">
            <div class="page-head">
                <div><h1>{ t!("office-duplicates-title") }</h1><p>{ t!("office-duplicates-intro") }</p></div>
                <p class="keys" aria-hidden="true">
                    <span><kbd class="kbd">{ "J" }</kbd><kbd class="kbd">{ "K" }</kbd>{ t!("office-key-walk") }</span>
                    <span><kbd class="kbd">{ "1" }</kbd><kbd class="kbd">{ "2" }</kbd>{ t!("office-key-keep") }</span>
                </p>
            </div>
            { waiting_or_failed(&data) }
            if let Some(page) = data.ready() {
                if page.villages.len() > 1 {
                    <div class="filters filters--four">
                        <Select id="village" label={t!("office-filter-village")} value={(*village).clone()} on_change={on_village}
                            empty={AttrValue::from(t!("office-state-all"))} test="office-filter-village"
                            options={page.villages.iter().map(|one| (AttrValue::from(one.code.to_string()), AttrValue::from(one.name.clone()))).collect::<Vec<_>>()} />
                    </div>
                }
                if let Some((a, b)) = here.filter(|_| !page.rows.is_empty()) {
                    <div class="columns columns--list-detail">
                        { list(page, &a, &b) }
                        <Pair key={format!("{a}-{b}-{}", *turn)} a={a.clone()} b={b.clone()} on_done={done} />
                    </div>
                } else {
                    <div class="card"><Empty icon="ok" title={t!("office-conflicts-none")}><p>{ t!("office-duplicates-none") }</p></Empty></div>
                }
            }
        </div>
    }
}

fn list(page: &PairPage, a: &str, b: &str) -> Html {
    let row = |pair: &PairRow| {
        let here = pair.a == a && pair.b == b;
        let names = if pair.name_a == pair.name_b {
            pair.name_a.clone()
        } else {
            format!("{} – {}", pair.name_a, pair.name_b)
        };
        html! {
            <li key={format!("{}-{}", pair.a, pair.b)} data-test="office-row">
                <a class="list-row list-row--plain" href={Route::Duplicate(pair.a.clone(), pair.b.clone()).href()} aria-current={here.then_some("true")}>
                    <span><span class="list-row__title">{ names }</span><span class="list-row__sub">{ reasons(&pair.reasons) }</span></span>
                    <span class="list-row__sub nowrap">{ t!("office-points", points = pair.points) }</span>
                </a>
            </li>
        }
    };
    html! {
        <section class="card card--flush" aria-labelledby="list">
            <div class="card__head"><h2 id="list">{ t!("office-conflicts-waiting") }</h2><Badge tone={Tone::Plain}>{ words::number(page.total) }</Badge></div>
            <ul class="rows rows--long">{ for page.rows.iter().map(row) }</ul>
            if page.total > page.rows.len() as u64 {
                <p class="card__foot muted">{ t!("office-duplicates-more", total = words::number(page.total)) }</p>
            }
        </section>
    }
}

/// Why they may be one, in words.
fn reasons(reasons: &[Reason]) -> String {
    let said = reasons.iter().map(|reason| {
        t!(match reason {
            Reason::Nik => "office-reason-nik",
            Reason::NikNearly => "office-reason-nik-nearly",
            Reason::Name => "office-reason-name",
            Reason::NameNearly => "office-reason-name-nearly",
            Reason::Birth => "office-reason-birth",
            Reason::BirthNearly => "office-reason-birth-nearly",
            Reason::Mother => "office-reason-mother",
            Reason::Kk => "office-reason-kk",
        })
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// Properties of [`Pair`].
#[derive(Properties, PartialEq)]
struct PairProps {
    a: String,
    b: String,
    on_done: Callback<(Decided, String)>,
}

/// Two records side by side.
#[component(Pair)]
fn pair(props: &PairProps) -> Html {
    let data = use_get::<PairDetail>(format!("duplicates/{}/{}", props.a, props.b));
    html! {
        <section class="stack stack--wide" aria-labelledby="pair" data-test="office-pair">
            { waiting_or_failed(&data) }
            if let Some(detail) = data.ready() { <PairForm detail={detail.clone()} on_done={props.on_done.clone()} /> }
        </section>
    }
}

/// Properties of [`PairForm`].
#[derive(Properties, PartialEq)]
struct PairFormProps {
    detail: PairDetail,
    on_done: Callback<(Decided, String)>,
}

/// What a press sends, and the sentence that follows.
enum Wish {
    Merge(Merge),
    Distinct(Distinct),
}

#[component(PairForm)]
fn pair_form(props: &PairFormProps) -> Html {
    let session = use_session();
    let keep = use_state(|| 0_usize);
    let taken = use_state(BTreeMap::<String, usize>::new);
    let note = use_state(String::new);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let detail = &props.detail;
    let [one, two] = detail.people.as_slice() else {
        return Html::default();
    };
    {
        let keep = keep.clone();
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if focus::typing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "1" => keep.set(0),
                "2" => keep.set(1),
                _ => {}
            }
        }));
    }
    // Unless somebody chose: what the kept record says, and where it says nothing, what the other does.
    let side = |field: &PairField| {
        taken.get(&field.field).copied().unwrap_or_else(|| {
            if field.values[*keep].is_empty() {
                1 - *keep
            } else {
                *keep
            }
        })
    };
    let send = {
        let (busy, fault, session) = (busy.clone(), fault.clone(), session.clone());
        let on_done = props.on_done.clone();
        Callback::from(move |(wish, said): (Wish, String)| {
            if *busy {
                return;
            }
            busy.set(true);
            let (busy, fault, on_done) = (busy.clone(), fault.clone(), on_done.clone());
            let session = session.clone();
            spawn_local(async move {
                match post(&session, &wish).await {
                    Ok(decided) => on_done.emit((decided, said)),
                    Err(error) => {
                        busy.set(false);
                        fault.set(Some(error));
                    }
                }
            });
        })
    };
    let (kept, lost) = if *keep == 0 { (one, two) } else { (two, one) };
    let merge = {
        let wish = Merge {
            keep: kept.id.clone(),
            lose: lost.id.clone(),
            seqs: [kept.seq, lost.seq],
            take: detail
                .fields
                .iter()
                .filter(|field| field.differs && side(field) != *keep)
                .map(|field| field.field.clone())
                .collect(),
            note: (*note).clone(),
        };
        let (send, said) = (send.clone(), t!("office-merged", name = &kept.name));
        Callback::from(move |_: MouseEvent| send.emit((Wish::Merge(wish.clone()), said.clone())))
    };
    let distinct = {
        let wish = Distinct {
            a: one.id.clone(),
            b: two.id.clone(),
            note: (*note).clone(),
        };
        Callback::from(move |_: MouseEvent| {
            send.emit((Wish::Distinct(wish.clone()), t!("office-told-apart")));
        })
    };
    let head = |place: usize, twin: &Twin| {
        let onchange = {
            let (keep, taken) = (keep.clone(), taken.clone());
            Callback::from(move |_: Event| {
                keep.set(place);
                taken.set(BTreeMap::new());
            })
        };
        html! {
            <th scope="col" id={format!("side-{place}")}>
                <label class="choice">
                    <input type="radio" name="keep" checked={*keep == place} {onchange} data-test={format!("office-keep-{}", place + 1)} />
                    <span><kbd class="kbd" aria-hidden="true">{ place + 1 }</kbd>{ " " }{ if *keep == place { t!("office-keep-this") } else { t!("office-keep-other") } }
                        <small>{ hand_line(&twin.made) }</small><small>{ &twin.village }</small></span>
                </label>
            </th>
        }
    };
    let row = |at: usize, field: &PairField| {
        let cell = |place: usize| {
            let value = &field.values[place];
            let other = field.values[1 - place].as_str();
            if !field.differs {
                return html! { <td><span class="same">{ value }</span></td> };
            }
            let onchange = {
                let (taken, name) = (taken.clone(), field.field.clone());
                Callback::from(move |_: Event| {
                    let mut new = (*taken).clone();
                    new.insert(name.clone(), place);
                    taken.set(new);
                })
            };
            html! {
                <td><label class="choice">
                    <input type="radio" name={format!("pair-{}", field.field)} checked={side(field) == place} {onchange}
                        aria-describedby={format!("row-{at} side-{place}")} />
                    <span>{ marked(value, &[other]) }</span>
                </label></td>
            }
        };
        html! { <tr key={field.field.clone()}><th scope="row" id={format!("row-{at}")}>{ words::field(&field.field) }</th>{ cell(0) }{ cell(1) }</tr> }
    };
    let letters = |twin: &Twin| {
        html! {
            <td>
                if twin.letters.is_empty() { { t!("office-letters-none") } }
                { for twin.letters.iter().map(|letter| html! { <span class="list-row__sub"><LetterNumber number={letter.number.clone()} />{ " " }{ &letter.title }</span> }) }
            </td>
        }
    };
    html! {
        <>
            <div class="page-head">
                <div><h2 id="pair">{ one.name.clone() }</h2><p class="small muted">{ reasons(&detail.reasons) }</p></div>
                <div class="row">
                    <Button href={Route::Resident(one.id.clone()).href()} label={format!("{} ({})", t!("office-open-one"), one.name)}>{ t!("office-open-one") }</Button>
                    <Button href={Route::Resident(two.id.clone()).href()} label={format!("{} ({})", t!("office-open-two"), two.name)}>{ t!("office-open-two") }</Button>
                </div>
            </div>
            <div class="card card--flush"><div class="table-wrap">
                <table class="versus">
                    <caption>{ t!("office-pair-help") }</caption>
                    <colgroup><col /><col /><col /></colgroup>
                    <thead><tr><td></td>{ head(0, one) }{ head(1, two) }</tr></thead>
                    <tbody>
                        { for detail.fields.iter().enumerate().map(|(at, field)| row(at, field)) }
                        <tr><th scope="row">{ t!("office-nav-letters") }</th>{ letters(one) }{ letters(two) }</tr>
                    </tbody>
                </table>
            </div></div>
            <Banner tone={Tone::Info}>{ t!("office-merge-safe") }</Banner>
            <TextField id="note" label={t!("office-note")} value={(*note).clone()} optional=true max=500 on_input={into(&note)}
                help={AttrValue::from(t!("office-note-help"))} test="office-note" />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="action-bar"><p class="action-bar__note"></p>
                <Button large=true busy={*busy} onclick={distinct} test="office-distinct">{ t!("office-distinct") }</Button>
                <Button look={Look::Primary} large=true busy={*busy} onclick={merge} test="office-merge">{ t!("office-merge") }</Button>
            </div>
        </>
    }
}

async fn post(session: &Session, wish: &Wish) -> Result<Decided, AppError> {
    let csrf = &session.view.csrf;
    match wish {
        Wish::Merge(wish) => api::post("duplicates/merge", csrf, wish).await,
        Wish::Distinct(wish) => api::post("duplicates/distinct", csrf, wish).await,
    }
}
