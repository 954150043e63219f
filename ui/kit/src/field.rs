//! The frame of an input: label above, help below, what is wrong beneath, all linked for screen readers.

use jemput_domain::finding::Finding;
use yew::prelude::*;

use crate::{Findings, t};

/// What every input has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Frame {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) optional: bool,
    pub(crate) hint: Option<AttrValue>,
    pub(crate) help: Option<AttrValue>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) span: bool,
}

impl Frame {
    /// Ids of help and findings, for `aria-describedby`.
    pub(crate) fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.help.is_some() {
            ids.push(format!("{}-help", self.id));
        }
        if !self.findings.is_empty() {
            ids.push(format!("{}-found", self.id));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// `true` when something must be put right.
    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.findings
            .iter()
            .any(Finding::is_error)
            .then_some("true")
    }

    fn class(&self) -> Classes {
        classes!(
            "field",
            self.span.then_some("span"),
            self.invalid().map(|_| "field--error")
        )
    }

    fn words(&self) -> Html {
        html! {
            <>
                { self.label.clone() }
                if let Some(hint) = &self.hint { { " " }<span class="field__need">{ hint.clone() }</span> }
                if self.optional { { " " }<span class="field__need">{ t!("may-be-empty") }</span> }
            </>
        }
    }

    fn below(&self) -> Html {
        html! {
            <>
                if let Some(help) = &self.help { <p class="field__help" id={format!("{}-help", self.id)}>{ help.clone() }</p> }
                <div aria-live="polite">
                    if !self.findings.is_empty() { <Findings id={format!("{}-found", self.id)} findings={self.findings.clone()} /> }
                </div>
            </>
        }
    }

    /// Around one control.
    pub(crate) fn one(&self, control: Html) -> Html {
        html! { <div class={self.class()}><label for={self.id.clone()}>{ self.words() }</label>{ control }{ self.below() }</div> }
    }

    /// Around a group of controls.
    pub(crate) fn group(&self, control: Html) -> Html {
        html! {
            <fieldset class={self.class()} id={self.id.clone()} aria-describedby={self.described()}>
                <legend>{ self.words() }</legend>{ control }{ self.below() }
            </fieldset>
        }
    }
}
