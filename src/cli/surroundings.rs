//! What the program learns from outside, once, at the edge: the clock, the user, the terminal's abilities.

use std::env;
use std::path::Path;

use chrono::{Local, NaiveDateTime};

use super::{Depth as Asked, Global};
use crate::app::state::Surroundings;
use crate::store::repository::Repository;
use crate::term::{Capabilities, Colour};
use crate::ui::glyphs::Glyphs;
use crate::ui::pen::Look;
use crate::ui::theme::{Depth, Shade, Theme};

/// Returns now in the user's time, on the day the user asked for.
pub fn now(global: &Global) -> NaiveDateTime {
    let now = Local::now().naive_local();
    global.today.map_or(now, |day| day.and_time(now.time()))
}

/// Returns what the workbench is told at its start.
pub fn surroundings(global: &Global, repository: &Repository) -> Surroundings {
    let now = now(global);
    Surroundings {
        today: now.date(),
        now,
        who: who(repository),
        branch: repository.branch(),
        entropy,
    }
}

/// Returns who works here: the user of git's configuration, read without starting git, else the login name.
pub fn who(repository: &Repository) -> String {
    let home = env::var_os("HOME").map(|home| Path::new(&home).join(".gitconfig"));
    let own = repository.git.as_ref().map(|git| git.join("config"));
    let named = [own, home]
        .into_iter()
        .flatten()
        .find_map(|path| user_name(&std::fs::read_to_string(path).ok()?));
    named.or_else(|| env::var("USER").ok()).unwrap_or_default()
}

/// Returns `user.name` of a git configuration.
fn user_name(config: &str) -> Option<String> {
    let mut in_user = false;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            in_user = line.eq_ignore_ascii_case("[user]");
        } else if in_user
            && let Some((key, value)) = line.split_once('=')
            && key.trim().eq_ignore_ascii_case("name")
        {
            return Some(value.trim().trim_matches('"').to_owned());
        }
    }
    None
}

/// Returns random bytes of the operating system.
pub fn entropy() -> [u8; 5] {
    let mut bytes = [0; 5];
    if getrandom::fill(&mut bytes).is_err() {
        // Without a random source the clock still tells two ids apart, and every id is checked against the others.
        let nanos = Local::now().timestamp_nanos_opt().unwrap_or_default().to_le_bytes();
        bytes.copy_from_slice(&nanos[..5]);
    }
    bytes
}

/// Returns how the terminal is drawn on.
pub fn look(global: &Global) -> Look {
    let overrides = crate::term::caps::Overrides {
        colour: global.colour.map(|depth| match depth {
            Asked::None => Colour::None,
            Asked::Ansi16 => Colour::Ansi16,
            Asked::Indexed256 => Colour::Indexed256,
            Asked::True => Colour::True,
        }),
        unicode: global.ascii.then_some(false),
    };
    let capabilities = Capabilities::detect(|name| env::var(name).ok(), overrides);
    let depth = match capabilities.colour {
        Colour::None => Depth::None,
        Colour::Ansi16 => Depth::Ansi16,
        Colour::Indexed256 => Depth::Indexed256,
        Colour::True => Depth::True,
    };
    let shade = if global.light { Shade::Light } else { Shade::Dark };
    Look {
        theme: Theme::new(depth, shade),
        glyphs: Glyphs::of(capabilities.unicode),
    }
}

#[cfg(test)]
mod tests {
    use super::user_name;

    #[test]
    fn the_name_is_read_from_the_users_section_only() {
        let config = "[core]\n\tname = x\n[user]\n\temail = a@b\n\tname = Ana Ruiz\n";
        assert_eq!(user_name(config), Some("Ana Ruiz".to_owned()));
        assert_eq!(user_name("[core]\nname = x\n"), None);
    }
}
