//! Small files that once lost something: letters, names, lists and quotes.

use std::collections::BTreeSet;
use std::fs;

use crate::imports::workbooks::book::{import, listed};
use crate::sandbox::Sandbox;

fn imported(bytes: &[u8]) -> Sandbox {
    let sandbox = Sandbox::new();
    fs::write(sandbox.here().join("s.csv"), bytes).expect("written");
    let ran = import(&sandbox, &["systems", "s.csv"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    sandbox
}

fn folders(sandbox: &Sandbox) -> Vec<String> {
    let entries = fs::read_dir(sandbox.here().join("aims/systems")).expect("a folder");
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.collect()
}

#[test]
fn titles_without_latin_letters_have_places_of_their_own_on_every_branch() {
    // Whoever adds the one does not know of the other.
    let of = |title: &str| folders(&imported(format!("name,owner\n{title},ana\n").as_bytes()));
    let (one, other) = (of("文書翻訳"), of("採否審査"));
    assert!(one.len() == 1 && other.len() == 1 && one != other, "{one:?} {other:?}");
    assert!(one[0].is_ascii() && other[0].is_ascii(), "{one:?} {other:?}");
}

#[test]
fn no_folder_has_a_name_that_windows_reserves_or_that_differs_by_case_alone() {
    let sandbox =
        imported(b"name,department\nnul,IT\nAUX,IT\nCOM2,IT\nlpt1,IT\nprn.txt,IT\nNUL ,HR\nChat,IT\nCHAT,HR\n");
    let names = folders(&sandbox);
    assert_eq!(names.len(), 8, "{names:?}");
    for reserved in ["con", "prn", "aux", "nul", "com1", "com2", "lpt1"] {
        assert!(
            !names.iter().any(|name| name.eq_ignore_ascii_case(reserved)),
            "{names:?}"
        );
    }
    let folded: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(folded.len(), names.len(), "{names:?}");
}

#[test]
fn lists_are_split_where_their_column_splits_them() {
    let sandbox = imported(b"name,tags\nA,\"hr; pii; eu\"\nB,hr|pii\nC,hr / pii\nD,\"hr, pii\"\n");
    assert_eq!(
        listed(&sandbox, "systems", "title,tags"),
        ["A | eu, hr, pii", "B | hr, pii", "C | hr, pii", "D | hr, pii"]
    );
}

#[test]
fn quotes_in_a_text_stay_and_an_open_one_swallows_no_row() {
    let sandbox = imported(
        b"name,owner,description\nA,ana,\"the \"clever\" bot\"\nB,ben,\"never closed\nC,cleo,third\nD,dan,\"fine\"\n",
    );
    let texts = listed(&sandbox, "systems", "title,owner,purpose");
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert_eq!(texts[0], "A | ana | the \"clever\" bot");
    assert_eq!(texts[2..], ["C | cleo | third", "D | dan | fine"]);
}

#[test]
fn an_encoding_that_is_assumed_is_said() {
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("name,owner\n翻訳システム,ana\n");
    let sandbox = Sandbox::new();
    fs::write(sandbox.here().join("s.csv"), bytes).expect("written");
    let ran = import(&sandbox, &["systems", "s.csv"]);
    assert!(ran.err.contains("an assumption by the letters: check them"), "{ran:?}");
    assert_eq!(listed(&sandbox, "systems", "title"), ["翻訳システム"], "{ran:?}");
}
