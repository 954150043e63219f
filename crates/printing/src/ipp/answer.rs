//! Reading answers: printers differ in the types of their values, so each is read leniently.

use ::ipp::prelude::*;

pub(super) const PRINTER: DelimiterTag = DelimiterTag::PrinterAttributes;
pub(super) const JOB: DelimiterTag = DelimiterTag::JobAttributes;

/// An answer that says "successful".
pub(super) struct Answer(pub(super) IppRequestResponse);

/// One printer or job of an answer.
pub(super) struct Group<'a>(&'a IppAttributeGroup);

impl Answer {
    pub(super) fn groups(&self, tag: DelimiterTag) -> impl Iterator<Item = Group<'_>> {
        self.0.attributes().groups_of(tag).map(Group)
    }

    pub(super) fn number(&self, tag: DelimiterTag, name: &str) -> Option<i32> {
        self.groups(tag).find_map(|group| group.number(name))
    }

    pub(super) fn text(&self, tag: DelimiterTag, name: &str) -> Option<String> {
        self.groups(tag).find_map(|group| group.text(name))
    }

    pub(super) fn texts(&self, tag: DelimiterTag, name: &str) -> Vec<String> {
        self.groups(tag)
            .map(|group| group.texts(name))
            .find(|texts| !texts.is_empty())
            .unwrap_or_default()
    }

    /// The finest of several resolutions, in dots per inch; of one that is not square the coarser side.
    pub(super) fn finest(&self, tag: DelimiterTag, name: &str) -> Option<u32> {
        let value = self.groups(tag).find_map(|group| group.0.get(name))?;
        match value.value() {
            IppValue::Array(values) => values.iter().filter_map(dots_per_inch).max(),
            value => dots_per_inch(value),
        }
    }

    pub(super) fn boolean(&self, tag: DelimiterTag, name: &str) -> Option<bool> {
        self.groups(tag)
            .find_map(|group| match group.0.get(name)?.value() {
                IppValue::Boolean(value) => Some(*value),
                _ => None,
            })
    }
}

impl Group<'_> {
    pub(super) fn number(&self, name: &str) -> Option<i32> {
        match self.0.get(name)?.value() {
            IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next()
    }

    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.0.get(name).map(IppAttribute::value) {
            None => Vec::new(),
            Some(IppValue::Array(values)) => values.iter().filter_map(text).collect(),
            Some(value) => text(value).into_iter().collect(),
        }
    }
}

/// Units: 3 are dots per inch, 4 per centimetre.
fn dots_per_inch(value: &IppValue) -> Option<u32> {
    let IppValue::Resolution {
        cross_feed,
        feed,
        units,
    } = value
    else {
        return None;
    };
    let dots = u32::try_from(*cross_feed.min(feed)).ok()?;
    match units {
        3 => Some(dots),
        4 => Some(dots.saturating_mul(254) / 100),
        _ => None,
    }
}

fn text(value: &IppValue) -> Option<String> {
    Some(match value {
        IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => {
            text.to_string()
        }
        IppValue::NameWithoutLanguage(name) | IppValue::NameWithLanguage { name, .. } => {
            name.to_string()
        }
        IppValue::Uri(uri) => uri.to_string(),
        IppValue::Keyword(keyword) => keyword.to_string(),
        IppValue::MimeMediaType(kind) => kind.to_string(),
        _ => return None,
    })
}
