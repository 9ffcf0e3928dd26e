//! Tables in Markdown: rows of cells between bars, below a line of dashes, each table named by the heading above it.

use crate::exchange::cells::html;
use crate::exchange::sheet::grid::Grid;
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::row::Row;
use crate::exchange::sheet::{MAX_CELLS, Options, Sheet, Wanted, layout};

/// A table as it lies in the text.
struct Found<'t> {
    /// The heading above it, and its number where that names others as well or there is none.
    name: String,
    /// The header and the rows, each with the number of its line.
    lines: Vec<(usize, &'t str)>,
}

/// Tells whether a text holds a table that is not the text of a cell, as far as quotes tell; where the text is known to
/// be Markdown, whether it holds any.
pub(in crate::exchange) fn is_markdown(text: &str, is_known: bool) -> bool {
    let found = tables(text);
    let first = found.first().and_then(|table| table.lines.first());
    let is_in_cell = |(number, _): &(usize, &str)| {
        let before = text.lines().take(number - 1);
        before.map(|line| line.matches('"').count()).sum::<usize>() % 2 == 1
    };
    first.is_some_and(|header| is_known || !is_in_cell(header))
}

/// Reads the table in a text that is asked for, the one that is named after what is wanted, or the one that fits best.
pub(in crate::exchange) fn sheet(
    text: &str,
    options: &Options,
    wanted: &Wanted<'_>,
    mut notes: Vec<Note>,
) -> Result<Sheet, SheetError> {
    let found = tables(text);
    let names: Vec<String> = found.iter().map(|table| table.name.clone()).collect();
    let fit = |table: &&Found<'_>| {
        let headers = table.lines.first().map(|(_, line)| cells(line)).unwrap_or_default();
        let known = headers.iter().filter(|header| (wanted.is_known)(header)).count();
        match (wanted.is_named)(&table.name) {
            Some(true) => known + 2,
            Some(false) => known.saturating_sub(2),
            None => known,
        }
    };
    let table = match &options.sheet {
        Some(asked) => found.iter().find(|table| table.name.eq_ignore_ascii_case(asked)),
        // The first of those that fit alike.
        None => found.iter().rev().max_by_key(fit),
    };
    let table = table.ok_or_else(|| SheetError::NoSheet {
        asked: options.sheet.clone().unwrap_or_default(),
        sheets: names.clone(),
    })?;
    if options.sheet.is_none() {
        notes.push(Note::SheetChosen {
            name: table.name.clone(),
            alike: Vec::new(),
            others: names.into_iter().filter(|name| *name != table.name).collect(),
            hidden: Vec::new(),
        });
    }
    let mut grid = Grid {
        name: Some(table.name.clone()),
        notes,
        ..Grid::default()
    };
    let mut count = 0;
    for (number, line) in &table.lines {
        let cells = cells(line);
        count += cells.len();
        if count > MAX_CELLS {
            return Err(SheetError::TooManyCells);
        }
        grid.push(Row {
            number: *number,
            line: *number,
            cells: cells.into_iter().collect(),
        });
    }
    layout::sheet(grid, options, wanted)
}

/// Finds all tables; what stands between fences is no table.
fn tables(text: &str) -> Vec<Found<'_>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    let (mut heading, mut before, mut is_open, mut is_fenced) = ("", (0, ""), false, false);
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            is_fenced = !is_fenced;
        }
        if is_fenced || trimmed.is_empty() {
            is_open = false;
        } else if trimmed.starts_with('#') {
            heading = trimmed.trim_matches('#').trim();
            is_open = false;
        } else if is_rule(line) && cells(line).len() == cells(before.1).len() {
            let name = if heading.is_empty() { "Table" } else { heading };
            let alike = found.iter().filter(|table| table.name.starts_with(name)).count();
            let name = match alike {
                0 => name.to_owned(),
                others => format!("{name} {}", others + 1),
            };
            found.push(Found {
                name,
                lines: vec![before],
            });
            is_open = true;
        } else if is_open && let Some(table) = found.last_mut() {
            table.lines.push((number, line));
        }
        before = (number, line);
    }
    found
}

/// Tells whether a line is the one of dashes below a header.
fn is_rule(line: &str) -> bool {
    let is_drawn = line.contains('|') && line.bytes().all(|byte| b"-:| \t".contains(&byte));
    let is_dashes = |cell: &String| {
        let dashes = cell.trim_matches(':');
        !dashes.is_empty() && cell.len() > 1 && dashes.bytes().all(|byte| byte == b'-')
    };
    is_drawn && cells(line).iter().all(is_dashes)
}

/// Returns the cells of a line, as the text that a reader of the page sees.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let (mut all, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            all.push(shown(&line[start..at]));
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    if !line[start..].trim().is_empty() {
        all.push(shown(&line[start..]));
    }
    all
}

/// Returns a cell without the marks of emphasis around it, with its breaks as line ends.
fn shown(cell: &str) -> String {
    let cell = cell.trim();
    let inner = |marks: &str| {
        let inner = cell.strip_prefix(marks)?.strip_suffix(marks)?;
        (!inner.is_empty() && !inner.contains(marks) && !inner.ends_with('\\')).then_some(inner)
    };
    let inner = ["**", "__", "`"].into_iter().find_map(inner).unwrap_or(cell);
    let lines = BREAKS
        .iter()
        .fold(inner.to_owned(), |text, tag| text.replace(tag, "\n"));
    let mut text = String::with_capacity(lines.len());
    let mut chars = lines.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
            // What is escaped is no tag and no name of a character.
            Some('<') => text.push_str("&lt;"),
            Some('&') => text.push_str("&amp;"),
            Some(meant) => text.push(meant),
            None => text.push(c),
        }
    }
    html::plain(&text).unwrap_or(text)
}

/// The ways to write a line end in a cell.
const BREAKS: [&str; 4] = ["<br>", "<br/>", "<br />", "<BR>"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::Cell;
    use crate::exchange::export::markdown::below;
    use crate::exchange::sheet::File;

    const TEXT: &str = "# Our AI\n\nSome | words.\n\n## Systems\n\n| Name | Owner |\n|:---|--:|\n| **Chat** | ana |\n\
        | A\\|B | one<br>two |\n\n## Risks\nTitle | Status\n--- | ---\nDrift | open\nNo bar\n\n```\n| a |\n|---|\n| b |\n```\n";

    fn read(text: &str, asked: Option<&str>) -> Result<Sheet, SheetError> {
        let options = Options {
            sheet: asked.map(str::to_owned),
            ..Options::default()
        };
        let wanted = Wanted {
            is_known: &|header| header == "Name",
            is_named: &|_| None,
        };
        Sheet::find(text.as_bytes(), &options, &wanted)
    }

    #[test]
    fn the_table_that_fits_is_found_below_its_heading() {
        let systems = read(TEXT, None).expect("a sheet");
        assert_eq!((systems.name.as_deref(), systems.header_row), (Some("Systems"), 7));
        let rows: Vec<Vec<&str>> = systems.rows.iter().map(|row| row.cells.iter().collect()).collect();
        assert_eq!(rows, [["Chat", "ana"], ["A|B", "one\ntwo"]]);
        let risks = read(TEXT, Some("risks")).expect("a sheet");
        let rows: Vec<&str> = risks.rows.iter().map(|row| row.cell(0)).collect();
        assert_eq!(rows, ["Drift", "No bar"]);
        assert!(matches!(read(TEXT, Some("actions")), Err(SheetError::NoSheet { .. })));
    }

    #[test]
    fn text_with_bars_is_no_markdown() {
        for text in [
            "a|b\n1|2\n",
            "a | b\n- | -\n",
            "---|---\na|b\n",
            "a|b|c\n---|---\n",
            "a\n---\nb\n",
        ] {
            assert!(!is_markdown(text, false), "{text}");
        }
    }

    #[test]
    fn a_table_in_a_cell_is_the_text_of_that_cell() {
        let text = "Name,Note\nChat,\"see\n| a | b |\n|---|---|\n| 1 | 2 |\"\nVision,none\n";
        assert!(!is_markdown(text, false) && is_markdown(text, true));
        let sheet = Sheet::read(text.as_bytes(), &Options::default()).expect("a sheet");
        assert_eq!(sheet.rows[0].cell(1), "see\n| a | b |\n|---|---|\n| 1 | 2 |");
        assert_eq!(sheet.rows[1].cell(0), "Vision");
        // What is below no quote may be either; the name of the file says which.
        let bare = "Name | Owner\n--- | ---\nChat | ana\n";
        let read = |name: &str| {
            let file = File::open(bare.as_bytes()).expect("a file").called(name);
            let mut file = file;
            file.find(&Options::default(), &Wanted::ANY)
                .expect("a sheet")
                .rows
                .len()
        };
        assert_eq!((read("x.md"), read("-"), read("x.csv")), (1, 1, 2));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let texts = ["*a* | b", "<br> &amp; <b>", "a_b\n\nc\\", "[x](y) ~z~ `q`", "**whole**"];
        let rows = texts
            .iter()
            .map(|text| vec![Cell::Text("id".to_owned()), Cell::Text((*text).to_owned())]);
        let text = below("Notes", &["Id", "Note"], rows.collect());
        let sheet = read(&text, None).expect("a sheet");
        assert_eq!(sheet.values(1).collect::<Vec<_>>(), texts, "{text}");
    }
}
