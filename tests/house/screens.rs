//! What differs from screen to screen is declared with the screen: nothing else asks which screen it is.

use super::circles::without_tests;
use super::{below_src, is_word, read, sources};

/// Returns the comparisons with a named screen, and the matches over screens.
fn comparisons(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, name) in code.match_indices("SCREEN") {
        let (before, after) = (&code[..at], code[at + name.len()..].trim_start());
        if before.ends_with(is_word) || after.starts_with(is_word) {
            continue;
        }
        let before = before.trim_end_matches(|c| is_word(c) || c == ':');
        let before = before.trim_end().trim_end_matches('&').trim_end();
        let is_asked = ["==", "!=", ".is(", ".eq(", ".ne("]
            .iter()
            .any(|asks| before.ends_with(asks));
        if is_asked || ["==", "!=", "=>", ".is("].iter().any(|asks| after.starts_with(asks)) {
            found.push(code[before.len()..at + name.len()].trim().to_owned());
        }
    }
    let matches = code.split("match ").skip(1).filter_map(|after| after.split_once(" {"));
    let subjects = matches.map(|(subject, _)| subject.trim_end_matches(".name"));
    let of_screens = subjects.filter(|subject| *subject == "screen" || subject.ends_with(".screen"));
    found.extend(of_screens.map(|subject| format!("match {subject}")));
    found
}

#[test]
fn only_screens_and_their_table_tell_one_screen_from_another() {
    for path in sources("src") {
        let name = below_src(&path);
        if !name.starts_with("app/screens/") {
            let found = comparisons(&without_tests(&read(&path)));
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_comparison_of_screens_is_seen() {
    for sample in [
        "if app.screen.is(&screens::risks::SCREEN) {}",
        "let here = self.screen == &crate::app::screens::risks::SCREEN;",
        "if risks::SCREEN != *screen {}",
        "match self.screen {\n}",
        "match screen.name {\n}",
        "let x = match app.screen {\n};",
        "Lead::Screen(&risks::SCREEN) | risks::SCREEN => 1,",
    ] {
        assert_eq!(comparisons(sample).len(), 1, "{sample}");
    }
    for sample in [
        "app.show(&screens::risks::SCREEN);",
        "match screen.list {\n}",
        "Drawn::new(&screens::risks::SCREEN, risks::draw)",
        "let home = session.home == app.screen;",
        "const SCREENS: u8 = 1; if MAIN_SCREEN == 1 {}",
    ] {
        assert_eq!(comparisons(sample), Vec::<String>::new(), "{sample}");
    }
}
