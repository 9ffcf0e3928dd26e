//! Every rule of every kind at the doors of the workbench: the form, and `S` where the change is one of status. What the
//! rules object to is shown at its field, asked or refused, and nothing is saved meanwhile.

use aims::app::decisions::prompt::Ask;
use aims::app::dialogs::Confirm;
use aims::app::form::Form;
use aims::app::notices::Tone;
use aims::domain::admission::{Objection, complete};
use aims::domain::kinds;
use aims::domain::record::Record;
use aims::domain::record::field::{Kind, Shape};
use aims::domain::record::id::Id;
use aims::domain::record::input;
use aims::domain::record::mark::Mark;
use aims::domain::record::rules::{Context, Example, KindRule, pairs};
use aims::domain::register::Register;
use aims::domain::register::edit::{Change, Edit};

use crate::bench::{Bench, around, states, today};

fn put(mut record: Record, fields: &[(&str, &str)]) -> Record {
    let kind = record.kind();
    for (name, text) in fields {
        let at = kind.field_index(name).expect(name);
        let value = input::read(kind.fields[at].shape, text, today()).expect(text);
        record.put(at, value).expect("fits");
    }
    record
}

/// A workbench on what is there before the change of an example.
fn bench(kind: &'static Kind, example: &Example) -> Bench {
    let mut records = vec![kinds::method::preset()];
    for (name, id, fields) in example.beside {
        let kind = kinds::ALL.iter().find(|kind| kind.name == *name).expect("a kind");
        records.push(put(Record::new(kind, Id::new(id)), &pairs(fields)));
    }
    let known = records.iter().position(|record| record.id().as_str() == example.id);
    let known = known.map(|at| records.remove(at));
    let before = known.unwrap_or_else(|| Record::new(kind, Id::new(example.id)));
    records.push(put(before, &pairs(example.before)));
    Bench::of(&records)
}

/// What the rules object to when an example is changed so, by who works here.
fn objections(register: &Register, before: &Record, after: &Record) -> Vec<Objection> {
    let change = |field| Change::Set {
        id: before.id().clone(),
        field,
        from: before.value(field).clone(),
        to: after.value(field).clone(),
    };
    let edit = Edit {
        title: String::new(),
        who: String::new(),
        when: around().now,
        changes: before.differences(after).map(change).collect(),
    };
    let context = Context {
        today: today(),
        who: "Ana Ruiz",
        because: None,
        confirmed: false,
        history: false,
    };
    complete(register, edit, &context).objections
}

/// What the workbench says about what was tried: at a field, in a question, or as a refusal.
fn told(bench: &Bench) -> String {
    let mut told = String::new();
    for dialog in bench.app.dialogs.iter() {
        if let Some(form) = dialog.as_a::<Form>() {
            let errors = form.inputs.iter().filter_map(|input| input.error.as_deref());
            errors.for_each(|error| told.push_str(&format!("{error}\n")));
        } else if let Some(ask) = dialog.as_a::<Ask>() {
            let error = ask.error.as_deref().unwrap_or_default();
            told.push_str(&format!("{}\n{error}\n", ask.question().label));
        } else if let Some(confirm) = dialog.as_a::<Confirm>() {
            told.push_str(&confirm.text);
        }
    }
    if let Some(notice) = bench
        .app
        .notices
        .current()
        .filter(|notice| notice.tone == Tone::Refused)
    {
        told.push_str(&notice.text);
    }
    told
}

fn each_example(mut check: impl FnMut(&'static Kind, &'static KindRule, &'static Example)) {
    for kind in kinds::ALL {
        for rule in kind.rules {
            assert!(!rule.examples.is_empty(), "{kind:?}, {}: no example", rule.name);
            for example in rule.examples {
                check(kind, rule, example);
            }
        }
    }
}

#[test]
fn every_rule_speaks_in_the_form() {
    each_example(|kind, rule, example| {
        let mut bench = bench(kind, example);
        let register = &bench.app.register;
        let record = register.get(example.id).expect("the record").clone();
        let expected = objections(register, &record, &put(record.clone(), &pairs(example.change)));
        let form = Form::new(record, false, register, today());
        bench.app.dialogs.push(form);
        for (name, text) in pairs(example.change) {
            let (register, layer) = (&bench.app.register, bench.app.dialogs.top_mut::<Form>());
            let Some(form) = layer else { unreachable!("the form") };
            form.go_to(name, register, today());
            assert_eq!(form.field().name, name, "{kind:?} shows the field");
            form.set_text(text, register, today());
        }
        let before = states(&bench.app.register);
        bench.press("ctrl-s");
        assert_eq!(states(&bench.app.register), before, "{kind:?}, {}: saved", rule.name);
        let told = told(&bench);
        assert!(
            expected.iter().any(|objection| told.contains(&objection.sentence)),
            "{kind:?}, {}: expected {expected:?}, told {told}",
            rule.name
        );
    });
}

#[test]
fn every_rule_on_a_status_speaks_when_it_is_changed_by_a_key() {
    let mut driven = 0;
    each_example(|kind, rule, example| {
        let Some(status) = kind.marked(Mark::Status).map(|at| &kind.fields[at]) else {
            return;
        };
        let Shape::OneOf(items) = status.shape else { return };
        let to = pairs(example.change).into_iter().find(|(name, _)| *name == status.name);
        // A supplier is assessed, a review is held and an assessment is completed in ways of their own; their screens
        // have no `S`.
        let without = [&kinds::supplier::KIND, &kinds::review::KIND, &kinds::assessment::KIND];
        let has_key = !without.contains(&kind);
        // No key takes a status away; a form and `set` do.
        let Some((_, to)) = to.filter(|(_, to)| has_key && !to.is_empty()) else {
            return;
        };
        let item = items.iter().find(|item| item.is_named(to)).expect("a status");
        let mut bench = bench(kind, example);
        bench.press(&format!(": '{} enter", example.id));
        assert_eq!(bench.at(), example.id);
        let before = states(&bench.app.register);
        bench.press("S");
        // Treatment lists what is to be done; the page of an action that is over, where the jump leads, has no `S`.
        if bench.app.dialogs.top::<Ask>().is_none() {
            return;
        }
        bench.press(&format!("{}", item.index + 1));
        assert_eq!(
            states(&bench.app.register),
            before,
            "{kind:?}, {}: saved unasked",
            rule.name
        );
        let told = told(&bench);
        assert!(
            !told.trim().is_empty(),
            "{kind:?}, {}: {to} is asked or refused",
            rule.name
        );
        driven += 1;
    });
    assert!(driven >= 15, "{driven} examples change a status");
}

#[test]
fn side_effects_of_a_decision_are_named_before_it_is_made() {
    let risk = put(
        Record::new(&kinds::risk::KIND, Id::new("R-00001")),
        &[
            ("title", "Injection"),
            ("owner", "ben"),
            ("status", "open"),
            ("current", "1 1/1/1"),
        ],
    );
    let fields = &[
        ("title", "Filter"),
        ("risks", "R-00001"),
        ("owner", "ana"),
        ("due", "+1m"),
    ];
    let action = |id: &'static str| put(Record::new(&kinds::action::KIND, Id::new(id)), fields);
    let records = [kinds::method::preset(), risk, action("T-00001"), action("T-00002")];
    let mut bench = Bench::of(&records);
    bench.press("3 S 4 'out_of_use enter 2");
    let told = told(&bench);
    assert!(told.contains("It changes 2 actions as well:"), "{told}");
    assert!(
        told.contains("T-00001  Filter") && told.contains("T-00002  Filter"),
        "{told}"
    );
    bench.press("y");
    assert_eq!(bench.value("T-00002", "status"), "cancelled");
    let said = bench.notice().1;
    assert!(said.contains("close risk: R-00001, with 2 actions"), "{said}");
}
