//! Which keys run which command, by context.

use crate::app::decisions::DECISIONS;
use crate::app::environment::key::Key;
use crate::app::input::command::Command;
use crate::app::screens::{self, Tab};

/// Keys in a row that run a command; without keys, a command that a wider context binds and the hint row names here.
#[derive(Debug)]
pub struct Binding {
    /// The keys, with a space between two.
    pub keys: &'static str,
    /// What they run.
    pub command: Command,
    /// Whether the hint row names it, with a word in place of the command's own where this is not empty.
    pub hint: Option<&'static str>,
}

impl Binding {
    /// Returns a binding that the hint row does not name.
    pub const fn new(keys: &'static str, command: Command) -> Self {
        let hint = None;
        Self { keys, command, hint }
    }

    /// Returns the binding as one that the hint row names.
    #[must_use]
    pub const fn hinted(self, word: &'static str) -> Self {
        let hint = Some(word);
        Self { hint, ..self }
    }
}

/// Lists bindings in the order of the hint row: `"a" Add` is only bound, `"a" Add!` is named by the hint row, too,
/// `"x" Raise!"risk"` with a word of its own, and `Open!` is bound in a wider context and named here.
macro_rules! keys {
    ($($($keys:literal)? $command:ident $(($screen:ident))? $(! $($word:literal)?)?),* $(,)?) => {
        &[$($crate::app::input::keymap::Binding::new(
            concat!($($keys)?),
            $crate::app::input::command::Command::$command $((&$crate::app::screens::$screen::SCREEN))?,
        )$(.hinted(concat!($($word)?)))?),*]
    };
}
pub(crate) use keys;

/// Where bindings hold; a narrower context goes before a wider one.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The words for it.
    pub title: &'static str,
    /// Its bindings. The first of a command's keys is the one shown.
    pub keys: &'static [Binding],
}

impl PartialEq for Context {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title
    }
}

/// Wherever no popup is open; the keys of the tabs are added to it.
pub static EVERYWHERE: Context = Context {
    title: "everywhere",
    keys: keys! {
        "tab" NextScreen, "]" NextScreen, "shift-tab" PreviousScreen, "[" PreviousScreen,
        ":" Palette, "?" Help, "u" Undo, "U" Redo, "ctrl-r" Redo, "R" Reload, "ctrl-l" Redraw, "ctrl-z" Suspend,
        "q" Quit, "ctrl-c" Quit, "esc" Back, "ctrl-o" JumpBack, "alt-o" JumpForward, "z" Zoom,
    },
};

/// In lists of records.
pub static LIST: Context = Context {
    title: "in lists",
    keys: keys! {
        "j" Down, "down" Down, "k" Up, "up" Up, "g g" First, "home" First, "G" Last, "end" Last,
        "ctrl-d" HalfDown, "ctrl-u" HalfUp, "pagedown" PageDown, "ctrl-f" PageDown, "pageup" PageUp,
        "enter" Open!, "l" Open, "right" Open, "/" Filter!, "s" Sort!, "e" Edit!, "E" EditLong,
        "space" Mark!, "v" MarkRange, "*" MarkAll, "L" Links!, "H" History, "V" Attach, "F" RaiseFinding,
        "w" SwitchPane, "y i" CopyId, "y p" CopyLink, "y r" CopyRow, "y d" CopyDetail,
    },
};

/// In the detail beside or over a list.
pub static DETAIL: Context = Context {
    title: "in the detail",
    keys: keys! {
        "j" Down, "down" Down, "k" Up, "up" Up, "g g" First, "G" Last, "ctrl-d" HalfDown, "ctrl-u" HalfUp,
        "pagedown" PageDown, "pageup" PageUp, "h" Back!, "left" Back, "enter" Open!, "e" Edit!, "E" EditLong,
        "L" Links!, "V" Attach!, "H" History!, "F" RaiseFinding, "w" SwitchPane, "y i" CopyId, "y p" CopyLink,
        "y d" CopyDetail, "C" Reconfirm, "N" Raise,
    },
};

/// At a record that lies over a screen.
pub static RECORD: Context = Context {
    title: "at a record",
    keys: keys! { Back!, Open!, Edit!, Links!, Attach!, History!, CopyDetail! },
};

/// At an assessment that lies over a screen.
pub static ASSESSMENT: Context = Context {
    title: "at an assessment",
    keys: keys! { Back!, Open!, Edit!, Reconfirm!, Raise!, Links!, History! },
};

/// A binding with its context and its keys parsed.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Where it holds.
    pub context: Context,
    /// The keys, in a row.
    pub keys: Vec<Key>,
    /// What they run.
    pub command: Command,
}

/// The bindings of the program: those of every screen, and those that hold wider.
#[derive(Debug, Clone)]
pub struct Keymap {
    contexts: Vec<Context>,
    bindings: Vec<Bound>,
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

impl Keymap {
    /// Returns the bindings of a table of screens.
    pub fn of(screens: screens::Table) -> Self {
        let mut contexts = vec![EVERYWHERE, LIST, DETAIL];
        for screen in screens {
            contexts.push(screen.context());
            contexts.extend(screen.contexts.iter().map(|context| **context));
        }
        let tabs = screens.iter().filter_map(|screen| match screen.tab {
            Tab::Own(key) => Some((EVERYWHERE, key, Command::Show(screen))),
            Tab::Under(_) => None,
        });
        let bound = contexts.iter().flat_map(|context| {
            let own = context.keys.iter().filter(|binding| !binding.keys.is_empty());
            own.map(|binding| (*context, binding.keys, binding.command))
        });
        let parse = |keys: &str| keys.split(' ').map(str::parse).collect::<Result<Vec<Key>, _>>();
        // A test parses every key.
        let parsed = |(context, keys, command)| {
            let keys = parse(keys).ok()?;
            Some(Bound { context, keys, command })
        };
        let brought = DECISIONS.iter().filter_map(|decision| decision.brings.as_ref());
        let brought = brought.flat_map(|brings| {
            let own = brings.keys.iter();
            own.map(|(screen, keys)| (screen.context(), *keys, brings.entry.command))
        });
        let bindings = tabs.chain(bound).chain(brought).filter_map(parsed).collect();
        Self { contexts, bindings }
    }

    /// Returns every context, in the order of the reference.
    pub fn contexts(&self) -> &[Context] {
        &self.contexts
    }

    /// Returns what keys mean in these contexts, the narrowest first.
    pub fn meaning(&self, contexts: &[Context], keys: &[Key]) -> Meaning {
        for context in contexts {
            let here = || self.bindings.iter().filter(|bound| bound.context == *context);
            if let Some(bound) = here().find(|bound| bound.keys == keys) {
                return Meaning::Run(bound.command);
            }
            let longer = here().filter(|bound| bound.keys.len() > keys.len() && bound.keys.starts_with(keys));
            let next: Vec<_> = longer.map(|bound| (bound.keys[keys.len()], bound.command)).collect();
            if !next.is_empty() {
                return Meaning::Prefix(next);
            }
        }
        Meaning::Nothing
    }

    /// Returns the keys of a command in these contexts as text, the first bound first.
    pub fn keys(&self, contexts: &[Context], command: Command) -> Option<String> {
        contexts.iter().find_map(|context| {
            let bound = self.bindings.iter().find(|bound| {
                bound.context == *context
                    && bound.command == command
                    && self.meaning(contexts, &bound.keys) == Meaning::Run(command)
            });
            bound.map(|bound| text(&bound.keys))
        })
    }

    /// Returns all bindings.
    pub fn bindings(&self) -> &[Bound] {
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
    use crate::app::guided::session;
    use crate::app::input::command;
    use crate::app::screens::{SCREENS, systems};

    fn keymap() -> Keymap {
        Keymap::of(SCREENS)
    }

    #[test]
    fn every_key_parses_and_is_bound_once_in_its_context() {
        let mut seen = HashSet::new();
        let keys = |context: &Context| context.keys.iter().filter(|binding| !binding.keys.is_empty()).count();
        let declared: usize = keymap().contexts().iter().map(keys).sum();
        let tabs = screens::tabs(SCREENS).count();
        let brought = DECISIONS.iter().filter_map(|decision| decision.brings.as_ref());
        let brought: usize = brought.map(|brings| brings.keys.len()).sum();
        assert_eq!(keymap().bindings().len(), declared + tabs + brought, "every key parses");
        for Bound { context, keys, command } in keymap().bindings() {
            let place = context.title;
            assert!(seen.insert((place, keys.clone())), "{} twice in {place}", text(keys));
            let shadowed = (1..keys.len()).any(|len| seen.contains(&(place, keys[..len].to_vec())));
            assert!(!shadowed, "{} for {command:?} begins with another binding", text(keys));
        }
    }

    #[test]
    fn contexts_have_titles_of_their_own() {
        let mut seen = HashSet::from([RECORD.title, ASSESSMENT.title]);
        for context in keymap().contexts() {
            assert!(seen.insert(context.title), "{}", context.title);
        }
    }

    #[test]
    fn keys_that_terminals_cannot_tell_apart_or_that_multiplexers_take_are_free() {
        for bound in keymap().bindings() {
            for key in &bound.keys {
                for taken in ["ctrl-i", "ctrl-m", "ctrl-[", "ctrl-h", "ctrl-a", "ctrl-b", "ctrl-j"] {
                    assert_ne!(key.to_string(), taken);
                }
            }
        }
    }

    #[test]
    fn every_command_has_one_entry_with_help() {
        let mut seen = HashSet::new();
        for entry in command::all(SCREENS) {
            assert!(seen.insert(entry.command), "{:?}", entry.command);
            assert!(entry.help.ends_with('.') && !entry.hint.is_empty(), "{}", entry.name);
        }
        for bound in keymap().bindings() {
            assert!(seen.contains(&bound.command), "{:?}", bound.command);
        }
    }

    #[test]
    fn a_prefix_tells_what_may_follow() {
        let keymap = keymap();
        let contexts = [systems::SCREEN.context(), LIST, EVERYWHERE];
        assert_eq!(keymap.meaning(&contexts, &[Key::char('a')]), Meaning::Run(Command::Add));
        assert!(matches!(keymap.meaning(&contexts, &[Key::char('y')]), Meaning::Prefix(next) if next.len() == 4));
        assert_eq!(
            keymap.meaning(&contexts, &[Key::char('y'), Key::char('x')]),
            Meaning::Nothing
        );
    }

    #[test]
    fn the_narrower_context_goes_first() {
        let keymap = keymap();
        let question = [session::QUESTION, DETAIL, EVERYWHERE];
        assert_eq!(
            keymap.meaning(&question, &[Key::char('1')]),
            Meaning::Run(Command::Absent)
        );
        assert_eq!(keymap.keys(&question, Command::Show(SCREENS[0])), None);
    }
}
