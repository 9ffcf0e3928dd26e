//! `aims hold`: closes a review that was held, with what came of it for the things it was about.

use chrono::NaiveDate;
use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::app::decisions::add_action::handle_of;
use crate::app::guided::review::closing::{self, Closing, HeldOutcomes};
use crate::cli::consent::Consent;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::cli::{Global, field_assignment};
use crate::domain::day;
use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::review;
use crate::domain::record::Record;
use crate::domain::record::choice::Item;
use crate::domain::record::id::Id;
use crate::domain::record::input;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::Changes;
use crate::domain::review::{self as agenda, outcomes};
use crate::store::save::history::Step;

/// A thing that the review is about, and what can be answered about it.
type Looked = (Id, &'static [Item]);

/// What stands for every thing that the review is about.
const ALL: &str = "all";

/// The arguments of `aims hold`.
#[derive(Debug, clap::Args)]
pub struct Hold {
    /// The id of the review, or a beginning that only it has.
    id: String,
    /// What came of it for something it was about, P-7k3qm=suitable or all=works, and fields of the review: attended=ana.
    #[arg(value_name = "ID=OUTCOME|FIELD=VALUE")]
    said: Vec<String>,
    /// The day on which it was held; today if nothing is said.
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Plan the next one a year later, where it is not one of a series.
    #[arg(long)]
    next_year: bool,
    /// Who judged, by handle or name; who led the review if nothing is said, else its owner, else you.
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Who approved the documents that were approved again, by handle or name; the only one who may if nothing is said.
    #[arg(long, value_name = "PERSON")]
    approved_by: Option<String>,
    #[command(flatten)]
    consent: Consent,
}

impl Hold {
    /// Closes the review as one edit and says what it wrote.
    ///
    /// # Errors
    ///
    /// Fails when the review is over, when something is not understood, or the edit cannot be saved.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = Opened::to_write(global)?;
        let review = opened.record(&self.id)?.clone();
        if !review.is(&review::KIND) || !review.is_open() {
            let sentence = format!("{} is no review that is planned.", review.id());
            return Err(Failure::usage(sentence).into());
        }
        let today = opened.today();
        let on = self.on.as_deref().map(|text| day::read(text, today));
        let on = on.transpose().map_err(|error| Failure::usage(error.to_string()))?;
        let day = on.unwrap_or(today);
        let asked = outcomes::asked(&opened.register, &review);
        let things: Vec<Looked> = asked
            .into_iter()
            .map(|(one, thing)| (thing.id().clone(), one.choices))
            .collect();
        let (mut answers, mut own): (Vec<(Id, Value)>, Changes) = (Vec::new(), Changes::new());
        for text in &self.said {
            match meant(text, &things) {
                Some((of, typed)) => {
                    for (id, choices) in of {
                        let value = input::choice(choices, typed)
                            .map_err(|error| unclear(text, &error.to_string(), choices))?;
                        answers.retain(|(answered, _)| *answered != id);
                        answers.push((id, value));
                    }
                }
                None => {
                    let (field, value) = field_assignment::read(&opened, &review::KIND, text)?;
                    own = own.set_field(review::KIND.at(field), value);
                }
            }
        }
        let approvers = self.approvers(&opened.register, &review, &answers, today)?;
        let points = agenda::points(&opened.register, &review, today);
        let begun = opened.edit(format!("held {}: {}", review.id(), review.title()));
        let by = match &self.by {
            Some(by) => handle_of(&opened.register, by),
            None => {
                let closes = handle_of(&opened.register, &begun.who);
                closing::judged_by(&review, &closes).to_owned()
            }
        };
        let closing = Closing {
            points: &points,
            day,
            is_yearly: self.next_year,
            own,
            outcomes: HeldOutcomes {
                outcomes: answers.clone(),
                approvers,
            },
            by: &by,
            today,
        };
        let edit = closing::closed(begun, &opened.register, &review, &closing, environment::entropy)
            .map_err(|error| Failure::usage(error.to_string()))?;
        let edit = self.consent.admitted(&mut opened, &review::KIND, edit)?;
        opened.save(&edit, Step::Do)?;
        let mut text = String::new();
        print::line(
            &mut text,
            &format!("held {} on {day}. {}", review.id(), closing::next_planned(&edit)),
        );
        let title = |id: &Id| opened.register.get(id.as_str()).map(Record::title).unwrap_or_default();
        for (id, value) in &answers {
            print::line(&mut text, &format!("  {id} {}: {value}", title(id)));
        }
        let silent = things
            .iter()
            .filter(|(id, _)| answers.iter().all(|(answered, _)| answered != id));
        for (id, _) in silent {
            print::line(&mut text, &format!("  {id} {}: not looked at", title(id)));
        }
        print::print_saved(&text)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Returns by whom each document was approved that was approved again.
    fn approvers(
        &self,
        register: &Register,
        review: &Record,
        answers: &[(Id, Value)],
        today: NaiveDate,
    ) -> Result<Vec<(Id, String)>, Failure> {
        let people = People::of(register);
        let is_approved = |(outcomes, thing): &outcomes::Asked<'_>| {
            let approving = outcomes::approving(outcomes).map(Value::Choice);
            let answer = answers.iter().find(|(id, _)| id == thing.id());
            answer.is_some_and(|(_, answer)| Some(answer) == approving.as_ref())
        };
        let approved = outcomes::asked(register, review).into_iter().filter(is_approved);
        let by = |(_, thing): outcomes::Asked<'_>| {
            let id = thing.id();
            let by = match &self.approved_by {
                Some(by) => Some(handle_of(register, by)),
                None => Approvers::of(id.as_str()).only_one(&people, today).map(str::to_owned),
            };
            let unsaid =
                || Failure::usage(format!("Say who approved {id}.")).with_hint("--approved-by PERSON".to_owned());
            by.map(|by| (id.clone(), by)).ok_or_else(unsaid)
        };
        approved.map(by).collect()
    }
}

/// Returns the things that an argument is about, with what is said of them; none where it is about a field of the review.
fn meant<'a>(text: &'a str, things: &[Looked]) -> Option<(Vec<Looked>, &'a str)> {
    let (name, typed) = text.split_once('=')?;
    if name == ALL {
        return Some((things.to_vec(), typed));
    }
    let named: Vec<_> = things.iter().filter(|(id, _)| id.as_str() == name).cloned().collect();
    (!named.is_empty()).then_some((named, typed))
}

fn unclear(text: &str, error: &str, choices: &[Item]) -> Failure {
    if choices.is_empty() {
        return Failure::usage(format!(
            "`{text}`: a review of this kind asks for no outcome of what it was about."
        ));
    }
    let labels: Vec<_> = choices.iter().map(|item| item.label).collect();
    Failure::usage(format!("`{text}`: {error}")).with_hint(format!("There are: {}.", labels.join(", ")))
}
