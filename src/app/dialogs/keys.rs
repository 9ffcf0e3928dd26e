//! The keys of a dialog: one table says which they are, what they do, and what foot, help and reference say of them.

use std::fmt;

use crate::app::dialogs::{Background, Outcome};
use crate::app::environment::key::Key;

/// Keys of a dialog that do the same.
pub struct DialogKey<D: 'static> {
    /// The keys, with a blank between two; the foot names the first.
    pub keys: &'static str,
    /// What they do, as a sentence.
    pub help: &'static str,
    /// What the foot says they do; empty where it does not name them.
    pub hint: &'static str,
    /// Whether they do it now.
    pub holds: fn(&D) -> bool,
    /// Does it.
    pub run: fn(&mut D, Background<'_>) -> Outcome,
}

/// All keys of a dialog.
pub struct DialogKeys<D: 'static> {
    /// Where they hold, as the reference says it: `in a form`.
    pub title: &'static str,
    /// The keys; of two that are the same, the first that holds counts.
    pub keys: &'static [&'static [DialogKey<D>]],
    /// What any other key does: text to type, a choice; nothing where there is none.
    pub other: Option<Other<D>>,
}

/// What the keys do that the table does not name.
pub struct Other<D> {
    /// The keys in words and what they do, where help and reference name them.
    pub help: Option<(&'static str, &'static str)>,
    /// Takes one.
    pub press: fn(&mut D, Key, Background<'_>) -> Outcome,
}

/// Keys of a dialog as help and reference list them.
pub trait Listed: Sync {
    /// Returns where they hold.
    fn title(&self) -> &'static str;

    /// Returns the keys that the table names, those that do the same together, with what they do.
    fn keys(&self) -> Vec<(Vec<&'static str>, &'static str)>;

    /// Returns the keys that it does not name, in words, with what they do.
    fn others(&self) -> Option<(&'static str, &'static str)>;

    /// Returns what the foot says of them.
    fn foot(&self) -> String;
}

/// Lists the keys of a dialog: `"y" "Copy the id." ! "copies the id" => |dialog, background| outcome` with what the foot
/// says where it names them, and `if` they do not always do it, when.
macro_rules! dialog_keys {
    ($($keys:literal $help:literal $(! $hint:literal)? $(if $holds:expr)? => $run:expr),* $(,)?) => {
        &[$($crate::app::dialogs::keys::DialogKey {
            hint: concat!($($hint)?),
            $(holds: $holds,)?
            ..$crate::app::dialogs::keys::DialogKey::new($keys, $help, $run)
        }),*]
    };
}
pub(crate) use dialog_keys;

impl<D> DialogKey<D> {
    /// Returns keys that always do something and that the foot does not name.
    pub const fn new(keys: &'static str, help: &'static str, run: fn(&mut D, Background<'_>) -> Outcome) -> Self {
        let (hint, holds): (_, fn(&D) -> bool) = ("", |_| true);
        Self {
            keys,
            help,
            hint,
            holds,
            run,
        }
    }
}

impl<D: 'static> DialogKeys<D> {
    /// Returns the keys of a dialog in which nothing is typed: any other is refused, and `?` shows them.
    pub const fn new(title: &'static str, keys: &'static [&'static [DialogKey<D>]]) -> Self {
        let other = None;
        Self { title, keys, other }
    }

    /// Returns the keys of a dialog that takes others, too.
    pub const fn with(
        title: &'static str,
        keys: &'static [&'static [DialogKey<D>]],
        press: fn(&mut D, Key, Background<'_>) -> Outcome,
    ) -> Self {
        let other = Some(Other { help: None, press });
        Self { title, keys, other }
    }

    /// Takes a key.
    pub fn press(&self, dialog: &mut D, key: Key, background: Background<'_>) -> Outcome {
        let bound = self
            .all()
            .find(|bound| is_among(bound.keys, key) && (bound.holds)(dialog));
        match (bound, &self.other) {
            (Some(bound), _) => (bound.run)(dialog, background),
            (None, Some(other)) => (other.press)(dialog, key, background),
            (None, None) if key == Key::char(':') => Outcome::Palette,
            (None, None) if key == Key::char('?') => Outcome::Read(format!("Keys {}", self.title), page(self)),
            (None, None) => Outcome::Refuse(format!("{key} does nothing here; ? shows the keys.").into()),
        }
    }

    /// Returns what the foot says of the keys that do something now.
    pub fn foot_of(&self, dialog: &D) -> String {
        foot(self.all().filter(|bound| (bound.holds)(dialog)))
    }

    fn all(&self) -> impl Iterator<Item = &'static DialogKey<D>> {
        self.keys.iter().flat_map(|keys| keys.iter())
    }
}

impl<D: 'static> Listed for DialogKeys<D> {
    fn title(&self) -> &'static str {
        self.title
    }

    fn keys(&self) -> Vec<(Vec<&'static str>, &'static str)> {
        let help = [("?", "Show these keys."), (":", "Leave for the palette.")];
        let help = help.into_iter().filter(|_| self.other.is_none());
        let bound = self.all().map(|bound| (bound.keys, bound.help));
        let split = |(keys, help): (&'static str, _)| (keys.split(' ').collect(), help);
        bound.chain(help).map(split).collect()
    }

    fn others(&self) -> Option<(&'static str, &'static str)> {
        self.other.as_ref()?.help
    }

    fn foot(&self) -> String {
        foot(self.all())
    }
}

/// Returns what the foot says of keys.
fn foot<D: 'static>(keys: impl Iterator<Item = &'static DialogKey<D>>) -> String {
    let mut foot = String::new();
    let mut hints = keys.filter(|bound| !bound.hint.is_empty()).peekable();
    while let Some(bound) = hints.next() {
        foot.push_str(bound.keys.split(' ').next().unwrap_or_default());
        // Two that go the two ways share their words.
        let shared = hints.peek().is_some_and(|next| next.hint == bound.hint);
        foot.push(' ');
        if !shared {
            let end = if hints.peek().is_some() { "  " } else { "" };
            foot.push_str(&format!("{}{end}", bound.hint));
        }
    }
    foot
}

impl<D> fmt::Debug for DialogKeys<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title)
    }
}

fn is_among(keys: &str, key: Key) -> bool {
    keys.split(' ').any(|bound| bound.parse() == Ok(key))
}

/// Returns keys as a page to read.
fn page(keys: &dyn Listed) -> Vec<String> {
    let rows = keys.keys().into_iter().map(|(keys, help)| (keys.join(", "), help));
    let rows: Vec<_> = rows.collect();
    let width = rows.iter().map(|(keys, _)| keys.len()).max().unwrap_or_default();
    rows.iter()
        .map(|(keys, help)| format!("{keys:width$}  {help}"))
        .collect()
}

/// A dialog with a cursor that goes through rows.
pub trait Rows: Sized + 'static {
    /// Returns how many rows are shown.
    fn height(&self) -> usize;

    /// Moves the cursor; beyond either end is the end.
    fn step(&mut self, by: isize);

    /// Moves the cursor by so many pages, or halves of one.
    fn turn(&mut self, halves: isize) -> Outcome {
        let page = self.height().max(2) as isize - 1;
        self.step(if halves.abs() == 1 {
            (page / 2).max(1) * halves
        } else {
            page * halves / 2
        });
        Outcome::Stay
    }

    /// Moves the cursor by rows.
    fn go(&mut self, by: isize) -> Outcome {
        self.step(by);
        Outcome::Stay
    }

    /// The keys that move the cursor.
    const MOVES: &'static [DialogKey<Self>] = dialog_keys! {
        "j down" "Move down." => |rows, _| rows.go(1),
        "k up" "Move up." => |rows, _| rows.go(-1),
        "g home" "Go to the first row." => |rows, _| rows.go(isize::MIN / 2),
        "G end" "Go to the last row." => |rows, _| rows.go(isize::MAX / 2),
        "ctrl-d" "Move down by half a page." => |rows, _| rows.turn(1),
        "ctrl-u" "Move up by half a page." => |rows, _| rows.turn(-1),
        "pagedown ctrl-f" "Move down by a page." => |rows, _| rows.turn(2),
        "pageup" "Move up by a page." => |rows, _| rows.turn(-2),
    };
}
