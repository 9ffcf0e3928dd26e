//! Importing a file as a guided dialog: its sheets, their columns, the values to map, and the rows as they would come in,
//! saved as one edit.
//!
//! What is decided is decided where the command line asks for it, in `exchange::import`; here is what was answered, and
//! the pages that show what came of it. Reading and planning are effects: the dialog goes on meanwhile, each answer asks
//! for another plan, and an answer to an earlier question is passed over by its number.

pub mod answer;
mod arrivals;
pub mod choosing;
pub mod commands;
pub mod lines;
pub mod naming;
pub mod pages;
pub mod rows;
pub mod said;
mod saving;
pub mod words;

use std::borrow::Cow;
use std::cell::Cell;

pub(in crate::app) use arrivals::take;
pub use saving::OnItsWay;
pub(in crate::app) use saving::saved;

use crate::app::dialogs::keys::{DialogKeys, Listed, Rows, dialog_keys};
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::edits::draft::{Draft, ImportDraft, Keep};
use crate::app::environment::effect::{Effect, ForImport};
use crate::app::environment::key::Key;
use crate::app::guided::import::answer::{Opened, Planned};
use crate::app::guided::import::lines::{ColumnLine, ValueLine};
use crate::app::guided::import::said::{General, OfSheet};
use crate::app::state::App;
use crate::domain::register::Register;
use crate::domain::register::edit::Change;
use crate::exchange::import::opening::Asked;

/// The pages, in the order in which one goes through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// What is imported: the sheets, and what their rows are.
    Sheets,
    /// What becomes of each column.
    Columns,
    /// The values that were not read.
    Values,
    /// What becomes of each row.
    Rows,
}

impl Page {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sheets, Self::Columns, Self::Values, Self::Rows];

    /// Returns the word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sheets => "Sheets",
            Self::Columns => "Columns",
            Self::Values => "Values",
            Self::Rows => "Rows",
        }
    }
}

/// Where the cursor of a page is.
#[derive(Debug, Default)]
pub struct Place {
    /// The position of the cursor.
    pub cursor: usize,
    /// The first row shown; drawing sets it.
    pub top: Cell<usize>,
    /// How many rows are shown; drawing sets it.
    pub height: Cell<usize>,
}

/// A file that is being imported.
#[derive(Debug)]
pub struct Importing {
    /// The file, as it was chosen or typed.
    pub path: String,
    /// The number of the answer that is waited for; nothing where none is.
    pub waits: Option<u64>,
    /// How many rows of how many are planned, while that is waited for.
    pub progress: Option<(usize, usize)>,
    /// The file, once it is read.
    pub opened: Option<Opened>,
    /// What was answered of each of its sheets.
    pub sheets: Vec<OfSheet>,
    /// What was answered of all of them.
    pub general: General,
    /// The sheets that the plan is of, in its order.
    pub planned_sheets: Vec<usize>,
    /// What importing it would do, as far as it is known.
    pub planned: Option<Planned>,
    /// The page that is shown.
    pub page: Page,
    /// Where the cursors of the pages are.
    pub places: [Place; 4],
    /// The columns as they are listed.
    pub columns: Vec<ColumnLine>,
    /// The values as they are listed.
    pub values: Vec<ValueLine>,
    /// The edit that is on its way to the disk.
    pub saving: Option<OnItsWay>,
    /// The changes that were looked at and are to be saved if they are planned again as they are.
    looked_at: Option<Vec<Change>>,
    /// What was answered before, until the sheets are known.
    recalled: Option<ImportDraft>,
}

impl Importing {
    /// Returns the import of a file of which nothing is known yet.
    fn new(path: &str, waits: u64) -> Self {
        Self {
            path: path.to_owned(),
            waits: Some(waits),
            progress: None,
            opened: None,
            sheets: Vec::new(),
            general: General::default(),
            planned_sheets: Vec::new(),
            planned: None,
            page: Page::Sheets,
            places: Default::default(),
            columns: Vec::new(),
            values: Vec::new(),
            saving: None,
            looked_at: None,
            recalled: None,
        }
    }

    /// Returns where the cursor of the page shown is.
    pub fn place(&self) -> &Place {
        &self.places[self.page as usize]
    }

    /// Returns how many lines a page has.
    pub fn count(&self, page: Page) -> usize {
        match page {
            Page::Sheets => self.sheets.len(),
            Page::Columns => self.columns.len(),
            Page::Values => self.values.len(),
            Page::Rows => self.outcome().map_or(0, |outcome| outcome.rows.len()),
        }
    }

    /// Returns the plan and the edit, where it could be planned.
    pub fn outcome(&self) -> Option<&answer::Outcome> {
        self.planned.as_ref()?.result.as_ref().ok()
    }

    /// Returns why it could not be planned.
    pub fn why_not(&self) -> Option<&str> {
        self.planned.as_ref()?.result.as_ref().err().map(String::as_str)
    }

    fn turn_to(&mut self, by: isize) -> Outcome {
        let at = (self.page as usize).saturating_add_signed(by);
        if let Some(page) = Page::ALL.get(at) {
            self.page = *page;
        }
        Outcome::Stay
    }

    /// Tells whether anything was answered that was not found out.
    fn is_answered(&self) -> bool {
        let Some(opened) = &self.opened else { return false };
        let mut pairs = self.sheets.iter().zip(&opened.offers);
        pairs.any(|(sheet, offer)| sheet.draft() != OfSheet::offered(offer).draft())
    }

    fn is_at(&self, page: Page) -> bool {
        self.page == page && self.is_open()
    }

    fn is_open(&self) -> bool {
        self.opened.is_some() && self.saving.is_none()
    }
}

impl Rows for Importing {
    fn height(&self) -> usize {
        self.place().height.get()
    }

    fn step(&mut self, by: isize) {
        let last = self.count(self.page).saturating_sub(1);
        let place = &mut self.places[self.page as usize];
        place.cursor = place.cursor.saturating_add_signed(by).min(last);
    }
}

/// The keys of an import.
pub static KEYS: DialogKeys<Importing> = DialogKeys::new(
    "while a file is imported",
    &[
        dialog_keys! {
            "enter" "Change what is under the cursor." ! "changes"
                if |import| import.is_open() && import.page != Page::Rows => |_, _| Outcome::Do(pages::enter),
            "enter" "On the page of rows: show the row field by field." ! "shows it" if |import| import.is_at(Page::Rows)
                => |_, _| Outcome::Do(pages::enter),
            "space x" "Leave the sheet or the column out, or take it in again." ! "in/out"
                if |import| import.is_at(Page::Sheets) || import.is_at(Page::Columns) => |_, _| Outcome::Do(pages::toggle),
            "space x" "On the page of rows: take the row although it lacks something, or not." ! "takes it"
                if |import| import.is_at(Page::Rows) => |_, _| Outcome::Do(pages::toggle),
            "*" "Take all rows that lack something, or none of them." if |import| import.is_at(Page::Rows)
                => |_, _| Outcome::Do(pages::toggle_all),
            "t" "Where both sides edited a field: tell it, take the file's, or keep what is here." ! "settles"
                if |import| import.is_at(Page::Rows) => |_, _| Outcome::Do(pages::turn_conflict),
            "r" "Retire the records whose row is gone, or leave them." if |import| import.is_at(Page::Rows)
                => |_, _| Outcome::Do(pages::turn_retiring),
            "+" "Keep columns without a field with the records, or leave them out." if |import| import.is_at(Page::Columns)
                => |_, _| Outcome::Do(pages::keep_rest),
            "m" "Read the sheet by a saved mapping."
                if |import| import.is_at(Page::Columns) || import.is_at(Page::Sheets)
                => |_, _| Outcome::Do(choosing::mapping),
            "d" "Say how days are read: day or month first, short years, ends of periods, where spans begin."
                if |import| import.is_open() && import.page != Page::Sheets => |_, _| Outcome::Do(choosing::dates),
            "w" "Keep under a name how the sheet is read." if |import| import.is_at(Page::Columns)
                => |_, _| Outcome::Do(naming::ask_name),
            "f" "Import another file; what was answered of this one goes." if Importing::is_open
                => |_, _| Outcome::Do(choosing::another),
            "l tab right" "Go on to the next page." ! "next"
                if |import| import.is_open() && import.page != Page::Rows => |import, _| import.turn_to(1),
            "h shift-tab left" "Go back to the page before; what was answered stays." ! "back"
                if |import| import.is_open() && import.page != Page::Sheets => |import, _| import.turn_to(-1),
            "ctrl-s" "Import it, as one edit." ! "imports" if Importing::is_open => |_, _| Outcome::Do(saving::save),
            "esc q ctrl-c" "Stop what is under way and leave; nothing is imported, and what was answered is kept." ! "leaves"
                => |_, _| Outcome::Do(saving::leave),
        },
        Importing::MOVES,
    ],
);

impl Keep for Importing {
    fn draft(&self, _: &App) -> Option<Draft> {
        if let Some(recalled) = &self.recalled {
            return Some(Draft::Import(recalled.clone()));
        }
        // What is on its way to the disk is kept as an edit.
        (self.saving.is_none() && self.is_answered()).then(|| {
            Draft::Import(ImportDraft {
                path: self.path.clone(),
                is_chosen: true,
                sheets: self.sheets.iter().map(OfSheet::draft).collect(),
            })
        })
    }

    fn may_have_draft(&self) -> bool {
        true
    }
}

impl Dialog for Importing {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn hints(&self) -> Cow<'static, str> {
        format!("{}  ? keys", KEYS.foot_of(self)).into()
    }

    fn types(&self, _: char, _: &Register) -> bool {
        false
    }

    fn left(&self, app: &mut App) {
        app.effects.push(Effect::Import(ForImport::Stop));
    }
}

/// Does something with the import on top.
pub(in crate::app) fn with<T>(app: &mut App, run: impl FnOnce(&mut Importing) -> T) -> Option<T> {
    let import = app.dialogs.each_mut::<Importing>().last()?;
    app.dirty = true;
    Some(run(import))
}

/// Asks for the plan of what was answered; one under way is stopped. What no longer holds is shown until it comes.
pub(in crate::app) fn plan(app: &mut App) {
    app.sync.readings += 1;
    let number = app.sync.readings;
    let (register, version) = (app.register.snapshot(), app.register.version());
    let (who, now) = (app.env.who.clone(), app.env.now);
    let asked = with(app, |import| {
        let file = import.opened.as_ref()?.file.clone();
        let parts = said::parts(&import.sheets, import.general);
        import.progress = None;
        if parts.is_empty() {
            import.waits = None;
            import.planned = None;
            import.planned_sheets.clear();
            import.list();
            return None;
        }
        import.waits = Some(number);
        import.planned_sheets = parts.iter().map(|(at, ..)| *at).collect();
        import.list();
        Some(Asked {
            register,
            version,
            file,
            parts: parts.into_iter().map(|(_, part, said)| (part, said)).collect(),
            who,
            now,
        })
    });
    app.effects.push(match asked.flatten() {
        Some(asked) => Effect::Import(ForImport::Plan(number, Box::new(asked))),
        None => Effect::Import(ForImport::Stop),
    });
}
