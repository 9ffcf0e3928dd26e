//! What the Statement of Applicability says of each control and the treatment plan of each risk: for the page of the document, and
//! for the one that is read from the first to the last.

use std::collections::HashMap;

use crate::app::detail::{Line, Tone};
use crate::app::list::spec::View;
use crate::domain::day;
use crate::domain::kinds::approval::kept_sets::{self, Records};
use crate::domain::kinds::risk::{self, Plan};
use crate::domain::kinds::{action, control};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;

/// How many risks the page of the treatment plan lists; the plan as a whole lists them all.
const LISTED: usize = 40;

/// The heading above the risks that have to have an approved plan.
const ABOVE_APPETITE: &str = "Open risks above the appetite, none of them accepted";

/// A control as the Statement of Applicability states it.
pub(in crate::app) struct Stated<'a> {
    /// The control.
    pub(in crate::app) control: &'a Record,
    /// Whether it applies, how far it is, and for which reason: `applicable, implemented, good practice`.
    pub(in crate::app) facts: String,
    /// Why it is included or excluded, in words; empty where nobody decided that.
    pub(in crate::app) reason: String,
}

/// Returns what the Statement of Applicability states, in the order of Annex A, own controls last.
pub(in crate::app) fn stated(view: View<'_>) -> Vec<Stated<'_>> {
    let mut controls: Vec<_> = kept_sets::stated(Records::of(view.register)).collect();
    let catalogue = &view.register.catalogue().controls;
    let order: HashMap<_, _> = catalogue
        .iter()
        .enumerate()
        .map(|(at, known)| (known.id.as_str(), at))
        .collect();
    controls.sort_by_key(|control| order.get(control.id().as_str()).copied().unwrap_or(usize::MAX));
    let stated = controls.into_iter().map(|control| {
        let facts = [
            said(control.stored(control::APPLICABILITY), "not decided"),
            said(control.stored(control::STATUS), ""),
            said(control.stored(control::BASIS), ""),
        ];
        let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        Stated {
            control,
            facts: facts.join(", "),
            reason: said(
                control.stored(control::REASON),
                if control.stored(control::APPLICABILITY).is_empty() {
                    ""
                } else {
                    "No reason is given."
                },
            ),
        }
    });
    stated.collect()
}

/// Says who approved the plan of a risk and when, and who accepted what remains.
pub(in crate::app) fn approval(view: View<'_>, risk: &Record) -> String {
    let by = || {
        let on = risk
            .get(risk::PLAN_ON)
            .map(|on| format!(" on {on}"))
            .unwrap_or_default();
        format!("by {}{on}", risk.get(risk::PLAN_BY))
    };
    let is_named = !risk.get(risk::PLAN_BY).is_empty();
    let mut text = match risk::plan(view.register, risk) {
        Plan::Approved => format!("plan approved {}", by()),
        Plan::Changed => format!("plan changed since it was approved {}", by()),
        Plan::Draft if is_named => format!("approval of the plan {} does not count", by()),
        Plan::Draft => "plan not approved".to_owned(),
        Plan::Missing => "no plan".to_owned(),
    };
    if risk::is_acceptance_in_force(view.register, risk, view.today) {
        text.push_str(&format!("; residual risk accepted by {}", risk.get(risk::ACCEPTED_BY)));
        if let Some(until) = risk::acceptance_end(risk) {
            text.push_str(&format!(" until {until}"));
        }
    }
    text
}

/// Tells whether the page of a document lists the records that it consists of.
pub(super) fn is_listed(document: &Record) -> bool {
    let id = document.id().as_str();
    [&kept_sets::STATEMENT, &kept_sets::PLAN].iter().any(|set| set.of == id)
}

/// Says in a few words how the approval of the plan of a risk stands.
fn approval_in_short(view: View<'_>, risk: &Record) -> String {
    match risk::plan(view.register, risk) {
        Plan::Approved => format!("plan approved by {}", risk.get(risk::PLAN_BY)),
        Plan::Changed => "plan changed since approved".to_owned(),
        Plan::Draft => "plan not approved".to_owned(),
        Plan::Missing => "no plan".to_owned(),
    }
}

/// Adds what the register keeps of a document, control by control or risk by risk.
pub(super) fn lines(view: View<'_>, document: &Record, lines: &mut Vec<Line>) {
    let is = |set: &kept_sets::KeptSet| document.id().as_str() == set.of;
    if is(&kept_sets::STATEMENT) {
        lines.push(Line::Heading("Each control".to_owned()));
        for one in stated(view) {
            lines.push(linked(view, one.control, one.facts));
            lines.extend((!one.reason.is_empty()).then_some(Line::Text(one.reason, Tone::Quiet)));
        }
    } else if is(&kept_sets::PLAN) {
        plans(view, lines);
    }
}

/// Returns the open actions of each risk, by their day.
pub(in crate::app) fn actions_by_risk(view: View<'_>) -> HashMap<&Id, Vec<&Record>> {
    let mut actions: HashMap<&Id, Vec<&Record>> = HashMap::new();
    for action in view.register.of(&action::KIND).filter(|action| !action.is_retired()) {
        for risk in action.get(action::RISKS) {
            actions.entry(risk).or_default().push(action);
        }
    }
    for of_risk in actions.values_mut() {
        of_risk.sort_by_key(|action| (!action.is_open(), action.get(action::DUE), action.id()));
    }
    actions
}

/// Says until when an action is due, how far it is, and who answers for it: `2026-12-12 open, emre`.
pub(in crate::app) fn action_facts(view: View<'_>, action: &Record) -> String {
    let due = said(action.stored(action::DUE), "no day");
    let late = match action.days_late(view.register, view.today).filter(|_| action.is_open()) {
        Some(days) => format!(", {} late", day::span(days)),
        None => String::new(),
    };
    let status = said(action.stored(action::STATUS), "");
    let owner = said(action.stored(action::OWNER), "nobody");
    format!("{due}{late}, {status}, {owner}")
}

/// Adds the risks whose plan is to be approved, those without an approval first, each with what is done about it.
fn plans(view: View<'_>, lines: &mut Vec<Line>) {
    let risks = view.register.of(&risk::KIND);
    let asked = risks.filter(|risk| risk::check::asks_for_plan(view.register, risk));
    let mut plans: Vec<_> = asked
        .map(|risk| (risk::plan(view.register, risk) == Plan::Approved, risk))
        .collect();
    if plans.is_empty() {
        return;
    }
    plans.sort_by(|(a, one), (b, other)| {
        let levels = || view.value(other, "level").order(&view.value(one, "level"));
        a.cmp(b).then_with(levels)
    });
    let actions = actions_by_risk(view);
    lines.push(Line::Heading(ABOVE_APPETITE.to_owned()));
    for (_, risk) in plans.iter().take(LISTED) {
        let owner = said(risk.stored(risk::OWNER), "nobody");
        lines.push(linked(
            view,
            risk,
            format!("{}, {owner}", approval_in_short(view, risk)),
        ));
        let known = actions.get(risk.id()).map(Vec::as_slice).unwrap_or_default();
        // One line each, so that several plans are seen at once; the text of the plan lists every action.
        match known {
            [] => lines.push(Line::Text("No action.".to_owned(), Tone::Bad)),
            [next] => lines.push(linked(view, next, action_facts(view, next))),
            [next, more @ ..] => {
                let facts = format!("{}, {} more", action_facts(view, next), more.len());
                lines.push(linked(view, next, facts));
            }
        }
    }
    if plans.len() > LISTED {
        let text = format!("and {} more, which the treatment plan lists", plans.len() - LISTED);
        lines.push(Line::Text(text, Tone::Quiet));
    }
}

fn linked(view: View<'_>, record: &Record, note: String) -> Line {
    let title = view.register.title(record.id().as_str()).unwrap_or_default();
    Line::Link(record.id().clone(), title.to_owned(), note)
}

/// Returns a value as text, or a word where there is none.
pub(in crate::app) fn said(value: &Value, nothing: &str) -> String {
    if value.is_empty() {
        nothing.to_owned()
    } else {
        value.to_string()
    }
}
