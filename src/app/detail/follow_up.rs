//! Detail section: the next step of findings, incidents, suppliers, objectives and metrics.

use crate::app::detail::kept_content::action_facts;
use crate::app::detail::{KindFace, Line, Tone};
use crate::app::list::spec::View;
use crate::domain::day;
use crate::domain::kinds::finding::{self, Step};
use crate::domain::kinds::{incident, metric, objective, supplier};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::typed::{Handle, Prose};

/// The detail of findings: the next step, then what 10.2 asks for, one after the other, also where nothing is recorded.
pub(super) static FINDING: KindFace = KindFace {
    lines: |view, record, lines| {
        if let Some(step) = finding::step(view.register, record) {
            let text = next_step(view, record, step);
            lines.push(Line::Field("Next step".to_owned(), text, Tone::Plain));
        }
        corrective_action(view, record, lines);
    },
    said: &[
        "actions",
        "correction",
        "cause",
        "no_action_reason",
        "verified_by",
        "verified",
        "verification",
    ],
    sections_first: &["requirements", "statement"],
    note: |view, record| {
        let step = finding::step(view.register, record);
        step.map_or(String::new(), |step| step.item().label.to_owned())
    },
    ..KindFace::of(&finding::KIND)
};

/// The detail of incidents: the next report, and the assessments they trigger.
pub(super) static INCIDENT: KindFace = KindFace {
    lines: incident_lines,
    ..KindFace::of(&incident::KIND)
};

/// The detail of suppliers: whether they were assessed.
pub(super) static SUPPLIER: KindFace = KindFace {
    lines: supplier_lines,
    ..KindFace::of(&supplier::KIND)
};

/// The detail of objectives: the last measurement.
pub(super) static OBJECTIVE: KindFace = KindFace {
    lines: |view, record, lines| {
        if let Some((on, value)) = objective::last(view.register, record, view.today) {
            let text = format!("{value} on {on}; target {}", record.get(objective::TARGET));
            lines.push(Line::Field("Newest value".to_owned(), text, Tone::Plain));
        }
    },
    ..KindFace::of(&objective::KIND)
};

/// The detail of metrics: how the newest result stands to the bounds, and when it is measured next.
pub(super) static METRIC: KindFace = KindFace {
    lines: |view, record, lines| {
        let verdict = metric::verdict(record, view.today);
        let tone = if verdict == metric::Verdict::Outside {
            Tone::Bad
        } else {
            Tone::Plain
        };
        let stands = match metric::last(record, view.today) {
            Some((on, value)) => format!("{value} on {on}: {}", verdict.item().label),
            None => verdict.item().label.to_owned(),
        };
        lines.push(Line::Field("Newest value".to_owned(), stands, tone));
        if let Some(next) = record.deadline(view.today) {
            let text = format!("{next}, {}", day::distance(next, view.today));
            let is_late = record.days_late(view.register, view.today).is_some();
            let tone = if is_late { Tone::Bad } else { Tone::Plain };
            lines.push(Line::Field("Next".to_owned(), text, tone));
        }
    },
    ..KindFace::of(&metric::KIND)
};

fn incident_lines(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let mut field = |label: &str, text: String, tone| lines.push(Line::Field(label.to_owned(), text, tone));
    if let Some((by, to)) = incident::next_report(record) {
        let late = record.days_late(view.register, view.today).is_some();
        let text = format!("to {to} by {by}, {}", day::distance(by, view.today));
        field("Report", text, if late { Tone::Bad } else { Tone::Plain });
    }
    match incident::triggers::fired(view.register, record, view.today).len() {
        0 => {}
        1 => field("Triggers", "1 assessment waits for such an event".to_owned(), Tone::Bad),
        several => {
            let text = format!("{several} assessments wait for such an event");
            field("Triggers", text, Tone::Bad);
        }
    }
}

fn supplier_lines(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let mut field = |label: &str, text: String, tone| lines.push(Line::Field(label.to_owned(), text, tone));
    if record.get(supplier::ASSESSED).is_none() && record.is_open() {
        let scope = if supplier::supplies_in_scope(view.register, record) {
            "never assessed, and supplies a system in scope (A.10.3)"
        } else {
            "never assessed"
        };
        field("Standing", scope.to_owned(), Tone::Bad);
    }
}

/// Adds correction, cause, actions and the check of their effect, each as it is recorded or as not recorded.
fn corrective_action(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    // An opportunity is no fault that has a cause, and what was withdrawn needs nothing.
    let is_asked = finding::is_nonconformity(record) && record.get(finding::STATUS) != Some(finding::Status::Withdrawn);
    let said = |lines: &mut Vec<Line>, label: &str, text: &str, nothing: &str| {
        if !text.is_empty() {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.push(Line::Field(label.to_owned(), text, Tone::Plain));
        } else if is_asked {
            lines.push(Line::Field(label.to_owned(), nothing.to_owned(), Tone::Bad));
        }
    };
    let label = |field: Handle<Prose>| finding::KIND.declared(field).label;
    said(
        lines,
        label(finding::CORRECTION),
        record.get(finding::CORRECTION),
        "no correction recorded",
    );
    said(
        lines,
        label(finding::CAUSE),
        record.get(finding::CAUSE),
        "no cause recorded",
    );
    let actions: Vec<_> = finding::actions(view.register, record).collect();
    let reason = record.get(finding::NO_ACTION);
    let in_words = match (actions.len(), reason) {
        (0, "") => String::new(),
        (0, reason) => format!("none: {reason}"),
        (all, reason) => {
            let done = actions.iter().filter(|action| !action.is_open()).count();
            let reason = said_as("; ", reason).unwrap_or_default();
            format!("{done} of {all} done{reason}")
        }
    };
    said(lines, "Actions", &in_words, "no action recorded");
    lines.extend(actions.into_iter().map(|action| {
        let title = action.title().to_owned();
        Line::Link(action.id().clone(), title, action_facts(view, action))
    }));
    let verified = [
        said_as("by ", record.get(finding::VERIFIED_BY)),
        said_as(
            "on ",
            &record
                .get(finding::VERIFIED)
                .map(|on| on.to_string())
                .unwrap_or_default(),
        ),
    ];
    let verified = verified.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let effect = [
        said_as("verified ", &verified),
        said_as("", record.get(finding::VERIFICATION)),
    ];
    let effect = effect.into_iter().flatten().collect::<Vec<_>>().join(": ");
    said(
        lines,
        finding::KIND.declared(finding::VERIFICATION).label,
        &effect,
        "effect not checked yet",
    );
}

/// Returns a text after its preposition, where there is one.
fn said_as(before: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{before}{text}"))
}

/// Returns the next step of a finding, with the number of open actions it waits for.
fn next_step(view: View<'_>, record: &Record, step: Step) -> String {
    let label = step.item().label;
    let open = finding::actions(view.register, record).filter(|action| action.is_open());
    match (step, open.count()) {
        (Step::Finish, 1) => format!("{label}: 1 is open"),
        (Step::Finish, open) => format!("{label}: {open} are open"),
        _ => label.to_owned(),
    }
}
