//! Files of a record: what is attached, where each file is, and the ways to attach another one.

use jemput_ui_kit::{
    Badge, Button, Camera, Dialog, ErrorBanner, FileButton, Icon, Load, Look, TextField, Tone,
    call, file_button::Chosen, t, use_load, use_say, words,
};
use jemput_wire::{
    AppError, Command,
    attachment::{
        AttachBytes, AttachFile, AttachmentCard, AttachmentConsent, AttachmentContent,
        AttachmentFetch, AttachmentList, AttachmentOpen, AttachmentPick, AttachmentPlace,
        AttachmentRemove, AttachmentRestore, AttachmentSave, AttachmentSuggestions,
        AttachmentsView, Owner, Purpose,
    },
    import::FileCard,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// As the app refuses it: read no more than it would take.
const MOST: f64 = 20.0 * 1024.0 * 1024.0;
/// Longest edges of what the camera takes; the app keeps no more of it.
const FACE_EDGE: u32 = 1024;
const PAPER_EDGE: u32 = 2480;
const DOCUMENTS: &str = "image/jpeg,image/png,application/pdf,.docx";

/// Properties of [`Attachments`].
#[derive(Properties, PartialEq)]
pub(crate) struct AttachmentsProps {
    pub(crate) owner: Owner,
    /// Photos of a face can be taken too.
    #[prop_or_default]
    pub(crate) portrait: bool,
}

/// The card.
#[component(Attachments)]
pub(crate) fn attachments(props: &AttachmentsProps) -> Html {
    let files = use_load(AttachmentList {
        owner: props.owner.clone(),
    });
    let fault = use_state(|| None::<AppError>);
    let busy = use_state(|| false);
    let camera = use_state(|| None::<Purpose>);
    let shown = use_state(|| None::<AttachmentContent>);
    let path = use_state(String::new);
    let found = use_state(Vec::<FileCard>::new);
    let say = use_say();
    let works = Works {
        put: files.put.clone(),
        fault: fault.clone(),
        busy: busy.clone(),
    };
    let choose = |purpose: Purpose| {
        let (works, owner, camera) = (works.clone(), props.owner.clone(), camera.clone());
        Callback::from(move |file: Chosen| {
            camera.set(None);
            works.run(AttachBytes {
                owner: owner.clone(),
                name: file.name,
                content: file.content,
                purpose,
                note: String::new(),
            });
        })
    };
    let large = {
        let (fault, camera) = (fault.clone(), camera.clone());
        Callback::from(move |bytes: f64| {
            camera.set(None);
            let megabytes = |bytes: f64| format!("{:.0}", (bytes / 1024.0 / 1024.0).ceil());
            fault.set(Some(
                AppError::new("attachment-large")
                    .with("size", megabytes(bytes))
                    .with("most", megabytes(MOST)),
            ));
        })
    };
    let attach_path = {
        let (works, owner, path) = (works.clone(), props.owner.clone(), path.clone());
        Callback::from(move |()| {
            works.run(AttachFile {
                owner: owner.clone(),
                path: (*path).clone(),
                purpose: Purpose::Document,
                note: String::new(),
            });
        })
    };
    let pick = {
        let path = path.clone();
        Callback::from(move |_: MouseEvent| {
            let path = path.clone();
            spawn_local(async move {
                if let Ok(picked) = call(AttachmentPick {}).await
                    && let Some(picked) = picked.path
                {
                    path.set(picked);
                }
            });
        })
    };
    let open = {
        let (fault, shown, say) = (fault.clone(), shown.clone(), say.clone());
        Callback::from(move |card: AttachmentCard| {
            let (fault, shown, say) = (fault.clone(), shown.clone(), say.clone());
            spawn_local(async move {
                // Pictures are shown here, documents by the program that the officer knows for them.
                let done = if card.media.starts_with("image/") {
                    call(AttachmentOpen { id: card.id })
                        .await
                        .map(|content| shown.set(Some(content)))
                } else {
                    call(AttachmentSave { id: card.id })
                        .await
                        .map(|saved| say.done(t!("file-saved", path = &saved.path)))
                };
                fault.set(done.err());
            });
        })
    };
    let remove = {
        let (works, say) = (works.clone(), say.clone());
        Callback::from(move |card: AttachmentCard| {
            works.run(AttachmentRemove { id: card.id });
            let works = works.clone();
            say.undoable(
                t!("attachment-removed", name = &card.name),
                Callback::from(move |()| works.run(AttachmentRestore { id: card.id })),
            );
        })
    };
    let agree = {
        let (works, say, owner) = (works.clone(), say.clone(), props.owner.clone());
        Callback::from(move |_: MouseEvent| {
            let wish = |given| AttachmentConsent {
                owner: owner.clone(),
                given,
            };
            works.run(wish(true));
            let (works, back) = (works.clone(), wish(false));
            say.undoable(
                t!("attach-consent-noted"),
                Callback::from(move |()| works.run(back.clone())),
            );
        })
    };
    let asks_consent = files.data.ready().is_some_and(|view| view.asks_consent);
    let fetch = {
        let works = works.clone();
        Callback::from(move |card: AttachmentCard| works.run(AttachmentFetch { id: card.id }))
    };
    let close = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(None))
    };
    let list = match &files.data {
        Load::Waiting => html! { <p class="card__note" role="status">{ t!("opening") }</p> },
        Load::Failed(error) => html! { <ErrorBanner error={error.clone()} /> },
        Load::Ready(view) if view.files.is_empty() => {
            html! { <p class="card__note muted">{ t!("attachments-none") }</p> }
        }
        Load::Ready(view) => html! {
            <ul class="rows" data-test="attachments">{ for view.files.iter().map(|card| html! {
                <li key={card.id.to_string()}>{ row(card, &open, &fetch, &remove) }</li>
            }) }</ul>
        },
    };
    let suggest = {
        let found = found.clone();
        Callback::from(move |_: Event| {
            let found = found.clone();
            spawn_local(async move {
                // Without suggestions the place is typed.
                found.set(call(AttachmentSuggestions {}).await.unwrap_or_default());
            });
        })
    };
    let suggestion = |file: &FileCard| {
        let (path, place) = (path.clone(), file.path.clone());
        let onclick = Callback::from(move |_: MouseEvent| path.set(place.clone()));
        html! {
            <li><button type="button" class="link" {onclick}>{ &file.name }</button>{ " " }<span class="small muted anywhere">{ &file.folder }</span></li>
        }
    };
    let photograph = |purpose: Purpose| {
        let camera = camera.clone();
        Callback::from(move |_: MouseEvent| camera.set(Some(purpose)))
    };
    let dark = {
        let camera = camera.clone();
        Callback::from(move |()| camera.set(None))
    };
    let on_path = {
        let path = path.clone();
        Callback::from(move |text: String| path.set(text))
    };
    html! {
        <section class="card card--flush" aria-labelledby="attachments">
            <div class="card__head"><h3 id="attachments">{ t!("attachments-title") }</h3>{ count(files.data.ready()) }</div>
            { list }
            <div class="card__note stack">
                if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                if asks_consent {
                    <div class="row">
                        <p class="small grow">{ t!("attach-consent-ask") }</p>
                        <Button icon="ok" busy={*busy} onclick={agree} test="attach-consent">{ t!("attach-consent") }</Button>
                    </div>
                }
                <div class="row">
                    if props.portrait {
                        <Button icon="person" busy={*busy} onclick={photograph(Purpose::Portrait)} test="camera-portrait">{ t!("attach-portrait") }</Button>
                    }
                    <Button icon="camera" busy={*busy} onclick={photograph(Purpose::Document)} test="camera-document">{ t!("attach-paper") }</Button>
                    <FileButton icon="folder" accept={DOCUMENTS} most={MOST} busy={*busy} on_choose={choose(Purpose::Document)} on_large={large.clone()} test="attach-document">{ t!("attach-document") }</FileButton>
                </div>
                <p class="small muted">{ t!("attach-help") }</p>
                <details ontoggle={suggest}><summary data-test="attach-path-open">{ t!("attach-path-open") }<Icon name="down" class="icon--small" /></summary>
                    <div class="stack">
                        <TextField id="attach-path" label={t!("attach-path")} value={(*path).clone()} on_input={on_path} test="attach-path" />
                        if !found.is_empty() {
                            <div><p class="small muted">{ t!("attach-found") }</p><ul class="missing" data-test="attach-found">{ for found.iter().take(6).map(suggestion) }</ul></div>
                        }
                        <div class="row">
                            <Button icon="folder" onclick={pick}>{ t!("attach-pick") }</Button>
                            <Button icon="add" busy={*busy} disabled={path.trim().is_empty()} onclick={attach_path.reform(|_: MouseEvent| ())} test="attach-path-add">{ t!("attach-path-add") }</Button>
                        </div>
                    </div>
                </details>
            </div>
            if let Some(purpose) = *camera {
                <Camera title={t!(camera_words(purpose))} name={t!(camera_words(purpose))} edge={if purpose == Purpose::Portrait { FACE_EDGE } else { PAPER_EDGE }}
                    most={MOST} on_take={choose(purpose)} on_large={large} on_close={dark} test="camera-file" />
            }
            if let Some(content) = &*shown {
                <Dialog id="attachment" title={content.name.clone()} on_close={close.clone()} actions={html! {
                    <Button autofocus=true onclick={close.reform(|_: MouseEvent| ())}>{ t!("close") }</Button>
                }}><img class="attachment-view" src={format!("data:{};base64,{}", content.media, content.content)} alt={content.name.clone()} /></Dialog>
            }
        </section>
    }
}

/// What is photographed; also the name of the picture's file.
fn camera_words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Portrait => "attach-portrait",
        Purpose::Document => "attach-paper",
    }
}

/// Runs commands that answer with the record's files.
#[derive(Clone)]
struct Works {
    put: Callback<AttachmentsView>,
    fault: UseStateHandle<Option<AppError>>,
    busy: UseStateHandle<bool>,
}

impl Works {
    fn run<C: Command<Output = AttachmentsView> + 'static>(&self, wish: C) {
        let Self { put, fault, busy } = self.clone();
        busy.set(true);
        spawn_local(async move {
            match call(wish).await {
                Ok(view) => {
                    fault.set(None);
                    put.emit(view);
                }
                Err(error) => fault.set(Some(error)),
            }
            busy.set(false);
        });
    }
}

/// `lampiran 3/8 terkirim`, until all are.
fn count(view: Option<&AttachmentsView>) -> Html {
    let Some(view) = view.filter(|view| !view.files.is_empty()) else {
        return Html::default();
    };
    let all = view.files.len() as u64;
    if view.sent < all {
        html! { <Badge tone={Tone::Pending}>{ t!("attachments-part", sent = view.sent, all = all) }</Badge> }
    } else {
        html! { <Badge tone={Tone::Ok}>{ t!("attachments-all", all = all) }</Badge> }
    }
}

fn row(
    card: &AttachmentCard,
    open: &Callback<AttachmentCard>,
    fetch: &Callback<AttachmentCard>,
    remove: &Callback<AttachmentCard>,
) -> Html {
    let state = match (card.place, card.percent) {
        (AttachmentPlace::Here, 0) => t!("attachment-here"),
        (AttachmentPlace::Here, percent) => t!("attachment-going", percent = percent),
        (AttachmentPlace::Both, _) => t!("attachment-both"),
        (AttachmentPlace::There, _) => t!("attachment-there"),
        (AttachmentPlace::Coming, percent) => t!("attachment-coming", percent = percent),
    };
    let here = matches!(card.place, AttachmentPlace::Here | AttachmentPlace::Both);
    let press = |callback: &Callback<AttachmentCard>| {
        let card = card.clone();
        callback.reform(move |_: MouseEvent| card.clone())
    };
    html! {
        <div class="list-row">
            if card.thumb.is_empty() { <span class="attachment-mark"><Icon name="letter" /></span> }
            else { <img class="attachment-mark" src={format!("data:image/jpeg;base64,{}", card.thumb)} alt="" /> }
            <div>
                <strong class="anywhere">{ &card.name }</strong>
                <div class="list-row__sub">{ t!("attachment-size", kilobytes = words::number(card.bytes.div_ceil(1024))) }{ " · " }{ &card.taken_at }{ " · " }<span data-test="attachment-state">{ state }</span></div>
                if let Some(problem) = &card.problem { <div class="list-row__sub is-danger">{ words::error(&AppError::new(problem)) }</div> }
            </div>
            <div class="row row--fixed">
                if here {
                    <Button icon={if card.thumb.is_empty() { "folder" } else { "eye" }} onclick={press(open)} label={t!(if card.thumb.is_empty() { "attachment-save" } else { "attachment-open" }, name = &card.name)} test="attachment-open" />
                } else if card.place == AttachmentPlace::There {
                    <Button icon="down" onclick={press(fetch)} test="attachment-fetch">{ t!("attachment-fetch") }</Button>
                }
                <Button look={Look::Quiet} icon="close" onclick={press(remove)} label={t!("attachment-remove", name = &card.name)} test="attachment-remove" />
            </div>
        </div>
    }
}
