//! Which columns make up the text of which field, and what the user says their values stand for.

use std::collections::{BTreeMap, HashMap};

use crate::domain::method::Method;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Field, Kind, Shape};
use crate::exchange::cells::dates::DayOrder;
use crate::exchange::cells::periods::{DateOptions, proven_order};
use crate::exchange::sheet::Sheet;

use crate::exchange::cells::choices::ChoiceWords;
use crate::exchange::import::columns::mapping::LEFT_OUT;
use crate::exchange::import::columns::{ColumnPlan, Target, no_column};
use crate::exchange::import::reading::folded;
use crate::exchange::import::reading::scores;
use crate::exchange::import::reading::scores::Part;
use crate::exchange::import::words;
use crate::exchange::import::{ImportError, Mapping};

/// The columns that feed one field.
#[derive(Debug)]
pub(in crate::exchange::import) struct Feed {
    pub position: usize,
    pub field: &'static Field,
    pub columns: Vec<usize>,
    pub label: String,
    /// Whether every column counts although cells repeat or are blank, as in a key.
    pub whole: bool,
    /// Whether an apostrophe in front is part of the text, and not there to keep it from being a formula.
    pub is_verbatim: bool,
    /// Which of the columns are which parts of a score; none where the cell is the whole value.
    pub parts: Vec<(Part, usize)>,
    /// Which of the columns mark which choice.
    pub marks: Vec<(usize, &'static Item)>,
    /// The choices of the field with the words for them.
    pub choices: Option<ChoiceWords>,
    /// Which number is the day, if the column proves it.
    pub order: Option<DayOrder>,
    /// What the user says values stand for, by their folded text.
    pub values: HashMap<String, String>,
    /// The same of the columns of parts of a score, by column.
    pub steps_said: HashMap<usize, HashMap<String, String>>,
}

/// Gathers the columns of each field.
pub(in crate::exchange::import) fn of_columns(
    kind: &'static Kind,
    sheet: &Sheet,
    plans: &[ColumnPlan],
    dates: DateOptions,
    is_ours: bool,
) -> Result<Vec<Feed>, ImportError> {
    let mut feeds: Vec<Feed> = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let (position, part, choice) = match plan.target {
            Target::Field(position) => (position, None, None),
            Target::Part(position, part) => (position, Some(part), None),
            Target::Choice(position, choice) => (position, None, Some(choice)),
            Target::Id | Target::Kept | Target::Left => continue,
        };
        let field = kind.stored(position);
        if field.shape == Shape::Level {
            return Err(ImportError::Computed(field.label));
        }
        match feeds.iter_mut().find(|feed| feed.position == position) {
            None => feeds.push(Feed {
                position,
                field,
                columns: vec![index],
                label: plan.header.clone(),
                whole: false,
                is_verbatim: is_ours && !sheet.is_delimited(),
                parts: part.map(|part| (part, index)).into_iter().collect(),
                marks: choice.map(|choice| (index, choice)).into_iter().collect(),
                choices: choices(kind, field),
                order: (field.shape == Shape::Day)
                    .then(|| proven_order(sheet.values(index), dates))
                    .flatten(),
                values: HashMap::new(),
                steps_said: HashMap::new(),
            }),
            Some(feed) => {
                let is_part = part.is_some() && !feed.parts.is_empty();
                let joins = is_part
                    || matches!(field.shape, Shape::Line | Shape::Prose | Shape::Person)
                    || field.shape.is_list();
                if !joins {
                    return Err(ImportError::TwoColumns {
                        field: field.label,
                        columns: [feed.label.clone(), plan.header.clone()],
                    });
                }
                feed.columns.push(index);
                feed.parts.extend(part.map(|part| (part, index)));
                feed.marks.extend(choice.map(|choice| (index, choice)));
                feed.label = format!("{} / {}", feed.label, plan.header);
            }
        }
    }
    Ok(feeds)
}

/// Returns the choices of a field with the words that registers write for them.
fn choices(kind: &'static Kind, field: &'static Field) -> Option<ChoiceWords> {
    match field.shape {
        Shape::OneOf(items) | Shape::AnyOf(items) => {
            Some(ChoiceWords::new(items, |item| words::of_choice(kind, field, item.name)))
        }
        _ => None,
    }
}

/// Takes in what the user says about values, and checks it: a choice that does not exist is a slip of the user. Returns
/// what does not fit where that is let pass, by column and value.
pub(in crate::exchange::import) fn values(
    kind: &'static Kind,
    sheet: &Sheet,
    feeds: &mut [Feed],
    mapping: &Mapping,
    ids_said: &HashMap<String, String>,
    lenient: bool,
) -> Result<BTreeMap<String, ImportError>, ImportError> {
    let mut untaken = BTreeMap::new();
    for (column, values) in &mapping.values {
        let mut refuse = |value: &str, error: ImportError| {
            if !lenient {
                return Err(error);
            }
            untaken.insert(format!("{column}:{value}"), error);
            Ok(())
        };
        let mut feed = match sheet.column(column) {
            Some(header) => feeds
                .iter_mut()
                .find(|feed| feed.columns.contains(&header.index))
                .map(|feed| (header, feed))
                .ok_or_else(|| ImportError::ValueWithoutField(header.label.clone(), kind.name)),
            None => Err(no_column(sheet, column)),
        };
        for (value, choice) in values {
            if ids_said.contains_key(&folded(value)) || choice == LEFT_OUT {
                continue;
            }
            let (header, feed) = match &mut feed {
                Ok((header, feed)) => (*header, feed),
                Err(error) => {
                    refuse(value, error.clone())?;
                    continue;
                }
            };
            if let (Some(choices), false) = (&feed.choices, choice.is_empty())
                && choices.find(choice).is_none()
            {
                let error = ImportError::NoChoice {
                    choice: choice.clone(),
                    field: feed.field.label,
                    choices: choices.labels(),
                };
                refuse(value, error)?;
                continue;
            }
            let values = if feed.parts.is_empty() {
                &mut feed.values
            } else {
                feed.steps_said.entry(header.index).or_default()
            };
            values.insert(folded(value), choice.clone());
        }
    }
    Ok(untaken)
}

/// Refuses what the user says of words of a scale where the scale has no such step.
pub(in crate::exchange::import) fn refuse_no_steps(
    method: &Method,
    sheet: &Sheet,
    feeds: &[Feed],
) -> Result<(), ImportError> {
    let parts = feeds
        .iter()
        .flat_map(|feed| feed.parts.iter().map(move |part| (feed, part)));
    for (feed, (part, column)) in parts {
        let scale = match part {
            Part::Likelihood => &method.likelihoods,
            Part::Consequence(_) => &method.consequences,
        };
        let said = feed.steps_said.get(column).into_iter().flat_map(HashMap::values);
        let mut wrong = said.filter(|text| !text.is_empty() && scores::step(scale, text).is_none());
        if let Some(step) = wrong.next() {
            let named = scale.iter().enumerate();
            return Err(ImportError::NoStep {
                step: step.clone(),
                column: sheet.headers[*column].label.clone(),
                steps: named.map(|(at, step)| format!("{} {}", at + 1, step.label)).collect(),
            });
        }
    }
    Ok(())
}
