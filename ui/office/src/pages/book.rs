//! The register book of a village: every number in its order, every gap with its reason.

use jemput_ui_kit::{Button, Empty, LetterNumber, Select, appearance, t, words};
use jemput_wire::office::{Act, BookLine, BookPage, BookRef};
use yew::prelude::*;

use crate::{
    api::{book_file, escaped, use_get},
    app::use_session,
    parts::{PAGE, Pager, into, letter_state, waiting_or_failed},
    route::Route,
};

/// The screen.
#[component(Book)]
pub(crate) fn book() -> Html {
    let session = use_session();
    let chosen = use_state(|| None::<BookRef>);
    let offset = use_state(|| 0_u32);
    let which = chosen.as_ref().map_or_else(String::new, |book| {
        let series = escaped(&book.series);
        format!(
            "village={}&series={series}&year={}&",
            book.village, book.year
        )
    });
    let data = use_get::<BookPage>(format!("book?{which}offset={}&limit={PAGE}", *offset));
    appearance::title(&t!("office-book"));
    let page = data.ready();
    let shown = page.and_then(|page| page.book.clone());
    let on_change = {
        let (chosen, offset) = (chosen.clone(), offset.clone());
        let books = page.map(|page| page.books.clone()).unwrap_or_default();
        Callback::from(move |value: String| {
            chosen.set(books.iter().find(|book| name(book) == value).cloned());
            offset.set(0);
        })
    };
    let option = |book: &BookRef| (AttrValue::from(name(book)), AttrValue::from(title(book)));
    let options: Vec<_> =
        page.map_or_else(Vec::new, |page| page.books.iter().map(option).collect());
    html! {
        <div class="page">
            <div class="page-head">
                <div><h1>{ t!("office-book") }</h1><p>{ t!("register-book-intro") }</p></div>
                if let Some(book) = shown.as_ref().filter(|_| session.view.may(Act::ExportBook)) {
                    <div class="row">
                        <Button icon="letter" href={book_file(book, "pdf")} test="office-book-pdf">{ t!("register-pdf") }</Button>
                        <Button icon="table" href={book_file(book, "xlsx")} test="office-book-xlsx">{ t!("register-xlsx") }</Button>
                    </div>
                }
            </div>
            if options.len() > 1 {
                <div class="filters">
                    <Select id="book" label={t!("office-book-which")} {options} value={shown.as_ref().map(name).unwrap_or_default()} {on_change} test="office-book-which" />
                </div>
            }
            <section class="card card--flush" aria-label={t!("office-book")}>
                { waiting_or_failed(&data) }
                if let Some(page) = page {
                    if page.rows.is_empty() && *offset == 0 {
                        <Empty icon="letter" title={t!("office-rows-none")}><p>{ t!("office-letters-none-help") }</p></Empty>
                    } else {
                        { table(page, session.view.may(Act::SeeResidents)) }
                        <div class="card__foot">
                            <p class="muted small" data-test="office-book-counts">{ t!("register-counts", letters = words::number(page.letters), gaps = words::number(page.gaps)) }</p>
                            <Pager offset={*offset} shown={page.rows.len()} total={page.total} on_turn={into(&offset)} />
                        </div>
                    }
                }
            </section>
        </div>
    }
}

fn name(book: &BookRef) -> String {
    format!("{} {} {}", book.village, book.year, book.series)
}

fn title(book: &BookRef) -> String {
    let mut parts = vec![book.village_name.clone(), book.series.clone()];
    if book.year != 0 {
        parts.insert(1, book.year.to_string());
    }
    parts.join(" · ")
}

fn table(page: &BookPage, may_look: bool) -> Html {
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("office-book") }</caption>
            <thead><tr>
                <th scope="col">{ t!("register-serial") }</th><th scope="col">{ t!("office-letter-number") }</th>
                <th scope="col">{ t!("office-letter-whose") }</th><th scope="col">{ t!("office-letter-date") }</th>
                <th scope="col">{ t!("office-letter-state") }</th>
                <th scope="col">{ t!("register-note") }</th>
            </tr></thead>
            <tbody>{ for page.rows.iter().map(|line| row(line, may_look)) }</tbody>
        </table></div>
    }
}

fn row(line: &BookLine, may_look: bool) -> Html {
    let Some(letter) = &line.letter else {
        return html! {
            <tr key={format!("gap {}", line.serial)} class="table__quiet" data-test="office-book-gap">
                <th scope="row" class="code nowrap">{ &line.serial }</th>
                <td colspan="5">{ line.gap.as_ref().map(words::gap) }</td>
            </tr>
        };
    };
    let note = match line.note_kind.as_str() {
        "manual" => t!("register-note-manual", reason = &line.note),
        "void" => t!("register-note-void", reason = &line.note),
        _ => String::new(),
    };
    let whose = if letter.resident.is_empty() || !may_look {
        html! { &letter.resident_name }
    } else {
        html! { <a href={Route::Resident(letter.resident.clone()).href()}>{ &letter.resident_name }</a> }
    };
    html! {
        <tr key={letter.id.clone()} data-test="office-book-row">
            <th scope="row" class="code nowrap">{ &line.serial }</th>
            <td><LetterNumber number={letter.number.clone()} /></td>
            <td>{ whose }<span class="list-row__sub">{ &letter.title }</span></td>
            <td class="nowrap">{ &letter.issued_on }</td>
            <td>{ letter_state(letter) }</td>
            <td>{ note }
                if !line.checked.is_empty() { <span class="list-row__sub">{ t!("register-checked", name = &line.checked) }</span> }</td>
        </tr>
    }
}
