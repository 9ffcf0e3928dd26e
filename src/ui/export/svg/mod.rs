//! A drawn screen as a self-contained SVG: no script, no font to fetch, a rounded window on its own background.
//!
//! Text is set in runs with a fixed length, so that any monospace font keeps the grid; lines and blocks are drawn as
//! shapes, because fonts leave gaps between rows.

mod shapes;

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::ui::canvas::text;
use crate::ui::export::text as picture;
use crate::ui::style::ramp;
use crate::ui::style::theme::Shade;

pub(in crate::ui) const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 16.0;
const CAPTION: f32 = 34.0;
const FONTS: &str =
    "ui-monospace,'JetBrains Mono','SFMono-Regular','Cascadia Mono','DejaVu Sans Mono',Menlo,Consolas,monospace";

/// Returns a buffer as an SVG picture of a window with a caption.
pub fn svg(buffer: &Buffer, caption: &str, shade: Shade) -> String {
    let colors = Colors::of(shade);
    let wide = f32::from(buffer.area.width) * CELL.0 + 2.0 * MARGIN;
    let high = f32::from(buffer.area.height) * CELL.1 + CAPTION + MARGIN;
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide:.0} {high:.0}\" width=\"{wide:.0}\" height=\"{high:.0}\" role=\"img\">\n\
         <title>{title}</title>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{:.0}\" height=\"{:.0}\" rx=\"10\" fill=\"{paper}\" stroke=\"{edge}\"/>\n",
        wide - 1.0,
        high - 1.0,
        title = escaped(caption),
        paper = hex(colors.paper),
        edge = hex(colors.edge),
    );
    for (index, dot) in colors.dots.iter().enumerate() {
        let x = 20.0 + 18.0 * index as f32;
        let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"17\" r=\"5.5\" fill=\"{}\"/>", hex(*dot));
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"21.5\" text-anchor=\"middle\" font-family=\"{FONTS}\" font-size=\"12\" fill=\"{}\">{}</text>",
        wide / 2.0,
        hex(colors.quiet),
        escaped(caption),
    );
    let _ = writeln!(
        out,
        "<g transform=\"translate({MARGIN} {CAPTION})\" font-family=\"{FONTS}\" font-size=\"14\" xml:space=\"preserve\">"
    );
    for (line, row) in picture::rows(buffer).enumerate() {
        backgrounds(&mut out, row, line, &colors);
        marks(&mut out, row, line, &colors);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The colours a terminal would supply.
struct Colors {
    paper: Rgb,
    ink: Rgb,
    edge: Rgb,
    quiet: Rgb,
    dots: [Rgb; 3],
}

type Rgb = (u8, u8, u8);

impl Colors {
    fn of(shade: Shade) -> Self {
        match shade {
            Shade::Dark => Self {
                paper: (22, 25, 31),
                ink: (215, 219, 226),
                edge: (52, 57, 66),
                quiet: (130, 137, 150),
                dots: [(94, 100, 112), (78, 84, 95), (64, 69, 79)],
            },
            Shade::Light => Self {
                paper: (253, 253, 252),
                ink: (36, 40, 47),
                edge: (206, 210, 216),
                quiet: (108, 114, 124),
                dots: [(176, 181, 189), (193, 198, 205), (209, 213, 219)],
            },
        }
    }

    fn ink_and_paper(&self, cell: &Cell) -> (Rgb, Option<Rgb>) {
        let ink = resolved(cell.fg).unwrap_or(self.ink);
        let paper = resolved(cell.bg);
        let (ink, paper) = if cell.modifier.contains(Modifier::REVERSED) {
            (paper.unwrap_or(self.paper), Some(ink))
        } else {
            (ink, paper)
        };
        if cell.modifier.contains(Modifier::DIM) {
            return (between(ink, paper.unwrap_or(self.paper)), paper);
        }
        (ink, paper)
    }
}

fn between(one: Rgb, other: Rgb) -> Rgb {
    let mix = |a: u8, b: u8| ((u16::from(a) * 3 + u16::from(b) * 2) / 5) as u8;
    (mix(one.0, other.0), mix(one.1, other.1), mix(one.2, other.2))
}

fn resolved(color: Color) -> Option<Rgb> {
    let index = match color {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some((r, g, b)),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(ramp::of_indexed(index))
}

/// Draws the backgrounds of a row, one rectangle for neighbours of one colour.
fn backgrounds(out: &mut String, row: &[Cell], line: usize, colors: &Colors) {
    let mut column = 0;
    while column < row.len() {
        let paper = colors.ink_and_paper(&row[column]).1;
        let run = row[column..]
            .iter()
            .take_while(|cell| colors.ink_and_paper(cell).1 == paper)
            .count();
        if let Some(color) = paper {
            let (x, y) = place(column, line);
            let _ = writeln!(
                out,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{}\" shape-rendering=\"crispEdges\"/>",
                run as f32 * CELL.0,
                CELL.1,
                hex(color),
            );
        }
        column += run;
    }
}

/// Draws the text and shapes of a row.
fn marks(out: &mut String, row: &[Cell], line: usize, colors: &Colors) {
    let mut run = Run::default();
    let mut drawn = 0;
    for (column, cell) in picture::whole(row) {
        if column < drawn {
            continue;
        }
        let symbol = cell.symbol();
        let (ink, _) = colors.ink_and_paper(cell);
        let (x, y) = place(column, line);
        let kept = cell.modifier & (Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED);
        if let Some(thick) = shapes::across(symbol) {
            // A frame has hundreds of these; one stroke draws them all.
            let same = |cell: &&Cell| cell.symbol() == symbol && colors.ink_and_paper(cell).0 == ink;
            let count = row[column..].iter().take_while(same).count();
            run.flush(out, line);
            out.push_str(&shapes::stroke(x, y, count, thick, &hex(ink)));
            drawn = column + count;
            continue;
        }
        if let Some(shape) = shapes::of(symbol, x, y, &hex(ink)) {
            run.flush(out, line);
            out.push_str(&shape);
            continue;
        }
        let underlined = kept.contains(Modifier::UNDERLINED);
        if symbol == " " && !underlined {
            run.flush(out, line);
            continue;
        }
        let cells = text::cells(symbol).max(1);
        // Anything but ASCII may come from a font of another width, so it is placed by itself and disturbs no neighbour.
        if !run.continues(column, ink, kept) || !symbol.is_ascii() {
            run.flush(out, line);
            run.start(column, ink, kept);
        }
        run.text.push_str(symbol);
        run.cells += cells;
        if !symbol.is_ascii() {
            run.flush(out, line);
        }
    }
    run.flush(out, line);
}

/// Neighbouring cells of one style, being collected.
#[derive(Default)]
struct Run {
    column: usize,
    cells: usize,
    text: String,
    ink: Rgb,
    modifier: Modifier,
}

impl Run {
    fn continues(&self, column: usize, ink: Rgb, modifier: Modifier) -> bool {
        self.cells > 0 && self.column + self.cells == column && self.ink == ink && self.modifier == modifier
    }

    fn start(&mut self, column: usize, ink: Rgb, modifier: Modifier) {
        (self.column, self.ink, self.modifier) = (column, ink, modifier);
    }

    fn flush(&mut self, out: &mut String, line: usize) {
        if self.cells == 0 {
            return;
        }
        let (x, y) = place(self.column, line);
        let mut style = String::new();
        for (modifier, attribute) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        ] {
            if self.modifier.contains(modifier) {
                style.push_str(attribute);
            }
        }
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{style}>{}</text>",
            y + 13.2,
            self.cells as f32 * CELL.0,
            hex(self.ink),
            escaped(&self.text),
        );
        self.text.clear();
        self.cells = 0;
    }
}

fn place(column: usize, line: usize) -> (f32, f32) {
    (column as f32 * CELL.0, line as f32 * CELL.1)
}

fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::canvas::pen::Pen;
    use crate::ui::style::roles::Role;
    use crate::ui::widgets::testing::look;

    fn drawn(text: &str) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
        let area = buffer.area;
        let mut pen = Pen::new(&mut buffer, look());
        pen.frame(area, Role::Border);
        pen.text(Rect::new(1, 1, 18, 1), text, Role::Danger);
        svg(&buffer, "a <window>", Shade::Dark)
    }

    #[test]
    fn markup_in_text_is_escaped() {
        let svg = drawn("<script>&");
        assert!(svg.contains("&lt;script&gt;&amp;"));
        assert!(!svg.contains("<script"));
        assert!(svg.contains("<title>a &lt;window&gt;</title>"));
    }

    #[test]
    fn a_wide_grapheme_takes_two_cells() {
        assert!(drawn("危").contains("textLength=\"16.8\""));
    }

    #[test]
    fn lines_are_shapes_and_not_text() {
        assert!(!drawn("x").contains('─'));
    }
}
