//! Pieces that several screens share.

mod answer;
mod ask_day;
mod attachments;
mod birth_place;
mod highlight;
mod household;
mod leave;
mod letter_row;
mod make_letter;
mod pages_view;
mod person;
mod person_row;
mod practice;
mod print_outcome;
mod privacy_notice;
mod reprint;
mod rivals;
mod signin_frame;
mod stick;
mod wrong_clock;

pub(crate) use answer::Answer;
pub(crate) use ask_day::AskDay;
pub(crate) use attachments::Attachments;
pub(crate) use birth_place::BirthPlace;
pub(crate) use highlight::highlight;
pub(crate) use household::Household;
pub(crate) use leave::{Way, use_leave};
pub(crate) use letter_row::{LetterRow, letter_badge};
pub(crate) use make_letter::make_letter;
pub(crate) use pages_view::PagesView;
pub(crate) use person::{PeopleAnswer, PersonAnswer};
pub(crate) use person_row::{PersonRow, about};
pub(crate) use practice::{PracticeBanner, use_practice};
pub(crate) use print_outcome::PrintOutcome;
pub(crate) use privacy_notice::PrivacyNotice;
pub(crate) use reprint::Reprint;
pub(crate) use rivals::Rivals;
pub(crate) use signin_frame::SigninFrame;
pub(crate) use stick::{StickFiles, StickFolders};
pub(crate) use wrong_clock::WrongClock;

/// The first letters of a name's first two words.
pub(crate) fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_come_from_two_words_and_skip_signs() {
        assert_eq!(initials("sri waluyo hadi"), "SW");
        assert_eq!(initials("'Aisyah"), "A");
        assert_eq!(initials(""), "");
    }
}
