//! The record that holds the organization's risk method (6.1.2); [`crate::domain::method`] computes with it.

use crate::domain::admission::{Example, KindRule, Proposal, Remedy};
use crate::domain::method::Method as InForce;
use crate::domain::method::comparison::shifts;
use crate::domain::method::presets::PRESETS;
use crate::domain::record::Record;
use crate::domain::record::check::checks;
use crate::domain::record::field::{Home, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::typed::{Line, Lines, Rows};

table! {
    /// The steps of the likelihood scale, lowest first.
    Likelihoods, sorted: false, "label": Shape::Line, "meaning": Shape::Line
}

table! {
    /// The steps of the consequence scale, lowest first, with criteria per dimension.
    Consequences, sorted: false, "label": Shape::Line, "organization": Shape::Line,
    "individuals": Shape::Line, "society": Shape::Line
}

table! {
    /// The bands, lowest first.
    Bands, sorted: false, "letter": Shape::Line, "name": Shape::Line, "review_months": Shape::Whole
}

/// The id of the one record of the risk method.
pub const ID: &str = "method";

kind! {
    /// The risk method: scales, grid, bands and appetite. Nothing about it is built into the program.
    Method "method" "methods" {
        ids: IdForm::Single(ID),
        home: Home::File("method.ron"),
        derived: &[],
        open: crate::domain::kinds::always_open,
        check: CHECKS,
        incomplete: Some(FAULTY),
        rules: RULES,
        follow: crate::domain::kinds::no_follow,
    }
    /// The likelihood scale, lowest first, 3 to 10 steps: label | meaning.
    LIKELIHOOD: Rows<Likelihoods> = "likelihood" "Likelihood" [];
    /// The consequence scale, lowest first, 3 to 10 steps: label | for the organization | for individuals | for society.
    CONSEQUENCE: Rows<Consequences> = "consequence" "Consequence" [];
    /// The bands, lowest first: letter | name | months until a risk in it is looked at again.
    BANDS: Rows<Bands> = "bands" "Bands" [];
    /// A line per likelihood, the highest first, with the letter of the band at each consequence.
    GRID: Lines = "grid" "Grid" [];
    /// The highest band that is accepted without more.
    APPETITE: Line = "appetite" "Appetite" [Apart];
}

checks! {
    // Its faults are found as those of any record, under this code.
    |_| {};
    /// The risk method has a fault, so that levels are computed by a stand-in.
    FAULTY "AIMS-E204" "method-faulty";
}

const RULES: &[KindRule] = &[
    KindRule::record(
        "scales, bands and grid",
        |record| InForce::read(record).err().unwrap_or_default(),
        &[EXAMPLE.change("appetite: Z")],
    ),
    KindRule::change(
        "risks that are judged otherwise",
        judges_otherwise,
        &[EXAMPLE
            .beside(&[("risk", "R-00001", "title: Drift; current: 3 3/3/3")])
            .before(
                "likelihood: rare | never\npossible | at times\noften | daily; \
                consequence: low | a | b | c\nmedium | a | b | c\nhigh | a | b | c; \
                bands: L | Low | 12\nH | High | 3; grid: L H H\nL L H\nL L L; \
                appetite: Low",
            )
            .change("appetite: High")],
    ),
];

const EXAMPLE: Example = Example::of(ID, "");

/// Asks for a second look at a method by which risks change their band or their side of the appetite.
fn judges_otherwise(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    proposal.before?;
    let other = InForce::read(proposal.after).ok()?;
    let shifts = shifts(proposal.register, &other);
    let changes = !shifts.moved.is_empty() || shifts.above.0 != shifts.above.1;
    changes.then(|| (Remedy::Confirm, shifts.in_short()))
}

/// Returns the method a new AIMS starts with, the first of the [presets](crate::domain::method::presets).
pub fn preset() -> Record {
    PRESETS[0].record()
}
