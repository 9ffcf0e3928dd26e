//! The score of a risk at one time: likelihood, and impact on organization, individuals and society.

use std::fmt;
use std::str::FromStr;

/// Whose consequences are meant (6.1.2 asks for all three).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// The organization itself.
    Organization,
    /// Individuals and groups of individuals.
    Individuals,
    /// Society at large.
    Society,
}

impl Dimension {
    /// All three, in the order of a score's text.
    pub const ALL: [Self; 3] = [Self::Organization, Self::Individuals, Self::Society];

    /// Returns the word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Individuals => "individuals",
            Self::Society => "society",
        }
    }
}

/// Likelihood and three consequences, each a level of the method counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score {
    /// Likelihood; `None` where it does not apply.
    pub likelihood: Option<u8>,
    /// Consequences for organization, individuals, society; `None` where not judged.
    pub consequences: [Option<u8>; 3],
}

impl Score {
    /// Returns the consequence in one dimension, or the worst of all when `dimension` is `None`.
    pub fn consequence(&self, dimension: Option<Dimension>) -> Option<u8> {
        match dimension {
            Some(dimension) => self.consequences[dimension as usize],
            None => self.consequences.iter().flatten().max().copied(),
        }
    }
}

/// Writes `4 3/2/1`: likelihood, then organization/individuals/society; `na` and `-` where there is none.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.likelihood {
            Some(level) => write!(f, "{level} ")?,
            None => f.write_str("na ")?,
        }
        for (nth, consequence) in self.consequences.iter().enumerate() {
            if nth > 0 {
                f.write_str("/")?;
            }
            match consequence {
                Some(level) => write!(f, "{level}")?,
                None => f.write_str("-")?,
            }
        }
        Ok(())
    }
}

/// A text that is no score.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no score. Write the likelihood and the consequences for organization, individuals and society, such as `4 3/2/1`; `na` where likelihood does not apply, `-` where a consequence is not judged."
)]
pub struct NotAScore(pub String);

impl FromStr for Score {
    type Err = NotAScore;

    fn from_str(text: &str) -> Result<Self, NotAScore> {
        let wrong = || NotAScore(text.to_owned());
        let mut parts = text.split([' ', '/', ',']).filter(|part| !part.is_empty());
        let likelihood = match parts.next().ok_or_else(wrong)? {
            part if part.eq_ignore_ascii_case("na") || part.eq_ignore_ascii_case("n/a") => None,
            part => Some(level(part).ok_or_else(wrong)?),
        };
        let mut consequences = [None; 3];
        for consequence in &mut consequences {
            *consequence = match parts.next() {
                None | Some("-") => None,
                Some(part) => Some(level(part).ok_or_else(wrong)?),
            };
        }
        if parts.next().is_some() || consequences.iter().all(Option::is_none) {
            return Err(wrong());
        }
        Ok(Self {
            likelihood,
            consequences,
        })
    }
}

fn level(text: &str) -> Option<u8> {
    text.parse().ok().filter(|level| (1..=10).contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_reads_back_as_written() {
        for text in ["4 3/2/1", "na 3/-/-", "1 -/-/5"] {
            assert_eq!(text.parse::<Score>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn a_half_typed_score_is_refused() {
        for text in ["", "4", "4 -/-/-", "11 1/1/1", "4 1/2/3/4", "x 1/1/1"] {
            assert!(text.parse::<Score>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_worst_consequence_counts_when_no_dimension_is_chosen() {
        let score: Score = "2 1/4/3".parse().expect("a score");
        assert_eq!(score.consequence(None), Some(4));
        assert_eq!(score.consequence(Some(Dimension::Society)), Some(3));
    }
}
