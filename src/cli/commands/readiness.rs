//! `aims readiness`: what falls short of conformance or of an audit, for people, scripts and CI.

use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde::Serialize;

use crate::cli::Global;
use crate::cli::output::failure::{FINDINGS, STATE};
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::readiness::{self, Goal, Mend, Part, Readiness as Found, Share, Shortfall};
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;
use crate::exchange::json::harmless;

/// The arguments of `aims readiness`.
#[derive(Debug, clap::Args)]
pub struct Readiness {
    /// What to be ready for: conformance, stage-1, stage-2 or surveillance; else what the posture and the next dated stage say.
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
    named.ok_or_else(|| "there are conformance, stage-1, stage-2 and surveillance".to_owned())
}

/// One part of the standard as it is told.
#[derive(Serialize)]
struct ToldPart<'a> {
    clause: &'static str,
    title: &'a str,
    fulfilled: usize,
    asked: usize,
    percent: usize,
    blockers: usize,
    others: usize,
}

/// One thing that falls short, as it is printed.
#[derive(Serialize)]
struct Told<'a> {
    clause: &'a str,
    code: &'static str,
    rule: &'static str,
    /// Who asks: the standard, the organization, somebody else, or the program as advice.
    provenance: &'static str,
    weight: &'static str,
    blocks: bool,
    /// Whether it is counted; not where it is said before that most records lack the same.
    counted: bool,
    /// Who answers for the record in which it is mended.
    owner: Option<&'a str>,
    /// By which day that record asks for something.
    due: Option<String>,
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
    verdict: String,
    parts: Vec<ToldPart<'a>>,
    shortfalls: Vec<Told<'a>>,
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
        print::say(&found.verdict());
        if goal == Goal::Surveillance && !readiness::is_certified(register, today) {
            print::say("No certificate that is valid is recorded; surveillance is what follows one.");
        }
        Ok(match (opened.broken(), found.blockers().count()) {
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
        if share.blockers + share.others == 0 {
            continue;
        }
        let (number, title) = (part.item().label, part.title(register));
        if !text.is_empty() {
            text.push('\n');
        }
        let Share {
            met, asked, blockers, ..
        } = share;
        let blocking = match blockers {
            0 => String::new(),
            1 => "; 1 problem blocks".to_owned(),
            many => format!("; {many} problems block"),
        };
        print::line(
            &mut text,
            &format!("{number} {title}: {met} of {asked} rules fulfilled{blocking}"),
        );
        let all: Vec<&Shortfall> = found.of_part(*part).collect();
        let is_of = |each: &Shortfall, most: &Shortfall| each.is_told && each.problem.rule == most.problem.rule;
        let groups = || all.iter().filter(|one| one.problem.is_of_most());
        for one in all.iter().filter(|one| !groups().any(|most| is_of(one, most))) {
            line(&mut text, register, one);
            // What most lack is followed by which of them do.
            for each in all.iter().filter(|each| one.problem.is_of_most() && is_of(each, one)) {
                line(&mut text, register, each);
            }
        }
    }
    if text.is_empty() {
        print::line(&mut text, "Nothing recorded here falls short.");
    }
    text
}

fn line(text: &mut String, register: &Register, one: &Shortfall) {
    let (weight, rule) = (if one.is_told { "" } else { one.weight.item().short }, one.problem.rule);
    let clause = if one.clause().is_empty() { "-" } else { one.clause() };
    let (place, sentence) = (place(one), one.text(register));
    let line = format!(
        "  {weight:<6} {clause} {place}: {sentence} [{} {}]",
        rule.code, rule.name
    );
    print::line(text, &line);
}

/// Returns where something is mended, in words.
fn place(one: &Shortfall) -> String {
    match one.mend() {
        Mend::Record(id, "") => id.to_string(),
        Mend::Record(id, field) => format!("{id} {field}"),
        Mend::Each(ids, _) => format!("{} records", ids.len()),
        Mend::Missing(kind, _) => format!("a new {kind}"),
    }
}

fn whole<'a>(register: &'a Register, found: &'a Found) -> Whole<'a> {
    let of_part = |part: &Part| {
        let share = found.share(*part);
        ToldPart {
            clause: part.item().label,
            title: part.title(register),
            fulfilled: share.met,
            asked: share.asked,
            percent: share.percent(),
            blockers: share.blockers,
            others: share.others,
        }
    };
    let told = |one: &'a Shortfall| {
        let rule = one.problem.rule;
        let mending = one.mending(register, found.today());
        let (id, field, missing) = match one.mend() {
            Mend::Record(id, field) => (Some(id.as_str()), Some(field).filter(|field| !field.is_empty()), None),
            Mend::Each(_, field) => (None, Some(field), None),
            Mend::Missing(kind, _) => (None, None, Some(kind)),
        };
        Told {
            clause: one.clause(),
            code: rule.code,
            rule: rule.name,
            provenance: one.problem.class.provenance.item().label,
            weight: one.weight.item().short,
            blocks: one.blocks,
            counted: !one.is_told,
            owner: Some(mending.owner).filter(|owner| !owner.is_empty()),
            due: mending.due.map(|day| day.to_string()),
            id,
            field,
            missing,
            message: &one.problem.sentence,
        }
    };
    Whole {
        goal: found.goal.item().label,
        fulfilled: found.whole().met,
        asked: found.whole().asked,
        percent: found.whole().percent(),
        parts: Part::ALL.iter().map(of_part).collect(),
        verdict: found.verdict(),
        shortfalls: found.shortfalls.iter().map(told).collect(),
    }
}
