//! The organization whose AIMS this is.

pub mod cadence;
pub mod check;
pub mod external_audits;
mod former;
pub mod handles;
pub mod one_person;
pub mod people;
pub mod person;
mod tables;

use chrono::NaiveDate;

use crate::domain::admission::redating;
use crate::domain::day::recurrence;
use crate::domain::kinds::approval::completion;
use crate::domain::kinds::check::settings;
use crate::domain::kinds::extras::Extras;
use crate::domain::record::Record;
use crate::domain::record::field::{Derived, Home};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::kind;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::{Day, Flag, Line, Lines, OneOf, Person, Prose, Row, Rows, Whole, Words};
use crate::domain::register::Register;

pub use tables::*;

/// The id of the one record that describes the organization.
pub const ID: &str = "organization";

kind! {
    /// The organization: what it is called, what its AIMS covers, who is who.
    Organization "organization" "organizations" {
        ids: IdForm::Single(ID),
        home: Home::File("aims.ron"),
        derived: DERIVED,
        former: former::FIELDS,
        move_former: former::moved,
        open: crate::domain::kinds::always_open,
        check: check::RULES,
        rules: RULES,
        follow: crate::domain::kinds::no_follow,
        entails: |proposal| {
            let digests = [completion::with_scope(proposal, CERTIFICATES), completion::with_scope(proposal, DECLARATIONS)];
            digests.into_iter().flatten().collect()
        },
    }
    /// The name as it stands on documents.
    NAME: Line = "name" "Name" [Title Required];
    /// The name as it is registered, for certificates and declarations.
    LEGAL_NAME: Line = "legal_name" "Legal name" [];
    /// The address as it stands on certificates and declarations.
    ADDRESS: Line = "address" "Address" [];
    /// What the AIMS covers (4.3): units, sites, AI systems, life cycle stages and roles.
    SCOPE: Prose = "scope" "Scope" [];
    /// What is left out of the scope, and why.
    EXCLUSIONS: Prose = "exclusions" "Left out" [];
    /// The parts of the organization that systems belong to.
    UNITS: Words = "units" "Units" [];
    /// The sites that belong to the scope.
    SITES: Words = "sites" "Sites" [];
    /// The activities that belong to the scope: what is built, provided, bought and used.
    ACTIVITIES: Prose = "activities" "Activities" [];
    /// Where the AIMS ends: other management systems, suppliers, shared services.
    BOUNDARIES: Prose = "boundaries" "Boundaries" [];
    /// Issues from outside and inside (4.1): issue | external or internal | effect | next look | what follows for
    /// the scope.
    ISSUES: Rows<Issues> = "issues" "Issues" [Dated];
    /// Whether climate change is an issue for the AIMS (4.1).
    CLIMATE: OneOf<Climate> = "climate" "Climate change" [];
    /// Why it is or is not.
    CLIMATE_REASON: Line = "climate_reason" "Climate reason" [];
    /// Interested parties (4.2): party | expects | taken on | why not | what follows for the scope.
    PARTIES: Rows<Parties> = "parties" "Interested parties" [];
    /// Opportunities (6.1.1): what | from where | the action that takes it up | what was decided, or why not.
    OPPORTUNITIES: Rows<Opportunities> = "opportunities" "Opportunities" [];
    /// Processes of the AIMS (4.4): process | owner | takes | gives | requirements | document.
    PROCESSES: Rows<Processes> = "processes" "Processes" [];
    /// What is communicated (7.4): what | to whom | requirement | inside or outside | when | how | owner | last | evidence.
    COMMUNICATIONS: Rows<Communications> = "communications" "Communications" [Happened];
    /// Where concerns and reports come in: channel | concerns or reports | for whom | protection | answered within | owner.
    CHANNELS: Rows<Channels> = "channels" "Channels" [];
    /// The people whom records name as owners; a record uses the handle. Handle | name | role | other names |
    /// e-mail | handle at the forge | top management | approver | from outside | left on.
    PEOPLE: Rows<People> = "people" "People" [];
    /// Who sees to it that the AIMS conforms (5.3): a handle.
    CONFORMITY: Person = "conformity" "Keeps conformity" [];
    /// Who reports to top management on how the AIMS performs (5.3): a handle.
    REPORTING: Person = "reporting" "Reports to management" [];
    /// Whether conformance is self-declared or certified.
    POSTURE: OneOf<Posture> = "posture" "Posture" [Apart];
    /// The certification body, when there is one.
    BODY: Line = "certification_body" "Certification body" [];
    /// The day of the stage 1 audit.
    STAGE_1: Day = "stage_1" "Stage 1" [Apart Dated];
    /// The day of the stage 2 audit.
    STAGE_2: Day = "stage_2" "Stage 2" [Apart Dated];
    /// The day of the next surveillance audit.
    SURVEILLANCE: Day = "surveillance" "Surveillance" [Apart Dated];
    /// Certificates: number | body | accredited by | issued | expires | valid, suspended or withdrawn | SHA-256 of the scope
    /// | version of the statement of applicability.
    CERTIFICATES: Rows<Certificates> = "certificates" "Certificates" [Apart Happened];
    /// Declarations of conformance: number | on | by | until | place | SHA-256 of the scope | audit | review | what
    /// readiness said | withdrawn.
    DECLARATIONS: Rows<Declarations> = "declarations" "Declarations" [Happened Outcome];
    /// The day since which the AIMS is in operation.
    AIMS_SINCE: Day = "aims_since" "AIMS since" [];
    /// In what time everything is audited, such as `2 years`; nothing said: 36 months.
    AUDIT_CYCLE: Line = "audit_cycle" "Audit cycle" [];
    /// Who plans the audit programme and answers for it: a handle.
    AUDIT_LEAD: Person = "audit_lead" "Leads audits" [];
    /// How audits are made.
    AUDIT_METHODS: Line = "audit_methods" "Audit methods" [];
    /// Who gets the results of audits, and in how many days.
    AUDIT_REPORTING: Line = "audit_reporting" "Audit results go to" [];
    /// How often the events of the AIMS come: event | every. What is not said comes as the program proposes.
    CADENCE: Rows<Cadence> = "cadence" "Cadence" [];
    /// Days by which something may be late before it weighs; nothing said: 30.
    GRACE: Whole = "grace" "Grace days" [];
    /// Labels of documents, the most open first.
    CLASSIFICATIONS: Lines = "classifications" "Classifications" [];
    /// How check rules are taken here: rule | record | off, advice, minor, major or explained | reason | by | until.
    RULE_SETTINGS: Rows<RuleSettings> = "rules" "Rules" [Outcome];
    /// Which conditions of the deployment gate are asked: G6 to G8 | on or off | systems | by | reason.
    GATE: Rows<GateSettings> = "gate" "Gate" [Outcome];
    /// Whether the effect of every action is checked, not only of those that treat a risk above the appetite.
    CHECK_EFFECTS: Flag = "check_effects" "Check every effect" [];
    /// Whether nobody may accept a risk or approve a plan whose owner or author they are, or verify a finding on which
    /// they acted; else it is only warned.
    STRICT_APPROVAL: Flag = "strict_approval" "Strict approval" [];
    /// Why a day that had passed was moved, and anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported];
}

const DERIVED: &[Derived] = &[crate::domain::kinds::PROBLEMS];

const RULES: &[KindRule] = &[
    KindRule::record(
        "cadence",
        unreadable_cadence,
        &[ACME.change("cadence: management review | now and then")],
    ),
    KindRule::change(
        "handles of people",
        handles::refused_row,
        &[
            ACME.change("people: ana | Ana Ruiz\nana | Ana Other"),
            ACME.before("name: Acme; people: ana | Ana Ruiz")
                .change("people: ana | Ana Ruiz\nx&y | Xaver"),
        ],
    ),
    KindRule::change(
        "settings of check rules",
        refused_setting,
        &[
            ACME.change("rules: W810 | | explained | small | ana | +1m"),
            ACME.change("rules: W801 | | off | small | ana"),
            ACME.change("rules: W801 | | explained | small | ana | +1m"),
            ACME.change("rules: W999 | | off"),
        ],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[]),
        &[
            ACME.before("name: Acme; surveillance: -1w").change("surveillance: +1m"),
            ACME.before("name: Acme; issues: Staff leave | internal | knowledge | 2026-11-01")
                .change("issues: Staff leave | internal | knowledge | 2026-12-01"),
        ],
    ),
];

const ACME: Example = Example::of(ID, "name: Acme");

/// What the standard asks is only explained, and only for a while; what was advised is turned off or weighed.
fn refused_setting(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !proposal.changes(RULE_SETTINGS) {
        return None;
    }
    let known = proposal
        .before
        .map(|before| before.get(RULE_SETTINGS))
        .unwrap_or_default();
    let rows = proposal.after.get(RULE_SETTINGS).into_iter();
    let refusal = |row: Row<'_, RuleSettings>| {
        let name = row.text(RuleSettings::RULE);
        let Some(rule) = crate::domain::kinds::check::rule(crate::domain::kinds::ALL, name) else {
            return Some(format!("`{name}` is no rule; `aims check --rules` lists them."));
        };
        let setting = row.get(RuleSettings::AS)?;
        settings::refusal(rule, rule.class.provenance, row, setting, proposal.today())
    };
    let sentence = rows.filter(|row| !known.contains(row)).find_map(refusal)?;
    Some((Remedy::Fill("rules"), sentence))
}

fn unreadable_cadence(record: &Record) -> Vec<(&'static str, String)> {
    let rows = record.get(CADENCE).into_iter();
    let every = rows
        .map(|row| row.text(Cadence::EVERY))
        .filter(|every| !every.is_empty());
    every
        .filter_map(recurrence::problem)
        .map(|problem| ("cadence", problem))
        .collect()
}

/// Tells whether the organization refuses an approval by the owner or the author.
pub fn is_strict(register: &Register) -> bool {
    let organization = register.get(ID);
    organization.is_some_and(|organization| organization.get(STRICT_APPROVAL))
}

/// Tells whether the organization goes for a certificate, or keeps one: it says so, or says nothing and has a certificate.
pub fn is_to_be_certified(register: &Register) -> bool {
    let Some(organization) = register.get(ID) else {
        return false;
    };
    match organization.get(POSTURE) {
        Some(posture) => posture == Posture::Certification,
        None => !organization.get(CERTIFICATES).is_empty(),
    }
}

/// Tells whether two names, each a handle, a full or another name or an address, are those of one person.
pub fn is_same_person(register: &Register, one: &str, other: &str) -> bool {
    people::People::of(register).is_same(one, other)
}

/// Says why a name stands for nobody on a day, if so, as [`People::why_nobody`](people::People::why_nobody) does.
pub fn why_nobody(register: &Register, name: &str, on: Option<NaiveDate>) -> Option<String> {
    let rows = register.get(ID).map(|organization| organization.get(PEOPLE));
    let mut rows = rows.unwrap_or_default().into_iter().map(people::Person::of);
    // Nearly all records name people by their handles, which needs no table of all names.
    match rows.find(|person| !name.is_empty() && person.handle() == name && person.left().is_none()) {
        Some(_) if !is_nobody(name) => None,
        _ => people::People::of(register).why_nobody(name, on),
    }
}

/// Tells whether what somebody is said to have done on a day, or to do then, counts.
pub fn is_believed(register: &Register, name: &str, on: Option<NaiveDate>) -> bool {
    why_nobody(register, name, on).is_none()
}

/// Tells whether somebody is marked as top management.
pub fn is_anybody_top(register: &Register) -> bool {
    people::People::of(register).iter().any(people::Person::is_top)
}

/// Tells whether a person, by any name, is marked as top management.
pub fn is_top(register: &Register, name: &str) -> bool {
    people::People::of(register)
        .person(name)
        .is_some_and(people::Person::is_top)
}

/// Tells whether a person is from outside.
pub fn is_external(register: &Register, name: &str) -> bool {
    people::People::of(register)
        .person(name)
        .is_some_and(people::Person::is_external)
}
