//! A record that lies over a screen.

use ratatui::layout::{Position, Rect};

use crate::app::dialogs::ShownRecord;
use crate::app::state::App;
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::dialogs::Draw;
use crate::ui::records::detail;

impl Draw for ShownRecord {
    fn draw(&self, app: &App, area: Rect, body: Rect, pen: &mut Pen<'_>) -> Option<Position> {
        let place = layout::popup(area, layout::MEASURE + 4, body.height);
        pen.clear(place);
        detail::draw(app, place, None, pen);
        None
    }

    fn hides_status(&self) -> bool {
        true
    }
}
