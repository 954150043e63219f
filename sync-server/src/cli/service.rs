//! Service files: what is wrong with one and where, and what its letter looks like.

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use jemput_domain::{
    date, eform,
    letter::LetterData,
    service::{Service, ServiceError},
};
use jemput_letters::{Options, Watermark};
use jemput_server::{Clock as _, SystemClock};

use super::say;

#[derive(Debug, Subcommand)]
pub(crate) enum ServiceCommand {
    /// Read a service file, say each mistake with its line, and lay its example out.
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The service file (TOML).
    file: PathBuf,
    /// Write the example letter here.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

/// Does what was asked.
pub(crate) fn run(command: &ServiceCommand) -> Result<()> {
    let ServiceCommand::Check(wish) = command;
    let name = wish.file.display();
    let text = fs::read_to_string(&wish.file).with_context(|| format!("{name} cannot be read"))?;
    let service = match Service::parse(&text) {
        Ok(service) => service,
        Err(errors) => {
            for error in &errors {
                say(&format!("{name}:{}", line(error)))?;
            }
            bail!("{} mistakes in {name}", errors.len());
        }
    };
    let zone = jemput_domain::date::Zone::default();
    let today = zone.local_date(SystemClock.now_ms());
    let unanswered = eform::check(&service, &service.example, today);
    for finding in &unanswered {
        let sentence = sentence(&finding.code.to_string(), &finding.params);
        say(&format!("{name}: [example] {sentence}"))?;
    }
    let data = LetterData::specimen(&service, today);
    let options = Options::draft(service.paper).marked(Watermark::Practice);
    let layout = jemput_letters::render(&service, &data, &options)
        .map_err(|error| anyhow::anyhow!("{name}: the example cannot be laid out: {error}"))?;
    if let Some(pdf) = &wish.pdf {
        let bytes = layout
            .pdf(&data.number)
            .map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
        fs::write(pdf, bytes).with_context(|| format!("{} cannot be written", pdf.display()))?;
        say(&format!("{}", pdf.display()))?;
    }
    say(&format!(
        "{name}: {} ({}), {} questions, {} pages on {}, valid {}",
        service.title,
        service.kind_code,
        service.fields.len(),
        layout.pages.len(),
        service.paper.name(),
        data.valid_until
            .map_or_else(|| "without end".to_owned(), date::long),
    ))
}

/// `12:5 letter.block[2].text: Nama “answer.x” tidak dikenal. (service-name-unknown)`
fn line(error: &ServiceError) -> String {
    let place = if error.path.is_empty() {
        String::new()
    } else {
        format!(" {}:", error.path)
    };
    format!(
        "{}:{}:{place} {} ({})",
        error.line,
        error.column,
        sentence(&error.code, &error.params),
        error.code
    )
}

/// The sentences that the screens show, in the office's language.
const SENTENCES: &str = include_str!("../../../assets/i18n/id/services.ftl");

/// The sentence of a code with its values; the code itself where there is none.
fn sentence(code: &str, params: &BTreeMap<String, String>) -> String {
    let start = format!("{code} = ");
    let Some(template) = SENTENCES.lines().find_map(|line| line.strip_prefix(&start)) else {
        return code.to_owned();
    };
    params
        .iter()
        .fold(template.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{ ${name} }}"), value)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_said_with_its_place_in_the_sentence_of_the_screens() {
        let text = include_str!("../../../assets/services/domisili.toml").replacen(
            "{{ answer.purpose }}",
            "{{ answer.tujuan }}",
            1,
        );
        let errors = Service::parse(&text).unwrap_err();
        let said = line(&errors[0]);
        let number = text.lines().position(|line| line.contains("answer.tujuan"));
        assert!(
            said.starts_with(&format!("{}:", number.unwrap() + 1)),
            "{said}"
        );
        assert!(said.contains("letter.block[5].text"), "{said}");
        assert!(
            said.contains("Nama “answer.tujuan” tidak dikenal."),
            "{said}"
        );
    }

    #[test]
    fn a_code_without_a_sentence_is_shown_itself() {
        assert_eq!(sentence("no-such-code", &BTreeMap::new()), "no-such-code");
    }
}
