//! The privacy notice: whom citizens ask about their data, on the screen and on paper.

use jemput_domain::privacy::notice::Controller;
use serde::{Deserialize, Serialize};

/// Asks who answers for personal data; the words of the notice are made of it.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeGet {}

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeView {
    /// As the office says it of itself; empty before the first sync.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, String>")
    )]
    pub office: Controller,
}

/// Prints the notice, one page, on the printer for letters.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticePrint {}

/// It is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticePrinted {
    /// The paper that it was laid out for.
    pub paper: String,
    /// Where a file printer put it.
    pub path: Option<String>,
}
