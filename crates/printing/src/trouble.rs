//! What a printer waits for, in a few words that an officer can act on.

/// Something that somebody at the printer can put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// No paper, or other paper is wanted.
    Paper,
    /// Paper is stuck.
    Jam,
    /// A cover or door is open.
    Cover,
    /// Ink, toner or ribbon is used up.
    Ink,
    /// Switched off, asleep, or the cable is out.
    Off,
    /// The queue was stopped; it goes on only when somebody starts it.
    Stopped,
    /// Something else that the printer calls an error.
    Other,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Paper,
        Self::Jam,
        Self::Cover,
        Self::Ink,
        Self::Off,
        Self::Stopped,
        Self::Other,
    ];

    /// The code of its words: key of `printing.ftl` after `error-`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Paper => "trouble-paper",
            Self::Jam => "trouble-jam",
            Self::Cover => "trouble-cover",
            Self::Ink => "trouble-ink",
            Self::Off => "trouble-off",
            Self::Stopped => "trouble-stopped",
            Self::Other => "trouble-other",
        }
    }

    /// From a `printer-state-reasons` keyword of IPP; `None` for what stops no job.
    pub(crate) fn from_reason(keyword: &str) -> Option<Self> {
        let (stem, severity) = ["-error", "-warning", "-report"]
            .iter()
            .find_map(|end| Some((keyword.strip_suffix(end)?, *end)))
            .unwrap_or((keyword, ""));
        let is = |stems: &[&str]| stems.contains(&stem);
        if is(&["media-empty", "media-needed", "input-tray-missing"]) {
            Some(Self::Paper)
        } else if is(&["media-jam"]) {
            Some(Self::Jam)
        } else if is(&["cover-open", "door-open", "interlock-open"]) {
            Some(Self::Cover)
        } else if is(&[
            "toner-empty",
            "marker-supply-empty",
            "marker-waste-full",
            "developer-empty",
            "ink-empty",
        ]) {
            Some(Self::Ink)
        } else if is(&["offline", "shutdown", "timed-out", "connecting-to-device"]) {
            Some(Self::Off)
        } else if is(&["paused", "moving-to-paused", "stopping", "deactivated"]) {
            Some(Self::Stopped)
        } else {
            // Unknown words that are no error: spooling, a low tray, a sleeping lamp.
            (severity == "-error").then_some(Self::Other)
        }
    }

    /// The troubles among a printer's reasons, each once.
    pub(crate) fn among(reasons: &[String]) -> Vec<Self> {
        let mut found: Vec<Self> = reasons
            .iter()
            .filter_map(|reason| Self::from_reason(reason))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_printer_says_becomes_what_an_officer_can_do() {
        for (reason, expected) in [
            ("media-empty-error", Some(Trouble::Paper)),
            ("media-needed", Some(Trouble::Paper)),
            ("media-jam-warning", Some(Trouble::Jam)),
            ("cover-open-report", Some(Trouble::Cover)),
            ("marker-supply-empty-error", Some(Trouble::Ink)),
            ("offline-report", Some(Trouble::Off)),
            ("paused", Some(Trouble::Stopped)),
            ("fuser-over-temp-error", Some(Trouble::Other)),
            ("media-low-warning", None),
            ("cups-waiting-for-job-completed", None),
            ("none", None),
        ] {
            assert_eq!(Trouble::from_reason(reason), expected, "{reason}");
        }
        let said = ["media-empty-error", "media-needed-report", "none"].map(str::to_owned);
        assert_eq!(Trouble::among(&said), [Trouble::Paper]);
    }

    #[test]
    fn every_trouble_has_words_in_both_languages() {
        for words in [
            include_str!("../../../assets/i18n/id/printing.ftl"),
            include_str!("../../../assets/i18n/en/printing.ftl"),
        ] {
            for trouble in Trouble::ALL {
                let start = format!("\nerror-{} =", trouble.code());
                assert!(words.contains(&start), "{start}");
            }
        }
    }
}
