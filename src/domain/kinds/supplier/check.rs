//! Check rules of suppliers: assessment and review.

use crate::domain::kinds::supplier;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::{Example, Fields};

/// The check rules of suppliers.
pub static RULES: &[&Rule] = &[&UNASSESSED, &REVIEW];

const BESIDE: &[(&str, &str, Fields)] = &[("system", "chat", "title: Chat; scope: in; stage: operation")];
const ACME: Example = Example::of("P-00000", "title: Acme; systems: chat").beside(BESIDE);

/// A supplier of a system in scope was never assessed.
pub static UNASSESSED: Rule = Rule {
    code: "AIMS-W806",
    name: "supplier-unassessed",
    sentence: "It supplies a system in scope and was never assessed.",
    clauses: &["A.10.3", "8.1"],
    class: Class::S_DONE,
    hides: &["AIMS-E804"],
    why: "What comes from outside is controlled like what is done inside.",
    mend: "Assess it and say the outcome.",
    of: Subject::Each(|asked| asked.record.is_open() && supplier::supplies_in_scope(asked.register, asked.record)),
    raise: |asked| {
        if asked.record.get(supplier::ASSESSED).is_some() {
            return nothing();
        }
        at("assessed", "It supplies a system in scope and was never assessed.").into()
    },
    example: ACME.change("assessed: -1w; outcome: suitable"),
    ..Rule::PLAIN
};

/// The review of a supplier is past its day.
pub static REVIEW: Rule = Rule {
    code: "AIMS-E804",
    name: "supplier-review",
    sentence: "The supplier's review was due.",
    clauses: &["A.10.3", "8.1"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Hold the review and say the outcome.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let Some(review) = asked.record.missed_deadline(asked.today) else {
            return nothing();
        };
        at("review", format!("Its review was due on {review}."))
            .late_since(review)
            .into()
    },
    example: ACME
        .before("title: Acme; systems: chat; assessed: -1y; outcome: suitable; review: -3m")
        .change("review: +1m"),
    ..Rule::PLAIN
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{self, date};
    use crate::domain::kinds::system;
    use crate::domain::record::Record;

    use crate::domain::record::id::Id;

    fn found(record: &Record, others: Vec<Record>) -> Vec<(&'static Rule, &'static str)> {
        testing::found(record, others, &[&UNASSESSED, &REVIEW])
    }

    #[test]
    fn suppliers_of_systems_in_scope_are_assessed_and_reviewed() {
        let system = |scope| {
            Record::new(&system::KIND, "chat".into())
                .with(system::TITLE, "Chat")
                .with(system::SCOPE, scope)
        };
        let supplier = Record::new(&supplier::KIND, "P-00000".into())
            .with(supplier::TITLE, "Northlake")
            .with(supplier::SYSTEMS, vec![Id::new("chat")]);
        assert_eq!(
            found(&supplier, vec![system(system::Scope::In)]),
            [(&UNASSESSED, "assessed")]
        );
        assert_eq!(found(&supplier, vec![system(system::Scope::Out)]), []);
        let assessed = supplier.with(supplier::ASSESSED, date("2025-11-22"));
        assert_eq!(found(&assessed, vec![system(system::Scope::In)]), []);
        let late = assessed.with(supplier::REVIEW, date("2026-11-22"));
        let scope = || vec![system(system::Scope::In)];
        assert_eq!(found(&late, scope()), [(&REVIEW, "review")]);
        assert_eq!(found(&late.with(supplier::ENDED, date("2026-11-22")), scope()), []);
    }
}
