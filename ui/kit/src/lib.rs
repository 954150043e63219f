//! What every Jemput screen is made of: the way to the commands, the words, and accessible components.
//!
//! Styles are in `assets/css` (tokens, then kit), words in `assets/i18n`; a component holds neither colours nor
//! sentences. Nothing here needs inline styles or scripts, so pages can keep a strict content security policy.

pub mod appearance;
pub mod banner;
pub mod button;
pub mod camera;
pub mod choice;
pub mod code_number;
pub mod combobox;
pub mod date_field;
pub mod dialog;
pub mod done;
pub mod empty;
pub mod field;
pub mod file_button;
pub mod finding;
pub mod focus;
pub mod icon;
pub mod keys;
pub mod latest;
pub mod letter_number;
pub mod list;
pub mod load;
pub mod port;
pub mod progress;
pub mod select;
pub mod signature_pad;
pub mod status;
pub mod svg_page;
pub mod tabs;
pub mod text_field;
pub mod timer;
pub mod toast;
pub mod turns;
mod window;
pub mod words;

pub use banner::Banner;
pub use button::{Button, Look};
pub use camera::Camera;
pub use choice::{CheckBox, Radios};
pub use code_number::CodeNumber;
pub use combobox::{ComboBox, ComboOption};
pub use date_field::DateField;
pub use dialog::Dialog;
pub use empty::Empty;
pub use file_button::FileButton;
pub use finding::{ErrorBanner, Findings};
pub use icon::{Icon, Sprite};
pub use letter_number::LetterNumber;
pub use load::{Load, use_load};
pub use port::call;
pub use progress::Progress;
pub use select::Select;
pub use signature_pad::SignaturePad;
pub use status::{Badge, Tone};
pub use svg_page::SvgPage;
pub use tabs::{Tab, Tabs};
pub use text_field::TextField;
pub use toast::{Say, Toast, ToastHost, use_say};
