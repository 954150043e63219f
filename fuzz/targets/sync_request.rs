//! See `jemput_foreign::sync_request`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_foreign::sync_request(bytes));
