//! The deployment gate of a system (A.6.2.5): what keeps it from being put into use. It is closed by what check rules raise, and
//! by our own conditions for which there is no rule.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::kinds::assessment::{
    CONDITIONS, DISPOSITION, Disposition, JudgedValues, REVIEWED, STATUS, Status, THREATS, TYPE, Type,
    check as of_assessments, current, of_system, stale, with_unmade,
};
use crate::domain::kinds::check::{is_excluded, weight};
use crate::domain::kinds::organization::check::FILES_UNREADABLE;
use crate::domain::kinds::organization::{self, GateCondition, GateSettings, GateSystems, OnOff};
use crate::domain::kinds::risk::check as of_risks;
use crate::domain::kinds::system::{self, Condition, Gate, Scope, Stage, check as of_systems};
use crate::domain::kinds::{action, control, evidence, metric};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Provenance, Rule, Subject, Weight};
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::id::Id;
use crate::domain::record::prose::some_of;
use crate::domain::register::Register;

choices! {
    /// Why a condition of a security review is not met: only an action that is there, counts and is done meets one.
    Unmet {
        Open "not done";
        Cancelled "cancelled";
        Retired "retired";
        Gone "not in the register";
    }
}

/// One condition that keeps the gate closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which condition.
    pub condition: Condition,
    /// The rule that says so; none for our own conditions.
    pub rule: Option<&'static Rule>,
    /// Who asks for it.
    pub provenance: Provenance,
    /// What is the matter, in a sentence.
    pub sentence: String,
    /// The records in which it is mended, beside the system.
    pub records: Vec<Id>,
}

impl Missing {
    /// Tells whether the condition is one of our own, not one of the standard or the law.
    pub fn is_ours(&self) -> bool {
        self.rule.is_none()
    }

    /// Returns what the condition is called.
    fn label(&self) -> &'static str {
        let label = self.condition.item().label;
        label.split_once(' ').map_or(label, |(_, words)| words)
    }
}

/// Writes `risk assessment: Its risks were never assessed.`
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.label(), self.sentence)
    }
}

/// Returns conditions in one line with what is the matter, each once, and the records in which it is mended.
pub fn in_words<'a>(missing: impl IntoIterator<Item = &'a Missing>) -> String {
    let words = |one: &Missing| one.to_string().trim_end_matches('.').to_owned();
    grouped(missing, words).join("; ")
}

/// Returns conditions in a few words, each once, and the records in which it is mended: `risk assessment, risk treatment (R-7k3qm)`.
pub fn in_short<'a>(missing: impl IntoIterator<Item = &'a Missing>) -> String {
    grouped(missing, |one| one.label().to_owned()).join(", ")
}

/// Groups conditions by what is said of them.
fn grouped<'a>(missing: impl IntoIterator<Item = &'a Missing>, said: impl Fn(&Missing) -> String) -> Vec<String> {
    let mut groups: Vec<(String, BTreeSet<&Id>)> = Vec::new();
    for one in missing {
        let text = said(one);
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, records)) => records.extend(&one.records),
            None => groups.push((text, one.records.iter().collect())),
        }
    }
    let named = |(text, records): (String, BTreeSet<&Id>)| {
        if records.is_empty() {
            text
        } else {
            format!("{text} ({})", some_of(records))
        }
    };
    groups.into_iter().map(named).collect()
}

/// Tells whether the gate is asked of a system: it is in the inventory, in use or to be, and not out of scope.
pub fn is_asked(system: &Record) -> bool {
    system.is(&system::KIND) && system.is_open() && system.get(system::SCOPE) != Some(Scope::Out)
}

/// Tells whether a system is in use, as any sign of it says: see [`system::stage_reached`].
pub fn is_deployed(system: &Record, today: NaiveDate) -> bool {
    matches!(
        system::stage_reached(system, today),
        Some(Stage::Deployment | Stage::Operation)
    )
}

/// Tells whether the gate only advises about a system: its control is excluded, or excepted for the system.
pub fn is_advice(register: &Register, system: &Record) -> bool {
    let is_excepted = |one: &Record| control::is_excepted(one, system.id());
    is_excluded(register, CONTROL) || register.get(CONTROL).is_some_and(is_excepted)
}

/// Returns how the gate of a system stands; none where it is not asked. The list and detail of systems, Today, the check, readiness
/// and decisions that ask for a reason read it here.
pub fn gate_state(register: &Register, system: &Record, today: NaiveDate) -> Option<Gate> {
    if !is_asked(system) {
        return None;
    }
    let missing = gate(register, system, today);
    Some(if missing.is_empty() {
        Gate::Open
    } else if closing(register, system, missing).is_empty() {
        Gate::Advised
    } else {
        Gate::Closed
    })
}

/// Returns what of the missing conditions closes the gate: what the standard, the law or the organization asks; nothing where the
/// control of the gate does not apply, so that all of it is advice.
pub fn closing(register: &Register, system: &Record, mut missing: Vec<Missing>) -> Vec<Missing> {
    let is_advice = is_advice(register, system);
    missing.retain(|one| !is_advice && one.provenance != Provenance::Advice);
    missing
}

/// The control that asks for the gate.
const CONTROL: &str = "A.6.2.5";

/// Returns what keeps a system from being put into use; nothing when the gate is open or not asked. Days of grace count only
/// while it is in use.
pub fn gate(register: &Register, system: &Record, today: NaiveDate) -> Vec<Missing> {
    asked(register, system, today, is_deployed(system, today))
}

/// Returns what keeps a system that is not in use yet from being put into use, without days of grace.
pub fn gate_before_use(register: &Register, system: &Record, today: NaiveDate) -> Vec<Missing> {
    asked(register, system, today, false)
}

fn asked(register: &Register, system: &Record, today: NaiveDate, is_live: bool) -> Vec<Missing> {
    if !is_asked(system) {
        return Vec::new();
    }
    // What is on the way is asked as if it were in use, and what nobody decided as if it were in scope.
    let stage = system::stage_reached(system, today)
        .filter(|_| is_live)
        .unwrap_or(Stage::Deployment);
    let used = system.clone().with(system::STAGE, stage).with(system::SCOPE, Scope::In);
    let look = Look {
        register,
        today,
        is_live,
    };
    let mut missing = Vec::new();
    missing.extend(look.raised(Condition::G1, &of_systems::SCOPE_UNDECIDED, system));
    missing.extend(
        look.raised(Condition::G9, &of_systems::PROHIBITED_IN_USE, &used)
            .map(|mut prohibited| {
                if !is_live {
                    "Its class is one that Art. 5 of the EU AI Act prohibits.".clone_into(&mut prohibited.sentence);
                }
                prohibited
            }),
    );
    let validity = [&of_assessments::LATE, &of_assessments::STALE];
    for (condition, of, absent, lacking) in [
        (
            Condition::G2,
            Type::Risk,
            &of_systems::RISKS_UNASSESSED,
            &of_assessments::RISKS_PASSED_OVER,
        ),
        (
            Condition::G3,
            Type::Impact,
            &of_systems::IMPACT_MISSING,
            &of_assessments::IMPACT_INCOMPLETE,
        ),
    ] {
        if let Some(absent) = look.raised(condition, absent, &used) {
            missing.push(look.with_draft(absent, &used, of));
        } else if let Some(assessment) = current(register, &used, of, today) {
            let rules = validity.into_iter().chain([lacking]);
            missing.extend(rules.filter_map(|rule| look.raised(condition, rule, assessment)));
        }
    }
    let risks = of_risks::of_gate(register, system, current(register, &used, Type::Risk, today));
    let of_risk = [
        &of_risks::UNSCORED,
        &of_risks::UNANSWERED,
        &of_risks::PLAN_UNAPPROVED,
        &of_risks::RESIDUAL_UNACCEPTED,
    ];
    missing.extend(risks.into_iter().filter_map(|risk| {
        of_risk
            .into_iter()
            .find_map(|rule| look.raised(Condition::G4, rule, risk))
    }));
    missing.extend(look.raised(Condition::G5, &of_systems::RELEASE_MISSING, &used));
    missing.extend(look.ours(&used));
    missing.extend(look.unreadable(system));
    missing.sort_by_key(|one| one.condition);
    missing
}

/// What the gate looks at.
struct Look<'a> {
    register: &'a Register,
    today: NaiveDate,
    is_live: bool,
}

impl Look<'_> {
    /// Returns what a rule says of a record, where it weighs.
    fn raised(&self, condition: Condition, rule: &'static Rule, record: &Record) -> Option<Missing> {
        let asked = Asked {
            record,
            register: self.register,
            today: self.today,
        };
        if !matches!(rule.of, Subject::Each(holds) if holds(&asked)) {
            return None;
        }
        let raised = (rule.raise)(&asked).into_iter().find(|raised| {
            let class = raised.class.unwrap_or(rule.class);
            let late_since = raised.late_since.filter(|_| self.is_live);
            weight(class, &asked, late_since, None) >= Weight::Minor
        })?;
        let records = (!record.is(&system::KIND)).then(|| record.id().clone());
        Some(Missing {
            condition,
            rule: Some(rule),
            provenance: raised.class.unwrap_or(rule.class).provenance,
            sentence: raised.sentence.into_owned(),
            records: records.into_iter().collect(),
        })
    }

    /// Returns that files cannot be read: what they say may keep the gate closed.
    fn unreadable(&self, system: &Record) -> Option<Missing> {
        let rule = &FILES_UNREADABLE;
        let asked = Asked {
            record: system,
            register: self.register,
            today: self.today,
        };
        let raised = (rule.raise)(&asked).into_iter().next()?;
        Some(Missing {
            condition: Condition::G10,
            rule: Some(rule),
            provenance: rule.class.provenance,
            sentence: raised.sentence.into_owned(),
            records: Vec::new(),
        })
    }

    /// Adds what there is of an assessment that is missing: a complete one that does not suffice, else the draft, if somebody
    /// began it.
    fn with_draft(&self, missing: Missing, system: &Record, of: Type) -> Missing {
        let of_type = of_system(self.register, system).filter(|record| record.get(TYPE) == Some(of));
        let first = of_type.min_by_key(|record| (is_draft(record), record.id()));
        let Some(begun) = current(self.register, system, of, self.today).or(first) else {
            return missing;
        };
        let sentence = if is_draft(begun) {
            format!("{} There is only a draft.", missing.sentence)
        } else {
            missing.sentence
        };
        Missing {
            sentence,
            records: vec![begun.id().clone()],
            ..missing
        }
    }

    /// Returns our own conditions that are not met: the security review, and what the organization switched on beside it.
    fn ours(&self, system: &Record) -> Vec<Missing> {
        let missing = GateCondition::ALL.iter().filter_map(|condition| {
            let is_set = match setting(self.register, system, *condition, self.today) {
                Some(OnOff::On) => true,
                // Nobody said: the security review alone is asked, as advice.
                None if *condition == GateCondition::G7 => false,
                Some(OnOff::Off) | None => return None,
            };
            let missing = match condition {
                GateCondition::G6 => self.unverified(system),
                GateCondition::G7 => self.security(system),
                GateCondition::G8 => self.unwatched(system),
            }?;
            let provenance = if is_set { Provenance::Own } else { Provenance::Advice };
            Some(Missing { provenance, ..missing })
        });
        missing.collect()
    }

    fn unverified(&self, system: &Record) -> Option<Missing> {
        let sentence = "No valid evidence shows its verification.";
        (!self.is_verified(system)).then(|| own(Condition::G6, sentence, Vec::new()))
    }

    fn unwatched(&self, system: &Record) -> Option<Missing> {
        let mut metrics = self.register.linked_of(&metric::KIND, system.id());
        let is_measured = metrics.any(|metric| !metric.is_retired());
        let is_said = !system.get(system::LOGS).is_empty() && !system.get(system::OVERSIGHT).is_empty();
        let sentence = "It has no metric, or it is not said what it logs and who watches it.";
        (!is_measured || !is_said).then(|| own(Condition::G8, sentence, Vec::new()))
    }

    fn is_verified(&self, system: &Record) -> bool {
        let pieces = self.register.linked_of(&evidence::KIND, system.id());
        let supports = |piece: &&Record| {
            let supports: Vec<_> = piece.stored(evidence::SUPPORTS).ids().map(Id::as_str).collect();
            supports.contains(&"A.6.2.4") && supports.contains(&system.id().as_str())
        };
        let mut pieces = pieces.filter(supports);
        pieces.any(|piece| evidence::holds(self.register, piece, self.today))
    }

    /// Returns why the security review does not let a system go on, if so.
    fn security(&self, system: &Record) -> Option<Missing> {
        let Some(review) = current(self.register, system, Type::Security, self.today) else {
            let sentence = with_unmade("There is none.", self.register, system, Type::Security, self.today);
            let none = own(Condition::G7, &sentence, Vec::new());
            return Some(self.with_draft(none, system, Type::Security));
        };
        let records = || vec![review.id().clone()];
        let reasons = stale(self.register, review, self.today);
        if !reasons.is_empty() {
            let sentences: Vec<_> = reasons.iter().map(ToString::to_string).collect();
            return Some(own(Condition::G7, &sentences.join(" "), records()));
        }
        let covered = [REVIEWED.index(), THREATS.index()];
        if covered.iter().all(|field| review.lacks(*field)) {
            return Some(own(Condition::G7, "It does not say what was looked at.", records()));
        }
        match review.get(DISPOSITION) {
            None => Some(own(Condition::G7, "undecided", records())),
            Some(no @ (Disposition::Hold | Disposition::Decline)) => {
                Some(own(Condition::G7, no.item().label, records()))
            }
            Some(Disposition::Conditional) => {
                let conditions = review.get(CONDITIONS);
                if conditions.is_empty() {
                    return Some(own(Condition::G7, "conditional, and no condition is named", records()));
                }
                let unmet: Vec<_> = conditions
                    .into_iter()
                    .filter_map(|id| Some((id.clone(), unmet(self.register, id)?)))
                    .collect();
                let words: Vec<_> = unmet
                    .iter()
                    .map(|(id, why)| format!("{id} {}", why.item().label))
                    .collect();
                let records = unmet.iter().map(|(id, _)| id.clone()).chain(records()).collect();
                let sentence = format!("conditional, and not met: {}", words.join(", "));
                (!unmet.is_empty()).then(|| own(Condition::G7, &sentence, records))
            }
            Some(Disposition::Proceed | Disposition::RestrictedPilot) => None,
        }
    }
}

fn is_draft(assessment: &Record) -> bool {
    assessment.get(STATUS) != Some(Status::Complete)
}

fn own(condition: Condition, sentence: &str, records: Vec<Id>) -> Missing {
    Missing {
        condition,
        rule: None,
        provenance: Provenance::Advice,
        sentence: sentence.to_owned(),
        records,
    }
}

/// Returns how the organization set one of our own conditions for a system.
pub fn setting(register: &Register, system: &Record, condition: GateCondition, today: NaiveDate) -> Option<OnOff> {
    let organization = register.get(organization::ID)?;
    let is_high_risk = system.get(system::EU_CLASS) == Some(system::EuClass::HighRisk);
    let rows = organization.get(organization::GATE).into_iter().rev();
    let mut states = rows.filter_map(|row| {
        let is_asked = match row.get(GateSettings::SYSTEMS) {
            Some(GateSystems::HighRisk) => is_high_risk,
            Some(GateSystems::Affects) => affects(register, system, today),
            Some(GateSystems::All) | None => true,
        };
        let is_of = row.get(GateSettings::CONDITION) == Some(condition);
        row.get(GateSettings::STATE).filter(|_| is_of && is_asked)
    });
    states.next()
}

/// Tells whether a system affects people: it or its newest impact assessment names them, or it did when that was made, or it is a
/// high-risk one.
pub fn affects(register: &Register, system: &Record, today: NaiveDate) -> bool {
    let assessed = current(register, system, Type::Impact, today);
    let names_groups = assessed.is_some_and(|one| !one.get(super::GROUPS).is_empty() || judged_subjects(one));
    let is_high_risk = system.get(system::EU_CLASS) == Some(system::EuClass::HighRisk);
    !system.get(system::SUBJECTS).is_empty() || names_groups || is_high_risk
}

/// Tells whether a system named people it affects when it was judged.
fn judged_subjects(assessment: &Record) -> bool {
    let name = system::KIND.fields[system::SUBJECTS.index()].name;
    let mut rows = assessment.get(super::JUDGED).into_iter();
    rows.any(|row| row.text(JudgedValues::FIELD) == name && row.says(JudgedValues::VALUE))
}

/// Tells whether a system was of a prohibited class when an assessment of it was made.
pub fn was_judged_prohibited(register: &Register, system: &Record) -> bool {
    let name = system::KIND.fields[system::EU_CLASS.index()].name;
    let assessments = of_system(register, system).filter(|one| !one.is_retired());
    let mut rows = assessments.flat_map(|one| one.get(super::JUDGED));
    rows.any(|row| {
        let value = row.text(JudgedValues::VALUE);
        row.text(JudgedValues::FIELD) == name && system::EuClass::Prohibited.item().is_named(value)
    })
}

/// Returns why an action does not meet a condition, if so.
pub(super) fn unmet(register: &Register, id: &Id) -> Option<Unmet> {
    let Some(action) = register.get(id.as_str()) else {
        return Some(Unmet::Gone);
    };
    match action.get(action::STATUS) {
        _ if action.is_retired() => Some(Unmet::Retired),
        Some(action::Status::Done) => None,
        Some(action::Status::Cancelled) => Some(Unmet::Cancelled),
        _ => Some(Unmet::Open),
    }
}

/// Returns what the security review in force says about going on.
pub fn disposition(register: &Register, system: &Record, today: NaiveDate) -> Option<Disposition> {
    current(register, system, Type::Security, today)?.get(DISPOSITION)
}
