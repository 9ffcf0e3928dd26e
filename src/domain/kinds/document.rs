//! Documents: what the clauses and controls demand in writing, and what the organization writes besides.
//!
//! A demanded document is there from the start, like the answer to a question; it reaches the disk when something is
//! said about it. What it is called and who demands it stands in the catalogue.

pub mod check;
pub mod kept;
pub mod state;

use crate::domain::admission::redating;
use crate::domain::catalogue::Vocabulary;
use crate::domain::kinds::approval::entitled::{self, ENTITLED, NAMED};
use crate::domain::kinds::approval::kept_sets::{self, Records};
use crate::domain::kinds::approval::{self, Approval, Approvals, completion};
use crate::domain::kinds::control;
use crate::domain::kinds::extras::Extras;
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised};
use crate::domain::record::choice::Tone;
use crate::domain::record::field::{Derived, Home, Moving, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::kind::kind;
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::{Day, Line, One, Person, Prose, Rows, Why};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::observed;

pub use state::{
    State, holder, is_changed, is_gone, is_policy, is_whole_missing, kept_in_words, part_of, stands, state,
};

kind! {
    /// A document of the AIMS: demanded by a clause or a control, or the organization's own.
    Document "document" "documents" {
        ids: IdForm::Document,
        home: Home::Folder("documents"),
        ended_word: "not needed",
        derived: DERIVED,
        former: approval::NAMES,
        move_former: |moves, id| approval::move_names(moves, id, APPROVALS),
        open: |record| !is_said_needless(record),
        tones: &[("location", Tone::Quiet)],
        cell: state::cell,
        moving: Some(Moving {
            field: REVIEW.index(),
            due: |register, record, today| check::next_review(register, record, today).map(|due| due.day),
            of_ended: false,
        }),
        check: check::RULES,
        rules: RULES,
        follow: crate::domain::kinds::no_follow,
        entails: |proposal| completion::completed(proposal, APPROVALS),
    }
    /// What it is called; a demanded document has its title from the catalogue.
    TITLE: Line = "title" "Title" [Title Search];
    /// Where it is: a path in the repository, or a link.
    LOCATION: Line = "location" "Location" [Search];
    /// Who keeps it current.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// Its approvals as a whole: version | on | by | SHA-256 of what was approved | what changed.
    APPROVALS: Rows<Approvals> = "approvals" "Approvals" [Happened Outcome];
    /// The day by which it is to be reviewed again.
    REVIEW: Day = "review" "Next review" [Apart Dated];
    /// Why it is not needed here, if so.
    NOT_NEEDED: Why = "not_needed" "Not needed" [Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// The document that contains it, where it is kept as a part of another.
    PART_OF: One<Document> = "part_of" "Part of" [Apart Search];
    /// The kind of `aims report` that prints it, for an own document; for a demanded one the catalogue says it.
    REPORT: Line = "report" "Report" [];
    /// Its label of the classifications of the organization.
    CLASSIFICATION: Line = "classification" "Classification" [];
    /// How long it is kept, or until when.
    RETENTION: Line = "retention" "Kept until" [];
    /// Who may read it.
    ACCESS: Line = "access" "Who may read" [];
    /// Where an outside document comes from; empty: it is ours.
    ORIGIN: Line = "origin" "Origin" [];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
}

const DERIVED: &[Derived] = approval::derived_with_newest![APPROVALS;
    Derived {
        name: "state",
        label: "State",
        help: "Missing, file gone, review due, changed since it was approved, exists without approval, approved without a day of \
               review, current, kept here in the records of the register, part of another document, or not needed.",
        shape: Shape::OneOf(<State as crate::domain::record::choice::Choices>::ITEMS),
        get: |register, record, today| state(register, record, today).into(),
    },
    Derived {
        name: "demanded_by",
        label: "Demanded by",
        help: "The sub-clause or control that demands it; nothing for an own document.",
        shape: Shape::Terms(Vocabulary::Requirements),
        get: |_, record, _| {
            let by = demanded_by(record.id());
            by.map_or(Value::Empty, |id| Value::set(vec![Value::Reference(Id::new(id))]))
        },
    },
];

const POLICY_HERE: Example = Example::of(POLICY, "location: docs/policy.md").beside(&[NAMED]);

const RULES: &[KindRule] = &[
    KindRule::record(
        "location and title",
        is_locatable,
        &[EXAMPLE.change("location: ../elsewhere.md")],
    ),
    KindRule::record(
        "document of a clause",
        is_needless_clause,
        &[EXAMPLE.change("not_needed: too small")],
    ),
    KindRule::change(
        "approval of what is not there",
        approves_nothing,
        &[
            EXAMPLE.change("approvals: 1 | today | carla"),
            EXAMPLE
                .before("approvals: 1 | -1m | carla")
                .change("approvals: 1 | today | carla"),
        ],
    ),
    KindRule::change(
        "approval of another file",
        approval_of_another,
        &[EXAMPLE
            .before("location: docs/scope.md; approvals: 1 | -1m | carla")
            .change("location: docs/other.md")],
    ),
    KindRule::change(
        "approval by nobody",
        approved_by_nobody,
        &[EXAMPLE.before("location: docs/scope.md").change("approvals: 1 | today")],
    ),
    KindRule::change(
        ENTITLED,
        |proposal| entitled::questioned(proposal, APPROVALS),
        &[
            POLICY_HERE.change("approvals: 1 | today | ben"),
            POLICY_HERE.change("approvals: 1 | today | dora"),
        ],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[APPROVALS.index()]),
        &[EXAMPLE
            .before("location: docs/scope.md; review: -1w")
            .change("review: +1m")],
    ),
];

const EXAMPLE: Example = Example::of("4.3/d1", "");

/// The AI policy, the one document that has rules of its own.
pub const POLICY: &str = "5.2/d1";

/// The document by which a control asks for the policy.
pub const POLICY_OF_CONTROL: &str = "A.2.2/d1";

fn approves_nothing(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !approves(proposal) {
        return None;
    }
    let location = proposal.after.get(LOCATION);
    let set = kept_sets::of(proposal.after.id().as_str());
    let sentence = if let Some(set) = set.filter(|_| location.is_empty()) {
        if set.is_begun_in(Records::after(proposal.register, proposal.touched)) {
            return None;
        }
        return Some((
            Remedy::Never,
            format!("There is nothing to approve yet: {}.", set.empty),
        ));
    } else if location.is_empty() {
        "There is nothing to approve yet: it is not said where the document is.".to_owned()
    } else if is_gone(proposal.register, proposal.after) && proposal.is_decided_here() {
        // What comes from another register was approved where the file is.
        format!(
            "There is nothing to approve: {location} is not in the repository. Put the file back or say where it is."
        )
    } else {
        return None;
    };
    Some((Remedy::Fill("location"), sentence))
}

/// Tells whether a change approves a document, for the first time or again.
fn approves(proposal: &Proposal<'_>) -> bool {
    let newest = approval::newest(proposal.after.stored(APPROVALS));
    let before = proposal
        .before
        .and_then(|before| approval::newest(before.stored(APPROVALS)));
    newest.is_some() && newest != before
}

/// An approval is that of somebody.
fn approved_by_nobody(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let newest = approval::newest(proposal.after.stored(APPROVALS))?;
    (approves(proposal) && newest.by.is_empty()).then(|| {
        let sentence = "An approval names who approved; say both or neither.".to_owned();
        (Remedy::Fill("approvals"), sentence)
    })
}

/// An approval was of the file that was there then.
fn approval_of_another(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal.before.filter(|_| proposal.changes(LOCATION))?;
    let old = before.get(LOCATION);
    let by = approval::newest(before.stored(APPROVALS))?.by;
    let is_approved = approval::newest(proposal.after.stored(APPROVALS)).is_some();
    if old.is_empty() || by.is_empty() || approves(proposal) || !is_approved {
        return None;
    }
    let sentence = format!("{by} approved {old}; the approval would be for another file, or for none.");
    Some((Remedy::Confirm, sentence))
}

fn is_locatable(record: &Record) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if observed::leaves(record.get(LOCATION)) {
        let sentence = "A path stays inside the repository, and a link begins with https://.";
        wrong.push(("location", sentence.to_owned()));
    }
    if demanded_by(record.id()).is_none() && record.get(TITLE).is_empty() {
        wrong.push(("title", "Title is required.".to_owned()));
    }
    wrong
}

/// Clauses cannot be excluded, and so neither can the documents they ask for.
fn is_needless_clause(record: &Record) -> Vec<(&'static str, String)> {
    if !is_of_clause(record.id()) || record.get(NOT_NEEDED).is_empty() {
        return Vec::new();
    }
    vec![("not_needed", clause_sentence(record.id()))]
}

/// Says why a document of a clause is needed.
pub fn clause_sentence(id: &Id) -> String {
    let by = demanded_by(id).unwrap_or_default();
    format!("{by} demands it, so it cannot be \"not needed\"; \"part of\" names the document that contains it.")
}

/// Tells whether a clause demands a document, not a control.
pub fn is_of_clause(id: &Id) -> bool {
    demanded_by(id).is_some_and(|by| by.starts_with(|first: char| first.is_ascii_digit()))
}

/// Tells whether it was said that a document is not needed, and may be said.
fn is_said_needless(record: &Record) -> bool {
    !record.get(NOT_NEEDED).is_empty() && !is_of_clause(record.id())
}

/// Returns the sub-clause or control that demands a document; nothing for an own one.
pub fn demanded_by(id: &Id) -> Option<&str> {
    id.as_str().split_once("/d").map(|(by, _)| by)
}

/// Returns the ids of the documents that a sub-clause or control demands.
pub fn demanded<'a>(register: &'a Register, by: &'a str) -> impl Iterator<Item = &'a Id> {
    (1..)
        .map(move |number| register.get(&format!("{by}/d{number}")))
        .map_while(|record| record.map(Record::id))
}

/// Tells whether a document has to be there: it was not said to be needless, and its control was not excluded.
pub fn is_needed(register: &Register, record: &Record) -> bool {
    let control = demanded_by(record.id()).and_then(|by| register.get(by));
    !is_said_needless(record) && control.is_none_or(control::is_applicable)
}

/// Tells whether a document with this id is located, by itself or as a part of another, and its file is not gone.
pub fn is_kept(register: &Register, id: &str) -> bool {
    let holder = register.get(id).and_then(|record| holder(register, record));
    holder.is_some_and(|holder| !is_gone(register, holder))
}

/// The class of what the register lacks and a document of the clause says.
pub const KEPT_ELSEWHERE: Class = Class::ADVICE_PLANNED;

/// Weighs as advice what the register lacks while the clause's own document says it.
pub fn kept_elsewhere(asked: &Asked<'_>, document: &str, raised: Raised) -> Raised {
    if is_kept(asked.register, document) {
        raised.class(KEPT_ELSEWHERE)
    } else {
        raised
    }
}

/// Returns the newest approval of a document.
pub fn approval(record: &Record) -> Option<Approval<'_>> {
    approval::newest(record.stored(APPROVALS))
}

/// Tells whether somebody approved it on some day.
pub fn is_approved(record: &Record) -> bool {
    approval(record).is_some_and(|approval| !approval.by.is_empty() && approval.on.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::answer;

    #[test]
    fn demanded_documents_exist_in_a_new_register() {
        let register = Register::default();
        let of = |clause: bool| {
            let documents = register.of(&KIND);
            let is_clause = |record: &&Record| {
                register
                    .catalogue()
                    .clause(demanded_by(record.id()).unwrap_or(""))
                    .is_some()
            };
            documents.filter(|record| is_clause(record) == clause).count()
        };
        assert_eq!((of(true), of(false)), (21, 26));
        let scope = register.get("4.3/d1").expect("the scope");
        assert_eq!(register.title("4.3/d1"), Some("AIMS scope"));
        assert_eq!((demanded_by(scope.id()), scope.kind()), (Some("4.3"), &KIND));
        assert_eq!(demanded(&register, "6.1.3").count(), 4);
        assert_eq!(demanded(&register, "4.1").count(), 0);
        assert!(
            register
                .of(&answer::KIND)
                .all(|answer| demanded_by(answer.id()).is_none())
        );
        let control = register.title("A.2.2").expect("a control").to_owned();
        assert_eq!(register.title("A.2.2/d1"), Some(&*control));
    }

    #[test]
    fn an_own_document_has_a_title() {
        let own = Record::new(&KIND, "D-00000".into());
        assert_eq!(own.problems().len(), 1);
        assert!(own.with(TITLE, "Manual").problems().is_empty());
        let demanded = Record::new(&KIND, "4.3/d1".into());
        assert!(demanded.problems().is_empty());
        assert_eq!(demanded.with(LOCATION, "../x").problems().len(), 1);
    }
}
