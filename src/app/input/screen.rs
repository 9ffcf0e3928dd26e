//! A screen as it is declared: its tab, keys, pane, list and texts.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::app::input::command::{Command, Group};
use crate::app::input::keymap::{Binding, Context};
use crate::app::input::pane::{Pane, Rows};
use crate::app::list::List;
use crate::app::list::spec::Spec;
use crate::app::state::App;
use crate::domain::record::field::Kind;

/// A table of screens.
pub type Table = &'static [&'static Screen];

/// A screen: all that the rest of the program needs to know about it.
pub struct Screen {
    /// The command that shows it; its name is that of the screen on the command line.
    pub show: Command,
    /// Its title, also on its tab.
    pub title: &'static str,
    /// Its title where there is little room.
    pub short: &'static str,
    /// Its tab.
    pub tab: Tab,
    /// What the keys that move, open, close and filter come to on it.
    pub pane: &'static dyn Pane,
    /// Its list, where it is one.
    pub list: Option<&'static Spec>,
    /// The kind whose records it shows, where it is no list of them.
    pub kind: Option<&'static Kind>,
    /// Its bindings, those that the hint row names in its order.
    pub keys: &'static [Binding],
    /// What the hint row names while the detail has the keyboard, where that is not the same as everywhere.
    pub detail: &'static [Binding],
    /// The contexts within it, in the order of the key reference.
    pub contexts: &'static [&'static Context],
    /// What may be typed into its filter.
    pub filter_hint: &'static str,
    /// Returns the note in the frame of its list, in so many cells, while it is not sorted by a column.
    pub note: fn(&App, &List, usize) -> String,
    /// Returns what its list is narrowed to beside its filter, if anything.
    pub within: fn(&App) -> Option<String>,
    /// Returns the text in place of rows when there are none at all.
    pub empty: fn(&App) -> &'static str,
    /// What is measured of each group of its list.
    pub measure: Measure,
    /// Whether it is worked through, so that a record that was decided on gives way to the next.
    pub is_queue: bool,
    /// Whether closed records are shown for reference only.
    pub dims_closed: bool,
    /// Whether it shows when records were last changed in git.
    pub shows_changes: bool,
    /// Whether it shows what changed since it was approved.
    pub shows_approvals: bool,
}

/// Where the tab of a screen is.
#[derive(Debug)]
pub enum Tab {
    /// It has its own, and the key that shows it from everywhere.
    Own(&'static str),
    /// It lies under the tab of another.
    Under(&'static Screen),
}

/// What the heading of a group says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// How many records it has.
    Count,
    /// How many of its controls are implemented.
    Progress,
    /// How many of its questions are answered.
    Coverage,
}

impl Screen {
    /// A list without anything of its own, to begin the declaration of a screen with.
    pub const PLAIN: Self = Self {
        show: Command::of(Group::Look),
        title: "",
        short: "",
        tab: Tab::Own("0"),
        pane: &Rows,
        list: None,
        kind: None,
        keys: &[],
        detail: &[],
        contexts: &[],
        filter_hint: "words, owner:x, due<today, level>=high, is:overdue, no:owner, #tag, -not",
        note: |_, _, _| String::new(),
        within: |_| None,
        empty: |_| "Nothing here.",
        measure: Measure::Count,
        is_queue: false,
        dims_closed: false,
        shows_changes: false,
        shows_approvals: false,
    };

    /// Tells whether this is the other screen.
    pub fn is(&self, other: &Self) -> bool {
        self.show.is(&other.show)
    }

    /// Tells whether a list is its own.
    pub(in crate::app) fn shows(&self, list: &List) -> bool {
        self.list.is_some_and(|spec| std::ptr::eq(list.spec, spec))
    }

    /// Returns the screen whose tab it lies under.
    pub fn tab(&'static self) -> &'static Self {
        match self.tab {
            Tab::Own(_) => self,
            Tab::Under(screen) => screen,
        }
    }

    /// Returns the kind whose records it shows.
    pub fn kind(&self) -> Option<&'static Kind> {
        self.list.map(|list| list.kind).or(self.kind)
    }

    /// Returns the context of its own bindings.
    pub const fn context(&self) -> Context {
        Context {
            title: self.title,
            keys: self.keys,
        }
    }
}

impl PartialEq for Screen {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl Eq for Screen {}

impl Hash for Screen {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.show.hash(state);
    }
}

impl fmt::Debug for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title)
    }
}

/// Returns the screens with a tab of their own, in the order of the tabs.
pub fn tabs(table: Table) -> impl Iterator<Item = &'static Screen> {
    let has_tab = |screen: &&Screen| matches!(screen.tab, Tab::Own(_));
    table.iter().copied().filter(has_tab)
}

/// Returns the screen with this name, whatever its case.
pub fn named(table: Table, name: &str) -> Option<&'static Screen> {
    let mut screens = table.iter().copied();
    screens.find(|screen| screen.show.name.eq_ignore_ascii_case(name))
}

/// Returns the screen on which records of a kind are shown.
pub fn of_kind(table: Table, kind: &Kind) -> Option<&'static Screen> {
    let mut screens = table.iter().copied();
    screens.find(|screen| screen.kind().is_some_and(|own| own == kind))
}
