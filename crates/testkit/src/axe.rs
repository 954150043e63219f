//! The accessibility audit of axe-core inside a page.

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde_json::{Value, json};

/// WCAG 2.2 up to AA, and axe's own advice.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// Every violation: rule, impact, help, and the elements that break it.
pub(crate) async fn violations(client: &Client) -> Result<Vec<String>> {
    let path = crate::root().join("tests/vendor/axe/axe.min.js");
    let axe = std::fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    client
        .execute(&axe, Vec::new())
        .await
        .context("axe does not load")?;
    let script = "const done = arguments[arguments.length - 1]; \
        axe.run(document, { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] }) \
           .then(r => done({ violations: r.violations, passes: r.passes.length }), e => done({ error: String(e) }));";
    let answer = client
        .execute_async(script, vec![json!(TAGS)])
        .await
        .context("axe does not answer")?;
    if let Some(error) = answer["error"].as_str() {
        bail!("axe failed: {error}");
    }
    // An audit that looked at nothing would pass for ever.
    if answer["passes"].as_u64().unwrap_or(0) == 0 {
        bail!("axe found nothing to look at");
    }
    Ok(answer["violations"]
        .as_array()
        .into_iter()
        .flatten()
        .map(told)
        .collect())
}

fn told(violation: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut told = format!(
        "{} ({}): {}",
        text(&violation["id"]),
        text(&violation["impact"]),
        text(&violation["help"])
    );
    for node in violation["nodes"].as_array().into_iter().flatten().take(5) {
        told.push_str(&format!("\n    {}", text(&node["html"])));
        told.push_str(&format!(
            "\n      {}",
            text(&node["failureSummary"]).replace('\n', " ")
        ));
    }
    told
}
