//! What can be done about a resident's record: deleted when it was made by mistake, and brought back.

use jemput_ui_kit::{
    Banner, Button, Dialog, ErrorBanner, Look, TextField, Tone, t, use_say, words,
};
use jemput_wire::{
    AppError, Done,
    office::{Act, Decided, Delete, ResidentDetail, Settle, Undo},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{api, app::use_session, route::Route};

/// Properties of [`Standing`].
#[derive(Properties, PartialEq)]
pub(super) struct StandingProps {
    pub(super) detail: ResidentDetail,
    /// Asks the server anew.
    pub(super) on_change: Callback<()>,
}

/// Says where the record stands, with the one thing that can be done about it.
#[component(Standing)]
pub(super) fn standing(props: &StandingProps) -> Html {
    let session = use_session();
    let say = use_say();
    let open = use_state(|| false);
    let note = use_state(String::new);
    let fault = use_state(|| None::<AppError>);
    let detail = &props.detail;
    let back = {
        let (session, say) = (session.clone(), say.clone());
        let (id, seq) = (detail.row.id.clone(), detail.seq);
        let (on_change, name) = (props.on_change.clone(), detail.row.name.clone());
        Callback::from(move |_: MouseEvent| {
            let wish = Settle {
                record: id.clone(),
                restore: true,
                seq,
                note: String::new(),
            };
            let (session, say) = (session.clone(), say.clone());
            let (on_change, name) = (on_change.clone(), name.clone());
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Done>("conflicts/settle", csrf, &wish).await {
                    Ok(_) => say.done(t!("office-restored", name = name)),
                    Err(error) => say.done(words::error(&error)),
                }
                on_change.emit(());
                session.again.emit(());
            });
        })
    };
    let delete = {
        let (session, say) = (session.clone(), say.clone());
        let (open, note, fault) = (open.clone(), note.clone(), fault.clone());
        let (detail, on_change) = (detail.clone(), props.on_change.clone());
        Callback::from(move |_: MouseEvent| {
            let wish = Delete {
                record: detail.row.id.clone(),
                seq: detail.seq,
                note: (*note).clone(),
            };
            let (session, say, open) = (session.clone(), say.clone(), open.clone());
            let (fault, on_change) = (fault.clone(), on_change.clone());
            let name = detail.row.name.clone();
            spawn_local(async move {
                let csrf = &session.view.csrf;
                match api::post::<Decided>("residents/delete", csrf, &wish).await {
                    Ok(decided) => {
                        open.set(false);
                        say.undoable(
                            t!("office-deleted", name = name),
                            undo(session.clone(), say.clone(), on_change.clone(), decided),
                        );
                        on_change.emit(());
                        session.again.emit(());
                    }
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let show = |shown: bool| {
        let (open, fault) = (open.clone(), fault.clone());
        Callback::from(move |()| {
            open.set(shown);
            fault.set(None);
        })
    };
    let on_note = {
        let note = note.clone();
        Callback::from(move |text| note.set(text))
    };
    let may_decide = session.view.may(Act::DecideMatters);
    if let Some(kept) = &detail.merged_into {
        return html! {
            <Banner tone={Tone::Info} title={AttrValue::from(t!("office-is-merged", name = &kept.name))} test="office-is-merged" action={html! {
                <div class="row">
                    <Button href={Route::Resident(kept.id.clone()).href()} label={t!("office-open-of", name = &kept.name)}>{ t!("office-open") }</Button>
                    if may_decide { <Button onclick={back} test="office-unmerge">{ t!("office-unmerge") }</Button> }
                </div>
            }}>{ t!("office-is-merged-help") }</Banner>
        };
    }
    if detail.deleted {
        return html! {
            <Banner tone={Tone::Warn} title={AttrValue::from(t!("office-is-deleted"))} test="office-is-deleted" action={html! {
                if may_decide { <Button onclick={back} test="office-restore">{ t!("office-restore") }</Button> }
            }}>{ t!("office-is-deleted-help") }</Banner>
        };
    }
    if !session.view.may(Act::DeleteResidents) {
        return Html::default();
    }
    html! {
        <>
            <div><Button look={Look::Danger} icon="close" onclick={show(true).reform(|_: MouseEvent| ())} test="office-delete">{ t!("office-delete") }</Button></div>
            if *open {
                <Dialog id="delete" title={t!("office-delete-title", name = &detail.row.name)} on_close={show(false)} actions={html! {
                    <>
                        <Button large=true autofocus=true onclick={show(false).reform(|_: MouseEvent| ())} test="office-delete-no">{ t!("office-delete-no") }</Button>
                        <Button look={Look::Danger} large=true onclick={delete} test="office-delete-yes">{ t!("office-delete") }</Button>
                    </>
                }}>
                    <p>{ t!("office-delete-help") }</p>
                    <TextField id="why" label={t!("office-note")} value={(*note).clone()} max=500 required=true on_input={on_note} test="office-why" />
                    if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
                </Dialog>
            }
        </>
    }
}

fn undo(
    session: crate::app::Session,
    say: jemput_ui_kit::Say,
    on_change: Callback<()>,
    decided: Decided,
) -> Callback<()> {
    Callback::from(move |()| {
        let (session, say, on_change) = (session.clone(), say.clone(), on_change.clone());
        let wish = Undo {
            action: decided.action.clone(),
        };
        spawn_local(async move {
            let csrf = &session.view.csrf;
            match api::post::<Decided>("conflicts/undo", csrf, &wish).await {
                Ok(_) => say.done(t!("office-delete-undone")),
                Err(error) => say.done(words::error(&error)),
            }
            on_change.emit(());
            session.again.emit(());
        });
    })
}
