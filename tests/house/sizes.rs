//! Budgets: how long a file, how full a folder and how large the workbench's own type may be.

use std::fs;
use std::path::Path;

use super::{code, read, sources};

/// Lines of a file.
const LINES: usize = 500;
/// Entries of a folder.
const ENTRIES: usize = 15;
/// Folders that hold one file for each word a user knows or screen drawn, and may be longer.
const LISTS: [&str; 3] = ["src/domain/kinds", "src/cli/commands", "tests/keys/screens/snapshots"];
/// Fields of `App`.
const FIELDS: usize = 20;
/// Methods of `App`, wherever they are written.
const METHODS: usize = 40;

#[test]
fn files_stay_within_500_lines() {
    let lengths = ["src", "tests"].into_iter().flat_map(sources).map(|path| {
        let lines = read(&path).lines().count();
        (lines, path)
    });
    let long: Vec<_> = lengths.filter(|(lines, _)| *lines > LINES).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn folders_hold_at_most_15_entries() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src"), root.join("tests")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("a folder").flatten();
        let entries: Vec<_> = entries.map(|entry| entry.path()).collect();
        let name = folder.strip_prefix(root).expect("below it").to_string_lossy();
        let count = entries.len();
        assert!(
            count <= ENTRIES || LISTS.contains(&&*name),
            "{name} has {count} entries"
        );
        folders.extend(entries.into_iter().filter(|path| path.is_dir()));
    }
}

/// Returns the lines within the braces of every item that begins with `head` at the margin.
fn bodies<'a>(text: &'a str, head: &str) -> Vec<&'a str> {
    let (mut found, mut inside) = (Vec::new(), false);
    for line in text.lines() {
        match line {
            "}" => inside = false,
            _ if inside => found.push(line),
            _ => inside = line == head,
        }
    }
    found
}

/// Returns the names of the methods among the lines of an `impl`.
fn methods<'a>(body: &[&'a str]) -> Vec<&'a str> {
    let own = body.iter().filter_map(|line| line.strip_prefix("    "));
    let own = own.filter(|line| !line.starts_with(' '));
    let heads = own.filter_map(|line| Some((line.split_once("fn ")?, line)));
    let heads = heads.filter(|((before, _), _)| before.is_empty() || before.starts_with("pub") || *before == "const ");
    heads.map(|((_, name), _)| super::word(name)).collect()
}

#[test]
fn app_has_at_most_20_fields() {
    let state = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/state/mod.rs"));
    let body = code(&state);
    let fields = bodies(&body, "pub struct App {");
    assert!((1..=FIELDS).contains(&fields.len()), "{fields:#?}");
}

#[test]
fn app_has_few_methods() {
    let mut all = Vec::new();
    for path in sources("src/app") {
        let text = code(&read(&path));
        let names = methods(&bodies(&text, "impl App {"));
        all.extend(names.into_iter().map(str::to_owned));
    }
    assert!(all.contains(&"update".to_owned()), "the methods are found");
    assert!(all.len() <= METHODS, "{} methods: {all:#?}", all.len());
}

#[test]
fn no_file_with_methods_of_app_defines_another_type() {
    for path in sources("src/app") {
        let text = code(&read(&path));
        if text.lines().any(|line| line == "impl App {") {
            let heads = text
                .lines()
                .filter_map(|line| line.strip_prefix("pub"))
                .filter_map(|line| {
                    let line = line.strip_prefix("(in crate::app)").unwrap_or(line);
                    line.strip_prefix(" struct ").or_else(|| line.strip_prefix(" enum "))
                });
            let types: Vec<_> = heads.map(super::word).filter(|name| *name != "App").collect();
            assert!(types.is_empty(), "{}: {types:?}", path.display());
        }
    }
}

#[test]
fn methods_of_every_form_are_counted() {
    let sample = "impl App {\n    fn a(&self) {\n        fn inner() {}\n    }\n    pub(in crate::app) fn b() {}\n    pub const fn c() {}\n}\nimpl Other {\n    fn d() {}\n}\n";
    assert_eq!(methods(&bodies(sample, "impl App {")), ["a", "b", "c"]);
}
