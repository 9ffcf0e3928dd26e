//! The register as a command reads it, and saving a command's edit.

use std::process::ExitCode;

use chrono::{NaiveDate, NaiveDateTime};
use color_eyre::eyre::Result;

use crate::app::list::spec::View;
use crate::cli::Global;
use crate::cli::output::failure::{Failure, STATE};
use crate::cli::output::print;
use crate::cli::workbench::environment;
use crate::domain::fold::{contains, folded};
use crate::domain::kinds::answer::lack::lacks;
use crate::domain::kinds::assessment::watched_paths;
use crate::domain::kinds::check::Judgement;
use crate::domain::kinds::fallbacks;
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::moves;
use crate::domain::register::Register;
use crate::domain::register::edit::Edit;
use crate::domain::register::observed::Version;
use crate::domain::search::called;
use crate::exchange::cells::choices::nearest;
use crate::exchange::import::people;
use crate::git::approved::{approved, wanted};
use crate::git::changes::{LastChange, versions};
use crate::git::child::Stop;
use crate::store::files::disk::Disk;
use crate::store::files::observe;
use crate::store::files::repository::Repository;
use crate::store::load::open::{Contents, open, open_to_write};
use crate::store::save::history::Step;
use crate::store::save::lines::Lines;
use crate::store::save::{Request, Saved};

/// How many suggestions are made.
const SUGGESTED: usize = 6;

/// A register, wholly read.
#[derive(Debug)]
pub struct Opened {
    /// Where it is.
    pub repository: Repository,
    /// Its records.
    pub register: Register,
    /// What else reading it gave.
    pub contents: Contents,
    /// Now, in the user's time.
    pub now: NaiveDateTime,
    /// What moved out of fields of an older format and is not written yet.
    moved: Option<Edit>,
    /// What could not move, a sentence each.
    told: Vec<String>,
}

impl Opened {
    /// Finds and reads the register that is meant, for a command that only reads.
    ///
    /// # Errors
    ///
    /// Fails when there is none.
    pub fn read(global: &Global) -> Result<Self> {
        Self::read_by(global, open)
    }

    /// Finds and reads the register that is meant, for a command that saves: what an interrupted save left is finished
    /// before.
    ///
    /// # Errors
    ///
    /// Fails when there is none.
    pub fn to_write(global: &Global) -> Result<Self> {
        Self::read_by(global, open_to_write)
    }

    fn read_by(global: &Global, open: impl FnOnce(&Repository) -> (Register, Contents)) -> Result<Self> {
        let repository = crate::cli::workbench::start::find(global)?;
        let (mut register, contents) = open(&repository);
        register.read_by(environment::names(&repository));
        if let Some(remark) = &contents.remark {
            print::say(remark);
        }
        let mut opened = Self {
            repository,
            register,
            contents,
            now: environment::now(global),
            moved: None,
            told: Vec::new(),
        };
        opened.move_former();
        Ok(opened)
    }

    /// Finds and reads the register that is meant, and looks at the files its records point at.
    ///
    /// # Errors
    ///
    /// Fails when there is none.
    pub fn observed(global: &Global) -> Result<Self> {
        let mut opened = Self::read(global)?;
        opened.observe();
        opened.look_up_watched();
        Ok(opened)
    }

    /// Finds out from git when the paths changed that assessments watch, if any do. Without git nothing is known.
    fn look_up_watched(&mut self) {
        let paths = watched_paths(&self.register);
        let found = versions(&self.repository, &paths, &Stop::default()).unwrap_or_default();
        let version = |(path, last): (String, LastChange)| (path.into(), Version::from(last));
        if !found.is_empty() {
            self.register.note_versions(found.into_iter().map(version).collect());
        }
    }

    /// Looks at the files that records point at, so that it is known how evidence and documents stand.
    pub fn observe(&mut self) {
        observe::observe(&self.repository.top, &mut self.register);
    }

    /// Finds out from git what was approved with a record, if that is another by now. Without git nothing is known.
    pub fn look_up_approved(&mut self, id: &Id) {
        let mut wanted = wanted(&self.register);
        wanted.retain(|one| one.of() == id.as_str());
        for (digest, approved) in approved(&self.repository, &wanted, &Stop::default()).unwrap_or_default() {
            self.register.note_approved(&digest, approved);
        }
    }

    /// Looks at the files that the records an edit touches point at, and tells whether anything seen is news.
    pub fn observe_touched(&mut self, edit: &Edit) -> bool {
        observe::observe_touched(&self.repository.top, &mut self.register, edit)
    }

    /// Brings what fields of an older format say to its place. The files stay as they are until the first edit.
    fn move_former(&mut self) {
        let moved = moves::of_register(&self.register, self.today());
        if moved.changes.is_empty() {
            return;
        }
        let edit = Edit {
            changes: moved.changes,
            ..self.edit(moves::TITLE.to_owned())
        };
        if self.register.apply(&edit).is_ok() {
            self.moved = Some(edit);
            self.told = moved.told;
        }
    }

    /// Returns the edit that brings the files to this format, and what could not move; nothing when they are in it.
    pub fn moved(&self) -> Option<(&Edit, &[String])> {
        self.moved.as_ref().map(|edit| (edit, &*self.told))
    }

    /// Writes what moved out of fields of an older format, as an edit of its own.
    ///
    /// # Errors
    ///
    /// Fails as saving does.
    pub fn save_moved(&mut self) -> Result<()> {
        let Some(edit) = self.moved.take() else { return Ok(()) };
        let mut writer = self.contents.writer(self.repository.clone(), Disk::default());
        writer.save(&Request::new(&self.register, edit, Step::Do))?;
        for told in &self.told {
            print::say(told);
        }
        Ok(())
    }

    /// Returns today, in the user's time.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// Returns what the check finds.
    pub fn judgement(&self) -> Judgement {
        Judgement::of(&self.register, self.today())
    }

    /// Returns what derived values are computed from.
    pub fn view(&self) -> View<'_> {
        View {
            register: &self.register,
            today: self.today(),
        }
    }

    /// Returns an edit of this user without changes yet.
    pub fn edit(&self, title: String) -> Edit {
        Edit {
            title,
            who: environment::who(&self.repository),
            when: self.now,
            changes: Vec::new(),
        }
    }

    /// Returns the record whose id is typed in full or by a beginning that only it has.
    ///
    /// # Errors
    ///
    /// Fails with what may have been meant.
    pub fn record(&self, typed: &str) -> Result<&Record, Failure> {
        let found = self.register.find(typed).filter(|_| !typed.is_empty());
        let id = found.map_or(typed, |record| record.id().as_str());
        match (self.register.refusal(id), found) {
            (Some(sentence), _) => Err(Failure::state(sentence)),
            (None, Some(record)) => Ok(record),
            (None, None) => Err(self.not_found(typed, &[])),
        }
    }

    /// Says on standard error what stands in for files of the organization that cannot be used.
    pub fn print_fallbacks(&self) {
        for (_, sentence) in fallbacks(&self.register) {
            print::say(&format!("{sentence} `aims check` says why."));
        }
    }

    /// Says that no record of these kinds, of any when there are none, is meant, and which may be.
    pub fn not_found(&self, typed: &str, kinds: &[&str]) -> Failure {
        let (begin, all) = self.suggestions(typed, kinds);
        let sentence = match begin {
            0 => format!("No record has the id `{typed}`."),
            count => format!("{count} ids begin with `{typed}`."),
        };
        let failure = Failure::usage(sentence);
        if all.is_empty() {
            return failure.with_hint("`aims list KIND` lists the ids.");
        }
        let width = all.iter().map(|record| record.id().as_str().len()).max();
        let width = width.unwrap_or_default();
        let mut hint = "Perhaps:".to_owned();
        for record in all {
            let id = record.id();
            let title = self.register.title(id.as_str()).unwrap_or_default();
            hint.push_str(&format!("\n  {id:width$}  {title}"));
        }
        failure.with_hint(hint)
    }

    /// Returns how many ids begin with what is typed, and the records that may be meant.
    fn suggestions(&self, typed: &str, kinds: &[&str]) -> (usize, Vec<&Record>) {
        let all: Vec<&Record> = self
            .register
            .kinds()
            .iter()
            .filter(|kind| kinds.is_empty() || kinds.contains(&kind.name))
            .flat_map(|kind| self.register.of(kind))
            .collect();
        let begins = |record: &&&Record| !typed.is_empty() && record.id().as_str().starts_with(typed);
        let begin = all.iter().filter(begins).count();
        let mut found: Vec<&Record> = all.iter().filter(begins).take(SUGGESTED).copied().collect();
        if found.is_empty() {
            let near = nearest(typed, all.iter().map(|record| (record.id().as_str(), *record)));
            found.extend(near);
            let word = folded(typed);
            let titled = all
                .iter()
                .filter(|record| contains(called(record, &self.register), &word));
            for record in titled {
                if found.len() < SUGGESTED && !found.contains(record) {
                    found.push(record);
                }
            }
        }
        (begin, found)
    }

    /// Applies an edit and saves it, durably and as one.
    ///
    /// # Errors
    ///
    /// Fails with nothing changed when the register or the disk refuses.
    pub fn save(&mut self, edit: &Edit, step: Step) -> Result<Saved> {
        self.save_with(edit, step, &[])
    }

    /// Applies an edit and saves it with lines of files beside the records.
    ///
    /// # Errors
    ///
    /// As [`save`](Self::save).
    pub fn save_with(&mut self, edit: &Edit, step: Step, lines: &[Lines]) -> Result<Saved> {
        match (step, &self.moved) {
            (Step::Begin | Step::Do, Some(_)) => self.save_moved()?,
            // Undoing restores what the files say, in whichever format.
            (Step::Undo | Step::Redo, Some(moved)) => drop(self.register.apply(&moved.inverse())),
            (_, None) => {}
        }
        // The writer learns where the records lie before the edit takes some of them away.
        let mut writer = self.contents.writer(self.repository.clone(), Disk::default());
        let made = match self.register.apply(edit) {
            Ok(inverse) => inverse.inverse(),
            Err(error) => return Err(Failure::state(format!("{error} Nothing was changed.")).into()),
        };
        let saved = writer.save(&Request::new(&self.register, made, step).with_lines(lines.to_vec()))?;
        if let Some(remark) = &saved.remark {
            print::say(remark);
        }
        if matches!(step, Step::Begin | Step::Do) {
            for sentence in lacks(&self.register, edit) {
                print::say(&sentence);
            }
        }
        Ok(saved)
    }

    /// Says on standard error when files could not be read, and returns the exit code of a command that only reads.
    pub fn code(&self) -> ExitCode {
        self.print_fallbacks();
        match self.broken() {
            0 => ExitCode::SUCCESS,
            broken => {
                let files = if broken == 1 { "file" } else { "files" };
                print::say(&format!(
                    "{broken} {files} of the register cannot be read, so records are missing here; `aims check` says why."
                ));
                ExitCode::from(STATE)
            }
        }
    }

    /// Returns how many files could not be read.
    pub fn broken(&self) -> usize {
        self.contents
            .problems
            .iter()
            .filter(|problem| problem.is_broken())
            .count()
    }
}

/// Returns the kind with this name, singular or plural.
///
/// # Errors
///
/// Fails with the names there are.
pub fn kind(register: &Register, typed: &str) -> Result<&'static Kind, Failure> {
    if let Some(kind) = register.kind(&typed.to_lowercase()) {
        return Ok(kind);
    }
    let names: Vec<_> = register.kinds().iter().map(|kind| kind.plural).collect();
    let perhaps = nearest(typed, names.iter().map(|name| (*name, *name)));
    let perhaps = perhaps.map_or(String::new(), |name| format!(" Perhaps `{name}`?"));
    Err(Failure::usage(format!("There is no kind `{typed}`.{perhaps}"))
        .with_hint(format!("The kinds are: {}.", names.join(", "))))
}

/// Returns the kind with this name; people are one as well, to those who move tables.
///
/// # Errors
///
/// As [`kind`].
pub fn kind_or_people(register: &Register, typed: &str) -> Result<&'static Kind, Failure> {
    if ["people", "person", "persons"].contains(&typed.to_lowercase().as_str()) {
        return Ok(&people::KIND);
    }
    kind(register, typed)
}
