//! The team's own catalogues in `catalogues/`: other standards, and the organization's wording. They are read with the
//! register and never written.

use std::io;
use std::path::PathBuf;

use ron::error::{Error, SpannedError};

use crate::domain::catalogue::{Catalogue, Refused};
use crate::domain::register::Register;

use crate::store::load::problem::{FileProblem, FileProblemKind};
use crate::store::text::{Position, Problem, ProblemKind, parse};

/// The folder below `aims/`.
pub const FOLDER: &str = "catalogues";

/// A catalogue as one file has it.
#[derive(Debug)]
pub struct OwnCatalogue {
    /// What it says.
    catalogue: Catalogue,
    /// The text, to show where an entry is.
    text: String,
}

/// Reads a catalogue from the text of its file.
///
/// # Errors
///
/// Fails with what is wrong with the file.
pub fn read(text: io::Result<Option<&str>>) -> Result<OwnCatalogue, FileProblemKind> {
    let text = match text {
        Ok(Some(text)) => text,
        Ok(None) => return Err(FileProblemKind::Unreadable("it vanished while it was read".to_owned())),
        Err(error) => return Err(FileProblemKind::Unreadable(error.to_string())),
    };
    let broken = |problem| FileProblemKind::Broken(vec![problem]);
    // The parser of records points at what a person would mend; the reader then only meets values of another form.
    parse(text).map_err(broken)?;
    let catalogue = Catalogue::read(text).map_err(|error| broken(problem(text, &error)))?;
    Ok(OwnCatalogue {
        catalogue,
        text: text.to_owned(),
    })
}

/// Lets a register take catalogues, in the order of their paths, and returns what of them is refused.
pub fn take(register: &mut Register, mut catalogues: Vec<(PathBuf, OwnCatalogue)>) -> Vec<FileProblem> {
    if catalogues.is_empty() {
        return Vec::new();
    }
    catalogues.sort_by(|a, b| a.0.cmp(&b.0));
    let mut whole = register.catalogue().clone();
    let mut file_problems = Vec::new();
    for (path, own) in catalogues {
        let refused = whole.add(own.catalogue);
        let problems: Vec<_> = refused.iter().map(|refused| place(&own.text, refused)).collect();
        if !problems.is_empty() {
            let kind = FileProblemKind::Refused(problems);
            file_problems.push(FileProblem { path, kind });
        }
    }
    register.take_catalogue(whole);
    file_problems
}

/// Returns a refused entry as a problem at the place of its id.
fn place(text: &str, refused: &Refused) -> Problem {
    let wanted = if refused.id.is_empty() {
        None
    } else {
        let quoted = format!("\"{}\"", refused.id);
        let found: Vec<_> = text.match_indices(&quoted).map(|(at, _)| at).collect();
        let is_id = |at: &&usize| {
            text[..**at]
                .trim_end()
                .strip_suffix(':')
                .is_some_and(|before| before.trim_end().ends_with("id"))
        };
        found.iter().rev().find(is_id).copied()
    };
    let offset = wanted.or_else(|| text.find("schema:")).unwrap_or_default();
    let Refused {
        found, expected, hint, ..
    } = refused;
    Problem::new(ProblemKind::Value, text, offset, found, expected, hint)
}

/// Returns what the reader met as a problem in the words of the others.
fn problem(text: &str, error: &SpannedError) -> Problem {
    const SHAPE: &str = "The form is that of assets/iso42001.ron in the sources of aims; entries may leave fields out.";
    let (line, column) = (error.span.start.line, error.span.start.col);
    let lines = text.split_inclusive('\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[before.min(text.len())..];
    let into = rest.char_indices().nth(column.saturating_sub(1));
    let offset = before + into.map_or(rest.len(), |(at, _)| at);
    let (found, expected) = match &error.code {
        Error::NoSuchStructField { expected, found, .. } => (
            format!("the field `{found}`"),
            format!("one of {}", expected.join(", ")),
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            (format!("`{found}`"), format!("one of {}", expected.join(", ")))
        }
        Error::MissingStructField { field, .. } => ("the end of the entry".to_owned(), format!("the field `{field}`")),
        Error::DuplicateStructField { field, .. } => (format!("`{field}` once more"), "each field once".to_owned()),
        Error::InvalidValueForType { expected, found } => (found.clone(), expected.clone()),
        other => {
            let sentence = other.to_string().to_lowercase();
            let expected = sentence.strip_prefix("expected ").unwrap_or("a value of another form");
            (excerpt(text, offset), expected.to_owned())
        }
    };
    let mut problem = Problem::new(ProblemKind::Value, text, 0, &found, &expected, SHAPE);
    problem.position = Position::of(text, offset);
    problem
}

/// Returns the beginning of what is at a place, quoted.
fn excerpt(text: &str, offset: usize) -> String {
    let rest = text[offset..].lines().next().unwrap_or_default();
    let end = rest.find([',', ')', ']']).unwrap_or(rest.len());
    let value: String = rest[..end]
        .trim()
        .chars()
        .take(40)
        .flat_map(char::escape_debug)
        .collect();
    if value.is_empty() {
        "the end of a value".to_owned()
    } else {
        format!("`{value}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(text: &str) -> String {
        let path = PathBuf::from("catalogues/house.ron");
        let mut register = Register::default();
        let file_problems = match read(Ok(Some(text))) {
            Ok(own) => take(&mut register, vec![(path, own)]),
            Err(kind) => vec![FileProblem { path, kind }],
        };
        let problems_of: Vec<_> = file_problems.iter().map(ToString::to_string).collect();
        problems_of.join("\n")
    }

    const HEAD: &str = "(\n    schema: 1,\n    standard: (id: \"House\"),\n";

    #[test]
    fn problems_of_a_catalogue_are_reported_with_their_place() {
        let cases = [
            "    controls: [(id: \"B.1\", titel: \"Keys\")],\n)\n",
            "    controls: [(id: \"B.1\", title: 7)],\n)\n",
            "    controls: [(id: \"B.1\", title: \"Keys)],\n)\n",
            "    controls: [\n        (id: \"A.2.2\", title: \"Policy\"),\n    ],\n)\n",
            "    controls: [(id: \"../x\")],\n)\n",
        ];
        let problems_of: Vec<_> = cases.iter().map(|rest| problems_of(&format!("{HEAD}{rest}"))).collect();
        insta::assert_snapshot!(problems_of.join("\n"), @r"
        catalogues/house.ron:4:28: found the field `titel`, expected one of id, domain, objective, title, summary, documentation_required, evidence_hints, owner_hint, role_hint, crosswalk, note. The form is that of assets/iso42001.ron in the sources of aims; entries may leave fields out.
        catalogues/house.ron:4:34: found `7`, expected string. The form is that of assets/iso42001.ron in the sources of aims; entries may leave fields out.
        catalogues/house.ron:4:35: found a string without an end, expected its closing quote. It opens here and is never closed.
        catalogues/house.ron:5:14: found `A.2.2` once more, expected an id that is free. Another catalogue or entry has this id already; give it a prefix, as in ORG-1 or B.5.1.
        catalogues/house.ron:4:21: found `../x`, expected a control such as A.6.2.5 or ORG-1. Ids become the names of files, so they have one form.
        ");
    }

    #[test]
    fn a_file_that_is_no_catalogue_says_what_it_lacks() {
        insta::assert_snapshot!(problems_of("(schema: 1)\n"), @"catalogues/house.ron:1:11: found the end of the entry, expected the field `standard`. The form is that of assets/iso42001.ron in the sources of aims; entries may leave fields out.");
        insta::assert_snapshot!(problems_of("(schema: 2, standard: (id: \"House\"))\n"), @"catalogues/house.ron:1:2: found schema 2, expected schema 1. This file is of another version of aims.");
    }

    #[test]
    fn a_register_without_catalogues_keeps_the_shipped_one() {
        let mut register = Register::default();
        assert_eq!(take(&mut register, Vec::new()), []);
        assert!(register.catalogue().added.is_empty());
    }
}
