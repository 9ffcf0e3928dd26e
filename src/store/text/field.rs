//! Setting, adding and removing one field of the top-level struct.

use std::ops::Range;

use crate::store::text::edit::Slot;
use crate::store::text::lines::{comma_after, indentation, is_blank, line_start, newline, rest_of_line, starts_line};
use crate::store::text::parser::skip_trivia;
use crate::store::text::tree::{Document, Entry, NodeKind};

/// The indentation of a field in a file that shows none.
const INDENT: &str = "    ";

/// Returns the text with a field's value replaced, or with the field added.
pub(super) fn set(document: &Document, text: &str, order: &[Slot<'_>], name: &str, value: &str) -> String {
    match document.field(text, name) {
        Some(node) => replaced(text, node.span.clone(), value),
        None => Insertion {
            document,
            text,
            order,
            name,
            line: format!("{name}: {value}"),
        }
        .text(),
    }
}

/// Returns a text with a range of it replaced.
pub(super) fn replaced(text: &str, range: Range<usize>, by: &str) -> String {
    [&text[..range.start], by, &text[range.end..]].concat()
}

/// Returns the indentation of the fields of the top-level struct.
pub(super) fn field_indentation<'t>(document: &Document, text: &'t str) -> &'t str {
    let entries = document.root.entries().unwrap_or_default();
    let mut behind = 0;
    // Only the first of its line can start it; of a long line the others are not looked at.
    let own_line = entries.iter().find(|entry| {
        let is_first = behind == 0 || text[behind..entry.name.start].contains('\n');
        behind = entry.value.span.end;
        is_first && starts_line(text, entry.start(text))
    });
    own_line.map_or(INDENT, |entry| indentation(text, entry.name.start))
}

impl Entry {
    /// Returns where the field starts; the `r#` of a raw name is not part of the name's span.
    fn start(&self, text: &str) -> usize {
        let raw = text[..self.name.start].ends_with("r#");
        self.name.start - if raw { 2 } else { 0 }
    }
}

/// A field that is absent from a text and has to find its place.
struct Insertion<'a> {
    document: &'a Document,
    text: &'a str,
    order: &'a [Slot<'a>],
    name: &'a str,
    line: String,
}

impl Insertion<'_> {
    fn text(&self) -> String {
        match self.predecessor() {
            Some(index) => self.behind(index),
            None => self.first(),
        }
    }

    fn entries(&self) -> &[Entry] {
        self.document.root.entries().unwrap_or_default()
    }

    /// Returns the index of the field to add behind; `None` to add before all others.
    fn predecessor(&self) -> Option<usize> {
        let Some(place) = self.order.iter().position(|slot| slot.name == self.name) else {
            return self.entries().len().checked_sub(1);
        };
        let index = |slot: &Slot<'_>| {
            self.entries()
                .iter()
                .position(|entry| &self.text[entry.name.clone()] == slot.name)
        };
        self.order[..place].iter().rev().find_map(index)
    }

    /// Returns whether a blank line belongs between the new field and another one.
    fn apart(&self, neighbour: &Entry) -> bool {
        let neighbour = &self.text[neighbour.name.clone()];
        self.order
            .iter()
            .any(|slot| slot.apart && (slot.name == neighbour || slot.name == self.name))
    }

    fn behind(&self, index: usize) -> String {
        let text = self.text;
        let entry = &self.entries()[index];
        let end = entry.value.span.end;
        let comma = comma_after(text, end);
        let after = comma.map_or(end, |comma| comma + 1);
        // Without a comma the value is the last one, and the comma belongs directly behind it, before any comment.
        let missing = if comma.is_none() { "," } else { "" };
        let Some(line) = rest_of_line(text, after) else {
            let last = index + 1 == self.entries().len();
            let trailing = if last && comma.is_none() { "" } else { "," };
            return [&text[..after], missing, " ", &self.line, trailing, &text[after..]].concat();
        };
        let next = self.entries().get(index + 1);
        let blank_before = self.apart(entry);
        let blank_after = next.is_some_and(|next| self.apart(next));
        let blank_line = if is_blank(text, line) {
            text[line..].find('\n').map(|len| line + len + 1)
        } else {
            None
        };
        let newline = newline(text);
        let nothing = "";
        // A blank line that is already there is used for one side.
        let (at, before, behind) = match (blank_line, blank_before, blank_after) {
            (Some(behind_blank), true, false) => (behind_blank, nothing, nothing),
            (Some(_), true, true) => (line, newline, nothing),
            (Some(_), false, _) => (line, nothing, nothing),
            (None, blank_before, blank_after) => {
                let separator = |blank| if blank { newline } else { nothing };
                (line, separator(blank_before), separator(blank_after))
            }
        };
        let indent = if starts_line(text, entry.start(text)) {
            indentation(text, entry.name.start)
        } else {
            self.indentation()
        };
        let head = [&text[..end], missing, &text[end..at]].concat();
        [&head, before, indent, &self.line, ",", newline, behind, &text[at..]].concat()
    }

    fn first(&self) -> String {
        let text = self.text;
        let root = &self.document.root;
        let name = match &root.kind {
            NodeKind::Struct { name, .. } | NodeKind::Tuple { name, .. } => name.as_ref(),
            _ => None,
        };
        let open = name.map_or(root.span.start, |name| skip_trivia(text, name.end));
        let newline = newline(text);
        let next = self.entries().first();
        if let Some(line) = rest_of_line(text, open + 1) {
            let apart = next.is_some_and(|next| self.apart(next)) && !is_blank(text, line);
            let behind = if apart { newline } else { "" };
            return [
                &text[..line],
                self.indentation(),
                &self.line,
                ",",
                newline,
                behind,
                &text[line..],
            ]
            .concat();
        }
        let (head, rest) = text.split_at(open + 1);
        if next.is_some() {
            return [head, &self.line, ", ", rest].concat();
        }
        [head, newline, INDENT, &self.line, ",", newline, rest].concat()
    }

    fn indentation(&self) -> &str {
        field_indentation(self.document, self.text)
    }
}

/// Returns the text without a field.
///
/// The comment on the field's own line goes with it; comments on lines of their own stay.
pub(super) fn remove(document: &Document, text: &str, name: &str) -> String {
    let entries = document.root.entries().unwrap_or_default();
    let Some(index) = entries.iter().position(|entry| &text[entry.name.clone()] == name) else {
        return text.to_owned();
    };
    let entry = &entries[index];
    let start = entry.start(text);
    let end = entry.value.span.end;
    let after = comma_after(text, end).map_or(end, |comma| comma + 1);
    let own_start = starts_line(text, start);
    let mut range = match (own_start, rest_of_line(text, after)) {
        (true, Some(line)) => line_start(text, start)..line,
        (true, None) => start..after + space(&text[after..]),
        // The line end stays for what is before the field, and so does nothing else.
        (false, Some(line)) => {
            let line_end = if text[..line].ends_with("\r\n") {
                line - 2
            } else {
                line - 1
            };
            text[..start].trim_end_matches([' ', '\t']).len()..line_end
        }
        (false, None) if index + 1 < entries.len() => start..after + space(&text[after..]),
        (false, None) => text[..start].trim_end_matches([' ', '\t']).len()..after,
    };
    if own_start && text[..range.end].ends_with('\n') && range.start > 0 {
        // Of the blank lines around a field, one is enough.
        let previous = line_start(text, range.start - 1);
        let blank_before = is_blank(text, previous) && previous < range.start;
        let opens = index == 0 && !blank_before && text[previous..range.start].trim_end().ends_with('(');
        if is_blank(text, range.end) && (blank_before || opens) {
            range.end += text[range.end..].find('\n').map_or(0, |len| len + 1);
        } else if blank_before && index + 1 == entries.len() && text[range.end..].trim_start().starts_with(')') {
            range.start = previous;
        }
    }
    replaced(text, range, "")
}

fn space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::text::{Change, parse};

    const ORDER: [Slot<'static>; 5] = [
        Slot {
            name: "id",
            apart: false,
        },
        Slot {
            name: "title",
            apart: false,
        },
        Slot {
            name: "scenario",
            apart: true,
        },
        Slot {
            name: "status",
            apart: false,
        },
        Slot {
            name: "due",
            apart: false,
        },
    ];

    fn edit(text: &str, change: Change<'_>) -> String {
        parse(text).unwrap().edit(text, &ORDER, &[change]).unwrap()
    }

    fn set(text: &str, field: &str) -> String {
        edit(text, Change::Set { field, value: "9" })
    }

    #[test]
    fn a_present_field_changes_in_its_own_bytes() {
        let text = "R(\r\n  id: /* a */ 1 /* b */ , // c\r\n)";
        assert_eq!(set(text, "id"), text.replace("1 /*", "9 /*"));
        let lines = edit(
            text,
            Change::Set {
                field: "id",
                value: "r\"a\nb\"",
            },
        );
        assert_eq!(lines, text.replace("1 /*", "r\"a\r\nb\" /*"));
    }

    #[test]
    fn an_absent_field_follows_its_predecessor() {
        let text = "R(\n    id: 1, // one\n    due: 5,\n)\n";
        assert_eq!(
            set(text, "title"),
            "R(\n    id: 1, // one\n    title: 9,\n    due: 5,\n)\n"
        );
        assert_eq!(
            set(text, "other"),
            "R(\n    id: 1, // one\n    due: 5,\n    other: 9,\n)\n"
        );
        let comma = "R(\r\n\tid: 1 // one\r\n)";
        assert_eq!(set(comma, "title"), "R(\r\n\tid: 1, // one\r\n\ttitle: 9,\r\n)");
        let first = "R( // the record\n  // about title\n  title: 1,\n)";
        assert_eq!(
            set(first, "id"),
            "R( // the record\n  id: 9,\n  // about title\n  title: 1,\n)"
        );
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(set("R(id: 1, due: 2)", "title"), "R(id: 1, title: 9, due: 2)");
        assert_eq!(set("R(id: 1)", "title"), "R(id: 1, title: 9)");
        assert_eq!(set("(id: 1,)", "title"), "(id: 1, title: 9,)");
        assert_eq!(set("R (due: 1)", "id"), "R (id: 9, due: 1)");
        assert_eq!(set("R()", "id"), "R(\n    id: 9,\n)");
    }

    #[test]
    fn blank_lines_surround_a_separate_field() {
        let text = "R(\n    id: 1,\n    due: 5,\n)\n";
        let with = "R(\n    id: 1,\n\n    scenario: 9,\n\n    due: 5,\n)\n";
        assert_eq!(set(text, "scenario"), with);
        assert_eq!(set("R(\n    id: 1,\n\n    due: 5,\n)\n", "scenario"), with);
        let status = with.replace("    due", "    status: 9,\n    due");
        assert_eq!(set(with, "status"), status);
        let title = with.replace("\n\n    scen", "\n    title: 9,\n\n    scen");
        assert_eq!(set(with, "title"), title);
        assert_eq!(
            set("R(\n    id: 1,\n)", "scenario"),
            "R(\n    id: 1,\n\n    scenario: 9,\n)"
        );
        assert_eq!(
            set("R(\n    scenario: 1,\n)", "id"),
            "R(\n    id: 9,\n\n    scenario: 1,\n)"
        );
    }

    #[test]
    fn a_removed_field_takes_its_line_only() {
        let remove = |text: &str, field: &str| edit(text, Change::Remove { field });
        let text = "R(\n    id: 1, // one\n    // about title\n    title: 2, // two\n    due: 3\n)";
        assert_eq!(
            remove(text, "title"),
            "R(\n    id: 1, // one\n    // about title\n    due: 3\n)"
        );
        assert_eq!(remove(text, "due"), text.replace("    due: 3\n", ""));
        assert_eq!(remove("R(id: 1, r#due: 2)", "due"), "R(id: 1,)");
        assert_eq!(remove("R(id: 1, due: 2)", "id"), "R(due: 2)");
        assert_eq!(remove("R(id: 1,\n  due: 2)", "id"), "R(\n  due: 2)");
        let apart = "R(\n    id: 1,\n\n    scenario: 9,\n\n    due: 5,\n)\n";
        assert_eq!(remove(apart, "scenario"), "R(\n    id: 1,\n\n    due: 5,\n)\n");
        assert_eq!(remove(apart, "due"), "R(\n    id: 1,\n\n    scenario: 9,\n)\n");
        assert_eq!(remove(apart, "id"), "R(\n    scenario: 9,\n\n    due: 5,\n)\n");
    }
}
