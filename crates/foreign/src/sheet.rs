//! Spreadsheets of residents.

use std::ops::ControlFlow;

use jemput_domain::{
    import::{Context, Known, plan},
    village::VillageCode,
};

/// Reads a file, makes the dry run of it and both lists of bad rows.
pub fn sheet(bytes: &[u8]) {
    let Ok(table) = jemput_import::read(bytes) else {
        return;
    };
    let Some(village) = VillageCode::parse("33.02.04.2007") else {
        return;
    };
    let context = Context {
        village: &village,
        today: jiff::civil::date(2026, 11, 25),
        regions: None,
    };
    let planned = plan(&table.rows, &context, &Known::default(), &mut |_| {
        ControlFlow::Continue(())
    });
    if let Ok(plan) = planned {
        let written = jemput_import::bad_rows_csv(&table, &plan);
        let again = jemput_import::read(&written.unwrap_or_default());
        assert!(again.is_ok(), "the list of bad rows cannot be read again");
        assert!(
            jemput_import::bad_rows_xlsx(&table, &plan).is_ok(),
            "the bad rows make no workbook"
        );
    }
}
