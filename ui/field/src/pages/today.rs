//! The first screen of the day: find the next person; go on with what was started.

use jemput_ui_kit::{
    Badge, Banner, Button, Empty, ErrorBanner, Load, Look, Tone, appearance, call, t, use_load,
    use_say, words,
};
use jemput_wire::{approval, request, today};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{residents::SearchBox, today_ready::Ready};
use crate::{parts::LetterRow, route::Route};

/// The screen.
#[component(Today)]
pub(crate) fn today() -> Html {
    let day = use_load(today::Today {});
    let say = use_say();
    appearance::title(&t!("nav-today"));
    let discard = {
        let again = day.again.clone();
        Callback::from(move |id| {
            let (again, say) = (again.clone(), say.clone());
            spawn_local(async move {
                if call(request::RequestDiscard { id }).await.is_ok() {
                    let restored = again.clone();
                    say.undoable(
                        t!("draft-discarded"),
                        Callback::from(move |()| {
                            let restored = restored.clone();
                            spawn_local(async move {
                                if call(request::RequestRestore { id }).await.is_ok() {
                                    restored.emit(());
                                }
                            });
                        }),
                    );
                    again.emit(());
                }
            });
        })
    };
    let day = match &day.data {
        Load::Waiting => {
            return html! { <><h1>{ t!("today-title") }</h1><p role="status">{ t!("opening") }</p></> };
        }
        Load::Failed(error) => {
            let again = day.again.reform(|_: MouseEvent| ());
            return html! { <><h1>{ t!("today-title") }</h1><ErrorBanner error={error.clone()} action={html! { <Button onclick={again}>{ t!("try-again") }</Button> }} /></> };
        }
        Load::Ready(day) => day,
    };
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("today-title") }</h1><p>{ t!("today-intro", residents = words::number(day.residents)) }</p></div></div>
            { for day.notices.iter().map(|notice| html! { <Banner tone={Tone::Warn}>{ words::error(notice) }</Banner> }) }
            { unprinted(day) }
            <div class="columns columns--main-side">
                <div class="stack stack--wide">
                    <section class="card hero" aria-labelledby="next">
                        <h2 id="next">{ t!("today-next") }</h2>
                        <SearchBox jump=true />
                        <div class="row">
                            <Button icon="add" href={Route::NewResident.href()} test="new-resident">{ t!("resident-new") }</Button>
                            if day.residents == 0 { <Button look={Look::Primary} icon="table" href={Route::Import.href()}>{ t!("import-first") }</Button> }
                        </div>
                    </section>
                    { drafts(&day.drafts, &discard) }
                    { waiting(&day.waiting) }
                    { awaiting(day) }
                </div>
                <aside class="stack stack--wide" aria-label={t!("ready-title")}>
                    <Ready day={day.clone()} />
                    <section class="card stack" aria-labelledby="done">
                        <h2 id="done">{ t!("today-done") }</h2>
                        <dl class="figures">
                            <div><dt>{ t!("today-printed") }</dt><dd class="figure" data-test="count-printed">{ words::number(day.printed) }</dd></div>
                            <div><dt>{ t!("today-issued") }</dt><dd class="figure">{ words::number(day.issued) }</dd></div>
                            <div><dt>{ t!("today-waiting") }</dt><dd class="figure">{ day.awaiting.len() }</dd></div>
                        </dl>
                    </section>
                </aside>
            </div>
        </>
    }
}

fn drafts(
    drafts: &[request::RequestCard],
    discard: &Callback<jemput_domain::id::RequestId>,
) -> Html {
    let row = |draft: &request::RequestCard| {
        let id = draft.id;
        html! {
            <li class="list-row list-row--two">
                <a class="list-row__link" href={Route::Request(id).href()} data-test="draft">
                    <span class="list-row__title">{ &draft.resident_name }</span>
                    <span class="list-row__sub">{ &draft.title }{ " · " }{ t!("saved-at", when = &draft.saved_at) }</span>
                </a>
                <Button look={Look::Quiet} icon="close" label={t!("draft-discard", name = &draft.resident_name)}
                    onclick={discard.reform(move |_: MouseEvent| id)} test="draft-discard" />
            </li>
        }
    };
    html! {
        <section class="card card--flush" aria-labelledby="drafts">
            <div class="card__head"><h2 id="drafts">{ t!("drafts-title") }</h2></div>
            if drafts.is_empty() {
                <Empty icon="form" title={t!("drafts-none")}><p>{ t!("drafts-none-help") }</p></Empty>
            } else {
                <ul class="rows">{ for drafts.iter().map(row) }</ul>
            }
        </section>
    }
}

/// Letters with a number that nobody has seen on paper: said before the next person sits down.
fn unprinted(day: &today::TodayView) -> Html {
    let count = day
        .awaiting
        .iter()
        .filter(|letter| letter.unprinted)
        .count();
    if count == 0 {
        return Html::default();
    }
    html! {
        <Banner tone={Tone::Warn} title={t!("unprinted-title", count = u32::try_from(count).unwrap_or(u32::MAX))} test="unprinted"><p>{ t!("unprinted-help") }</p></Banner>
    }
}

/// Requests on their way to somebody's approval, or back from it.
fn waiting(cards: &[approval::WaitingCard]) -> Html {
    if cards.is_empty() {
        return Html::default();
    }
    let row = |card: &approval::WaitingCard| {
        let (tone, key) = match card.stage {
            approval::Stage::Checked => (Tone::Ok, "waiting-checked"),
            _ => (Tone::Pending, "waiting-open"),
        };
        html! {
            <li><a class="list-row list-row--two" href={Route::Request(card.id).href()} data-test="waiting">
                <span><span class="list-row__title">{ &card.resident_name }</span>
                <span class="list-row__sub">{ &card.title }{ " · " }{ t!("waiting-of", name = &card.prepared_name) }</span></span>
                <Badge {tone}>{ t!(key) }</Badge>
            </a></li>
        }
    };
    html! {
        <section class="card card--flush" aria-labelledby="waiting">
            <div class="card__head"><h2 id="waiting">{ t!("waiting-title") }</h2></div>
            <ul class="rows">{ for cards.iter().map(row) }</ul>
        </section>
    }
}

fn awaiting(day: &today::TodayView) -> Html {
    if day.awaiting.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card card--flush" aria-labelledby="awaiting">
            <div class="card__head"><h2 id="awaiting">{ t!("awaiting-title") }</h2></div>
            <ul class="rows">{ for day.awaiting.iter().map(|letter| html! { <li><LetterRow letter={letter.clone()} with_name=true /></li> }) }</ul>
        </section>
    }
}
