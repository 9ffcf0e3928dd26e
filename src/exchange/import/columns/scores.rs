//! Which columns hold which parts of which scores.

use std::collections::BTreeMap;

use crate::domain::method::score::Dimension;
use crate::domain::record::field::{Kind, Shape};
use crate::exchange::import::columns::synonyms::{How, words as words_of, words_outside_brackets};
use crate::exchange::import::columns::{ColumnPlan, Source, Target};
use crate::exchange::import::reading::scores::Part;
use crate::exchange::import::words::{self, is_blank};
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet::header::{Header, headers};

/// Which judgement a header speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Set {
    Inherent,
    Current,
    Target,
    Residual,
    /// No word says which; the turn of the header among those of its name.
    Plain(usize),
}

/// Takes columns for the parts of scores by their headers and cells, as far as nobody spoke of them.
pub(in crate::exchange) fn guess(kind: &'static Kind, sheet: &Sheet, mapped: &mut BTreeMap<usize, (Target, Source)>) {
    let field = |name: &str| {
        kind.field_index(name)
            .filter(|at| kind.fields[*at].shape == Shape::Score)
    };
    let (Some(inherent), Some(current), Some(target)) = (field("inherent"), field("current"), field("target")) else {
        return;
    };
    let open = sheet
        .headers
        .iter()
        .filter(|header| !mapped.contains_key(&header.index));
    let mut found: BTreeMap<(Set, Part), usize> = BTreeMap::new();
    for header in open {
        if let Some((set, part)) = says(header).filter(|_| holds_steps(sheet, header.index)) {
            found.entry((set, part)).or_insert(header.index);
        }
    }
    let has = |set: Set| found.keys().any(|(other, _)| *other == set);
    let first = found
        .iter()
        .filter(|((set, _), _)| *set == Set::Residual)
        .map(|(_, at)| *at)
        .min();
    let is_treated_before = first.is_some_and(|at| sheet.headers[..at].iter().any(speaks_of_treatment));
    let is_controlled_before = first.is_some_and(|at| sheet.headers[..at].iter().any(speaks_of_controls));
    let fields: Vec<(Set, Option<usize>)> = vec![
        (Set::Inherent, Some(inherent)),
        (Set::Current, Some(current)),
        (Set::Target, Some(target)),
        (
            Set::Residual,
            if has(Set::Target) {
                Some(current).filter(|_| !has(Set::Current))
            } else if has(Set::Current) || is_treated_before {
                Some(target)
            } else {
                Some(current).filter(|_| is_controlled_before)
            },
        ),
        (Set::Plain(1), Some(inherent).filter(|_| !has(Set::Inherent))),
        (
            Set::Plain(2),
            Some(target).filter(|_| !has(Set::Inherent) && !has(Set::Target) && !has(Set::Residual)),
        ),
    ];
    for ((set, part), column) in found {
        let field = fields.iter().find(|(of, _)| *of == set).and_then(|(_, field)| *field);
        if let Some(field) = field {
            let how = if matches!(set, Set::Plain(_) | Set::Residual) {
                How::Similar
            } else {
                How::Alias
            };
            mapped.insert(column, (Target::Part(field, part), Source::Guessed(how)));
        }
    }
}

/// Tells whether a header names a part of a score.
pub(in crate::exchange) fn is_part(header: &str) -> bool {
    headers([header]).iter().any(|header| says(header).is_some())
}

/// Words that add nothing to the name of a part.
const ADDED: [&str; 5] = ["risk", "rating", "score", "value", "level"];

/// Returns which part of which judgement a header names, if that is all it says.
fn says(header: &Header) -> Option<(Set, Part)> {
    let words = words::scores();
    let (set, said) = set_and_rest(header);
    let parts = [
        (Part::Likelihood, &words.likelihood),
        (Part::Consequence(Dimension::Individuals), &words.individuals),
        (Part::Consequence(Dimension::Society), &words.society),
        (Part::Consequence(Dimension::Organization), &words.organization),
    ];
    let part = parts
        .into_iter()
        .find(|(_, of)| of.iter().any(|other| words_outside_brackets(other) == said))
        .map(|(part, _)| part)?;
    Some((set.unwrap_or(Set::Plain(header.nth)), part))
}

/// Returns which judgement a header speaks of, and what else it says.
fn set_and_rest(header: &Header) -> (Option<Set>, Vec<String>) {
    let words = words::scores();
    let is_scale = |word: &String| word.chars().any(|c| c.is_ascii_digit());
    let mut said = words_outside_brackets(&header.name);
    said.retain(|word| !is_scale(word) && !ADDED.contains(&word.as_str()));
    let mut take = |of: &[String]| {
        let at = said
            .iter()
            .position(|word| of.iter().any(|other| other.trim_end_matches('-') == word));
        at.map(|at| said.remove(at)).is_some()
    };
    let sets = [
        (Set::Inherent, &words.inherent),
        (Set::Residual, &words.residual),
        (Set::Target, &words.target),
        (Set::Current, &words.current),
    ];
    let set = sets.into_iter().find(|(_, of)| take(of)).map(|(set, _)| set);
    // `Residual (after treatment)` is what is aimed at.
    let aims = |word: &String| words.target.contains(word);
    let is_aimed_at = set == Some(Set::Residual) && words_of(&header.name).iter().any(aims);
    let set = if is_aimed_at { Some(Set::Target) } else { set };
    if matches!(set, Some(Set::Target)) {
        said.retain(|word| word != "treatment");
    }
    (set, said)
}

/// A column of what follows from a score by the method: the product of its parts, or its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) struct Computed {
    pub column: usize,
    /// The position of the score.
    pub field: usize,
}

/// Finds the columns that nobody spoke of and that say what follows from scores whose parts have columns.
pub(in crate::exchange) fn computed(sheet: &Sheet, plans: &[ColumnPlan]) -> Vec<Computed> {
    let fed: BTreeMap<Set, usize> = sheet
        .headers
        .iter()
        .filter_map(|header| match plans[header.index].target {
            Target::Part(field, _) => Some((says(header)?.0, field)),
            _ => None,
        })
        .collect();
    let only = fed
        .values()
        .next()
        .filter(|first| fed.values().all(|field| field == *first));
    let open = sheet.headers.iter();
    let open = open.filter(|header| plans[header.index].how == Source::Nothing);
    open.filter_map(|header| {
        let set = computes(header)?;
        let field = fed.get(&set).or(only.filter(|_| matches!(set, Set::Plain(_))));
        Some(Computed {
            column: header.index,
            field: *field?,
        })
    })
    .collect()
}

/// Returns of which judgement a header names the score or level, if that is all it says.
fn computes(header: &Header) -> Option<Set> {
    let computed = &words::scores().computed;
    let says = |of: &dyn Fn(&String) -> bool| words_outside_brackets(&header.name).iter().any(of);
    let (set, mut rest) = set_and_rest(header);
    rest.retain(|word| !computed.contains(word) && !["de", "del", "di", "du"].contains(&word.as_str()));
    let is_computed = says(&|word| computed.contains(word)) || (set.is_some() && says(&|word| word == "risk"));
    (is_computed && rest.is_empty()).then(|| set.unwrap_or(Set::Plain(header.nth)))
}

/// Whether the cells of a column can be steps: numbers of a scale or a few words, and no sentences.
fn holds_steps(sheet: &Sheet, column: usize) -> bool {
    let cells = sheet.values(column).filter(|cell| !is_blank(cell)).take(200);
    let can_be = |cell: &str| match cell.trim().parse::<f64>() {
        Ok(number) => (0.0..=10.0).contains(&number),
        Err(_) => {
            cell.chars().count() <= 24
                && cell
                    .split_whitespace()
                    .filter(|word| word.contains(char::is_alphabetic))
                    .count()
                    <= 3
        }
    };
    let (mut all, mut fit) = (0, 0);
    for cell in cells {
        all += 1;
        fit += usize::from(can_be(cell));
    }
    all > 0 && fit * 5 >= all * 4
}

fn speaks_of_treatment(header: &Header) -> bool {
    let words = words_outside_brackets(&header.name);
    let says = |word: &str| {
        [
            "treatment",
            "mitigation",
            "action",
            "behandlung",
            "maßnahme",
            "traitement",
            "tratamiento",
            "response",
        ]
        .iter()
        .any(|of| word.starts_with(of))
    };
    words.iter().any(|word| says(word)) && !speaks_of_controls(header) && !words.iter().any(|word| word == "after")
}

fn speaks_of_controls(header: &Header) -> bool {
    let words = words_outside_brackets(&header.name);
    let is_in_place =
        |word: &String| ["existing", "current", "vorhandene", "bestehende", "existantes"].contains(&word.as_str());
    words.iter().any(is_in_place) && words.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_of_which_judgement_a_column_holds_the_level() {
        for (name, expected) in [
            ("Risk Score", Some(Set::Plain(1))),
            ("Inherent Risk Level", Some(Set::Inherent)),
            ("Residual risk (after planned treatment) Risk Score", Some(Set::Target)),
            ("current_risk", Some(Set::Current)),
            ("Risikostufe", Some(Set::Plain(1))),
            ("Niveau de risque résiduel", None),
            ("Risk ID", None),
            ("Risk", None),
            ("Level of Knowledge", None),
        ] {
            assert_eq!(computes(&headers([name])[0]), expected, "{name}");
        }
    }

    #[test]
    fn headers_say_which_part_of_which_judgement() {
        for (name, expected) in [
            ("Inherent Likelihood (1–5)", Some((Set::Inherent, Part::Likelihood))),
            ("residual_L_1to5", Some((Set::Residual, Part::Likelihood))),
            ("current_proba", Some((Set::Current, Part::Likelihood))),
            ("Probability after treatment", Some((Set::Target, Part::Likelihood))),
            (
                "Impact",
                Some((Set::Plain(1), Part::Consequence(Dimension::Organization))),
            ),
            (
                "Impact on individuals",
                Some((Set::Plain(1), Part::Consequence(Dimension::Individuals))),
            ),
            ("Net likelihood", Some((Set::Residual, Part::Likelihood))),
            (
                "Brutto-Eintrittswahrscheinlichkeit",
                Some((Set::Inherent, Part::Likelihood)),
            ),
            (
                "Residual risk (after planned treatment) Impact (1–5)",
                Some((Set::Target, Part::Consequence(Dimension::Organization))),
            ),
            ("Risk Score", None),
            ("Inherent Risk Level", None),
            ("Likelihood of recurrence", None),
        ] {
            assert_eq!(says(&headers([name])[0]), expected, "{name}");
        }
    }
}
