//! Assessments: dated examinations of a system, each with what it found and what makes it stale.
//!
//! One kind for the three types, since they share date, judge, system and triggers; which of the other fields a type
//! has is said by `relevant` here.

pub mod check;
mod conditions;
pub mod draft;
mod former;
mod gate;
mod gate_override;
mod made;
mod stale;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{action, control, risk, system};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{
    self, Day, Line, Lines, Many, One, OneOf, Person, Prose, Requirements, Rows, Whole, Words,
};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

use gate::unmet;
pub use gate::{
    Missing, Unmet, affects, closing, disposition, gate, gate_state, in_short, in_words, is_advice, is_asked,
    is_deployed, setting, was_judged_prohibited,
};
pub use gate_override::{
    Override, by_provenance, newest_override, refusal, refused_decider, refused_override, who_decides,
};
pub use made::{current, is_in_force, is_made, lack, standing, unkept, why_not_made, with_unmade};
use made::{open_risks, risks_then};
pub use stale::{Reason, due, interval, judged, recorded_significance, stale, valid_until};

choices! {
    /// What is examined.
    Type {
        Risk "risk assessment", "risk", "6.1.2", "8.2";
        Impact "impact assessment", "impact", "6.1.4", "8.4", "AI system impact assessment";
        Security "security review", "security", "threat model";
    }
}

choices! {
    /// How deep an assessment goes.
    Depth {
        Full "full", "complete";
        Screening "screening", "quick", "initial";
    }
}

choices! {
    /// Whether Art. 27 of the EU AI Act applies.
    Fria {
        Applies "applies", "yes";
        DoesNotApply "does not apply", "no";
        Undecided "undecided", "unknown", "tbd";
    }
}

choices! {
    /// How far an assessment has come; only a complete one counts.
    Status {
        Draft "draft", "open", "in progress", "started";
        Complete "complete", "done", "completed", "approved";
    }
}

choices! {
    /// What became of a risk in a risk assessment.
    Outcome {
        Valid "still valid", "valid", "unchanged";
        Rescored "rescored", "changed";
        New "new", "identified";
        Closed "closed", "obsolete";
    }
}

choices! {
    /// On whom an effect falls.
    Affected {
        Individuals "individuals", "individual", "persons";
        Groups "groups", "group";
        Society "society", "societies";
    }
}

choices! {
    /// Whether an effect is wanted.
    Effect {
        Good "good", "benefit", "positive";
        Bad "bad", "harm", "negative";
    }
}

choices! {
    /// What kind of threat a security review looks at.
    ThreatType {
        AttackPath "attack path", "attack", "path";
        AdversarialInput "adversarial input", "input", "prompt injection";
        DataQuality "data quality", "data";
        Integration "integration boundary", "integration", "boundary", "interface";
    }
}

choices! {
    /// On what a security review rests.
    Evidence {
        Explicit "explicit", "shown";
        Assumed "assumed", "inferred";
        Missing "missing", "none";
    }
}

choices! {
    /// The outcome of a security review.
    Disposition {
        Proceed "proceed", "go", "approved";
        Conditional "conditional", "proceed with conditions";
        RestrictedPilot "restricted pilot", "pilot";
        Hold "hold", "stop", "wait";
        Decline "decline", "reject", "rejected", "no-go";
    }
}

choices! {
    /// How an assessment stands.
    Standing {
        Stale "stale", "outdated", "expired";
        Draft "draft";
        Incomplete "incomplete", "lacking";
        Unkept "decision not kept", "unkept", "not kept";
        Valid "valid", "current";
        Superseded "superseded", "replaced";
    }
}

table! {
    /// What became of each risk looked at.
    Outcomes, sorted: true, RISK: One<risk::Risk> = "risk", OUTCOME: OneOf<Outcome> = "outcome", NOTE: Line = "note"
}

table! {
    /// Effects of the system, wanted and not, and what is done about them.
    Effects, sorted: false, ON: OneOf<Affected> = "on", EFFECT: OneOf<Effect> = "effect",
    WHAT: Line = "what", MEASURE: Line = "measure", RISK: One<risk::Risk> = "risk"
}

table! {
    /// The threat model of a security review: what could go wrong, and the risk it became or why it became none.
    Threats, sorted: false, TYPE: OneOf<ThreatType> = "type", WHAT: Line = "what", RISK: One<risk::Risk> = "risk",
    THREAT: typed::Threats = "threat", WHY_NOT: Line = "why_not"
}

table! {
    /// Controls that are missing or too weak, and the action that closes the gap or why none does.
    Gaps, sorted: false, GAP: Line = "gap", CONTROL: One<control::Control> = "control",
    ACTION: One<action::Action> = "action", WHY_NOT: Line = "why_not"
}

table! {
    /// What fields of the system said when it was judged.
    JudgedValues, sorted: true, FIELD: Line = "field", VALUE: Prose = "value"
}

table! {
    /// Events that make the assessment stale from the day on which they happen.
    Events, sorted: true, EVENT: Line = "event", HAPPENED: Day = "happened"
}

kind! {
    /// A dated examination of a system: a risk assessment, an impact assessment or a security review.
    Assessment "assessment" "assessments" {
        ids: IdForm::Random('S'),
        home: Home::InDossier,
        derived: DERIVED,
        former: former::FIELDS,
        move_former: former::moved,
        open: |_| true,
        initial: |record, today| record.with(STATUS, Status::Draft).with(DATE, today),
        check: check::RULES,
        rules: conditions::RULES,
        follow: crate::domain::kinds::no_follow,
        relevant: relevant,
        fill: fill,
    }
    /// What it is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// Risk assessment (6.1.2, 8.2), impact assessment (6.1.4, 8.4) or security review.
    TYPE: OneOf<Type> = "type" "Type" [Required];
    /// Whether it is a full one, or a screening that found no full one needed.
    DEPTH: OneOf<Depth> = "depth" "Depth" [];
    /// The system that is examined; its dossier is the home of the assessment.
    SYSTEM: One<system::System> = "system" "System" [Required Search];
    /// The day of the examination.
    DATE: Day = "date" "Date" [Apart Required];
    /// Draft while it is worked on; only a complete one counts.
    STATUS: OneOf<Status> = "status" "Status" [Status Outcome];
    /// Who made it.
    BY: Person = "by" "By whom" [Required Owner Search];
    /// Why it is made now.
    REASON: Line = "reason" "Reason" [];
    /// What was looked at, one thing per line.
    REVIEWED: Lines = "reviewed" "Reviewed" [];
    /// What became of each risk: risk | still valid, rescored, new or closed | note.
    OUTCOMES: Rows<Outcomes> = "outcomes" "Outcomes" [Outcome];
    /// What the system is meant to be used for, one use per line.
    INTENDED: Lines = "intended_uses" "Intended uses" [];
    /// Uses it is not meant for and that are likely all the same.
    UNINTENDED: Lines = "unintended_uses" "Unintended uses" [];
    /// How somebody could foreseeably misuse it.
    MISUSE: Lines = "misuse" "Misuse" [];
    /// The groups of people it affects.
    GROUPS: Words = "groups" "Affected groups" [];
    /// Its effects: individuals, groups or society | good or bad | what | measure | the risk it
    /// became.
    EFFECTS: Rows<Effects> = "effects" "Effects" [];
    /// How heavy the impact is: a label of the impact scale of the method.
    IMPACT_LEVEL: Line = "impact_level" "Impact level" [];
    /// The legal areas in which it is used.
    JURISDICTIONS: Words = "jurisdictions" "Jurisdictions" [];
    /// Whether Art. 27 of the EU AI Act asks for an assessment of the impact on fundamental rights.
    FRIA: OneOf<Fria> = "fria" "Art. 27 applies" [];
    /// Why it does or does not.
    FRIA_REASON: Line = "fria_reason" "Art. 27 reason" [];
    /// The process of the organization in which the system is used, where Art. 27 applies.
    PROCESS_OF_USE: Prose = "process_of_use" "Process of use" [];
    /// Over which period and how often it is used, where Art. 27 applies.
    USE_PERIOD: Prose = "use_period" "Period and frequency" [];
    /// What is done if the harm comes about, where Art. 27 applies.
    IF_IT_HAPPENS: Prose = "if_it_happens" "If harm comes" [];
    /// The day on which the authority was told of the result, where Art. 27 applies.
    AUTHORITY_TOLD: Day = "authority_told" "Authority told on" [Happened Outcome];
    /// With whom the result was shared (6.1.4).
    SHARED: Words = "shared_with" "Shared with" [];
    /// What could go wrong: attack path, adversarial input, data quality or integration boundary | what | the risk it became |
    /// the threat of a list | why it became none.
    THREATS: Rows<Threats> = "threats" "Threat model" [];
    /// Controls that are not there or do not do enough: gap | control | the action that closes it | why none does.
    GAPS: Rows<Gaps> = "gaps" "Control gaps" [];
    /// On what the findings rest: explicit, assumed or missing evidence.
    EVIDENCE: OneOf<Evidence> = "evidence_state" "Evidence state" [Outcome];
    /// Clauses and controls that the review supports; it satisfies none of them by itself.
    SUPPORTS: Requirements = "supports" "Supports" [Search];
    /// Risks that came out of it.
    RISKS: Many<risk::Risk> = "risks" "Risks raised" [Outcome];
    /// Actions that came out of it.
    ACTIONS: Many<action::Action> = "actions" "Actions raised" [Outcome];
    /// What follows from it, in a few sentences.
    CONCLUSION: Prose = "conclusion" "Conclusion" [Outcome];
    /// Who approved it.
    APPROVED_BY: Person = "approved_by" "Approved by" [Outcome];
    /// The day on which it was approved.
    APPROVED_ON: Day = "approved_on" "Approved on" [Happened Outcome];
    /// Whether the system may go on: proceed, conditional, restricted pilot, hold or decline.
    DISPOSITION: OneOf<Disposition> = "disposition" "Disposition" [Apart Outcome];
    /// The actions that have to be done first; a conditional disposition has some.
    CONDITIONS: Many<action::Action> = "conditions" "Conditions" [Outcome];
    /// The last day on which it holds.
    VALID_UNTIL: Day = "valid_until" "Valid until" [Apart Dated Outcome];
    /// After how many months it is to be made again; counted from its day.
    EVERY: Whole = "every" "Every (months)" [];
    /// Events that make it stale: event | the day it happened, empty until then.
    EVENTS: Rows<Events> = "events" "Events" [Happened Outcome];
    /// Paths in the repository, files or folders, whose change after the day of the assessment matters.
    WATCHED: Lines = "watched" "Watched paths" [];
    /// What the system said of itself on the day: field | value. The program fills it in.
    JUDGED: Rows<JudgedValues> = "judged" "Judged values" [Apart Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "standing",
        label: "Standing",
        help: "Stale, draft, incomplete, decision not kept, valid, or superseded by a newer one of the same type.",
        shape: Shape::OneOf(Standing::ITEMS),
        get: |register, record, today| standing(register, record, today).into(),
    },
    Derived {
        name: "why",
        label: "Why",
        help: "What made it stale, what it lacks, how its decision is not kept, or why it does not count as made.",
        shape: Shape::Line,
        get: |register, record, today| {
            if let Some(why) = why_not_made(register, record, today) {
                return Value::text(&format!("It {why}."));
            }
            let reasons = stale(register, record, today);
            let sentences: Vec<_> = reasons.iter().map(ToString::to_string).collect();
            if !sentences.is_empty() {
                return Value::text(&sentences.join(" "));
            }
            let lack = lack(register, record, today).or_else(|| unkept(register, record, today));
            Value::text(&lack.unwrap_or_default())
        },
    },
];

/// Tells whether a type of assessment has the field at a position. One of no type yet has them all.
fn relevant(record: &Record, field: usize) -> bool {
    let Some(of) = record.get(TYPE) else { return true };
    let only = if field == OUTCOMES.index() {
        &[Type::Risk][..]
    } else if (INTENDED.index()..=SHARED.index()).contains(&field) || field == DEPTH.index() {
        let of_fria = (PROCESS_OF_USE.index()..=AUTHORITY_TOLD.index()).contains(&field);
        if of_fria && record.get(FRIA) != Some(Fria::Applies) {
            return false;
        }
        &[Type::Impact]
    } else if (THREATS.index()..=SUPPORTS.index()).contains(&field)
        || [ACTIONS, CONDITIONS].iter().any(|own| own.index() == field)
        || field == DISPOSITION.index()
    {
        &[Type::Security]
    } else {
        Type::ALL
    };
    only.contains(&of)
}

/// What it judges is what the system says of itself on the day it comes in.
fn fill(register: &Register, record: &Record, _: NaiveDate) -> Vec<(usize, Value)> {
    let system = record.get(SYSTEM).and_then(|id| register.get(id.as_str()));
    system
        .map(|system| (JUDGED.index(), judged(system)))
        .into_iter()
        .collect()
}

/// Tells whether an assessment says what became of a risk.
pub fn judges(assessment: &Record, risk: &Id) -> bool {
    let mut rows = assessment.get(OUTCOMES).into_iter();
    rows.any(|row| row.get(Outcomes::RISK) == Some(risk) && row.says(Outcomes::OUTCOME))
}

/// Returns the assessments of a system that were not retired.
pub fn of_system<'a>(register: &'a Register, system: &'a Record) -> impl Iterator<Item = &'a Record> {
    register
        .linked_of(&KIND, system.id())
        .filter(|record| !record.is_retired() && record.get(SYSTEM) == Some(system.id()))
}

/// Returns the paths that assessments watch, each once.
pub fn watched_paths(register: &Register) -> Vec<String> {
    let assessments = register.of(&KIND).filter(|record| !record.is_retired());
    let paths: BTreeSet<_> = assessments.flat_map(|record| record.get(WATCHED)).collect();
    paths.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
