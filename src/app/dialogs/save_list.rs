//! Asking for the name of the file that what the list shows goes into.
//!
//! The dialog stays until the file is there, so that a name that is taken, or a folder that cannot be written to, is
//! mended where it stands.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::app::dialogs::keys::{DialogKeys, Listed, dialog_keys};
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::state::App;
use crate::domain::record::id::Id;
use crate::domain::record::register::index::Slot;
use crate::domain::record::value::Value;
use crate::exchange::export::json::member;
use crate::exchange::export::listed::{self, Column};
use crate::exchange::export::{ExportError, Format};

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotWritten {
    /// There is one of that name, and nobody said that it may go.
    IsThere,
    /// It cannot be written.
    Failed(String),
}

impl From<ExportError> for NotWritten {
    fn from(error: ExportError) -> Self {
        Self::Failed(error.to_string())
    }
}

/// The name of the file while it is typed.
#[derive(Debug)]
pub struct SaveList {
    line: Writing,
    lines: Vec<String>,
    /// A name that is taken, which the same again writes over.
    taken: Option<String>,
}

/// The keys of the question; others type the name.
pub static KEYS: DialogKeys<SaveList> = DialogKeys::with(
    "at the name of a file for the list",
    &[dialog_keys! {
        "enter" "Write the file; where one is there, the same again writes over it." ! "writes" => |_, _| Outcome::Do(save),
        "esc ctrl-c" "Leave without a file." ! "leaves" => |_, _| Outcome::Leave,
    }],
    |dialog, key, _| {
        dialog.line.press(key);
        Outcome::Stay
    },
);

impl Keep for SaveList {}

impl Dialog for SaveList {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn paste(&mut self, text: &str, _: Background<'_>) -> Option<Outcome> {
        self.line.paste(text.trim());
        Some(Outcome::Stay)
    }

    fn writing(&self) -> Option<&Writing> {
        Some(&self.line)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed("Write the list to a file")
    }

    fn lines(&self) -> &[String] {
        &self.lines
    }
}

/// Asks for the name of the file.
pub(in crate::app) fn open(app: &mut App) {
    let Some(list) = app.list(app.screen) else { return };
    let count = listed::counted(list.spec.kind, written(list).count());
    let filter = list.filter_in_force();
    let filtered = if filter.is_empty() {
        String::new()
    } else {
        format!(", filtered by {filter}")
    };
    // What is marked is what is meant, as it is for decisions.
    let which = match list.rows().len() {
        all if is_marked(list) => format!(" of {all}, those that are marked{filtered}"),
        _ => filtered,
    };
    let name = format!("{}.csv", member(list.spec.kind));
    let lines = vec![
        format!("{count}{which}, in the order and with the columns of the list."),
        format!(
            "The name says the format: {}. It goes beside the folder aims/ unless the name says where.",
            Format::ENDINGS
        ),
    ];
    app.dialogs.push(SaveList {
        line: Writing::line(&name),
        lines,
        taken: None,
    });
}

/// Has the file written, if its name says how.
fn save(app: &mut App) {
    let Some(dialog) = app.dialogs.top::<SaveList>() else {
        return;
    };
    let name = dialog.line.text().trim().to_owned();
    let Some(format) = Format::of_name(&name) else {
        app.refuse(format!("The name says the format: it ends with {}.", Format::ENDINGS));
        return;
    };
    let over = dialog.taken.as_ref() == Some(&name);
    let Some(list) = app.list(app.screen) else { return };
    let listed = Box::new(shown(list, app.view()));
    app.effects.push(Effect::WriteList {
        name,
        format,
        over,
        listed,
    });
}

/// Tells whether rows that the list shows are marked.
fn is_marked(list: &List) -> bool {
    (0..list.rows().len()).any(|at| list.is_marked(at))
}

/// Returns the rows that go into the file: the marked ones, where some are.
fn written(list: &List) -> impl Iterator<Item = Slot> + '_ {
    let is_any = is_marked(list);
    let rows = list.rows().iter().enumerate();
    let written = rows.filter(move |(at, _)| !is_any || list.is_marked(*at));
    written.map(|(_, slot)| *slot)
}

/// Returns what a list shows, of which only what is marked where something is.
fn shown(list: &List, view: View<'_>) -> listed::Listed {
    let kind = list.spec.kind;
    let heading = |column: &crate::app::list::spec::Column| {
        let derived = kind.derived.iter().find(|derived| derived.name == column.name);
        let declared = kind.field(column.name).map(|field| field.label);
        declared
            .or(derived.map(|derived| derived.label))
            .unwrap_or(column.heading)
    };
    let columns = list.spec.columns.iter().filter(|column| column.name != "id");
    let columns = columns.map(|column| Column {
        name: column.name,
        heading: heading(column),
    });
    let id = Column {
        name: "id",
        heading: "Id",
    };
    let columns: Vec<Column> = std::iter::once(id).chain(columns).collect();
    // What the headings of the list say has a column in the file.
    let group = list.spec.group.map(|of| {
        let column = Column {
            name: "group",
            heading: "Group",
        };
        (column, of)
    });
    let in_group = |record| group.as_ref().map(|(_, of)| Value::text(&of(view, record).title));
    let row = |record| {
        let values = columns.iter().map(|column| value(view, record, column.name));
        values.chain(in_group(record)).collect()
    };
    let records = written(list).filter_map(|slot| view.register.at(slot));
    listed::Listed {
        kind,
        rows: records.map(row).collect(),
        columns: columns.iter().cloned().chain(group.map(|(column, _)| column)).collect(),
        method: view.register.method().clone(),
        day: view.today,
    }
}

/// Returns what stands in a cell: its value, or the words that the kind puts there where it has none.
fn value(view: View<'_>, record: &crate::domain::record::Record, name: &str) -> Value {
    if name == "id" {
        return Value::text(record.id().as_str());
    }
    let title = |id: &Id| view.register.title(id.as_str()).map(Value::text);
    match view.value(record, name).into_owned() {
        _ if name == "title" => title(record.id()).unwrap_or_default(),
        Value::Empty => {
            let said = (record.kind().cell)(view.register, record, name, view.today);
            said.map_or(Value::Empty, |(text, _)| Value::text(&text))
        }
        value => value,
    }
}

/// Says what became of the file; a name that is taken may be typed anew, or entered again.
pub(in crate::app) fn take(app: &mut App, name: &str, written: Result<String, NotWritten>) {
    match written {
        Ok(done) => {
            if app.dialogs.top::<SaveList>().is_some() {
                app.dialogs.pop();
            }
            app.tell(done);
        }
        Err(NotWritten::IsThere) => {
            if let Some(dialog) = app.dialogs.top_mut::<SaveList>() {
                dialog.taken = Some(name.to_owned());
            }
            app.refuse(format!("{name} is there already; enter again writes over it."));
        }
        Err(NotWritten::Failed(why)) => app.warn(format!("{name} was not written: {why}")),
    }
}
