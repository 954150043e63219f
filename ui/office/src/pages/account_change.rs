//! One account: its roles, whether it is open, and ways back in for its owner.

use jemput_ui_kit::{Button, Dialog, Look, TextField, t};
use jemput_wire::office::{
    AccountCode, AccountPage, AccountRow, ResetAccount, SetAccount, VillageRow,
};
use yew::prelude::*;

use crate::parts::{RoleChoice, into, use_sender};

/// Properties of [`ChangeButton`].
#[derive(Properties, PartialEq)]
pub(super) struct ChangeProps {
    pub(super) row: AccountRow,
    pub(super) villages: Vec<VillageRow>,
    pub(super) put: Callback<AccountPage>,
    pub(super) put_code: Callback<AccountCode>,
}

/// The button and its dialog.
#[component(ChangeButton)]
pub(super) fn change_button(props: &ChangeProps) -> Html {
    let open = use_state(|| false);
    let show = |on: bool| {
        let open = open.clone();
        Callback::from(move |()| open.set(on))
    };
    html! {
        <>
            <Button look={Look::Quiet} icon="edit" onclick={show(true).reform(|_: MouseEvent| ())} label={t!("office-account-change-of", name = &props.row.name)} test="account-change">
                { t!("office-account-change") }
            </Button>
            if *open {
                <Change row={props.row.clone()} villages={props.villages.clone()} put={props.put.clone()} put_code={props.put_code.clone()} on_close={show(false)} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    row: AccountRow,
    villages: Vec<VillageRow>,
    put: Callback<AccountPage>,
    put_code: Callback<AccountCode>,
    on_close: Callback<()>,
}

#[component(Change)]
fn change(props: &FormProps) -> Html {
    let sender = use_sender();
    let row = &props.row;
    let roles = use_state(|| row.roles.clone());
    let village = use_state(|| row.village.clone());
    let reason = use_state(String::new);
    let done = {
        let (put, on_close) = (props.put.clone(), props.on_close.clone());
        Callback::from(move |page: AccountPage| {
            on_close.emit(());
            put.emit(page);
        })
    };
    let set = |open: bool| {
        let wish = SetAccount {
            id: row.id.clone(),
            roles: (*roles).clone(),
            village: (*village).clone(),
            open,
            reason: (*reason).clone(),
        };
        let (sender, done) = (sender.clone(), done.clone());
        Callback::from(move |()| sender.send("accounts/set", wish.clone(), done.clone()))
    };
    let reset = ResetAccount {
        id: row.id.clone(),
        reason: (*reason).clone(),
    };
    let code = {
        let (sender, reset) = (sender.clone(), reset.clone());
        let (put, on_close) = (props.put_code.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            let (put, on_close) = (put.clone(), on_close.clone());
            let done = Callback::from(move |made: AccountCode| {
                on_close.emit(());
                put.emit(made);
            });
            sender.send("accounts/code", reset.clone(), done);
        })
    };
    let second = {
        let (sender, done) = (sender.clone(), done.clone());
        Callback::from(move |_: MouseEvent| {
            sender.send("accounts/second", reset.clone(), done.clone());
        })
    };
    let is_open = row.closed.is_empty();
    let onsubmit = set(true).reform(|event: SubmitEvent| event.prevent_default());
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Dialog id="account-title" title={t!("office-account-change-of", name = &row.name)} wide=true on_close={props.on_close.clone()} actions={html! {
            <>
                <Button large=true onclick={close}>{ t!("cancel") }</Button>
                if is_open { <Button look={Look::Danger} large=true onclick={set(false).reform(|_: MouseEvent| ())} test="account-close">{ t!("office-account-close") }</Button> }
                <button class="button button--primary button--large" type="submit" form="account-form" data-test="account-save">{ t!(if is_open { "office-account-save" } else { "office-account-reopen" }) }</button>
            </>
        }}>
            <form id="account-form" class="stack" {onsubmit}>
                <RoleChoice id="change" roles={(*roles).clone()} on_roles={into(&roles)} village={(*village).clone()} on_village={into(&village)} villages={props.villages.clone()} />
                <TextField id="account-reason" label={t!("office-account-reason")} help={AttrValue::from(t!("office-account-reason-help"))}
                    value={(*reason).clone()} on_input={into(&reason)} required=true max={200} test="account-reason" />
                { sender.fault() }
                if is_open {
                    <div class="row">
                        <Button icon="lock" onclick={code} test="account-code-new">{ t!("office-account-code") }</Button>
                        if row.second { <Button icon="phone" onclick={second} test="account-second-end">{ t!("office-account-second-end") }</Button> }
                    </div>
                    <p class="muted small">{ t!("office-account-ways-help") }</p>
                } else { <p class="muted">{ t!("office-account-reopen-help") }</p> }
            </form>
        </Dialog>
    }
}
