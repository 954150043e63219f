//! A short confirmation with "Urungkan"; never for errors.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::{Button, Icon, t, timer::use_debounce};

/// How long it stays, in milliseconds.
const STAY: u32 = 8000;

/// What a toast says.
#[derive(Clone, PartialEq)]
pub struct Toast {
    /// One sentence.
    pub text: AttrValue,
    /// Takes back what was done.
    pub undo: Option<Callback<()>>,
}

/// The way to say something in a toast.
#[derive(Clone, PartialEq)]
pub struct Say(Callback<Toast>);

impl Say {
    /// Says it.
    pub fn done(&self, text: impl Into<AttrValue>) {
        self.0.emit(Toast {
            text: text.into(),
            undo: None,
        });
    }

    /// Says it, with a button that takes it back.
    pub fn undoable(&self, text: impl Into<AttrValue>, undo: Callback<()>) {
        self.0.emit(Toast {
            text: text.into(),
            undo: Some(undo),
        });
    }
}

/// The way to say something; silent outside of a [`ToastHost`].
#[hook]
pub fn use_say() -> Say {
    use_context::<Say>().unwrap_or_else(|| Say(Callback::noop()))
}

/// Properties of [`ToastHost`].
#[derive(Properties, PartialEq)]
pub struct ToastHostProps {
    /// The screens.
    pub children: Html,
}

/// Holds the one toast that is shown.
#[component(ToastHost)]
pub fn toast_host(props: &ToastHostProps) -> Html {
    let toast = use_state(|| None::<Toast>);
    let place = use_node_ref();
    let wait = use_debounce();
    let say = {
        let (toast, wait) = (toast.clone(), wait.clone());
        use_callback((), move |said: Toast, ()| {
            toast.set(Some(said));
            let toast = toast.clone();
            wait.run(STAY, move || toast.set(None));
        })
    };
    {
        let place = place.clone();
        use_effect_with(toast.is_some(), move |shown| lift(&place, *shown));
    }
    let close = {
        let (toast, wait) = (toast.clone(), wait);
        Callback::from(move |()| {
            wait.stop();
            toast.set(None);
        })
    };
    let undo = toast
        .as_ref()
        .and_then(|toast| toast.undo.clone())
        .map(|undo| {
            let close = close.clone();
            Callback::from(move |_: MouseEvent| {
                close.emit(());
                undo.emit(());
            })
        });
    html! {
        <ContextProvider<Say> context={Say(say)}>
            { props.children.clone() }
            <div ref={place} class="toast-place" role="status" popover="manual">
                if let Some(toast) = &*toast {
                    <div class="toast" data-test="toast">
                        <Icon name="ok" /><span>{ toast.text.clone() }</span>
                        if let Some(undo) = undo { <Button onclick={undo} test="undo">{ t!("undo") }</Button> }
                        <Button icon="close" label={t!("close")} onclick={close.reform(|_: MouseEvent| ())} />
                    </div>
                }
            </div>
        </ContextProvider<Say>>
    }
}

/// Shows or hides the place above everything else, also above a page that scrolls as a whole.
fn lift(place: &NodeRef, shown: bool) {
    let Some(element) = place.cast::<web_sys::Element>() else {
        return;
    };
    let name = if shown { "showPopover" } else { "hidePopover" };
    if let Some(method) = Reflect::get(&element, &name.into())
        .ok()
        .and_then(|found| found.dyn_into::<Function>().ok())
    {
        let _ = method.call0(&element);
    }
}
