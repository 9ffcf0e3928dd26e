//! Check rules of reviews: audits and management reviews at planned intervals, by whom, over what, with which results.

pub mod audits;
pub mod coverage;
mod intervals;
mod management;
mod outcomes;

use crate::domain::kinds::organization;
use crate::domain::kinds::review::independence;
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

pub use coverage::{CLAUSES_UNAUDITED, CONTROLS_UNAUDITED, SYSTEMS_UNAUDITED, cycle, cycle_after};
pub use intervals::{AUDIT_LATE, AUDIT_MISSING, REVIEW_LATE, REVIEW_MISSING, due_after, held_on};
pub use management::top_took_part;
pub use outcomes::unwritten;

/// The check rules of reviews.
pub static RULES: &[&Rule] = &[
    &AUDIT_MISSING,
    &AUDIT_LATE,
    &REVIEW_MISSING,
    &REVIEW_LATE,
    &CLAUSES_UNAUDITED,
    &CONTROLS_UNAUDITED,
    &OWN_WORK_AUDITED,
    &OWN_WORK_FORBIDDEN,
    &SYSTEMS_UNAUDITED,
    &audits::AUDIT_INCOMPLETE,
    &audits::OWN_WORK_SHARED,
    &audits::AUDIT_UNSHOWN,
    &audits::AUDIT_UNREPORTED,
    &EVENT_LATE,
    &outcomes::OUTCOMES_UNWRITTEN,
    &management::TOP_MISSING,
    &management::INPUTS_MISSING,
    &management::CONCLUSION_MISSING,
    &management::RESULTS_MISSING,
];

const AUDIT: Example = Example::of(
    "V-00000",
    "title: Audit; event: internal audit; date: -1m; status: held; held: -1m; auditors: dora",
);

/// An auditor owns what is audited.
pub static OWN_WORK_AUDITED: Rule = Rule {
    code: "AIMS-W710",
    name: "own-work-audited",
    sentence: "An auditor is not independent of something audited.",
    clauses: &["9.2.2"],
    class: Class::S_DONE,
    why: "Audits are objective and impartial. Of an audit more than 30 days ahead it is advice.",
    mend: "Name an auditor who owns nothing in the scope, or give what is own work to another auditor (shares). Where the audit was \
           held, have that audited by somebody else and name them in it.",
    of: Subject::Each(|asked| is_counted(asked) && !organization::is_strict(asked.register)),
    raise: |asked| {
        let Some(sentence) = independence::sentence(asked.register, asked.record) else {
            return nothing();
        };
        let raised = at("auditors", sentence);
        // What was not held yet can still be given to somebody else; far ahead nobody need be named at all.
        let is_held = asked.record.get(review::STATUS) == Some(Status::Held);
        if is_held {
            raised.into()
        } else if audits::is_near(asked) {
            raised.class(Class::S_DONE).into()
        } else {
            raised.class(Class::ADVICE).into()
        }
    },
    example: AUDIT
        .before("title: Audit; event: internal audit; date: -1m; status: held; held: -1m; auditors: ana; systems: chat")
        .beside(&[("system", "chat", "title: Chat; owner: ana")])
        .change("auditors: dora"),
    ..Rule::PLAIN
};

/// An auditor owns what is audited, where the organization asks for somebody else.
pub static OWN_WORK_FORBIDDEN: Rule = Rule {
    code: "AIMS-E710",
    name: "own-work-forbidden",
    class: Class::S_DONE_MAJOR,
    of: Subject::Each(|asked| is_counted(asked) && organization::is_strict(asked.register)),
    example: AUDIT
        .before("title: Audit; event: internal audit; date: -1m; status: held; held: -1m; auditors: ana; systems: chat")
        .beside(&[
            ("system", "chat", "title: Chat; owner: ana"),
            ("organization", "organization", "name: Acme; strict_approval: yes"),
        ])
        .change("auditors: dora"),
    ..OWN_WORK_AUDITED
};

/// The day of an event is past, and nobody said whether it was held.
pub static EVENT_LATE: Rule = Rule {
    code: "AIMS-W722",
    name: "event-late",
    sentence: "The day of an event is past, and nobody said whether or when it was held.",
    class: Class {
        weight: crate::domain::record::check::Weight::Advice,
        ..Class::OWN
    },
    why: "The calendar shows what will be, and the past shows what was.",
    mend: "Say that it was held, move it, or cancel it.",
    of: Subject::Each(|asked| asked.record.is_open() || asked.record.get(review::STATUS) == Some(Status::Held)),
    raise: |asked| {
        if asked.record.get(review::STATUS) == Some(Status::Held) {
            let is_unsaid = asked.record.get(review::HELD).is_none();
            let event = asked.record.get(review::EVENT);
            let is_asked = matches!(event, Some(Event::InternalAudit | Event::ManagementReview));
            let class = if is_asked { Class::S_DONE } else { Class::ADVICE };
            let raised = at("held", "It was held, and it is not said on which day.").class(class);
            return is_unsaid.then_some(raised).into_iter().collect();
        }
        let Some(day) = asked.record.missed_deadline(asked.today) else {
            return nothing();
        };
        at(
            "status",
            format!("Its day, {day}, is past, and nobody said whether it was held."),
        )
        .into()
    },
    example: AUDIT
        .before("title: Audit; event: internal audit; date: -1m; status: planned")
        .change("date: +1m"),
    ..Rule::PLAIN
};

fn is_counted(asked: &Asked<'_>) -> bool {
    asked.record.get(review::STATUS) != Some(Status::Cancelled)
}

#[cfg(test)]
mod tests {
    use crate::domain::day;
    use crate::domain::kinds::check::of;
    use crate::domain::kinds::{organization, review, system};
    use crate::domain::record::Record;
    use crate::domain::record::id::Id;
    use crate::domain::register::Register;

    fn codes(audit: &Record, strict: bool) -> Vec<&'static str> {
        let mut register = Register::default();
        let organization = Record::new(&organization::KIND, organization::ID.into());
        register.put(organization.with(
            organization::STRICT_APPROVAL,
            crate::domain::record::value::Value::Flag(strict),
        ));
        register.put(Record::new(&system::KIND, "chat".into()).with(system::OWNER, "ana"));
        register.put(audit.clone());
        let today = day::iso("2026-11-23").expect("a day");
        of(&register, audit, today)
            .iter()
            .map(|problem| problem.rule.code)
            .collect()
    }

    #[test]
    fn who_audits_their_own_work_is_found_and_weighs_more_where_it_is_forbidden() {
        let audit = Record::new(&review::KIND, "V-00001".into())
            .with(review::TITLE, "Audit")
            .with(review::EVENT, review::Event::InternalAudit)
            .with(review::DATE, day::iso("2026-12-01"))
            .with(review::SYSTEMS, vec![Id::new("chat")]);
        let audit = audit
            .with(review::AGENDA, "Whether it works")
            .with(review::CRITERIA, "The standard")
            .with(review::REQUIREMENTS, vec![Id::new("8.2")]);
        let by = |auditor: &str| audit.clone().with(review::AUDITORS, vec![auditor]);
        assert_eq!(codes(&by("ana"), false), ["AIMS-W710"]);
        assert_eq!(codes(&by("ana"), true), ["AIMS-E710"]);
        assert_eq!(codes(&by("ben"), true), [""; 0]);
        let held = audit
            .clone()
            .with(review::STATUS, review::Status::Held)
            .with(review::HELD, day::iso("2026-11-20"))
            .with(review::MINUTES, "All seen");
        assert_eq!(codes(&held, false), ["AIMS-W714"], "a held audit says who audited");
        let cancelled = by("ana").with(review::STATUS, review::Status::Cancelled);
        assert_eq!(codes(&cancelled, true), [""; 0]);
    }
}
