//! Where a bundle goes and where one comes from: sticks that are plugged in, a dialog, or a path that is typed.

use jemput_ui_kit::{
    Button, Empty, ErrorBanner, Icon, Load, Look, TextField, call, t, timer::use_every, use_load,
    words,
};
use jemput_wire::{
    AppError,
    bundle::{BundleCard, BundleFiles, BundlePick, BundlePlaces, PlaceCard},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sticks come and go: looks this often, in milliseconds.
const LOOK: u32 = 3000;

/// Properties of [`StickFolders`] and [`StickFiles`].
#[derive(Properties, PartialEq)]
pub(crate) struct StickProps {
    /// Words of the button beside a path that was typed.
    pub(crate) button: String,
    /// What was chosen.
    pub(crate) on_path: Callback<String>,
    /// The dialog could not be opened.
    pub(crate) fault: Callback<Option<AppError>>,
}

/// Chooses a folder to write to.
#[component(StickFolders)]
pub(crate) fn stick_folders(props: &StickProps) -> Html {
    let places = use_load(BundlePlaces {});
    use_every(Some(LOOK), places.again.clone());
    let place = |place: &PlaceCard| {
        let free = place.free.map(|free| {
            t!(
                "usb-place-free",
                megabytes = words::number(free / 1_048_576)
            )
        });
        row(
            "usb",
            &place.name,
            free.unwrap_or_default(),
            &place.path,
            &props.on_path,
            "usb-place",
        )
    };
    html! { <>
        { list(&places.data, place, || html! { <Empty icon="usb" title={t!("usb-places-none")}><p>{ t!("usb-places-none-help") }</p></Empty> }) }
        <Elsewhere folder=true label={t!("usb-place-path")} help={t!("usb-place-path-help")} pick={t!("usb-place-pick")}
            button={props.button.clone()} on_path={props.on_path.clone()} fault={props.fault.clone()} test="usb-send" />
    </> }
}

/// Chooses a bundle of the office.
#[component(StickFiles)]
pub(crate) fn stick_files(props: &StickProps) -> Html {
    let files = use_load(BundleFiles {});
    use_every(Some(LOOK), files.again.clone());
    let file = |file: &BundleCard| {
        let from = t!("usb-file-of", from = &file.from, made = &file.made);
        row(
            "down",
            &file.name,
            from,
            &file.path,
            &props.on_path,
            "usb-file",
        )
    };
    html! { <>
        { list(&files.data, file, || html! { <Empty icon="down" title={t!("usb-files-none")} /> }) }
        <Elsewhere folder=false label={t!("usb-file-path")} help={t!("usb-file-path-help")} pick={t!("usb-file-pick")}
            button={props.button.clone()} on_path={props.on_path.clone()} fault={props.fault.clone()} test="usb-take" />
    </> }
}

fn list<T>(data: &Load<Vec<T>>, row: impl Fn(&T) -> Html, none: impl Fn() -> Html) -> Html {
    match data {
        Load::Ready(all) if all.is_empty() => none(),
        Load::Ready(all) => html! { <ul class="rows">{ for all.iter().map(row) }</ul> },
        Load::Waiting => html! { <p class="card__note" role="status">{ t!("opening") }</p> },
        Load::Failed(error) => {
            html! { <div class="card__note"><ErrorBanner error={error.clone()} /></div> }
        }
    }
}

fn row(
    icon: &'static str,
    title: &str,
    sub: String,
    path: &str,
    on_path: &Callback<String>,
    test: &'static str,
) -> Html {
    let chosen = path.to_owned();
    html! {
        <li><button type="button" class="list-row" onclick={on_path.reform(move |_: MouseEvent| chosen.clone())} data-test={test}>
            <Icon name={icon} /><span><span class="list-row__title anywhere">{ title }</span><span class="list-row__sub anywhere">{ sub }{ " · " }{ path }</span></span><Icon name="right" />
        </button></li>
    }
}

#[derive(Properties, PartialEq)]
struct ElsewhereProps {
    folder: bool,
    label: String,
    help: String,
    pick: String,
    button: String,
    on_path: Callback<String>,
    fault: Callback<Option<AppError>>,
    test: &'static str,
}

/// A path by dialog or by typing.
#[component(Elsewhere)]
fn elsewhere(props: &ElsewhereProps) -> Html {
    let path = use_state(String::new);
    let pick = {
        let (on_path, fault, folder) = (props.on_path.clone(), props.fault.clone(), props.folder);
        Callback::from(move |_: MouseEvent| {
            let (on_path, fault) = (on_path.clone(), fault.clone());
            spawn_local(async move {
                match call(BundlePick { folder }).await {
                    Ok(picked) => {
                        if let Some(path) = picked.path {
                            on_path.emit(path);
                        }
                    }
                    Err(error) => fault.emit(Some(error)),
                }
            });
        })
    };
    let onsubmit = {
        let (path, on_path) = (path.clone(), props.on_path.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !path.trim().is_empty() {
                on_path.emit(path.trim().to_owned());
            }
        })
    };
    let on_input = {
        let path = path.clone();
        Callback::from(move |text: String| path.set(text))
    };
    html! {
        <form class="card__note stack" {onsubmit}>
            <TextField id={format!("{}-path", props.test)} label={props.label.clone()} help={AttrValue::from(props.help.clone())} value={(*path).clone()} {on_input} code=true test={format!("{}-path", props.test)} />
            <div class="row">
                <Button submit=true test={format!("{}-button", props.test)}>{ &props.button }</Button>
                <Button look={Look::Quiet} icon="folder" onclick={pick} test={format!("{}-pick", props.test)}>{ &props.pick }</Button>
            </div>
        </form>
    }
}
