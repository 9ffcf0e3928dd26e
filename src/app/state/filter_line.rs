//! The filter line of the current screen: records, dated things or blockers.

use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::screens;
use crate::app::state::App;

impl App {
    /// Tells whether the screen shows something that can be filtered.
    pub fn can_filter(&self) -> bool {
        self.screen.is(&screens::calendar::SCREEN)
            || self.screen.is(&screens::readiness::SCREEN)
            || self.list(self.screen).is_some()
    }

    /// Returns the screen's filter as typed.
    pub fn filter(&self) -> &str {
        match self.screen {
            screen if screen.is(&screens::calendar::SCREEN) => self.screens.calendar.filter(),
            screen if screen.is(&screens::readiness::SCREEN) => self.screens.readiness.filter(),
            screen => self.list(screen).map_or("", |list| list.filter()),
        }
    }

    /// Returns what is wrong with the screen's filter.
    pub fn filter_error(&self) -> Option<String> {
        let error = match self.screen {
            screen if screen.is(&screens::calendar::SCREEN) => self.screens.calendar.filter_error(),
            screen => self.list(screen).and_then(|list| list.filter_error()),
        };
        error.map(ToString::to_string)
    }

    /// Returns how many rows the screen's filter lets through.
    pub fn count_shown(&self) -> usize {
        match self.screen {
            screen if screen.is(&screens::calendar::SCREEN) => self.screens.calendar.rows().len(),
            screen if screen.is(&screens::readiness::SCREEN) => self.screens.readiness.shown(self.view()),
            screen => self.list(screen).map_or(0, |list| list.rows().len()),
        }
    }

    /// Filters what the screen shows by another text.
    pub(in crate::app) fn set_filter(&mut self, text: &str) {
        let view = View {
            register: &self.register,
            today: self.env.today,
        };
        match self.screen {
            screen if screen.is(&screens::calendar::SCREEN) => self.screens.calendar.set_filter(view, text),
            screen if screen.is(&screens::readiness::SCREEN) => self.screens.readiness.filter_by(view, text),
            screen => {
                self.with_rows(screen, |list, view| list.set_filter(view, text));
            }
        }
    }

    /// Builds a part of what the first word of a filter will need, and applies one that waits for the last of it. Returns
    /// whether there is more to build.
    pub(in crate::app) fn prepare_filter(&mut self) -> bool {
        if self.screen.is(&screens::calendar::SCREEN) {
            let view = View {
                register: &self.register,
                today: self.env.today,
            };
            self.screens.calendar.prepare_filter(view);
            return false;
        }
        let more = self.with_rows(self.screen, List::prepare_filter).unwrap_or(false);
        // The last part may have changed the rows.
        self.dirty |= !more;
        more
    }

    /// Applies a filter that waits for its search texts, before something is done with the rows.
    pub(in crate::app) fn settle_filter(&mut self) {
        self.with_list(self.screen, List::settle_filter);
    }
}
