//! The gap analysis report, cell by cell.

use std::collections::BTreeMap;

use aims::domain::catalogue::shipped;
use aims::domain::kinds::{action, answer, evidence};
use aims::domain::record::id::Id;
use aims::report::basis::{Basis, Earlier};

use super::reader::{Table, tables};
use super::{basis, day, demo, field, markdown};

/// Returns the rows of the questions, by id.
fn rows(text: &str) -> BTreeMap<String, (Table, Vec<String>)> {
    let mut rows = BTreeMap::new();
    for table in tables(text)
        .into_iter()
        .filter(|table| table.heads.iter().any(|head| head == "Answered by, on"))
    {
        for row in table.rows.clone() {
            let before = rows.insert(row[0].clone(), (table.clone(), row));
            assert!(before.is_none());
        }
    }
    rows
}

#[test]
fn every_question_is_there_once_with_what_its_answer_says() {
    let register = demo();
    let rows = rows(&markdown("gap", &basis(&register)));
    let questions: Vec<_> = shipped().questions().collect();
    assert_eq!((rows.len(), questions.len()), (94, 94));
    let mut answered = 0;
    for (clause, question) in questions {
        let (table, row) = &rows[&question.id];
        let id = Id::new(&question.id);
        let said = |name: &str| field(&register, &id, name);
        let cell = |head: &str| table.cell(row, head);
        assert_eq!(cell("Question"), question.text);
        if cell("State") == "nothing recorded yet" {
            let record = register.get(id.as_str()).expect("an answer");
            assert!(record.says_nothing() && register.linked(&id).is_empty(), "{id}");
            continue;
        }
        answered += 1;
        let or = |text: String, missing: &str| if text.is_empty() { missing.to_owned() } else { text };
        assert_eq!(cell("State"), or(said("state"), "not assessed"), "{id}");
        assert_eq!(
            cell("What was said"),
            or(said("note"), "not recorded: What was said"),
            "{id}"
        );
        for piece in register.of(&evidence::KIND) {
            let at = piece.kind().field_index("supports").expect("a field");
            let is_shown = piece.value(at).ids().any(|one| *one == id) && !piece.is_retired();
            assert_eq!(
                cell("Evidence").contains(&format!("{};", piece.title())),
                is_shown,
                "{id} {}",
                piece.id()
            );
        }
        for action in register.of(&action::KIND) {
            let at = action.kind().field_index("serves").expect("a field");
            let status = field(&register, action.id(), "status");
            let is_shown =
                action.value(at).ids().any(|one| *one == id) && status != "cancelled" && !action.is_retired();
            assert_eq!(
                cell("Action").contains(action.id().as_str()),
                is_shown,
                "{id} {}",
                action.id()
            );
            if is_shown {
                assert!(cell("Action").contains(&field(&register, action.id(), "due")), "{id}");
            }
        }
        for number in 1..=clause.documents.len() {
            assert!(
                cell("Document (state)").contains(&format!("{}/d{number}", clause.id)),
                "{id}"
            );
        }
        let on = or(said("answered_on"), "not recorded: Answered on");
        assert!(cell("Answered by, on").ends_with(&on), "{id}");
    }
    assert!(answered > 50, "{answered}");
}

#[test]
fn the_counts_are_those_of_the_rows() {
    let register = demo();
    let text = markdown("gap", &basis(&register));
    let all = tables(&text);
    let by_sub_clause = all
        .iter()
        .find(|table| table.caption.contains("sub-clause and state"))
        .expect("a table");
    assert_eq!(by_sub_clause.rows.len(), 32);
    let by_clause = all
        .iter()
        .find(|table| table.caption.contains("by clause and state"))
        .expect("figures");
    assert_eq!(by_clause.rows.len(), 8);
    for head in [
        "Questions",
        "Absent",
        "Informal",
        "Documented",
        "Operating",
        "No occasion yet",
        "Not assessed",
    ] {
        let sum = |rows: &[Vec<String>], table: &Table| -> usize {
            rows.iter()
                .map(|row| table.cell(row, head).parse::<usize>().expect("a number"))
                .sum()
        };
        let whole = by_clause
            .cell(&by_clause.rows[7], head)
            .parse::<usize>()
            .expect("a number");
        assert_eq!(sum(&by_clause.rows[..7], by_clause), whole, "{head}");
        assert_eq!(sum(&by_sub_clause.rows, by_sub_clause), whole, "{head}");
        let stored = register.of(&answer::KIND).filter(|one| match head {
            "Questions" => true,
            "Not assessed" => field(&register, one.id(), "state").is_empty(),
            state => field(&register, one.id(), "state") == state.to_lowercase(),
        });
        assert_eq!(stored.count(), whole, "{head}");
    }
}

#[test]
fn the_work_list_has_every_question_below_its_target_once_with_its_action_or_without() {
    let register = demo();
    let text = markdown("gap", &basis(&register));
    let lists = tables(&text)
        .into_iter()
        .filter(|table| table.heads.iter().any(|head| head == "What is missing"));
    let mut listed = Vec::new();
    for table in lists {
        let has_actions = table.caption.contains("with an action");
        for row in &table.rows {
            assert_eq!(table.cell(row, "Action") != "none recorded", has_actions, "{row:?}");
            listed.push(row[0].split(' ').next().expect("an id").to_owned());
        }
    }
    listed.sort_unstable();
    let below = register.of(&answer::KIND).filter(|one| {
        let state = field(&register, one.id(), "state");
        let target = field(&register, one.id(), "target");
        let rank = |state: &str| {
            ["absent", "informal", "documented", "operating"]
                .iter()
                .position(|one| *one == state)
        };
        let target = if target.is_empty() { Some(3) } else { rank(&target) };
        rank(&state).is_some_and(|rank| Some(rank) < target)
    });
    let mut below: Vec<_> = below.map(|one| one.id().to_string()).collect();
    below.sort_unstable();
    assert_eq!(listed, below);
}

#[test]
fn what_changed_since_an_earlier_day_is_told_question_by_question() {
    let register = demo();
    let mut past = demo();
    let before = past.get("4.1/q1").expect("an answer").clone();
    past.put(before.with(answer::STATE, answer::State::Absent));
    let unanswered = past.get("4.2/q1").expect("an answer").clone();
    past.put(unanswered.with(answer::STATE, aims::domain::record::value::Value::Empty));
    let earlier = Basis {
        earlier: Some(Earlier {
            day: day::iso("2026-09-01").expect("a day"),
            register: &past,
        }),
        ..basis(&register)
    };
    let text = markdown("gap", &earlier);
    let table = tables(&text)
        .into_iter()
        .find(|table| table.caption.contains("Changes since 2026-09-01"));
    let table = table.expect("changes");
    let told: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row[0].split(' ').next().expect("an id"), &*row[1], &*row[2]))
        .collect();
    let now = |id: &str| field(&register, &Id::new(id), "state");
    assert_eq!(
        told,
        [
            ("4.1/q1", "absent", &*now("4.1/q1")),
            ("4.2/q1", "not assessed", &*now("4.2/q1"))
        ]
    );
    assert!(markdown("gap", &basis(&register)).contains("No earlier state of the records is known here"));
}
