//! Check rules of findings (10.2): deadlines, cause, corrective actions, verification by somebody who did not act.

use chrono::{Days, NaiveDate};

use crate::domain::kinds::finding::{self, Grade};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of findings.
pub static RULES: &[&Rule] = &[
    &MAJOR_OPEN,
    &OVERDUE,
    &UNVERIFIED,
    &VERIFIED_BY_ACTOR,
    &UNASSIGNED,
    &CORRECTIVE_ACTION_MISSING,
    &REACTION_MISSING,
    &CAUSE_UNKNOWN,
    &SIMILAR_UNSOUGHT,
    &STATEMENT_MISSING,
    &REQUIREMENT_MISSING,
];

/// After how many days something must have happened.
const PATIENCE: u64 = 30;

const GAP: Example = Example::of(
    "F-00000",
    "title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; statement: Seen; correction: Done; cause: Haste; \
     requirements: 7.2",
);

/// A major nonconformity is open.
pub static MAJOR_OPEN: Rule = Rule {
    code: "AIMS-E704",
    name: "finding-major",
    sentence: "A major nonconformity is open.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    hides: &["AIMS-E701"],
    why: "It casts doubt on whether the AIMS reaches what it is for.",
    mend: "Correct it, find the cause, act on it and verify the effect.",
    of: Subject::Each(|asked| is_open(asked) && asked.record.get(finding::GRADE) == Some(Grade::Major)),
    raise: |asked| {
        let record = asked.record;
        let is_bare = record.get(finding::CORRECTION).is_empty() && record.get(finding::CONTAINMENT).is_empty();
        let is_late = record.missed_deadline(asked.today).is_some();
        let class = if is_bare || is_late { Class::S_DONE_MAJOR } else { Class::S_DONE };
        let next = finding::step(asked.register, record).map_or_else(String::new, |step| {
            use crate::domain::record::choice::Choices;
            format!("; next: {}", step.item().label)
        });
        let ahead = record.get(finding::DUE).filter(|_| !is_bare && !is_late);
        at("status", format!("A major nonconformity is open{next}.")).class(class).ahead(ahead).into()
    },
    example: GAP.before("title: Gap; grade: major; raised: -2m; status: open; owner: ana; statement: Seen; cause: Haste; requirements: 7.2")
        .change("grade: minor; correction: Done"),
    ..Rule::PLAIN
};

/// A nonconformity is open past its day.
pub static OVERDUE: Rule = Rule {
    code: "AIMS-E701",
    name: "finding-overdue",
    sentence: "A nonconformity is late.",
    clauses: &["10.2"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Take the next step, or set another day with the reason.",
    of: Subject::Each(is_open),
    raise: |asked| {
        let Some(due) = asked.record.missed_deadline(asked.today) else { return nothing() };
        at("due", format!("It was to be closed by {due}.")).late_since(due).into()
    },
    example: GAP
        .before(
            "title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: -2w; statement: Seen; correction: Done; cause: Haste; \
             requirements: 7.2",
        )
        .change("due: +1m"),
    ..Rule::PLAIN
};

/// A nonconformity was closed, and nobody verified it.
pub static UNVERIFIED: Rule = Rule {
    code: "AIMS-E702",
    name: "finding-unverified",
    sentence: "It was closed, and nobody checked the effect.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "An action that was done may still not have removed the cause.",
    mend: "Say who verified the effect, when, and what was seen.",
    of: Subject::Each(|asked| is_closed(asked) && finding::actions(asked.register, asked.record).next().is_some()),
    raise: |asked| {
        if !asked.record.get(finding::VERIFIED_BY).is_empty() {
            return nothing();
        }
        at(
            "verified_by",
            "It was closed, and nobody verified that the corrective action had its effect.",
        )
        .into()
    },
    example: GAP.before("title: Gap; grade: minor; raised: -2m; status: closed; owner: ana; due: +1m; correction: Done; cause: Haste; statement: Seen; requirements: 7.2").beside(&[("action", "T-00000", "title: Teach; owner: ben; due: -1m; status: done; serves: F-00000")]).change("verified_by: zoe; verified: -1w"),
    ..Rule::PLAIN
};

/// A nonconformity was verified by somebody who acted on it.
pub static VERIFIED_BY_ACTOR: Rule = Rule {
    code: "AIMS-E703",
    name: "verified-by-actor",
    sentence: "It was verified by who acted.",
    why: "Somebody else sees more easily that something had no effect.",
    mend: "Have it verified by somebody else.",
    of: Subject::Each(|asked| is_nonconformity(asked) && !asked.record.get(finding::VERIFIED_BY).is_empty()),
    raise: |asked| {
        let verifier = asked.record.get(finding::VERIFIED_BY);
        let Some(acted) = finding::acted(asked.register, asked.record, verifier) else {
            return nothing();
        };
        let raised = at(
            "verified_by",
            format!("{verifier} verified it and owns {}.", acted.id()),
        );
        let is_strict = crate::domain::kinds::organization::is_strict(asked.register);
        if is_strict {
            raised.class(Class::OWN).into()
        } else {
            raised.into()
        }
    },
    example: GAP.before("title: Gap; grade: minor; raised: -2m; status: closed; owner: ana; due: +1m; verified_by: ben; correction: Done").beside(&[("action", "T-00000", "title: Teach; owner: ben; due: -1m; status: done; serves: F-00000")]).change("verified_by: zoe"),
    ..Rule::PLAIN
};

/// A nonconformity has no day, or a major one no owner.
pub static UNASSIGNED: Rule = Rule {
    code: "AIMS-W701",
    name: "finding-undated",
    sentence: "A nonconformity has no day, or a major one no owner.",
    why: "What nobody does by no day is not done.",
    mend: "Set `due` and `owner`.",
    of: Subject::Each(is_open),
    raise: |asked| {
        let mut found = nothing();
        if asked.record.get(finding::GRADE) == Some(Grade::Major) && asked.record.owner().is_empty() {
            found.push(at("owner", "It is a major nonconformity, and nobody answers for it."));
        }
        if asked.record.get(finding::DUE).is_none() {
            found.push(at("due", "It has no day by which it is closed."));
        }
        found
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -1d; status: open; owner: ana; statement: Seen; correction: Done; cause: Haste; requirements: 7.2")
        .change("due: +1m"),
    ..Rule::PLAIN
};

/// A nonconformity has no corrective action.
pub static CORRECTIVE_ACTION_MISSING: Rule = Rule {
    code: "AIMS-W702",
    name: "corrective-action-missing",
    sentence: "There is no corrective action.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "A correction puts right what happened; only an action on the cause keeps it from happening again.",
    mend: "Add a corrective action, or say why none is needed.",
    of: Subject::Each(is_nonconformity),
    raise: |asked| {
        if finding::actions(asked.register, asked.record).next().is_some() {
            return nothing();
        }
        lacking(asked, "", "It has no corrective action")
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; correction: Done")
        .change("raised: -1w"),
    ..Rule::PLAIN
};

/// Nobody reacted to a nonconformity.
pub static REACTION_MISSING: Rule = Rule {
    code: "AIMS-W741",
    name: "finding-unanswered",
    sentence: "Nobody reacted.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "What is wrong goes on until somebody contains or corrects it.",
    mend: "Say what was done at once.",
    of: Subject::Each(is_nonconformity),
    raise: |asked| {
        if !asked.record.get(finding::CORRECTION).is_empty() || !asked.record.get(finding::CONTAINMENT).is_empty() {
            return nothing();
        }
        lacking(asked, "correction", "Nobody contained or corrected it")
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; cause: Haste")
        .change("correction: Done"),
    ..Rule::PLAIN
};

/// The cause of a nonconformity is not known.
pub static CAUSE_UNKNOWN: Rule = Rule {
    code: "AIMS-W742",
    name: "finding-cause",
    sentence: "The cause is not known.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "Without the cause an action is a guess.",
    mend: "Say why it happened.",
    of: Subject::Each(is_nonconformity),
    raise: |asked| {
        if !asked.record.get(finding::CAUSE).is_empty() {
            return nothing();
        }
        lacking(asked, "cause", "Its cause is not known")
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; correction: Done")
        .change("cause: Haste"),
    ..Rule::PLAIN
};

/// Nobody looked for similar cases.
pub static SIMILAR_UNSOUGHT: Rule = Rule {
    code: "AIMS-W706",
    name: "finding-similar",
    sentence: "Nobody looked for similar cases.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "The same cause may have had the same effect elsewhere.",
    mend: "Say where it was looked for and what was found.",
    of: Subject::Each(is_closed),
    raise: |asked| {
        if !asked.record.get(finding::SIMILAR).is_empty() {
            return nothing();
        }
        at("similar", "It was closed, and nobody looked for similar cases.").into()
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: closed; owner: ana; due: +1m; correction: Done")
        .change("similar: None elsewhere"),
    ..Rule::PLAIN
};

/// It is not said what was seen.
pub static STATEMENT_MISSING: Rule = Rule {
    code: "AIMS-W708",
    name: "finding-statement",
    sentence: "It is not said what was seen.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "Records show the nature of the nonconformity.",
    mend: "Write what was seen and what was expected.",
    of: Subject::Each(is_nonconformity),
    raise: |asked| {
        if !asked.record.get(finding::STATEMENT).is_empty() {
            return nothing();
        }
        at("statement", "It is not said what was seen.").into()
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; correction: Done")
        .change("statement: Seen"),
    ..Rule::PLAIN
};

/// A nonconformity names no requirement it misses.
pub static REQUIREMENT_MISSING: Rule = Rule {
    code: "AIMS-W707",
    name: "finding-requirement",
    sentence: "It names no requirement it misses.",
    why: "A nonconformity is one with something that is asked.",
    mend: "Name the clause or control.",
    of: Subject::Each(is_nonconformity),
    raise: |asked| {
        if !asked.record.get(finding::REQUIREMENTS).is_empty() {
            return nothing();
        }
        at("requirements", "It names no requirement that it misses.").into()
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; correction: Done")
        .change("requirements: 7.2"),
    ..Rule::PLAIN
};

fn is_nonconformity(asked: &Asked<'_>) -> bool {
    let is_withdrawn = asked.record.get(finding::STATUS) == Some(finding::Status::Withdrawn);
    finding::is_nonconformity(asked.record) && !is_withdrawn
}

fn is_open(asked: &Asked<'_>) -> bool {
    is_nonconformity(asked) && asked.record.is_open()
}

fn is_closed(asked: &Asked<'_>) -> bool {
    is_nonconformity(asked) && asked.record.get(finding::STATUS) == Some(finding::Status::Closed)
}

/// Returns that something is lacking: once it is closed, or as advice once some time has passed since it was raised.
fn lacking(asked: &Asked<'_>, field: &'static str, sentence: &str) -> Vec<crate::domain::record::check::Raised> {
    if is_closed(asked) {
        return at(field, format!("{sentence}, and it was closed.")).into();
    }
    let is_patient = patient_until(asked.record).is_none_or(|until| until >= asked.today);
    if is_patient {
        return nothing();
    }
    let advice = Class {
        weight: crate::domain::record::check::Weight::Advice,
        ..Class::S_DONE
    };
    at(field, format!("{sentence} {PATIENCE} days after it was raised."))
        .class(advice)
        .into()
}

fn patient_until(finding: &Record) -> Option<NaiveDate> {
    finding.get(finding::RAISED)?.checked_add_days(Days::new(PATIENCE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::action;
    use crate::domain::kinds::check::testing::{self, date};

    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;

    /// A nonconformity in which nothing is to be found: raised lately, due later, owned.
    fn sound() -> Record {
        Record::new(&finding::KIND, "F-00000".into())
            .with(finding::TITLE, "Audit without criteria")
            .with(finding::GRADE, Grade::Minor)
            .with(finding::RAISED, date("2026-10-24"))
            .with(finding::STATUS, finding::Status::Open)
            .with(finding::OWNER, "ana")
            .with(finding::DUE, date("2026-11-23"))
    }

    fn action() -> Record {
        Record::new(&action::KIND, "T-00000".into())
            .with(action::TITLE, "Write the criteria")
            .with(action::OWNER, "ben")
            .with(action::DUE, date("2026-12-01"))
            .with(action::STATUS, action::Status::Open)
            .with(action::SERVES, vec![Id::new("F-00000")])
    }

    fn found(record: &Record, others: Vec<Record>) -> Vec<(&'static Rule, &'static str)> {
        testing::found(
            record,
            others,
            &[
                &OVERDUE,
                &UNASSIGNED,
                &CORRECTIVE_ACTION_MISSING,
                &UNVERIFIED,
                &VERIFIED_BY_ACTOR,
            ],
        )
    }

    #[test]
    fn what_is_open_has_a_day_that_is_not_past_and_a_major_one_somebody() {
        assert_eq!(found(&sound(), vec![]), []);
        let late = sound().with(finding::DUE, date("2026-11-22"));
        assert_eq!(found(&late, vec![]), [(&OVERDUE, "due")]);
        let bare = sound()
            .with(finding::GRADE, Grade::Major)
            .with(finding::DUE, Value::Empty)
            .with(finding::OWNER, Value::Empty);
        assert_eq!(found(&bare, vec![]), [(&UNASSIGNED, "due"), (&UNASSIGNED, "owner")]);
        for lenient in [
            late.clone().with(finding::GRADE, Grade::Opportunity),
            late.with(finding::RETIRED, date("2026-11-22")),
        ] {
            assert_eq!(found(&lenient, vec![]), []);
        }
    }

    #[test]
    fn a_month_after_it_was_raised_something_is_done_about_it() {
        let old = sound().with(finding::RAISED, date("2026-10-23"));
        assert_eq!(found(&old, vec![]), [(&CORRECTIVE_ACTION_MISSING, "")]);
        assert_eq!(found(&old, vec![action()]), []);
        let dropped = action()
            .with(action::STATUS, action::Status::Cancelled)
            .with(action::REASON, "Not needed");
        assert_eq!(found(&old, vec![dropped]), [(&CORRECTIVE_ACTION_MISSING, "")]);
    }

    #[test]
    fn it_is_verified_by_somebody_who_did_not_act() {
        let closed = sound()
            .with(finding::STATUS, finding::Status::Closed)
            .with(finding::CORRECTION, "Criteria written")
            .with(finding::CAUSE, "No template");
        assert_eq!(found(&closed, vec![action()]), [(&UNVERIFIED, "verified_by")]);
        for (by, expected) in [
            ("ana", vec![(&VERIFIED_BY_ACTOR, "verified_by")]),
            ("Ben", vec![(&VERIFIED_BY_ACTOR, "verified_by")]),
            ("carla", vec![]),
        ] {
            let verified = closed.clone().with(finding::VERIFIED_BY, by);
            assert_eq!(found(&verified, vec![action()]), expected, "{by}");
        }
    }
}
