//! What a decision sets in a record, by the answers given.

use chrono::NaiveDate;

use super::{Verb, dated_field, days};
use crate::domain::field::Mark;
use crate::domain::kinds::{action, answer, control, document, review, risk, system};
use crate::domain::record::Record;
use crate::domain::value::Value;

impl Verb {
    /// Returns the fields of a record to set, by the answers given. A verb on an action may set its risk's instead; then
    /// the caller passes the risk.
    pub fn sets(self, record: &Record, answers: &[Value], today: NaiveDate) -> Vec<(usize, Value)> {
        let kind = record.kind();
        let first = answers.first().cloned().unwrap_or_default();
        let second = answers.get(1).cloned().unwrap_or_default();
        match self {
            Self::Done => {
                let mut sets = vec![(action::STATUS.index(), action::Status::Done.into())];
                if let Some(text) = first.as_text() {
                    sets.push((action::NOTE.index(), note(record, text, today)));
                }
                sets
            }
            Self::Redate => match dated_field(record) {
                Some(field) => days::moved(record, field, first, &second, today),
                None => Vec::new(),
            },
            Self::Put(what, Some(day)) => days::put(record, what, day, &first, today),
            Self::Put(what, None) => match first {
                Value::Date(day) => days::put(record, what, day, &second, today),
                _ => Vec::new(),
            },
            Self::LeaveOut(what) => days::left_out(record, what, &first),
            Self::Owner => kind
                .marked(Mark::Owner)
                .map(|field| (field, first))
                .into_iter()
                .collect(),
            Self::Block => {
                vec![
                    (action::STATUS.index(), action::Status::Blocked.into()),
                    (action::REASON.index(), first),
                    (action::WAITS_FOR.index(), second),
                ]
            }
            Self::Cancel if record.is(&review::KIND) => vec![
                (review::STATUS.index(), review::Status::Cancelled.into()),
                (
                    review::MINUTES.index(),
                    added(
                        record.get(review::MINUTES),
                        &format!("{today}: cancelled: {}", first.as_text().unwrap_or_default()),
                    ),
                ),
            ],
            Self::Cancel => {
                vec![
                    (action::STATUS.index(), action::Status::Cancelled.into()),
                    (action::REASON.index(), first),
                ]
            }
            Self::Accept => vec![
                (risk::STATUS.index(), risk::Status::Accepted.into()),
                (risk::TREATMENT.index(), risk::Treatment::Accept.into()),
                (risk::ACCEPTED_BY.index(), first),
                (risk::ACCEPTED_ON.index(), today.into()),
                (risk::ACCEPTANCE_REASON.index(), second),
                (
                    risk::ACCEPTED_UNTIL.index(),
                    answers.get(2).cloned().unwrap_or_default(),
                ),
            ],
            Self::Note => {
                let field = kind.field_index("note");
                field
                    .map(|field| (field, note(record, first.as_text().unwrap_or_default(), today)))
                    .into_iter()
                    .collect()
            }
            Self::Status => kind
                .marked(Mark::Status)
                .map(|field| (field, first))
                .into_iter()
                .collect(),
            Self::Exclude => vec![
                (control::APPLICABILITY.index(), control::Applicability::Excluded.into()),
                (control::BASIS.index(), Value::Empty),
                (control::REASON.index(), first),
            ],
            Self::Include => {
                let mut sets = vec![
                    (
                        control::APPLICABILITY.index(),
                        control::Applicability::Applicable.into(),
                    ),
                    (control::BASIS.index(), first),
                ];
                // Why it was excluded is no reason to include it.
                if !second.is_empty() || !control::is_applicable(record) {
                    sets.push((control::REASON.index(), second));
                }
                sets
            }
            Self::Approve => {
                let mut sets = vec![
                    (document::APPROVED_BY.index(), first),
                    (document::APPROVED_ON.index(), today.into()),
                ];
                if !second.is_empty() {
                    sets.push((document::REVIEW.index(), second));
                }
                sets
            }
            Self::NotNeeded => vec![(document::NOT_NEEDED.index(), first)],
            Self::Needed => vec![(document::NOT_NEEDED.index(), Value::Empty)],
            Self::Answer(state) => vec![(answer::STATE.index(), state.into())],
            Self::Judge(status) => vec![
                (
                    control::APPLICABILITY.index(),
                    control::Applicability::Applicable.into(),
                ),
                (control::STATUS.index(), status.into()),
            ],
            Self::Effect => {
                let fails = first == Value::from(action::Effect::No);
                let mut sets = vec![
                    (action::EFFECTIVE.index(), first),
                    (action::CHECKED.index(), today.into()),
                    (action::EFFECT.index(), second),
                ];
                if fails {
                    sets.push((action::STATUS.index(), action::Status::Open.into()));
                    sets.push((action::CHECK_BY.index(), Value::Empty));
                }
                sets
            }
            Self::Plan => vec![(risk::PLAN_BY.index(), first), (risk::PLAN_ON.index(), today.into())],
            Self::Release(stage) => {
                let mut rows = record.value(system::GATE_OVERRIDE.index()).items().to_vec();
                rows.push(Value::Row([today.into(), first, second].into()));
                vec![
                    (system::STAGE.index(), stage.into()),
                    (system::GATE_OVERRIDE.index(), Value::set(rows)),
                ]
            }
            // These add records, or rows to a review that is being held.
            Self::Act | Self::Say | Self::Decide | Self::Resolve | Self::Attend | Self::Find | Self::Close => {
                Vec::new()
            }
            Self::Handle(handling) => handling.sets(record, answers, today),
            Self::Retire => kind
                .marked(Mark::Retired)
                .map(|field| (field, today.into()))
                .into_iter()
                .collect(),
        }
    }
}

/// Returns the note with a dated line added.
pub(super) fn note(record: &Record, text: &str, today: NaiveDate) -> Value {
    let old = record
        .kind()
        .field_index("note")
        .and_then(|field| record.value(field).as_text())
        .unwrap_or_default();
    added(old, &format!("{today}: {text}"))
}

/// Returns a text with a line added.
pub(super) fn added(old: &str, text: &str) -> Value {
    if old.is_empty() {
        Value::text(text)
    } else {
        Value::text(&format!("{old}\n{text}"))
    }
}
