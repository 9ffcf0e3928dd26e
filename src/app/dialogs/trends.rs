//! The trends dialog: key figures month by month, as git knows them.

use chrono::{Datelike, NaiveDate};

use crate::app::dialogs::Dialog;
use crate::app::dialogs::record_history::Reading;
use crate::app::input::key::{Code, Key};
use crate::app::state::App;
use crate::app::sync::effect::Effect;
use crate::domain::measures::trend::{FIGURES, Point, too_short};
use crate::git::program::Refusal;

/// What git told of the past. It is kept while the program runs: the ends of past months stay what they were.
#[derive(Debug)]
pub struct Trends {
    /// Which reading it is fed by.
    pub reading: u64,
    /// How far that has come.
    pub state: Reading,
    /// Whether the clone leaves out what lies before.
    pub cut: bool,
    /// The ends of past months, oldest first.
    pub past: Vec<Point>,
    /// The day on which it was asked.
    asked: NaiveDate,
}

/// The page over the screen.
#[derive(Debug)]
pub struct Page {
    /// The register as it stands here: uncommitted changes count, as they do on the screens.
    pub now: Point,
    /// How many months before the last one the cursor stands.
    pub back: usize,
}

impl App {
    /// Opens the page; git is asked once, until the branch or the month is another one.
    pub(in crate::app) fn open_trends(&mut self) {
        if self.sync.loading.is_some() {
            self.refuse("The register is still being read; one moment.");
            return;
        }
        let today = self.env.today;
        let month = |day: NaiveDate| (day.year(), day.month());
        let known = |trends: &Trends| trends.state == Reading::Done && month(trends.asked) == month(today);
        if !self.trends.as_ref().is_some_and(known) {
            self.sync.readings += 1;
            self.trends = Some(Trends {
                reading: self.sync.readings,
                state: Reading::Going,
                cut: false,
                past: Vec::new(),
                asked: today,
            });
            self.effects.push(Effect::Trends(self.sync.readings));
        }
        let now = Point::now(&self.register, today);
        self.dialogs.push(Dialog::Trends(Page { now, back: 0 }));
    }

    /// Returns the months that the page shows, oldest first, the register as it stands here being the last.
    pub fn months<'a>(&'a self, page: &'a Page) -> Vec<&'a Point> {
        let past = self.trends.as_ref().map_or(&[][..], |trends| &trends.past);
        past.iter().chain([&page.now]).collect()
    }

    pub(in crate::app) fn trends_key(&mut self, key: Key) {
        let last = self.trends.as_ref().map_or(0, |trends| trends.past.len());
        let Some(Dialog::Trends(page)) = self.dialogs.last_mut() else {
            return;
        };
        match (key.code, key.ctrl) {
            (Code::Char('h' | 'k') | Code::Left | Code::Up, false) => page.back = (page.back + 1).min(last),
            (Code::Char('l' | 'j') | Code::Right | Code::Down, false) => page.back = page.back.saturating_sub(1),
            (Code::Char('g') | Code::Home, false) => page.back = last,
            (Code::Char('G') | Code::End, false) => page.back = 0,
            (Code::Char('y'), false) => {
                let text = self.trends_as_markdown();
                self.effects.push(Effect::Copy(text));
            }
            (Code::Esc, _) | (Code::Char('q' | 'T'), false) | (Code::Char('c'), true) => {
                self.dialogs.pop();
                // Half of the past is of no use to the next look.
                if self
                    .trends
                    .as_ref()
                    .is_some_and(|trends| trends.state == Reading::Going)
                {
                    self.forget_trends();
                }
            }
            _ => self.refuse("Here h and l go through the months, y copies the figures, esc closes."),
        }
    }

    /// Returns the figures as a table in Markdown.
    fn trends_as_markdown(&self) -> String {
        let Some(Dialog::Trends(page)) = self.dialogs.last() else {
            return String::new();
        };
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let labels = FIGURES.iter().map(|figure| figure.label.to_owned());
        let mut text = line(std::iter::once("Day".to_owned()).chain(labels).collect());
        text.push_str(&line(vec!["---".to_owned(); FIGURES.len() + 1]));
        for point in self.months(page) {
            let figures = FIGURES.iter().map(|figure| {
                let count = (figure.get)(&point.figures);
                figure
                    .of
                    .map_or(count.to_string(), |of| format!("{count} of {}", of(&point.figures)))
            });
            text.push_str(&line(std::iter::once(point.day.to_string()).chain(figures).collect()));
        }
        text
    }

    /// Lets go of what git told, and stops its telling.
    pub(in crate::app) fn forget_trends(&mut self) {
        let Some(trends) = self.trends.take() else { return };
        if trends.state == Reading::Going {
            self.effects.push(Effect::StopTrends);
        }
        // The page would show a past of another branch.
        self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Trends(_)));
    }

    /// Takes the end of a month; the number says which reading it is of.
    pub fn take_month(&mut self, reading: u64, point: Point) {
        if let Some(trends) = self.trends.as_mut().filter(|trends| trends.reading == reading) {
            trends.past.push(point);
            self.dirty = true;
        }
    }

    /// Takes the end of the reading, with whether the clone leaves something out.
    pub fn end_trends(&mut self, reading: u64, result: Result<bool, Refusal>) {
        let Some(trends) = self.trends.as_mut().filter(|trends| trends.reading == reading) else {
            return;
        };
        self.dirty = true;
        let why = match result {
            Ok(cut) => {
                (trends.state, trends.cut) = (Reading::Done, cut);
                too_short(trends.past.len() + 1).map(str::to_owned)
            }
            Err(refusal) => {
                trends.state = Reading::Broken(refusal.to_string());
                Some(refusal.to_string())
            }
        };
        // With less than two months there is nothing to look at; the reason is told instead.
        if let Some(why) = why.filter(|_| trends.past.is_empty()) {
            let open = self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::Trends(_)));
            self.forget_trends();
            if open {
                self.refuse(why);
            }
        }
    }
}
