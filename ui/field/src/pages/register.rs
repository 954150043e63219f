//! The register book: every number in its order, every gap with its reason.

use jemput_ui_kit::{
    Button, Empty, ErrorBanner, LetterNumber, Load, Select, TextField, appearance, call, t,
    use_load, use_say, words,
};
use jemput_wire::{
    AppError,
    letter::LetterStateView,
    register::{Book, RegisterGet, RegisterPage, RegisterRow, RegisterSave},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{parts::letter_badge, route::Route};

/// Rows of a page.
const PAGE: u32 = 100;

const STATES: [(&str, LetterStateView); 3] = [
    ("awaiting", LetterStateView::AwaitingSignature),
    ("issued", LetterStateView::Issued),
    ("void", LetterStateView::Void),
];

/// The screen.
#[component(Register)]
pub(crate) fn register() -> Html {
    let text = use_state(String::new);
    let state = use_state(String::new);
    let book = use_state(|| None::<Book>);
    let limit = use_state(|| PAGE);
    let fault = use_state(|| None::<AppError>);
    let say = use_say();
    let page = use_load(RegisterGet {
        book: (*book).clone(),
        text: (*text).clone(),
        state: STATES
            .iter()
            .find(|(name, _)| **name == **state)
            .map(|(_, state)| *state),
        offset: 0,
        limit: *limit,
    });
    appearance::title(&t!("register-title"));
    let on_input = {
        let text = text.clone();
        Callback::from(move |typed: String| text.set(typed))
    };
    let on_state = {
        let state = state.clone();
        Callback::from(move |chosen: String| state.set(chosen))
    };
    let more = {
        let limit = limit.clone();
        Callback::from(move |_: MouseEvent| limit.set(*limit + PAGE))
    };
    let shown = page.data.ready().and_then(|page| page.book.clone());
    let save = |format: &'static str| {
        let (shown, fault, say) = (shown.clone(), fault.clone(), say.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(book) = shown.clone() else { return };
            let (fault, say) = (fault.clone(), say.clone());
            fault.set(None);
            spawn_local(async move {
                let wish = RegisterSave {
                    book,
                    format: format.to_owned(),
                    path: None,
                };
                match call(wish).await {
                    Ok(saved) => say.done(t!("file-saved", path = &saved.path)),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let choose = {
        let book = book.clone();
        let books = page.data.ready().map(|page| page.books.clone());
        Callback::from(move |chosen: String| {
            let found = books.iter().flatten().find(|book| name(book) == chosen);
            book.set(found.cloned());
        })
    };
    let states = STATES
        .iter()
        .map(|(name, _)| ((*name).into(), t!(&format!("register-{name}")).into()))
        .collect::<Vec<_>>();
    let options = page.data.ready().map_or_else(Vec::new, |page| {
        let option = |book: &Book| (name(book).into(), title(book).into());
        page.books.iter().map(option).collect()
    });
    html! {
        <>
            <div class="page-head">
                <div><h1>{ t!("register-title") }</h1><p>{ t!("register-book-intro") }</p></div>
                <div class="row">
                    <Button icon="letter" onclick={save("pdf")} test="register-pdf">{ t!("register-pdf") }</Button>
                    <Button icon="table" onclick={save("xlsx")} test="register-xlsx">{ t!("register-xlsx") }</Button>
                    <Button icon="number" href={Route::Numbers.href()} test="to-numbers">{ t!("numbers-title") }</Button>
                </div>
            </div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="filters">
                <Select id="book" label={t!("register-book")} {options} value={shown.as_ref().map(name).unwrap_or_default()} on_change={choose} test="register-book" />
                <TextField id="filter" label={t!("register-filter")} value={(*text).clone()} {on_input} test="register-filter" />
                <Select id="state" label={t!("register-states")} options={states} value={(*state).clone()} empty={AttrValue::from(t!("register-all"))} on_change={on_state} test="register-state" />
            </div>
            <section class="card card--flush" aria-label={t!("register-title")}>
                { match &page.data {
                    Load::Waiting => html! { <p class="card__note" role="status">{ t!("opening") }</p> },
                    Load::Failed(error) => html! { <ErrorBanner error={error.clone()} /> },
                    Load::Ready(found) if found.rows.is_empty() => html! { <Empty icon="letter" title={t!("register-none")}><p>{ t!("register-none-help") }</p></Empty> },
                    Load::Ready(found) => body(found, &more),
                } }
            </section>
        </>
    }
}

fn name(book: &Book) -> String {
    format!("{} {}", book.year, book.series)
}

fn title(book: &Book) -> String {
    if book.year == 0 {
        book.series.clone()
    } else {
        format!("{} · {}", book.year, book.series)
    }
}

fn body(found: &RegisterPage, more: &Callback<MouseEvent>) -> Html {
    html! {
        <>
            <div class="table-wrap">
                <table class="table">
                    <caption class="hidden-text">{ t!("register-title") }</caption>
                    <thead><tr><th scope="col">{ t!("register-serial") }</th><th scope="col">{ t!("col-number") }</th><th scope="col">{ t!("col-for") }</th><th scope="col">{ t!("col-date") }</th><th scope="col">{ t!("col-state") }</th><th scope="col">{ t!("register-note") }</th></tr></thead>
                    <tbody>{ for found.rows.iter().map(row) }</tbody>
                </table>
            </div>
            <div class="card__foot row row--between">
                <span class="muted small" role="status" data-test="register-counts">{ t!("register-counts", letters = words::number(found.letters), gaps = words::number(found.gaps)) }</span>
                if (found.rows.len() as u64) < found.total { <Button onclick={more.clone()}>{ t!("register-more") }</Button> }
            </div>
        </>
    }
}

fn row(row: &RegisterRow) -> Html {
    if let Some(letter) = &row.letter {
        let note = match row.note_kind.as_str() {
            "manual" => t!("register-note-manual", reason = &row.note),
            "void" | "replaced" => t!("register-note-void", reason = &row.note),
            _ => String::new(),
        };
        return html! {
            <tr key={letter.id.to_string()} data-test="register-row">
                <th scope="row" class="code nowrap">{ &row.serial }</th>
                <td><a class="cell-link" href={Route::Letter(letter.id).href()}><LetterNumber number={letter.number.clone()} /></a></td>
                <td>{ &letter.resident_name }<span class="list-row__sub">{ &letter.title }</span></td>
                <td class="nowrap">{ &letter.issued_on }</td>
                <td>{ letter_badge(letter.state) }</td>
                <td>{ note }{ checked(&row.checked) }</td>
            </tr>
        };
    }
    html! {
        <tr key={format!("gap {}", row.serial)} class="table__quiet" data-test="register-gap">
            <th scope="row" class="code nowrap">{ &row.serial }</th>
            <td colspan="5">{ row.gap.as_ref().map(words::gap) }</td>
        </tr>
    }
}

/// Who checked it; a column of its own would push the table off small screens.
fn checked(name: &str) -> Html {
    if name.is_empty() {
        return Html::default();
    }
    html! { <span class="list-row__sub">{ t!("register-checked", name = name) }</span> }
}
