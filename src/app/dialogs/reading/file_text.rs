//! The text of the file that a document or a piece of evidence is, to read without leaving the program.

use crate::app::dialogs::{Copying, Page, opening};
use crate::app::environment::effect::Effect;
use crate::app::state::App;
use crate::domain::kinds::approval::kept_sets;
use crate::domain::kinds::document;
use crate::domain::record::Record;
use crate::domain::register::observed::{self, Place, place};

/// What the page says until the file was read.
const WAITING: &str = "The file is being read.";

/// Tells whether a record is of a kind that has a file.
pub(in crate::app) fn has_file(record: &Record) -> bool {
    record.kind().field_index("location").is_some()
}

/// Shows the file of the record under the cursor, or what the register keeps in its place; else says why there is nothing to read.
pub(in crate::app) fn open(app: &mut App) {
    let Some(record) = app.record() else {
        app.refuse(app.screen.pane.no_record(app));
        return;
    };
    let location = record
        .kind()
        .field_index("location")
        .map(|field| record.value(field).to_string());
    let Some(location) = location else {
        app.refuse("Only documents and evidence have a file to read.");
        return;
    };
    match place(&location) {
        Place::File(_) if observed::leaves(&location) => {
            app.refuse(format!(
                "{location} lies outside the repository, and nothing outside is read."
            ));
        }
        Place::File(path) => {
            let path = path.to_owned();
            app.dialogs.push(Page {
                copies: vec![Copying::new('y', "the path", path.clone())],
                file: Some(path.clone()),
                ..Page::new(&path, vec![WAITING.to_owned()])
            });
            app.effects.push(Effect::ReadText(path));
        }
        Place::Link => app.refuse(format!("It is no file of the repository but at {location}.")),
        Place::Nowhere => open_kept(app),
    }
}

/// Shows what the register keeps in the place of a document without a file.
fn open_kept(app: &mut App) {
    let id = app.record().map(|record| record.id().to_string()).unwrap_or_default();
    if id == kept_sets::STATEMENT.of {
        opening::statement(app);
    } else if id == kept_sets::PLAN.of {
        opening::plan(app);
    } else if document::kept::is_kept_here(&id) {
        app.refuse("The register keeps it in its records, so there is no file; its detail says how far it is.");
    } else {
        app.refuse("Nobody said where its file is; :locate says it.");
    }
}

/// Reads the file on top again once the editor that had it was closed, and looks whether it is still the one that was approved.
pub(in crate::app) fn read_again(app: &mut App) {
    if let Some(path) = app.dialogs.top::<Page>().and_then(|page| page.file.clone()) {
        app.effects.push(Effect::Observe {
            paths: vec![path.clone()],
            then: None,
        });
        app.effects.push(Effect::ReadText(path));
    }
}

/// Takes what was read of a file, or why it was not; a page that was closed meanwhile stays closed.
pub(in crate::app) fn take(app: &mut App, path: &str, read: Result<String, String>) {
    let Some(page) = app.dialogs.top_mut::<Page>().filter(|page| page.title == path) else {
        return;
    };
    page.lines = match read {
        Ok(text) if text.trim().is_empty() => vec!["The file is empty.".to_owned()],
        Ok(text) => text.lines().map(|line| line.replace('\t', "    ")).collect(),
        Err(why) => vec![format!("Not shown: {why}.")],
    };
    app.dirty = true;
}
