//! What stage 1 and stage 2 look at is mended before they come.

use proptest::prelude::*;

use super::promises::arbitrary_register;
use super::*;
use crate::domain::kinds::check;
use crate::domain::kinds::control::check as of_controls;
use crate::domain::kinds::review::scope;
use crate::domain::readiness::{self, Goal};
use crate::domain::record::check::{Problem, Rule, Weight};

/// Returns the event by which a problem is mended, and the system it is about, where the year plan mends it.
fn mended_by(register: &Register, problem: &Problem) -> Option<(Event, Option<Id>)> {
    let record = register.get(problem.id.as_str());
    let assessed = || record.and_then(|one| one.get(assessment::SYSTEM)).cloned();
    let of = record.and_then(|one| one.get(assessment::TYPE));
    let again = match of {
        Some(assessment::Type::Impact) => Event::ImpactReassessment,
        Some(assessment::Type::Security) => Event::SecurityReview,
        _ => Event::RiskReassessment,
    };
    Some(match problem.rule.code {
        "AIMS-W620" => (Event::RiskReassessment, Some(problem.id.clone())),
        "AIMS-W603" => (Event::ImpactReassessment, Some(problem.id.clone())),
        "AIMS-W626" => (Event::RiskReassessment, None),
        "AIMS-W627" => (Event::ImpactReassessment, None),
        "AIMS-W605" => (Event::RiskReassessment, assessed()),
        "AIMS-E622" | "AIMS-W602" | "AIMS-W621" | "AIMS-W614" => (again, assessed()),
        "AIMS-W711" | "AIMS-E712" | "AIMS-W717" | "AIMS-W718" => (Event::InternalAudit, None),
        "AIMS-W723" | "AIMS-E724" => (Event::ManagementReview, None),
        "AIMS-W865" => (Event::Training, None),
        "AIMS-E802" => (Event::PolicyReview, None),
        _ => return None,
    })
}

/// Returns what counts for a stage and is mended by nothing that is planned or proposed before it.
fn mended_too_late(register: &Register, goal: Goal, stage: NaiveDate) -> Vec<String> {
    let proposed = proposals(register, today());
    let planned = register
        .of(&review::KIND)
        .filter(|one| one.is_open() && !one.is_retired());
    let planned = planned.filter_map(|one| Some((one.get(review::EVENT)?, one.get(review::DATE)?, one)));
    let planned: Vec<_> = planned.filter(|(_, day, _)| *day < stage).collect();
    let is_mended = |event: Event, system: Option<&Id>| {
        let is_proposed =
            |one: &Proposal| one.event == event && one.day < stage && system.is_none_or(|id| one.systems.contains(id));
        let is_planned = |of: Event, one: &Record| of == event && system.is_none_or(|id| is_about(one, id));
        proposed.iter().any(is_proposed) || planned.iter().any(|(of, _, one)| is_planned(*of, one))
    };
    let found = readiness::of(register, today(), goal);
    let counts = found.shortfalls.iter().filter(|one| one.weight >= Weight::Minor);
    counts
        .filter_map(|one| {
            let (event, system) = mended_by(register, &one.problem)?;
            (!is_mended(event, system.as_ref())).then(|| one.problem.to_string())
        })
        .collect()
}

/// Returns the controls and suppliers of which the rules say something that a test or a review mends, and of which none is planned
/// or proposed before a stage.
fn looked_at_too_late(register: &Register, stage: NaiveDate) -> Vec<String> {
    let proposed = proposals(register, today());
    let planned = register.of(&review::KIND).filter(|one| one.is_open());
    let planned: Vec<_> = planned
        .filter(|one| one.get(review::DATE).is_some_and(|day| day < stage))
        .collect();
    let is = |event: Event, one: &Record| one.get(review::EVENT) == Some(event);
    let says = |record: &Record, rules: &[&'static Rule]| {
        let mut said = rules
            .iter()
            .filter_map(|rule| check::says(register, record, rule, today()));
        said.next()
    };
    let of_control = [
        &of_controls::IMPLEMENTED_UNSHOWN,
        &of_controls::UNTESTED,
        &of_controls::TEST_LATE,
    ];
    let is_tested = |control: &Record| {
        let events = [Event::ControlTest, Event::InternalAudit];
        let is_one =
            |one: &Proposal| events.contains(&one.event) && one.day < stage && one.requirements.contains(control.id());
        let is_planned =
            |one: &&Record| events.iter().any(|event| is(*event, one)) && scope::is_of_control(register, one, control);
        proposed.iter().any(is_one) || planned.iter().any(is_planned)
    };
    let is_judged = |supplier: &Record| {
        let systems = supplier.get(supplier::SYSTEMS);
        let is_one = |one: &Proposal| {
            one.event == Event::SupplierReview && one.day < stage && one.title.contains(supplier.title())
        };
        let is_planned = |one: &&Record| is(Event::SupplierReview, one) && systems.iter().all(|id| is_about(one, id));
        let own = supplier.get(supplier::REVIEW);
        let is_own = own.is_some_and(|day| day >= today() && day < stage);
        is_own || proposed.iter().any(is_one) || planned.iter().any(is_planned)
    };
    let controls = register.of(&control::KIND).filter(|one| !is_tested(one));
    let controls = controls.filter_map(|one| Some((one, says(one, &of_control)?)));
    let suppliers = register.of(&supplier::KIND).filter(|one| !is_judged(one));
    let suppliers = suppliers.filter_map(|one| {
        Some((
            one,
            says(one, &[&supplier::check::UNASSESSED, &supplier::check::REVIEW])?,
        ))
    });
    let late = controls.chain(suppliers);
    late.map(|(record, sentence)| format!("{}: {sentence}", record.id()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_control_and_no_supplier_is_looked_at_after_the_stage_that_asks(
        mut register in arbitrary_register(),
        controls in proptest::collection::vec(
            (0..38_usize, 0..4_usize, proptest::option::of(-300..300_i64), proptest::option::of(1..900_i64)), 0..12,
        ),
        suppliers in proptest::collection::vec(
            (0..6_usize, proptest::option::of(1..900_i64), proptest::option::of(-300..300_i64)), 0..5,
        ),
        live in proptest::collection::vec(any::<bool>(), 6),
        (first, second) in (20..90_i64, 30..200_i64),
    ) {
        let day = |days: i64| Value::Date(today() + chrono::TimeDelta::days(days));
        for (nth, _) in live.iter().enumerate().filter(|(_, is_live)| **is_live) {
            if let Some(system) = register.get(&format!("s{nth}")).cloned() {
                register.put(system.with(system::STAGE, system::Stage::Operation));
            }
        }
        let ids: Vec<_> = register.catalogue().controls.iter().map(|control| Id::new(&control.id)).collect();
        for (at, status, review, since) in controls {
            let statuses = [
                control::Status::Implemented, control::Status::Partial, control::Status::Planned, control::Status::NotImplemented,
            ];
            register.put(
                Record::new(&control::KIND, ids[at].clone())
                    .with(control::APPLICABILITY, control::Applicability::Applicable)
                    .with(control::STATUS, statuses[status])
                    .with(control::REVIEW, review.map_or(Value::Empty, day))
                    .with(control::SINCE, since.map_or(Value::Empty, |days| day(-days))),
            );
        }
        for (nth, (system, assessed, review)) in suppliers.into_iter().enumerate() {
            let outcome = assessed.map(|_| supplier::Outcome::Suitable);
            register.put(
                Record::new(&supplier::KIND, Id::new(&format!("P-{nth:05}")))
                    .with(supplier::TITLE, format!("Supplier {nth}").as_str())
                    .with(supplier::SYSTEMS, vec![Id::new(&format!("s{system}"))])
                    .with(supplier::OUTCOME, outcome)
                    .with(supplier::ASSESSED, assessed.map_or(Value::Empty, |days| day(-days)))
                    .with(supplier::REVIEW, review.map_or(Value::Empty, day)),
            );
        }
        let organization = register.get(organization::ID).expect("the organization").clone();
        let second = today() + chrono::TimeDelta::days(first + second);
        register.put(
            organization
                .with(organization::STAGE_1, today() + chrono::TimeDelta::days(first))
                .with(organization::STAGE_2, second),
        );
        prop_assert_eq!(looked_at_too_late(&register, second), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_a_stage_looks_at_is_mended_after_it(
        mut register in arbitrary_register(),
        made in proptest::collection::vec((0..12_usize, any::<bool>(), any::<bool>(), 1..900_i64), 0..12),
        (first, second) in (20..90_i64, 30..200_i64),
    ) {
        for (nth, (system, is_risk, says, days)) in made.into_iter().enumerate() {
            let of = if is_risk { assessment::Type::Risk } else { assessment::Type::Impact };
            let made = a_complete_assessment(&format!("S-{nth:05}"), of, &format!("s{system}"))
                .with(assessment::DATE, today() - chrono::TimeDelta::days(days));
            let silent = |made: Record| made.with(assessment::OUTCOMES, Value::Empty).with(assessment::EFFECTS, Value::Empty);
            register.put(if says { made } else { silent(made) });
        }
        let (first, second) = (today() + chrono::TimeDelta::days(first), today() + chrono::TimeDelta::days(first + second));
        let organization = register.get(organization::ID).expect("the organization").clone();
        register.put(
            organization
                .with(organization::POSTURE, organization::Posture::Certification)
                .with(organization::STAGE_1, first)
                .with(organization::STAGE_2, second),
        );
        prop_assert_eq!(mended_too_late(&register, Goal::Stage1, first), Vec::<String>::new());
        prop_assert_eq!(mended_too_late(&register, Goal::Stage2, second), Vec::<String>::new());
    }
}

#[test]
fn a_review_held_on_the_next_day_counts_in_the_plan_as_it_does_in_the_check() {
    let said = held("V-00000", Event::ManagementReview, "2026-11-24");
    let mut register = register(&[said]);
    let (first, second) = (date("2026-12-13"), date("2027-01-12"));
    register.put(
        organization(organization::Posture::Certification, &[])
            .with(organization::STAGE_1, first)
            .with(organization::STAGE_2, second),
    );
    assert_eq!(mended_too_late(&register, Goal::Stage1, first), [""; 0]);
    assert_eq!(mended_too_late(&register, Goal::Stage2, second), [""; 0]);
}
