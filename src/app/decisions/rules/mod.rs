//! Turns objections of the rules into questions; the answer makes the decision again, on the register as it is then.

pub(in crate::app) mod changed_beside;
pub(in crate::app) mod left_actions;
pub(in crate::app) mod refused_day;

use crate::app::decisions::prompt::Ask;
use crate::app::decisions::{Answered, Asked, Decision, Question, Targets, completion, run};
use crate::app::dialogs::{Dialog, Then};
use crate::app::edits::Cursor;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::domain::admission::{self, Context, Objection, Remedy};
use crate::domain::kinds::system;
use crate::domain::record::Record;
use crate::domain::record::field::{Field, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Changes, Edit};
use crate::domain::register::index::Slot;

/// What the rules asked for is answered.
pub(in crate::app) static SETTLE: Decision = Decision {
    on_retired: true,
    ..Decision::new("answer", Targets::If(|_| Ok(())), |_, _| Changes::new())
};

/// What made an edit that was objected to, so that it can be made once more with what was answered.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A decision with its answers.
    Decision(Box<Answered>),
    /// The form on top of the dialogs.
    Form,
    /// An edit that was made elsewhere, as it was proposed.
    Edit(Box<Edit>, Cursor),
}

/// What was answered to objections so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// The reason.
    because: Option<String>,
    /// Whether it was looked at a second time.
    confirmed: bool,
    /// Values of fields that were missing.
    fills: Vec<Fill>,
    /// What was typed at the questions, by their labels: for a draft, and to stand there when it is asked again.
    pub(in crate::app) texts: Texts,
}

/// What was typed at some questions, by their labels.
pub(in crate::app) type Texts = Vec<(String, String)>;

/// A value for a field that was missing.
#[derive(Debug, Clone, PartialEq)]
struct Fill {
    id: Id,
    field: usize,
    /// What stood there when it was asked for.
    from: Value,
    to: Value,
}

impl Given {
    /// Returns what was typed before and is to be asked for again.
    pub(in crate::app) fn recalled(texts: Texts) -> Self {
        Self {
            texts,
            ..Self::default()
        }
    }

    /// Tells whether words were given, not only a choice or a day.
    pub(in crate::app) fn has_words(&self) -> bool {
        self.because.is_some() || self.fills.iter().any(|fill| fill.to.as_text().is_some())
    }
}

/// An edit that waits for an answer.
#[derive(Debug, Clone)]
pub struct Halted {
    /// What made it.
    pub(in crate::app) trigger: Trigger,
    /// What was answered before.
    pub(in crate::app) given: Given,
}

/// The edit under way, and the one that waits for an answer.
#[derive(Debug, Default)]
pub struct Admitting {
    trigger: Option<Trigger>,
    given: Given,
    waiting: Option<(Halted, Vec<Wanted>)>,
}

impl Admitting {
    /// Returns what waits for an answer to what the rules asked.
    pub(in crate::app) fn waiting(&self) -> Option<&Halted> {
        self.waiting.as_ref().map(|(halted, _)| halted)
    }

    /// Lets go of it, since nobody answers.
    pub(in crate::app) fn let_go(&mut self) {
        self.waiting = None;
    }

    /// Returns what the question on top asks for.
    pub(in crate::app) fn asked(&self) -> Option<(Halted, Vec<Wanted>)> {
        self.waiting.clone()
    }

    /// Waits for the same answer again, since the one given was refused.
    pub(in crate::app) fn ask_again(&mut self, asked: Option<(Halted, Vec<Wanted>)>) {
        self.waiting = asked;
    }
}

/// What a question asks for.
#[derive(Debug, Clone)]
pub(in crate::app) enum Wanted {
    /// The reason.
    Because,
    /// A field of these records.
    Field(Vec<Id>, usize),
}

impl App {
    /// Makes a decision whose questions are answered.
    pub(in crate::app) fn do_answered(&mut self, answered: Answered) {
        let given = answered.given.clone();
        self.once_more(Trigger::Decision(Box::new(answered)), given);
    }

    /// Makes a decision that was looked at a second time.
    pub(in crate::app) fn do_confirmed(&mut self, answered: Answered) {
        let given = Given {
            confirmed: true,
            ..answered.given.clone()
        };
        self.once_more(Trigger::Decision(Box::new(answered)), given);
    }

    /// Makes the decision that actions are done, once it was looked what is at the path that is to show it.
    pub(in crate::app) fn do_seen(&mut self, answered: &Answered, path: &str) {
        let given = answered.given.clone();
        let trigger = Trigger::Decision(Box::new(answered.clone()));
        self.deciding(trigger, given, |app| completion::close_at(app, answered, path));
    }

    /// Makes an edit of an earlier run, for which this was typed then.
    pub(in crate::app) fn make_edit(&mut self, edit: &Edit, texts: Texts) {
        let trigger = Trigger::Edit(Box::new(edit.clone()), Cursor::Follow);
        self.once_more(trigger, Given::recalled(texts));
    }

    /// Returns what was given for the edit under way.
    pub(in crate::app) fn given(&self) -> Given {
        self.edits.admitting.given.clone()
    }

    /// Makes a decision or saves a form with what was answered so far; objections can bring it back here.
    /// Makes an edit whose consequences were looked at already. Tells whether it was made.
    pub(in crate::app) fn commit_confirmed(&mut self, edit: &Edit, cursor: Cursor) -> bool {
        let given = Given {
            confirmed: true,
            ..Given::default()
        };
        let mut is_made = false;
        self.deciding(Trigger::Edit(Box::new(edit.clone()), cursor), given, |app| {
            is_made = app.commit(edit, cursor);
        });
        is_made
    }

    fn deciding(&mut self, trigger: Trigger, given: Given, decide: impl FnOnce(&mut Self)) {
        self.edits.admitting.trigger = Some(trigger);
        self.edits.admitting.given = given;
        decide(self);
        self.edits.admitting.trigger = None;
        self.edits.admitting.given = Given::default();
    }

    /// Returns an edit with what follows from it; nothing when the rules object, and then asks what they ask for.
    pub(in crate::app) fn admitted(&mut self, edit: &Edit, cursor: Cursor) -> Option<Edit> {
        let mut proposed = edit.clone();
        let given = self.edits.admitting.given.clone();
        for Fill { id, field, to, .. } in &given.fills {
            // A value that is there by now changes nothing.
            let kind = self.register.get(id.as_str()).map(Record::kind);
            let change = kind.map(|kind| self.register.change(id.as_str(), kind.at(*field), to.clone()));
            proposed.changes.extend(change.and_then(Result::ok).flatten());
        }
        match admission::admit(&self.register, proposed, &self.context(&given)) {
            Ok(edit) => Some(edit),
            Err(objections) => {
                let trigger = self.edits.admitting.trigger.take();
                let trigger = trigger.unwrap_or_else(|| Trigger::Edit(Box::new(edit.clone()), cursor));
                self.object(trigger, given, &objections);
                None
            }
        }
    }

    fn context<'a>(&'a self, given: &'a Given) -> Context<'a> {
        Context {
            today: self.env.today,
            who: &self.env.who,
            because: given.because.as_deref(),
            confirmed: given.confirmed,
            history: false,
        }
    }

    /// Returns what would have to be confirmed about an edit.
    pub(in crate::app) fn to_confirm(&self, edit: &Edit) -> Vec<String> {
        let given = Given::default();
        let completed = admission::complete(&self.register, edit.clone(), &self.context(&given));
        let sentences = completed.objections.into_iter();
        let mut sentences: Vec<_> = sentences
            .filter(|objection| objection.remedy == Remedy::Confirm)
            .map(|objection| objection.sentence)
            .collect();
        sentences.dedup();
        sentences
    }

    /// Refuses what nothing lets through, and asks for the rest: first for what is missing, then for a second look.
    fn object(&mut self, trigger: Trigger, given: Given, objections: &[Objection]) {
        let records: std::collections::BTreeSet<&Id> = objections.iter().map(|objection| &objection.id).collect();
        let several = records.len() > 1;
        let of = |objection: &Objection| {
            if several && !objection.sentence.contains(objection.id.as_str()) {
                format!("{}: {}", objection.id, objection.sentence)
            } else {
                objection.sentence.clone()
            }
        };
        let never = objections.iter().find(|objection| objection.remedy == Remedy::Never);
        if let Some(never) = never {
            let sentence = of(never);
            self.refuse(sentence);
            return;
        }
        if matches!(trigger, Trigger::Form) && self.shown_in_form(objections) {
            return;
        }
        let (questions, wanted) = self.questions_of(objections);
        if let Some(first) = objections.iter().find(|objection| objection.remedy != Remedy::Confirm) {
            let sentence = of(first);
            if questions.is_empty() {
                self.refuse(sentence);
                return;
            }
            let mut ask = Ask::new(&SETTLE, self.targets_of(objections), questions, &self.register);
            ask.recall(self.typed_before(&trigger, &given), &self.register);
            ask.error = Some(sentence);
            self.edits.admitting.waiting = Some((Halted { trigger, given }, wanted));
            self.dialogs.push(Dialog::Ask(Box::new(ask)));
            return;
        }
        let mut sentences: Vec<_> = objections.iter().map(of).collect();
        sentences.dedup();
        self.edits.admitting.waiting = Some((Halted { trigger, given }, Vec::new()));
        let go_on = (Key::char('y'), "do it all the same".to_owned(), Then::Confirmed);
        self.confirm("Confirm", shortened(&sentences), vec![go_on]);
    }

    fn targets_of(&self, objections: &[Objection]) -> Vec<Slot> {
        let ids = objections.iter().map(|objection| objection.id.as_str());
        let mut slots: Vec<_> = ids.filter_map(|id| self.register.slot(id)).collect();
        slots.dedup();
        slots
    }

    /// Returns the questions that answer objections, each once, and what their answers are for. A table is no answer in
    /// one line.
    fn questions_of(&self, objections: &[Objection]) -> (Vec<Question>, Vec<Wanted>) {
        let (mut questions, mut wanted): (Vec<Question>, Vec<Wanted>) = (Vec::new(), Vec::new());
        for objection in objections {
            match objection.remedy {
                Remedy::Because if !wanted.iter().any(|one| matches!(one, Wanted::Because)) => {
                    questions.push(Question::line("Why", "the reason stays with the record", true));
                    wanted.push(Wanted::Because);
                }
                Remedy::Fill(name) => {
                    let Some(record) = self.register.get(objection.id.as_str()) else {
                        continue;
                    };
                    let Some(at) = record.kind().field_index(name) else {
                        continue;
                    };
                    let Some(question) = question(&record.kind().fields[at]) else {
                        continue;
                    };
                    let same = wanted.iter_mut().find_map(|one| match one {
                        Wanted::Field(ids, field) if *field == at => Some(ids),
                        _ => None,
                    });
                    match same {
                        Some(ids) => ids.push(objection.id.clone()),
                        None => {
                            questions.push(question);
                            wanted.push(Wanted::Field(vec![objection.id.clone()], at));
                        }
                    }
                }
                Remedy::Because | Remedy::Confirm | Remedy::Never => {}
            }
        }
        (questions, wanted)
    }

    /// Shows in the form on top what is missing there. Tells whether the form shows it.
    fn shown_in_form(&mut self, objections: &[Objection]) -> bool {
        let today = self.env.today;
        let (register, Some(Dialog::Form(form))) = (&self.register, self.dialogs.last_mut()) else {
            return false;
        };
        let missing = objections.iter().filter_map(|objection| match objection.remedy {
            Remedy::Fill(field) => Some((field, &*objection.sentence)),
            _ => None,
        });
        let shown = form.object(missing, register, today);
        let gate = Remedy::Fill(system::KIND.declared(system::GATE_OVERRIDE).name);
        if objections.iter().any(|objection| objection.remedy == gate) {
            self.begin_override();
        }
        shown
    }

    /// Saves the form on top.
    pub(in crate::app) fn save_form(&mut self) {
        self.once_more(Trigger::Form, Given::default());
    }

    /// Takes the answers to what the rules asked for, and makes the decision with them.
    pub(in crate::app) fn objections_answered(&mut self, answered: &Answered, texts: Texts) {
        let Some((halted, wanted)) = self.edits.admitting.waiting.take() else {
            return;
        };
        let Halted { trigger, mut given } = halted;
        given.texts = with_texts(given.texts, texts);
        for (wanted, answer) in wanted.into_iter().zip(&answered.answers) {
            match wanted {
                Wanted::Because => given.because = answer.as_text().map(str::to_owned),
                Wanted::Field(ids, field) => {
                    given
                        .fills
                        .retain(|fill| !(ids.contains(&fill.id) && fill.field == field));
                    let fill = |id: Id| Fill {
                        from: answered.as_begun(&id, field),
                        id,
                        field,
                        to: answer.clone(),
                    };
                    given.fills.extend(ids.into_iter().map(fill));
                }
            }
        }
        self.once_more(trigger, given);
    }

    /// Makes a decision that was looked at a second time.
    pub(in crate::app) fn second_look_taken(&mut self) {
        if let Some((Halted { trigger, mut given }, _)) = self.edits.admitting.waiting.take() {
            given.confirmed = true;
            self.once_more(trigger, given);
        }
    }

    /// Goes on with an edit after it was asked whose value holds.
    pub(in crate::app) fn go_on_with(&mut self, halted: Halted) {
        self.once_more(halted.trigger, halted.given);
    }

    /// Asks whose value holds where others filled a field since it was asked for. Tells whether it asks.
    fn asks_about_fills(&mut self, trigger: &Trigger, given: &Given) -> bool {
        let now = |fill: &Fill| {
            let record = self.register.get(fill.id.as_str())?;
            let value = record.value(fill.field);
            (*value != fill.from && *value != fill.to).then_some((record, value))
        };
        let clash = |fill: &Fill| {
            let (record, theirs) = now(fill)?;
            let label = format!("{} {}", fill.id, record.kind().fields[fill.field].label);
            Some((label, theirs.clone(), fill.to.clone()))
        };
        let clashes: Vec<_> = given.fills.iter().filter_map(clash).collect();
        if clashes.is_empty() {
            return false;
        }
        let (mut theirs, mut mine) = (given.clone(), given.clone());
        theirs.fills.retain(|fill| now(fill).is_none());
        for fill in &mut mine.fills {
            if let Some((_, value)) = now(fill) {
                fill.from = value.clone();
            }
        }
        let halted = |given| {
            let trigger = trigger.clone();
            Then::GoOn(Box::new(Halted { trigger, given }))
        };
        self.ask_whose(clashes, halted(theirs), halted(mine));
        true
    }

    /// Returns what was typed before at what the rules ask now, and was put aside.
    fn typed_before(&mut self, trigger: &Trigger, given: &Given) -> Texts {
        let mut texts = given.texts.clone();
        match trigger {
            Trigger::Decision(answered) => texts.extend(self.take_settled(answered)),
            Trigger::Form => {
                if let Some(Dialog::Form(form)) = self.dialogs.last() {
                    texts.extend(form.settled.clone());
                }
            }
            Trigger::Edit(..) => {}
        }
        texts
    }

    fn once_more(&mut self, trigger: Trigger, given: Given) {
        if self.asks_about_fills(&trigger, &given) {
            return;
        }
        match trigger.clone() {
            Trigger::Decision(answered) => {
                self.deciding(trigger, given, |app| run::make(app, &answered));
            }
            Trigger::Form => self.deciding(trigger, given, Self::propose_form),
            Trigger::Edit(edit, cursor) => self.deciding(trigger, given, |app| {
                app.commit(&edit, cursor);
            }),
        }
    }
}

/// Returns the question for the value of a field, where it is typed without a form.
fn question(field: &'static Field) -> Option<Question> {
    let shape = match field.shape {
        Shape::Day => Asked::Day,
        Shape::OneOf(items) => Asked::OneOf(items),
        Shape::Words => Asked::People,
        Shape::Line if field.is_person() => Asked::Owner,
        Shape::Line => Asked::Line,
        Shape::Prose => Asked::Page,
        _ => return None,
    };
    Some(Question {
        label: field.label,
        example: "",
        shape,
        required: true,
    })
}

/// Returns texts with later ones, which stand for earlier ones of the same label.
pub(in crate::app) fn with_texts(mut texts: Texts, later: Texts) -> Texts {
    texts.retain(|(label, _)| later.iter().all(|(other, _)| other != label));
    texts.extend(later);
    texts
}

/// Returns some sentences below each other, and how many more there are.
pub(in crate::app) fn shortened(sentences: &[String]) -> String {
    const MOST: usize = 8;
    let mut text = sentences.iter().take(MOST).cloned().collect::<Vec<_>>().join("\n\n");
    if sentences.len() > MOST {
        text.push_str(&format!("\n\nand {} more", sentences.len() - MOST));
    }
    text
}
