//! Nothing dated is missing from the calendar, whatever its kind, and by difference it stays what it would be again.

use aims::app::edits;
use aims::app::screens;
use aims::app::screens::calendar::Calendar;
use aims::app::state::App;
use aims::app::sync::save_results;
use aims::domain::kinds::organization::external_audits::is_held;
use aims::domain::kinds::{self, organization, review};
use aims::domain::record::Record;
use aims::domain::record::field::{Field, Kind, Shape};
use aims::domain::record::id::{Id, IdForm};
use aims::domain::record::mark::Mark;
use aims::domain::record::value::Value;
use aims::domain::register::Register;
use aims::domain::schedule::dated::Dated;
use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;

use crate::bench::{around, today};

fn id(kind: &Kind, nth: u8) -> Id {
    match kind.ids {
        IdForm::Slug => Id::new(&format!("s{nth}")),
        IdForm::Random(letter) => Id::new(&format!("{letter}-0000{nth}")),
        IdForm::Control => Id::new(&format!("ORG-{}", nth + 1)),
        IdForm::Question => Id::new("4.1/q1"),
        IdForm::Document => Id::new(&format!("D-0000{nth}")),
        IdForm::Single(name) => Id::new(name),
    }
}

fn days() -> impl Strategy<Value = NaiveDate> {
    let near = (0..800_u64).prop_map(|days| today() - Days::new(300) + Days::new(days));
    // Somebody will type a year wrong.
    let far = (1900..2300_i32).prop_map(|year| NaiveDate::from_ymd_opt(year, 2, 28).expect("a day"));
    prop_oneof![9 => near, 1 => far]
}

fn value(shape: Shape) -> BoxedStrategy<Value> {
    match shape {
        Shape::Day => days().prop_map(Value::from).boxed(),
        Shape::Line | Shape::Prose | Shape::Person => "[a-d]{1,3}".prop_map(Value::from).boxed(),
        Shape::OneOf(items) => (0..items.len()).prop_map(|at| Value::Choice(&items[at])).boxed(),
        Shape::Rows { columns, .. } => {
            let cell = |shape| prop_oneof![3 => value(shape), 1 => Just(Value::Empty)];
            let row = columns.iter().map(|column| cell(column.shape)).collect::<Vec<_>>();
            let row = row.prop_map(|cells| Value::Row(cells.into()));
            prop::collection::vec(row, 0..4).prop_map(Value::list).boxed()
        }
        _ => Just(Value::Empty).boxed(),
    }
}

/// How often one of a kind is said more than its days.
fn spoken(field: &'static Field) -> BoxedStrategy<Value> {
    let some = value(field.shape);
    if field.name == "every" && field.shape == Shape::Line {
        let rules = prop::sample::select(vec!["month", "2 weeks", "3 months on the last friday", "now and then"]);
        return prop_oneof![rules.prop_map(Value::from), Just(Value::Empty)].boxed();
    }
    match () {
        () if field.is(Mark::Dated) => prop_oneof![4 => some, 1 => Just(Value::Empty)].boxed(),
        // What closes a record is said of some.
        () if matches!(field.shape, Shape::OneOf(_) | Shape::Day) => {
            prop_oneof![1 => some, 3 => Just(Value::Empty)].boxed()
        }
        () => Just(Value::Empty).boxed(),
    }
}

fn record(kind: &'static Kind) -> impl Strategy<Value = Record> {
    let fields: Vec<_> = kind.fields.iter().map(spoken).collect();
    (0..4_u8, fields).prop_map(move |(nth, values)| {
        let mut record = Record::new(kind, id(kind, nth));
        for (at, value) in values.into_iter().enumerate() {
            record.put(at, value).expect("fits");
        }
        record
    })
}

fn records(most: usize) -> impl Strategy<Value = Vec<Record>> {
    let any = prop::sample::select(kinds::ALL).prop_flat_map(record);
    prop::collection::vec(any, 1..most)
}

/// The calendar on a register.
fn shown(register: Register) -> App {
    let mut app = App::new(register, around());
    app.show(&screens::calendar::SCREEN);
    app
}

/// Moves to a day so far ahead that series are projected to their last day.
fn look_far_ahead(app: &mut App) {
    let mut calendar = std::mem::replace(&mut app.screens.calendar, Calendar::new(today()));
    calendar.go_to(today() + Months::new(12 * 50));
    calendar.reach(app.view());
    app.screens.calendar = calendar;
}

/// What is dated in a value, read from the words of its field.
fn dated(field: &Field, value: &Value) -> Vec<NaiveDate> {
    let first_of = |row: &Value| {
        let Value::Row(cells) = row else { return None };
        let Shape::Rows { columns, .. } = field.shape else {
            return None;
        };
        let of_day = columns
            .iter()
            .zip(cells)
            .filter(|(column, _)| column.shape == Shape::Day);
        let days: Vec<_> = of_day.map(|(_, cell)| cell).collect();
        match (days[0], days[1..].iter().all(|later| **later == Value::Empty)) {
            (Value::Date(day), true) => Some(*day),
            _ => None,
        }
    };
    match value {
        Value::Date(day) => vec![*day],
        rows => rows.items().iter().filter_map(first_of).collect(),
    }
}

fn rows(app: &App) -> Vec<(NaiveDate, String, usize, Option<NaiveDate>)> {
    let row = |row: &Dated| {
        let id = app.register.at(row.slot).expect("a record").id().to_string();
        (row.day, id, row.field, row.of_series)
    };
    app.screens.calendar.rows().iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_of_an_open_record_and_every_review_that_is_over_is_in_the_calendar(records in records(25)) {
        let mut register = Register::default();
        for record in records {
            register.put(record);
        }
        let app = shown(register);
        let mut rows = rows(&app);
        let over: Vec<_> = rows.drain(..app.screens.calendar.over()).collect();
        let is_over = |one: &&Record| {
            let has_day = one.get(review::HELD).or(one.get(review::DATE)).is_some();
            !one.is_open() && !one.is_retired() && has_day
        };
        let ended: Vec<_> = app.register.of(&review::KIND).filter(is_over).collect();
        prop_assert!(ended.iter().all(|one| over.iter().any(|(_, id, ..)| one.id().as_str() == id)));
        prop_assert_eq!(ended.len(), over.len());
        prop_assert!(over.is_sorted_by_key(|(day, ..)| *day));
        let mut count = 0;
        for record in app.register.kinds().iter().flat_map(|kind| app.register.of(kind)) {
            let fields = record.fields().enumerate().filter(|(_, (field, _))| field.is(Mark::Dated));
            let moving = record.kind().moving.map(|moving| moving.field);
            let look = record.next_look(&app.register, today());
            for (at, (field, value)) in fields {
                // The day of the check stands in place of the stored one.
                let moved = look.filter(|_| moving == Some(at));
                if let Some(day) = moved {
                    prop_assert!(rows.contains(&(day, record.id().to_string(), at, None)));
                    count += 1;
                }
                let mut days = if moved.is_some() { Vec::new() } else { dated(field, value) };
                days.sort_unstable();
                days.dedup();
                for day in days {
                    let row = (day, record.id().to_string(), at, None);
                    let is_settled = record.is(&organization::KIND) && is_held(&app.register, at, day, today());
                    let asks = record.asks_on(at, day) && !is_settled;
                    prop_assert_eq!(rows.contains(&row), asks, "{:?}", row);
                    prop_assert!(asks || is_settled || !record.is_open(), "an open record asks on all of its days");
                    count += usize::from(asks);
                }
            }
        }
        let projected = rows.iter().filter(|(.., of_series)| of_series.is_some());
        prop_assert!(projected.clone().all(|(day, _, field, _)| *day > today() && *field == review::DATE.index()));
        prop_assert_eq!(rows.len(), count + projected.count(), "and nothing else");
        prop_assert!(rows.is_sorted_by_key(|(day, ..)| *day));
    }

    #[test]
    fn incremental_rows_equal_recomputed_ones(
        first in records(12),
        then in records(12),
        filter in prop::sample::select(vec!["", "kind:review,action", "a", "-no:owner", "is:overdue"]),
    ) {
        let mut register = Register::default();
        for record in first {
            register.put(record);
        }
        let mut app = shown(register);
        save_results::filter_by(&mut app, filter);
        for record in then {
            edits::absorb(&mut app, vec![record]);
        }
        let mut register = Register::default();
        for record in app.register.kinds().iter().flat_map(|kind| app.register.of(kind)) {
            register.put(record.clone());
        }
        let mut again = shown(register);
        save_results::filter_by(&mut again, filter);
        // Each was projected as far as its own cursor went; from the same far day both reach the last day there is.
        for app in [&mut app, &mut again] {
            look_far_ahead(app);
        }
        prop_assert_eq!(rows(&app), rows(&again));
    }
}
