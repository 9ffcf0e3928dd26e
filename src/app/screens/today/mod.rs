//! What needs attention, as lines that lead to their screen with its filter; for everyone or for one person.

pub(in crate::app) mod changes;
pub mod commands;
mod counting;
mod evidence;
mod findings;
pub mod identity;
pub mod lines;
mod pane;
mod posture;
mod rows;
pub mod stage_1;
mod upcoming;
mod work;

use std::cell::Cell as Shared;

use crate::app::list::spec::View;
use crate::app::screens::{self, metrics, objectives, obligations, readiness, roles};
use crate::domain::fold::folded;
use crate::domain::kinds::fallbacks;
use crate::domain::kinds::organization::people::People;
use crate::domain::readiness::Part;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{self, Screen, Tab, Table};
pub use counting::Counting;
pub(in crate::app) use counting::SLICE;
pub use posture::posture;
pub use work::Known;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("today", "Show what needs attention today."),
    title: "Today",
    short: "Today",
    tab: Tab::Own("1"),
    pane: &pane::Lines,
    keys: keys! {
        "j" DOWN, "down" DOWN, "k" UP, "up" UP, "g g" FIRST, "home" FIRST, "G" LAST, "end" LAST,
        "ctrl-d" HALF_DOWN, "ctrl-u" HALF_UP, "enter" OPEN!, "l" OPEN, "right" OPEN, "r" SHOW(readiness)!, "m" MINE!,
        "c" CHANGES!, "T" TRENDS!, "y f" SAVE_LIST, DOWN!, NEXT_SCREEN!, "O" SHOW(objectives)!, "M" SHOW(metrics), "N" SHOW(obligations), "J" SHOW(roles), PALETTE!,
    },
    ..Screen::PLAIN
};

/// How urgent a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Late, expired or above the appetite.
    Bad,
    /// Soon.
    Soon,
    /// In order, or for information.
    Calm,
}

/// Where a line leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Lead {
    /// To a screen with a filter.
    Screen(&'static Screen, String),
    /// To the records of a kind that pass a filter: on their screen, or as a list to choose from.
    Records(&'static Kind, String),
    /// To a record.
    Record(Id),
    /// To what blocks a part of the standard, or anything.
    Readiness(Option<Part>),
    /// To what changed since the last visit.
    Changes,
    /// To what a command opens.
    Run(&'static Command),
}

impl Lead {
    /// Returns the words for where it leads.
    pub fn words(&self, table: Table) -> &str {
        match self {
            Self::Screen(screen, _) => screen.title,
            Self::Records(kind, _) => screen::of_kind(table, kind).map_or(kind.plural, |screen| screen.title),
            Self::Record(id) => id.as_str(),
            Self::Readiness(_) => screens::readiness::SCREEN.title,
            Self::Changes => "list",
            Self::Run(command) => command.hint,
        }
    }

    /// Returns the filter it leads with.
    pub fn filter(&self) -> &str {
        match self {
            Self::Screen(_, filter) | Self::Records(_, filter) => filter,
            _ => "",
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The heading above it, on the first line of a section.
    pub section: Option<&'static str>,
    /// How many; a line about one record alone has no count.
    pub count: Option<usize>,
    /// Of what.
    pub text: String,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Where Enter leads.
    pub leads: Option<Lead>,
}

/// The screen's state.
#[derive(Debug, Default)]
pub struct Today {
    /// The position of the cursor: in the lines, and after them in the bars of readiness.
    pub cursor: usize,
    /// The first line shown; drawing sets it.
    pub top: Shared<usize>,
    /// The lines as last computed.
    pub lines: Vec<Line>,
    /// Whether only what one answers for is counted.
    pub mine: bool,
    /// Whether the register changed since.
    pub(in crate::app) outdated: bool,
    /// The count that is under way, in a large register; the lines are those of before until it ends.
    pub(in crate::app) counting: Option<Counting>,
    /// What is known from the count before.
    known: Known,
}

impl Today {
    /// Tells whether the lines are those of before, until the count that is under way ends.
    pub fn is_counting(&self) -> bool {
        self.counting.is_some()
    }

    /// Notes that the register changed.
    pub(in crate::app) fn outdate(&mut self) {
        self.outdated = true;
        if let Some(counting) = self.counting.take() {
            self.known = counting.into_known();
        }
    }

    /// Begins to count for everyone, or for one person.
    fn begin(&mut self, view: View<'_>, mine: Option<&str>) {
        self.outdated = false;
        self.counting = Some(Counting::begin(view, mine, std::mem::take(&mut self.known)));
    }

    /// Counts some more records, at most so many; tells whether that was the last of it.
    fn count(&mut self, view: View<'_>, most: usize) -> bool {
        let lines = self.counting.as_mut().and_then(|counting| counting.go_on(view, most));
        let Some(lines) = lines else { return false };
        self.lines = lines;
        self.known = self.counting.take().map(Counting::into_known).unwrap_or_default();
        true
    }
}

/// Counts what needs attention: of everyone, or what one person answers for.
pub fn lines(view: View<'_>, mine: Option<&str>) -> Vec<Line> {
    let mut counting = Counting::begin(view, mine, Known::default());
    loop {
        if let Some(lines) = counting.go_on(view, usize::MAX) {
            return lines;
        }
    }
}

/// What is counted, and for whom.
struct Asked<'a> {
    view: View<'a>,
    mine: Option<&'a str>,
    section: Option<&'static str>,
    lines: Vec<Line>,
}

impl<'a> Asked<'a> {
    /// Returns the records of a kind that are counted: not retired, and of the person asked for.
    fn of(&self, kind: &'a Kind) -> impl Iterator<Item = &'a Record> + use<'a> {
        let mine = self.mine.map(|mine| People::of(self.view.register).all_of(mine));
        let counts = move |record: &&Record| {
            !record.is_retired() && mine.as_ref().is_none_or(|mine| mine.contains(&folded(record.owner())))
        };
        self.view.register.of(kind).filter(counts)
    }

    /// Adds what counts in place of files of the organization that cannot be used: every number below depends on it.
    fn fallbacks(&mut self) {
        self.section = Some("Not as the organization decided");
        for (id, text) in fallbacks(self.view.register) {
            self.lines.push(Line {
                section: self.section.take(),
                count: None,
                text,
                urgency: Urgency::Bad,
                leads: Some(Lead::Record(id)),
            });
        }
    }

    /// Returns a filter that passes what is counted here.
    fn filter(&self, filter: &str) -> String {
        let Some(mine) = self.mine else {
            return filter.to_owned();
        };
        let plain = mine
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let owner = if plain && !mine.is_empty() {
            format!("owner={mine}")
        } else {
            format!("owner=\"{}\"", mine.replace(['"', '\\'], ""))
        };
        format!("{filter} {owner}").trim_start().to_owned()
    }

    /// Adds a line that leads to a screen with a filter.
    fn push(&mut self, count: usize, text: &str, urgency: Urgency, screen: &'static Screen, filter: &str) {
        let leads = Lead::Screen(screen, self.filter(filter));
        self.push_leading(count, text, urgency, leads);
    }

    /// Adds a line that leads to the records of a kind.
    fn push_of(&mut self, count: usize, text: &str, urgency: Urgency, kind: &'static Kind, filter: &str) {
        let leads = Lead::Records(kind, self.filter(filter));
        self.push_leading(count, text, urgency, leads);
    }

    /// Adds a line, `one|several` by its count; a count of nothing bad or soon is not worth one.
    fn push_leading(&mut self, count: usize, text: &str, urgency: Urgency, leads: Lead) {
        let text = match text.split_once('|') {
            Some((one, _)) if count == 1 => one,
            Some((_, several)) => several,
            None => text,
        };
        if count > 0 || urgency == Urgency::Calm {
            self.lines.push(Line {
                section: self.section.take(),
                count: Some(count),
                text: text.to_owned(),
                urgency,
                leads: Some(leads),
            });
        }
    }
}
