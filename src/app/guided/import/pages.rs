//! What the keys do on the pages of an import.

use std::collections::BTreeSet;

use crate::app::dialogs::opening;
use crate::app::guided::import::rows::Class;
use crate::app::guided::import::{Importing, Page, choosing, plan, with};
use crate::app::state::App;
use crate::exchange::import::opening::samples::Sampled;
use crate::exchange::import::{Confirmed, Conflict, LEFT_OUT, Mapping};

impl Importing {
    /// Returns the place of the sheet that the cursor is about.
    pub(super) fn sheet_at_cursor(&self) -> Option<usize> {
        let cursor = self.place().cursor;
        match self.page {
            Page::Sheets => (cursor < self.sheets.len()).then_some(cursor),
            Page::Columns => self.columns.get(cursor).map(|column| column.sheet),
            Page::Values => self.values.get(cursor).map(|value| value.sheet),
            Page::Rows => {
                let row = self.outcome()?.rows.get(cursor)?;
                self.planned_sheets.get(row.part).copied()
            }
        }
    }

    /// Returns the saved mappings that may read a sheet, each with how many of their columns it has, most first.
    pub(super) fn fitting(&self, at: usize) -> Vec<(usize, &String, &Mapping)> {
        let Some(opened) = &self.opened else { return Vec::new() };
        let columns: &[Sampled] = opened.offers.get(at).map_or(&[], |offer| &offer.columns);
        let known = |mapping: &Mapping| {
            let named = mapping.columns.keys();
            named
                .filter(|name| columns.iter().any(|column| column.label == **name))
                .count()
        };
        let mappings = opened.mappings.iter();
        let mut fitting: Vec<(usize, &String, &Mapping)> = mappings
            .map(|(name, mapping)| (known(mapping), name, mapping))
            .collect();
        fitting.retain(|(known, ..)| *known > 0);
        fitting.sort_by_key(|(known, name, _)| (std::cmp::Reverse(*known), *name));
        fitting
    }
}

/// Changes what is under the cursor, or shows the row.
pub(super) fn enter(app: &mut App) {
    let Some(import) = app.dialogs.top::<Importing>() else {
        return;
    };
    if import.page != Page::Rows {
        choosing::choose(app);
        return;
    }
    let outcome = import.outcome();
    let row = outcome.and_then(|outcome| outcome.rows.get(import.place().cursor).map(|row| (row, outcome)));
    let shown = row.and_then(|(row, outcome)| row.page(&outcome.whole, &app.register));
    if let Some((title, lines)) = shown {
        opening::text(app, &title, lines);
    } else {
        app.refuse("There is no row to show; shift-tab goes back to what was answered.");
    }
}

/// Leaves out or takes in what is under the cursor; takes a row that lacks something, or not.
pub(super) fn toggle(app: &mut App) {
    let refused = with(app, |import| match import.page {
        Page::Sheets => import.toggle_sheet(),
        Page::Columns => import.toggle_column(),
        Page::Rows => import.toggle_row(),
        Page::Values => Some("A value is answered: enter chooses."),
    });
    match refused.flatten() {
        Some(why) => app.refuse(why),
        None => plan(app),
    }
}

/// Each returns why it is not done, if so.
impl Importing {
    fn toggle_sheet(&mut self) -> Option<&'static str> {
        let sheet = self.sheets.get_mut(self.places[Page::Sheets as usize].cursor);
        match sheet.filter(|sheet| sheet.kind.is_some()) {
            Some(sheet) => sheet.is_taken = !sheet.is_taken,
            None => return Some("Say first what its rows are: enter chooses."),
        }
        None
    }

    fn toggle_column(&mut self) -> Option<&'static str> {
        let line = self.columns.get(self.place().cursor);
        let Some((line, sheet)) = line.and_then(|line| Some((line, self.sheets.get_mut(line.sheet)?))) else {
            return Some("There is no column here.");
        };
        let columns = &mut sheet.mapping.columns;
        if columns.get(&line.label).is_some_and(|word| word == LEFT_OUT) {
            columns.remove(&line.label);
        } else {
            columns.insert(line.label.clone(), LEFT_OUT.to_owned());
        }
        None
    }

    fn toggle_row(&mut self) -> Option<&'static str> {
        let found = self.outcome().and_then(|outcome| {
            let line = outcome.rows.get(self.place().cursor)?;
            Some((line.class, line.part, line.row(&outcome.whole.plans)?.number))
        });
        let Some((class, part, number)) = found else {
            return Some("There is no row here.");
        };
        let at = self.planned_sheets.get(part).copied();
        let sheet = at.and_then(|at| self.sheets.get_mut(at))?;
        let mut rows = match &sheet.confirmed {
            Confirmed::Rows(rows) => rows.clone(),
            Confirmed::All => return Some("All of them are taken; * takes that back."),
            Confirmed::Nothing => BTreeSet::new(),
        };
        if !rows.remove(&number) {
            if class != Class::Problem {
                return Some("It comes in as it is; only a row that lacks something is taken by hand.");
            }
            rows.insert(number);
        }
        sheet.confirmed = if rows.is_empty() {
            Confirmed::Nothing
        } else {
            Confirmed::Rows(rows)
        };
        None
    }
}

/// Takes all rows that lack something, or none of them.
pub(super) fn toggle_all(app: &mut App) {
    with(app, |import| {
        let is_all = |sheet: &super::said::OfSheet| sheet.confirmed == Confirmed::All;
        let all = !import.sheets.iter().all(is_all);
        for sheet in &mut import.sheets {
            sheet.confirmed = if all { Confirmed::All } else { Confirmed::Nothing };
        }
        all
    });
    plan(app);
}

/// Goes on to the next way to settle what both sides edited.
pub(super) fn turn_conflict(app: &mut App) {
    let now = with(app, |import| {
        let conflict = &mut import.general.conflict;
        *conflict = match conflict {
            Conflict::Told => Conflict::Theirs,
            Conflict::Theirs => Conflict::Ours,
            Conflict::Ours => Conflict::Told,
        };
        *conflict
    });
    plan(app);
    app.tell(match now.unwrap_or_default() {
        Conflict::Told => "Where both sides edited a field, what is here stays and is told again next time.",
        Conflict::Theirs => "Where both sides edited a field, the file's value is taken.",
        Conflict::Ours => "Where both sides edited a field, what is here stays, and that is settled.",
    });
}

/// Retires the records whose row is gone, or leaves them.
pub(super) fn turn_retiring(app: &mut App) {
    with(app, |import| import.general.retires = !import.general.retires);
    plan(app);
}

/// Keeps columns without a field with the records, or leaves them out.
pub(super) fn keep_rest(app: &mut App) {
    let kept = with(app, |import| {
        let at = import.sheet_at_cursor()?;
        let keeps = &mut import.sheets.get_mut(at)?.mapping.keep_unmapped;
        let kept_now = *keeps != Some(false);
        *keeps = kept_now.then_some(false);
        Some(!kept_now)
    });
    plan(app);
    match kept.flatten() {
        Some(true) => app.tell("Columns without a field are kept with the records."),
        Some(false) => app.tell("Columns without a field are left out."),
        None => app.refuse("There is no column here."),
    }
}
