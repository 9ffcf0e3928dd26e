//! Obligations: what law, contracts, parties, certifiers or the organization itself ask of the AIMS (4.2).

pub mod check;

use crate::domain::admission::{left, redating};
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{LATE, PROBLEMS, control, system};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::{Home, Moving};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::kind;
use crate::domain::record::rules::{Example, KindRule, Proposal};
use crate::domain::record::typed::{Day, Line, Many, OneOf, Person, Prose, Rows, Why};
use crate::domain::record::value::Value;

choices! {
    /// Who asks.
    Source {
        Law "law", "regulation", "legal";
        Contract "contract", "customer";
        Party "interested party", "party", "stakeholder";
        Certifier "certifier", "certification body";
        Own "own", "policy", "self-imposed";
    }
}

choices! {
    /// Whether the AIMS takes an obligation on.
    TakenOn {
        Yes Good "yes", "taken on";
        No Quiet "no", "not taken on";
        Open Warn "open", "undecided";
    }
}

choices! {
    /// How an obligation is met.
    Status {
        Open Warn "open", "not met", "in progress";
        Met Good "met", "fulfilled", "done";
        NotApplicable Quiet "not applicable" as "n/a", "n/a", "na";
    }
}

kind! {
    /// A requirement of law, contract, party, certifier or our own.
    Obligation "obligation" "obligations" {
        ids: IdForm::Random('N'),
        home: Home::Folder("obligations"),
        derived: &[LATE, PROBLEMS],
        open: |record| matches!(record.get(STATUS), Some(Status::Open) | None),
        initial: |record, _| record.with(TAKEN_ON, TakenOn::Open).with(STATUS, Status::Open),
        moving: Some(Moving {
            field: REVIEW.index(),
            due: |register, record, today| check::next_look(register, record, today).map(|due| due.day),
            of_ended: false,
        }),
        check: check::RULES,
        rules: RULES,
        follow: follow,
    }
    /// What is asked.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// Who asks.
    SOURCE: OneOf<Source> = "source" "Source" [Required];
    /// Where it is written: law and article, contract and clause, or a link.
    ARTICLE: Line = "article" "Article" [Search];
    /// The key of a row of the catalogue of legal duties.
    DUTY: Line = "duty" "Duty" [];
    /// The interested party, as named in the organization.
    PARTY: Line = "party" "Party" [Search];
    /// The systems it applies to; none means all.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// Whether the AIMS takes it on.
    TAKEN_ON: OneOf<TakenOn> = "taken_on" "Taken on" [Apart Required Outcome];
    /// Why it is not taken on or does not apply.
    REASON: Why = "reason" "Reason" [Outcome];
    /// How it is dealt with.
    HOW: Prose = "how" "How met" [];
    /// Who answers for it.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// The controls that meet it: grounds of the statement of applicability.
    CONTROLS: Many<control::Control> = "controls" "Controls" [Search];
    /// How it is met.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome];
    /// The day since which it applies.
    FROM: Day = "from" "From" [];
    /// The day by which it is to be met.
    DUE: Day = "due" "Due" [Apart Dated Due];
    /// The day on which to look at it again.
    REVIEW: Day = "review" "Next look" [Dated];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

const RULES: &[KindRule] = &[
    KindRule::change(
        "reason of putting off",
        |proposal| redating::needs_reason(proposal, &[NOTE.index()]),
        &[OPEN.change("due: +1m")],
    ),
    KindRule::change(
        redating::THE_PAST,
        redating::refuses_the_past,
        &[OPEN.change("due: 2020-01-01; note: a slip of the pen")],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[HOW.index()]),
        &[OPEN
            .before("title: Tell staff; source: law; taken_on: yes; status: open; review: -1w")
            .change("review: +1m")],
    ),
    KindRule::change(
        left::OPEN,
        |proposal| left::stays_open(proposal, Record::is_open),
        &[OPEN
            .beside(&[(
                "action",
                "T-00009",
                "title: Write the notice; serves: N-00001; owner: ana; due: +1m",
            )])
            .change("status: not applicable; reason: no staff affected")],
    ),
];

const OPEN: Example = Example::of(
    "N-00001",
    "title: Tell staff; source: law; taken_on: yes; status: open; owner: ana; due: -1w",
);

/// Why it was put off is in the note.
fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    redating::reason_in(proposal, NOTE).into_iter().collect()
}
