//! Where things go: named areas with breakpoints, and the few cuts widgets are made of.
//!
//! Every function survives an area of any size, also none, and returns areas inside the one it was given.

use ratatui::layout::Rect;

/// The smallest terminal the workbench draws in.
pub const SMALLEST: (u16, u16) = (60, 15);
/// From this width a list is beside its detail.
pub const WITH_DETAIL: u16 = 100;
/// From this width linked records have a pane of their own.
pub const WITH_CONTEXT: u16 = 160;
/// From this width that pane is beside the detail; in less its texts and those of the detail would be cut, so it is below.
pub const CONTEXT_BESIDE: u16 = 190;
/// From this height on there is room for it below the detail.
const CONTEXT_BELOW: u16 = 32;
/// Text is not set wider than this; longer lines are hard to read back from.
pub const MEASURE: u16 = 100;

/// How much fits beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breadth {
    /// Too small for anything but a message.
    TooSmall,
    /// One pane.
    One,
    /// List and detail.
    Two,
    /// List, detail and linked records.
    Three,
}

/// Returns how much fits into a terminal.
pub fn breadth(area: Rect) -> Breadth {
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        Breadth::TooSmall
    } else if area.width < WITH_DETAIL {
        Breadth::One
    } else if area.width < WITH_CONTEXT {
        Breadth::Two
    } else {
        Breadth::Three
    }
}

/// The fixed parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// The organization and the posture.
    pub title: Rect,
    /// The numbered screens.
    pub tabs: Rect,
    /// The panes.
    pub body: Rect,
    /// Position, marks, filter, branch, pending keys.
    pub status: Rect,
    /// What the keys do here.
    pub hints: Rect,
}

/// Cuts the terminal into its fixed parts; status and hints share a line where both fit beside each other.
pub fn screen(area: Rect) -> Screen {
    let (title, rest) = top(area, 1);
    let (tabs, rest) = top(rest, 1);
    if area.width >= 120 || area.height < 18 {
        let (body, foot) = bottom(rest, 1);
        let (status, hints) = left(foot, foot.width * 2 / 5);
        return Screen {
            title,
            tabs,
            body,
            status,
            hints,
        };
    }
    let (body, foot) = bottom(rest, 2);
    let (status, hints) = top(foot, 1);
    Screen {
        title,
        tabs,
        body,
        status,
        hints,
    }
}

/// The panes of a screen with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panes {
    /// The list, always there.
    pub list: Rect,
    /// The detail of the item under the cursor.
    pub detail: Option<Rect>,
    /// What that item is linked with.
    pub context: Option<Rect>,
}

/// Returns where something is read or gone through at its own measure, and the room beside it where there is some.
pub fn reading(body: Rect) -> (Rect, Option<Rect>) {
    let panes = panes(body);
    match (panes.detail, panes.context) {
        (Some(detail), Some(context)) if context.y > detail.y => (panes.list, Some(detail.union(context))),
        (Some(detail), Some(context)) => {
            let (main, rest) = left(panes.list.union(detail), MEASURE.min(body.width / 2));
            (main, Some(rest.union(context)))
        }
        (Some(detail), None) => (panes.list, Some(detail)),
        (None, _) => (body, None),
    }
}

/// Cuts a body into panes; text panes stop growing at the measure, the list takes what is left.
pub fn panes(body: Rect) -> Panes {
    let text_most = MEASURE + 4;
    if body.width < WITH_DETAIL {
        return Panes {
            list: body,
            detail: None,
            context: None,
        };
    }
    if body.width < WITH_CONTEXT {
        let (list, detail) = right(body, (body.width * 2 / 5).min(text_most));
        return Panes {
            list,
            detail: Some(detail),
            context: None,
        };
    }
    if body.width < CONTEXT_BESIDE {
        let (list, beside) = right(body, body.width / 2);
        let (detail, context) = top(beside, body.height * 3 / 5);
        let is_high = body.height >= CONTEXT_BELOW;
        return Panes {
            list,
            detail: Some(if is_high { detail } else { beside }),
            context: is_high.then_some(context),
        };
    }
    let (rest, context) = right(body, (body.width / 4).min(64));
    let (list, detail) = right(rest, (body.width * 3 / 10).min(text_most));
    Panes {
        list,
        detail: Some(detail),
        context: Some(context),
    }
}

/// Cuts a body into a figure of a wanted width and what explains it; the second pane keeps at least `least` cells.
pub fn figure(body: Rect, wanted: u16, least: u16) -> (Rect, Rect) {
    left(body, wanted.min(body.width.saturating_sub(least)))
}

/// Cuts an area into equal parts with one cell between, as many as are at least `least` wide, at most `most`.
pub fn equal(area: Rect, least: u16, most: u16) -> Vec<Rect> {
    let count = ((area.width + 1) / (least.max(1) + 1)).min(most);
    let Some(each) = (area.width + 1).checked_div(count) else {
        return Vec::new();
    };
    let mut rest = area;
    (0..count)
        .map(|_| {
            let (part, after) = left(rest, each);
            rest = after;
            left(part, each - 1).0
        })
        .collect()
}

/// Returns the middle of an area for a popup of a wanted size.
pub fn popup(area: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(area.width.saturating_sub(2)).min(MEASURE + 4);
    let height = height.min(area.height.saturating_sub(2));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// Returns a popup that starts in the upper part of an area, so that a list under an input does not jump as it shrinks.
pub fn hanging(area: Rect, width: u16, height: u16) -> Rect {
    let room = popup(area, width, area.height.saturating_sub(2));
    let (_, below) = top(room, room.height / 6);
    top(below, height).0
}

/// Returns the lower right corner of an area, for boxes that must not hide the list.
pub fn corner(area: Rect, width: u16, height: u16) -> Rect {
    let (_, column) = right(area, width.min(area.width));
    bottom(column, height).1
}

/// Returns an area no wider than the measure.
pub fn measure(area: Rect) -> Rect {
    left(area, MEASURE).0
}

/// Returns an area without a margin on each side.
pub fn inset(area: Rect, x: u16, y: u16) -> Rect {
    if area.width < 2 * x || area.height < 2 * y {
        return Rect {
            width: 0,
            height: 0,
            ..area
        };
    }
    Rect {
        x: area.x + x,
        y: area.y + y,
        width: area.width - 2 * x,
        height: area.height - 2 * y,
    }
}

/// Returns one line of an area, empty when there is none.
pub fn line(area: Rect, index: usize) -> Rect {
    let index = u16::try_from(index).unwrap_or(u16::MAX);
    let (_, below) = top(area, index);
    top(below, 1).0
}

/// Cuts off the top.
pub fn top(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    (
        Rect { height, ..area },
        Rect {
            y: area.y + height,
            height: area.height - height,
            ..area
        },
    )
}

/// Cuts off the bottom; the rest comes first.
pub fn bottom(area: Rect, height: u16) -> (Rect, Rect) {
    top(area, area.height - height.min(area.height))
}

/// Cuts off the left.
pub fn left(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    (
        Rect { width, ..area },
        Rect {
            x: area.x + width,
            width: area.width - width,
            ..area
        },
    )
}

/// Cuts off the right; the rest comes first.
pub fn right(area: Rect, width: u16) -> (Rect, Rect) {
    left(area, area.width - width.min(area.width))
}

/// Returns the part of an area from an offset, of a size, clipped.
pub fn part(area: Rect, x: u16, y: u16, width: u16, height: u16) -> Rect {
    let (_, area) = left(area, x);
    let (_, area) = top(area, y);
    let (area, _) = left(area, width);
    top(area, height).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(width: u16, height: u16) -> Rect {
        Rect::new(0, 0, width, height)
    }

    #[test]
    fn breakpoints_are_where_the_manual_says() {
        assert_eq!(breadth(terminal(59, 24)), Breadth::TooSmall);
        assert_eq!(breadth(terminal(80, 14)), Breadth::TooSmall);
        assert_eq!(breadth(terminal(80, 24)), Breadth::One);
        assert_eq!(breadth(terminal(100, 24)), Breadth::Two);
        assert_eq!(breadth(terminal(160, 50)), Breadth::Three);
    }

    #[test]
    fn panes_fill_the_body_without_overlap() {
        for (width, height) in [0, 60, 99, 100, 159, 160, 189, 190, 200, 400]
            .into_iter()
            .flat_map(|width| [(width, 20), (width, 46)])
        {
            let panes = panes(terminal(width, height));
            let parts = [Some(panes.list), panes.detail, panes.context];
            let total: u32 = parts.iter().flatten().map(|part| part.area()).sum();
            assert_eq!(total, u32::from(width) * u32::from(height));
            let (main, rest) = reading(terminal(width, height));
            let total = main.area() + rest.map_or(0, Rect::area);
            assert_eq!(total, u32::from(width) * u32::from(height), "{width}x{height}");
        }
        let wide = panes(terminal(400, 60));
        assert_eq!(wide.detail.map(|area| area.width), Some(MEASURE + 4));
    }

    #[test]
    fn nothing_leaves_the_area_it_was_given() {
        for (width, height) in [(0, 0), (1, 1), (3, 2), (80, 24), (300, 5)] {
            let area = Rect::new(5, 7, width, height);
            let whole = screen(area);
            for part in [whole.title, whole.tabs, whole.body, whole.status, whole.hints] {
                assert_eq!(area.union(part), area);
            }
            for part in [
                popup(area, 60, 10),
                hanging(area, 60, 10),
                corner(area, 30, 4),
                inset(area, 1, 1),
                line(area, 9),
                part(area, 2, 2, 9, 9),
            ] {
                assert!(part.is_empty() || area.union(part) == area, "{part:?} in {area:?}");
            }
            assert!(equal(area, 24, 6).iter().all(|part| area.union(*part) == area));
        }
    }

    #[test]
    fn equal_parts_keep_a_gap() {
        let parts = equal(terminal(154, 9), 24, 6);
        assert_eq!(parts.len(), 6);
        assert!(parts.windows(2).all(|pair| pair[1].x > pair[0].right()));
    }
}
