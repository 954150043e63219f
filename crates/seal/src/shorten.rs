//! Making names and posts fit the few bytes a QR code has.

/// Longest name inside a seal, in UTF-8 bytes.
pub(crate) const NAME_BYTES: usize = 24;

/// The same where the letter's number takes most of the room.
pub(crate) const FEW_BYTES: usize = 8;

/// The name as it is if it fits `max` bytes; else without titles; else first word and initials;
/// else initials only; else cut.
pub(crate) fn person(name: &str, max: usize) -> String {
    let name = squeeze(name);
    if name.len() <= max {
        return name;
    }
    let bare = without_titles(&name);
    if bare.len() <= max {
        return bare;
    }
    let short = first_and_initials(&bare);
    if short.len() <= max {
        return short;
    }
    cut(&initials(&bare), max)
}

/// Initials of a name without its titles: `R.M.M.P.W.`.
pub(crate) fn person_initials(name: &str, max: usize) -> String {
    cut(&initials(&without_titles(&squeeze(name))), max)
}

/// The post in at most `max` bytes, by the customary short words first.
pub(crate) fn post(post: &str, max: usize) -> String {
    let post = squeeze(post);
    if post.len() <= max {
        return post;
    }
    post_abbreviated(&post, max)
}

/// The post by its customary short words even if it would fit.
pub(crate) fn post_abbreviated(post: &str, max: usize) -> String {
    let short = [
        ("Kepala Desa", "Kades"),
        ("Sekretaris Desa", "Sekdes"),
        ("Sekretaris Kelurahan", "Seklur"),
        ("Kepala Seksi", "Kasi"),
        ("Kepala Urusan", "Kaur"),
        ("Sekretaris Kecamatan", "Sekcam"),
    ]
    .into_iter()
    .fold(squeeze(post), |text, (long, short)| {
        text.replace(long, short)
    });
    cut(&short, max)
}

/// Titles stand after the first comma and in dotted words before the name: `Prof. Dr. Ir. H.`.
/// A dotted word is kept where nothing would be left without it.
fn without_titles(name: &str) -> String {
    let front = name.split(',').next().unwrap_or(name).trim();
    let words: Vec<&str> = front.split(' ').collect();
    let first = words
        .iter()
        .position(|word| !word.ends_with('.'))
        .unwrap_or(0);
    words.get(first..).unwrap_or(&words).join(" ")
}

fn first_and_initials(name: &str) -> String {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default();
    words.fold(first.to_owned(), |short, word| {
        format!("{short} {}", initial(word))
    })
}

fn initials(name: &str) -> String {
    name.split(' ').map(initial).collect()
}

fn initial(word: &str) -> String {
    word.chars()
        .find(|c| c.is_alphanumeric())
        .map(|c| format!("{c}."))
        .unwrap_or_default()
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `max` bytes, ending on a character boundary.
fn cut(text: &str, max: usize) -> String {
    let end = (0..=max.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    text[..end].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_fits_stays_as_it_is() {
        assert_eq!(person("M. Yusuf, S.Pd.", 24), "M. Yusuf, S.Pd.");
        assert_eq!(person("Nur'aini Ba'asyir", 24), "Nur'aini Ba'asyir");
    }

    #[test]
    fn titles_go_before_names_do() {
        assert_eq!(
            person("Drs. H. Bambang Suryono, M.Si., M.M.", 24),
            "Bambang Suryono"
        );
    }

    #[test]
    fn a_long_name_keeps_its_first_word() {
        assert_eq!(
            person("Muhammad Prawirokusumo Wiryodiningrat", 24),
            "Muhammad P. W."
        );
        assert_eq!(
            person(
                "Prof. Dr. Ir. H. Raden Mas Muhammad Prawirokusumo Wiryodiningrat, S.H., M.Si., M.M.",
                24
            ),
            "Raden M. M. P. W."
        );
    }

    #[test]
    fn one_endless_word_becomes_an_initial() {
        assert_eq!(person("Wiryodiningratprawirokusumo", 24), "W.");
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(cut("ééé", 3), "é");
    }

    #[test]
    fn long_posts_use_the_customary_short_words() {
        assert_eq!(post("Kepala Desa", 24), "Kepala Desa");
        assert_eq!(
            post("Sekretaris Desa a.n. Kepala Desa", 24),
            "Sekdes a.n. Kades"
        );
    }
}
