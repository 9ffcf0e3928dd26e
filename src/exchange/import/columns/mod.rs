//! Which column of a sheet feeds which field of a record kind, and which columns identify a row.
//!
//! What the user says comes first, then what a saved mapping says, then a guess for the fields that are left. Two
//! columns feed one field only where the user maps both: `Agency` and `Office` may be a unit and its part, or the
//! same thing twice, and no header says which.

pub(in crate::exchange::import) mod beside;
pub(in crate::exchange::import) mod feeds;
pub(in crate::exchange) mod guess;
pub mod known;
pub(in crate::exchange) mod mapping;
mod own_ids;
pub mod periods;
mod rest;
pub(in crate::exchange) mod scores;
pub mod synonyms;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::kinds;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Home, Kind, Shape};
use crate::domain::record::id::IdForm;
use crate::domain::record::mark::Mark;
use crate::domain::register::Register;
use crate::exchange::as_exported;
use crate::exchange::cells::choices::{ChoiceWords, nearest};
use crate::exchange::cells::periods::DateOptions;
use crate::exchange::import::columns::synonyms::How;
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet::header::{Header, normalised};

use crate::exchange::import::columns::beside::Told;
use crate::exchange::import::columns::feeds::Feed;
use crate::exchange::import::columns::guess::guess;
use crate::exchange::import::columns::mapping::LEFT_OUT;
use crate::exchange::import::columns::scores::Computed;
use crate::exchange::import::identity;
use crate::exchange::import::identity::Identity;
use crate::exchange::import::planning::rows;
use crate::exchange::import::reading::folded;
use crate::exchange::import::reading::scores::Part;
use crate::exchange::import::{ImportError, Options};

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// It is the record's own id.
    Id,
    /// It feeds the field at this position.
    Field(usize),
    /// It feeds one part of the score at this position.
    Part(usize, Part),
    /// It marks where the field at this position has one of its choices.
    Choice(usize, &'static Item),
    /// It is kept with the record as it is.
    Kept,
    /// It is not imported.
    Left,
}

/// Why a column has its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The user chose it.
    Asked,
    /// A saved mapping says so.
    Saved,
    /// The header says so.
    Guessed(How),
    /// Nothing was chosen.
    Nothing,
}

impl Source {
    /// Says it in a few words; nothing where nothing was chosen.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Asked => "as asked",
            Self::Saved => "saved mapping",
            Self::Guessed(How::Exact | How::Alias) => "by its name",
            Self::Guessed(How::Similar) => "a similar name",
            Self::Nothing => "",
        }
    }
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
    /// What it is looked at for, if it feeds no field.
    pub beside: Option<String>,
    /// Whether it is a member of a file of ours that follows from the others, which nobody expects to be read.
    pub is_computed: bool,
}

/// All columns, resolved.
#[derive(Debug)]
pub(super) struct Columns {
    pub plans: Vec<ColumnPlan>,
    pub feeds: Vec<Feed>,
    /// The column of the record's own id.
    pub id: Option<usize>,
    /// The column of what the fields said when the file was exported.
    pub exported: Option<usize>,
    /// The columns kept as they are, with their labels.
    pub kept: Vec<(usize, String)>,
    pub identity: Identity,
    /// The text whose first sentence is the title, where no column is.
    pub title_from: Option<usize>,
    /// The columns of what follows from scores.
    pub computed: Vec<Computed>,
    /// The columns that say something of the rows beside their fields.
    pub told: Told,
    /// What the name of the sheet says of the status of all its records, where no column does: field and choice.
    pub status: Option<(usize, &'static Item)>,
    /// What the user says ids stand for, by their folded text.
    pub ids_said: HashMap<String, String>,
    /// The folded values whose rows the user leaves out, by column.
    pub rows_left_out: HashMap<usize, HashSet<String>>,
    /// Which rows go on with the record of a row above.
    pub continuing: Vec<bool>,
    /// How dates are read that are not whole by themselves.
    pub dates: DateOptions,
    /// Whether the file has the headings that an export of ours writes.
    pub is_ours: bool,
    /// Columns a saved mapping names and the file has not.
    pub absent: Vec<String>,
    /// What the user says of columns and values that does not fit here; it may be about another table of the import.
    pub untaken: BTreeMap<String, ImportError>,
}

/// Checks that the records of a sheet are of a kind, as far as the sheet says it: what this program writes as JSON does.
///
/// # Errors
///
/// Fails for records of another kind, and for a table of others where there is one record.
pub(super) fn check_kind(kind: &'static Kind, sheet: &Sheet) -> Result<(), ImportError> {
    if let (Some(_), Some(of_kind)) = (member(sheet, "id"), member(sheet, "kind")) {
        let is_other = |named: &&str| *named != kind.name && kinds::ALL.iter().any(|kind| kind.name == *named);
        if let Some(other) = sheet.values(of_kind).find(is_other) {
            return Err(ImportError::OtherRecords(other.to_owned()));
        }
    }
    match kind.ids {
        IdForm::Single(_) if !is_ours(kind, sheet) => Err(ImportError::OneRecord(kind.name)),
        _ => Ok(()),
    }
}

/// Resolves the columns of a sheet.
pub(super) fn resolve(
    register: &Register,
    kind: &'static Kind,
    sheet: &Sheet,
    options: &Options<'_>,
) -> Result<Columns, ImportError> {
    let mut mapped: BTreeMap<usize, (Target, Source)> = BTreeMap::new();
    let mut absent = Vec::new();
    let mut untaken_of_columns = BTreeMap::new();
    for (mapping, source) in [(&options.saved, Source::Saved), (&options.mapping, Source::Asked)] {
        if !mapping.kind.is_empty() && mapping.kind != kind.name {
            return Err(ImportError::OtherKind(mapping.kind.clone()));
        }
        for (wanted, field) in &mapping.columns {
            match sheet.column(wanted) {
                Some(header) => match target(kind, wanted, field) {
                    Ok(target) => {
                        mapped.insert(header.index, (target, source));
                    }
                    Err(error) if options.is_one_of_several => {
                        untaken_of_columns.insert(format!("{wanted}={field}"), error);
                    }
                    Err(error) => return Err(error),
                },
                None if source == Source::Saved => absent.push(wanted.clone()),
                None if options.is_one_of_several => {
                    untaken_of_columns.insert(format!("{wanted}={field}"), no_column(sheet, wanted));
                }
                None => return Err(no_column(sheet, wanted)),
            }
        }
    }
    let key = key(sheet, options)?;
    let exported = sheet.headers.iter().find(|header| is_exported(header));
    let exported = exported
        .map(|header| header.index)
        .filter(|column| !mapped.contains_key(column));
    mapped.extend(exported.map(|column| (column, (Target::Left, Source::Nothing))));
    guess(register, kind, sheet, &key, &mut mapped);
    let is_fixed = matches!(kind.ids, IdForm::Control | IdForm::Question);
    let is_ours = is_ours(kind, sheet);
    let continuing = if is_fixed || kind.home == Home::Rows || is_ours {
        Vec::new()
    } else {
        rows::continuing(kind, sheet, &mapped)
    };
    rows::unmap(kind, sheet, &continuing, &mut mapped);
    let status = beside::status_of_sheet(kind, sheet, &mapped).filter(|_| !is_ours);
    beside::date_of_status(kind, sheet, status, &mut mapped);
    let mut plans: Vec<ColumnPlan> = sheet
        .headers
        .iter()
        .map(|header| {
            let nothing = (Target::Left, Source::Nothing);
            let (target, how) = mapped.get(&header.index).copied().unwrap_or(nothing);
            ColumnPlan {
                header: header.label.clone(),
                target,
                how,
                key: key.contains(&header.index),
                filled: sheet
                    .values(header.index)
                    .filter(|cell| !cell.trim().is_empty())
                    .count(),
                beside: None,
                is_computed: false,
            }
        })
        .collect();
    let computed = scores::computed(sheet, &plans);
    for computed in &computed {
        let score = kind.stored(computed.field).label;
        plans[computed.column].beside = Some(format!("compared with what the method says of {score}"));
    }
    rest::keep(kind, sheet, &continuing, options, &mut plans);
    let told = beside::told(kind, &mut plans);
    if let Some(column) = exported {
        let plan = &mut plans[column];
        plan.target = Target::Left;
        plan.beside = Some("says what the fields were when the file was made".to_owned());
    }
    let is_member = |name: &str| name == "kind" || kind.derived.iter().any(|derived| derived.name == name);
    for header in sheet.headers.iter().filter(|header| is_ours && is_member(&header.name)) {
        let plan = &mut plans[header.index];
        if plan.how == Source::Nothing {
            (plan.target, plan.is_computed) = (Target::Left, true);
        }
    }
    let dates = dates(options);
    let mut feeds = feeds::of_columns(kind, sheet, &plans, dates, is_ours)?;
    let id = plans.iter().position(|plan| plan.target == Target::Id);
    let title_from = title_from(kind, &feeds);
    let identity = identity::of_columns(kind, &plans, &key, id, &mut feeds, title_from.is_some())?;
    let rows_left_out = rows_left_out(sheet, options, &mut untaken_of_columns)?;
    let mut ids_said = ids_said(sheet, &plans, options);
    if let (Some(column), false) = (id, is_ours) {
        own_ids::say(register, kind, sheet, column, &mut ids_said);
    }
    feeds::values(kind, sheet, &mut feeds, &options.saved, &ids_said, true)?;
    let is_alone = !options.is_one_of_several;
    let untaken = feeds::values(kind, sheet, &mut feeds, &options.mapping, &ids_said, !is_alone)?;
    untaken_of_columns.extend(untaken);
    feeds::refuse_no_steps(register.method(), sheet, &feeds)?;
    let kept = plans.iter().enumerate().filter(|(_, plan)| plan.target == Target::Kept);
    let kept = kept.map(|(index, plan)| (index, plan.header.clone())).collect();
    Ok(Columns {
        plans,
        feeds,
        id,
        exported,
        kept,
        identity,
        title_from,
        computed,
        told,
        status,
        ids_said,
        rows_left_out,
        continuing,
        dates,
        is_ours,
        absent,
        untaken: untaken_of_columns,
    })
}

/// Returns the values whose rows the user leaves out, by column.
fn rows_left_out(
    sheet: &Sheet,
    options: &Options<'_>,
    untaken: &mut BTreeMap<String, ImportError>,
) -> Result<HashMap<usize, HashSet<String>>, ImportError> {
    let mut left_out: HashMap<usize, HashSet<String>> = HashMap::new();
    for (mapping, is_lenient) in [(&options.saved, true), (&options.mapping, options.is_one_of_several)] {
        for (column, values) in &mapping.values {
            let values = values.iter().filter(|(_, choice)| *choice == LEFT_OUT);
            for (value, _) in values {
                match sheet.column(column) {
                    Some(header) => drop(left_out.entry(header.index).or_default().insert(folded(value))),
                    None if is_lenient => {
                        untaken.insert(format!("{column}:{value}"), no_column(sheet, column));
                    }
                    None => return Err(no_column(sheet, column)),
                }
            }
        }
    }
    Ok(left_out)
}

/// Returns what the user says the ids in a column stand for, by their folded text.
fn ids_said(sheet: &Sheet, plans: &[ColumnPlan], options: &Options<'_>) -> HashMap<String, String> {
    let of_id = |column: &String| {
        let header = sheet.column(column)?;
        (plans[header.index].target == Target::Id).then_some(header)
    };
    let mappings = [&options.saved, &options.mapping].into_iter();
    let values = mappings.flat_map(|mapping| &mapping.values);
    let values = values.filter(|(column, _)| of_id(column).is_some());
    let said = values.flat_map(|(_, values)| values).filter(|(_, id)| *id != LEFT_OUT);
    said.map(|(value, id)| (folded(value), id.clone())).collect()
}

/// Returns the text whose first sentence is the title where the file has no column for one: most registers of risks
/// and findings have a description alone. A slug needs a name.
fn title_from(kind: &Kind, feeds: &[Feed]) -> Option<usize> {
    let is_fed = |field: usize| feeds.iter().any(|feed| feed.position == field);
    if kind.marked(Mark::Title).is_none_or(is_fed) || !matches!(kind.ids, IdForm::Random(_)) {
        return None;
    }
    let is_text = |field: &usize| kind.fields[*field].shape == Shape::Prose && kind.fields[*field].name != "note";
    (0..kind.fields.len()).filter(is_text).find(|field| is_fed(*field))
}

/// Returns how dates are read: as the user says, and where nothing is said, as the saved mapping does.
pub(super) fn dates(options: &Options<'_>) -> DateOptions {
    let (asked, saved) = (options.mapping.dates, options.saved.dates);
    DateOptions {
        order: asked.order.or(saved.order),
        short_years: asked.short_years || saved.short_years,
        period_end: asked.period_end || saved.period_end,
        from: asked.from,
    }
}

/// Returns the column of a member of the records that this program writes as JSON.
fn member(sheet: &Sheet, name: &str) -> Option<usize> {
    let found = sheet.headers.iter().find(|header| header.name == name);
    found.map(|header| header.index)
}

/// Whether a file has the headings that an export of ours writes: the id and fields by their labels, nothing else; in
/// JSON each record says its id and kind, and the others of its members may be missing.
pub(super) fn is_ours(kind: &Kind, sheet: &Sheet) -> bool {
    if let (Some(_), Some(of_kind)) = (member(sheet, "id"), member(sheet, "kind")) {
        return sheet.values(of_kind).all(|named| named == kind.name);
    }
    let is_label = |header: &Header| kind.fields.iter().any(|field| field.label == header.name);
    let is_heading = |header: &Header| header.name == "Id" || is_label(header) || is_exported(header);
    sheet.headers.first().is_some_and(|header| header.name == "Id")
        && sheet.headers.len() > kind.fields.len() / 2
        && sheet.headers.iter().all(is_heading)
}

/// Whether a header is that of what the fields said when the file was exported.
fn is_exported(header: &Header) -> bool {
    [as_exported::HEADING, as_exported::MEMBER].contains(&&*header.name)
}

pub(super) fn no_column(sheet: &Sheet, wanted: &str) -> ImportError {
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
    if let Some((score, part)) = field.trim().split_once('.')
        && let Some(position) = kind
            .field_index(score)
            .filter(|at| kind.fields[*at].shape == Shape::Score)
        && let Some(part) = Part::all().find(|known| known.name() == part)
    {
        return Ok(Target::Part(position, part));
    }
    if let Some((list, choice)) = field.trim().split_once('.')
        && let Some(position) = kind.field_index(list)
        && let Shape::AnyOf(items) = kind.fields[position].shape
        && let Some(item) = ChoiceWords::new(items, |_| &[]).find(choice)
    {
        return Ok(Target::Choice(position, item));
    }
    let found = kind.stored_index(field.trim()).filter(|_| wanted != "format");
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
            fields: kind.fields.iter().map(|field| field.name).collect(),
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
        .filter(|wanted| !options.is_one_of_several || find(wanted).is_some())
        .map(|wanted| find(wanted).ok_or_else(|| no_column(sheet, wanted)));
    found.collect()
}
