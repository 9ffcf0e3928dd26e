//! Decisions on findings, from the correction to closing, withdrawing and opening again.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::refused_if;
use crate::app::decisions::follow_up::finding_steps;
use crate::app::decisions::texts::{added, note, state};
use crate::app::decisions::{Answering, Answers, Decision, Example, Question, Target, Targets};
use crate::domain::kinds::action::Effect;
use crate::domain::kinds::finding::{self, Step};
use crate::domain::kinds::organization;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::rules::Fields;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

/// A finding as the examples find it.
const OPEN: Fields = "title: Logs are not kept; grade: minor nonconformity; status: open; \
    owner: ana";

const FINDINGS: Targets = Targets::Of(&[&finding::KIND], "This is for findings; go to Findings (9).");

/// Returns a decision on a finding that is open.
const fn step(title: &'static str, changes: fn(&Target<'_>, &Answers<'_>) -> Changes) -> Decision {
    Decision {
        fits: |target| {
            refused_if(!target.record.is_open(), || {
                format!("It is {}; :withdraw opens it again.", state(target.record))
            })
        },
        after: finding_steps::tell_next_step,
        ..Decision::new(title, FINDINGS, changes)
    }
}

/// Returns changes with what was answered first as a line of the note.
fn noted(sets: Changes, target: &Target<'_>, answers: &Answers<'_>) -> Changes {
    match answers.text(0) {
        Some(text) => sets.set(finding::NOTE, note(target.record, text, target.today())),
        None => sets,
    }
}

/// Returns a text of the record with an answer added.
fn more(old: &str, answers: &Answers<'_>) -> Value {
    added(old, answers.text(0).unwrap_or_default())
}

/// The thing itself was put right.
pub static CORRECT: Decision = Decision {
    commands: &[&commands::CORRECT],
    questions: |_| {
        let example = "what was done to put the thing itself right";
        vec![Question::page("Correction", example, true)]
    },
    example: Example {
        id: "F-00001",
        before: OPEN,
        answers: &["turned logging on"],
        after: "correction: turned logging on",
        ..Example::NONE
    },
    ..step("correction", |target, answers| {
        let whole = more(target.record.get(finding::CORRECTION), answers);
        Changes::new().set(finding::CORRECTION, whole)
    })
};

/// It is known why it happened.
pub static CAUSE: Decision = Decision {
    commands: &[&commands::CAUSE],
    questions: |scope| {
        let mut asked = vec![Question::page("Cause", "why it happened; not who", true)];
        let mut records = scope.records.iter();
        if records.any(|record| record.get(finding::SIMILAR).is_empty()) {
            let example = "where else, and how you looked; Enter skips";
            asked.push(Question::page("Similar cases", example, false));
        }
        asked
    },
    example: Example {
        id: "F-00001",
        before: OPEN,
        answers: &["nobody owned the setting", "none in the other two systems"],
        after: "cause: nobody owned the setting; similar: none in the other two systems",
        ..Example::NONE
    },
    ..step("cause", |target, answers| {
        let whole = more(target.record.get(finding::CAUSE), answers);
        let sets = Changes::new().set(finding::CAUSE, whole);
        match answers.text(1) {
            Some(similar) => sets.set(finding::SIMILAR, added(target.record.get(finding::SIMILAR), similar)),
            None => sets,
        }
    })
};

/// It was looked for elsewhere.
pub static SIMILAR: Decision = Decision {
    commands: &[&commands::SIMILAR],
    questions: |_| {
        let example = "where else, and how that was looked for";
        vec![Question::page("Similar cases", example, true)]
    },
    example: Example {
        id: "F-00001",
        before: OPEN,
        answers: &["one more, in the pilot"],
        after: "similar: one more, in the pilot",
        ..Example::NONE
    },
    ..step("similar cases", |target, answers| {
        let whole = more(target.record.get(finding::SIMILAR), answers);
        Changes::new().set(finding::SIMILAR, whole)
    })
};

/// Somebody saw whether the corrective action had its effect. Without it nothing is verified: more is to be done.
pub static VERIFY: Decision = Decision {
    begun_by: "`next-step`",
    questions: |_| {
        vec![
            Question::owner("Verified by", "somebody else than who acted", true),
            Question::choice("Did it have its effect", Effect::ITEMS),
            Question::page("What was seen", "a sample, a figure, or what is missing", true),
        ]
    },
    objection: own_verification,
    after: finding_steps::tell_verified,
    example: Example {
        id: "F-00001",
        before: OPEN,
        answers: &["david", "yes", "30 days of logs are there"],
        after: "verified_by: david; verified: 2026-11-23; \
            verification: 30 days of logs are there",
        ..Example::NONE
    },
    ..step("verified", |target, answers| {
        let record = target.record;
        let (by, seen) = (answers.text(0).unwrap_or_default(), answers.text(2).unwrap_or_default());
        let effect = answers.value(1);
        if effect != Value::from(Effect::Yes) {
            let line = format!("without its full effect ({effect}), seen by {by}: {seen}");
            return Changes::new().set(finding::NOTE, note(record, &line, target.today()));
        }
        Changes::new()
            .set(finding::VERIFIED_BY, answers.value(0))
            .set(finding::VERIFIED, target.today())
            .set(finding::VERIFICATION, added(record.get(finding::VERIFICATION), seen))
    })
};

/// A finding is closed.
pub static CLOSE: Decision = Decision {
    begun_by: "`next-step`",
    questions: |_| {
        let example = "a last word for the note; Enter closes";
        vec![Question::page("Close it", example, false)]
    },
    by_status: |target, item| {
        let closes = finding::Status::of(item) == Some(finding::Status::Closed);
        closes && target.record.is(&finding::KIND) && target.record.is_open()
    },
    not_by_status: |view, records, _| {
        let mut steps = records
            .iter()
            .filter_map(|record| Some((record, finding::step(view.register, record)?)));
        let (record, early) = steps.find(|(_, step)| *step != Step::Close)?;
        Some(format!(
            "{} still asks to {}; :next-step does that.",
            record.id(),
            early.item().label
        ))
    },
    example: Example {
        id: "F-00001",
        before: "title: Logs are not kept; grade: opportunity for improvement; \
            status: open; owner: ana",
        answers: &["seen to"],
        after: "status: closed; closed: 2026-11-23; note: 2026-11-23: seen to",
        ..Example::NONE
    },
    ..step("closed", |target, answers| {
        noted(
            Changes::new().set(finding::STATUS, finding::Status::Closed),
            target,
            answers,
        )
    })
};

/// A finding is reopened. What was seen then stays readable; whether it holds is to be seen once more.
pub static REOPEN: Decision = Decision {
    commands: &[&commands::WITHDRAW],
    applies: |record| record.is(&finding::KIND) && !record.is_open(),
    fits: |target| {
        refused_if(target.record.is_open(), || {
            format!("It is {}; there is nothing to open again.", state(target.record))
        })
    },
    questions: |_| vec![Question::page("Why opened again", "the reason stays in the note", true)],
    by_status: |target, item| {
        let opens = finding::Status::of(item) == Some(finding::Status::Open);
        opens && target.record.is(&finding::KIND) && !target.record.is_open()
    },
    example: Example {
        id: "F-00001",
        before: "title: Logs are not kept; grade: opportunity for improvement; \
            status: withdrawn; owner: ana; closed: 2026-11-02",
        answers: &["it was right"],
        after: "status: open; closed:; note: 2026-11-23: it was right",
        ..Example::NONE
    },
    ..step("open again", |target, answers| {
        let sets = Changes::new()
            .set(finding::STATUS, finding::Status::Open)
            .set(finding::VERIFIED_BY, Value::Empty)
            .set(finding::VERIFIED, Value::Empty);
        noted(sets, target, answers)
    })
};

/// A finding is withdrawn.
pub static WITHDRAW: Decision = Decision {
    commands: &[&commands::WITHDRAW],
    questions: |_| vec![Question::page("Why withdrawn", "the reason stays in the note", true)],
    by_status: |target, item| {
        target.record.is(&finding::KIND) && finding::Status::of(item) == Some(finding::Status::Withdrawn)
    },
    ends: Some("withdrawn"),
    after: finding_steps::tell_withdrawn,
    example: Example {
        id: "F-00001",
        before: OPEN,
        answers: &["the logs are there, elsewhere"],
        after: "status: withdrawn; closed: 2026-11-23; \
            note: 2026-11-23: the logs are there, elsewhere",
        ..Example::NONE
    },
    ..step("withdraw", |target, answers| {
        noted(
            Changes::new().set(finding::STATUS, finding::Status::Withdrawn),
            target,
            answers,
        )
    })
};

/// Returns why nobody verifies what they did themselves, where approval is strict.
fn own_verification(given: &Answering<'_>) -> Option<String> {
    if given.nth > 0 || !organization::is_strict(given.register) {
        return None;
    }
    let name = given.answer.as_text()?;
    let own = |record: &&Record| finding::own_verification(given.register, record, name);
    let reason = given.records.iter().find_map(own)?;
    Some(format!(
        "{reason} The organization asks for somebody else (strict approval)."
    ))
}
