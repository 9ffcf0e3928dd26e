//! The prompt that asks the questions of a decision, one after the other, with suggestions.

pub(in crate::app) mod answered;
pub(in crate::app) mod drafts;
pub mod keeping;
pub mod keys;
mod names;
pub(in crate::app) mod question;

use chrono::NaiveDate;

use crate::app::decisions::add_action::read_action;
use crate::app::decisions::prompt::keys::KEYS;
use crate::app::decisions::prompt::names::name_last;
use crate::app::decisions::rules::attempt::PendingEdit;
use crate::app::decisions::{Answered, Answering, Answers, Asked, Question, Running, statuses};
use crate::app::dialogs::keys::Listed;
use crate::app::dialogs::text_input::Writing;
use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::environment::key::{Code, Key};
use crate::app::form::suggestion::{NEW_NAME, Suggestion, meant, owners, people};
use crate::app::list::spec::View;
use crate::domain::day;
use crate::domain::record::choice::Item;
use crate::domain::record::field::Shape;
use crate::domain::record::input;
use crate::domain::record::nobody::is_nobody;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;
use crate::domain::schedule::action_line;
use crate::domain::search::rank;

/// The key that passes over a question that Enter does not pass over.
pub const PASSES_OVER: char = '-';

/// A decision that still has questions.
#[derive(Debug)]
pub struct Ask {
    /// The decision.
    pub decision: Running,
    /// What it applies to.
    pub targets: Vec<Slot>,
    /// What it asks.
    pub questions: Vec<Question>,
    /// The answers so far.
    pub answers: Vec<Value>,
    /// The decision with its records as they were when it was asked about them.
    pub answered: Answered,
    /// What the answers are for, where the rules ask and no decision does.
    pub pending: Option<PendingEdit>,
    /// The answer being typed.
    pub line: Writing,
    /// What stood there before anything was typed.
    begun: String,
    /// What was typed at the questions before, by their labels.
    kept: Vec<(String, String)>,
    /// Why the answer is refused.
    pub error: Option<String>,
    /// What is offered.
    pub suggestions: Vec<Suggestion>,
    /// The offer under the cursor.
    pub chosen: Option<usize>,
    /// The first line shown; drawing sets it.
    pub top: std::cell::Cell<usize>,
    /// The names that were chosen as new ones.
    new_names: Vec<String>,
}

impl Dialog for Ask {
    fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
        KEYS.press(self, key, background)
    }

    fn keys(&self) -> &'static dyn Listed {
        &KEYS
    }

    fn paste(&mut self, text: &str, background: Background<'_>) -> Option<Outcome> {
        Self::paste(self, text, background.register);
        Some(Outcome::Stay)
    }

    fn types(&self, character: char, register: &Register) -> bool {
        Self::types(self, character, register)
    }

    fn writing(&self) -> Option<&Writing> {
        Some(&self.line)
    }
}

impl Ask {
    /// Returns the first question of a decision.
    pub fn new(
        decision: impl Into<Running>,
        targets: Vec<Slot>,
        questions: Vec<Question>,
        register: &Register,
    ) -> Self {
        let decision = decision.into();
        let mut ask = Self {
            answered: Answered::begun(decision, targets.clone(), register).asked(&questions),
            decision,
            targets,
            questions,
            answers: Vec::new(),
            pending: None,
            line: Writing::line(""),
            begun: String::new(),
            kept: Vec::new(),
            error: None,
            suggestions: Vec::new(),
            chosen: None,
            top: std::cell::Cell::new(0),
            new_names: Vec::new(),
        };
        ask.line = ask.written("");
        ask.suggest(register);
        ask
    }

    /// Returns a text as it stands in the answer to the question being asked, with the cursor at its end.
    fn written(&self, text: &str) -> Writing {
        if self.question().shape == Asked::Page {
            Writing::page(text)
        } else {
            Writing::line(text)
        }
    }

    /// Puts a text into the line before anything is typed.
    pub fn start_with(&mut self, text: &str, register: &Register) {
        self.line = self.written(text);
        text.clone_into(&mut self.begun);
        self.suggest(register);
    }

    /// Takes what was typed at these questions before: it stands in the line of each when it is asked.
    pub fn recall(&mut self, texts: Vec<(String, String)>, register: &Register) {
        self.kept = texts;
        if let Some(text) = self.kept_of(self.answers.len()) {
            self.line = self.written(&text);
            self.typed(register);
        }
    }

    /// Returns what was typed at a question before.
    fn kept_of(&self, question: usize) -> Option<String> {
        let question = self.questions.get(question)?;
        let kept = self.kept.iter().find(|(of, _)| *of == question.label);
        let begun = Some(&question.begun).filter(|text| !text.is_empty());
        kept.map(|(_, text)| text).or(begun).cloned()
    }

    /// Returns what is typed at each question, the later ones as they were typed before.
    pub fn texts(&self) -> Vec<(String, String)> {
        let text = |(at, question): (usize, &Question)| {
            let text = match self.answers.get(at) {
                Some(answer) => answer.to_string(),
                None if at == self.answers.len() => self.line.text(),
                None => self.kept_of(at).unwrap_or_default(),
            };
            // A placeholder for a person is nothing to come back to.
            let is_nobody = matches!(question.shape, Asked::Owner | Asked::People) && is_nobody(&text);
            (!is_nobody && !text.trim().is_empty()).then(|| (question.label.to_string(), text))
        };
        self.questions.iter().enumerate().filter_map(text).collect()
    }

    /// Tells whether words were typed, not only a choice or a day.
    pub fn is_worth_keeping(&self) -> bool {
        let words = self.questions.iter().filter(|question| question.shape.is_words());
        let texts = self.texts();
        words
            .filter_map(|question| texts.iter().find(|(label, _)| *label == question.label))
            .any(|(_, text)| *text != self.begun)
    }

    /// Takes the last answer back and says why it is refused, so that it can be given again.
    pub fn refuse(&mut self, sentence: String, register: &Register) {
        self.answers.pop();
        if self.question().shape.is_fixed() {
            // A number picks again.
            self.line = self.written("");
            self.chosen = None;
        }
        self.suggest(register);
        self.error = Some(sentence);
    }

    /// Returns the question being asked.
    pub fn question(&self) -> &Question {
        &self.questions[self.answers.len().min(self.questions.len() - 1)]
    }

    /// Returns what the typed answer would come to, while it is a day or an action.
    pub fn reading(&self, register: &Register, who: &str, today: NaiveDate) -> Option<String> {
        let text = self.line.text();
        if let Some(reading) = (self.decision.reading)(&text, register) {
            return Some(reading);
        }
        if self.question().shape == Asked::Action {
            let about: Vec<_> = self.targets.iter().filter_map(|slot| register.at(*slot)).collect();
            let new_action = read_action(&text, &about, register, who, today).ok()?;
            return Some(new_action.reading(today));
        }
        if let ([one], true) = (&*self.targets, self.line.is_empty())
            && self.question().shape == Asked::Day
        {
            let given = Answers(&self.answers);
            return (self.decision.without_day)(register.at(*one)?, &given, View { register, today });
        }
        let day = (self.question().shape == Asked::Day)
            .then(|| day::read(&text, today).ok())
            .flatten()?;
        Some(format!("{}  {}", day.format("%a %Y-%m-%d"), day::distance(day, today)))
    }

    /// Tells whether a character is typed, and does not pick a choice.
    pub fn types(&self, c: char, register: &Register) -> bool {
        let Asked::Several(items) = self.question().shape else {
            return self.number(c, register).is_none();
        };
        // A letter that picks one of several may as well begin a word.
        c != ' ' && !(c.is_ascii_digit() && keyed(items, c).is_some())
    }

    /// Returns the status that a digit stands for while nothing is typed, so that one key answers.
    fn number(&self, c: char, register: &Register) -> Option<usize> {
        let asked = self.question().shape.is_fixed() && self.line.is_empty();
        if asked && c == PASSES_OVER && self.question().passed_over.is_some() {
            return Some(self.statuses(register).len());
        }
        let nth = c.to_digit(10).filter(|_| asked)?.checked_sub(1)? as usize;
        (nth < self.statuses(register).len()).then_some(nth)
    }

    /// Picks one of several choices by number, first letter or the cursor, or lets go of it.
    fn pick(&mut self, code: Code) {
        let Asked::Several(items) = self.question().shape else {
            return;
        };
        let picked = self.picked();
        let meant = match code {
            Code::Char(' ') => self.chosen,
            Code::Char(c) => keyed(items, c),
            Code::Backspace => items.iter().rposition(|item| picked.contains(&item.index)),
            _ => return,
        };
        let Some(meant) = meant else {
            if code != Code::Backspace {
                self.error = Some("The number or first letter of a choice picks it; Enter goes on.".to_owned());
            }
            return;
        };
        let keeps = |item: &&Item| picked.contains(&item.index) != (item.index == meant);
        let labels: Vec<_> = items.iter().filter(keeps).map(|item| item.label).collect();
        self.line.set(&labels.join(", "));
        self.error = None;
    }

    /// Returns the positions of the choices picked so far.
    pub fn picked(&self) -> Vec<usize> {
        let Asked::Several(items) = self.question().shape else {
            return Vec::new();
        };
        let text = self.line.text();
        let typed: Vec<_> = text.split(',').map(str::trim).collect();
        let named = items.iter().filter(|item| typed.iter().any(|word| item.is_named(word)));
        named.map(|item| item.index).collect()
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, register: &Register) {
        self.line.paste(text);
        self.typed(register);
    }

    fn typed(&mut self, register: &Register) {
        self.error = None;
        self.suggest(register);
        // Letters choose among fixed words by themselves, and among known people where they begin a name.
        let text = self.line.text();
        let chooses = match (self.question().shape, self.suggestions.first()) {
            (Asked::Owner, Some(top)) => top.label != NEW_NAME && meant(top, &text),
            (shape, Some(_)) => shape.is_fixed(),
            (_, None) => false,
        };
        self.chosen = (chooses && !text.is_empty()).then_some(0);
    }

    /// Returns the words a status, or another single choice, is chosen from.
    fn statuses(&self, register: &Register) -> &'static [Item] {
        if let Asked::OneOf(items) = self.question().shape {
            return items;
        }
        let first = self.targets.first().and_then(|slot| register.at(*slot));
        first.map(statuses).unwrap_or_default()
    }

    /// Returns the people who are not in the line yet; those who take part go first.
    fn people(&self, register: &Register) -> Vec<Suggestion> {
        let first = self.targets.first().and_then(|slot| register.at(*slot));
        let mut all = first.map(|record| people(register, record)).unwrap_or_default();
        let text = self.line.text();
        let named: Vec<_> = text.split(',').map(str::trim).collect();
        all.retain(|person| !named[..named.len() - 1].contains(&person.insert.as_str()));
        all
    }

    fn suggest(&mut self, register: &Register) {
        let all = match self.question().shape {
            Asked::Owner => owners(register),
            Asked::People => self.people(register),
            Asked::Action if action_line::name_begun(&self.line.text()).is_some() => owners(register),
            Asked::Status | Asked::OneOf(_) => {
                let items = self.statuses(register);
                let passed_over = self.question().passed_over.map(|word| Suggestion {
                    insert: word.to_owned(),
                    label: PASSES_OVER.to_string(),
                });
                items.iter().map(offer).chain(passed_over).collect()
            }
            Asked::Several(items) => {
                self.suggestions = items.iter().map(offer).collect();
                return;
            }
            Asked::Line | Asked::Page | Asked::Day | Asked::Action => Vec::new(),
        };
        let labels = all.iter().map(|offer| match self.question().shape {
            Asked::Status | Asked::OneOf(_) => offer.insert.clone(),
            _ => format!("{} {}", offer.insert, offer.label),
        });
        let text = self.line.text();
        let typed = match self.question().shape {
            Asked::Action => action_line::name_begun(&text).unwrap_or_default(),
            Asked::People => name_last(&text),
            _ => &text,
        };
        self.suggestions = rank(typed, labels)
            .into_iter()
            .map(|ranked| all[ranked.index].clone())
            .collect();
        self.offer_new_name(&all, register);
    }

    fn answer(&mut self, register: &Register, who: &str, today: NaiveDate) -> Outcome {
        let question = self.question().clone();
        if matches!(question.shape, Asked::Several(_)) {
            if self.line.is_empty() && self.chosen.is_some() {
                self.pick(Code::Char(' '));
            }
        } else if let Some(suggestion) = self.chosen.and_then(|at| self.suggestions.get(at)) {
            let insert = suggestion.insert.clone();
            if matches!(question.shape, Asked::Action | Asked::People) {
                // The name is completed; the line goes on.
                if suggestion.label == NEW_NAME {
                    self.new_names.push(insert.clone());
                    if question.shape == Asked::Action {
                        self.chosen = None;
                        return Outcome::Stay;
                    }
                }
                let text = self.line.text();
                let (begun, then) = match question.shape {
                    Asked::People => (name_last(&text).len(), ","),
                    _ => (action_line::name_begun(&text).map_or(0, str::len), ""),
                };
                self.line
                    .set(&format!("{}{insert}{then} ", &text[..text.len() - begun]));
                self.chosen = None;
                self.suggest(register);
                return Outcome::Stay;
            }
            self.line.set(&insert);
        } else if let Some(reason) = self.take_names(register) {
            self.error = Some(reason);
            return Outcome::Stay;
        }
        let text = self.line.text();
        let items = self.statuses(register);
        let is_passed_over = question.passed_over.is_some_and(|word| word == text.trim());
        if question.shape == Asked::Action
            && let Err(error) = action_line::read(&text, today)
        {
            self.error = Some(error.to_string());
            return Outcome::Stay;
        }
        let read = match question.shape {
            Asked::People => input::read(Shape::Words, text.trim_end_matches([',', ' ']), today),
            Asked::Owner => input::read(Shape::Person, &text, today),
            Asked::Line | Asked::Action => input::read(Shape::Line, &text, today),
            Asked::Page => input::read(Shape::Prose, &text, today),
            Asked::Day => input::read(Shape::Day, &text, today),
            Asked::Status | Asked::OneOf(_) if text.trim().is_empty() || is_passed_over => Ok(Value::Empty),
            Asked::Status | Asked::OneOf(_) => input::choice(items, &text),
            Asked::Several(items) => input::read(Shape::AnyOf(items), &text, today),
        };
        match read {
            Ok(value) if value.is_empty() && question.required && !is_passed_over => {
                self.error = Some(match question.passed_over {
                    Some(word) => format!("{} needs an answer; {PASSES_OVER} says: {word}.", question.label),
                    None => format!("{} is needed here; Esc leaves without a change.", question.label),
                });
                Outcome::Stay
            }
            Ok(value) => {
                if let Some(reason) = self.objection(&value, register, who, today) {
                    self.error = Some(reason);
                    return Outcome::Stay;
                }
                if let (Value::Choice(chosen), Some((choice, next))) = (&value, question.followed)
                    && *chosen == choice
                {
                    self.questions.insert(self.answers.len() + 1, *next);
                    self.answered = self.answered.clone().asked(&self.questions);
                }
                self.answers.push(value);
                if self.answers.len() == self.questions.len() {
                    return Outcome::Answered;
                }
                self.line = self.written(&self.kept_of(self.answers.len()).unwrap_or_default());
                self.chosen = None;
                self.suggest(register);
                Outcome::Stay
            }
            Err(error) => {
                self.error = Some(error.to_string());
                Outcome::Stay
            }
        }
    }
}

impl Ask {
    /// Returns what is wrong with an answer just given, if anything; it can then be given again.
    fn objection(&self, answer: &Value, register: &Register, who: &str, today: NaiveDate) -> Option<String> {
        let records: Vec<_> = self.targets.iter().filter_map(|slot| register.at(*slot)).collect();
        let given = Answering {
            records: &records,
            nth: self.answers.len(),
            answer,
            register,
            who,
            today,
        };
        (self.decision.objection)(&given).or_else(|| {
            let Value::Date(day) = answer else { return None };
            let mut answers = self.answers.clone();
            answers.push(answer.clone());
            let view = View { register, today };
            self.decision.refused_day(view, who, &records, &answers, *day)
        })
    }
}

/// Returns a choice as it is offered, with the number that picks it.
fn offer(item: &Item) -> Suggestion {
    Suggestion {
        insert: item.label.to_owned(),
        label: (item.index + 1).to_string(),
    }
}

/// Returns the position of the choice that a number or first letter stands for.
fn keyed(items: &[Item], c: char) -> Option<usize> {
    let number = c.to_digit(10).and_then(|digit| (digit as usize).checked_sub(1));
    let begins = |item: &Item| item.label.starts_with(c.to_ascii_lowercase());
    number
        .filter(|nth| *nth < items.len())
        .or_else(|| items.iter().position(begins))
}
