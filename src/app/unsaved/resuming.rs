//! Offers what an earlier run or Esc left unsaved: open it again, or discard it.

use crate::app::decisions::prompt::Ask;
use crate::app::decisions::table::any_record::{LEAVE_OUT, MOVE};
use crate::app::decisions::{Running, attach, rules, run};
use crate::app::dialogs::picker::Picker;
use crate::app::dialogs::{Copying, Page};
use crate::app::edits::conflict;
use crate::app::edits::draft::{
    Draft, EditDraft, FormDraft, ImportDraft, LocationDraft, LongDraft, LongPlace, PromptDraft, TypedDraft,
};
use crate::app::environment::key::Key;
use crate::app::form::Form;
use crate::app::guided::import::choosing;
use crate::app::guided::review::{at_length, points};
use crate::app::state::App;
use crate::app::state::outcome::Then;
use crate::app::unsaved::listing::{beginning, first_lines, texts};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;
use crate::domain::register::index::Slot;
use crate::domain::schedule::dated::Dated;
use crate::store::save::history;

/// How many drafts an offer names.
const NAMED: usize = 8;

/// Offers what earlier runs left unsaved.
pub(in crate::app) fn offer(app: &mut App, mut drafts: Vec<Draft>) {
    // An edit may have reached the disk after it was kept and before its program ended.
    drafts.retain(|draft| !is_on_disk(app, draft));
    let edits = drafts.iter().filter(|draft| matches!(draft, Draft::Edit(_))).count();
    let text = match &drafts[..] {
        [] => return,
        [one] => {
            let mut text = match one {
                Draft::Edit(edit) => format!("aims ended before this was on disk: {}.\n", edit.title),
                _ => format!("aims ended while this was open: {}.\n", one.title()),
            };
            for (label, typed) in texts(&app.register, one) {
                text.push_str(&format!("\n{label}: {}", beginning(&typed)));
            }
            text
        }
        several => {
            let titles = first_lines(NAMED, several.iter().map(Draft::title));
            format!("Left unsaved by earlier runs ({}):\n{titles}", several.len())
        }
    };
    let choices = match &drafts[..] {
        [one] => choices_of_draft(one),
        _ => vec![(Key::char('o'), "look at each".to_owned(), Then::ListUnsaved)],
    };
    let title = match (drafts.len(), edits) {
        (1, 1) => "Unsaved edit",
        (1, _) if matches!(drafts[0], Draft::Form(_)) => "Unsaved form",
        (1, _) => "Unsaved text",
        _ => "Unsaved from before",
    };
    app.edits.unsaved.drafts.extend(drafts);
    app.confirm(title, text, choices);
    app.dirty = true;
}

/// Returns what can be done with a draft.
pub(super) fn choices_of_draft(draft: &Draft) -> Vec<(Key, String, Then)> {
    let open = match draft {
        Draft::Edit(_) => "make it again",
        Draft::Long(LongDraft {
            place: LongPlace::Point(..),
            ..
        }) => "open it in the editor again",
        _ => "open it again",
    };
    let draft = || Box::new(draft.clone());
    vec![
        (Key::char('o'), open.to_owned(), Then::ResumeDraft(draft())),
        (Key::char('d'), "discard it".to_owned(), Then::DropDraft(draft())),
    ]
}

/// Throws a draft away.
pub(in crate::app) fn discard(app: &mut App, draft: &Draft) {
    app.edits.unsaved.forget(draft);
    app.tell(format!("Discarded: {}.", draft.title()));
}

/// Opens a draft again; it stays kept while that cannot be.
pub(in crate::app) fn resume(app: &mut App, draft: &Draft) {
    if let Some(reason) = app.sync.refuses_changes() {
        app.refuse(reason);
        return;
    }
    let opened = match draft {
        Draft::Form(form) => resume_form(app, form),
        Draft::Prompt(prompt) => resume_prompt(app, prompt),
        Draft::Location(location) => resume_location(app, location),
        Draft::Import(import) => resume_import(app, import),
        Draft::Typed(typed) => resume_typed(app, typed),
        Draft::Long(long) => resume_long(app, long),
        Draft::Edit(edit) => return resume_edit(app, edit, draft),
    };
    if opened {
        app.edits.unsaved.forget(draft);
    } else {
        show_draft(app, draft);
    }
}

/// Shows the texts of a draft, to be copied, where they cannot be opened where they were typed.
fn show_draft(app: &mut App, draft: &Draft) {
    let mut lines = vec!["It cannot be opened where it was typed; the text is kept.".to_owned()];
    let mut all = String::new();
    for (label, text) in draft.texts() {
        lines.extend([String::new(), label]);
        lines.extend(text.lines().map(str::to_owned));
        all.push_str(&text);
        all.push('\n');
    }
    app.dialogs.push(Page {
        title: draft.title(),
        lines,
        top: std::cell::Cell::new(0),
        copies: vec![Copying::new('y', "the text", all)],
        file: None,
        leaves: false,
    });
}

fn resume_form(app: &mut App, draft: &FormDraft) -> bool {
    let Some(kind) = app.register.kind(&draft.kind) else {
        return false;
    };
    let known = app.register.get(&draft.id).cloned();
    let known = known.filter(|record| record.is(kind));
    let is_new = draft.is_new || known.is_none();
    if !is_new {
        show_under(app, &Id::new(&draft.id));
    }
    let record = known.unwrap_or_else(|| Record::new(kind, Id::new(&draft.id)));
    let mut form = Form::new(record, is_new, &app.register, app.env.today);
    form.resume(&draft.fields, &draft.before, &app.register, app.env.today);
    form.rule_texts.clone_from(&draft.rule_texts);
    app.dialogs.push(form);
    true
}

fn resume_prompt(app: &mut App, draft: &PromptDraft) -> bool {
    let slots = draft.targets.iter().filter_map(|id| app.register.slot(id));
    let targets: Vec<Slot> = slots.collect();
    let Some(first) = targets.first().and_then(|slot| app.register.at(*slot)) else {
        return false;
    };
    let (first_id, first_slot) = (first.id().clone(), targets[0]);
    let put = draft.dated.as_ref().and_then(|dated| {
        let what = Dated {
            day: dated.day,
            slot: first_slot,
            field: first.kind().field_index(&dated.field)?,
            of_series: dated.of_series,
            is_over: false,
        };
        let decisions = [&MOVE, &LEAVE_OUT].map(|decision| Running::on(decision, what, dated.to));
        decisions.into_iter().find(|decision| decision.name == draft.decision)
    });
    let Some(decision) = put.or_else(|| Running::named(&draft.decision, app.view(), first)) else {
        return false;
    };
    if draft.point.is_none() {
        show_under(app, &first_id);
    }
    if let Some(title) = &draft.point {
        points::open(app, &first_id);
        if !points::go_to_named(app, title) {
            return false;
        }
    }
    let before = app.dialogs.len();
    // Another draft of the same prompt stays where it is.
    let others = std::mem::take(&mut app.edits.unsaved.drafts);
    run::begin(app, decision, &targets);
    app.edits.unsaved.drafts = others;
    let opened = app.dialogs.len() > before;
    if let Some(ask) = app.dialogs.top_mut::<Ask>().filter(|_| opened) {
        ask.recall(draft.texts.clone(), &app.register);
        ask.answered.given.texts.clone_from(&draft.rule_texts);
    }
    opened
}

/// Shows a record with the cursor on it, for what is opened over it; nothing moves where something is typed already.
pub(super) fn show_under(app: &mut App, id: &Id) {
    let is_typed = app.dialogs.iter().any(|dialog| dialog.may_have_draft());
    let is_here = app.record().is_some_and(|record| record.id() == id);
    if !is_typed && !is_here {
        app.go_to(id);
    }
}

fn resume_import(app: &mut App, draft: &ImportDraft) -> bool {
    choosing::resume(app, draft);
    true
}

fn resume_typed(app: &mut App, draft: &TypedDraft) -> bool {
    let command = app
        .input
        .keymap
        .commands()
        .find(|command| command.name == draft.command);
    let Some(command) = command else { return false };
    let before = app.dialogs.len();
    // Another draft of the same dialog stays where it is.
    let others = std::mem::take(&mut app.edits.unsaved.drafts);
    app.run(command);
    app.edits.unsaved.drafts = others;
    let is_opened = app.dialogs.len() > before;
    if let Some(dialog) = app.dialogs.last_mut().filter(|_| is_opened) {
        dialog.recall(&draft.texts);
    }
    is_opened
}

fn resume_long(app: &mut App, draft: &LongDraft) -> bool {
    match &draft.place {
        LongPlace::Field(form, field) => {
            let mut form = form.clone();
            form.fields.insert(field.clone(), draft.text.clone());
            let opened = resume_form(app, &form);
            if let Some(form) = app.dialogs.top_mut::<Form>().filter(|_| opened) {
                form.go_to(field, &app.register, app.env.today);
            }
            opened
        }
        LongPlace::Point(review, title) => {
            let is_there = app.register.get(review).is_some();
            if is_there {
                points::open(app, &Id::new(review));
            }
            is_there && points::go_to_named(app, title) && at_length::write_text(app, Some(draft.text.clone()))
        }
    }
}

/// Opens the picker again in which a file or link was typed.
fn resume_location(app: &mut App, draft: &LocationDraft) -> bool {
    let ids = draft.targets.iter().map(|id| Id::new(id));
    let targets: Vec<Id> = ids.filter(|id| app.register.get(id.as_str()).is_some()).collect();
    let Some(first) = targets.first() else {
        return false;
    };
    show_under(app, first);
    if draft.attaches {
        attach::attach_to(app, targets);
    } else {
        attach::locate_of(app, targets);
    }
    match app.dialogs.top_mut::<Picker>() {
        Some(picker) => {
            picker.recall(&draft.text);
            true
        }
        _ => false,
    }
}

/// Tells whether a draft is an edit of which nothing is left to make.
fn is_on_disk(app: &App, draft: &Draft) -> bool {
    let Draft::Edit(kept) = draft else { return false };
    history::from_line(&kept.line, app.register.kinds()).is_some_and(|(_, mut edit)| {
        conflict::leave_out_what_is_so(app, &mut edit);
        edit.is_empty()
    })
}

/// Makes an edit again that an earlier run did not get to the disk: what is so by now is left out, and where others
/// wrote something else since, it is asked.
fn resume_edit(app: &mut App, kept: &EditDraft, draft: &Draft) {
    let Some((_, mut edit)) = history::from_line(&kept.line, app.register.kinds()) else {
        app.refuse("This edit was kept by another version of aims and cannot be read; it stays kept.");
        return;
    };
    conflict::leave_out_what_is_so(app, &mut edit);
    if edit.is_empty() {
        app.edits.unsaved.forget(draft);
        app.tell(format!("This is on disk by now: {}.", kept.title));
        return;
    }
    make_again(app, &edit, draft);
}

/// Makes an edit that was kept, which is no draft from then on; where others wrote something else since, it is asked.
pub(in crate::app) fn make_again(app: &mut App, edit: &Edit, draft: &Draft) {
    if edit.is_empty() {
        app.edits.unsaved.forget(draft);
        app.tell("Theirs is kept; nothing of this edit was left to make.");
        return;
    }
    let clashes = conflict::clashes(app, edit);
    if !clashes.is_empty() {
        let resolve = |theirs| {
            Then::ResolveDraft(
                Box::new(conflict::resolved_edit(app, edit, theirs)),
                Box::new(draft.clone()),
            )
        };
        let (theirs, mine) = (resolve(true), resolve(false));
        conflict::ask_whose(app, clashes, theirs, mine);
        return;
    }
    let texts = match draft {
        Draft::Edit(kept) => kept.rule_texts.clone(),
        _ => Vec::new(),
    };
    let made = app.edits.unsaved.made();
    rules::make_edit(app, edit, texts);
    if app.edits.unsaved.made() > made {
        app.edits.unsaved.forget(draft);
    }
}
