//! Circles across folders: a folder that uses another one is not used by it, on any way round.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{below_src, code, read, sources};

/// The frame that holds all parts of the workbench, and that all of them take: not a folder beside them.
const FRAME: &str = "app/state";

type Uses = BTreeMap<String, BTreeSet<String>>;

/// Returns the code before the tests of a file.
pub(super) fn without_tests(text: &str) -> String {
    code(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default())
}

/// Returns the folder or file, two names below `src`, that a path from the crate's root leads to; where the layer only
/// passes a name on, the one it comes from.
fn room(path: &str) -> Option<String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    if src.join(path).is_dir() || src.join(format!("{path}.rs")).is_file() {
        return Some(path.to_owned());
    }
    let (layer, name) = path.split_once('/')?;
    let layers = std::fs::read_to_string(src.join(layer).join("mod.rs")).ok()?;
    let mut passed_on = layers
        .lines()
        .filter_map(|line| line.strip_prefix("pub use ")?.split_once("::"));
    let (folder, _) = passed_on.find(|(_, used)| used.trim_end_matches(';') == name)?;
    Some(format!("{layer}/{folder}"))
}

/// Returns for each folder of a layer the folders it uses, by the paths in its files.
fn uses() -> Uses {
    let mut uses = Uses::new();
    for path in sources("src") {
        let name = below_src(&path);
        if name.contains("test") || name.contains("from_outside") {
            continue;
        }
        let below: Vec<_> = name.trim_end_matches(".rs").splitn(3, '/').collect();
        let [layer, part, ..] = below[..] else { continue };
        let from = format!("{layer}/{part}");
        for used in super::crate_paths(&without_tests(&read(&path))) {
            let to = room(&used.replace("::", "/")).filter(|to| *to != from && *to != FRAME && to.contains('/'));
            uses.entry(from.clone()).or_default().extend(to);
        }
    }
    uses
}

/// Returns everything that can be reached from a folder.
fn reached(uses: &Uses, from: &str) -> BTreeSet<String> {
    let (mut found, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(one) = next.pop() {
        for used in uses.get(&one).into_iter().flatten() {
            if found.insert(used.clone()) {
                next.push(used.clone());
            }
        }
    }
    found
}

/// Returns the circles: the sets of folders each of which reaches the others and itself.
fn circles(uses: &Uses) -> BTreeSet<Vec<String>> {
    let reached: BTreeMap<&String, BTreeSet<String>> = uses.keys().map(|from| (from, reached(uses, from))).collect();
    let meets = |one: &str, other: &str| reached.iter().any(|(from, to)| *from == one && to.contains(other));
    let circle = |from: &String| -> Vec<String> {
        let all = uses.keys().filter(|other| meets(from, other) && meets(other, from));
        all.cloned().collect()
    };
    uses.keys().map(circle).filter(|circle| circle.len() > 1).collect()
}

#[test]
fn folders_form_no_circle() {
    assert_eq!(circles(&uses()), BTreeSet::new());
}

#[test]
fn a_circle_over_three_folders_is_seen() {
    let to = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut uses = Uses::from([
        ("a".to_owned(), to(&["b", "d"])),
        ("b".to_owned(), to(&["c"])),
        ("c".to_owned(), to(&["a"])),
        ("d".to_owned(), to(&[])),
    ]);
    assert_eq!(
        circles(&uses),
        BTreeSet::from([vec!["a".into(), "b".into(), "c".into()]])
    );
    uses.insert("c".to_owned(), to(&[]));
    assert_eq!(circles(&uses), BTreeSet::new());
}
