//! Several changes of the clean register at once: the check, readiness, the gate, a judgement that is kept, Today and the plan of
//! the year agree.

use std::sync::Arc;

use aims::app::environment::Environment;
use aims::app::screens;
use aims::app::state::App;
use aims::domain::kinds::check::{Judgement, Problem, Weight, check};
use aims::domain::kinds::review::Event;
use aims::domain::kinds::{assessment, control, document, obligation, review, risk, supplier, system};
use aims::domain::query::Query;
use aims::domain::readiness::{Goal, Part, goal, of};
use aims::domain::record::Record;
use aims::domain::record::choice::Choices;
use aims::domain::record::field::Kind;
use aims::domain::record::id::Id;
use aims::domain::record::value::Value;
use aims::domain::register::Register;
use aims::domain::schedule::year_plan::proposals;
use proptest::prelude::*;
use proptest::sample::Index;

use super::by_hand::{make_all, table, with};
use super::fixture::{CLEAN, Change, checked_again, load, today};

/// What keeps the gate of a system closed, as the specification lists it, with what hides it when no system is assessed.
const CLOSING: [&str; 15] = [
    "W815", "W620", "W626", "E622", "W602", "W621", "W603", "W627", "W614", "W201", "E202", "W402", "E404", "W609",
    "E903",
];

/// Tells whether a problem is about a system, one of its assessments of risk or impact, or one of its risks.
fn is_of(register: &Register, problem: &Problem, system: &Record) -> bool {
    let id = problem.id.as_str();
    let is_missing = ["AIMS-W626", "AIMS-W627"].contains(&problem.rule.code);
    is_missing
        || id == system.id().as_str()
        || register.get(id).is_some_and(|record| {
            let is_security = record.get(assessment::TYPE) == Some(assessment::Type::Security);
            // A risk that names no system is one of each whose risk assessment in force judged it.
            let judged = || {
                let assessed = assessment::current(register, system, assessment::Type::Risk, today());
                assessed.is_some_and(|one| {
                    assessment::judges(one, record.id()) || one.get(assessment::RISKS).contains(&record.id())
                })
            };
            let systems = record.is(&risk::KIND).then(|| record.get(risk::SYSTEMS));
            let of_risk = systems.is_some_and(|named| named.contains(&system.id()) || named.is_empty() && judged());
            of_risk || record.get(assessment::SYSTEM) == Some(system.id()) && !is_security
        })
}

fn closes(register: &Register, problems: &[Arc<Problem>], system: &Record) -> bool {
    problems.iter().any(|problem| {
        let is_closing = CLOSING.contains(&problem.rule.code.trim_start_matches("AIMS-"));
        is_closing && problem.weight >= Weight::Minor && is_of(register, problem, system)
    })
}

/// Returns what lists, filters and `aims show` say of the gate of a system.
fn shown_gate(register: &Register, system: &Record) -> Option<system::Gate> {
    let derived = system
        .kind()
        .derived
        .iter()
        .find(|one| one.name == "gate")
        .expect("a gate");
    match (derived.get)(register, system, today()) {
        Value::Choice(item) => system::Gate::of(item),
        _ => None,
    }
}

/// A system before it was put into use, as a decision finds it.
fn before_use(system: &Record) -> Record {
    let unsaid = [
        system::IN_USE_SINCE.index(),
        system::RELEASES.index(),
        system::GATE_OVERRIDE.index(),
    ];
    let mut before = system.clone().with(system::STAGE, system::Stage::Development);
    for field in unsaid {
        before.put(field, Value::Empty).expect("nothing fits");
    }
    before
}

/// Tells whether something is late by no more than the days of grace, which are for what is in use already.
fn is_graced(register: &Register, problems: &[Arc<Problem>]) -> bool {
    let late = ["AIMS-E622"];
    let of_system = |one: &&Arc<Problem>| {
        register
            .get(one.id.as_str())
            .is_some_and(|record| record.is(&assessment::KIND))
    };
    problems
        .iter()
        .filter(of_system)
        .any(|one| late.contains(&one.rule.code) && one.weight == Weight::Advice)
}

fn has_override(system: &Record) -> bool {
    !system.get(system::GATE_OVERRIDE).is_empty()
}

/// Any few of the changes written by hand.
fn some() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(any::<Index>(), 1..6).prop_map(|picked| {
        let all: Vec<_> = table().collect();
        picked
            .iter()
            .flat_map(|index| index.get(&all).changes)
            .copied()
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn check_readiness_and_gate_agree_on_any_few_changes(changes in some()) {
        let mut register = load(CLEAN);
        let mut kept = Judgement::of(&register, today());
        with_some(&mut register, &changes, |register| {
            checked_again(register, &mut kept, "all together");
            let problems = check(register, today());
            let counted = [Goal::Conformance, Goal::Surveillance].map(|goal| of(register, today(), goal));
            for problem in problems.iter().filter(|one| one.weight >= Weight::Minor && !one.rule.is_consequence) {
                let mut all = counted.iter().flat_map(|readiness| &readiness.shortfalls);
                prop_assert!(all.any(|one| one.problem == *problem), "{problem} counts for no goal");
            }
            for system in register.of(&system::KIND).filter(|system| assessment::is_deployed(system, today())) {
                let missing = assessment::gate(register, system, today());
                let is_raised = missing.iter().any(|one| !one.is_ours());
                let stands = assessment::gate_state(register, system, today());
                prop_assert_eq!(shown_gate(register, system), stands, "the list shows what the check says");
                if !system.is_retired() && system.get(system::SCOPE) == Some(system::Scope::In) {
                    prop_assert_eq!(is_raised, closes(register, &problems, system), "{}: {:?}", system.id(), missing);
                    let state = |code: &str| problems.iter().any(|one| one.id == *system.id() && one.rule.code == code);
                    let told = ["AIMS-E601", "AIMS-W601", "AIMS-E612"].into_iter().filter(|code| state(code)).count();
                    let is_closed = stands == Some(system::Gate::Closed);
                    prop_assert_eq!(usize::from(is_closed), told, "the state of the gate is told once: {:?}", missing);
                    // A system that is used as only its releases say still has its gate before it.
                    let used = system.clone().with(system::STAGE, system::Stage::Operation);
                    let refused = assessment::refusal(register, &before_use(system), &used, today());
                    prop_assert!(is_closed || refused.is_empty() || is_graced(register, &problems), "{:?}", refused);
                    prop_assert!(!is_closed || !refused.is_empty() || has_override(system), "a closed gate asks for a reason");
                }
            }
            Ok(())
        })?;
        prop_assert_eq!(checked_again(&register, &mut kept, "put back"), "");
    }
}

/// Returns those of the changes that can still be made after the ones before them.
fn possible(changes: &[Change]) -> Vec<Change> {
    let mut made: Vec<Change> = Vec::new();
    for change in changes {
        let touches = |one: &Change| one.id() == change.id() && change.id().is_some();
        let is_possible = match change {
            Change::Replace(..) | Change::Add(..) | Change::Take(_) => !made.iter().any(touches),
            _ => !made.iter().any(|one| matches!(one, Change::Take(_)) && touches(one)),
        };
        if is_possible {
            made.push(*change);
        }
    }
    made
}

/// Makes those of the changes that can still be made after the ones before them, looks, and puts them back.
fn with_some<T>(register: &mut Register, changes: &[Change], look: impl FnOnce(&Register) -> T) -> T {
    with(register, &possible(changes), look)
}

/// The workbench on the register with some changes, showing Today.
fn workbench(changes: &[Change]) -> App {
    let mut register = load(CLEAN);
    make_all(&mut register, &possible(changes));
    let around = Environment {
        today: today(),
        now: today().and_hms_opt(9, 0, 0).expect("a time"),
        who: "Ana".to_owned(),
        branch: None,
        entropy: || [7; 5],
    };
    let mut app = App::new(register, around);
    app.show(&screens::today::SCREEN);
    app
}

/// What the plan answers: the code, and the event that mends it.
const PLANNED: [(&str, Event); 10] = [
    ("AIMS-W711", Event::InternalAudit),
    ("AIMS-E712", Event::InternalAudit),
    ("AIMS-W717", Event::InternalAudit),
    ("AIMS-W723", Event::ManagementReview),
    ("AIMS-E724", Event::ManagementReview),
    ("AIMS-W620", Event::RiskReassessment),
    ("AIMS-W603", Event::ImpactReassessment),
    ("AIMS-E804", Event::SupplierReview),
    ("AIMS-W806", Event::SupplierReview),
    ("AIMS-E802", Event::PolicyReview),
];

/// Tells whether a problem is answered: a review of its event is planned or proposed for what it is about, or its own day stands
/// in the calendar as late.
fn is_answered(register: &Register, problem: &Problem, event: Event) -> bool {
    let record = register.get(problem.id.as_str());
    let is_dated = record.is_some_and(|one| one.days_late(register, today()).is_some());
    let system = record.filter(|one| one.is(&system::KIND)).map(Record::id);
    let is_about = |systems: &[&Id]| systems.is_empty() || system.is_none_or(|system| systems.contains(&system));
    let mut planned = register
        .of(&review::KIND)
        .filter(|one| one.is_open() && !one.is_retired());
    let mut proposed = proposals(register, today()).into_iter();
    is_dated
        || planned.any(|one| one.get(review::EVENT) == Some(event) && is_about(&one.get(review::SYSTEMS)))
        || proposed.any(|one| one.event == event && is_about(&one.systems.iter().collect::<Vec<_>>()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn today_and_the_plan_say_what_check_and_readiness_say(changes in some()) {
        let app = workbench(&changes);
        let register = &app.register;
        let problems = check(register, today());
        let found = of(register, today(), goal(register, today()));
        for part in Part::ALL {
            prop_assert_eq!(app.screens.readiness.share(*part), found.share(*part), "{:?}", part);
        }
        let states = ["AIMS-E601", "AIMS-W601", "AIMS-E612"];
        let closed = problems.iter().filter(|one| states.contains(&one.rule.code)).count();
        let told = app.screens.today.lines.iter().find(|line| line.text.contains("closed gate"));
        let told = told.and_then(|line| line.count).unwrap_or_default();
        prop_assert_eq!(told, closed, "Today counts what the check says");
        for problem in problems.iter().filter(|one| one.weight >= Weight::Minor) {
            if let Some((_, event)) = PLANNED.iter().find(|(code, _)| *code == problem.rule.code) {
                prop_assert!(is_answered(register, problem, *event), "{problem} is neither planned nor proposed");
            }
        }
    }
}

/// Days that passed, and reviews that were held with and without an outcome.
const LATE_AND_HELD: [Change; 16] = [
    Change::Set("P-00001", "review", "2026-09-01"),
    Change::Set("P-00001", "review", ""),
    Change::Set("P-00001", "assessed", "2024-09-01"),
    Change::Set("P-00001", "assessment", "2026-11-18: V-00021: suitable"),
    Change::Set("5.2/d1", "review", "2026-09-01"),
    Change::Set("5.2/d1", "note", "2026-11-18: V-00022: still fits"),
    Change::Set("6.1.2/d1", "review", "2026-09-01"),
    Change::Set("6.1.2/d1", "approvals", "1 | 2024-01-10 | carla"),
    Change::Set("6.1.2/d1", "note", "2026-11-18: V-00023: still fits"),
    Change::Set("R-00001", "review", "2026-10-20"),
    Change::Set("A.2.2", "review", "2026-10-20"),
    Change::Set("chat", "review", "2026-10-20"),
    Change::Set(
        "organization",
        "cadence",
        "supplier review | 3 months\nmanagement review | year\ninternal audit | year",
    ),
    Change::Add("review", "V-00021", &held("supplier review")),
    Change::Add("review", "V-00022", &held("policy review")),
    Change::Add("review", "V-00023", &held("document review")),
];

/// A review that was held on 2026-11-18.
const fn held(event: &'static str) -> [(&'static str, &'static str); 5] {
    [
        ("title", "Held"),
        ("event", event),
        ("date", "2026-11-18"),
        ("status", "held"),
        ("held", "2026-11-18"),
    ]
}

/// The kinds whose days move with what was done, the question that finds the late ones, and the rules that call them late or that
/// hide those.
const MOVING: [(&Kind, &str, &[&str]); 6] = [
    (&supplier::KIND, "is:overdue", &["E804", "W806"]),
    (&document::KIND, "state:due", &["E802", "E312", "W828", "W804"]),
    (&document::KIND, "is:stale", &["E802", "E312", "W828", "W804"]),
    (&risk::KIND, "is:stale", &["E203", "E401", "E202"]),
    (&control::KIND, "is:stale", &["E518", "W516"]),
    (&obligation::KIND, "is:stale", &["E822"]),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filters_today_and_the_check_call_the_same_things_late(
        picked in prop::collection::vec(any::<Index>(), 1..7),
        changes in some(),
    ) {
        let late = picked.iter().map(|index| *index.get(&LATE_AND_HELD));
        let changes: Vec<_> = late.chain(changes).collect();
        let app = workbench(&changes);
        let register = &app.register;
        let problems = check(register, today());
        for (kind, filter, codes) in MOVING {
            let query = Query::parse(filter, kind, register, today()).expect("a filter");
            for record in register.of(kind).filter(|record| !record.is_retired()) {
                // A part of a document stands as the whole does, of which the check speaks.
                if record.is(&document::KIND) && document::part_of(record).is_some() {
                    continue;
                }
                let told: Vec<_> = problems
                    .iter()
                    .filter(|one| one.id == *record.id())
                    .map(|one| one.rule.code.trim_start_matches("AIMS-"))
                    .collect();
                let is_late = query.matches(record, register, None);
                let is_told = codes[..1].iter().any(|code| told.contains(code));
                prop_assert!(!is_told || is_late, "{filter} leaves {} out: {told:?}", record.id());
                prop_assert!(!is_late || codes.iter().any(|code| told.contains(code)), "{filter} finds {}: {told:?}", record.id());
            }
        }
        let late = register.of(&supplier::KIND).filter(|one| one.is_open() && one.days_late(register, today()).is_some());
        let line = app.screens.today.lines.iter().find(|line| line.text.contains("review late") || line.text.contains("reviews late"));
        prop_assert_eq!(line.and_then(|line| line.count).unwrap_or_default(), late.count());
    }
}
