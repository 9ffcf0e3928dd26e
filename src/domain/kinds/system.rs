//! AI systems: the inventory.

pub mod assessed;
pub mod check;
pub mod duties;
mod rules;

use chrono::{Days, NaiveDate};

use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::shared_choices::Personal;
use crate::domain::kinds::{action, assessment, risk};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Tone, choices};
use crate::domain::record::field::{Derived, Home, Moving, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{AnyOf, Day, Line, OneOf, Person, Prose, Row, Rows, Why, Words};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// What the organization is towards an AI system (ISO/IEC 22989).
    Role {
        Provider "provider", "vendor", "platform provider";
        Producer "producer", "developer", "model developer", "integrating developer";
        Customer "customer (operator)", "operator", "deployer", "user", "user organization", "AI user";
        Partner "partner", "integrator", "data provider", "system integrator";
        Subject "subject", "affected person", "data subject";
        RelevantAuthority "relevant authority", "regulator", "authority", "supervisory authority";
    }
}

choices! {
    /// Where a system stands in its life cycle.
    Stage {
        Inception "inception", "idea", "initiation", "proposed", "concept", "planned", "planning", "ideation", "pre-deployment",
            "planned (not in production)";
        Development "development", "development and acquisition", "in development", "acquisition", "design", "acquisition and/or development",
            "development (not in production)", "initial development", "currently under development";
        Verification "verification", "testing", "validation", "pilot", "verification and validation", "test";
        Deployment "deployment", "implementation", "implementation and assessment", "roll-out", "in implementation";
        Operation "operation", "operation and maintenance", "in production", "in use", "production", "deployed", "live", "operational", "operations and maintenance", "in mission", "mission",
            "operation and management", "in production: more than 1 year", "in production: less than 6 months",
            "in production: less than six months", "in production: less than one year";
        Retirement "retirement", "retired", "decommissioned", "end of life", "sunset", "inactive";
    }
}

choices! {
    /// Whether the AIMS governs the system.
    Scope {
        In "in scope", "yes", "in-scope", "true";
        Out "out of scope", "no", "out-of-scope", "false", "excluded";
        Undecided "undecided", "unknown", "tbd";
    }
}

choices! {
    /// Whether a system may be put into use (A.6.2.5): nothing recorded is against it, only our advice is, or what the standard, the
    /// law or the organization asks.
    Gate {
        Open "open", "passed";
        Advised "advised against", "advice";
        Closed "closed", "blocked";
    }
}

choices! {
    /// How much a system does without a human.
    Autonomy {
        Advisory "advisory", "assistive", "human decides", "decision support";
        Supervised "supervised", "human in the loop", "human approves";
        Monitored "monitored", "human on the loop", "human can stop";
        Autonomous "autonomous", "human out of the loop", "fully automated";
    }
}

choices! {
    /// The class under the EU AI Act, as the organization sees it.
    EuClass {
        Prohibited "prohibited", "unacceptable", "unacceptable risk";
        HighRisk "high risk", "high";
        Transparency "transparency duties", "limited risk", "limited", "transparency";
        Minimal "minimal risk", "minimal", "low risk", "low";
        GeneralPurpose "general-purpose model", "gpai", "general purpose AI", "foundation model";
        NotCovered "not covered", "out of scope of the act", "none";
    }
}

choices! {
    /// A condition of the deployment gate.
    Condition {
        G1 "G1 scope" as "G1";
        G2 "G2 risk assessment" as "G2";
        G3 "G3 impact assessment" as "G3";
        G4 "G4 risk treatment" as "G4";
        G5 "G5 release" as "G5";
        G6 "G6 verification" as "G6";
        G7 "G7 security review" as "G7";
        G8 "G8 monitoring" as "G8";
        G9 "G9 not prohibited" as "G9";
        G10 "G10 readable files" as "G10";
    }
}

choices! {
    /// What was decided about the release of a version; a refused one fulfils nothing.
    Release {
        Released Good "released", "approved", "yes";
        Conditional Warn "conditional", "with conditions";
        Refused Bad "refused", "rejected", "no";
    }
}

table! {
    /// Decisions to put the system into use through a closed gate: the day, who decided, why, until when it holds, and
    /// for which conditions.
    Overrides, sorted: true, ON: Day = "on", BY: Person = "by", REASON: Why = "reason", UNTIL: Day = "until",
    COVERS: AnyOf<Condition> = "covers"
}

table! {
    /// Decisions to release a version: which, when, who decided, what, the plan as a path, link or text, under which
    /// conditions, and how to go back.
    Releases, sorted: true, VERSION: Line = "version", ON: Day = "on", BY: Person = "by",
    DECISION: OneOf<Release> = "decision", PLAN: Line = "plan", CONDITIONS: Line = "conditions",
    WAY_BACK: Line = "way_back"
}

kind! {
    /// One AI system, or group of systems, that the AIMS governs.
    System "system" "systems" {
        ids: IdForm::Slug,
        home: Home::Dossier { folder: "systems", file: "system.ron" },
        derived: DERIVED,
        open: |record| record.get(STAGE) != Some(Stage::Retirement),
        initial: |record, _| record.with(SCOPE, Scope::In),
        tones: &[
            ("unit", Tone::Quiet),
            ("roles", Tone::Quiet),
            ("eu_class", Tone::Quiet),
            ("gate", Tone::Quiet),
            ("disposition", Tone::Quiet),
            ("overdue", Tone::Late),
        ],
        cell: |register, record, name, today| {
            if let Some(cell) = assessed::cell(register, record, name, today) {
                return Some(cell);
            }
            let gate = || assessment::gate_state(register, record, today);
            let is_closed = name == "gate" && assessment::is_deployed(record, today) && gate() == Some(Gate::Closed);
            is_closed.then(|| (Gate::Closed.item().label.to_owned(), Tone::Late))
        },
        moving: Some(Moving {
            field: REVIEW.index(),
            due: check::next_look,
            of_ended: false,
        }),
        check: check::RULES,
        rules: rules::RULES,
        follow: crate::domain::kinds::no_follow,
    }
    /// What people call the system.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// The part of the organization it belongs to.
    UNIT: Line = "unit" "Unit" [Search];
    /// What it is meant for (4.1).
    PURPOSE: Prose = "purpose" "Purpose" [];
    /// Who answers for it: the handle of a person or team.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// What the organization is towards it (ISO/IEC 22989); several may hold.
    ROLES: AnyOf<Role> = "roles" "Roles" [];
    /// Where it stands in its life cycle.
    STAGE: OneOf<Stage> = "stage" "Stage" [Apart Status Outcome];
    /// The day since which it is in use or on the market.
    IN_USE_SINCE: Day = "in_use_since" "In use since" [Happened Outcome];
    /// Whether the AIMS governs it.
    SCOPE: OneOf<Scope> = "scope" "Scope" [Apart];
    /// Why it is in or out of scope; required when it is out.
    SCOPE_REASON: Why = "scope_reason" "Scope reason" [];
    /// Who supplies it or its model.
    VENDOR: Line = "vendor" "Vendor" [Search];
    /// The models it runs on.
    MODELS: Words = "models" "Models" [Search];
    /// The version in use.
    VERSION: Line = "version" "Version" [Apart];
    /// The techniques it uses, such as machine learning or a rule base.
    TECHNIQUES: Line = "techniques" "Techniques" [];
    /// Its parts and how they work together, or where that stands.
    ARCHITECTURE: Prose = "architecture" "Architecture" [];
    /// Where its source code is.
    SOURCE_CODE: Line = "source_code" "Source code" [];
    /// What data it is built with and works on, and whether personal data is among it.
    DATA: Prose = "data" "Data" [];
    /// Whether it works on data about persons.
    PERSONAL_DATA: OneOf<Personal> = "personal_data" "Personal data" [];
    /// Who works with it.
    USERS: Words = "users" "Users" [];
    /// The countries and places where it is used.
    PLACES: Words = "places" "Places" [];
    /// The groups of people it affects.
    SUBJECTS: Words = "subjects" "Affected" [];
    /// How much it does without a human.
    AUTONOMY: OneOf<Autonomy> = "autonomy" "Autonomy" [];
    /// Who watches over it, and how they can step in.
    OVERSIGHT: Prose = "oversight" "Oversight" [];
    /// What it logs, how long that is kept, and who looks.
    LOGS: Prose = "logs" "Logs" [];
    /// Its class under the EU AI Act, as the organization sees it.
    EU_CLASS: OneOf<EuClass> = "eu_class" "EU AI Act" [];
    /// The annex of the EU AI Act that makes it high risk.
    EU_ANNEX: Line = "eu_annex" "EU annex" [];
    /// Why it has this class under the EU AI Act.
    EU_REASON: Line = "eu_reason" "EU class reason" [];
    /// Short words to find it by.
    TAGS: Words = "tags" "Tags" [Tags];
    /// The day by which it is to be looked at again.
    REVIEW: Day = "review" "Next review" [Apart Dated];
    /// Decisions to release a version: version | on | by | released, conditional or refused | plan | conditions | way back.
    RELEASES: Rows<Releases> = "releases" "Releases" [Happened Outcome];
    /// Decisions to put it into use although its deployment gate was closed: on | by | reason | until |
    /// conditions. Until nothing is said it holds for 90 days, and without conditions for all of them.
    GATE_OVERRIDE: Rows<Overrides> = "gate_override" "Gate override" [Happened Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it is no longer part of the inventory.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "level",
        label: "Level",
        help: "The worst current level of its open risks.",
        shape: Shape::Level,
        get: |register, record, _| worst_level(register, record).map_or(Value::Empty, Value::Level),
    },
    Derived {
        name: "risks",
        label: "Risks",
        help: "How many open risks it has.",
        shape: Shape::Whole,
        get: |register, record, _| count(open_risks(register, record).count()),
    },
    Derived {
        name: "overdue",
        label: "Overdue",
        help: "How many actions on its risks are late.",
        shape: Shape::Whole,
        get: |register, record, today| count(overdue(register, record, today)),
    },
    Derived {
        name: "gate",
        label: "Gate",
        help: "The deployment gate: closed while something is missing that the standard, the law or the organization asks before \
               use; advised against where only our advice misses something, or A.6.2.5 does not apply; empty out of scope.",
        shape: Shape::OneOf(<Gate as Choices>::ITEMS),
        get: |register, record, today| assessment::gate_state(register, record, today).map_or(Value::Empty, Into::into),
    },
    Derived {
        name: "disposition",
        label: "Disposition",
        help: "What its security review in force says about going on.",
        shape: Shape::OneOf(<assessment::Disposition as Choices>::ITEMS),
        get: |register, record, today| {
            assessment::disposition(register, record, today).map_or(Value::Empty, Into::into)
        },
    },
    Derived {
        name: "duties",
        label: "Duties",
        help: "The duties that its class and roles bring under the EU AI Act, by their keys. Not legal advice.",
        shape: Shape::Words,
        get: |register, record, _| {
            Value::set(
                duties::of(register, record)
                    .iter()
                    .map(|(_, duty)| Value::text(&duty.key))
                    .collect(),
            )
        },
    },
    Derived {
        name: "assessments",
        label: "Assessments",
        help: "The state of its assessments in force: stale, draft, incomplete, valid.",
        shape: Shape::AnyOf(<assessment::Standing as Choices>::ITEMS),
        get: |register, record, today| {
            let standings = assessment::of_system(register, record)
                .map(|one| assessment::standing(register, one, today))
                .filter(|standing| *standing != assessment::Standing::Superseded);
            Value::set(standings.map(Value::from).collect())
        },
    },
    assessed::state("risk_assessment", "Risk assessment", |register, record, today| {
        assessed::standing(register, record, assessment::Type::Risk, today)
    }),
    assessed::day("risk_assessed_on", "Risk assessment made", |register, record, today| {
        assessed::made_on(register, record, assessment::Type::Risk, today)
    }),
    assessed::day(
        "risk_assessed_next",
        "Risk assessment again",
        |register, record, today| assessed::next(register, record, assessment::Type::Risk, today),
    ),
    assessed::why(
        "risk_assessed_why",
        "Risk assessment lacks",
        |register, record, today| assessed::reason(register, record, assessment::Type::Risk, today),
    ),
    assessed::state("impact_assessment", "Impact assessment", |register, record, today| {
        assessed::standing(register, record, assessment::Type::Impact, today)
    }),
    assessed::day(
        "impact_assessed_on",
        "Impact assessment made",
        |register, record, today| assessed::made_on(register, record, assessment::Type::Impact, today),
    ),
    assessed::day(
        "impact_assessed_next",
        "Impact assessment again",
        |register, record, today| assessed::next(register, record, assessment::Type::Impact, today),
    ),
    assessed::why(
        "impact_assessed_why",
        "Impact assessment lacks",
        |register, record, today| assessed::reason(register, record, assessment::Type::Impact, today),
    ),
    assessed::state("security_review", "Security review", |register, record, today| {
        assessed::standing(register, record, assessment::Type::Security, today)
    }),
    assessed::day(
        "security_reviewed_on",
        "Security review made",
        |register, record, today| assessed::made_on(register, record, assessment::Type::Security, today),
    ),
    assessed::day(
        "security_reviewed_next",
        "Security review again",
        |register, record, today| assessed::next(register, record, assessment::Type::Security, today),
    ),
    assessed::why(
        "security_reviewed_why",
        "Security review lacks",
        |register, record, today| assessed::reason(register, record, assessment::Type::Security, today),
    ),
];

fn count(number: usize) -> Value {
    Value::Number(number as i64)
}

/// Tells whether rules ask about a system as one that the AIMS governs: it is not out of scope or given up. What nobody decided is
/// asked like what is in scope; one that is said to be undecided only once it is in use.
pub fn is_governed(system: &Record, today: NaiveDate) -> bool {
    let is_in = match system.get(SCOPE) {
        Some(Scope::In) | None => true,
        Some(Scope::Undecided) => assessment::is_deployed(system, today),
        Some(Scope::Out) => false,
    };
    is_in && system.is_open() && !system.is_retired()
}

/// Returns how far a system has come in its life. A stage before use is not believed of a system that says otherwise: since when it
/// is in use, that a version was released, or that somebody decided to use it through its closed gate. That a version was refused
/// later takes it back. Such a decision comes before the use: for some days the stage may still say so. Whoever asks whether a system
/// is in use asks here.
pub fn stage_reached(system: &Record, today: NaiveDate) -> Option<Stage> {
    match stage_decided(system) {
        Some(said) if said >= Stage::Deployment => Some(said),
        said if was_let_into_use(system, said.map(|_| today)) => Some(Stage::Operation),
        said => said,
    }
}

/// Returns how far a system has come as far as its gate was asked: by its stage or the day since which it is in use. A release is
/// written before the system goes into use, and lets it pass no gate.
pub fn stage_decided(system: &Record) -> Option<Stage> {
    match system.get(STAGE) {
        Some(said) if said >= Stage::Deployment => Some(said),
        _ if system.get(IN_USE_SINCE).is_some() => Some(Stage::Operation),
        said => said,
    }
}

/// For how many days after a decision to use a system its stage may say that it is not in use yet.
const ON_ITS_WAY: Days = Days::new(30);

/// Tells whether the newest decision about the use of a system lets it into use: a release that is not refused, or one to use it
/// through its closed gate. Where its stage says otherwise today, so does one from before the last days.
fn was_let_into_use(system: &Record, said: Option<NaiveDate>) -> bool {
    let lets = |row: Row<'_, Releases>| row.get(Releases::DECISION) != Some(Release::Refused);
    let releases = system.get(RELEASES).into_iter();
    let releases = releases.map(|row| (row.get(Releases::ON), lets(row)));
    let overrides = system.get(GATE_OVERRIDE).into_iter();
    let overrides = overrides.map(|row| (row.get(Overrides::ON), true));
    let decisions: Vec<_> = releases.chain(overrides).collect();
    let newest_lets = |before: Option<NaiveDate>| {
        let made = decisions
            .iter()
            .filter(|(on, _)| before.is_none_or(|before| on.is_none_or(|on| on < before)));
        made.max().is_some_and(|(_, lets)| *lets)
    };
    newest_lets(None) && newest_lets(said.and_then(|today| today.checked_sub_days(ON_ITS_WAY)))
}

/// Tells whether a system is in use, or nobody says how far it is.
pub fn may_be_in_use(system: &Record, today: NaiveDate) -> bool {
    stage_reached(system, today).is_none() || assessment::is_deployed(system, today)
}

/// Returns the open risks of a system.
pub fn open_risks<'a>(register: &'a Register, system: &Record) -> impl Iterator<Item = &'a Record> {
    register
        .linked_of(&risk::KIND, system.id())
        .filter(|risk| risk.is_open())
}

/// Returns the worst current level of a system's open risks.
pub fn worst_level(register: &Register, system: &Record) -> Option<u8> {
    open_risks(register, system)
        .filter_map(|record| risk::current_level(register.method(), record))
        .max()
}

/// Returns how many actions for a system are overdue, each counted once: on its risks, findings, incidents and suppliers.
pub fn overdue(register: &Register, system: &Record, today: NaiveDate) -> usize {
    let about = register.linked(system.id()).into_iter();
    let mut late: Vec<_> = about
        .flat_map(|record| register.linked_of(&action::KIND, record.id()))
        .filter(|action| action.days_late(register, today).is_some())
        .filter(|action| action::systems(register, action).contains(system.id()))
        .map(Record::id)
        .collect();
    late.sort_unstable();
    late.dedup();
    late.len()
}
