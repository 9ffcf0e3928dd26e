//! What the cells of imported files said last, so that the next import tells what the file changed from what was edited
//! here.
//!
//! It lies in `aims/imports/`, as lines of record, field and a digest of the value: it must be in every clone, since the
//! next import may be anybody's, and two branches merge it line by line. Where both lines of a merge stay, either counts.
//! What a cell says is remembered once its record says so too: what was left out is no base for the next import, which
//! tells it again and takes it when asked to.
//! A cell of which nothing is known, since it was imported before there was a memory, is taken as the file says.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::domain::kinds::approval;
use crate::domain::kinds::extras::Extras;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::{Id, stable_hash};
use crate::domain::record::mark::Mark;
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::exchange::import::Options;
use crate::exchange::sheet::Sheet;

/// How the lines of a kind are spread over files, by the first digit of a digest of the record's id.
const DIGITS: &str = "0123456789abcdef";

/// The lines that go from one of the files and those that come into it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// The name of the file in `aims/imports/`.
    pub file: String,
    /// What goes.
    pub minus: Vec<String>,
    /// What comes.
    pub plus: Vec<String>,
}

/// What the cells of imported files said last.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    said: HashMap<Id, Vec<(Box<str>, Digest)>>,
}

/// What is remembered of what a cell says, 16 bytes for each of the many cells of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Digest {
    /// A row of a file was about the record.
    Row,
    /// A cell said a text with this digest.
    Text(u64),
}

/// The word for [`Digest::Row`].
const ROW: &str = "row";

impl Digest {
    fn read(word: &str) -> Option<Self> {
        if word == ROW {
            return Some(Self::Row);
        }
        u64::from_str_radix(word, 16).ok().map(Self::Text)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row => f.write_str(ROW),
            Self::Text(digest) => write!(f, "{digest:016x}"),
        }
    }
}

/// What one cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LastCell {
    pub id: Id,
    /// The name of the field.
    pub what: Cow<'static, str>,
    pub digest: Digest,
    /// The digest of what the older file said, where one is at hand and says something.
    pub older: Option<Digest>,
    /// Whether it is remembered although its record says something else, as the user said.
    pub is_settled: bool,
}

/// Begins what is remembered of where a record came from; no field is called so.
const ORIGIN: char = '@';

/// Begins what is remembered of a kept column; no field is called so.
const KEPT: char = '+';

/// The word by which it is remembered that a record was retired since its row was gone, with a digest of the day.
const ABSENT: &str = "!absent";

/// Begins the word of a field of which the file said something that a rule refused; no field is called so.
const REFUSED: char = '?';

/// Returns the word by which a kept column is remembered.
pub(super) fn kept_column(label: &Value) -> String {
    format!("{KEPT}{}", digest(label))
}

/// Returns the word by which it is remembered that a row of the versions of one table is about a record.
pub(super) fn origin_word(options: &Options<'_>, sheet: &Sheet) -> String {
    format!("{ORIGIN}{:016x}", stable_hash(&origin(options, sheet)))
}

/// Returns what the versions of one table have in common: the name of the mapping that reads it, else that of its file,
/// and that of its sheet.
fn origin(options: &Options<'_>, sheet: &Sheet) -> String {
    let file = if options.mapping_name.is_empty() {
        let stem = options.source.rsplit_once('.');
        undated(stem.map_or(&*options.source, |(stem, _)| stem))
    } else {
        options.mapping_name.clone()
    };
    match &sheet.name {
        Some(name) => format!("{file} / {}", undated(name)),
        None => file,
    }
}

/// Returns a name without the words with digits, which are days and versions.
fn undated(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty() && !word.contains(char::is_numeric))
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        name.to_owned()
    } else {
        words.join(" ")
    }
}

impl LastCell {
    /// Remembers that a record was retired on a day, since the file has no row of it any more.
    pub fn of_absence(id: &Id, day: &Value) -> Self {
        Self::of_word(id, Cow::Borrowed(ABSENT), digest(day))
    }

    /// Remembers that the file says something of a field that a rule refuses, so that the record says something else.
    pub fn of_refusal(id: &Id, field: &str) -> Self {
        Self::of_word(id, Cow::Owned(format!("{REFUSED}{field}")), Digest::Row)
    }

    /// Remembers that a row of the versions of one file, which has this word, is about a record.
    pub fn origin(id: &Id, origin_word: &str) -> Self {
        Self::of_word(id, Cow::Owned(origin_word.to_owned()), Digest::Row)
    }

    fn of_word(id: &Id, what: Cow<'static, str>, digest: Digest) -> Self {
        Self {
            id: id.clone(),
            what,
            digest,
            older: None,
            is_settled: false,
        }
    }
}

impl Memory {
    /// Whether a row of the versions of one file, which has this word, was about a record.
    pub(super) fn came_from(&self, id: &Id, origin_word: &str) -> bool {
        !self.of(id, origin_word).is_empty()
    }

    /// Whether a file said something of a field in the last import that a rule refused.
    pub(super) fn was_refused(&self, id: &Id, field: &str) -> bool {
        !self.of(id, &format!("{REFUSED}{field}")).is_empty()
    }

    /// Whether an import retired a record, since its row was gone.
    pub(super) fn has_retired(&self, record: &Record) -> bool {
        let retired = record.kind().marked(Mark::Retired).filter(|_| record.is_retired());
        retired.is_some_and(|field| {
            let said = self.of(record.id(), ABSENT);
            said.contains(&digest(record.value(field)))
        })
    }

    /// Whether a row of any file was about a record.
    pub(super) fn has_origin(&self, id: &Id) -> bool {
        let mut said = self.said.get(id).into_iter().flatten();
        said.any(|(what, _)| what.starts_with(ORIGIN))
    }

    /// Returns the names of the files in `aims/imports/` that hold the memory of a kind.
    pub fn files(kind: &Kind) -> Vec<String> {
        DIGITS.chars().map(|digit| file(kind, digit)).collect()
    }

    /// Reads the text of one of the files. What is no such line, such as a conflict marker, is passed over.
    pub fn read(&mut self, text: &str) {
        for line in text.lines() {
            let words: Vec<_> = line.split(' ').collect();
            if let [id, what, digest] = words[..]
                && let Some(digest) = Digest::read(digest)
            {
                self.said.entry(Id::new(id)).or_default().push((what.into(), digest));
            }
        }
    }

    /// Returns the digests of what a cell said last; none when nothing is known of it.
    pub(super) fn of(&self, id: &Id, what: &str) -> Vec<Digest> {
        let said = self.said.get(id).into_iter().flatten();
        said.filter(|(word, _)| **word == *what)
            .map(|(_, digest)| *digest)
            .collect()
    }

    /// Returns the lines that change when the cells say this.
    pub(super) fn changed(&self, kind: &Kind, all: &[LastCell]) -> Vec<Lines> {
        let mut files: HashMap<char, Lines> = HashMap::new();
        for cell in all {
            let known = self.of(&cell.id, &cell.what);
            if known == [cell.digest] {
                continue;
            }
            let digit = char::from_digit((stable_hash(cell.id.as_str()) & 0xf) as u32, 16).unwrap_or('0');
            let lines = files.entry(digit).or_insert_with(|| Lines {
                file: file(kind, digit),
                ..Lines::default()
            });
            let line = |digest: Digest| format!("{} {} {digest}", cell.id, cell.what);
            let others = known.into_iter().filter(|digest| *digest != cell.digest);
            lines.minus.extend(others.map(line));
            lines.plus.push(line(cell.digest));
        }
        let mut files: Vec<_> = files.into_values().collect();
        files.sort_by(|one, other| one.file.cmp(&other.file));
        files
    }
}

/// Returns what is to be remembered of what the cells say once some changes are made: what the record says then, what
/// is remembered already, or else what the older file said.
pub(super) fn taken(
    memory: &Memory,
    register: &Register,
    kind: &Kind,
    all: Vec<LastCell>,
    changes: &[Change],
) -> Vec<LastCell> {
    let mut added = HashMap::new();
    let mut set = HashMap::new();
    for change in changes {
        match change {
            Change::Add(record) => {
                added.insert(record.id(), &**record);
            }
            Change::Set { id, field, to, .. } => {
                set.insert((id, *field), to);
            }
            Change::Remove(_) => {}
        }
    }
    let is_taken = |cell: &LastCell| {
        let is_kept = cell.what.starts_with(KEPT);
        let name = if is_kept { "extras" } else { &*cell.what };
        let record = || added.get(&cell.id).copied().or_else(|| register.get(cell.id.as_str()));
        let Some(field) = kind.field_index(name) else {
            // Names of an older format say something of the newest row of a table.
            let approvals = kind.field_index("approvals").and_then(|table| {
                let set = set.get(&(&cell.id, table)).copied();
                set.or_else(|| Some(record()?.value(table)))
            });
            let said = approvals.and_then(|approvals| approval::said_in(approvals, &cell.what));
            let is_word = cell.what.starts_with([ORIGIN, REFUSED]) || cell.what == ABSENT;
            return said.map_or(is_word, |said| digest(&said) == cell.digest);
        };
        let value = set.get(&(&cell.id, field)).copied();
        let value = value.or_else(|| Some(record()?.value(field)));
        let says = |row: &Value| {
            Row::<Extras>::of(row).is_some_and(|row| {
                kept_column(row.stored(Extras::COLUMN)) == cell.what && digest(row.stored(Extras::VALUE)) == cell.digest
            })
        };
        value.is_some_and(|value| {
            if is_kept {
                value.items().iter().any(says)
            } else {
                digest(value) == cell.digest
            }
        })
    };
    let remembered = |mut cell: LastCell| {
        if cell.is_settled || is_taken(&cell) || memory.of(&cell.id, &cell.what).contains(&cell.digest) {
            return Some(cell);
        }
        cell.digest = cell.older.take()?;
        Some(cell)
    };
    all.into_iter().filter_map(remembered).collect()
}

fn file(kind: &Kind, digit: char) -> String {
    format!("{}-{digit}.txt", kind.plural.replace(' ', "-"))
}

/// Returns the digest of what a cell says on a field; a record holds nothing where the answer is no.
pub(super) fn digest(value: &Value) -> Digest {
    let value = if *value == Value::Flag(false) {
        &Value::Empty
    } else {
        value
    };
    Digest::Text(stable_hash(&value.to_string().nfc().collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::system;

    #[test]
    fn lines_change_only_where_a_cell_says_something_else() {
        let cell = |digest: &str| LastCell {
            id: Id::new("alpha"),
            what: "owner".into(),
            digest: Digest::read(digest).expect("a digest"),
            older: None,
            is_settled: false,
        };
        let mut memory = Memory::default();
        let first = memory.changed(&system::KIND, &[cell("1")]);
        assert_eq!(first[0].plus, ["alpha owner 0000000000000001"]);
        memory.read("<<<<<<< ours\nalpha owner 1\n=======\nalpha owner 2\n>>>>>>> theirs\n");
        assert_eq!(
            memory.of(&Id::new("alpha"), "owner"),
            [Digest::Text(1), Digest::Text(2)]
        );
        let settled = memory.changed(&system::KIND, &[cell("2")]);
        assert_eq!((settled[0].minus.len(), settled[0].plus.len()), (1, 1));
        let mut memory = Memory::default();
        memory.read("alpha owner 2\n");
        assert!(memory.changed(&system::KIND, &[cell("2")]).is_empty());
        assert!(Memory::files(&system::KIND).contains(&first[0].file));
    }
}
