//! The outside of an import in the workbench: reads the file, the memory and the saved mappings, and has the plan worked
//! out, on threads of their own.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::app::environment::effect::ForImport;
use crate::app::guided::import::answer::{Answer, Opened, Outcome, Planned, PlannedPart};
use crate::app::guided::import::rows::ordered;
use crate::app::state::message::Message;
use crate::cli::import_files::{self, Kept, bytes_of, lines_of, mappings, remembered};
use crate::cli::workbench::list_file::place;
use crate::cli::workbench::{Workbench, send};
use crate::domain::record::field::Kind;
use crate::domain::register::Register;
use crate::exchange::import::opening::offers::offers;
use crate::exchange::import::opening::samples::{sampled, to_map};
use crate::exchange::import::opening::source::Source;
use crate::exchange::import::opening::{self, Asked, FileRead, Form, Input};
use crate::exchange::import::{Mapping, Plan};
use crate::store::files::observe;
use crate::store::files::repository::Repository;

/// How often it is told how far a plan is.
const PROGRESS: Duration = Duration::from_millis(100);

impl Workbench {
    /// Does what the import of a file asks for, on threads of their own: a disk may let it wait, and a large table takes long.
    pub(super) fn import(&mut self, asked: ForImport) {
        let (sender, repository) = (self.sender.clone(), self.repository.clone());
        match asked {
            ForImport::Open(number, path, kinds) => self.on_thread(move || {
                let opened = Answer::Opened(open(&repository, &kinds, &path));
                send(&sender, Message::Import(number, Box::new(opened)));
            }),
            ForImport::Plan(number, asked) => {
                self.planning.store(true, Ordering::Relaxed);
                let stop = Arc::new(AtomicBool::default());
                self.planning = Arc::clone(&stop);
                self.on_thread(move || {
                    let mut told = Instant::now();
                    let planned = plan(&repository, *asked, |done, of| {
                        if stop.load(Ordering::Relaxed) {
                            return ControlFlow::Break(());
                        }
                        if told.elapsed() > PROGRESS {
                            told = Instant::now();
                            send(&sender, Message::Import(number, Box::new(Answer::Progress(done, of))));
                        }
                        ControlFlow::Continue(())
                    });
                    send(&sender, Message::Import(number, Box::new(Answer::Planned(planned))));
                });
            }
            ForImport::Stop => self.planning.store(true, Ordering::Relaxed),
            // Another process may hold the lock.
            ForImport::Keep(name, mapping) => self.on_thread(move || {
                send(&sender, Message::MappingKept(keep(&repository, &name, &mapping)));
            }),
        }
    }
}

/// Reads a file, and finds out what its sheets hold.
///
/// # Errors
///
/// Fails with a sentence where it cannot be read or is no table.
pub(super) fn open(repository: &Repository, kinds: &[&'static Kind], typed: &str) -> Result<Opened, String> {
    let path = place(typed, &repository.top);
    let failed = |why: String| format!("{typed} cannot be imported: {why}");
    let bytes = bytes_of(&path).map_err(|error| failed(error.to_string()))?;
    let mut source = Source::open(&path, &bytes).map_err(|error| failed(error.to_string()))?;
    let offers = offers(kinds, &mut source, &Form::default());
    if let [only] = &offers[..]
        && let Some(why) = &only.why_not
    {
        return Err(failed(why.clone()));
    }
    drop(source);
    Ok(Opened {
        file: Arc::new(FileRead { path, bytes }),
        offers,
        mappings: mappings(repository),
    })
}

/// Works out what an import would do. `progress` is called with the rows of a table that are done and all its rows, and
/// answers whether to go on.
///
/// # Errors
///
/// Fails with a sentence where a part cannot be read.
pub(super) fn plan(
    repository: &Repository,
    asked: Asked,
    mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Planned, String> {
    let Asked {
        register,
        version,
        file,
        parts,
        who,
        now,
    } = asked;
    let mut register = Register::from(register);
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let mut source = Source::open(&file.path, &file.bytes).map_err(|error| failed(&error))?;
    let mut inputs = Vec::with_capacity(parts.len());
    for (part, said) in parts {
        let memory = remembered(repository, part.kind).map_err(|error| failed(&error))?;
        let form = Form {
            period_end: said.mapping.dates.period_end,
            ..Form::default()
        };
        let input = Input::read(&part, &mut source, &form, memory, said);
        let of = part.sheet.as_ref().map_or(String::new(), |sheet| format!("{sheet}: "));
        inputs.push(input.map_err(|error| format!("{of}{error}"))?);
    }
    let mut planned = |register: &mut Register| opening::plan(register, &inputs, &who, now, &mut progress);
    let mut result = planned(&mut register);
    // What rows say of files holds against what is there.
    if let Ok(whole) = &result
        && observe::observe_touched(&repository.top, &mut register, &whole.edit)
    {
        result = planned(&mut register);
    }
    let plans: &[Plan] = result.as_ref().map_or(&[], |whole| &whole.plans);
    let part = |(at, input): (usize, &Input)| PlannedPart {
        columns: sampled(&input.sheet),
        notes: input.sheet.notes.iter().map(ToString::to_string).collect(),
        to_map: plans.get(at).map(to_map).unwrap_or_default(),
    };
    let parts = inputs.iter().enumerate().map(part).collect();
    let result = result.map_err(|error| error.to_string()).map(|whole| {
        let lines = lines_of(&whole.plans);
        let (rows, counts) = ordered(&whole.plans);
        Outcome {
            whole,
            lines,
            rows,
            counts,
        }
    });
    Ok(Planned { version, parts, result })
}

/// Keeps a mapping in the register's folder, and says where in a sentence.
///
/// # Errors
///
/// Fails with a sentence where the disk refuses.
pub(super) fn keep(repository: &Repository, name: &str, mapping: &Mapping) -> Result<String, String> {
    let kept = import_files::keep(repository, name, mapping);
    let (path, kept) = kept.map_err(|error| format!("The mapping {name} was not kept: {error}"))?;
    let path = path.strip_prefix(&repository.top).unwrap_or(&path).display();
    Ok(match kept {
        Kept::Wrote => format!("Wrote {path}; to read the next file by it, press m."),
        Kept::Replaced => format!("Replaced {path}."),
        Kept::Unchanged => format!("{path} says this already."),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_sentence_of_the_workbench_names_an_argument_that_a_key_stands_for() {
        use clap::{Args, Command};

        // What the workbench has in another way: a page, a file by itself, the command line alone.
        const ELSEWHERE: [&str; 13] = [
            "all",
            "delimiter",
            "dry-run",
            "encoding",
            "header-row",
            "header-rows",
            "key",
            "mapping",
            "restore",
            "save-mapping",
            "since",
            "ours",
            "month-first",
        ];
        let command = crate::cli::commands::import::Import::augment_args(Command::new("import"));
        let arguments = command.get_arguments().filter_map(clap::Arg::get_long);
        for argument in arguments.filter(|argument| !ELSEWHERE.contains(argument)) {
            let said = crate::app::guided::import::words::in_workbench(&format!("--{argument}"));
            assert!(!said.contains("--"), "{said}");
        }
    }
}
