//! Sentences of the import name the arguments of the command line; here they name what one presses.

/// What sentences say of arguments, with what is said in the workbench; of two that begin alike the longer comes first.
const SAID: [(&str, &str); 22] = [
    ("--theirs takes the file's, --ours settles it", "t settles it"),
    ("--day-first or --month-first", "d"),
    ("Name it with --map COLUMN=id", "Say which on the page Columns"),
    ("Name it with --map COLUMN=title", "Say which on the page Columns"),
    ("Map the column with --map", "Say what it is on the page Columns"),
    ("Map it with --map", "Say what it is on the page Columns"),
    ("--map it, or --keep-unmapped", "enter says what it is, + keeps it"),
    ("; say with --sheet which of", "; the page Sheets says which of"),
    ("`--sheet` reads", "the page Sheets has"),
    ("Leave out --sheet", "Take another sheet"),
    ("--map-value", "the page Values"),
    ("--keep-unmapped", "+"),
    ("--leave-unmapped", "+"),
    ("--map", "the page Columns"),
    ("--sheet", "the page Sheets"),
    ("--theirs", "t"),
    ("--day-first", "d"),
    ("--period-end", "d"),
    ("--spans-from", "d"),
    ("--short-years", "d"),
    ("--retire-removed", "r"),
    ("--yes", "space"),
];

/// Returns a sentence with keys and pages in place of arguments.
pub fn in_workbench(sentence: &str) -> String {
    SAID.iter()
        .fold(sentence.to_owned(), |said, (argument, key)| said.replace(argument, key))
}
