//! Readiness: what falls short of a declaration of conformance or of an audit, how much it weighs, and where it is mended.
//!
//! Every problem is one of the check rules; readiness has none of its own. A share counts rules, so that a thousand systems
//! in order do not make up for a scope that is not stated.

mod goal;
mod mending;
mod weighing;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::kinds::check::Judgement;
use crate::domain::kinds::check::judgement::tally::Found;
use crate::domain::kinds::organization;
use crate::domain::kinds::{answer, document};
use crate::domain::record::Record;
use crate::domain::record::check::{Problem, Provenance, Rule, Weight};
use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::id::Id;
use crate::domain::register::Register;
use crate::domain::register::index::Slot;

pub use goal::{Goal, goal, is_certified};
pub use mending::Mending;
pub use weighing::{weigh, weigh_again};

choices! {
    #[allow(clippy::doc_markdown, reason = "the labels are no code")]
    /// A part of the standard: the clauses 4 to 10, and the controls as the Statement of Applicability has them; beside
    /// them what belongs to no clause.
    Part {
        Context "4";
        Leadership "5";
        Planning "6";
        Support "7";
        Operation "8";
        Evaluation "9";
        Improvement "10";
        Statement "SoA";
        Register "-";
    }
}

impl Part {
    /// Returns the part that a clause or control belongs to.
    pub fn of_clause(clause: &str) -> Self {
        if clause.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Self::Statement;
        }
        let first = clause.split('.').next().unwrap_or_default();
        let clauses = Self::ALL[..7].iter().copied();
        clauses
            .into_iter()
            .find(|part| part.item().label == first)
            .unwrap_or(Self::Register)
    }

    /// Returns its title.
    pub fn title(self, register: &Register) -> &str {
        match self {
            Self::Statement => "Statement of Applicability",
            Self::Register => "The register itself",
            clause => register.catalogue().title(clause.item().label).unwrap_or_default(),
        }
    }
}

/// Where something is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend<'a> {
    /// In a field of a record.
    Record(&'a Id, &'static str),
    /// In a field of each of several records.
    Each(&'a [Id], &'static str),
    /// By a record that is not there yet: the name of its kind, and the filter that would find it.
    Missing(&'static str, &'static str),
}

/// One thing that falls short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The place of the record it was found in; nothing for what was found in the register as a whole or across its records.
    pub slot: Option<Slot>,
    /// The part of the standard under which it is listed.
    pub part: Part,
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// Who asks for it.
    pub provenance: Provenance,
    /// How much it weighs for the goal.
    pub weight: Weight,
    /// Whether it blocks the goal.
    pub blocks: bool,
    /// Whether what most records lack is told before it, and counted in its place.
    pub is_told: bool,
    /// What the rule found. What is asked of very many shortfalls stands beside it.
    pub problem: Arc<Problem>,
}

impl Shortfall {
    /// Returns what a problem under a part is for a goal; nothing when it is not asked.
    fn of(part: Part, found: &Found, goal: Goal, stage_2: Option<NaiveDate>) -> Option<Self> {
        let weight = goal.weight(&found.problem, stage_2).filter(|_| !found.is_explained)?;
        Some(Self {
            slot: found.slot,
            part,
            rule: found.rule,
            provenance: found.provenance,
            weight,
            blocks: goal.is_blocked(found.provenance, weight),
            is_told: false,
            problem: Arc::clone(&found.problem),
        })
    }

    /// Returns the clause or control it belongs to; empty for the program's own advice.
    pub fn clause(&self) -> &str {
        &self.problem.clause
    }

    /// Returns where it is mended.
    pub fn mend(&self) -> Mend<'_> {
        match self.problem.missing {
            Some((kind, filter)) => Mend::Missing(kind, filter),
            None if self.problem.is_of_most() => Mend::Each(&self.problem.of_most, self.problem.field),
            None => Mend::Record(&self.problem.id, self.problem.field),
        }
    }

    /// Returns what is wrong, with the title of the record it is about unless the sentence names it.
    pub fn text(&self, register: &Register) -> Cow<'_, str> {
        let named = |record: &&Record| {
            [&organization::KIND, &answer::KIND, &document::KIND]
                .iter()
                .any(|kind| record.is(kind))
        };
        let Mend::Record(id, _) = self.mend() else {
            return Cow::Borrowed(&self.problem.sentence);
        };
        match register.get(id.as_str()).filter(|record| !named(record)) {
            Some(_) => {
                let title = register.title(id.as_str()).unwrap_or_default();
                Cow::Owned(format!("{title}: {}", self.problem.sentence))
            }
            None => Cow::Borrowed(&self.problem.sentence),
        }
    }
}

/// How much of what is asked is fulfilled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many rules are fulfilled: nothing of them would be minor or major.
    pub met: usize,
    /// How many rules are asked.
    pub asked: usize,
    /// How much blocks.
    pub blockers: usize,
    /// How much falls short beside what blocks.
    pub others: usize,
}

impl Share {
    /// Returns the share as percent; 100 only for all of it, and 0 only for none.
    pub fn percent(self) -> usize {
        crate::domain::measures::gap_coverage::percent(self.met, self.asked)
    }
}

impl std::ops::Add for Share {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            met: self.met + other.met,
            asked: self.asked + other.asked,
            blockers: self.blockers + other.blockers,
            others: self.others + other.others,
        }
    }
}

/// What falls short, and how much is fulfilled.
#[derive(Debug, Clone, Eq)]
pub struct Readiness {
    /// For what.
    pub goal: Goal,
    /// What falls short, by part and clause.
    pub shortfalls: Vec<Shortfall>,
    /// The day it was asked on.
    today: NaiveDate,
    /// The day of stage 2 that the weights rest on.
    stage_2: Option<NaiveDate>,
    /// The version of the register it is of.
    version: Option<u64>,
    shares: [Share; Part::ALL.len()],
    /// How many questions were answered well enough by the organization alone.
    own_answers: usize,
    /// How many rules the organization explained away.
    explained: usize,
}

/// Two are the same when they say the same, whatever version of a register each is of.
impl PartialEq for Readiness {
    fn eq(&self, other: &Self) -> bool {
        let said = |one: &Self| {
            (
                one.goal,
                one.today,
                one.stage_2,
                one.shares,
                one.own_answers,
                one.explained,
            )
        };
        said(self) == said(other) && self.shortfalls == other.shortfalls
    }
}

impl Readiness {
    /// Returns the day on which it was asked.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Returns how much of a part is fulfilled.
    pub fn share(&self, part: Part) -> Share {
        self.shares[part as usize]
    }

    /// Returns how much of everything is fulfilled.
    pub fn whole(&self) -> Share {
        self.shares.into_iter().fold(Share::default(), |sum, share| sum + share)
    }

    /// Returns what falls short in a part.
    pub fn of_part(&self, part: Part) -> impl Iterator<Item = &Shortfall> {
        self.shortfalls.iter().filter(move |one| one.part == part)
    }

    /// Returns what blocks.
    pub fn blockers(&self) -> impl Iterator<Item = &Shortfall> {
        self.shortfalls.iter().filter(|one| one.blocks)
    }

    /// Says what the register knows, and on what that rests; only an auditor judges conformity.
    pub fn verdict(&self) -> String {
        let goal = self.goal.item().label;
        let asked = self.whole().asked;
        let told = self.shortfalls.iter().filter(|one| !one.is_told);
        let count = |weight| told.clone().filter(|one| one.weight == weight).count();
        let blocking = match self.blockers().count() {
            0 => format!("Nothing recorded here blocks {goal}"),
            1 => format!("1 thing recorded here blocks {goal}"),
            many => format!("{many} things recorded here block {goal}"),
        };
        let (major, minor, advice) = (count(Weight::Major), count(Weight::Minor), count(Weight::Advice));
        let mut counts = vec![format!("{minor} would be minor"), format!("{advice} advice")];
        if major > 0 {
            counts.insert(0, format!("{major} would be major"));
        }
        let answers = match self.own_answers {
            0 => String::new(),
            1 => "; 1 question rests on your own answer".to_owned(),
            many => format!("; {many} questions rest on your own answers"),
        };
        let explained = match self.explained {
            0 => String::new(),
            1 => "; 1 rule explained away".to_owned(),
            many => format!("; {many} rules explained away"),
        };
        format!(
            "{blocking}: {asked} rules asked; {}{answers}{explained}.",
            counts.join(", ")
        )
    }
}

/// Returns what falls short of a goal. The day is today.
pub fn of(register: &Register, today: NaiveDate, goal: Goal) -> Readiness {
    weigh(&Judgement::of(register, today), register, goal)
}

#[cfg(test)]
mod tests;
