//! The lines of a recording as a replay takes them: whole ones, in the format, and none that would never end.

use chrono::{NaiveDateTime, TimeDelta};
use color_eyre::eyre::{Result, bail, eyre};

use crate::app::state::recorded::{Line, Recorded};
use crate::cli::workbench::recording::{FORMAT, Header};
use crate::ui::canvas::text::visible;
use crate::ui::style::glyphs::UNICODE;

/// Returns the lines of a recording that were written to their end, and whether another was begun.
pub(super) fn whole_lines(recording: &str) -> (&str, bool) {
    let end = recording.rfind('\n').map_or(0, |at| at + 1);
    (&recording[..end], end < recording.len())
}

/// A terminal has no more columns or rows than this.
const LARGEST: u16 = 2_000;

/// As many ticks as there are in a day without a key.
const MOST_TICKS: u32 = 1_000_000;

/// Returns the header of a recording and its lines.
pub(super) fn read(recording: &str) -> Result<(Header, Vec<Line>)> {
    let mut lines = recording.lines();
    let header: Header = ron::from_str(lines.next().unwrap_or_default()).map_err(|error| {
        eyre!(
            "It is no recording of aims: line 1, column {}: {}. Expected is the line with which `--record` begins a file.",
            error.span.start.col,
            visible(&error.code.to_string(), &UNICODE)
        )
    })?;
    if header.format != FORMAT {
        bail!("It has format {}; this version plays format {FORMAT}.", header.format);
    }
    let read = |(at, line): (usize, &str)| {
        let at = at + 2;
        let line: Line = ron::from_str(line).map_err(|error| {
            eyre!(
                "Line {at}, column {}: {}. Expected is a line as `--record` writes it, such as `(at:0,what:Resize(80,24))`.",
                error.span.start.col,
                visible(&error.code.to_string(), &UNICODE)
            )
        })?;
        let is_fit = |(columns, rows): (u16, u16)| columns.max(rows) <= LARGEST;
        let can_be_played = match line.what {
            Recorded::Resize(columns, rows) => is_fit((columns, rows)),
            Recorded::Tick(count, _) => count <= MOST_TICKS,
            _ => true,
        };
        if !can_be_played || moment(&header, &line).is_none() || !is_fit(header.size) {
            bail!("Line {at} cannot be played: a size, a time or a number of ticks is beyond what happens.");
        }
        Ok(line)
    };
    let lines = lines.enumerate().map(read).collect::<Result<_>>()?;
    Ok((header, lines))
}

/// Returns when a line came; nothing for a time that no calendar has.
pub(super) fn moment(header: &Header, line: &Line) -> Option<NaiveDateTime> {
    header.now.checked_add_signed(TimeDelta::try_milliseconds(line.at)?)
}
