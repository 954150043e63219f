//! Sending and receiving by USB stick: a card of the sync page.

use jemput_ui_kit::{
    Banner, Button, ErrorBanner, Load, Progress, Tone, call, t, timer::use_every, use_load, words,
};
use jemput_wire::{
    AppError, Command,
    bundle::{
        BundleApply, BundleClose, BundleExport, BundleOpen, BundlePhase, BundleStatus, BundleView,
        ContentRow,
    },
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::parts::{StickFiles, StickFolders};

/// Looks this often while something runs, and else (sticks come and go), in milliseconds.
const LOOK: (u32, u32) = (400, 3000);

/// Gives commands whose answer is the card's new state.
#[derive(Clone, PartialEq)]
struct Hand {
    put: Callback<BundleView>,
    fault: Callback<Option<AppError>>,
}

impl Hand {
    fn give<C>(&self, command: C)
    where
        C: Command<Output = BundleView> + 'static,
    {
        let hand = self.clone();
        spawn_local(async move {
            match call(command).await {
                Ok(view) => {
                    hand.fault.emit(None);
                    hand.put.emit(view);
                }
                Err(error) => hand.fault.emit(Some(error)),
            }
        });
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct UsbProps {
    /// How many records wait to be sent: the content of the next bundle changes with it.
    pub(super) unsent: u64,
}

/// The card.
#[component(Usb)]
pub(super) fn usb(props: &UsbProps) -> Html {
    let state = use_load(BundleStatus {});
    {
        let again = state.again.clone();
        use_effect_with(props.unsent, move |_| again.emit(()));
    }
    let fault = use_state(|| None::<AppError>);
    let hand = {
        let fault = fault.clone();
        Hand {
            put: state.put.clone(),
            fault: Callback::from(move |error| fault.set(error)),
        }
    };
    let view = state.data.ready();
    let phase = view.map_or(BundlePhase::Idle, |view| view.phase);
    let runs = matches!(
        phase,
        BundlePhase::Writing | BundlePhase::Reading | BundlePhase::Applying
    );
    {
        let again = state.again.clone();
        use_every(
            Some(if runs { LOOK.0 } else { LOOK.1 }),
            Callback::from(move |()| again.emit(())),
        );
    }
    html! {
        <section class="card card--flush" aria-labelledby="usb" data-test="usb" data-phase={format!("{phase:?}")}>
            <div class="card__head"><h2 id="usb">{ t!("usb-title") }</h2><span class="muted small">{ t!("usb-intro") }</span></div>
            if let Some(error) = &*fault { <div class="card__note"><ErrorBanner error={AppError::clone(error)} /></div> }
            { match &state.data {
                Load::Waiting => html! { <p class="card__note" role="status">{ t!("opening") }</p> },
                Load::Failed(error) => html! { <div class="card__note"><ErrorBanner error={error.clone()} /></div> },
                Load::Ready(view) => html! { <>
                    if view.nothing_yet { <div class="card__note"><Banner tone={Tone::Warn} title={t!("usb-nothing-yet")} test="usb-nothing-yet"><p>{ t!("error-nothing-yet") }</p></Banner></div> }
                    { copy(view) }
                    if phase == BundlePhase::Idle { <Ways view={view.clone()} {hand} /> }
                    else { <div class="card__note" aria-live="polite">{ job(view, &hand) }</div> }
                </> },
            } }
        </section>
    }
}

/// What is on a stick, and that this is not yet "sent".
fn copy(view: &BundleView) -> Html {
    let Some(copy) = &view.copy else {
        return Html::default();
    };
    html! {
        <div class="card__note"><Banner tone={Tone::Info} title={t!("usb-copy")} test="usb-copy">
            <p>{ t!("usb-copy-help", count = copy.changes, when = &copy.when) }
            if copy.newer > 0 { { " " }{ t!("usb-copy-more", count = copy.newer) } }</p>
        </Banner></div>
    }
}

/// What is going on, or how it ended.
fn job(view: &BundleView, hand: &Hand) -> Html {
    let close = {
        let hand = hand.clone();
        Callback::from(move |()| hand.give(BundleClose {}))
    };
    let close_button = html! { <Button onclick={close.reform(|_: MouseEvent| ())} test="usb-close">{ t!("usb-close") }</Button> };
    let progress = |label: String| html! { <Progress {label} done={view.done} total={view.total} on_cancel={close.clone()} cancel_test="usb-cancel" /> };
    match view.phase {
        BundlePhase::Idle => Html::default(),
        BundlePhase::Writing => progress(t!("usb-writing")),
        BundlePhase::Reading => progress(t!("usb-reading")),
        BundlePhase::Applying => progress(t!("usb-applying")),
        BundlePhase::Written => html! {
            <Banner tone={Tone::Ok} title={t!("usb-written")} alert=true action={close_button} test="usb-written">
                <p class="anywhere">{ t!("usb-written-help", what = in_words(&view.content), path = &view.path) }</p>
            </Banner>
        },
        BundlePhase::Looked => {
            let apply = {
                let hand = hand.clone();
                Callback::from(move |_: MouseEvent| hand.give(BundleApply {}))
            };
            let Some(look) = &view.look else {
                return close_button;
            };
            let what = if look.rows == 0 && look.acks == 0 {
                t!("usb-looked-nothing")
            } else {
                t!(
                    "usb-looked-rows",
                    rows = words::number(look.rows),
                    acks = words::number(look.acks)
                )
            };
            html! {
                <div class="stack">
                    <Banner tone={Tone::Info} title={t!("usb-looked", from = &look.from, made = &look.made)} alert=true test="usb-looked"><p>{ what }</p></Banner>
                    <div class="row"><Button large=true icon="down" autofocus=true onclick={apply} test="usb-apply">{ t!("usb-apply") }</Button>{ close_button }</div>
                </div>
            }
        }
        BundlePhase::Applied => html! {
            <Banner tone={Tone::Ok} title={t!("usb-taken")} alert=true action={close_button} test="usb-taken">
                <p>{ t!("usb-taken-help", rows = words::number(view.received), accepted = words::number(view.accepted)) }</p>
            </Banner>
        },
        BundlePhase::Stopped => html! {
            <Banner tone={Tone::Pending} title={t!("usb-cancelled")} action={close_button} test="usb-stopped" />
        },
        BundlePhase::Failed => html! {
            <ErrorBanner error={view.error.clone().unwrap_or_else(|| AppError::new("bundle-failed"))} action={close_button} />
        },
    }
}

/// `12 Warga, 3 Surat`.
fn in_words(content: &[ContentRow]) -> String {
    let part = |row: &ContentRow| match row.kind.as_str() {
        "change" => t!("usb-count-change", count = row.count),
        "file" => t!("usb-count-file", count = row.count),
        kind => format!(
            "{} {}",
            words::number(row.count),
            t!(&format!("kind-{kind}"))
        ),
    };
    if content.is_empty() {
        t!("usb-nothing")
    } else {
        content.iter().map(part).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Properties, PartialEq)]
struct WaysProps {
    view: BundleView,
    hand: Hand,
}

/// Both ways: out onto a stick, in from one.
#[component(Ways)]
fn ways(props: &WaysProps) -> Html {
    let export = {
        let hand = props.hand.clone();
        Callback::from(move |folder: String| hand.give(BundleExport { folder }))
    };
    let open = {
        let hand = props.hand.clone();
        Callback::from(move |path: String| hand.give(BundleOpen { path }))
    };
    let what = if props.view.content.is_empty() {
        t!("usb-send-nothing")
    } else {
        t!("usb-send-what", what = in_words(&props.view.content))
    };
    html! {
        <div class="columns columns--halves">
            <div>
                <div class="card__note"><h3>{ t!("usb-send") }</h3>
                    if props.view.can_send { <p class="muted">{ t!("usb-send-help") }{ " " }<span data-test="usb-content">{ what }</span></p> }
                    else { <Banner tone={Tone::Warn} test="usb-no-key"><p>{ t!("usb-no-key") }</p></Banner> }
                </div>
                if props.view.can_send {
                    <StickFolders button={t!("usb-send-button")} on_path={export} fault={props.hand.fault.clone()} />
                }
            </div>
            <div>
                <div class="card__note"><h3>{ t!("usb-take") }</h3><p class="muted">{ t!("usb-take-help") }</p></div>
                <StickFiles button={t!("usb-file-open")} on_path={open} fault={props.hand.fault.clone()} />
            </div>
        </div>
    }
}
