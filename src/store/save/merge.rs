//! Bringing an edit together with what the file holds by now, field by field.

use std::sync::Arc;

use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Change;

use crate::store::codec;
use crate::store::save::request::{Clash, SaveError};

/// What an edit makes of one field: the value it expects and the one it leaves.
struct Wanted<'a> {
    field: usize,
    from: &'a Value,
    to: &'a Value,
}

/// Applies the changes of one record to what the disk has, and returns it with the fields that changed.
pub(super) fn merge(mut found: Record, id: &Id, changes: &[Change]) -> Result<(Record, Vec<usize>), SaveError> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for change in changes {
        match change {
            Change::Set {
                id: other,
                field,
                from,
                to,
            } if other == id => match wanted.iter_mut().find(|wanted| wanted.field == *field) {
                // Of several changes of one field, the file sees the first value go and the last one come.
                Some(wanted) => wanted.to = to,
                None => wanted.push(Wanted {
                    field: *field,
                    from,
                    to,
                }),
            },
            _ => {}
        }
    }
    let (mut fields, mut clashes) = (Vec::new(), Vec::new());
    for Wanted { field, from, to } in wanted {
        if field >= found.kind().fields.len() + found.kind().former.len() {
            return Err(SaveError::Gone(id.clone()));
        }
        let declared = found.kind().stored(field);
        let theirs = found.value(field).clone();
        let refused = |_| {
            let refusal = codec::RewriteError::Misread(declared.label);
            SaveError::Refused(id.as_str().into(), refusal)
        };
        found.put(field, to.clone()).map_err(refused)?;
        if theirs == *found.value(field) {
            continue;
        }
        if theirs == *from {
            fields.push(field);
        } else {
            clashes.push(Clash {
                id: id.clone(),
                field,
                mine: to.clone(),
                theirs,
            });
        }
    }
    if clashes.is_empty() {
        Ok((found, fields))
    } else {
        Err(SaveError::Clash(clashes))
    }
}

/// Makes sure that a record goes only as the edit knew it, with a file that holds nothing else, and returns it.
pub(super) fn may_go<'c>(found: &Record, text: &str, changes: &'c [Change]) -> Result<&'c Arc<Record>, SaveError> {
    let known = changes.iter().find_map(|change| match change {
        Change::Remove(record) if record.id() == found.id() => Some(record),
        _ => None,
    });
    let Some(known) = known else {
        return Err(SaveError::Gone(found.id().clone()));
    };
    let clash = |field: usize| Clash {
        id: found.id().clone(),
        field,
        mine: Value::Empty,
        theirs: found.value(field).clone(),
    };
    let clashes: Vec<_> = found.differences(known).map(clash).collect();
    if !clashes.is_empty() {
        return Err(SaveError::Clash(clashes));
    }
    if is_written_by_us(text, known) {
        Ok(known)
    } else {
        Err(SaveError::Amended(found.id().clone()))
    }
}

/// Returns whether a text is what this program writes for a record, line ends aside.
pub(super) fn is_written_by_us(text: &str, record: &Record) -> bool {
    text.replace("\r\n", "\n") == codec::write(record)
}
