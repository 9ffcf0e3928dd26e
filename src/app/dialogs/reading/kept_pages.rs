//! The Statement of Applicability and the treatment plan as pages to read from the first control or risk to the last.

use crate::app::detail::approval::state_of;
use crate::app::detail::kept_content::{self, Stated, said};
use crate::app::dialogs::{Copying, Page};
use crate::app::list::spec::View;
use crate::domain::kinds::approval::kept_sets::{self, KeptSet};
use crate::domain::kinds::document::kept;
use crate::domain::kinds::risk;
use crate::domain::record::Record;

/// Returns the Statement of Applicability: whether each control applies, why in full, and how far it is.
pub fn statement(view: View<'_>) -> Page {
    let mut lines = vec![head(view, &kept_sets::STATEMENT), String::new()];
    for Stated { control, facts, reason } in kept_content::stated(view) {
        lines.push(format!("{} {}: {facts}", control.id(), titled(view, control)));
        lines.extend((!reason.is_empty()).then(|| format!("  {reason}")));
    }
    page("Statement of Applicability", lines)
}

/// Returns the treatment plan: what is done about each open risk, by whom and until when.
pub fn plan(view: View<'_>) -> Page {
    let actions = kept_content::actions_by_risk(view);
    let mut lines = vec![head(view, &kept_sets::PLAN)];
    let mut open = view.register.of(&risk::KIND).filter(|risk| risk.is_open()).peekable();
    if open.peek().is_none() {
        lines.extend([
            String::new(),
            "No open risk is recorded, so there is nothing to treat.".to_owned(),
        ]);
    }
    for risk in open {
        let option = said(risk.stored(risk::TREATMENT), "no option chosen");
        let owner = said(risk.stored(risk::OWNER), "nobody");
        lines.push(String::new());
        lines.push(format!("{} {}: {option}, {owner}", risk.id(), risk.title()));
        lines.push(format!("  {}", kept_content::approval(view, risk)));
        let known = actions.get(risk.id()).map(Vec::as_slice).unwrap_or_default();
        let line = |action: &&Record| format!("  {}: {}", kept_content::action_facts(view, action), action.title());
        lines.extend(known.iter().map(line));
        if known.is_empty() {
            lines.push("  No action.".to_owned());
        }
    }
    page("Treatment plan", lines)
}

/// Returns the first line of a page: how much of it is kept, and who approved it.
fn head(view: View<'_>, set: &KeptSet) -> String {
    let state = state_of(view, set);
    match kept::count(view.register, set.of, view.today) {
        Some(count) => format!("{} of {} {}; {state}", count.done, count.all, count.what),
        None => state,
    }
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
