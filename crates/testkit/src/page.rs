//! A page as a person uses it, found by the hooks `data-test="…"` of the user interface.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, Locator, elements::Element, error::CmdError};
use serde_json::{Value, json};

use crate::{pictures::Pictures, wait};

/// Keys that are no characters, as WebDriver spells them.
pub mod key {
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// Arrow down.
    pub const DOWN: &str = "\u{e015}";
    /// Arrow up.
    pub const UP: &str = "\u{e013}";
    /// Space.
    pub const SPACE: &str = " ";
    /// Held down until [`RELEASE`].
    pub const CONTROL: &str = "\u{e009}";
    /// Held down until [`RELEASE`].
    pub const SHIFT: &str = "\u{e008}";
    /// Held down until [`RELEASE`].
    pub const ALT: &str = "\u{e00a}";
    /// Lets go of all held keys.
    pub const RELEASE: &str = "\u{e000}";
}

/// One page in a window or browser.
#[derive(Debug, Clone)]
pub struct Page {
    client: Client,
    pictures: Arc<Pictures>,
}

impl Page {
    pub(crate) fn new(client: Client, pictures: Arc<Pictures>) -> Self {
        Self { client, pictures }
    }

    /// The WebDriver session, for what this type has no word for.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn go(&self, url: &str) -> Result<()> {
        self.client
            .goto(url)
            .await
            .with_context(|| format!("{url} does not open"))
    }

    /// Waits until an element with this hook is visible.
    ///
    /// # Errors
    /// When none appears; the message holds what the page shows instead.
    pub async fn see(&self, hook: &str) -> Result<Element> {
        self.find(&selector(hook), &format!("`{hook}`")).await
    }

    /// Waits until an element that this CSS selector finds is visible.
    ///
    /// # Errors
    /// When none appears; the message holds what the page shows instead.
    pub async fn find(&self, selector: &str, what: &str) -> Result<Element> {
        let found = wait::until_async(format!("{what} on the page"), async || {
            for element in
                answer(self.client.find_all(Locator::Css(selector)).await)?.unwrap_or_default()
            {
                if answer(element.is_displayed().await)? == Some(true) {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        });
        self.explained(found.await).await
    }

    /// Whether an element with this hook is visible now.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn shows(&self, hook: &str) -> Result<bool> {
        for element in
            answer(self.client.find_all(Locator::Css(&selector(hook))).await)?.unwrap_or_default()
        {
            if answer(element.is_displayed().await)? == Some(true) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Waits until no element with this hook is visible.
    ///
    /// # Errors
    /// When it stays.
    pub async fn gone(&self, hook: &str) -> Result<()> {
        let gone = wait::until_async(format!("the end of `{hook}`"), async || {
            Ok((!self.shows(hook).await?).then_some(()))
        });
        self.explained(gone.await).await
    }

    /// Presses the element with this hook, once it is there and nothing lies over it.
    ///
    /// # Errors
    /// When it cannot be pressed.
    pub async fn press(&self, hook: &str) -> Result<()> {
        let pressed = wait::until_async(format!("pressing `{hook}`"), async || {
            for element in answer(self.client.find_all(Locator::Css(&selector(hook))).await)?
                .unwrap_or_default()
            {
                if answer(element.is_displayed().await)? == Some(true)
                    && answer(element.is_enabled().await)? == Some(true)
                    && answer(element.click().await)?.is_some()
                {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        });
        self.explained(pressed.await).await
    }

    /// Replaces the text of an input.
    ///
    /// # Errors
    /// When the input is missing or does not take the text.
    pub async fn write(&self, hook: &str, text: &str) -> Result<()> {
        let written = wait::until_async(format!("writing into `{hook}`"), async || {
            let element = self.see(hook).await?;
            let before = answer(element.prop("value").await)?.flatten();
            // The application may draw the input anew between two of these: then all of it is done again.
            if answer(element.clear().await)?.is_none()
                || answer(element.send_keys(text).await)?.is_none()
            {
                return Ok(None);
            }
            // Clearing tells the application nothing; drawn anew before the first key, the input has its old text back.
            let old = before.filter(|old| !old.is_empty() && !text.starts_with(old.as_str()));
            Ok(answer(element.prop("value").await)?
                .flatten()
                .filter(|value| !value.is_empty())
                .filter(|value| !old.is_some_and(|old| value.starts_with(&old)))
                .map(drop))
        });
        self.explained(written.await).await
    }

    /// Chooses the option with this value in a select, or presses the radio button that has it.
    ///
    /// # Errors
    /// When there is no such option.
    pub async fn choose(&self, hook: &str, value: &str) -> Result<()> {
        let option = format!(
            "{} option[value='{value}'], {0}[value='{value}'], {0} input[value='{value}']",
            selector(hook)
        );
        let chosen = wait::until_async(format!("choosing `{value}` in `{hook}`"), async || {
            let Some(element) = answer(self.client.find(Locator::Css(&option)).await)? else {
                return Ok(None);
            };
            answer(element.click().await)
        });
        self.explained(chosen.await).await
    }

    /// Text of the element with this hook, once it is not empty.
    ///
    /// # Errors
    /// When it stays empty or missing.
    pub async fn text(&self, hook: &str) -> Result<String> {
        let text = wait::until_async(format!("a text in `{hook}`"), async || {
            let element = self.see(hook).await?;
            let text = match answer(element.text().await)? {
                Some(text) if !text.trim().is_empty() => Some(text),
                _ => answer(element.prop("value").await)?.flatten(),
            };
            Ok(text
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty()))
        });
        self.explained(text.await).await
    }

    /// Waits until the text of the element with this hook satisfies a condition.
    ///
    /// # Errors
    /// When it never does.
    pub async fn text_is(
        &self,
        hook: &str,
        what: &str,
        is_so: impl Fn(&str) -> bool,
    ) -> Result<String> {
        let text = wait::until_async(format!("`{hook}`: {what}"), async || {
            let text = self.text(hook).await?;
            Ok(is_so(&text).then_some(text))
        });
        self.explained(text.await).await
    }

    /// Types into whatever has the focus, as a keyboard does.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn keys(&self, keys: &str) -> Result<()> {
        let typed = wait::until_async("typing", async || {
            let Some(element) = answer(self.client.active_element().await)? else {
                return Ok(None);
            };
            answer(element.send_keys(keys).await)
        });
        self.explained(typed.await).await
    }

    /// Hook of the element that has the focus, or of the nearest one around it; empty if there is none.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn focus(&self) -> Result<String> {
        let script = "const a = document.activeElement; const h = a && a.closest('[data-test]'); \
                      return h ? h.getAttribute('data-test') : '';";
        Ok(self
            .script(script)
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Presses Tab until the element with this hook has the focus, as somebody without a mouse does.
    ///
    /// # Errors
    /// When it is not reached in a full round.
    pub async fn tab_to(&self, hook: &str) -> Result<()> {
        self.see(hook).await?;
        for _ in 0..200 {
            if self.focus().await? == hook {
                return Ok(());
            }
            self.keys(key::TAB).await?;
        }
        self.explained(Err(anyhow::anyhow!("`{hook}` is not reached by Tab")))
            .await
    }

    /// Brings it to the middle of the screen, as somebody scrolls.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn scroll_to(&self, hook: &str) -> Result<()> {
        self.see(hook).await?;
        self.script(&format!(
            "document.querySelector('[data-test={hook}]').scrollIntoView({{ block: 'center' }});"
        ))
        .await
        .map(drop)
    }

    /// Presses what lies further down: WebKit's driver does not scroll, and bars may lie over it.
    ///
    /// # Errors
    /// When it cannot be pressed.
    pub async fn press_below(&self, hook: &str) -> Result<()> {
        self.scroll_to(hook).await?;
        self.press(hook).await
    }

    /// Runs a script in the page and returns its value.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn script(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Takes a picture.
    ///
    /// # Errors
    /// When the driver gives none.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        // What was changed a moment ago is on the screen after the next frame; a page that draws none is pictured as
        // it is.
        let frame = "const done = arguments[0]; setTimeout(done, 500); \
                     requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)));";
        self.client.execute_async(frame, Vec::new()).await.ok();
        let png = self
            .client
            .screenshot()
            .await
            .context("no picture of the page")?;
        self.pictures.keep(&format!("{name}.png"), &png)
    }

    /// Audits the page for accessibility; any violation is an error that lists rule, place and help.
    ///
    /// # Errors
    /// When there are violations, or the page cannot be audited.
    pub async fn accessible(&self, name: &str) -> Result<()> {
        let violations = crate::axe::violations(&self.client).await?;
        if !violations.is_empty() {
            let picture = self.picture(&format!("axe-{name}")).await?;
            bail!(
                "{name}: {} accessibility violations ({})\n{}",
                violations.len(),
                picture.display(),
                violations.join("\n")
            );
        }
        Ok(())
    }

    /// Adds to a failure what the page shows, and keeps a picture of it.
    async fn explained<T>(&self, outcome: Result<T>) -> Result<T> {
        match outcome {
            Ok(value) => Ok(value),
            // Nested waits explain themselves once.
            Err(error)
                if error
                    .chain()
                    .any(|cause| cause.to_string().starts_with("the page shows")) =>
            {
                Err(error)
            }
            Err(error) => {
                let script = "return location.href + '\\n' + document.body.innerText;";
                let shown = self
                    .client
                    .execute(script, Vec::new())
                    .await
                    .unwrap_or(json!("nothing that can be asked"));
                let picture = self
                    .picture("failed")
                    .await
                    .map(|path| path.display().to_string())
                    .unwrap_or_default();
                let shown = shown.as_str().unwrap_or_default().to_owned();
                Err(error.context(format!("the page shows ({picture}):\n{shown}")))
            }
        }
    }
}

fn selector(hook: &str) -> String {
    format!("[data-test='{hook}']")
}

/// An element that was drawn anew, or that something still covers, is asked for again; all else is an error.
fn answer<T>(outcome: Result<T, CmdError>) -> Result<Option<T>> {
    const PASSING: [&str; 6] = [
        "stale element",
        "no such element",
        "not interactable",
        "click intercepted",
        "element not visible",
        // WebKit's words for an element that is gone.
        "node with identifier",
    ];
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            // WebKit also writes "Stale element".
            let text = error.to_string().to_lowercase();
            if PASSING.iter().any(|passing| text.contains(passing)) {
                Ok(None)
            } else {
                Err(error.into())
            }
        }
    }
}
