//! HTML: one page that needs no other file and runs no script, for the screen, light or dark, and for print.

use std::collections::BTreeSet;

use crate::report::document::picture::{Figure, Picture};
use crate::report::document::table::{Cell, Row, Table, Use, Width};
use crate::report::document::text::{Inline, Level};
use crate::report::document::{Block, Document};
use crate::report::render::markup::{Markup, quoted};
use crate::report::render::svg;

const STYLE: &str = include_str!("../../../assets/report.css");

/// How many steps of colour there are for bands.
const STEPS: usize = 5;

/// Writes a document.
pub fn write(document: &Document) -> String {
    let mut page = Page {
        markup: Markup::beginning("<!DOCTYPE html>"),
        anchored: BTreeSet::new(),
        figures: 0,
    };
    page.head(document);
    let class = if document.draft.is_some() { "draft" } else { "final" };
    page.markup.open("body", &[("class", class)]);
    page.markup.open("main", &[]);
    page.first(document);
    for block in &document.blocks {
        page.block(block);
    }
    page.markup.finish()
}

/// A page that is being written.
struct Page<'a> {
    markup: Markup,
    /// The records to which a link leads already.
    anchored: BTreeSet<&'a str>,
    figures: usize,
}

impl<'a> Page<'a> {
    fn head(&mut self, document: &Document) {
        self.markup.open("html", &[("lang", document.language)]);
        self.markup.open("head", &[]);
        self.markup.void("meta", &[("charset", "utf-8")]);
        let viewport = [("name", "viewport"), ("content", "width=device-width, initial-scale=1")];
        self.markup.void("meta", &viewport);
        let title = format!("{}, {}", document.title.as_str(), document.organization.as_str());
        self.markup.element("title", &[], &title);
        self.markup.style(&format!("{STYLE}{}", printed(document)));
        self.markup.close();
    }

    fn first(&mut self, document: &'a Document) {
        self.markup.open("header", &[]);
        self.markup
            .element("p", &[("class", "organization")], document.organization.as_str());
        self.markup.element("h1", &[], document.title.as_str());
        if let Some(draft) = &document.draft {
            self.markup.element("p", &[("class", "mark")], draft.as_str());
        }
        self.markup.open("dl", &[]);
        for fact in &document.facts {
            self.markup.element("dt", &[], fact.label.as_str());
            self.markup.open("dd", &[]);
            self.cell(&fact.said);
            self.markup.close();
        }
        self.markup.close();
        for notice in &document.notices {
            self.markup.element("p", &[("class", "notice")], notice.as_str());
        }
        self.markup.close();
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(1, text) => self.markup.element("h2", &[], text.as_str()),
            Block::Heading(_, text) => self.markup.element("h3", &[], text.as_str()),
            Block::Paragraph(parts) => {
                self.markup.open("p", &[]);
                self.line(parts);
                self.markup.close();
            }
            Block::Points(points) => {
                self.markup.open("ul", &[]);
                for point in points {
                    self.markup.open("li", &[]);
                    self.line(point);
                    self.markup.close();
                }
                self.markup.close();
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    fn figure(&mut self, figure: &'a Figure) {
        self.figures += 1;
        self.markup.open("figure", &[]);
        match &figure.picture {
            Picture::Bars(bars) => svg::bars(&mut self.markup, bars, figure.alt.as_str(), self.figures),
            Picture::Heat(heat) => svg::heat(&mut self.markup, heat, figure.alt.as_str()),
            Picture::Line(line) => svg::line(&mut self.markup, line, figure.alt.as_str()),
        }
        self.markup.element("figcaption", &[], figure.caption.as_str());
        self.markup.close();
        self.table(&figure.table);
    }

    fn table(&mut self, table: &'a Table) {
        let class = match (table.used, table.is_wide()) {
            (Use::Signing, _) => "sheet signing",
            (Use::Reading, true) => "sheet wide",
            (Use::Reading, false) => "sheet",
        };
        // A table that is wider than the window scrolls by itself, also by keys.
        let caption = table.caption.as_str();
        let region = [
            ("class", class),
            ("role", "region"),
            ("aria-label", caption),
            ("tabindex", "0"),
        ];
        self.markup.open("div", &region);
        self.markup.open("table", &[]);
        self.markup.element("caption", &[], caption);
        self.markup.open("thead", &[]);
        self.markup.open("tr", &[]);
        for column in &table.columns {
            let attributes = [("scope", "col"), ("class", width(column.width))];
            self.markup.element("th", &attributes, column.heading.as_str());
        }
        self.markup.close();
        self.markup.close();
        self.markup.open("tbody", &[]);
        for Row { cells } in &table.rows {
            self.row(cells);
        }
        self.markup.close();
        self.markup.close();
        if !table.note.is_empty() {
            self.markup.element("p", &[("class", "note")], table.note.as_str());
        }
        self.markup.close();
    }

    fn row(&mut self, cells: &'a [Cell]) {
        self.markup.open("tr", &[]);
        for (nth, cell) in cells.iter().enumerate() {
            if cell.lines.is_empty() {
                continue;
            }
            let covered = cells[nth + 1..].iter().take_while(|next| next.lines.is_empty()).count();
            let span = (covered + 1).to_string();
            let spanned: &[_] = if covered > 0 {
                &[("colspan", span.as_str())]
            } else {
                &[]
            };
            if nth == 0 {
                self.markup.open("th", &[&[("scope", "row")], spanned].concat());
            } else {
                self.markup.open("td", spanned);
            }
            self.cell(cell);
            self.markup.close();
        }
        self.markup.close();
    }

    fn cell(&mut self, cell: &'a Cell) {
        for (nth, line) in cell.lines.iter().enumerate() {
            if nth > 0 {
                self.markup.void("br", &[]);
            }
            self.line(line);
        }
    }

    fn line(&mut self, parts: &'a [Inline]) {
        for part in parts {
            match part {
                Inline::Text(text) => self.markup.text(text.as_str()),
                Inline::Strong(text) => self.markup.element("strong", &[], text.as_str()),
                Inline::Missing(text) => self.markup.element("em", &[("class", "missing")], text.as_str()),
                Inline::Day(day) => {
                    let day = day.to_string();
                    self.markup.element("time", &[("datetime", &day)], &day);
                }
                Inline::Number(number) => self.markup.text(&number.to_string()),
                Inline::Level(level) => self.level(level),
                Inline::Record { id, title } => {
                    self.record(id.as_str());
                    if let Some(title) = title {
                        self.markup.text(&format!(" {}", title.as_str()));
                    }
                }
            }
        }
    }

    fn level(&mut self, level: &Level) {
        let class = format!("level {}", shade_of_band(level.band, level.bands));
        self.markup.element("span", &[("class", &class)], level.letter.as_str());
        self.markup.text(&format!(" {}", level.name.as_str()));
    }

    /// Writes the id of a record: at the first mention a place to lead to, afterwards a link to it.
    fn record(&mut self, id: &'a str) {
        let place = format!("ref-{id}");
        if self.anchored.insert(id) {
            self.markup.element("span", &[("class", "id"), ("id", &place)], id);
        } else {
            self.markup
                .element("a", &[("class", "id"), ("href", &format!("#{place}"))], id);
        }
    }
}

fn width(width: Width) -> &'static str {
    match width {
        Width::Narrow => "narrow",
        Width::Plain => "plain",
        Width::Wide => "broad",
    }
}

/// Returns the class of the colour of a band among others.
pub(super) fn shade_of_band(band: u8, bands: u8) -> &'static str {
    const SHADES: [&str; STEPS] = ["band-1", "band-2", "band-3", "band-4", "band-5"];
    let last = usize::from(bands.saturating_sub(1)).max(1);
    SHADES[(usize::from(band).min(last) * (STEPS - 1) + last / 2) / last]
}

/// Tells whether a document has a table that needs the long side of a page; all its pages lie that way then, so that none is left
/// half empty.
fn is_wide(document: &Document) -> bool {
    document.blocks.iter().any(|block| match block {
        Block::Table(table) => table.is_wide(),
        Block::Figure(figure) => figure.table.is_wide(),
        _ => false,
    })
}

/// Returns what stands on every printed page.
fn printed(document: &Document) -> String {
    let [left, middle, right] = &document.running.header;
    let [number, state] = &document.running.footer;
    let [page, of] = &document.running.page;
    let mut boxes = String::from("@page {\n");
    if is_wide(document) {
        boxes.push_str("  size: A4 landscape;\n");
    }
    for (place, text) in [
        ("@top-left", left),
        ("@top-center", middle),
        ("@top-right", right),
        ("@bottom-left", number),
        ("@bottom-center", state),
    ] {
        boxes.push_str(&format!("  {place} {{ content: {}; }}\n", quoted(text.as_str())));
    }
    boxes.push_str(&format!(
        "  @bottom-right {{ content: {} counter(page) {} counter(pages); }}\n}}\n",
        quoted(&format!("{} ", page.as_str())),
        quoted(&format!(" {} ", of.as_str())),
    ));
    if let Some(draft) = &document.draft {
        let mark = quoted(draft.as_str());
        boxes.push_str(&format!(
            "@media print {{ body.draft::before {{ content: {mark}; }} }}\n"
        ));
    }
    boxes
}
