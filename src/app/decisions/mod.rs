//! Decisions on records in one or two keys: what each asks, what it changes, and why it does not fit a record.

pub mod add_action;
pub mod approval;
pub(in crate::app) mod assessment;
pub mod attach;
mod changes;
pub mod completion;
pub mod consequences;
mod fit;
pub(in crate::app) mod follow_up;
pub mod prompt;
mod reschedule;
pub(in crate::app) mod rules;
pub(in crate::app) mod status;

use chrono::NaiveDate;

use crate::app::input::command::{Command, TABLE};
use crate::app::screens::calendar::Dated;
use crate::domain::admission::retiring;
use crate::domain::kinds::{action, answer, control, document, finding, objective, review, system};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::field::{Mark, Shape};

pub use crate::app::decisions::follow_up::Handling;
pub use crate::app::decisions::prompt::answered::Answered;
pub(super) use crate::app::decisions::prompt::answered::shown;
pub use fit::{is_late, shown_day, subjects};

pub use crate::app::decisions::prompt::question::{Asked, Question};

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// An action is done.
    Done,
    /// A day is put off or brought forward.
    Redate,
    /// One dated thing goes to a day: to this one, or to one that is asked for.
    Put(Dated, Option<NaiveDate>),
    /// An event of a series is left out.
    LeaveOut(Dated),
    /// Somebody else answers for it.
    Owner,
    /// An action waits.
    Block,
    /// An action is given up.
    Cancel,
    /// A risk is accepted.
    Accept,
    /// A line is added to the note.
    Note,
    /// The status changes.
    Status,
    /// A control is excluded.
    Exclude,
    /// A control is chosen, and what for.
    Include,
    /// A question is answered; nothing takes the answer back.
    Answer(Option<answer::State>),
    /// A control applies, and how far it is in operation.
    Judge(control::Status),
    /// An action is added that serves the record.
    Act,
    /// Something was said about the point of a review.
    Say,
    /// Something was decided in a review, and who does it until when.
    Decide,
    /// Something was decided in a review that asks for no action.
    Resolve,
    /// Somebody is there at a review.
    Attend,
    /// Something was found in a review.
    Find,
    /// A review that was held is closed.
    Close,
    /// A document is approved.
    Approve,
    /// A document is not needed.
    NotNeeded,
    /// A document is needed again.
    Needed,
    /// The effect of an action was checked.
    Effect,
    /// The treatment plan of a risk is approved.
    Plan,
    /// A system is put into use although its deployment gate is closed.
    Release(system::Stage),
    /// Something is done about a finding, an incident, a supplier or an objective.
    Handle(Handling),
    /// The record no longer counts.
    Retire,
    /// A risk is closed.
    CloseRisk,
    /// What the rules asked for is answered.
    Settle,
    /// A document or a piece of evidence is at a file or link.
    Locate,
    /// A piece of evidence was looked at again.
    LookAgain,
}

choices! {
    /// What follows a review that is not one of a series.
    Following {
        Year "a year later", "year", "yes";
        Nothing "none is planned", "none", "no";
    }
}

impl Decision {
    /// Returns the decision of an action key on records of a kind.
    pub fn of(action: Command, target: &Record) -> Option<Self> {
        Some(match action {
            Command::Done => Self::Done,
            Command::Redate => Self::Redate,
            Command::Owner => Self::Owner,
            Command::Block => Self::Block,
            Command::Cancel => Self::Cancel,
            Command::Accept => Self::Accept,
            Command::Note => Self::Note,
            Command::Status => Self::Status,
            Command::Applicability if control::is_applicable(target) => Self::Exclude,
            Command::Applicability | Command::Include => Self::Include,
            Command::Absent => Self::Answer(Some(answer::State::Absent)),
            Command::Informal => Self::Answer(Some(answer::State::Informal)),
            Command::Documented => Self::Answer(Some(answer::State::Documented)),
            Command::Operating => Self::Answer(Some(answer::State::Operating)),
            Command::Unassessed => Self::Answer(None),
            Command::NotImplemented => Self::Judge(control::Status::NotImplemented),
            Command::Planned => Self::Judge(control::Status::Planned),
            Command::Partial => Self::Judge(control::Status::Partial),
            Command::Implemented => Self::Judge(control::Status::Implemented),
            Command::AddAction => Self::Act,
            Command::Say => Self::Say,
            Command::Decide => Self::Decide,
            Command::Resolve => Self::Resolve,
            Command::Attend => Self::Attend,
            Command::Find => Self::Find,
            Command::CloseReview => Self::Close,
            Command::Approve => Self::Approve,
            Command::NotNeeded if target.get(document::NOT_NEEDED).is_empty() => Self::NotNeeded,
            Command::NotNeeded => Self::Needed,
            Command::CheckEffect => Self::Effect,
            Command::ApprovePlan => Self::Plan,
            Command::Retire => Self::Retire,
            Command::Correct => Self::Handle(Handling::Correct),
            Command::Cause => Self::Handle(Handling::Cause),
            Command::Similar => Self::Handle(Handling::Similar),
            Command::Withdraw if target.is(&finding::KIND) && !target.is_open() => Self::Handle(Handling::Reopen),
            Command::Withdraw => Self::Handle(Handling::Withdraw),
            Command::Reported => Self::Handle(Handling::Report),
            Command::Assessed => Self::Handle(Handling::Assess),
            Command::Measured => Self::Handle(Handling::Measure),
            _ => return None,
        })
    }

    /// Returns what it is called in the history: `re-date`, `done`.
    pub fn title(self) -> String {
        match self {
            Self::Done => "done".to_owned(),
            Self::Redate | Self::Put(..) => "re-date".to_owned(),
            Self::LeaveOut(_) => "leave out".to_owned(),
            Self::Owner => "owner".to_owned(),
            Self::Block => "block".to_owned(),
            Self::Cancel => "cancel".to_owned(),
            Self::Accept => "accept risk".to_owned(),
            Self::Note => "note".to_owned(),
            Self::Status => "status".to_owned(),
            Self::Exclude => "exclude".to_owned(),
            Self::Include => "include".to_owned(),
            Self::Answer(Some(state)) => state.item().label.to_owned(),
            Self::Answer(None) => "unassessed".to_owned(),
            Self::Judge(status) => status.item().label.to_owned(),
            Self::Act => "action".to_owned(),
            Self::Say => "said".to_owned(),
            Self::Decide | Self::Resolve => "decided".to_owned(),
            Self::Attend => "who is there".to_owned(),
            Self::Find => "finding".to_owned(),
            Self::Close => "held".to_owned(),
            Self::Approve => "approve".to_owned(),
            Self::NotNeeded => "not needed".to_owned(),
            Self::Needed => "needed".to_owned(),
            Self::Effect => "effect checked".to_owned(),
            Self::Plan => "approve plan".to_owned(),
            Self::Release(stage) => format!("{} through a closed gate", stage.item().label),
            Self::Handle(handling) => handling.title(),
            Self::Retire => "retire".to_owned(),
            Self::CloseRisk => "close risk".to_owned(),
            Self::Settle => "answer".to_owned(),
            Self::Locate => "location".to_owned(),
            Self::LookAgain => "look again".to_owned(),
        }
    }

    /// Returns what tells it from the others that can be made on a record of the same kind: its title mostly.
    pub fn name(self) -> String {
        match self {
            Self::Resolve => "decided without an action".to_owned(),
            Self::Put(..) => "move".to_owned(),
            _ => self.title(),
        }
    }

    /// Returns the decision of a name on a record; none for those on a thing of the calendar, of which a record may have
    /// several.
    pub fn named(name: &str, target: &Record) -> Option<Self> {
        let by_key = TABLE.iter().filter_map(|entry| Self::of(entry.command, target));
        let handled = [Handling::Verify, Handling::Close, Handling::Learn].map(Self::Handle);
        let ends = objective::Status::ITEMS.iter().filter_map(objective::Status::of);
        let stages = system::Stage::ITEMS.iter().filter_map(system::Stage::of);
        let others = std::iter::once(Self::CloseRisk)
            .chain(handled)
            .chain(ends.map(|status| Self::Handle(Handling::End(status))))
            .chain(stages.map(Self::Release));
        let mut of_kind = by_key.chain(others).filter(|decision| decision.is_of_kind(target));
        of_kind.find(|decision| decision.name() == name)
    }

    /// Tells whether it answers a question of a session, which then goes on to the next.
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Answer(Some(_)) | Self::Judge(_) | Self::Exclude)
    }

    /// Tells whether it needs a second key even for one record.
    pub fn is_dangerous(self) -> bool {
        self == Self::Retire
    }

    /// Returns what is asked before it is done.
    pub fn questions(self, targets: &[&Record], today: NaiveDate) -> Vec<Question> {
        let (line, page, day, choice) = (Question::line, Question::page, Question::day, Question::choice);
        match self {
            Self::Done => vec![page("What shows it", "note, E- id, path or link; Enter skips", false)],
            Self::Redate => {
                let late = targets.iter().any(|record| is_late(record, today));
                let reason = match (late, targets) {
                    (true, [_]) => "required, since it is overdue",
                    (true, _) => "required, since some are overdue",
                    (false, _) => "Enter skips",
                };
                vec![
                    day("New day", "+1w  +1m  eoq  fri  2027-01-15"),
                    line("Reason", reason, late),
                ]
            }
            Self::Put(what, to) => {
                let late = what.of_series.is_none() && what.day < today;
                let why = match (late, what.of_series) {
                    (true, _) => "required, since it is overdue",
                    (false, Some(_)) => "stays with the series; Enter skips",
                    (false, None) => "Enter skips",
                };
                let new_day = to.is_none().then(|| day("New day", "+1w  +1m  eoq  fri  2027-01-15"));
                new_day.into_iter().chain([line("Reason", why, late)]).collect()
            }
            Self::LeaveOut(_) => vec![line("Why left out", "the reason stays with the series", true)],
            Self::Owner => {
                vec![Question {
                    label: "Owner",
                    example: "a name or handle",
                    shape: Asked::Owner,
                    required: false,
                }]
            }
            Self::Block => vec![line("Blocked by", "what it waits for; an id links the action", true)],
            // Of a review it is said in the minutes, of an action in a line of its own.
            Self::Cancel if targets.iter().all(|record| record.is(&review::KIND)) => {
                vec![page("Why cancelled", "the reason stays in the minutes", true)]
            }
            Self::Cancel => vec![line("Why cancelled", "the reason stays with it", true)],
            Self::Accept => vec![
                Question {
                    label: "Accepted by",
                    example: "who may accept it",
                    shape: Asked::Owner,
                    required: true,
                },
                line("Reason", "why it can be accepted", true),
                day("Until", "+6m  eoy  2027-06-30; never open-ended"),
            ],
            Self::Note => vec![page("Note", "added to the note", true)],
            Self::Status => {
                vec![Question {
                    label: "Status",
                    example: "",
                    shape: Asked::Status,
                    required: true,
                }]
            }
            Self::Exclude => vec![line("Why excluded", "6.1.3 asks for the reason", true)],
            Self::Say => vec![page("Said", "what was said about this point", true)],
            Self::Decide => vec![
                Question {
                    label: "Decided",
                    example: "buy the second model @owner +2w",
                    shape: Asked::Action,
                    required: true,
                },
                choice("What it is about (9.3.3)", review::Outcome::ITEMS),
            ],
            Self::Resolve => vec![
                line("Decided", "what was decided; no action follows", true),
                choice("What it is about (9.3.3)", review::Outcome::ITEMS),
            ],
            Self::Attend => vec![Question {
                label: "There",
                example: "names, with commas",
                shape: Asked::People,
                required: false,
            }],
            Self::Find => vec![
                line("Found", "what was found, in a line", true),
                choice("Grade", finding::Grade::ITEMS),
            ],
            Self::Close => {
                let mut questions = vec![day("Held on", "today  -1d  2026-12-01")];
                if targets.iter().any(|review| review.get(review::EVERY).is_empty()) {
                    questions.push(choice("And the next one", Following::ITEMS));
                }
                questions
            }
            Self::Act => vec![Question {
                label: "Action",
                example: "write the scope statement @owner +2w",
                shape: Asked::Action,
                required: true,
            }],
            Self::Include => vec![
                Question {
                    label: "Included for",
                    example: "letters or numbers, then enter",
                    shape: Asked::Several(control::Basis::ITEMS),
                    required: true,
                },
                line("In words", "why; enter keeps what is said", false),
            ],
            Self::Approve => vec![
                Question {
                    label: "Approved by",
                    example: "who may approve it",
                    shape: Asked::Owner,
                    required: true,
                },
                Question {
                    required: false,
                    ..day("Next review", "+1y  eoy  2027-11-30; Enter skips")
                },
            ],
            Self::NotNeeded => vec![line(
                "Why not needed",
                "what stands in for it, or why it does not apply",
                true,
            )],
            Self::Effect => vec![
                Question {
                    label: "Did it have its effect",
                    example: "",
                    shape: Asked::OneOf(action::Effect::ITEMS),
                    required: true,
                },
                line(
                    "What was seen",
                    "a test, a figure, an incident; no reopens the action",
                    true,
                ),
            ],
            Self::Plan => vec![Question {
                label: "Plan approved by",
                example: "somebody else than the owner",
                shape: Asked::Owner,
                required: true,
            }],
            Self::Release(_) => vec![
                Question {
                    label: "Decided by",
                    example: "the gate is closed; who may use it all the same",
                    shape: Asked::Owner,
                    required: true,
                },
                line("Why all the same", "the reason stays with the system", true),
            ],
            Self::Handle(handling) => handling.questions(targets),
            Self::CloseRisk => vec![page("Why closed", "the reason stays in the note", true)],
            Self::Retire if targets.iter().any(|record| retiring::asks_for_something(record)) => {
                vec![page("Why retired", "the reason stays with it", true)]
            }
            // Where something is and what a file holds is chosen and looked at, not typed.
            Self::Needed
            | Self::Answer(_)
            | Self::Judge(_)
            | Self::Retire
            | Self::Settle
            | Self::Locate
            | Self::LookAgain => Vec::new(),
        }
    }
}

/// Returns the choices of a record's status field.
pub fn statuses(record: &Record) -> &'static [crate::domain::record::choice::Item] {
    let field = record
        .kind()
        .marked(Mark::Status)
        .map(|field| &record.kind().fields[field]);
    match field.map(|field| field.shape) {
        Some(Shape::OneOf(items)) => items,
        _ => &[],
    }
}
