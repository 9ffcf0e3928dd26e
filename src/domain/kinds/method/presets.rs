//! Risk methods to start with; each becomes the organization's own with the first change.

use crate::domain::kinds::method as kind;
use crate::domain::kinds::method::{Bands, KIND};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::typed::NewRow;
use crate::domain::record::value::Value;

/// A method to begin with.
#[derive(Debug)]
pub struct Preset {
    /// Its name, likelihoods by consequences: `5x5`.
    pub name: &'static str,
    /// What it is good for.
    pub purpose: &'static str,
    likelihood: &'static [[&'static str; 2]],
    consequence: &'static [[&'static str; 4]],
    bands: &'static [(&'static str, &'static str, i64)],
    /// The highest likelihood first.
    grid: &'static [&'static str],
    appetite: &'static str,
}

impl Preset {
    /// Returns it as the record of a method.
    pub fn record(&self) -> Record {
        let row = |cells: &[&str]| Value::Row(cells.iter().map(|cell| Value::text(cell)).collect());
        let likelihood = self.likelihood.iter().map(|cells| row(cells)).collect();
        let consequence = self.consequence.iter().map(|cells| row(cells)).collect();
        let band = |(letter, name, months): &(&str, &str, i64)| {
            NewRow::of(Bands::LETTER, *letter)
                .with(Bands::NAME, *name)
                .with(Bands::REVIEW_MONTHS, Value::Number(*months))
                .into()
        };
        Record::new(&KIND, Id::new(KIND.name))
            .with(kind::LIKELIHOOD, Value::list(likelihood))
            .with(kind::CONSEQUENCE, Value::list(consequence))
            .with(kind::BANDS, Value::list(self.bands.iter().map(band).collect()))
            .with(kind::GRID, self.grid.to_vec())
            .with(kind::APPETITE, self.appetite)
    }
}

/// The methods to choose from; the first is the one a new AIMS starts with.
pub const PRESETS: [Preset; 4] = [FIVE, FOUR, THREE, SIX];

const FIVE: Preset = Preset {
    name: "5x5",
    purpose: "four bands, the usual one",
    likelihood: &[
        ["Rare", "Not expected in ten years"],
        ["Unlikely", "Once in three to ten years"],
        ["Possible", "Once in one to three years"],
        ["Likely", "Several times a year"],
        ["Almost certain", "Every month or more often"],
    ],
    consequence: &[
        ["Negligible", "Absorbed in daily work", "Annoyance", "Not noticeable"],
        [
            "Minor",
            "Extra work for a team",
            "Reversible disadvantage for a few",
            "Local and short",
        ],
        [
            "Moderate",
            "Targets missed, complaints",
            "Lasting disadvantage or many concerned",
            "Trust of a group suffers",
        ],
        [
            "Major",
            "Breach of law, loss of a market",
            "Rights, health or livelihood harmed",
            "Public trust or a community harmed",
        ],
        [
            "Severe",
            "Existence threatened",
            "Lives lost or ruined",
            "Lasting harm to society",
        ],
    ],
    bands: &[
        ("L", "Low", 12),
        ("M", "Medium", 12),
        ("H", "High", 6),
        ("C", "Critical", 3),
    ],
    grid: &["M M H C C", "L M H H C", "L M M H H", "L L M M H", "L L L M M"],
    appetite: "Medium",
};

const FOUR: Preset = Preset {
    name: "4x4",
    purpose: "four bands, no middle step to hide in",
    likelihood: &[
        ["Unlikely", "Less than once in five years"],
        ["Possible", "Once in one to five years"],
        ["Likely", "About once a year"],
        ["Frequent", "Several times a year"],
    ],
    consequence: &[
        ["Minor", "Extra work for a team", "Annoyance", "Not noticeable"],
        [
            "Noticeable",
            "Targets missed, complaints",
            "Reversible disadvantage",
            "Trust of a group suffers",
        ],
        [
            "Serious",
            "Breach of law, loss of customers",
            "Rights, health or livelihood harmed",
            "A community is harmed",
        ],
        [
            "Severe",
            "Existence threatened",
            "Lives lost or ruined",
            "Lasting harm to society",
        ],
    ],
    bands: &[
        ("L", "Low", 12),
        ("M", "Medium", 12),
        ("H", "High", 6),
        ("C", "Critical", 3),
    ],
    grid: &["M H C C", "M M H C", "L M H H", "L L M M"],
    appetite: "Medium",
};

const THREE: Preset = Preset {
    name: "3x3",
    purpose: "three bands, for a first inventory",
    likelihood: &[
        ["Unlikely", "We would be surprised"],
        ["Possible", "It happened to others like us"],
        ["Likely", "It happened here, or nothing stops it"],
    ],
    consequence: &[
        ["Low", "Handled by the team", "Annoyance", "Not noticeable"],
        [
            "Medium",
            "The management has to act",
            "Disadvantage that can be put right",
            "Trust of a group suffers",
        ],
        [
            "High",
            "Breach of law, loss of a market",
            "Harm that cannot be put right",
            "A community is harmed",
        ],
    ],
    bands: &[("L", "Low", 12), ("M", "Medium", 6), ("H", "High", 3)],
    grid: &["M H H", "L M H", "L L M"],
    appetite: "Low",
};

const SIX: Preset = Preset {
    name: "6x6",
    purpose: "five bands, for many risks that must be told apart",
    likelihood: &[
        ["Remote", "Not expected in a hundred years"],
        ["Rare", "Once in ten to a hundred years"],
        ["Unlikely", "Once in three to ten years"],
        ["Possible", "Once in one to three years"],
        ["Likely", "Several times a year"],
        ["Almost certain", "Every month or more often"],
    ],
    consequence: &[
        [
            "Negligible",
            "Absorbed in daily work",
            "Hardly noticed",
            "Not noticeable",
        ],
        ["Minor", "Extra work for a team", "Annoyance", "Local and short"],
        [
            "Moderate",
            "Targets missed, complaints",
            "Reversible disadvantage for a few",
            "Trust of a group suffers",
        ],
        [
            "Major",
            "Breach of law, heavy costs",
            "Lasting disadvantage or many concerned",
            "Public trust suffers",
        ],
        [
            "Severe",
            "Loss of a market or licence",
            "Rights, health or livelihood harmed",
            "A community is harmed",
        ],
        [
            "Catastrophic",
            "Existence threatened",
            "Lives lost or ruined",
            "Lasting harm to society",
        ],
    ],
    bands: &[
        ("V", "Very low", 24),
        ("L", "Low", 12),
        ("M", "Medium", 12),
        ("H", "High", 6),
        ("C", "Critical", 3),
    ],
    grid: &[
        "L M M H C C",
        "L L M H H C",
        "V L M M H H",
        "V L L M M H",
        "V V L L M M",
        "V V V L L M",
    ],
    appetite: "Medium",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_a_method_of_the_size_it_is_named_after() {
        for preset in &PRESETS {
            let method = kind::read(&preset.record()).expect(preset.name);
            let size = format!("{}x{}", method.likelihoods.len(), method.consequences.len());
            assert_eq!(size, preset.name);
        }
    }

    #[test]
    fn no_level_falls_where_likelihood_or_consequence_rises() {
        for preset in &PRESETS {
            let method = kind::read(&preset.record()).expect(preset.name);
            let (rows, columns) = (method.likelihoods.len() as u8, method.consequences.len() as u8);
            for likelihood in 1..=rows {
                for consequence in 1..=columns {
                    let here = method.band_at(Some(likelihood), consequence);
                    for (up, right) in [(1, 0), (0, 1)] {
                        let there = method.band_at(Some(likelihood + up), consequence + right);
                        assert!(
                            there.is_none() || there >= here,
                            "{} {likelihood} {consequence}",
                            preset.name
                        );
                    }
                }
            }
        }
    }
}
