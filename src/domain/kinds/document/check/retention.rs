//! Check rule on how long results of impact assessments are kept (A.5.3).

use crate::domain::kinds::check::applies;
use crate::domain::kinds::document;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The document that says how impact assessments are documented.
const OF_IMPACT_ASSESSMENTS: &str = "A.5.3/d1";

/// It is not said how long impact assessments are kept.
pub static RETENTION_MISSING: Rule = Rule {
    code: "AIMS-W544",
    name: "retention-missing",
    sentence: "It is not said how long impact assessments are kept.",
    clauses: &["A.5.3"],
    class: Class::S_PLANNED,
    why: "Who asks later what was thought of those affected needs the results.",
    mend: "Say until when they are kept.",
    of: Subject::Each(|asked| asked.record.id().as_str() == OF_IMPACT_ASSESSMENTS && applies(asked.register, "A.5.3")),
    raise: |asked| {
        if !asked.record.get(document::RETENTION).is_empty() {
            return nothing();
        }
        at("retention", "It is not said how long impact assessments are kept.").into()
    },
    example: Example::of(OF_IMPACT_ASSESSMENTS, "location: docs/impact.md")
        .beside(&[("control", "A.5.3", "applicability: included")])
        .change("retention: 10 years"),
    ..Rule::PLAIN
};
