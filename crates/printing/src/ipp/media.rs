//! The paper's name in the language of printers.

use jemput_domain::service::Paper;

/// The keyword to ask for; `None` if the printer says that it does not take the paper.
///
/// No standard name is F4 (215 × 330 mm), and a printer that is asked for a near one scales the page. So it is asked for
/// by its measures, where the printer lists them or takes sizes of one's own.
pub(super) fn keyword(paper: Paper, supported: &[String]) -> Option<String> {
    let (standard, measures) = match paper {
        Paper::F4 => ("custom_f4_215x330mm", "_215x330mm"),
        Paper::A4 => ("iso_a4_210x297mm", "_210x297mm"),
        Paper::A5 => ("iso_a5_148x210mm", "_148x210mm"),
        // Listed in inches: 215.9 × 355.6 mm.
        Paper::Legal => ("na_legal_8.5x14in", "_8.5x14in"),
    };
    if supported.is_empty() {
        return Some(standard.to_owned());
    }
    if let Some(listed) = supported
        .iter()
        .find(|name| name.ends_with(measures) && !is_limit(name))
    {
        return Some(listed.clone());
    }
    takes_custom(paper, supported).then(|| standard.to_owned())
}

/// Limits of custom sizes are listed among the papers: `custom_min_3x5in`, `custom_max_8.5x14in`.
fn is_limit(name: &str) -> bool {
    name.starts_with("custom_min_") || name.starts_with("custom_max_")
}

fn takes_custom(paper: Paper, supported: &[String]) -> bool {
    let limit = |prefix: &str| {
        supported
            .iter()
            .filter_map(|name| size_mm(name.strip_prefix(prefix)?))
            .next()
    };
    let (width, height) = paper.millimetres();
    match (limit("custom_min_"), limit("custom_max_")) {
        (Some(min), Some(max)) => {
            // A tenth of a millimetre: limits come from inches.
            min.0 <= width + 0.1
                && min.1 <= height + 0.1
                && max.0 >= width - 0.1
                && max.1 >= height - 0.1
        }
        _ => false,
    }
}

/// Millimetres of `3x5in` or of anything that ends so (`a_215x330mm`).
fn size_mm(name: &str) -> Option<(f32, f32)> {
    let size = name.rsplit('_').next()?;
    let (size, factor) = match (size.strip_suffix("mm"), size.strip_suffix("in")) {
        (Some(size), _) => (size, 1.0),
        (None, Some(size)) => (size, 25.4),
        _ => return None,
    };
    let (width, height) = size.split_once('x')?;
    Some((
        width.parse::<f32>().ok()? * factor,
        height.parse::<f32>().ok()? * factor,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn f4_is_asked_for_by_its_measures_only() {
        for (supported, expected) in [
            (&[][..], Some("custom_f4_215x330mm")),
            (
                &["iso_a4_210x297mm", "om_f4_215x330mm"],
                Some("om_f4_215x330mm"),
            ),
            (
                &[
                    "iso_a4_210x297mm",
                    "na_foolscap_8.5x13in",
                    "om_folio_210x330mm",
                ],
                None,
            ),
            (
                &[
                    "iso_a4_210x297mm",
                    "custom_min_3x5in",
                    "custom_max_8.5x14in",
                ],
                Some("custom_f4_215x330mm"),
            ),
            (
                &[
                    "iso_a4_210x297mm",
                    "custom_min_76x127mm",
                    "custom_max_210x297mm",
                ],
                None,
            ),
            (&["custom_min_3x5in"], None),
        ] {
            assert_eq!(
                keyword(Paper::F4, &names(supported)).as_deref(),
                expected,
                "{supported:?}"
            );
        }
    }

    #[test]
    fn a4_is_the_standard_name() {
        let supported = names(&["na_letter_8.5x11in", "iso_a4_210x297mm"]);
        assert_eq!(
            keyword(Paper::A4, &supported).as_deref(),
            Some("iso_a4_210x297mm")
        );
        assert_eq!(keyword(Paper::A4, &names(&["na_letter_8.5x11in"])), None);
    }
}
