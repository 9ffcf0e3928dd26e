//! The record that holds the organization's risk method (6.1.2); [`crate::domain::method`] computes with it.

pub mod check;
pub mod comparison;
pub mod presets;

use crate::domain::kinds::approval::entitled::{self, ENTITLED, NAMED};
use crate::domain::kinds::approval::{self, Approvals, completion};
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::method::comparison::shifts;
use crate::domain::kinds::method::presets::PRESETS;
use crate::domain::kinds::risk;
use crate::domain::method::{Band, Fault, Method as InForce, Step};
use crate::domain::record::Record;
use crate::domain::record::choice::choices;
use crate::domain::record::field::Home;
use crate::domain::record::id::IdForm;
use crate::domain::record::kind::{kind, table};
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::{Line, Lines, OneOf, Row, Rows, Whole};
use crate::domain::register::Register;

table! {
    /// The steps of the likelihood scale, lowest first.
    Likelihoods, sorted: false, LABEL: Line = "label", MEANING: Line = "meaning"
}

table! {
    /// The steps of the consequence scale, lowest first, with criteria per dimension.
    Consequences, sorted: false, LABEL: Line = "label", ORGANIZATION: Line = "organization",
    INDIVIDUALS: Line = "individuals", SOCIETY: Line = "society"
}

table! {
    /// The bands, lowest first.
    Bands, sorted: false, LETTER: Line = "letter", NAME: Line = "name", REVIEW_MONTHS: Whole = "review_months",
    ACCEPT_BY: Line = "accept_by"
}

choices! {
    /// How a threshold of the method classes a use.
    UseClass {
        Sensitive Warn "sensitive";
        Restricted Bad "restricted", "prohibited";
    }
}

table! {
    /// Uses for which the impact assessment has to do more, and what.
    Thresholds, sorted: true, USE: Line = "use", CLASS: OneOf<UseClass> = "class", FOLLOWS: Line = "follows"
}

table! {
    /// The steps of the impact scale, lowest first.
    Impacts, sorted: false, LABEL: Line = "label", MEANING: Line = "meaning"
}

/// The id of the one record of the risk method.
pub const ID: &str = "method";

kind! {
    /// The risk method: scales, grid, bands and appetite. Nothing about it is built into the program.
    Method "method" "methods" {
        ids: IdForm::Single(ID),
        home: Home::File("method.ron"),
        derived: approval::derived_with_newest![APPROVALS;],
        former: approval::NAMES,
        move_former: |moves, id| approval::move_names(moves, id, APPROVALS),
        open: crate::domain::kinds::always_open,
        check: check::RULES,
        incomplete: Some(&check::FAULTY),
        rules: RULES,
        follow: crate::domain::kinds::no_follow,
        entails: |proposal| completion::completed(proposal, APPROVALS),
        method: Some(read),
    }
    /// The likelihood scale, lowest first, 3 to 10 steps: label | meaning.
    LIKELIHOOD: Rows<Likelihoods> = "likelihood" "Likelihood" [];
    /// The consequence scale, lowest first, 3 to 10 steps: label | for the organization | for individuals | for society.
    CONSEQUENCE: Rows<Consequences> = "consequence" "Consequence" [];
    /// The bands, lowest first: letter | name | months until a risk in it is looked at again | who may accept such a risk.
    BANDS: Rows<Bands> = "bands" "Bands" [];
    /// A line per likelihood, the highest first, with the letter of the band at each consequence.
    GRID: Lines = "grid" "Grid" [];
    /// The highest band that is accepted without more.
    APPETITE: Line = "appetite" "Appetite" [Apart];
    /// When a use calls for more in the impact assessment: use | sensitive or restricted | what follows.
    THRESHOLDS: Rows<Thresholds> = "thresholds" "Thresholds" [Apart];
    /// The scale of impacts on people and society, lowest first: label | meaning.
    IMPACT_SCALE: Rows<Impacts> = "impact_scale" "Impact scale" [];
    /// Who adopted criteria and appetite as they are: version | on | by | SHA-256 of what was adopted | what changed.
    APPROVALS: Rows<Approvals> = "approvals" "Approvals" [Apart Happened Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
}

/// The rule that a method by which risks are judged otherwise is looked at.
pub const JUDGED_OTHERWISE: &str = "risks that are judged otherwise";

const RULES: &[KindRule] = &[
    KindRule::change(
        ENTITLED,
        |proposal| entitled::questioned(proposal, APPROVALS),
        &[EXAMPLE.beside(&[NAMED]).change("approvals: 1 | today | dora")],
    ),
    KindRule::record(
        "scales, bands and grid",
        |record| read(record).err().unwrap_or_default(),
        &[EXAMPLE.change("appetite: Z")],
    ),
    KindRule::change(
        JUDGED_OTHERWISE,
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
    let other = read(proposal.after).ok()?;
    let shifts = shifts(proposal.register, &other);
    let changes = !shifts.moved.is_empty() || shifts.above.0 != shifts.above.1;
    changes.then(|| (Remedy::Confirm, shifts.in_short()))
}

/// Reads the method from its record. A record in which nothing was said is the preset.
///
/// # Errors
///
/// Fails with every fault found.
pub fn read(record: &Record) -> Result<InForce, Vec<Fault>> {
    if record.says_nothing() {
        return read(&preset());
    }
    InForce::new(
        record.get(LIKELIHOOD).into_iter().map(likelihood).collect(),
        record.get(CONSEQUENCE).into_iter().map(consequence).collect(),
        record.get(BANDS).into_iter().map(band).collect(),
        record.get(APPETITE),
        &record.get(GRID),
    )
}

fn likelihood(row: Row<'_, Likelihoods>) -> Step {
    Step {
        label: row.text(Likelihoods::LABEL).to_owned(),
        criteria: [row.text(Likelihoods::MEANING), "", ""].map(str::to_owned),
    }
}

fn consequence(row: Row<'_, Consequences>) -> Step {
    let criteria = [
        Consequences::ORGANIZATION,
        Consequences::INDIVIDUALS,
        Consequences::SOCIETY,
    ];
    Step {
        label: row.text(Consequences::LABEL).to_owned(),
        criteria: criteria.map(|of| row.text(of).to_owned()),
    }
}

fn band(row: Row<'_, Bands>) -> Band {
    let months = row.get(Bands::REVIEW_MONTHS);
    Band {
        letter: row.text(Bands::LETTER).chars().next().unwrap_or('?'),
        name: row.text(Bands::NAME).to_owned(),
        review_months: months.and_then(|months| u32::try_from(months).ok()),
    }
}

/// Returns the risks that count and of which somebody judged a score.
pub fn judged(register: &Register) -> impl Iterator<Item = &Record> {
    let is_judged = |risk: &&Record| risk::TIMES.into_iter().any(|time| risk.get(time).is_some());
    register
        .of(&risk::KIND)
        .filter(|risk| !risk.is_retired())
        .filter(is_judged)
}

/// Tells whether risks are judged while no method is recorded, so that nobody can say what their levels mean.
pub fn is_missing(register: &Register) -> bool {
    let is_recorded = register.get(ID).is_some_and(|record| !record.says_nothing());
    !is_recorded && register.unreadable(ID).is_none() && judged(register).next().is_some()
}

/// Returns the method a new AIMS starts with, the first of the [`presets`].
pub fn preset() -> Record {
    PRESETS[0].record()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::method::score::{Dimension, Score};
    use crate::domain::record::value::Value;

    fn default() -> InForce {
        read(&preset()).expect("the preset is a method")
    }

    #[test]
    fn the_preset_is_a_method() {
        let method = default();
        assert_eq!((method.likelihoods.len(), method.consequences.len()), (5, 5));
        assert!(method.band_at(Some(1), 1) < method.band_at(Some(5), 5));
    }

    #[test]
    fn the_level_is_that_of_the_worst_consequence() {
        let method = default();
        let score: Score = "4 1/5/2".parse().expect("a score");
        assert_eq!(method.level(&score, None), method.band_at(Some(4), 5));
        assert_eq!(
            method.level(&score, Some(Dimension::Organization)),
            method.band_at(Some(4), 1)
        );
    }

    #[test]
    fn without_a_likelihood_the_consequence_decides() {
        let method = default();
        assert_eq!(method.band_at(None, 3), method.band_at(Some(5), 3));
    }

    #[test]
    fn outside_the_scales_there_is_no_level() {
        let method = default();
        assert_eq!(method.band_at(Some(6), 1), None);
        assert_eq!(method.band_at(Some(0), 1), None);
        assert_eq!(method.band_at(None, 9), None);
    }

    #[test]
    fn faults_are_all_told() {
        let mut record = preset();
        record.put(APPETITE.index(), Value::text("Nope")).expect("fits");
        record
            .put(GRID.index(), Value::list(vec![Value::text("L X")]))
            .expect("fits");
        let faults = read(&record).expect_err("faults");
        assert!(faults.len() >= 4, "{faults:?}");
    }
}
