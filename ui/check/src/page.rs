//! Builds the page's parts. Text goes in as text, never as markup.

use web_sys::{Document, Element};

use crate::{
    judge::{Fact, Item, Judgement, Look},
    office::Office,
    words::{Language, Words},
};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The document, with the places that `index.html` names.
pub(crate) struct Page {
    document: Document,
}

impl Page {
    pub(crate) fn new(document: Document) -> Self {
        Self { document }
    }

    /// The button that switches languages.
    pub(crate) fn language_button(&self) -> Option<Element> {
        self.document.get_element_by_id("bahasa")
    }

    /// Title, footer and language of the page.
    pub(crate) fn frame(&self, words: Words) {
        let (tag, other) = match words.language() {
            Language::Id => ("id", "en"),
            Language::En => ("en", "id"),
        };
        if let Some(root) = self.document.document_element() {
            attribute(&root, "lang", tag);
        }
        self.document.set_title(&words.get("check-title"));
        for (id, key) in [
            ("judul", "check-title"),
            ("kaki", "check-foot"),
            ("privasi", "check-privacy"),
            ("kode-nama", "check-code"),
            ("kode-bantuan", "check-code-help"),
            ("kode-kirim", "check-code-submit"),
            ("lewati", "check-skip"),
        ] {
            self.text(id, &words.get(key));
        }
        if let Some(button) = self.language_button() {
            button.set_text_content(Some(&words.get("check-language")));
            attribute(&button, "lang", other);
            // Refusing to remove what is not there is no fault.
            let _ = button.remove_attribute("hidden");
        }
    }

    /// The office's name in the bar.
    pub(crate) fn office(&self, name: &str) {
        if !name.is_empty() {
            self.text("kantor", name);
        }
    }

    /// Nothing was scanned yet.
    pub(crate) fn start(&self, words: Words) {
        let card = self.element("div", "stack");
        self.child(&card, "h2", "", &words.get("check-start-title"));
        self.child(&card, "p", "", &words.get("check-start-text"));
        self.replace(&card);
    }

    /// The answer is on its way.
    pub(crate) fn busy(&self, words: Words) {
        let line = self.element("p", "");
        line.set_text_content(Some(&words.get("check-busy")));
        self.replace(&line);
    }

    /// The answer.
    pub(crate) fn judgement(&self, judgement: &Judgement, office: &Office, words: Words) {
        let look = judgement.look.name();
        let article = self.element("article", &format!("verify verify--{look}"));
        attribute(&article, "aria-labelledby", "putusan");
        attribute(&article, "data-test", "verdict");
        attribute(&article, "data-verdict", judgement.verdict);
        let head = self.child(&article, "div", "verify__head", "");
        self.icon(&head, look, "");
        let title = self.child(
            &head,
            "h2",
            "",
            &words.get(&format!("check-{}-title", judgement.verdict)),
        );
        title.set_id("putusan");
        self.child(&head, "p", "", &judgement.text);
        let body = self.child(&article, "div", "verify__body", "");
        if !judgement.facts.is_empty() {
            self.facts(&body, &judgement.facts, words);
            if judgement.unknown_fields {
                self.child(
                    &body,
                    "p",
                    "small muted",
                    &words.get("check-unknown-fields"),
                );
            }
            self.banner(
                &body,
                "info",
                "eye",
                &words.get("check-compare-title"),
                &words.get("check-compare-text"),
            );
        }
        if !judgement.items.is_empty() {
            self.items(&body, &judgement.items);
        }
        if let Some(day) = &judgement.ask_again {
            let title = words.with("check-later-title", "day", day);
            self.banner(
                &body,
                "pending",
                "clock",
                &title,
                &words.get("check-later-text"),
            );
        }
        if judgement.withdrawn {
            self.banner(
                &body,
                "info",
                "info",
                &words.get("check-holder-title"),
                &words.get("check-holder-text"),
            );
        }
        self.phone(&body, judgement.look, &office.phone, words);
        self.child(&body, "p", "small muted", &words.get("check-not-tte"));
        self.replace(&article);
    }

    fn facts(&self, parent: &Element, facts: &[Fact], words: Words) {
        let list = self.child(parent, "dl", "pairs", "");
        for fact in facts {
            let pair = self.child(&list, "div", "", "");
            self.child(&pair, "dt", "", &words.get(fact.label));
            let value = self.child(&pair, "dd", "", "");
            if fact.code {
                self.code(&value, &fact.value);
            } else {
                self.child(&value, "span", "", &fact.value);
            }
        }
    }

    /// A number: a line ends behind one of its slashes, and nowhere else within it.
    fn code(&self, parent: &Element, text: &str) {
        if !text.contains('/') {
            self.child(parent, "span", "code", text);
            return;
        }
        let whole = self.child(parent, "span", "code letter-number", "");
        for part in text.split_inclusive('/') {
            self.child(&whole, "span", "nowrap", part);
            self.child(&whole, "wbr", "", "");
        }
    }

    fn items(&self, parent: &Element, items: &[Item]) {
        let list = self.child(parent, "ul", "check-list", "");
        // Lists without bullets lose their role in one browser; this gives it back.
        attribute(&list, "role", "list");
        for item in items {
            let line = self.child(&list, "li", "", "");
            self.icon(&line, item.look.name(), &format!("is-{}", item.look.name()));
            self.child(&line, "span", "", &item.text);
        }
    }

    fn banner(&self, parent: &Element, look: &str, icon: &str, title: &str, text: &str) {
        let banner = self.child(parent, "div", &format!("banner banner--{look}"), "");
        self.icon(&banner, icon, "");
        let words = self.child(&banner, "p", "banner__text", "");
        self.child(&words, "strong", "", title);
        // Refused only for a parent that takes no text.
        let _ = words.append_with_str_1(text);
    }

    fn phone(&self, parent: &Element, look: Look, number: &str, words: Words) {
        let dialled: String = number
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        if dialled.is_empty() || look == Look::Ok {
            return;
        }
        let link = self.child(
            parent,
            "a",
            "button button--primary button--large button--block",
            "",
        );
        attribute(&link, "href", &format!("tel:{dialled}"));
        self.icon(&link, "phone", "");
        self.child(&link, "span", "", &words.get("check-phone"));
    }

    fn icon(&self, parent: &Element, name: &str, class: &str) {
        let Ok(svg) = self.document.create_element_ns(Some(SVG), "svg") else {
            return;
        };
        attribute(&svg, "class", format!("icon {class}").trim());
        attribute(&svg, "aria-hidden", "true");
        if let Ok(shape) = self.document.create_element_ns(Some(SVG), "use") {
            attribute(&shape, "href", &format!("/static/icons.svg#i-{name}"));
            append(&svg, &shape);
        }
        append(parent, &svg);
    }

    fn text(&self, id: &str, text: &str) {
        if let Some(element) = self.document.get_element_by_id(id) {
            element.set_text_content(Some(text));
        }
    }

    /// Puts the result's place in order: only this is in it.
    fn replace(&self, element: &Element) {
        if let Some(place) = self.document.get_element_by_id("hasil") {
            place.set_text_content(None);
            append(&place, element);
        }
    }

    fn child(&self, parent: &Element, tag: &str, class: &str, text: &str) -> Element {
        let element = self.element(tag, class);
        if !text.is_empty() {
            element.set_text_content(Some(text));
        }
        append(parent, &element);
        element
    }

    /// # Panics
    /// Never: the names of elements are those of this file.
    #[expect(
        clippy::expect_used,
        reason = "names of elements are literals; a wrong one fails at the first look"
    )]
    fn element(&self, tag: &str, class: &str) -> Element {
        let element = self.document.create_element(tag).expect("a name of HTML");
        if !class.is_empty() {
            attribute(&element, "class", class);
        }
        element
    }
}

fn attribute(element: &Element, name: &str, value: &str) {
    // Refused only for names that are none.
    let _ = element.set_attribute(name, value);
}

fn append(parent: &Element, child: &Element) {
    // Refused only where a tree would contain itself.
    let _ = parent.append_child(child);
}
