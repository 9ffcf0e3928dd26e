//! Makes a decision: targets, fitness, questions, warning, changes, admission, commit, what follows.

use std::collections::HashSet;

use crate::app::decisions::prompt::{Ask, answered, keeping};
use crate::app::decisions::rules::{self, left_actions};
use crate::app::decisions::{Answered, Decision, Row, Running, reschedule};
use crate::app::edits::{self, Cursor, changed_beside};
use crate::app::environment::key::Key;
use crate::app::input::command::Command;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};
use crate::domain::register::index::Slot;

/// Begins the decision of a command on the record under the cursor or the marked ones.
pub(in crate::app) fn begin_by(app: &mut App, command: &'static Command) {
    let targets = app.targets();
    let Some(first) = targets.first().and_then(|slot| app.register.at(*slot)) else {
        app.refuse(app.screen.pane.no_record(app));
        return;
    };
    if let Some(decision) = decision(app, command, first) {
        begin(app, decision, &targets);
    }
}

/// Returns the decision of a command on a record: in the calendar that on the thing under the cursor, where there is
/// one.
pub(in crate::app) fn decision(app: &App, command: &Command, record: &Record) -> Option<Running> {
    reschedule::of_dated(app, command).or_else(|| Running::of(command, record))
}

/// Begins a decision on records: asks what it asks, or does it.
pub fn begin(app: &mut App, decision: impl Into<Running>, targets: &[Slot]) {
    begin_after(app, decision.into(), targets, None);
}

/// Begins a decision on records. After another decision that led to it, that one's records are what it is held against.
pub(in crate::app) fn begin_after(app: &mut App, decision: Running, targets: &[Slot], earlier: Option<&Answered>) {
    if let Some(reason) = misfit(app, decision, targets) {
        app.refuse(reason);
        return;
    }
    let records = targets.iter().filter_map(|slot| app.register.at(*slot));
    let subjects = records.flat_map(|record| decision.subjects(app.view(), record));
    let slots = subjects.filter_map(|record| app.register.slot(record.id().as_str()));
    let mut seen = HashSet::new();
    let targets: Vec<_> = slots.filter(|slot| seen.insert(*slot)).collect();
    let records: Vec<_> = targets.iter().filter_map(|slot| app.register.at(*slot)).collect();
    let mut questions = decision.questions(&records, app.view());
    questions.extend(left_actions::question(&app.register, &decision, &records));
    if questions.is_empty() {
        let begun = Answered::begun(decision, targets, &app.register);
        answered(app, begun.after(earlier));
        return;
    }
    let prefill = (decision.prefill)(app, &records);
    let mut ask = Ask::new(decision, targets, questions, &app.register);
    ask.answered = ask.answered.after(earlier);
    if let Some(text) = prefill {
        ask.start_with(&text, &app.register);
    }
    keeping::open_prompt(app, ask);
}

/// Returns why a decision does not go with one of some records, if so: by its id where there are several.
pub(in crate::app) fn misfit(app: &App, decision: Running, targets: &[Slot]) -> Option<String> {
    let records = targets.iter().filter_map(|slot| app.register.at(*slot));
    let mut refused = records.filter_map(|record| Some((record.id(), decision.refusal(app.view(), record)?)));
    let (id, reason) = refused.next()?;
    match targets {
        [_] => Some(reason),
        _ => Some(format!("{id}: {reason} Nothing was changed.")),
    }
}

/// Refuses the answers of the topmost question when one of its records does not fit any more: it stays open, so that
/// nothing typed is lost. Tells whether it did.
pub(in crate::app) fn refuses_misfit(app: &mut App) -> bool {
    let Some(ask) = app.dialogs.top::<Ask>() else {
        return false;
    };
    let Some(reason) = misfit(app, ask.decision, &ask.targets) else {
        return false;
    };
    if let Some(ask) = app.dialogs.top_mut::<Ask>() {
        ask.refuse(reason, &app.register);
    }
    true
}

/// Does a decision whose questions are answered, after a look at what it would change where that needs one.
pub(in crate::app) fn answered(app: &mut App, answered: Answered) {
    let Answered {
        decision,
        ref targets,
        ref answers,
        ..
    } = answered;
    if !(decision.before)(app, &answered) {
        return;
    }
    let Some(edit) = edits::fitting(app, edit(app, decision, targets, answers)) else {
        return;
    };
    let Some(text) = warning(app, &answered, &edit) else {
        rules::make_answered(app, answered);
        return;
    };
    let does = format!("{}, as one edit", decision.title);
    let choice = (Key::char('y'), does, Then::decide(answered.confirmed()));
    app.confirm("Confirm", text, vec![choice]);
}

/// Returns what is to be looked at before a decision is made: one on many records, one that changes other records as
/// well, one that is dangerous, or one that the rules want confirmed.
fn warning(app: &App, answered: &Answered, edit: &Edit) -> Option<String> {
    let (decision, targets) = (answered.decision, &answered.targets);
    let single = targets.len() < 2 || decision.adds_one;
    let warnings = rules::to_confirm(app, edit, decision.settles);
    let beside = changed_beside::ids(&app.register, edit, targets);
    if single && !decision.dangerous && warnings.is_empty() && beside.is_empty() {
        return None;
    }
    let mut text = match targets.len() {
        1 => decision.title.to_owned(),
        several => format!("{} on {several} records", decision.title),
    };
    let answers = answered.answers.iter().filter(|answer| !answer.is_empty());
    let answers: Vec<_> = answers.map(Value::to_string).collect();
    if !answers.is_empty() {
        text.push_str(&format!(": {}", answers.join("; ")));
    }
    text.push('\n');
    if !warnings.is_empty() {
        text.push_str(&format!("{}\n", rules::shortened(&warnings)));
    }
    let targeted = targets.iter().filter_map(|slot| app.register.at(*slot));
    let targeted: Vec<Id> = targeted.map(|record| record.id().clone()).collect();
    text.push_str(&changed_beside::listed_by_title(&app.register, &targeted));
    if !beside.is_empty() {
        let counted = changed_beside::counted(&app.register, &beside);
        text.push_str(&format!("\n\nIt changes {counted} as well:"));
        text.push_str(&changed_beside::listed_by_title(&app.register, &beside));
    }
    Some(text)
}

/// Tells whether what others changed since a decision was begun keeps it from being made as it is: it is refused where
/// a record does not fit any more, and asked about where they changed the same.
pub(in crate::app) fn is_overtaken(app: &mut App, answered: &Answered) -> bool {
    if let Some(reason) = misfit(app, answered.decision, &answered.targets) {
        app.refuse(reason);
        return true;
    }
    answered::asks_about_clashes(app, answered)
}

/// Makes a decision whose questions are answered, unless it is overtaken by what others changed.
pub(in crate::app) fn make(app: &mut App, answered: &Answered) {
    let (decision, targets) = (answered.decision, &*answered.targets);
    if targets.is_empty() {
        app.tell("Theirs stays; nothing was changed.");
        return;
    }
    if is_overtaken(app, answered) || (decision.make)(app, answered) {
        return;
    }
    let Some(edit) = edits::fitting(app, edit(app, decision, targets, &answered.answers)) else {
        return;
    };
    // An answer that stays as it was is an answer, too.
    let (answers, same) = (
        decision.is_answer && app.guided.session(app.screen).is_some(),
        edit.is_empty(),
    );
    let stay = match decision.row {
        Row::Queue => app.screen.is_queue,
        Row::Follow => false,
        Row::Next => true,
    };
    let done = rules::commit(app, &edit, if stay { Cursor::Stay } else { Cursor::Follow });
    if done || same {
        app.with_list(app.screen, |list, _| list.clear_marks());
    }
    if done {
        app.guided.triage.note_decision(app.screen);
        (decision.after)(app, &decision, targets);
    }
    if answers && (done || same) {
        app.pane_below().answered(app);
    }
}

/// Returns the edit of a decision whose questions are answered.
///
/// # Errors
///
/// Fails when the decision does not go with a record, or sets what does not fit it; the sentence names the record.
pub(in crate::app) fn edit(app: &App, decision: Running, targets: &[Slot], answers: &[Value]) -> Result<Edit, String> {
    let mut edit = app.edit_named(String::new());
    let records: Vec<_> = targets.iter().filter_map(|slot| app.register.at(*slot)).collect();
    for record in &records {
        let changes = decision.changes(app.view(), record, answers);
        let changes = changes.map_err(|reason| format!("{}: {reason}", record.id()))?;
        edits::add_changes(app, &mut edit, record, changes).map_err(|error| error.to_string())?;
    }
    for (action, changes) in left_actions::cancelled(&app.register, &decision, &records, answers) {
        edits::add_changes(app, &mut edit, action, changes).map_err(|error| error.to_string())?;
    }
    let what = match &*records {
        [one] => one.id().to_string(),
        several => format!("{} records", several.len()),
    };
    edit.title = format!("{}: {what}", decision.title);
    let beside = changed_beside::ids(&app.register, &edit, targets);
    if !beside.is_empty() {
        let counted = changed_beside::counted(&app.register, &beside);
        edit.title.push_str(&format!(", with {counted}"));
    }
    if let Some(next) = (decision.next)(app, targets) {
        let day = next.stored(review::DATE);
        edit.title.push_str(&format!(", next {} on {day}", next.id()));
        edit.changes.push(Change::add(next));
    }
    Ok(edit)
}

/// Goes on to the next item of Treatment when the one decided on is still under the cursor.
pub(in crate::app) fn advance_cursor(app: &mut App, _: &Decision, targets: &[Slot]) {
    if !edits::is_in_queue(app) || !app.dialogs.is_empty() {
        return;
    }
    app.with_list(app.screen, |list, _| {
        if list.selected().is_some_and(|slot| targets.contains(&slot)) {
            list.step(1);
        }
    });
}
