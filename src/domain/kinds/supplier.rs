//! Suppliers: who supplies which systems, and how they were judged (A.10.3).

use super::system;
use crate::domain::choice::choices;
use crate::domain::field::Home;
use crate::domain::id::IdForm;
use crate::domain::kind::kind;
use crate::domain::record::Record;
use crate::domain::recurrence;
use crate::domain::typed::{Day, Line, Many, OneOf, Prose};

choices! {
    /// What the assessment of a supplier came to.
    Outcome {
        Suitable "suitable", "approved", "ok";
        Conditional "conditional", "with conditions";
        Unsuitable "unsuitable", "rejected";
    }
}

kind! {
    /// Somebody who supplies AI systems, models, data or services to them.
    Supplier "supplier" "suppliers" {
        ids: IdForm::Random('P'),
        home: Home::Folder("suppliers"),
        derived: &[],
        open: |record| record.get(ENDED).is_none(),
        rules: rules,
        follow: super::no_follow,
    }
    /// What the supplier is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What they supply.
    SUPPLIES: Prose = "supplies" "Supplies" [];
    /// The systems they supply, or supply something to.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search];
    /// Whom to reach there.
    CONTACT: Line = "contact" "Contact" [];
    /// The contract or terms: a path in the repository, a link or a number.
    CONTRACT: Line = "contract" "Contract" [];
    /// Who answers for the relation.
    OWNER: Line = "owner" "Owner" [Apart Owner Search];
    /// The day they were assessed last.
    ASSESSED: Day = "assessed" "Assessed" [Apart];
    /// What the assessment came to.
    OUTCOME: OneOf<Outcome> = "outcome" "Outcome" [Status];
    /// What was looked at, what was found, and which conditions hold.
    ASSESSMENT: Prose = "assessment" "Assessment" [];
    /// How often they are reviewed, such as `year` or `6 months`.
    EVERY: Line = "every" "Review every" [];
    /// The day of the next review.
    REVIEW: Day = "review" "Next review" [Apart Dated Due];
    /// The day on which the relation ended.
    ENDED: Day = "ended" "Ended" [Apart];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired];
}

fn rules(record: &Record) -> Vec<(&'static str, String)> {
    let undated = record.get(OUTCOME).is_some() && record.get(ASSESSED).is_none();
    let sentence = || {
        (
            "assessed",
            "A supplier that was assessed has the day on which it was.".to_owned(),
        )
    };
    let unclear = recurrence::trouble(record.get(EVERY)).map(|trouble| ("every", trouble));
    undated.then(sentence).into_iter().chain(unclear).collect()
}
