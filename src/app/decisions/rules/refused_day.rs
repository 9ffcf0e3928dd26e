//! Days that the rules refuse whatever is answered after them, so that they are refused before more is asked.

use chrono::NaiveDate;

use crate::app::decisions::{Asked, Running};
use crate::app::list::spec::View;
use crate::domain::admission;
use crate::domain::record::Record;
use crate::domain::record::rules::{Context, Remedy};
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};

/// Stands in for words that are not asked for yet, so that no rule misses them.
const LATER: &str = "later";

impl Running {
    /// Returns why a day that a decision sets is taken by no rule, whatever the questions after `answers` come to.
    pub fn refused_day(
        self,
        view: View<'_>,
        who: &str,
        records: &[&Record],
        answers: &[Value],
        day: NaiveDate,
    ) -> Option<String> {
        let mut answers = answers.to_vec();
        for question in self.questions(records, view).into_iter().skip(answers.len()) {
            answers.push(match question.shape {
                Asked::Line | Asked::Page => Value::from(LATER),
                _ => Value::Empty,
            });
        }
        let context = Context {
            today: view.today,
            who,
            because: Some(LATER),
            history: false,
            confirmed: true,
        };
        let refused = |record: &&Record| {
            let sentence = self.day_of_one(view, record, &answers, day, &context)?;
            let is_named = records.len() < 2 || sentence.contains(record.id().as_str());
            Some(if is_named {
                sentence
            } else {
                format!("{}: {sentence}", record.id())
            })
        };
        records.iter().find_map(refused)
    }

    fn day_of_one(
        self,
        view: View<'_>,
        record: &Record,
        answers: &[Value],
        day: NaiveDate,
        context: &Context<'_>,
    ) -> Option<String> {
        let id = record.id();
        let changes = self.changes(view, record, answers).ok()?;
        let changes = changes.into_iter();
        let changes: Vec<_> = changes
            .filter_map(|(field, value)| view.register.change(id.as_str(), field, value).ok()?)
            .collect();
        let is_day = |name: &str| {
            changes.iter().any(|change| {
                matches!(change, Change::Set { field, to: Value::Date(to), .. }
                    if *to == day && record.kind().fields[*field].name == name)
            })
        };
        let edit = Edit {
            title: String::new(),
            who: context.who.to_owned(),
            when: view.today.into(),
            changes: changes.clone(),
        };
        let objections = admission::complete(view.register, edit, context).objections;
        let mut of_day = objections.into_iter().filter(|objection| match objection.remedy {
            Remedy::Fill(name) => is_day(name),
            Remedy::Because | Remedy::Confirm | Remedy::Never => false,
        });
        of_day.next().map(|objection| objection.sentence)
    }
}
