//! Decisions on records in one or two keys. Each is one declaration in [`table`]: what it goes with, what it asks, what
//! it changes, and what follows. `run` makes them, `rules` admits the edit, and
//! [`crate::app::edits`] applies it.

pub mod add_action;
pub(in crate::app) mod assessment;
pub mod attach;
pub mod commands;
pub mod completion;
pub(in crate::app) mod fitness;
pub mod follow_up;
pub mod prompt;
pub(in crate::app) mod reschedule;
pub(in crate::app) mod rules;
pub mod run;
pub(in crate::app) mod status;
pub mod table;
mod texts;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use chrono::NaiveDate;

use crate::app::input::command::Command;
use crate::app::input::screen::Screen;
use crate::app::list::spec::View;
use crate::app::state::App;
use crate::app::state::decisions::DECISIONS;
use crate::domain::day;
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::mark::Mark;
use crate::domain::record::rules::Fields;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Changes;
use crate::domain::register::index::Slot;
use crate::domain::schedule::dated::Dated;

pub use crate::app::decisions::prompt::answered::Answered;
pub use crate::app::decisions::prompt::question::{Asked, Question};
pub use fitness::{is_late, shown_day};

/// A decision as it is declared.
pub struct Decision {
    /// What it is called in the history: `re-date`, `done`.
    pub title: &'static str,
    /// What tells it from the others on a record of the same kind, such as in a draft: its title mostly.
    pub name: &'static str,
    /// The commands that begin it.
    pub commands: &'static [&'static Command],
    /// How it is begun where no command begins it, as the reference says it.
    pub begun_by: &'static str,
    /// A command of its own, which the table of commands does not list, and its keys.
    pub brings: Option<Brings>,
    /// Tells it from another decision of the same command on a record.
    pub(in crate::app) applies: fn(&Record) -> bool,
    /// The records it can be made on at all.
    pub(in crate::app) targets: Targets,
    /// Whether it can be made on a record that is retired.
    pub(in crate::app) on_retired: bool,
    /// Whether a record is in a state that it goes with; else a sentence that says what to do instead.
    pub(in crate::app) fits: fn(&Target<'_>) -> Result<(), String>,
    /// The records that it is made on for one of them.
    pub(in crate::app) subjects: for<'a> fn(&Target<'a>) -> Vec<&'a Record>,
    /// What it asks, one after the other.
    pub(in crate::app) questions: fn(&Scope<'_>) -> Vec<Question>,
    /// What stands in the first answer before anything is typed.
    pub(in crate::app) prefill: fn(&App, &[&Record]) -> Option<String>,
    /// What a typed answer comes to, shown while it is typed.
    pub(in crate::app) reading: fn(&str, &Register) -> Option<String>,
    /// What a day that is left out comes to, after the answers before it.
    pub(in crate::app) without_day: fn(&Record, &Answers<'_>, View<'_>) -> Option<String>,
    /// Why an answer is refused, so that it can be given again.
    pub(in crate::app) objection: fn(&Answering<'_>) -> Option<String>,
    /// What it sets in a record.
    pub(in crate::app) changes: fn(&Target<'_>, &Answers<'_>) -> Changes,
    /// Whether the choice of a status of a record stands for it.
    pub(in crate::app) by_status: fn(&Target<'_>, &Item) -> bool,
    /// Why it is not begun by the choice of a status on these records.
    pub(in crate::app) not_by_status: fn(View<'_>, &[&Record], &Item) -> Option<String>,
    /// Whether it needs a second key even for one record.
    pub(in crate::app) dangerous: bool,
    /// The rules that its own questions answer, so that they are asked only of the edit that is made in the end.
    pub(in crate::app) settles: &'static [&'static str],
    /// Whether it adds one record for all of its records, and so changes few however many they are.
    pub(in crate::app) adds_one: bool,
    /// How it ends records whose actions may be left without a purpose: `closed`.
    pub(in crate::app) ends: Option<&'static str>,
    /// The record that is added as the next of what it ends.
    pub(in crate::app) next: fn(&App, &[Slot]) -> Option<Record>,
    /// Takes the answers before they are looked at; tells whether it goes on.
    pub(in crate::app) before: fn(&mut App, &Answered) -> bool,
    /// Makes it where it is more than changes to its records; tells whether it did.
    pub(in crate::app) make: fn(&mut App, &Answered) -> bool,
    /// Where the cursor goes.
    pub(in crate::app) row: Row,
    /// Whether what it asks for is a file or link, which is chosen and not typed.
    pub takes_location: bool,
    /// What it does once it was looked at the file it is about.
    pub(in crate::app) located: fn(&mut App, &Answered, &str),
    /// Whether its questions are at the bottom of the screen, since what is above is read meanwhile.
    pub at_bottom: bool,
    /// Whether it answers a question of a session, which then goes on to the next.
    pub(in crate::app) is_answer: bool,
    /// What follows once it is made.
    pub(in crate::app) after: fn(&mut App, &Decision, &[Slot]),
    /// A record before and after it; a test makes it so, and no decision is without one.
    pub example: Example,
}

/// A command that a decision brings with it.
#[derive(Debug)]
pub struct Brings {
    /// The command.
    pub command: &'static Command,
    /// The screens on which it has keys.
    pub keys: &'static [(&'static Screen, &'static str)],
}

/// The records that a decision can be made on at all.
pub(in crate::app) enum Targets {
    /// Records of these kinds; the sentence is for the others.
    Of(&'static [&'static Kind], &'static str),
    /// Records of the kinds with such a field, and what those of the others lack: `have no owner.`
    Marked(Mark, &'static str),
    /// Records of the kinds with a field of this name, and what those of the others lack.
    With(&'static str, &'static str),
    /// Records that this finds nothing against.
    If(fn(&Target<'_>) -> Result<(), String>),
}

/// One record that a decision is asked about.
#[derive(Clone, Copy)]
pub(in crate::app) struct Target<'a> {
    /// The register as of today.
    pub view: View<'a>,
    /// The record.
    pub record: &'a Record,
    /// The thing of the calendar that the decision is about.
    pub dated: Option<Shift>,
}

impl Target<'_> {
    /// Returns the day that is today.
    pub fn today(&self) -> NaiveDate {
        self.view.today
    }
}

/// What a decision asks its questions about.
pub(in crate::app) struct Scope<'a> {
    /// The records.
    pub records: &'a [&'a Record],
    /// The register.
    pub register: &'a Register,
    /// Today.
    pub today: NaiveDate,
    /// The thing of the calendar that the decision is about.
    pub dated: Option<Shift>,
}

/// An answer just given.
pub(in crate::app) struct Answering<'a> {
    /// The records.
    pub records: &'a [&'a Record],
    /// How many answers were given before.
    pub nth: usize,
    /// The answer.
    pub answer: &'a Value,
    /// The register.
    pub register: &'a Register,
    /// Who decides.
    pub who: &'a str,
    /// Today.
    pub today: NaiveDate,
}

/// The answers to the questions of a decision, in their order.
pub(in crate::app) struct Answers<'a>(pub &'a [Value]);

impl Answers<'_> {
    /// Returns an answer; empty where there is none.
    pub fn value(&self, nth: usize) -> Value {
        self.0.get(nth).cloned().unwrap_or_default()
    }

    /// Returns the text of an answer, where it has one.
    pub fn text(&self, nth: usize) -> Option<&str> {
        self.0.get(nth).and_then(Value::as_text)
    }
}

/// Where the cursor goes after a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Row {
    /// Its record gives way to the next where a queue is worked through.
    Queue,
    /// It stays on its record.
    Follow,
    /// Its record gives way to the next.
    Next,
}

/// A thing of the calendar that is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// What is moved.
    pub what: Dated,
    /// Where it goes; asked for where it is not known.
    pub to: Option<NaiveDate>,
}

/// A record before and after a decision, on 2026-11-23.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Other records that are there.
    pub beside: &'static [(&'static str, Fields)],
    /// The id of the record.
    pub id: &'static str,
    /// The field with the thing of the calendar that it is about, or the day of its series.
    pub dated: Option<&'static str>,
    /// What it says before.
    pub before: Fields,
    /// What is answered.
    pub answers: &'static [&'static str],
    /// What it says afterwards, as far as that differs.
    pub after: Fields,
    /// What a record says that is added.
    pub added: Fields,
}

impl Example {
    /// Nothing yet, to say more about.
    pub const NONE: Self = Self {
        beside: &[],
        id: "",
        dated: None,
        before: "",
        answers: &[],
        after: "",
        added: "",
    };
}

impl Example {
    /// Returns the decision under way on a record of it, or on one of another kind with such a thing of the calendar.
    pub fn begin(&self, decision: &'static Decision, record: &Record, slot: Slot) -> Option<Running> {
        let Some(dated) = self.dated else {
            return Some(decision.into());
        };
        let (kind, of_series) = (record.kind(), day::iso(dated));
        let named = kind.field_index(dated).or_else(|| kind.field_index("date"));
        let field = named.or_else(|| kind.marked(Mark::Dated))?;
        let day = of_series.or_else(|| record.value(field).as_date()).unwrap_or_default();
        let what = Dated {
            day,
            slot,
            field,
            of_series,
            is_over: false,
        };
        Some(Running::on(decision, what, None))
    }
}

impl Decision {
    /// Returns a decision that asks nothing and of which nothing follows, to say more about.
    pub(in crate::app) const fn new(
        title: &'static str,
        targets: Targets,
        changes: fn(&Target<'_>, &Answers<'_>) -> Changes,
    ) -> Self {
        Self {
            title,
            name: title,
            commands: &[],
            begun_by: "",
            brings: None,
            applies: |_| true,
            targets,
            on_retired: false,
            fits: |_| Ok(()),
            subjects: |target| vec![target.record],
            questions: |_| Vec::new(),
            prefill: |_, _| None,
            reading: |_, _| None,
            without_day: |_, _, _| None,
            objection: |_| None,
            changes,
            by_status: |_, _| false,
            not_by_status: |_, _, _| None,
            dangerous: false,
            settles: &[],
            adds_one: false,
            ends: None,
            next: |_, _| None,
            before: |_, _| true,
            make: |_, _| false,
            row: Row::Queue,
            takes_location: false,
            located: |_, _, _| {},
            at_bottom: false,
            is_answer: false,
            after: |_, _, _| {},
            example: Example::NONE,
        }
    }

    fn is_begun_by(&self, command: &Command) -> bool {
        self.commands.iter().any(|own| own.is(command))
    }

    /// Returns why the decision never goes with a record, if so.
    fn of_kind(&self, target: &Target<'_>) -> Result<(), String> {
        let kind = target.record.kind();
        let lacks = |is_there: bool, what: &str| {
            if is_there {
                Ok(())
            } else {
                Err(format!("{} {what}", texts::several(kind)))
            }
        };
        match self.targets {
            Targets::Of(kinds, _) if kinds.iter().any(|kind| target.record.is(kind)) => Ok(()),
            Targets::Of(_, sentence) => Err(sentence.to_owned()),
            Targets::Marked(mark, what) => lacks(kind.marked(mark).is_some(), what),
            Targets::With(field, what) => lacks(kind.field(field).is_some(), what),
            Targets::If(against) => against(target),
        }
    }
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Eq for Decision {}

impl Hash for Decision {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self, state);
    }
}

impl PartialEq for Decision {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A decision under way: the declaration, and the thing of the calendar where it is about one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Running {
    decision: &'static Decision,
    /// The thing of the calendar that it moves.
    pub dated: Option<Shift>,
}

impl Deref for Running {
    type Target = Decision;

    fn deref(&self) -> &Decision {
        self.decision
    }
}

impl From<&'static Decision> for Running {
    fn from(decision: &'static Decision) -> Self {
        Self { decision, dated: None }
    }
}

impl PartialEq<Decision> for Running {
    fn eq(&self, other: &Decision) -> bool {
        self.decision == other
    }
}

impl Running {
    /// Returns the decision on a thing of the calendar.
    pub(in crate::app) fn on(decision: &'static Decision, what: Dated, to: Option<NaiveDate>) -> Self {
        let dated = Some(Shift { what, to });
        Self { decision, dated }
    }

    /// Tells whether a command begins a decision.
    pub fn is_begun_by(command: &Command) -> bool {
        DECISIONS.iter().any(|one| one.is_begun_by(command))
    }

    /// Returns the decision of a command on a record; where none applies, the last of the command, which then says why not.
    pub fn of(command: &Command, record: &Record) -> Option<Self> {
        let of_command = || DECISIONS.iter().filter(|one| one.is_begun_by(command));
        let applying = of_command().find(|one| (one.applies)(record));
        applying.or_else(|| of_command().next_back()).map(|one| (*one).into())
    }

    /// Returns the decision of a name on a record; none for those on a thing of the calendar, of which a record may have
    /// several.
    pub fn named(name: &str, view: View<'_>, record: &Record) -> Option<Self> {
        let named = DECISIONS.iter().filter(|one| one.name == name && (one.applies)(record));
        named
            .map(|one| Self::from(*one))
            .find(|running| running.is_of_kind(view, record))
    }

    fn target<'a>(self, view: View<'a>, record: &'a Record) -> Target<'a> {
        let dated = self.dated;
        Target { view, record, dated }
    }

    /// Returns what is asked before it is done.
    pub fn questions(self, records: &[&Record], View { register, today }: View<'_>) -> Vec<Question> {
        let dated = self.dated;
        (self.decision.questions)(&Scope {
            records,
            register,
            today,
            dated,
        })
    }

    /// Returns the records that it is made on for a record: an acceptance on an action is one of its risks.
    pub(in crate::app) fn subjects<'a>(self, view: View<'a>, record: &'a Record) -> Vec<&'a Record> {
        (self.decision.subjects)(&self.target(view, record))
    }

    /// Tells whether it goes with records of a kind at all.
    pub fn is_of_kind(self, view: View<'_>, record: &Record) -> bool {
        self.of_kind(&self.target(view, record)).is_ok()
    }

    /// Returns what it would set in a record by the answers given, or why it does not go with it: a sentence that says
    /// what to do instead. Before it is answered, that it does is all there is to know.
    ///
    /// Keys, palette, hints and bulk decisions ask this, each of every record.
    ///
    /// # Errors
    ///
    /// Fails with the sentence.
    pub fn changes(self, view: View<'_>, record: &Record, answers: &[Value]) -> Result<Changes, String> {
        let target = self.target(view, record);
        self.of_kind(&target)?;
        if record.is_retired() && !self.on_retired {
            return Err("It is retired; :edit takes its day of retirement away.".to_owned());
        }
        (self.fits)(&target)?;
        Ok((self.decision.changes)(&target, &Answers(answers)))
    }

    /// Returns why it does not go with a record, if so.
    pub fn refusal(self, view: View<'_>, record: &Record) -> Option<String> {
        self.changes(view, record, &[]).err()
    }
}

/// Returns the choices of a record's status field.
pub fn statuses(record: &Record) -> &'static [Item] {
    let field = record
        .kind()
        .marked(Mark::Status)
        .map(|field| &record.kind().fields[field]);
    match field.map(|field| field.shape) {
        Some(Shape::OneOf(items)) => items,
        _ => &[],
    }
}
