//! Check rules of documents: missing ones, approvals half recorded, overdue reviews, files that are gone.

mod approval;
mod policy;
mod retention;
mod statement;

use chrono::NaiveDate;

use crate::domain::kinds::check::intervals::{self, Due, Interval};
use crate::domain::kinds::document::kept;
use crate::domain::kinds::evidence::check::gone;
use crate::domain::kinds::review::{self, Event};
use crate::domain::kinds::{control, document};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

pub use approval::{APPROVAL, CHANGED, UNAPPROVED};
pub use policy::{POLICY_MISSING, POLICY_NOT_BY_TOP, POLICY_REVIEW, POLICY_UNAPPROVED};
pub use retention::RETENTION_MISSING;
pub use statement::STATEMENT_UNAPPROVED;

/// The check rules of documents.
pub static RULES: &[&Rule] = &[
    &POLICY_MISSING,
    &POLICY_UNAPPROVED,
    &POLICY_NOT_BY_TOP,
    &POLICY_REVIEW,
    &MISSING,
    &NOT_NEEDED,
    &APPROVAL,
    &UNAPPROVED,
    &CHANGED,
    &STATEMENT_UNAPPROVED,
    &REVIEW,
    &GONE,
    &RETENTION_MISSING,
];

/// Clauses without whose document nothing of them can be judged.
const CORE: [&str; 3] = ["4.3/d1", "6.1.2/d1", "6.1.3/d1"];

/// How many months after its approval a document of a clause is reviewed, where nobody says otherwise.
const TWO_YEARS: u32 = 24;

const SCOPE: Example = Example::of("4.3/d1", "location: docs/scope.md; approvals: 1 | 2026-01-10 | zoe");

/// A demanded document is not there.
pub static MISSING: Rule = Rule {
    code: "AIMS-W311",
    name: "document-missing",
    sentence: "A demanded document is not there.",
    clauses: &["7.5.1"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "The clause asks for it as documented information.",
    mend: "Say where the document is.",
    of: Subject::Each(is_awaited),
    raise: |asked| {
        let whole = asked.record.get(document::PART_OF);
        let is_in_another = whole.is_some() && !document::is_whole_missing(asked.register, asked.record, asked.today);
        if !asked.record.get(document::LOCATION).is_empty() || is_in_another {
            return nothing();
        }
        let id = asked.record.id();
        let by = document::demanded_by(id).unwrap_or_default();
        let title = asked.register.title(id.as_str()).unwrap_or_default();
        let class = if CORE.contains(&id.as_str()) {
            Class::S_PLANNED_MAJOR
        } else {
            phased(asked)
        };
        let sentence = match whole {
            Some(whole) => format!("{by} demands it, and {whole}, of which it is a part, is not there: {title}."),
            None => format!("{by} demands it, and it is not there: {title}."),
        };
        at("location", sentence).class(class).under(by).into()
    },
    example: Example::of("6.1.2/d1", "").change("location: docs/risk-assessment.md"),
    ..Rule::PLAIN
};

/// A document of a clause cannot be "not needed".
pub static NOT_NEEDED: Rule = Rule {
    code: "AIMS-E314",
    name: "document-not-needed",
    sentence: "A document of a clause cannot be \"not needed\".",
    clauses: &["7.5.1"],
    class: Class::S_PLANNED_MAJOR,
    why: "Clauses cannot be excluded, and so neither can the documents they ask for.",
    mend: "Say where the document is, or of which document it is a part.",
    of: Subject::Each(|asked| document::is_of_clause(asked.record.id())),
    raise: |asked| {
        if asked.record.get(document::NOT_NEEDED).is_empty() {
            return nothing();
        }
        let by = document::demanded_by(asked.record.id()).unwrap_or_default();
        at("not_needed", document::clause_sentence(asked.record.id()))
            .under(by)
            .into()
    },
    example: Example::of("4.3/d1", "not_needed: too small").change("not_needed:; part_of: D-00000"),
    ..Rule::PLAIN
};

/// The review of a document is past its day.
pub static REVIEW: Rule = Rule {
    code: "AIMS-E312",
    name: "document-review",
    sentence: "Its review was due.",
    clauses: &["7.5.2"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Review the document and set the next day.",
    // The policy has a rule of its own, which its review moves too.
    of: Subject::Each(|asked| {
        asked.record.id().as_str() != document::POLICY && is_reviewed(asked.register, asked.record, asked.today)
    }),
    raise: |asked| {
        let due = next_review(asked.register, asked.record, asked.today);
        let Some(due) = due else { return nothing() };
        // Of the text of the AI policy its own rule says it, once.
        if document::is_policy(asked.register, asked.record) && asked.record.id().as_str() != document::POLICY {
            return nothing();
        }
        due.raise(asked, "review", |day| format!("Its review was due on {day}."))
    },
    example: SCOPE
        .before("location: docs/scope.md; approvals: 1 | 2026-01-10 | zoe; review: -2m")
        .change("review: +1m"),
    ..Rule::PLAIN
};

/// The file of a document is not there.
pub static GONE: Rule = Rule {
    code: "AIMS-E313",
    name: "document-gone",
    sentence: "Its file is not there.",
    clauses: &["7.5.3"],
    class: Class::S_PLANNED,
    why: "Whoever needs the document finds nothing.",
    mend: "Put the file back, or say where it is.",
    of: Subject::Each(is_there),
    raise: |asked| {
        if !document::is_gone(asked.register, asked.record) {
            return nothing();
        }
        at("location", gone(asked.register, asked.record.get(document::LOCATION))).into()
    },
    ..Rule::PLAIN
};

/// Returns by which day a document is to be reviewed; none for one that is not there.
pub fn next_review(register: &Register, record: &Record, today: NaiveDate) -> Option<Due> {
    // One text has one day, whichever record of it is asked.
    if document::is_policy(register, record) {
        let policy = register.get(document::POLICY).unwrap_or(record);
        return document::holder(register, policy).and_then(|_| policy::next_review(register, policy, today));
    }
    if !is_reviewed(register, record, today) {
        return None;
    }
    let reviewed = intervals::last_review(register, record, today, |event, review| {
        event == Event::DocumentReview && review.get(review::ABOUT).is_empty()
    });
    let approved = document::approval(record).and_then(|approval| intervals::happened(approval.on, today));
    let (own, last) = (record.get(document::REVIEW), approved.max(reviewed));
    let interval = interval(register, record);
    if interval.is_said || document::is_of_clause(record.id()) {
        intervals::due(own, last, interval)
    } else {
        intervals::own_day(own, last, interval)
    }
}

/// Returns how often a document is looked at: as the cadence of its review says, else the policy every year and any other every
/// two years.
pub fn interval(register: &Register, record: &Record) -> Interval {
    if document::is_policy(register, record) {
        return policy::interval(register);
    }
    Interval::of_event(register, Event::DocumentReview).unwrap_or(Interval::usual_months(TWO_YEARS))
}

/// Tells whether a document is reviewed: it is located, or it has a day and the register keeps something in its place.
fn is_reviewed(register: &Register, record: &Record, today: NaiveDate) -> bool {
    // What is kept here is the dearer question: it goes over all records.
    let is_kept = || record.get(document::REVIEW).is_some() && kept::is_begun(register, record.id().as_str(), today);
    document::is_needed(register, record) && (!record.get(document::LOCATION).is_empty() || is_kept())
}

/// Tells whether the register keeps something in the place of a document that is needed.
fn is_kept_here(asked: &Asked<'_>) -> bool {
    document::is_needed(asked.register, asked.record)
        && asked.record.get(document::LOCATION).is_empty()
        && kept::is_begun(asked.register, asked.record.id().as_str(), asked.today)
}

/// Tells whether a document is needed and located.
fn is_there(asked: &Asked<'_>) -> bool {
    document::is_needed(asked.register, asked.record) && !asked.record.get(document::LOCATION).is_empty()
}

/// Tells whether an id is that of a clause, not of a control.
fn is_clause(by: &str) -> bool {
    by.starts_with(|first: char| first.is_ascii_digit())
}

/// Tells whether a demanded document is missed by now: that of a clause, or of a control that is at least partly in
/// operation.
fn is_awaited(asked: &Asked<'_>) -> bool {
    let Some(by) = document::demanded_by(asked.record.id()) else {
        return false;
    };
    let is_kept_here = kept::is_kept_here(asked.record.id().as_str());
    let is_policy = [document::POLICY, document::POLICY_OF_CONTROL].contains(&asked.record.id().as_str());
    if is_kept_here || is_policy || !document::is_needed(asked.register, asked.record) {
        return false;
    }
    match asked.register.get(by) {
        Some(control) => matches!(
            control.get(control::STATUS),
            Some(control::Status::Partial | control::Status::Implemented)
        ),
        None => is_clause(by),
    }
}

/// Returns the class of a missing document: that of a control belongs to its operation.
fn phased(asked: &Asked<'_>) -> Class {
    let by = document::demanded_by(asked.record.id()).unwrap_or_default();
    let phase = if is_clause(by) { Phase::Planned } else { Phase::Done };
    Class::S_PLANNED.in_phase(phase)
}
