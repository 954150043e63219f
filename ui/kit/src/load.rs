//! Data that comes from a command while the screen is already there.

use jemput_wire::{AppError, Command};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{latest::use_latest, port::ask};

/// Data on its way.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T> {
    /// Not here yet.
    Waiting,
    /// Here.
    Ready(T),
    /// Could not be had.
    Failed(AppError),
}

impl<T> Load<T> {
    /// The data, if it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(data) => Some(data),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

/// A loaded value, a way to load it again, and a way to put a newer one in its place.
pub struct Loaded<T> {
    /// The value.
    pub data: Load<T>,
    /// Asks again; the old value stays meanwhile.
    pub again: Callback<()>,
    /// Puts a value there, such as a command's answer.
    pub put: Callback<T>,
}

/// Asks a command now and whenever its input changes.
#[hook]
pub fn use_load<C>(input: C) -> Loaded<C::Output>
where
    C: Command + 'static,
    C::Output: Clone + 'static,
{
    let data = use_state(|| Load::Waiting);
    let round = use_state(|| 0_u32);
    let latest = use_latest();
    let key = serde_json::to_string(&input).unwrap_or_default();
    {
        let (data, latest) = (data.clone(), latest.clone());
        use_effect_with((key, *round), move |(key, _)| {
            let asked = latest.asks();
            // The input is made anew from its own text: an effect cannot keep what is not `Clone`.
            if let Ok(input) = serde_json::from_str::<C>(key) {
                spawn_local(async move {
                    let answer = ask(input).await;
                    if asked.is_latest() {
                        data.set(match answer {
                            Ok(answer) => Load::Ready(answer),
                            Err(fault) => Load::Failed(fault),
                        });
                    }
                });
            }
        });
    }
    let again = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    let put = {
        let data = data.clone();
        Callback::from(move |value| {
            // What was asked before is older than this, whenever its answer comes.
            latest.forgets();
            data.set(Load::Ready(value));
        })
    };
    Loaded {
        data: (*data).clone(),
        again,
        put,
    }
}
