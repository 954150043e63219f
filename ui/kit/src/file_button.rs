//! A button that lets the officer choose a file and hands its content over.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{File, FileReader, HtmlInputElement};
use yew::prelude::*;

use crate::{Icon, Look};

/// A file that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// File name, without folders.
    pub name: String,
    /// Base64.
    pub content: String,
}

/// Properties of [`FileButton`].
#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// The words.
    pub children: Html,
    /// Icon before the words.
    pub icon: &'static str,
    /// What the browser's dialog shows, as in `accept`.
    pub accept: AttrValue,
    /// More bytes are not even read.
    pub most: f64,
    /// How important.
    #[prop_or_default]
    pub look: Look,
    /// Works already.
    #[prop_or_default]
    pub busy: bool,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
    /// A file was chosen.
    pub on_choose: Callback<Chosen>,
    /// A file was chosen that is larger; its bytes.
    pub on_large: Callback<f64>,
}

/// The button.
#[component(FileButton)]
pub fn file_button(props: &FileButtonProps) -> Html {
    let onchange = {
        let (most, on_choose, on_large) =
            (props.most, props.on_choose.clone(), props.on_large.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let file = input.files().and_then(|files| files.get(0));
            if let Some(file) = file {
                if file.size() > most {
                    on_large.emit(file.size());
                } else {
                    read(&file, on_choose.clone());
                }
            }
            // The same file may be chosen again.
            input.set_value("");
        })
    };
    html! {
        <label class={classes!("button", props.look.class(), "file-button", props.busy.then_some("file-button--busy"))}>
            <input type="file" class="hidden-text" accept={props.accept.clone()} {onchange} disabled={props.busy} data-test={props.test.clone()} />
            <Icon name={props.icon} class="icon--small" />{ props.children.clone() }
        </label>
    }
}

fn read(file: &File, on_choose: Callback<Chosen>) {
    let Ok(reader) = FileReader::new() else {
        return;
    };
    let name = file.name();
    let done = {
        let reader = reader.clone();
        Closure::once_into_js(move || {
            // `data:image/jpeg;base64,…`; what cannot be read arrives empty and is refused with its reason.
            let text = reader.result().ok().and_then(|result| result.as_string());
            let content = text
                .as_deref()
                .and_then(|text| text.split_once(','))
                .map(|(_, content)| content.to_owned())
                .unwrap_or_default();
            on_choose.emit(Chosen { name, content });
        })
    };
    reader.set_onloadend(Some(done.unchecked_ref()));
    // A fault shows at the end of loading too.
    let _ = reader.read_as_data_url(file);
}
