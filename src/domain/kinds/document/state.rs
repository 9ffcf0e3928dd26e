//! How a document stands: located, approved, changed, kept in the records of the register, or a part of another.

use chrono::NaiveDate;

use crate::domain::kinds::approval::kept_sets;
use crate::domain::kinds::document::{
    LOCATION, PART_OF, POLICY, POLICY_OF_CONTROL, REVIEW, approval, check, is_approved, is_needed, is_said_needless,
    kept,
};
use crate::domain::record::Record;
use crate::domain::record::choice::{Tone, choices};
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::observed::{self, Fact, Place};

choices! {
    /// How a document stands, what asks for the most first.
    State {
        Missing "missing", "absent", "to create";
        Gone "file gone", "gone";
        ReviewDue "review due", "due", "overdue";
        Changed "changed since approved", "changed";
        Exists "exists", "draft", "unapproved";
        Approved "approved";
        Current "current", "valid";
        Kept "kept here", "kept";
        Part "part of another", "part";
        NotNeeded "not needed", "excluded", "n/a";
    }
}

/// How many documents may be parts of one another in a row.
const DEEPEST: usize = 8;

/// Returns how a document stands.
pub fn state(register: &Register, record: &Record, today: NaiveDate) -> State {
    let state = stands(register, record, today);
    let may_differ = matches!(state, State::Kept | State::Approved | State::Current);
    if may_differ && is_changed(register, record) {
        State::Changed
    } else {
        state
    }
}

/// Returns how a document stands, without a look at whether it changed since it was approved.
pub fn stands(register: &Register, record: &Record, today: NaiveDate) -> State {
    if !is_needed(register, record) {
        return State::NotNeeded;
    }
    let Some(whole) = whole(register, record) else {
        return State::Missing;
    };
    if whole.id() != record.id() {
        return match stands(register, whole, today) {
            // What is missing is told once, of the whole.
            State::Missing => State::Part,
            state => state,
        };
    }
    let is_located = !record.get(LOCATION).is_empty();
    if !is_located && !kept::is_begun(register, record.id().as_str(), today) {
        return State::Missing;
    }
    if is_gone(register, record) {
        return State::Gone;
    }
    match record.get(REVIEW) {
        _ if check::next_review(register, record, today).is_some_and(|due| due.day < today) => State::ReviewDue,
        _ if !is_located => State::Kept,
        Some(_) if is_approved(record) => State::Current,
        None if is_approved(record) => State::Approved,
        _ => State::Exists,
    }
}

/// Tells whether a document, or what the register keeps in its place, is known to be another than was approved.
pub fn is_changed(register: &Register, record: &Record) -> bool {
    let Some(digest) = approval(record)
        .map(|newest| newest.digest)
        .filter(|digest| !digest.is_empty())
    else {
        return false;
    };
    if !record.get(LOCATION).is_empty() {
        let fact = register.observed().at(record.get(LOCATION));
        return matches!(fact, Some(Fact::Present { sha256 }) if sha256 != digest);
    }
    kept_sets::of(record.id().as_str()).is_some_and(|set| *set.digest_kept(register) != *digest)
}

/// Tells whether its file was looked for and is not there, or is nothing that may be read.
pub fn is_gone(register: &Register, record: &Record) -> bool {
    let location = record.get(LOCATION);
    let is_nowhere = !location.is_empty() && observed::place(location) == Place::Nowhere;
    is_nowhere
        || matches!(
            register.observed().at(location),
            Some(Fact::Missing | Fact::Refused { .. })
        )
}

/// Tells whether the document that a document is a part of is missing, or no document at all.
pub fn is_whole_missing(register: &Register, record: &Record, today: NaiveDate) -> bool {
    whole(register, record).is_none_or(|whole| stands(register, whole, today) == State::Missing)
}

/// Returns the document that holds the text: the record itself, or the one it is a part of, where that is there.
pub fn holder<'a>(register: &'a Register, record: &'a Record) -> Option<&'a Record> {
    let whole = whole(register, record)?;
    (!whole.get(LOCATION).is_empty()).then_some(whole)
}

/// Tells whether a document is the AI policy, or holds its text: it is at the same place, or the policy is a part of it.
pub fn is_policy(register: &Register, record: &Record) -> bool {
    if record.id().as_str() == POLICY {
        return true;
    }
    let holder = || holder(register, register.get(POLICY)?);
    !record.get(LOCATION).is_empty() && holder().is_some_and(|one| one.get(LOCATION) == record.get(LOCATION))
}

/// Returns the document that a document is a part of in the end, or itself; nothing where documents are parts of one another.
fn whole<'a>(register: &'a Register, record: &'a Record) -> Option<&'a Record> {
    let mut whole = record;
    for _ in 0..DEEPEST {
        match part_of(whole) {
            Some(of) if whole.get(LOCATION).is_empty() => whole = register.get(of)?,
            _ => return Some(whole),
        }
    }
    None
}

/// Returns the document that a document is a part of: the one that was said, and for the policy of a control the AI policy,
/// unless it was said to be a document of its own.
pub fn part_of(record: &Record) -> Option<&str> {
    let is_policy = record.id().as_str() == POLICY_OF_CONTROL && !is_said_needless(record);
    let said = record.get(PART_OF).map(Id::as_str);
    said.or_else(|| (is_policy && record.get(LOCATION).is_empty()).then_some(POLICY))
}

/// Shows how much of a document the register keeps in place of where it is.
pub(super) fn cell(register: &Register, record: &Record, name: &str, today: NaiveDate) -> Option<(String, Tone)> {
    let is_of_place = name == "location" && record.get(LOCATION).is_empty();
    let words = is_of_place.then(|| kept_in_words(register, record, today)).flatten()?;
    Some((words, Tone::Quiet))
}

/// Says how much of a document the register keeps: `kept here, 30 of 38`; nothing for one that it does not keep.
pub fn kept_in_words(register: &Register, record: &Record, today: NaiveDate) -> Option<String> {
    let id = record.id().as_str();
    if !record.get(LOCATION).is_empty() || part_of(record).is_some() || !kept::is_begun(register, id, today) {
        return None;
    }
    let kept::Count { done, all, .. } = kept::count(register, id, today)?;
    Some(match all {
        0 => "kept here, nothing yet".to_owned(),
        1 => "kept here".to_owned(),
        _ => format!("kept here, {done} of {all}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{put, record};
    use crate::domain::day;
    use crate::domain::kinds::document::{APPROVALS, KIND, NOT_NEEDED};
    use crate::domain::kinds::{control, organization};
    use crate::domain::record::value::Value;

    fn today() -> NaiveDate {
        day::iso("2026-11-23").expect("a day")
    }

    #[test]
    fn the_state_of_a_document_follows_its_fields_and_its_file() {
        let mut register = Register::default();
        let empty = Record::new(&KIND, "4.3/d1".into());
        let there = empty.clone().with(LOCATION, "docs/scope.md");
        let by_ana = |on: Value| Value::set(vec![Value::Row([Value::text("1"), on, Value::text("ana")].into())]);
        let half = there.clone().with(APPROVALS, by_ana(Value::Empty));
        let approved = half.clone().with(APPROVALS, by_ana(today().into()));
        let current = approved.clone().with(REVIEW, today());
        let due = current.clone().with(REVIEW, day::iso("2026-11-22"));
        let due = due.with(APPROVALS, by_ana(day::iso("2026-01-10").into()));
        let since = due.clone().with(APPROVALS, by_ana(today().into()));
        let needless = Record::new(&KIND, "A.2.2/d1".into()).with(NOT_NEEDED, "Covered by the manual");
        for (record, expected) in [
            (&empty, State::Missing),
            (&there, State::Exists),
            (&half, State::Exists),
            (&approved, State::Approved),
            (&current, State::Current),
            (&due, State::ReviewDue),
            (&since, State::Current),
            (&needless, State::NotNeeded),
        ] {
            assert_eq!(state(&register, record, today()), expected);
        }
        register.observe("docs/scope.md", Fact::Missing);
        assert_eq!(state(&register, &current, today()), State::Gone);
        assert_eq!(state(&register, &needless, today()), State::NotNeeded);
    }

    #[test]
    fn an_excluded_control_demands_nothing() {
        let mut register = Register::default();
        let document = Record::new(&KIND, "A.8.4/d1".into());
        assert_eq!(state(&register, &document, today()), State::Missing);
        let excluded =
            Record::new(&control::KIND, "A.8.4".into()).with(control::APPLICABILITY, control::Applicability::Excluded);
        register.put(excluded);
        assert_eq!(state(&register, &document, today()), State::NotNeeded);
    }

    #[test]
    fn what_the_register_keeps_is_kept_here_and_changed_once_it_is_another_than_was_approved() {
        let mut register = Register::default();
        let of = |register: &Register, id: &str| {
            let document = register.get(id).expect("a document");
            (
                state(register, document, today()),
                kept_in_words(register, document, today()),
            )
        };
        assert_eq!(of(&register, "6.1.3/d2"), (State::Missing, None));
        assert_eq!(
            of(&register, "10.2/d1"),
            (State::Kept, Some("kept here, nothing yet".to_owned()))
        );
        register.put(record(&control::KIND, "A.2.2", &[("applicability", "applicable")]));
        let here = Some("kept here, 1 of 38".to_owned());
        assert_eq!(of(&register, "6.1.3/d2"), (State::Kept, here.clone()));
        let digest = kept_sets::STATEMENT.digest_kept(&register);
        let approved = put(
            register.get("6.1.3/d2").expect("there").clone(),
            &[("approvals", &format!("1 | 2026-11-20 | zoe | {digest}"))],
        );
        register.put(approved);
        assert_eq!(of(&register, "6.1.3/d2").0, State::Kept);
        register.put(record(&control::KIND, "A.2.2", &[("applicability", "excluded")]));
        assert_eq!(of(&register, "6.1.3/d2").0, State::Changed);
        let due = put(
            register.get("6.1.3/d2").expect("there").clone(),
            &[("review", "2026-11-22")],
        );
        register.put(due);
        assert_eq!(of(&register, "6.1.3/d2").0, State::ReviewDue);
        register.put(record(&organization::KIND, organization::ID, &[("scope", "Lending")]));
        assert_eq!(of(&register, "4.3/d1"), (State::Kept, Some("kept here".to_owned())));
    }

    #[test]
    fn the_policy_of_the_control_is_a_part_of_the_ai_policy_unless_it_is_a_document_of_its_own() {
        let mut register = Register::default();
        let of = |register: &Register| state(register, register.get(POLICY_OF_CONTROL).expect("there"), today());
        assert_eq!(of(&register), State::Part, "what is missing is told once");
        register.put(record(&KIND, POLICY, &[("location", "docs/policy.md")]));
        assert_eq!(of(&register), State::Exists);
        register.put(record(
            &KIND,
            POLICY_OF_CONTROL,
            &[("location", "docs/own.md"), ("review", "2026-11-20")],
        ));
        assert_eq!(of(&register), State::ReviewDue);
        register.put(record(&KIND, POLICY_OF_CONTROL, &[("not_needed", "In the manual")]));
        assert_eq!(of(&register), State::NotNeeded);
    }
}
