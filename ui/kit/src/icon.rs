//! Icons: symbols of one sprite that stands once in the page.

use yew::prelude::*;

const SPRITE: &str = include_str!("../../../assets/icons/icons.svg");

/// The symbols; once per page.
#[component(Sprite)]
pub fn sprite() -> Html {
    // Without a size of its own the drawing would take room.
    let sprite = SPRITE.replacen(
        "<svg ",
        r#"<svg class="sprite" width="0" height="0" aria-hidden="true" "#,
        1,
    );
    Html::from_html_unchecked(AttrValue::from(sprite))
}

/// Properties of [`Icon`].
#[derive(Properties, PartialEq)]
pub struct IconProps {
    /// Symbol without its `i-`.
    pub name: AttrValue,
    /// Further classes (`icon--small`, `is-ok`).
    #[prop_or_default]
    pub class: Classes,
    /// Name for screen readers; without one the icon is decoration.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// One icon.
#[component(Icon)]
pub fn icon(props: &IconProps) -> Html {
    let class = classes!("icon", props.class.clone());
    let href = format!("#i-{}", props.name);
    match &props.label {
        Some(label) => {
            html! { <svg {class} role="img" aria-label={label.clone()}><use href={href} /></svg> }
        }
        None => html! { <svg {class} aria-hidden="true"><use href={href} /></svg> },
    }
}
