//! Finding codes about answers and about what a letter needs; their texts are in `services.ftl`.

use crate::finding::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code::new($text);)*

        /// All codes above; a test holds that each has a text in both languages.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    // Every code about an answer has `label`, the question.
    /// A required answer is missing.
    ANSWER_MISSING = "answer-missing";
    /// The answer is of another kind than the question. `value`.
    ANSWER_SHAPE = "answer-shape";
    /// The answer is none of the options. `value`.
    ANSWER_OPTION = "answer-option";
    /// Fewer characters than needed. `count`, `min`.
    ANSWER_SHORT = "answer-short";
    /// More characters than there is room for. `count`, `max`.
    ANSWER_LONG = "answer-long";
    /// A number below the smallest. `min`.
    ANSWER_SMALL = "answer-small";
    /// A number above the largest. `max`.
    ANSWER_LARGE = "answer-large";
    /// The date must lie before today. `value`.
    ANSWER_DATE_NOT_BEFORE = "answer-date-not-before";
    /// The date lies in the future. `value`.
    ANSWER_DATE_FUTURE = "answer-date-future";
    /// The date lies in the past. `value`.
    ANSWER_DATE_PAST = "answer-date-past";
    /// The date must lie after today. `value`.
    ANSWER_DATE_NOT_AFTER = "answer-date-not-after";
    /// Not 16 digits. `count`.
    ANSWER_NIK = "answer-nik";
    /// Not a time of day. `value`.
    ANSWER_TIME = "answer-time";
    /// A person without a name. `part` in this and the next ones.
    ANSWER_PERSON_NAME = "answer-person-name";
    /// A person's NIK has not 16 digits. `count`.
    ANSWER_PERSON_NIK = "answer-person-nik";
    /// A person's date of birth cannot be read. `value`.
    ANSWER_PERSON_DATE = "answer-person-date";
    /// A person's date of birth lies in the future. `value`.
    ANSWER_PERSON_FUTURE = "answer-person-future";
    /// A fact about a person is longer than there is room for. `max`.
    ANSWER_PERSON_LONG = "answer-person-long";
    /// Fewer people than needed. `min`.
    ANSWER_PEOPLE_FEW = "answer-people-few";
    /// More people than there may be. `max`.
    ANSWER_PEOPLE_MANY = "answer-people-many";
    /// An invisible control character that no printer knows. `code`.
    ANSWER_CHARACTER = "answer-character";

    /// The village's record lacks its name, district, regency or province.
    LETTER_VILLAGE_INCOMPLETE = "letter-village-incomplete";
    /// The resident has no name.
    LETTER_NAME_MISSING = "letter-name-missing";
    /// What was typed as NIK is no NIK: it cannot be printed. `value` (masked).
    LETTER_NIK_INVALID = "letter-nik-invalid";
    /// The resident has no NIK; the letter says so.
    LETTER_NIK_NONE = "letter-nik-none";
    /// The resident has died.
    LETTER_RESIDENT_DEAD = "letter-resident-dead";
    /// The letter is about somebody who has died, and the resident lives.
    LETTER_RESIDENT_LIVES = "letter-resident-lives";
    /// The resident has moved away or is gone.
    LETTER_RESIDENT_GONE = "letter-resident-gone";
    /// The resident has no address at all.
    LETTER_ADDRESS_MISSING = "letter-address-missing";
    /// A fact that the letter shows is not known and is printed as a dash; the field says which.
    LETTER_FACT_MISSING = "letter-fact-missing";
}
