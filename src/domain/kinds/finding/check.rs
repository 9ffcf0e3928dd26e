//! Check rules of findings (10.2): deadlines, cause, corrective actions, verification by somebody who did not act.

use chrono::{Days, NaiveDate};

use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::check::intervals;
use crate::domain::kinds::finding::{self, Grade};
use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{action, organization, review};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, Weight, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of findings.
pub static RULES: &[&Rule] = &[
    &MAJOR_OPEN,
    &OVERDUE,
    &OVERDUE_FOR_CERTIFIER,
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

static MAJOR_OPEN: Rule = Rule {
    code: "AIMS-E704",
    name: "finding-major",
    sentence: "A major nonconformity is open.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    hides: &["AIMS-E701"],
    why: "It casts doubt on whether the AIMS reaches what it is for. It is major while nobody reacted, or its day or that of one of its \
          actions has passed.",
    mend: "Correct it, find the cause, act on it and verify the effect.",
    of: Subject::Each(|asked| is_open(asked) && matches!(asked.record.get(finding::GRADE), Some(Grade::Major) | None)),
    raise: |asked| {
        let record = asked.record;
        let is_bare = record.get(finding::CORRECTION).is_empty() && record.get(finding::CONTAINMENT).is_empty();
        let late = finding::late_action(asked.register, record, asked.today);
        let is_late = record.missed_deadline(asked.today).is_some() || late.is_some();
        let class = if is_bare || is_late { Class::S_DONE_MAJOR } else { Class::S_DONE };
        let next = finding::step(asked.register, record).map_or_else(String::new, |step| {
            use crate::domain::record::choice::Choices;
            format!("; next: {}", step.item().label)
        });
        let ahead = record.get(finding::DUE).filter(|_| !is_bare && !is_late);
        let (field, what) = match record.get(finding::GRADE) {
            Some(_) => ("status", "A major nonconformity is open"),
            None => ("grade", "It is open, and nobody graded it, so that it may be a major nonconformity"),
        };
        let late = late.map_or_else(String::new, |(id, due)| format!("; its corrective action {id} was due on {due}"));
        at(field, format!("{what}{late}{next}.")).class(class).ahead(ahead).into()
    },
    example: GAP.before("title: Gap; grade: major; raised: -2m; status: open; owner: ana; statement: Seen; cause: Haste; requirements: 7.2")
        .change("status: closed; closed: -1d; correction: Done"),
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

static OVERDUE_FOR_CERTIFIER: Rule = Rule {
    code: "AIMS-E734",
    name: "certifier-finding-overdue",
    sentence: "A nonconformity of the certification body is late, or has no day.",
    clauses: &["10.2"],
    class: Class::OTHER_MAJOR,
    hides: &["AIMS-E701"],
    why: "The certification body set the day; it may refuse, suspend or withdraw the certificate.",
    mend: "Take the next step, or agree another day with the certification body.",
    of: Subject::Each(|asked| is_open(asked) && is_of_certifier(asked)),
    raise: |asked| {
        let sentence = match (asked.record.get(finding::DUE), asked.record.missed_deadline(asked.today)) {
            (_, Some(due)) => format!("The certification body asked for it by {due}."),
            // The body set a day all the same; without it nobody knows that it is late.
            (None, None) if is_old(asked) => {
                "It is of the certification body, and by which day it asked for it is not said.".to_owned()
            }
            _ => return nothing(),
        };
        let raised = at("due", sentence);
        if organization::is_to_be_certified(asked.register) {
            return raised.into();
        }
        let advice = Class {
            weight: Weight::Advice,
            ..Class::OTHER
        };
        raised.class(advice).into()
    },
    example: GAP
        .before(
            "title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: -2w; statement: Seen; correction: Done; cause: Haste; \
             requirements: 7.2; source: V-00002",
        )
        .beside(&[
            ("organization", "organization", "name: Acme; posture: certification"),
            ("review", "V-00002", "title: Stage 1; event: stage 1; date: -2m; status: held; held: -2m"),
        ])
        .change("due: +1m"),
    ..Rule::PLAIN
};

/// Tells whether a finding was raised so long ago that something must have happened, or nobody says when.
fn is_old(asked: &Asked<'_>) -> bool {
    let raised = intervals::happened(asked.record.get(finding::RAISED), asked.today);
    let due = raised.and_then(|day| day.checked_add_days(Days::new(PATIENCE)));
    due.is_none_or(|due| due < asked.today)
}

static UNVERIFIED: Rule = Rule {
    code: "AIMS-E702",
    name: "finding-unverified",
    sentence: "It was closed, and nobody checked the effect.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "An action that was done may still not have removed the cause.",
    mend: "Say who verified the effect, when, and what was seen.",
    of: Subject::Each(|asked| is_closed(asked) && finding::actions(asked.register, asked.record).next().is_some()),
    raise: |asked| {
        if let Some(failed) = failed(asked) {
            let sentence = format!("It was closed, and {} had no effect, as who checked it says.", failed.id());
            return at("verified", sentence).into();
        }
        let by = asked.record.get(finding::VERIFIED_BY);
        let on = intervals::happened(asked.record.get(finding::VERIFIED), asked.today);
        match (by.is_empty(), on) {
            (false, Some(on)) => {
                let against = Approvers::Anybody.said_against(&People::of(asked.register), by, Some(on));
                let sentence = |reason| format!("It was closed, and nobody known verified it: {reason}");
                let raised = against.map(|reason| at("verified_by", sentence(reason)));
                raised.into_iter().collect()
            }
            (false, None) => at("verified", format!("{by} verified it, and it is not said when.")).into(),
            (true, _) => at(
                "verified_by",
                "It was closed, and nobody verified that the corrective action had its effect.",
            )
            .into(),
        }
    },
    example: GAP.before("title: Gap; grade: minor; raised: -2m; status: closed; owner: ana; due: +1m; correction: Done; cause: Haste; statement: Seen; requirements: 7.2").beside(&[("action", "T-00000", "title: Teach; owner: ben; due: -1m; status: done; serves: F-00000")]).change("verified_by: zoe; verified: -1w"),
    ..Rule::PLAIN
};

/// Returns the corrective action that is said to have had no effect, where no other one was done since.
fn failed<'a>(asked: &Asked<'a>) -> Option<&'a Record> {
    let actions = || finding::actions(asked.register, asked.record);
    let had_none = |one: &&Record| one.get(action::EFFECTIVE) == Some(action::Effect::No);
    let failed = actions().find(had_none)?;
    let since = failed.get(action::CHECKED).or(failed.get(action::CLOSED));
    let is_other = |one: &Record| {
        let closed = one.get(action::CLOSED).filter(|_| !had_none(&one));
        closed.is_some_and(|closed| since.is_some_and(|since| closed >= since))
    };
    (!actions().any(is_other)).then_some(failed)
}

static VERIFIED_BY_ACTOR: Rule = Rule {
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
        let is_strict = organization::is_strict(asked.register);
        if is_strict {
            raised.class(Class::OWN).into()
        } else {
            raised.into()
        }
    },
    example: GAP.before("title: Gap; grade: minor; raised: -2m; status: closed; owner: ana; due: +1m; verified_by: ben; correction: Done").beside(&[("action", "T-00000", "title: Teach; owner: ben; due: -1m; status: done; serves: F-00000")]).change("verified_by: zoe"),
    ..Rule::PLAIN
};

static UNASSIGNED: Rule = Rule {
    code: "AIMS-W701",
    name: "finding-undated",
    sentence: "A nonconformity has no day, or a major one no owner.",
    why: "What nobody does by no day is not done.",
    mend: "Set `due` and `owner`.",
    of: Subject::Each(is_open),
    raise: |asked| {
        let mut found = nothing();
        if asked.record.get(finding::GRADE) == Some(Grade::Major) {
            found.extend(unowned(asked, "It is a major nonconformity, and nobody answers for it."));
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

static CORRECTIVE_ACTION_MISSING: Rule = Rule {
    code: "AIMS-W702",
    name: "corrective-action-missing",
    sentence: "There is no corrective action.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    why: "A correction puts right what happened; only an action on the cause keeps it from happening again.",
    mend: "Add a corrective action, or say why none is needed.",
    of: Subject::Each(is_nonconformity),
    raise: |asked| {
        let is_explained = !asked.record.get(finding::NO_ACTION).is_empty();
        if is_explained || finding::actions(asked.register, asked.record).next().is_some() {
            return nothing();
        }
        lacking(
            asked,
            "",
            "It has neither a corrective action nor a reason why none is needed",
        )
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; correction: Done")
        .change("no_action_reason: The correction removed the cause"),
    ..Rule::PLAIN
};

static REACTION_MISSING: Rule = Rule {
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

static CAUSE_UNKNOWN: Rule = Rule {
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

static SIMILAR_UNSOUGHT: Rule = Rule {
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

static STATEMENT_MISSING: Rule = Rule {
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
        let sentence = if is_closed(asked) {
            "It was closed, and its record does not say what was seen."
        } else {
            "It is not said what was seen."
        };
        at("statement", sentence).into()
    },
    example: GAP
        .before("title: Gap; grade: minor; raised: -2m; status: open; owner: ana; due: +1m; correction: Done")
        .change("statement: Seen"),
    ..Rule::PLAIN
};

static REQUIREMENT_MISSING: Rule = Rule {
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

/// Tells whether a finding is asked as one that misses a requirement; one that nobody graded is, until somebody does.
fn is_nonconformity(asked: &Asked<'_>) -> bool {
    let is_withdrawn = asked.record.get(finding::STATUS) == Some(finding::Status::Withdrawn);
    let is_ungraded = asked.record.get(finding::GRADE).is_none();
    (is_ungraded || finding::is_nonconformity(asked.record)) && !is_withdrawn
}

fn is_open(asked: &Asked<'_>) -> bool {
    is_nonconformity(asked) && asked.record.is_open()
}

/// Tells whether a nonconformity was closed; one that does not say how far it is, and was verified, was.
fn is_closed(asked: &Asked<'_>) -> bool {
    let is_verified =
        || !asked.record.get(finding::VERIFIED_BY).is_empty() || asked.record.get(finding::VERIFIED).is_some();
    let status = asked.record.get(finding::STATUS);
    is_nonconformity(asked) && (status == Some(finding::Status::Closed) || status.is_none() && is_verified())
}

/// Tells whether an audit by others raised it.
fn is_of_certifier(asked: &Asked<'_>) -> bool {
    let source = asked
        .record
        .get(finding::SOURCE)
        .and_then(|id| asked.register.get(id.as_str()));
    let event = source.and_then(|source| source.get(review::EVENT));
    event.is_some_and(|event| review::is_external(event) && event != review::Event::CustomerAudit)
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
        weight: Weight::Advice,
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
mod tests;
