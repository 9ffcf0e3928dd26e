//! One theme: the only place where a role becomes a style.
//!
//! Without colour, and with sixteen, modifiers carry the difference, and widgets add a letter, word or bracket wherever
//! a mistake would matter. A theme without colour sets none: what a style holds is written as it is.

use ratatui::style::{Color, Modifier, Style};

use crate::ui::style::ramp;
use crate::ui::style::roles::Role;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Depth {
    /// None, as with `NO_COLOR`.
    None,
    /// The sixteen of the user's scheme.
    Ansi16,
    /// The fixed palette of 256.
    #[default]
    Indexed256,
    /// Red, green and blue.
    True,
}

/// Whether the terminal's background is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shade {
    /// Light text on dark background.
    #[default]
    Dark,
    /// Dark text on light background.
    Light,
}

/// Resolves roles for one terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Theme {
    /// How many colours there are.
    pub depth: Depth,
    /// What they are on.
    pub shade: Shade,
}

impl Theme {
    /// Returns the theme of a terminal.
    pub const fn new(depth: Depth, shade: Shade) -> Self {
        Self { depth, shade }
    }

    /// Returns how a role looks.
    pub fn style(self, role: Role) -> Style {
        match role {
            Role::Band { index, of } => return self.band(index, of),
            Role::BandText { index, of } => return self.band_text(index, of),
            _ => {}
        }
        let paint = role.paint();
        let mut style = Style::new().add_modifier(paint.always);
        if let Some(color) = paint.text.and_then(|tone| tone.color(self.depth, self.shade)) {
            style = style.fg(color);
        }
        if let Some(color) = paint.background.and_then(|tone| tone.color(self.depth, self.shade)) {
            style = style.bg(color);
        }
        match self.depth {
            Depth::None => style.add_modifier(paint.plain),
            Depth::Ansi16 => style.add_modifier(paint.few),
            Depth::Indexed256 | Depth::True => style,
        }
    }

    /// Returns how a role looks on the background of another, such as an overdue date in the selected row.
    pub fn over(self, background: Role, role: Role) -> Style {
        if background == Role::Text {
            return self.style(role);
        }
        let (below, above) = (self.style(background), self.style(role));
        if role == Role::Text || role == background {
            return below;
        }
        let reversed = below.add_modifier.contains(Modifier::REVERSED);
        if reversed {
            // Reverse swaps colours, so a red word would be a red block; the words' modifiers stay.
            let kept = above.add_modifier - Modifier::DIM - Modifier::REVERSED;
            return below.add_modifier(kept);
        }
        let mut style = above.add_modifier(below.add_modifier);
        if above.bg.is_none() {
            style.bg = below.bg;
        }
        if background == Role::Selected && matches!(role, Role::Muted | Role::KeyHelp | Role::Border | Role::Header) {
            // Grey on the lit row is hard to read.
            style.fg = None;
        }
        style
    }

    /// Returns the background and text of a band, from 0 for the lowest of `of`.
    pub fn band(self, index: u8, of: u8) -> Style {
        match self.depth {
            Depth::True => {
                let (r, g, b) = ramp::rgb(index, of);
                let text = ramp::text_on((r, g, b), true);
                Style::new().bg(Color::Rgb(r, g, b)).fg(text)
            }
            Depth::Indexed256 => {
                let background = ramp::indexed(index, of);
                let text = ramp::text_on(ramp::of_indexed(background), false);
                Style::new().bg(Color::Indexed(background)).fg(text)
            }
            // Underlining a whole cell would strike through its blank lines.
            Depth::None | Depth::Ansi16 => self.band_text(index, of).remove_modifier(Modifier::UNDERLINED),
        }
    }

    /// Returns the style of a band's letter or number standing in text.
    pub fn band_text(self, index: u8, of: u8) -> Style {
        let of = of.clamp(2, ramp::MOST);
        let index = index.min(of - 1);
        let upper = index * 2 >= of;
        let top = index + 1 == of;
        match (self.depth, top, upper) {
            (Depth::None | Depth::Ansi16, false, false) => Style::new(),
            (Depth::None, true, _) => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            (Depth::None, false, true) => Style::new().add_modifier(Modifier::BOLD),
            (Depth::Ansi16, true, _) => self.style(Role::Danger),
            (Depth::Ansi16, false, true) => self.style(Role::Warning).add_modifier(Modifier::BOLD),
            // Brown on black and pale yellow on white are both unreadable; the two ends meet in the middle.
            (Depth::True | Depth::Indexed256, true, _) => self.style(Role::Danger).add_modifier(Modifier::BOLD),
            (Depth::True | Depth::Indexed256, false, true) => self.style(Role::Warning),
            (Depth::True | Depth::Indexed256, false, false) => self.style(Role::Text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_colour_means_no_colour() {
        for role in Role::ALL {
            let style = Theme::new(Depth::None, Shade::Dark).style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        let band = Theme::new(Depth::None, Shade::Dark).band(3, 4);
        assert_eq!((band.fg, band.bg), (None, None));
    }

    #[test]
    fn roles_that_must_differ_do_so_at_every_depth() {
        let pairs = [
            (Role::Text, Role::Selected),
            (Role::Selected, Role::SelectedQuiet),
            (Role::Text, Role::Danger),
            (Role::Tab, Role::TabActive),
            (Role::Border, Role::BorderFocused),
            (Role::Text, Role::Match),
            (Role::Key, Role::KeyHelp),
        ];
        for depth in [Depth::None, Depth::Ansi16, Depth::Indexed256, Depth::True] {
            for shade in [Shade::Dark, Shade::Light] {
                let theme = Theme::new(depth, shade);
                for (one, other) in pairs {
                    assert_ne!(theme.style(one), theme.style(other), "{one:?} {other:?} {depth:?}");
                }
            }
        }
    }

    #[test]
    fn an_overdue_word_keeps_its_colour_in_the_selected_row() {
        let theme = Theme::default();
        let style = theme.over(Role::Selected, Role::Overdue);
        assert_eq!(style.fg, theme.style(Role::Overdue).fg);
        assert_eq!(style.bg, theme.style(Role::Selected).bg);
    }

    #[test]
    fn a_reversed_row_stays_one_bar() {
        let theme = Theme::new(Depth::Ansi16, Shade::Dark);
        let style = theme.over(Role::Selected, Role::Overdue);
        assert_eq!(style.fg, None);
        assert!(style.add_modifier.contains(Modifier::REVERSED | Modifier::BOLD));
    }
}
