//! A place of birth: free text, with the country's places offered while one types.

use jemput_domain::finding::Finding;
use jemput_ui_kit::{ComboBox, ComboOption, call, latest::use_latest, timer::use_debounce};
use jemput_wire::region::RegionSearch;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Asks from this many letters on; two fit half of the country.
const LETTERS_LEAST: usize = 3;
/// Places offered at most.
const LIMIT: u32 = 6;
/// Waits this long after a letter, in milliseconds.
const PAUSE: u32 = 120;

/// Properties of [`BirthPlace`].
#[derive(Properties, PartialEq)]
pub(crate) struct BirthPlaceProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: AttrValue,
    pub(crate) findings: Vec<Finding>,
    pub(crate) on_change: Callback<String>,
    pub(crate) test: AttrValue,
}

/// The field.
#[component(BirthPlace)]
pub(crate) fn birth_place(props: &BirthPlaceProps) -> Html {
    let options = use_state(Vec::<ComboOption>::new);
    let wait = use_debounce();
    let latest = use_latest();
    let on_input = {
        let (options, latest, on_change) =
            (options.clone(), latest.clone(), props.on_change.clone());
        Callback::from(move |text: String| {
            on_change.emit(text.clone());
            // Places for fewer letters are not offered for more.
            let asked = latest.asks();
            if text.trim().chars().count() < LETTERS_LEAST {
                wait.stop();
                options.set(Vec::new());
                return;
            }
            let options = options.clone();
            wait.run(PAUSE, move || {
                spawn_local(async move {
                    // Without an answer the field is what it is anyway: free text.
                    let places = call(RegionSearch {
                        query: text,
                        limit: LIMIT,
                    })
                    .await
                    .unwrap_or_default();
                    if !asked.is_latest() {
                        return;
                    }
                    options.set(
                        places
                            .into_iter()
                            .map(|place| ComboOption {
                                value: spoken(&place.name).into(),
                                words: place.name.into(),
                                more: place.within.into(),
                            })
                            .collect(),
                    );
                });
            });
        })
    };
    let on_take = {
        let (options, on_change) = (options.clone(), props.on_change.clone());
        Callback::from(move |option: ComboOption| {
            latest.forgets();
            options.set(Vec::new());
            on_change.emit(option.value.to_string());
        })
    };
    html! {
        <ComboBox id={props.id.clone()} label={props.label.clone()} text={props.value.clone()} {on_input} options={(*options).clone()} {on_take}
            findings={props.findings.clone()} test={props.test.clone()} />
    }
}

/// A place as identity cards write it: a regency without its kind, a city with it.
fn spoken(name: &str) -> String {
    name.strip_prefix("Kabupaten ").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn a_regency_loses_its_kind_and_a_city_keeps_it() {
        assert_eq!(spoken("Kabupaten Banyumas"), "Banyumas");
        assert_eq!(spoken("Kota Madiun"), "Kota Madiun");
    }
}
