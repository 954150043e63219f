//! Walking through a list with the arrow keys while the focus stays in the search field.

/// Where the mark goes from `now` in a list of `count` rows; `None` when the key does not walk.
#[must_use]
pub fn walk(key: &str, now: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(now.map_or(0, |now| (now + 1).min(last))),
        "ArrowUp" => Some(now.map_or(last, |now| now.saturating_sub(1))),
        "PageDown" => Some(now.map_or(0, |now| (now + 8).min(last))),
        "PageUp" => Some(now.map_or(0, |now| now.saturating_sub(8))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::walk;

    #[test]
    fn the_mark_starts_at_the_first_row_and_stops_at_the_last() {
        assert_eq!(walk("ArrowDown", None, 2), Some(0));
        assert_eq!(walk("ArrowDown", Some(1), 2), Some(1));
        assert_eq!(walk("ArrowUp", Some(0), 2), Some(0));
    }

    #[test]
    fn an_empty_list_has_no_mark_and_letters_do_not_walk() {
        assert_eq!(walk("ArrowDown", None, 0), None);
        assert_eq!(walk("a", Some(0), 3), None);
    }
}
