//! Check rules on the AI policy (5.2, A.2.4).

use chrono::NaiveDate;

use crate::domain::kinds::approval::Approval;
use crate::domain::kinds::check::intervals::{self, Due, Interval};
use crate::domain::kinds::document;
use crate::domain::kinds::review::Event;
use crate::domain::kinds::{control, organization};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

/// How many months lie between two reviews of the policy where nobody says otherwise.
const A_YEAR: u32 = 12;

/// The AI policy is not there.
pub static POLICY_MISSING: Rule = Rule {
    code: "AIMS-W828",
    name: "policy",
    sentence: "The AI policy is not there.",
    clauses: &["5.2"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    hides: &["AIMS-W804", "AIMS-W829", "AIMS-E802"],
    why: "Top management says by it what the organization wants of AI.",
    mend: "Say where the policy is.",
    of: Subject::Each(is_policy),
    raise: |asked| {
        let holder = document::holder(asked.register, asked.record);
        let Some(holder) = holder else {
            return at("location", "The AI policy is not there.").into();
        };
        if document::is_gone(asked.register, holder) {
            let location = holder.get(document::LOCATION);
            return at("location", format!("The file of the AI policy is gone: {location}.")).into();
        }
        nothing()
    },
    example: Example::of(document::POLICY, "").change("location: docs/policy.md"),
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
        let approval = approval(asked);
        let (by, on) = approval.map_or(("", None), |one| (one.by, one.on));
        let (has_by, has_on) = (organization::is_believed(asked.register, by, on), on.is_some());
        if !is_located(asked) || has_by && has_on {
            return nothing();
        }
        let class = if has_by || has_on {
            Class::S_PLANNED
        } else {
            Class::S_PLANNED_MAJOR
        };
        let field = if has_by { "approved_on" } else { "approved_by" };
        let mut sentence = "It is not said who approved the AI policy and when.".to_owned();
        if let Some(reason) = organization::why_nobody(asked.register, by, on).filter(|_| !by.is_empty()) {
            sentence = format!("Nobody who counts approved the AI policy: {reason}");
        }
        at(field, sentence).class(class).into()
    },
    example: Example::of(document::POLICY, "location: docs/policy.md").change("approvals: 1 | 2026-01-10 | zoe"),
    ..Rule::PLAIN
};

/// The AI policy was approved by nobody of top management.
pub static POLICY_NOT_BY_TOP: Rule = Rule {
    code: "AIMS-W829",
    name: "policy-not-by-top",
    sentence: "The AI policy was approved by nobody of top management.",
    clauses: &["5.2"],
    class: Class::S_PLANNED,
    why: "Top management establishes the policy.",
    mend: "Have it approved by somebody of top management.",
    of: Subject::Each(is_policy),
    raise: |asked| {
        let (by, on) = approval(asked).map(|one| (one.by, one.on)).unwrap_or_default();
        let is_marked = organization::is_anybody_top(asked.register);
        // W804 tells that nobody known approved it.
        let is_somebody = organization::is_believed(asked.register, by, on);
        if !is_somebody || !is_located(asked) || !is_marked || organization::is_top(asked.register, by) {
            return nothing();
        }
        let sentence = format!("The AI policy was approved by {by}, who is not marked as top management.");
        at("approved_by", sentence).into()
    },
    example: Example::of(
        document::POLICY,
        "location: docs/policy.md; approvals: 1 | 2026-09-10 | ben",
    )
    .beside(&[(
        "organization",
        "organization",
        "name: Acme; people: ben | Ben Okafor | Lead\ncarla | Carla Rossi | Director | | | | yes",
    )])
    .change("approvals: 1 | 2026-09-10 | carla"),
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
        let Some(due) = next_review(asked.register, asked.record, asked.today) else {
            return nothing();
        };
        let is_asked = asked.register.get("A.2.4").is_none_or(control::is_applicable);
        let raised = due.raise(asked, "review", |day| {
            format!("The AI policy was to be reviewed by {day}.")
        });
        raised
            .into_iter()
            .map(|one| if is_asked { one } else { one.class(Class::ADVICE) })
            .collect()
    },
    example: Example::of(
        document::POLICY,
        "location: docs/policy.md; approvals: 1 | 2025-01-10 | zoe; review: -2m",
    )
    .change("review: +1m"),
    ..Rule::PLAIN
};

/// Returns by which day the AI policy is to be reviewed: by the earlier day that it or the document that holds it says, else the
/// interval of policy reviews after either was approved or reviewed last.
pub fn next_review(register: &Register, policy: &Record, today: NaiveDate) -> Option<Due> {
    let holder = document::holder(register, policy).filter(|one| one.id() != policy.id());
    let records = || [Some(policy), holder].into_iter().flatten();
    let approved = |one| document::approval(one).and_then(|approval| intervals::happened(approval.on, today));
    let reviewed = |one| {
        let is_of_policy = one == policy;
        intervals::last_review(register, one, today, |event, _| {
            is_of_policy && event == Event::PolicyReview
        })
    };
    let last = records().filter_map(|one| approved(one).max(reviewed(one))).max();
    let said = records().filter_map(|one| one.get(document::REVIEW));
    let own = said.filter(|own| last.is_none_or(|last| *own > last)).min();
    intervals::due(own, last, interval(register))
}

/// Returns how often the policy is looked at: as the cadence of its review says, else every year.
pub(super) fn interval(register: &Register) -> Interval {
    Interval::of_event(register, Event::PolicyReview).unwrap_or(Interval::usual_months(A_YEAR))
}

fn is_policy(asked: &Asked<'_>) -> bool {
    asked.record.id().as_str() == document::POLICY
}

/// Tells whether the policy is located, by itself or as a part of another document.
fn is_located(asked: &Asked<'_>) -> bool {
    document::holder(asked.register, asked.record).is_some()
}

/// Returns the approval of the policy, or of the document that it is a part of.
fn approval<'a>(asked: &Asked<'a>) -> Option<Approval<'a>> {
    document::approval(asked.record).or_else(|| document::approval(document::holder(asked.register, asked.record)?))
}
