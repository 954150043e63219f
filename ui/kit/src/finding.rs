//! Findings and errors in words.

use jemput_domain::finding::{Finding, Severity};
use jemput_wire::AppError;
use yew::prelude::*;

use crate::{Banner, Icon, Tone, t, words};

/// Properties of [`Findings`].
#[derive(Properties, PartialEq)]
pub struct FindingsProps {
    /// What was found.
    pub findings: Vec<Finding>,
    /// Id of the list, for `aria-describedby`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// Short lines, gravest first.
#[component(Findings)]
pub fn findings(props: &FindingsProps) -> Html {
    let mut findings: Vec<&Finding> = props.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    html! {
        <div class="stack stack--tight" id={props.id.clone()}>
            { for findings.into_iter().map(line) }
        </div>
    }
}

fn line(finding: &Finding) -> Html {
    let (class, icon) = match finding.severity {
        Severity::Error => ("field__error", "danger"),
        Severity::Warning => ("field__warn", "warn"),
        Severity::Hint => ("field__hint", "info"),
    };
    html! {
        <p {class} data-finding={finding.code.to_string()}><Icon name={icon} /><span>{ words::finding(finding) }</span></p>
    }
}

/// Properties of [`ErrorBanner`].
#[derive(Properties, PartialEq)]
pub struct ErrorBannerProps {
    /// What went wrong.
    pub error: AppError,
    /// One button.
    #[prop_or_default]
    pub action: Html,
    /// Calm where the officer need not do anything (no signal).
    #[prop_or(Tone::Danger)]
    pub tone: Tone,
}

/// An error: what happened, what is safe, what to press; the log number under details.
#[component(ErrorBanner)]
pub fn error_banner(props: &ErrorBannerProps) -> Html {
    let error = &props.error;
    let cause = words::cause(error);
    let findings: Vec<Finding> = error
        .findings
        .iter()
        .filter(|finding| cause != Some(*finding))
        .cloned()
        .collect();
    html! {
        <Banner tone={props.tone} alert=true test="error" action={props.action.clone()}>
            <p data-error={error.code.clone()}>{ words::error(error) }</p>
            if !findings.is_empty() { <Findings {findings} /> }
            if !error.log_id.is_empty() {
                <details>
                    <summary>{ t!("details") }<Icon name="down" class="icon--small" /></summary>
                    <p class="small"><span class="code">{ &error.code }{ " · " }{ &error.log_id }</span></p>
                </details>
            }
        </Banner>
    }
}
