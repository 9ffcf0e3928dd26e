//! Which column of a sheet feeds which field of a record kind, and which columns identify a row.
//!
//! What the user says comes first, then what a saved mapping says, then a guess for the fields that are left. Two
//! columns feed one field only where the user maps both: `Agency` and `Office` may be a unit and its part, or the
//! same thing twice, and no header says which.

use std::collections::{BTreeMap, HashMap};

use crate::domain::field::{Kind, Mark, Shape};
use crate::domain::id::IdForm;
use crate::domain::register::Register;
use crate::exchange::choices::nearest;
use crate::exchange::dates::DayOrder;
use crate::exchange::header::{Header, normalised};
use crate::exchange::sheet::Sheet;
use crate::exchange::synonyms::{self, How};

use super::aliases;
use super::cells::{Feed, folded, is_choice};
use super::identity::Identity;
use super::mapping::LEFT_OUT;
use super::{ImportError, Mapping, Options};

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// It is the record's own id.
    Id,
    /// It feeds the field at this position.
    Field(usize),
    /// It is kept with the record as it is.
    Kept,
    /// It is not imported.
    Left,
}

/// Why a column has its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The user said so.
    Asked,
    /// A saved mapping says so.
    Saved,
    /// The header says so.
    Guessed(How),
    /// Nobody said anything.
    Nothing,
}

/// One column and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnPlan {
    /// The name by which the column is addressed.
    pub header: String,
    /// What becomes of it.
    pub target: Target,
    /// Why.
    pub how: Source,
    /// Whether it is part of the key.
    pub key: bool,
    /// How many of its cells hold something.
    pub filled: usize,
}

/// All columns, resolved.
#[derive(Debug)]
pub(super) struct Columns {
    pub plans: Vec<ColumnPlan>,
    pub feeds: Vec<Feed>,
    /// The column of the record's own id.
    pub id: Option<usize>,
    /// The columns kept as they are, with their labels.
    pub kept: Vec<(usize, String)>,
    pub identity: Identity,
    /// Columns a saved mapping names and the file has not.
    pub absent: Vec<String>,
}

/// Resolves the columns of a sheet.
pub(super) fn resolve(
    register: &Register,
    kind: &'static Kind,
    sheet: &Sheet,
    options: &Options<'_>,
) -> Result<Columns, ImportError> {
    let mut said: BTreeMap<usize, (Target, Source)> = BTreeMap::new();
    let mut absent = Vec::new();
    for (mapping, source) in [(&options.saved, Source::Saved), (&options.mapping, Source::Asked)] {
        if !mapping.kind.is_empty() && mapping.kind != kind.name {
            return Err(ImportError::OtherKind(mapping.kind.clone()));
        }
        for (wanted, field) in &mapping.columns {
            match sheet.column(wanted) {
                Some(header) => {
                    said.insert(header.index, (target(kind, wanted, field)?, source));
                }
                None if source == Source::Saved => absent.push(wanted.clone()),
                None => return Err(no_column(sheet, wanted)),
            }
        }
    }
    let key = key(sheet, options)?;
    guess(register, kind, sheet, &key, &mut said);
    let keep = options.mapping.keep_unmapped || options.saved.keep_unmapped;
    let rest = if keep { Target::Kept } else { Target::Left };
    let plans: Vec<ColumnPlan> = sheet
        .headers
        .iter()
        .map(|header| {
            let (target, how) = said.get(&header.index).copied().unwrap_or((rest, Source::Nothing));
            ColumnPlan {
                header: header.label.clone(),
                target,
                how,
                key: key.contains(&header.index),
                filled: sheet
                    .values(header.index)
                    .filter(|cell| !cell.trim().is_empty())
                    .count(),
            }
        })
        .collect();
    let mut feeds = feeds(kind, sheet, &plans)?;
    let id = plans.iter().position(|plan| plan.target == Target::Id);
    let identity = identity(kind, &plans, &key, id, &mut feeds)?;
    values(kind, sheet, &mut feeds, &options.saved, true)?;
    values(kind, sheet, &mut feeds, &options.mapping, false)?;
    let kept = plans.iter().enumerate().filter(|(_, plan)| plan.target == Target::Kept);
    let kept = kept.map(|(index, plan)| (index, plan.header.clone())).collect();
    Ok(Columns {
        plans,
        feeds,
        id,
        kept,
        identity,
        absent,
    })
}

fn no_column(sheet: &Sheet, wanted: &str) -> ImportError {
    let names = sheet.headers.iter().map(|header| (header.name.as_str(), &header.label));
    ImportError::NoColumn {
        wanted: wanted.to_owned(),
        nearest: nearest(wanted, names).cloned(),
        columns: sheet.headers.iter().map(|header| header.label.clone()).collect(),
    }
}

/// Reads the field a column is mapped to, by name or label.
fn target(kind: &'static Kind, column: &str, field: &str) -> Result<Target, ImportError> {
    let wanted = normalised(field);
    let is = |text: &str| normalised(text) == wanted;
    match field.trim() {
        LEFT_OUT => return Ok(Target::Left),
        "extras" => return Ok(Target::Kept),
        "id" => return Ok(Target::Id),
        _ => {}
    }
    let found = kind.field_index(field.trim());
    let found = found.or_else(|| kind.fields.iter().position(|field| is(field.name) || is(field.label)));
    found.map(Target::Field).ok_or_else(|| {
        let names = kind
            .fields
            .iter()
            .flat_map(|field| [(field.name, field.name), (field.label, field.name)]);
        ImportError::NoField {
            column: column.to_owned(),
            field: field.to_owned(),
            nearest: nearest(field, names),
            kind: kind.name,
        }
    })
}

/// Returns the columns of the key, the user's before those of a saved mapping.
fn key(sheet: &Sheet, options: &Options<'_>) -> Result<Vec<usize>, ImportError> {
    let asked = &options.mapping.key;
    let wanted = if asked.is_empty() { &options.saved.key } else { asked };
    let find = |wanted: &String| sheet.column(wanted).map(|header| header.index);
    let found = wanted
        .iter()
        .map(|wanted| find(wanted).ok_or_else(|| no_column(sheet, wanted)));
    found.collect()
}

/// Takes the headers nobody spoke of for fields that are still free.
fn guess(
    register: &Register,
    kind: &'static Kind,
    sheet: &Sheet,
    key: &[usize],
    said: &mut BTreeMap<usize, (Target, Source)>,
) {
    let mut taken: Vec<Target> = said.values().map(|(target, _)| *target).collect();
    // With a key of its own the reference is spoken for.
    if let (Some(reference), false) = (kind.field_index("reference"), key.is_empty())
        && !taken.contains(&Target::Field(reference))
    {
        taken.push(Target::Field(reference));
        if let [only] = key {
            said.entry(*only).or_insert((Target::Field(reference), Source::Asked));
        }
    }
    let open: Vec<&Header> = sheet
        .headers
        .iter()
        .filter(|header| !said.contains_key(&header.index))
        .collect();
    if let Some(header) = open.iter().find(|header| is_own_id(register, kind, sheet, header))
        && !taken.contains(&Target::Id)
    {
        said.insert(header.index, (Target::Id, Source::Guessed(How::Exact)));
    }
    let is_free = |field: usize| {
        let shape = kind.fields[field].shape;
        !taken.contains(&Target::Field(field)) && !matches!(shape, Shape::Rows { .. } | Shape::Level)
    };
    let free: Vec<usize> = (0..kind.fields.len()).filter(|field| is_free(*field)).collect();
    let names: Vec<Vec<&str>> = free
        .iter()
        .map(|field| aliases::names(kind, &kind.fields[*field]))
        .collect();
    let targets: Vec<synonyms::Target<'_>> = free
        .iter()
        .zip(&names)
        .map(|(field, aliases)| synonyms::Target {
            name: kind.fields[*field].name,
            label: kind.fields[*field].label,
            aliases,
        })
        .collect();
    let headers: Vec<Header> = open
        .into_iter()
        .filter(|header| !said.contains_key(&header.index))
        .cloned()
        .collect();
    for guess in synonyms::guess(&headers, &targets, aliases::subject(kind)) {
        if let Some(field) = kind.field_index(guess.target) {
            said.insert(guess.header, (Target::Field(field), Source::Guessed(guess.how)));
        }
    }
}

/// Tells whether a column holds the ids of this register, as one that was exported from it does.
///
/// A column of ids in a foreign inventory is not: it is the reference, where the kind has one.
fn is_own_id(register: &Register, kind: &'static Kind, sheet: &Sheet, header: &Header) -> bool {
    let name = normalised(&header.name);
    if name != "id" && name != format!("{}id", kind.name) && name != kind.name {
        return false;
    }
    let known = |id: &str| register.get(id).is_some_and(|record| record.is(kind));
    let fits = |id: &str| match kind.field("reference") {
        Some(_) => known(id),
        None => kind.ids.accepts(id),
    };
    let mut cells = sheet
        .values(header.index)
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .peekable();
    cells.peek().is_some() && cells.all(fits)
}

fn feeds(kind: &'static Kind, sheet: &Sheet, plans: &[ColumnPlan]) -> Result<Vec<Feed>, ImportError> {
    let mut feeds: Vec<Feed> = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let Target::Field(position) = plan.target else { continue };
        let field = &kind.fields[position];
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
                let joins = matches!(field.shape, Shape::Line | Shape::Prose) || field.shape.is_list();
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

/// Decides what identifies a row: the id, the key, the reference, or title and unit.
fn identity(
    kind: &'static Kind,
    plans: &[ColumnPlan],
    key: &[usize],
    id: Option<usize>,
    feeds: &mut Vec<Feed>,
) -> Result<Identity, ImportError> {
    let title = kind.marked(Mark::Title);
    let unit = kind.field_index("unit");
    let by_name = title.map(|title| (title, unit));
    let reference = kind.field_index("reference");
    let field_of = |column: &usize| match plans[*column].target {
        Target::Field(field) => Some(field),
        _ => None,
    };
    if matches!(kind.ids, IdForm::Control | IdForm::Question) && id.is_none() {
        return Err(ImportError::NoId(kind.name, kind.ids.example()));
    }
    if !key.is_empty() {
        let fields: Option<Vec<usize>> = key.iter().map(field_of).collect();
        if let ([only], Some(Target::Id)) = (key, key.first().map(|column| plans[*column].target)) {
            debug_assert_eq!(Some(*only), id, "there is one id column");
            return Ok(Identity::Id);
        }
        return match (fields, reference) {
            (Some(fields), _) => Ok(Identity::Key {
                fields,
                asked: true,
                by_name,
            }),
            (None, Some(reference)) => {
                if feeds.iter().any(|feed| feed.position == reference) {
                    return Err(ImportError::TwoKeys);
                }
                let labels: Vec<&str> = key.iter().map(|column| plans[*column].header.as_str()).collect();
                feeds.push(Feed {
                    position: reference,
                    field: &kind.fields[reference],
                    columns: key.to_vec(),
                    label: labels.join(" / "),
                    whole: true,
                    order: None,
                    values: HashMap::new(),
                });
                Ok(Identity::Key {
                    fields: vec![reference],
                    asked: true,
                    by_name,
                })
            }
            (None, None) => {
                let lost = key.iter().find(|column| field_of(column).is_none());
                Err(ImportError::KeyWithoutField(
                    lost.map_or_else(String::new, |column| plans[*column].header.clone()),
                ))
            }
        };
    }
    if id.is_some() {
        return Ok(Identity::Id);
    }
    let feeds_it = |field: usize| feeds.iter().any(|feed| feed.position == field);
    if let Some(reference) = reference.filter(|field| feeds_it(*field)) {
        return Ok(Identity::Key {
            fields: vec![reference],
            asked: false,
            by_name,
        });
    }
    match title.filter(|title| feeds_it(*title)) {
        Some(title) => Ok(Identity::Name { title, unit }),
        None => Err(ImportError::NoName {
            kind: kind.name,
            columns: plans.iter().map(|plan| plan.header.clone()).collect(),
        }),
    }
}

/// Takes in what the user says about values, and checks it: a choice that does not exist is a slip of the user.
fn values(
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
