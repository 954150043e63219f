//! Finds residents; the opened one stands beside the list.

use jemput_domain::id::ResidentId;
use jemput_ui_kit::{
    Button, Empty, ErrorBanner, Icon, Load, appearance, call, focus, latest::use_latest,
    list::walk, t, text_field::typed, timer::use_debounce, words,
};
use jemput_wire::resident::{ResidentSearch, SearchView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::resident::Resident;
use crate::{parts::PersonRow, route::Route};

/// Waits this long after a letter, in milliseconds.
const PAUSE: u32 = 90;
/// Rows at most.
const LIMIT: u32 = 50;

/// Properties of [`SearchBox`].
#[derive(Properties, PartialEq)]
pub(super) struct SearchBoxProps {
    /// Opened beside the list.
    #[prop_or_default]
    pub(super) selected: Option<ResidentId>,
    /// On another screen than the residents': shows the list only while something is typed.
    #[prop_or_default]
    pub(super) jump: bool,
}

/// The search field with its results. Arrow keys choose, Enter opens, Escape empties.
#[component(SearchBox)]
pub(super) fn search_box(props: &SearchBoxProps) -> Html {
    let query = use_state(String::new);
    let found = use_state(|| Load::<SearchView>::Waiting);
    // For which text the rows are; Enter must not open somebody whom an earlier text found.
    let asked = use_mut_ref(|| None::<String>);
    let open_first = use_mut_ref(|| false);
    let mark = use_state(|| None::<usize>);
    let wait = use_debounce();
    let latest = use_latest();
    let look = {
        let (found, asked, open_first) = (found.clone(), asked.clone(), open_first.clone());
        use_callback((), move |query: String, ()| {
            let this = latest.asks();
            let (found, asked, open_first) = (found.clone(), asked.clone(), open_first.clone());
            spawn_local(async move {
                let answer = call(ResidentSearch {
                    query: query.clone(),
                    limit: LIMIT,
                })
                .await;
                if this.is_latest() {
                    asked.replace(Some(query));
                    if open_first.replace(false)
                        && let Ok(view) = &answer
                        && let Some(hit) = view.hits.first()
                    {
                        Route::Resident(hit.id).go();
                    }
                    found.set(match answer {
                        Ok(view) => Load::Ready(view),
                        Err(error) => Load::Failed(error),
                    });
                }
            });
        })
    };
    {
        let look = look.clone();
        let jump = props.jump;
        use_effect_with((), move |()| {
            look.emit(String::new());
            if !jump || !focus::typing() {
                focus::find("[data-test=search]");
            }
        });
    }
    let hits = found
        .ready()
        .map(|view| view.hits.clone())
        .unwrap_or_default();
    let oninput = {
        let (query, mark, look, open_first) = (
            query.clone(),
            mark.clone(),
            look.clone(),
            open_first.clone(),
        );
        Callback::from(move |event: InputEvent| {
            let text = typed(&event);
            query.set(text.clone());
            mark.set(None);
            open_first.replace(false);
            let look = look.clone();
            wait.run(PAUSE, move || look.emit(text));
        })
    };
    let onkeydown = {
        let (query, mark, look, hits) = (query.clone(), mark.clone(), look, hits.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                if asked.borrow().as_ref() != Some(&*query) {
                    open_first.replace(true);
                    look.emit((*query).clone());
                } else if let Some(hit) = hits.get(mark.unwrap_or(0)) {
                    Route::Resident(hit.id).go();
                }
            }
            "Escape" if !query.is_empty() => {
                event.stop_propagation();
                query.set(String::new());
                mark.set(None);
                look.emit(String::new());
            }
            key => {
                if let Some(place) = walk(key, *mark, hits.len()) {
                    event.prevent_default();
                    mark.set(Some(place));
                    if let Some(row) = web_sys::window()
                        .and_then(|w| w.document())
                        .and_then(|d| d.get_element_by_id(&row_id(place)))
                    {
                        focus::near(&row);
                    }
                }
            }
        })
    };
    let shown = !props.jump || !query.trim().is_empty();
    let status = match &*found {
        Load::Ready(view) if query.trim().is_empty() => {
            t!("search-all", total = words::number(view.total))
        }
        Load::Ready(view) if view.more => t!("search-more", count = LIMIT),
        Load::Ready(view) => t!(
            "search-count",
            count = u32::try_from(view.hits.len()).unwrap_or(u32::MAX),
            total = words::number(view.total)
        ),
        Load::Waiting | Load::Failed(_) => String::new(),
    };
    html! {
        <>
            <label class="hidden-text" for="search">{ t!("search-label") }</label>
            <span class="input-wrap">
                <Icon name="search" class="icon--lead" />
                <input class="input input--search" id="search" type="search" value={(*query).clone()} autocomplete="off" spellcheck="false"
                    placeholder={t!("search-label")} role="combobox" aria-autocomplete="list" aria-controls="hits"
                    aria-expanded={if shown && !hits.is_empty() { "true" } else { "false" }}
                    aria-activedescendant={mark.filter(|_| shown).map(row_id)} aria-describedby="search-status" {oninput} {onkeydown} data-test="search" />
                <kbd class="kbd" aria-hidden="true">{ "Ctrl K" }</kbd>
            </span>
            <p class="field__help" id="search-status" role="status" data-test="search-status">{ status }</p>
            if let Load::Failed(error) = &*found { <ErrorBanner error={error.clone()} /> }
            if shown {
                <div class="card card--flush hits">
                    if hits.is_empty() && found.ready().is_some() {
                        <Empty icon="person" title={t!(if query.trim().is_empty() { "residents-none" } else { "search-none" })}>
                            <p>{ t!(if query.trim().is_empty() { "residents-none-help" } else { "search-none-help" }) }</p>
                        </Empty>
                    }
                    <ul class="rows rows--first-plain" id="hits">
                        { for hits.iter().enumerate().map(|(place, hit)| html! {
                            <li key={hit.id.to_string()}><PersonRow hit={hit.clone()} query={(*query).clone()} current={props.selected == Some(hit.id)} marked={*mark == Some(place)} id={AttrValue::from(row_id(place))} /></li>
                        }) }
                    </ul>
                    if !props.jump {
                        <div class="card__foot"><Button block=true icon="add" href={Route::NewResident.href()} test="new-resident">{ t!("search-new") }</Button></div>
                    }
                </div>
            }
        </>
    }
}

fn row_id(place: usize) -> String {
    format!("hit-{place}")
}

/// Properties of [`Residents`].
#[derive(Properties, PartialEq)]
pub(crate) struct ResidentsProps {
    pub(crate) selected: Option<ResidentId>,
}

/// The screen.
#[component(Residents)]
pub(crate) fn residents(props: &ResidentsProps) -> Html {
    appearance::title(&t!("nav-residents"));
    html! {
        <div class={classes!("columns", "columns--list-detail", props.selected.map(|_| "has-detail"))}>
            <section class="stack list-side" aria-labelledby="residents">
                <h1 id="residents" class={classes!(props.selected.map(|_| "hidden-text"))}>{ t!("nav-residents") }</h1>
                <SearchBox selected={props.selected} />
                <p class="keys" aria-hidden="true">
                    <span><kbd class="kbd">{ "↑" }</kbd><kbd class="kbd">{ "↓" }</kbd>{ t!("key-choose") }</span>
                    <span><kbd class="kbd">{ "Enter" }</kbd>{ t!("key-open") }</span>
                    <span><kbd class="kbd">{ "Esc" }</kbd>{ t!("key-empty") }</span>
                </p>
            </section>
            if let Some(id) = props.selected {
                <Resident key={id.to_string()} {id} />
            } else {
                <section class="card detail-empty">
                    <Empty icon="person" title={t!("residents-choose")}>
                        <p>{ t!("residents-choose-help") }</p>
                        <div class="row"><Button icon="add" href={Route::NewResident.href()}>{ t!("resident-new") }</Button><Button icon="table" href={Route::Import.href()}>{ t!("import-short") }</Button></div>
                    </Empty>
                </section>
            }
        </div>
    }
}
