//! Reviews: the planned events of the AIMS.

use super::system;
use crate::domain::choice::choices;
use crate::domain::field::Home;
use crate::domain::id::IdForm;
use crate::domain::kind::kind;
use crate::domain::record::Record;
use crate::domain::typed::{Day, Line, Many, OneOf, Prose, Requirements, Words};

choices! {
    /// What kind of event a review is.
    Event {
        ManagementReview "management review", "9.3";
        InternalAudit "internal audit", "audit", "9.2";
        RiskReassessment "risk re-assessment", "risk assessment", "8.2";
        ImpactReassessment "impact re-assessment", "impact assessment", "8.4";
        ControlTest "control test";
        PolicyReview "policy review", "A.2.4";
        ObjectivesReview "objectives review", "6.2";
        SupplierReview "supplier review", "A.10.3";
        Training "training", "awareness", "competence";
        Other "other event", "other";
    }
}

choices! {
    /// How far a review has come.
    Status {
        Planned "planned", "open", "scheduled";
        Held "held", "done", "completed";
        Cancelled "cancelled", "canceled";
    }
}

kind! {
    /// A planned event of the AIMS, such as a management review or an internal audit.
    Review "review" "reviews" {
        ids: IdForm::Random('V'),
        home: Home::Folder("reviews"),
        derived: &[],
        open: |record| !matches!(record.get(STATUS), Some(Status::Held | Status::Cancelled)),
        rules: rules,
        follow: super::no_follow,
    }
    /// What it is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What kind of event it is.
    EVENT: OneOf<Event> = "event" "Event" [Required];
    /// The day it is planned for.
    DATE: Day = "date" "Date" [Apart Required Dated Due];
    /// How far it has come.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status];
    /// Who sees to it that it happens.
    OWNER: Line = "owner" "Owner" [Apart Owner Search];
    /// Who takes part.
    PARTICIPANTS: Words = "participants" "Participants" [];
    /// The systems it is about; none means all.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search];
    /// The clauses and controls it is about.
    REQUIREMENTS: Requirements = "requirements" "Requirements" [Search];
    /// What is to be talked about or looked at.
    AGENDA: Prose = "agenda" "Agenda" [];
    /// The day it was held.
    HELD: Day = "held" "Held on" [Apart];
    /// What was said and decided, or why it was cancelled.
    MINUTES: Prose = "minutes" "Minutes" [Apart];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired];
}

fn rules(record: &Record) -> Vec<(&'static str, String)> {
    let held_without_day = record.get(STATUS) == Some(Status::Held) && record.get(HELD).is_none();
    let sentence = || ("held", "A review that was held has the day on which it was.".to_owned());
    held_without_day.then(sentence).into_iter().collect()
}
