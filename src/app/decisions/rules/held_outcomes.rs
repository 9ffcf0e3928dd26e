//! What came of a review that is held: asked about each thing that it looked at, and written there in the same edit.

use chrono::NaiveDate;

use std::sync::Arc;

use crate::app::decisions::Answered;
use crate::app::decisions::add_action::handle_of;
use crate::app::decisions::prompt::Ask;
use crate::app::decisions::prompt::question::{Of, Question};
use crate::app::decisions::rules::attempt::{Attempt, PendingEdit, Trigger, Wanted};
use crate::app::decisions::rules::{SETTLE, typed_before};
use crate::app::form::{Form, new_record};
use crate::app::state::App;
use crate::domain::admission::Objection;
use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{organization, review};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit, EditError};
use crate::domain::review::outcomes::{self, Asked, Held};

/// What was answered about the things that a review looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeldOutcomes {
    /// What came of it, for each that was looked at.
    pub outcomes: Vec<(Id, Value)>,
    /// By whom documents were approved again.
    pub approvers: Vec<(Id, String)>,
}

impl HeldOutcomes {
    /// Takes what was answered to the questions about things.
    pub(in crate::app) fn of(answered: &Answered) -> Self {
        let mut all = Self::default();
        for (of, answer) in answered.others().filter(|(_, answer)| !answer.is_empty()) {
            match of {
                Of::Record(id) => all.outcomes.push((id.clone(), answer.clone())),
                Of::Approver(id) => all.approvers.push((id.clone(), answer.to_string())),
                Of::Field(_) => {}
            }
        }
        all
    }

    /// Adds to an edit by which a review is held what came of it, there and at its points.
    ///
    /// # Errors
    ///
    /// Fails when a value does not fit its field.
    pub fn add(
        &self,
        edit: &mut Edit,
        register: &Register,
        review: &Record,
        by: &str,
        entropy: fn() -> [u8; 5],
    ) -> Result<(), EditError> {
        let Some(day) = review.get(review::HELD) else {
            return Ok(());
        };
        let held = Held {
            register,
            review,
            day,
            by,
            approvers: &self.approvers,
        };
        let answers = self.outcomes.iter().map(|(id, answer)| (id, answer));
        let said = outcomes::said(register, review, answers.clone());
        if register.get(review.id().as_str()).is_some() {
            let points = review::POINTS.field();
            let is_same = |change: &Change| matches!(change, Change::Set { id, field, .. } if id == review.id() && *field == points.index);
            edit.changes.retain(|change| !is_same(change));
            edit.changes
                .extend(register.change(review.id().as_str(), points, said)?);
        } else {
            let mut added = edit.changes.iter_mut();
            let own = added.find_map(|change| match change {
                Change::Add(record) if record.id() == review.id() => Some(record),
                _ => None,
            });
            if let Some(record) = own {
                *record = Arc::new(Record::clone(record).with(review::POINTS, said));
            }
        }
        let written = outcomes::written(&held, answers);
        for (id, changes) in written.changes {
            for (field, value) in changes {
                edit.changes.extend(register.change(id.as_str(), field, value)?);
            }
        }
        let mut added: Vec<Record> = Vec::new();
        for record in written.added {
            let id = new_record::id_beside(&record, register, &added, entropy);
            added.push(record.renamed(id));
        }
        edit.changes.extend(added.into_iter().map(Change::add));
        Ok(())
    }
}

/// Adds to an edit what was answered about the reviews that it holds. A new review has another id each time that its form is saved.
pub(super) fn add_given(app: &App, edit: &mut Edit, given: &[(Id, HeldOutcomes)]) -> Result<(), EditError> {
    let by = handle_of(&app.register, &app.env.who);
    for (id, outcomes) in given {
        let Some(review) = as_left(&app.register, edit, id) else {
            continue;
        };
        let by = judged_by(&review, &by).to_owned();
        outcomes.add(edit, &app.register, &review, &by, app.env.entropy)?;
    }
    Ok(())
}

/// Asks what came of a review that an edit holds, unless that was asked. Returns the attempt when it asks nothing.
pub(super) fn asks(app: &mut App, attempt: Attempt, objections: &[Objection]) -> Option<Attempt> {
    let closes = matches!(&attempt.trigger, Trigger::Decision(answered) if answered.decision.settles.contains(&review::OUTCOMES_UNWRITTEN));
    let is_known = |id: &Id| app.register.get(id.as_str()).is_some();
    let is_asked = |id: &Id| {
        let mut given = attempt.given.held.iter();
        given.any(|(known, _)| known == id || (!is_known(known) && !is_known(id)))
    };
    let mut unwritten = objections.iter().filter(|one| one.rule == review::OUTCOMES_UNWRITTEN);
    let Some(objection) = unwritten.find(|one| !closes && !is_asked(&one.id)) else {
        return Some(attempt);
    };
    let review = match &attempt.trigger {
        Trigger::Form => {
            let form = app.dialogs.top::<Form>();
            form.map(|form| form.record(&app.register, app.env.today))
        }
        _ => app.register.get(objection.id.as_str()).cloned(),
    };
    let questions = review
        .map(|review| questions(&app.register, &review, app.env.today))
        .unwrap_or_default();
    if questions.is_empty() {
        return Some(attempt);
    }
    let slots = app.register.slot(objection.id.as_str()).into_iter().collect();
    let wanted = vec![Wanted::Outcomes(objection.id.clone())];
    let mut ask = Ask::new(&SETTLE, slots, questions, &app.register);
    ask.recall(typed_before(app, &attempt), &app.register);
    ask.error = Some(objection.sentence.clone());
    ask.pending = Some(PendingEdit { attempt, wanted });
    app.dialogs.push(ask);
    None
}

/// Returns a review as an edit leaves it.
fn as_left(register: &Register, edit: &Edit, id: &Id) -> Option<Record> {
    let added = edit.changes.iter().find_map(|change| match change {
        Change::Add(record) if record.is(&review::KIND) => Some((**record).clone()),
        _ => None,
    });
    let mut review = match register.get(id.as_str()) {
        Some(record) => record.clone(),
        None => return added,
    };
    for change in &edit.changes {
        if let Change::Set { id: of, field, to, .. } = change
            && of == id
        {
            review.put(*field, to.clone()).ok()?;
        }
    }
    Some(review)
}

/// Returns who judged in a review: who led it, else who saw to it, else who closes it.
pub fn judged_by<'a>(review: &'a Record, closes: &'a str) -> &'a str {
    let led = [review.get(review::CHAIR), review.owner()];
    led.into_iter().find(|name| !name.is_empty()).unwrap_or(closes)
}

/// Returns the question about each thing that a review was about.
pub(in crate::app) fn questions(register: &Register, review: &Record, today: NaiveDate) -> Vec<Question> {
    let people = People::of(register);
    let of_thing = |(outcomes, thing): Asked<'_>| {
        let title = register.title(thing.id().as_str()).unwrap_or_default();
        let label = if thing.is(&organization::KIND) {
            "Issues and parties".to_owned()
        } else {
            shortened(&format!("{} {title}", thing.id()))
        };
        let question = Question::choice(label, outcomes.choices).passed_over_as("not looked at");
        let question = question.about(Of::Record(thing.id().clone()));
        let followed =
            outcomes::approving(outcomes).map(|choice| (choice, Box::new(approver(&people, thing.id(), today))));
        Question { followed, ..question }
    };
    outcomes::asked(register, review).into_iter().map(of_thing).collect()
}

/// Asks by whom a document was approved; the only one who may stands there.
fn approver(people: &People<'_>, id: &Id, today: NaiveDate) -> Question {
    let only_one = Approvers::of(id.as_str()).only_one(people, today).unwrap_or_default();
    let question = Question::owner(format!("{id} approved by"), "who may approve it", true);
    let question = question.about(Of::Approver(id.clone()));
    Question {
        begun: only_one.to_owned(),
        ..question
    }
}

/// Returns as much of a text as a question has room for.
fn shortened(title: &str) -> String {
    const MOST: usize = 36;
    match title.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}
