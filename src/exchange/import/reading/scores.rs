//! Scores from several columns: their parts, and which step a cell says.
//!
//! A word is a step only if every word on its scale is one of the method's: `Likely` is step 4 of five here and
//! step 2 of four elsewhere, so one word of another scale makes all of them that scale's.

use std::collections::HashMap;

use crate::domain::method::score::{Dimension, Score};
use crate::domain::method::{Method, Step};
use crate::exchange::import::reading::folded;
use crate::exchange::import::words::is_blank;

/// One part of a score that has a column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The likelihood.
    Likelihood,
    /// The consequence for somebody.
    Consequence(Dimension),
}

impl Part {
    /// Returns all of them, in the order of a score's text.
    pub fn all() -> impl Iterator<Item = Self> {
        let consequences = Dimension::ALL.into_iter().map(Self::Consequence);
        std::iter::once(Self::Likelihood).chain(consequences)
    }

    /// Returns the word behind the field's name, as in `inherent.likelihood`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Likelihood => "likelihood",
            Self::Consequence(dimension) => dimension.name(),
        }
    }

    /// Returns what a score says of it, as `likelihood 3`.
    pub(in crate::exchange::import) fn shown(self, mut score: Score) -> Option<String> {
        let step = (*self.of(&mut score))?;
        Some(format!("{} {step}", self.name()))
    }

    fn of(self, score: &mut Score) -> &mut Option<u8> {
        match self {
            Self::Likelihood => &mut score.likelihood,
            Self::Consequence(dimension) => &mut score.consequences[dimension as usize],
        }
    }
}

/// A score of which nothing was judged.
const NOTHING: Score = Score {
    likelihood: None,
    consequences: [None; 3],
};

/// Returns the parts of a score that have columns, and nothing of the others.
pub(in crate::exchange) fn only(score: Score, parts: &[Part]) -> Score {
    with(NOTHING, score, parts)
}

/// Returns a score with some parts as another has them.
pub(in crate::exchange) fn with(mut score: Score, mut other: Score, parts: &[Part]) -> Score {
    for part in parts {
        *part.of(&mut score) = *part.of(&mut other);
    }
    score
}

/// Puts steps together; the worst counts where several columns are one part.
pub(super) fn of_steps(steps: &[(Part, u8)]) -> Score {
    let mut score = NOTHING;
    for (part, step) in steps {
        let place = part.of(&mut score);
        *place = Some(place.map_or(*step, |other| other.max(*step)));
    }
    score
}

/// Whether a score can stand in a record: it has a consequence, and a likelihood beside it.
pub(in crate::exchange) fn is_whole(score: Score) -> bool {
    score.likelihood.is_some() && score.consequences.iter().any(Option::is_some)
}

/// Returns the step of a scale that the user means, by its word or number.
pub(in crate::exchange::import) fn step(scale: &[Step], text: &str) -> Option<u8> {
    let mut named = (1..).zip(scale);
    let of_word = named.find(|(_, step)| folded(&step.label) == folded(text));
    of_word.map(|(step, _)| step).or_else(|| number(text, scale.len()))
}

/// What the cells of the columns of one scale say.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// The words that are steps of the method, folded; nothing when one word of the columns is none.
    known: HashMap<String, u8>,
    /// The lowest and the highest step, for messages.
    ends: (String, String),
    most: usize,
    /// What shows that numbers are of another scale, if so.
    other_scale: Option<String>,
}

impl Steps {
    /// Looks at the headers and all cells of the columns on a scale. `said` is what the user says words stand for.
    pub fn of_cells<'c>(
        scale: &[Step],
        headers: &[&str],
        cells: impl Iterator<Item = &'c str>,
        said: &HashMap<String, String>,
    ) -> Self {
        let labels: Vec<&str> = scale.iter().map(|step| step.label.as_str()).collect();
        let cells: Vec<&str> = cells.filter(|cell| !is_blank(cell)).collect();
        let by_label: HashMap<String, u8> = (1..).zip(&labels).map(|(step, label)| (folded(label), step)).collect();
        let is_step = |word: &str| said.contains_key(word) || by_label.contains_key(word);
        let fits = cells
            .iter()
            .filter_map(|cell| word_alone(cell))
            .all(|word| is_step(&folded(word)));
        let is_answered = |text: &String| step(scale, text);
        let answers = said
            .iter()
            .filter_map(|(word, text)| Some((word.clone(), is_answered(text)?)));
        let known = if fits { by_label.clone() } else { HashMap::new() };
        Self {
            known: known.into_iter().chain(answers).collect(),
            ends: [labels.first(), labels.last()]
                .map(|label| label.map_or(String::new(), |label| (*label).to_owned()))
                .into(),
            most: scale.len(),
            other_scale: other_scale(headers, &cells, scale.len()),
        }
    }

    /// Reads a cell as a step, counted from 1: `4`, `Likely`, `4 - Likely`, `Likely (4)`.
    ///
    /// # Errors
    ///
    /// Fails with the reason, as the rest of a sentence about the text.
    pub fn read(&self, text: &str) -> Result<u8, String> {
        let text = text.trim();
        if let Some(step) = self.known.get(&folded(text)) {
            return Ok(*step);
        }
        if let Some(other) = self.other_scale.as_ref().filter(|_| text.parse::<f64>().is_ok()) {
            return Err(format!("is on another scale than 1 to {}: {other}", self.most));
        }
        if let Some(step) = number(text, self.most) {
            return Ok(step);
        }
        if let Some((step, word)) = number_and_word(text, self.most) {
            return match self.known.get(&folded(word)) {
                Some(named) if *named != step => {
                    Err(format!("is step {step} by its number and step {named} by its word"))
                }
                _ => Ok(step),
            };
        }
        if text.parse::<f64>().is_ok() {
            return Err(format!("is none of the steps 1 to {}", self.most));
        }
        let (first, last) = &self.ends;
        Err(format!("is not read, as the words are not those of {first} to {last}"))
    }
}

/// Returns what shows that the numbers of some columns are of a scale other than 1 to `most`: a header that names its
/// ends, or a number beyond them.
fn other_scale(headers: &[&str], cells: &[&str], most: usize) -> Option<String> {
    let named = headers.iter().filter_map(|header| ends_in(header));
    let other = named
        .filter(|ends| *ends != (1, most))
        .map(|(low, high)| format!("a header says {low} to {high}"));
    let numbers = cells.iter().filter_map(|cell| cell.trim().parse::<f64>().ok());
    let mut beyond =
        numbers.filter(|number| !(1.0..=10.0_f64.min(u32::try_from(most).map_or(10.0, f64::from))).contains(number));
    other.into_iter().next().or_else(|| {
        beyond
            .next()
            .map(|number| format!("others of its columns say {number}"))
    })
}

/// Reads the ends of a scale in a header: `(1-5)`, `_1to4`.
fn ends_in(header: &str) -> Option<(usize, usize)> {
    let numbers = header
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    let numbers: Vec<usize> = numbers.filter_map(|digits| digits.parse().ok()).collect();
    match numbers[..] {
        [low, high] if low <= 1 && (2..=10).contains(&high) => Some((low, high)),
        _ => None,
    }
}

/// Returns the text of a cell that has a word and no number.
fn word_alone(cell: &str) -> Option<&str> {
    let text = cell.trim();
    (!text.chars().any(|c| c.is_ascii_digit())).then_some(text)
}

/// Reads `4` and `4.0` as a step.
fn number(text: &str, most: usize) -> Option<u8> {
    let text = text.trim();
    let whole = text
        .strip_suffix(".0")
        .or_else(|| text.strip_suffix(",0"))
        .unwrap_or(text);
    whole
        .parse()
        .ok()
        .filter(|step| (1..=most).contains(&usize::from(*step)))
}

/// Reads `4 - Likely` and `Likely (4)`.
fn number_and_word(text: &str, most: usize) -> Option<(u8, &str)> {
    let is_between = |c: char| !c.is_alphanumeric();
    let (number_text, word) = if text.starts_with(|c: char| c.is_ascii_digit()) {
        text.split_at(text.find(is_between)?)
    } else {
        let start = text.trim_end_matches(is_between).rfind(is_between)?;
        let (word, number) = text.split_at(start);
        (number, word)
    };
    let word = word.trim_matches(is_between);
    let has_digit = word.is_empty() || word.chars().any(|c| c.is_ascii_digit());
    let step = number(number_text.trim_matches(is_between), most)?;
    (!has_digit).then_some((step, word))
}

/// Reads `4 x 3`, the likelihood times the consequence for the organization, as one cell.
pub(super) fn product(text: &str, method: &Method) -> Option<Score> {
    let (likelihood, consequence) = text.split_once(['x', 'X', '×', '*'])?;
    let likelihood = number(likelihood, method.likelihoods.len())?;
    let consequence = number(consequence, method.consequences.len())?;
    Some(of_steps(&[
        (Part::Likelihood, likelihood),
        (Part::Consequence(Dimension::Organization), consequence),
    ]))
}

/// Returns what the method says of a score where a text says something else: `12`, `High` or `12 (High)`.
pub(super) fn contradiction(text: &str, score: Score, method: &Method) -> Option<String> {
    let (likelihood, consequence) = (score.likelihood?, score.consequence(None)?);
    let level = method.level(&score, None)?;
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = text.split(|c| !is_of_number(c)).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.filter_map(|part| part.parse().ok()).collect();
    let product = u32::from(likelihood) * u32::from(consequence);
    if let [number] = numbers[..]
        && (number - f64::from(product)).abs() > 0.01
    {
        return Some(format!("{likelihood} x {consequence} is {product}"));
    }
    let word = text.trim_matches(|c: char| !c.is_alphabetic());
    let named = method.band_named(word)?;
    (named != level).then(|| format!("the method says {}", method.band_name(level)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(labels: &[&str]) -> Vec<Step> {
        let step = |label: &&str| Step {
            label: (*label).to_owned(),
            criteria: [const { String::new() }; 3],
        };
        labels.iter().map(step).collect()
    }

    #[test]
    fn one_word_of_another_scale_makes_all_of_them_that_scales() {
        let five = scale(&["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]);
        let ours = Steps::of_cells(&five, &[], ["Likely", "Rare", "3"].into_iter(), &HashMap::new());
        assert_eq!(ours.read("likely"), Ok(4));
        let cells = ["Likely", "Very likely", "2"];
        let others = Steps::of_cells(&five, &[], cells.into_iter(), &HashMap::new());
        assert!(others.read("Likely").is_err());
        assert_eq!(others.read("2"), Ok(2));
        let said =
            [("likely", "2"), ("very likely", "Possible")].map(|(word, step)| (word.to_owned(), step.to_owned()));
        let answered = Steps::of_cells(&five, &[], cells.into_iter(), &said.into_iter().collect());
        assert_eq!((answered.read("Likely"), answered.read("Very likely")), (Ok(2), Ok(3)));
    }

    #[test]
    fn numbers_of_another_scale_are_no_steps() {
        let five = scale(&["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]);
        let read = |header: &str, cells: &[&'static str]| {
            let steps = Steps::of_cells(&five, &[header], cells.iter().copied(), &HashMap::new());
            steps.read(cells[0]).is_ok()
        };
        assert!(read("Likelihood (1-5)", &["3", "5"]) && read("Likelihood", &["3"]));
        for (header, cells) in [
            ("Likelihood (1-3)", &["3", "2"][..]),
            ("L_0to4", &["4"]),
            ("Likelihood", &["4", "8"]),
            ("Likelihood", &["4", "0"]),
        ] {
            assert!(!read(header, cells), "{header} {cells:?}");
        }
    }

    #[test]
    fn steps_are_read_as_people_write_them() {
        let five = scale(&["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]);
        let steps = Steps::of_cells(&five, &[], ["Likely"].into_iter(), &HashMap::new());
        for (text, step) in [
            ("4", 4),
            ("4.0", 4),
            ("4 - Likely", 4),
            ("Likely (4)", 4),
            ("5 – Almost certain", 5),
        ] {
            assert_eq!(steps.read(text), Ok(step), "{text}");
        }
        for text in ["0", "6", "20", "2 - Likely", "4.5", "sometimes", "1-2"] {
            assert!(steps.read(text).is_err(), "{text}");
        }
    }
}
