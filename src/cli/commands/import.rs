//! `aims import`: a spreadsheet into the register, looked at first and saved as one edit.

use std::error::Error;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use color_eyre::eyre::Result;

use crate::cli::Global;
use crate::cli::field_assignment;
use crate::cli::output::failure::{FINDINGS, Failure};
use crate::cli::output::print;
use crate::cli::output::progress::Progress;
use crate::cli::register;
use crate::cli::register::Opened;
use crate::cli::workbench::environment;
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::domain::register::edit::Edit;
use crate::exchange::cells::dates::DayOrder;
use crate::exchange::cells::periods::DateOptions;
use crate::exchange::import::people;
use crate::exchange::import::{Confirmed, Known, Lines, Mapping, Memory, Options, Outcome, Plan, RowPlan};
use crate::exchange::sheet::delimiter::Delimiter;
use crate::exchange::sheet::encoding::Charset;
use crate::exchange::sheet::note::SheetError;
use crate::exchange::sheet::{self, MAX_BYTES, Sheet, Wanted};
use crate::store::files::disk::Disk;
use crate::store::files::lock;
use crate::store::files::repository::Repository;
use crate::store::save;
use crate::store::save::history::Step;
use crate::store::save::lines;

/// The arguments of `aims import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// What the rows are: systems, risks, actions ... (`aims fields` lists the kinds), or people.
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
    #[arg(long, value_name = "ROW,...", num_args = 0..=1, require_equals = true, default_missing_value = "all", value_parser = confirmed)]
    yes: Option<Confirmed>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    form: Form,
}

/// What the columns mean.
#[derive(Debug, clap::Args)]
struct Columns {
    /// A column and the field it fills; `-` leaves it out, `extras` keeps it with the record. `#3` is the third column.
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// A value of a column and the choice it stands for; an empty choice leaves the field empty.
    #[arg(long, value_name = "COLUMN:VALUE=CHOICE")]
    map_value: Vec<String>,
    /// The columns by which a row is found again in the next import.
    #[arg(long, value_name = "COLUMN[,COLUMN]", value_delimiter = ',')]
    key: Vec<String>,
    /// Keep columns without a field with the record.
    #[arg(long)]
    keep_unmapped: bool,
    /// Read the columns as the mapping with this name says (aims/mappings/NAME.ron).
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// Keep how the columns were read under this name.
    #[arg(long, value_name = "NAME")]
    save_mapping: Option<String>,
}

/// How the file is to be read where it does not say so itself.
#[derive(Debug, clap::Args)]
struct Form {
    /// The older file of the same inventory: only what differs between the two is taken.
    #[arg(long, value_name = "OLD.csv")]
    since: Option<PathBuf>,
    /// The character between cells, or comma, semicolon, tab, bar.
    #[arg(long)]
    delimiter: Option<Delimiter>,
    /// The encoding, such as utf-8, utf-16le or windows-1252.
    #[arg(long)]
    encoding: Option<Charset>,
    /// The sheet of a workbook; without it the one that fits best is found.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row the header is in; without it the row is found.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    header_row: Option<u32>,
    /// How many rows the header has: two if names of groups are above the names of columns.
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u32).range(1..=2))]
    header_rows: Option<u32>,
    /// Of two numbers in a date the first is the day.
    #[arg(long, conflicts_with = "month_first")]
    day_first: bool,
    /// Of two numbers in a date the first is the month.
    #[arg(long)]
    month_first: bool,
    /// Read years of two digits: 00 to 69 are 2000 to 2069.
    #[arg(long)]
    short_years: bool,
    /// Read a month, quarter or year as its last day.
    #[arg(long)]
    period_end: bool,
    /// The day that spans such as `30 days` count from.
    #[arg(long, value_name = "DAY")]
    spans_from: Option<NaiveDate>,
}

impl Form {
    fn dates(&self) -> DateOptions {
        let order = match (self.day_first, self.month_first) {
            (true, _) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            (false, false) => None,
        };
        DateOptions {
            order,
            short_years: self.short_years,
            period_end: self.period_end,
            from: self.spans_from,
        }
    }
}

/// How many rows are listed unless all are asked for.
const LISTED: usize = 40;

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
        let people = self.is_of_people().then(|| people::register(&opened.register));
        let kind = match people {
            Some(_) => &people::KIND,
            None => register::kind(&opened.register, &self.kind)?,
        };
        let (sheet, beside) = self.sheets(kind, &self.file)?;
        for note in &sheet.notes {
            print::say(&format!("{}: {note}", self.file.display()));
        }
        let older = self
            .form
            .since
            .as_ref()
            .map(|file| self.sheets(kind, file))
            .transpose()?
            .map(|(sheet, _)| sheet);
        let memory = remembered(&opened.repository, kind)?;
        let options = Options {
            beside: &beside,
            ..self.options(&opened.repository, older.as_ref(), &memory)?
        };
        let mut progress = Progress::begin();
        let today = opened.today();
        let mut make = |register: &Register| {
            let register = people.as_ref().unwrap_or(register);
            let plan = Plan::make(register, kind, &sheet, &options, today, |done, of| {
                progress.tell(&format!("{done} of {of} rows"), done == of);
            });
            progress.clear();
            plan.map_err(Failure::usage)
        };
        let mut plan = make(&opened.register)?;
        // What rows say of files holds against what is there.
        if opened.observe_touched(&self.edit(&opened, &plan)?) {
            plan = make(&opened.register)?;
        }
        print::print(&self.report(&plan)?)?;
        field_assignment::tell_new_names_of(&opened.register, &self.edit(&opened, &plan)?);
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
            self.save(&mut opened, &plan)?;
        }
        let problems = plan.rows.iter().any(RowPlan::is_problem);
        Ok(ExitCode::from(if problems { FINDINGS } else { 0 }))
    }

    /// Tells whether the rows are to be people.
    fn is_of_people(&self) -> bool {
        ["people", "person", "persons"].contains(&self.kind.to_lowercase().as_str())
    }

    /// Returns the edit that carries a plan out.
    fn edit(&self, opened: &Opened, plan: &Plan) -> Result<Edit> {
        let who = environment::who(&opened.repository);
        if self.is_of_people() {
            let edit = people::edit(&opened.register, plan, &who, opened.now);
            Ok(edit.map_err(|error| Failure::state(error.to_string()))?)
        } else {
            Ok(plan.edit(&who, opened.now))
        }
    }

    fn save(&self, opened: &mut Opened, plan: &Plan) -> Result<()> {
        // A record whose file is broken would be taken for missing and made a second time.
        if opened.broken() > 0 {
            let sentence = "Files of the register cannot be read, so their rows would be imported a second time.";
            return Err(Failure::state(sentence)
                .with_hint("`aims check` says what is wrong with them. Nothing was imported.")
                .into());
        }
        if plan.is_empty() {
            // That the file says what is here is remembered by an edit that can be undone like any other.
            if plan.lines().is_empty() {
                print::say("Nothing to change.");
            } else {
                let edit = self.edit(opened, plan)?;
                opened.save_with(&edit, Step::Do, &beside(plan))?;
                print::say("Nothing to change; what the file says is remembered for its next import.");
            }
        } else {
            let edit = self.edit(opened, plan)?;
            let mut progress = Progress::begin();
            // The disk takes long enough with this many that silence would look like standing still.
            let count = edit.touched().len();
            if count > 100 {
                progress.show(&format!("saving {count} records"));
            }
            let saved = opened.save_with(&edit, Step::Do, &beside(plan));
            progress.clear();
            print::say(if saved?.unknown_to_undo {
                "Saved as one edit."
            } else {
                "Saved as one edit; `aims undo`, or u in the workbench, undoes it."
            });
        }
        match &self.columns.save_mapping {
            Some(name) => {
                let kept = keep(&opened.repository, name, plan.mapping());
                kept.map_err(|error| {
                    if plan.is_empty() {
                        error
                    } else {
                        Failure::after_saving(&error).into()
                    }
                })
            }
            None => Ok(()),
        }
    }

    /// Reads the sheet that is imported, and those beside it in a workbook that hold such records as well.
    fn sheets(&self, kind: &'static Kind, path: &Path) -> Result<(Sheet, Vec<Sheet>)> {
        let known = Known::of(kind);
        let wanted = Wanted {
            is_known: &|header| known.has(header),
            is_named: &|name| known.is_named(name),
        };
        self.read(path, &wanted)
    }

    fn read(&self, path: &Path, wanted: &Wanted<'_>) -> Result<(Sheet, Vec<Sheet>)> {
        let failed = |error: &dyn std::fmt::Display| Failure::usage(format!("{}: {error}", path.display()));
        let bytes = bytes_of(path).map_err(|error| failed(&*error))?;
        let options = sheet::Options {
            charset: self.form.encoding,
            delimiter: self.form.delimiter,
            sheet: self.form.sheet.clone(),
            header_row: self.form.header_row.map(|row| row as usize),
            header_rows: self.form.header_rows.map(|rows| rows as usize),
        };
        let mut sheet = Sheet::find(&bytes, &options, wanted).map_err(|error| failed(&error))?;
        let mut beside = sheet.beside(&bytes, wanted).map_err(|error| failed(&error))?;
        if self.is_of_people() {
            beside.iter_mut().chain([&mut sheet]).for_each(people::join_names);
        }
        Ok((sheet, beside))
    }

    fn options<'a>(
        &self,
        repository: &Repository,
        since: Option<&'a Sheet>,
        memory: &'a Memory,
    ) -> Result<Options<'a>> {
        let mut options = Options {
            since,
            memory: Some(memory),
            overwrite: self.overwrite,
            retire_removed: self.retire_removed,
            confirmed: self.yes.clone().unwrap_or_default(),
            source: self
                .file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            ..Options::default()
        };
        let columns = &self.columns;
        let name = columns.mapping.as_ref().or(columns.save_mapping.as_ref());
        options.mapping_name = name.cloned().unwrap_or_default();
        for map in &columns.map {
            options.mapping.map(map).map_err(Failure::usage)?;
        }
        for map in &columns.map_value {
            options.mapping.map_value(map).map_err(Failure::usage)?;
        }
        options.mapping.dates = self.form.dates();
        options.mapping.key.clone_from(&columns.key);
        options.mapping.keep_unmapped = columns.keep_unmapped;
        if let Some(name) = &columns.save_mapping {
            Mapping::path(name).map_err(Failure::usage)?;
        }
        if let Some(name) = &columns.mapping {
            let path = repository.root.join(Mapping::path(name).map_err(Failure::usage)?);
            let text = Disk::default().read(&path)?;
            let missing = || {
                Failure::usage(format!(
                    "There is no mapping `{name}`: {} is not there.",
                    path.display()
                ))
            };
            let read = Mapping::read(&text.ok_or_else(missing)?);
            options.saved = read.map_err(|error| Failure::state(format!("{}: {error}", path.display())))?;
        }
        Ok(options)
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

/// Reads which rows are taken although they are not complete.
fn confirmed(text: &str) -> Result<Confirmed, String> {
    if text == "all" {
        return Ok(Confirmed::All);
    }
    let rows = text.split(',').map(|row| row.trim().parse::<usize>());
    let rows: Result<_, _> = rows.collect();
    rows.map(Confirmed::Rows)
        .map_err(|_| "write the numbers of rows, such as --yes=8,9, or --yes alone for all of them".to_owned())
}

/// Reads a file, or the standard input, as far as it is no larger than any table.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        let most = u64::try_from(MAX_BYTES)?.saturating_add(1);
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        let file = fs::metadata(path)?;
        if file.is_dir() {
            return Err("this is a folder; name one of its files".into());
        }
        let length = usize::try_from(file.len())?;
        if length <= MAX_BYTES {
            bytes = fs::read(path)?;
        } else {
            return Err(SheetError::TooLarge { bytes: length }.into());
        }
    }
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::TooLarge { bytes: bytes.len() }.into());
    }
    Ok(bytes)
}

/// Returns how the memory of imports changes with a plan.
fn beside(plan: &Plan) -> Vec<lines::Lines> {
    let change = |memory: &Lines| lines::Lines {
        path: Path::new(lines::FOLDER).join(&memory.file),
        minus: memory.minus.clone(),
        plus: memory.plus.clone(),
    };
    plan.lines().iter().map(change).collect()
}

/// Returns what the cells of files said that were imported before.
fn remembered(repository: &Repository, kind: &Kind) -> Result<Memory> {
    let mut memory = Memory::default();
    let (root, disk) = (&repository.root, Disk::default());
    for file in Memory::files(kind) {
        let path = root.join(lines::FOLDER).join(file);
        let failed = |error| save::SaveError::Disk(path.clone(), error);
        disk.refuse_links(root, path.parent().unwrap_or(root)).map_err(failed)?;
        if let Some(text) = disk.read(&path).map_err(failed)? {
            memory.read(&text);
        }
    }
    Ok(memory)
}

/// Keeps a mapping in the register's folder.
fn keep(repository: &Repository, name: &str, mapping: &Mapping) -> Result<()> {
    let text = mapping.write().map_err(Failure::state)?;
    let relative = Mapping::path(name).map_err(Failure::usage)?;
    let (root, path) = (&repository.root, repository.root.join(&relative));
    let disk = Disk::default();
    let _lock = lock::take(repository, &disk).map_err(save::SaveError::from)?;
    let folder = path.parent().unwrap_or(root);
    disk.make_folder(root, folder, true)?;
    disk.refuse_links(root, folder)?;
    let before = disk.read(&path)?;
    if before.as_deref() != Some(text.as_str()) {
        disk.replace(&path, &text)?;
        disk.sync_folder(folder)?;
        let done = if before.is_some() { "Replaced" } else { "Wrote" };
        print::say(&format!("{done} {}.", path.display()));
    }
    Ok(())
}
