//! The dry run of an import, row by row, and the choice of what to take.

use std::collections::BTreeSet;

use jemput_ui_kit::{
    Badge, Banner, Button, CheckBox, ErrorBanner, Findings, Look, Tone, call, t, words,
};
use jemput_wire::{
    AppError,
    import::{ImportLines, ImportTakeable, LineKind, PlanLine, PlanView, Take},
};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Rows that come at once.
const LINES: u32 = 200;

/// Properties of [`Plan`].
#[derive(Properties, PartialEq)]
pub(super) struct PlanProps {
    pub(super) job: Uuid,
    pub(super) file: String,
    pub(super) plan: PlanView,
    pub(super) on_apply: Callback<Vec<Take>>,
    pub(super) on_other: Callback<MouseEvent>,
    /// `xlsx` or `csv`.
    pub(super) on_bad_rows: Callback<&'static str>,
    /// The whole report as `xlsx` or `csv`.
    pub(super) on_report: Callback<&'static str>,
}

/// The rows on the screen, page by page.
#[derive(Default)]
struct Lines(Vec<PlanLine>);

impl Reducible for Lines {
    type Action = (u32, Vec<PlanLine>);

    /// Adds a page behind the rows that were there when it was asked for; one that comes twice is left out.
    fn reduce(self: std::rc::Rc<Self>, (from, page): Self::Action) -> std::rc::Rc<Self> {
        if from as usize != self.0.len() {
            return self;
        }
        Self(self.0.iter().cloned().chain(page).collect()).into()
    }
}

/// The dry run.
#[component(Plan)]
pub(super) fn plan(props: &PlanProps) -> Html {
    let plan = &props.plan;
    // Chosen differences: row and field.
    let taken = use_state(BTreeSet::<(u32, String)>::new);
    let apply = {
        let (taken, on_apply) = (taken.clone(), props.on_apply.clone());
        Callback::from(move |_: MouseEvent| on_apply.emit(grouped(&taken)))
    };
    let lines = use_reducer(Lines::default);
    let fault = use_state(|| None::<AppError>);
    let more = {
        let (job, lines, fault) = (props.job, lines.clone(), fault.clone());
        Callback::from(move |from: u32| {
            let (lines, fault) = (lines.dispatcher(), fault.clone());
            spawn_local(async move {
                let limit = LINES;
                match call(ImportLines { job, from, limit }).await {
                    Ok(page) => lines.dispatch((from, page)),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    {
        let more = more.clone();
        use_effect_with(props.job, move |_| more.emit(0));
    }
    let shown = u32::try_from(lines.0.len()).unwrap_or(u32::MAX);
    let take_all = {
        let (job, taken, fault) = (props.job, taken.clone(), fault.clone());
        Callback::from(move |_: MouseEvent| {
            let (taken, fault) = (taken.clone(), fault.clone());
            spawn_local(async move {
                match call(ImportTakeable { job }).await {
                    Ok(takes) => taken.set(
                        takes
                            .into_iter()
                            .flat_map(|take| {
                                take.fields.into_iter().map(move |field| (take.row, field))
                            })
                            .collect(),
                    ),
                    Err(error) => fault.set(Some(error)),
                }
            });
        })
    };
    let flip = {
        let taken = taken.clone();
        Callback::from(move |place: (u32, String)| {
            let mut next = (*taken).clone();
            if !next.remove(&place) {
                next.insert(place);
            }
            taken.set(next);
        })
    };
    let nothing = plan.new == 0 && taken.is_empty();
    let tile = |key: &str, count: u32, tone: Tone| {
        html! { <div class="tile"><dt>{ t!(key) }</dt><dd class={classes!("figure", (count > 0).then(|| format!("is-{}", tone.class())))} data-test={key.to_owned()}>{ words::number(count.into()) }</dd></div> }
    };
    html! {
        <>
            <section class="card stack" aria-labelledby="plan">
                <div class="row row--between"><h2 id="plan" class="anywhere">{ t!("plan-title", file = &props.file) }</h2><Button onclick={props.on_other.clone()} test="import-other">{ t!("import-other") }</Button></div>
                <p>{ t!("plan-intro", rows = words::number(plan.rows.into())) }</p>
                <dl class="tiles">
                    { tile("plan-new", plan.new, Tone::Ok) }{ tile("plan-same", plan.same, Tone::Plain) }{ tile("plan-differs", plan.differs, Tone::Info) }
                    { tile("plan-warned", plan.warned, Tone::Warn) }{ tile("plan-duplicates", plan.duplicates, Tone::Warn) }{ tile("plan-rejected", plan.rejected, Tone::Danger) }
                </dl>
                if !plan.unknown_columns.is_empty() { <Banner tone={Tone::Info} title={t!("plan-unknown-columns")}>{ plan.unknown_columns.join(", ") }</Banner> }
                if !plan.missing_columns.is_empty() { <Banner tone={Tone::Warn} title={t!("plan-missing-columns")}>{ plan.missing_columns.join(", ") }</Banner> }
                if plan.rejected > 0 {
                    <Banner tone={Tone::Warn} title={t!("plan-rejected-title", count = plan.rejected)} action={html! { <Button icon="table" onclick={props.on_bad_rows.reform(|_: MouseEvent| "xlsx")} test="import-bad-rows">{ t!("import-bad-rows") }</Button> }}>{ t!("plan-rejected-help") }</Banner>
                }
            </section>
            if let Some(error) = &*fault { <ErrorBanner error={error.clone()} /> }
            if plan.lines > 0 {
                <section class="card card--flush" aria-labelledby="lines">
                    <div class="card__head"><h2 id="lines">{ t!("plan-lines") }</h2><div class="row">
                        if plan.differs > 0 { <Button onclick={take_all} test="take-all">{ t!("plan-take-all") }</Button> }
                        <Button icon="table" onclick={props.on_report.reform(|_: MouseEvent| "xlsx")} test="import-report">{ t!("plan-report") }</Button>
                    </div></div>
                    <div class="table-wrap"><table class="table">
                        <thead><tr><th scope="col" class="end">{ t!("col-row") }</th><th scope="col">{ t!("field-name") }</th><th scope="col">{ t!("col-becomes") }</th><th scope="col">{ t!("col-why") }</th></tr></thead>
                        <tbody>{ for lines.0.iter().map(|one| line(one, &taken, &flip)) }</tbody>
                    </table></div>
                    <div class="card__foot row row--between">
                        <span class="muted small" role="status" data-test="plan-shown">{ t!("plan-shown", shown = words::number(shown.into()), total = words::number(plan.lines.into())) }</span>
                        if shown < plan.lines { <Button onclick={more.reform(move |_: MouseEvent| shown)} test="plan-more">{ t!("plan-more") }</Button> }
                    </div>
                </section>
            }
            <div class="action-bar">
                <p class="action-bar__note">{ if nothing { t!("plan-nothing") } else { t!("plan-will", new = words::number(plan.new.into()), taken = u32::try_from(taken.len()).unwrap_or(u32::MAX)) } }</p>
                <Button look={Look::Primary} large=true icon="ok" disabled={nothing} onclick={apply} test="import-apply">{ t!("import-apply") }</Button>
            </div>
        </>
    }
}

/// Chosen fields row by row.
fn grouped(taken: &BTreeSet<(u32, String)>) -> Vec<Take> {
    let mut rows: Vec<Take> = Vec::new();
    for (row, field) in taken {
        match rows.last_mut() {
            Some(last) if last.row == *row => last.fields.push(field.clone()),
            _ => rows.push(Take {
                row: *row,
                fields: vec![field.clone()],
            }),
        }
    }
    rows
}

fn line(line: &PlanLine, taken: &BTreeSet<(u32, String)>, flip: &Callback<(u32, String)>) -> Html {
    let (tone, key) = match line.kind {
        LineKind::New => (Tone::Ok, "line-new"),
        LineKind::Same => (Tone::Plain, "line-same"),
        LineKind::Differs => (Tone::Info, "line-differs"),
        LineKind::Rejected => (Tone::Danger, "line-rejected"),
    };
    let empty = |value: &str| {
        if value.is_empty() {
            t!("empty-value")
        } else {
            value.to_owned()
        }
    };
    html! {
        <tr key={line.row.to_string()} data-test="plan-line" data-row={line.row.to_string()}>
            <td class="end code">{ line.row }</td>
            <th scope="row">{ if line.name.is_empty() { "–" } else { &line.name } }</th>
            <td><Badge {tone}>{ t!(key) }</Badge></td>
            <td><div class="stack stack--tight">
                if !line.findings.is_empty() { <Findings findings={line.findings.clone()} /> }
                { for line.differences.iter().map(|difference| {
                    let place = (line.row, difference.field.clone());
                    let words = html! { <><strong>{ words::field(&difference.field) }</strong>{ ": " }{ empty(&difference.here) }{ " → " }<ins>{ empty(&difference.file) }</ins></> };
                    if difference.takeable {
                        html! { <CheckBox checked={taken.contains(&place)} on_change={flip.reform(move |_: bool| place.clone())} test="take">{ words }</CheckBox> }
                    } else {
                        html! { <p>{ words }<span class="list-row__sub">{ t!("plan-office-only") }</span></p> }
                    }
                }) }
            </div></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::grouped;

    #[test]
    fn chosen_fields_are_sent_row_by_row() {
        let taken: BTreeSet<(u32, String)> = [
            (3, "phone".into()),
            (2, "religion".into()),
            (3, "name".into()),
        ]
        .into();
        let rows = grouped(&taken);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].row, rows[1].row), (2, 3));
        assert_eq!(rows[1].fields, ["name", "phone"]);
    }
}
