//! The tour in `src/lib.rs` and the guide in `src/guide.rs` name files that exist and quote lines that are in them.

use std::fs;
use std::path::Path;

/// Returns the text of a module's documentation.
fn documentation(name: &str) -> String {
    let text = below_src(name).expect("a source");
    let lines = text.lines().filter_map(|line| line.strip_prefix("//!"));
    lines
        .flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"])
        .collect()
}

/// Returns the text of a file below `src`, empty for a folder.
fn below_src(path: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path);
    if path.is_dir() {
        return Some(String::new());
    }
    fs::read_to_string(path).ok()
}

/// Returns what is wrong with the paths of a line in backticks, and with the words that follow a path and a colon.
fn wrong_places(line: &str) -> Vec<String> {
    let parts: Vec<_> = line.split('`').collect();
    let mut wrong = Vec::new();
    let mut last = None;
    for pair in parts.chunks(2) {
        let [between, quoted] = pair else { break };
        if between.trim() == ":"
            && let Some((path, text)) = &last
        {
            let text: &String = text;
            if !text.contains(*quoted) {
                wrong.push(format!("{path} does not contain {quoted}"));
            }
        }
        last = None;
        // A bare name such as `check.rs` is that of many files.
        let is_path = quoted.contains('/') || ["lib.rs", "guide.rs"].contains(quoted);
        if is_path && !quoted.contains(' ') && !quoted.starts_with("tests/") {
            match below_src(quoted) {
                Some(text) => last = Some((*quoted, text)),
                None => wrong.push(format!("{quoted} is not below src")),
            }
        }
    }
    wrong
}

/// Returns the quoted lines that are not in the file named last before them.
fn wrong_lines(documentation: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut is_quote = false;
    let mut file = String::new();
    for line in documentation.lines() {
        if line.starts_with("```") {
            is_quote = !is_quote;
        } else if is_quote {
            if line.trim() != "..." && !file.lines().any(|of_file| of_file == line) {
                wrong.push(line.to_owned());
            }
        } else if let Some(path) = line.strip_suffix("`:").and_then(|line| line.rsplit('`').next()) {
            file = below_src(path).unwrap_or_default();
        }
    }
    wrong
}

#[test]
fn the_tour_and_the_guide_name_files_that_exist_and_words_they_contain() {
    for name in ["lib.rs", "guide.rs"] {
        let documentation = documentation(name);
        let wrong: Vec<_> = documentation.lines().flat_map(wrong_places).collect();
        assert!(wrong.is_empty(), "src/{name}: {wrong:#?}");
    }
}

#[test]
fn every_line_of_an_example_in_the_guide_is_in_the_file_named_above_it() {
    let documentation = documentation("guide.rs");
    assert!(documentation.contains("```text"));
    let wrong = wrong_lines(&documentation);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_wrong_path_word_or_line_is_seen() {
    assert_eq!(wrong_places("the `app/nothing.rs`").len(), 1);
    assert_eq!(wrong_places("`guide.rs`: `no such words at all`, `x`").len(), 1);
    assert!(wrong_places("`x` in `lib.rs`: `pub mod app`; `ui`, `app/screens`").is_empty());
    let quote = "In `lib.rs`:\n\n```text\npub mod app;\npub mod attic;\n...\n```\n";
    assert_eq!(wrong_lines(quote), ["pub mod attic;"]);
}
