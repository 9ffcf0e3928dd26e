//! `aims readiness`: what blocks conformance, stage 1 or stage 2, for people, scripts and CI.

use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde::Serialize;

use crate::cli::Global;
use crate::cli::output::failure::{FINDINGS, STATE};
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::readiness::{self, Blocker, Goal, Mend, Part, Readiness as Found, Share};
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;
use crate::exchange::json::harmless;

/// The arguments of `aims readiness`.
#[derive(Debug, clap::Args)]
pub struct Readiness {
    /// What to be ready for: conformance, stage-1 or stage-2; else what the posture and the next dated stage say.
    #[arg(long = "for", value_name = "GOAL", value_parser = goal)]
    goal: Option<Goal>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Exit with 1 when something blocks, 0 when nothing does.
    #[arg(long)]
    exit_code: bool,
}

fn goal(text: &str) -> Result<Goal, String> {
    let named = Goal::ITEMS.iter().find(|item| item.is_named(text)).and_then(Goal::of);
    named.ok_or_else(|| "there are conformance, stage-1 and stage-2".to_owned())
}

/// One part of the standard as it is told.
#[derive(Serialize)]
struct PartEntry<'a> {
    clause: &'static str,
    title: &'a str,
    fulfilled: usize,
    asked: usize,
    percent: usize,
    blockers: usize,
}

/// One blocker as it is told.
#[derive(Serialize)]
struct BlockerEntry<'a> {
    clause: &'a str,
    rule: &'static str,
    /// The record in which it is mended; nothing when one is missing.
    id: Option<&'a str>,
    field: Option<&'static str>,
    /// The kind of the record that is missing.
    missing: Option<&'static str>,
    message: &'a str,
}

/// Everything as it is told.
#[derive(Serialize)]
struct Whole<'a> {
    goal: &'static str,
    fulfilled: usize,
    asked: usize,
    percent: usize,
    parts: Vec<PartEntry<'a>>,
    blockers: Vec<BlockerEntry<'a>>,
}

impl Readiness {
    /// Prints what blocks, by clause.
    ///
    /// # Errors
    ///
    /// Fails when there is no register.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let opened = Opened::observed(global)?;
        let (register, today) = (&opened.register, opened.today());
        let goal = self.goal.unwrap_or_else(|| readiness::goal(register, today));
        let found = readiness::of(register, today, goal);
        if self.json {
            let text = serde_json::to_string_pretty(&whole(register, &found))?;
            print::print(&harmless(&format!("{text}\n")))?;
        } else {
            print::print(&plain(register, &found))?;
        }
        opened.print_fallbacks();
        let Share { met, asked, .. } = found.whole();
        let percent = found.whole().percent();
        print::say(&format!(
            "{}: {met} of {asked} rules fulfilled, {percent}%.",
            goal.item().label
        ));
        Ok(match (opened.broken(), found.blockers.len()) {
            (0, 1..) if self.exit_code => ExitCode::from(FINDINGS),
            (0, _) => ExitCode::SUCCESS,
            _ => ExitCode::from(STATE),
        })
    }
}

fn plain(register: &Register, found: &Found) -> String {
    let mut text = String::new();
    for part in Part::ALL {
        let share = found.share(*part);
        if share.blockers == 0 {
            continue;
        }
        let (number, title) = (part.item().label, part.title(register));
        if !text.is_empty() {
            text.push('\n');
        }
        let Share { met, asked, .. } = share;
        print::line(&mut text, &format!("{number} {title}: {met} of {asked} fulfilled"));
        for blocker in found.of_part(*part) {
            let (clause, sentence) = (&blocker.clause, blocker.text(register));
            let place = place(blocker);
            print::line(&mut text, &format!("  {clause} {place}: {sentence} [{}]", blocker.rule));
        }
    }
    if text.is_empty() {
        print::line(&mut text, &format!("Nothing blocks {}.", found.goal.item().label));
    }
    text
}

/// Returns where a blocker is mended, in words.
fn place(blocker: &Blocker) -> String {
    match &blocker.mend {
        Mend::Record(id, "") => id.to_string(),
        Mend::Record(id, field) => format!("{id} {field}"),
        Mend::Missing(kind, _) => format!("a new {kind}"),
    }
}

fn whole<'a>(register: &'a Register, found: &'a Found) -> Whole<'a> {
    let of_part = |part: &Part| {
        let share = found.share(*part);
        PartEntry {
            clause: part.item().label,
            title: part.title(register),
            fulfilled: share.met,
            asked: share.asked,
            percent: share.percent(),
            blockers: share.blockers,
        }
    };
    let entry = |blocker: &'a Blocker| {
        let (id, field, missing) = match &blocker.mend {
            Mend::Record(id, field) => (Some(id.as_str()), Some(*field).filter(|field| !field.is_empty()), None),
            Mend::Missing(kind, _) => (None, None, Some(*kind)),
        };
        BlockerEntry {
            clause: &blocker.clause,
            rule: blocker.rule,
            id,
            field,
            missing,
            message: &blocker.sentence,
        }
    };
    Whole {
        goal: found.goal.item().label,
        fulfilled: found.whole().met,
        asked: found.whole().asked,
        percent: found.whole().percent(),
        parts: Part::ALL.iter().map(of_part).collect(),
        blockers: found.blockers.iter().map(entry).collect(),
    }
}
