//! `aims import`: spreadsheets into the register, looked at first and saved as one edit.

mod asked;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::commands::import::asked::{Columns, Form};
use crate::cli::field_assignment;
use crate::cli::import_files::{self, Kept, bytes_of, failed, lines_of, remembered};
use crate::cli::output::failure::{FINDINGS, Failure};
use crate::cli::output::print;
use crate::cli::output::progress::Progress;
use crate::cli::register::{self, Opened};
use crate::cli::workbench::environment;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::exchange::import::opening::parts::{self, Part, PartsError};
use crate::exchange::import::opening::source::Source;
use crate::exchange::import::opening::{self, Input, Said};
use crate::exchange::import::whole::{Whole, WholeError};
use crate::exchange::import::{Confirmed, Conflict, Outcome, Plan, RowPlan};
use crate::store::save::history::Step;

/// The arguments of `aims import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// What the rows are: systems, risks, actions ... (`aims fields` lists the kinds), or people. Several, such as
    /// risks,actions, come in as one edit; all are those that sheets of the workbook are named after.
    kind: String,
    /// The file: a workbook (XLSX, ODS), delimited text as spreadsheet programs save it, JSON or Markdown; `-` is the
    /// standard input. Several, or a folder of them, come in as one edit.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only say what would happen; nothing is written.
    #[arg(long)]
    dry_run: bool,
    /// List every row that is not unchanged, not only the first ones.
    #[arg(long)]
    all: bool,
    /// Where a field was edited both here and in the file, take the file's value.
    #[arg(long, visible_alias = "overwrite", conflicts_with = "ours")]
    theirs: bool,
    /// Where a field was edited both here and in the file, keep what is here and say no more of it until the file changes.
    #[arg(long)]
    ours: bool,
    /// Take a file that `aims export` wrote to the letter: blank cells empty their fields, and records that are not here
    /// come in as they were, with what the rules object to them only told.
    #[arg(long, visible_alias = "take-blanks")]
    restore: bool,
    /// Retire the records whose row is gone.
    #[arg(long)]
    retire_removed: bool,
    /// Take rows that lack something, and what the rules allow only after a second look: all, or those with these numbers.
    #[arg(long, value_name = "ROW,...", num_args = 0..=1, require_equals = true, default_missing_value = "all", value_parser = asked::confirmed)]
    yes: Option<Confirmed>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    form: Form,
}

/// How many rows are listed unless all are asked for.
const LISTED: usize = 40;

/// What asks for every kind that a sheet is named after.
const ALL: &str = "all";

impl Import {
    /// Imports the file, or says what that would do.
    ///
    /// # Errors
    ///
    /// Fails when the file or the options do not fit, or the edit cannot be saved.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = if self.dry_run {
            Opened::read(global)?
        } else {
            Opened::to_write(global)?
        };
        let read = import_files::read(&self.files)?;
        let mut sources = read
            .iter()
            .map(|(path, bytes)| open(path, bytes))
            .collect::<Result<Vec<_>>>()?;
        let parts = self.parts(&opened.register, &mut sources)?;
        if parts.len() > 1 && self.columns.save_mapping.is_some() {
            return Err(Failure::usage("A mapping is kept of one kind and sheet at a time.").into());
        }
        let said = self.said(&opened)?;
        let inputs = parts
            .iter()
            .map(|part| self.input(&opened, part, &mut sources[part.source], &said));
        let mut inputs = inputs.collect::<Result<Vec<_>>>()?;
        if sources.len() > 1 {
            opening::put_beside(&mut inputs);
        }
        let whole = planned(&mut opened, &inputs)?;
        // Saving needs no more than what changes, and of a large file that is much already.
        drop((inputs, sources));
        drop(read);
        for plan in &whole.plans {
            print::print(&self.report(plan)?)?;
        }
        field_assignment::tell_new_names_of(&opened.register, &whole.edit);
        let has_problems = whole.plans.iter().flat_map(|plan| &plan.rows).any(RowPlan::is_problem);
        let code = ExitCode::from(if has_problems { FINDINGS } else { 0 });
        if self.dry_run {
            let mapping = self.columns.save_mapping.is_some();
            print::say(if mapping {
                "Nothing was written, the mapping neither; without --dry-run the rows are saved as one edit."
            } else {
                "Nothing was written; without --dry-run this is saved as one edit."
            });
            if opened.broken() > 0 {
                return Ok(opened.code());
            }
        } else {
            self.save(&mut opened, &whole)?;
        }
        Ok(code)
    }

    /// Returns the parts that are asked for, in the order in which they link to each other.
    fn parts(&self, register: &Register, sources: &mut [Source<'_>]) -> Result<Vec<Part>> {
        let sheets = &self.form.sheet;
        let parts = if self.kind.eq_ignore_ascii_case(ALL) {
            parts::named(register, sources, &self.form.read(), sheets).map(|found| {
                found.told.iter().for_each(|sentence| print::say(sentence));
                found.parts
            })
        } else {
            let kinds = self.kind.split(',');
            let kinds = kinds.map(|kind| register::kind_or_people(register, kind.trim()));
            let kinds: Vec<&'static Kind> = kinds.collect::<Result<_, _>>()?;
            parts::paired(&kinds, sheets, sources.len())
        };
        let hint = |error: &PartsError| match error {
            PartsError::KindsAndSheets => "Name the kinds in the order of their sheets.",
            PartsError::KindsAndFiles => {
                "Name the kinds in the order of the files, such as `aims import systems,risks S.csv R.csv`, or all, where the names of the files say them."
            }
            PartsError::NoneNamed => "Say what the rows are, such as `aims import risks,actions FILE`.",
        };
        Ok(parts.map_err(|error| Failure::usage(error).with_hint(hint(&error)))?)
    }

    /// Returns what the arguments say of every part.
    fn said(&self, opened: &Opened) -> Result<Said> {
        Ok(Said {
            mapping: self.columns.mapping(&self.form)?,
            saved: self.columns.saved(&opened.repository)?,
            mapping_name: self.columns.name(),
            conflict: match (self.theirs, self.ours) {
                (true, _) => Conflict::Theirs,
                (_, true) => Conflict::Ours,
                _ => Conflict::Told,
            },
            retire_removed: self.retire_removed,
            restores: self.restore,
            confirmed: self.yes.clone().unwrap_or_default(),
        })
    }

    /// Reads what one part of the import needs, and says what reading it found out.
    fn input(&self, opened: &Opened, part: &Part, source: &mut Source<'_>, said: &Said) -> Result<Input> {
        let (path, form) = (source.path, self.form.read());
        let memory = remembered(&opened.repository, part.kind)?;
        let input = Input::read(part, source, &form, memory, said.clone());
        let mut input = input.map_err(|error| failed(path, &error))?;
        for note in &input.sheet.notes {
            print::say(&format!("{}: {note}", path.display()));
        }
        if let Some(names) = input.periods() {
            print::say(&format!(
                "{names}: named after periods; --period-end takes what was measured by their ends."
            ));
        }
        if let Some(path) = &self.form.since {
            let bytes = bytes_of(path).map_err(|error| failed(path, &*error))?;
            let sheets = opening::sheets(part, &mut open(path, &bytes)?, &form);
            input.older = Some(sheets.map_err(|error| failed(path, &error))?.0);
        }
        Ok(input)
    }

    fn save(&self, opened: &mut Opened, whole: &Whole) -> Result<()> {
        // A record whose file is broken would be taken for missing and made a second time.
        if opened.broken() > 0 {
            let sentence = "Files of the register cannot be read, so their rows would be imported a second time.";
            return Err(Failure::state(sentence)
                .with_hint("`aims check` says what is wrong with them. Nothing was imported.")
                .into());
        }
        let edit = &whole.edit;
        let lines = lines_of(&whole.plans);
        let is_empty = edit.changes.is_empty();
        if is_empty {
            // That the file says what is here is remembered by an edit that can be undone like any other.
            if lines.is_empty() {
                print::say("Nothing to change.");
            } else {
                opened.save_with(edit, Step::Do, &lines)?;
                print::say("Nothing to change; what the file says is remembered for its next import.");
            }
        } else {
            let mut progress = Progress::begin();
            // The disk takes long enough with this many that silence would look like standing still.
            let count = edit.touched().len();
            if count > 100 {
                progress.show(&format!("saving {count} records"));
            }
            let saved = opened.save_with(edit, Step::Do, &lines);
            progress.clear();
            print::say(if saved?.unknown_to_undo {
                "Saved as one edit."
            } else {
                "Saved as one edit; `aims undo`, or u in the workbench, undoes it."
            });
        }
        let (Some(name), [plan]) = (&self.columns.save_mapping, &whole.plans[..]) else {
            return Ok(());
        };
        let kept = import_files::keep(&opened.repository, name, plan.mapping());
        let kept = kept.map_err(|error| {
            if is_empty {
                error
            } else {
                Failure::after_saving(&error).into()
            }
        });
        let (path, kept) = kept?;
        match kept {
            Kept::Wrote => print::say(&format!("Wrote {}.", path.display())),
            Kept::Replaced => print::say(&format!("Replaced {}.", path.display())),
            Kept::Unchanged => {}
        }
        Ok(())
    }

    /// Returns the columns, the rows that matter, and the summary.
    fn report(&self, plan: &Plan) -> Result<String> {
        let mut text = String::new();
        plan.write_columns(&mut text)?;
        text.push('\n');
        // What changes in records that are there is always listed, what comes in only to be looked at before.
        let rows = plan.rows.iter().filter(|row| match row.outcome {
            Outcome::Problem(_)
            | Outcome::Update { .. }
            | Outcome::Continues(_)
            | Outcome::Nameless(_)
            | Outcome::LeftOut { .. } => true,
            Outcome::Create => self.dry_run || !row.remarks.is_empty(),
            Outcome::Unchanged => !row.remarks.is_empty(),
        });
        let (mut problems, others): (Vec<_>, Vec<_>) = rows.partition(|row| row.is_problem());
        problems.sort_by_key(|row| row.is_refused());
        let all = problems.len() + others.len();
        // Every row that is not imported is named, before those with a remark.
        let most = if self.all {
            usize::MAX
        } else {
            LISTED.max(problems.len())
        };
        let mut listed = 0;
        for row in problems.into_iter().chain(others).take(most) {
            plan.write_row(&mut text, row)?;
            listed += 1;
        }
        for id in plan.removed.iter().take(most - listed) {
            plan.write_removed(&mut text, id)?;
            listed += 1;
        }
        let more = all + plan.removed.len() - listed;
        if more > 0 {
            text.push_str(&format!("and {more} more; --all lists them\n"));
        }
        if listed > 0 {
            text.push('\n');
        }
        plan.write_summary(&mut text)?;
        let mut shown = String::new();
        print::lines(&mut shown, &text);
        Ok(shown)
    }
}

/// Opens a file of which the bytes were read.
fn open<'a>(path: &'a Path, bytes: &'a [u8]) -> Result<Source<'a>> {
    Ok(Source::open(path, bytes).map_err(|error| failed(path, &error))?)
}

/// Works out what the import does.
fn planned(opened: &mut Opened, inputs: &[Input]) -> Result<Whole> {
    let now = opened.now;
    let who = environment::who(&opened.repository);
    let mut progress = Progress::begin();
    let mut planned = |register: &mut Register| {
        let whole = opening::plan(register, inputs, &who, now, |done, of| {
            progress.tell(&format!("{done} of {of} rows"), done == of);
            ControlFlow::Continue(())
        });
        progress.clear();
        whole.map_err(|error| match error {
            WholeError::Import(error) => Failure::usage(error),
            WholeError::Edit(error) => Failure::state(error.to_string()),
        })
    };
    let whole = planned(&mut opened.register)?;
    // What rows say of files holds against what is there.
    if opened.observe_touched(&whole.edit) {
        return Ok(planned(&mut opened.register)?);
    }
    Ok(whole)
}
