//! What the terminal can show, read from the environment alone.
//!
//! Asking the terminal itself would need a query and its reply; variables are enough, and options overrule them.

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// None; bold, reverse and underline only.
    None,
    /// The sixteen of the terminal's own palette.
    Ansi16,
    /// The 256 indexed ones.
    Indexed256,
    /// 24 bits.
    True,
}

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// How many colours there are.
    pub colour: Colour,
    /// Whether line drawing and other characters outside of ASCII are shown.
    pub unicode: bool,
}

/// The options of the command line, which overrule the environment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The colours to use.
    pub colour: Option<Colour>,
    /// Whether to draw with characters outside of ASCII.
    pub unicode: Option<bool>,
}

impl Capabilities {
    /// Reads the environment through `lookup`.
    pub fn detect(lookup: impl Fn(&str) -> Option<String>, overrides: Overrides) -> Self {
        Self {
            colour: overrides.colour.unwrap_or_else(|| colour(&lookup)),
            unicode: overrides.unicode.unwrap_or_else(|| unicode(&lookup)),
        }
    }
}

fn colour(lookup: &impl Fn(&str) -> Option<String>) -> Colour {
    let value = |name| lookup(name).unwrap_or_default();
    let term = value("TERM");
    if !value("NO_COLOR").is_empty() || term == "dumb" {
        return Colour::None;
    }
    // SSH does not forward COLORTERM and tmux often loses it, so its absence says little; a bare `xterm` is not proof
    // of more than sixteen either.
    match value("COLORTERM").to_ascii_lowercase().as_str() {
        "truecolor" | "24bit" => Colour::True,
        _ if term.ends_with("-256color") => Colour::Indexed256,
        _ => Colour::Ansi16,
    }
}

fn unicode(lookup: &impl Fn(&str) -> Option<String>) -> bool {
    let term = lookup("TERM").unwrap_or_default();
    if ["dumb", "vt100", "linux"].contains(&term.as_str()) {
        return false;
    }
    // The first one that is set decides, as in the C library.
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| lookup(name).filter(|value| !value.is_empty()))
        .is_some_and(|locale| locale.to_ascii_lowercase().replace('-', "").contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(variables: &[(&str, &str)]) -> Capabilities {
        Capabilities::detect(
            |name| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            },
            Overrides::default(),
        )
    }

    #[test]
    fn colours_follow_the_environment() {
        for (variables, colour) in [
            (&[("TERM", "xterm")][..], Colour::Ansi16),
            (&[("TERM", "xterm-256color")], Colour::Indexed256),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Colour::True),
            (&[("TERM", "foot"), ("COLORTERM", "24bit")], Colour::True),
            (&[("TERM", "dumb"), ("COLORTERM", "24bit")], Colour::None),
            (&[("TERM", "foot"), ("NO_COLOR", "1")], Colour::None),
            (&[("TERM", "foot"), ("NO_COLOR", "")], Colour::Ansi16),
            (&[], Colour::Ansi16),
        ] {
            assert_eq!(detect(variables).colour, colour, "{variables:?}");
        }
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        for (variables, unicode) in [
            (&[("LANG", "en_US.UTF-8")][..], true),
            (&[("LANG", "C.utf8")], true),
            (&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], false),
            (&[("LANG", "C"), ("LC_CTYPE", "C.UTF-8"), ("LC_ALL", "")], true),
            (&[("LANG", "de_DE.ISO-8859-15")], false),
            (&[("LANG", "C.UTF-8"), ("TERM", "linux")], false),
            (&[], false),
        ] {
            assert_eq!(detect(variables).unicode, unicode, "{variables:?}");
        }
    }

    #[test]
    fn options_overrule_the_environment() {
        let overrides = Overrides {
            colour: Some(Colour::True),
            unicode: Some(true),
        };
        let capabilities = Capabilities::detect(|_| Some("dumb".to_owned()), overrides);
        assert_eq!(
            capabilities,
            Capabilities {
                colour: Colour::True,
                unicode: true
            }
        );
    }
}
