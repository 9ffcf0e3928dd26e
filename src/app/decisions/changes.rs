//! The changes a decision makes to a record, from the answers.

use chrono::NaiveDate;

use crate::app::decisions::{Decision, reschedule, shown_day};
use crate::domain::admission::retiring;
use crate::domain::kinds::{action, answer, control, document, review, risk, system};
use crate::domain::record::Record;
use crate::domain::record::field::Mark;
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

impl Decision {
    /// Returns what to set in a record, by the answers given. A decision on an action may set its risk's fields instead; then
    /// the caller passes the risk.
    pub(in crate::app) fn sets(self, record: &Record, answers: &[Value], today: NaiveDate) -> Changes {
        let kind = record.kind();
        let first = answers.first().cloned().unwrap_or_default();
        let second = answers.get(1).cloned().unwrap_or_default();
        let sets = Changes::new();
        let own = |field: Option<FieldRef>, value: Value| match field {
            Some(field) => Changes::new().set_field(field, value),
            None => Changes::new(),
        };
        match self {
            Self::Done => {
                let sets = sets.set(action::STATUS, action::Status::Done);
                match first.as_text() {
                    Some(text) => sets.set(action::NOTE, note(record, text, today)),
                    None => sets,
                }
            }
            Self::Redate => match shown_day(record) {
                Ok(field) => reschedule::moved(record, field.index, first, &second, today),
                Err(_) => sets,
            },
            Self::Put(what, Some(day)) => reschedule::put(record, what, day, &first, today),
            Self::Put(what, None) => match first {
                Value::Date(day) => reschedule::put(record, what, day, &second, today),
                _ => sets,
            },
            Self::LeaveOut(what) => reschedule::left_out(record, what, &first),
            Self::Owner => own(kind.field_marked(Mark::Owner), first),
            Self::Block => sets
                .set(action::STATUS, action::Status::Blocked)
                .set(action::REASON, first)
                .set(action::WAITS_FOR, second),
            Self::Cancel if record.is(&review::KIND) => {
                let line = format!("{today}: cancelled: {}", first.as_text().unwrap_or_default());
                sets.set(review::STATUS, review::Status::Cancelled)
                    .set(review::MINUTES, added(record.get(review::MINUTES), &line))
            }
            Self::Cancel => sets
                .set(action::STATUS, action::Status::Cancelled)
                .set(action::REASON, first),
            Self::Accept => sets
                .set(risk::STATUS, risk::Status::Accepted)
                .set(risk::TREATMENT, risk::Treatment::Accept)
                .set(risk::ACCEPTED_BY, first)
                .set(risk::ACCEPTED_ON, today)
                .set(risk::ACCEPTANCE_REASON, second)
                .set(risk::ACCEPTED_UNTIL, answers.get(2).cloned().unwrap_or_default()),
            Self::Note => own(
                kind.field_index("note").map(|field| kind.at(field)),
                note(record, first.as_text().unwrap_or_default(), today),
            ),
            Self::Status => own(kind.field_marked(Mark::Status), first),
            Self::Exclude => sets
                .set(control::APPLICABILITY, control::Applicability::Excluded)
                .set(control::BASIS, Value::Empty)
                .set(control::REASON, first),
            Self::Include => {
                let sets = sets
                    .set(control::APPLICABILITY, control::Applicability::Applicable)
                    .set(control::BASIS, first);
                // Why it was excluded is no reason to include it.
                if second.is_empty() && control::is_applicable(record) {
                    return sets;
                }
                sets.set(control::REASON, second)
            }
            Self::Approve => {
                let sets = sets.set(document::APPROVED_BY, first).set(document::APPROVED_ON, today);
                match second {
                    Value::Empty => sets,
                    review => sets.set(document::REVIEW, review),
                }
            }
            Self::NotNeeded => sets.set(document::NOT_NEEDED, first),
            Self::Needed => sets.set(document::NOT_NEEDED, Value::Empty),
            Self::Answer(state) => sets.set(answer::STATE, state),
            Self::Judge(status) => sets
                .set(control::APPLICABILITY, control::Applicability::Applicable)
                .set(control::STATUS, status),
            Self::Effect => {
                let fails = first == Value::from(action::Effect::No);
                let sets = sets
                    .set(action::EFFECTIVE, first)
                    .set(action::CHECKED, today)
                    .set(action::EFFECT, second);
                if fails {
                    sets.set(action::STATUS, action::Status::Open)
                        .set(action::CHECK_BY, Value::Empty)
                } else {
                    sets
                }
            }
            Self::Plan => sets.set(risk::PLAN_BY, first).set(risk::PLAN_ON, today),
            Self::Release(stage) => {
                let mut rows = record.value(system::GATE_OVERRIDE.index()).items().to_vec();
                rows.push(Value::Row([today.into(), first, second].into()));
                sets.set(system::STAGE, stage)
                    .set(system::GATE_OVERRIDE, Value::set(rows))
            }
            Self::CloseRisk => {
                let text = format!("closed: {}", first.as_text().unwrap_or_default());
                sets.set(risk::STATUS, risk::Status::Closed)
                    .set(risk::NOTE, note(record, &text, today))
            }
            Self::Attend => sets.set(review::ATTENDED, first),
            Self::Locate => own(kind.field_index("location").map(|field| kind.at(field)), first),
            // The minutes and the next one are added when it is made.
            Self::Close => sets.set(review::HELD, first).set(review::STATUS, review::Status::Held),
            // These add records, or rows to a review that is being held, or answer what the rules asked for.
            // Of what is looked at again, what is seen of its file is set, and no answer.
            Self::Act | Self::Say | Self::Decide | Self::Resolve | Self::Find | Self::Settle | Self::LookAgain => sets,
            Self::Handle(handling) => handling.sets(record, answers, today),
            Self::Retire => own(kind.field_marked(Mark::Retired), today.into()).and(retired(record, &first, today)),
        }
    }
}

/// Returns the reason for which a record is retired as a line of the text that keeps it.
fn retired(record: &Record, reason: &Value, today: NaiveDate) -> Changes {
    let (field, reason) = (retiring::kept_in(record.kind()), reason.as_text());
    let (Some(field), Some(reason)) = (field, reason) else {
        return Changes::new();
    };
    let old = record.value(field).as_text().unwrap_or_default();
    let whole = added(old, &format!("{today}: retired: {reason}"));
    Changes::new().set_field(record.kind().at(field), whole)
}

/// Returns the note with a dated line added.
pub(in crate::app) fn note(record: &Record, text: &str, today: NaiveDate) -> Value {
    let old = record
        .kind()
        .field_index("note")
        .and_then(|field| record.value(field).as_text())
        .unwrap_or_default();
    added(old, &format!("{today}: {text}"))
}

/// Returns a text with a line added.
pub(in crate::app) fn added(old: &str, text: &str) -> Value {
    if old.is_empty() {
        Value::text(text)
    } else {
        Value::text(&format!("{old}\n{text}"))
    }
}
