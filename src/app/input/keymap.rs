//! Bindings of keys to commands, by context.

use crate::app::environment::key::Key;
use crate::app::input::command::Command;

/// Keys in a row that run a command; without keys, a command that a wider context binds and the hint row names here.
#[derive(Debug)]
pub struct Binding {
    /// The keys, with a space between two.
    pub keys: &'static str,
    /// What they run.
    pub command: &'static Command,
    /// Whether the hint row names it, with a word in place of the command's own where this is not empty.
    pub hint: Option<&'static str>,
}

impl Binding {
    /// Returns a binding that the hint row does not name.
    pub const fn new(keys: &'static str, command: &'static Command) -> Self {
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

/// Lists bindings in the order of the hint row: `"a" ADD` is only bound, `"a" ADD!` is named by the hint row, too,
/// `"x" RAISE!"risk"` with a word of its own, and `OPEN!` is bound in a wider context and named here; `SHOW(today)` is
/// the command that the screen of this module brings.
macro_rules! keys {
    ($($($keys:literal)? $command:ident $(($screen:ident))? $(! $($word:literal)?)?),* $(,)?) => {{
        #[allow(unused_imports)]
        use $crate::app::state::commands::*;
        &[$($crate::app::input::keymap::Binding::new(
            concat!($($keys)?),
            $crate::app::input::keymap::command!($command $($screen)?),
        )$(.hinted(concat!($($word)?)))?),*]
    }};
}
/// The command of a name, or the one that shows a screen.
macro_rules! command {
    (SHOW $screen:ident) => {
        &$screen::SCREEN.show
    };
    ($command:ident) => {
        &$command
    };
}
pub(crate) use {command, keys};

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

/// A binding with its context and its keys parsed.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Where it holds.
    pub context: Context,
    /// The keys, in a row.
    pub keys: Vec<Key>,
    /// What they run.
    pub command: &'static Command,
}

/// A binding as it is declared: where, which keys, what they run.
pub type Unparsed = (Context, &'static str, &'static Command);

/// The commands of the program and the keys bound to them.
#[derive(Debug, Clone)]
pub struct Keymap {
    contexts: Vec<Context>,
    commands: Vec<&'static Command>,
    bindings: Vec<Bound>,
}

/// What keys pressed so far come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// They run this.
    Run(&'static Command),
    /// They begin longer ones: the next key of each, with its command.
    Prefix(Vec<(Key, &'static Command)>),
    /// They mean nothing here.
    Nothing,
}

impl Keymap {
    /// Returns a keymap: its contexts in the order of the reference, and what is bound in each.
    pub fn new(contexts: Vec<Context>, commands: Vec<&'static Command>, bound: Vec<Unparsed>) -> Self {
        let parse = |keys: &str| keys.split(' ').map(str::parse).collect::<Result<Vec<Key>, _>>();
        // A test parses every key.
        let parsed = |(context, keys, command): Unparsed| {
            let keys = parse(keys).ok()?;
            Some(Bound { context, keys, command })
        };
        Self {
            contexts,
            commands,
            bindings: bound.into_iter().filter_map(parsed).collect(),
        }
    }

    /// Returns every command, in the order of palette and help.
    pub fn commands(&self) -> impl Iterator<Item = &'static Command> {
        self.commands.iter().copied()
    }

    /// Returns every context, in the order of the reference.
    pub fn contexts(&self) -> &[Context] {
        &self.contexts
    }

    /// Returns what keys mean in these contexts, the narrowest first. What may follow them is collected from all contexts, since
    /// all of it does something.
    pub fn meaning(&self, contexts: &[Context], keys: &[Key]) -> Meaning {
        let mut next: Vec<(Key, &'static Command)> = Vec::new();
        for context in contexts {
            let here = || self.bindings.iter().filter(|bound| bound.context == *context);
            let exact = here().find(|bound| bound.keys == keys);
            if let Some(bound) = exact.filter(|_| next.is_empty()) {
                return Meaning::Run(bound.command);
            }
            let known = next.len();
            for bound in here().filter(|bound| bound.keys.len() > keys.len() && bound.keys.starts_with(keys)) {
                let key = bound.keys[keys.len()];
                if !next[..known].iter().any(|(narrower, _)| *narrower == key) {
                    next.push((key, bound.command));
                }
            }
        }
        if next.is_empty() {
            Meaning::Nothing
        } else {
            Meaning::Prefix(next)
        }
    }

    /// Returns the keys of a command in these contexts as text, the first bound first.
    pub fn keys(&self, contexts: &[Context], command: &Command) -> Option<String> {
        contexts.iter().find_map(|context| {
            let bound = self.bindings.iter().find(|bound| {
                bound.context == *context
                    && bound.command.is(command)
                    && self.meaning(contexts, &bound.keys) == Meaning::Run(bound.command)
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
