//! The family card's members.

use jemput_domain::id::ResidentId;
use jemput_ui_kit::{Button, Findings, t};
use jemput_wire::resident::{HouseholdView, Member};
use yew::prelude::*;

use crate::route::Route;

/// Properties of [`Household`].
#[derive(Properties, PartialEq)]
pub(crate) struct HouseholdProps {
    pub(crate) household: HouseholdView,
    /// Who is open beside it.
    pub(crate) resident: ResidentId,
}

/// The table of members.
#[component(Household)]
pub(crate) fn household(props: &HouseholdProps) -> Html {
    let household = &props.household;
    let row = |member: &Member| {
        let here = member.card.id == props.resident;
        html! {
            <tr key={member.card.id.to_string()} class={classes!(member.gone.is_some().then_some("is-gone"))} data-test={if member.gone.is_some() { "member-gone" } else { "member" }}>
                <th scope="row">
                    if here { { &member.card.name }{ " " }<span class="muted">{ t!("opened-here") }</span> }
                    else { <a class="cell-link" href={Route::Resident(member.card.id).href()}>{ &member.card.name }</a> }
                </th>
                <td>{ &member.relation }if let Some(gone) = &member.gone { <span class="list-row__sub">{ gone }</span> }</td>
                <td class="nowrap">{ &member.birth }</td>
                <td class="code">{ if member.card.nik_tail.is_empty() { "–".to_owned() } else { format!("••{}", member.card.nik_tail) } }</td>
            </tr>
        }
    };
    let (gone, living): (Vec<&Member>, Vec<&Member>) = household
        .members
        .iter()
        .partition(|member| member.gone.is_some());
    html! {
        <section class="card card--flush" aria-labelledby="family">
            <div class="card__head">
                <h3 id="family">{ t!("household-title") }</h3>
                <span class="muted small">{ t!("household-kk") }{ " " }<span class="code">{ &household.kk_masked }</span></span>
            </div>
            if !household.findings.is_empty() { <div class="card__note"><Findings findings={household.findings.clone()} /></div> }
            <div class="table-wrap" tabindex="0" role="group" aria-label={t!("household-title")}>
                <table class="table table--compact">
                    <thead><tr><th scope="col">{ t!("field-name") }</th><th scope="col">{ t!("field-relation") }</th><th scope="col">{ t!("col-born") }</th><th scope="col">{ t!("field-nik") }</th></tr></thead>
                    <tbody>{ for living.into_iter().map(row) }</tbody>
                    if !gone.is_empty() {
                        <tbody>
                            <tr class="is-gone"><th scope="rowgroup" colspan="4">{ t!("household-gone") }</th></tr>
                            { for gone.into_iter().map(row) }
                        </tbody>
                    }
                </table>
            </div>
            <div class="card__foot">
                <Button icon="add" href={Route::NewMember(props.resident).href()} test="new-member">{ t!("household-add") }</Button>
            </div>
        </section>
    }
}
