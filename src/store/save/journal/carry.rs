//! Carries the changes between two texts of a record over to a third, field by field.

use std::path::Path;

use crate::domain::kinds;

use crate::store::codec;
use crate::store::files::layout;
use crate::store::save::lines;

/// What holds where both sides changed the same field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum OnClash {
    /// Nothing is carried over.
    Refuse,
    /// The third text keeps its value.
    KeepTheirs,
}

/// Returns whether a text is that of a whole file, and not of one that is being written.
pub(in crate::store) fn is_whole(path: &Path, text: &str) -> bool {
    lines::is_lines(path)
        || layout::place(kinds::ALL, path).is_some_and(|(kind, id)| codec::read(kind, &id, text).is_ok())
}

/// A change that cannot be carried over: one of the texts is no such record, or both sides changed a field.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) struct Stuck;

/// Returns what a file is to hold that was to go from `base` to `mine` and holds `theirs`.
///
/// # Errors
///
/// Fails when that cannot be determined.
pub(in crate::store) fn carry(
    path: &Path,
    base: Option<&str>,
    mine: Option<&str>,
    theirs: Option<&str>,
    on_clash: OnClash,
) -> Result<Option<String>, Stuck> {
    if theirs == base || theirs == mine {
        return Ok(mine.map(str::to_owned));
    }
    if lines::is_lines(path) {
        return Ok(lines::merged(base, mine, theirs));
    }
    let (kind, id) = layout::place(kinds::ALL, path).ok_or(Stuck)?;
    let read = |text: Option<&str>| match codec::read(kind, &id, text.ok_or(Stuck)?) {
        Ok(reading) => Ok(reading.record),
        Err(_) => Err(Stuck),
    };
    let (base, mine, mut found) = (read(base)?, read(mine)?, read(theirs)?);
    let mut fields = Vec::new();
    for field in base.differences(&mine) {
        let held = found.value(field);
        if held == mine.value(field) {
            continue;
        }
        if held == base.value(field) {
            found.put(field, mine.value(field).clone()).map_err(|_| Stuck)?;
            fields.push(field);
        } else if on_clash == OnClash::Refuse {
            return Err(Stuck);
        }
    }
    if fields.is_empty() {
        return Ok(theirs.map(str::to_owned));
    }
    let text = codec::rewrite(theirs.unwrap_or_default(), &found, &fields).map_err(|_| Stuck)?;
    codec::verify(&found, &text).map_err(|_| Stuck)?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(base: &str, mine: &str, theirs: &str, on_clash: OnClash) -> Option<String> {
        let path = Path::new("organization/R-00001.ron");
        carry(path, Some(base), Some(mine), Some(theirs), on_clash)
            .ok()
            .flatten()
    }

    #[test]
    fn fields_of_both_sides_stay_and_a_clash_is_refused_or_theirs() {
        let base = "Risk(title: \"a\", owner: \"\")";
        let mine = "Risk(title: \"b\", owner: \"\")";
        let other_field = "Risk(title: \"a\", owner: \"eve\") // theirs";
        let both = Some("Risk(title: \"b\", owner: \"eve\") // theirs".to_owned());
        for on_clash in [OnClash::Refuse, OnClash::KeepTheirs] {
            assert_eq!(carried(base, mine, other_field, on_clash), both);
            assert_eq!(carried(base, mine, base, on_clash).as_deref(), Some(mine));
        }
        let same_field = "Risk(title: \"c\", owner: \"\")";
        assert_eq!(carried(base, mine, same_field, OnClash::Refuse), None);
        assert_eq!(
            carried(base, mine, same_field, OnClash::KeepTheirs).as_deref(),
            Some(same_field)
        );
        assert_eq!(carried(base, mine, "<<<<<<< ours", OnClash::KeepTheirs), None);
    }
}
