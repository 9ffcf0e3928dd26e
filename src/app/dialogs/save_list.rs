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
use crate::app::list::as_rows;
use crate::app::state::App;
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
    let Some(listed) = app.screen.pane.as_rows(app) else {
        return;
    };
    let count = listed.what.counted(listed.rows.len());
    let filter = app.screen.pane.filter_in_force(app);
    let filtered = if filter.is_empty() {
        String::new()
    } else {
        format!(", filtered by {filter}")
    };
    // What is marked is what is meant, as it is for decisions.
    let which = match app.list(app.screen) {
        Some(list) if as_rows::is_marked(list) => {
            format!(" of {}, those that are marked{filtered}", list.rows().len())
        }
        _ => filtered,
    };
    let name = format!("{}.csv", listed.what.member());
    let lines = vec![
        format!("{count}{which}, in the order and with the columns of the screen."),
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
    let Some(listed) = app.screen.pane.as_rows(app).map(Box::new) else {
        return;
    };
    app.effects.push(Effect::WriteList {
        name,
        format,
        over,
        listed,
    });
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
