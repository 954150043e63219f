//! What somebody is to the office.

use jemput_ui_kit::{Badge, CheckBox, Select, Tone, t};
use jemput_wire::office::{Role, VillageRow};
use yew::prelude::*;

/// Roles as marks.
pub(crate) fn role_marks(roles: &[Role]) -> Html {
    let mark = |role: &Role| html! { <Badge tone={Tone::Plain}>{ t!(&format!("role-{}", role.code())) }</Badge> };
    html! { <span class="flags">{ for roles.iter().map(mark) }</span> }
}

/// Properties of [`RoleChoice`].
#[derive(Properties, PartialEq)]
pub(crate) struct RoleChoiceProps {
    /// Begins the ids of its fields.
    pub(crate) id: AttrValue,
    /// Chosen ones.
    pub(crate) roles: Vec<Role>,
    /// Chosen others.
    pub(crate) on_roles: Callback<Vec<Role>>,
    /// Village of a head.
    pub(crate) village: AttrValue,
    /// Chosen another.
    pub(crate) on_village: Callback<String>,
    /// Villages to choose from.
    pub(crate) villages: Vec<VillageRow>,
}

/// A box for each role, and the village of a head.
#[component(RoleChoice)]
pub(crate) fn role_choice(props: &RoleChoiceProps) -> Html {
    let choice = |role: &Role| {
        let role = *role;
        let on_change = {
            let (roles, on_roles) = (props.roles.clone(), props.on_roles.clone());
            Callback::from(move |on: bool| {
                let chosen = Role::ALL.into_iter().filter(|known| {
                    if *known == role {
                        on
                    } else {
                        roles.contains(known)
                    }
                });
                on_roles.emit(chosen.collect());
            })
        };
        let code = role.code();
        html! {
            <CheckBox key={code} checked={props.roles.contains(&role)} {on_change} test={format!("role-{code}")}>
                <strong>{ t!(&format!("role-{code}")) }</strong><span class="list-row__sub">{ t!(&format!("role-{code}-help")) }</span>
            </CheckBox>
        }
    };
    let options: Vec<(AttrValue, AttrValue)> = props
        .villages
        .iter()
        .map(|row| (row.code.to_string().into(), row.name.clone().into()))
        .collect();
    html! {
        <>
            <fieldset class="field"><legend>{ t!("office-account-roles") }</legend>
                <div class="choices">{ for Role::ALL.iter().map(choice) }</div>
            </fieldset>
            if props.roles.contains(&Role::Head) {
                <Select id={format!("{}-village", props.id)} label={t!("office-account-village")} {options} value={props.village.clone()}
                    on_change={props.on_village.clone()} empty={AttrValue::from(t!("office-account-village-none"))} test="account-village" />
            }
        </>
    }
}
