//! The record that holds the organization's risk method (6.1.2); [`crate::domain::method`] computes with it.

use crate::domain::field::{Home, Shape};
use crate::domain::id::{Id, IdForm};
use crate::domain::kind::{kind, table};
use crate::domain::method::Method as InForce;
use crate::domain::record::Record;
use crate::domain::typed::{Line, Lines, Rows};
use crate::domain::value::Value;

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

kind! {
    /// The risk method: scales, grid, bands and appetite. Nothing about it is built into the program.
    Method "method" "methods" {
        ids: IdForm::Single("method"),
        home: Home::File("method.ron"),
        derived: &[],
        open: super::always_open,
        rules: |record| InForce::read(record).err().unwrap_or_default(),
        follow: super::no_follow,
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

/// Returns the method a new AIMS starts with: five likelihoods, five consequences, four bands.
pub fn preset() -> Record {
    let rows = |lines: &[&[&str]]| {
        let cell = |text: &&str| text.parse().map_or_else(|_| Value::text(text), Value::Number);
        let row = |cells: &&[&str]| Value::Row(cells.iter().map(cell).collect());
        Value::list(lines.iter().map(row).collect())
    };
    Record::new(&KIND, Id::new("method"))
        .with(
            LIKELIHOOD,
            rows(&[
                &["Rare", "Not expected in ten years"],
                &["Unlikely", "Once in three to ten years"],
                &["Possible", "Once in one to three years"],
                &["Likely", "Several times a year"],
                &["Almost certain", "Every month or more often"],
            ]),
        )
        .with(
            CONSEQUENCE,
            rows(&[
                &["Negligible", "Absorbed in daily work", "Annoyance", "Not noticeable"],
                &[
                    "Minor",
                    "Extra work for a team",
                    "Reversible disadvantage for a few",
                    "Local and short",
                ],
                &[
                    "Moderate",
                    "Targets missed, complaints",
                    "Lasting disadvantage or many concerned",
                    "Trust of a group suffers",
                ],
                &[
                    "Major",
                    "Breach of law, loss of a market",
                    "Rights, health or livelihood harmed",
                    "Public trust or a community harmed",
                ],
                &[
                    "Severe",
                    "Existence threatened",
                    "Lives lost or ruined",
                    "Lasting harm to society",
                ],
            ]),
        )
        .with(
            BANDS,
            rows(&[
                &["L", "Low", "12"],
                &["M", "Medium", "12"],
                &["H", "High", "6"],
                &["C", "Critical", "3"],
            ]),
        )
        .with(
            GRID,
            vec!["M M H C C", "L M H H C", "L M M H H", "L L M M H", "L L L M M"],
        )
        .with(APPETITE, "Medium")
}
