//! What a route reads and what it answers, in the types that it works with: the document of the API is made of this, so
//! that it cannot say anything else than the code does.

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value};

use super::work::{Asked, Named, Nothing, Wish};

/// Schemas that were named so far: of what is read, and of what is answered. A field with a default may be left out of
/// the one and is always in the other.
pub(super) struct Schemas {
    read: SchemaGenerator,
    told: SchemaGenerator,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = || {
            let settings = SchemaSettings::draft2020_12();
            settings.with(|settings| settings.definitions_path = "/components/schemas".into())
        };
        Self {
            read: settings().for_deserialize().into_generator(),
            told: settings().for_serialize().into_generator(),
        }
    }

    /// All of them by name.
    pub(super) fn named(mut self) -> Map<String, Value> {
        let mut all = self.read.take_definitions(true);
        for (name, schema) in self.told.take_definitions(true) {
            // One name, two shapes: a type that is read and told, with defaults. There is none so far.
            debug_assert!(
                all.get(&name).is_none_or(|known| *known == schema),
                "{name}"
            );
            all.insert(name, schema);
        }
        all
    }
}

/// What stands in a request beside its path.
pub(super) enum Reads {
    /// Nothing.
    Nothing,
    /// An object's fields, as a query.
    Query(Schema),
    /// A JSON body.
    Json(Schema),
    /// Any bytes.
    Bytes,
}

/// What an answer is.
pub(super) enum Tells {
    /// JSON.
    Json(Schema),
    /// Something else of this kind.
    Bytes(&'static str),
    /// Another address.
    Elsewhere,
}

/// Something that is read.
pub(super) trait Readable {
    /// For the document.
    fn describe(schemas: &mut Schemas) -> Reads;
}

impl Readable for Nothing {
    fn describe(_: &mut Schemas) -> Reads {
        Reads::Nothing
    }
}

impl<T> Readable for Named<T> {
    fn describe(_: &mut Schemas) -> Reads {
        // The path says it.
        Reads::Nothing
    }
}

impl<T: JsonSchema> Readable for Asked<T> {
    fn describe(schemas: &mut Schemas) -> Reads {
        Reads::Query(T::json_schema(&mut schemas.read))
    }
}

impl<T: JsonSchema> Readable for Wish<T> {
    fn describe(schemas: &mut Schemas) -> Reads {
        Reads::Json(schemas.read.subschema_for::<T>())
    }
}

/// A body that is counted and kept while it comes.
pub(super) struct Stream;

impl Readable for Stream {
    fn describe(_: &mut Schemas) -> Reads {
        Reads::Bytes
    }
}

/// Something that is answered.
pub(super) trait Tellable {
    /// For the document.
    fn describe(schemas: &mut Schemas) -> Tells;
}

impl<T: JsonSchema> Tellable for T {
    fn describe(schemas: &mut Schemas) -> Tells {
        Tells::Json(schemas.told.subschema_for::<T>())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $tells:expr;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl Tellable for $name {
            fn describe(_: &mut Schemas) -> Tells {
                $tells
            }
        }
    )+};
}

kinds! {
    /// A workbook, or a book on paper.
    Workbook = Tells::Bytes("application/*");
    /// A bundle.
    Bundle = Tells::Bytes("application/octet-stream");
    /// A signed statement.
    Statement = Tells::Bytes("application/cose");
    /// A page for people.
    Page = Tells::Bytes("text/html");
    /// A redirect.
    Elsewhere = Tells::Elsewhere;
}
