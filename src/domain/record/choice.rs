//! Fixed lists of choices, each declared once with the words people use for its items.

/// What a value means to whoever looks at it; the screens choose the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing beyond the words.
    Plain,
    /// It stays in the background.
    Quiet,
    /// It is under way.
    Moving,
    /// It is in order.
    Good,
    /// It needs attention.
    Warn,
    /// It is wrong.
    Bad,
    /// Its day is near.
    Soon,
    /// Its day has passed.
    Late,
}

/// One item of a fixed list.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// Position in its list, from 0.
    pub index: usize,
    /// The word in files and in machine output.
    pub name: &'static str,
    /// The words on screens.
    pub label: &'static str,
    /// The words in a narrow column.
    pub short: &'static str,
    /// What it means.
    pub tone: Tone,
    /// Other words that mean the same, for typing and for import.
    pub aliases: &'static [&'static str],
}

impl Item {
    /// Tells whether a word names this item; case, spaces and punctuation do not matter.
    pub fn is_named(&self, word: &str) -> bool {
        let wanted = plain(word);
        plain(self.name) == wanted
            || plain(self.label) == wanted
            || self.aliases.iter().any(|alias| plain(alias) == wanted)
    }
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A Rust enum that is a fixed list of choices.
pub trait Choices: Copy + 'static {
    /// The items, in the order of the variants.
    const ITEMS: &'static [Item];
    /// The variants, in the same order.
    const ALL: &'static [Self];

    /// Returns the item of a variant.
    fn item(self) -> &'static Item;

    /// Returns the variant of an item of this list.
    fn of(item: &Item) -> Option<Self> {
        Self::ALL.get(item.index).copied()
    }
}

/// Declares an enum as a list of choices: the variant is the word in files, then its tone unless that is plain, the
/// label, a shorter one for narrow columns, and other words.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$item:meta])* $variant:ident $($tone:ident)? $label:literal $(as $short:literal)? $(, $alias:literal)*;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$item])* #[doc = $label] $variant),+ }

        impl $crate::domain::record::choice::Choices for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const ITEMS: &'static [$crate::domain::record::choice::Item] = &[$($crate::domain::record::choice::Item {
                index: Self::$variant as usize,
                name: stringify!($variant),
                label: $label,
                short: [$($short,)? $label][0],
                tone: [$($crate::domain::record::choice::Tone::$tone,)? $crate::domain::record::choice::Tone::Plain][0],
                aliases: &[$($alias),*],
            }),+];

            fn item(self) -> &'static $crate::domain::record::choice::Item {
                &Self::ITEMS[self as usize]
            }
        }

        impl From<$name> for $crate::domain::record::value::Value {
            fn from(choice: $name) -> Self {
                Self::Choice($crate::domain::record::choice::Choices::item(choice))
            }
        }
    };
}
pub(crate) use choices;
