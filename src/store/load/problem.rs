//! Problems of a register's files, with place and stable code.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::domain::kinds::check::Severity;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::input::is_deceptive;

use crate::store::files::layout;
use crate::store::text::{Position, Problem, ProblemKind};

/// A file that could not be read, or only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// Its path below `aims/`.
    pub path: PathBuf,
    /// What is wrong with it.
    pub kind: FileProblemKind,
}

/// Why a file could not be read, or only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblemKind {
    /// Its text is no such record; it is shown as broken and never written.
    Broken(Vec<Problem>),
    /// It is a catalogue of the team's own, and some of its entries are not taken.
    Refused(Vec<Problem>),
    /// It cannot be read at all, with the reason.
    Unreadable(String),
    /// It holds a field this version does not know; the field is kept.
    UnknownField(String, Position),
    /// Its path is not one of the layout, or a folder lies deeper than any of it.
    Stray,
    /// Another file holds a record with the same id.
    Duplicate(Id, PathBuf),
}

impl FileProblem {
    /// Returns whether the file's record is not in the register.
    pub fn is_broken(&self) -> bool {
        matches!(
            self.kind,
            FileProblemKind::Broken(_) | FileProblemKind::Unreadable(_) | FileProblemKind::Duplicate(..)
        )
    }
}

/// Returns the records of which a file cannot be read or is in doubt, each with where and why in a line: broken or unreadable, of an
/// id that another file has, or a catalogue whose entries are not all taken, which goes by its path.
pub fn unreadable(kinds: &[&'static Kind], problems: &[FileProblem]) -> BTreeMap<Id, String> {
    let is_unreadable = |problem: &&FileProblem| {
        matches!(
            problem.kind,
            FileProblemKind::Broken(_)
                | FileProblemKind::Unreadable(_)
                | FileProblemKind::Duplicate(..)
                | FileProblemKind::Refused(_)
        )
    };
    let sentence = |problem: &FileProblem| {
        let id = match (&problem.kind, layout::place(kinds, &problem.path)) {
            (FileProblemKind::Duplicate(id, _), _) => id.clone(),
            (_, Some((_, id))) => id,
            (FileProblemKind::Refused(_), None) => Id::new(&shown(&problem.path)),
            _ => return None,
        };
        let text = problem.to_string();
        Some((id, format!("aims/{}", text.lines().next().unwrap_or_default())))
    };
    problems.iter().filter(is_unreadable).filter_map(sentence).collect()
}

/// Writes where, what was found, what was expected and what to do.
impl std::fmt::Display for FileProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = shown(&self.path);
        match &self.kind {
            FileProblemKind::Broken(problems) | FileProblemKind::Refused(problems) => {
                for (nth, problem) in problems.iter().enumerate() {
                    if nth > 0 {
                        writeln!(f)?;
                    }
                    let Position { line, column, .. } = problem.position;
                    write!(
                        f,
                        "{path}:{line}:{column}: found {}, expected {}.",
                        problem.found, problem.expected
                    )?;
                    if !problem.hint.is_empty() {
                        write!(f, " {}", problem.hint)?;
                    }
                }
                Ok(())
            }
            FileProblemKind::Unreadable(reason) => write!(f, "{path}: cannot be read: {reason}."),
            FileProblemKind::UnknownField(name, Position { line, column, .. }) => {
                write!(
                    f,
                    "{path}:{line}:{column}: the field `{name}` is unknown to this version; it is kept as it is."
                )
            }
            FileProblemKind::Stray => write!(
                f,
                "{path}: no record belongs here; move it out of aims/ or correct its name."
            ),
            FileProblemKind::Duplicate(id, other) => {
                write!(
                    f,
                    "{path}: {id} is also in {}; give one of them another id.",
                    shown(other)
                )
            }
        }
    }
}

impl FileProblemKind {
    /// Returns the stable code and the short name of the problem, for checks and machine output.
    pub fn code(&self) -> (&'static str, &'static str) {
        match self {
            Self::Broken(problems) if problems.iter().any(|problem| problem.kind == ProblemKind::Conflict) => {
                ("AIMS-E003", "merge-conflict")
            }
            Self::Broken(_) => ("AIMS-E001", "broken-file"),
            Self::Unreadable(_) => ("AIMS-E002", "unreadable-file"),
            Self::Duplicate(..) => ("AIMS-E004", "duplicate-id"),
            Self::Refused(_) => ("AIMS-E005", "refused-entry"),
            Self::Stray => ("AIMS-W001", "stray-file"),
            Self::UnknownField(..) => ("AIMS-W002", "unknown-field"),
        }
    }

    /// Tells how much it weighs.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Broken(_) | Self::Refused(_) | Self::Unreadable(_) | Self::Duplicate(..) => Severity::Error,
            Self::Stray | Self::UnknownField(..) => Severity::Warning,
        }
    }
}

/// Returns a path as it can be shown: file names come from whoever made the repository.
fn shown(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        if is_deceptive(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
