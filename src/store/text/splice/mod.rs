//! Giving a list field new items while the old items keep their text, their comments and their place.
//!
//! The old list is cut into rows: an item with the space and comments before it and whatever follows it on its line.
//! The new list is written from those rows where an item stays, so that one changed item is one changed line.

mod alignment;

use std::collections::HashMap;

use crate::store::text::edit::Slot;
use crate::store::text::field::{field_indentation, replaced, set};
use crate::store::text::lines::{comma_after, indentation, line_start, newline, rest_of_line};
use crate::store::text::parser::{parse, skip_trivia};
use crate::store::text::tree::{Document, Node, Span};

use alignment::{Alignment, Origin};

/// Returns the text with a list field's items replaced by others.
///
/// A field that is absent or no list is set to a list with one item per line.
pub(super) fn set_list(document: &Document, text: &str, order: &[Slot<'_>], field: &str, items: &[String]) -> String {
    let present = document.field(text, field).map(Node::inner);
    let Some((node, old)) = present.and_then(|node| node.list().map(|old| (node, old))) else {
        return set(
            document,
            text,
            order,
            field,
            &fresh(items, field_indentation(document, text), newline(text)),
        );
    };
    let splice = Splice::new(text, node, old, items);
    replaced(text, node.span.start + 1..node.span.end - 1, &splice.interior())
}

/// Returns a list with one item per line.
fn fresh(items: &[String], margin: &str, newline: &str) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    let mut text = ["[", newline].concat();
    for item in items {
        text.extend([margin, &deeper(margin), item, ",", newline]);
    }
    text.extend([margin, "]"]);
    text
}

/// Returns one step of indentation in the style of a margin.
fn deeper(margin: &str) -> String {
    if margin.starts_with('\t') {
        "\t".to_owned()
    } else {
        "    ".to_owned()
    }
}

/// An old item with the bytes that belong to it.
struct Row {
    /// Space and comments before the item, from the end of the row before.
    before: Span,
    /// The item.
    item: Span,
    /// The comma, and space and comments up to the end of the line if nothing else is there.
    after: Span,
    /// Whether there is a comma.
    comma: bool,
}

struct Splice<'a> {
    text: &'a str,
    /// The bytes between the brackets.
    interior: Span,
    /// Where the first row starts: behind the rest of the opening bracket's line.
    head: usize,
    /// Where the last row ends.
    tail: usize,
    rows: Vec<Row>,
    items: &'a [String],
    alignment: Alignment,
    newline: &'static str,
    /// The indentation of the line the list starts on.
    margin: &'a str,
    /// The indentation of an item on a line of its own.
    indent: String,
}

impl<'a> Splice<'a> {
    fn new(text: &'a str, node: &Node, old: &[Node], items: &'a [String]) -> Self {
        let interior = node.span.start + 1..node.span.end - 1;
        let head = rest_of_line(text, interior.start).unwrap_or(interior.start);
        let mut tail = head;
        let mut rows = Vec::with_capacity(old.len());
        for item in old {
            let comma = comma_after(text, item.span.end);
            let behind = comma.map_or(item.span.end, |comma| comma + 1);
            let end = rest_of_line(text, behind).unwrap_or(behind);
            rows.push(Row {
                before: tail..item.span.start,
                item: item.span.clone(),
                after: item.span.end..end,
                comma: comma.is_some(),
            });
            tail = end;
        }
        let margin = indentation(text, node.span.start);
        // Only the first of its line can start it; of a long line the others are not looked at.
        let own_line = rows
            .iter()
            .enumerate()
            .find(|(nth, row)| (*nth == 0 || follows_line_end(text, row)) && row.starts_line(text))
            .map(|(_, row)| row);
        let indent = own_line.map_or_else(
            || margin.to_owned() + &deeper(margin),
            |row| indentation(text, row.item.start).to_owned(),
        );
        let spelling = |item: &String| parse(item).map_or_else(|_| item.clone(), |new| new.root.canonical(item));
        let old_keys: Vec<String> = old.iter().map(|node| node.canonical(text)).collect();
        let new_keys: Vec<String> = items.iter().map(spelling).collect();
        let alignment = Alignment::new(&numbered(&old_keys, &new_keys), &old_keys, &new_keys);
        Self {
            text,
            interior,
            head,
            tail,
            rows,
            items,
            alignment,
            newline: newline(text),
            margin,
            indent,
        }
    }

    /// Returns the new bytes between the brackets.
    fn interior(&self) -> String {
        let interior = &self.text[self.interior.clone()];
        let bare = skip_spaces(self.text, self.interior.start) == self.interior.end;
        if self.items.is_empty() && !self.has_comment() {
            return if bare { interior.to_owned() } else { String::new() };
        }
        if self.rows.is_empty() && bare {
            let list = fresh(self.items, self.margin, self.newline);
            return list[1..list.len() - 1].to_owned();
        }
        if !self.rows.is_empty() && !interior.contains('\n') && !self.has_comment() {
            self.line()
        } else {
            self.lines()
        }
    }

    /// Returns whether a comment is anywhere between the items.
    fn has_comment(&self) -> bool {
        let mut from = self.interior.start;
        let mut found = false;
        for row in &self.rows {
            found |= self.text[from..row.item.start].contains('/');
            from = row.item.end;
        }
        found || self.text[from..self.interior.end].contains('/')
    }

    /// Returns the text of a new item, or the old text of the same item.
    fn item(&self, index: usize) -> &str {
        match self.alignment.origins[index] {
            Origin::Kept(old) | Origin::Moved(old) => &self.text[self.rows[old].item.clone()],
            Origin::InPlace(_) | Origin::New => &self.items[index],
        }
    }

    /// Writes a list that is on one line.
    fn line(&self) -> String {
        let (first, last) = (&self.rows[0], &self.rows[self.rows.len() - 1]);
        let items: Vec<&str> = (0..self.items.len()).map(|index| self.item(index)).collect();
        let lead = &self.text[self.interior.start..first.item.start];
        let rest = &self.text[last.item.end..self.interior.end];
        [lead, &items.join(", "), rest].concat()
    }

    /// Writes a list that is on several lines.
    fn lines(&self) -> String {
        let mut out = self.text[self.interior.start..self.head].to_owned();
        let mut next_old = 0;
        for (index, origin) in self.alignment.origins.iter().enumerate() {
            let last = index + 1 == self.items.len();
            match *origin {
                Origin::Kept(old) | Origin::InPlace(old) => {
                    self.orphans(next_old..old, &mut out);
                    self.row(old, self.item(index), last, &mut out);
                    next_old = old + 1;
                }
                Origin::Moved(old) if self.rows[old].is_whole(self.text) => {
                    self.end_line(&mut out);
                    self.row(old, self.item(index), false, &mut out);
                }
                Origin::Moved(_) | Origin::New => {
                    self.end_line(&mut out);
                    out.extend([&self.indent, self.item(index), ",", self.newline]);
                }
            }
        }
        self.orphans(next_old..self.rows.len(), &mut out);
        let tail = &self.text[self.tail..self.interior.end];
        let joined = self.text[..self.tail].ends_with('\n');
        if joined {
            self.end_line(&mut out);
            out.push_str(tail);
        } else if out.ends_with('\n') {
            // The bracket stood behind the last item, and now closes a list whose last line ends before it.
            let tail = tail.trim_start_matches([' ', '\t']);
            out.extend([self.margin, tail]);
        } else {
            out.push_str(tail);
        }
        out
    }

    fn end_line(&self, out: &mut String) {
        if !out.ends_with('\n') {
            out.push_str(self.newline);
        }
    }

    /// Writes an old row with its item's old or new text.
    fn row(&self, old: usize, item: &str, last: bool, out: &mut String) {
        let row = &self.rows[old];
        let before = &self.text[row.before.clone()];
        if out.ends_with('\n') && !self.text[..row.before.start].ends_with('\n') && before.trim().is_empty() {
            // The item stood behind another one that is gone.
            out.push_str(if before.contains('\n') {
                before.trim_start_matches([' ', '\t', '\r', '\n'])
            } else {
                ""
            });
            out.push_str(&self.indent);
        } else {
            out.push_str(before);
        }
        out.push_str(item);
        if !row.comma && !last {
            out.push(',');
        }
        out.push_str(&self.text[row.after.clone()]);
    }

    /// Writes the comments on lines of their own above items that are gone.
    fn orphans(&self, gone: std::ops::Range<usize>, out: &mut String) {
        for old in gone.filter(|old| !self.alignment.is_moved(*old)) {
            let before = &self.text[self.rows[old].before.clone()];
            if !before.contains('/') {
                continue;
            }
            let lines = &before[..line_start(before, before.len())];
            // A comment of several lines may end on the item's own line, and cannot be cut there.
            let whole = skip_trivia(lines, 0) == lines.len();
            let kept = if whole { lines } else { before.trim_end() };
            if !kept.contains('/') {
                continue;
            }
            out.push_str(kept);
            self.end_line(out);
        }
    }
}

/// Returns whether a line ends between the item before and this one.
fn follows_line_end(text: &str, row: &Row) -> bool {
    text[..row.before.start].ends_with('\n') || text[row.before.clone()].contains('\n')
}

impl Row {
    fn starts_line(&self, text: &str) -> bool {
        crate::store::text::lines::starts_line(text, self.item.start)
    }

    /// Returns whether the row is made of whole lines and can be anywhere.
    fn is_whole(&self, text: &str) -> bool {
        text[..self.before.start].ends_with('\n') && self.starts_line(text) && text[..self.after.end].ends_with('\n')
    }
}

fn skip_spaces(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start_matches([' ', '\t', '\r', '\n']).len()
}

/// Returns the old and new items as numbers that are equal for equal items.
fn numbered(old: &[String], new: &[String]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = HashMap::new();
    let mut number = |key: &String| {
        let next = numbers.len();
        *numbers.entry(key.clone()).or_insert(next)
    };
    (
        old.iter().map(&mut number).collect(),
        new.iter().map(&mut number).collect(),
    )
}

#[cfg(test)]
mod tests {
    use crate::store::text::{Change, parse};

    /// Edits the list `a` of a record and returns the new text of the list.
    fn splice(list: &str, items: &[&str]) -> String {
        let text = format!("R(\n    a: {list},\n    b: 1,\n)\n");
        let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
        let edited = parse(&text)
            .unwrap()
            .edit(
                &text,
                &[],
                &[Change::List {
                    field: "a",
                    items: &items,
                }],
            )
            .unwrap();
        edited
            .strip_prefix("R(\n    a: ")
            .unwrap()
            .strip_suffix(",\n    b: 1,\n)\n")
            .unwrap()
            .to_owned()
    }

    const LIST: &str =
        "[ // head\n        1, // one\n        // about two\n        2, /* two */\n        3,\n        // tail\n    ]";

    #[test]
    fn equal_items_change_nothing() {
        assert_eq!(splice(LIST, &["1", "0x2", "3"]), LIST);
        assert_eq!(splice("[1, 2]", &["1", "2"]), "[1, 2]");
        assert_eq!(splice("[ ]", &[]), "[ ]");
    }

    #[test]
    fn a_changed_item_is_one_changed_line() {
        assert_eq!(splice(LIST, &["1", "22", "3"]), LIST.replace("2, /*", "22, /*"));
        let rows = "[\n        (on: 1, to: 2),\n        (on: 5, to: 6),\n    ]";
        let changed = splice(rows, &["(on: 1, to: 3)", "(on: 5, to: 6)", "(on: 7, to: 8)"]);
        assert_eq!(
            changed,
            rows.replace("to: 2", "to: 3")
                .replace("6),", "6),\n        (on: 7, to: 8),")
        );
    }

    #[test]
    fn a_new_item_gets_a_line_where_the_order_says() {
        assert_eq!(
            splice(LIST, &["0", "1", "2", "3"]),
            LIST.replace("        1,", "        0,\n        1,")
        );
        assert_eq!(
            splice(LIST, &["1", "2", "3", "4"]),
            LIST.replace("3,\n", "3,\n        4,\n")
        );
        assert_eq!(splice("[]", &["1", "2"]), "[\n        1,\n        2,\n    ]");
        assert_eq!(
            splice("[\n        1 // one\n    ]", &["1", "2"]),
            "[\n        1, // one\n        2,\n    ]"
        );
        assert_eq!(splice("[\n        1]", &["1", "2"]), "[\n        1,\n        2,\n    ]");
        assert_eq!(
            splice("[\n    // none\n    ]", &["1"]),
            "[\n        1,\n    // none\n    ]"
        );
    }

    #[test]
    fn a_removed_item_takes_its_line_and_leaves_the_comment_above() {
        assert_eq!(splice(LIST, &["1", "3"]), LIST.replace("        2, /* two */\n", ""));
        assert_eq!(splice(LIST, &["2", "3"]), LIST.replace("        1, // one\n", ""));
        assert_eq!(
            splice(LIST, &[]),
            "[ // head\n        // about two\n        // tail\n    ]"
        );
        assert_eq!(splice("[\n        1,\n        2,\n    ]", &[]), "[]");
        assert_eq!(splice("[\n        1, 2,\n    ]", &["2"]), "[\n        2,\n    ]");
        assert_eq!(splice("[\n        1, 2\n    ]", &["1"]), "[\n        1,\n    ]");
        let long = "[\n        /* a\n b */ 1,\n        2,\n    ]";
        assert_eq!(splice(long, &["2"]), "[\n        /* a\n b */\n        2,\n    ]");
    }

    #[test]
    fn a_moved_item_keeps_its_comments() {
        let moved = "[ // head\n        1, // one\n        3,\n        // about two\n        2, /* two */\n        // tail\n    ]";
        assert_eq!(splice(LIST, &["1", "3", "2"]), moved);
    }

    #[test]
    fn a_list_on_one_line_stays_there() {
        assert_eq!(splice("[ 1,2, ]", &["1", "2", "3"]), "[ 1, 2, 3, ]");
        assert_eq!(splice("[1, 2]", &["2"]), "[2]");
        assert_eq!(splice("[1]", &[]), "[]");
        assert_eq!(
            splice("[1, /* two */ 2]", &["1", "2", "3"]),
            "[1, /* two */ 2,\n        3,\n    ]"
        );
    }

    #[test]
    fn other_values_become_a_list() {
        assert_eq!(splice("None", &["1"]), "[\n        1,\n    ]");
        assert_eq!(splice("Some([1])", &["1", "2"]), "Some([1, 2])");
    }
}
