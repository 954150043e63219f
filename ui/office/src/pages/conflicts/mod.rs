//! What there is to decide: a list, and beside it the record that is looked at.
//!
//! Looking decides nothing: what is chosen lives in this window until it is saved.

mod approval;
mod household;
mod list;
mod many;
mod record;
mod removed;
mod rivals;
mod soft;
mod verdict;

use std::collections::BTreeSet;

use jemput_ui_kit::{
    Badge, Banner, Button, Empty, Look, Select, Tone, appearance, focus,
    keys::{self, use_keys},
    t,
    timer::use_every,
    use_say, words,
};
use jemput_wire::office::{Decided, MatterPage, Topic, Undo};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub(crate) use self::soft::Looks;
use self::{list::List, many::Many, record::Record};
use crate::{
    api::{self, use_get},
    app::use_session,
    parts::waiting_or_failed,
    route::Route,
};

/// Rows of the list: fifty of one kind are decided at once.
const ROWS: u32 = 100;

/// Properties of [`Conflicts`].
#[derive(Properties, PartialEq)]
pub(crate) struct ConflictsProps {
    /// The record that is looked at; empty: the first one.
    pub(crate) id: AttrValue,
}

/// Conditions of the list.
#[derive(Debug, Clone, Default, PartialEq)]
struct Wish {
    village: String,
    topic: String,
    kind: String,
    field: String,
}

/// What a decision did, and what to say about it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    /// The server's answer; `None` where nothing can be taken back.
    pub(super) decided: Option<Decided>,
    /// One sentence.
    pub(super) words: String,
}

/// The screen.
#[component(Conflicts)]
pub(crate) fn conflicts(props: &ConflictsProps) -> Html {
    let session = use_session();
    let say = use_say();
    let wish = use_state(Wish::default);
    let marked = use_state(BTreeSet::<String>::new);
    let turn = use_state(|| 0_u32);
    let data = use_get::<MatterPage>(format!(
        "conflicts?village={}&topic={}&kind={}&field={}&limit={ROWS}&turn={}",
        wish.village, wish.topic, wish.kind, wish.field, *turn
    ));
    appearance::title(&t!("office-nav-conflicts"));
    use_growing(data.ready(), &turn);

    let ids: Vec<String> = data
        .ready()
        .map(|page| page.rows.iter().map(|row| row.record.clone()).collect())
        .unwrap_or_default();
    let here = if props.id.is_empty() {
        ids.first().cloned().unwrap_or_default()
    } else {
        props.id.to_string()
    };
    let walk = {
        let (ids, here) = (ids.clone(), here.clone());
        Callback::from(move |down: bool| {
            let now = ids.iter().position(|id| *id == here);
            let next = match (now, down) {
                (None, _) => ids.first(),
                (Some(now), true) => ids.get(now + 1),
                (Some(now), false) => now.checked_sub(1).and_then(|before| ids.get(before)),
            };
            if let Some(next) = next {
                keys::set_hash(&Route::Conflict(next.clone()).href());
            }
        })
    };
    let mark = {
        let marked = marked.clone();
        Callback::from(move |id: String| {
            let mut new = (*marked).clone();
            if !new.remove(&id) {
                new.insert(id);
            }
            marked.set(new);
        })
    };
    {
        let (walk, mark, here) = (walk.clone(), mark.clone(), here.clone());
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if focus::typing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "j" | "l" => walk.emit(true),
                "k" => walk.emit(false),
                "x" => mark.emit(here.clone()),
                _ => {}
            }
        }));
    }
    let done = {
        let (turn, marked, session, say) =
            (turn.clone(), marked.clone(), session.clone(), say.clone());
        let (ids, here) = (ids.clone(), here.clone());
        Callback::from(move |outcome: Outcome| {
            let fresh = {
                let (turn, session) = (turn.clone(), session.clone());
                move |step: u32| {
                    turn.set(*turn + step);
                    session.again.emit(());
                }
            };
            let action = outcome.decided.map(|decided| decided.action);
            match action.filter(|action| !action.is_empty()) {
                Some(action) => {
                    let told = say.clone();
                    let (session, say, fresh) = (session.clone(), say.clone(), fresh.clone());
                    let undo = Callback::from(move |()| {
                        let (session, say, fresh) = (session.clone(), say.clone(), fresh.clone());
                        let wish = Undo {
                            action: action.clone(),
                        };
                        spawn_local(async move {
                            let csrf = &session.view.csrf;
                            match api::post::<Decided>("conflicts/undo", csrf, &wish).await {
                                Ok(decided) => {
                                    say.done(t!("office-undone", count = decided.decided));
                                }
                                Err(error) => say.done(words::error(&error)),
                            }
                            fresh(2);
                        });
                    });
                    told.undoable(outcome.words, undo);
                }
                None => say.done(outcome.words),
            }
            marked.set(BTreeSet::new());
            // On to the next one, so that many can be decided without the mouse.
            let now = ids.iter().position(|id| *id == here);
            let next = now.and_then(|now| ids.get(now + 1).or(ids.get(now.wrapping_sub(1))));
            let next = next.map_or(Route::Conflicts, |next| Route::Conflict(next.clone()));
            keys::set_hash(&next.href());
            fresh(1);
            focus::find("#isi");
        })
    };
    let page = data.ready();
    let rows = page.map(|page| page.rows.clone()).unwrap_or_default();
    let chosen: Vec<_> = rows
        .iter()
        .filter(|row| marked.contains(&row.record) && row.topic == Topic::Rivals)
        .cloned()
        .collect();
    let unmark = {
        let marked = marked.clone();
        Callback::from(move |()| marked.set(BTreeSet::new()))
    };
    let mark_all = {
        let (marked, rows) = (marked.clone(), rows.clone());
        Callback::from(move |()| {
            let all = rows.iter().filter(|row| row.topic == Topic::Rivals);
            marked.set(all.map(|row| row.record.clone()).collect());
        })
    };
    html! {
        <div class="page">
            <div class="page-head">
                <div><h1>{ t!("office-conflicts-title") }</h1><p>{ t!("office-conflicts-intro") }</p></div>
                <p class="keys" aria-hidden="true">
                    <span><kbd class="kbd">{ "J" }</kbd><kbd class="kbd">{ "K" }</kbd>{ t!("office-key-walk") }</span>
                    <span><kbd class="kbd">{ "1" }</kbd><kbd class="kbd">{ "2" }</kbd>{ t!("office-key-take") }</span>
                    <span><kbd class="kbd">{ "3" }</kbd>{ t!("office-key-write") }</span>
                    <span><kbd class="kbd">{ "X" }</kbd>{ t!("office-key-mark") }</span>
                </p>
            </div>
            { waiting_or_failed(&data) }
            if let Some(page) = page {
                { ways(page, false) }
                if page.all == 0 {
                    <div class="card"><Empty icon="ok" title={t!("office-conflicts-none")}><p>{ t!("office-conflicts-none-help") }</p></Empty></div>
                } else {
                    { filters(&wish, page) }
                    if page.rows.is_empty() {
                        <div class="card"><Empty icon="duplicate" title={t!("office-rows-none")}>
                            <p>{ t!("office-conflicts-elsewhere", count = page.all) }</p>
                            <Button onclick={let wish = wish.clone(); move |_: MouseEvent| wish.set(Wish::default())} test="office-filter-clear">{ t!("office-filter-clear") }</Button>
                        </Empty></div>
                    } else {
                        <div class="columns columns--list-detail">
                            <List rows={rows} total={page.total} here={here.clone()} marked={(*marked).clone()} on_mark={mark} on_all={mark_all} />
                            if chosen.is_empty() {
                                <Record key={format!("{here}-{}", *turn)} id={here.clone()} on_done={done} />
                            } else {
                                <Many rows={chosen} devices={page.devices.clone()} field={wish.field.clone()} on_done={done} on_cancel={unmark} />
                            }
                        </div>
                    }
                }
            }
        </div>
    }
}

fn filters(wish: &UseStateHandle<Wish>, page: &MatterPage) -> Html {
    let change = |set: fn(&mut Wish, String)| {
        let wish = wish.clone();
        Callback::from(move |value: String| {
            let mut new = (*wish).clone();
            set(&mut new, value);
            wish.set(new);
            keys::set_hash(&Route::Conflicts.href());
        })
    };
    let option = |value: &str, words: String| (AttrValue::from(value.to_owned()), words.into());
    let villages: Vec<_> = page
        .villages
        .iter()
        .map(|village| option(village.code.as_str(), village.name.clone()))
        .collect();
    let topics: Vec<_> = Topic::ALL
        .iter()
        .map(|topic| {
            let topic = topic.as_str();
            option(topic, t!(&format!("office-topic-{topic}")))
        })
        .collect();
    let fields: Vec<_> = page
        .fields
        .iter()
        .map(|field| option(field, words::field(field)))
        .collect();
    let kinds: Vec<_> = page
        .kinds
        .iter()
        .map(|kind| option(kind, kind_words(kind)))
        .collect();
    html! {
        <div class="filters filters--four">
            <Select id="topic" label={t!("office-filter-topic")} options={topics} value={wish.topic.clone()} test="office-filter-topic"
                empty={AttrValue::from(t!("office-state-all"))} on_change={change(|wish, value| wish.topic = value)} />
            if villages.len() > 1 || !wish.village.is_empty() {
                <Select id="village" label={t!("office-filter-village")} options={villages} value={wish.village.clone()} test="office-filter-village"
                    empty={AttrValue::from(t!("office-state-all"))} on_change={change(|wish, value| wish.village = value)} />
            }
            <Select id="kind" label={t!("office-filter-kind")} options={kinds} value={wish.kind.clone()} test="office-filter-kind"
                empty={AttrValue::from(t!("office-state-all"))} on_change={change(|wish, value| wish.kind = value)} />
            <Select id="field" label={t!("office-filter-field")} options={fields} value={wish.field.clone()} test="office-filter-field"
                empty={AttrValue::from(t!("office-state-all"))} on_change={change(|wish, value| wish.field = value)} />
        </div>
    }
}

/// Where to look: what there is to decide, and what is only worth a look; and whether the list is whole.
pub(super) fn ways(page: &MatterPage, soft: bool) -> Html {
    let way = |route: &Route, here: bool, count: u64, words: String, test: &'static str| {
        html! {
            <a class="tab" href={route.href()} aria-current={here.then_some("page")} data-test={test}>
                { words }<Badge tone={Tone::Plain}>{ words::number(count) }</Badge>
            </a>
        }
    };
    html! {
        <>
            if page.behind > 0 {
                <Banner tone={Tone::Info} test="office-behind">{ t!("office-behind", count = page.behind) }</Banner>
            }
            if soft || page.soft > 0 {
                <nav class="tabs" aria-label={t!("office-ways")}>
                    { way(&Route::Conflicts, !soft, page.all, t!("office-way-decide"), "office-way-decide") }
                    { way(&Route::Looks, soft, page.soft, t!("office-way-look"), "office-way-look") }
                </nav>
            }
        </>
    }
}

/// Asks again from time to time while the list is not whole.
#[hook]
pub(super) fn use_growing(page: Option<&MatterPage>, turn: &UseStateHandle<u32>) {
    let grows = page.is_some_and(|page| page.behind > 0);
    let turn = turn.clone();
    use_every(
        grows.then_some(3000),
        Callback::from(move |()| turn.set(*turn + 1)),
    );
}

/// A kind of record in words.
pub(in crate::pages) fn kind_words(kind: &str) -> String {
    words::maybe(&format!("office-kind-{kind}"), None).unwrap_or_else(|| t!("office-kind-other"))
}

/// Saves on Ctrl Enter, as the button says.
#[hook]
pub(super) fn use_save_key(save: Callback<MouseEvent>) {
    use_keys(Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() && event.key() == "Enter" {
            event.prevent_default();
            if let Ok(press) = MouseEvent::new("click") {
                save.emit(press);
            }
        }
    }));
}

/// The button that saves, with its key.
pub(super) fn save_button(words: String, busy: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <Button look={Look::Primary} large=true {busy} {onclick} chip="Ctrl Enter" shortcut="Control+Enter" test="office-decide">{ words }</Button>
    }
}
