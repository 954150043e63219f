//! Whether this laptop opens on this computer only.

use jemput_ui_kit::{
    Banner, Button, CheckBox, Dialog, ErrorBanner, Look, Tone, call, t, use_load, use_say,
};
use jemput_wire::{
    AppError,
    binding::{BindingGet, BindingSet},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The card.
#[component(BindingCard)]
pub(crate) fn binding_card() -> Html {
    let binding = use_load(BindingGet {});
    let asked = use_state(|| false);
    let busy = use_state(|| false);
    let fault = use_state(|| None::<AppError>);
    let say = use_say();
    let set = {
        let (put, asked, busy, fault) = (
            binding.put.clone(),
            asked.clone(),
            busy.clone(),
            fault.clone(),
        );
        Callback::from(move |bound: bool| {
            if *busy {
                return;
            }
            busy.set(true);
            fault.set(None);
            let (put, asked, busy, fault, say) = (
                put.clone(),
                asked.clone(),
                busy.clone(),
                fault.clone(),
                say.clone(),
            );
            spawn_local(async move {
                match call(BindingSet { bound }).await {
                    Ok(view) => {
                        put.emit(view);
                        say.done(t!(if bound { "binding-on" } else { "binding-off" }));
                    }
                    Err(error) => fault.set(Some(error)),
                }
                asked.set(false);
                busy.set(false);
            });
        })
    };
    let Some(view) = binding.data.ready().cloned() else {
        return Html::default();
    };
    // Binding costs something, so it is asked about; ending it does not.
    let turn = {
        let (asked, set) = (asked.clone(), set.clone());
        Callback::from(move |on: bool| if on { asked.set(true) } else { set.emit(false) })
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(false))
    };
    let again = binding.again.reform(|_: MouseEvent| ());
    html! {
        <section class="card stack" aria-labelledby="binding">
            <h2 id="binding">{ t!("binding-title") }</h2>
            <div><p>{ t!("binding-gain") }</p><p class="muted">{ t!("binding-price") }</p></div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            if view.bound || view.fault.is_none() {
                <CheckBox checked={view.bound} on_change={turn} disabled={*busy} test="binding-set">{ t!("binding-set") }</CheckBox>
            }
            if let Some(error) = view.fault.filter(|_| fault.is_none()) {
                if view.bound {
                    <ErrorBanner error={error} action={html! { <Button onclick={again}>{ t!("try-again") }</Button> }} />
                    <p class="muted" data-test="binding-broken">{ t!("binding-broken") }</p>
                } else {
                    <Banner tone={Tone::Info} test="binding-none" action={html! { <Button onclick={again}>{ t!("try-again") }</Button> }}>
                        { t!(&none(&error.code)) }
                    </Banner>
                }
            }
            if *asked {
                <Dialog id="binding-ask" title={t!("binding-ask")} on_close={close.clone()} actions={html! {
                    <><Button large=true look={Look::Plain} onclick={close.reform(|_: MouseEvent| ())} test="binding-cancel">{ t!("cancel") }</Button>
                    <Button large=true look={Look::Primary} busy={*busy} onclick={set.reform(|_: MouseEvent| true)} test="binding-confirm">{ t!("binding-confirm") }</Button></>
                }}>
                    <p>{ t!("binding-gain") }</p>
                    <p>{ t!("binding-price") }</p>
                    <p>{ t!("binding-copies") }</p>
                </Dialog>
            }
        </section>
    }
}

/// Why there is nothing to switch on.
fn none(code: &str) -> String {
    match code {
        "keystore-absent" => "binding-none-absent".to_owned(),
        _ => "binding-none-now".to_owned(),
    }
}
