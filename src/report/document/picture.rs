//! Pictures as data: what they show, and the figures as a table beneath.

use crate::report::document::table::Table;
use crate::report::document::text::Plain;

/// A picture with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// `Figure 1. Controls by domain`.
    pub caption: Plain,
    /// What it shows, for those who do not see it.
    pub alt: Plain,
    /// The picture.
    pub picture: Picture,
    /// The figures.
    pub table: Table,
}

/// What a picture shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// Stacked bars.
    Bars(Bars),
    /// A grid of likelihood by consequence.
    Heat(Heat),
    /// A figure over time.
    Line(Line),
}

/// What a part of a bar means; a format chooses colour or hatching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// In order.
    Good,
    /// Under way.
    Moving,
    /// Needs attention.
    Warn,
    /// Missing.
    Bad,
    /// In the background.
    Quiet,
    /// Not assessed: hatched, never a colour of its own.
    Open,
}

/// A kind of part that every bar can have.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it is called.
    pub label: Plain,
    /// The letter that stands in it, for print without colour.
    pub letter: char,
    /// What it means.
    pub shade: Shade,
}

/// Stacked bars, all to one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The kinds of parts, from the left.
    pub series: Vec<Series>,
    /// The bars: what each is called, and how large its parts are.
    pub bars: Vec<(Plain, Vec<usize>)>,
}

/// A figure over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The days with the figures, the oldest first; at least two.
    pub points: Vec<(Plain, usize)>,
}

/// A grid of likelihood by consequence with how many risks lie in each cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// What the rows are: likelihood.
    pub down: Plain,
    /// What the columns are: consequence.
    pub across: Plain,
    /// The steps of the consequence, the lowest first.
    pub columns: Vec<Plain>,
    /// The rows, the highest likelihood first; the last one may be of risks without a likelihood.
    pub rows: Vec<(Plain, Vec<HeatCell>)>,
    /// How many bands there are.
    pub bands: u8,
    /// The highest band within the appetite.
    pub appetite: u8,
}

/// A cell of such a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// How many risks lie in it.
    pub count: usize,
    /// Its band.
    pub band: u8,
    /// The letter of its band.
    pub letter: Plain,
}
