//! Control entries: the organization's stand on each control, which together are the Statement of Applicability.

use super::risk;
use crate::domain::choice::choices;
use crate::domain::field::{Derived, Home, Shape};
use crate::domain::id::IdForm;
use crate::domain::kind::kind;
use crate::domain::record::Record;
use crate::domain::typed::{Day, Line, OneOf, Prose};
use crate::domain::value::Value;

choices! {
    /// Whether a control is part of the Statement of Applicability's chosen controls.
    Applicability {
        Applicable "applicable", "yes", "included", "true";
        Excluded "excluded", "no", "not applicable", "n/a", "false";
    }
}

choices! {
    /// How far a control is in operation.
    Status {
        NotImplemented "not implemented", "missing", "no";
        Planned "planned";
        Partial "partial", "partially implemented", "in progress";
        Implemented "implemented", "yes", "operating";
    }
}

kind! {
    /// The stand on one control: applicable or not and why, how far it is in operation, who answers for it.
    Control "control" "controls" {
        ids: IdForm::Control,
        home: Home::Folder("controls"),
        derived: DERIVED,
        open: |record| record.get(APPLICABILITY) != Some(Applicability::Excluded),
        rules: rules,
        follow: super::no_follow,
    }
    /// The title of an own control; one of Annex A has its title from the catalogue.
    TITLE: Line = "title" "Title" [Title Search];
    /// What an own control asks.
    STATEMENT: Prose = "statement" "Statement" [];
    /// Whether the control is chosen; nothing said means it is.
    APPLICABILITY: OneOf<Applicability> = "applicability" "Applicability" [Apart];
    /// Why the control is chosen or excluded; 6.1.3 asks for it either way.
    REASON: Line = "reason" "Reason" [];
    /// How far the control is in operation.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status];
    /// Who answers for it.
    OWNER: Line = "owner" "Owner" [Apart Owner Search];
    /// The day since which it is in operation.
    SINCE: Day = "since" "Since" [];
    /// The day by which it is to be tested or looked at again.
    REVIEW: Day = "review" "Next review" [Apart Dated];
    /// How it is put into practice, and anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "domain",
        label: "Domain",
        help: "The domain of Annex A; empty for an own control.",
        shape: Shape::Line,
        get: |register, record, _| {
            let control = register.catalogue().control(record.id().as_str());
            control.map_or(Value::Empty, |control| Value::text(&control.domain))
        },
    },
    Derived {
        name: "risks",
        label: "Risks",
        help: "How many open risks it treats.",
        shape: Shape::Whole,
        get: |register, record, _| {
            let open = register
                .linked_of(&risk::KIND, record.id())
                .filter(|risk| risk.is_open());
            Value::Number(open.count() as i64)
        },
    },
];

fn rules(record: &Record) -> Vec<(&'static str, String)> {
    let excluded = record.get(APPLICABILITY) == Some(Applicability::Excluded);
    let sentence = || ("reason", "An excluded control needs the reason (6.1.3).".to_owned());
    (excluded && record.get(REASON).is_empty())
        .then(sentence)
        .into_iter()
        .collect()
}

/// Tells whether a control is chosen; one about which nothing was said is.
pub fn is_applicable(record: &Record) -> bool {
    record.get(APPLICABILITY) != Some(Applicability::Excluded)
}
