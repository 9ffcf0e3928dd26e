//! The check rule on the Statement of Applicability as a whole (6.1.3, 7.5.2).

use crate::domain::kinds::approval::completion::is_changed;
use crate::domain::kinds::approval::kept_sets::{Records, STATEMENT};
use crate::domain::kinds::document;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The Statement of Applicability as it is now was approved by nobody.
pub static STATEMENT_UNAPPROVED: Rule = Rule {
    code: "AIMS-W508",
    name: "statement-unapproved",
    sentence: "The Statement of Applicability as it is now was approved by nobody.",
    clauses: &["6.1.3", "7.5.2"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "It is the one document that says which controls were chosen and why. What was approved is known by a digest of \
          applicability, basis, reason, grounds and exceptions of each control; an approval without one does not say of what \
          it was.",
    mend: "Have the Statement of Applicability approved as it is.",
    of: Subject::Each(|asked| {
        let is_it = asked.record.id().as_str() == STATEMENT.of;
        is_it && (STATEMENT.is_begun(asked.register) || !asked.record.get(document::LOCATION).is_empty())
    }),
    raise: |asked| {
        match document::approval(asked.record) {
            None => at("approvals", "Nobody approved the Statement of Applicability.").into(),
            // Of a file another rule knows whether it changed.
            Some(_) if !asked.record.get(document::LOCATION).is_empty() => nothing(),
            Some(newest) => match is_changed(&STATEMENT, newest.digest, Records::of(asked.register)) {
                Some(true) => at(
                    "approvals",
                    "The Statement of Applicability changed since it was approved.",
                )
                .into(),
                Some(false) => nothing(),
                None => at(
                    "approvals",
                    "It was approved, and which controls it had then is not recorded.",
                )
                .class(Class::ADVICE_PLANNED)
                .into(),
            },
        }
    },
    example: Example::of(STATEMENT.of, "owner: ana")
        .beside(&[("control", "A.2.2", "applicability: applicable; basis: good practice")])
        .change("approvals: 1 | 2026-11-20 | zoe | 3c1ddd9439da5b9dae9397579dbc2ac67ff034a7dcd7b20419a0a44b88fefffe"),
    ..Rule::PLAIN
};
