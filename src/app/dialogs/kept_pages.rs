//! The Statement of Applicability and the treatment plan as pages to read from the first control or risk to the last.

use std::collections::HashMap;

use crate::app::detail::approval::state_of;
use crate::app::dialogs::{Copying, Page};
use crate::app::list::spec::View;
use crate::domain::kinds::approval::kept_sets::{self, Records};
use crate::domain::kinds::{action, control, risk};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;

/// Returns the Statement of Applicability: whether each control applies, why in full, and how far it is.
pub(super) fn statement(view: View<'_>) -> Page {
    let mut lines = vec![state_of(view, &kept_sets::STATEMENT)];
    let mut controls: Vec<_> = kept_sets::stated(Records::of(view.register)).collect();
    // In the order of Annex A, own controls last.
    let catalogue = &view.register.catalogue().controls;
    let order: HashMap<_, _> = catalogue
        .iter()
        .enumerate()
        .map(|(at, known)| (known.id.as_str(), at))
        .collect();
    controls.sort_by_key(|control| order.get(control.id().as_str()).copied().unwrap_or(usize::MAX));
    for control in controls {
        let applies = said(control.stored(control::APPLICABILITY), "not decided");
        let status = said(control.stored(control::STATUS), "");
        let basis = said(control.stored(control::BASIS), "");
        let facts: Vec<_> = [applies, status, basis]
            .into_iter()
            .filter(|fact| !fact.is_empty())
            .collect();
        lines.push(String::new());
        lines.push(format!(
            "{} {}: {}",
            control.id(),
            titled(view, control),
            facts.join(", ")
        ));
        lines.push(said(control.stored(control::REASON), "No reason is given."));
    }
    page("Statement of Applicability", lines)
}

/// Returns the treatment plan: what is done about each open risk, by whom and until when.
pub(super) fn plan(view: View<'_>) -> Page {
    let mut actions: HashMap<&Id, Vec<&Record>> = HashMap::new();
    for action in view.register.of(&action::KIND) {
        for risk in action.get(action::RISKS) {
            actions.entry(risk).or_default().push(action);
        }
    }
    let mut lines = vec![state_of(view, &kept_sets::PLAN)];
    let open = view.register.of(&risk::KIND).filter(|risk| risk.is_open());
    for risk in open {
        let option = said(risk.stored(risk::TREATMENT), "no option chosen");
        let owner = said(risk.stored(risk::OWNER), "nobody");
        lines.push(String::new());
        lines.push(format!("{} {}: {option}, {owner}", risk.id(), risk.title()));
        let known = actions.get(risk.id()).map(Vec::as_slice).unwrap_or_default();
        lines.extend(known.iter().map(|action| {
            let due = said(action.stored(action::DUE), "no day");
            let owner = said(action.stored(action::OWNER), "nobody");
            let status = said(action.stored(action::STATUS), "");
            format!("  {due} {}: {status}, {owner}", action.title())
        }));
        if known.is_empty() {
            lines.push("  No action.".to_owned());
        }
    }
    page("Treatment plan", lines)
}

fn page(title: &str, lines: Vec<String>) -> Page {
    Page {
        copies: vec![Copying::new('y', "the whole text", lines.join("\n"))],
        ..Page::new(title, lines)
    }
}

fn titled<'a>(view: View<'a>, record: &'a Record) -> &'a str {
    view.register.title(record.id().as_str()).unwrap_or_default()
}

fn said(value: &Value, nothing: &str) -> String {
    if value.is_empty() {
        nothing.to_owned()
    } else {
        value.to_string()
    }
}
