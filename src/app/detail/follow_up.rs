//! Detail section: the next step of findings, incidents, suppliers and objectives.

use crate::app::detail::{Line, Tone};
use crate::app::list::spec::View;
use crate::domain::kinds::finding::{self, Step};
use crate::domain::kinds::{incident, objective, supplier};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::schedule::day;

/// Adds what there is to know of such a record at first sight; nothing for others.
pub(in crate::app) fn lines(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let mut field = |label: &str, text: String, tone| lines.push(Line::Field(label.to_owned(), text, tone));
    if record.is(&finding::KIND) {
        if let Some(step) = finding::step(view.register, record) {
            field("Next step", told(view, record, step), Tone::Plain);
        }
    } else if record.is(&incident::KIND) {
        if let Some((by, to)) = incident::next_report(record) {
            let late = record.days_late(view.today).is_some();
            let text = format!("to {to} by {by}, {}", day::distance(by, view.today));
            field("Report", text, if late { Tone::Bad } else { Tone::Plain });
        }
        match crate::app::decisions::follow_up::incident_response::fired(view, record).len() {
            0 => {}
            1 => field("Triggers", "1 assessment waits for such an event".to_owned(), Tone::Bad),
            several => {
                let text = format!("{several} assessments wait for such an event");
                field("Triggers", text, Tone::Bad);
            }
        }
    } else if record.is(&supplier::KIND) {
        if record.get(supplier::ASSESSED).is_none() && record.is_open() {
            let scope = if supplier::supplies_in_scope(view.register, record) {
                "never assessed, and supplies a system in scope (A.10.3)"
            } else {
                "never assessed"
            };
            field("Standing", scope.to_owned(), Tone::Bad);
        }
    } else if record.is(&objective::KIND)
        && let Some((on, value)) = objective::last(record)
    {
        let target = record.get(objective::TARGET);
        field("Stands at", format!("{value} on {on}; target {target}"), Tone::Plain);
    }
}

/// Says what a finding needs next, with what it waits for.
fn told(view: View<'_>, record: &Record, step: Step) -> String {
    let label = step.item().label;
    let open = finding::actions(view.register, record).filter(|action| action.is_open());
    match (step, open.count()) {
        (Step::Finish, 1) => format!("{label}: 1 is open"),
        (Step::Finish, open) => format!("{label}: {open} are open"),
        _ => label.to_owned(),
    }
}

/// Returns in a word how such a record stands; nothing for others.
pub(in crate::app) fn note(view: View<'_>, record: &Record) -> String {
    if record.is(&finding::KIND) {
        let step = finding::step(view.register, record);
        return step.map_or(String::new(), |step| step.item().label.to_owned());
    }
    String::new()
}
