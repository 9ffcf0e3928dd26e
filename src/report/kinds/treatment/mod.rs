//! The risk treatment plan (6.1.3): what is done about each risk, what remains, what came of it.

mod actions;
mod risks;

use crate::domain::kinds::approval::completion::approved_with_plan;
use crate::domain::kinds::{action, control, organization, risk};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::report::kinds::{Asks, INSIDE, Report};
use crate::report::making::{Class, Face, Making, Sensitivity, Sign};
use crate::report::tables;

/// The risk treatment plan.
pub static REPORT: Report = Report {
    face: Face {
        name: "treatment",
        class: Class::Statement("6.1.3/d3"),
        sensitivity: Sensitivity::Confidential,
        signs: &[Sign::Designated],
    },
    serves: &["6.1.1", "6.1.3", "8.3"],
    made_from: &[&risk::KIND, &action::KIND, &control::KIND, &organization::KIND],
    screens: &["treatment", "risks"],
    shows_levels: true,
    copies: INSIDE,
    subject: None,
    asks: Asks::NOTHING,
    make,
};

/// Returns the risks of the plan, the worst first: those that were taken into the register and are not closed.
fn planned(register: &Register) -> Vec<&Record> {
    let counted = register
        .of(&risk::KIND)
        .filter(|one| risk::is_counted(one) && !one.is_retired());
    tables::risks::worst_first(register, counted.collect())
}

/// Returns the actions of the plans of some risks, each once.
fn actions_of<'a>(register: &'a Register, risks: &[&Record]) -> Vec<&'a Record> {
    let mut actions: Vec<_> = risks.iter().flat_map(|one| risk::plan_actions(register, one)).collect();
    actions.sort_by_key(|one| one.id().clone());
    actions.dedup_by_key(|one| one.id().clone());
    actions
}

fn make(making: &mut Making<'_>) {
    let register = making.register();
    let planned = planned(register);
    let actions = actions_of(register, &planned);
    making.explain("term.appetite");
    making.explain("term.residual");
    asked(making, &planned, &actions);
    making.template(making.say("treatment.not_acceptance"));
    making.section("treatment.pictures");
    tables::heat::add(making, making.say("treatment.heat_now"), &planned, risk::CURRENT, None);
    tables::heat::add(
        making,
        making.say("treatment.heat_target"),
        &planned,
        risk::TARGET,
        None,
    );
    making.section("treatment.by_risk");
    risks::by_risk(making, "treatment.by_risk_caption", &planned);
    let drafts = register
        .of(&risk::KIND)
        .filter(|one| one.get(risk::STATUS) == Some(risk::Status::Draft));
    let drafts: Vec<_> = drafts.filter(|one| !one.is_retired()).collect();
    if !drafts.is_empty() {
        risks::by_risk(
            making,
            "treatment.drafts",
            &tables::risks::worst_first(register, drafts),
        );
    }
    making.section("treatment.by_day");
    let open: Vec<_> = actions.iter().copied().filter(|one| one.is_open()).collect();
    if open.is_empty() {
        making.nothing("treatment.no_open_actions");
    } else {
        tables::actions::table(making, "treatment.by_day_caption", open);
    }
    making.section("treatment.residual");
    tables::acceptances::table(making, &planned);
    making.part(making.say("acceptance.awaiting"));
    tables::acceptances::table_of_awaiting(making, &planned);
    actions::results(making, &actions);
    actions::put_off(making, &actions);
    actions::other_work(making);
}

fn asked(making: &mut Making<'_>, planned: &[&Record], actions: &[&Record]) {
    let (register, today) = (making.register(), making.today());
    let number = |count: usize| count.to_string();
    let [above, drafts] = tables::risks::above(register);
    let unplanned = planned.iter().filter(|one| one.get(risk::TREATMENT).is_none()).count();
    let late = actions
        .iter()
        .filter(|one| one.is_open() && one.days_late(register, today).is_some())
        .count();
    let open = actions.iter().filter(|one| one.is_open()).count();
    let values = [
        ("all", &*number(planned.len())),
        ("above", &above),
        ("drafts", &drafts),
        ("open", &number(unplanned)),
    ];
    making.short(&making.words.fill("treatment.short_risks", &values));
    let values = [("open", &*number(open)), ("late", &number(late))];
    making.short(&making.words.fill("treatment.short_actions", &values));
    let plans = approved_with_plan(register).count();
    let awaiting = tables::acceptances::awaiting(register, planned, today).len();
    let asked = [
        ("treatment.ask_plans", plans),
        ("treatment.ask_acceptances", awaiting),
        ("treatment.ask_late", late),
    ];
    for (key, count) in asked.into_iter().filter(|(_, count)| *count > 0) {
        making.ask(&making.words.counted(key, count));
    }
}
