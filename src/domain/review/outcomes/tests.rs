//! Every entry of the table writes what its example says, and asks about the things of its review.

use std::collections::HashSet;

use super::*;
use crate::domain::admission::testing::{put, record, register, today};
use crate::domain::kinds::{self, assessment, risk, supplier};
use crate::domain::record::field::Kind;
use crate::domain::record::rules::pairs;
use crate::domain::register::edit::{Change, Edit};

fn kind_of(id: &str) -> &'static Kind {
    let kinds = kinds::ALL.iter().filter(|kind| kind.ids.accepts(id));
    kinds.max_by_key(|kind| kind.name).expect("a kind")
}

/// The register of an example, with a review of the event.
fn fixture(outcomes: &Outcomes) -> (Register, Record) {
    let example = &outcomes.example;
    let kind = match example.id {
        "chat" => &kinds::system::KIND,
        "organization" => &kinds::organization::KIND,
        id => kind_of(id),
    };
    let mut register = register(kind, example);
    let review = record(&review::KIND, "V-00001", &[("title", "Review"), ("date", "today")]);
    let review = review.with(review::EVENT, outcomes.event);
    register.put(review.clone());
    (register, review)
}

fn write(register: &Register, review: &Record, answers: &[(&str, usize)]) -> Written {
    let held = Held {
        register,
        review,
        day: today(),
        by: "ana",
        approvers: &[],
    };
    let answers = chosen_of(register, review, answers);
    super::written(&held, answers.iter().map(|(id, answer)| (id, answer)))
}

/// Returns answers by the position of the choice.
fn chosen_of(register: &Register, review: &Record, answers: &[(&str, usize)]) -> Vec<(Id, Value)> {
    let asked = asked(register, review);
    let choices = |id: &str| asked.iter().find(|(_, thing)| thing.id().as_str() == id);
    let answer = |(id, nth): &(&str, usize)| {
        let (outcomes, _) = choices(id).expect("it is asked");
        (Id::new(id), Value::Choice(&outcomes.choices[*nth]))
    };
    answers.iter().map(answer).collect()
}

fn apply(register: &mut Register, written: Written) {
    let mut changes = Vec::new();
    for (id, set) in written.changes {
        for (field, value) in set {
            changes.extend(register.change(id.as_str(), field, value).expect("fits"));
        }
    }
    let added = written.added.into_iter().enumerate();
    changes.extend(added.map(|(nth, one)| Change::add(one.renamed(Id::new(&format!("S-0000{nth}"))))));
    let edit = Edit {
        title: String::new(),
        who: String::new(),
        when: today().into(),
        changes,
    };
    register.apply(&edit).expect("applies");
}

#[test]
fn each_event_has_one_entry_that_writes_what_its_example_says() {
    let mut seen = HashSet::new();
    for outcomes in ALL {
        let example = &outcomes.example;
        assert!(seen.insert(outcomes.event), "{:?} has two entries", outcomes.event);
        let (mut register, review) = fixture(outcomes);
        let before = register.get(example.id).expect("the thing").clone();
        let written = (outcomes.write)(
            &Held {
                register: &register,
                review: &review,
                day: today(),
                by: "ana",
                approvers: &[],
            },
            &before,
            &outcomes.choices[0],
        );
        assert!(
            !written.changes.is_empty() || !written.added.is_empty(),
            "{:?}",
            outcomes.event
        );
        apply(&mut register, written);
        let after = register.get(example.id).expect("the thing");
        for (name, _) in pairs(example.change) {
            let wanted = put(before.clone(), &pairs(example.change));
            let at = after.kind().field_index(name).expect("a field");
            assert_eq!(after.value(at), wanted.value(at), "{:?}: {name}", outcomes.event);
        }
    }
}

#[test]
fn a_review_of_suppliers_writes_only_what_was_answered() {
    let (mut register, review) = fixture(&reviewed::SUPPLIERS);
    register.put(record(&supplier::KIND, "P-00002", &[("title", "Data")]));
    assert_eq!(asked(&register, &review).len(), 2);
    let written = write(&register, &review, &[("P-00002", 1)]);
    apply(&mut register, written);
    let data = register.get("P-00002").expect("a supplier");
    assert_eq!(data.get(supplier::OUTCOME), Some(supplier::Outcome::Conditional));
    assert_eq!(data.get(supplier::REVIEW), crate::domain::day::iso("2027-05-23"));
    assert_eq!(
        register.get("P-00001").and_then(|one| one.get(supplier::ASSESSED)),
        None
    );
}

#[test]
fn a_review_asks_about_the_records_it_names() {
    let (mut register, review) = fixture(&reviewed::SUPPLIERS);
    register.put(record(&supplier::KIND, "P-00002", &[("title", "Data")]));
    let review = review.with(review::ABOUT, vec![Id::new("P-00002")]);
    let things = asked(&register, &review);
    assert_eq!(
        things.iter().map(|(_, one)| one.id().as_str()).collect::<Vec<_>>(),
        ["P-00002"]
    );
}

#[test]
fn a_re_assessment_of_risks_judges_them_once_and_begins_a_draft_of_each_system() {
    let (mut register, review) = fixture(&assessments::RISKS);
    register.put(record(
        &kinds::system::KIND,
        "score",
        &[("title", "Score"), ("scope", "in")],
    ));
    let leak = [
        ("title", "Leak"),
        ("status", "open"),
        ("systems", "chat, score"),
        ("review", "-1w"),
    ];
    register.put(record(&risk::KIND, "R-00001", &leak));
    let written = write(&register, &review, &[("chat", 0), ("score", 0)]);
    assert_eq!(written.changes.len(), 1, "the risk of two systems is judged once");
    assert_eq!(written.added.len(), 2);
    apply(&mut register, written);
    let risk = register.get("R-00001").expect("a risk");
    assert_eq!(risk.get(risk::JUDGED_ON), Some(today()));
    let draft = register.get("S-00000").expect("a draft");
    assert_eq!(draft.get(assessment::STATUS), Some(assessment::Status::Draft));
    assert!(assessment::judges(draft, risk.id()));
    let again = write(&register, &review, &[("chat", 0)]);
    assert!(again.added.is_empty(), "a draft that is begun is not begun twice");
    let changed = write(&register, &review, &[("score", 1)]);
    assert!(changed.changes.is_empty(), "what is to be judged again is not judged");
}

#[test]
fn answers_are_said_at_the_points_of_their_things() {
    let (mut register, review) = fixture(&reviewed::SUPPLIERS);
    register.put(record(&supplier::KIND, "P-00002", &[("title", "Data")]));
    let row = |cells: [&str; 3]| Value::Row(cells.map(Value::text).into());
    let review = review.with(
        review::POINTS,
        Value::list(vec![row(["Data", "never assessed", "Talked to them"])]),
    );
    let answers = chosen_of(&register, &review, &[("P-00001", 0), ("P-00002", 2)]);
    let said = said(&register, &review, answers.iter().map(|(id, answer)| (id, answer)));
    let wanted = [
        row(["Data", "never assessed", "unsuitable: Talked to them"]),
        row(["P-00001 Model hosting", "", "suitable"]),
    ];
    assert_eq!(said.items(), wanted);
}

#[test]
fn a_review_of_objectives_asks_for_each_that_is_open_and_ends_what_was_met() {
    let (mut register, review) = fixture(&reviewed::OBJECTIVES);
    let other = [
        ("title", "Fewer complaints"),
        ("status", "met"),
        ("result", "None since May"),
    ];
    register.put(record(&kinds::objective::KIND, "O-00002", &other));
    assert_eq!(asked(&register, &review).len(), 1, "one that is met is over");
    let written = write(&register, &review, &[("O-00001", 2)]);
    apply(&mut register, written);
    let met = register.get("O-00001").expect("an objective");
    assert_eq!(met.get(kinds::objective::STATUS), Some(kinds::objective::Status::Met));
    assert_eq!(met.get(kinds::objective::RESULT), "2026-11-23: V-00001: met");
}

#[test]
fn what_was_not_looked_at_has_a_point_without_a_word() {
    let (mut register, review) = fixture(&reviewed::SUPPLIERS);
    register.put(record(&supplier::KIND, "P-00002", &[("title", "Data")]));
    let answers = chosen_of(&register, &review, &[("P-00002", 0)]);
    let said = said(&register, &review, answers.iter().map(|(id, answer)| (id, answer)));
    let row = |cells: [&str; 3]| Value::Row(cells.map(Value::text).into());
    let wanted = [
        row(["P-00002 Data", "", "suitable"]),
        row(["P-00001 Model hosting", "", ""]),
    ];
    assert_eq!(said.items(), wanted);
}

#[test]
fn a_review_of_any_kind_asks_about_every_thing_that_it_names() {
    let (mut register, review) = fixture(&reviewed::SUPPLIERS);
    register.put(record(&risk::KIND, "R-00001", &[("title", "Leak"), ("status", "open")]));
    register.put(record(
        &kinds::document::KIND,
        "5.2/d1",
        &[("location", "docs/policy.md")],
    ));
    let named = ["R-00001", "5.2/d1"].map(Id::new).to_vec();
    for event in [
        Event::Other,
        Event::Training,
        Event::ObjectivesReview,
        Event::ManagementReview,
    ] {
        let review = review
            .clone()
            .with(review::EVENT, event)
            .with(review::ABOUT, named.clone());
        let asked = asked(&register, &review);
        let events: Vec<_> = asked
            .iter()
            .map(|(outcomes, thing)| (thing.id().as_str(), outcomes.event))
            .collect();
        assert_eq!(
            events,
            [("5.2/d1", Event::PolicyReview), ("R-00001", Event::Other)],
            "{event:?}"
        );
    }
}

#[test]
fn the_policy_is_looked_at_again_after_the_interval_of_its_own_review_whatever_the_event() {
    let (mut register, review) = fixture(&reviewed::DOCUMENTS);
    register.put(record(
        &kinds::document::KIND,
        "5.2/d1",
        &[("location", "docs/policy.md")],
    ));
    let review = review.with(review::ABOUT, vec![Id::new("5.2/d1")]);
    let written = write(&register, &review, &[("5.2/d1", 0)]);
    apply(&mut register, written);
    let policy = register.get("5.2/d1").expect("the policy");
    assert_eq!(
        policy.get(kinds::document::REVIEW),
        crate::domain::day::iso("2027-11-23")
    );
}

#[test]
fn the_document_that_holds_the_policy_is_due_with_it_and_reviewed_as_it() {
    let (mut register, review) = fixture(&reviewed::DOCUMENTS);
    let approved = "1 | 2026-09-10 | ben";
    let manual = [("location", "docs/manual.md"), ("approvals", approved)];
    register.put(record(&kinds::document::KIND, "4.4/d1", &manual));
    register.put(record(&kinds::document::KIND, "5.2/d1", &[("part_of", "4.4/d1")]));
    let due = |register: &Register, id: &str| register.get(id).and_then(|one| one.next_look(register, today()));
    let in_a_year = crate::domain::day::iso("2027-09-10");
    assert_eq!(due(&register, "5.2/d1"), in_a_year);
    assert_eq!(due(&register, "4.4/d1"), in_a_year, "it is one text");
    let review = review.with(review::ABOUT, vec![Id::new("4.4/d1")]);
    let written = write(&register, &review, &[("4.4/d1", 0)]);
    apply(&mut register, written);
    assert_eq!(due(&register, "4.4/d1"), crate::domain::day::iso("2027-11-23"));
    assert_eq!(due(&register, "5.2/d1"), due(&register, "4.4/d1"));
}
