//! Which keys run which command, by context.

use std::sync::OnceLock;

use crate::app::decisions::DECISIONS;
use crate::app::input::command::Command;
use crate::app::input::key::Key;

/// Where a binding holds; a narrower one goes before a wider one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Wherever no popup is open.
    Everywhere,
    /// In lists of records.
    List,
    /// In the detail beside or over a list.
    Detail,
    /// On the Today screen.
    Today,
    /// On the inventory.
    Systems,
    /// On the risks.
    Risks,
    /// In the heatmap.
    Heatmap,
    /// In the triage.
    Treatment,
    /// On the controls.
    Controls,
    /// On the gap analysis.
    Gap,
    /// In a guided session.
    Session,
    /// At a gap question of it.
    Question,
    /// At a control of it.
    Judgement,
    /// On the calendar.
    Calendar,
    /// In the month of the calendar.
    Month,
    /// While a dated thing is moved.
    Moving,
    /// At the detail of a review.
    Review,
    /// In a review that is being held.
    Holding,
    /// On the evidence.
    Evidence,
    /// On the documents.
    Documents,
    /// On what blocks.
    Readiness,
    /// On the findings.
    Findings,
    /// On the incidents.
    Incidents,
    /// On the suppliers.
    Suppliers,
    /// On the objectives.
    Objectives,
}

impl Context {
    /// All contexts, in the order of the reference.
    pub const ALL: &[Self] = &[
        Self::Everywhere,
        Self::List,
        Self::Detail,
        Self::Today,
        Self::Systems,
        Self::Risks,
        Self::Heatmap,
        Self::Treatment,
        Self::Controls,
        Self::Gap,
        Self::Session,
        Self::Question,
        Self::Judgement,
        Self::Calendar,
        Self::Month,
        Self::Moving,
        Self::Review,
        Self::Holding,
        Self::Evidence,
        Self::Documents,
        Self::Readiness,
        Self::Findings,
        Self::Incidents,
        Self::Suppliers,
        Self::Objectives,
    ];

    /// Returns the words for the place.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::List => "in lists",
            Self::Detail => "in the detail",
            Self::Today => "Today",
            Self::Systems => "Systems",
            Self::Risks => "Risks",
            Self::Heatmap => "heatmap",
            Self::Treatment => "Treatment",
            Self::Controls => "Controls",
            Self::Gap => "Gap",
            Self::Session => "in a session",
            Self::Question => "at a gap question",
            Self::Judgement => "at a control in a session",
            Self::Calendar => "Calendar",
            Self::Month => "month",
            Self::Moving => "while a day is moved",
            Self::Review => "at a review",
            Self::Holding => "holding a review",
            Self::Evidence => "Evidence",
            Self::Documents => "Documents",
            Self::Readiness => "Readiness",
            Self::Findings => "Findings",
            Self::Incidents => "Incidents",
            Self::Suppliers => "Suppliers",
            Self::Objectives => "Objectives",
        }
    }
}

macro_rules! bindings {
    ($($context:ident: $($keys:literal $command:ident),+;)+) => {
        &[$($((Context::$context, $keys, Command::$command)),+),+]
    };
}

/// The keys as they are unless the user says otherwise. The first of a command's keys is the one shown.
pub const DEFAULT: &[(Context, &str, Command)] = bindings! {
    Everywhere: "1" Today, "2" Systems, "3" Risks, "4" Treatment, "5" Controls, "6" Gap, "7" Calendar, "8" Evidence,
        "9" Findings,
        "tab" NextScreen, "]" NextScreen, "shift-tab" PreviousScreen, "[" PreviousScreen,
        ":" Palette, "?" Help, "u" Undo, "U" Redo, "ctrl-r" Redo, "R" Reload, "ctrl-l" Redraw, "ctrl-z" Suspend,
        "q" Quit, "ctrl-c" Quit, "esc" Back, "ctrl-o" JumpBack, "alt-o" JumpForward, "z" Zoom;
    List: "j" Down, "down" Down, "k" Up, "up" Up, "g g" First, "home" First, "G" Last, "end" Last,
        "ctrl-d" HalfDown, "ctrl-u" HalfUp, "pagedown" PageDown, "ctrl-f" PageDown, "pageup" PageUp,
        "enter" Open, "l" Open, "right" Open, "/" Filter, "s" Sort, "e" Edit, "E" EditLong,
        "space" Mark, "v" MarkRange, "*" MarkAll, "L" Links, "H" History, "V" Attach, "F" RaiseFinding, "w" SwitchPane,
        "y i" CopyId, "y p" CopyLink, "y r" CopyRow, "y d" CopyDetail;
    Detail: "j" Down, "down" Down, "k" Up, "up" Up, "g g" First, "G" Last, "ctrl-d" HalfDown, "ctrl-u" HalfUp,
        "pagedown" PageDown, "pageup" PageUp, "enter" Open, "h" Back, "left" Back, "e" Edit, "E" EditLong,
        "L" Links, "H" History, "V" Attach, "F" RaiseFinding, "w" SwitchPane, "y i" CopyId, "y p" CopyLink,
        "y d" CopyDetail, "C" Reconfirm, "N" Raise;
    Today: "j" Down, "down" Down, "k" Up, "up" Up, "g g" First, "home" First, "G" Last, "end" Last,
        "ctrl-d" HalfDown, "ctrl-u" HalfUp, "enter" Open, "l" Open, "right" Open,
        "r" Readiness, "m" Mine, "c" Changes, "O" Objectives, "g o" Organization, "T" Trends;
    Systems: "a" Add, "i" Starter, "o" Owner, "S" Status, "r" Retire, "D" Duplicate, "n" Note,
        "A r" AssessRisks, "A i" AssessImpact, "A s" ReviewSecurity, "P" Suppliers;
    Risks: "a" Add, "o" Owner, "S" Status, "r" Retire, "D" Duplicate, "n" Note, "A" Accept, "P" ApprovePlan, "T" AddAction,
        "t" NextTime, "d" NextDimension, "h" SwitchPane, "left" SwitchPane, "c" WholeRegister, "b" WholeBand,
        "M" Method, "i" Starter;
    Heatmap: "h" Left, "left" Left, "j" Down, "down" Down, "k" Up, "up" Up, "l" Right, "right" Right,
        "enter" Open, "w" SwitchPane, "t" NextTime, "d" NextDimension, "c" WholeRegister, "b" WholeBand, "a" Add, "/" Filter,
        "M" Method, "i" Starter;
    Treatment: "x" Done, "d" Redate, "o" Owner, "b" Block, "c" Cancel, "a" Accept, "n" Note, "z" Skip,
        "f" CheckEffect, "W" Sitting, "A" Add, "S" Status, "r" Retire;
    Controls: "S" Status, "x" Applicability, "i" Include, "o" Owner, "n" Note, "a" Add, "T" AddAction, "d" Redate,
        "W" Walk, "X" Crosswalk;
    Gap: "S" Status, "n" Note, "o" Owner, "a" AddAction, "W" Walk, "h" Left, "left" Left,
        "l" Right, "right" Right, "D" Documents, "X" Crosswalk;
    Session: "s" Skip, "b" Up, "k" Up, "up" Up, "j" Down, "down" Down, "enter" Down, "n" Note, "o" Owner, "a" AddAction,
        "g" GoToClause, "e" Edit, "E" EditLong, "L" Links, "H" History, "v" Attach, "V" Attach, "F" RaiseFinding, "ctrl-d" HalfDown,
        "ctrl-u" HalfUp, "pagedown" PageDown, "pageup" PageUp, "y i" CopyId, "y p" CopyLink, "y d" CopyDetail,
        "q" Back, "h" Back;
    Question: "1" Absent, "2" Informal, "3" Documented, "4" Operating, "0" Unassessed;
    Judgement: "1" NotImplemented, "2" Planned, "3" Partial, "4" Implemented, "x" Applicability, "i" Include;
    Calendar: "a" Add, "space" Add, "d" Redate, "c" Cancel, "x" Hold, "o" Owner, "h" SwitchPane, "left" SwitchPane,
        ">" Later, "<" Earlier, "}" NextMonth, "{" PreviousMonth, "t" GoToday,
        "P" PlanYear;
    Month: "h" Left, "left" Left, "j" Down, "down" Down, "k" Up, "up" Up, "l" Right, "right" Right,
        "enter" Open, "space" Add, "a" Add, "w" SwitchPane,
        ">" Later, "<" Earlier, "}" NextMonth, "pagedown" NextMonth, "{" PreviousMonth, "pageup" PreviousMonth,
        "t" GoToday, "/" Filter, "d" Redate, "c" Cancel, "P" PlanYear;
    Moving: ">" Later, "l" Later, "right" Later, "<" Earlier, "h" Earlier, "left" Earlier, "enter" Open;
    Review: "x" Hold, "d" Redate, "c" Cancel, "o" Owner;
    Holding: "n" Say, "space" Noted, "a" Decide, "d" Resolve, "w" Attend, "f" Find, "c" CloseReview,
        "j" Down, "down" Down, "enter" Down, "l" Down, "right" Down, "k" Up, "up" Up, "b" Up, "h" Up, "left" Up,
        "g" GoToPoint, "E" EditLong, "e" Edit, "L" Links, "H" History, "V" Attach, "o" Owner, "ctrl-d" HalfDown,
        "ctrl-u" HalfUp, "pagedown" PageDown, "pageup" PageUp, "y i" CopyId, "y p" CopyLink, "y d" CopyDetail,
        "q" Back;
    Evidence: "a" Add, "o" Owner, "d" Redate, "x" LookAgain, "l" Locate, "r" Retire, "n" Note, "D" Documents;
    Documents: "l" Locate, "A" Approve, "d" Redate, "o" Owner, "n" Note, "x" NotNeeded, "a" Add, "D" Evidence;
    Readiness: "j" Down, "down" Down, "k" Up, "up" Up, "g g" First, "home" First, "G" Last, "end" Last,
        "ctrl-d" HalfDown, "ctrl-u" HalfUp, "pagedown" PageDown, "ctrl-f" PageDown, "pageup" PageUp, "enter" Open,
        "h" Left, "left" Left, "l" Right, "right" Right, "f" NextGoal, "/" Filter, "t" Today;
    Findings: "x" NextStep, "a" Add, "c" Correct, "b" Cause, "m" Similar, "T" AddAction, "A" AddAction, "d" Redate,
        "o" Owner, "n" Note, "S" Status, "X" Withdraw, "r" Retire, "W" Sitting, "I" Incidents;
    Incidents: "x" Reported, "a" Add, "S" Status, "f" FireTriggers, "N" Raise, "T" AddAction, "A" AddAction, "o" Owner,
        "n" Note, "r" Retire, "I" Findings;
    Suppliers: "x" Assessed, "a" Add, "d" Redate, "o" Owner, "n" Note, "T" AddAction, "A" AddAction, "r" Retire,
        "P" Systems;
    Objectives: "x" Measured, "a" Add, "S" Status, "d" Redate, "o" Owner, "n" Note, "T" AddAction, "A" AddAction,
        "r" Retire, "O" Today;
};

/// One binding: where, which keys in a row, what.
pub type Binding = (Context, Vec<Key>, Command);

/// The bindings in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// What keys pressed so far come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// They run this.
    Run(Command),
    /// They begin longer ones: the next key of each, with its command.
    Prefix(Vec<(Key, Command)>),
    /// They mean nothing here.
    Nothing,
}

impl Default for Keymap {
    fn default() -> Self {
        static PARSED: OnceLock<Vec<Binding>> = OnceLock::new();
        let parse = |keys: &str| keys.split(' ').map(str::parse).collect::<Result<Vec<Key>, _>>();
        let bindings = PARSED.get_or_init(|| {
            let parsed = |(context, keys, command): &(Context, &str, Command)| {
                (
                    *context,
                    parse(keys).expect("a test parses every default key"),
                    *command,
                )
            };
            let brought = DECISIONS.iter().filter_map(|decision| decision.brings.as_ref());
            let brought =
                brought.flat_map(|brings| brings.keys.iter().map(|(at, keys)| (*at, *keys, brings.entry.command)));
            DEFAULT.iter().copied().chain(brought).map(|row| parsed(&row)).collect()
        });
        Self {
            bindings: bindings.clone(),
        }
    }
}

impl Keymap {
    /// Returns what keys mean in these contexts, the narrowest first.
    pub fn meaning(&self, contexts: &[Context], keys: &[Key]) -> Meaning {
        for context in contexts {
            let here = || self.bindings.iter().filter(|(bound, ..)| bound == context);
            if let Some((_, _, command)) = here().find(|(_, bound, _)| bound == keys) {
                return Meaning::Run(*command);
            }
            let longer = here().filter(|(_, bound, _)| bound.len() > keys.len() && bound.starts_with(keys));
            let next: Vec<_> = longer
                .map(|(_, bound, command)| (bound[keys.len()], *command))
                .collect();
            if !next.is_empty() {
                return Meaning::Prefix(next);
            }
        }
        Meaning::Nothing
    }

    /// Returns the keys of a command in these contexts as text, the first bound first.
    pub fn keys(&self, contexts: &[Context], command: Command) -> Option<String> {
        contexts.iter().find_map(|context| {
            let bound = self.bindings.iter().find(|(at, keys, run)| {
                at == context && *run == command && self.meaning(contexts, keys) == Meaning::Run(command)
            });
            bound.map(|(_, keys, _)| text(keys))
        })
    }

    /// Returns all bindings.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }
}

/// Returns keys as people read them: `g g`, `ctrl-d`.
pub fn text(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::app::input::command::TABLE;

    #[test]
    fn every_default_key_parses_and_is_bound_once_where_it_is() {
        let mut seen = HashSet::new();
        for (context, keys, command) in Keymap::default().bindings() {
            assert!(
                seen.insert((*context, keys.clone())),
                "{} twice in {context:?}",
                text(keys)
            );
            let shadowed = (1..keys.len()).any(|len| seen.contains(&(*context, keys[..len].to_vec())));
            assert!(!shadowed, "{} for {command:?} begins with another binding", text(keys));
        }
    }

    #[test]
    fn keys_that_terminals_cannot_tell_apart_or_that_multiplexers_take_are_free() {
        for (_, keys, _) in Keymap::default().bindings() {
            for key in keys {
                for taken in ["ctrl-i", "ctrl-m", "ctrl-[", "ctrl-h", "ctrl-a", "ctrl-b", "ctrl-j"] {
                    assert_ne!(key.to_string(), taken);
                }
            }
        }
    }

    #[test]
    fn every_action_stands_once_in_the_table_with_help() {
        let mut seen = HashSet::new();
        for entry in TABLE {
            assert!(seen.insert(entry.command), "{:?}", entry.command);
            assert!(entry.help.ends_with('.') && !entry.hint.is_empty(), "{}", entry.name);
        }
        for (_, _, command) in DEFAULT {
            assert!(seen.contains(command), "{command:?}");
        }
    }

    #[test]
    fn a_prefix_tells_what_may_follow() {
        let keymap = Keymap::default();
        let contexts = [Context::Systems, Context::List, Context::Everywhere];
        assert_eq!(keymap.meaning(&contexts, &[Key::char('a')]), Meaning::Run(Command::Add));
        assert!(matches!(keymap.meaning(&contexts, &[Key::char('y')]), Meaning::Prefix(next) if next.len() == 4));
        assert_eq!(
            keymap.meaning(&contexts, &[Key::char('y'), Key::char('x')]),
            Meaning::Nothing
        );
    }

    #[test]
    fn the_narrower_place_goes_first() {
        let keymap = Keymap::default();
        let question = [Context::Question, Context::Detail, Context::Everywhere];
        assert_eq!(
            keymap.meaning(&question, &[Key::char('1')]),
            Meaning::Run(Command::Absent)
        );
        assert_eq!(keymap.keys(&question, Command::Today), None);
    }
}
