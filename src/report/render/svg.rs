//! Pictures as drawings within a page: letters and numbers in them, so that they read without colour.

use crate::report::document::picture::{Bars, Heat, HeatCell, Line, Shade};
use crate::report::document::text::Plain;
use crate::report::render::html::shade_of_band;
use crate::report::render::markup::Markup;

/// How wide bars are drawn.
const WIDTH: usize = 640;
/// How high the label of a bar is, and the bar below it.
const LABEL: usize = 18;
const BAR: usize = 20;
const GAP: usize = 8;

/// Draws stacked bars, the longest over the whole width.
pub(super) fn bars(markup: &mut Markup, bars: &Bars, alt: &str, nth: usize) {
    let longest = bars.bars.iter().map(|(_, parts)| parts.iter().sum::<usize>()).max();
    let longest = longest.unwrap_or_default().max(1);
    let legend = bars.series.len().div_ceil(3) * LABEL;
    let height = bars.bars.len() * (LABEL + BAR + GAP) + legend + GAP;
    begin(markup, WIDTH, height, alt);
    let hatched = format!("open-{nth}");
    hatching(markup, &hatched);
    for (row, (label, parts)) in bars.bars.iter().enumerate() {
        let top = row * (LABEL + BAR + GAP);
        text(markup, [0, top + LABEL - 5], LABEL_START, label.as_str());
        let mut before = 0;
        for (series, count) in bars.series.iter().zip(parts).filter(|(_, count)| **count > 0) {
            let (from, to) = (before * WIDTH / longest, (before + count) * WIDTH / longest);
            before += count;
            part(markup, [from, top + LABEL, to - from, BAR], series.shade, &hatched);
            let said = format!("{} {count}", series.letter);
            let ink = ("figure", "middle", colours(series.shade).1);
            text(markup, [from + (to - from) / 2, top + LABEL + BAR - 6], ink, &said);
        }
    }
    let top = bars.bars.len() * (LABEL + BAR + GAP) + GAP;
    for (at, series) in bars.series.iter().enumerate() {
        let (x, y) = (at % 3 * (WIDTH / 3), top + at / 3 * LABEL);
        part(markup, [x, y, 14, 12], series.shade, &hatched);
        let said = format!("{} {}", series.letter, series.label.as_str());
        text(markup, [x + 20, y + 11], LABEL_START, &said);
    }
    markup.close();
}

/// How large a cell of the grid is at least, and how much room lies below it.
const CELL: [usize; 2] = [84, 44];
/// How wide a letter is at most on average, and how much lies between a label and the grid.
const LETTER: usize = 8;
const MARGIN: usize = 8;
const BELOW: usize = 46;

/// Draws the grid, with a line around what lies within the appetite. Labels are never cut: they decide how wide it is.
pub(super) fn heat(markup: &mut Markup, heat: &Heat, alt: &str) {
    let room = |label: &Plain| label.as_str().chars().count() * LETTER + MARGIN;
    let left = heat.rows.iter().map(|(label, _)| room(label)).max().unwrap_or_default();
    let across = heat.columns.iter().map(room).max().unwrap_or_default().max(CELL[0]);
    let down = CELL[1];
    let width = left + heat.columns.len() * across + 2;
    let height = heat.rows.len() * down + BELOW;
    begin(markup, width, height, alt);
    for (row, (label, cells)) in heat.rows.iter().enumerate() {
        let y = row * down;
        text(markup, [left - MARGIN, y + down / 2 + 4], LABEL_END, label.as_str());
        for (column, cell) in cells.iter().enumerate() {
            let x = left + column * across;
            let (colour, ink) = colours_of_band(cell.band, heat.bands);
            rectangle(markup, [x, y, across, down], colour, "#ffffff");
            let (class, said) = match cell.count {
                0 => ("empty", cell.letter.as_str().to_owned()),
                count => ("counted", format!("{} {count}", cell.letter.as_str())),
            };
            text(
                markup,
                [x + across / 2, y + down / 2 + 5],
                (class, "middle", ink),
                &said,
            );
        }
    }
    appetite(markup, heat, [left, across, down]);
    let y = heat.rows.len() * down;
    for (column, label) in heat.columns.iter().enumerate() {
        text(
            markup,
            [left + column * across + across / 2, y + 16],
            LABEL_MIDDLE,
            label.as_str(),
        );
    }
    let said = format!("{} → · {} ↑", heat.across.as_str(), heat.down.as_str());
    text(markup, [left, y + 38], LABEL_START, &said);
    markup.close();
}

/// How large the field of a line is, and how much room lies around it.
const FIELD: [usize; 2] = [560, 160];
const AROUND: usize = 36;

/// Draws a figure over time: the first, the last and the highest with their numbers.
pub(super) fn line(markup: &mut Markup, line: &Line, alt: &str) {
    let [wide, high] = FIELD;
    begin(markup, wide + 2 * AROUND, high + 2 * AROUND, alt);
    let top = line.points.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let last = line.points.len().saturating_sub(1).max(1);
    let place = |at: usize| {
        (
            AROUND + at * wide / last,
            AROUND + high - line.points[at].1 * high / top.max(1),
        )
    };
    stroke(
        markup,
        ("#808080", "1"),
        [AROUND, AROUND + high, AROUND + wide, AROUND + high],
    );
    for at in 1..line.points.len() {
        let ((x1, y1), (x2, y2)) = (place(at - 1), place(at));
        stroke(markup, (TREND, "3"), [x1, y1, x2, y2]);
    }
    let highest = line
        .points
        .iter()
        .position(|(_, count)| *count == top)
        .unwrap_or_default();
    let mut told = vec![0, highest, last];
    told.dedup();
    for at in told.into_iter().filter(|at| *at < line.points.len()) {
        let (x, y) = place(at);
        let (cx, cy) = (x.to_string(), y.to_string());
        markup.shape("circle", &[("fill", TREND), ("cx", &cx), ("cy", &cy), ("r", "4")]);
        text(markup, [x, y - 9], LABEL_MIDDLE, &line.points[at].1.to_string());
    }
    let below = AROUND + high + 18;
    let (first, last) = (&line.points[0].0, &line.points[line.points.len() - 1].0);
    text(markup, [AROUND, below], LABEL_START, first.as_str());
    text(markup, [AROUND + wide, below], LABEL_END, last.as_str());
    markup.close();
}

/// Draws a line wherever a cell above the appetite lies beside one within it.
fn appetite(markup: &mut Markup, heat: &Heat, [left, across, down]: [usize; 3]) {
    let exceeds = |cell: &HeatCell| cell.band > heat.appetite;
    for (row, (_, cells)) in heat.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (x, y) = (left + column * across, row * down);
            let is_border = |other: Option<&HeatCell>| other.is_some_and(|other| exceeds(other) != exceeds(cell));
            if is_border(cells.get(column + 1)) {
                stroke(markup, ("#000000", "4"), [x + across, y, x + across, y + down]);
            }
            if is_border(heat.rows.get(row + 1).and_then(|(_, below)| below.get(column))) {
                stroke(markup, ("#000000", "4"), [x, y + down, x + across, y + down]);
            }
        }
    }
}

fn stroke(markup: &mut Markup, (colour, width): (&str, &str), ends: [usize; 4]) {
    let [x1, y1, x2, y2] = ends.map(|end| end.to_string());
    let placed = [("x1", x1.as_str()), ("y1", &y1), ("x2", &x2), ("y2", &y2)];
    markup.shape(
        "line",
        &[&[("stroke", colour), ("stroke-width", width)], &placed[..]].concat(),
    );
}

/// Opens a drawing that is one picture to those who do not see it.
fn begin(markup: &mut Markup, width: usize, height: usize, alt: &str) {
    let view = format!("0 0 {width} {height}");
    let (width, height) = (width.to_string(), height.to_string());
    markup.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &view),
            ("width", &width),
            ("height", &height),
            ("font-family", "sans-serif"),
            ("font-size", "12"),
            ("role", "img"),
            ("aria-label", alt),
        ],
    );
}

fn hatching(markup: &mut Markup, id: &str) {
    markup.open("defs", &[]);
    let size = [
        ("width", "6"),
        ("height", "6"),
        ("patternUnits", "userSpaceOnUse"),
        ("patternTransform", "rotate(45)"),
    ];
    markup.open("pattern", &[&[("id", id)], &size[..]].concat());
    markup.shape("rect", &[("fill", "#ffffff"), ("width", "6"), ("height", "6")]);
    markup.shape(
        "line",
        &[
            ("stroke", "#c3c7cc"),
            ("stroke-width", "2"),
            ("x1", "0"),
            ("y1", "0"),
            ("x2", "0"),
            ("y2", "6"),
        ],
    );
    markup.close();
    markup.close();
}

fn part(markup: &mut Markup, area: [usize; 4], shade: Shade, hatched: &str) {
    let hatching = format!("url(#{hatched})");
    let (colour, line) = match shade {
        Shade::Open => (hatching.as_str(), "#565656"),
        shade => (colours(shade).0, "#ffffff"),
    };
    rectangle(markup, area, colour, line);
}

fn rectangle(markup: &mut Markup, area: [usize; 4], colour: &str, line: &str) {
    let [x, y, width, height] = area.map(|number| number.to_string());
    let placed = [("x", x.as_str()), ("y", &y), ("width", &width), ("height", &height)];
    markup.shape("rect", &[&placed[..], &[("fill", colour), ("stroke", line)]].concat());
}

/// Writes words into a drawing. What a page's style may say otherwise for a dark screen is the class; the attributes are for
/// programs that apply no style to a drawing.
fn text(markup: &mut Markup, [x, y]: [usize; 2], (class, anchor, ink): (&str, &str, &str), said: &str) {
    let (x, y) = (x.to_string(), y.to_string());
    let attributes = [
        ("class", class),
        ("text-anchor", anchor),
        ("fill", ink),
        ("x", &x),
        ("y", &y),
    ];
    markup.element("text", &attributes, &said.replace('\n', " "));
}

/// Words beside a picture, from their beginning, around their middle, and up to their end.
const LABEL_START: (&str, &str, &str) = ("label", "start", DARK);
const LABEL_MIDDLE: (&str, &str, &str) = ("label", "middle", DARK);
const LABEL_END: (&str, &str, &str) = ("label", "end", DARK);

/// The colour of a figure over time.
const TREND: &str = "#2a6bb0";

/// Ink on a light and on a dark ground.
const DARK: &str = "#1a1a1a";
const LIGHT: &str = "#ffffff";

/// Returns the colour of a part, and of what is written on it.
fn colours(shade: Shade) -> (&'static str, &'static str) {
    match shade {
        Shade::Good => ("#1b6e43", LIGHT),
        Shade::Moving => ("#2a6bb0", LIGHT),
        Shade::Warn => ("#f2c14e", DARK),
        Shade::Bad => ("#a62b2b", LIGHT),
        Shade::Quiet => ("#d5d8dc", DARK),
        Shade::Open => ("#ffffff", DARK),
    }
}

/// Returns the colour of a band among others, and of what is written on it. Levels in tables have the same.
fn colours_of_band(band: u8, bands: u8) -> (&'static str, &'static str) {
    match shade_of_band(band, bands) {
        "band-1" => ("#fff7d6", DARK),
        "band-2" => ("#fee391", DARK),
        "band-3" => ("#fec44f", DARK),
        "band-4" => ("#f07f2a", DARK),
        _ => ("#a3320b", LIGHT),
    }
}
