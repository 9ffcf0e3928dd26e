//! `aims add`: a new record, by the rules of the forms.

use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::app::form::new_record;
use crate::app::form::new_record::is_addable;
use crate::cli::consent::Consent;
use crate::cli::field_assignment::NewNames;
use crate::cli::output::failure::Failure;
use crate::cli::output::print;
use crate::cli::register;
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::cli::{Global, field_assignment};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::is_reserved_by_windows;
use crate::domain::record::id::{Id, IdForm};
use crate::domain::register::edit::Change;
use crate::store::save::history::Step;

/// The arguments of `aims add`.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// What to add: a system, a risk, an action ... (`aims fields` lists the kinds).
    kind: String,
    /// A field and its value, as a form takes it: title='Support assistant'; systems and controls also take id=.
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    #[command(flatten)]
    consent: Consent,
    #[command(flatten)]
    new_names: NewNames,
}

impl Add {
    /// Adds the record and prints its id.
    ///
    /// # Errors
    ///
    /// Fails when a field or value is not understood or required and missing, or the record cannot be saved.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = Opened::to_write(global)?;
        let kind = register::kind(&opened.register, &self.kind)?;
        if !is_addable(kind) {
            if let Some(sentence) = single(kind).and_then(|id| opened.register.refusal(id)) {
                return Err(Failure::state(sentence).into());
            }
            let sentence = format!("The {} are there already; `aims set` changes them.", kind.plural);
            return Err(Failure::usage(sentence).into());
        }
        let asked = self
            .fields
            .iter()
            .filter_map(|text| text.strip_prefix("id="))
            .next_back();
        let fields = self.fields.iter().filter(|text| !text.starts_with("id="));
        let assignments = fields
            .map(|text| field_assignment::read(&opened, kind, text))
            .collect::<Result<Vec<_>, _>>()?;
        let begun = new_record::record(kind, &opened.register, opened.today());
        let whole = field_assignment::carried_out(&begun, &assignments)?;
        let id = match asked {
            Some(id) => taken_at_its_word(&opened, &whole, id)?,
            None => new_record::id(&whole, &opened.register, environment::entropy),
        };
        let record = Kind::filled(&opened.register, whole.renamed(id.clone()), opened.today());
        let mut edit = opened.edit(format!("add {}: {}", kind.name, record.title()));
        edit.changes.push(Change::add(record));
        let edit = self.consent.admitted(&mut opened, kind, edit)?;
        self.new_names.admitted(&opened.register, &begun, &assignments)?;
        opened.save(&edit, Step::Do)?;
        print::print_saved(&format!("{id}\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns the id of a kind of which there is one record.
fn single(kind: &Kind) -> Option<&'static str> {
    match kind.ids {
        IdForm::Single(id) => Some(id),
        _ => None,
    }
}

/// Returns the id that was asked for, where a kind leaves the choice and nobody has it.
fn taken_at_its_word(opened: &Opened, record: &Record, id: &str) -> Result<Id, Failure> {
    let ids = record.kind().ids;
    if !matches!(ids, IdForm::Slug | IdForm::Control) {
        let sentence = format!("The ids of {} are drawn, not chosen.", record.kind().plural);
        return Err(Failure::usage(sentence));
    }
    if !ids.accepts(id) || is_reserved_by_windows(id) {
        return Err(Failure::usage(format!("`{id}` is not {}.", ids.example())));
    }
    if let Some(sentence) = opened.register.refusal(id) {
        return Err(Failure::state(sentence));
    }
    if opened.register.get(id).is_some() {
        return Err(Failure::usage(format!("{id} is in the register already.")));
    }
    Ok(Id::new(id))
}
