//! Changing fields of a text that is there, and the last look at a text before it is written.

use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;

use crate::store::codec::write::format_text;
use crate::store::codec::{FORMAT_FIELD, item_texts, read, value_text};
use crate::store::files::disk::LARGEST;
use crate::store::text;
use crate::store::text::Problem;

/// Why a text was not edited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RewriteError {
    /// The text cannot be read.
    #[error("{0}")]
    Unreadable(Box<Problem>),
    /// The edit could not be made without touching more than it should.
    #[error(transparent)]
    Edit(#[from] text::EditError),
    /// The new text is larger than any file that is read.
    #[error("the record would have {0} bytes; at most {LARGEST} are read")]
    TooLarge(usize),
    /// What would be written is not what would be read again.
    #[error("{0} cannot be written so that it reads back the same; does it hold control characters?")]
    Misread(&'static str),
}

/// Returns the text with some fields of the record set and every other byte as it was.
///
/// # Errors
///
/// Fails when the text cannot be read or would not read back as the old record with exactly these fields changed.
pub fn rewrite(source: &str, record: &Record, fields: &[usize]) -> Result<String, RewriteError> {
    let document = text::parse(source).map_err(|problem| RewriteError::Unreadable(Box::new(problem)))?;
    let kind = record.kind();
    let mut order = vec![
        text::Slot {
            name: "format",
            apart: false,
        },
        text::Slot {
            name: "id",
            apart: false,
        },
    ];
    order.extend(kind.fields.iter().map(|field| text::Slot {
        name: field.name,
        apart: field.is(Mark::Apart),
    }));
    let texts: Vec<_> = fields
        .iter()
        .map(|&position| NewText::of(kind, position, record.value(position)))
        .collect();
    let changes: Vec<_> = texts.iter().map(NewText::change).collect();
    Ok(document.edit(source, &order, &changes)?)
}

/// The new text of one field.
enum NewText {
    Whole(&'static str, String),
    Items(&'static str, Vec<String>),
    Gone(&'static str),
}

impl NewText {
    fn of(kind: &Kind, position: usize, value: &Value) -> Self {
        let field = kind.stored(position);
        if field.name == FORMAT_FIELD {
            Self::Whole(field.name, format_text(value))
        } else if position >= kind.fields.len() && value.is_empty() {
            Self::Gone(field.name)
        } else if field.shape.is_list() {
            Self::Items(field.name, item_texts(field.shape, value))
        } else {
            Self::Whole(field.name, value_text(field.shape, value))
        }
    }

    fn change(&self) -> text::Change<'_> {
        match self {
            Self::Whole(field, value) => text::Change::Set { field, value },
            Self::Items(field, items) => text::Change::List { field, items },
            Self::Gone(field) => text::Change::Remove { field },
        }
    }
}

/// Makes sure that a text about to be written is read back as exactly this record.
///
/// # Errors
///
/// Fails with the field that would be read back otherwise, or when the file would be too large to be read.
pub fn verify(record: &Record, source: &str) -> Result<(), RewriteError> {
    if source.len() as u64 > LARGEST {
        return Err(RewriteError::TooLarge(source.len()));
    }
    match read(record.kind(), record.id(), source) {
        Ok(reading) => match reading.record.differences(record).next() {
            None => Ok(()),
            Some(field) => Err(RewriteError::Misread(record.kind().stored(field).label)),
        },
        Err(problems) => match problems.into_iter().next() {
            Some(problem) => Err(RewriteError::Unreadable(Box::new(problem))),
            None => Err(RewriteError::Misread(record.kind().type_name)),
        },
    }
}
