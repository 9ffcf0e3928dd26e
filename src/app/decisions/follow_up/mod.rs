//! Decisions on findings, incidents, suppliers and objectives: what each asks and changes.

pub(in crate::app) mod finding_steps;
pub(in crate::app) mod incident_response;

use chrono::NaiveDate;

use crate::app::decisions::changes::{added, note};
use crate::app::decisions::{Asked, Question};
use crate::domain::kinds::action::Effect;
use crate::domain::kinds::{finding, incident, objective, supplier};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

/// One thing that is done about a finding, an incident, a supplier or an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handling {
    /// The thing itself was put right.
    Correct,
    /// It is known why it happened.
    Cause,
    /// It was looked for elsewhere.
    Similar,
    /// Somebody saw that the corrective action had its effect.
    Verify,
    /// A finding is closed.
    Close,
    /// A finding is withdrawn.
    Withdraw,
    /// A finding is opened again.
    Reopen,
    /// An incident is closed with what was learned.
    Learn,
    /// The next report of an incident was made.
    Report,
    /// A supplier was assessed.
    Assess,
    /// An objective was measured.
    Measure,
    /// An objective is met, missed or dropped.
    End(objective::Status),
}

impl Handling {
    /// Returns what it is called in the history.
    pub fn title(self) -> String {
        let title = match self {
            Self::Correct => "correction",
            Self::Cause => "cause",
            Self::Similar => "similar cases",
            Self::Verify => "verified",
            Self::Close | Self::Learn => "closed",
            Self::Withdraw => "withdraw",
            Self::Reopen => "open again",
            Self::Report => "reported",
            Self::Assess => "assessed",
            Self::Measure => "measured",
            Self::End(status) => status.item().label,
        };
        title.to_owned()
    }

    /// Returns what is asked before it is done.
    pub fn questions(self, targets: &[&Record]) -> Vec<Question> {
        let (line, page) = (Question::line, Question::page);
        let day = |label, example| Question {
            required: false,
            ..Question::day(label, example)
        };
        match self {
            Self::Correct => vec![page("Correction", "what was done to put the thing itself right", true)],
            Self::Cause => {
                let mut asked = vec![page("Cause", "why it happened; not who", true)];
                if targets.iter().any(|record| record.get(finding::SIMILAR).is_empty()) {
                    asked.push(page(
                        "Similar cases",
                        "where else, and how you looked; Enter skips",
                        false,
                    ));
                }
                asked
            }
            Self::Similar => vec![page("Similar cases", "where else, and how that was looked for", true)],
            Self::Verify => vec![
                Question {
                    label: "Verified by",
                    example: "somebody else than who acted",
                    shape: Asked::Owner,
                    required: true,
                },
                Question {
                    label: "Did it have its effect",
                    example: "",
                    shape: Asked::OneOf(Effect::ITEMS),
                    required: true,
                },
                page("What was seen", "a sample, a figure, or what is missing", true),
            ],
            Self::Close => vec![page("Close it", "a last word for the note; Enter closes", false)],
            Self::Withdraw => vec![page("Why withdrawn", "the reason stays in the note", true)],
            Self::Reopen => vec![page("Why opened again", "the reason stays in the note", true)],
            Self::Learn => {
                let unlearned = targets.iter().any(|record| record.get(incident::LESSONS).is_empty());
                let example = if unlearned {
                    "what changes because of it"
                } else {
                    "added to the lessons; Enter skips"
                };
                vec![page("What was learned", example, unlearned)]
            }
            Self::Report => vec![day("Reported on", "today, fri, -1d, 2026-12-01; Enter is today")],
            Self::Assess => vec![
                Question {
                    label: "What it came to",
                    example: "",
                    shape: Asked::OneOf(supplier::Outcome::ITEMS),
                    required: true,
                },
                page(
                    "What was seen",
                    "what was looked at, which conditions; Enter skips",
                    false,
                ),
                day("Next review", "+1y, 2027-11-30; Enter follows the interval"),
            ],
            Self::Measure => vec![line("Value", "what was measured today", true)],
            Self::End(_) => vec![page("What came of it", "6.2 asks how results are evaluated", true)],
        }
    }

    /// Says what an answer left empty comes to, where that is a day of the record's own.
    pub fn unsaid(self, record: &Record, today: NaiveDate) -> Option<String> {
        match self {
            Self::Report => {
                let (by, to) = incident::next_report(record)?;
                Some(format!("to {to}, due {by}; Enter is today"))
            }
            Self::Assess => {
                let next = supplier::next_review(record, today)?;
                Some(format!("Enter is {next}"))
            }
            _ => None,
        }
    }

    /// Returns what to set, by the answers given.
    pub(in crate::app) fn sets(self, record: &Record, answers: &[Value], today: NaiveDate) -> Changes {
        let first = answers.first().cloned().unwrap_or_default();
        let second = answers.get(1).cloned().unwrap_or_default();
        let text = first.as_text().unwrap_or_default();
        let sets = Changes::new();
        let noted = |sets: Changes| match text {
            "" => sets,
            text => sets.set(finding::NOTE, note(record, text, today)),
        };
        match self {
            Self::Correct => sets.set(finding::CORRECTION, added(record.get(finding::CORRECTION), text)),
            Self::Cause => {
                let sets = sets.set(finding::CAUSE, added(record.get(finding::CAUSE), text));
                match second.as_text() {
                    Some(similar) => sets.set(finding::SIMILAR, added(record.get(finding::SIMILAR), similar)),
                    None => sets,
                }
            }
            Self::Similar => sets.set(finding::SIMILAR, added(record.get(finding::SIMILAR), text)),
            Self::Verify => {
                let seen = answers.get(2).and_then(Value::as_text).unwrap_or_default();
                // Without the effect nothing is verified: more is to be done.
                if second != Value::from(Effect::Yes) {
                    let line = format!("without its full effect ({second}), seen by {text}: {seen}");
                    return sets.set(finding::NOTE, note(record, &line, today));
                }
                sets.set(finding::VERIFIED_BY, first)
                    .set(finding::VERIFIED, today)
                    .set(finding::VERIFICATION, added(record.get(finding::VERIFICATION), seen))
            }
            Self::Close => noted(sets.set(finding::STATUS, finding::Status::Closed)),
            Self::Withdraw => noted(sets.set(finding::STATUS, finding::Status::Withdrawn)),
            // What was seen then stays readable; whether it holds is to be seen anew.
            Self::Reopen => noted(
                sets.set(finding::STATUS, finding::Status::Open)
                    .set(finding::VERIFIED_BY, Value::Empty)
                    .set(finding::VERIFIED, Value::Empty),
            ),
            Self::Learn => {
                let sets = sets.set(incident::STATUS, incident::Status::Closed);
                match text {
                    "" => sets,
                    text => sets.set(incident::LESSONS, added(record.get(incident::LESSONS), text)),
                }
            }
            Self::Report => {
                let on = if first.is_empty() { today.into() } else { first };
                sets.set(incident::REPORTS, reported(record, &on))
            }
            Self::Assess => {
                let third = answers.get(2).cloned().unwrap_or_default();
                let review = if third.is_empty() {
                    supplier::next_review(record, today).into()
                } else {
                    third
                };
                let sets = sets
                    .set(supplier::OUTCOME, first)
                    .set(supplier::ASSESSED, today)
                    .set(supplier::REVIEW, review);
                match second.as_text() {
                    Some(seen) => {
                        let line = format!("{today}: {seen}");
                        sets.set(supplier::ASSESSMENT, added(record.get(supplier::ASSESSMENT), &line))
                    }
                    None => sets,
                }
            }
            Self::Measure => {
                let mut rows = record.value(objective::MEASURED.index()).items().to_vec();
                // A day has one value: measured again, the later one holds.
                rows.retain(|row| !matches!(row, Value::Row(cells) if cells.first() == Some(&today.into())));
                rows.push(Value::Row([today.into(), first].into()));
                sets.set(objective::MEASURED, Value::set(rows))
            }
            Self::End(status) => sets
                .set(objective::STATUS, status)
                .set(objective::RESULT, added(record.get(objective::RESULT), text)),
        }
    }
}

/// Returns the reports with the day on which the next one was made.
fn reported(record: &Record, on: &Value) -> Value {
    let next = incident::next_report(record).map(|(by, to)| (Value::Date(by), Value::text(to)));
    let mut rows = record.value(incident::REPORTS.index()).items().to_vec();
    for row in &mut rows {
        let Value::Row(cells) = row else { continue };
        if let ([by, to, made], Some((due, whom))) = (&mut **cells, &next)
            && (&*by, &*to) == (due, whom)
            && made.is_empty()
        {
            *made = on.clone();
            break;
        }
    }
    Value::set(rows)
}
