//! The pickers of an import: its file, the kind of a sheet, the field of a column, the choice of a value, a mapping.

use std::path::Path;

use crate::app::dialogs::picker::{ELSEWHERE, Entry, Files, Picker};
use crate::app::edits::draft::{Draft, ImportDraft};
use crate::app::environment::effect::{Effect, ForImport};
use crate::app::guided::import::lines::{ColumnLine, ValueLine};
use crate::app::guided::import::{Importing, Page, naming, plan, with};
use crate::app::state::App;
use crate::app::state::outcome::Target;
use crate::domain::kinds::organization::people::People;
use crate::domain::method::Step;
use crate::domain::record::field::{Kind, Shape};
use crate::exchange::cells::dates::DayOrder;
use crate::exchange::cells::periods::DateOptions;
use crate::exchange::import::Mapping;
use crate::exchange::import::opening::offers::importable;
use crate::exchange::import::opening::samples::targets;
use crate::exchange::import::opening::source::is_table;

/// What choosing an entry answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// The file.
    File(String),
    /// What the rows of a sheet are, by the name of the kind; nothing leaves it out.
    Kind(usize, Option<&'static str>),
    /// What becomes of a column, as a mapping says it; nothing leaves it to the guess.
    Column(Box<ColumnLine>, Option<String>),
    /// What a value stands for; an empty text leaves the field empty, and nothing takes an answer back.
    Value(Box<ValueLine>, Option<String>),
    /// What a value stands for is typed.
    Typed(Box<ValueLine>),
    /// How the days of a sheet are read.
    Dates(usize, DateOptions),
    /// The day from which the spans of a sheet count is typed.
    SpansFrom(usize),
    /// The saved mapping by which a sheet is read, by its name; nothing reads it without one.
    Mapping(usize, Option<String>),
}

/// Offers the files of the repository that hold tables, with what was typed before.
pub(in crate::app) fn open(app: &mut App) {
    let same = Draft::Import(ImportDraft::default());
    match app.edits.unsaved.take_draft(&same) {
        Some(Draft::Import(draft)) => resume(app, &draft),
        _ => pick_file(app, ""),
    }
}

/// Opens an import again as it was left.
pub(in crate::app) fn resume(app: &mut App, draft: &ImportDraft) {
    if draft.is_chosen {
        begin(app, &draft.path);
        with(app, |import| import.recalled = Some(draft.clone()));
        app.tell("What was answered here before is back; esc leaves, :unsaved discards it.");
    } else {
        pick_file(app, &draft.path);
    }
}

/// Whether a file of the repository is one to import: a table, and none of the register's own.
fn may_be_imported(path: &str) -> bool {
    let is_of_register = Path::new(path).parent().is_some_and(|folder| {
        let mut folders = folder.iter();
        folders.any(|name| name == "aims")
    });
    is_table(path.as_ref()) && !is_of_register
}

fn pick_file(app: &mut App, typed: &str) {
    // The file may have been put there just now.
    app.effects.push(Effect::ListFiles);
    let chosen = Target::Import(Choice::File(String::new()));
    let files = Files::new(app.sync.files.clone(), chosen).of(may_be_imported, &ELSEWHERE);
    let mut picker = Picker::new("Import: which file", Vec::new()).with_files(files);
    picker.recall(typed);
    app.dialogs.push(picker);
}

/// Lets go of the file, and offers all of them.
pub(super) fn another(app: &mut App) {
    let typed = app.dialogs.pop_top::<Importing>().map(|import| import.path);
    app.effects.push(Effect::Import(ForImport::Stop));
    pick_file(app, "");
    app.tell(format!("{} is left.", typed.unwrap_or_default()));
}

/// Begins with a file.
fn begin(app: &mut App, path: &str) {
    app.sync.readings += 1;
    let number = app.sync.readings;
    app.dialogs.push(Importing::new(path, number));
    let kinds = app.register.kinds().to_vec();
    app.effects
        .push(Effect::Import(ForImport::Open(number, path.to_owned(), kinds)));
}

/// Takes what was chosen.
pub(in crate::app) fn chosen(app: &mut App, choice: Choice) {
    match choice {
        Choice::File(path) => return begin(app, path.trim()),
        Choice::Typed(value) => return naming::ask_value(app, *value),
        Choice::SpansFrom(at) => return naming::ask_day(app, at),
        Choice::Dates(at, dates) => {
            with(app, |import| {
                if let Some(sheet) = import.sheets.get_mut(at) {
                    sheet.mapping.dates = dates;
                }
            });
        }
        Choice::Kind(at, name) => set_kind(app, at, name),
        Choice::Column(line, word) => {
            with(app, |import| {
                let Some(sheet) = import.sheets.get_mut(line.sheet) else {
                    return;
                };
                match word {
                    Some(word) => sheet.mapping.columns.insert(line.label, word),
                    None => sheet.mapping.columns.remove(&line.label),
                };
            });
        }
        Choice::Value(value, answer) => answered(app, &value, answer),
        Choice::Mapping(at, name) => {
            with(app, |import| {
                let mappings = import.opened.iter().flat_map(|opened| &opened.mappings);
                let saved = mappings.into_iter().find(|(known, _)| Some(known) == name.as_ref());
                let saved = saved.cloned();
                if let Some(sheet) = import.sheets.get_mut(at) {
                    sheet.saved = saved;
                }
            });
        }
    }
    plan(app);
}

/// Notes what a value stands for.
pub(super) fn answered(app: &mut App, value: &ValueLine, answer: Option<String>) {
    with(app, |import| {
        let Some(sheet) = import.sheets.get_mut(value.sheet) else {
            return;
        };
        let values = sheet.mapping.values.entry(value.column.clone()).or_default();
        match answer {
            Some(answer) => values.insert(value.text.clone(), answer),
            None => values.remove(&value.text),
        };
        sheet.mapping.values.retain(|_, values| !values.is_empty());
    });
}

fn set_kind(app: &mut App, at: usize, name: Option<&'static str>) {
    let kinds = importable(app.register.kinds());
    let kind = kinds.into_iter().find(|kind| Some(kind.name) == name);
    with(app, |import| {
        let Some(sheet) = import.sheets.get_mut(at) else { return };
        if kind.map(|kind| kind.name) != sheet.kind.map(|kind| kind.name) {
            // What was said of columns was said of other fields.
            sheet.mapping = Mapping::default();
            sheet.saved = None;
        }
        (sheet.kind, sheet.is_taken) = (kind.or(sheet.kind), kind.is_some());
    });
}

fn entry(choice: Choice, lead: &str, text: &str, note: &str) -> Entry {
    Entry {
        target: Target::Import(choice),
        lead: lead.to_owned(),
        text: text.to_owned(),
        note: note.to_owned(),
        refused: None,
    }
}

/// Lets the user choose what is under the cursor.
pub(super) fn choose(app: &mut App) {
    let Some(import) = app.dialogs.top::<Importing>() else {
        return;
    };
    let cursor = import.place().cursor;
    let picker = match import.page {
        Page::Sheets => of_sheet(app, import, cursor),
        Page::Columns => of_column(import),
        Page::Values => import.values.get(cursor).map(|value| of_value(app, import, value)),
        Page::Rows => None,
    };
    let value = import.values.get(cursor).cloned();
    match (picker, value) {
        (Some(picker), Some(value)) if picker.entries.is_empty() => naming::ask_value(app, value),
        (Some(picker), _) => app.dialogs.push(picker),
        (None, _) => app.refuse("There is nothing to choose here; go on with l."),
    }
}

/// Offers the kinds for a sheet, that which was found first.
fn of_sheet(app: &App, import: &Importing, at: usize) -> Option<Picker> {
    let sheet = import.sheets.get(at)?;
    let guess = import.opened.as_ref()?.offers.get(at)?.kind;
    let is_guess = |kind: &Kind| guess.is_some_and(|guess| guess.name == kind.name);
    let mut kinds = importable(app.register.kinds());
    kinds.sort_by_key(|kind| !is_guess(kind));
    let kind_entry = |kind: &'static Kind| {
        let note = match (is_guess(kind), sheet.kind) {
            (true, _) => "by its headers",
            (_, Some(now)) if now.name == kind.name => "as you say",
            _ => "",
        };
        entry(Choice::Kind(at, Some(kind.name)), "", kind.plural, note)
    };
    let mut entries: Vec<Entry> = kinds.into_iter().map(kind_entry).collect();
    entries.push(entry(Choice::Kind(at, None), "", "leave the sheet out", ""));
    Some(Picker::new("What the rows are", entries))
}

/// Offers what a column may become.
fn of_column(import: &Importing) -> Option<Picker> {
    let line = import.columns.get(import.place().cursor)?;
    let kind = import.sheets.get(line.sheet)?.kind?;
    let column = |word: Option<String>| Choice::Column(Box::new(line.clone()), word);
    let mut all = targets(kind);
    // What it is not, last.
    all.sort_by_key(|target| {
        line.word.as_ref() != Some(&target.word) && matches!(&*target.word, "id" | "extras" | "-")
    });
    let offered = all.into_iter().map(|target| {
        let is_now = line.word.as_ref() == Some(&target.word);
        let note = if is_now { "as it is now" } else { "" };
        entry(column(Some(target.word.clone())), &target.word, &target.label, note)
    });
    let mut entries: Vec<Entry> = offered.collect();
    if import.sheets[line.sheet].mapping.columns.contains_key(&line.label) {
        entries.push(entry(column(None), "", "leave it to the guess again", ""));
    }
    Some(Picker::new("What the column becomes", entries))
}

/// Offers what a value may stand for; nothing where it is typed.
fn of_value(app: &App, import: &Importing, value: &ValueLine) -> Picker {
    let choice = |answer: Option<String>| Choice::Value(Box::new(value.clone()), answer);
    let step = |(nth, step): (usize, &Step)| {
        let number = (nth + 1).to_string();
        entry(choice(Some(number.clone())), &number, &step.label, "")
    };
    let method = app.register.method();
    let sheet = import.sheets.get(value.sheet);
    let kind = sheet.and_then(|sheet| sheet.kind);
    let is_it = |line: &&ColumnLine| line.sheet == value.sheet && line.label == value.column;
    let line = import.columns.iter().find(is_it);
    let word = line.and_then(|line| line.word.as_deref()).unwrap_or_default();
    let (name, part) = word.split_once('.').unwrap_or((word, ""));
    let field = kind.and_then(|kind| Some(kind.stored(kind.stored_index(name)?)));
    let (mut entries, may_be_empty): (Vec<Entry>, bool) = match field.map(|field| field.shape) {
        Some(Shape::OneOf(items) | Shape::AnyOf(items)) => {
            let entries = items.iter();
            let entries = entries.map(|item| entry(choice(Some(item.label.to_owned())), "", item.label, ""));
            (entries.collect(), true)
        }
        Some(Shape::Score) if part == "likelihood" => {
            (method.likelihoods.iter().enumerate().map(step).collect(), false)
        }
        Some(Shape::Score) if !part.is_empty() => (method.consequences.iter().enumerate().map(step).collect(), false),
        Some(Shape::One(kinds) | Shape::Many(kinds)) => {
            let kinds = kinds.iter().filter_map(|name| app.register.kind(name));
            let records = kinds.flat_map(|kind| app.register.of(kind));
            let entries = records.map(|record| {
                let id = record.id().to_string();
                entry(choice(Some(id.clone())), &id, record.title(), "")
            });
            (entries.collect(), true)
        }
        Some(shape) if shape.is_of_people() => {
            let people = People::of(&app.register);
            let entries = people.iter().map(|person| {
                let handle = person.handle().to_owned();
                entry(choice(Some(handle.clone())), &handle, person.name(), "")
            });
            (entries.collect(), true)
        }
        _ => (Vec::new(), true),
    };
    if !entries.is_empty() {
        if may_be_empty {
            entries.push(entry(
                choice(Some(String::new())),
                "",
                "nothing: the field stays empty",
                "",
            ));
        }
        entries.push(entry(
            Choice::Typed(Box::new(value.clone())),
            "",
            "type what it stands for",
            "",
        ));
        if value.answer.is_some() {
            entries.push(entry(choice(None), "", "take the answer back", ""));
        }
    }
    Picker::new("What the value stands for", entries)
}

/// Offers the ways in which the days of the sheet under the cursor may be read.
pub(super) fn dates(app: &mut App) {
    let today = app.env.today;
    let picker = with(app, |import| {
        let at = import.sheet_at_cursor()?;
        let now = import.sheets.get(at)?.mapping.dates;
        let way = |text: &str, is_so: bool, dates: DateOptions| {
            entry(
                Choice::Dates(at, dates),
                "",
                text,
                if is_so { "as it is now" } else { "" },
            )
        };
        let order = |order: DayOrder| DateOptions {
            order: (now.order != Some(order)).then_some(order),
            ..now
        };
        let spans = DateOptions {
            from: (now.from != Some(today)).then_some(today),
            ..now
        };
        let mut entries = vec![
            way(
                "of two numbers the first is the day",
                now.order == Some(DayOrder::DayFirst),
                order(DayOrder::DayFirst),
            ),
            way(
                "of two numbers the first is the month",
                now.order == Some(DayOrder::MonthFirst),
                order(DayOrder::MonthFirst),
            ),
            way(
                "a month, quarter or year is its last day",
                now.period_end,
                DateOptions {
                    period_end: !now.period_end,
                    ..now
                },
            ),
            way(
                "years have two digits, 00 to 69 are 2000 to 2069",
                now.short_years,
                DateOptions {
                    short_years: !now.short_years,
                    ..now
                },
            ),
            way("spans such as 30 days count from today", now.from == Some(today), spans),
            entry(
                Choice::SpansFrom(at),
                "",
                "spans such as 30 days count from another day",
                "",
            ),
        ];
        if let Some(day) = now.from.filter(|day| *day != today)
            && let Some(last) = entries.last_mut()
        {
            last.note = format!("{day} now");
        }
        Some(Picker::new("How days are read; again takes it back", entries))
    });
    match picker.flatten() {
        Some(picker) => app.dialogs.push(picker),
        None => app.refuse("There is nothing here of which days could be read."),
    }
}

/// Offers the saved mappings for the sheet under the cursor, those that fit its header first.
pub(in crate::app) fn mapping(app: &mut App) {
    let picker = with(app, |import| {
        let at = import.sheet_at_cursor()?;
        let kind = import.sheets.get(at)?.kind?;
        let mut fitting = import.fitting(at);
        fitting.retain(|(.., mapping)| mapping.kind.is_empty() || mapping.kind == kind.name);
        let entries = fitting.into_iter().map(|(known, name, mapping)| {
            let note = format!("{known} of {} columns are here", mapping.columns.len());
            entry(Choice::Mapping(at, Some(name.clone())), "", name, &note)
        });
        let mut entries: Vec<Entry> = entries.collect();
        if import.sheets[at].saved.is_some() {
            entries.push(entry(Choice::Mapping(at, None), "", "without a saved mapping", ""));
        }
        (!entries.is_empty()).then(|| Picker::new("Read it by the saved mapping", entries))
    });
    match picker.flatten() {
        Some(picker) => app.dialogs.push(picker),
        None => app.refuse("No mapping is saved for these records; w on the page of columns keeps one."),
    }
}
