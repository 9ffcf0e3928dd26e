//! Check rules of documents: missing ones, approvals half recorded, overdue reviews, files that are gone.

use crate::domain::kinds::evidence::check::gone;
use crate::domain::kinds::{control, document, organization};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of documents.
pub static RULES: &[&Rule] = &[
    &POLICY_MISSING,
    &POLICY_UNAPPROVED,
    &POLICY_REVIEW,
    &MISSING,
    &NOT_NEEDED,
    &APPROVAL,
    &UNAPPROVED,
    &REVIEW,
    &GONE,
];

/// The AI policy, the one document that has rules of its own.
const POLICY: &str = "5.2/d1";

/// Clauses without whose document nothing of them can be judged.
const CORE: [&str; 3] = ["4.3/d1", "6.1.2/d1", "6.1.3/d1"];

/// Documents that lay something down, so that somebody approves them.
const APPROVED: [&str; 4] = ["4.3", "4.4", "6.1.2", "6.1.3"];

const SCOPE: Example = Example::of(
    "4.3/d1",
    "location: docs/scope.md; approved_by: zoe; approved_on: 2026-01-10",
);

/// The AI policy is not there.
pub static POLICY_MISSING: Rule = Rule {
    code: "AIMS-W828",
    name: "policy",
    sentence: "The AI policy is not there.",
    clauses: &["5.2"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    hides: &["AIMS-W804", "AIMS-E802"],
    why: "Top management says by it what the organization wants of AI.",
    mend: "Say where the policy is.",
    of: Subject::Each(is_policy),
    raise: |asked| {
        if is_located(asked) {
            return nothing();
        }
        at("location", "The AI policy is not there.").into()
    },
    example: Example::of(POLICY, "").change("location: docs/policy.md"),
    ..Rule::PLAIN
};

/// It is not said who approved the AI policy and when.
pub static POLICY_UNAPPROVED: Rule = Rule {
    code: "AIMS-W804",
    name: "policy-unapproved",
    sentence: "It is not said who approved the AI policy and when.",
    clauses: &["5.2"],
    class: Class::S_PLANNED,
    hides: &["AIMS-E311"],
    why: "A policy that nobody approved is a draft.",
    mend: "Have it approved and say by whom and when.",
    of: Subject::Each(is_policy),
    raise: |asked| {
        let organization = asked.register.get(organization::ID);
        let is_approved = document::is_approved(asked.record)
            || organization.is_some_and(|one| {
                !one.get(organization::POLICY_APPROVED_BY).is_empty()
                    && one.get(organization::POLICY_APPROVED).is_some()
            });
        if is_approved || !is_located(asked) {
            return nothing();
        }
        let (by, on) = (
            asked.record.get(document::APPROVED_BY),
            asked.record.get(document::APPROVED_ON),
        );
        let class = if by.is_empty() && on.is_none() {
            Class::S_PLANNED_MAJOR
        } else {
            Class::S_PLANNED
        };
        at(
            unapproved_in(asked.record),
            "It is not said who approved the AI policy and when.",
        )
        .class(class)
        .into()
    },
    example: Example::of(POLICY, "location: docs/policy.md").change("approved_by: zoe; approved_on: 2026-01-10"),
    ..Rule::PLAIN
};

/// The AI policy was to be reviewed.
pub static POLICY_REVIEW: Rule = Rule {
    code: "AIMS-E802",
    name: "policy-review",
    sentence: "The AI policy was to be reviewed.",
    clauses: &["A.2.4", "5.2"],
    class: Class::OWN,
    hides: &["AIMS-E312"],
    why: "What the organization wants of AI changes with what AI can do.",
    mend: "Hold the policy review and set the next day.",
    of: Subject::Each(is_policy),
    raise: |asked| {
        let organization = asked.register.get(organization::ID);
        let of_organization = organization.and_then(|one| one.passed(organization::POLICY_REVIEW, asked.today));
        let Some(day) = asked.record.passed(document::REVIEW, asked.today).or(of_organization) else {
            return nothing();
        };
        at("review", format!("The AI policy was to be reviewed by {day}."))
            .late_since(day)
            .into()
    },
    example: Example::of(
        POLICY,
        "location: docs/policy.md; approved_by: zoe; approved_on: 2025-01-10; review: -2m",
    )
    .change("review: +1m"),
    ..Rule::PLAIN
};

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
    of: Subject::Each(|asked| !is_policy(asked) && is_awaited(asked)),
    raise: |asked| {
        if !asked.record.get(document::LOCATION).is_empty() {
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
        at("location", format!("{by} demands it, and it is not there: {title}."))
            .class(class)
            .under(by)
            .into()
    },
    example: Example::of("4.3/d1", "").change("location: docs/scope.md"),
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
    of: Subject::Each(|asked| document::demanded_by(asked.record.id()).is_some_and(is_clause)),
    raise: |asked| {
        if asked.record.get(document::NOT_NEEDED).is_empty() {
            return nothing();
        }
        let by = document::demanded_by(asked.record.id()).unwrap_or_default();
        at(
            "not_needed",
            format!("{by} demands it, so it cannot be \"not needed\"."),
        )
        .under(by)
        .into()
    },
    example: Example::of("4.3/d1", "not_needed: too small").change("not_needed:; location: docs/scope.md"),
    ..Rule::PLAIN
};

/// A document was approved without saying by whom or when.
pub static APPROVAL: Rule = Rule {
    code: "AIMS-E311",
    name: "document-approval",
    sentence: "It was approved, and it is not said by whom or when.",
    clauses: &["7.5.2"],
    class: Class::S_PLANNED,
    why: "An approval is that of somebody on a day.",
    mend: "Say who approved it and when.",
    of: Subject::Each(is_there),
    raise: |asked| {
        let by = asked.record.get(document::APPROVED_BY);
        match (by.is_empty(), asked.record.get(document::APPROVED_ON)) {
            (true, Some(_)) => at("approved_by", "It was approved, and nobody says by whom.").into(),
            (false, None) => at("approved_on", "It was approved, and nobody says on which day.").into(),
            _ => nothing(),
        }
    },
    example: SCOPE
        .before("location: docs/scope.md; approved_by: zoe")
        .change("approved_on: 2026-01-10"),
    ..Rule::PLAIN
};

/// A document that lays something down is not approved.
pub static UNAPPROVED: Rule = Rule {
    code: "AIMS-W312",
    name: "document-unapproved",
    sentence: "A document that lays something down is not approved.",
    clauses: &["7.5.2"],
    class: Class::S_PLANNED,
    why: "Documents are reviewed and approved for suitability before they count.",
    mend: "Have it approved.",
    of: Subject::Each(|asked| {
        is_there(asked) && document::demanded_by(asked.record.id()).is_some_and(|by| APPROVED.contains(&by))
    }),
    raise: |asked| {
        let record = asked.record;
        if !record.get(document::APPROVED_BY).is_empty() || record.get(document::APPROVED_ON).is_some() {
            return nothing();
        }
        let by = document::demanded_by(record.id()).unwrap_or_default();
        let title = asked.register.title(record.id().as_str()).unwrap_or_default();
        at("approved_by", format!("Nobody approved it: {title}."))
            .under(by)
            .into()
    },
    example: SCOPE
        .before("location: docs/scope.md")
        .change("approved_by: zoe; approved_on: 2026-01-10"),
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
    of: Subject::Each(is_there),
    raise: |asked| {
        let Some(review) = asked.record.passed(document::REVIEW, asked.today) else {
            return nothing();
        };
        at("review", format!("Its review was due on {review}."))
            .late_since(review)
            .into()
    },
    example: SCOPE
        .before("location: docs/scope.md; approved_by: zoe; approved_on: 2026-01-10; review: -2m")
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
        let fact = asked.register.observed().at(asked.record.get(document::LOCATION));
        at("location", gone(fact)).into()
    },
    ..Rule::PLAIN
};

fn is_policy(asked: &Asked<'_>) -> bool {
    asked.record.id().as_str() == POLICY
}

/// Tells whether the policy is located, by its document or by the organization.
fn is_located(asked: &Asked<'_>) -> bool {
    let organization = asked.register.get(organization::ID);
    !asked.record.get(document::LOCATION).is_empty()
        || organization.is_some_and(|one| !one.get(organization::POLICY).is_empty())
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
    if !document::is_needed(asked.register, asked.record) {
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

/// Returns the field that says what is missing of the approval of a document.
fn unapproved_in(document: &Record) -> &'static str {
    if document.get(document::APPROVED_BY).is_empty() {
        "approved_by"
    } else {
        "approved_on"
    }
}
