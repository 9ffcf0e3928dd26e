//! The heatmap of a risk method: any grid of likelihood by consequence, with counts, letters, cursor and movement.
//!
//! Everything reads without colour: a cell prints its count and the letter of its band, the cursor is a pair of
//! brackets, a heavy line separates what is above the appetite, and I, C and T say where the selected risk comes from,
//! stands and goes.

mod geometry;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::ui::widgets::heatmap::geometry::Plan;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::roles::Role;

/// One step of an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// Its number or letter, for narrow screens.
    pub short: &'a str,
    /// Its name.
    pub label: &'a str,
}

/// An axis, lowest step first.
#[derive(Debug, Clone, Copy)]
pub struct Axis<'a> {
    /// What is measured.
    pub title: &'a str,
    /// The steps.
    pub steps: &'a [Step<'a>],
}

/// One cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// How many risks are here.
    pub count: usize,
    /// The letter of the band.
    pub letter: &'a str,
    /// Which band, from 0 for the lowest.
    pub band: u8,
    /// Whether the band exceeds the appetite.
    pub above: bool,
}

/// A place in the heatmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A cell by likelihood and consequence, both from 0 for the lowest.
    Grid {
        /// Which likelihood.
        likelihood: usize,
        /// Which consequence.
        consequence: usize,
    },
    /// A cell of the column for risks without likelihood, from 0 at the top.
    Aside(usize),
}

/// The heatmap.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    /// The rows, drawn highest on top.
    pub likelihood: Axis<'a>,
    /// The columns.
    pub consequence: Axis<'a>,
    /// The cells, all consequences of the lowest likelihood first.
    pub cells: &'a [Cell<'a>],
    /// How many bands there are.
    pub bands: u8,
    /// Risks whose likelihood does not apply, in a column of their own, from the top.
    pub aside: &'a [Cell<'a>],
    /// Where the cursor is.
    pub cursor: Option<Spot>,
    /// Whether the map has the keyboard.
    pub focused: bool,
    /// Where the selected risk was, is and shall be: `I`, `C`, `T`.
    pub marks: &'a [(Spot, &'a str)],
    /// How it is drawn.
    pub look: Look,
}

/// Below this width a cell has no blank on either side.
const TIGHT: u16 = 5;

impl Widget for &Matrix<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let pen = &mut Pen::new(buf, self.look);
        let Some(plan) = Plan::of(self, area) else {
            pen.text(area, "Too narrow for the map.", Role::Muted);
            return;
        };
        self.axes(&plan, pen);
        for (likelihood, consequence) in plan.spots() {
            let Some(cell) = self.cell(likelihood, consequence) else {
                continue;
            };
            let spot = Spot::Grid {
                likelihood,
                consequence,
            };
            self.spot(&plan, plan.cell(likelihood, consequence), cell, spot, pen);
        }
        if !self.aside.is_empty() {
            pen.aligned(plan.aside_label(), "n/a", Role::Header, Align::Center);
        }
        for (index, cell) in self.aside.iter().enumerate() {
            self.spot(&plan, plan.aside(index), cell, Spot::Aside(index), pen);
        }
        self.appetite(&plan, pen);
        self.brackets(&plan, pen);
        self.marks_below(&plan, pen);
    }
}

impl Matrix<'_> {
    /// Returns the least width in which every count is in full beside the letter of its band.
    pub fn least(&self) -> u16 {
        geometry::least(self)
    }

    fn cell(&self, likelihood: usize, consequence: usize) -> Option<&Cell<'_>> {
        let columns = self.consequence.steps.len();
        (consequence < columns)
            .then(|| self.cells.get(likelihood * columns + consequence))
            .flatten()
    }

    fn axes(&self, plan: &Plan, pen: &mut Pen<'_>) {
        let glyphs = pen.glyphs();
        arrowed(plan.title(), self.likelihood.title, glyphs.up, pen);
        for likelihood in plan.rows() {
            let Some(step) = self.likelihood.steps.get(likelihood) else {
                continue;
            };
            let area = plan.row_label(likelihood);
            let full = format!("{} {}", step.label, step.short);
            let long = text::width(&full, glyphs) <= usize::from(area.width);
            pen.aligned(area, if long { &full } else { step.short }, Role::Muted, Align::Right);
        }
        let room = usize::from(plan.column_label(0).width);
        let all_fit = |form: fn(&Step<'_>) -> String| {
            let mut steps = self.consequence.steps.iter();
            steps.all(|step| text::width(&form(step), glyphs) <= room)
        };
        let forms: [fn(&Step<'_>) -> String; 2] = [
            |step| format!("{} {}", step.short, step.label),
            |step| step.label.to_owned(),
        ];
        let form = forms.into_iter().find(|form| all_fit(*form));
        for (consequence, step) in self.consequence.steps.iter().enumerate() {
            let label = form.map_or_else(|| step.short.to_owned(), |form| form(step));
            pen.aligned(plan.column_label(consequence), &label, Role::Muted, Align::Center);
        }
        arrowed(plan.caption(), self.consequence.title, glyphs.right, pen);
    }

    fn spot(&self, plan: &Plan, area: Rect, cell: &Cell<'_>, spot: Spot, pen: &mut Pen<'_>) {
        if area.is_empty() {
            return;
        }
        let glyphs = pen.glyphs();
        let here = self.cursor == Some(spot);
        let marks: String = self
            .marks
            .iter()
            .filter(|(at, _)| *at == spot)
            .map(|(_, mark)| *mark)
            .collect();
        let (index, of) = (cell.band, self.bands);
        // A cell without risks shows its band by letter only, so that the eye goes where something is.
        let (role, background) = if cell.count > 0 || !marks.is_empty() {
            (Role::Band { index, of }, Role::Band { index, of })
        } else {
            (Role::BandText { index, of }, Role::Text)
        };
        let mut pen = pen.over(area, background);
        let middle = layout::line(area, usize::from(area.height.saturating_sub(1)) / 2);
        let below = layout::line(area, usize::from(area.height.saturating_sub(1)) / 2 + 1);
        // Only the cursor needs room for its brackets when there is little, and not where they are between cells.
        let outside = is_bracketed_outside(plan, area, cell);
        let full = text::width(&cell.count.to_string(), glyphs) + 1;
        let tight = middle.width < TIGHT || full + 2 > usize::from(middle.width);
        let bare = if here { outside } else { tight };
        let inner = layout::inset(middle, u16::from(!bare), 0);
        let room = usize::from(inner.width);
        let own_line = area.height > 1 && !marks.is_empty();
        let under = plan.has_gap(area);
        let beside = if own_line || under { "" } else { marks.as_str() };
        let align = if bare { Align::Right } else { Align::Center };
        pen.aligned(inner, &caption(cell, beside, room, !bare, glyphs), role, align);
        if own_line {
            pen.aligned(below, &marks, role, Align::Center);
        }
        if here {
            if !outside {
                pen.text(layout::left(middle, 1).0, "[", role);
                pen.text(layout::right(middle, 1).1, "]", role);
            }
            pen.tint(area, if self.focused { Role::Cursor } else { Role::CursorQuiet });
        }
    }

    /// Draws the marks under cells of one line, where there is a line between them.
    fn marks_below(&self, plan: &Plan, pen: &mut Pen<'_>) {
        for (spot, mark) in self.marks {
            let area = match *spot {
                Spot::Grid {
                    likelihood,
                    consequence,
                } if plan.rows().any(|row| row == likelihood) => plan.cell(likelihood, consequence),
                Spot::Grid { .. } => continue,
                Spot::Aside(index) => plan.aside(index),
            };
            if plan.has_gap(area) {
                pen.aligned(Plan::below(area), mark, Role::Title, Align::Center);
            }
        }
    }

    /// Draws the brackets of the cursor beside its cell, over what is between cells.
    fn brackets(&self, plan: &Plan, pen: &mut Pen<'_>) {
        let (area, cell) = match self.cursor {
            Some(Spot::Grid {
                likelihood,
                consequence,
            }) if plan.rows().any(|row| row == likelihood) => {
                (plan.cell(likelihood, consequence), self.cell(likelihood, consequence))
            }
            Some(Spot::Aside(index)) => (plan.aside(index), self.aside.get(index)),
            _ => return,
        };
        if area.is_empty() || !cell.is_some_and(|cell| is_bracketed_outside(plan, area, cell)) {
            return;
        }
        let middle = layout::line(plan.around(area), usize::from(area.height.saturating_sub(1)) / 2);
        pen.text(layout::left(middle, 1).0, "[", Role::Title);
        pen.text(layout::right(middle, 1).1, "]", Role::Title);
    }

    /// Draws the heavy line between cells within and above the appetite.
    fn appetite(&self, plan: &Plan, pen: &mut Pen<'_>) {
        let glyphs = pen.glyphs();
        let above = |likelihood: usize, consequence: usize| self.cell(likelihood, consequence).map(|cell| cell.above);
        let differs = |one: Option<bool>, other: Option<bool>| one.zip(other).is_some_and(|(a, b)| a != b);
        for (likelihood, consequence) in plan.spots() {
            let here = above(likelihood, consequence);
            if differs(here, above(likelihood, consequence + 1)) {
                pen.repeat(
                    plan.beside(likelihood, consequence),
                    glyphs.heavy[0b0101],
                    Role::Appetite,
                );
            }
            let Some(under) = likelihood.checked_sub(1) else {
                continue;
            };
            if differs(here, above(under, consequence)) {
                pen.repeat(
                    plan.under(likelihood, consequence),
                    glyphs.heavy[0b1010],
                    Role::Appetite,
                );
            }
            let (right, across) = (above(likelihood, consequence + 1), above(under, consequence + 1));
            let arms = usize::from(differs(here, right))
                | usize::from(differs(right, across)) << 1
                | usize::from(differs(above(under, consequence), across)) << 2
                | usize::from(differs(here, above(under, consequence))) << 3;
            if arms > 0 && right.is_some() {
                pen.repeat(plan.corner(likelihood, consequence), glyphs.heavy[arms], Role::Appetite);
            }
        }
    }
}

/// Draws the name of an axis and the direction it grows in.
fn arrowed(area: Rect, title: &str, arrow: &str, pen: &mut Pen<'_>) {
    let used = pen.text(area, title, Role::Header);
    pen.text(layout::left(area, used + 1).1, arrow, Role::Muted);
}

/// Returns the longest of the forms that fits: marks, count and letter, then less of each, the letter always.
///
/// Where cells touch, blanks are between them and not inside.
fn caption(cell: &Cell<'_>, marks: &str, room: usize, spaced: bool, glyphs: &Glyphs) -> String {
    let count = if cell.count == 0 {
        glyphs.dot.to_owned()
    } else {
        cell.count.to_string()
    };
    let letter = cell.letter;
    let mut forms = Vec::with_capacity(5);
    if !marks.is_empty() {
        forms.push(format!("{marks} {count} {letter}"));
        forms.push(format!("{marks}{letter}"));
    }
    if spaced {
        forms.push(format!("{count:>2} {letter}"));
        forms.push(format!("{count} {letter}"));
    }
    forms.push(format!("{count}{letter}"));
    if cell.count > 999 {
        forms.push(format!("{}k{letter}", cell.count / 1000));
    }
    forms
        .into_iter()
        .find(|form| text::width(form, glyphs) <= room)
        .unwrap_or_else(|| {
            if cell.count > 9 {
                format!("+{letter}")
            } else {
                letter.to_owned()
            }
        })
}

/// Returns whether the brackets of a cursor would take the room that the count and the letter need.
fn is_bracketed_outside(plan: &Plan, area: Rect, cell: &Cell<'_>) -> bool {
    let full = cell.count.to_string().len() + 1;
    plan.around(area).width > area.width + 1 && full + 2 > usize::from(area.width)
}

#[cfg(test)]
mod tests;
