//! The summary of a triage, by kind of decision, worst first.
//!
//! Every changed field appears exactly once; fields that belong to no decision are listed as other changes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::app::environment::Environment;
use crate::app::guided::summary::{OVERWRITTEN, Part, Summary, added, difference, parts, value_text, when, without};
use crate::app::guided::triage::Triage;
use crate::domain::kinds::action::Redatings;
use crate::domain::kinds::{action, finding, risk};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::typed::{FieldRef, Row};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::sitting::Changed;

/// The kinds of decisions in the order in which they are told, each with the words that count it.
const PARTS: &[(&str, &str, &str)] = &[
    (DONE, "done", "done"),
    (REDATED, "re-dated", "re-dated"),
    (REASSIGNED, "re-assigned", "re-assigned"),
    (BLOCKED, "blocked", "blocked"),
    (CANCELLED, "cancelled", "cancelled"),
    (ACCEPTED, "accepted", "accepted"),
    (REOPENED, "reopened", "reopened"),
    (CHECKED, "effect checked", "effects checked"),
    (PLANS, "plan approved", "plans approved"),
    (FINDINGS, "finding taken further", "findings taken further"),
    (NOTES, "note", "notes"),
    (NEW, "new", "new"),
    (OTHERS, "", ""),
];

const DONE: &str = "Done";
const REDATED: &str = "Re-dated";
const REASSIGNED: &str = "Re-assigned";
const BLOCKED: &str = "Blocked";
const CANCELLED: &str = "Cancelled";
const ACCEPTED: &str = "Accepted until a day";
const REOPENED: &str = "Reopened";
const CHECKED: &str = "Effect checked";
const PLANS: &str = "Plans approved";
const FINDINGS: &str = "Findings";
const NOTES: &str = "Notes";
const NEW: &str = "New records";
const OTHERS: &str = "Other changes";

/// Sums the sitting up.
pub fn of(triage: &Triage, register: &Register, env: &Environment) -> Summary {
    let mut records: BTreeMap<&Id, (Record, BTreeMap<FieldRef, Changed<'_>>)> = BTreeMap::new();
    for changed in triage.sitting.changed(register) {
        let of_record = records
            .entry(changed.record.id())
            .or_insert_with(|| (changed.record.clone(), BTreeMap::new()));
        // It is told as it was decided here, whatever others made of it since; the value was in the field once.
        let _ = of_record.0.put(changed.field, changed.to.clone());
        of_record.1.insert(changed.record.kind().at(changed.field), changed);
    }
    let count = records.len();
    let mut records: Vec<_> = records.into_values().collect();
    records.sort_by_key(|(record, _)| Reverse(level(register, record)));
    let mut lines: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (record, changed) in &mut records {
        let mut summary = RecordSummary {
            record,
            is_overwritten: changed.values().any(Changed::is_overwritten),
            changed: std::mem::take(changed),
            lines: &mut lines,
        };
        summary.write();
    }
    for record in triage.sitting.added(register) {
        let line = format!("{}  {}: {}", record.id(), record.kind().name, record.title());
        lines.entry(NEW).or_default().push(line);
    }
    let new = lines.get(NEW).map_or(0, Vec::len);
    let part = |(heading, one, several): &(&'static str, &'static str, &'static str)| Part {
        heading,
        counted: (one, several),
        lines: lines.remove(heading).unwrap_or_default(),
    };
    let records = |count: usize| if count == 1 { "record" } else { "records" };
    Summary {
        title: "Triage".to_owned(),
        short: "Triage",
        when: when(triage.began, &env.who, env.now),
        figures: format!("{count} {} changed, {new} new", records(count)),
        parts: parts(PARTS.iter().map(part)),
    }
}

fn level(register: &Register, record: &Record) -> Option<u8> {
    if record.is(&action::KIND) {
        action::level(register, record)
    } else if record.is(&risk::KIND) {
        risk::current_level(register.method(), record)
    } else {
        None
    }
}

/// One record while its changes are told.
struct RecordSummary<'a, 'b> {
    record: &'a Record,
    /// Whether others wrote over something of it since.
    is_overwritten: bool,
    /// What was not told yet, by field.
    changed: BTreeMap<FieldRef, Changed<'a>>,
    lines: &'b mut BTreeMap<&'static str, Vec<String>>,
}

impl RecordSummary<'_, '_> {
    fn write(&mut self) {
        if self.record.is(&action::KIND) {
            self.as_action();
        } else if self.record.is(&risk::KIND) {
            self.as_risk();
        } else if self.record.is(&finding::KIND) {
            self.as_finding();
        }
        let kind = self.record.kind();
        if let Some(changed) = kind
            .field_marked(Mark::Owner)
            .and_then(|field| self.changed.remove(&field))
        {
            let text = format!("{} -> {}", value_text(changed.from), value_text(changed.to));
            self.line(REASSIGNED, &text);
        }
        if let Some(changed) = kind
            .field_index("note")
            .and_then(|field| self.changed.remove(&kind.at(field)))
        {
            let text = added(changed.from, changed.to).replace('\n', " / ");
            self.line(NOTES, if text.is_empty() { "taken away" } else { &text });
        }
        for (field, changed) in std::mem::take(&mut self.changed) {
            let label = kind.fields[field.index].label.to_lowercase();
            let text = format!("{label}: {}", difference(changed.from, changed.to));
            self.line(OTHERS, &text);
        }
    }

    fn line(&mut self, part: &'static str, text: &str) {
        let (id, title) = (self.record.id(), self.record.title());
        let mut line = format!("{id}  {title}");
        if !text.is_empty() {
            line.push_str(&format!(": {text}"));
        }
        if self.is_overwritten {
            line.push_str(OVERWRITTEN);
        }
        self.lines.entry(part).or_default().push(line);
    }

    /// Tells whether a field is among what is to be told still, and takes it.
    fn take(&mut self, field: FieldRef) -> bool {
        self.changed.remove(&field).is_some()
    }

    fn as_action(&mut self) {
        let record = self.record;
        if let Some(effective) = self.changed.remove(&action::EFFECTIVE.field()) {
            let seen = self.take(action::EFFECT.field());
            self.take(action::CHECKED.field());
            if effective.to.is_empty() {
                self.line(CHECKED, "withdrawn, to be checked again");
            } else {
                let what = if seen { record.get(action::EFFECT) } else { "" };
                let until = if self.take(action::CHECK_BY.field()) { "; " } else { "" };
                let day = record.get(action::CHECK_BY).filter(|_| !until.is_empty());
                let day = day.map_or(String::new(), |day| format!("{until}check by {day}"));
                self.line(CHECKED, &format!("{}, {what}{day}", value_text(effective.to)));
            }
        }
        if let Some(changed) = self.changed.remove(&action::STATUS.field()) {
            let reason = record.get(action::REASON).to_owned();
            match record.get(action::STATUS) {
                Some(action::Status::Done) => {
                    self.take(action::CLOSED.field());
                    let check = self.take(action::CHECK_BY.field());
                    let day = record.get(action::CHECK_BY).filter(|_| check);
                    let text = day.map_or(String::new(), |day| format!("check its effect by {day}"));
                    self.line(DONE, &text);
                }
                Some(action::Status::Cancelled) => {
                    self.take(action::CLOSED.field());
                    self.take(action::REASON.field());
                    self.line(CANCELLED, &reason);
                }
                Some(action::Status::Blocked) => {
                    self.take(action::CLOSED.field());
                    self.take(action::REASON.field());
                    let waits: Vec<_> = record.get(action::WAITS_FOR).iter().map(ToString::to_string).collect();
                    let is_named = waits.iter().all(|id| reason.contains(id.as_str()));
                    if is_named {
                        self.take(action::WAITS_FOR.field());
                    }
                    self.line(BLOCKED, &reason);
                }
                _ if self.take(action::CLOSED.field()) => self.line(REOPENED, &value_text(changed.to)),
                _ => {
                    let text = format!("status: {} -> {}", value_text(changed.from), value_text(changed.to));
                    self.line(OTHERS, &text);
                }
            }
        }
        if let Some(due) = self.changed.remove(&action::DUE.field()) {
            let rows = self.changed.remove(&action::REDATED.field());
            let before = rows.as_ref().map_or(&[][..], |rows| rows.from.items());
            let new = rows.as_ref().map_or(&[][..], |rows| rows.to.items());
            let reason = |row: &Value| Some(Row::<Redatings>::of(row)?.text(Redatings::REASON).to_owned());
            let reasons: Vec<_> = without(new, before).into_iter().filter_map(reason).collect();
            let mut text = format!("{} -> {}", value_text(due.from), value_text(due.to));
            match action::slips(record) {
                0 => {}
                1 => text.push_str(", 1 slip"),
                slips => text.push_str(&format!(", {slips} slips")),
            }
            if !reasons.is_empty() {
                text.push_str(&format!(", {}", reasons.join("; ")));
            }
            self.line(REDATED, &text);
        }
    }

    fn as_risk(&mut self) {
        let record = self.record;
        if self.take(risk::PLAN_COVERS.field()) {
            self.take(risk::PLAN_ON.field());
            self.take(risk::PLAN_BY.field());
            let count = record.get(risk::PLAN_COVERS).len();
            let by = record.get(risk::PLAN_BY);
            let text = if by.is_empty() {
                "withdrawn".to_owned()
            } else {
                format!("by {by}, {count} actions")
            };
            self.line(PLANS, &text);
        }
        let accepts = [risk::ACCEPTED_UNTIL.field(), risk::ACCEPTED_BY.field()];
        let is_accepted = record.get(risk::STATUS) == Some(risk::Status::Accepted);
        let until = record.get(risk::ACCEPTED_UNTIL);
        if let Some(until) = until.filter(|_| is_accepted && accepts.iter().any(|at| self.changed.contains_key(at))) {
            for field in accepts.into_iter().chain([
                risk::STATUS.field(),
                risk::TREATMENT.field(),
                risk::ACCEPTED_ON.field(),
                risk::ACCEPTANCE_REASON.field(),
            ]) {
                self.take(field);
            }
            let (by, why) = (record.get(risk::ACCEPTED_BY), record.get(risk::ACCEPTANCE_REASON));
            self.line(ACCEPTED, &format!("{until}, by {by}, {why}"));
        } else if let Some(status) = self.changed.remove(&risk::STATUS.field()) {
            let text = format!("{} -> {}", value_text(status.from), value_text(status.to));
            let is_back = |value: &Value| *value == Value::from(risk::Status::Accepted);
            self.line(if is_back(status.from) { REOPENED } else { OTHERS }, &text);
        }
    }

    /// Tells how far a finding was taken, in the order of its steps.
    fn as_finding(&mut self) {
        let record = self.record;
        let mut steps = Vec::new();
        for (field, name) in [
            (finding::CORRECTION.field(), "correction"),
            (finding::CAUSE.field(), "cause"),
            (finding::SIMILAR.field(), "similar cases"),
        ] {
            if let Some(changed) = self.changed.remove(&field) {
                let text = added(changed.from, changed.to).replace('\n', " / ");
                steps.push(format!(
                    "{name}: {}",
                    if text.is_empty() { "taken away" } else { &text }
                ));
            }
        }
        if self.take(finding::VERIFIED_BY.field()) {
            self.take(finding::VERIFIED.field());
            let seen = self.changed.remove(&finding::VERIFICATION.field());
            let seen = seen.map_or(String::new(), |changed| added(changed.from, changed.to));
            steps.push(match record.get(finding::VERIFIED_BY) {
                "" => "to be verified again".to_owned(),
                by => format!("verified by {by}: {}", seen.replace('\n', " / ")),
            });
        }
        if let Some(changed) = self.changed.remove(&finding::STATUS.field()) {
            self.take(finding::CLOSED.field());
            steps.push(value_text(changed.to));
        }
        if !steps.is_empty() {
            self.line(FINDINGS, &steps.join("; "));
        }
    }
}
