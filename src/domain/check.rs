//! The structural check of a register: what does not hold together, as problems with stable codes.
//!
//! It looks at records as they are; what is the matter with the files they stand in is told by the store, under codes
//! of the same series. Nothing here depends on the order in which records came in, and today is an argument.

mod assessments;
mod controls;
mod evidence;
mod reviews;
mod risks;
mod treatment;

use std::fmt;

use chrono::NaiveDate;

use super::field::{Shape, Vocabulary};
use super::id::Id;
use super::kinds::{self, control, document};
use super::record::Record;
use super::register::Register;
use super::value::Value;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The register contradicts itself or a file cannot be used.
    Error,
    /// Something is missing or unknown; the register can be worked with.
    Warning,
}

impl Severity {
    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// What is found, apart from where. The codes are promised to stay.
///
/// The letter says how much it weighs, the hundreds what it is about: 0 files, 1 any record, 2 risks, 3 evidence and
/// documents, 4 treatment, 5 the controls, which together are the Statement of Applicability of 6.1.3, 6 assessments and
/// the deployment gate, 7 reviews and what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A field refers to a record that is not there.
    DanglingReference,
    /// A field refers to a record of another kind than it takes.
    WrongKind,
    /// A record refers to itself.
    SelfReference,
    /// A field names a term that the catalogue does not know.
    UnknownTerm,
    /// A record has an id that its kind does not take.
    BadId,
    /// A record lacks what a complete one has, or breaks a rule of its kind.
    Incomplete,
    /// A control is excluded and treats an open risk all the same.
    ExcludedTreats,
    /// A control is excluded without the reason that 6.1.3 asks for.
    ExcludedUnreasoned,
    /// A control is chosen without a basis, a reason or a record that carries one.
    ChosenUnreasoned,
    /// A control is said to be implemented, and no evidence that still holds shows it.
    ImplementedUnshown,
    /// A control is said to be implemented, and nobody answers for it.
    ImplementedUnowned,
    /// A control is planned or partial, with neither an open action nor a day to look at it again.
    Unplanned,
    /// An own control has no title.
    Untitled,
    /// A piece of evidence no longer holds.
    EvidenceExpired,
    /// The file of a piece of evidence is not there.
    EvidenceGone,
    /// The file of a piece of evidence is another one than was attached.
    EvidenceChanged,
    /// A piece of evidence supports no record.
    EvidenceSupportsNothing,
    /// A document was approved without saying by whom or when.
    DocumentApproval,
    /// The review of a document is past its day.
    DocumentReview,
    /// The file of a document is not there.
    DocumentGone,
    /// A demanded document is not there.
    DocumentMissing,
    /// A system is in use while its deployment gate is closed.
    GateClosed,
    /// A system was put into use through a closed gate, by a decision that says why.
    GateOverridden,
    /// An assessment is stale.
    AssessmentStale,
    /// A disposition holds no longer.
    DispositionExpired,
    /// The impact of a system that affects people was not assessed.
    ImpactMissing,
    /// Conditions of a disposition are late.
    ConditionsOverdue,
    /// A risk that is open was never judged.
    RiskUnscored,
    /// An open risk has no treatment option.
    RiskUndecided,
    /// A risk is to be mitigated, by no control and no action.
    RiskUntreated,
    /// A score lies outside the method's scales.
    RiskOffScale,
    /// A risk lies above the appetite, with neither an open action nor an acceptance that holds.
    RiskUnanswered,
    /// The day to look at a risk again is past.
    RiskReview,
    /// An action of an open risk has no owner or no day.
    ActionUnassigned,
    /// The acceptance of a risk has ended.
    AcceptanceExpired,
    /// A risk above the appetite was accepted by nobody but its owner.
    AcceptedByOwner,
    /// The treatment plan of a risk above the appetite is missing, not approved, or changed since.
    PlanUnapproved,
    /// An action waits for itself.
    WaitsInCircle,
    /// The effect of an action was not checked in time.
    EffectUnchecked,
    /// An auditor owns what is audited.
    OwnWorkAudited,
    /// An auditor owns what is audited, where the organization asks for somebody else.
    OwnWorkForbidden,
}

impl Rule {
    /// Every rule, in the order of the codes.
    pub const ALL: [Self; 41] = [
        Self::DanglingReference,
        Self::WrongKind,
        Self::SelfReference,
        Self::UnknownTerm,
        Self::BadId,
        Self::Incomplete,
        Self::ExcludedTreats,
        Self::ExcludedUnreasoned,
        Self::ChosenUnreasoned,
        Self::ImplementedUnshown,
        Self::ImplementedUnowned,
        Self::Unplanned,
        Self::Untitled,
        Self::EvidenceExpired,
        Self::EvidenceGone,
        Self::EvidenceChanged,
        Self::EvidenceSupportsNothing,
        Self::DocumentApproval,
        Self::DocumentReview,
        Self::DocumentGone,
        Self::DocumentMissing,
        Self::GateClosed,
        Self::GateOverridden,
        Self::AssessmentStale,
        Self::DispositionExpired,
        Self::ImpactMissing,
        Self::ConditionsOverdue,
        Self::RiskUnscored,
        Self::RiskUndecided,
        Self::RiskUntreated,
        Self::RiskOffScale,
        Self::RiskUnanswered,
        Self::RiskReview,
        Self::ActionUnassigned,
        Self::AcceptanceExpired,
        Self::AcceptedByOwner,
        Self::PlanUnapproved,
        Self::WaitsInCircle,
        Self::EffectUnchecked,
        Self::OwnWorkAudited,
        Self::OwnWorkForbidden,
    ];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::DanglingReference => "AIMS-E101",
            Self::WrongKind => "AIMS-E102",
            Self::SelfReference => "AIMS-E103",
            Self::BadId => "AIMS-E104",
            Self::UnknownTerm => "AIMS-W101",
            Self::Incomplete => "AIMS-W102",
            Self::ExcludedTreats => "AIMS-E501",
            Self::ExcludedUnreasoned => "AIMS-W501",
            Self::ChosenUnreasoned => "AIMS-W502",
            Self::ImplementedUnshown => "AIMS-W503",
            Self::ImplementedUnowned => "AIMS-W504",
            Self::Unplanned => "AIMS-W505",
            Self::Untitled => "AIMS-W506",
            Self::EvidenceExpired => "AIMS-E301",
            Self::EvidenceGone => "AIMS-E302",
            Self::EvidenceChanged => "AIMS-E303",
            Self::EvidenceSupportsNothing => "AIMS-W301",
            Self::DocumentApproval => "AIMS-E311",
            Self::DocumentReview => "AIMS-E312",
            Self::DocumentGone => "AIMS-E313",
            Self::DocumentMissing => "AIMS-W311",
            Self::GateClosed => "AIMS-E601",
            Self::GateOverridden => "AIMS-W601",
            Self::AssessmentStale => "AIMS-W602",
            Self::DispositionExpired => "AIMS-E602",
            Self::ImpactMissing => "AIMS-W603",
            Self::ConditionsOverdue => "AIMS-E603",
            Self::RiskUnscored => "AIMS-W201",
            Self::RiskUndecided => "AIMS-W202",
            Self::RiskUntreated => "AIMS-W203",
            Self::RiskOffScale => "AIMS-E201",
            Self::RiskUnanswered => "AIMS-E202",
            Self::RiskReview => "AIMS-E203",
            Self::ActionUnassigned => "AIMS-W401",
            Self::AcceptanceExpired => "AIMS-E401",
            Self::AcceptedByOwner => "AIMS-E402",
            Self::PlanUnapproved => "AIMS-W402",
            Self::WaitsInCircle => "AIMS-E403",
            Self::EffectUnchecked => "AIMS-W403",
            Self::OwnWorkAudited => "AIMS-W710",
            Self::OwnWorkForbidden => "AIMS-E710",
        }
    }

    /// Returns the short name that goes with the code.
    pub fn name(self) -> &'static str {
        match self {
            Self::DanglingReference => "dangling-reference",
            Self::WrongKind => "wrong-kind",
            Self::SelfReference => "self-reference",
            Self::UnknownTerm => "unknown-term",
            Self::BadId => "bad-id",
            Self::Incomplete => "incomplete",
            Self::ExcludedTreats => "excluded-treats",
            Self::ExcludedUnreasoned => "excluded-unreasoned",
            Self::ChosenUnreasoned => "chosen-unreasoned",
            Self::ImplementedUnshown => "implemented-unshown",
            Self::ImplementedUnowned => "implemented-unowned",
            Self::Unplanned => "unplanned",
            Self::Untitled => "untitled",
            Self::EvidenceExpired => "evidence-expired",
            Self::EvidenceGone => "evidence-gone",
            Self::EvidenceChanged => "evidence-changed",
            Self::EvidenceSupportsNothing => "evidence-supports-nothing",
            Self::DocumentApproval => "document-approval",
            Self::DocumentReview => "document-review",
            Self::DocumentGone => "document-gone",
            Self::DocumentMissing => "document-missing",
            Self::GateClosed => "gate-closed",
            Self::GateOverridden => "gate-overridden",
            Self::AssessmentStale => "assessment-stale",
            Self::DispositionExpired => "disposition-expired",
            Self::ImpactMissing => "impact-missing",
            Self::ConditionsOverdue => "conditions-overdue",
            Self::RiskUnscored => "risk-unscored",
            Self::RiskUndecided => "risk-undecided",
            Self::RiskUntreated => "risk-untreated",
            Self::RiskOffScale => "risk-off-scale",
            Self::RiskUnanswered => "risk-unanswered",
            Self::RiskReview => "risk-review",
            Self::ActionUnassigned => "action-unassigned",
            Self::AcceptanceExpired => "acceptance-expired",
            Self::AcceptedByOwner => "accepted-by-owner",
            Self::PlanUnapproved => "plan-unapproved",
            Self::WaitsInCircle => "waits-in-circle",
            Self::EffectUnchecked => "effect-unchecked",
            Self::OwnWorkAudited => "own-work-audited",
            Self::OwnWorkForbidden => "own-work-forbidden",
        }
    }

    /// Tells how much it weighs, which is what the letter of its code says.
    pub fn severity(self) -> Severity {
        if self.code().starts_with("AIMS-E") {
            Severity::Error
        } else {
            Severity::Warning
        }
    }
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The record.
    pub id: Id,
    /// The name of the field; empty when it is about the record as a whole.
    pub field: &'static str,
    /// What it is.
    pub rule: Rule,
    /// What to know, in a sentence.
    pub sentence: String,
}

/// Writes `AIMS-E101 dangling-reference R-7k3qm systems: ...`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, name) = (self.rule.code(), self.rule.name());
        write!(f, "{code} {name} {}", self.id)?;
        if !self.field.is_empty() {
            write!(f, " {}", self.field)?;
        }
        write!(f, ": {}", self.sentence)
    }
}

/// Checks every record and returns what was found, by record, field and rule. The day is today.
pub fn check(register: &Register, today: NaiveDate) -> Vec<Problem> {
    let records = register.kinds().iter().flat_map(|kind| register.of(kind));
    let mut problems: Vec<_> = records.flat_map(|record| of(register, record, today)).collect();
    problems.sort_unstable();
    problems
}

/// Checks one record and returns what was found, by field and rule. The day is today.
///
/// The check of a register, the detail of a record and the number of its problems all come from here.
pub fn of(register: &Register, record: &Record, today: NaiveDate) -> Vec<Problem> {
    let mut found = Found {
        record,
        problems: Vec::new(),
    };
    found.as_any(register);
    if record.is(&control::KIND) {
        found.as_control(register, today);
    } else if record.is(&kinds::evidence::KIND) {
        found.as_evidence(register, today);
    } else if record.is(&document::KIND) {
        found.as_document(register, today);
    } else if record.is(&kinds::system::KIND) {
        found.as_system(register, today);
    } else if record.is(&kinds::assessment::KIND) {
        found.as_assessment(register, today);
    } else if record.is(&kinds::risk::KIND) {
        found.as_risk(register, today);
        found.as_treated(register, today);
    } else if record.is(&kinds::action::KIND) {
        found.as_action(register, today);
    } else if record.is(&kinds::review::KIND) {
        found.as_review(register);
    }
    let Found { mut problems, .. } = found;
    // What a rule of its own says better is not said twice.
    let better: Vec<_> = problems
        .iter()
        .filter(|problem| problem.rule > Rule::Incomplete)
        .collect();
    let fields: Vec<_> = better.into_iter().map(|problem| problem.field).collect();
    problems.retain(|problem| problem.rule != Rule::Incomplete || !fields.contains(&problem.field));
    problems.sort_unstable();
    problems.dedup();
    problems
}

/// What is found in one record.
struct Found<'a> {
    record: &'a Record,
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn find(&mut self, rule: Rule, field: &'static str, sentence: impl Into<String>) {
        self.problems.push(Problem {
            id: self.record.id().clone(),
            field,
            rule,
            sentence: sentence.into(),
        });
    }

    /// Adds what can be found in a record of any kind.
    fn as_any(&mut self, register: &Register) {
        let record = self.record;
        let ids = record.kind().ids;
        if !ids.accepts(record.id().as_str()) {
            self.find(Rule::BadId, "", format!("The id is not {}.", ids.example()));
        }
        for (field, value) in record.fields() {
            for (shape, value) in references(field.shape, value) {
                let targets = value.items().iter().filter_map(Value::as_id);
                match shape {
                    Shape::One(kinds) | Shape::Many(kinds) => {
                        for id in targets {
                            if let Some((rule, sentence)) = reference(register, record, kinds, id) {
                                self.find(rule, field.name, sentence);
                            }
                        }
                    }
                    Shape::Terms(vocabulary) => {
                        for id in targets.filter(|id| !known(register, vocabulary, id)) {
                            let sentence = format!("`{}` is none of the {}.", visible(id), vocabulary.name());
                            self.find(Rule::UnknownTerm, field.name, sentence);
                        }
                    }
                    _ => {}
                }
            }
        }
        if is_spoken_of(register, record) {
            for (field, sentence) in record.problems() {
                self.find(Rule::Incomplete, field, sentence);
            }
        }
    }
}

/// Tells whether somebody said anything in a record. One that the catalogue implies waits until then; it lacks nothing.
fn is_spoken_of(register: &Register, record: &Record) -> bool {
    record.fields().any(|(_, value)| !value.is_empty()) || !register.is_implied(record.id())
}

/// Returns a value with its shape, or the cells of a table with theirs.
fn references(shape: Shape, value: &Value) -> Vec<(Shape, &Value)> {
    let Shape::Rows { columns, .. } = shape else {
        return vec![(shape, value)];
    };
    let rows = value.items().iter().map(|row| match row {
        Value::Row(cells) => &**cells,
        _ => &[],
    });
    rows.flat_map(|cells| columns.iter().map(|column| column.shape).zip(cells))
        .collect()
}

fn known(register: &Register, vocabulary: Vocabulary, id: &Id) -> bool {
    register.resolves(id.as_str(), Some(vocabulary))
}

/// Tells what is wrong with a reference, if anything.
fn reference(register: &Register, record: &Record, kinds: &[&str], id: &Id) -> Option<(Rule, String)> {
    if id == record.id() {
        return Some((Rule::SelfReference, "The record refers to itself.".to_owned()));
    }
    match register.get(id.as_str()) {
        Some(target) if kinds.is_empty() || kinds.contains(&target.kind().name) => None,
        Some(target) => {
            let (is, takes) = (target.kind().name, kinds.join(" or "));
            Some((
                Rule::WrongKind,
                format!("`{}` is one of the {is} records; this takes {takes}.", visible(id)),
            ))
        }
        // A field for any record also takes a sub-clause.
        None if kinds.is_empty() && register.resolves(id.as_str(), None) => None,
        None => Some((Rule::DanglingReference, format!("There is no `{}`.", visible(id)))),
    }
}

/// Returns an id as it can be shown; one that fits no record may hold anything.
fn visible(id: &Id) -> String {
    id.as_str().chars().flat_map(char::escape_debug).take(60).collect()
}

#[cfg(test)]
mod tests;
