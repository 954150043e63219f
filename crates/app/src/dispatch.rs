//! From a command's name and JSON to its use case and back.

use std::sync::Arc;

use jemput_wire::{AppError, Command, with_commands};
use serde_json::Value;

use crate::{App, error::Error};

impl App {
    /// Runs the command called `name`; the one place where a failure is logged.
    pub fn dispatch(self: &Arc<Self>, name: &str, input: Value) -> Result<Value, AppError> {
        self.route(name, input).map_err(|error| {
            let log_id = self.config.clock.now_ms().to_string();
            tracing::warn!(command = name, code = %error.view.code, cause = error.cause(), log_id, "command failed");
            AppError { log_id, ..error.view }
        })
    }
}

fn input_of<C: Command>(input: Value) -> Result<C, Error> {
    serde_json::from_value(input)
        .map_err(|error| Error::because("command-input", error.classify_text()))
}

/// Tells what is wrong with an input without quoting it, since it may hold a citizen's data.
trait ClassifyText {
    fn classify_text(&self) -> &'static str;
}

impl ClassifyText for serde_json::Error {
    fn classify_text(&self) -> &'static str {
        match self.classify() {
            serde_json::error::Category::Io => "io",
            serde_json::error::Category::Syntax => "syntax",
            serde_json::error::Category::Data => "data",
            serde_json::error::Category::Eof => "eof",
        }
    }
}

macro_rules! route {
    ($($module:ident::$input:ident => $output:ty, $name:ident;)+) => {
        use jemput_wire::{approval, attachment, binding, bundle, copies, day, import, letter, numbers, officers, printer, privacy, queue, region, register, request, resident, retire, service, session, settings, sync, today};

        impl App {
            fn route(self: &Arc<Self>, name: &str, input: Value) -> Result<Value, Error> {
                match name {
                    $(stringify!($name) => {
                        let output: <$module::$input as Command>::Output =
                            self.$name(input_of::<$module::$input>(input)?)?;
                        serde_json::to_value(output).map_err(|error| Error::because("internal", error.classify_text()))
                    })+
                    _ => Err(crate::error::coded("command-unknown")),
                }
            }
        }
    };
}
with_commands!(route);
