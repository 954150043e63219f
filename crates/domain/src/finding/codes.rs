//! Every finding code about residents, households and their import, with the parameters of its text.

use super::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code::new($text);)*

        /// All codes above; a test holds that each has a text in both languages.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    // --- dates ---
    /// Cannot be read as a date. `value`.
    DATE_UNREADABLE = "date-unreadable";
    /// The year has two digits only. `value`.
    DATE_SHORT_YEAR = "date-short-year";
    /// The month does not have that day. `month` (its Indonesian name), `year`, `days`, `value`.
    DATE_NO_SUCH_DAY = "date-no-such-day";
    /// The month is not 1–12. `month`, `value`.
    DATE_NO_SUCH_MONTH = "date-no-such-month";
    /// The year is outside 1850–2150. `year`, `value`.
    DATE_YEAR_RANGE = "date-year-range";

    // --- NIK ---
    /// Not 16 digits. `count` digits so far.
    NIK_LENGTH = "nik-length";
    /// Holds something that is no digit. `value`.
    NIK_NOT_DIGITS = "nik-not-digits";
    /// Typing filler such as 1111111111111111.
    NIK_FILLER = "nik-filler";
    /// Digits 7–8 are no day (01–31, women 41–71). `day`.
    NIK_DAY = "nik-day";
    /// Digits 9–10 are no month. `month`.
    NIK_MONTH = "nik-month";
    /// Day and month fit, but no year of either century has that date. `date`.
    NIK_DATE_NOT_REAL = "nik-date-not-real";
    /// The serial is 0000.
    NIK_SERIAL_ZERO = "nik-serial-zero";
    /// The birth date differs from the one in the NIK. `nik_date`, `birth_date`.
    NIK_DATE_MISMATCH = "nik-date-mismatch";
    /// The sex differs from the one in the NIK. `nik_sex`, `sex`: the Indonesian labels.
    NIK_SEX_MISMATCH = "nik-sex-mismatch";
    /// The district was renumbered: valid, an old code. `code`, `new_code`.
    NIK_REGION_RETIRED = "nik-region-retired";
    /// No district has the first six digits. `code`.
    NIK_REGION_UNKNOWN = "nik-region-unknown";
    /// Blanks, dots or invisible characters were taken out.
    NIK_CLEANED = "nik-cleaned";
    /// Kept as typed because it is no valid NIK; cannot be printed. `value`.
    NIK_DRAFT = "nik-draft";
    /// Excel has turned the number into 3.30E+15. `value`.
    NIK_EXCEL_DAMAGE = "nik-excel-damage";
    /// A number cell whose last digit may have been lost by Excel. `value`.
    NIK_NUMBER_CELL = "nik-number-cell";
    /// The person has no NIK; an internal number was given.
    NIK_NONE = "nik-none";
    /// The same NIK was already on another person's row. `row`, `name`.
    NIK_TWICE_IN_FILE = "nik-twice-in-file";
    /// A parent's NIK cannot be used and was left out. `value`.
    PARENT_NIK_UNUSABLE = "parent-nik-unusable";

    // --- KK ---
    /// Not 16 digits. `count`.
    KK_LENGTH = "kk-length";
    /// Holds something that is no digit. `value`.
    KK_NOT_DIGITS = "kk-not-digits";
    /// Typing filler.
    KK_FILLER = "kk-filler";
    /// Digits 7–12 are no recording date. `value`.
    KK_DATE = "kk-date";
    /// No household number.
    KK_MISSING = "kk-missing";
    /// Excel has turned the number into 3.30E+15. `value`.
    KK_EXCEL_DAMAGE = "kk-excel-damage";
    /// A number cell whose last digit may have been lost by Excel. `value`.
    KK_NUMBER_CELL = "kk-number-cell";

    // --- names ---
    /// No name.
    NAME_MISSING = "name-missing";
    /// Over 100 characters. `count`, `max`.
    NAME_TOO_LONG = "name-too-long";
    /// Over 60 characters, the limit for first records. `count`.
    NAME_LONG = "name-long";
    /// A digit in the name.
    NAME_DIGIT = "name-digit";
    /// A newborn's name has one word only.
    NAME_ONE_WORD_AT_BIRTH = "name-one-word-at-birth";
    /// A newborn's name holds punctuation. `value`.
    NAME_PUNCTUATION_AT_BIRTH = "name-punctuation-at-birth";

    // --- resident ---
    /// The birth date lies in the future. `date`.
    BIRTH_DATE_FUTURE = "birth-date-future";
    /// Over 120 years old. `age`.
    BIRTH_DATE_OLD = "birth-date-old";
    /// The birth date is unknown.
    BIRTH_DATE_MISSING = "birth-date-missing";
    /// The sex is not given.
    SEX_MISSING = "sex-missing";
    /// The relation to the head of family is not given.
    RELATION_MISSING = "relation-missing";
    /// Relation "istri" with sex male.
    WIFE_MALE = "wife-male";
    /// Relation "suami" with sex female.
    HUSBAND_FEMALE = "husband-female";
    /// "Belum kawin" with a wedding date or certificate.
    SINGLE_WITH_WEDDING = "single-with-wedding";
    /// "Belum kawin" with relation husband or wife. `relation`.
    SINGLE_SPOUSE = "single-spouse";
    /// The wedding is before the birth. `date`.
    WEDDING_BEFORE_BIRTH = "wedding-before-birth";
    /// The divorce is before the wedding. `date`.
    DIVORCE_BEFORE_WEDDING = "divorce-before-wedding";
    /// A wedding or divorce lies in the future. `date`.
    EVENT_DATE_FUTURE = "event-date-future";
    /// Married below the age of 12. `age`.
    MARRIED_CHILD = "married-child";
    /// Pregnant with sex male.
    PREGNANT_MALE = "pregnant-male";
    /// A code or label that the table does not have. `value`, `table`.
    CODE_UNKNOWN = "code-unknown";
    /// Text over the field's length; it was kept in full in the report only. `count`, `max`.
    TEXT_TOO_LONG = "text-too-long";
    /// A coordinate that is none. `value`.
    COORDINATE_UNREADABLE = "coordinate-unreadable";
    /// The person is dead.
    BASIC_STATUS_DEAD = "basic-status-dead";
    /// The person has moved, is missing, away, or the record is not valid. `status` (its label).
    BASIC_STATUS_GONE = "basic-status-gone";

    // --- household ---
    /// Two heads of family. `names`.
    HOUSEHOLD_TWO_HEADS = "household-two-heads";
    /// No head of family.
    HOUSEHOLD_NO_HEAD = "household-no-head";
    /// The head of family is dead. `name`.
    HOUSEHOLD_HEAD_DEAD = "household-head-dead";
    /// The head of family has moved or is gone. `name`.
    HOUSEHOLD_HEAD_GONE = "household-head-gone";
    /// The head of family on the card's record is no member of the household.
    HOUSEHOLD_HEAD_NO_MEMBER = "household-head-no-member";
    /// Nobody lives in the household any more; the number may be closed.
    HOUSEHOLD_EMPTY = "household-empty";

    // --- import: the file ---
    /// No spreadsheet at all.
    IMPORT_NOT_A_TABLE = "import-not-a-table";
    /// Nothing in the file.
    IMPORT_EMPTY = "import-empty";
    /// Only a header. `row`.
    IMPORT_NO_ROWS = "import-no-rows";
    /// Protected by a password.
    IMPORT_PASSWORD = "import-password";
    /// An old `.xls` or other format that is not read. `format`.
    IMPORT_FORMAT = "import-format";
    /// The file is damaged.
    IMPORT_DAMAGED = "import-damaged";
    /// The file cannot be opened.
    IMPORT_UNREADABLE = "import-unreadable";
    /// The file has more rows than are read at once. `max`.
    IMPORT_TOO_LARGE = "import-too-large";
    /// The officer stopped it.
    IMPORT_CANCELLED = "import-cancelled";
    /// The header has no column `nama`. `row` of the first row with anything, `found` titles.
    IMPORT_NO_NAME_COLUMN = "import-no-name-column";
    /// There are names, but nothing else about people: another kind of list. `found` titles.
    IMPORT_NOT_RESIDENTS = "import-not-residents";
    /// A useful column is missing. `column`.
    IMPORT_COLUMN_MISSING = "import-column-missing";
    /// A column that the format does not have; it is left out. `column`, `letter`.
    IMPORT_COLUMN_UNKNOWN = "import-column-unknown";
    /// A column that stands twice; the first is used. `column`, `letter`.
    IMPORT_COLUMN_TWICE = "import-column-twice";

    // --- what rests on consent ---
    /// A telephone or a note is typed, and nobody says that the person agreed.
    EXTRAS_WITHOUT_CONSENT = "extras-without-consent";

    // --- import: rows ---
    /// The same person stands in the file twice. `row`.
    IMPORT_ROW_TWICE = "import-row-twice";
    /// The NIK belongs to another person in the data. `name`.
    IMPORT_NIK_TAKEN = "import-nik-taken";
    /// Somebody with a similar name and the same birth date is in the data. `name`.
    IMPORT_SIMILAR = "import-similar";
    /// A field that import never changes on a known resident. `old`, `new`.
    IMPORT_FIELD_KEPT = "import-field-kept";

    // --- letters, at the office ---
    /// Nobody is said to have checked the letter.
    APPROVAL_MISSING = "approval-missing";
    /// The officer had no right to check letters. `name`, `day`.
    APPROVAL_NO_RIGHT = "approval-no-right";
    /// The officer's mandate does not cover the letter's day. `name`, `day`.
    APPROVAL_NOT_THAT_DAY = "approval-not-that-day";
    /// The officer approved a letter of his own, and the office wants four eyes. `name`, `day`.
    APPROVAL_OWN_WORK = "approval-own-work";
    /// The approval was not written by the officer in whose name it is. `name`, `day`.
    APPROVAL_NOT_GIVEN = "approval-not-given";
}
