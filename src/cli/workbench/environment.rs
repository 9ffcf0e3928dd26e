//! The environment, read once at the edge: clock, user, terminal capabilities.

use std::cell::Cell;
use std::env;
use std::path::PathBuf;

use chrono::{Local, NaiveDateTime, SubsecRound};

use crate::app::environment::Environment;
use crate::cli::{Depth as Asked, Global};
use crate::domain::register::Register;
use crate::store::files::repository::Repository;
use crate::term::{Capabilities, Colour};
use crate::ui::canvas::pen::Look;
use crate::ui::style::glyphs::Glyphs;
use crate::ui::style::theme::{Depth, Shade, Theme};

/// Returns now in the user's time, on the day the user asked for.
pub fn now(global: &Global) -> NaiveDateTime {
    // As exact as a recording keeps it.
    let now = Local::now().naive_local().trunc_subsecs(3);
    global.today.map_or(now, |day| day.and_time(now.time()))
}

/// Returns what the workbench is told at its start.
pub fn surroundings(global: &Global, repository: &Repository) -> Environment {
    let now = now(global);
    Environment {
        today: now.date(),
        now,
        who: who(repository),
        branch: repository.branch(),
        entropy,
    }
}

/// Returns a register without records yet, read by who works here.
pub fn empty_register(repository: &Repository) -> Register {
    let mut register = Register::default();
    register.read_by(names(repository));
    register
}

/// Returns who works here: the user of git's configuration, read without starting git, else the user of the operating
/// system. Never empty, so that every edit says whose it is.
pub fn who(repository: &Repository) -> String {
    let variable = |name: &str| env::var(name).ok();
    let named = setting(repository, "name");
    let number = rustix::process::getuid().as_raw();
    named
        .or_else(|| variable("USER"))
        .or_else(|| variable("LOGNAME"))
        .filter(|name| !name.trim().is_empty())
        .or_else(|| login_name(&std::fs::read_to_string("/etc/passwd").ok()?, number))
        .unwrap_or_else(|| format!("user {number}"))
}

/// Returns the addresses and names by which the people of an organization may know who works here, the surest first: the
/// address of git's configuration and the one the mailmap has for it, then the names. Nothing is started for it.
pub fn names(repository: &Repository) -> Vec<String> {
    let variable = |name: &str| env::var(name).ok();
    let email = variable("GIT_AUTHOR_EMAIL").or_else(|| setting(repository, "email"));
    let name = who(repository);
    let mailmap = std::fs::read_to_string(repository.top.join(".mailmap")).unwrap_or_default();
    let mapped = email.as_deref().map(|email| mapped(&mailmap, email));
    let (proper_email, proper_name) = mapped.unwrap_or_default();
    let all = [email, proper_email, proper_name, Some(name), variable("USER")];
    let mut names: Vec<String> = all
        .into_iter()
        .flatten()
        .filter(|name| !name.trim().is_empty())
        .collect();
    names.dedup();
    names
}

/// Returns the address and the name that a mailmap has for an address.
fn mapped(mailmap: &str, email: &str) -> (Option<String>, Option<String>) {
    let lines = mailmap.lines().map(|line| line.split('#').next().unwrap_or_default());
    let of = |line: &str| {
        let (name, rest) = line.split_once('<')?;
        let (proper, rest) = rest.split_once('>')?;
        // The address of commits stands last; without one the proper address is it.
        let commit = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
        let commit = commit.map_or(proper, |(commit, _)| commit);
        commit.trim().eq_ignore_ascii_case(email).then(|| {
            let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            (Some(proper.trim().to_owned()), name)
        })
    };
    lines.filter_map(of).next_back().unwrap_or_default()
}

/// Returns the user's own folder.
pub fn home() -> Option<PathBuf> {
    env::var_os("HOME").map(PathBuf::from)
}

/// Returns a setting of the user in git's configuration, read without starting git.
fn setting(repository: &Repository, key: &str) -> Option<String> {
    let variable = |name: &str| env::var(name).ok();
    let home = home();
    let own = repository.git.as_ref().map(|git| git.join("config"));
    // A worktree has the configuration of the repository it is of.
    let common = repository.git.as_ref().and_then(|git| {
        let folder = std::fs::read_to_string(git.join("commondir")).ok()?;
        Some(git.join(folder.trim()).join("config"))
    });
    let general = variable("XDG_CONFIG_HOME").map(PathBuf::from);
    let general = general.or_else(|| Some(home.as_ref()?.join(".config")));
    let files = [
        own,
        common,
        home.map(|home| home.join(".gitconfig")),
        general.map(|folder| folder.join("git/config")),
        Some(PathBuf::from("/etc/gitconfig")),
    ];
    let mut files = files.into_iter().flatten();
    files.find_map(|path| of_user(&std::fs::read_to_string(path).ok()?, key))
}

/// Returns the name that a list of users has for a number.
fn login_name(users: &str, number: u32) -> Option<String> {
    let number = number.to_string();
    let of = |line: &str| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)? == number && !name.is_empty()).then(|| name.to_owned())
    };
    users.lines().find_map(of)
}

/// Returns a setting of the section `user` of a git configuration.
fn of_user(config: &str, wanted: &str) -> Option<String> {
    let mut in_user = false;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            in_user = line.eq_ignore_ascii_case("[user]");
        } else if in_user
            && let Some((key, value)) = line.split_once('=')
            && key.trim().eq_ignore_ascii_case(wanted)
        {
            let name = value.trim().trim_matches('"').trim();
            return (!name.is_empty()).then(|| name.to_owned());
        }
    }
    None
}

thread_local! {
    /// Where the random bytes of this thread stand.
    static SEED: Cell<u64> = Cell::new(random());
}

/// Returns a random number of the operating system.
fn random() -> u64 {
    let mut bytes = [0; 8];
    if getrandom::fill(&mut bytes).is_err() {
        // Without a random source the clock still tells two ids apart, and every id is checked against the others.
        return Local::now().timestamp_nanos_opt().unwrap_or_default().cast_unsigned();
    }
    u64::from_ne_bytes(bytes)
}

/// Returns the number from which the random bytes follow.
pub fn seed() -> u64 {
    SEED.get()
}

/// Lets the random bytes of this thread follow from a number.
pub fn set_seed(seed: u64) {
    SEED.set(seed);
}

/// Returns random bytes that follow from the seed, by `SplitMix64`.
pub fn entropy() -> [u8; 5] {
    let state = SEED.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    SEED.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let [bytes @ .., _, _, _] = (mixed ^ (mixed >> 31)).to_le_bytes();
    bytes
}

/// Returns how the terminal is drawn on.
pub fn look(global: &Global) -> Look {
    let overrides = crate::term::capabilities::Overrides {
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
    Look::new(Theme::new(depth, shade), Glyphs::of(capabilities.unicode))
}

#[cfg(test)]
mod tests {
    use super::{login_name, mapped, of_user};

    #[test]
    fn the_name_is_read_from_the_users_section_only() {
        let config = "[core]\n\tname = x\n[user]\n\temail = a@b\n\tname = Ana Ruiz\n";
        assert_eq!(of_user(config, "name"), Some("Ana Ruiz".to_owned()));
        assert_eq!(of_user(config, "email"), Some("a@b".to_owned()));
        assert_eq!(of_user("[core]\nname = x\n", "name"), None);
        assert_eq!(of_user("[user]\nname = \"\"\n", "name"), None);
    }

    #[test]
    fn the_mailmap_says_who_an_address_is() {
        let mailmap = "# us\nAna Kova\u{10d} <ana@example.org> <a.kovac@old.example>\nBen Okafor <ben@example.org>\n";
        let (email, name) = mapped(mailmap, "A.Kovac@old.example");
        assert_eq!(
            (email.as_deref(), name.as_deref()),
            (Some("ana@example.org"), Some("Ana Kova\u{10d}"))
        );
        assert_eq!(mapped(mailmap, "ben@example.org").1.as_deref(), Some("Ben Okafor"));
        assert_eq!(mapped(mailmap, "zoe@example.org"), (None, None));
    }

    #[test]
    fn the_operating_system_knows_the_user_by_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\nana:x:1000:1000::/home/ana:/bin/sh\n";
        assert_eq!(login_name(users, 1000), Some("ana".to_owned()));
        assert_eq!(login_name(users, 7), None);
    }
}
