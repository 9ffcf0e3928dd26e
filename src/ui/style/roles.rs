//! What a piece of the screen means. Widgets ask for a role; only the theme knows how one looks.

use ratatui::style::Modifier;

use crate::ui::style::tones::Tone;

/// The meaning of a piece of text or an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Ordinary text.
    #[default]
    Text,
    /// The name of a screen, pane or record.
    Title,
    /// What may be overlooked: units, times, hints about hints.
    Muted,
    /// Column titles and section headings.
    Header,
    /// The row, cell or item under the cursor of the pane that has the keyboard.
    Selected,
    /// The same in a pane that has not.
    SelectedQuiet,
    /// A row marked for a decision on many.
    Marked,
    /// Wrong, refused, destructive.
    Danger,
    /// Needs attention.
    Warning,
    /// In order.
    Good,
    /// Draws the eye without judging.
    Accent,
    /// Lines around a pane.
    Border,
    /// Lines around the pane that has the keyboard.
    BorderFocused,
    /// A key one can press.
    Key,
    /// What the key does.
    KeyHelp,
    /// An input one can type into.
    Input,
    /// The input that has the keyboard.
    InputFocused,
    /// An input whose value is refused.
    InputInvalid,
    /// A place one can go to.
    Link,
    /// Characters that match what was searched.
    Match,
    /// A screen one can switch to.
    Tab,
    /// The screen one is on.
    TabActive,
    /// Past its date.
    Overdue,
    /// Close to its date.
    Soon,
    /// Today's cell of a calendar.
    Today,
    /// A label of a group between rows.
    Group,
    /// The cell of a coloured grid under the cursor.
    Cursor,
    /// The same in a pane without the keyboard.
    CursorQuiet,
    /// The line between what is within and above the appetite.
    Appetite,
    /// A band of the risk method, from 0 for the lowest.
    Band {
        /// Which band.
        index: u8,
        /// Of how many.
        of: u8,
    },
    /// The number or letter of a band as text, without its background.
    BandText {
        /// Which band.
        index: u8,
        /// Of how many.
        of: u8,
    },
}

/// How a role looks: two tones, and what replaces them where there is no colour.
pub(in crate::ui) struct Paint {
    pub(in crate::ui) text: Option<Tone>,
    pub(in crate::ui) background: Option<Tone>,
    /// Added at every depth.
    pub(in crate::ui) always: Modifier,
    /// Added where tones have no colour to be distinguished by.
    pub(in crate::ui) plain: Modifier,
    /// Added with 16 colours, where a background would be too loud or missing.
    pub(in crate::ui) few: Modifier,
}

const fn paint(
    text: Option<Tone>,
    background: Option<Tone>,
    always: Modifier,
    plain: Modifier,
    few: Modifier,
) -> Paint {
    Paint {
        text,
        background,
        always,
        plain,
        few,
    }
}

impl Role {
    /// Every role but the bands.
    pub const ALL: [Self; 29] = [
        Self::Text,
        Self::Title,
        Self::Muted,
        Self::Header,
        Self::Selected,
        Self::SelectedQuiet,
        Self::Marked,
        Self::Danger,
        Self::Warning,
        Self::Good,
        Self::Accent,
        Self::Border,
        Self::BorderFocused,
        Self::Key,
        Self::KeyHelp,
        Self::Input,
        Self::InputFocused,
        Self::InputInvalid,
        Self::Link,
        Self::Match,
        Self::Tab,
        Self::TabActive,
        Self::Overdue,
        Self::Soon,
        Self::Today,
        Self::Group,
        Self::Cursor,
        Self::CursorQuiet,
        Self::Appetite,
    ];

    /// Returns the background of an item that is, or is not, under the cursor of a pane with or without the keyboard.
    pub const fn background(here: bool, focused: bool) -> Self {
        match (here, focused) {
            (false, _) => Self::Text,
            (true, true) => Self::Selected,
            (true, false) => Self::SelectedQuiet,
        }
    }

    pub(in crate::ui) const fn paint(self) -> Paint {
        const NO: Modifier = Modifier::empty();
        const B: Modifier = Modifier::BOLD;
        const D: Modifier = Modifier::DIM;
        const R: Modifier = Modifier::REVERSED;
        const U: Modifier = Modifier::UNDERLINED;
        match self {
            Self::Text | Self::Band { .. } | Self::BandText { .. } => paint(None, None, NO, NO, NO),
            Self::Title | Self::Appetite | Self::CursorQuiet => paint(None, None, B, NO, NO),
            Self::Muted | Self::KeyHelp | Self::Tab => paint(Some(Tone::Grey), None, NO, D, D),
            Self::Header => paint(Some(Tone::Grey), None, B, NO, NO),
            Self::Group | Self::Accent | Self::Key => paint(Some(Tone::Blue), None, NO, B, B),
            Self::Selected => paint(None, Some(Tone::Lit), NO, R, R),
            Self::SelectedQuiet => paint(None, Some(Tone::Raised), NO, B, B),
            Self::InputFocused => paint(None, Some(Tone::Raised), NO, U, U),
            Self::Cursor => paint(None, None, B.union(R), NO, NO),
            Self::Marked => paint(Some(Tone::Amber), None, NO, B, B),
            Self::Danger | Self::Overdue => paint(Some(Tone::Red), None, NO, B, B),
            Self::Warning => paint(Some(Tone::Amber), None, NO, B, NO),
            Self::Soon => paint(Some(Tone::Amber), None, NO, NO, NO),
            Self::Good => paint(Some(Tone::Green), None, NO, NO, NO),
            Self::Border => paint(Some(Tone::Line), None, NO, D, D),
            Self::BorderFocused => paint(Some(Tone::Blue), None, NO, B, NO),
            Self::Input => paint(None, Some(Tone::Sunk), NO, U, U),
            Self::InputInvalid => paint(Some(Tone::Red), Some(Tone::Sunk), NO, B.union(U), U),
            Self::Link => paint(Some(Tone::Blue), None, U, NO, NO),
            Self::Match => paint(Some(Tone::Amber), None, B, U, U),
            Self::TabActive => paint(Some(Tone::Paper), Some(Tone::Blue), B, R, NO),
            Self::Today => paint(Some(Tone::Blue), None, B.union(U), NO, NO),
        }
    }
}
