//! Commands that open a dialog, and those that copy.

use crate::app::detail;
use crate::app::dialogs::opening;
use crate::app::dialogs::reading::file_text;
use crate::app::dialogs::save_list;
use crate::app::environment::effect::Effect;
use crate::app::input::command::{Command, Group, commands, on_record, require};
use crate::app::state::App;
use crate::app::state::problems::checked;
use crate::domain::record::value::Value;

const NO_LIST: &str = "This screen has no list to filter; : finds any record.";

commands! {
    [Command::of(Group::Look)] {
        FILTER "filter" "filter" "Filter the list while you type.", |app| opening::filter(app),
            fits: |app| require(app.screen.pane.filter(app).is_some(), NO_LIST);
        SORT "sort" "sort" "Choose the column to sort by; again turns the order round.", |app| opening::columns(app),
            fits: |app| require(app.list(app.screen).is_some(), NO_LIST);
        HISTORY "history" "history" "Show who changed which field of the record when, from git.",
            |app| opening::record_history(app),
            fits: on_record;
        CROSSWALK "crosswalk" "crosswalk" "Find what of ISO 27001, NIST AI RMF, EU AI Act or OWASP has a counterpart here.",
            |app| opening::crosswalk(app, "");
        TRENDS "trends" "trends" "Show by month, from git, how risks, actions, the gap, controls and findings went.",
            |app| opening::trends(app);
        READ_STATEMENT "read-statement" "reasons" "Read the Statement of Applicability: every control with its reason.",
            |app| opening::statement(app);
        READ_PLAN "read-plan" "whole plan" "Read the treatment plan: every open risk with its actions.",
            |app| opening::plan(app);
        READ_FILE "read-file" "text" "Read the text of the document or evidence: its file in the repository, or what is kept here.",
            |app| file_text::open(app),
            fits: on_record,
            hinted: |app| app.record().is_some_and(file_text::has_file);
        PROGRAMME "audit-programme" "programme" "Show the audit programme: clauses, controls and systems by the audits of the cycle.",
            |app| opening::audit_programme(app);
    }
    [Command::of(Group::Edit)] {
        PLAN_YEAR "plan-the-year" "plan the year" "Propose the reviews of the next 12 months that are not planned yet, and the audits of the cycle.",
            |app| opening::year_plan(app);
    }
    [Command::of(Group::Copy)] {
        COPY_ID "copy-id" "id" "Copy the id.",
            |app| copy(app, |app| app.record().map(|record| record.id().to_string())),
            fits: on_record;
        COPY_LINK "copy-link" "path" "Copy the path of the record's file.", |app| copy(app, path_of_record),
            fits: on_record;
        COPY_ROW "copy-row" "row" "Copy the row.", |app| copy(app, row_of_record),
            fits: on_record;
        SAVE_LIST "save-list" "file" "Write what the list shows to a file.",
            |app| save_list::open(app),
            fits: has_rows;
        COPY_DETAIL "copy-detail" "detail" "Copy the record as Markdown.",
            |app| copy(app, |app| app.record().map(|record| detail::markdown::markdown(app.view(), record, &checked(app)))),
            fits: on_record;
    }
    [Command::of(Group::Program)] {
        MESSAGES "messages" "messages" "Show what was said since the program began.", |app| opening::messages(app);
        PROBLEMS "problems" "problems" "Show what is wrong in the register's files.", |app| opening::problems(app);
        NOTICE "notice" "catalogue" "Show what the catalogue's texts are and are not.",
            |app| opening::catalogue_notice(app);
    }
}

/// The screen shows rows, and there are some.
fn has_rows(app: &App) -> Result<(), String> {
    require(app.sync.loading.is_none(), opening::LOADING)?;
    let pane = app.screen.pane;
    require(pane.has_rows(app), "This screen has no rows to write to a file.")?;
    require(pane.count(app) > 0, "There is nothing here to write to a file.")
}

fn copy(app: &mut App, what: fn(&App) -> Option<String>) {
    if let Some(text) = what(app) {
        app.effects.push(Effect::Copy(text));
    }
}

fn path_of_record(app: &App) -> Option<String> {
    let record = app.record()?;
    let path = app.sync.paths.get(record.id());
    Some(path.map_or_else(|| record.id().to_string(), |path| format!("aims/{}", path.display())))
}

fn row_of_record(app: &App) -> Option<String> {
    let record = app.record()?;
    let columns = app.list(app.screen).map(|list| list.spec.columns).unwrap_or_default();
    let mut cells = vec![record.id().to_string()];
    for column in columns.iter().filter(|column| column.name != "id") {
        cells.push(match &*app.view().value(record, column.name) {
            Value::Level(level) => app.register.method().band_name(*level),
            value => value.to_string().replace(['\n', '\t'], " "),
        });
    }
    Some(cells.join("\t"))
}
