//! Check rules on the declaration of conformance.

use chrono::{Months, NaiveDate};

use crate::domain::kinds::organization::check::certificate::{CERTIFIED, is_another_scope};
use crate::domain::kinds::organization::{self, Declarations, Posture};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, Weight, at, nothing};
use crate::domain::record::typed::Row;

/// The posture says conformance, and nobody declared it.
pub static UNDECLARED: Rule = Rule {
    code: "AIMS-W890",
    name: "conformance-undeclared",
    sentence: "Posture says conformance, and nobody declared it.",
    class: Class::ADVICE_REGISTER,
    why: "Conformance that nobody declared is a goal.",
    mend: "Record the declaration, once readiness allows it.",
    of: Subject::Each(|asked| asked.record.get(organization::POSTURE) == Some(Posture::Conformance)),
    raise: |asked| {
        let mut rows = in_force(asked.record);
        let is_by_somebody = |row: Row<'_, Declarations>| {
            let (by, on) = (row.get(Declarations::BY), row.get(Declarations::ON));
            organization::is_believed(asked.register, by, on)
        };
        if rows.any(is_by_somebody) {
            return nothing();
        }
        at("declarations", "Conformance is the goal, and nobody declared it.").into()
    },
    example: CERTIFIED
        .before("name: Acme; posture: conformance")
        .change("declarations: D-1 | 2026-11-01 | ana"),
    ..Rule::PLAIN
};

/// The declaration of conformance is older than a year, or the scope changed since.
pub static DECLARATION_OLD: Rule = Rule {
    code: "AIMS-W891",
    name: "declaration-old",
    sentence: "The declaration is older than a year, or the scope changed since.",
    class: Class {
        weight: Weight::Advice,
        ..Class::OWN
    },
    why: "It speaks of the day on which it was made, and of the scope of that day. A declaration without a digest of the scope \
          does not say of which it was.",
    mend: "Look at readiness again, and declare again or withdraw it.",
    of: Subject::Each(|asked| declared(asked.record).is_some()),
    raise: |asked| {
        let Some(declaration) = declaration(asked.record) else {
            return nothing();
        };
        let mut raised = Vec::new();
        if is_another_scope(asked, declaration.digest) {
            let sentence = format!(
                "The scope changed since conformance was declared on {}.",
                declaration.on
            );
            raised.push(at("declarations", sentence).class(Class::OWN));
        }
        let until = declaration.on.checked_add_months(Months::new(12));
        if until.is_some_and(|until| until < asked.today) {
            let sentence = format!("Conformance was declared on {}, more than a year ago.", declaration.on);
            raised.push(at("declarations", sentence));
        }
        raised
    },
    example: CERTIFIED
        .before("name: Acme; posture: conformance; declarations: D-1 | 2025-06-01 | ana")
        .change("declarations: D-1 | 2025-06-01 | ana\nD-2 | 2026-06-01 | ana"),
    ..Rule::PLAIN
};

/// A declaration of conformance, as a row of the organization has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Declaration<'a> {
    /// The day.
    on: NaiveDate,
    /// The digest of the scope of that day; empty when it was not recorded.
    digest: &'a str,
}

/// Returns the newest declaration of conformance that was not withdrawn.
fn declaration(organization: &Record) -> Option<Declaration<'_>> {
    in_force(organization).filter_map(of_declaration).max()
}

/// Returns the declarations that were not withdrawn.
fn in_force(organization: &Record) -> impl Iterator<Item = Row<'_, Declarations>> {
    let rows = organization.get(organization::DECLARATIONS).into_iter();
    rows.filter(|row| !row.says(Declarations::WITHDRAWN))
}

fn of_declaration(row: Row<'_, Declarations>) -> Option<Declaration<'_>> {
    Some(Declaration {
        on: row.get(Declarations::ON)?,
        digest: row.get(Declarations::DIGEST),
    })
}

/// Returns the day of the newest declaration of conformance that was not withdrawn.
pub fn declared(organization: &Record) -> Option<NaiveDate> {
    declaration(organization).map(|declaration| declaration.on)
}
