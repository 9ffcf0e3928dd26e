//! From the cells of a row to values of fields, without guessing: what is not certain stays a text and is reported.

pub(in crate::exchange::import) mod beside;
mod cell;
mod exported;
mod links;
pub mod scores;

use std::collections::HashMap;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::domain::kinds::organization::people::People;
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Home, Kind, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::input;
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::exchange::cells::citations::{Cited, cited};
use crate::exchange::cells::neutral::original;
use crate::exchange::cells::periods::{DateOptions, read_date_by};
use crate::exchange::import::columns::Columns;
use crate::exchange::import::columns::beside::Told;
use crate::exchange::import::columns::scores::Computed;
use crate::exchange::import::people;
use crate::exchange::sheet::header::takes_no_room;
use crate::exchange::sheet::{Row, Sheet};

use crate::exchange::import::columns::feeds::Feed;
use crate::exchange::import::planning::Remark;
use crate::exchange::import::reading::cell::{
    Cell, PEOPLE, WORDS, comma_parts, first_sentence, one_of, one_of_with_more, parts_of, several,
};
use crate::exchange::import::reading::exported::restored;
use crate::exchange::import::reading::links::Links;
use crate::exchange::import::reading::scores::{Part, Steps};
use crate::exchange::import::words::{self, is_blank, marks, period, says_none};

/// A cell that is no value of its field, or only in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The column.
    pub column: String,
    /// The label of the field.
    pub field: &'static str,
    /// What the cell holds.
    pub text: String,
    /// Why it is no value of the field, as the rest of a sentence about it.
    pub why: String,
    /// What is taken of it all the same, as it is shown; nothing where the field stays as it is.
    pub taken: String,
}

/// A part of a score that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartRead {
    pub part: Part,
    pub column: String,
    pub text: String,
}

/// What a row says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The cell of the record's own id.
    pub id: String,
    /// What the fields of the record said when the file was exported, where the row says it.
    pub exported: Option<Box<str>>,
    /// What the row says on each field that has a column, blank cells as empty values.
    pub values: Vec<(usize, Value)>,
    /// What is no value; its text is kept with the record.
    pub unread: Vec<Unread>,
    /// The columns that are kept as they are.
    pub kept: Vec<(String, Value)>,
    /// The columns whose cell was read.
    pub read: Vec<String>,
    /// The scores of which columns say parts.
    pub parts: Vec<(usize, Vec<PartRead>)>,
    /// The parts of scores whose cells are blank.
    pub blank_parts: Vec<(usize, Part)>,
    /// The columns with a text that says nothing for their field, and the text.
    pub nothing: Vec<(String, String)>,
    /// Ids that the row writes in another way than the register.
    pub respelled: Vec<(String, Id)>,
    /// The columns with a rank, such as `Sev 1`, the rank and the choice it is taken for.
    pub ranks: Vec<(String, String, &'static str)>,
    /// What else is to be reported.
    pub remarks: Vec<Remark>,
    /// The text that says that the row is no record of the kind.
    pub no_record: Option<String>,
    /// The columns whose markup was made plain text.
    pub marked_up: Vec<String>,
}

impl Reading {
    /// Returns what the row says on a field.
    pub fn value(&self, field: usize) -> &Value {
        let found = self.values.iter().find(|(position, _)| *position == field);
        found.map_or(&Value::Empty, |(_, value)| value)
    }

    /// Returns how many fields the row says something on.
    pub fn filled(&self) -> usize {
        self.values.iter().filter(|(_, value)| !value.is_empty()).count()
    }
}

/// Returns the text by which names, keys and values are compared: case, runs of blanks, the composition of letters and
/// what takes no room do not matter.
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    }
    let seen: String = text.nfc().filter(|c| !takes_no_room(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Reads rows by their feeds.
pub(super) struct Reader<'a> {
    register: &'a Register,
    kind: &'static Kind,
    people: People<'a>,
    today: NaiveDate,
    feeds: &'a [Feed],
    id: Option<usize>,
    exported: Option<usize>,
    kept: &'a [(usize, String)],
    /// Whether the file is one of ours, in which every text is meant as it is.
    is_ours: bool,
    dates: DateOptions,
    title_from: Option<usize>,
    computed: &'a [Computed],
    /// The columns that say something of a row beside its fields.
    told: Told,
    /// What the name of the sheet says of the status.
    status: Option<(usize, &'static Item)>,
    ids_said: &'a HashMap<String, String>,
    /// What the cells of likelihoods and of consequences say.
    steps: [Steps; 2],
    /// The names of the columns.
    headers: Vec<&'a str>,
    /// The records to which cells may link.
    links: Links<'a>,
    /// The people that are there, where the rows are people.
    persons: Option<people::Persons>,
}

impl<'a> Reader<'a> {
    pub fn new(
        register: &'a Register,
        kind: &'static Kind,
        today: NaiveDate,
        columns: &'a Columns,
        sheet: &Sheet,
        coming: &'a [Record],
    ) -> Self {
        let feeds = &columns.feeds;
        let method = register.method();
        let steps = [true, false].map(|is_likelihood| {
            let parts = feeds
                .iter()
                .flat_map(|feed| feed.parts.iter().map(move |part| (feed, part)));
            let on_scale = parts.filter(|(_, (part, _))| (*part == Part::Likelihood) == is_likelihood);
            let said = on_scale
                .clone()
                .filter_map(|(feed, (_, column))| feed.steps_said.get(column));
            let said = said
                .flatten()
                .map(|(word, step)| (word.clone(), step.clone()))
                .collect();
            let headers: Vec<&str> = on_scale
                .clone()
                .map(|(_, (_, column))| columns.plans[*column].header.as_str())
                .collect();
            let cells = on_scale.flat_map(|(_, (_, column))| sheet.values(*column));
            let scale = if is_likelihood {
                &method.likelihoods
            } else {
                &method.consequences
            };
            Steps::of_cells(scale, &headers, cells, &said)
        });
        let links = |feed: &Feed| matches!(feed.field.shape, Shape::One(_) | Shape::Many(_));
        let is_linked = feeds.iter().any(links);
        Self {
            register,
            kind,
            people: People::of(register),
            today,
            feeds,
            id: columns.id,
            exported: columns.exported,
            kept: &columns.kept,
            is_ours: columns.is_ours,
            dates: columns.dates,
            title_from: columns.title_from,
            computed: &columns.computed,
            told: columns.told,
            status: columns.status,
            ids_said: &columns.ids_said,
            steps,
            headers: columns.plans.iter().map(|plan| plan.header.as_str()).collect(),
            links: Links::new(register, coming, is_linked),
            persons: (kind.home == Home::Rows).then(|| people::Persons::of(register)),
        }
    }

    pub fn read(&self, row: &Row) -> Reading {
        let mut reading = Reading::default();
        let restored = if self.is_ours { None } else { restored(row) };
        let row = restored.as_ref().unwrap_or(row);
        let plain = self.without_markup(row, &mut reading);
        let row = plain.as_ref().unwrap_or(row);
        if let Some(column) = self.id {
            self.read_id(row.cell(column), &mut reading);
        }
        reading.exported = self.exported.map(|column| row.cell(column).trim().into());
        for feed in self.feeds {
            if feed.parts.is_empty() {
                self.read_whole(feed, row, &mut reading);
            } else {
                self.read_parts(feed, row, &mut reading);
            }
        }
        self.pass_over_withheld(&mut reading);
        self.read_title(&mut reading);
        self.keep_titles_of_the_standard(&mut reading);
        self.recognise(row, &mut reading);
        self.overrule(row, &mut reading);
        if let Some((status, item)) = self.status {
            reading.values.push((status, Value::Choice(item)));
        }
        self.withdraw(row, &mut reading);
        self.tell_group(row, &mut reading);
        for computed in self.computed {
            self.compare(*computed, row, &mut reading);
        }
        for (column, label) in self.kept {
            let value = kept_text(row.cell(*column));
            if !value.is_empty() {
                reading.kept.push((label.clone(), value));
            }
        }
        reading
    }

    /// Takes the first sentence of a text for the title, where no column is one.
    fn read_title(&self, reading: &mut Reading) {
        if let (Some(from), Some(title)) = (self.title_from, self.kind.marked(Mark::Title)) {
            let sentence = reading.value(from).as_text().map(first_sentence);
            reading
                .values
                .extend(sentence.map(|sentence| (title, Value::text(&sentence))));
        }
    }

    /// Leaves the controls of the standard the titles that the catalogue has.
    fn keep_titles_of_the_standard(&self, reading: &mut Reading) {
        if let (IdForm::Control, Some(title)) = (self.kind.ids, self.kind.marked(Mark::Title))
            && reading.id.starts_with("A.")
            && !self.is_ours
        {
            reading.values.retain(|(field, _)| *field != title);
        }
    }

    /// Reads the record's own id; where ids are those of controls and questions, as registers cite them.
    fn read_id(&self, cell: &str, reading: &mut Reading) {
        let text = cell.replace('\u{a0}', " ").trim().to_owned();
        if let Some(id) = self.ids_said.get(&folded(&text)) {
            // Its own id is then what it is called elsewhere.
            let reference = self.kind.field_index("reference").filter(|_| cited(&text).is_none());
            let is_fed = |field: &usize| self.feeds.iter().any(|feed| feed.position == *field);
            let reference = reference.filter(|field| !is_fed(field));
            reading
                .values
                .extend(reference.map(|field| (field, Value::text(&text))));
            reading.respelled.push((text, Id::new(id)));
            reading.id.clone_from(id);
            return;
        }
        let is_cited = matches!(self.kind.ids, IdForm::Control | IdForm::Question);
        let found = cited(&text).filter(|_| is_cited && self.register.get(&text).is_none());
        reading.id = match found {
            Some(Cited::Ours(id)) if id != text => {
                reading.respelled.push((text, Id::new(&id)));
                id
            }
            _ => text,
        };
    }

    fn read_whole(&self, feed: &Feed, row: &Row, reading: &mut Reading) {
        let text_of_cells = text(feed, row);
        let text = feed.values.get(&folded(&text_of_cells)).unwrap_or(&text_of_cells);
        let cell = if self.says_nothing(feed, text) {
            Cell::of(Value::Empty)
        } else if let Some(value) = self.as_exported(feed, text, reading) {
            Cell::of(value)
        } else {
            self.value(feed, text)
        };
        let is_meant = self.is_ours || feed.values.contains_key(&folded(&text_of_cells));
        if words::says_no_record(self.kind, feed.field, text) && !is_meant {
            reading.no_record = Some(text.clone());
        }
        reading.respelled.extend(cell.respelled);
        let under = cell.under.into_iter();
        reading
            .remarks
            .extend(under.map(|(text, count)| Remark::Under(text, count)));
        if let Some(Value::Choice(item)) = &cell.value
            && words::is_rank(text)
            && !is_meant
        {
            reading
                .ranks
                .push((feed.label.clone(), text.trim().to_owned(), item.label));
        }
        let taken = cell.value.as_ref().map_or(String::new(), Value::to_string);
        match cell.why {
            Some(why) => reading.unread.push(Unread {
                column: feed.label.clone(),
                field: feed.field.label,
                text: text.clone(),
                why,
                taken,
            }),
            None if !text.is_empty() => {
                reading.read.push(feed.label.clone());
                let is_nothing = cell.value.as_ref().is_none_or(Value::is_empty) && !self.is_ours;
                if is_nothing && !feed.values.contains_key(&folded(&text_of_cells)) {
                    reading.nothing.push((feed.label.clone(), text.clone()));
                }
            }
            None => {}
        }
        if let Some(value) = cell.value {
            reading.values.push((feed.position, value));
        }
    }

    /// Whether a cell has nothing for its field: it is blank, or a mark such as `N/A` stands in it. In a file of ours
    /// every text is meant, and a choice may have a word that is a mark elsewhere.
    fn says_nothing(&self, feed: &Feed, text: &str) -> bool {
        let is_choice = feed.choices.is_some();
        let is_answer = feed.field.shape == Shape::Flag && words::answer(text).is_some();
        let is_mark = || !is_choice && !is_answer && !feed.field.is(Mark::Title) && is_blank(text);
        text.is_empty() || (!self.is_ours && (is_mark() || says_none(self.kind, feed.field, text)))
    }

    /// Reads a score whose parts have columns of their own.
    fn read_parts(&self, feed: &Feed, row: &Row, reading: &mut Reading) {
        let (mut steps, mut parts) = (Vec::new(), Vec::new());
        for (part, column) in &feed.parts {
            let text = original(row.cell(*column)).trim();
            if text.is_empty() {
                reading.blank_parts.push((feed.position, *part));
                continue;
            }
            if is_blank(text) {
                reading
                    .nothing
                    .push((self.headers[*column].to_owned(), text.to_owned()));
                continue;
            }
            let header = self.headers[*column].to_owned();
            match self.steps[usize::from(*part != Part::Likelihood)].read(text) {
                Ok(step) => {
                    steps.push((*part, step));
                    parts.push(PartRead {
                        part: *part,
                        column: header.clone(),
                        text: text.to_owned(),
                    });
                    reading.read.push(header);
                }
                Err(why) => reading.unread.push(Unread {
                    column: header,
                    field: feed.field.label,
                    text: text.to_owned(),
                    why,
                    taken: String::new(),
                }),
            }
        }
        let value = if steps.is_empty() {
            Value::Empty
        } else {
            Value::Score(scores::of_steps(&steps))
        };
        reading.parts.push((feed.position, parts));
        reading.values.push((feed.position, value));
    }

    fn value(&self, feed: &Feed, text: &str) -> Cell {
        match feed.field.shape {
            Shape::OneOf(_) => one_of_with_more(feed, text),
            Shape::AnyOf(_) => several(feed, text, |part| one_of(feed, part).into()),
            Shape::Day if self.persons.is_some() && words::says_gone(text) => Cell::of(Value::Date(self.today)),
            Shape::Day => read_date_by(text, feed.order, self.dates)
                .map(Value::Date)
                .map_err(|why| why.to_string())
                .into(),
            Shape::One(kinds) => self.links.record(kinds, text),
            Shape::Many(kinds) => several(feed, text, |part| self.links.record(kinds, part)),
            Shape::Terms(vocabulary) => several(feed, text, |part| self.links.term(vocabulary, part)),
            Shape::Person => self.person(text),
            Shape::People => Cell::of(self.people.read(text)),
            Shape::Line if feed.field.name == "every" => self.input(feed, period(text).unwrap_or(text)),
            Shape::Words => Cell::of(Value::set(parts_of(text, &WORDS).map(Value::text).collect())),
            Shape::Flag if let Some(is_so) = words::answer(text) => Cell::of(Value::Flag(is_so)),
            Shape::Score => scores::product(text, self.register.method())
                .map(Value::Score)
                .map_or_else(|| self.input(feed, text), Cell::of),
            _ => self.input(feed, text),
        }
    }

    /// Reads a cell as typed input is read.
    fn input(&self, feed: &Feed, text: &str) -> Cell {
        let shape = feed.field.shape;
        input::read(shape, text, self.today)
            .map(|value| self.people.resolved(shape, value))
            .map_err(|_| format!("is not {}", shape.describe()))
            .into()
    }

    /// Reads one person. Of several the first is taken and the others are told; what stands beside a person's name,
    /// such as a unit, is kept as a text.
    fn person(&self, text: &str) -> Cell {
        let named = |part: &str| self.people.person(part).map(|person| person.handle().to_owned());
        let whole = input::read(Shape::Person, text, self.today).unwrap_or_default();
        if named(text).is_some() {
            return Cell::of(self.people.resolved(Shape::Person, whole));
        }
        let parts = parts_of(text, &PEOPLE).flat_map(|part| {
            if named(part).is_some() {
                vec![part]
            } else {
                comma_parts(part)
            }
        });
        let parts: Vec<&str> = parts.collect();
        let known: Vec<String> = parts.iter().filter_map(|part| named(part)).collect();
        match known.first() {
            Some(first) if parts.len() > 1 => Cell {
                value: Some(Value::text(first)),
                why: Some(
                    if known.len() > 1 {
                        "names several people"
                    } else {
                        "says more than who"
                    }
                    .to_owned(),
                ),
                ..Cell::default()
            },
            _ => Cell::of(self.people.resolved(Shape::Person, whole)),
        }
    }
}

/// Returns the text of a cell that is kept as it is.
pub(super) fn kept_text(cell: &str) -> Value {
    input::read(Shape::Prose, original(cell), NaiveDate::MIN).unwrap_or_default()
}

/// Joins the cells that feed a field, each text once.
pub(super) fn text(feed: &Feed, row: &Row) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for column in &feed.columns {
        let cell = row.cell(*column);
        let mut part = if feed.is_verbatim { cell } else { original(cell) }.trim();
        if let Some((_, choice)) = feed.marks.iter().find(|(marked, _)| marked == column) {
            part = if marks(part) == Some(false) { "" } else { choice.label };
        }
        if feed.whole || (!part.is_empty() && !parts.contains(&part)) {
            parts.push(part);
        }
    }
    if parts.iter().all(|part| part.is_empty()) {
        return String::new();
    }
    parts.join(match feed.field.shape {
        Shape::Prose => "\n\n",
        Shape::Line | Shape::Person => " / ",
        _ => "\n",
    })
}
