//! Parts that several screens share.

mod failed;
mod flags;
mod into;
mod letter_table;
mod look;
mod pager;
mod qr;
mod rivals;
mod roles;
mod search;
mod sender;
mod versus;

pub(crate) use self::{
    failed::waiting_or_failed,
    flags::flags,
    into::{filter, into},
    letter_table::{LetterTable, letter_state},
    look::LookButtons,
    pager::{PAGE, Pager},
    qr::qr,
    rivals::Rivals,
    roles::{RoleChoice, role_marks},
    search::SearchField,
    sender::use_sender,
    versus::{hand_line, marked},
};
