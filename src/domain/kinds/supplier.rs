//! Suppliers: who supplies which systems, and how they were judged (A.10.3).

pub mod check;

use chrono::NaiveDate;

use crate::domain::admission::{left, redating};
use crate::domain::day::recurrence;
use crate::domain::kinds::check::intervals::Interval;
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::review::Event;
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::{Home, Moving};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::{Day, Line, Many, One, OneOf, Person, Prose, Rows};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// What the assessment of a supplier came to.
    Outcome {
        Suitable "suitable", "approved", "ok";
        Conditional Warn "conditional", "with conditions";
        Unsuitable Bad "unsuitable", "rejected";
    }
}

choices! {
    /// Who carries a duty towards a supplied system.
    Holder {
        Us "us", "we", "the organization";
        Supplier "supplier", "vendor";
        Customer "customer";
        Other "other";
    }
}

table! {
    /// Who carries which duty: a row for each duty, holder and system, and where it was agreed.
    Allocations, sorted: true, DUTY: Line = "duty", HOLDER: OneOf<Holder> = "holder",
    SYSTEM: One<system::System> = "system", AGREED_IN: Line = "agreed_in"
}

kind! {
    /// Somebody who supplies AI systems, models, data or services to them.
    Supplier "supplier" "suppliers" {
        ids: IdForm::Random('P'),
        home: Home::Folder("suppliers"),
        derived: &[crate::domain::kinds::LATE, crate::domain::kinds::PROBLEMS],
        open: |record| record.get(ENDED).is_none(),
        moving: Some(Moving {
            field: REVIEW.index(),
            due: |register, record, today| check::next_review(register, record, today).map(|due| due.day),
            of_ended: false,
        }),
        check: check::RULES,
        rules: RULES,
        follow: follow,
    }
    /// What the supplier is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What they supply.
    SUPPLIES: Prose = "supplies" "Supplies" [];
    /// The systems they supply, or supply something to.
    SYSTEMS: Many<system::System> = "systems" "Systems" [Search About];
    /// Whom to reach there.
    CONTACT: Line = "contact" "Contact" [];
    /// The contract or terms: a path in the repository, a link or a number.
    CONTRACT: Line = "contract" "Contract" [];
    /// Who does what: duty | us, supplier, customer or other | system, all it supplies where none is named | agreed in.
    ALLOCATION: Rows<Allocations> = "allocation" "Who does what" [];
    /// Who answers for the relation.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// The day they were assessed last.
    ASSESSED: Day = "assessed" "Assessed" [Apart Happened Outcome];
    /// What the assessment came to.
    OUTCOME: OneOf<Outcome> = "outcome" "Outcome" [Status Outcome];
    /// What was looked at, what was found, and which conditions hold.
    ASSESSMENT: Prose = "assessment" "Assessment" [Outcome];
    /// How often they are reviewed, such as `year` or `6 months`.
    EVERY: Line = "every" "Review every" [];
    /// The day of the next review.
    REVIEW: Day = "review" "Next review" [Apart Dated Due];
    /// The day on which the relation ended.
    ENDED: Day = "ended" "Ended" [Apart Happened Outcome];
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
    KindRule::record(
        "assessment",
        assessment_is_dated,
        &[LATE.change("outcome: suitable"), LATE.change("every: now and then")],
    ),
    KindRule::change(
        "reason of putting off",
        reason_of_putting_off,
        &[LATE.change("review: +1m"), LATE.change("review:")],
    ),
    KindRule::change(
        redating::THE_PAST,
        redating::refuses_the_past,
        &[LATE.change("review: 2020-01-01; note: a slip of the pen")],
    ),
    KindRule::change(
        left::OPEN,
        |proposal| left::stays_open(proposal, Record::is_open),
        &[LATE
            .beside(&[(
                "action",
                "T-00009",
                "title: Filter; serves: P-00001; owner: ana; due: +1m",
            )])
            .change("ended: today")],
    ),
];

const LATE: Example = Example::of("P-00001", "title: Mistwood; owner: ana; review: -1w");

/// An assessment brings the day of the next review with it.
fn reason_of_putting_off(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    redating::needs_reason(proposal, &[NOTE.index(), ASSESSED.index()])
}

/// Why the review was put off stands in the note.
fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let is_assessed = proposal.changes(ASSESSED);
    redating::reason_in(proposal, NOTE)
        .filter(|_| !is_assessed)
        .into_iter()
        .collect()
}

fn assessment_is_dated(record: &Record) -> Vec<(&'static str, String)> {
    let undated = record.get(OUTCOME).is_some() && record.get(ASSESSED).is_none();
    let sentence = || {
        (
            "assessed",
            "A supplier that was assessed has the day on which it was.".to_owned(),
        )
    };
    let unclear = recurrence::problem(record.get(EVERY)).map(|problem| ("every", problem));
    undated.then(sentence).into_iter().chain(unclear).collect()
}

/// Returns the day of the review after one on a day: by the interval that holds for it; none where nobody can read its own, since
/// a guess would pass for what was agreed.
pub fn next_review(
    register: &Register,
    supplier: &Record,
    outcome: Option<Outcome>,
    on: NaiveDate,
) -> Option<NaiveDate> {
    let is_clear = recurrence::problem(supplier.get(EVERY)).is_none();
    let due = interval(register, supplier, outcome, on).after(on);
    due.filter(|_| is_clear).map(|due| due.day)
}

/// Returns how often a supplier is reviewed: by its own interval, else as is planned.
pub fn interval(register: &Register, supplier: &Record, outcome: Option<Outcome>, today: NaiveDate) -> Interval {
    let planned = planned_interval(register, outcome);
    Interval::said(supplier.get(EVERY)).map_or(planned, |own| own.within(planned, today))
}

/// Returns how often suppliers are reviewed: by the cadence, else what is usual for how one was judged.
pub fn planned_interval(register: &Register, outcome: Option<Outcome>) -> Interval {
    let usual = match outcome {
        Some(Outcome::Conditional) => 6,
        _ => 12,
    };
    Interval::of_event(register, Event::SupplierReview).unwrap_or_else(|| Interval::usual_months(usual))
}

/// Tells whether a supplier supplies a system that the AIMS governs.
pub fn supplies_in_scope(register: &Register, supplier: &Record) -> bool {
    let systems = supplier
        .get(SYSTEMS)
        .into_iter()
        .filter_map(|id| register.get(id.as_str()));
    let in_scope = |system: &Record| system.is_open() && system.get(system::SCOPE) != Some(system::Scope::Out);
    systems.into_iter().any(in_scope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn the_next_review_follows_from_the_interval() {
        let (register, on) = (Register::default(), day::iso("2026-01-31").expect("a day"));
        for (every, next) in [
            ("", "2027-01-31"),
            ("year", "2027-01-31"),
            ("2 years", "2028-01-31"),
            ("6 months", "2026-07-31"),
            ("quarter", "2026-04-30"),
            ("2 weeks", "2026-02-14"),
        ] {
            let supplier = Record::new(&KIND, "P-00000".into()).with(EVERY, every);
            assert_eq!(next_review(&register, &supplier, None, on), day::iso(next), "{every}");
        }
        let unreadable = Record::new(&KIND, "P-00000".into()).with(EVERY, "now and then");
        assert_eq!(next_review(&register, &unreadable, None, on), None);
        let supplier = Record::new(&KIND, "P-00000".into());
        let conditional = next_review(&register, &supplier, Some(Outcome::Conditional), on);
        assert_eq!(conditional, day::iso("2026-07-31"));
    }
}
