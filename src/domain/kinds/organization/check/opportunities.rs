//! Check rules on opportunities (6.1.1).

use super::{ACME, named, naming};
use crate::domain::kinds::organization::Opportunities;
use crate::domain::kinds::{document, organization};
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};

/// No opportunity is determined.
pub static OPPORTUNITIES_MISSING: Rule = Rule {
    code: "AIMS-W842",
    name: "opportunities",
    sentence: "No opportunity is determined.",
    clauses: &["6.1.1"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "The clause asks for opportunities beside risks.",
    mend: "Name an opportunity with what takes it up, or why it is left.",
    raise: |asked| {
        if !naming(asked, organization::OPPORTUNITIES, Opportunities::WHAT).is_empty() {
            return nothing();
        }
        let raised = at("opportunities", "No opportunity is determined.");
        document::kept_elsewhere(asked, "6.1.1/d1", raised).into()
    },
    example: ACME.change("opportunities: Faster answers | context | | later: first the tests"),
    ..Rule::PLAIN
};

/// An opportunity is neither taken up nor declined.
pub static OPPORTUNITY_OPEN: Rule = Rule {
    code: "AIMS-W843",
    name: "opportunity-open",
    sentence: "An opportunity is neither taken up nor declined.",
    clauses: &["6.1.1"],
    class: Class::S_PLANNED,
    why: "Actions are planned for opportunities too.",
    mend: "Name the action that takes it up, or say why it is left.",
    of: Subject::Each(|asked| !asked.record.get(organization::OPPORTUNITIES).is_empty()),
    raise: |asked| {
        let rows = asked.record.get(organization::OPPORTUNITIES);
        let open: Vec<_> = rows
            .into_iter()
            .filter(|row| !row.says(Opportunities::ACTION) && !row.says(Opportunities::DECIDED))
            .collect();
        if open.is_empty() {
            return nothing();
        }
        at(
            "opportunities",
            format!("Neither taken up nor declined: {}.", named(&open)),
        )
        .into()
    },
    example: ACME
        .before("name: Acme; opportunities: Faster answers | context")
        .change("opportunities: Faster answers | context | | later: first the tests"),
    ..Rule::PLAIN
};
