//! What each step may cost.

use super::Step;

/// The most of each kind; `None`: no limit is set.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Budget {
    pub(super) seconds: Option<f64>,
    /// Up and down together.
    pub(super) bytes: Option<u64>,
    pub(super) turns: Option<u64>,
    pub(super) laptop_mb: Option<u64>,
    pub(super) server_mb: Option<u64>,
}

/// Most bytes of a laptop's folder with 10,000 records and their history.
pub(super) const LAPTOP_DISK: u64 = 31_000_000;
/// Most milliseconds of one save.
pub(super) const SAVE_MS: f64 = 5.0;

impl Step {
    /// What the table calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Save => "save 10,000 one by one",
            Self::Push => "push 10,000",
            Self::Pull => "pull 10,000",
            Self::Nothing => "nothing new",
            Self::Edit => "edit 200 one by one",
            Self::PushEdits => "push 200 edits, slow link",
            Self::PullEdits => "pull 200 edits, slow link",
            Self::NothingSlow => "nothing new, slow link",
            Self::FirstPush => "first push, slow link",
            Self::FirstPull => "joining and first pull, slow link",
        }
    }

    /// The budget of a link of 300 ms and 64 kbit/s, or of none.
    pub(super) fn budget(self) -> Budget {
        match self {
            Self::Save => Budget {
                seconds: Some(50.0),
                ..Budget::default()
            },
            Self::Push => Budget {
                seconds: Some(1.3),
                bytes: Some(1_600_000),
                laptop_mb: Some(120),
                server_mb: Some(87),
                ..Budget::default()
            },
            Self::Pull => Budget {
                seconds: Some(1.1),
                bytes: Some(1_600_000),
                laptop_mb: Some(120),
                server_mb: Some(87),
                ..Budget::default()
            },
            Self::Nothing => Budget {
                bytes: Some(1_200),
                turns: Some(1),
                ..Budget::default()
            },
            Self::Edit => Budget {
                seconds: Some(1.0),
                ..Budget::default()
            },
            Self::PushEdits => Budget {
                seconds: Some(4.0),
                bytes: Some(20_000),
                turns: Some(3),
                ..Budget::default()
            },
            Self::PullEdits => Budget {
                seconds: Some(4.0),
                bytes: Some(20_000),
                ..Budget::default()
            },
            Self::NothingSlow => Budget {
                seconds: Some(1.0),
                bytes: Some(1_200),
                turns: Some(1),
                ..Budget::default()
            },
            Self::FirstPush => Budget {
                seconds: Some(210.0),
                ..Budget::default()
            },
            Self::FirstPull => Budget {
                seconds: Some(120.0),
                bytes: Some(900_000),
                ..Budget::default()
            },
        }
    }
}
