//! Dialogs, only for what cannot be undone or needs an answer: the browser's own, which keeps the focus inside and
//! closes on Escape.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Id of the heading.
    pub id: AttrValue,
    /// Heading.
    pub title: AttrValue,
    /// What it says.
    pub children: Html,
    /// Its buttons; the safe one should take the focus.
    pub actions: Html,
    /// Something is shown that needs room.
    #[prop_or_default]
    pub wide: bool,
    /// Escape was pressed.
    pub on_close: Callback<()>,
}

/// A dialog that is open as long as it is drawn.
#[component(Dialog)]
pub fn dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        });
    }
    let oncancel = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            on_close.emit(());
        })
    };
    // Escape belongs to the dialog alone.
    let onkeydown = Callback::from(|event: KeyboardEvent| event.stop_propagation());
    html! {
        <dialog ref={node} class={classes!("dialog", props.wide.then_some("dialog--wide"))} aria-labelledby={props.id.clone()} {oncancel} {onkeydown}>
            <div class="stack">
                <h2 id={props.id.clone()}>{ props.title.clone() }</h2>
                { props.children.clone() }
            </div>
            <div class="dialog__actions">{ props.actions.clone() }</div>
        </dialog>
    }
}
