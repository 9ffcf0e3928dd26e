//! Check rules on single internal audits (9.2.2): what they are for, what they saw, and who was told.

use chrono::Days;

use crate::domain::fold::folded;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::review::check::intervals::held_on;
use crate::domain::kinds::review::independence::{self, OwnWork};
use crate::domain::kinds::review::{self, Event, Points, Reported, Status};
use crate::domain::kinds::{finding, organization};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::record::typed::Row;
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// How many days before an audit its plan is asked for, and after it its report.
const MONTH: Days = Days::new(30);

const HELD: &str = "title: Audit; event: internal audit; date: -2m; status: held; held: -2m; auditors: dora";

/// An audit has no objectives, criteria, scope or auditors.
pub static AUDIT_INCOMPLETE: Rule = Rule {
    code: "AIMS-W714",
    name: "audit-auditors",
    sentence: "The audit has no objectives, criteria, scope or auditors.",
    clauses: &["9.2.2"],
    class: Class::S_DONE,
    why: "Against what, over what and by whom was audited shows what the result is worth. It is asked from 30 days before the audit on.",
    mend: "Say what it is to find out, against what, over what, and who audits.",
    of: Subject::Each(|asked| is_audit(asked.record) && (is_held(asked.record) || is_near(asked))),
    raise: |asked| {
        let record = asked.record;
        let is_bare = |field: &str| field.is_empty();
        let no_objectives = is_bare(record.get(review::OBJECTIVES)) && is_bare(record.get(review::AGENDA));
        let names_scope = [
            record.get(review::SYSTEMS),
            record.get(review::REQUIREMENTS),
            record.get(review::ABOUT),
        ];
        let no_scope = names_scope.iter().all(Vec::is_empty) && !record.get(review::WHOLE);
        let no_auditors = nobody_audited(asked);
        let lacks = [
            (
                no_objectives,
                "objectives",
                "It is not said what the audit is to find out.",
            ),
            (
                record.get(review::CRITERIA).is_empty(),
                "criteria",
                "It is not said against what is audited.",
            ),
            (
                no_scope,
                "whole",
                "Neither clauses nor systems are named, nor that the whole AIMS is meant.",
            ),
            (
                no_auditors.is_some(),
                "auditors",
                no_auditors.as_deref().unwrap_or_default(),
            ),
        ];
        let lacking = lacks.into_iter().filter(|(is_lacking, ..)| *is_lacking);
        lacking
            .map(|(_, field, sentence)| {
                let raised = at(field, sentence.to_owned());
                // Where auditors of own work are forbidden, an audit of which nobody says who made it may be one.
                let is_grave = field == "auditors" && is_held(record) && organization::is_strict(asked.register);
                if is_grave {
                    raised.class(Class::S_DONE_MAJOR)
                } else {
                    raised
                }
            })
            .collect()
    },
    example: Example::of("V-00000", HELD).change("objectives: Whether it works; criteria: The standard; whole: yes"),
    ..Rule::PLAIN
};

/// One of the auditors owns what another one should audit.
pub static OWN_WORK_SHARED: Rule = Rule {
    code: "AIMS-W736",
    name: "own-work-shared",
    sentence: "One of the auditors owns what another one should audit.",
    clauses: &["9.2.2"],
    why: "With shares everybody can see that nobody looked at their own work.",
    mend: "Say under shares who looks at what.",
    of: Subject::Each(|asked| is_audit(asked.record) && asked.record.get(review::STATUS) != Some(Status::Cancelled)),
    raise: |asked| {
        let shared = independence::judge(asked.register, asked.record).shared;
        let texts: Vec<_> = shared.iter().map(OwnWork::text).collect();
        if texts.is_empty() {
            return nothing();
        }
        at("shares", format!("Another auditor should look at it: {}.", texts.join("; "))).into()
    },
    example: Example::of(
        "V-00000",
        "title: Audit; event: internal audit; date: -1m; status: held; held: -1m; auditors: ana, dora; systems: chat; requirements: 8.2",
    )
    .beside(&[("system", "chat", "title: Chat; scope: in; owner: ana")])
    .change("auditors: dora"),
    ..Rule::PLAIN
};

/// An audit was held, and nothing says what it saw.
pub static AUDIT_UNSHOWN: Rule = Rule {
    code: "AIMS-W720",
    name: "audit-unshown",
    sentence: "An audit was held, and nothing says what it saw.",
    clauses: &["9.2.2"],
    class: Class::S_DONE,
    why: "The evidence of an audit is what it saw; without that it counts for nothing.",
    mend: "Write what was seen at its points or in the minutes, or record its findings.",
    of: Subject::Each(|asked| held_on(asked.record, Event::InternalAudit, asked.today).is_some()),
    raise: |asked| {
        if is_shown(asked.register, asked.record) {
            return nothing();
        }
        at("minutes", "It was held, and nothing says what was seen.").into()
    },
    example: Example::of("V-00000", HELD).change("minutes: All seen"),
    ..Rule::PLAIN
};

/// The result of an audit was reported to no manager.
pub static AUDIT_UNREPORTED: Rule = Rule {
    code: "AIMS-W716",
    name: "audit-unreported",
    sentence: "The result was reported to no manager.",
    clauses: &["9.2.2"],
    class: Class::S_DONE,
    why: "Who answers for what was audited can act only on what they know.",
    mend: "Say to whom it was reported, and when.",
    of: Subject::Each(|asked| {
        let held = held_on(asked.record, Event::InternalAudit, asked.today);
        let asked_from = held.and_then(|day| day.checked_add_days(MONTH));
        asked_from.is_some_and(|day| day < asked.today)
    }),
    raise: |asked| {
        let reported = asked.record.get(review::REPORTED);
        let people = People::of(asked.register);
        let rows = reported.iter().filter(|row| row.says(Reported::TO));
        let reasons: Option<Vec<_>> = rows.map(|row| why_unreported(asked, &people, *row)).collect();
        let sentence = match reasons.as_deref() {
            None => return nothing(),
            Some([]) => "It is not said to whom the result was reported.".to_owned(),
            Some(reasons) => format!("The result was reported to no manager: {}.", reasons.join("; ")),
        };
        at("reported", sentence).into()
    },
    example: Example::of("V-00000", HELD).change("reported: ana | -1m"),
    ..Rule::PLAIN
};

/// Tells whether something says what an audit saw: a point, the minutes, a finding or evidence.
pub fn is_shown(register: &Register, audit: &Record) -> bool {
    let points = audit.get(review::POINTS).into_iter();
    let mut said = points.map(|row| row.get(Points::SAID));
    let raised = || {
        register
            .linked_of(&finding::KIND, audit.id())
            .any(|one| one.get(finding::SOURCE) == Some(audit.id()))
    };
    said.any(|text| !text.is_empty()) || !audit.get(review::MINUTES).is_empty() || raised()
}

/// Says that nobody who counts held an audit or is to hold it, if so: nobody is named, or none who was one of the people on the day.
fn nobody_audited(asked: &Asked<'_>) -> Option<String> {
    let auditors = asked.record.get(review::AUDITORS);
    if auditors.is_empty() {
        return Some(
            if is_held(asked.record) {
                "Nobody said who audited."
            } else {
                "Nobody is named who audits."
            }
            .to_owned(),
        );
    }
    let on = review::day(asked.record);
    let why = |name: &&str| organization::why_nobody(asked.register, name, on);
    let reasons: Option<Vec<_>> = auditors.iter().map(why).collect();
    reasons.map(|reasons| format!("Nobody who counts audited: {}", reasons.join(" ")))
}

/// Says why a row shows no report to a manager, if so. Somebody who was here was told, by name or by the function that one of the
/// people has, on a day since the audit; and who audited is not told of it by telling herself.
fn why_unreported(asked: &Asked<'_>, people: &People<'_>, row: Row<'_, Reported>) -> Option<String> {
    let to = row.get(Reported::TO);
    let Some(on) = row.get(Reported::ON) else {
        return Some(format!("that {to} was told says no day"));
    };
    if on > asked.today || review::day(asked.record).is_some_and(|held| on < held) {
        return Some(format!("{to} was told on {on}, which is not since it was held"));
    }
    let has_function = |name: &str| {
        let mut here = people.iter().filter(|person| !person.had_left(on));
        here.any(|person| !person.role().is_empty() && folded(person.role()) == folded(name))
    };
    let told = people.read(to);
    let names = told.items().iter().filter_map(Value::as_text);
    let mut known = names
        .filter(|name| people.is_believed(name, Some(on)) || has_function(name))
        .peekable();
    if known.peek().is_none() {
        return Some(format!("{to} is none of the people"));
    }
    let auditors = asked.record.get(review::AUDITORS);
    let is_auditor = |name: &str| auditors.iter().any(|auditor| people.is_same(auditor, name));
    known.all(is_auditor).then(|| format!("{to} audited"))
}

fn is_audit(record: &Record) -> bool {
    record.get(review::EVENT) == Some(Event::InternalAudit)
}

fn is_held(record: &Record) -> bool {
    record.get(review::STATUS) == Some(Status::Held)
}

/// Tells whether an audit is planned for one of the next days.
pub(super) fn is_near(asked: &Asked<'_>) -> bool {
    let near = asked.today.checked_add_days(MONTH);
    let day = asked.record.get(review::DATE);
    // Of an event without a day nobody can say that it is far ahead.
    asked.record.is_open() && day.zip(near).is_none_or(|(day, near)| day <= near)
}
