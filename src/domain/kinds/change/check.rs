//! Check rules of changes: planned, looked at afterwards, and assessed (6.3, 8.1, 8.2, 8.4).

use chrono::Days;

use crate::domain::kinds::change::{self, Status, is_decided};
use crate::domain::kinds::shared_choices::YesNo;
use crate::domain::kinds::{assessment, check, organization};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Rule, Subject, Weight, at, nothing};
use crate::domain::record::id::Id;
use crate::domain::record::rules::Example;

/// The check rules of changes.
pub static RULES: &[&Rule] = &[&UNPLANNED, &EFFECTS_UNSEEN, &UNASSESSED];

/// How many days before its approval a change is taken as considered, where that is not said.
const CONSIDERED: Days = Days::new(90);

/// What is assessed again after a significant change.
const EITHER: [assessment::Type; 2] = [assessment::Type::Risk, assessment::Type::Impact];

/// The codes that say of an assessment what a change without new ones would only repeat.
const SAID_ALREADY: [&str; 2] = ["AIMS-W602", "AIMS-E622"];

const MODEL: Example = Example::of("C-00000", "title: Second model; type: system; status: done; due: -1m");

static UNPLANNED: Rule = Rule {
    code: "AIMS-W850",
    name: "change-unplanned",
    sentence: "A change was approved or made without purpose, effects, owner or approver.",
    clauses: &["6.3", "8.1"],
    class: Class::ADVICE,
    why: "Changes to the AIMS are made in a planned way.",
    mend: "Say why it is made, what it does, who sees to it and who approved it.",
    of: Subject::Each(|asked| is_decided(asked.record)),
    raise: |asked| {
        let record = asked.record;
        let fields = [
            (
                record.get(change::PURPOSE).is_empty(),
                "purpose",
                "It is not said why it is made.",
            ),
            (
                record.get(change::EFFECTS).is_empty(),
                "effects",
                "It is not said what it does.",
            ),
            (is_seen_to_by_nobody(asked), "owner", "Nobody of the people sees to it."),
            (
                is_approved_by_nobody(asked),
                "approved_by",
                "It is not said who of the people approved it.",
            ),
        ];
        let is_done = record.get(change::STATUS) == Some(Status::Done);
        let is_unplanned = fields[0].0 && fields[2].0 && record.get(change::DUE).is_none();
        let class = if is_done && is_unplanned {
            Class::S_PLANNED.in_phase(Phase::Done)
        } else {
            Class::ADVICE
        };
        let empty = fields.into_iter().filter(|(is_empty, ..)| *is_empty);
        // What weighs is told once.
        let empty = empty.take(if class == Class::ADVICE { fields.len() } else { 1 });
        empty
            .map(|(_, field, sentence)| at(field, sentence).class(class))
            .collect()
    },
    example: MODEL.change("purpose: cheaper; effects: none on people; owner: ana; approved_by: zoe; approved_on: -2m"),
    ..Rule::PLAIN
};

/// Tells whether nobody known approved a change that was planned.
fn is_approved_by_nobody(asked: &Asked<'_>) -> bool {
    let record = asked.record;
    let (by, on) = (record.get(change::APPROVED_BY), record.get(change::APPROVED_ON));
    record.get(change::PLANNED) != Some(YesNo::No) && !organization::is_believed(asked.register, by, on)
}

/// Tells whether nobody known sees to a change; of one that was made, whether nobody known did.
fn is_seen_to_by_nobody(asked: &Asked<'_>) -> bool {
    let record = asked.record;
    let on = record.get(change::DONE).or(Some(asked.today));
    !organization::is_believed(asked.register, record.get(change::OWNER), on)
}

static EFFECTS_UNSEEN: Rule = Rule {
    code: "AIMS-W852",
    name: "change-unseen",
    sentence: "An unplanned change was not looked at.",
    clauses: &["8.1"],
    class: Class::S_DONE,
    why: "What an unplanned change did is looked at, and what is bad is dealt with.",
    mend: "Say what it did.",
    of: Subject::Each(|asked| is_unplanned(asked.record) && asked.record.get(change::STATUS) != Some(Status::Rejected)),
    raise: |asked| {
        if !asked.record.get(change::EFFECTS).is_empty() {
            return nothing();
        }
        let sentence = match asked.record.get(change::PLANNED) {
            Some(_) => "It was not planned, and nobody says what it did.",
            None => "It was made, nothing says that it was planned, and nobody says what it did.",
        };
        at("effects", sentence).into()
    },
    example: MODEL
        .before("title: Second model; type: system; status: done; planned: no")
        .change("effects: none on people"),
    ..Rule::PLAIN
};

/// Tells whether a change was not planned: it says so, or it was made, and neither that nor an approval says that it was.
fn is_unplanned(change: &Record) -> bool {
    match change.get(change::PLANNED) {
        Some(planned) => planned == YesNo::No,
        None => {
            let is_approved = !change.get(change::APPROVED_BY).is_empty() || change.get(change::APPROVED_ON).is_some();
            change.get(change::STATUS) == Some(Status::Done) && !is_approved
        }
    }
}

/// A significant change of a system led to no new assessment.
pub static UNASSESSED: Rule = Rule {
    code: "AIMS-W853",
    name: "change-unassessed",
    sentence: "A significant change of a system led to no new assessment.",
    clauses: &["8.2", "8.4"],
    class: Class::S_DONE,
    why: "Risks and impacts are assessed again when something significant changes.",
    mend: "Assess the risks and the impact of the system again.",
    of: Subject::Each(|asked| is_decided(asked.record) && is_taken_as_significant(asked.record)),
    raise: |asked| {
        let record = asked.record;
        let approved = || record.get(change::APPROVED_ON)?.checked_sub_days(CONSIDERED);
        let systems = record.get(change::SYSTEMS);
        if systems.is_empty() {
            let is_of_system = record.get(change::TYPE) == Some(change::Type::System);
            let unsaid = at(
                "systems",
                "It is not said which systems it changes, so that nothing shows whether they were assessed again.",
            );
            return is_of_system.then_some(unsaid).into_iter().collect();
        }
        let Some(since) = record
            .get(change::PROPOSED_ON)
            .or_else(approved)
            .or(record.get(change::DONE))
        else {
            let sentence = "It is not said since when it was considered, so that nothing shows whether its systems were assessed again.";
            return at("proposed_on", sentence).into();
        };
        let systems = systems.into_iter();
        let unassessed: Vec<_> = systems
            .filter(|system| {
                let made = assessments(asked, system);
                let is_answered = made.iter().any(|one| one.get(assessment::DATE) >= Some(since));
                !is_answered && EITHER.into_iter().any(|of| is_passed_over(asked, system, &made, of))
            })
            .map(Id::as_str)
            .collect();
        if unassessed.is_empty() {
            return nothing();
        }
        let unsaid = match record.get(change::SIGNIFICANT) {
            Some(_) => "",
            None => "It is not said whether it is significant. ",
        };
        let sentence = format!("{unsaid}Since {since} nobody assessed again {}.", unassessed.join(", "));
        at("systems", sentence).into()
    },
    example: MODEL
        .before(
            "title: Second model; type: system; status: approved; significant: yes; proposed_on: -1m; systems: chat",
        )
        .beside(&[
            ("system", "chat", "title: Chat; scope: in"),
            (
                "assessment",
                "S-00000",
                "title: Risks; type: risk; system: chat; date: -2m; status: complete; by: ana; conclusion: Fine",
            ),
            (
                "assessment",
                "S-00001",
                "title: Impact; type: impact; system: chat; date: -2m; status: complete; by: ana; \
                 effects: individuals | good | saves time",
            ),
        ])
        .change("significant: no"),
    ..Rule::PLAIN
};

/// Tells whether a change counts as significant: it says so, or is one of a system of which nobody says whether it is.
fn is_taken_as_significant(change: &Record) -> bool {
    match change.get(change::SIGNIFICANT) {
        Some(significant) => significant == YesNo::Yes,
        None => change.get(change::TYPE) == Some(change::Type::System),
    }
}

/// Returns the assessments that were made of the risks and the impact of a system.
fn assessments<'a>(asked: &Asked<'a>, system: &Id) -> Vec<&'a Record> {
    let counts = |record: &&Record| {
        let of = record.get(assessment::TYPE);
        let is_asked = matches!(of, Some(assessment::Type::Risk | assessment::Type::Impact));
        is_asked && !record.is_retired() && assessment::is_made(asked.register, record, asked.today)
    };
    asked
        .register
        .linked_of(&assessment::KIND, system)
        .filter(counts)
        .collect()
}

/// Tells whether the assessments of a type that were made of a system are passed over: there are some, and no rule says already that
/// one of them holds no longer. Where there is none, the rule of the system says that.
fn is_passed_over(asked: &Asked<'_>, system: &Id, made: &[&Record], of: assessment::Type) -> bool {
    let mut of_type = made
        .iter()
        .filter(|one| one.get(assessment::TYPE) == Some(of))
        .peekable();
    let is_said =
        |problem: &check::Problem| SAID_ALREADY.contains(&problem.rule.code) && problem.weight >= Weight::Minor;
    of_type.peek().is_some()
        && asked.register.get(system.as_str()).is_some()
        && !of_type
            .flat_map(|one| check::of(asked.register, one, asked.today))
            .any(|problem| is_said(&problem))
}
