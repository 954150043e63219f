//! Accounts of the console, for admins.

use jemput_ui_kit::{Badge, Banner, Button, CheckBox, Look, TextField, Tone, appearance, t};
use jemput_wire::office::{AccountCode, AccountPage, AccountRow, NewAccount, RequireSecond, Role};
use yew::prelude::*;

use super::account_change::ChangeButton;
use crate::{
    api::use_get,
    parts::{RoleChoice, into, role_marks, use_sender, waiting_or_failed},
};

/// The screen.
#[component(Accounts)]
pub(crate) fn accounts() -> Html {
    let data = use_get::<AccountPage>("accounts".to_owned());
    let newest = use_state(|| None::<AccountPage>);
    let code = use_state(|| None::<AccountCode>);
    let required = use_sender();
    let put = {
        let newest = newest.clone();
        Callback::from(move |page: AccountPage| newest.set(Some(page)))
    };
    let put_code = {
        let (code, put) = (code.clone(), put.clone());
        Callback::from(move |made: AccountCode| {
            put.emit(made.page.clone());
            code.set(Some(made));
        })
    };
    let require = {
        let (required, put) = (required.clone(), put.clone());
        Callback::from(move |on: bool| {
            required.send(
                "accounts/second-required",
                RequireSecond { on },
                put.clone(),
            );
        })
    };
    appearance::title(&t!("office-nav-accounts"));
    html! {
        <div class="page">
            <div class="page-head"><div><h1>{ t!("office-nav-accounts") }</h1><p>{ t!("office-accounts-intro") }</p></div></div>
            { waiting_or_failed(&data) }
            <div aria-live="polite">if let Some(made) = &*code { { shown(made) } }</div>
            if let Some(page) = newest.as_ref().or(data.ready()) {
                <section class="card card--flush" aria-label={t!("office-nav-accounts")}>
                    { table(page, &put, &put_code) }
                </section>
                <NewAccountForm page={page.clone()} put={put_code} />
                <section class="card stack" aria-labelledby="second-required">
                    <div><h2 id="second-required">{ t!("office-second") }</h2><p class="muted">{ t!("office-second-required-help") }</p></div>
                    { required.fault() }
                    <CheckBox checked={page.second_required} on_change={require} test="second-required">{ t!("office-second-required") }</CheckBox>
                </section>
            }
        </div>
    }
}

fn shown(made: &AccountCode) -> Html {
    html! {
        <Banner tone={Tone::Ok} title={AttrValue::from(t!("office-account-code-ready", name = &made.name))}>
            <div class="new-code">
                <p class="new-code__code" data-test="account-code">{ &made.code }</p>
                <p>{ t!("office-account-code-help", when = &made.valid_until) }</p>
            </div>
        </Banner>
    }
}

fn table(
    page: &AccountPage,
    put: &Callback<AccountPage>,
    put_code: &Callback<AccountCode>,
) -> Html {
    let village = |row: &AccountRow| {
        let known = page
            .villages
            .iter()
            .find(|known| known.code.as_str() == row.village);
        known.map_or_else(|| row.village.clone(), |known| known.name.clone())
    };
    let row = |row: &AccountRow| {
        html! {
            <tr key={row.id.clone()} data-test="account-row">
                <th scope="row">{ &row.name }<span class="list-row__sub">{ village(row) }</span></th>
                <td>{ role_marks(&row.roles) }</td>
                <td>{ state(row) }</td>
                <td class="nowrap">{ if row.signed_in.is_empty() { t!("office-account-never") } else { row.signed_in.clone() } }</td>
                <td><ChangeButton row={row.clone()} villages={page.villages.clone()} put={put.clone()} put_code={put_code.clone()} /></td>
            </tr>
        }
    };
    html! {
        <div class="table-wrap"><table class="table">
            <caption class="hidden-text">{ t!("office-nav-accounts") }</caption>
            <thead><tr>
                <th scope="col">{ t!("office-name") }</th><th scope="col">{ t!("office-account-roles") }</th>
                <th scope="col">{ t!("office-account-state") }</th><th scope="col">{ t!("office-account-signed-in") }</th>
                <th scope="col"><span class="hidden-text">{ t!("office-account-change") }</span></th>
            </tr></thead>
            <tbody>{ for page.rows.iter().map(row) }</tbody>
        </table></div>
    }
}

fn state(row: &AccountRow) -> Html {
    if !row.closed.is_empty() {
        return html! { <Badge tone={Tone::Danger} test="account-closed">{ t!("office-account-closed", when = &row.closed) }</Badge> };
    }
    html! {
        <span class="flags">
            if row.code_until.is_empty() { <Badge tone={Tone::Ok}>{ t!("office-account-open") }</Badge> }
            else { <Badge tone={Tone::Pending}>{ t!("office-account-code-until", when = &row.code_until) }</Badge> }
            if row.second { <Badge tone={Tone::Info}>{ t!("office-second") }</Badge> }
        </span>
    }
}

#[derive(Properties, PartialEq)]
struct NewAccountProps {
    page: AccountPage,
    put: Callback<AccountCode>,
}

#[component(NewAccountForm)]
fn new_account_form(props: &NewAccountProps) -> Html {
    let sender = use_sender();
    let name = use_state(String::new);
    let roles = use_state(Vec::<Role>::new);
    let village = use_state(String::new);
    let onsubmit = {
        let (sender, put) = (sender.clone(), props.put.clone());
        let (name, roles, village) = (name.clone(), roles.clone(), village.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let wish = NewAccount {
                name: (*name).clone(),
                roles: (*roles).clone(),
                village: (*village).clone(),
            };
            let (name, roles, put) = (name.clone(), roles.clone(), put.clone());
            let done = Callback::from(move |made: AccountCode| {
                name.set(String::new());
                roles.set(Vec::new());
                put.emit(made);
            });
            sender.send("accounts/new", wish, done);
        })
    };
    html! {
        <section class="card" aria-labelledby="new-account">
            <form class="stack" {onsubmit}>
                <div><h2 id="new-account">{ t!("office-account-new") }</h2><p class="muted">{ t!("office-account-new-help") }</p></div>
                <TextField id="account-name" label={t!("office-name")} value={(*name).clone()} on_input={into(&name)} required=true max={60} test="account-name" />
                <RoleChoice id="new" roles={(*roles).clone()} on_roles={into(&roles)} village={(*village).clone()} on_village={into(&village)} villages={props.page.villages.clone()} />
                { sender.fault() }
                <div><Button look={Look::Primary} icon="add" submit=true busy={sender.is_busy()} test="account-make">{ t!("office-account-make") }</Button></div>
            </form>
        </section>
    }
}
