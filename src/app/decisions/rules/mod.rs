//! Turns objections of the rules into questions; the answer makes the decision again, on the register as it is then.

pub(in crate::app) mod attempt;
pub(in crate::app) mod form;
pub mod held_outcomes;
pub(in crate::app) mod left_actions;
pub(in crate::app) mod refused_day;
pub(in crate::app) mod risk_method;

use crate::app::edits::{self, Cursor, conflict};
use crate::app::form::Form;
use std::collections::BTreeSet;

use crate::app::decisions::prompt::{Ask, drafts};
use crate::app::decisions::rules::attempt::{Admitting, Attempt, Fill, Given, PendingEdit, Trigger, Wanted};
use crate::app::decisions::{Answered, Asked, Decision, Question, Targets, assessment, run};
use crate::app::edits::draft::Texts;
use crate::app::environment::Environment;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::domain::admission::{self, Objection};
use crate::domain::kinds::answer::lack::lacks;
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::field::{Field, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::rules::{Context, Remedy};
use crate::domain::register::Register;
use crate::domain::register::edit::{Changes, Edit, EditError};
use crate::store::save::history::Step;

/// What the rules asked for is answered.
static SETTLE: Decision = Decision {
    on_retired: true,
    ..Decision::new("answer", Targets::If(|_| Ok(())), |_, _| Changes::new())
};

/// Makes an edit with what was answered so far; the rules may ask for more, and their answers bring it back here.
pub(in crate::app) fn make(app: &mut App, attempt: Attempt) {
    if asks_about_fills(app, &attempt) {
        return;
    }
    match attempt.trigger.clone() {
        Trigger::Decision(answered) => deciding(app, attempt, |app| run::make(app, &answered)),
        Trigger::Form => deciding(app, attempt, form::propose_form),
        Trigger::Edit(edit, cursor) => deciding(app, attempt, |app| {
            commit(app, &edit, cursor);
        }),
    }
}

/// Makes a decision whose questions are answered.
pub(in crate::app) fn make_answered(app: &mut App, answered: Answered) {
    make(app, answered.into());
}

/// Commits an edit whose changes fit, or says which do not and changes nothing. Tells whether it was applied.
pub(in crate::app) fn commit_fitting(app: &mut App, edit: Result<Edit, EditError>, cursor: Cursor) -> bool {
    edits::fitting(app, edit).is_some_and(|edit| commit(app, &edit, cursor))
}

/// Applies an edit with what follows from it, notes it for undo, sends it to the disk, and says so. Tells whether it
/// was applied; when the rules object, what they ask for is asked first.
pub(in crate::app) fn commit(app: &mut App, edit: &Edit, cursor: Cursor) -> bool {
    if edit.is_empty() {
        app.tell("Nothing changed.");
        return false;
    }
    if conflict::asks_about_stale(app, edit) {
        return false;
    }
    let Some(edit) = admitted(app, edit, cursor) else {
        return false;
    };
    let title = edit.title.clone();
    match edits::apply(app, &edit, Step::Do, cursor) {
        Ok(()) => {
            app.tell_edit(format!("{title}  (:undo to undo)"));
            if let Some(sentence) = lacks(&app.register, &edit).first() {
                app.warn(format!("{sentence} :attach adds it."));
            }
            true
        }
        Err(error) => {
            app.warn(format!("{error} Nothing was changed."));
            false
        }
    }
}

/// Makes an edit with texts that were typed for it before.
pub(in crate::app) fn make_edit(app: &mut App, edit: &Edit, texts: Texts) {
    let trigger = Trigger::Edit(Box::new(edit.clone()), Cursor::Follow);
    let given = Given::recalled(texts);
    make(app, Attempt { trigger, given });
}

/// Makes an edit whose consequences were looked at already. Tells whether it was made.
pub(in crate::app) fn commit_confirmed(app: &mut App, edit: &Edit, cursor: Cursor) -> bool {
    let attempt = Attempt {
        trigger: Trigger::Edit(Box::new(edit.clone()), cursor),
        given: Given::default().confirmed(),
    };
    deciding(app, attempt, |app| commit(app, edit, cursor))
}

/// Saves the form on top.
pub(in crate::app) fn save_form(app: &mut App) {
    let (trigger, given) = (Trigger::Form, Given::default());
    make(app, Attempt { trigger, given });
}

/// Takes the answers to what the rules asked for, and makes the edit that waits for them.
pub(in crate::app) fn resume(app: &mut App, pending: PendingEdit, answered: &Answered, texts: Texts) {
    make(app, pending.answered(answered, texts));
}

/// Runs what makes an edit, which the rules see with what was answered.
pub(in crate::app) fn deciding<T>(app: &mut App, attempt: Attempt, decide: impl FnOnce(&mut App) -> T) -> T {
    let Attempt { trigger, given } = attempt;
    let trigger = Some(trigger);
    app.edits.admitting = Admitting { trigger, given };
    let made = decide(app);
    app.edits.admitting = Admitting::default();
    made
}

/// Returns an edit with what follows from it; nothing when the rules object, and then asks what they ask for.
pub(in crate::app) fn admitted(app: &mut App, edit: &Edit, cursor: Cursor) -> Option<Edit> {
    let mut proposed = edit.clone();
    let given = app.edits.admitting.given.clone();
    for Fill { id, field, to, .. } in &given.fills {
        // A value that is there by now changes nothing.
        let kind = app.register.get(id.as_str()).map(Record::kind);
        let change = kind.map(|kind| app.register.change(id.as_str(), kind.at(*field), to.clone()));
        proposed.changes.extend(change.and_then(Result::ok).flatten());
    }
    if let Err(error) = held_outcomes::add_given(app, &mut proposed, &given.held) {
        app.warn(format!("{error} Nothing was changed."));
        return None;
    }
    match admission::admit(&app.register, proposed, &context(&app.env, &given)) {
        Ok(edit) => Some(edit),
        Err(objections) => {
            let trigger = app.edits.admitting.trigger.take();
            let trigger = trigger.unwrap_or_else(|| Trigger::Edit(Box::new(edit.clone()), cursor));
            object(app, Attempt { trigger, given }, &objections);
            None
        }
    }
}

fn context<'a>(env: &'a Environment, given: &'a Given) -> Context<'a> {
    Context {
        today: env.today,
        who: &env.who,
        because: given.because.as_deref(),
        confirmed: given.confirmed,
        history: false,
    }
}

/// Returns what would have to be confirmed about an edit, by all rules but those that are settled otherwise.
pub(in crate::app) fn to_confirm(app: &App, edit: &Edit, settled: &[&str]) -> Vec<String> {
    let given = Given::default();
    let completed = admission::complete(&app.register, edit.clone(), &context(&app.env, &given));
    let sentences = completed.objections.into_iter();
    let mut sentences: Vec<_> = sentences
        .filter(|objection| objection.remedy == Remedy::Confirm && !settled.contains(&objection.rule))
        .map(|objection| objection.sentence)
        .collect();
    sentences.dedup();
    sentences
}

/// Refuses what nothing lets through, and asks for the rest: first for what is missing, then for a second look.
fn object(app: &mut App, attempt: Attempt, objections: &[Objection]) {
    let records: BTreeSet<&Id> = objections.iter().map(|objection| &objection.id).collect();
    let of = |objection: &Objection| {
        if records.len() > 1 && !objection.sentence.contains(objection.id.as_str()) {
            format!("{}: {}", objection.id, objection.sentence)
        } else {
            objection.sentence.clone()
        }
    };
    if let Some(never) = objections.iter().find(|objection| objection.remedy == Remedy::Never) {
        app.refuse(of(never));
        return;
    }
    if matches!(attempt.trigger, Trigger::Form) && shown_in_form(app, objections) {
        return;
    }
    if let Some(first) = objections.iter().find(|objection| objection.remedy != Remedy::Confirm) {
        let (questions, wanted) = questions(&app.register, objections);
        if questions.is_empty() {
            app.refuse(of(first));
            return;
        }
        let slots = objections.iter().filter_map(|one| app.register.slot(one.id.as_str()));
        let mut slots: Vec<_> = slots.collect();
        slots.dedup();
        let mut ask = Ask::new(&SETTLE, slots, questions, &app.register);
        ask.recall(typed_before(app, &attempt), &app.register);
        ask.error = Some(of(first));
        ask.pending = Some(PendingEdit { attempt, wanted });
        app.dialogs.push(ask);
        return;
    }
    let Some(attempt) = held_outcomes::asks(app, attempt, objections) else {
        return;
    };
    let mut sentences: Vec<_> = objections.iter().map(of).collect();
    sentences.dedup();
    let Attempt { trigger, given } = attempt;
    let given = given.confirmed();
    let then = Then::Attempt(Box::new(Attempt { trigger, given }));
    let go_on = (Key::char('y'), "do it all the same".to_owned(), then);
    app.confirm("Confirm", shortened(&sentences), vec![go_on]);
}

/// Returns the questions that answer objections, each once, and what their answers are for. A table is no answer in
/// one line.
fn questions(register: &Register, objections: &[Objection]) -> (Vec<Question>, Vec<Wanted>) {
    let (mut questions, mut wanted): (Vec<Question>, Vec<Wanted>) = (Vec::new(), Vec::new());
    for objection in objections {
        match objection.remedy {
            Remedy::Because if !wanted.iter().any(|one| matches!(one, Wanted::Because)) => {
                questions.push(Question::line("Why", "the reason stays with the record", true));
                wanted.push(Wanted::Because);
            }
            Remedy::Fill(name) => {
                let kind = register.get(objection.id.as_str()).map(Record::kind);
                let field = kind.and_then(|kind| Some((kind, kind.field_index(name)?)));
                let Some((at, question)) = field.and_then(|(kind, at)| Some((at, question(&kind.fields[at])?))) else {
                    continue;
                };
                let same = wanted.iter_mut().find_map(|one| match one {
                    Wanted::Field(ids, field) if *field == at => Some(ids),
                    _ => None,
                });
                if let Some(ids) = same {
                    ids.push(objection.id.clone());
                } else {
                    questions.push(question);
                    wanted.push(Wanted::Field(vec![objection.id.clone()], at));
                }
            }
            Remedy::Because | Remedy::Confirm | Remedy::Never => {}
        }
    }
    (questions, wanted)
}

/// Shows in the form on top what is missing there. Tells whether the form shows it.
fn shown_in_form(app: &mut App, objections: &[Objection]) -> bool {
    let today = app.env.today;
    let (register, Some(form)) = (&app.register, app.dialogs.top_mut::<Form>()) else {
        return false;
    };
    let missing = objections.iter().filter_map(|objection| match objection.remedy {
        Remedy::Fill(field) => Some((field, &*objection.sentence)),
        _ => None,
    });
    let shown = form.object(missing, register, today);
    let gate = Remedy::Fill(system::KIND.declared(system::GATE_OVERRIDE).name);
    if objections.iter().any(|objection| objection.remedy == gate) {
        assessment::begin_override(form, register, &app.env);
    }
    shown
}

/// Asks whose value holds where others filled a field since it was asked for. Tells whether it asks.
fn asks_about_fills(app: &mut App, attempt: &Attempt) -> bool {
    let given = &attempt.given;
    let now = |fill: &Fill| {
        let record = app.register.get(fill.id.as_str())?;
        let value = record.value(fill.field);
        (*value != fill.from && *value != fill.to).then_some((record, value))
    };
    let clash = |fill: &Fill| {
        let (record, theirs) = now(fill)?;
        let label = format!("{} {}", fill.id, record.kind().fields[fill.field].label);
        Some((label, theirs.clone(), fill.to.clone()))
    };
    let clashes: Vec<_> = given.fills.iter().filter_map(clash).collect();
    if clashes.is_empty() {
        return false;
    }
    let (mut theirs, mut mine) = (given.clone(), given.clone());
    theirs.fills.retain(|fill| now(fill).is_none());
    for fill in &mut mine.fills {
        if let Some((_, value)) = now(fill) {
            fill.from = value.clone();
        }
    }
    let with = |given| {
        let trigger = attempt.trigger.clone();
        Then::Attempt(Box::new(Attempt { trigger, given }))
    };
    conflict::ask_whose(app, clashes, with(theirs), with(mine));
    true
}

/// Returns what was typed before at what the rules ask now, and was put aside.
fn typed_before(app: &mut App, attempt: &Attempt) -> Texts {
    let mut texts = attempt.given.texts.clone();
    match &attempt.trigger {
        Trigger::Decision(answered) => texts.extend(drafts::take_rule_texts(app, answered)),
        Trigger::Form => {
            if let Some(form) = app.dialogs.top::<Form>() {
                texts.extend(form.rule_texts.clone());
            }
        }
        Trigger::Edit(..) => {}
    }
    texts
}

/// Returns the question for the value of a field, where it is typed without a form.
fn question(field: &'static Field) -> Option<Question> {
    let shape = match field.shape {
        Shape::Day => Asked::Day,
        Shape::OneOf(items) => Asked::OneOf(items),
        Shape::People => Asked::People,
        Shape::Person => Asked::Owner,
        Shape::Line => Asked::Line,
        Shape::Prose => Asked::Page,
        _ => return None,
    };
    Some(Question {
        shape,
        ..Question::line(field.label, "", true)
    })
}

/// Returns some sentences below each other, and how many more there are.
pub(in crate::app) fn shortened(sentences: &[String]) -> String {
    const MOST: usize = 8;
    let mut text = sentences.iter().take(MOST).cloned().collect::<Vec<_>>().join("\n\n");
    if sentences.len() > MOST {
        text.push_str(&format!("\n\nand {} more", sentences.len() - MOST));
    }
    text
}
