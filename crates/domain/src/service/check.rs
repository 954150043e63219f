//! The rules of a service file that its types cannot say.

mod letter;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Condition, Field, FieldType, Margins, Service, part_label};
use crate::number::NumberFormat;

/// One step into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A mistake before its line is known.
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) path: Vec<Step>,
    pub(super) params: BTreeMap<String, String>,
}

impl Fault {
    pub(super) fn new<S: Into<Step>>(
        code: &'static str,
        path: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            code,
            path: path.into_iter().map(Into::into).collect(),
            params: BTreeMap::new(),
        }
    }

    pub(super) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    fn at<S: Into<Step>>(mut self, step: S) -> Self {
        self.path.push(step.into());
        self
    }
}

impl Service {
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.check_head(&mut faults);
        self.check_standard(&mut faults);
        self.check_fields(&mut faults);
        self.check_letter(&mut faults);
        self.check_example(&mut faults);
        faults
    }

    fn check_head(&self, faults: &mut Vec<Fault>) {
        let id_chars =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        for (key, text) in [("id", &self.id), ("series", &self.series)] {
            if text.is_empty() || text.len() > 40 || !text.chars().all(id_chars) {
                faults.push(Fault::new("service-id-form", [key]).with("value", text));
            }
        }
        if self.version == 0 {
            faults.push(Fault::new("service-version-zero", ["version"]));
        }
        let code_chars = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        if self.kind_code.is_empty()
            || self.kind_code.len() > 8
            || !self.kind_code.chars().all(code_chars)
        {
            faults.push(
                Fault::new("service-kind-code-form", ["kind_code"]).with("value", &self.kind_code),
            );
        }
        for (key, text) in [
            ("title", &self.title),
            ("category", &self.category),
            ("classification", &self.classification),
            ("source", &self.source),
        ] {
            if text.trim().is_empty() {
                faults.push(Fault::new("service-text-empty", [key]).with("key", key));
            }
        }
        if self.validity_months == Some(0) {
            faults.push(Fault::new("service-validity-zero", ["validity_months"]));
        }
        if let Some(margins) = &self.margins {
            for (key, margin) in [
                ("top", margins.top),
                ("right", margins.right),
                ("bottom", margins.bottom),
                ("left", margins.left),
            ] {
                if let Some(margin) = margin.filter(|margin| !Margins::RANGE.contains(margin)) {
                    faults
                        .push(Fault::new("service-margin", ["margins", key]).with("value", margin));
                }
            }
        }
        if let Err(fault) = NumberFormat::saved(&self.number_format, self.number_reset) {
            faults.push(
                Fault::new("service-number-format", ["number_format"])
                    .with("reason", fault.error.code())
                    .with("place", fault.place)
                    .with("value", &self.number_format),
            );
        }
    }

    fn check_standard(&self, faults: &mut Vec<Fault>) {
        let standard = &self.standard;
        for (name, lines) in [
            ("requirements", &standard.requirements),
            ("procedure", &standard.procedure),
            ("product", &standard.product),
            ("complaints", &standard.complaints),
            ("legal_basis", &standard.legal_basis),
            ("facilities", &standard.facilities),
            ("competence", &standard.competence),
            ("supervision", &standard.supervision),
            ("staff", &standard.staff),
            ("service_guarantee", &standard.service_guarantee),
            ("safety_guarantee", &standard.safety_guarantee),
            ("evaluation", &standard.evaluation),
        ] {
            // An absent one is told by the reader of the file, which can see that the key is not there.
            let is_written_but_blank = lines.iter().any(|line| line.trim().is_empty());
            if is_written_but_blank {
                faults.push(
                    Fault::new("service-component-empty", ["standard", name])
                        .with("component", name),
                );
            }
        }
        if standard.time_minutes > 60 * 24 * 60 {
            faults.push(Fault::new(
                "service-time-long",
                ["standard", "time_minutes"],
            ));
        }
    }

    /// Answers of the example must belong to questions and have their form.
    fn check_example(&self, faults: &mut Vec<Fault>) {
        for (key, value) in &self.example {
            let fits = self
                .field(key)
                .is_some_and(|field| crate::eform::has_right_shape(field, value));
            if !fits {
                faults.push(
                    Fault::new("service-example", ["example", key.as_str()]).with("key", key),
                );
            }
        }
    }

    fn check_fields(&self, faults: &mut Vec<Fault>) {
        let mut earlier: Vec<&Field> = Vec::new();
        for (index, field) in self.fields.iter().enumerate() {
            let fault = |code| {
                Fault::new(code, ["field"])
                    .at(index)
                    .with("key", &field.key)
            };
            let is_key = !field.key.is_empty()
                && field.key.len() <= 40
                && field.key.starts_with(|c: char| c.is_ascii_lowercase())
                && field
                    .key
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if !is_key {
                faults.push(fault("service-key-form").at("key"));
            }
            if earlier.iter().any(|other| other.key == field.key) {
                faults.push(fault("service-key-twice").at("key"));
            }
            if field.label.trim().is_empty() {
                faults.push(fault("service-text-empty").at("label"));
            }
            check_kind(field, &fault, faults);
            if let Some(condition) = &field.show_if {
                check_condition(condition, &earlier, &fault, faults);
            }
            earlier.push(field);
        }
    }
}

/// What a field says must fit its type.
fn check_kind(field: &Field, fault: &dyn Fn(&'static str) -> Fault, faults: &mut Vec<Fault>) {
    let is_choice = field.kind == FieldType::Choice;
    if is_choice && field.options.is_empty() {
        faults.push(fault("service-options-missing"));
    }
    if !is_choice && (!field.options.is_empty() || field.other) {
        faults.push(fault("service-options-unused").at("options"));
    }
    let mut seen = BTreeSet::new();
    for option in &field.options {
        if option.value.is_empty() || option.label.trim().is_empty() {
            faults.push(fault("service-text-empty").at("options"));
        }
        if !seen.insert(&option.value) {
            faults.push(
                fault("service-option-twice")
                    .at("options")
                    .with("value", &option.value),
            );
        }
    }
    let is_day = matches!(field.kind, FieldType::Date | FieldType::MonthYear);
    if field.rule.is_some() && !is_day {
        faults.push(fault("service-rule-unused").at("rule"));
    }
    let has_size = matches!(
        field.kind,
        FieldType::Text
            | FieldType::LongText
            | FieldType::Number
            | FieldType::Rupiah
            | FieldType::People
    ) || field.other;
    if (field.min.is_some() || field.max.is_some()) && !has_size {
        faults.push(fault("service-range-unused"));
    }
    if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        faults.push(fault("service-range-empty").at("max"));
    }
    let takes_parts = matches!(field.kind, FieldType::Person | FieldType::People);
    if !takes_parts && !field.parts.is_empty() {
        faults.push(fault("service-parts-unused").at("parts"));
    }
    for part in &field.parts {
        if part_label(part).is_empty() {
            faults.push(fault("service-part-unknown").at("parts").with("part", part));
        }
    }
    if takes_parts && !field.asked().contains(&"name") {
        faults.push(fault("service-part-name").at("parts"));
    }
    if !field.suggest.is_empty() && field.kind != FieldType::Text {
        faults.push(fault("service-suggest-unused").at("suggest"));
    }
    if let Some(default) = &field.default
        && !crate::eform::has_right_shape(field, default)
    {
        faults.push(fault("service-default-wrong").at("default"));
    }
}

/// A condition names a field that stands before, with exactly one test, and values that the field can take.
fn check_condition(
    condition: &Condition,
    earlier: &[&Field],
    fault: &dyn Fn(&'static str) -> Fault,
    faults: &mut Vec<Fault>,
) {
    if condition.tests() != 1 {
        faults.push(fault("service-condition-tests").at("show_if"));
    }
    let Some(field) = earlier.iter().find(|field| field.key == condition.field) else {
        faults.push(
            fault("service-condition-unknown")
                .at("show_if")
                .with("field", &condition.field),
        );
        return;
    };
    let wanted = condition.is.iter().chain(&condition.not);
    let values = wanted.flat_map(|value| match value {
        Value::Array(many) => many.iter().collect(),
        one => vec![one],
    });
    for value in values {
        if !crate::eform::has_right_shape(field, value) {
            faults.push(
                fault("service-condition-value")
                    .at("show_if")
                    .with("field", &condition.field)
                    .with("value", value),
            );
        }
    }
}
