//! The trends dialog: key figures month by month, as git knows them.

use chrono::{Datelike, NaiveDate};

use crate::app::dialogs::keys::{DialogKeys, Listed, dialog_keys};
use crate::app::dialogs::record_history::Reading;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::domain::measures::trend::{FIGURES, Point};
use crate::domain::register::Register;

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
pub struct TrendsPage {
    /// The register as it stands here: uncommitted changes count, as they do on the screens.
    pub now: Point,
    /// How many months before the last one the cursor stands.
    pub back: usize,
}

impl Trends {
    /// Returns what is known before git was heard.
    pub fn asked(reading: u64, today: NaiveDate) -> Self {
        Self {
            reading,
            state: Reading::Going,
            cut: false,
            past: Vec::new(),
            asked: today,
        }
    }

    /// Tells whether all of it is known and still of this month.
    pub fn is_current(&self, today: NaiveDate) -> bool {
        let month = |day: NaiveDate| (day.year(), day.month());
        self.state == Reading::Done && month(self.asked) == month(today)
    }
}

impl TrendsPage {
    /// Returns the months that the page shows, oldest first, the register as it stands here being the last.
    pub fn months<'a>(&'a self, trends: Option<&'a Trends>) -> Vec<&'a Point> {
        let past = trends.map_or(&[][..], |trends| &trends.past);
        past.iter().chain([&self.now]).collect()
    }

    fn go(&mut self, by: isize, trends: Option<&Trends>) -> Outcome {
        let last = trends.map_or(0, |trends| trends.past.len());
        self.back = self.back.saturating_add_signed(-by).min(last);
        Outcome::Stay
    }

    /// Returns the figures as a table in Markdown.
    fn markdown(&self, trends: Option<&Trends>) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let labels = FIGURES.iter().map(|figure| figure.label.to_owned());
        let mut text = line(std::iter::once("Day".to_owned()).chain(labels).collect());
        text.push_str(&line(vec!["---".to_owned(); FIGURES.len() + 1]));
        for point in self.months(trends) {
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
}

/// The keys of the trends.
pub static KEYS: DialogKeys<TrendsPage> = DialogKeys::new(
    "in the trends",
    &[dialog_keys! {
        "h k left up" "Go to the month before." ! "through the months" => |page, read| page.go(-1, read.trends),
        "l j right down" "Go to the next month." ! "through the months" => |page, read| page.go(1, read.trends),
        "g home" "Go to the first month." => |page, read| page.go(isize::MIN / 2, read.trends),
        "G end" "Go to today." => |page, read| page.go(isize::MAX / 2, read.trends),
        "y" "Copy the figures as Markdown." ! "copies" => |page, read| Outcome::Copy(page.markdown(read.trends)),
        "esc q T ctrl-c" "Close the trends." ! "closes" => |_, _| Outcome::Leave,
    }],
);

impl Keep for TrendsPage {}

impl Dialog for TrendsPage {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }

    /// Half of the past is of no use to the next look.
    fn left(&self, app: &mut App) {
        if app.trends.as_ref().is_some_and(|trends| trends.state == Reading::Going) {
            forget(app);
        }
    }
}

/// Forgets what git told of past months, and stops its telling.
pub(in crate::app) fn forget(app: &mut App) {
    let Some(trends) = app.trends.take() else { return };
    if trends.state == Reading::Going {
        app.effects.push(Effect::StopTrends);
    }
    // The page would show a past of another branch.
    app.dialogs.close(|_: &TrendsPage| true);
}
