//! Other names of the fields of a kind, as inventories use them in their headers.
//!
//! Every header an import recognises beyond a field's own name and label is here, the surest first. The words for
//! the values of a field are with its choices in [`crate::domain::kinds`].

use crate::domain::record::field::{Field, Kind};

/// The other names of one field of one kind.
type Names = (&'static str, &'static [&'static str]);

/// Names that mean the same in every kind.
const EVERYWHERE: &[Names] = &[
    ("title", &["name"]),
    ("owner", &["responsible", "responsible person", "accountable"]),
    ("note", &["notes", "comment", "comments", "remarks"]),
    ("review", &["review date", "next review date", "due for review"]),
    ("status", &["state"]),
    ("tags", &["keywords", "labels"]),
    ("retired", &["retired on", "retirement date", "decommissioned on"]),
];

const SYSTEM: &[Names] = &[
    (
        "title",
        &[
            "use case name",
            "system name",
            "application name",
            "use case",
            "system",
            "application",
        ],
    ),
    (
        "reference",
        &[
            "use case id",
            "id",
            "identifier",
            "inventory id",
            "unique id",
            "reference number",
            "inventory number",
            "record id",
        ],
    ),
    (
        "unit",
        &[
            "agency",
            "bureau",
            "office",
            "business unit",
            "department",
            "organization unit",
            "organisation unit",
            "organizational unit",
            "organisational unit",
            "division",
            "bureau / department",
        ],
    ),
    (
        "purpose",
        &[
            "summary",
            "description",
            "intended purpose",
            "intended use",
            "use case summary",
        ],
    ),
    ("owner", &["system owner", "business owner", "product owner"]),
    ("roles", &["role", "organization role", "our role"]),
    (
        "stage",
        &[
            "development stage",
            "life cycle stage",
            "stage of development",
            "stage of system development life cycle",
            "status",
            "phase",
        ],
    ),
    ("scope", &["in scope", "aims scope"]),
    ("scope_reason", &["reason for scope"]),
    ("vendor", &["supplier", "vendor name", "supplier name", "manufacturer"]),
    ("models", &["model", "ai model", "model name", "models used"]),
    (
        "techniques",
        &["technique", "ai technique", "techniques used", "technology"],
    ),
    (
        "source_code",
        &["source code link", "source code url", "repository", "code repository"],
    ),
    (
        "data",
        &["data used", "data description", "training data", "data sources"],
    ),
    ("subjects", &["affected groups", "affected people", "data subjects"]),
    ("autonomy", &["autonomy level", "level of autonomy"]),
    ("oversight", &["human oversight"]),
    (
        "eu_class",
        &[
            "eu ai act class",
            "ai act class",
            "ai act risk class",
            "eu ai act risk category",
        ],
    ),
];

const RISK: &[Names] = &[
    ("title", &["risk", "risk title", "risk name"]),
    ("systems", &["system", "ai system", "affected system", "use case id"]),
    ("scenario", &["description", "risk description"]),
    ("existing_controls", &["current controls", "controls in place"]),
    ("owner", &["risk owner"]),
    ("treatment", &["treatment option", "risk response", "response"]),
    ("identified", &["identified on", "date identified", "date raised"]),
    ("accepted_until", &["acceptance expires"]),
];

const ACTION: &[Names] = &[
    ("title", &["action", "task", "measure"]),
    ("risks", &["risk", "risk id"]),
    ("owner", &["assignee", "assigned to", "action owner"]),
    ("due", &["due date", "deadline", "target date"]),
    (
        "closed",
        &["closed on", "date closed", "completed on", "completion date"],
    ),
];

const CONTROL: &[Names] = &[
    ("title", &["control title", "control name"]),
    ("applicability", &["applicable"]),
    ("basis", &["included for", "inclusion basis", "selection basis"]),
    ("reason", &["justification", "reason for inclusion or exclusion"]),
    ("status", &["implementation status", "implemented"]),
    ("owner", &["control owner"]),
];

const EVIDENCE: &[Names] = &[
    ("title", &["document", "document name"]),
    ("form", &["type", "document type"]),
    ("location", &["link", "url", "path"]),
    ("effective", &["valid from", "effective from"]),
    ("expires", &["valid until", "expires on", "expiry date"]),
];

const REVIEW: &[Names] = &[
    ("title", &["event name", "review"]),
    ("event", &["type", "review type"]),
    ("date", &["planned for", "planned date"]),
    ("held", &["held on", "date held"]),
];

/// Returns the names of one kind's own, and the words for its records, which add nothing to a header.
fn table(kind: &Kind) -> (&'static [Names], &'static [&'static str]) {
    match kind.name {
        "system" => (SYSTEM, &["AI", "use case", "system", "record"]),
        "risk" => (RISK, &["risk", "record"]),
        "action" => (ACTION, &["action", "task", "record"]),
        "control" => (CONTROL, &["control", "record"]),
        "evidence" => (EVIDENCE, &["evidence", "record"]),
        "review" => (REVIEW, &["record"]),
        _ => (&[], &["record"]),
    }
}

/// Returns the words for the records of a kind.
pub fn subject(kind: &Kind) -> &'static [&'static str] {
    table(kind).1
}

/// Returns what else a field of a kind is called.
pub fn names(kind: &Kind, field: &Field) -> Vec<&'static str> {
    let of = |table: &'static [Names]| {
        let found = table.iter().find(|(name, _)| *name == field.name);
        found.map_or(&[][..], |(_, names)| names).iter().copied()
    };
    of(table(kind).0).chain(of(EVERYWHERE)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds;
    use crate::exchange::sheet::header::normalised;

    #[test]
    fn every_name_belongs_to_a_field_of_its_kind() {
        for kind in kinds::ALL {
            for (field, names) in table(kind).0 {
                assert!(kind.field(field).is_some(), "{} has no {field}", kind.name);
                assert!(!names.is_empty());
            }
        }
        for (field, _) in EVERYWHERE {
            assert!(kinds::ALL.iter().any(|kind| kind.field(field).is_some()), "{field}");
        }
    }
    #[test]
    fn no_name_means_two_fields() {
        for kind in kinds::ALL {
            let mut seen = std::collections::HashMap::new();
            for field in kind.fields {
                for name in names(kind, field) {
                    let other = seen.insert(normalised(name), field.name);
                    assert!(other.is_none_or(|other| other == field.name), "{name} in {}", kind.name);
                }
            }
        }
    }
}
