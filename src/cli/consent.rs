//! `--because` and `--yes`: answers to the rules given on the command line in advance.

use crate::cli::output::failure::Failure;
use crate::cli::register::Opened;
use crate::domain::admission::{self, Objection};
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::rules::{Context, Remedy};
use crate::domain::record::value::Value;
use crate::domain::register::edit::{Change, Edit};

/// The answers to what the rules may ask.
#[derive(Debug, clap::Args)]
pub struct Consent {
    /// Why, where a rule asks for the reason: putting off what is late, closing a risk, retiring a record. Kept in
    /// the note where no rule asks.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Do what is allowed only after a second look, such as accepting a risk above the appetite.
    #[arg(long)]
    yes: bool,
}

impl Consent {
    /// Returns an edit with what follows from it. The files that its records point at are looked at before.
    ///
    /// # Errors
    ///
    /// Fails with what the rules object to, and with the field or option that answers it.
    pub fn admitted(&self, opened: &mut Opened, kind: &'static Kind, edit: Edit) -> Result<Edit, Failure> {
        opened.observe_touched(&edit);
        let who = edit.who.clone();
        let context = Context {
            today: opened.today(),
            who: &who,
            because: self.because.as_deref(),
            confirmed: self.yes,
            history: false,
        };
        let proposed = edit.clone();
        admission::admit_reasoned(&opened.register, edit, &context)
            .map_err(|objections| refused(kind, &objections, &proposed))
    }
}

/// Says why an edit is refused, what else would be, and what answers it.
fn refused(kind: &'static Kind, objections: &[Objection], proposed: &Edit) -> Failure {
    let final_one = objections.iter().find(|objection| objection.remedy == Remedy::Never);
    let Some(first) = final_one.or(objections.first()) else {
        return Failure::usage("The rules object.");
    };
    let others = objections.iter().filter(|objection| *objection != first);
    let mut hints: Vec<String> = others.map(|objection| objection.sentence.clone()).collect();
    if final_one.is_none() {
        let fields = objections.iter().filter_map(|objection| match objection.remedy {
            // What was said and does not hold is no gap; the sentence says what is wrong with it.
            Remedy::Fill(field) if !says(proposed, kind, field) => Some(written(kind, field)),
            _ => None,
        });
        let mut fields: Vec<_> = fields.collect();
        fields.dedup();
        if !fields.is_empty() {
            hints.push(format!("Set {}.", fields.join(", ")));
        }
        let has = |remedy| objections.iter().any(|objection| objection.remedy == remedy);
        if has(Remedy::Because) {
            hints.push("Say why with --because TEXT.".to_owned());
        }
        if has(Remedy::Confirm) {
            hints.push("If that is meant, add --yes.".to_owned());
        }
    }
    Failure::usage(&first.sentence).with_hint(hints.join("\n"))
}

/// Tells whether an edit says something other than a day in a field.
fn says(edit: &Edit, kind: &'static Kind, name: &str) -> bool {
    let is_set = |at: usize, value: &Value| {
        let field = kind.stored(at);
        field.name == name && !value.is_empty() && field.shape != Shape::Day
    };
    edit.changes.iter().any(|change| match change {
        Change::Set { field, to, .. } => is_set(*field, to),
        Change::Add(record) => kind.field_index(name).is_some_and(|at| is_set(at, record.value(at))),
        Change::Remove(_) => false,
    })
}

/// Writes how a field is set: `reason=TEXT`, `owner=WHO`, and of a table the cells of a row.
fn written(kind: &'static Kind, name: &str) -> String {
    let Some(field) = kind.field(name) else {
        return format!("{name}=VALUE");
    };
    match field.shape {
        Shape::Rows { columns, .. } => {
            let cells: Vec<_> = columns.iter().map(|column| column.name.to_uppercase()).collect();
            format!("'{name}={}'", cells.join(" | "))
        }
        Shape::Day => format!("{name}=DAY"),
        Shape::Person => format!("{name}=WHO"),
        Shape::Words | Shape::People => format!("{name}=NAMES"),
        Shape::Line | Shape::Prose => format!("{name}=TEXT"),
        Shape::One(_) | Shape::Many(_) => format!("{name}=ID"),
        _ => format!("{name}=VALUE"),
    }
}
