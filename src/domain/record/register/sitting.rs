//! A sitting: what one person changed from when they sat down until they got up, as it stands in the end.
//!
//! It is fed the same [`Edit`]s that the register and the disk get, undo included, and keeps their net effect: what was
//! set and set back is not in it. What others wrote meanwhile is not in it either, even where it stands in the same
//! field; so without others its summary says what a diff of the files says.

use std::collections::{BTreeMap, HashSet};

use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};

/// What was changed so far.
#[derive(Debug, Clone, Default)]
pub struct Sitting {
    /// Fields of records that were there before.
    written: BTreeMap<(Id, usize), Written>,
    /// Records that came in.
    added: Vec<Id>,
    /// How many edits were taken.
    edits: usize,
}

/// What this sitting did to a field.
#[derive(Debug, Clone)]
struct Written {
    /// What it held before the first edit.
    from: Value,
    /// What it would hold had nobody else written to it.
    to: Value,
}

impl Written {
    /// Takes the next edit of the field; what others put there since the one before is left out.
    fn take(&mut self, from: &Value, to: &Value) {
        self.to = match (&self.to, from, to) {
            (last, from, to) if last == from => to.clone(),
            (Value::Text(own), Value::Text(from), Value::Text(to)) => match to.strip_prefix(from.as_ref()) {
                Some(added) => Value::text(&format!("{own}{added}")),
                None => Value::text(to),
            },
            (Value::List(own), Value::List(from), Value::List(to)) => {
                let added = to.iter().filter(|item| !from.contains(item));
                Value::list(own.iter().chain(added).cloned().collect())
            }
            (.., to) => to.clone(),
        };
    }
}

/// A field that this sitting left otherwise than it found it.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed<'a> {
    /// The record, as it stands now.
    pub record: &'a Record,
    /// The position of the field.
    pub field: usize,
    /// What it held.
    pub from: &'a Value,
    /// What this sitting wrote last; others may have written something else since.
    pub to: &'a Value,
}

impl Changed<'_> {
    /// Tells whether what this sitting wrote stands there no more, since somebody else wrote over it.
    pub fn is_overwritten(&self) -> bool {
        let now = self.record.value(self.field);
        match (now, self.to) {
            (Value::Text(now), Value::Text(own)) => {
                let now: HashSet<&str> = now.lines().collect();
                !own.lines().all(|line| now.contains(line))
            }
            (Value::List(now), Value::List(own)) => !own.iter().all(|item| now.contains(item)),
            (now, own) => now != own,
        }
    }
}

impl Sitting {
    /// Takes an edit that was applied.
    pub fn take(&mut self, edit: &Edit) {
        self.edits += 1;
        for change in &edit.changes {
            match change {
                Change::Set { id, field, from, to } if !self.added.contains(id) => {
                    let written = self.written.entry((id.clone(), *field));
                    let written = written.or_insert_with(|| Written {
                        from: from.clone(),
                        to: from.clone(),
                    });
                    written.take(from, to);
                }
                Change::Set { .. } => {}
                Change::Add(record) => self.added.push(record.id().clone()),
                Change::Remove(record) => self.added.retain(|id| id != record.id()),
            }
        }
    }

    /// Returns the records that came in and are still there, in the order in which they came.
    pub fn added<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'a Record> {
        self.added.iter().filter_map(|id| register.get(id.as_str()))
    }

    /// Returns the fields that this sitting left otherwise than it found them, by record and field.
    pub fn changed<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = Changed<'a>> {
        self.written.iter().filter_map(|((id, field), Written { from, to })| {
            let record = register.get(id.as_str())?;
            (to != from).then_some(Changed {
                record,
                field: *field,
                from,
                to,
            })
        })
    }

    /// Tells whether a field of a record was set, even if it was set back since.
    pub fn has_changed(&self, id: &Id) -> bool {
        self.written
            .range((id.clone(), 0)..)
            .next()
            .is_some_and(|((first, _), _)| first == id)
    }

    /// Tells whether nothing is different from the beginning.
    pub fn is_empty(&self, register: &Register) -> bool {
        self.added(register).next().is_none() && self.changed(register).next().is_none()
    }

    /// Returns how many edits were taken, undos among them.
    pub fn edits(&self) -> usize {
        self.edits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::day;
    use crate::domain::kinds::{action, answer};
    use crate::domain::record::choice::Choices;

    fn edit(changes: Vec<Change>) -> Edit {
        let when = day::iso("2026-11-23").and_then(|day| day.and_hms_opt(9, 0, 0));
        Edit {
            title: String::new(),
            who: String::new(),
            when: when.expect("a time"),
            changes,
        }
    }

    fn answer(register: &mut Register, id: &str, state: Option<answer::State>) -> Option<Edit> {
        let change = register
            .change(id, answer::STATE.field(), state.into())
            .expect("fits")?;
        let inverse = register.apply(&edit(vec![change])).expect("applies");
        Some(inverse.inverse())
    }

    #[test]
    fn undone_changes_are_not_in_the_sitting() {
        let (mut register, mut sitting) = (Register::default(), Sitting::default());
        let made = answer(&mut register, "4.1/q1", Some(answer::State::Informal)).expect("a change");
        sitting.take(&made);
        assert_eq!(sitting.changed(&register).count(), 1);
        let back = register.apply(&made.inverse()).expect("applies").inverse();
        sitting.take(&back);
        assert!(sitting.is_empty(&register));
        assert_eq!(sitting.edits(), 2);
    }

    fn set(id: &str, field: usize, from: impl Into<Value>, to: impl Into<Value>) -> Edit {
        edit(vec![Change::Set {
            id: Id::new(id),
            field,
            from: from.into(),
            to: to.into(),
        }])
    }

    #[test]
    fn changes_by_others_are_not_summarised_as_own() {
        let (mut register, mut sitting) = (Register::default(), Sitting::default());
        let (state, note) = (answer::STATE.index(), answer::NOTE.index());
        sitting.take(&set("4.1/q1", state, Value::Empty, answer::State::Informal));
        sitting.take(&set("4.1/q1", note, Value::Empty, "mine"));
        sitting.take(&set("4.1/q1", note, "mine\ntheirs", "mine\ntheirs\nmine again"));
        let record = register.get("4.1/q1").expect("implied").clone();
        let record = record.with(answer::STATE, answer::State::Documented);
        register.put(record.with(answer::NOTE, "mine\ntheirs\nmine again"));
        let changed_fields: Vec<_> = sitting.changed(&register).collect();
        let (state, note) = match &changed_fields[..] {
            [one, other] if one.field == state => (one, other),
            [one, other] => (other, one),
            other => unreachable!("two fields, not {other:?}"),
        };
        assert_eq!(*state.to, Value::from(answer::State::Informal));
        assert!(state.is_overwritten());
        assert_eq!(*note.to, Value::text("mine\nmine again"));
        assert!(!note.is_overwritten());
    }

    #[test]
    fn a_record_changed_outside_is_announced_once_however_often_it_changed() {
        let (mut register, mut sitting) = (Register::default(), Sitting::default());
        let record = Record::new(&action::KIND, Id::new("T-00001")).with(action::TITLE, Value::text("Write it"));
        let add = edit(vec![Change::add(record)]);
        register.apply(&add).expect("applies");
        sitting.take(&add);
        let owner = register
            .change("T-00001", action::OWNER.field(), Value::text("ana"))
            .expect("fits");
        let set = edit(owner.into_iter().collect());
        register.apply(&set).expect("applies");
        sitting.take(&set);
        assert_eq!(sitting.added(&register).count(), 1);
        assert_eq!(sitting.changed(&register).count(), 0);
    }

    proptest! {
        #[test]
        fn it_says_what_a_comparison_of_before_and_after_says(steps in prop::collection::vec((0_usize..6, 0_usize..5), 0..40)) {
            let ids: Vec<_> = crate::domain::catalogue::shipped().questions().take(6).map(|(_, question)| question.id.clone()).collect();
            let before = Register::default();
            let (mut register, mut sitting) = (Register::default(), Sitting::default());
            for (at, state) in steps {
                let state = answer::State::ALL.get(state).copied();
                if let Some(made) = answer(&mut register, &ids[at], state) {
                    sitting.take(&made);
                }
            }
            let changed_fields: Vec<_> = sitting.changed(&register).map(|changed| (changed.record.id().clone(), changed.field)).collect();
            let mut different = Vec::new();
            for id in &ids {
                let (old, new) = (before.get(id).expect("implied"), register.get(id).expect("implied"));
                different.extend(old.differences(new).map(|field| (new.id().clone(), field)));
            }
            different.sort();
            prop_assert_eq!(changed_fields, different);
        }
    }
}
