//! Where a page of text being typed breaks into lines, told in bytes so that the cursor's place is known.

use std::ops::Range;

use crate::ui::text;

/// Returns the bytes of each line: one per line of the text, broken at a blank where it is wider than `room` cells.
///
/// A line end belongs to no line; every other byte belongs to one.
pub fn lines(value: &str, room: usize) -> Vec<Range<usize>> {
    let room = room.max(1);
    let mut lines = Vec::new();
    let mut from = 0;
    for line in value.split('\n') {
        break_up(value, from..from + line.len(), room, &mut lines);
        from += line.len() + 1;
    }
    lines
}

fn break_up(value: &str, line: Range<usize>, room: usize, lines: &mut Vec<Range<usize>>) {
    let (mut start, mut blank, mut used) = (line.start, None, 0);
    for (at, grapheme) in text::cluster_indices(&value[line.clone()]) {
        let at = line.start + at;
        let cells = text::cells(grapheme);
        if used + cells > room && at > start {
            // After the last blank, or in the middle of a word that has none.
            let end = blank.filter(|blank| *blank > start).unwrap_or(at);
            lines.push(start..end);
            used = text::clusters(&value[end..at]).map(text::cells).sum();
            start = end;
            blank = None;
        }
        used += cells;
        if grapheme == " " {
            blank = Some(at + 1);
        }
    }
    lines.push(start..line.end);
}

/// Returns the line in which the cursor stands: the last one it could belong to.
pub fn line_of(lines: &[Range<usize>], cursor: usize) -> usize {
    lines.iter().rposition(|line| line.start <= cursor).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_at_blanks_and_line_ends() {
        let value = "one two\nthree\n";
        let shown: Vec<_> = lines(value, 5).into_iter().map(|line| &value[line]).collect();
        assert_eq!(shown, ["one ", "two", "three", ""]);
        assert_eq!(line_of(&lines(value, 5), value.len()), 3);
        assert_eq!(line_of(&lines(value, 5), 4), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_byte_stands_in_one_line_in_order(value in "[a-zä \n]{0,40}", room in 1..12usize) {
            let mut at = 0;
            for line in lines(&value, room) {
                prop_assert!(line.start == at || value[at..line.start] == *"\n");
                at = line.end;
            }
            prop_assert_eq!(at, value.len());
        }
    }
}
