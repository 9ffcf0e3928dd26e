//! From what a row says to the record as it is to be: only what the file says, and nothing it says only by silence.
//!
//! A blank cell never empties a field. With the older file at hand, or the memory of the last import, a cell that did not change between the two files
//! changes nothing either, and a field that both the file and somebody here changed is left as it is and reported.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::domain::kinds::approval;
use crate::domain::kinds::extras::Extras;
use crate::domain::record::field::{Field, Kind, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::mark::Mark;
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;
use crate::domain::record::{Record, input};

use crate::exchange::as_exported;
use crate::exchange::import::Conflict;
use crate::exchange::import::memory::{LastCell, Memory, digest, kept_column};
use crate::exchange::import::planning::Remark;
use crate::exchange::import::reading::scores::{self, Part};
use crate::exchange::import::reading::{Reading, Unread, kept_text};

/// What is known of earlier imports, and what holds where both sides changed a field.
#[derive(Debug, Clone, Copy)]
pub(in crate::exchange::import) struct Past<'a> {
    pub memory: Option<&'a Memory>,
    pub conflict: Conflict,
    /// Whether the file is taken to the letter.
    pub restores: bool,
    /// Whether the file is an export of ours.
    pub is_ours: bool,
    /// What the fields of the record said when the file was exported, where the file says it.
    pub exported: Option<&'a str>,
}

/// What is to be done about a field of which the file says something else than the record.
enum Verdict {
    Take,
    TakeWithRemark(Remark),
    Leave(Remark),
    /// As [`Leave`](Self::Leave), and what the file says is remembered as if it had been taken.
    Settle(Remark),
}

impl<'a> Past<'a> {
    /// Returns what is known of a record by what its row says of it as well, unless the file is taken to the letter. A
    /// record that says nothing here was exported elsewhere; of one that each register has and that is called otherwise
    /// here, the user may say so.
    fn with_row(self, record: &Record, reading: &'a Reading) -> Self {
        let is_compared = self.memory.is_some() && !self.restores && !record.says_nothing();
        let title = record.kind().marked(Mark::Title);
        let is_called_so = |text: &str| {
            title.is_none_or(|at| as_exported::says(text, record.kind().fields[at].name, record.value(at)))
        };
        let is_in_each = matches!(record.kind().ids, IdForm::Single(_));
        let is_elsewhere = |text: &str| is_in_each && self.conflict == Conflict::Theirs && !is_called_so(text);
        let is_of = |text: &&str| is_compared && as_exported::is_of(text, record.id()) && !is_elsewhere(text);
        Self {
            exported: reading.exported.as_deref().filter(is_of),
            ..self
        }
    }

    /// `current` is what the record says on what the column is about.
    fn verdict(self, record: &Record, field: usize, current: &Value, value: &Value) -> Verdict {
        let Field { name, label, .. } = record.kind().stored(field);
        let label = Cow::Borrowed(*label);
        let Some(was) = self.was(record, field) else {
            return self.verdict_of(record, name, label, current, value);
        };
        let is_imported = || {
            self.memory
                .is_some_and(|memory| !memory.of(record.id(), name).is_empty())
        };
        if was(value) {
            Verdict::Leave(Remark::EditedHere(label))
        } else if was(current) {
            Verdict::Take
        } else if is_imported() {
            // The file may have been imported since it was made.
            self.verdict_of(record, name, label, current, value)
        } else {
            self.clash(label, current, value)
        }
    }

    /// Returns whether a value is what a field said when the file was exported, where the file says it.
    fn was(self, record: &Record, field: usize) -> Option<impl Fn(&Value) -> bool + 'a> {
        let name = record.kind().fields.get(field)?.name;
        let exported = self.exported?;
        Some(move |value: &Value| as_exported::says(exported, name, value))
    }

    /// The same of anything that is remembered by a word, for which `label` stands in messages.
    fn verdict_of(
        self,
        record: &Record,
        what: &str,
        label: Cow<'static, str>,
        current: &Value,
        value: &Value,
    ) -> Verdict {
        let Some(memory) = self.memory else {
            return Verdict::Take;
        };
        let known = memory.of(record.id(), what);
        let is_known = |value: &Value| known.contains(&digest(value));
        // Of a score the cells may say a part, where the last import said all of it.
        let is_as_said = record
            .kind()
            .field_index(what)
            .is_some_and(|field| is_known(record.value(field)));
        if is_known(value) {
            Verdict::Leave(Remark::EditedHere(label))
        } else if is_known(current) || is_as_said || (known.is_empty() && current.is_empty()) {
            Verdict::Take
        } else if known.is_empty()
            && self.conflict != Conflict::Ours
            && (self.is_ours || !memory.has_origin(record.id()) || memory.was_refused(record.id(), what))
        {
            // Nothing is known of what the file said before; of an export of ours each cell is meant.
            Verdict::TakeWithRemark(Remark::Replaced(label, current.to_string()))
        } else {
            self.clash(label, current, value)
        }
    }

    /// Decides about what was edited both here and in the file.
    fn clash(self, label: Cow<'static, str>, current: &Value, value: &Value) -> Verdict {
        match self.conflict {
            Conflict::Told => Verdict::Leave(Remark::EditedInBoth(label, value.to_string())),
            Conflict::Theirs => Verdict::TakeWithRemark(Remark::Overwritten(label, current.to_string())),
            Conflict::Ours => Verdict::Settle(Remark::KeptHere(label, value.to_string())),
        }
    }

    /// Whether a record says of a field what the file said in the last import, or when it was exported.
    fn says_as_imported(self, record: &Record, field: usize, current: &Value) -> bool {
        let name = record.kind().stored(field).name;
        let said = self.memory.map_or_else(Vec::new, |memory| memory.of(record.id(), name));
        let was = self.was(record, field).is_some_and(|was| was(current));
        !current.is_empty() && (was || said.contains(&digest(current)))
    }
}

/// Whether two values are the same to whoever reads them: how letters are composed does not show.
pub(in crate::exchange::import) fn says_the_same(one: &Value, other: &Value) -> bool {
    // A record holds nothing where the answer is no, and a blank cell gives none.
    if let (Value::Empty, no @ Value::Flag(_)) | (no @ Value::Flag(_), Value::Empty) = (one, other) {
        return *no == Value::Flag(false);
    }
    let composed = |value: &Value| value.as_text().map(|text| text.nfc().collect::<String>());
    one == other || composed(one).is_some_and(|text| composed(other) == Some(text))
}

/// Returns the parts of a score that have columns.
fn only_parts(value: &Value, parts: &[Part]) -> Value {
    match value {
        Value::Score(score) => Value::Score(scores::only(*score, parts)),
        value => value.clone(),
    }
}

/// Returns a score with those parts as a row has them.
fn with_parts(before: &Value, value: &Value, parts: &[Part]) -> Value {
    match (before, value) {
        (Value::Score(before), Value::Score(said)) => Value::Score(scores::with(*before, *said, parts)),
        (_, value) => value.clone(),
    }
}

/// Returns what the cells of a row say of a record, blank ones aside.
pub(in crate::exchange::import) fn last_cells(
    record: &Record,
    reading: &Reading,
    older: Option<&Reading>,
) -> Vec<LastCell> {
    let kind = record.kind();
    let fields = reading.values.iter().filter(|(_, value)| !value.is_empty());
    let kept = beside(reading).map(|(column, text)| LastCell {
        id: record.id().clone(),
        what: kept_column(&label(&column)).into(),
        digest: digest(&text),
        older: None,
        is_settled: false,
    });
    fields
        .map(|(field, value)| LastCell {
            id: record.id().clone(),
            what: kind.stored(*field).name.into(),
            digest: digest(value),
            is_settled: false,
            older: older
                .map(|older| older.value(*field))
                .filter(|value| !value.is_empty())
                .map(digest),
        })
        .chain(kept)
        .collect()
}

/// Returns the texts of a row that have no field, with their columns.
fn beside(reading: &Reading) -> impl Iterator<Item = (String, Value)> + '_ {
    let unread = reading.unread.iter();
    let unread = unread.map(|unread| (unread.column.clone(), kept_text(&unread.text)));
    reading.kept.iter().cloned().chain(unread)
}

/// A record as it is to be after a row.
pub(in crate::exchange::import) struct After {
    pub record: Record,
    /// What is to be reported about it.
    pub remarks: Vec<Remark>,
    /// By what word of the memory what stays here is settled with what the file says.
    pub settled: Vec<String>,
}

/// Returns the record as it is to be after the row.
pub(in crate::exchange::import) fn after(
    before: &Record,
    reading: &Reading,
    older: Option<&Reading>,
    known: Past<'_>,
) -> After {
    let known = known.with_row(before, reading);
    let mut record = before.clone();
    let mut settled = Vec::new();
    let respelled = reading.respelled.iter().cloned();
    let respelled = respelled.map(|(text, id)| Remark::Respelled(text, id));
    let mut remarks: Vec<Remark> = reading.unread.iter().cloned().map(Remark::Unread).collect();
    remarks.extend(reading.remarks.iter().cloned());
    remarks.extend(respelled);
    let mut half_scores = Vec::new();
    for (field, value) in &reading.values {
        let parts = reading.parts.iter().find(|(position, _)| position == field);
        let parts = parts.map(|(_, parts)| parts.iter().map(|part| part.part).collect::<Vec<_>>());
        let parts = parts.as_deref();
        let of_newest = approval::said_by(before, *field).or_else(|| Some(only_parts(before.value(*field), parts?)));
        let current = of_newest.as_ref().unwrap_or_else(|| before.value(*field));
        let label = before.kind().stored(*field).label;
        let unread_before = |older: &&Reading| older.values.iter().any(|(position, _)| position == field);
        let then = older.filter(unread_before).map(|older| older.value(*field));
        if let (Value::Score(score), Value::Score(_)) = (before.value(*field), value)
            && known.says_as_imported(before, *field, before.value(*field))
        {
            let blank = reading.blank_parts.iter().filter(|(position, _)| position == field);
            let cleared = blank.filter_map(|(_, part)| Some(Remark::Cleared(label, part.shown(*score)?)));
            remarks.extend(cleared);
        }
        if says_the_same(current, value) {
            continue;
        }
        // What is withheld of a confidential record is blank as well.
        let is_no = *value == Value::Flag(false);
        if (value.is_empty() || is_no) && known.restores && !before.is_confidential() {
            // Nothing fits every field.
            let _ = record.put(*field, Value::Empty);
            continue;
        }
        if value.is_empty() && then.is_none_or(Value::is_empty) {
            if known.says_as_imported(before, *field, current) {
                remarks.push(Remark::Cleared(label, current.to_string()));
            }
            continue;
        }
        match then {
            Some(then) if then == value => remarks.push(Remark::EditedHere(label.into())),
            _ => {
                let verdict = match then {
                    Some(then) if then == current => Verdict::Take,
                    Some(_) => known.clash(label.into(), current, value),
                    None => known.verdict(before, *field, current, value),
                };
                match verdict {
                    Verdict::Leave(remark) => {
                        remarks.push(remark);
                        continue;
                    }
                    Verdict::Settle(remark) => {
                        remarks.push(remark);
                        settled.push(before.kind().stored(*field).name.to_owned());
                        continue;
                    }
                    Verdict::TakeWithRemark(remark) => remarks.push(remark),
                    Verdict::Take => {}
                }
                let value = parts.map_or_else(|| value.clone(), |parts| with_parts(before.value(*field), value, parts));
                if let (Some(_), Value::Score(score)) = (parts, &value)
                    && !scores::is_whole(*score)
                {
                    half_scores.push(*field);
                    continue;
                }
                let value = if is_no { Value::Empty } else { value };
                if let Err(error) = record.put(*field, value) {
                    remarks.push(Remark::Unfit(error.to_string()));
                }
            }
        }
    }
    // One of the names of an approval alone would be another approval than all of them.
    if record.former().next().is_some() {
        for (field, value) in &reading.values {
            if approval::said_by(before, *field).is_some_and(|said| said == *value) {
                // What a name says fits it.
                let _ = record.put(*field, value.clone());
            }
        }
    }
    keep(&mut record, reading, older, known, &mut remarks, &mut settled);
    // A likelihood without a consequence, or the other way round, is no score; the text waits with the record.
    for (field, parts) in &reading.parts {
        for part in parts.iter().filter(|_| half_scores.contains(field)) {
            keep_text(&mut record, &part.column, &Value::text(&part.text));
            remarks.push(Remark::HalfScore(
                part.column.clone(),
                before.kind().stored(*field).label,
            ));
        }
    }
    After {
        record,
        remarks,
        settled,
    }
}

/// Keeps the texts that have no field: in the table of imported columns.
fn keep(
    record: &mut Record,
    reading: &Reading,
    older: Option<&Reading>,
    known: Past<'_>,
    remarks: &mut Vec<Remark>,
    settled: &mut Vec<String>,
) {
    if let Some(extras) = extras(record.kind()) {
        let kept: Vec<(Value, Value)> = beside(reading).map(|(column, text)| (label(&column), text)).collect();
        let mut rows: Vec<Value> = record.value(extras).items().to_vec();
        let is_of = |row: &Value, column: &Value| matches!(row, Value::Row(cells) if cells.first() == Some(column));
        // What could not be read before and can be now is in its field.
        let read: Vec<Value> = reading.read.iter().map(|column| label(column)).collect();
        rows.retain(|row| !read.iter().any(|column| is_of(row, column)));
        let then: Vec<(Value, &Value)> = older
            .map(|older| older.kept.iter().map(|(column, text)| (label(column), text)).collect())
            .unwrap_or_default();
        for (column, text) in kept {
            let is_there = rows.iter().any(|row| is_of(row, &column));
            if is_there && then.iter().any(|(other, old)| *other == column && **old == text) {
                continue;
            }
            let current = rows
                .iter()
                .find(|row| is_of(row, &column))
                .and_then(cell_of)
                .unwrap_or_default();
            if says_the_same(&current, &text) {
                continue;
            }
            let name = Cow::Owned(column.to_string());
            match known.verdict_of(record, &kept_column(&column), name, &current, &text) {
                Verdict::Leave(remark) => {
                    remarks.push(remark);
                    continue;
                }
                Verdict::Settle(remark) => {
                    remarks.push(remark);
                    settled.push(kept_column(&column));
                    continue;
                }
                Verdict::TakeWithRemark(remark) => remarks.push(remark),
                Verdict::Take => {}
            }
            rows.retain(|row| !is_of(row, &column));
            rows.push(Value::Row([column, text].into()));
        }
        if let Err(error) = record.put(extras, Value::set(rows)) {
            remarks.push(Remark::Unfit(error.to_string()));
        }
    } else {
        remarks.extend(beside(reading).map(|(column, _)| Remark::Lost(column)));
    }
}

/// Returns the text of a kept column.
fn cell_of(row: &Value) -> Option<Value> {
    Row::of(row).map(|row| row.stored(Extras::VALUE).clone())
}

/// Keeps the text of a value that its field does not take, as [`keep`] does with what cannot be read.
pub(in crate::exchange::import) fn keep_text(record: &mut Record, column: &str, value: &Value) {
    let unread = Unread {
        column: column.to_owned(),
        field: "",
        text: value.to_string(),
        why: String::new(),
        taken: String::new(),
    };
    let reading = Reading {
        unread: vec![unread],
        ..Reading::default()
    };
    let known = Past {
        memory: None,
        conflict: Conflict::Theirs,
        restores: false,
        is_ours: false,
        exported: None,
    };
    keep(record, &reading, None, known, &mut Vec::new(), &mut Vec::new());
}

/// Returns the heading of a kept column.
pub(in crate::exchange::import) fn label(column: &str) -> Value {
    input::read(Shape::Line, column, chrono::NaiveDate::MIN).unwrap_or_default()
}

/// Returns the position of the table of imported columns, in kinds that have one.
pub(in crate::exchange::import) fn extras(kind: &Kind) -> Option<usize> {
    let position = kind.field_index("extras")?;
    matches!(kind.fields[position].shape, Shape::Rows { columns, .. } if columns.len() == 2).then_some(position)
}
