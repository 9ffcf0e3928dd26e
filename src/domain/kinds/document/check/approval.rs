//! Check rules on the approval of documents (7.5.2).

use super::{SCOPE, is_kept_here, is_there, phased};
use crate::domain::kinds::approval::completion::is_changed;
use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::approval::kept_sets::{self, KeptSet, Records};
use crate::domain::kinds::document;
use crate::domain::kinds::organization::people::People;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::register::observed::Fact;

/// Documents that lay something down, so that somebody approves them.
const LAYS_DOWN: [&str; 4] = ["4.3/d1", "4.4/d1", "6.1.2/d1", "6.1.3/d1"];

/// Controls whose documents lay something down.
const LAYS_DOWN_FOR: [&str; 4] = ["A.6.1.3", "A.7.2", "A.8.4", "A.9.2"];

/// A document was approved without saying by whom or when.
pub static APPROVAL: Rule = Rule {
    code: "AIMS-E311",
    name: "document-approval",
    sentence: "It was approved, and it is not said by whom or when.",
    clauses: &["7.5.2"],
    class: Class::S_PLANNED,
    why: "An approval is that of somebody on a day.",
    mend: "Say who approved it and when.",
    of: Subject::Each(|asked| {
        let is_approved = !asked.record.stored(document::APPROVALS).is_empty();
        is_there(asked) || is_approved && is_kept_here(asked)
    }),
    raise: |asked| {
        let Some(approval) = document::approval(asked.record) else {
            return nothing();
        };
        match (approval.by.is_empty(), approval.on) {
            (true, Some(_)) => at("approved_by", "It was approved, and nobody says by whom.").into(),
            (false, None) => at("approved_on", "It was approved, and nobody says on which day.").into(),
            (false, on) => {
                let people = People::of(asked.register);
                let against = Approvers::Anybody.said_against(&people, approval.by, on);
                let raised =
                    against.map(|reason| at("approved_by", format!("Its approval counts for nothing: {reason}")));
                raised.into_iter().collect()
            }
            _ => nothing(),
        }
    },
    example: SCOPE
        .before("location: docs/scope.md; approvals: 1 | | zoe")
        .change("approvals: 1 | 2026-01-10 | zoe"),
    ..Rule::PLAIN
};

/// A document that lays something down is not approved.
pub static UNAPPROVED: Rule = Rule {
    code: "AIMS-W312",
    name: "document-unapproved",
    sentence: "A document that lays something down is not approved.",
    clauses: &["7.5.2"],
    class: Class::S_PLANNED,
    why: "Documents are reviewed and approved for suitability before they count.",
    mend: "Have it approved.",
    of: Subject::Each(|asked| lays_down(asked.record.id().as_str()) && (is_there(asked) || is_kept_here(asked))),
    raise: |asked| {
        let record = asked.record;
        if document::approval(record).is_some() {
            return nothing();
        }
        let by = document::demanded_by(record.id()).unwrap_or_default();
        let title = asked.register.title(record.id().as_str()).unwrap_or_default();
        at("approved_by", format!("Nobody approved it: {title}."))
            .class(phased(asked))
            .under(by)
            .into()
    },
    example: SCOPE
        .before("location: docs/scope.md")
        .change("approvals: 1 | 2026-01-10 | zoe"),
    ..Rule::PLAIN
};

/// The file of a document is not the one that was approved.
pub static CHANGED: Rule = Rule {
    code: "AIMS-W315",
    name: "document-changed",
    sentence: "The document is not the one that was approved.",
    clauses: &["7.5.2"],
    class: Class::S_PLANNED,
    why: "Changes are approved before they count.",
    mend: "Have the changed file approved, or bring the approved one back.",
    // Of the Statement of Applicability and the treatment plan other rules tell it.
    of: Subject::Each(|asked| is_there(asked) || lays_down(asked.record.id().as_str()) && is_kept_here(asked)),
    raise: |asked| {
        let digest = document::approval(asked.record)
            .map(|newest| newest.digest)
            .unwrap_or_default();
        let location = asked.record.get(document::LOCATION);
        if location.is_empty() {
            let set = kept_sets::of(asked.record.id().as_str());
            let set = set.filter(|set| is_changed(set, digest, Records::of(asked.register)) == Some(true));
            let sentence = |set: &KeptSet| format!("Since it was approved, {} changed.", set.name);
            return set.map(|set| at("approvals", sentence(set))).into_iter().collect();
        }
        match asked.register.observed().at(location) {
            Some(Fact::Present { sha256 }) if !digest.is_empty() && sha256 != digest => {
                at("approvals", "The file changed since it was approved.").into()
            }
            Some(Fact::Present { .. }) if digest.is_empty() && document::approval(asked.record).is_some() => at(
                "approvals",
                "It was approved, and what the file said then is not recorded.",
            )
            .class(Class::ADVICE_PLANNED)
            .into(),
            _ => nothing(),
        }
    },
    ..Rule::PLAIN
};

fn lays_down(id: &str) -> bool {
    let control = id.split('/').next().unwrap_or_default();
    LAYS_DOWN.contains(&id) || LAYS_DOWN_FOR.contains(&control)
}
