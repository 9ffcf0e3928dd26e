//! What stage 1 and stage 2 look at is mended before they come.

use proptest::prelude::*;

use super::promises::arbitrary_register;
use super::*;
use crate::domain::readiness::{self, Goal};
use crate::domain::record::check::{Problem, Weight};

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
