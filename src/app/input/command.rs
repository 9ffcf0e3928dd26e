//! Commands: what a key, the palette or the help runs. Each is one static, declared beside what it does and listed in
//! [`COMMANDS`](crate::app::state::commands::COMMANDS), unless a screen or a decision brings it.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::app::state::{App, navigate};

/// Something the user can do by a key, from the palette or from the help.
pub struct Command {
    /// Its name in the palette and the key reference, which tells it from all others.
    pub name: &'static str,
    /// One or two words for the hint row.
    pub hint: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Where the help lists it.
    pub group: Group,
    /// Whether it changes records, which waits until they are read and may be forbidden.
    pub changes: bool,
    /// Whether a move of a day that has begun goes on.
    pub keeps_move: bool,
    /// Whether it can be run now; else a sentence that says what to do instead.
    pub fits: fn(&App) -> Result<(), String>,
    /// Whether the hint row may name it here.
    pub hinted: fn(&App) -> bool,
    /// What the hint row says here in place of its own words.
    pub word: fn(&App) -> Option<&'static str>,
    /// Runs it.
    pub run: fn(&mut App, &'static Command),
}

/// Where a command is listed in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Moving the cursor.
    Move,
    /// Changing the screen or what it shows.
    Look,
    /// Changing records.
    Edit,
    /// Deciding on the item under the cursor or on the marked ones.
    Decide,
    /// Copying to the clipboard.
    Copy,
    /// The program itself.
    Program,
}

impl Group {
    /// All groups, in the order of the help: what one comes to a screen for goes first.
    pub const ALL: [Self; 6] = [
        Self::Decide,
        Self::Edit,
        Self::Look,
        Self::Copy,
        Self::Program,
        Self::Move,
    ];

    /// Returns the heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Look => "Look",
            Self::Edit => "Edit",
            Self::Decide => "Decide",
            Self::Copy => "Copy",
            Self::Program => "Program",
        }
    }
}

impl Command {
    /// Returns a command that does nothing yet, to begin a declaration with.
    pub const fn of(group: Group) -> Self {
        Self {
            name: "",
            hint: "",
            help: "",
            group,
            changes: matches!(group, Group::Edit | Group::Decide),
            keeps_move: false,
            fits: |_| Ok(()),
            hinted: |_| true,
            word: |_| None,
            run: |_, _| {},
        }
    }

    /// Returns the command that shows the screen that declares it.
    pub const fn show(name: &'static str, help: &'static str) -> Self {
        Self {
            name,
            hint: name,
            help,
            run: navigate::show_screen_of,
            ..Self::of(Group::Look)
        }
    }

    /// Tells whether this is the other command.
    pub fn is(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

impl Eq for Command {}

impl Hash for Command {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Declares commands, one after the other: `DOWN "down" "down" "Move down.", |app| move_rows(app, 1);` with the name,
/// the words of the hint row, the help, what it runs and other fields, where these are not as in the base of the block.
macro_rules! commands {
    ($([$base:expr] { $(
        $command:ident $name:literal $hint:literal $help:literal
        $(, |$app:ident| $run:expr)? $(, $field:ident: $value:expr)*;
    )+ })+) => {
        $($(
            #[doc = $help]
            pub static $command: $crate::app::input::command::Command = $crate::app::input::command::Command {
                name: $name,
                hint: $hint,
                help: $help,
                $(run: |$app, _| { $run; },)?
                $($field: $value,)*
                ..$base
            };
        )+)+
    };
}
pub(crate) use commands;

/// Returns the sentence where something is not so.
pub(in crate::app) fn require(is_so: bool, sentence: &str) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(sentence.to_owned()) }
}

/// A record is under the cursor.
pub(in crate::app) fn on_record(app: &App) -> Result<(), String> {
    app.record().map(|_| ()).ok_or_else(|| app.screen.pane.no_record(app))
}
