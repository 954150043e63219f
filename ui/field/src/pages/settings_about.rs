//! What this laptop is, and where its office is reached.

use jemput_ui_kit::{Button, ErrorBanner, Look, TextField, call, t, use_say};
use jemput_wire::{
    AppError,
    settings::{OfficeAddressSet, SettingsView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`About`].
#[derive(Properties, PartialEq)]
pub(super) struct AboutProps {
    pub(super) settings: SettingsView,
    pub(super) put: Callback<SettingsView>,
}

/// The card.
#[component(About)]
pub(super) fn about(props: &AboutProps) -> Html {
    let open = use_state(|| false);
    let turn = |to: bool| {
        let open = open.clone();
        Callback::from(move |()| open.set(to))
    };
    let settings = &props.settings;
    let address = match settings.server_url.as_str() {
        "" => t!("about-server-none"),
        known => known.to_owned(),
    };
    let fact = |key: &'static str, value: &str| html! { <div><dt>{ t!(key) }</dt><dd class="anywhere" data-test={key}>{ value }</dd></div> };
    html! {
        <section class="card stack" aria-labelledby="about">
            <h2 id="about">{ t!("about-title") }</h2>
            <dl class="facts facts--wide">
                { fact("about-device", &settings.device_name) }
                { fact("about-server", &address) }
                { fact("about-folder", &settings.data_folder) }
                { fact("about-version", &settings.version) }
            </dl>
            if *open {
                <AddressForm now={settings.server_url.clone()} put={props.put.clone()} on_close={turn(false)} />
            } else {
                <div class="row"><Button onclick={turn(true).reform(|_: MouseEvent| ())} test="address-open">{ t!(if settings.server_url.is_empty() { "address-give" } else { "address-change" }) }</Button></div>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct AddressProps {
    now: String,
    put: Callback<SettingsView>,
    on_close: Callback<()>,
}

/// Gives the office's address; the office itself is asked before it is kept.
#[component(AddressForm)]
fn address_form(props: &AddressProps) -> Html {
    let address = use_state(|| props.now.clone());
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let say = use_say();
    let onsubmit = {
        let (address, busy, fault) = (address.clone(), busy.clone(), fault.clone());
        let (put, on_close) = (props.put.clone(), props.on_close.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let server_url = (*address).clone();
            let (busy, fault, say) = (busy.clone(), fault.clone(), say.clone());
            let (put, on_close) = (put.clone(), on_close.clone());
            spawn_local(async move {
                match call(OfficeAddressSet { server_url }).await {
                    Ok(view) => {
                        put.emit(view);
                        say.done(t!("address-kept"));
                        on_close.emit(());
                    }
                    Err(error) => {
                        fault.set(Some(error));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let on_input = {
        let address = address.clone();
        Callback::from(move |typed: String| address.set(typed))
    };
    html! {
        <form class="stack stack--tight" {onsubmit}>
            <TextField id="office-address" label={t!("address-label")} help={AttrValue::from(t!("address-help"))} value={(*address).clone()} keyboard="url" {on_input} autofocus=true test="address" />
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <div class="row">
                <Button look={Look::Primary} submit=true busy={*busy} test="address-keep">{ t!("address-keep") }</Button>
                <Button onclick={props.on_close.reform(|_: MouseEvent| ())} disabled={*busy}>{ t!("cancel") }</Button>
            </div>
        </form>
    }
}
