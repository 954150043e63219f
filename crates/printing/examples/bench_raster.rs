//! What it costs to see a finished letter as pixels: `cargo xtask bench letters` builds and starts this in release.

use std::io::Write as _;
use std::time::Instant;

use jemput_printing::escpos::encode;
use jemput_printing::raster::rasterise;

/// Dots per inch of a proof on the screen and of a page for a driver.
const DPI: [(f32, &str, f64); 2] = [
    (150.0, "proof raster of a page", 60.0),
    (300.0, "page at 300 dpi for a driver", 250.0),
];

const TIMES: u32 = 30;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a letter as PDF")?;
    let pdf = std::fs::read(path)?;
    let mut out = std::io::stdout().lock();
    for (dpi, name, budget) in DPI {
        // Once before: what is made once for the program is not counted.
        let pages = rasterise(&pdf, dpi)?.len();
        let start = Instant::now();
        for _ in 0..TIMES {
            assert_eq!(rasterise(&pdf, dpi)?.len(), pages);
        }
        #[expect(clippy::cast_precision_loss, reason = "a page or two")]
        let taken = start.elapsed().as_secs_f64() * 1_000.0 / f64::from(TIMES) / pages as f64;
        writeln!(
            out,
            "{name:<44} {taken:>9.2} ms  budget {budget:>7.1}  {:>5.2} × budget",
            taken / budget
        )?;
    }
    let slip = rasterise(&pdf, 203.0)?;
    let start = Instant::now();
    let bytes: usize = slip.iter().map(|page| encode(page).len()).sum();
    writeln!(
        out,
        "a page as ESC/POS: {:.2} ms, {bytes} bytes",
        start.elapsed().as_secs_f64() * 1_000.0
    )?;
    Ok(())
}
