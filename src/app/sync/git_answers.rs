//! What git answers: histories, the ends of past months, who changed what last.

use crate::app::sync::since_last_visit;
use std::collections::HashMap;
use std::path::PathBuf;

use crate::app::dialogs::record_history::{Reading, RecordHistory};
use crate::app::dialogs::trends::{self, TrendsPage};
use crate::app::state::App;
use crate::domain::measures::trend::{Point, too_short};
use crate::domain::register::observed::{Approved, Version};
use crate::git::changes::LastChange;
use crate::git::program::Refusal;
use crate::git::record::Batch;

/// An answer of git; where there is a number, it says which reading the answer is of.
#[derive(Debug)]
pub enum GitAnswer {
    /// A part of the history of a record.
    History(u64, Batch),
    /// The end of a history.
    HistoryEnd(u64, Result<(), Refusal>),
    /// How the register stood at the end of a month.
    Month(u64, Point),
    /// The end of that reading, with whether the clone leaves something out.
    MonthsEnd(u64, Result<bool, Refusal>),
    /// Who changed the answers and controls last, by the paths of the files below `aims/`.
    LastChanges(HashMap<PathBuf, LastChange>),
    /// What was changed since the last visit, by the paths of the files below `aims/`.
    ChangedSince(HashMap<PathBuf, LastChange>),
    /// What was approved, by its digest.
    Approved(Vec<(String, Approved)>),
    /// The last versions of files, by their paths as records name them.
    Versions(HashMap<String, LastChange>),
}

/// Takes an answer of git.
pub(in crate::app) fn take(app: &mut App, answer: GitAnswer) {
    app.dirty = true;
    match answer {
        GitAnswer::History(reading, batch) => {
            if let Some(history) = history_of(app, reading) {
                history.take(batch);
            }
        }
        GitAnswer::HistoryEnd(reading, result) => end_history(app, reading, result),
        GitAnswer::Month(reading, point) => {
            if let Some(trends) = app.trends.as_mut().filter(|trends| trends.reading == reading) {
                trends.past.push(point);
            }
        }
        GitAnswer::MonthsEnd(reading, result) => end_trends(app, reading, result),
        GitAnswer::LastChanges(changes) => {
            let known = app.sync.paths.iter();
            let known = known.filter_map(|(id, path)| Some((id.clone(), changes.get(&**path)?.clone())));
            app.sync.last_changes = known.collect();
        }
        GitAnswer::ChangedSince(changes) => since_last_visit::take_changed_since(app, &changes),
        GitAnswer::Approved(all) => {
            for (digest, approved) in all {
                app.register.note_approved(&digest, approved);
            }
        }
        GitAnswer::Versions(versions) => {
            let version = |(path, last): (String, LastChange)| (path.into(), Version::from(last));
            app.register.note_versions(versions.into_iter().map(version).collect());
        }
    }
}

fn history_of(app: &mut App, reading: u64) -> Option<&mut RecordHistory> {
    app.dialogs
        .each_mut::<RecordHistory>()
        .find(|history| history.reading == reading)
}

fn end_history(app: &mut App, reading: u64, result: Result<(), Refusal>) {
    let Some(history) = history_of(app, reading) else {
        return;
    };
    history.state = match &result {
        Ok(()) => Reading::Done,
        Err(refusal) => Reading::Broken(refusal.to_string()),
    };
    let is_unread = history.is_unread();
    if let Err(refusal) = result
        && is_unread
    {
        app.dialogs.close(|history: &RecordHistory| history.reading == reading);
        app.refuse(refusal.to_string());
    }
}

fn end_trends(app: &mut App, reading: u64, result: Result<bool, Refusal>) {
    let Some(trends) = app.trends.as_mut().filter(|trends| trends.reading == reading) else {
        return;
    };
    let why = match result {
        Ok(cut) => {
            (trends.state, trends.cut) = (Reading::Done, cut);
            too_short(trends.past.len() + 1).map(str::to_owned)
        }
        Err(refusal) => {
            trends.state = Reading::Broken(refusal.to_string());
            Some(refusal.to_string())
        }
    };
    // With less than two months there is nothing to look at; the reason is told instead.
    if let Some(why) = why.filter(|_| trends.past.is_empty()) {
        let is_open = app.dialogs.each::<TrendsPage>().next().is_some();
        trends::forget(app);
        if is_open {
            app.refuse(why);
        }
    }
}
