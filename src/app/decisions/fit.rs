//! Whether a decision fits a record, asked of every target, and what it would change.

use chrono::NaiveDate;

use crate::app::decisions::attach;
use crate::app::decisions::consequences;
use crate::app::decisions::{Decision, Handling};
use crate::app::list::spec::View;
use crate::domain::kinds::{action, answer, control, document, evidence, finding, incident, objective};
use crate::domain::kinds::{review, risk, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::field::{Kind, Mark, Shape};
use crate::domain::record::typed::FieldRef;
use crate::domain::record::value::Value;
use crate::domain::register::edit::Changes;

impl Decision {
    /// Returns what the decision sets in a record, by the answers given.
    ///
    /// # Errors
    ///
    /// Fails with the sentence of [`Decision::refusal`] when it does not go with the record.
    pub fn changes(self, view: View<'_>, record: &Record, answers: &[Value]) -> Result<Changes, String> {
        match self.refusal(view, record) {
            Some(reason) => Err(reason),
            None => Ok(self
                .sets(record, answers, view.today)
                .and(consequences::also_sets(self, view, record))
                .and(attach::also_sets(self, view, record, answers))),
        }
    }

    /// Returns why the decision does not go with a record, if so: a sentence that says what to do instead.
    ///
    /// Keys, palette, hints and bulk decisions ask this, each of every record.
    pub fn refusal(self, view: View<'_>, record: &Record) -> Option<String> {
        let refused = self.wrong_kind(record);
        if refused.is_some() {
            return refused;
        }
        // A retired record takes a word, and nothing else.
        if record.is_retired() && !matches!(self, Self::Note | Self::Settle) {
            return Some("It is retired; e takes its day of retirement away.".to_owned());
        }
        match self {
            Self::Done | Self::Block | Self::Cancel | Self::Plan if !record.is_open() => Some(ended(record)),
            Self::CloseRisk if record.get(risk::STATUS) == Some(risk::Status::Closed) => {
                Some("It is closed already; S opens it again.".to_owned())
            }
            Self::Redate => shown_day(record).err(),
            // The check of an effect asks for its day although the action is done.
            Self::Put(..) | Self::LeaveOut(_) if !record.is_open() && record.deadline().is_none() => {
                Some(ended(record))
            }
            Self::Accept => unacceptable(view, record),
            Self::Exclude if !control::is_applicable(record) => {
                Some("It is excluded already; e changes the reason.".to_owned())
            }
            Self::Say | Self::Decide | Self::Resolve | Self::Attend | Self::Find | Self::Close => {
                (!record.is_open()).then(|| ended(record))
            }
            Self::Approve if record.get(document::LOCATION).is_empty() => {
                Some("There is nothing to approve yet; l says where the document is.".to_owned())
            }
            Self::Approve | Self::NotNeeded if !record.get(document::NOT_NEEDED).is_empty() => {
                Some("It is not needed, as somebody decided; N says that it is needed again.".to_owned())
            }
            Self::Needed if record.get(document::NOT_NEEDED).is_empty() => Some("It is needed already.".to_owned()),
            Self::Effect if record.get(action::STATUS) != Some(action::Status::Done) => {
                Some("Only the effect of an action that is done is checked.".to_owned())
            }
            Self::Plan if risk::plan(view.register, record) == risk::Plan::Missing => {
                Some("It has no action to approve yet; T adds one.".to_owned())
            }
            Self::Handle(handling) => handling.refusal(record),
            Self::Done
            | Self::Block
            | Self::Cancel
            | Self::CloseRisk
            | Self::Settle
            | Self::Locate
            | Self::LookAgain
            | Self::Put(..)
            | Self::LeaveOut(_)
            | Self::Owner
            | Self::Note
            | Self::Status
            | Self::Exclude
            | Self::Include
            | Self::Answer(_)
            | Self::Judge(_)
            | Self::Act
            | Self::Approve
            | Self::NotNeeded
            | Self::Needed
            | Self::Effect
            | Self::Plan
            | Self::Release(_)
            | Self::Retire => None,
        }
    }

    /// Tells whether the decision goes with records of a kind at all.
    pub(in crate::app) fn is_of_kind(self, record: &Record) -> bool {
        self.wrong_kind(record).is_none()
    }

    /// Returns why the decision never goes with records of a kind, if so.
    fn wrong_kind(self, record: &Record) -> Option<String> {
        let kind = record.kind();
        let without = |mark: Mark, what: &str| kind.marked(mark).is_none().then(|| format!("{} {what}", several(kind)));
        let not = |is_one: bool, sentence: &str| (!is_one).then(|| sentence.to_owned());
        match self {
            Self::Cancel => not(
                record.is(&action::KIND) || record.is(&review::KIND),
                "Only actions (Treatment, 4) and reviews (Calendar, 7) are cancelled.",
            ),
            Self::Done | Self::Block => not(
                record.is(&action::KIND),
                "This decides on actions; go to Treatment (4).",
            ),
            Self::Redate => day_field(kind)
                .is_none()
                .then(|| format!("{} have no day to put off.", several(kind))),
            Self::Put(what, _) => not(
                kind.fields.get(what.field).is_some_and(|field| field.is(Mark::Dated)),
                "It has no day that could be moved.",
            ),
            Self::LeaveOut(what) => not(
                record.is(&review::KIND) && what.of_series.is_some(),
                "Only what a series of reviews projects is left out.",
            ),
            Self::Owner => without(Mark::Owner, "have no owner."),
            Self::Note => kind
                .field_index("note")
                .is_none()
                .then(|| format!("{} have no note.", several(kind))),
            Self::Status if record.is(&supplier::KIND) => {
                Some("x says how the supplier was assessed; d puts the next review on another day.".to_owned())
            }
            Self::Status => without(Mark::Status, "have no status."),
            Self::Accept => not(
                record.is(&risk::KIND) || record.is(&action::KIND),
                "Only risks are accepted; go to Risks (3) or Treatment (4).",
            ),
            Self::Answer(_) => not(
                record.is(&answer::KIND),
                "This answers a question of the gap analysis; go to Gap (6).",
            ),
            Self::Judge(_) => not(record.is(&control::KIND), "This judges controls; go to Controls (5)."),
            Self::Act => not(
                ACTED_ON.iter().any(|kind| record.is(kind)),
                "An action serves a risk, a control, a gap question, a finding, an incident, a supplier or an objective.",
            ),
            Self::Exclude | Self::Include => not(
                record.is(&control::KIND),
                "Only controls are included or excluded; go to Controls (5).",
            ),
            Self::Approve | Self::NotNeeded | Self::Needed => not(
                record.is(&document::KIND),
                "Only documents are approved or not needed; :documents lists them.",
            ),
            Self::Effect => not(
                record.is(&action::KIND),
                "Only the effect of an action that is done is checked.",
            ),
            Self::Plan => not(
                record.is(&risk::KIND),
                "Only risks have a treatment plan; go to Risks (3).",
            ),
            Self::Say | Self::Decide | Self::Resolve | Self::Attend | Self::Find | Self::Close => not(
                record.is(&review::KIND),
                "This belongs to a review that is being held; go to Calendar (7).",
            ),
            Self::Release(_) => not(
                record.is(&system::KIND),
                "Only systems have a deployment gate; go to Systems (2).",
            ),
            Self::Handle(handling) => {
                let (kind, sentence) = handling.kind();
                not(record.is(kind), sentence)
            }
            Self::Retire => without(Mark::Retired, "cannot be retired."),
            Self::CloseRisk => not(record.is(&risk::KIND), "Only risks are closed so; go to Risks (3)."),
            Self::Settle => None,
            Self::Locate => not(
                kind.field("location").is_some(),
                "Only documents and evidence are somewhere; V attaches evidence.",
            ),
            Self::LookAgain => not(
                record.is(&evidence::KIND),
                "Only evidence is looked at again; go to Evidence (8).",
            ),
        }
    }
}

impl Handling {
    /// Returns the kind whose records it is done to, and the sentence for records of another one.
    fn kind(self) -> (&'static Kind, &'static str) {
        match self {
            Self::Learn | Self::Report => (&incident::KIND, "Only incidents are reported; go to Incidents (9 I)."),
            Self::Assess => (
                &supplier::KIND,
                "Only suppliers are assessed so; go to Suppliers (2 P).",
            ),
            Self::Measure | Self::End(_) => (
                &objective::KIND,
                "Only objectives are measured; go to Objectives (1 O).",
            ),
            Self::Correct
            | Self::Cause
            | Self::Similar
            | Self::Verify
            | Self::Close
            | Self::Withdraw
            | Self::Reopen => (&finding::KIND, "This is for findings; go to Findings (9)."),
        }
    }

    /// Returns why it does not go with the state a record of its kind is in, if so.
    fn refusal(self, record: &Record) -> Option<String> {
        match self {
            Self::Reopen => record
                .is_open()
                .then(|| format!("It is {}; there is nothing to open again.", state(record))),
            Self::Correct | Self::Cause | Self::Similar | Self::Verify | Self::Close | Self::Withdraw => {
                (!record.is_open()).then(|| format!("It is {}; X opens it again.", state(record)))
            }
            Self::Report => incident::next_report(record)
                .is_none()
                .then(|| "No report is left to make; e adds one: by when | whom.".to_owned()),
            Self::Learn | Self::Measure => (!record.is_open()).then(|| ended(record)),
            Self::Assess => (!record.is_open()).then(|| "It has ended; e takes its last day away.".to_owned()),
            // Why an objective that ended is said to have ended otherwise is asked, too.
            Self::End(_) => None,
        }
    }
}

/// Returns the records that a decision on some records is made on: an acceptance on actions is one of their risks.
pub fn subjects<'a>(decision: Decision, view: View<'a>, record: &'a Record) -> Vec<&'a Record> {
    if decision != Decision::Accept || !record.is(&action::KIND) {
        return vec![record];
    }
    let risks = record.get(action::RISKS).into_iter();
    risks.filter_map(|id| view.register.get(id.as_str())).collect()
}

/// Returns why what remains of a risk, or of the risks that an action treats, cannot be accepted, if so.
fn unacceptable(view: View<'_>, record: &Record) -> Option<String> {
    if record.is(&risk::KIND) {
        return (!record.is_open()).then(|| ended(record));
    }
    let risks = subjects(Decision::Accept, view, record);
    if risks.is_empty() {
        return Some("This action treats no risk that could be accepted.".to_owned());
    }
    let refused = |risk: &Record| Some(format!("{}: {}", risk.id(), Decision::Accept.refusal(view, risk)?));
    risks.into_iter().find_map(refused)
}

/// Returns the field whose day the row of a record shows, and that a re-dating moves.
///
/// # Errors
///
/// Fails with a sentence when the record is in a state in which none of its days asks for anything.
pub fn shown_day(record: &Record) -> Result<FieldRef, String> {
    if action::awaits_check(record) {
        return Ok(action::CHECK_BY.field());
    }
    if !record.is_open() {
        return Err(ended(record));
    }
    let field =
        day_field(record.kind()).ok_or_else(|| format!("{} have no day to put off.", several(record.kind())))?;
    Ok(record.kind().at(field))
}

/// Tells whether the day that the row of a record shows has passed.
pub fn is_late(record: &Record, today: NaiveDate) -> bool {
    let day = shown_day(record).map(|field| record.value(field.index));
    matches!(day, Ok(Value::Date(day)) if *day < today)
}

/// Returns the position of the field with the day by which records of a kind ask for something, if it is one day.
fn day_field(kind: &Kind) -> Option<usize> {
    let field = kind.marked(Mark::Due).or_else(|| kind.marked(Mark::Dated));
    field.filter(|field| kind.fields[*field].shape == Shape::Day)
}

/// Says that a record asks for nothing any more, and what would change that.
fn ended(record: &Record) -> String {
    if record.is(&review::KIND) {
        return format!(
            "This review is over: {}. Only one that is planned can be changed.",
            state(record)
        );
    }
    if record.kind().marked(Mark::Status).is_some() {
        return format!("It is {}; S opens it again.", state(record));
    }
    format!("It is {}; e changes that.", state(record))
}

/// Returns the word for the state a record is in.
fn state(record: &Record) -> String {
    if record.is_retired() {
        return "retired".to_owned();
    }
    if record.is(&control::KIND) {
        return "excluded".to_owned();
    }
    if record.is(&document::KIND) {
        return "not needed".to_owned();
    }
    let status = record.kind().marked(Mark::Status).map(|field| record.value(field));
    match status {
        Some(status) if !status.is_empty() => status.to_string(),
        _ if record.is_open() => "open".to_owned(),
        _ => "over".to_owned(),
    }
}

/// Returns the word for several records of a kind, to begin a sentence with.
fn several(kind: &Kind) -> String {
    match kind.plural {
        "evidence" => "Pieces of evidence".to_owned(),
        plural => format!("{}{}", plural[..1].to_uppercase(), &plural[1..]),
    }
}

/// The kinds of records that an action can be about.
const ACTED_ON: [&Kind; 7] = [
    &risk::KIND,
    &control::KIND,
    &answer::KIND,
    &finding::KIND,
    &incident::KIND,
    &supplier::KIND,
    &objective::KIND,
];
