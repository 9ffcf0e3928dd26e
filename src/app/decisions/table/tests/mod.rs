//! Every decision does what its example says, and is found by what makes it one of its own.

pub(crate) mod sample;

use crate::app::decisions::prompt::Ask;
use std::collections::BTreeSet;

use crate::app::decisions::rules;
use crate::app::decisions::run;
use crate::app::decisions::{Answered, Asked, Example, Running};
use crate::app::dialogs::Confirm;
use crate::app::environment::Environment;
use crate::app::environment::key::{Code, Key};
use crate::app::guided::review::points;
use crate::app::state::App;
use crate::app::state::decisions::DECISIONS;
use crate::domain::admission::testing::{put, record, today};
use crate::domain::kinds;
use crate::domain::record::Record;
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::input;
use crate::domain::record::rules::{Fields, pairs};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// An empty record of the kind whose ids look like this.
fn empty(id: &str) -> Record {
    let kinds = kinds::ALL.iter().filter(|kind| kind.ids.accepts(id));
    // A letter of a kind begins own controls, too.
    let kind = kinds.max_by_key(|kind| matches!(kind.ids, IdForm::Random(_)));
    record(kind.expect("a kind"), id, &[])
}

/// The workbench with the records of an example.
fn app(example: &Example) -> App {
    let env = Environment {
        today: today(),
        now: today().and_hms_opt(9, 0, 0).expect("a time"),
        who: "Carl".to_owned(),
        branch: None,
        entropy: || [7; 5],
    };
    let mut register = Register::default();
    register.put(kinds::method::preset());
    for (id, fields) in example.beside {
        register.put(put(empty(id), &pairs(fields)));
    }
    register.put(put(empty(example.id), &pairs(example.before)));
    App::new(register, env)
}

/// Types the answers of an example, and takes what is asked to be confirmed.
fn answer(app: &mut App, example: &Example) -> Option<String> {
    let mut answers = example.answers.iter();
    loop {
        if app.dialogs.top::<Ask>().is_some() {
            let text = answers.next().copied().unwrap_or_default();
            app.key(Key {
                ctrl: true,
                ..Key::char('u')
            });
            app.paste(text);
            // A name that nobody has yet is taken where it is chosen.
            if let Some(ask) = app.dialogs.top::<Ask>()
                && ask.question().shape == Asked::Owner
            {
                app.key(Key::plain(Code::Down));
            }
            app.key(Key::plain(Code::Enter));
            let error = match app.dialogs.top::<Ask>() {
                Some(ask) => ask.error.clone(),
                _ => None,
            };
            if error.is_some() {
                return error;
            }
        } else if app.dialogs.top::<Confirm>().is_some() {
            app.key(Key::char('y'));
        } else {
            return None;
        }
    }
}

/// Tells whether a record says this, beside what it may say else.
fn says(record: &Record, fields: Fields) -> bool {
    pairs(fields).into_iter().all(|(name, text)| {
        let Some(field) = record.kind().field_index(name) else {
            return false;
        };
        let value = input::read(record.kind().fields[field].shape, text, today());
        value.as_ref() == Ok(record.value(field))
    })
}

#[test]
fn every_decision_does_what_its_example_says() {
    let mut wrong = Vec::new();
    for decision in DECISIONS {
        let example = &decision.example;
        assert!(!example.id.is_empty(), "{decision:?}: no example");
        let mut app = app(example);
        let slot = app.register.slot(example.id).expect("a place");
        let before = app.register.at(slot).expect("a record").clone();
        let known: BTreeSet<Id> = all(&app).map(|record| record.id().clone()).collect();
        if before.is(&kinds::review::KIND) {
            points::open(&mut app, before.id());
        }
        let running = example.begin(decision, &before, slot).expect("a thing of the calendar");
        if example.answers.is_empty() || !running.questions(&[&before], app.view()).is_empty() {
            run::begin(&mut app, running, &[slot]);
            if let Some(error) = answer(&mut app, example) {
                wrong.push(format!("{decision:?}: {error}"));
            }
        } else {
            let answers = example.answers.iter().map(|text| Value::text(text)).collect();
            let answered = Answered::begun(running, vec![slot], &app.register).with(answers);
            rules::make_answered(&mut app, answered);
        }
        let said = app.notices.current().map(|notice| notice.text.clone());
        let after = app.register.at(slot).expect("a record");
        let expected = put(before.clone(), &pairs(example.after));
        let differs: Vec<_> = expected
            .differences(after)
            .map(|at| (after.kind().fields[at].name, after.value(at)))
            .collect();
        if !differs.is_empty() {
            wrong.push(format!("{decision:?}: {differs:?} {said:?}"));
        }
        let mut added = all(&app).filter(|record| !known.contains(record.id()));
        if !example.added.is_empty() && !added.any(|record| says(record, example.added)) {
            wrong.push(format!("{decision:?} adds no such record: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn all(app: &App) -> impl Iterator<Item = &Record> {
    kinds::ALL.iter().flat_map(|kind| app.register.of(kind))
}

#[test]
fn a_name_means_one_decision_on_a_record() {
    for decision in DECISIONS {
        let app = app(&decision.example);
        let record = app.register.get(decision.example.id).expect("a record");
        let named = DECISIONS.iter().filter(|other| other.name == decision.name);
        let of_kind = named.filter(|other| Running::from(**other).is_of_kind(app.view(), record));
        assert!(of_kind.count() <= 1, "{decision:?}");
    }
}
