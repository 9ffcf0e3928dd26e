//! What can be found: the rules with their stable codes, and how much each weighs.

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
/// the deployment gate, 7 findings, 8 the organization with its context, objectives, suppliers and incidents.
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
    /// The risk method has a fault, so that levels are computed by a stand-in.
    MethodFaulty,
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
    /// An open action treats only risks that no longer count, and serves nothing else.
    ActionForNothing,
    /// A nonconformity is open past its day.
    FindingOverdue,
    /// A nonconformity was closed, and nobody verified it.
    FindingUnverified,
    /// A nonconformity was verified by somebody who acted on it.
    VerifiedByActor,
    /// A major nonconformity has no owner or no day.
    MajorUnassigned,
    /// A nonconformity has no corrective action a month after it was raised.
    CorrectiveActionMissing,
    /// The scope of the AIMS is not said.
    ScopeMissing,
    /// Nobody sees to conformity, or nobody reports to top management.
    RoleUnassigned,
    /// It is not said whether climate change is an issue.
    ClimateUnanswered,
    /// There is an AI policy that nobody approved.
    PolicyUnapproved,
    /// An objective has no measure, no owner or no day.
    ObjectiveUnmeasured,
    /// A supplier of a system in scope was never assessed.
    SupplierUnassessed,
    /// A serious incident led to no finding and no lesson.
    IncidentUnlearned,
    /// The day to look at an issue again is past.
    IssueReview,
    /// The review of the AI policy is past its day.
    PolicyReview,
    /// An objective is open past its day.
    ObjectiveOverdue,
    /// The review of a supplier is past its day.
    SupplierReview,
    /// A report of an incident was not made by its day.
    ReportOverdue,
    /// An auditor owns what is audited.
    OwnWorkAudited,
    /// An auditor owns what is audited, where the organization asks for somebody else.
    OwnWorkForbidden,
}

impl Rule {
    /// Every rule, in the order of the codes.
    pub const ALL: &[Self] = &[
        Self::DanglingReference,
        Self::WrongKind,
        Self::SelfReference,
        Self::UnknownTerm,
        Self::BadId,
        Self::Incomplete,
        Self::MethodFaulty,
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
        Self::ActionForNothing,
        Self::FindingOverdue,
        Self::FindingUnverified,
        Self::VerifiedByActor,
        Self::MajorUnassigned,
        Self::CorrectiveActionMissing,
        Self::ScopeMissing,
        Self::RoleUnassigned,
        Self::ClimateUnanswered,
        Self::PolicyUnapproved,
        Self::ObjectiveUnmeasured,
        Self::SupplierUnassessed,
        Self::IncidentUnlearned,
        Self::IssueReview,
        Self::PolicyReview,
        Self::ObjectiveOverdue,
        Self::SupplierReview,
        Self::ReportOverdue,
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
            Self::MethodFaulty => "AIMS-E204",
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
            Self::ActionForNothing => "AIMS-W408",
            Self::FindingOverdue => "AIMS-E701",
            Self::FindingUnverified => "AIMS-E702",
            Self::VerifiedByActor => "AIMS-E703",
            Self::MajorUnassigned => "AIMS-W701",
            Self::CorrectiveActionMissing => "AIMS-W702",
            Self::ScopeMissing => "AIMS-W801",
            Self::RoleUnassigned => "AIMS-W802",
            Self::ClimateUnanswered => "AIMS-W803",
            Self::PolicyUnapproved => "AIMS-W804",
            Self::ObjectiveUnmeasured => "AIMS-W805",
            Self::SupplierUnassessed => "AIMS-W806",
            Self::IncidentUnlearned => "AIMS-W807",
            Self::IssueReview => "AIMS-E801",
            Self::PolicyReview => "AIMS-E802",
            Self::ObjectiveOverdue => "AIMS-E803",
            Self::SupplierReview => "AIMS-E804",
            Self::ReportOverdue => "AIMS-E805",
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
            Self::MethodFaulty => "method-faulty",
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
            Self::ActionForNothing => "action-for-nothing",
            Self::FindingOverdue => "finding-overdue",
            Self::FindingUnverified => "finding-unverified",
            Self::VerifiedByActor => "verified-by-actor",
            Self::MajorUnassigned => "major-unassigned",
            Self::CorrectiveActionMissing => "corrective-action-missing",
            Self::ScopeMissing => "scope-missing",
            Self::RoleUnassigned => "role-unassigned",
            Self::ClimateUnanswered => "climate-unanswered",
            Self::PolicyUnapproved => "policy-unapproved",
            Self::ObjectiveUnmeasured => "objective-unmeasured",
            Self::SupplierUnassessed => "supplier-unassessed",
            Self::IncidentUnlearned => "incident-unlearned",
            Self::IssueReview => "issue-review",
            Self::PolicyReview => "policy-review",
            Self::ObjectiveOverdue => "objective-overdue",
            Self::SupplierReview => "supplier-review",
            Self::ReportOverdue => "report-overdue",
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
