//! jemput-ui-field.
