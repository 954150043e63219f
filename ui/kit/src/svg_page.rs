//! A page of a letter as SVG, drawn as part of the document so that the security policy needs no exception.

use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, SupportedType};
use yew::prelude::*;

/// Properties of [`SvgPage`].
#[derive(Properties, PartialEq)]
pub struct SvgPageProps {
    /// The SVG's text.
    pub svg: AttrValue,
    /// What it shows, for screen readers.
    pub label: AttrValue,
}

/// One page; paper stays white in every theme.
#[component(SvgPage)]
pub fn svg_page(props: &SvgPageProps) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with(
            (props.svg.clone(), props.label.clone()),
            move |(svg, label)| {
                if let Some(place) = place.cast::<Element>() {
                    place.set_inner_html("");
                    if let Some(drawing) = parse(svg) {
                        let _ = drawing.set_attribute("role", "img");
                        let _ = drawing.set_attribute("aria-label", label);
                        let _ = place.append_child(&drawing);
                    }
                }
            },
        );
    }
    html! { <div ref={place} class="paper-page" /> }
}

/// Parsed as XML: a broken page gives nothing instead of half a letter, and no script in it would run.
fn parse(svg: &str) -> Option<Element> {
    let document = DomParser::new()
        .ok()?
        .parse_from_string(svg, SupportedType::ImageSvgXml)
        .ok()?;
    let drawing = document.document_element()?;
    (drawing.tag_name() == "svg")
        .then_some(())
        .and_then(|()| drawing.dyn_into().ok())
}
