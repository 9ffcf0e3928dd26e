//! The house: which layer may know which, and what no source file may hold.
//!
//! Each check reads the sources as text. What a check looks for is itself tried on a sample, so that a check that finds
//! nothing is known to look.

mod circles;
mod dependencies;
mod guide;
mod screens;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with the layers it may name.
const LAYERS: [(&str, &[&str]); 9] = [
    ("domain", &["domain"]),
    ("store", &["domain", "store"]),
    ("git", &["domain", "store", "git"]),
    ("exchange", &["domain", "exchange"]),
    ("report", &["domain", "report"]),
    ("app", &["domain", "store", "git", "exchange", "app"]),
    ("ui", &["domain", "app", "ui"]),
    ("term", &["app::environment", "term"]),
    (
        "cli",
        &[
            "domain", "store", "git", "exchange", "report", "app", "ui", "term", "cli",
        ],
    ),
];

/// Crates that only some folders or files name; a crate that is not listed is free to all.
const CRATES: [(&str, &[&str]); 16] = [
    ("ratatui", &["ui", "term", "cli"]),
    ("crossterm", &["term"]),
    ("ratatui_textarea", &["app/dialogs/text_input.rs"]),
    ("signal_hook", &["term"]),
    ("rustix", &["store", "term", "cli"]),
    ("notify", &["store/watch"]),
    ("clap", &["cli"]),
    ("color_eyre", &["cli", "term", "main.rs"]),
    ("directories", &["cli"]),
    ("getrandom", &["cli"]),
    ("ignore", &["store/files/listing.rs"]),
    ("sha2", &["domain/sha256.rs"]),
    ("csv", &["exchange"]),
    ("encoding_rs", &["exchange"]),
    ("tempfile", &["store", "term", "cli"]),
    ("unicode_width", &["ui", "term"]),
];

/// All that the innermost layer is made of, beside the standard library.
const DOMAIN: [&str; 8] = [
    "chrono",
    "fuzzy_matcher",
    "ron",
    "serde",
    "sha2",
    "thiserror",
    "any_ascii",
    "unicode_normalization",
];

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} holds sources");
    found
}

/// Returns a path below `src`, with slashes.
fn below_src(path: &Path) -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let path = path.strip_prefix(src).expect("a source");
    path.to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a source is text")
}

/// Returns the code without whole-line comments.
fn code(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

/// Returns the first two names of every path from the crate's root: `app::key`, or `app` where nothing follows.
fn crate_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            paths.extend(items(group).into_iter().filter(|item| !item.is_empty()).map(head));
        } else {
            paths.push(head(rest));
        }
    }
    paths
}

/// Returns the parts of a group in braces, at its own depth.
fn items(group: &str) -> Vec<&str> {
    let (mut depth, mut first, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' => {
                found.push(group[first..at].trim());
                break;
            }
            ',' if depth == 0 => {
                found.push(group[first..at].trim());
                first = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn head(path: &str) -> String {
    let layer = word(path);
    match path[layer.len()..].strip_prefix("::").map(word) {
        Some(module) if !module.is_empty() => format!("{layer}::{module}"),
        _ => layer.to_owned(),
    }
}

/// Tells whether code names a crate as the beginning of a path.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let begins = !before.ends_with(|c| is_word(c) || c == ':' || c == '.' || c == '"');
        begins && (after.starts_with("::") || before.ends_with("use ") && after.starts_with(';'))
    })
}

/// Returns the dependencies in the manifest, as code names them.
fn dependencies() -> Vec<String> {
    let manifest = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    let section = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let names = section.lines().filter_map(|line| line.split_once(" = "));
    let names: Vec<_> = names.map(|(name, _)| name.trim().replace('-', "_")).collect();
    assert!(
        names.contains(&"chrono".to_owned()),
        "the manifest has dependencies: {names:?}"
    );
    names
}

#[test]
fn a_layer_names_only_the_layers_it_rests_on() {
    let mut wrong = Vec::new();
    for path in sources("src") {
        let name = below_src(&path);
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| name.starts_with(&format!("{layer}/"))) else {
            continue;
        };
        for used in crate_paths(&code(&read(&path))) {
            let layer = word(&used);
            let known = LAYERS.iter().any(|(known, _)| *known == layer);
            if known && !allowed.contains(&layer) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{name} names {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_climbs_out_of_its_layer_by_super() {
    for path in sources("src") {
        let code = code(&read(&path));
        for (layer, _) in LAYERS {
            let climbs = format!("super::{layer}::");
            assert!(!code.contains(&climbs), "{} has {climbs}", below_src(&path));
        }
    }
}

#[test]
fn the_terminal_knows_only_keys_of_the_workbench() {
    for path in sources("src/term") {
        let code = code(&read(&path));
        let others = code.matches("app::").count() - code.matches("app::environment::key").count();
        assert_eq!(
            others,
            0,
            "{} names more of the workbench than its keys",
            below_src(&path)
        );
    }
}

#[test]
fn every_folder_of_the_sources_is_a_layer() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = fs::read_dir(src).expect("the sources").flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let mut expected: Vec<_> = LAYERS.iter().map(|(layer, _)| (*layer).to_owned()).collect();
    expected.extend(["glossary.rs", "guide.rs", "lib.rs", "main.rs"].map(str::to_owned));
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn each_crate_is_named_only_where_it_belongs() {
    let mut wrong = Vec::new();
    for path in sources("src") {
        let (name, code) = (below_src(&path), code(&read(&path)));
        for (used, places) in CRATES {
            let belongs = |place: &&str| name == *place || name.starts_with(&format!("{place}/"));
            if names_crate(&code, used) && !places.iter().any(&belongs) {
                wrong.push(format!("{name} names {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_domain_is_made_of_a_few_crates() {
    let dependencies = dependencies();
    for path in sources("src/domain") {
        let (name, code) = (below_src(&path), code(&read(&path)));
        for used in dependencies.iter().filter(|used| !DOMAIN.contains(&used.as_str())) {
            assert!(!names_crate(&code, used), "{name} names {used}");
        }
        let reads_the_catalogue = name.starts_with("domain/catalogue");
        assert!(reads_the_catalogue || !names_crate(&code, "ron"), "{name} names ron");
    }
}

/// Returns of what code takes the bare position, unless it is a row or the index of a register: the position of a field
/// means another field in every kind.
fn bare_positions(code: &str) -> Vec<String> {
    let before = code.match_indices(".index()").map(|(at, _)| code[..at].trim_end());
    let named = before.map(|before| {
        let before = before.trim_end_matches("()");
        before
            .rsplit(|c: char| !is_word(c) && c != ']')
            .next()
            .unwrap_or_default()
    });
    let is_other = |name: &&str| !["slot", "row", "register"].contains(name);
    named.filter(is_other).map(str::to_owned).collect()
}

#[test]
fn only_the_domain_and_the_codec_take_the_bare_position_of_a_field() {
    for path in sources("src") {
        let name = below_src(&path);
        if !name.starts_with("domain/") && !name.starts_with("store/codec/") {
            assert_eq!(bare_positions(&code(&read(&path))), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn only_the_edge_reads_the_clock() {
    for path in sources("src") {
        let (name, code) = (below_src(&path), code(&read(&path)));
        if !name.starts_with("cli/") {
            for clock in ["Local::now", "Utc::now", "SystemTime", "Local::today"] {
                assert!(!code.contains(clock), "{name} has {clock}");
            }
        }
    }
}

#[test]
fn no_module_has_a_name_that_could_hold_anything() {
    for path in ["src", "tests"].into_iter().flat_map(sources) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        let names = [stem, folder.to_string_lossy().into_owned()];
        for word in [
            "util", "utils", "common", "helper", "helpers", "manager", "misc", "shared",
        ] {
            assert!(!names.iter().any(|name| name == word), "{}", path.display());
        }
    }
}

#[test]
fn every_source_file_begins_by_saying_what_it_is() {
    for path in sources("src") {
        let text = read(&path);
        let said = text.lines().next().and_then(|line| line.strip_prefix("//! "));
        assert!(said.is_some_and(|said| said.len() > 10), "{}", below_src(&path));
    }
}

#[test]
fn no_source_opens_a_connection() {
    for path in sources("src") {
        let code = code(&read(&path));
        for name in ["TcpStream", "UdpSocket", "TcpListener", "std::net"] {
            assert!(!code.contains(name), "{} has {name}", below_src(&path));
        }
    }
}

#[test]
fn the_checks_see_what_they_look_for() {
    let sample = code(
        "// use crate::cli::open;\nuse crate::app::environment::key::{Key};\nuse crate::{\n    store::disk, ui::{pen, text},\n    domain,\n};\nlet x = crate::term::run();\nlet y = mycrate::cli::z;\n",
    );
    assert_eq!(
        crate_paths(&sample),
        ["app::environment", "store::disk", "ui", "domain", "term::run"]
    );
    assert!(names_crate("use ratatui::buffer;", "ratatui"));
    assert!(names_crate("let a = ron::from_str(x);", "ron"));
    assert!(!names_crate("use aron::x; self.ron::y; super::ron::z", "ron"));
    assert!(!names_crate("use ratatui_textarea::TextArea;", "ratatui"));
    let sample = "risk::OWNER.index() slot.index() TIMES[time as usize].index() register\n.index() field.index()";
    assert_eq!(bare_positions(sample), ["OWNER", "usize]", "field"]);
}
