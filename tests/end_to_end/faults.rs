//! What audits find on many screens, told together: one run shows everything that is to be mended.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use jemput_testkit::Page;

const THEMES: [&str; 3] = ["terang", "gelap", "matahari"];

/// Smallest and largest zoom, in per cent.
const ZOOMS: [u16; 2] = [80, 200];

/// What a page may not do at any zoom: scroll sideways, reach beyond its edge, or cut a text off. Texts that end in
/// dots on purpose are left out, and so is what only screen readers see.
const LAYOUT: &str = r"
    const root = document.documentElement, out = new Set();
    if (root.scrollWidth > root.clientWidth + 1) out.add(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    const scrolls = style => ['auto', 'scroll', 'hidden', 'clip'].includes(style.overflowX);
    for (const e of document.querySelectorAll('body *')) {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (box.width < 3 || box.height < 3 || e.closest('svg, .hidden-text, .skip, .topbar__words, .find-button__text')) continue;
        const name = `${e.tagName.toLowerCase()}.${[...e.classList].join('.')} ${(e.innerText || '').slice(0, 40)}`;
        if (scrolls(style) && style.textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 2 && e.tagName !== 'INPUT')
            out.add(`${name}: ${e.scrollWidth} in ${e.clientWidth}`);
        if (['hidden', 'clip'].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 4)
            out.add(`${name}: ${e.scrollHeight} high in ${e.clientHeight}`);
        let around = e.parentElement;
        while (around && !scrolls(getComputedStyle(around))) around = around.parentElement;
        if (!around && box.right > root.clientWidth + 1) out.add(`${name}: beyond the edge`);
    }
    return [...out].slice(0, 8);
";

/// All violations so far.
#[derive(Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    /// Waits for a hook of the screen, then looks at it in every theme and at the ends of the zoom.
    pub(super) async fn look(&mut self, page: &Page, name: &str, hook: &str) -> Result<()> {
        page.see(hook)
            .await
            .with_context(|| format!("the screen {name}"))?;
        for theme in THEMES {
            set_theme(page, theme).await?;
            self.audit(page, &format!("{name}-{theme}")).await?;
        }
        set_theme(page, THEMES[0]).await?;
        for zoom in ZOOMS {
            zoom_to(page, &format!("{zoom}%")).await?;
            let faults = page.script(LAYOUT).await?;
            let faults: Vec<&str> = faults
                .as_array()
                .context("a list of faults")?
                .iter()
                .filter_map(|fault| fault.as_str())
                .collect();
            if !faults.is_empty() {
                let picture = page.picture(&format!("{name}-{zoom}")).await?;
                self.0.push(format!(
                    "{name} at {zoom} % ({}):\n{}",
                    picture.display(),
                    faults.join("\n")
                ));
            }
        }
        // Without a picture of its own: one is taken where something is wrong.
        self.accessible(page, &format!("{name}-200")).await;
        zoom_to(page, "100%").await
    }

    /// Looks once, as the screen is now: for what goes away by itself.
    pub(super) async fn glance(&mut self, page: &Page, name: &str, hook: &str) -> Result<()> {
        page.see(hook)
            .await
            .with_context(|| format!("the screen {name}"))?;
        self.audit(page, name).await
    }

    /// Looks once at a screen in English: nothing of the Indonesian catalogue may be left on it.
    pub(super) async fn english(&mut self, page: &Page, name: &str, hook: &str) -> Result<()> {
        self.glance(page, &format!("{name}-en"), hook).await?;
        let shown = page.script("return document.body.innerText;").await?;
        let shown = shown.as_str().unwrap_or_default();
        ensure!(!shown.is_empty(), "{name} shows nothing");
        let left: BTreeSet<&str> = shown
            .lines()
            .map(str::trim)
            .filter(|line| only_indonesian().contains(*line))
            .collect();
        if !left.is_empty() {
            self.0
                .push(format!("{name} in English still says {left:?}"));
        }
        Ok(())
    }

    async fn audit(&mut self, page: &Page, name: &str) -> Result<()> {
        page.picture(name).await?;
        self.accessible(page, name).await;
        Ok(())
    }

    async fn accessible(&mut self, page: &Page, name: &str) {
        if let Err(violations) = page.accessible(name).await {
            self.0.push(format!("{violations:#}"));
        }
    }

    /// Fails if anything was found.
    pub(super) fn close(self) -> Result<()> {
        ensure!(self.0.is_empty(), "{}", self.0.join("\n\n"));
        Ok(())
    }
}

async fn set_theme(page: &Page, theme: &str) -> Result<()> {
    page.script(&format!(
        "document.documentElement.dataset.theme = '{theme}';"
    ))
    .await?;
    Ok(())
}

/// As the app's own zoom does it: everything is measured in the root's font size.
async fn zoom_to(page: &Page, zoom: &str) -> Result<()> {
    page.script(&format!(
        "document.documentElement.style.fontSize = '{zoom}'; document.documentElement.offsetWidth;"
    ))
    .await?;
    // Container queries follow with the next frame.
    let frame =
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));";
    page.client().execute_async(frame, Vec::new()).await?;
    Ok(())
}

/// Lines without values that the catalogues have in Indonesian and not in English.
fn only_indonesian() -> &'static BTreeSet<String> {
    static LINES: std::sync::OnceLock<BTreeSet<String>> = std::sync::OnceLock::new();
    LINES.get_or_init(|| {
        let lines = |language: &str| -> BTreeSet<String> {
            let folder = jemput_testkit::root().join("assets/i18n").join(language);
            std::fs::read_dir(folder)
                .into_iter()
                .flatten()
                .flatten()
                // The public page's words; its button to English is English.
                .filter(|file| file.file_name() != "check.ftl")
                .filter_map(|file| std::fs::read_to_string(file.path()).ok())
                .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
                .filter_map(|line| Some(line.split_once(" = ")?.1.trim().to_owned()))
                .filter(|words| words.chars().count() > 3 && !words.contains('{'))
                .collect()
        };
        let english = lines("en");
        lines("id")
            .into_iter()
            .filter(|line| !english.contains(line))
            .collect()
    })
}
