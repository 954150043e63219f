//! Attached files on the sync page: what waits, and whether it may cost data.

use jemput_ui_kit::{Banner, Button, CheckBox, ErrorBanner, Tone, call, t, words};
use jemput_wire::{
    AppError, Command,
    sync::{FilesView, SyncFiles, SyncThrift, SyncView},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`SyncFilesCard`].
#[derive(Properties, PartialEq)]
pub(super) struct SyncFilesProps {
    pub(super) files: FilesView,
    pub(super) running: bool,
    pub(super) put: Callback<SyncView>,
}

/// The card.
#[component(SyncFilesCard)]
pub(super) fn sync_files(props: &SyncFilesProps) -> Html {
    let files = props.files;
    let fault = use_state(|| None::<AppError>);
    let send = {
        let (put, fault) = (props.put.clone(), fault.clone());
        Callback::from(move |_: MouseEvent| run(SyncFiles {}, &put, &fault))
    };
    let thrift = {
        let (put, fault) = (props.put.clone(), fault.clone());
        Callback::from(move |on: bool| run(SyncThrift { on }, &put, &fault))
    };
    let lines = [
        (files.waiting > 0).then(|| {
            t!(
                "files-waiting",
                files = files.waiting,
                kilobytes = words::number(files.kilobytes)
            )
        }),
        (files.wanted > 0).then(|| t!("files-wanted", files = files.wanted)),
    ];
    let quiet = files.waiting + files.wanted + files.stuck == 0;
    html! {
        <section class="card stack" aria-labelledby="files" data-test="sync-files">
            <h2 id="files">{ t!("files-title") }</h2>
            if quiet { <p class="muted">{ t!("files-none") }</p> }
            { for lines.into_iter().flatten().map(|line| html! { <p>{ line }</p> }) }
            if files.stuck > 0 { <Banner tone={Tone::Warn}>{ t!("files-stuck", files = files.stuck) }</Banner> }
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            <CheckBox checked={files.thrift} on_change={thrift} test="sync-thrift">{ t!("files-thrift") }</CheckBox>
            if (files.thrift && files.waiting > 0) || files.stuck > 0 {
                <div class="row"><Button icon="upload" busy={props.running} onclick={send} test="sync-files-now">{ t!("files-now") }</Button></div>
            }
        </section>
    }
}

fn run<C: Command<Output = SyncView> + 'static>(
    wish: C,
    put: &Callback<SyncView>,
    fault: &UseStateHandle<Option<AppError>>,
) {
    let (put, fault) = (put.clone(), fault.clone());
    spawn_local(async move {
        match call(wish).await {
            Ok(view) => {
                fault.set(None);
                put.emit(view);
            }
            Err(error) => fault.set(Some(error)),
        }
    });
}
