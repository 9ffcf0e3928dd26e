//! What is overdue is one fact: for random registers every list, filter, count, cell and check gives the same records.
//!
//! It stands here because only the outermost layer may name all the others.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::screens::{today, treatment};
use crate::domain::kinds::check::{self, Rule};
use crate::domain::kinds::{action, change, finding, incident, objective, obligation, review, risk, supplier, system};
use crate::domain::measures::trend::Figures;
use crate::domain::method::score::Score;
use crate::domain::query::Query;
use crate::domain::record::Record;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::mark::Mark;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::ui::records::cell;
use crate::ui::style::roles::Role;

/// The kinds whose records can be overdue.
const KINDS: [&Kind; 8] = [
    &action::KIND,
    &change::KIND,
    &obligation::KIND,
    &finding::KIND,
    &incident::KIND,
    &objective::KIND,
    &review::KIND,
    &supplier::KIND,
];

fn now() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

/// Returns a day near today, or none.
fn day(number: u8) -> Value {
    match u64::from(number) {
        days @ ..100 => now().checked_sub_days(Days::new(days)).into(),
        days @ ..200 => now().checked_add_days(Days::new(days - 100)).into(),
        _ => Value::Empty,
    }
}

/// Makes a record of a kind from numbers: days, choices and reports; the rest says nothing.
fn record(kind: &'static Kind, nth: usize, numbers: &[u8]) -> Record {
    let letter = match kind.ids {
        IdForm::Random(letter) => letter,
        _ => '-',
    };
    let mut record = Record::new(kind, Id::new(&format!("{letter}-{nth:05}")));
    for (at, (field, number)) in kind.fields.iter().zip(numbers.iter().cycle()).enumerate() {
        let value = match field.shape {
            // Most records are not retired.
            Shape::Day if field.is(Mark::Retired) && *number < 220 => Value::Empty,
            Shape::Day => day(*number),
            Shape::OneOf(items) => items
                .get(usize::from(*number) % (items.len() + 1))
                .map_or(Value::Empty, Value::Choice),
            Shape::Many(kinds) if kinds.contains(&"system") => Value::set(vec![Value::Reference(Id::new("bot"))]),
            Shape::Many(kinds) if kinds.contains(&"risk") => Value::set(vec![Value::Reference(Id::new("R-00000"))]),
            Shape::Rows { .. } if field.is(Mark::Dated) && kind.name == "incident" => {
                let made = numbers.first().copied().unwrap_or_default();
                let row = [day(*number), Value::text("ICO"), day(made.saturating_mul(2))];
                Value::set(vec![Value::Row(row.into())])
            }
            _ => Value::Empty,
        };
        let _ = record.put(at, value);
    }
    record
}

/// Returns the ids of a kind's records that pass a filter.
fn filtered(view: View<'_>, kind: &'static Kind, filter: &str) -> BTreeSet<Id> {
    let query = Query::parse(filter, kind, view.register, view.today).expect("the filter is understood");
    let records = view
        .register
        .of(kind)
        .filter(|one| query.matches(one, view.register, None));
    records.map(|one| one.id().clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_door_gives_the_same_overdue_records(
        rows in prop::collection::vec((0..KINDS.len(), prop::collection::vec(any::<u8>(), 23)), 1..40)
    ) {
        let mut register = Register::default();
        register.put(Record::new(&system::KIND, "bot".into()));
        let score = "5 5/5/5".parse::<Score>().expect("a score");
        register.put(Record::new(&risk::KIND, "R-00000".into()).with(risk::SYSTEMS, vec!["bot"]).with(risk::INHERENT, score));
        for (nth, (kind, numbers)) in rows.iter().enumerate() {
            register.put(record(KINDS[*kind], nth, numbers));
        }
        let view = View { register: &register, today: now() };
        for kind in KINDS {
            let late = register.of(kind).filter(|one| one.days_late(&register, now()).is_some());
            let late: BTreeSet<Id> = late.map(|one| one.id().clone()).collect();
            // The filters and the derived value, which JSON and columns show.
            prop_assert_eq!(&filtered(view, kind, "is:overdue"), &late);
            prop_assert_eq!(&filtered(view, kind, "late>0"), &late);
            // The cells of lists.
            let day = kind.marked(Mark::Due).map_or("report", |due| kind.fields[due].name);
            let day = if *kind == action::KIND { "next" } else { day };
            let red = register.of(kind).filter(|one| cell::shown(view, one, day).1 == Role::Overdue);
            prop_assert_eq!(&red.map(|one| one.id().clone()).collect::<BTreeSet<_>>(), &late, "{}", day);
            // The lookup by day, which the calendar is drawn from, has every deadline.
            for one in register.of(kind) {
                if let (Some(day), Some(slot)) = (one.deadline(view.today), register.slot(one.id().as_str())) {
                    let found = register.index().days(day, day).any(|(_, other, _)| other == slot);
                    prop_assert!(found, "{} {day}", one.id());
                }
            }
        }
        let actions = filtered(view, &action::KIND, "is:overdue");
        // The triage queue and its groups, whose numbers `aims due` prints.
        let mut queue = List::new(&treatment::SPEC);
        queue.refresh(view);
        let groups = queue.groups(view).into_iter().filter(|(_, _, group)| group.title.ends_with("days late"));
        prop_assert_eq!(groups.map(|(_, count, _)| count).sum::<usize>(), actions.len());
        // Today, and the filters its lines lead to.
        for line in today::lines(view, None) {
            let Some(lead) = &line.leads else { continue };
            let kind = match lead {
                today::Lead::Screen(screen, _) if screen.kind() == Some(&action::KIND) => &action::KIND,
                today::Lead::Records(kind, _) if KINDS.contains(kind) => *kind,
                _ => continue,
            };
            let records = filtered(view, kind, lead.filter());
            prop_assert_eq!(line.count, Some(records.len()), "{}", line.text);
        }
        let line_of_today = today::lines(view, None).into_iter().find(|line| line.text == "overdue");
        prop_assert_eq!(line_of_today.and_then(|line| line.count).unwrap_or_default(), actions.len());
        // The Late column of systems, whose actions are those of the filter.
        let bot = register.get("bot").expect("the system");
        let of_bot = filtered(view, &action::KIND, "is:overdue system:bot");
        prop_assert_eq!(system::overdue(&register, bot, now()), of_bot.len());
        prop_assert_eq!(filtered(view, &system::KIND, "is:overdue").len(), usize::from(!of_bot.is_empty()));
        // Trends and the check. A supplier's review has an interval beside its day, and is due by whichever counts.
        prop_assert_eq!(Figures::of(&register, now()).overdue, actions.len());
        let found = check::check(&register, now());
        for (rule, kind) in [
            (&finding::check::OVERDUE, &finding::KIND),
            (&objective::check::OVERDUE, &objective::KIND),
            (&incident::check::REPORT_OVERDUE, &incident::KIND),
        ] {
            let hides = |id: &Id| found.iter().any(|one| one.id == *id && one.rule.hides.contains(&rule.code));
            let late: BTreeSet<Id> = filtered(view, kind, overdue_filter(rule)).into_iter().filter(|id| !hides(id)).collect();
            let found = found.iter().filter(|problem| problem.rule == rule);
            let found: BTreeSet<Id> = found.map(|problem| problem.id.clone()).collect();
            // What a rule that says more hides is not told twice.
            prop_assert_eq!(found, late, "{}", rule.code);
        }
    }
}

/// An opportunity may be late, and that is no problem of conformity; a finding that nobody graded is asked like one that is.
fn overdue_filter(rule: &Rule) -> &'static str {
    if *rule == finding::check::OVERDUE {
        "is:overdue -grade:opportunity,positive"
    } else {
        "is:overdue"
    }
}
