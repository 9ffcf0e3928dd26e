//! Columns: what they are called, how wide they may be, and which go first when there is no room.

use crate::ui::canvas::text::Align;

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Always as wide.
    Fixed(u16),
    /// At least and at most.
    Range(u16, u16),
    /// At least, and a share of what is left by weight.
    Flex(u16, u16),
}

/// Which way a table is sorted by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'a> {
    /// The title.
    pub title: &'a str,
    /// How wide it is.
    pub width: Width,
    /// Where its texts are.
    pub align: Align,
    /// How long it stays when the table gets narrow: the lowest goes first, 255 never goes.
    pub keep: u8,
    /// Whether the table is sorted by it.
    pub sort: Option<Sort>,
}

impl<'a> Column<'a> {
    /// Returns a column that stays.
    pub const fn new(title: &'a str, width: Width) -> Self {
        Self {
            title,
            width,
            align: Align::Left,
            keep: u8::MAX,
            sort: None,
        }
    }

    /// Returns the column with its texts at the right, as numbers stand.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// Returns the column with a priority to stay.
    #[must_use]
    pub const fn keep(mut self, keep: u8) -> Self {
        self.keep = keep;
        self
    }

    /// Returns the column with its sort arrow.
    #[must_use]
    pub const fn sorted(mut self, sort: Sort) -> Self {
        self.sort = Some(sort);
        self
    }

    const fn least(&self) -> u16 {
        match self.width {
            Width::Fixed(least) | Width::Range(least, _) | Width::Flex(least, _) => least,
        }
    }
}

/// Returns the width of every column, 0 for those dropped, with `gap` cells between those that stay.
pub fn fit(columns: &[Column<'_>], room: u16, gap: u16) -> Vec<u16> {
    let mut stays = vec![true; columns.len()];
    let needed = |stays: &[bool]| -> u32 {
        let kept = columns.iter().zip(stays).filter(|(_, stays)| **stays);
        let (count, sum) = kept.fold((0, 0), |(count, sum), (column, _)| {
            (count + 1, sum + u32::from(column.least()))
        });
        sum + u32::from(gap) * u32::saturating_sub(count, 1)
    };
    while needed(&stays) > u32::from(room) {
        let weakest = (0..columns.len())
            .filter(|at| stays[*at] && columns[*at].keep < u8::MAX)
            .min_by_key(|at| (columns[*at].keep, usize::MAX - at));
        let Some(weakest) = weakest else { break };
        stays[weakest] = false;
    }
    let mut widths: Vec<u16> = columns
        .iter()
        .zip(&stays)
        .map(|(column, stays)| if *stays { column.least() } else { 0 })
        .collect();
    let part = |at: usize| match columns[at].width {
        Width::Flex(_, weight) if stays[at] => u32::from(weight),
        _ => 0,
    };
    let mut weights: u32 = (0..columns.len()).map(part).sum();
    let mut spare = u32::from(room).saturating_sub(needed(&stays)) as u16;
    // What tells rows apart is in the flexible columns; the others take at most a third of what is left.
    let mut modest = if weights > 0 { spare / 3 } else { spare };
    for (width, (column, _)) in widths
        .iter_mut()
        .zip(columns.iter().zip(&stays))
        .filter(|(_, (_, s))| **s)
    {
        if let Width::Range(least, most) = column.width {
            let more = most.saturating_sub(least).min(modest);
            *width += more;
            modest -= more;
            spare -= more;
        }
    }
    for (at, width) in widths.iter_mut().enumerate() {
        let grant = (u32::from(spare) * part(at)).checked_div(weights).unwrap_or(0) as u16;
        *width += grant;
        spare -= grant;
        weights -= part(at);
    }
    shrink(&mut widths, room, gap);
    widths
}

/// Takes what is too much from the right, for an area narrower than even the columns that never go.
fn shrink(widths: &mut [u16], room: u16, gap: u16) {
    let mut rest = room;
    for width in widths.iter_mut().filter(|width| **width > 0) {
        *width = (*width).min(rest);
        rest = rest.saturating_sub(*width + gap);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column<'_>; 4] = [
        Column::new("Band", Width::Fixed(4)),
        Column::new("Action", Width::Flex(10, 2)),
        Column::new("System", Width::Flex(8, 1)).keep(2),
        Column::new("Owner", Width::Range(5, 9)).keep(1),
    ];

    #[test]
    fn ranges_grow_modestly_and_the_rest_goes_by_weight() {
        assert_eq!(fit(&COLUMNS, 60, 1), [4, 27, 17, 9]);
        assert_eq!(fit(&COLUMNS, 60, 1).iter().sum::<u16>() + 3, 60);
    }

    #[test]
    fn the_least_important_goes_first() {
        assert_eq!(fit(&COLUMNS, 26, 1), [4, 11, 9, 0]);
        assert_eq!(fit(&COLUMNS, 20, 1), [4, 15, 0, 0]);
    }

    #[test]
    fn columns_that_never_go_are_cut() {
        assert_eq!(fit(&COLUMNS, 8, 1), [4, 3, 0, 0]);
        assert_eq!(fit(&COLUMNS, 0, 1), [0, 0, 0, 0]);
        assert!(fit(&[], 10, 1).is_empty());
    }
}
