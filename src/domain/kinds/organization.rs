//! The organization whose AIMS this is.

pub mod check;

use crate::domain::admission::redating;
use crate::domain::day::recurrence;
use crate::domain::fold::folded;
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::rules::{Example, KindRule};
use crate::domain::record::typed::{Day, Flag, Line, OneOf, Prose, Rows, Words};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// How the organization shows that its AIMS conforms.
    Posture {
        Conformance "conformance (self-declared)", "self-declared", "self declaration";
        Certification "certification";
    }
}

choices! {
    /// Whether an issue lies outside or inside the organization (4.1).
    Origin {
        External "external", "outside";
        Internal "internal", "inside";
    }
}

choices! {
    /// Whether climate change is an issue for the AIMS (4.1, as amended in 2024).
    Climate {
        Relevant "relevant", "yes";
        NotRelevant "not relevant", "no";
    }
}

table! {
    /// Issues that bear on the AIMS: what, from outside or inside, what follows, and when it is looked at again.
    Issues, sorted: true, "issue": Shape::Line, "origin": Shape::OneOf(Origin::ITEMS), "effect": Shape::Line, "review": Shape::Day
}

table! {
    /// Interested parties (4.2): who, what they need or expect, and what of it the AIMS takes on.
    Parties, sorted: true, "party": Shape::Line, "expects": Shape::Line, "taken_on": Shape::Line
}

table! {
    /// How often each event of the AIMS comes, such as `year` or `6 months`.
    Cadence, sorted: true, "event": Shape::OneOf(<review::Event as Choices>::ITEMS), "every": Shape::Line
}

table! {
    /// People who answer for something: the short name records use, the full name, the role.
    People, sorted: true, "handle": Shape::Line, "name": Shape::Line, "role": Shape::Line
}

/// The id of the one record that describes the organization.
pub const ID: &str = "organization";

kind! {
    /// The organization: what it is called, what its AIMS covers, who is who.
    Organization "organization" "organizations" {
        ids: IdForm::Single(ID),
        home: Home::File("aims.ron"),
        derived: DERIVED,
        open: crate::domain::kinds::always_open,
        check: check::CHECKS,
        rules: RULES,
        follow: crate::domain::kinds::no_follow,
    }
    /// The name as it stands on documents.
    NAME: Line = "name" "Name" [Title Required];
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
    /// Issues from outside and inside (4.1): issue | external or internal | effect | next look.
    ISSUES: Rows<Issues> = "issues" "Issues" [Dated];
    /// Whether climate change is an issue for the AIMS (4.1).
    CLIMATE: OneOf<Climate> = "climate" "Climate change" [];
    /// Why it is or is not.
    CLIMATE_REASON: Line = "climate_reason" "Climate reason" [];
    /// Interested parties (4.2): party | expects | taken on.
    PARTIES: Rows<Parties> = "parties" "Interested parties" [];
    /// The people whom records name as owners; a record uses the handle.
    PEOPLE: Rows<People> = "people" "People" [];
    /// Who sees to it that the AIMS conforms (5.3): a handle.
    CONFORMITY: Line = "conformity" "Keeps conformity" [];
    /// Who reports to top management on how the AIMS performs (5.3): a handle.
    REPORTING: Line = "reporting" "Reports to management" [];
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
    /// Where the AI policy (5.2) lives: a path in the repository or a link.
    POLICY: Line = "policy" "AI policy" [];
    /// Who approved the AI policy: a handle.
    POLICY_APPROVED_BY: Line = "policy_approved_by" "Policy approved by" [];
    /// The day on which the AI policy was approved.
    POLICY_APPROVED: Day = "policy_approved" "Policy approved" [Apart Happened];
    /// The day by which the AI policy is to be looked at again (A.2.4).
    POLICY_REVIEW: Day = "policy_review" "Policy review" [Apart Dated];
    /// How often the events of the AIMS come: event | every. What is not said comes as the program proposes.
    CADENCE: Rows<Cadence> = "cadence" "Cadence" [];
    /// Whether the effect of every action is checked, not only of those that treat a risk above the appetite.
    CHECK_EFFECTS: Flag = "check_effects" "Check every effect" [];
    /// Whether nobody may accept a risk or approve a plan whose owner or author they are, or verify a finding on which
    /// they acted; else it is only warned.
    STRICT_APPROVAL: Flag = "strict_approval" "Strict approval" [];
    /// Why a day that had passed was moved, and anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart];
}

const DERIVED: &[Derived] = &[crate::domain::kinds::PROBLEMS];

const RULES: &[KindRule] = &[
    KindRule::record(
        "cadence",
        unreadable_cadence,
        &[ACME.change("cadence: management review | now and then")],
    ),
    KindRule::change(
        crate::domain::kinds::ALONE,
        |proposal| {
            crate::domain::kinds::detail_set_alone(proposal, POLICY_APPROVED_BY.index(), &[POLICY_APPROVED.index()])
        },
        &[ACME.change("policy_approved: today")],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[POLICY_APPROVED.index()]),
        &[
            ACME.before("name: Acme; surveillance: -1w").change("surveillance: +1m"),
            ACME.before("name: Acme; issues: Staff leave | internal | knowledge | 2026-11-01")
                .change("issues: Staff leave | internal | knowledge | 2026-12-01"),
            ACME.before("name: Acme; policy_review: -1w").change("policy_review:"),
        ],
    ),
];

const ACME: Example = Example::of(ID, "name: Acme");

fn unreadable_cadence(record: &Record) -> Vec<(&'static str, String)> {
    let rows = record.get(CADENCE).into_iter();
    let every = rows.filter_map(|row| row.get(1)?.as_text());
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

/// Tells whether two names, each short or full, are those of one person.
pub fn is_same_person(register: &Register, one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    if one == other {
        return true;
    }
    let organization = register.get(ID);
    let people = organization
        .map(|organization| organization.get(PEOPLE))
        .unwrap_or_default();
    let both = |row: &[Value]| {
        let cell = |at: usize| row.get(at).and_then(Value::as_text).map(folded).unwrap_or_default();
        let names = [cell(0), cell(1)];
        names.contains(&one) && names.contains(&other)
    };
    people.into_iter().any(both)
}
