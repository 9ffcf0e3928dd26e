//! ODS: the cells of an `OpenDocument` spreadsheet, as the text a spreadsheet program shows of them.
//!
//! One part holds all sheets, and a cell or row says how often it is repeated, so that a small file may claim more cells
//! than memory holds. It is read once from front to back, and what would be repeated is counted before it is.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::exchange::sheet::grid::{Area, Grid, place};
use crate::exchange::sheet::note::{Note, SheetError};
use crate::exchange::sheet::tidy::tidy;
use crate::exchange::sheet::workbook::Book;
use crate::exchange::sheet::workbook::parts::{self, attribute, broken, part};
use crate::exchange::sheet::workbook::xlsx::{MAX_COLUMNS, Rows, number_text, without_midnight};

/// The part that holds the sheets.
const CONTENT: &str = "content.xml";

/// A workbook in the form of `LibreOffice`.
pub(super) struct Ods {
    tables: Vec<Table>,
}

/// One sheet.
#[derive(Default)]
struct Table {
    name: String,
    is_shown: bool,
    rows: Rows,
    merged: Vec<Area>,
    hidden_rows: BTreeSet<usize>,
    hidden_columns: BTreeSet<usize>,
    errors: Vec<String>,
}

impl Ods {
    pub fn open(bytes: &[u8]) -> Result<Self, SheetError> {
        let mut archive = parts::archive(bytes)?;
        let part = part(&mut archive, CONTENT)?.ok_or_else(|| broken(format!("there is no {CONTENT} in it")))?;
        Ok(Self {
            tables: Reading::default().read(part)?,
        })
    }
}

impl Book for Ods {
    fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = self.tables.iter();
        sheets.map(|table| (table.name.clone(), table.is_shown)).collect()
    }

    fn grid(&mut self, name: &str, most: usize) -> Result<Grid, SheetError> {
        let mut grid = Grid {
            name: Some(name.to_owned()),
            ..Grid::default()
        };
        let Some(table) = self.tables.iter().find(|table| table.name == name) else {
            return Ok(grid);
        };
        for row in table.rows.done.iter().take(most) {
            grid.push(row.clone());
        }
        grid.merged.clone_from(&table.merged);
        grid.hidden_rows.clone_from(&table.hidden_rows);
        grid.hidden_columns.clone_from(&table.hidden_columns);
        if !table.errors.is_empty() {
            grid.notes.push(Note::ErrorCells(table.errors.clone()));
        }
        Ok(grid)
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    done: Vec<Table>,
    /// The styles of sheets that are not shown.
    hidden: BTreeSet<String>,
    style: String,
    table: Option<Table>,
    row: Line,
    column: usize,
    cell: Option<Cell>,
    /// How deep in remarks and recorded changes, whose text is in no cell.
    aside: usize,
}

/// The row that is read.
#[derive(Default)]
struct Line {
    /// The last row that is done.
    above: usize,
    times: usize,
    is_hidden: bool,
    /// Its cells: the columns, the text, and whether somebody wrote it.
    cells: Vec<(Range<usize>, String, bool)>,
}

/// The cell that is read.
#[derive(Default)]
struct Cell {
    times: usize,
    kind: String,
    value: Option<String>,
    is_computed: bool,
    text: String,
    has_line: bool,
}

impl Reading {
    fn read(mut self, part: impl BufRead) -> Result<Vec<Table>, SheetError> {
        let mut reader = Reader::from_reader(part);
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).map_err(broken)? {
                Event::Start(element) => self.begin(&element, false)?,
                Event::Empty(element) => self.begin(&element, true)?,
                Event::End(element) => self.end(element.local_name().as_ref())?,
                Event::Text(text) if self.aside == 0 => {
                    if let Some(cell) = self.cell.as_mut().filter(|cell| cell.has_line) {
                        let said = text.xml_content(quick_xml::XmlVersion::Implicit1_0);
                        cell.text.push_str(&said);
                    }
                }
                Event::GeneralRef(name) if self.aside == 0 => {
                    if let Some(cell) = self.cell.as_mut().filter(|cell| cell.has_line) {
                        let known = match name.resolve_char_ref().map_err(broken)? {
                            Some(c) => Some(c.to_string()),
                            None => quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned),
                        };
                        cell.text.push_str(&known.unwrap_or_default());
                    }
                }
                Event::Eof => return Ok(self.done),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, is_empty: bool) -> Result<(), SheetError> {
        let said = |name| attribute(element, name);
        let times = |name| {
            let said = said(name).and_then(|times| times.parse::<usize>().ok());
            said.unwrap_or(1).max(1)
        };
        let name = element.local_name();
        match name.as_ref() {
            "annotation" | "tracked-changes" => self.aside += usize::from(!is_empty),
            _ if self.aside > 0 => {}
            "style" => self.style = said("style:name").unwrap_or_default(),
            "table-properties" if said("table:display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table" if self.table.is_none() => {
                let style = said("table:style-name").unwrap_or_default();
                self.table = Some(Table {
                    name: said("table:name").unwrap_or_default(),
                    is_shown: !self.hidden.contains(&style),
                    rows: self.done.last().map(|last| last.rows.next_sheet()).unwrap_or_default(),
                    ..Table::default()
                });
                (self.row, self.column) = (Line::default(), 0);
            }
            "table-column" => {
                let last = self.column.saturating_add(times("table:number-columns-repeated"));
                if let Some(table) = self.table.as_mut().filter(|_| is_hidden(element)) {
                    table.hidden_columns.extend(self.column..last.min(MAX_COLUMNS));
                }
                self.column = last;
            }
            "table-row" => {
                self.row.times = times("table:number-rows-repeated");
                self.row.is_hidden = is_hidden(element);
                self.column = 0;
                if is_empty {
                    self.end_row()?;
                }
            }
            "table-cell" | "covered-table-cell" => {
                let (right, down) = (
                    times("table:number-columns-spanned"),
                    times("table:number-rows-spanned"),
                );
                let start = (self.row.above + 1, self.column);
                if let Some(table) = self.table.as_mut().filter(|_| right > 1 || down > 1) {
                    let end = (start.0.saturating_add(down - 1), start.1.saturating_add(right - 1));
                    table.merged.push(Area { start, end });
                }
                self.cell = Some(Cell {
                    times: times("table:number-columns-repeated"),
                    kind: said("office:value-type").unwrap_or_default(),
                    value: [
                        "office:date-value",
                        "office:boolean-value",
                        "office:string-value",
                        "office:value",
                    ]
                    .into_iter()
                    .find_map(said),
                    is_computed: said("table:formula").is_some(),
                    ..Cell::default()
                });
                if is_empty {
                    self.end_cell();
                }
            }
            "p" | "h" => {
                if let Some(cell) = &mut self.cell
                    && std::mem::replace(&mut cell.has_line, true)
                {
                    cell.text.push('\n');
                }
            }
            "s" | "tab" | "line-break" => {
                if let Some(cell) = &mut self.cell {
                    match name.as_ref() {
                        "s" => cell.text.extend(std::iter::repeat_n(' ', times("text:c").min(100))),
                        "tab" => cell.text.push(' '),
                        _ => cell.text.push('\n'),
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), SheetError> {
        match name {
            "annotation" | "tracked-changes" => self.aside = self.aside.saturating_sub(1),
            _ if self.aside > 0 => {}
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row()?,
            "table" => self.done.extend(self.table.take()),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(table)) = (self.cell.take(), self.table.as_mut()) else {
            return;
        };
        let first = self.column;
        self.column = first.saturating_add(cell.times);
        let is_error = cell.is_computed && (cell.text.starts_with('#') || cell.text.starts_with("Err:"));
        if is_error {
            table
                .errors
                .push(format!("{} {}", place(self.row.above + 1, first), cell.text));
            return;
        }
        let text = cell.shown();
        if text.trim().is_empty() {
            return;
        }
        let is_own = text != "0" || !cell.is_computed;
        // What lies further right is refused when the row is added.
        let last = self.column.min(first.saturating_add(MAX_COLUMNS + 1));
        self.row.cells.push((first..last, text, is_own));
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        let (times, above) = (self.row.times, self.row.above);
        let cells = std::mem::take(&mut self.row.cells);
        self.row.above = above.saturating_add(times);
        let Some(table) = self.table.as_mut().filter(|_| !cells.is_empty()) else {
            return Ok(());
        };
        for number in (above + 1)..=self.row.above {
            if self.row.is_hidden {
                table.hidden_rows.insert(number);
            }
            for (columns, text, is_own) in &cells {
                for column in columns.clone() {
                    table.rows.add(number, column, text.clone(), *is_own)?;
                }
            }
            table.rows.end_row();
        }
        Ok(())
    }
}

impl Cell {
    /// Returns what it says, in the form the same cell has in a file of text.
    fn shown(&self) -> String {
        let value = self.value.as_deref().unwrap_or_default();
        let number = || value.parse::<f64>().ok();
        match self.kind.as_str() {
            "float" | "currency" => number().map_or_else(|| value.to_owned(), number_text),
            "percentage" => {
                number().map_or_else(|| value.to_owned(), |share| format!("{}%", number_text(share * 100.0)))
            }
            "date" => without_midnight(&value.replace('T', " ")).to_owned(),
            "boolean" => if value == "true" { "yes" } else { "no" }.to_owned(),
            _ if self.has_line => tidy(&self.text).0,
            _ => tidy(value).0,
        }
    }
}

/// Tells whether a row or column is not shown.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(
        attribute(element, "table:visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::exchange::sheet::{Options, Sheet, Wanted};

    /// Makes a workbook of the sheets in a text.
    fn book(sheets: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let content = format!(
            r#"<office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table">
            <style:table-properties table:display="false"/></style:style></office:automatic-styles>
            <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"#
        );
        for (name, text) in [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            (CONTENT, content.as_str()),
        ] {
            zip.start_file(name, options).expect(name);
            zip.write_all(text.as_bytes()).expect(name);
        }
        zip.finish().expect("an archive").into_inner()
    }

    fn read(sheets: &str) -> Result<Sheet, SheetError> {
        let wanted = Wanted {
            is_known: &|header| ["Name", "Owner"].contains(&header),
            is_named: &|_| None,
        };
        Sheet::find(&book(sheets), &Options::default(), &wanted)
    }

    fn text(text: &str) -> String {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    }

    fn row(cells: &[String]) -> String {
        format!("<table:table-row>{}</table:table-row>", cells.concat())
    }

    #[test]
    fn cells_of_every_type_are_the_text_a_spreadsheet_program_shows() {
        let heads = ["Name", "Owner", "Day", "Share", "Number", "Yes", "Lines", "Bad"].map(text);
        let typed = |kind: &str, value: &str| {
            format!(
                r#"<table:table-cell office:value-type="{kind}" office:{value}><text:p>shown</text:p></table:table-cell>"#
            )
        };
        let cells = [
            text("A &amp; B<office:annotation><text:p>a remark</text:p></office:annotation>"),
            text("Ana<text:s text:c=\"1\"/>Ruiz"),
            typed("date", r#"date-value="2026-02-05T00:00:00""#),
            typed("percentage", r#"value="0.55""#),
            typed("float", r#"value="4711""#),
            typed("boolean", r#"boolean-value="true""#),
            text("one</text:p><text:p>two"),
            r#"<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>"#.to_owned(),
        ];
        let cover = format!(
            r#"<table:table table:name="Cover">{}</table:table>"#,
            row(&[text("Words")])
        );
        let hidden = format!(
            r#"<table:table table:name="Old" table:style-name="ta2">{}</table:table>"#,
            row(&heads)
        );
        let sheet = read(&format!(
            r#"{cover}{hidden}<table:table table:name="Systems"><table:table-column table:number-columns-repeated="4"/>
            <table:table-column table:visibility="collapse"/><table:table-row table:number-rows-repeated="3"/>
            {}{}<table:table-row table:visibility="filter" table:number-rows-repeated="2">{}</table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            </table:table>"#,
            row(&heads),
            row(&cells),
            text("Bot"),
        ))
        .expect("a sheet");
        assert_eq!((sheet.name.as_deref(), sheet.header_row), (Some("Systems"), 4));
        let first: Vec<&str> = sheet.rows[0].cells.iter().collect();
        assert_eq!(
            first,
            ["A & B", "Ana Ruiz", "2026-02-05", "55%", "4711", "yes", "one\ntwo", ""]
        );
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [5, 6, 7]);
        let notes = sheet
            .notes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n");
        for said in [
            "H5 #DIV/0!",
            "left out: Cover",
            "left out: Old",
            "too: 6, 7",
            "too: Number",
        ] {
            assert!(notes.contains(said), "{said}: {notes}");
        }
    }

    #[test]
    fn what_a_small_file_repeats_is_bounded() {
        let cell = |times: usize| {
            format!(
                r#"<table:table-cell table:number-columns-repeated="{times}" office:value-type="string"><text:p>x</text:p></table:table-cell>"#
            )
        };
        let rows = |times: usize, cell: &str| {
            format!(
                r#"<table:table table:name="T"><table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row></table:table>"#
            )
        };
        assert!(matches!(read(&rows(1, &cell(16_384))), Err(SheetError::FarCell(_))));
        assert_eq!(read(&rows(1_000_000, &cell(1))).err(), Some(SheetError::TooManyCells));
        let sheets = rows(90_000, &cell(30)).repeat(3);
        assert_eq!(read(&sheets).err(), Some(SheetError::TooManyCells));
        assert!(read("<table:table").is_err());
    }
}
