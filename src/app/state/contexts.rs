//! The contexts that hold wider than a screen, and the keymap of all.

use crate::app::input::command::Command;
use crate::app::input::keymap::{Context, Keymap, keys};
use crate::app::input::screen::{self, Tab};
use crate::app::screens::{impact_assessments, risk_assessments, security_reviews};
use crate::app::state::App;
use crate::app::state::commands;
use crate::app::state::decisions::DECISIONS;

/// Wherever no popup is open; the keys of the tabs are added to it.
pub static EVERYWHERE: Context = Context {
    title: "everywhere",
    keys: keys! {
        "tab" NEXT_SCREEN, "]" NEXT_SCREEN, "shift-tab" PREVIOUS_SCREEN, "[" PREVIOUS_SCREEN,
        ":" PALETTE, "?" HELP, "u" UNDO, "U" REDO, "ctrl-r" REDO, "R" RELOAD, "ctrl-l" REDRAW, "ctrl-z" SUSPEND,
        "q" QUIT, "ctrl-c" QUIT, "esc" BACK, "ctrl-o" JUMP_BACK, "alt-o" JUMP_FORWARD, "z" ZOOM,
        "g o" ORGANIZATION, "g s" SCOPE, "g c" CONTEXT, "g p" POLICY, "g d" DUTIES, "g n" COMMUNICATION, "g w" AWARENESS, "g e" COMPETENCE,
        "g k" SHOW_METHOD, "g v" STATEMENT, "g t" PLAN, "g a" LAST_AUDIT, "g u" PROGRAMME, "g m" LAST_REVIEW, "g r" SHOW(risk_assessments),
        "g i" SHOW(impact_assessments), "g y" SHOW(security_reviews),
    },
};

/// In lists of records.
pub static LIST: Context = Context {
    title: "in lists",
    keys: keys! {
        "j" DOWN, "down" DOWN, "k" UP, "up" UP, "g g" FIRST, "home" FIRST, "G" LAST, "end" LAST,
        "ctrl-d" HALF_DOWN, "ctrl-u" HALF_UP, "pagedown" PAGE_DOWN, "ctrl-f" PAGE_DOWN, "pageup" PAGE_UP,
        "enter" OPEN!, "l" OPEN, "right" OPEN, "/" FILTER!, "s" SORT!, "e" EDIT!, "E" EDIT_LONG,
        "space" MARK!, "v" MARK_RANGE, "*" MARK_ALL, "L" LINKS!, "H" HISTORY, "V" ATTACH, "F" RAISE_FINDING,
        "w" SWITCH_PANE, "y i" COPY_ID, "y p" COPY_LINK, "y r" COPY_ROW, "y d" COPY_DETAIL,
        "y f" SAVE_LIST, "p f" IMPORT,
    },
};

/// In a list to which a step led, as long as nothing was opened there.
pub static ARRIVED: Context = Context {
    title: "in a list that a step led to",
    keys: keys! { "h" RETURN, "left" RETURN },
};

/// In the detail beside or over a list.
pub static DETAIL: Context = Context {
    title: "in the detail",
    keys: keys! {
        "j" DOWN, "down" DOWN, "k" UP, "up" UP, "g g" FIRST, "G" LAST, "ctrl-d" HALF_DOWN, "ctrl-u" HALF_UP,
        "pagedown" PAGE_DOWN, "pageup" PAGE_UP, "h" BACK!, "left" BACK, "enter" OPEN!, "e" EDIT!, "E" EDIT_LONG,
        "L" LINKS!, "V" ATTACH!, "H" HISTORY!, "F" RAISE_FINDING, "w" SWITCH_PANE, "y i" COPY_ID, "y p" COPY_LINK,
        "y d" COPY_DETAIL, "C" RECONFIRM, "N" RAISE,
    },
};

/// At a record that lies over a screen.
pub static RECORD: Context = Context {
    title: "at a record",
    keys: keys! { BACK!, OPEN!, "t" READ_FILE!, EDIT!, "A" APPROVE!, "D" DECLARE!, LINKS!, ATTACH!, HISTORY!, COPY_DETAIL! },
};

/// At an assessment that lies over a screen.
pub static ASSESSMENT: Context = Context {
    title: "at an assessment",
    keys: keys! { BACK!, OPEN!, EDIT!, RECONFIRM!, RAISE!, LINKS!, HISTORY! },
};

/// Returns the key of a command where the user is, or what finds it in the palette.
pub(in crate::app) fn key_of(app: &App, command: &Command) -> String {
    let key = app.input.keymap.keys(&app.contexts(), command);
    key.unwrap_or_else(|| format!(":{}", command.name))
}

/// Returns a text with keys in place of the commands that it names as the palette does, `:edit`; a command that has no key
/// here keeps its name.
pub fn with_keys(app: &App, text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(':') {
        let begins_word = rest[..at].chars().next_back().or(spelled.chars().next_back());
        let after = &rest[at + 1..];
        let end = after
            .find(|c: char| !c.is_ascii_lowercase() && c != '-')
            .unwrap_or(after.len());
        let named = app
            .input
            .keymap
            .commands()
            .find(|command| command.name == &after[..end]);
        spelled.push_str(&rest[..at]);
        match named.filter(|_| begins_word.is_none_or(|before| before == ' ' || before == '(')) {
            Some(command) => spelled.push_str(&key_of(app, command)),
            None => spelled.push_str(&rest[at..=at + end]),
        }
        rest = &after[end..];
    }
    spelled.push_str(rest);
    spelled
}

/// Returns the keymap of tables of screens and commands.
pub fn keymap(screens: screen::Table, commands: commands::Table) -> Keymap {
    let mut contexts = vec![EVERYWHERE, LIST, ARRIVED, DETAIL, RECORD];
    for screen in screens {
        contexts.push(screen.context());
        contexts.extend(screen.contexts.iter().map(|context| **context));
    }
    let mut bound = Vec::new();
    for screen in screens {
        if let Tab::Own(key) = screen.tab {
            bound.push((EVERYWHERE, key, &screen.show));
        }
    }
    for context in &contexts {
        let own = context.keys.iter().filter(|binding| !binding.keys.is_empty());
        bound.extend(own.map(|binding| (*context, binding.keys, binding.command)));
    }
    let shows = screens.iter().map(|screen| &screen.show);
    let mut all: Vec<_> = shows.chain(commands.iter().copied()).collect();
    for brings in DECISIONS.iter().filter_map(|decision| decision.brings.as_ref()) {
        all.push(brings.command);
        let own = brings.keys.iter();
        bound.extend(own.map(|(screen, keys)| (screen.context(), *keys, brings.command)));
    }
    Keymap::new(contexts, all, bound)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::app::environment::key::Key;
    use crate::app::guided::session;
    use crate::app::input::keymap::{Bound, Meaning, text};
    use crate::app::screens::{SCREENS, systems};
    use crate::app::state::commands::{self, COMMANDS};

    fn keymap() -> Keymap {
        super::keymap(SCREENS, COMMANDS)
    }

    #[test]
    fn every_key_parses_and_is_bound_once_in_its_context() {
        let mut seen = HashSet::new();
        let keys = |context: &Context| context.keys.iter().filter(|binding| !binding.keys.is_empty()).count();
        let declared: usize = keymap().contexts().iter().map(keys).sum();
        let tabs = screen::tabs(SCREENS).count();
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
        let mut seen = HashSet::from([ASSESSMENT.title]);
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
    fn every_command_has_a_name_of_its_own_and_help() {
        let mut seen = HashSet::new();
        for command in keymap().commands() {
            assert!(seen.insert(command), "{command:?}");
            assert!(command.help.ends_with('.') && !command.hint.is_empty(), "{command:?}");
        }
        for bound in keymap().bindings() {
            assert!(seen.contains(bound.command), "{:?}", bound.command);
        }
    }

    #[test]
    fn a_prefix_key_lists_the_keys_that_may_follow() {
        let keymap = keymap();
        let contexts = [systems::SCREEN.context(), LIST, EVERYWHERE];
        assert_eq!(
            keymap.meaning(&contexts, &[Key::char('a')]),
            Meaning::Run(&commands::ADD)
        );
        assert!(matches!(keymap.meaning(&contexts, &[Key::char('y')]), Meaning::Prefix(next) if next.len() == 5));
        assert_eq!(
            keymap.meaning(&contexts, &[Key::char('y'), Key::char('x')]),
            Meaning::Nothing
        );
        // What the list offers stands beside what the screen adds.
        let next = match keymap.meaning(&contexts, &[Key::char('g')]) {
            Meaning::Prefix(next) => next,
            Meaning::Run(_) | Meaning::Nothing => Vec::new(),
        };
        let next: Vec<_> = next.iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(next[..3], ["g", "o", "s"]);
    }

    #[test]
    fn no_key_of_a_place_shadows_what_g_shows_from_everywhere() {
        let keymap = keymap();
        let menu: Vec<_> = EVERYWHERE
            .keys
            .iter()
            .filter(|binding| binding.keys.starts_with("g "))
            .collect();
        assert!(menu.len() > 10, "{}", menu.len());
        for bound in keymap.bindings().iter().filter(|bound| bound.context != EVERYWHERE) {
            let keys = text(&bound.keys);
            let shadowed = menu
                .iter()
                .find(|shown| format!("{} ", shown.keys).starts_with(&format!("{keys} ")));
            assert!(
                shadowed.is_none(),
                "{keys} in {} hides {shadowed:?}",
                bound.context.title
            );
        }
    }

    #[test]
    fn the_narrower_context_goes_first() {
        let keymap = keymap();
        let question = [session::QUESTION, DETAIL, EVERYWHERE];
        assert_eq!(
            keymap.meaning(&question, &[Key::char('1')]),
            Meaning::Run(&commands::ABSENT)
        );
        assert_eq!(keymap.keys(&question, &SCREENS[0].show), None);
    }
}
