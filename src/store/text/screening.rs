//! What is refused before a text is parsed.
//!
//! Byte order marks, NUL bytes and conflict markers would all be reported by a parser as a stray character somewhere.
//! They have one cause each, so they get one message each.

use crate::store::text::problem::{Problem, ProblemKind};

/// The length of git's conflict markers unless a repository configures longer ones.
pub(super) const MARKER_LEN: usize = 7;

/// Refuses a text that should not be parsed at all.
pub(super) fn screen(text: &str) -> Result<(), Box<Problem>> {
    if text.starts_with('\u{feff}') {
        return Err(Box::new(Problem::new(
            ProblemKind::ByteOrderMark,
            text,
            0,
            "a byte order mark",
            "UTF-8 text without one",
            "Save the file as plain UTF-8.",
        )));
    }
    if let Some(at) = text.find('\0') {
        return Err(Box::new(Problem::new(
            ProblemKind::Nul,
            text,
            at,
            "a NUL byte",
            "text",
            "The file is damaged or not UTF-8; restore it from git.",
        )));
    }
    if let Some(at) = conflict(text) {
        return Err(Box::new(Problem::new(
            ProblemKind::Conflict,
            text,
            at,
            "a git conflict marker",
            "a merged file",
            "Resolve the conflict in this file.",
        )));
    }
    Ok(())
}

/// Returns the offset of the first complete set of conflict markers.
///
/// Only a complete set of equal length counts: one line of `=======` may be prose inside a raw string.
fn conflict(text: &str) -> Option<usize> {
    // Nearly every file ends here, so that its lines are never walked.
    text.contains("<<<<<<<").then_some(())?;
    let mut opened: Option<(usize, usize)> = None;
    let mut divided = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match (marker(line), opened) {
            (Some((b'<', len)), _) => {
                opened = Some((at, len));
                divided = false;
            }
            (Some((b'=', len)), Some((_, opening))) if len == opening => divided = true,
            (Some((b'>', len)), Some((start, opening))) if divided && len == opening => return Some(start),
            // The base of a three-way marker set is between the opening and the divider.
            _ => {}
        }
        at += line.len();
    }
    None
}

/// Returns the marker character and length if a line is a conflict marker.
fn marker(line: &str) -> Option<(u8, usize)> {
    let first = *line.as_bytes().first()?;
    let len = marker_run(line);
    let followed = line.as_bytes().get(len);
    (len >= MARKER_LEN && matches!(followed, None | Some(b' ' | b'\n' | b'\r'))).then_some((first, len))
}

/// Returns the length of the run of one conflict marker character at the start of a line.
pub(super) fn marker_run(line: &str) -> usize {
    match line.as_bytes().first() {
        Some(first @ (b'<' | b'=' | b'>' | b'|')) => line.bytes().take_while(|byte| byte == first).count(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<ProblemKind> {
        screen(text).err().map(|problem| problem.kind)
    }

    #[test]
    fn byte_order_mark_and_nul_are_named() {
        assert_eq!(kind("\u{feff}R()"), Some(ProblemKind::ByteOrderMark));
        assert_eq!(kind("R(a: \"\0\")"), Some(ProblemKind::Nul));
        assert_eq!(kind("R()"), None);
    }

    #[test]
    fn complete_conflicts_are_found_where_they_open() {
        let plain = "R(\n<<<<<<< HEAD\na: 1,\n=======\na: 2,\n>>>>>>> other\n)\n";
        let problem = screen(plain).unwrap_err();
        assert_eq!((problem.kind, problem.position.line), (ProblemKind::Conflict, 2));
        let base = "<<<<<<< ours\r\n||||||| base\r\n=======\r\n>>>>>>> theirs\r\n";
        assert_eq!(kind(base), Some(ProblemKind::Conflict));
        let long = "<<<<<<<<<\n=========\n>>>>>>>>>";
        assert_eq!(kind(long), Some(ProblemKind::Conflict));
    }

    #[test]
    fn incomplete_or_indented_markers_are_text() {
        for text in [
            "=======\n",
            "<<<<<<< a\n>>>>>>> b\n",
            " <<<<<<< a\n =======\n >>>>>>> b\n",
            "<<<<<<<<\n=======\n>>>>>>>\n",
        ] {
            assert_eq!(kind(text), None, "{text:?}");
        }
    }
}
