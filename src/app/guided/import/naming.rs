//! What is typed while a file is imported: what a value stands for, and the name under which a mapping is kept.

use std::borrow::Cow;

use crate::app::dialogs::keys::{DialogKeys, Listed, dialog_keys};
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::Keep;
use crate::app::environment::effect::{Effect, ForImport};
use crate::app::environment::key::Key;
use crate::app::guided::import::lines::ValueLine;
use crate::app::guided::import::{Importing, choosing, plan, with};
use crate::app::state::App;
use crate::domain::day;
use crate::exchange::import::Mapping;

/// What the text is.
#[derive(Debug, Clone, PartialEq)]
enum Of {
    /// What a value stands for.
    Value(Box<ValueLine>),
    /// The day from which the spans of the sheet at this place count.
    SpansFrom(usize),
    /// The name of the mapping of the sheet at this place.
    Name(usize),
}

/// A text that is typed.
#[derive(Debug)]
pub struct Naming {
    line: Writing,
    lines: Vec<String>,
    of: Of,
}

/// The keys; others type.
pub static KEYS: DialogKeys<Naming> = DialogKeys::with(
    "at a value or a name while a file is imported",
    &[dialog_keys! {
        "enter" "Take it." ! "takes it" => |_, _| Outcome::Do(take),
        "esc ctrl-c" "Go back without it." ! "goes back" => |_, _| Outcome::Leave,
    }],
    |naming, key, _| {
        naming.line.press(key);
        Outcome::Stay
    },
);

impl Keep for Naming {}

impl Dialog for Naming {
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
        Cow::Borrowed(match self.of {
            Of::Value(_) => "What the value stands for",
            Of::SpansFrom(_) => "Spans count from this day",
            Of::Name(_) => "Keep how the sheet is read",
        })
    }

    fn lines(&self) -> &[String] {
        &self.lines
    }
}

/// Asks what a value stands for.
pub(super) fn ask_value(app: &mut App, value: ValueLine) {
    let lines = vec![
        format!("{}: `{}` {}", value.column, value.text, value.why),
        "What is typed is read in its place; nothing leaves the field empty.".to_owned(),
    ];
    let line = Writing::line(value.answer.as_deref().unwrap_or_default());
    let of = Of::Value(Box::new(value));
    app.dialogs.push(Naming { line, lines, of });
}

/// Asks from which day spans count.
pub(super) fn ask_day(app: &mut App, at: usize) {
    let lines = vec!["A day such as 2026-11-30, or +2w.".to_owned()];
    let (line, of) = (Writing::line(""), Of::SpansFrom(at));
    app.dialogs.push(Naming { line, lines, of });
}

/// Asks for the name of the mapping of the sheet under the cursor.
pub(super) fn ask_name(app: &mut App) {
    let asked = with(app, |import| {
        let at = import.sheet_at_cursor()?;
        let known = import.sheets.get(at)?.saved.as_ref().map(|(name, _)| name.clone());
        // Only what was planned says all of it.
        let is_planned = import.outcome().is_some() && import.planned_sheets.contains(&at);
        is_planned.then_some((at, known.unwrap_or_default()))
    });
    let Some((at, known)) = asked.flatten() else {
        app.refuse("How the sheet is read is kept once it can be: mend first what is said above.");
        return;
    };
    let lines = vec![
        "Lower-case letters, digits and hyphens. It goes to aims/mappings/, and is offered for the next file with such columns."
            .to_owned(),
    ];
    let (line, of) = (Writing::line(&known), Of::Name(at));
    app.dialogs.push(Naming { line, lines, of });
}

fn take(app: &mut App) {
    let Some(naming) = app.dialogs.top::<Naming>() else {
        return;
    };
    let (text, of) = (naming.line.text().trim().to_owned(), naming.of.clone());
    match of {
        Of::Value(value) => {
            app.dialogs.pop();
            choosing::answered(app, &value, Some(text));
            plan(app);
        }
        Of::SpansFrom(at) => match day::read(&text, app.env.today) {
            Ok(day) => {
                app.dialogs.pop();
                with(app, |import| {
                    if let Some(sheet) = import.sheets.get_mut(at) {
                        sheet.mapping.dates.from = Some(day);
                    }
                });
                plan(app);
            }
            Err(why) => app.refuse(why.to_string()),
        },
        Of::Name(at) => {
            if let Err(error) = Mapping::path(&text) {
                app.refuse(error.to_string());
                return;
            }
            app.dialogs.pop();
            let mapping = with(app, |import| import.mapping_of(at)).flatten();
            if let Some(mapping) = mapping {
                app.effects
                    .push(Effect::Import(ForImport::Keep(text, Box::new(mapping))));
            }
        }
    }
}

impl Importing {
    /// Returns how a sheet is read, guesses included.
    fn mapping_of(&self, at: usize) -> Option<Mapping> {
        let part = self.planned_sheets.iter().position(|planned| *planned == at)?;
        let plan = self.outcome()?.whole.plans.get(part)?;
        Some(plan.mapping().clone())
    }
}
