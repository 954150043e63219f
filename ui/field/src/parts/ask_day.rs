//! Asks which day it is, where the laptop's clock is in doubt: once a day, before a letter is printed.

use std::rc::Rc;

use jemput_ui_kit::{
    Button, DateField, Dialog, ErrorBanner, call,
    date_field::{from_iso, to_iso},
    t,
};
use jemput_wire::{
    AppError,
    day::{DayGet, DayGive},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`AskDay`].
#[derive(Properties, PartialEq)]
pub(crate) struct AskDayProps {
    /// The day was given.
    pub(crate) on_done: Callback<()>,
    pub(crate) on_close: Callback<()>,
}

/// The dialog.
#[component(AskDay)]
pub(crate) fn ask_day(props: &AskDayProps) -> Html {
    let day = use_state(String::new);
    let doubt = use_state(String::new);
    let fault = use_state(|| None::<AppError>);
    let typed = use_mut_ref(|| false);
    {
        let (day, doubt, fault) = (day.clone(), doubt.clone(), fault.clone());
        let typed = Rc::clone(&typed);
        use_effect_with((), move |()| {
            spawn_local(async move {
                match call(DayGet {}).await {
                    Ok(view) => {
                        // Proposed only where the clock may be right: nobody should confirm 1970. What was typed meanwhile stays.
                        if view.doubt == "jumped" && !*typed.borrow() {
                            day.set(from_iso(&view.day));
                        }
                        doubt.set(view.doubt);
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        });
    }
    let onsubmit = {
        let (day, fault, on_done) = (day.clone(), fault.clone(), props.on_done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (fault, on_done) = (fault.clone(), on_done.clone());
            let wish = DayGive { day: to_iso(&day) };
            fault.set(None);
            spawn_local(async move {
                match call(wish).await {
                    Ok(_) => on_done.emit(()),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let on_input = {
        let day = day.clone();
        Callback::from(move |text: String| {
            *typed.borrow_mut() = true;
            day.set(text);
        })
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let why = match doubt.as_str() {
        "floored" => "day-floored",
        "jumped" => "day-jumped",
        "ahead" => "day-ahead",
        "window" => "day-window",
        _ => "day-why",
    };
    html! {
        <Dialog id="day-title" title={t!("day-title")} on_close={props.on_close.clone()} actions={html! {
            <><Button large=true onclick={close}>{ t!("cancel") }</Button>
            <button class="button button--primary button--large" type="submit" form="day-form" data-test="day-submit">{ t!("day-submit") }</button></>
        }}>
            <form id="day-form" class="stack" {onsubmit}>
                <p>{ t!(why) }</p><p class="muted">{ t!("day-help") }</p>
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                <DateField id="day" label={t!("day-label")} value={(*day).clone()} {on_input} test="day" />
            </form>
        </Dialog>
    }
}
