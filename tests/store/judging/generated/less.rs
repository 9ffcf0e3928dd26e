//! Saying less never lightens a judgement: taking a field, a row, a cell or one of several items away from any record removes no
//! problem that weighs without a problem at least as heavy that speaks of the same record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aims::domain::kinds::check::{Judgement, Problem, Weight};
use aims::domain::record::Record;
use aims::domain::record::field::{Field, Shape};
use aims::domain::record::id::Id;
use aims::domain::record::value::Value;
use aims::domain::register::Register;

use super::super::by_hand;
use super::super::fixture::{Before, CLEAN, load, make, put_back, today};

/// What a field says with a part taken away, each with the name of the part.
fn lessened(field: &Field, value: &Value) -> Vec<(Value, String)> {
    let mut found = vec![(Value::Empty, field.name.to_owned())];
    let Value::List(items) = value else { return found };
    for at in 0..items.len() {
        let without = |item: Option<Value>| {
            let mut items = items.to_vec();
            match item {
                Some(item) => items[at] = item,
                None => drop(items.remove(at)),
            }
            Value::list(items)
        };
        if items.len() > 1 {
            found.push((without(None), format!("{}.*", field.name)));
        }
        let (Shape::Rows { columns, .. }, Value::Row(cells)) = (field.shape, &items[at]) else {
            continue;
        };
        for (column, declared) in columns.iter().enumerate() {
            if cells.get(column).is_none_or(Value::is_empty) {
                continue;
            }
            let mut cells = cells.to_vec();
            cells[column] = Value::Empty;
            while cells.last().is_some_and(Value::is_empty) {
                cells.pop();
            }
            if !cells.is_empty() {
                let row = Value::Row(cells.into());
                found.push((without(Some(row)), format!("{}.{}", field.name, declared.name)));
            }
        }
    }
    found
}

/// What weighs in a judgement, by rule, record and field.
type Weighing = BTreeMap<(&'static str, Id, &'static str), Arc<Problem>>;

fn weighing(judgement: &Judgement) -> Weighing {
    let problems = judgement.problems().into_iter();
    let weighs = problems
        .filter(|one| one.weight >= Weight::Minor && one.is_begun && !one.is_explained && !one.rule.is_consequence);
    let mut found = Weighing::new();
    for one in weighs {
        let place = (one.rule.code, one.id.clone(), one.field);
        let known = found.entry(place).or_insert_with(|| Arc::clone(&one));
        if known.weight < one.weight {
            *known = one;
        }
    }
    found
}

/// Returns the problems that went without another one in their place: of the same record, of the one that says less, or of one that
/// is linked with it.
fn lightened<'a>(
    register: &Register,
    before: &'a Weighing,
    after: &Weighing,
    changed: &Record,
) -> Vec<&'a Arc<Problem>> {
    let is_linked = |id: &Id| {
        let names = |record: &Record, id: &Id| record.fields().any(|(_, value)| value.ids().any(|one| one == id));
        id == changed.id()
            || names(changed, id)
            || register.get(id.as_str()).is_some_and(|one| names(one, changed.id()))
    };
    let weighs_no_more =
        |now: &Weighing, one: &Problem, place| now.get(place).is_none_or(|now: &Arc<Problem>| now.weight < one.weight);
    let lost = before.iter().filter(|(place, one)| weighs_no_more(after, one, *place));
    let gained: Vec<_> = after
        .iter()
        .filter(|(place, one)| weighs_no_more(before, one, *place))
        .map(|(_, one)| one)
        .collect();
    lost.map(|(_, one)| one)
        .filter(|lost| {
            !gained.iter().any(|one| {
                let is_of_it = one.id == lost.id || is_linked(&one.id) || one.about.contains(&lost.id);
                let is_whole = one.rule.hides.contains(&lost.rule.code) || one.rule.is_of_whole() || one.is_of_most();
                one.weight >= lost.weight && (is_of_it || is_whole)
            })
        })
        .collect()
}

/// What is no less for being taken away: the kind, the part, the codes that go with it.
type Known = (&'static str, &'static str, &'static str);

/// What is wrong is mended by taking it away: what contradicts itself, what lies ahead, what was said of the wrong one.
const MENDS: &[Known] = &[
    ("action", "risks", "E101 E102"),
    ("action", "redated", "E112"),
    ("action", "redated.on", "E112"),
    ("document", "not_needed", "E314"),
    ("evidence", "effective", "W862 W503"),
    ("evidence", "retired", "W862"),
    ("evidence", "supports", "E103"),
    ("evidence", "supports.*", "E103"),
    ("method", "approvals.on", "E112"),
    ("organization", "people.left", "W405 W713 W802"),
    ("risk", "controls", "E501"),
    ("risk", "controls.*", "E501"),
    ("risk", "current", "E201 W206"),
    ("risk", "plan_approved_by", "W405"),
    ("risk", "plan_approved_on", "W405"),
    ("role", "held.on", "E112"),
    ("role", "holders.*", "E112"),
    ("role", "holders.confirmed", "E112"),
];

/// An interval or a day of one's own is no duty: without it what is usual counts, or what was planned for all.
const USUAL_INSTEAD: &[Known] = &[
    ("action", "check_by", "W403"),
    // An action without a day of its own has that of its nonconformity.
    ("action", "due", "E704"),
    ("change", "proposed_on", "W853"),
    ("control", "since", "E518"),
    ("evidence", "every", "W503"),
    ("evidence", "expires", "W503"),
    ("metric", "results", "W732"),
    ("metric", "upper", "W733"),
    ("objective", "every", "W844"),
    ("objective", "measured", "W844"),
    ("organization", "communications.last", "E869"),
    ("organization", "communications.when", "E869"),
    ("review", "about", "E610"),
    ("review", "minutes", "E610"),
    ("review", "status", "E610"),
    ("risk", "accepted_until", "E401"),
    ("system", "review", "E610"),
    ("system", "version", "W609"),
];

/// Nothing that is recorded elsewhere says that it was there: what nobody wrote down cannot be missed.
const UNKNOWABLE: &[Known] = &[
    // Testimony that the program wrote: who takes it away could as well write there what is so now. An older register has none, and
    // the clauses ask who decided, not for a digest.
    ("assessment", "judged", "W602"),
    ("assessment", "judged.*", "W602"),
    ("assessment", "judged.field", "W602"),
    ("assessment", "judged.value", "W602"),
    ("document", "approvals.digest", "W315 W508"),
    ("method", "approvals.digest", "W841"),
    ("organization", "certificates.digest", "W894"),
    ("organization", "declarations.digest", "W891"),
    ("risk", "plan_covers", "W402"),
    ("risk", "plan_covers.*", "W402"),
    ("risk", "plan_covers.due", "W402"),
    // An action that treats, or an incident that is, something else.
    ("action", "effective", "W407"),
    ("action", "risks", "W402 W403 W407"),
    ("action", "status", "W403"),
    ("change", "planned", "W852"),
    ("document", "location", "E313"),
    ("finding", "source", "E734"),
    ("objective", "status", "W838"),
    // The law is advice until somebody takes a duty on, and only the key says which one that was.
    ("obligation", "duty", "W905"),
    ("review", "event", "E734"),
    ("risk", "status", "E409"),
    // Without a stage nothing else says that it is in use; its assessments are asked for all the same.
    ("system", "in_use_since", "W546 W609"),
    // A duty that names no system is one for all of them.
    ("supplier", "allocation.system", "W873"),
    // A row that nobody else speaks of, as if it had never been written.
    ("metric", "results.*", "W733"),
    ("organization", "certificates", "E892 E893 W894"),
    ("organization", "certificates.issued", "E893"),
    ("organization", "communications", "E869"),
    ("organization", "communications.*", "E869"),
    ("organization", "declarations", "W891"),
    ("organization", "declarations.on", "W891"),
    ("organization", "parties.*", "W818"),
    // While nobody is named, every name is believed.
    ("organization", "people", "W405 W713 W802"),
];

/// Of so many parts one is taken away. All of them were tried once and take minutes; a prime number comes by another part of a record in
/// each register.
const ONE_OF: usize = 13;

/// Takes parts of some records away, and returns what that lightens.
fn lighter(
    register: &mut Register,
    ids: &BTreeSet<Id>,
    name: &str,
    turn: &mut usize,
    wrong: &mut BTreeMap<String, Vec<String>>,
) -> usize {
    let mut kept = Judgement::of(register, today());
    let before = weighing(&kept);
    let mut count = 0;
    for id in ids {
        let Some(record) = register.get(id.as_str()).cloned() else {
            continue;
        };
        let is_about_it = before.keys().any(|(_, of, _)| of == id);
        if record.is(&aims::domain::kinds::organization::KIND) && !is_about_it {
            continue;
        }
        for (at, field) in record.kind().fields.iter().enumerate() {
            if record.value(at).is_empty() {
                continue;
            }
            for (value, part) in lessened(field, record.value(at)) {
                *turn += 1;
                if !(*turn).is_multiple_of(ONE_OF) {
                    continue;
                }
                let mut less = record.clone();
                less.put(at, value).expect("less of a value fits");
                register.put(less);
                kept.go_on(register, usize::MAX);
                count += 1;
                for lost in lightened(register, &before, &weighing(&kept), &record) {
                    let code = lost.rule.code.trim_start_matches("AIMS-");
                    let place = (record.kind().name, part.as_str());
                    let is_known =
                        |line: &Known| (line.0, line.1) == place && line.2.split(' ').any(|known| known == code);
                    let mut known = MENDS.iter().chain(USUAL_INSTEAD).chain(UNKNOWABLE);
                    if !known.any(is_known) {
                        let line = format!("{} {part}: {code}", record.kind().name);
                        wrong.entry(line).or_default().push(format!("{name}: {id}"));
                    }
                }
                register.put(record.clone());
            }
        }
    }
    count
}

#[test]
fn saying_less_never_lightens_a_judgement() {
    let mut register = load(CLEAN);
    let (mut wrong, mut count, mut turn) = (BTreeMap::new(), 0, 0);
    for mutation in by_hand::table() {
        let mut before = Before::default();
        for change in mutation.changes {
            make(&mut register, *change, &mut before);
        }
        let changes = mutation.changes.iter().filter_map(|change| change.id().map(Id::new));
        let weighing = weighing(&Judgement::of(&register, today()));
        let problems = weighing.values().map(|one| one.id.clone());
        let ids: BTreeSet<Id> = changes.chain(problems).collect();
        count += lighter(&mut register, &ids, mutation.name, &mut turn, &mut wrong);
        put_back(&mut register, before);
    }
    let told: Vec<_> = wrong
        .iter()
        .map(|(line, all)| format!("{line} ({} times, as {})", all.len(), all[0]))
        .collect();
    assert!(wrong.is_empty(), "{} of {count}: {told:#?}", wrong.len());
    println!("{count} parts taken away from registers in which something is wrong");
}
