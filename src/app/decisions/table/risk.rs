//! Decisions on risks: accept, approve the treatment plan, close.

use crate::app::decisions::commands;
use crate::app::decisions::fitness::{open, refused_if};
use crate::app::decisions::texts::note;
use crate::app::decisions::{Answering, Decision, Example, Question, Running, Target, Targets};
use crate::domain::kinds::{action, organization, risk};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::register::edit::Changes;

/// A risk is accepted.
pub static ACCEPT: Decision = Decision {
    commands: &[&commands::ACCEPT],
    fits: |target| {
        if target.record.is(&risk::KIND) {
            return open(target);
        }
        let risks = treated(target);
        refused_if(risks.is_empty(), || {
            "This action treats no risk that could be accepted.".to_owned()
        })?;
        risks.into_iter().try_for_each(|risk| {
            let refused = Running::from(&ACCEPT).refusal(target.view, risk);
            refused.map_or(Ok(()), |reason| Err(format!("{}: {reason}", risk.id())))
        })
    },
    subjects: |target| {
        if target.record.is(&action::KIND) {
            treated(target)
        } else {
            vec![target.record]
        }
    },
    questions: |_| {
        vec![
            Question::owner("Accepted by", "who may accept it", true),
            Question::line("Reason", "why it can be accepted", true),
            Question::day("Until", "+6m  eoy  2027-06-30; never open-ended"),
        ]
    },
    objection: own_approval,
    by_status: |target, item| target.record.is(&risk::KIND) && risk::Status::of(item) == Some(risk::Status::Accepted),
    example: Example {
        id: "R-00001",
        before: "title: Prompts leak; status: open; owner: ana",
        answers: &["david", "no personal data is typed", "2027-06-30"],
        after: "status: accepted; treatment: accept; accepted_by: david; \
            accepted_on: 2026-11-23; acceptance_reason: no personal data is typed; \
            accepted_until: 2027-06-30",
        ..Example::NONE
    },
    ..Decision::new(
        "accept risk",
        Targets::Of(
            &[&risk::KIND, &action::KIND],
            "Only risks are accepted; go to Risks (3) or Treatment (4).",
        ),
        |target, answers| {
            Changes::new()
                .set(risk::STATUS, risk::Status::Accepted)
                .set(risk::TREATMENT, risk::Treatment::Accept)
                .set(risk::ACCEPTED_BY, answers.value(0))
                .set(risk::ACCEPTED_ON, target.today())
                .set(risk::ACCEPTANCE_REASON, answers.value(1))
                .set(risk::ACCEPTED_UNTIL, answers.value(2))
        },
    )
};

/// The treatment plan of a risk is approved. A plan approved once more by the same approver on the same day changes only what
/// it covers.
pub static APPROVE_PLAN: Decision = Decision {
    commands: &[&commands::APPROVE_PLAN],
    fits: |target| {
        open(target)?;
        let is_missing = risk::plan(target.view.register, target.record) == risk::Plan::Missing;
        refused_if(is_missing, || {
            "It has no action to approve yet; :add-action adds one.".to_owned()
        })
    },
    questions: |_| {
        vec![Question::owner(
            "Plan approved by",
            "somebody else than the owner",
            true,
        )]
    },
    objection: own_approval,
    example: Example {
        beside: &[("T-00001", "title: Log prompts; status: open; owner: bo; risks: R-00001")],
        id: "R-00001",
        before: "title: Prompts leak; status: open; owner: ana",
        answers: &["david"],
        after: "plan_approved_by: david; plan_approved_on: 2026-11-23; \
            plan_covers: T-00001",
        ..Example::NONE
    },
    ..Decision::new(
        "approve plan",
        Targets::Of(&[&risk::KIND], "Only risks have a treatment plan; go to Risks (3)."),
        |target, answers| {
            Changes::new()
                .set(risk::PLAN_BY, answers.value(0))
                .set(risk::PLAN_ON, target.today())
                .set(risk::PLAN_COVERS, risk::covered(target.view.register, target.record))
        },
    )
};

/// A risk is closed.
pub static CLOSE: Decision = Decision {
    fits: |target| {
        let is_closed = target.record.get(risk::STATUS) == Some(risk::Status::Closed);
        refused_if(is_closed, || "It is closed already; :status opens it again.".to_owned())
    },
    questions: |_| vec![Question::page("Why closed", "the reason stays in the note", true)],
    by_status: |target, item| target.record.is(&risk::KIND) && risk::Status::of(item) == Some(risk::Status::Closed),
    ends: Some("closed"),
    example: Example {
        id: "R-00001",
        before: "title: Prompts leak; status: open; owner: ana",
        answers: &["the system was switched off"],
        after: "status: closed; note: 2026-11-23: closed: the system was switched off",
        ..Example::NONE
    },
    ..Decision::new(
        "close risk",
        Targets::Of(&[&risk::KIND], "Only risks are closed so; go to Risks (3)."),
        |target, answers| {
            let text = format!("closed: {}", answers.text(0).unwrap_or_default());
            Changes::new()
                .set(risk::STATUS, risk::Status::Closed)
                .set(risk::NOTE, note(target.record, &text, target.today()))
        },
    )
};

/// Returns the risks that an action treats.
fn treated<'a>(target: &Target<'a>) -> Vec<&'a Record> {
    let risks = target.record.get(action::RISKS).into_iter();
    risks.filter_map(|id| target.view.register.get(id.as_str())).collect()
}

/// Returns why nobody approves what is their own, where approval is strict.
fn own_approval(given: &Answering<'_>) -> Option<String> {
    if given.nth > 0 || !organization::is_strict(given.register) {
        return None;
    }
    let name = given.answer.as_text()?;
    let own = |record: &&Record| risk::own_approval(given.register, record, name, given.who);
    let reason = given.records.iter().find_map(own)?;
    Some(format!(
        "{reason} The organization asks for somebody else (strict approval)."
    ))
}
