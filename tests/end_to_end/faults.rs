//! What the accessibility audit finds on many screens, told together: one run shows everything that is to be mended.

use anyhow::{Context, Result, ensure};
use jemput_testkit::Page;

const THEMES: [&str; 3] = ["terang", "gelap", "matahari"];

/// All violations so far.
#[derive(Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    /// Waits for a hook of the screen, then looks at it in every theme.
    pub(super) async fn look(&mut self, page: &Page, name: &str, hook: &str) -> Result<()> {
        page.see(hook)
            .await
            .with_context(|| format!("the screen {name}"))?;
        for theme in THEMES {
            page.script(&format!(
                "document.documentElement.dataset.theme = '{theme}';"
            ))
            .await?;
            let name = format!("{name}-{theme}");
            page.picture(&name).await?;
            if let Err(violations) = page.accessible(&name).await {
                self.0.push(format!("{violations:#}"));
            }
        }
        Ok(())
    }

    /// Fails if anything was found.
    pub(super) fn close(self) -> Result<()> {
        ensure!(self.0.is_empty(), "{}", self.0.join("\n\n"));
        Ok(())
    }
}
