//! Text of others stays text in every format.

use super::*;
use crate::report::document::picture::{Bars, Figure, Picture, Series, Shade};
use crate::report::document::table::{Cell, Column, Row, Table, Use, Width};
use crate::report::document::text::{Inline, Plain};
use crate::report::document::{Block, Fact, Running};

/// What stored text can hold that a format would act on.
const HOSTILE: &str =
    "a|b\n</td><script>x</script> =1+1 {{x}} \u{1b}[2J \u{202e}no *b* [l](javascript:x) `c` & \"q\" 'r'";

fn document(text: &str) -> Document {
    let said = || Plain::of(text);
    let table = || Table {
        caption: said(),
        columns: vec![
            Column {
                heading: said(),
                width: Width::Plain,
            },
            Column {
                heading: Plain::of("other"),
                width: Width::Narrow,
            },
        ],
        rows: vec![
            Row {
                cells: vec![Cell::text(text), Cell::of(Inline::strong(text))],
            },
            Row {
                cells: vec![Cell::missing(text), Cell::default()],
            },
        ],
        note: said(),
        used: Use::Reading,
    };
    let bars = Bars {
        series: vec![Series {
            label: said(),
            letter: 'I',
            shade: Shade::Open,
        }],
        bars: vec![(said(), vec![3])],
    };
    let figure = Figure {
        caption: said(),
        alt: said(),
        picture: Picture::Bars(bars),
        table: table(),
    };
    let record = Inline::Record {
        id: said(),
        title: Some(said()),
    };
    Document {
        language: "en",
        organization: said(),
        title: said(),
        running: Running {
            header: [said(), said(), said()],
            footer: [said(), said()],
            page: [Plain::of("Page"), Plain::of("of")],
        },
        draft: Some(said()),
        facts: vec![Fact {
            label: said(),
            said: Cell::text(text),
        }],
        notices: vec![said()],
        blocks: vec![
            Block::Heading(1, said()),
            Block::paragraph(text),
            Block::Points(vec![vec![Inline::text(text), record]]),
            Block::Table(table()),
            Block::Figure(figure),
        ],
    }
}

/// Returns the elements of a page in the order in which they are opened, and fails where one is not closed.
fn elements(html: &str) -> Vec<String> {
    let void = ["meta", "br", "!DOCTYPE"];
    let (mut opened, mut all) = (Vec::new(), Vec::new());
    let (style, rest) = html.split_once("</style>").expect("a style");
    let (head, _) = style.split_once("<style>").expect("a style");
    for tag in [head, rest].concat().split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.split(' ').next().unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(opened.pop().as_deref(), Some(name), "elements are closed in order");
        } else if !void.contains(&name) && !tag.ends_with('/') {
            opened.push(name.to_owned());
            all.push(name.to_owned());
        }
    }
    assert_eq!(opened, [""; 0], "all are closed");
    all
}

#[test]
fn hostile_text_is_text_in_html() {
    let plain = elements(&Format::Html.write(&document("plain\ntext")));
    let html = Format::Html.write(&document(HOSTILE));
    assert_eq!(elements(&html), plain, "the text opens no element");
    assert!(!html.contains('\u{1b}') && !html.contains('\u{202e}'));
    assert!(html.contains("&lt;/td&gt;&lt;script&gt;") && html.contains("‹U+202E›"));
    assert!(html.contains("{{x}}") && html.contains("=1+1"));
    let (_, style) = html.split_once("<style>").expect("a style");
    let (style, _) = style.split_once("</style>").expect("its end");
    assert!(!style.contains("<script") && !style.contains("\"q\""), "{style}");
}

#[test]
fn hostile_text_is_text_in_markdown() {
    let text = Format::Markdown.write(&document(HOSTILE));
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    assert!(text.contains("a\\|b<br>&lt;/td&gt;&lt;script&gt;"), "{text}");
    assert!(text.contains("\\*b\\* \\[l\\](javascript:x) \\`c\\` &amp;"), "{text}");
    let rows: Vec<_> = text.lines().filter(|line| line.starts_with('|')).collect();
    let columns = |row: &str| row.replace("\\|", "").matches('|').count();
    assert!(rows.iter().all(|row| columns(row) == 3), "{rows:#?}");
    assert_eq!(rows.len(), 8, "two tables of a head, a rule and two rows");
}

#[test]
fn text_at_the_beginning_of_a_line_begins_no_block_of_markdown() {
    for text in ["- item", "+ item", "# head", "1. first", "12) twelfth", "=== x"] {
        let written = Format::Markdown.write(&document(text));
        let paragraph = written
            .lines()
            .find(|line| line.ends_with(text.split(' ').next_back().unwrap_or("")));
        assert!(paragraph.is_some());
        let begins = |line: &str| line == text;
        assert!(!written.lines().any(begins), "{text}");
    }
    let version = Format::Markdown.write(&document("6.1.3/d2"));
    assert!(version.contains("\n6.1.3/d2\n"), "what begins nothing stays as it is");
}

#[test]
fn a_cell_that_belongs_to_the_one_before_is_never_empty() {
    let html = Format::Html.write(&document("x"));
    assert!(html.contains("<th scope=\"row\" colspan=\"2\">"), "{html}");
    assert!(!html.contains("<td></td>"));
    let text = Format::Markdown.write(&document("x"));
    assert!(text.contains("| *x* | ″ |"), "{text}");
}

#[test]
fn the_shades_of_bands_span_the_scale_whatever_its_length() {
    for bands in [2, 3, 5, 10] {
        let shades: Vec<_> = (0..bands).map(|band| html::shade_of_band(band, bands)).collect();
        assert_eq!((shades[0], shades[shades.len() - 1]), ("band-1", "band-5"));
        assert!(shades.is_sorted(), "{shades:?}");
    }
}
