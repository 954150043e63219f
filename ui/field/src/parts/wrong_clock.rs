//! Tells plainly that this laptop's clock is wrong: how much, since when, what is safe, what to do.

use jemput_ui_kit::{Banner, Tone, t};
use jemput_wire::session::WrongClock as Wrong;
use yew::prelude::*;

/// Properties of [`WrongClock`].
#[derive(Properties, PartialEq)]
pub(crate) struct WrongClockProps {
    pub(crate) wrong: Wrong,
}

/// The banner.
#[component(WrongClock)]
pub(crate) fn wrong_clock(props: &WrongClockProps) -> Html {
    let wrong = &props.wrong;
    let by = span(wrong.minutes);
    let title = match (wrong.ahead, wrong.at_least) {
        (true, _) => t!("clock-ahead", by = by),
        (false, true) => t!("clock-behind-at-least", by = by),
        (false, false) => t!("clock-behind", by = by),
    };
    html! {
        <Banner tone={Tone::Warn} {title} test="clock-wrong">
            <p>
                if !wrong.since.is_empty() { { t!("clock-since", when = &wrong.since) }{ " " } }
                { t!(if wrong.ahead { "clock-ahead-help" } else { "clock-behind-help" }) }
            </p>
        </Banner>
    }
}

/// `3 tahun`, `12 hari`, `5 jam`, `40 menit`: the largest unit tells enough.
fn span(minutes: u64) -> String {
    let hours = minutes / 60;
    let days = hours / 24;
    let (key, count) = match (days, hours) {
        (365.., _) => ("span-years", days / 365),
        (2.., _) => ("span-days", days),
        (_, 2..) => ("span-hours", hours),
        _ => ("span-minutes", minutes),
    };
    t!(key, count = count)
}
