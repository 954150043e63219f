//! What is only worth a look: changes of different fields of one record whose authors did not know of each other. Both
//! count; a clerk looks whether they make sense together and ticks them off.

use jemput_ui_kit::{
    Badge, Button, Empty, ErrorBanner, Look, Select, Tone, appearance, focus,
    keys::{self, use_keys},
    t, use_say, words,
};
use jemput_wire::{
    AppError, Done,
    office::{Looked, LookedItem, Matter, MatterDetail, MatterPage, Topic},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{list::called, removed::entry, save_button, use_growing, use_save_key, ways};
use crate::{
    api::{self, use_get},
    app::use_session,
    parts::waiting_or_failed,
    route::Route,
};

/// Rows of the list.
const ROWS: u32 = 100;

/// Properties of [`Looks`].
#[derive(Properties, PartialEq)]
pub(crate) struct LooksProps {
    /// The record that is looked at; empty: the first one.
    pub(crate) id: AttrValue,
}

/// The screen.
#[component(Looks)]
pub(crate) fn looks(props: &LooksProps) -> Html {
    let session = use_session();
    let say = use_say();
    let village = use_state(String::new);
    let turn = use_state(|| 0_u32);
    let fault = use_state(|| None::<AppError>);
    let data = use_get::<MatterPage>(format!(
        "conflicts?topic=soft&village={}&limit={ROWS}&turn={}",
        *village, *turn
    ));
    appearance::title(&t!("office-way-look"));
    use_growing(data.ready(), &turn);
    let rows = data
        .ready()
        .map(|page| page.rows.clone())
        .unwrap_or_default();
    let here = if props.id.is_empty() {
        rows.first()
            .map(|row| row.record.clone())
            .unwrap_or_default()
    } else {
        props.id.to_string()
    };
    {
        let (rows, here) = (rows.clone(), here.clone());
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if focus::typing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let now = rows.iter().position(|row| row.record == here);
            let next = match (event.key().as_str(), now) {
                ("j" | "l", Some(now)) => rows.get(now + 1),
                ("k", Some(now)) => now.checked_sub(1).and_then(|before| rows.get(before)),
                ("j" | "k" | "l", None) => rows.first(),
                _ => None,
            };
            if let Some(next) = next {
                keys::set_hash(&Route::Look(next.record.clone()).href());
            }
        }));
    }
    // Ticks rows off and goes on to the next one; a press takes it back.
    let tick = {
        let (session, say, turn, fault) =
            (session.clone(), say.clone(), turn.clone(), fault.clone());
        let all = rows.clone();
        Callback::from(move |ticked: Vec<Matter>| {
            let after = ticked.last().and_then(|last| {
                let at = all.iter().position(|row| row.record == last.record)?;
                all.get(at + 1)
                    .or_else(|| all.get(at.checked_sub(ticked.len())?))
            });
            let next = after.map_or(Route::Looks, |next| Route::Look(next.record.clone()));
            let send = {
                let (session, say, turn, fault) =
                    (session.clone(), say.clone(), turn.clone(), fault.clone());
                move |items: Vec<LookedItem>, after: Callback<()>, step: u32| {
                    let (session, say, turn, fault) =
                        (session.clone(), say.clone(), turn.clone(), fault.clone());
                    spawn_local(async move {
                        let csrf = &session.view.csrf;
                        match api::post::<Done>("conflicts/looked", csrf, &Looked { items }).await {
                            Ok(_) => after.emit(()),
                            Err(error) if step > 1 => say.done(words::error(&error)),
                            Err(error) => fault.set(Some(error)),
                        }
                        turn.set(*turn + step);
                        session.again.emit(());
                    });
                }
            };
            let items = |back: bool| -> Vec<LookedItem> {
                let ticked = ticked.iter();
                ticked
                    .map(|row| LookedItem {
                        record: row.record.clone(),
                        seq: if back { 0 } else { row.seq },
                    })
                    .collect()
            };
            let undo = {
                let (send, items) = (send.clone(), items(true));
                Callback::from(move |()| send(items.clone(), Callback::noop(), 2))
            };
            let (say, fault) = (say.clone(), fault.clone());
            let count = ticked.len() as u64;
            let done = Callback::from(move |()| {
                fault.set(None);
                say.undoable(t!("office-looked", count = count), undo.clone());
                keys::set_hash(&next.href());
                focus::find("#isi");
            });
            send(items(false), done, 1);
        })
    };
    let on_village = {
        let village = village.clone();
        Callback::from(move |value: String| {
            village.set(value);
            keys::set_hash(&Route::Looks.href());
        })
    };
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-look-title") }</h1><p>{ t!("office-look-intro") }</p></div></div>
            { waiting_or_failed(&data) }
            if let Some(page) = data.ready() {
                { ways(page, true) }
                if page.villages.len() > 1 || !village.is_empty() {
                    <div class="filters filters--four">
                        <Select id="village" label={t!("office-filter-village")} value={(*village).clone()} on_change={on_village}
                            empty={AttrValue::from(t!("office-state-all"))} test="office-filter-village"
                            options={page.villages.iter().map(|one| (AttrValue::from(one.code.to_string()), AttrValue::from(one.name.clone()))).collect::<Vec<_>>()} />
                    </div>
                }
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                if rows.is_empty() {
                    <div class="card"><Empty icon="ok" title={t!("office-look-none")}><p>{ t!("office-look-none-help") }</p></Empty></div>
                } else {
                    <div class="columns columns--list-detail">
                        { list(page, &rows, &here, &tick) }
                        <Beside key={format!("{here}-{}", *turn)} id={here.clone()} on_tick={tick.reform(|row: Matter| vec![row])} />
                    </div>
                }
            }
        </div>
    }
}

fn list(page: &MatterPage, rows: &[Matter], here: &str, tick: &Callback<Vec<Matter>>) -> Html {
    let row = |matter: &Matter| {
        html! {
            <li key={matter.record.clone()} data-test="office-row">
                <a class="list-row list-row--plain" href={Route::Look(matter.record.clone()).href()}
                    aria-current={(matter.record == here).then_some("true")}>
                    <span><span class="list-row__title">{ called(matter) }</span><span class="list-row__sub">{ &matter.village }</span></span>
                    <span class="list-row__sub pick__when">{ &matter.when }</span>
                </a>
            </li>
        }
    };
    let all = {
        let (tick, rows) = (tick.clone(), rows.to_vec());
        Callback::from(move |_: MouseEvent| tick.emit(rows.clone()))
    };
    html! {
        <section class="card card--flush" aria-labelledby="list">
            <div class="card__head"><h2 id="list">{ t!("office-way-look") }</h2><Badge tone={Tone::Plain}>{ words::number(page.total) }</Badge></div>
            if rows.len() > 1 {
                <div class="card__tools"><Button look={Look::Quiet} icon="ok" onclick={all} test="office-looked-all">{ t!("office-looked-all", count = rows.len() as u64) }</Button></div>
            }
            <ul class="rows rows--long">{ for rows.iter().map(row) }</ul>
            if page.total > rows.len() as u64 {
                <p class="card__foot muted">{ t!("office-conflicts-more", total = words::number(page.total)) }</p>
            }
        </section>
    }
}

/// Properties of [`Beside`].
#[derive(Properties, PartialEq)]
struct BesideProps {
    id: String,
    on_tick: Callback<Matter>,
}

/// One record: the changes in the order in which they came.
#[component(Beside)]
fn beside(props: &BesideProps) -> Html {
    let data = use_get::<MatterDetail>(format!("conflicts/{}", props.id));
    let matter = data.ready().and_then(|detail| {
        let mut matters = detail.matters.iter();
        matters.find(|matter| matter.topic == Topic::Soft).cloned()
    });
    let tick = {
        let (matter, on_tick) = (matter.clone(), props.on_tick.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(matter) = &matter {
                on_tick.emit(matter.clone());
            }
        })
    };
    use_save_key(tick.clone());
    html! {
        <section class="stack stack--wide" aria-labelledby="record" data-test="office-beside">
            { waiting_or_failed(&data) }
            if let (Some(matter), Some(detail)) = (matter, data.ready()) {
                <div class="page-head">
                    <div><h2 id="record">{ called(&matter) }</h2><p class="small muted">{ [super::kind_words(&matter.kind), matter.village.clone()].join(" · ") }</p></div>
                    if matter.kind == "resident" {
                        <Button href={Route::Resident(props.id.clone()).href()} label={t!("office-open-of", name = &matter.name)}>{ t!("office-open") }</Button>
                    }
                </div>
                <div class="card stack">
                    <p>{ t!("office-beside-intro") }</p>
                    <ol class="timeline">{ for detail.beside.iter().map(entry) }</ol>
                </div>
                <div class="action-bar"><p class="action-bar__note">{ t!("office-beside-note") }</p>{ save_button(t!("office-looked-next"), false, tick) }</div>
            } else if data.ready().is_some() {
                <div class="card"><h2 class="hidden-text" id="record">{ t!("office-look-none") }</h2>
                    <Empty icon="ok" title={t!("office-looked-already")}><p>{ t!("office-looked-already-help") }</p></Empty></div>
            }
        </section>
    }
}
