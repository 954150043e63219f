//! Around every screen: skip link, menu, status bar, and the keys that work everywhere.

use jemput_ui_kit::{
    Banner, Icon, Load, Tone, appearance, call,
    done::use_done,
    focus,
    keys::{self, use_hands, use_hash, use_keys},
    t,
    timer::use_every,
    use_load, words,
};
use jemput_wire::{
    printer::{PrinterList, PrinterView},
    session::SessionTouch,
    settings::SettingsSet,
    sync::{SyncStatus, SyncView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    app::use_session,
    date, pages,
    parts::{PracticeBanner, Way, WrongClock, initials, use_leave},
    route::Route,
};

/// Menu: place, icon, key of the words, test hook.
const MENU: [(Route, &str, &str, &str); 8] = [
    (Route::Today, "today", "nav-today", "nav-today"),
    (Route::Residents, "person", "nav-residents", "nav-residents"),
    (Route::Letters, "letter", "nav-letters", "nav-letters"),
    (Route::Sync, "sync", "nav-sync", "nav-sync"),
    (Route::Import, "table", "nav-import", "nav-import"),
    (Route::Check, "scan", "nav-check", "nav-check"),
    (Route::Settings, "settings", "nav-settings", "nav-settings"),
    // Behind the others, so that their keys stay what officers know.
    (Route::Queue, "number", "nav-queue", "nav-queue"),
];

/// Looks at the sync state this often while it runs, and else, in milliseconds.
const LOOK: (u32, u32) = (500, 5000);
/// Tells this often that somebody is there, if so, in milliseconds.
const TOUCH: u32 = 15_000;

/// What is known of sync, once for the status bar and every screen, so that no two of them say different things.
#[derive(Clone, PartialEq)]
pub(crate) struct Status {
    pub(crate) sync: Load<SyncView>,
    /// Takes what a command answered.
    pub(crate) put: Callback<SyncView>,
    /// The printers as a command answered, such as after choosing one.
    pub(crate) printers: Callback<Vec<PrinterView>>,
}

/// The menu entry that a screen belongs to.
fn section(route: Route) -> Route {
    match route {
        Route::Resident(_)
        | Route::NewResident
        | Route::NewMember(_)
        | Route::EditResident(_)
        | Route::Services(_)
        | Route::Request(_) => Route::Residents,
        Route::Letter(_) | Route::Register | Route::Numbers => Route::Letters,
        other => other,
    }
}

/// Goes to the search field: the one on this screen, or the residents' screen.
fn search() {
    if !focus::find("[data-test=search]") {
        Route::Residents.go();
    }
}

/// The shell.
#[component(Shell)]
pub(crate) fn shell() -> Html {
    let session = use_session();
    let route = use_state_eq(|| Route::read(&keys::hash()));
    let sync = use_load(SyncStatus {});
    let printers = use_load(PrinterList {});
    {
        let route = route.clone();
        use_hash(Callback::from(move |hash: String| {
            route.set(Route::read(&hash));
        }));
    }
    let sending = sync.data.ready().is_some_and(|sync| sync.running);
    {
        let (again, session, sync) = (sync.again.clone(), session.clone(), sync.data.clone());
        use_every(
            Some(if sending { LOOK.0 } else { LOOK.1 }),
            Callback::from(move |()| {
                again.emit(());
                if matches!(&sync, Load::Failed(error) if error.code == "locked") {
                    session.again.emit(());
                }
            }),
        );
    }
    use_done(sync.again.clone());
    {
        let printers = printers.again.clone();
        use_effect_with(*route, move |route| {
            // A screen that has chosen its own place for the focus keeps it.
            if !focus::inside("#isi") {
                focus::find("#isi");
            }
            if *route == Route::Today {
                printers.emit(());
            }
        });
    }
    let change_theme = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            let mut view = session.view.clone();
            appearance::next_theme(&view.theme).clone_into(&mut view.theme);
            let theme = Some(view.theme.clone());
            session.put.emit(view);
            spawn_local(async move {
                // The look has changed already; it is only not remembered.
                let _ = call(SettingsSet {
                    theme,
                    ..SettingsSet::default()
                })
                .await;
            });
        })
    };
    {
        let route = *route;
        use_keys(Callback::from(move |event: KeyboardEvent| {
            global_key(&event, route);
        }));
    }
    let handled = use_mut_ref(|| true);
    {
        let handled = handled.clone();
        use_hands(Callback::from(move |()| *handled.borrow_mut() = true));
    }
    use_every(
        Some(TOUCH),
        Callback::from(move |()| {
            if std::mem::take(&mut *handled.borrow_mut()) {
                spawn_local(async {
                    // A laptop that locked itself meanwhile is noticed with the next look at the sync.
                    let _ = call(SessionTouch {}).await;
                });
            }
        }),
    );
    let status = Status {
        sync: sync.data.clone(),
        put: sync.put.clone(),
        printers: printers.put.clone(),
    };
    let unsent = status
        .sync
        .ready()
        .map_or(session.view.unsent, |sync| sync.unsent);
    let menu = MENU.iter().enumerate().map(|(place, (target, icon, key, test))| {
        let here = section(*route) == *target;
        html! {
            <li><a class="rail__item" href={target.href()} aria-current={here.then_some("page")}
                aria-keyshortcuts={format!("Alt+{}", place + 1)} data-test={*test}>
                <Icon name={*icon} />{ t!(key) }
                if *target == Route::Sync && unsent > 0 {
                    <span class="rail__count">{ words::number(unsent) }<span class="hidden-text">{ t!("unsent-after") }</span></span>
                }
            </a></li>
        }
    });
    // The sync state is asked for every few seconds, so its clock is the fresh one.
    let clock = status
        .sync
        .ready()
        .map_or(&session.view.clock, |sync| &sync.clock);
    let village = session.view.village.as_ref();
    let officer = session
        .view
        .officer
        .as_ref()
        .map(|officer| officer.name.clone())
        .unwrap_or_default();
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        focus::find("#isi");
    });
    html! {
        <ContextProvider<Status> context={status.clone()}>
        <div class="shell">
            <a class="skip" href="#isi" onclick={skip}>{ t!("skip") }</a>
            <nav class="rail" aria-label={t!("nav-label")}>
                <div class="rail__brand"><Icon name="mark" class="icon--large" label="Jemput" /></div>
                <ul class="rail__list">{ for menu }</ul>
                <div class="rail__gap"></div>
                <button class="rail__item" type="button" onclick={change_theme} data-test="theme-next"
                    aria-label={t!("theme-next", theme = t!(&format!("theme-{}", session.view.theme)))}>
                    <Icon name="theme" />{ t!(&format!("theme-{}", session.view.theme)) }
                </button>
            </nav>
            <header class="topbar">
                <div class="topbar__where">
                    <strong>{ village.map_or_else(String::new, |village| format!("{} {}", village.kind, village.name)) }</strong>
                    <span>{ date::with_weekday(&clock.today) }{ " · " }<span class="topbar__clock" data-test="clock">{ &clock.time }{ " " }{ &clock.zone }</span></span>
                </div>
                <div class="topbar__tools">
                    <button class="find-button" type="button" aria-keyshortcuts="Control+K" data-test="find"
                        onclick={Callback::from(|_: MouseEvent| search())}>
                        <Icon name="search" class="icon--small" /><span class="find-button__text">{ t!("find-resident") }</span>
                        <kbd class="kbd" aria-hidden="true">{ "Ctrl K" }</kbd>
                    </button>
                    { printer_mark(printers.data.ready().map(Vec::as_slice)) }
                    { sync_mark(&status, unsent) }
                    <LockButton {officer} />
                </div>
            </header>
            <main class="main" id="isi" tabindex="-1"><div class="page">
                if session.view.practice { <PracticeBanner /> }
                if let Some(wrong) = &clock.wrong { <WrongClock wrong={wrong.clone()} /> }
                if session.view.unbound { <Banner tone={Tone::Warn} title={AttrValue::from(t!("unbound-title"))} test="unbound">{ t!("unbound-help") }</Banner> }
                { page(*route) }
            </div></main>
        </div>
        </ContextProvider<Status>>
    }
}

/// Keys that work on every screen.
fn global_key(event: &KeyboardEvent, route: Route) {
    let key = event.key();
    if event.ctrl_key() && key.eq_ignore_ascii_case("k")
        || key == "F3"
        || key == "/" && !focus::typing()
    {
        event.prevent_default();
        search();
    } else if event.ctrl_key() && key.eq_ignore_ascii_case("p") {
        // The window's own print would put its address on the paper; the form has its own answer to these keys.
        event.prevent_default();
    } else if event.alt_key()
        && let Some(place) = key
            .parse::<usize>()
            .ok()
            .and_then(|digit| digit.checked_sub(1))
        && let Some((target, ..)) = MENU.get(place)
    {
        event.prevent_default();
        target.go();
    } else if key == "Escape"
        && let Some(parent) = route.parent()
    {
        event.prevent_default();
        parent.go();
    }
}

#[derive(Properties, PartialEq)]
struct LockButtonProps {
    officer: String,
}

/// Locks; a component of its own, since it must know the sync's state that the shell gives.
#[component(LockButton)]
fn lock_button(props: &LockButtonProps) -> Html {
    let (leave, asking) = use_leave();
    {
        let leave = leave.clone();
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() && event.key().eq_ignore_ascii_case("l") {
                event.prevent_default();
                leave.emit(Way::Lock);
            }
        }));
    }
    let words = t!("lock-as", name = &props.officer);
    html! {
        <>
            <button class="officer" type="button" onclick={leave.reform(|_: MouseEvent| Way::Lock)} aria-keyshortcuts="Control+L"
                data-test="lock" title={words.clone()}>
                <span class="avatar" aria-hidden="true">{ initials(&props.officer) }</span><span class="hidden-text">{ words }</span><Icon name="lock" class="icon--small" />
            </button>
            { asking }
        </>
    }
}

fn printer_mark(printers: Option<&[PrinterView]>) -> Html {
    let Some(printers) = printers else {
        return Html::default();
    };
    let chosen = printers.iter().find(|printer| printer.selected);
    let (class, words) = match chosen {
        None => ("badge--warn", t!("printer-none-short")),
        Some(printer) if printer.problem.is_some() => ("badge--warn", t!("printer-problem-short")),
        Some(_) => ("badge--plain", t!("printer-ready-short")),
    };
    let title = chosen.map_or_else(
        || words.clone(),
        |printer| format!("{words}: {}", printer.name),
    );
    html! {
        <a class={classes!("badge", "badge--button", class)} href={Route::Settings.href()} aria-label={title.clone()} {title} data-test="status-printer">
            <Icon name="printer" /><span class="topbar__words">{ words }</span>
        </a>
    }
}

fn sync_mark(status: &Status, unsent: u64) -> Html {
    let (class, icon, words) = match status.sync.ready() {
        Some(sync) if sync.running => ("badge--info", "sync", t!("sync-running-short")),
        Some(sync) if unsent > 0 && sync.last_error.is_some() => (
            "badge--pending",
            "offline",
            t!("unsent-short", count = unsent),
        ),
        _ if unsent > 0 => (
            "badge--pending",
            "pending",
            t!("unsent-short", count = unsent),
        ),
        Some(sync) if sync.files.waiting > 0 => (
            "badge--pending",
            "pending",
            t!("files-unsent-short", count = sync.files.waiting),
        ),
        _ => ("badge--ok", "ok", t!("all-sent-short")),
    };
    html! {
        <a class={classes!("badge", "badge--button", class)} href={Route::Sync.href()} data-test="status-sync">
            <Icon name={icon} />{ words }
        </a>
    }
}

fn page(route: Route) -> Html {
    match route {
        Route::Today => html! { <pages::Today /> },
        Route::Residents => html! { <pages::Residents selected={None} /> },
        Route::Resident(id) => html! { <pages::Residents selected={Some(id)} /> },
        Route::NewResident => html! { <pages::ResidentFormPage key="new" /> },
        Route::NewMember(id) => {
            html! { <pages::ResidentFormPage key={format!("member-{id}")} household_of={Some(id)} /> }
        }
        Route::EditResident(id) => {
            html! { <pages::ResidentFormPage key={id.to_string()} id={Some(id)} /> }
        }
        Route::Services(id) => html! { <pages::Services key={id.to_string()} resident={id} /> },
        Route::Request(id) => html! { <pages::Request key={id.to_string()} {id} /> },
        Route::Letters => html! { <pages::Letters /> },
        Route::Letter(id) => html! { <pages::Letter key={id.to_string()} {id} /> },
        Route::Queue => html! { <pages::Queue /> },
        Route::Register => html! { <pages::Register /> },
        Route::Numbers => html! { <pages::Numbers /> },
        Route::Sync => html! { <pages::Sync /> },
        Route::Import => html! { <pages::Import /> },
        Route::Check => html! { <pages::Check /> },
        Route::Settings => html! { <pages::Settings /> },
    }
}
