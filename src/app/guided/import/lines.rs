//! The columns and values of an import as they are listed: what was found out, with what was answered since.

use crate::app::guided::import::Importing;
use crate::app::guided::import::words::in_workbench;
use crate::domain::record::field::Kind;
use crate::exchange::import::opening::samples::targets;
use crate::exchange::import::{ColumnPlan, LEFT_OUT, Plan, Source};

/// A column as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLine {
    /// The place of its sheet.
    pub sheet: usize,
    /// The name by which it is addressed.
    pub label: String,
    /// The word of a mapping for what becomes of it; nothing where it has no field.
    pub word: Option<String>,
    /// What becomes of it.
    pub becomes: String,
    /// Why.
    pub how: &'static str,
    /// How many of its cells hold something.
    pub filled: usize,
    /// Some of what they hold.
    pub samples: String,
}

/// A value that was not read as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueLine {
    /// The place of its sheet.
    pub sheet: usize,
    /// The column.
    pub column: String,
    /// What its cells hold.
    pub text: String,
    /// How many cells hold it; nothing where it was answered and is read now.
    pub count: Option<usize>,
    /// What it stands for, where that was answered; an empty text where the field stays empty.
    pub answer: Option<String>,
    /// Why it was not read.
    pub why: String,
}

impl Importing {
    /// Lists columns and values anew.
    pub(super) fn list(&mut self) {
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for (sheet, said) in self.sheets.iter().enumerate() {
            let Some(kind) = said.kind.filter(|_| said.is_taken) else {
                continue;
            };
            let at = self.planned_sheets.iter().position(|planned| *planned == sheet);
            let part = at.and_then(|at| self.planned.as_ref()?.parts.get(at));
            let plan = at.and_then(|at| self.outcome()?.whole.plans.get(at));
            let plan = plan.filter(|plan| plan.kind.name == kind.name);
            let offered = self.opened.as_ref().and_then(|opened| opened.offers.get(sheet));
            let sampled = part.map(|part| &part.columns).or(offered.map(|offer| &offer.columns));
            for column in sampled.into_iter().flatten() {
                let answered = said.mapping.columns.get(&column.label).map(String::as_str);
                let planned = plan.and_then(|plan| plan.columns.iter().find(|plan| plan.header == column.label));
                let planned = plan.zip(planned);
                let (word, becomes, how) = becomes(kind, answered, planned, said.mapping.keep_unmapped != Some(false));
                columns.push(ColumnLine {
                    sheet,
                    label: column.label.clone(),
                    word,
                    becomes,
                    how,
                    filled: column.filled,
                    samples: column.values.join(" | "),
                });
            }
            let unread = part.into_iter().flat_map(|part| &part.to_map);
            let mut unread: Vec<ValueLine> = unread
                .map(|value| ValueLine {
                    sheet,
                    column: value.column.clone(),
                    text: value.text.clone(),
                    count: Some(value.count),
                    answer: None,
                    why: in_workbench(&value.why),
                })
                .collect();
            for (column, answers) in &said.mapping.values {
                for (text, answer) in answers {
                    let known = unread
                        .iter_mut()
                        .find(|value| value.column == *column && value.text == *text);
                    match known {
                        Some(value) => value.answer = Some(answer.clone()),
                        None => unread.push(ValueLine {
                            sheet,
                            column: column.clone(),
                            text: text.clone(),
                            count: None,
                            answer: Some(answer.clone()),
                            why: String::new(),
                        }),
                    }
                }
            }
            values.append(&mut unread);
        }
        (self.columns, self.values) = (columns, values);
        for page in super::Page::ALL {
            let last = self.count(page).saturating_sub(1);
            let place = &mut self.places[page as usize];
            place.cursor = place.cursor.min(last);
        }
    }

    /// Returns how many values wait for an answer.
    pub fn unanswered(&self) -> usize {
        self.values.iter().filter(|value| value.answer.is_none()).count()
    }
}

/// Returns what becomes of a column: the word of a mapping, the words on screen, and why.
fn becomes(
    kind: &'static Kind,
    answered: Option<&str>,
    planned: Option<(&Plan, &ColumnPlan)>,
    keeps_rest: bool,
) -> (Option<String>, String, &'static str) {
    let word = match (answered, planned) {
        (Some(word), _) => Some(word.to_owned()),
        (None, Some((_, column))) => column.word(kind),
        (None, None) => None,
    };
    let label = |word: &str| {
        let target = targets(kind).into_iter().find(|target| target.word == word);
        target.map_or_else(|| word.to_owned(), |target| target.label)
    };
    let how = planned.map_or(Source::Nothing, |(_, column)| column.how);
    let how = if answered.is_some() { Source::Asked } else { how };
    let becomes = match (&word, planned) {
        (Some(word), _) if word == LEFT_OUT => "left out".to_owned(),
        (Some(word), _) if word == "extras" => "kept as it is".to_owned(),
        (Some(word), _) => label(word),
        (None, Some((_, column))) if column.beside.is_some() => column.beside.clone().unwrap_or_default(),
        (None, Some((_, column))) if column.key => "Reference".to_owned(),
        (None, _) if keeps_rest => "kept as it is".to_owned(),
        (None, _) => "no field: left out".to_owned(),
    };
    (word, becomes, how.describe())
}
