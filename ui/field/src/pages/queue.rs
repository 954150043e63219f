//! The day's queue: give a number, call the next one, see who is left.

use jemput_ui_kit::{
    Badge, Banner, Button, CheckBox, Empty, ErrorBanner, Load, Look, Select, TextField, Tone,
    appearance, call, t, use_load, words,
};
use jemput_wire::{
    AppError, Command,
    queue::{
        QueueGet, QueueView, SlipKind, SlipPrint, TicketCard, TicketMove, TicketState, TicketTake,
    },
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::route::Route;

/// What a command of this screen does with its answer.
#[derive(Clone, PartialEq)]
struct Act {
    put: Callback<QueueView>,
    fault: UseStateSetter<Option<AppError>>,
    busy: UseStateHandle<bool>,
}

impl Act {
    fn run<C: Command<Output = QueueView> + 'static>(&self, wish: C) {
        // A second press before the answer would take a second number.
        if *self.busy {
            return;
        }
        self.busy.set(true);
        self.fault.set(None);
        let act = self.clone();
        spawn_local(async move {
            match call(wish).await {
                Ok(view) => act.put.emit(view),
                Err(error) => act.fault.set(Some(error)),
            }
            act.busy.set(false);
        });
    }
}

/// The screen.
#[component(Queue)]
pub(crate) fn queue() -> Html {
    let queue = use_load(QueueGet {});
    let fault = use_state(|| None::<AppError>);
    let busy = use_state(|| false);
    appearance::title(&t!("nav-queue"));
    let act = Act {
        put: queue.put.clone(),
        fault: fault.setter(),
        busy,
    };
    let view = match &queue.data {
        Load::Waiting => {
            return html! { <><h1>{ t!("nav-queue") }</h1><p role="status">{ t!("opening") }</p></> };
        }
        Load::Failed(error) => {
            let again = queue.again.reform(|_: MouseEvent| ());
            return html! { <><h1>{ t!("nav-queue") }</h1><ErrorBanner error={error.clone()} action={html! { <Button onclick={again}>{ t!("try-again") }</Button> }} /></> };
        }
        Load::Ready(view) => view,
    };
    html! {
        <>
            <div class="page-head"><div><h1>{ t!("queue-title") }</h1><p>{ t!("queue-intro", day = &view.day) }</p></div></div>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            if let Some(problem) = &view.problem {
                <Banner tone={Tone::Warn} title={t!("queue-slip-missing")} test="slip-problem"
                    action={html! { <Button href={Route::Settings.href()}>{ t!("queue-printer-settings") }</Button> }}><p>{ words::error(problem) }</p></Banner>
            }
            if let Some(path) = &view.path { <Banner tone={Tone::Ok} title={t!("queue-slip-file")} test="slip-path"><p class="code code--wrap">{ path }</p></Banner> }
            <div class="columns columns--main-side">
                <div class="stack stack--wide">
                    <Take view={view.clone()} act={act.clone()} />
                    { people(view, &act) }
                </div>
                <aside class="stack stack--wide" aria-label={t!("queue-next")}>{ next(view, &act) }</aside>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct TakeProps {
    view: QueueView,
    act: Act,
}

/// Gives the next number.
#[component(Take)]
fn take(props: &TakeProps) -> Html {
    let wish = use_state(Wish::default);
    let onsubmit = {
        let (wish, act) = (wish.clone(), props.act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = (*wish).clone();
            act.run(TicketTake {
                name: typed.name,
                service: typed.service,
                priority: typed.priority,
            });
            wish.set(Wish::default());
        })
    };
    let change = |set: fn(&mut Wish, String)| {
        let wish = wish.clone();
        Callback::from(move |value: String| {
            let mut next = (*wish).clone();
            set(&mut next, value);
            wish.set(next);
        })
    };
    let priority = {
        let wish = wish.clone();
        Callback::from(move |priority: bool| {
            wish.set(Wish {
                priority,
                ..(*wish).clone()
            });
        })
    };
    let services: Vec<(AttrValue, AttrValue)> = props
        .view
        .services
        .iter()
        .map(|(id, title)| (id.clone().into(), title.clone().into()))
        .collect();
    let printer = match &props.view.printer {
        Some(printer) => t!("queue-printer", printer = printer),
        None => t!("queue-printer-none"),
    };
    html! {
        <section class="card hero" aria-labelledby="take">
            <h2 id="take">{ t!("queue-take-title") }</h2>
            <form class="stack" {onsubmit}>
                <div class="fields">
                    <TextField id="ticket-name" label={t!("queue-name")} value={wish.name.clone()} on_input={change(|wish, name| wish.name = name)} optional=true max={60} autofocus=true test="ticket-name" />
                    <Select id="ticket-service" label={t!("queue-service")} options={services} value={wish.service.clone()} empty={AttrValue::from(t!("queue-service-other"))}
                        on_change={change(|wish, service| wish.service = service)} test="ticket-service" />
                </div>
                <CheckBox checked={wish.priority} on_change={priority} test="ticket-priority">{ t!("queue-priority") }</CheckBox>
                <div class="row row--between">
                    <Button look={Look::Primary} large=true submit=true icon="number" busy={*props.act.busy} test="ticket-take">{ t!("queue-take") }</Button>
                    <p class="small muted">{ printer }</p>
                </div>
            </form>
        </section>
    }
}

/// What is typed in.
#[derive(Clone, Default, PartialEq)]
struct Wish {
    name: String,
    service: String,
    priority: bool,
}

/// Who is called next.
fn next(view: &QueueView, act: &Act) -> Html {
    let next = view
        .tickets
        .iter()
        .find(|ticket| Some(ticket.number) == view.next);
    let body = match next {
        None => html! { <p class="muted">{ t!("queue-nobody") }</p> },
        Some(ticket) => {
            let (act, number) = (act.clone(), ticket.number);
            let onclick = Callback::from(move |_: MouseEvent| {
                act.run(TicketMove {
                    number,
                    state: TicketState::Called,
                });
            });
            html! {
                <>
                    <p class="figure" data-test="queue-next">{ &ticket.label }</p>
                    <p>{ &ticket.name }</p>
                    <Button look={Look::Primary} large=true icon="call" {onclick} test="ticket-call">{ t!("queue-call") }</Button>
                </>
            }
        }
    };
    html! {
        <section class="card stack" aria-labelledby="next">
            <h2 id="next">{ t!("queue-next") }</h2>
            { body }
            <p class="muted" data-test="queue-waiting">{ t!("queue-waiting", count = view.waiting) }</p>
        </section>
    }
}

fn people(view: &QueueView, act: &Act) -> Html {
    html! {
        <section class="card card--flush" aria-labelledby="people">
            <div class="card__head"><h2 id="people">{ t!("queue-people") }</h2></div>
            if view.tickets.is_empty() { <Empty icon="number" title={t!("queue-empty")}><p>{ t!("queue-empty-help") }</p></Empty> }
            else { <ul class="rows">{ for view.tickets.iter().map(|ticket| person(ticket, view.printer.is_some(), act)) }</ul> }
        </section>
    }
}

fn person(ticket: &TicketCard, can_print: bool, act: &Act) -> Html {
    let number = ticket.number;
    let to = |state: TicketState, key: &str, test: &'static str| {
        let act = act.clone();
        let onclick = Callback::from(move |_: MouseEvent| act.run(TicketMove { number, state }));
        html! { <Button {onclick} test={test}>{ t!(key) }</Button> }
    };
    let slip = |slip: SlipKind, key: &str, test: &'static str| {
        let act = act.clone();
        let onclick = Callback::from(move |_: MouseEvent| act.run(SlipPrint { number, slip }));
        html! { <Button look={Look::Quiet} icon="printer" {onclick} test={test}>{ t!(key) }</Button> }
    };
    let (tone, key) = match ticket.state {
        TicketState::Waiting => (Tone::Pending, "queue-state-waiting"),
        TicketState::Called => (Tone::Info, "queue-state-called"),
        TicketState::Served => (Tone::Ok, "queue-state-served"),
        TicketState::Absent => (Tone::Warn, "queue-state-absent"),
    };
    let about = if ticket.service.is_empty() {
        t!("queue-service-other")
    } else {
        ticket.service.clone()
    };
    html! {
        <li class="card__note stack stack--tight" data-test="ticket" data-state={format!("{:?}", ticket.state)} key={number}>
            <div class="row row--between">
                <div><strong>{ &ticket.label }{ if ticket.name.is_empty() { String::new() } else { format!(" · {}", ticket.name) } }</strong>
                    <p class="list-row__sub">{ about }{ " · " }{ t!("queue-since", time = &ticket.taken_at) }</p></div>
                <div class="row">
                    if ticket.priority { <Badge tone={Tone::Info} icon="priority">{ t!("queue-first") }</Badge> }
                    <Badge {tone} test="ticket-state">{ t!(key) }</Badge>
                </div>
            </div>
            <div class="row" role="group" aria-label={t!("queue-actions", number = &ticket.label)}>
                if ticket.state == TicketState::Called {
                    { to(TicketState::Served, "queue-served", "ticket-served") }
                    { to(TicketState::Absent, "queue-absent", "ticket-absent") }
                }
                if matches!(ticket.state, TicketState::Served | TicketState::Absent) { { to(TicketState::Waiting, "queue-back", "ticket-back") } }
                if can_print {
                    { slip(SlipKind::Ticket, "queue-print-ticket", "ticket-print") }
                    { slip(SlipKind::Receipt, "queue-print-receipt", "receipt-print") }
                }
            </div>
        </li>
    }
}
