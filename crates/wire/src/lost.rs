//! A laptop that its office calls lost: `POST /lost`, unsigned, since a locked laptop's key is locked in.
//!
//! Whoever knows the id may ask; the answer says nothing of laptops that are not lost, known or unknown. The notice is
//! signed by the office's answer key and bound to one laptop, so that nobody else can make one, nor use one twice.

use jemput_domain::id::DeviceId;
use serde::{Deserialize, Serialize};

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LostAsk {
    /// Who asks.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub device: DeviceId,
    /// The notice of this time was carried out: the keys of its officers are deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<i64>,
}

/// The answer; the same for every laptop that is not lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LostAnswer {
    /// Set: it is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<LostNotice>,
}

/// What the office signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LostNotice {
    /// The laptop.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub device: DeviceId,
    /// The office's server.
    pub server_id: String,
    /// When it was called lost, Unix milliseconds: names this notice among those of one laptop.
    pub at: i64,
    /// The office's name, for whoever finds the laptop.
    pub office: String,
    /// Its telephone.
    pub phone: String,
    /// Ed25519 signature of [`Self::text`], hex.
    pub signature: String,
}

impl LostNotice {
    /// The text that is signed: one line for each part.
    #[must_use]
    pub fn text(&self) -> String {
        let one_line = |text: &str| text.replace(['\n', '\r'], " ");
        format!(
            "jemput-lost-1\n{}\n{}\n{}\n{}\n{}\n",
            self.server_id,
            self.device,
            self.at,
            one_line(&self.office),
            one_line(&self.phone)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signed_text_has_one_line_for_each_part_whatever_is_in_them() {
        let notice = LostNotice {
            device: DeviceId(uuid::Uuid::nil()),
            server_id: "s".to_owned(),
            at: 5,
            office: "Kecamatan\nWanajaya".to_owned(),
            phone: "0275".to_owned(),
            signature: String::new(),
        };
        assert_eq!(
            notice.text(),
            format!(
                "jemput-lost-1\ns\n{}\n5\nKecamatan Wanajaya\n0275\n",
                uuid::Uuid::nil()
            )
        );
    }
}
