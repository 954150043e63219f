//! A field to sign in with finger, pen or mouse. What comes out are lines, not a picture.

use web_sys::Element;
use yew::prelude::*;

use crate::{Button, Look, t};

/// Units of the field, as signatures are stored.
const WIDTH: i32 = 1000;
const HEIGHT: i32 = 400;
/// Points closer than this, in units, are one: a slow hand must not fill the record.
const STEP: i32 = 6;

/// Properties of [`SignaturePad`].
#[derive(Properties, PartialEq)]
pub struct SignaturePadProps {
    /// Id of the field.
    pub id: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// What is drawn, as text (`x,y x,y;x,y`), after each stroke; empty: nothing.
    pub on_change: Callback<String>,
    /// Test hook.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

type Stroke = Vec<(i32, i32)>;

/// The field. Who cannot draw signs on paper: the form around it offers both.
#[component(SignaturePad)]
pub fn signature_pad(props: &SignaturePadProps) -> Html {
    let strokes = use_state(Vec::<Stroke>::new);
    let drawing = use_mut_ref(|| None::<Stroke>);
    // The stroke under the pen; drawn at once, kept when the pen is lifted.
    let live = use_state(String::new);
    // An event names the root that it was heard at, not the field.
    let node = use_node_ref();
    let down = {
        let (drawing, live, node) = (drawing.clone(), live.clone(), node.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(field) = node.cast::<Element>() else {
                return;
            };
            let Some(point) = place(&event, &field) else {
                return;
            };
            event.prevent_default();
            // The stroke goes on where the pen leaves the field for a moment.
            let _ = field.set_pointer_capture(event.pointer_id());
            live.set(path(std::slice::from_ref(&vec![point])));
            drawing.replace(Some(vec![point]));
        })
    };
    let moved = {
        let (drawing, live, node) = (drawing.clone(), live.clone(), node.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(stroke) = &mut *drawing.borrow_mut() else {
                return;
            };
            let Some((x, y)) = node
                .cast::<Element>()
                .and_then(|field| place(&event, &field))
            else {
                return;
            };
            let far = stroke
                .last()
                .is_none_or(|(a, b)| (x - a).abs().max((y - b).abs()) >= STEP);
            if far {
                stroke.push((x, y));
                live.set(path(std::slice::from_ref(stroke)));
            }
        })
    };
    let up = {
        let (drawing, live, strokes, on_change) = (
            drawing.clone(),
            live.clone(),
            strokes.clone(),
            props.on_change.clone(),
        );
        Callback::from(move |_: PointerEvent| {
            if let Some(stroke) = drawing.borrow_mut().take() {
                let mut all = (*strokes).clone();
                all.push(stroke);
                on_change.emit(text(&all));
                strokes.set(all);
                live.set(String::new());
            }
        })
    };
    let clear = {
        let (strokes, live, on_change) = (strokes.clone(), live.clone(), props.on_change.clone());
        Callback::from(move |_: MouseEvent| {
            strokes.set(Vec::new());
            live.set(String::new());
            on_change.emit(String::new());
        })
    };
    let empty = strokes.is_empty() && live.is_empty();
    html! {
        <div class="field">
            <span class="field__label" id={format!("{}-label", props.id)}>{ props.label.clone() }</span>
            <svg ref={node} id={props.id.clone()} class="sign-pad" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img"
                aria-labelledby={format!("{}-label", props.id)} data-test={props.test.clone()}
                onpointerdown={down} onpointermove={moved} onpointerup={up.clone()} onpointercancel={up}>
                <path class="sign-pad__line" d="M60 310H940" />
                <path class="sign-pad__ink" d={format!("{}{}", path(&strokes), *live)} />
            </svg>
            <div class="row row--between"><span class="field__help">{ t!("sign-here") }</span>
                if !empty { <Button look={Look::Quiet} icon="undo" onclick={clear} test="sign-again">{ t!("sign-again") }</Button> }
            </div>
        </div>
    }
}

/// Where the pen is, in units, kept inside of the field.
fn place(event: &PointerEvent, field: &Element) -> Option<(i32, i32)> {
    let bounds = field.get_bounding_client_rect();
    let part = |at: i32, from: f64, length: f64, units: i32| {
        if length <= 0.0 {
            return None;
        }
        let here = (f64::from(at) - from) / length * f64::from(units);
        #[expect(clippy::cast_possible_truncation, reason = "kept inside of the field")]
        let here = here.round() as i32;
        Some(here.clamp(0, units))
    };
    Some((
        part(event.client_x(), bounds.left(), bounds.width(), WIDTH)?,
        part(event.client_y(), bounds.top(), bounds.height(), HEIGHT)?,
    ))
}

/// The path of an SVG. A dot is a line to itself, so that round ends show it.
fn path(strokes: &[Stroke]) -> String {
    let mut path = String::new();
    for stroke in strokes {
        for (index, (x, y)) in stroke.iter().enumerate() {
            path.push_str(&format!("{}{x} {y}", if index == 0 { 'M' } else { 'L' }));
        }
        if let [(x, y)] = stroke[..] {
            path.push_str(&format!("L{x} {y}"));
        }
    }
    path
}

fn text(strokes: &[Stroke]) -> String {
    let one = |stroke: &Stroke| {
        let points = stroke.iter().map(|(x, y)| format!("{x},{y}"));
        points.collect::<Vec<_>>().join(" ")
    };
    strokes.iter().map(one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_text_and_lines() {
        let strokes = vec![vec![(1, 2), (30, 40)], vec![(5, 5)]];
        assert_eq!(text(&strokes), "1,2 30,40;5,5");
        assert_eq!(path(&strokes), "M1 2L30 40M5 5L5 5");
    }
}
