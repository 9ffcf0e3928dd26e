//! The lists of a security review in format 1, and where they are now: rows of the threat model and of the control gaps.

use crate::domain::kinds::assessment::{GAPS, KIND, THREATS, ThreatType};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::field::{Field, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::moves::{Moves, Wins};
use crate::domain::record::typed::{Handle, Lines, Rows, Table};
use crate::domain::record::value::Value;

/// The lists, in the order of [`ThreatType`], and the control gaps.
pub(super) const FIELDS: &[Field] = &[
    field("attack_paths", "Attack paths"),
    field("adversarial_inputs", "Adversarial inputs"),
    field("data_quality", "Data quality"),
    field("integration_boundaries", "Integration boundaries"),
    field("control_gaps", "Control gaps"),
];

const fn field(name: &'static str, label: &'static str) -> Field {
    Field {
        name,
        label,
        help: "Of the threat model or the control gaps.",
        shape: Shape::Lines,
        marks: &[],
    }
}

/// Moves the lists to the rows.
pub(super) fn moved(moves: &mut Moves<'_>, id: &Id) {
    for (nth, of) in ThreatType::ALL.iter().enumerate() {
        let of = Value::Choice(of.item());
        bring(moves, id, nth, THREATS, Some(&of));
    }
    bring(moves, id, ThreatType::ALL.len(), GAPS, None);
}

/// Moves one list to the rows of a table that begin with a value. Rows that stand there stay as the moves have it; a line that
/// finds no place goes to the note.
fn bring<T: Table>(moves: &mut Moves<'_>, id: &Id, nth: usize, table: Handle<Rows<T>>, of: Option<&Value>) {
    let lines = moves.take(id, Handle::<Lines>::at(KIND.name, KIND.former_position(nth)));
    let Some(rows) = moves
        .record(id.as_str())
        .map(|record| record.stored(table).items().to_vec())
    else {
        return;
    };
    if lines.is_empty() {
        return;
    }
    let is_of = |row: &Value| match (of, row) {
        (None, _) => true,
        (Some(of), Value::Row(cells)) => cells.first() == Some(of),
        _ => false,
    };
    let stands = rows.iter().any(is_of);
    if stands && moves.wins == Wins::Standing {
        let said = |record: &Record| record.stored(table).to_string();
        let standing = moves.record(id.as_str()).map(said).unwrap_or_default();
        for line in lines
            .items()
            .iter()
            .map(Value::to_string)
            .filter(|line| !standing.contains(line))
        {
            moves.keep(id, &format!("{}: {line}", FIELDS[nth].label));
        }
        return;
    }
    let new = lines.items().iter().map(|line| {
        let cells: Vec<_> = of.cloned().into_iter().chain([line.clone()]).collect();
        Value::Row(cells.into())
    });
    // In the order of the types, as the lists were.
    let rank = |row: &Value| match row {
        Value::Row(cells) => cells.first().map_or(0, |cell| match cell {
            Value::Choice(item) if of.is_some() => item.index,
            _ => 0,
        }),
        _ => 0,
    };
    let mut after: Vec<_> = rows.iter().filter(|row| !is_of(row)).cloned().chain(new).collect();
    after.sort_by_key(rank);
    moves.change(id, |record| drop(record.put(table.index(), Value::list(after))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::admit;
    use crate::domain::admission::testing::{bare, record, today};
    use crate::domain::record::moves;
    use crate::domain::register::Register;
    use crate::domain::register::edit::{Change, Edit};

    fn lines(texts: &[&str]) -> Value {
        Value::list(texts.iter().map(|text| Value::text(text)).collect())
    }

    /// A register with a security review that says this in its old lists, and these threats and gaps.
    fn register(old: &[(usize, &[&str])], fields: &[(&str, &str)]) -> Register {
        let mut review = record(&KIND, "S-00001", &[("title", "Review"), ("type", "security")]);
        for (name, text) in fields {
            review = crate::domain::admission::testing::put(review, &[(name, text)]);
        }
        for (nth, texts) in old {
            review.put(KIND.former_position(*nth), lines(texts)).expect("fits");
        }
        let mut register = Register::default();
        register.put(review);
        register
    }

    fn applied(register: &mut Register, changes: Vec<Change>) {
        let edit = Edit {
            title: String::new(),
            who: String::new(),
            when: today().and_time(chrono::NaiveTime::MIN),
            changes,
        };
        register.apply(&edit).expect("it fits");
    }

    fn said(register: &Register) -> (String, String) {
        let review = register.get("S-00001").expect("there");
        (review.stored(THREATS).to_string(), review.stored(GAPS).to_string())
    }

    #[test]
    fn old_lists_are_read_as_rows_in_their_order() {
        let mut register = register(
            &[
                (0, &["Prompt in a mail", "Stolen key"]),
                (2, &["Old pages"]),
                (4, &["No alarm"]),
            ],
            &[],
        );
        let moved = moves::of_register(&register, today());
        assert!(moved.told.is_empty());
        applied(&mut register, moved.changes);
        let threats = "attack path | Prompt in a mail\nattack path | Stolen key\ndata quality | Old pages";
        assert_eq!(said(&register), (threats.to_owned(), "No alarm".to_owned()));
        assert_eq!(register.get("S-00001").expect("there").former().count(), 0);
    }

    #[test]
    fn rows_that_stand_there_stay_and_what_finds_no_place_is_kept_in_the_note() {
        let mut register = register(
            &[(0, &["Stolen key", "Prompt in a mail"])],
            &[("threats", "attack path | Stolen key")],
        );
        let moved = moves::of_register(&register, today());
        assert_eq!(moved.told.len(), 1);
        applied(&mut register, moved.changes);
        assert_eq!(said(&register).0, "attack path | Stolen key");
        let review = register.get("S-00001").expect("there");
        let note = review.value(KIND.field_index("note").expect("a note")).to_string();
        assert!(
            note.contains("Prompt in a mail") && !note.contains("Stolen key"),
            "{note}"
        );
    }

    #[test]
    fn a_list_set_by_its_old_name_replaces_the_rows_of_its_type() {
        let mut register = register(
            &[],
            &[("threats", "attack path | Stolen key\ndata quality | Old pages")],
        );
        let edit = Edit {
            title: String::new(),
            who: String::new(),
            when: today().and_time(chrono::NaiveTime::MIN),
            changes: vec![Change::Set {
                id: Id::new("S-00001"),
                field: KIND.former_position(0),
                from: Value::Empty,
                to: lines(&["Prompt in a mail"]),
            }],
        };
        let edit = admit(&register, edit, &bare()).expect("admitted");
        applied(&mut register, edit.changes);
        assert_eq!(
            said(&register).0,
            "attack path | Prompt in a mail\ndata quality | Old pages"
        );
    }
}
