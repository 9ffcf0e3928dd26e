//! The panes of each screen.

pub mod calendar;
pub mod gap;
pub mod readiness;
pub mod risks;
pub mod today;

use ratatui::layout::Rect;

use crate::app::screens::{self, Screen};
use crate::app::state::App;
use crate::ui::canvas::pen::Pen;
use crate::ui::records::list;

type Draw = fn(&App, Rect, &mut Pen<'_>);

/// The screens that are more than a list with its detail.
static DRAWN: &[(&Screen, Draw)] = &[
    (&screens::today::SCREEN, today::draw),
    (&screens::readiness::SCREEN, readiness::draw),
    (&screens::risks::SCREEN, risks::draw),
    (&screens::calendar::SCREEN, calendar::draw),
    (&screens::gap::SCREEN, gap::draw),
];

/// Draws the screen shown.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let own = DRAWN.iter().find(|(screen, _)| app.screen.is(screen));
    own.map_or(list::draw as Draw, |(_, draw)| *draw)(app, body, pen);
}
