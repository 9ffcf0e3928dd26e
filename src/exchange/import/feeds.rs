//! Which columns make up the text of which field, and what the user says their values stand for.

use std::collections::HashMap;

use crate::domain::record::field::{Field, Kind, Shape};
use crate::exchange::cells::dates::DayOrder;
use crate::exchange::sheet::Sheet;

use crate::exchange::import::cells::{folded, is_choice};
use crate::exchange::import::columns::{ColumnPlan, Target, no_column};
use crate::exchange::import::{ImportError, Mapping};

/// The columns that feed one field.
#[derive(Debug)]
pub(super) struct Feed {
    pub position: usize,
    pub field: &'static Field,
    pub columns: Vec<usize>,
    pub label: String,
    /// Whether every column counts although cells repeat or are blank, as in a key.
    pub whole: bool,
    /// Which number is the day, if the column proves it.
    pub order: Option<DayOrder>,
    /// What the user says values stand for, by their folded text.
    pub values: HashMap<String, String>,
}

/// Gathers the columns of each field.
pub(super) fn of_columns(kind: &'static Kind, sheet: &Sheet, plans: &[ColumnPlan]) -> Result<Vec<Feed>, ImportError> {
    let mut feeds: Vec<Feed> = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let Target::Field(position) = plan.target else { continue };
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
                order: (field.shape == Shape::Day)
                    .then(|| DayOrder::guess(sheet.values(index)))
                    .flatten(),
                values: HashMap::new(),
            }),
            Some(feed) => {
                let joins = matches!(field.shape, Shape::Line | Shape::Prose | Shape::Person) || field.shape.is_list();
                if !joins {
                    return Err(ImportError::TwoColumns {
                        field: field.label,
                        columns: [feed.label.clone(), plan.header.clone()],
                    });
                }
                feed.columns.push(index);
                feed.label = format!("{} / {}", feed.label, plan.header);
            }
        }
    }
    Ok(feeds)
}

/// Takes in what the user says about values, and checks it: a choice that does not exist is a slip of the user.
pub(super) fn values(
    kind: &'static Kind,
    sheet: &Sheet,
    feeds: &mut [Feed],
    mapping: &Mapping,
    lenient: bool,
) -> Result<(), ImportError> {
    for (column, values) in &mapping.values {
        let header = match sheet.column(column) {
            Some(header) => header,
            None if lenient => continue,
            None => return Err(no_column(sheet, column)),
        };
        let feed = match feeds.iter_mut().find(|feed| feed.columns.contains(&header.index)) {
            Some(feed) => feed,
            None if lenient => continue,
            None => return Err(ImportError::ValueWithoutField(header.label.clone(), kind.name)),
        };
        for (value, choice) in values {
            if let (Shape::OneOf(items) | Shape::AnyOf(items), false) = (feed.field.shape, choice.is_empty())
                && is_choice(items, choice).is_none()
            {
                return Err(ImportError::NoChoice {
                    choice: choice.clone(),
                    field: feed.field.label,
                    choices: items.iter().map(|item| item.label).collect(),
                });
            }
            feed.values.insert(folded(value), choice.clone());
        }
    }
    Ok(())
}
