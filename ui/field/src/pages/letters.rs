//! The register of letters.

use jemput_ui_kit::{
    Badge, Button, Empty, ErrorBanner, Icon, LetterNumber, Load, Tab, Tabs, TextField, Tone,
    appearance, t, use_load, words,
};
use jemput_wire::letter::{LetterCard, LetterList, LetterStateView};
use yew::prelude::*;

use crate::{parts::letter_badge, route::Route};

/// Rows of a page.
const PAGE: u32 = 50;

const STATES: [(&str, Option<LetterStateView>); 4] = [
    ("all", None),
    ("awaiting", Some(LetterStateView::AwaitingSignature)),
    ("issued", Some(LetterStateView::Issued)),
    ("void", Some(LetterStateView::Void)),
];

/// The screen.
#[component(Letters)]
pub(crate) fn letters() -> Html {
    let text = use_state(String::new);
    let state = use_state(|| AttrValue::Static("all"));
    let limit = use_state(|| PAGE);
    let wanted = STATES
        .iter()
        .find(|(name, _)| *name == state.as_str())
        .and_then(|(_, state)| *state);
    let page = use_load(LetterList {
        text: (*text).clone(),
        state: wanted,
        offset: 0,
        limit: *limit,
    });
    appearance::title(&t!("nav-letters"));
    let tabs = STATES
        .iter()
        .map(|(name, _)| Tab {
            value: (*name).into(),
            words: t!(&format!("register-{name}")).into(),
        })
        .collect::<Vec<_>>();
    let on_input = {
        let text = text.clone();
        Callback::from(move |typed: String| text.set(typed))
    };
    let choose = {
        let state = state.clone();
        Callback::from(move |chosen: AttrValue| state.set(chosen))
    };
    let more = {
        let limit = limit.clone();
        Callback::from(move |_: MouseEvent| limit.set(*limit + PAGE))
    };
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("nav-letters") }</h1><p>{ t!("register-intro") }</p></div>
                <div class="row"><Button icon="table" href={Route::Register.href()} test="to-register">{ t!("register-title") }</Button>
                <Button icon="number" href={Route::Numbers.href()} test="to-numbers">{ t!("numbers-title") }</Button></div></div>
            <div class="columns columns--halves"><TextField id="filter" label={t!("register-filter")} value={(*text).clone()} {on_input} test="letter-filter" /></div>
            <section class="card card--flush">
                <div class="card__tabs"><Tabs label={t!("register-states")} {tabs} value={(*state).clone()} panel="register" on_change={choose} test="letters" /></div>
                <div id="register" role="tabpanel" aria-labelledby={format!("register-{}", *state)} tabindex="0">
                    { match &page.data {
                        Load::Waiting => html! { <p class="card__note" role="status">{ t!("opening") }</p> },
                        Load::Failed(error) => html! { <ErrorBanner error={error.clone()} /> },
                        Load::Ready(found) if found.rows.is_empty() => html! { <Empty icon="letter" title={t!("register-none")}><p>{ t!("register-none-help") }</p></Empty> },
                        Load::Ready(found) => html! {
                            <>
                                { table(&found.rows) }
                                <div class="card__foot row row--between">
                                    <span class="muted small" role="status">{ t!("register-count", shown = u32::try_from(found.rows.len()).unwrap_or(0), total = words::number(found.total)) }</span>
                                    if (found.rows.len() as u64) < found.total { <Button onclick={more}>{ t!("register-more") }</Button> }
                                </div>
                            </>
                        },
                    } }
                </div>
            </section>
        </>
    }
}

fn table(rows: &[LetterCard]) -> Html {
    let row = |letter: &LetterCard| {
        html! {
            <tr key={letter.id.to_string()}>
                <th scope="row"><a class="cell-link" href={Route::Letter(letter.id).href()} data-test="letter"><LetterNumber number={letter.number.clone()} /></a></th>
                <td>{ &letter.resident_name }<span class="list-row__sub">{ &letter.title }</span></td>
                <td class="nowrap">{ &letter.issued_on }</td>
                <td>{ letter_badge(letter.state) }</td>
                <td>{ sent(letter.sent) }</td>
            </tr>
        }
    };
    html! {
        <div class="table-wrap">
            <table class="table">
                <thead><tr><th scope="col">{ t!("col-number") }</th><th scope="col">{ t!("col-for") }</th><th scope="col">{ t!("col-date") }</th><th scope="col">{ t!("col-state") }</th><th scope="col">{ t!("col-sent") }</th></tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// Whether the office has it.
fn sent(sent: bool) -> Html {
    if sent {
        html! { <span class="row row--fixed is-info nowrap"><Icon name="upload" class="icon--small" />{ t!("road-sent") }</span> }
    } else {
        html! { <Badge tone={Tone::Pending}>{ t!("road-unsent") }</Badge> }
    }
}
