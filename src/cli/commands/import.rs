//! `aims import`: spreadsheets into the register, looked at first and saved as one edit.

mod asked;
mod file;
mod parts;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::commands::import::asked::{Columns, Form};
use crate::cli::commands::import::file::{add_lines, bytes_of, keep, remembered};
use crate::cli::commands::import::parts::Part;
use crate::cli::field_assignment;
use crate::cli::output::failure::{FINDINGS, Failure};
use crate::cli::output::print;
use crate::cli::output::progress::Progress;
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::domain::register::Register;
use crate::domain::register::edit::Edit;
use crate::exchange::import::{Confirmed, Mapping, Options, Outcome, Plan, RowPlan};
use crate::exchange::import::{people, periods};
use crate::store::save::history::Step;
use crate::store::save::lines::Lines;

/// The arguments of `aims import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// What the rows are: systems, risks, actions ... (`aims fields` lists the kinds), or people. Several, such as
    /// risks,actions, come in as one edit; all are those that sheets of the workbook are named after.
    kind: String,
    /// The file: a workbook (XLSX), delimited text as spreadsheet programs save it, or JSON; `-` is the standard input.
    file: PathBuf,
    /// Only say what would happen; nothing is written.
    #[arg(long)]
    dry_run: bool,
    /// List every row that is not unchanged, not only the first ones.
    #[arg(long)]
    all: bool,
    /// Take the file's value also where a field was edited both here and in the file.
    #[arg(long)]
    overwrite: bool,
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

/// What the parts of an import come to so far.
#[derive(Debug, Default)]
struct Made {
    edits: Vec<Edit>,
    /// How the memory of imports changes.
    lines: Vec<Lines>,
    /// How the columns of the last part were read.
    mapping: Mapping,
    /// The columns that the user names and that no sheet had yet.
    unknown: BTreeSet<String>,
    has_problems: bool,
}

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
        let bytes = bytes_of(&self.file).map_err(|error| parts::failed(&self.file, &*error))?;
        let parts = self.parts(&opened.register, &bytes)?;
        if parts.len() > 1 && self.columns.save_mapping.is_some() {
            return Err(Failure::usage("A mapping is kept of one kind and sheet at a time.").into());
        }
        let mut made = Made::default();
        let asked = self.columns.mapping(&self.form)?;
        made.unknown
            .extend(asked.columns.keys().chain(asked.values.keys()).cloned());
        // Each part is read with what those before it bring, and one edit brings all of them.
        let mut inverses = Vec::new();
        for part in &parts {
            self.make(&mut opened, part, &parts, &bytes, &asked, &mut made)?;
            if let Some(edit) = made.edits.last().filter(|_| parts.len() > 1) {
                let inverse = opened.register.apply(edit);
                inverses.push(inverse.map_err(|error| Failure::state(error.to_string()))?);
            }
        }
        for inverse in inverses.iter().rev() {
            opened.register.apply(inverse)?;
        }
        if let Some(column) = made.unknown.first().filter(|_| parts.len() > 1) {
            return Err(Failure::usage(format!("None of the sheets has a column `{column}`.")).into());
        }
        let code = ExitCode::from(if made.has_problems { FINDINGS } else { 0 });
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
            self.save(&mut opened, &parts, made)?;
        }
        Ok(code)
    }

    /// Works out what one part of the import does, and says it.
    fn make(
        &self,
        opened: &mut Opened,
        part: &Part,
        parts: &[Part],
        bytes: &[u8],
        asked: &Mapping,
        made: &mut Made,
    ) -> Result<()> {
        let kind = part.kind;
        let (sheet, beside) = self.sheets(part, &self.file, bytes)?;
        for note in &sheet.notes {
            print::say(&format!("{}: {note}", self.file.display()));
        }
        let periods = periods::columns(kind, &sheet);
        if !periods.is_empty() {
            let names = periods.iter().map(|(column, _)| sheet.headers[*column].label.as_str());
            let names = names.collect::<Vec<_>>().join(", ");
            print::say(&format!(
                "{names}: named after periods; --period-end takes what was measured by their ends."
            ));
        }
        let older = self
            .form
            .since
            .as_ref()
            .map(|path| self.older(part, path))
            .transpose()?;
        let memory = remembered(&opened.repository, kind, &made.lines)?;
        let source = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        let options = Options {
            mapping: if parts.len() > 1 {
                parts::of_sheet(asked, &sheet)
            } else {
                asked.clone()
            },
            saved: self.columns.saved(&opened.repository)?,
            since: older.as_ref(),
            beside: &beside,
            retire_removed: self.retire_removed,
            memory: Some(&memory),
            overwrite: self.overwrite,
            source: source.unwrap_or_default(),
            mapping_name: self.columns.name(),
            confirmed: self.yes.clone().unwrap_or_default(),
        };
        made.unknown.retain(|column| sheet.column(column).is_none());
        let people = part.is_of_people().then(|| people::register(&opened.register));
        let mut progress = Progress::begin();
        let today = opened.today();
        let mut planned = |register: &Register| {
            let register = people.as_ref().unwrap_or(register);
            let plan = Plan::make(register, kind, &sheet, &options, today, |done, of| {
                progress.tell(&format!("{done} of {of} rows"), done == of);
            });
            progress.clear();
            plan.map_err(Failure::usage)
        };
        let mut plan = planned(&opened.register)?;
        // What rows say of files holds against what is there.
        if opened.observe_touched(&edit(opened, part, &plan)?) {
            plan = planned(&opened.register)?;
        }
        print::print(&self.report(&plan)?)?;
        let edit = edit(opened, part, &plan)?;
        field_assignment::tell_new_names_of(&opened.register, &edit);
        made.has_problems |= plan.rows.iter().any(RowPlan::is_problem);
        add_lines(&mut made.lines, &plan);
        made.mapping = plan.mapping().clone();
        made.edits.push(edit);
        Ok(())
    }

    fn save(&self, opened: &mut Opened, parts: &[Part], made: Made) -> Result<()> {
        // A record whose file is broken would be taken for missing and made a second time.
        if opened.broken() > 0 {
            let sentence = "Files of the register cannot be read, so their rows would be imported a second time.";
            return Err(Failure::state(sentence)
                .with_hint("`aims check` says what is wrong with them. Nothing was imported.")
                .into());
        }
        let Some(edit) = self.whole(parts, made.edits) else {
            return Ok(());
        };
        let is_empty = edit.changes.is_empty();
        if is_empty {
            // That the file says what is here is remembered by an edit that can be undone like any other.
            if made.lines.is_empty() {
                print::say("Nothing to change.");
            } else {
                opened.save_with(&edit, Step::Do, &made.lines)?;
                print::say("Nothing to change; what the file says is remembered for its next import.");
            }
        } else {
            let mut progress = Progress::begin();
            // The disk takes long enough with this many that silence would look like standing still.
            let count = edit.touched().len();
            if count > 100 {
                progress.show(&format!("saving {count} records"));
            }
            let saved = opened.save_with(&edit, Step::Do, &made.lines);
            progress.clear();
            print::say(if saved?.unknown_to_undo {
                "Saved as one edit."
            } else {
                "Saved as one edit; `aims undo`, or u in the workbench, undoes it."
            });
        }
        let Some(name) = &self.columns.save_mapping else {
            return Ok(());
        };
        let kept = keep(&opened.repository, name, &made.mapping);
        kept.map_err(|error| {
            if is_empty {
                error
            } else {
                Failure::after_saving(&error).into()
            }
        })
    }

    /// Returns the one edit that the edits of the parts make up.
    fn whole(&self, parts: &[Part], edits: Vec<Edit>) -> Option<Edit> {
        let mut kinds: Vec<&str> = parts.iter().map(|part| part.kind.plural).collect();
        kinds.dedup();
        let mut edits = edits.into_iter();
        let mut whole = edits.next()?;
        for edit in edits {
            let from = self.file.file_name().map_or(Path::new("a file"), Path::new);
            whole.title = format!("import {} from {}", kinds.join(", "), from.display());
            whole.changes.extend(edit.changes);
        }
        Some(whole)
    }

    /// Returns the columns, the rows that matter, and the summary.
    fn report(&self, plan: &Plan) -> Result<String> {
        let mut text = String::new();
        plan.write_columns(&mut text)?;
        text.push('\n');
        // What changes in records that are there is always listed, what comes in only to be looked at before.
        let rows = plan.rows.iter().filter(|row| match row.outcome {
            Outcome::Problem(_) | Outcome::Update { .. } | Outcome::Continues(_) => true,
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

/// Returns the edit that carries the plan of a part out.
fn edit(opened: &Opened, part: &Part, plan: &Plan) -> Result<Edit> {
    let who = environment::who(&opened.repository);
    if part.is_of_people() {
        let edit = people::edit(&opened.register, plan, &who, opened.now);
        Ok(edit.map_err(|error| Failure::state(error.to_string()))?)
    } else {
        Ok(plan.edit(&who, opened.now))
    }
}
