//! Around every screen: skip link, menu, who is signed in.

use jemput_ui_kit::{
    Button, Empty, Icon, focus,
    keys::{self, use_hash, use_keys},
    t, words,
};
use jemput_wire::office::{Act, SessionView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session, pages, parts::LookButtons, route::Route};

/// Menu: place, icon, name.
static MENU: [(Route, &str, &str); 12] = [
    (Route::Overview, "today", "overview"),
    (Route::Residents, "person", "residents"),
    (Route::Letters, "letter", "letters"),
    (Route::Conflicts, "edit", "conflicts"),
    (Route::Duplicates, "duplicate", "duplicates"),
    (Route::Inbox, "pending", "inbox"),
    (Route::Numbers, "number", "numbers"),
    (Route::Devices, "laptop", "devices"),
    (Route::Accounts, "lock", "accounts"),
    (Route::Irregular, "warn", "irregular"),
    (Route::Audit(String::new()), "eye", "audit"),
    (Route::Privacy, "info", "privacy"),
];

/// The shell.
#[component(Shell)]
pub(crate) fn shell() -> Html {
    let session = use_session();
    let route = use_state_eq(|| Route::read(&keys::hash()));
    {
        let (route, again) = (route.clone(), session.again.clone());
        use_hash(Callback::from(move |hash: String| {
            route.set(Route::read(&hash));
            // Counts in menu and overview grow old.
            again.emit(());
        }));
    }
    use_effect_with((*route).clone(), |_| {
        if !focus::inside("#isi") {
            focus::find("#isi");
        }
    });
    use_keys(Callback::from(|event: KeyboardEvent| {
        if (event.ctrl_key() && event.key() == "k") || (event.key() == "/" && !focus::typing()) {
            event.prevent_default();
            if !focus::find("[data-test=office-search]") {
                keys::set_hash(&Route::Residents.href());
            }
        }
    }));
    let waiting = |target: &Route| match target {
        Route::Conflicts => session.view.conflicts,
        Route::Duplicates => session.view.duplicates,
        Route::Inbox => session.view.inbox,
        Route::Irregular => session.view.irregular,
        Route::Privacy => session.view.privacy,
        _ => 0,
    };
    let shown = MENU.iter().filter_map(|(target, icon, name)| {
        // Who sees only the book finds it where the letters are.
        let is_book = *target == Route::Letters && !session.view.may(Act::SeeLetters);
        let target = if is_book { &Route::Book } else { target };
        let may = target.act().is_none_or(|act| session.view.may(act));
        may.then_some((target, icon, name))
    });
    let menu = shown.map(|(target, icon, name)| {
        let here = route.section() == target.section();
        let count = waiting(target);
        html! {
            <li><a class="rail__item" href={target.href()} aria-current={here.then_some("page")} data-test={format!("office-nav-{name}")}>
                <Icon name={*icon} />{ t!(&format!("office-nav-{name}")) }
                if count > 0 {
                    <span class="rail__count">{ words::number(u64::from(count)) }<span class="hidden-text">{ t!("office-to-look-at") }</span></span>
                }
            </a></li>
        }
    });
    let sign_out = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            let session = session.clone();
            spawn_local(async move {
                match api::post::<SessionView>("sign-out", &session.view.csrf, &()).await {
                    Ok(view) => session.put.emit(view),
                    Err(_) => session.again.emit(()),
                }
            });
        })
    };
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        focus::find("#isi");
    });
    html! {
        <div class="shell">
            <a class="skip" href="#isi" onclick={skip}>{ t!("skip") }</a>
            <nav class="rail" aria-label={t!("nav-label")}>
                <div class="rail__brand"><Icon name="mark" class="icon--large" label="Jemput" /></div>
                <ul class="rail__list">{ for menu }</ul>
                <div class="rail__gap"></div>
            </nav>
            <header class="topbar">
                <div class="topbar__where">
                    <strong>{ if session.view.office_name.is_empty() { t!("office-line") } else { session.view.office_name.clone() } }</strong>
                    <a href={Route::Own.href()} data-test="office-own">{ t!("office-signed-in", name = session.view.account.clone().unwrap_or_default()) }</a>
                </div>
                <div class="topbar__tools">
                    <LookButtons />
                    <Button icon="lock" onclick={sign_out} test="office-sign-out">{ t!("office-sign-out") }</Button>
                </div>
            </header>
            <main class="main" id="isi" tabindex="-1">{ page(&route, &session.view) }</main>
        </div>
    }
}

fn page(route: &Route, view: &SessionView) -> Html {
    if view.second_wanted {
        return html! { <pages::Own /> };
    }
    if route.act().is_some_and(|act| !view.may(act)) {
        let section = MENU
            .iter()
            .find(|(target, ..)| target.section() == route.section());
        let title = section.map_or_else(
            || t!("office-line"),
            |(.., name)| t!(&format!("office-nav-{name}")),
        );
        return html! {
            <div class="page"><h1>{ title }</h1><div class="card"><Empty icon="lock" title={t!("office-not-allowed")}><p>{ t!("office-not-allowed-help") }</p></Empty></div></div>
        };
    }
    match route {
        Route::Overview => html! { <pages::Overview /> },
        Route::Residents => html! { <pages::Residents /> },
        Route::Resident(id) => html! { <pages::Resident key={id.clone()} id={id.clone()} /> },
        Route::Letters => html! { <pages::Letters /> },
        Route::Book => html! { <pages::Book /> },
        Route::Conflicts => html! { <pages::Conflicts id="" /> },
        Route::Conflict(id) => html! { <pages::Conflicts id={id.clone()} /> },
        Route::Looks => html! { <pages::Looks id="" /> },
        Route::Look(id) => html! { <pages::Looks id={id.clone()} /> },
        Route::Duplicates => html! { <pages::Duplicates pair={None::<(String, String)>} /> },
        Route::Duplicate(a, b) => {
            html! { <pages::Duplicates pair={Some((a.clone(), b.clone()))} /> }
        }
        Route::Inbox => html! { <pages::Inbox /> },
        Route::Numbers => html! { <pages::Numbers /> },
        Route::Devices => html! { <pages::Devices /> },
        Route::Breach(id) => html! { <pages::Breach key={id.clone()} id={id.clone()} /> },
        Route::Accounts => html! { <pages::Accounts /> },
        Route::Audit(of) => html! { <pages::Audit key={of.clone()} of={of.clone()} /> },
        Route::Irregular => html! { <pages::Irregular /> },
        Route::Privacy => html! { <pages::Privacy of="" /> },
        Route::PrivacyOf(id) => html! { <pages::Privacy key={id.clone()} of={id.clone()} /> },
        Route::Own => html! { <pages::Own /> },
    }
}
