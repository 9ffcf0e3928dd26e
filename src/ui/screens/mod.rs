//! Drawing of the screens that are more than a list with its detail: a file each, and a line in `DRAWN`.

pub mod calendar;
pub mod gap;
pub mod readiness;
pub mod risks;
pub mod today;

use ratatui::layout::Rect;

use crate::app::detail::approval;
use crate::app::input::screen::Screen;
use crate::app::screens;
use crate::app::state::App;
use crate::domain::kinds::approval::kept_sets::STATEMENT;
use crate::ui::canvas::pen::Pen;
use crate::ui::records::list;
use crate::ui::style::roles::Role;

/// What is drawn of a screen.
pub struct Drawn {
    screen: &'static Screen,
    /// Draws its panes.
    pub draw: fn(&App, Rect, &mut Pen<'_>),
    /// Returns what the status line says beyond its list, each with how long it is kept where there is little room.
    pub facts: fn(&App) -> Vec<(String, Role, u8)>,
}

/// A list with its detail.
static LIST: Drawn = Drawn::new(&Screen::PLAIN, list::draw);

/// The screens that are more than a list with its detail.
static DRAWN: &[Drawn] = &[
    Drawn::new(&screens::today::SCREEN, today::draw),
    Drawn::new(&screens::readiness::SCREEN, readiness::draw),
    Drawn::new(&screens::risks::SCREEN, risks::draw),
    Drawn {
        facts: calendar::facts,
        ..Drawn::new(&screens::calendar::SCREEN, calendar::draw)
    },
    Drawn::new(&screens::gap::SCREEN, gap::draw),
    Drawn {
        facts: |app| {
            let state = approval::state_of(app.view(), &STATEMENT);
            vec![(format!("SoA: {state}"), Role::Muted, 4)]
        },
        ..Drawn::new(&screens::controls::SCREEN, list::draw)
    },
];

impl Drawn {
    const fn new(screen: &'static Screen, draw: fn(&App, Rect, &mut Pen<'_>)) -> Self {
        Self {
            screen,
            draw,
            facts: |_| Vec::new(),
        }
    }
}

/// Returns what is drawn of a screen.
pub fn of(screen: &Screen) -> &'static Drawn {
    DRAWN.iter().find(|drawn| drawn.screen == screen).unwrap_or(&LIST)
}
