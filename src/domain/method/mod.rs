//! The risk method in force: scales, grid, bands and appetite. The only place where a level is computed.

pub mod score;

use crate::domain::method::score::{Dimension, Score};

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name, `Likely`.
    pub label: String,
    /// What it means; for consequences by dimension (organization, individuals, society), else only the first.
    pub criteria: [String; 3],
}

/// One band of risk, such as High.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// One letter, printed in heatmap cells.
    pub letter: char,
    /// Its name.
    pub name: String,
    /// After how many months a risk in it is looked at again.
    pub review_months: Option<u32>,
}

/// The method: a risk's level is the band at its likelihood and consequence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Method {
    /// Likelihoods, lowest first; level 1 is the first.
    pub likelihoods: Vec<Step>,
    /// Consequences, lowest first.
    pub consequences: Vec<Step>,
    /// Bands, lowest first.
    pub bands: Vec<Band>,
    /// The highest band that is accepted without more.
    pub appetite: u8,
    /// Whether it is the preset in place of the organization's own method, which cannot be used. Levels by it are
    /// nobody's judgement: their names and letters are marked with `?`.
    pub is_fallback: bool,
    grid: Vec<Vec<u8>>,
}

/// What is wrong with a method: the field, and a sentence.
pub type Fault = (&'static str, String);

impl Method {
    /// Returns the method with these scales and bands, the lowest first. The appetite names a band; a line of the grid
    /// has the letter of the band at each consequence, the highest likelihood first.
    ///
    /// # Errors
    ///
    /// Fails with every fault found: scales of other than 3-10 steps, a grid that does not fit them, letters without a
    /// band, an unknown appetite.
    pub fn new(
        likelihoods: Vec<Step>,
        consequences: Vec<Step>,
        bands: Vec<Band>,
        appetite: &str,
        lines: &[&str],
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        for (field, steps) in [("likelihood", likelihoods.len()), ("consequence", consequences.len())] {
            if !(3..=10).contains(&steps) {
                faults.push((field, format!("A scale has 3 to 10 steps; this one has {steps}.")));
            }
        }
        if !(2..=10).contains(&bands.len()) {
            faults.push((
                "bands",
                format!("A method has 2 to 10 bands; this one has {}.", bands.len()),
            ));
        }
        let appetite = bands.iter().position(|band| band.name.eq_ignore_ascii_case(appetite));
        if appetite.is_none() {
            faults.push(("appetite", "The appetite names one of the bands.".to_owned()));
        }
        for (at, band) in bands.iter().enumerate() {
            let row = at + 1;
            if let Some(same) = bands[..at]
                .iter()
                .position(|other| other.letter == band.letter || other.name.eq_ignore_ascii_case(&band.name))
            {
                let same = same + 1;
                faults.push(("bands", format!("Row {row}: the letter or name is that of row {same}.")));
            }
        }
        let mut grid = Vec::new();
        if lines.len() != likelihoods.len() {
            let (lines, steps) = (lines.len(), likelihoods.len());
            faults.push((
                "grid",
                format!("The grid has a line per likelihood: {steps}, not {lines}."),
            ));
        }
        for (at, line) in lines.iter().enumerate().rev() {
            let letters: Vec<_> = line.split_whitespace().collect();
            if letters.len() != consequences.len() {
                let (row, letters, steps) = (at + 1, letters.len(), consequences.len());
                faults.push((
                    "grid",
                    format!("Row {row}, `{line}`, has {letters} letters; there are {steps} consequences."),
                ));
            }
            let mut row = Vec::new();
            for (column, letter) in letters.into_iter().enumerate() {
                match bands
                    .iter()
                    .position(|band| letter.len() == band.letter.len_utf8() && letter.starts_with(band.letter))
                {
                    Some(band) => row.push(band as u8),
                    None => {
                        let (row, column) = (at + 1, column + 1);
                        faults.push((
                            "grid",
                            format!("Row {row}, column {column}: `{letter}` is the letter of no band."),
                        ));
                    }
                }
            }
            grid.push(row);
        }
        match appetite {
            Some(appetite) if faults.is_empty() => Ok(Self {
                likelihoods,
                consequences,
                bands,
                appetite: appetite as u8,
                is_fallback: false,
                grid,
            }),
            _ => Err(faults),
        }
    }

    /// Returns it as one that stands in for a method that cannot be used.
    #[must_use]
    pub fn standing_in(self) -> Self {
        Self {
            is_fallback: true,
            ..self
        }
    }

    /// Returns the band at a likelihood and a consequence, each counted from 1; `None` outside the scales.
    ///
    /// Where likelihood does not apply the consequence decides alone: the band of its most likely cell.
    pub fn band_at(&self, likelihood: Option<u8>, consequence: u8) -> Option<u8> {
        let row = match likelihood {
            Some(likelihood) => self.grid.get(usize::from(likelihood).checked_sub(1)?)?,
            None => self.grid.last()?,
        };
        row.get(usize::from(consequence).checked_sub(1)?).copied()
    }

    /// Returns the level of a score: the band at its consequence in one dimension, or at its worst consequence.
    pub fn level(&self, score: &Score, dimension: Option<Dimension>) -> Option<u8> {
        self.band_at(score.likelihood, score.consequence(dimension)?)
    }

    /// Tells whether every step of a score stands on the scales.
    pub fn holds(&self, score: &Score) -> bool {
        let on = |step: u8, steps: &[Step]| (1..=steps.len()).contains(&usize::from(step));
        score.likelihood.is_none_or(|step| on(step, &self.likelihoods))
            && score
                .consequences
                .iter()
                .flatten()
                .all(|step| on(*step, &self.consequences))
    }

    /// Tells whether a level lies above the appetite.
    pub fn exceeds(&self, level: u8) -> bool {
        level > self.appetite
    }

    /// Returns the name of a band as it is shown for a level, `High`, and `High?` by a stand-in; its number where the
    /// method has no such band.
    pub fn band_name(&self, level: u8) -> String {
        let name = self.bands.get(usize::from(level)).map(|band| band.name.clone());
        name.unwrap_or_else(|| format!("band {level}")) + self.doubt()
    }

    /// Returns the letter of a band as it is shown for a level, `H`, and `H?` by a stand-in.
    pub fn band_letter(&self, level: u8) -> String {
        let letter = self.bands.get(usize::from(level)).map(|band| band.letter.to_string());
        letter.map_or_else(|| "?".to_owned(), |letter| letter + self.doubt())
    }

    /// Returns what follows a level that no method of the organization gave.
    fn doubt(&self) -> &'static str {
        if self.is_fallback { "?" } else { "" }
    }

    /// Returns the band with this name or letter.
    pub fn band_named(&self, word: &str) -> Option<u8> {
        let word = word.strip_suffix('?').filter(|_| self.is_fallback).unwrap_or(word);
        let named = |band: &Band| {
            band.name.eq_ignore_ascii_case(word)
                || (word.chars().count() == 1 && word.to_uppercase().starts_with(band.letter))
        };
        self.bands.iter().position(named).map(|band| band as u8)
    }
}
