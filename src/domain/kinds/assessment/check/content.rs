//! Check rules of what a complete assessment says: every risk judged, every effect named, and somebody who approved it.

use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::assessment::check::{is_current, system_of};
use crate::domain::kinds::assessment::{self, Affected, Depth, Effect, Effects, Type};
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::system;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::prose::some_of;
use crate::domain::record::rules::{Example, Fields};
use crate::domain::record::typed::Row;

const CHAT: (&str, &str, Fields) = ("system", "chat", "title: Chat; scope: in; stage: operation");

const RISKS: Example = Example::of(
    "S-00001",
    "title: Risks; type: risk; system: chat; date: -1m; by: ana; status: complete; conclusion: Few",
)
.beside(&[CHAT]);

/// A risk assessment passes over open risks of its system.
pub static RISKS_PASSED_OVER: Rule = Rule {
    code: "AIMS-W621",
    name: "risks-passed-over",
    sentence: "The risk assessment passes over open risks of its system, or says nothing where there is none.",
    clauses: &["8.2"],
    class: Class::S_DONE,
    why: "An assessment that says nothing of a risk has not looked at it.",
    mend: "Say of every open risk what became of it; where none was found, conclude so and why.",
    of: Subject::Each(|asked| is_current(asked, Type::Risk)),
    raise: |asked| {
        let record = asked.record;
        let raised = record.get(assessment::RISKS);
        let is_silent = record.get(assessment::OUTCOMES).is_empty() && raised.is_empty();
        let has_risk = assessment::open_risks(asked.register, record).next().is_some();
        if !has_risk && is_silent && record.get(assessment::CONCLUSION).is_empty() {
            let sentence = "No risk of its system is recorded, and it does not conclude that none was found, and why.";
            return at("conclusion", sentence).into();
        }
        let passed = assessment::risks_then(asked.register, record)
            .filter(|risk| !assessment::judges(record, risk.id()) && !raised.contains(&risk.id()));
        let mut passed: Vec<_> = passed.map(|risk| risk.id().to_string()).collect();
        if passed.is_empty() {
            return nothing();
        }
        passed.sort_unstable();
        at(
            "outcomes",
            format!("It says nothing of open risks: {}.", some_of(passed)),
        )
        .into()
    },
    example: RISKS
        .beside(&[
            CHAT,
            (
                "risk",
                "R-00001",
                "title: Leak; systems: chat; status: open; identified: -1y",
            ),
            (
                "risk",
                "R-00002",
                "title: Drift; systems: chat; status: open; identified: -1y",
            ),
        ])
        .before(
            "title: Risks; type: risk; system: chat; date: -1m; by: ana; status: complete; outcomes: R-00002 | valid",
        )
        .change("outcomes: R-00001 | valid\nR-00002 | valid"),
    ..Rule::PLAIN
};

/// An impact assessment lacks what makes it one.
pub static IMPACT_INCOMPLETE: Rule = Rule {
    code: "AIMS-W614",
    name: "impact-incomplete",
    sentence: "It lacks effects on people or society, uses, misuse, jurisdictions or a conclusion.",
    clauses: &["6.1.4", "A.5.4", "A.5.5"],
    class: Class::S_DONE,
    why: "What it does to individuals, groups and society follows from its uses, also those that nobody means.",
    mend: "Add what is missing.",
    of: Subject::Each(|asked| {
        is_current(asked, Type::Impact) && asked.record.get(assessment::DEPTH) != Some(Depth::Screening)
    }),
    raise: |asked| {
        let record = asked.record;
        let on = |whom: &[Affected]| {
            let mut effects = record.get(assessment::EFFECTS).into_iter();
            effects.any(|row| row.says(Effects::WHAT) && row.get(Effects::ON).is_some_and(|on| whom.contains(&on)))
        };
        let is_misuse_said =
            !record.get(assessment::MISUSE).is_empty() || !record.get(assessment::UNINTENDED).is_empty();
        let lacks = [
            (
                "effects",
                "effects on individuals or groups",
                on(&[Affected::Individuals, Affected::Groups]),
            ),
            ("effects", "effects on society", on(&[Affected::Society])),
            (
                "intended_uses",
                "intended uses",
                !record.get(assessment::INTENDED).is_empty(),
            ),
            ("misuse", "misuse or unintended uses", is_misuse_said),
            (
                "jurisdictions",
                "jurisdictions",
                !record.get(assessment::JURISDICTIONS).is_empty(),
            ),
        ];
        let lacks: Vec<_> = lacks.iter().filter(|(_, _, is_said)| !is_said).collect();
        // What is well to say, and no lack of the assessment by itself.
        let advised = [
            ("groups", "whom it affects", !names_nobody(asked)),
            ("conclusion", "a conclusion", !record.get(assessment::CONCLUSION).is_empty()),
        ];
        let advised: Vec<_> = advised.iter().filter(|(_, _, is_said)| !is_said).collect();
        let all: Vec<_> = lacks.iter().chain(&advised).map(|(_, words, _)| *words).collect();
        let sentence = format!("It lacks: {}.", all.join(", "));
        match (lacks.first(), advised.first()) {
            (Some((field, ..)), _) => at(field, sentence).into(),
            (None, Some((field, ..))) => at(field, sentence).class(Class::ADVICE).into(),
            (None, None) => nothing(),
        }
    },
    example: RISKS
        .before(
            "title: Impact; type: impact; system: chat; date: -1m; by: ana; status: complete; intended_uses: Answers; \
             misuse: Spam; jurisdictions: EU; conclusion: Fine; groups: Staff; effects: individuals | good | saves time",
        )
        .change("effects: individuals | good | saves time\nsociety | bad | fewer talks"),
    ..Rule::PLAIN
};

/// Tells whether neither an assessment nor its system says whom it affects.
fn names_nobody(asked: &Asked<'_>) -> bool {
    let of_system = system_of(asked).is_some_and(|system| !system.lacks(system::SUBJECTS.index()));
    asked.record.lacks(assessment::GROUPS.index()) && !of_system
}

/// Bad effects of a system did not reach the risk assessment.
pub static EFFECTS_UNTREATED: Rule = Rule {
    code: "AIMS-W605",
    name: "effects-untreated",
    sentence: "Bad effects did not reach the risk assessment.",
    clauses: &["6.1.4"],
    class: Class::S_DONE,
    why: "The risk assessment takes the results of the impact assessment into account.",
    mend: "Name the risks that the effects became, or assess the risks after it.",
    of: Subject::Each(|asked| is_current(asked, Type::Impact)),
    raise: |asked| {
        let record = asked.record;
        let has_risk = |row: Row<'_, Effects>| row.get(Effects::RISK).is_some();
        let effects = record.get(assessment::EFFECTS).into_iter();
        // An effect of which nobody says whether it is wanted may be a bad one.
        let mut bad = effects
            .filter(|row| row.get(Effects::EFFECT) != Some(Effect::Good))
            .peekable();
        let is_told = bad.peek().is_none() || !record.get(assessment::RISKS).is_empty() || bad.any(has_risk);
        let assessed =
            system_of(asked).and_then(|system| assessment::current(asked.register, system, Type::Risk, asked.today));
        if is_told || assessed.is_some_and(|risks| risks.get(assessment::DATE) >= record.get(assessment::DATE)) {
            return nothing();
        }
        at(
            "risks",
            "It names bad effects, and neither a risk nor a later risk assessment takes them up.",
        )
        .into()
    },
    example: RISKS
        .before(
            "title: Impact; type: impact; system: chat; date: -1m; by: ana; status: complete; \
             effects: society | bad | fewer talks",
        )
        .beside(&[CHAT, ("risk", "R-00001", "title: Leak; systems: chat; status: open")])
        .change("risks: R-00001"),
    ..Rule::PLAIN
};

/// Nobody approved an assessment.
pub static UNAPPROVED: Rule = Rule {
    code: "AIMS-W607",
    name: "assessment-unapproved",
    sentence: "Nobody approved the assessment.",
    clauses: &["7.5.2"],
    class: Class::ADVICE,
    why: "Somebody who answers for the system says that the judgement is theirs.",
    mend: "Say who approved it, and on which day.",
    of: Subject::Each(|asked| is_current(asked, Type::Risk) || is_current(asked, Type::Impact)),
    raise: |asked| {
        let by = asked.record.get(assessment::APPROVED_BY);
        if by.is_empty() {
            return at("approved_by", "Nobody approved it.").into();
        }
        let on = asked.record.get(assessment::APPROVED_ON);
        let against = Approvers::Anybody.said_against(&People::of(asked.register), by, on);
        let raised = against.map(|reason| at("approved_by", format!("Its approval counts for nothing: {reason}")));
        raised.into_iter().collect()
    },
    example: RISKS.change("approved_by: zoe; approved_on: -1w"),
    ..Rule::PLAIN
};
