//! Names and JSON schemas of all commands.

use jemput_wire::with_commands;
use schemars::schema_for;
use serde_json::{Value, json};

macro_rules! list {
    ($($module:ident::$input:ident => $output:ty, $name:ident;)+) => {
        /// One entry per command: name, schema of the input, schema of the answer.
        pub(crate) fn all() -> Value {
            use jemput_wire::{
                approval, attachment, binding, bundle, copies, day, import, letter, numbers, officers, printer, privacy, queue, region, register, request, resident, retire, service, session, settings, sync, today,
            };
            // One by one: a single literal of all commands is beyond the compiler's depth of macros.
            Value::Array(vec![$(json!({
                "name": stringify!($name),
                "input": schema_for!($module::$input),
                "output": schema_for!($output),
            })),+])
        }
    };
}
with_commands!(list);

#[cfg(test)]
mod tests {
    #[test]
    fn every_command_has_its_schemas() {
        let all = super::all();
        let all = all.as_array().unwrap();
        assert_eq!(all.len(), jemput_wire::NAMES.len());
        assert!(
            all.iter()
                .all(|command| command["input"].is_object() && command["output"].is_object())
        );
    }
}
