//! What a letter and its attachments may say.

use super::{Fault, check_condition};
use crate::service::template::{
    KNOWN_NAMES, is_balanced, names_in, unknown_filter, wrong_statement,
};
use crate::service::{
    Block, Condition, Field, FieldType, Service, can_print, identity_label, identity_parts,
};

/// Makes a fault at one place of the file.
type At<'a> = &'a dyn Fn(&'static str) -> Fault;

impl Service {
    pub(super) fn check_letter(&self, faults: &mut Vec<Fault>) {
        for (key, text) in [
            ("title", &self.letter.title),
            ("opening", &self.letter.opening),
        ] {
            self.check_template(text, &|code| Fault::new(code, ["letter", key]), faults);
        }
        if self.letter.title.trim().is_empty() {
            faults.push(
                Fault::new("service-text-empty", ["letter", "title"]).with("key", "letter.title"),
            );
        }
        for (index, block) in self.letter.blocks.iter().enumerate() {
            self.check_block(
                block,
                &|code| Fault::new(code, ["letter", "block"]).at(index),
                faults,
            );
        }
        let signatures = |blocks: &[Block]| {
            blocks
                .iter()
                .filter(|block| matches!(block, Block::Signature { .. }))
                .count()
        };
        let count = signatures(&self.letter.blocks);
        if count != 1 {
            faults.push(
                Fault::new("service-signature-count", ["letter", "block"]).with("count", count),
            );
        }
        for (number, attachment) in self.attachments.iter().enumerate() {
            let at = |code| Fault::new(code, ["attachment"]).at(number);
            for (key, text) in [("code", &attachment.code), ("title", &attachment.title)] {
                if text.trim().is_empty() {
                    faults.push(at("service-text-empty").at(key).with("key", key));
                }
            }
            self.check_condition_of(attachment.show_if.as_ref(), &at, faults);
            if signatures(&attachment.blocks) > 0 {
                // The seal belongs to the letter and stands once.
                faults.push(at("service-attachment-signature").at("block"));
            }
            for (index, block) in attachment.blocks.iter().enumerate() {
                self.check_block(block, &|code| at(code).at("block").at(index), faults);
            }
        }
    }

    fn check_block(&self, block: &Block, fault: At<'_>, faults: &mut Vec<Fault>) {
        self.check_condition_of(block.show_if(), fault, faults);
        match block {
            Block::Paragraph { text, .. } => {
                self.check_template(text, &|code| fault(code).at("text"), faults);
            }
            Block::List { items, .. } => {
                if items.is_empty() {
                    faults.push(fault("service-block-empty").at("items"));
                }
                for (number, item) in items.iter().enumerate() {
                    self.check_template(item, &|code| fault(code).at("items").at(number), faults);
                }
            }
            Block::Fields { rows, .. } => {
                if rows.is_empty() {
                    faults.push(fault("service-block-empty").at("rows"));
                }
                for (number, row) in rows.iter().enumerate() {
                    let fault = |code| fault(code).at("rows").at(number);
                    self.check_template(&row.value, &|code| fault(code).at("value"), faults);
                    self.check_condition_of(row.show_if.as_ref(), &fault, faults);
                }
            }
            Block::Identity { of, parts, .. } => self.check_identity(of, parts, fault, faults),
            Block::People { field, columns, .. } => {
                let question = self
                    .field(field)
                    .filter(|field| field.kind == FieldType::People);
                match question {
                    None => {
                        faults.push(
                            fault("service-people-field")
                                .at("field")
                                .with("field", field),
                        );
                    }
                    Some(question) => {
                        check_printable(
                            question,
                            columns,
                            &|code| fault(code).at("columns"),
                            faults,
                        );
                    }
                }
                if columns.is_empty() {
                    faults.push(fault("service-block-empty").at("columns"));
                }
            }
            Block::Signatures { columns, .. } => {
                if !(1..=3).contains(&columns.len()) {
                    faults.push(
                        fault("service-signature-columns")
                            .at("columns")
                            .with("count", columns.len()),
                    );
                }
                for (number, column) in columns.iter().enumerate() {
                    for (key, text) in [
                        ("label", &column.label),
                        ("name", &column.name),
                        ("below", &column.below),
                    ] {
                        self.check_template(
                            text,
                            &|code| fault(code).at("columns").at(number).at(key),
                            faults,
                        );
                    }
                }
            }
            Block::Signature { heading, .. } => {
                self.check_template(heading, &|code| fault(code).at("heading"), faults);
            }
        }
    }

    fn check_identity(&self, of: &str, parts: &[String], fault: At<'_>, faults: &mut Vec<Fault>) {
        if of == "resident" {
            for part in identity_parts(parts) {
                if identity_label(part).is_empty() {
                    faults.push(fault("service-part-unknown").at("parts").with("part", part));
                }
            }
            return;
        }
        let question = self
            .field(of)
            .filter(|field| field.kind == FieldType::Person);
        match question {
            None => faults.push(fault("service-identity-of").at("of").with("of", of)),
            Some(question) => {
                check_printable(question, parts, &|code| fault(code).at("parts"), faults);
            }
        }
    }

    fn check_condition_of(
        &self,
        condition: Option<&Condition>,
        fault: At<'_>,
        faults: &mut Vec<Fault>,
    ) {
        if let Some(condition) = condition {
            let all: Vec<&Field> = self.fields.iter().collect();
            check_condition(condition, &all, fault, faults);
        }
    }

    /// Every dotted name of a template must be one that the letter fills, every filter one that there is.
    fn check_template(&self, text: &str, fault: At<'_>, faults: &mut Vec<Fault>) {
        if !is_balanced(text) {
            faults.push(fault("service-template-braces"));
            return;
        }
        if let Some(word) = wrong_statement(text) {
            faults.push(fault("service-template-statement").with("word", word));
        }
        if let Some(filter) = unknown_filter(text) {
            faults.push(fault("service-filter-unknown").with("filter", filter));
        }
        for name in names_in(text) {
            if !self.fills(&name) {
                faults.push(fault("service-name-unknown").with("name", name));
            }
        }
    }

    /// Whether a letter of this service fills the name.
    fn fills(&self, name: &str) -> bool {
        let parts: Vec<&str> = name.split('.').collect();
        match parts.as_slice() {
            ["answer", key] => self
                .field(key)
                .is_some_and(|field| !matches!(field.kind, FieldType::Person | FieldType::People)),
            ["answer", key, part] => self.field(key).is_some_and(|field| match field.kind {
                FieldType::Person => can_print(&field.asked(), part),
                FieldType::People => matches!(*part, "count" | "names"),
                _ => false,
            }),
            [group, name] => KNOWN_NAMES
                .iter()
                .any(|(known, names)| known == group && names.contains(name)),
            _ => false,
        }
    }
}

/// A row or column can only be printed if it was asked.
fn check_printable(question: &Field, parts: &[String], fault: At<'_>, faults: &mut Vec<Fault>) {
    let asked = question.asked();
    for part in parts.iter().filter(|part| !can_print(&asked, part)) {
        faults.push(
            fault("service-part-not-asked")
                .with("part", part)
                .with("field", &question.key),
        );
    }
}
