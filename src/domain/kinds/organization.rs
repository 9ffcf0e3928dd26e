//! The organization whose AIMS this is.

use crate::domain::choice::choices;
use crate::domain::field::{Home, Shape};
use crate::domain::id::IdForm;
use crate::domain::kind::{kind, table};
use crate::domain::typed::{Day, Flag, Line, OneOf, Prose, Rows, Words};

choices! {
    /// How the organization shows that its AIMS conforms.
    Posture {
        Conformance "conformance (self-declared)", "self-declared", "self declaration";
        Certification "certification";
    }
}

table! {
    /// People who answer for something: the short name records use, the full name, the role.
    People, sorted: true, "handle": Shape::Line, "name": Shape::Line, "role": Shape::Line
}

kind! {
    /// The organization: what it is called, what its AIMS covers, who is who.
    Organization "organization" "organizations" {
        ids: IdForm::Single("organization"),
        home: Home::File("aims.ron"),
        derived: &[],
        open: super::always_open,
        rules: super::no_rules,
        follow: super::no_follow,
    }
    /// The name as it stands on documents.
    NAME: Line = "name" "Name" [Title Required];
    /// What the AIMS covers (4.3): units, sites, AI systems, life cycle stages and roles.
    SCOPE: Prose = "scope" "Scope" [];
    /// What is left out of the scope, and why.
    EXCLUSIONS: Prose = "exclusions" "Left out" [];
    /// The parts of the organization that systems belong to.
    UNITS: Words = "units" "Units" [];
    /// The people whom records name as owners; a record uses the handle.
    PEOPLE: Rows<People> = "people" "People" [];
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
    /// The day by which the AI policy is to be looked at again (A.2.4).
    POLICY_REVIEW: Day = "policy_review" "Policy review" [Apart Dated];
    /// Whether the effect of every action is checked, not only of those that treat a risk above the appetite.
    CHECK_EFFECTS: Flag = "check_effects" "Check every effect" [];
    /// Whether nobody may accept a risk or approve a plan whose owner or author they are; else it is only warned.
    STRICT_APPROVAL: Flag = "strict_approval" "Strict approval" [];
}
