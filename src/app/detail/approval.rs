//! Detail section: what changed since something was approved as a whole.

use crate::app::detail::{KindFace, Line, Tone};
use crate::app::list::spec::View;
use crate::domain::kinds::approval::kept_sets::{self, KeptSet, Records};
use crate::domain::kinds::approval::{Approval, newest};
use crate::domain::kinds::{document, method, risk};
use crate::domain::record::Record;
use crate::domain::record::value::Value;
use crate::domain::register::entries::{Difference, Entry, differences, in_short};
use crate::domain::register::observed::Approved;

/// How many differences are listed.
const LISTED: usize = 40;

/// The label of who approved it.
const APPROVAL: &str = "Approval";

/// What stands there without an approval.
const NOBODY: &str = "approved by nobody";

/// How much of a value is shown on each side of a change.
const SHOWN: usize = 60;

/// The detail of the method: who adopted it and when, and what changed since.
pub(super) static METHOD: KindFace = KindFace {
    lines: |view, record, lines| {
        approved(view, record, lines);
        changed_since(view, record, lines);
    },
    sections_first: &["approvals"],
    ..KindFace::of(&method::KIND)
};

/// Adds who approved what the register keeps, or that nobody did; of the treatment plan also how many plans of single risks are
/// approved.
pub(super) fn approved(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let Some(set) = kept_sets::of(record.id().as_str()) else {
        return;
    };
    let approvals = record.kind().field_index("approvals").map(|at| record.value(at));
    let tone = match approvals.and_then(newest) {
        Some(_) => Tone::Plain,
        None => Tone::Bad,
    };
    lines.push(Line::Field(APPROVAL.to_owned(), state_of(view, set), tone));
    if std::ptr::eq(set, &raw const kept_sets::PLAN) {
        let method = view.register.method();
        let exceeds = |risk: &&Record| risk::current_level(method, risk).is_some_and(|level| method.exceeds(level));
        let above = view
            .register
            .of(&risk::KIND)
            .filter(|risk| risk.is_open())
            .filter(exceeds);
        let (asked, accepted): (Vec<_>, Vec<_>) =
            above.partition(|risk| risk::check::asks_for_plan(view.register, risk));
        let is_approved = |risk: &&&Record| risk::plan(view.register, risk) == risk::Plan::Approved;
        let approved = asked.iter().filter(is_approved).count();
        let mut text = format!("{approved} of {} above the appetite approved", asked.len());
        if !accepted.is_empty() {
            text.push_str(&format!("; {} more accepted without one", accepted.len()));
        }
        lines.push(Line::Field("Plans".to_owned(), text, Tone::Plain));
    }
}

/// Tells whether the problems on top say already that nobody approved it.
pub(super) fn is_said(line: &Line, top: &[Line]) -> bool {
    let is_raised = || {
        top.iter()
            .any(|line| matches!(line, Line::Field(label, ..) if label == "Approvals"))
    };
    matches!(line, Line::Field(label, text, _) if label == APPROVAL && text == NOBODY) && is_raised()
}

/// Adds what changed since the newest approval of what the register keeps.
pub(super) fn changed_since(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let Some(set) = kept_sets::of(record.id().as_str()) else {
        return;
    };
    let is_elsewhere = set.as_file(view.register).is_some();
    let approvals = record.kind().field_index("approvals").map(|at| record.value(at));
    let Some(approval) = approvals.and_then(newest).filter(|_| !is_elsewhere) else {
        return;
    };
    let quiet = |text: String| Line::Text(text, Tone::Quiet);
    let since = since(approval);
    if approval.digest.is_empty() {
        let text = format!("Not recorded: of what {since} was; so it is not known whether it changed.");
        return lines.push(quiet(text));
    }
    if *set.digest_kept(view.register) == *approval.digest {
        return lines.push(quiet(format!("Nothing changed since {since}.")));
    }
    match view.register.observed().approved(approval.digest) {
        Some(Approved::Said(before)) => list(view, set, before, &since, lines),
        Some(Approved::NotCommitted) => {
            let text = format!(
                "It changed since {since}; what was approved was never committed, so nobody knows what changed."
            );
            lines.push(Line::Text(text, Tone::Bad));
        }
        None => {
            let text = format!("It changed since {since}; `aims show {}` lists what changed.", set.of);
            lines.push(Line::Text(text, Tone::Bad));
        }
    }
}

/// Returns in a few words which version of a set was approved, by whom, when, and whether it changed since.
pub fn state_of(view: View<'_>, set: &KeptSet) -> String {
    let record = view.register.get(set.of);
    let approvals = record.and_then(|record| Some(record.value(record.kind().field_index("approvals")?)));
    let Some(approval) = approvals.and_then(newest) else {
        return NOBODY.to_owned();
    };
    // Of a file it is the file that may have changed, not what the records say beside it.
    let is_changed = match set.as_file(view.register) {
        Some(record) => document::state(view.register, record, view.today) == document::State::Changed,
        None => *set.digest_kept(view.register) != *approval.digest,
    };
    let changed = match approval.digest {
        "" => ", of what is not recorded",
        _ if is_changed => ", changed since",
        _ => "",
    };
    let version = match approval.version {
        "" => String::new(),
        version => format!("version {version} "),
    };
    let on = approval.on.map(|on| format!(" on {on}")).unwrap_or_default();
    format!("{version}approved by {}{on}{changed}", approval.by)
}

/// Names an approval: `the approval of version 2 by carla on 2026-11-20`.
fn since(approval: Approval<'_>) -> String {
    let mut text = "the approval".to_owned();
    for (before, said) in [(" of version ", approval.version), (" by ", approval.by)] {
        if !said.is_empty() {
            text.push_str(before);
            text.push_str(said);
        }
    }
    if let Some(on) = approval.on {
        text.push_str(&format!(" on {on}"));
    }
    text
}

fn list(view: View<'_>, set: &KeptSet, before: &[Entry], since: &str, lines: &mut Vec<Line>) {
    let found = differences(before, &set.entries(Records::of(view.register)));
    lines.push(Line::Heading(format!("Changed since {since}: {}", in_short(&found))));
    for difference in found.iter().take(LISTED) {
        let (_, id) = difference.record();
        let title = view
            .register
            .title(id.as_str())
            .unwrap_or("not in the register")
            .to_owned();
        lines.push(Line::Link(id.clone(), title, told(difference)));
    }
    if found.len() > LISTED {
        let text = format!("and {} changes more", found.len() - LISTED);
        lines.push(Line::Text(text, Tone::Quiet));
    }
}

fn told(difference: &Difference) -> String {
    match difference {
        Difference::Added(..) => "new".to_owned(),
        Difference::Removed(..) => "no longer part of it".to_owned(),
        Difference::Changed {
            kind, field, from, to, ..
        } => {
            let label = kind.fields[*field].label;
            format!("{label}: {} -> {}", short(from), short(to))
        }
    }
}

/// Writes a value on one line, not all of a long one.
fn short(value: &Value) -> String {
    if value.is_empty() {
        return "nothing".to_owned();
    }
    let text = value.to_string().replace('\n', "; ");
    let mut chars = text.chars();
    let mut start: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() {
        start.push('…');
    }
    start
}
