//! Readiness: what still blocks a declaration of conformance, a stage 1 or a stage 2 audit, and where each of it is mended.
//!
//! Everything is a rule put to the register, fulfilled or with what blocks it; so no figure stands without its list. A rule
//! about each of many records, such as that every risk is treated, counts once: a thousand systems in order do not make up
//! for a scope that is not stated. What the checks, the states of documents, the gate
//! and the steps of findings say already is taken from there.

mod documented;
mod evaluated;
mod operated;
mod search;

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::check::Problem;
use crate::domain::kinds::organization;
use crate::domain::kinds::organization::Posture;
use crate::domain::kinds::{answer, document};
use crate::domain::record::Record;
use crate::domain::record::check::Rule;
use crate::domain::record::choice::choices;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

pub use search::Search;

choices! {
    /// What one wants to be ready for.
    Goal {
        Conformance "conformance", "self-declared", "self declaration";
        Stage1 "stage 1", "1", "documents";
        Stage2 "stage 2", "2", "certification";
    }
}

choices! {
    #[allow(clippy::doc_markdown, reason = "the labels are no code")]
    /// A part of the standard: the clauses 4 to 10, and the controls as the Statement of Applicability has them.
    Part {
        Context "4";
        Leadership "5";
        Planning "6";
        Support "7";
        Operation "8";
        Evaluation "9";
        Improvement "10";
        Statement "SoA";
    }
}

impl Part {
    /// Returns the part that a clause belongs to; nothing for one of another standard.
    pub fn of_clause(clause: &str) -> Option<Self> {
        use crate::domain::record::choice::Choices;
        let first = clause.split('.').next()?;
        Self::ALL[..7].iter().copied().find(|part| part.item().label == first)
    }

    /// Returns its title.
    pub fn title(self, register: &Register) -> &str {
        use crate::domain::record::choice::Choices;
        match self {
            Self::Statement => "Statement of Applicability",
            clause => register.catalogue().title(clause.item().label).unwrap_or_default(),
        }
    }
}

/// Where a blocker is mended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mend {
    /// In a field of a record.
    Record(Id, &'static str),
    /// By a record that is not there yet: the name of its kind, and the filter that would find it.
    Missing(&'static str, &'static str),
}

/// One thing that blocks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blocker {
    /// The part of the standard under which it is listed.
    pub part: Part,
    /// The clause it belongs to.
    pub clause: Box<str>,
    /// The name of the rule; it is promised to stay.
    pub rule: &'static str,
    /// Where it is mended.
    pub mend: Mend,
    /// What is missing, in a sentence.
    pub sentence: Cow<'static, str>,
}

impl Blocker {
    /// Returns what it says, with the title of the record it is about unless the sentence names it.
    pub fn text(&self, register: &Register) -> Cow<'_, str> {
        let Mend::Record(id, _) = &self.mend else {
            return Cow::Borrowed(&self.sentence);
        };
        let named = |record: &&Record| {
            [&organization::KIND, &answer::KIND, &document::KIND]
                .iter()
                .any(|kind| record.is(kind))
        };
        match register.get(id.as_str()).filter(|record| !named(record)) {
            Some(_) => {
                let title = register.title(id.as_str()).unwrap_or_default();
                Cow::Owned(format!("{title}: {}", self.sentence))
            }
            None => Cow::Borrowed(&self.sentence),
        }
    }
}

/// How much of what is asked is fulfilled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many rules are fulfilled.
    pub met: usize,
    /// How many rules apply.
    pub asked: usize,
    /// How much blocks.
    pub blockers: usize,
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
        }
    }
}

/// What blocks, and how much is fulfilled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// For what.
    pub goal: Goal,
    /// What blocks, by part and clause.
    pub blockers: Vec<Blocker>,
    shares: [Share; 8],
}

impl Readiness {
    /// Returns how much of a part is fulfilled.
    pub fn share(&self, part: Part) -> Share {
        self.shares[part as usize]
    }

    /// Returns how much of everything is fulfilled.
    pub fn whole(&self) -> Share {
        self.shares.into_iter().fold(Share::default(), |sum, share| sum + share)
    }

    /// Returns what blocks in a part.
    pub fn of_part(&self, part: Part) -> impl Iterator<Item = &Blocker> {
        self.blockers.iter().filter(move |blocker| blocker.part == part)
    }
}

/// Returns what the organization wants to be ready for next, by its posture and the days of its audits.
pub fn goal(register: &Register, today: NaiveDate) -> Goal {
    let Some(organization) = register.get(organization::ID) else {
        return Goal::Conformance;
    };
    if organization.get(organization::POSTURE) != Some(Posture::Certification) {
        return Goal::Conformance;
    }
    match organization.get(organization::STAGE_1) {
        Some(day) if day < today => Goal::Stage2,
        _ => Goal::Stage1,
    }
}

/// Returns what blocks a goal. The day is today.
///
/// Stage 1 asks for what is written and decided, stage 2 for that and for its operation. Who declares conformance is asked
/// for the same as at stage 2, whose day alone means nothing then.
pub fn of(register: &Register, today: NaiveDate, goal: Goal) -> Readiness {
    let mut search = Search::begin(today, goal);
    loop {
        if let Some(found) = search.go_on(register, usize::MAX) {
            return found;
        }
    }
}

/// Returns the numbers of a clause, so that 6.1.10 follows 6.1.9 and A.10.2 follows A.9.4.
fn number(clause: &str) -> Vec<u32> {
    let parts = clause.split(['.', '-']);
    parts.map(|part| part.parse().unwrap_or_default()).collect()
}

/// Where a blocker stands: its part, its clause by number and by name, its rule.
type Place = (Part, Vec<u32>, Box<str>, &'static str);

/// What was found so far.
#[derive(Debug, Default)]
struct Tally {
    blockers: BTreeMap<Place, Vec<Blocker>>,
    shares: [Share; 8],
    /// Whether the rules about many records hold for all of them.
    many: BTreeMap<(Part, &'static str), bool>,
    /// How many systems are in scope.
    governed: usize,
    /// How many risks were judged.
    judged: usize,
}

/// The questions being put.
struct Survey<'a> {
    register: &'a Register,
    today: NaiveDate,
    goal: Goal,
    tally: Tally,
}

/// What a rule is about: one thing alone, or each of many records, by the name under which they count once.
type Among = Option<&'static str>;

impl<'a> Survey<'a> {
    /// Tells whether operation is asked for, not only what is written.
    fn operates(&self) -> bool {
        self.goal != Goal::Stage1
    }

    /// Counts a rule about one thing, or about one of many.
    fn count(&mut self, part: Part, among: Among, holds: bool) {
        match among {
            Some(name) => *self.tally.many.entry((part, name)).or_insert(true) &= holds,
            None => {
                let share = &mut self.tally.shares[part as usize];
                share.asked += 1;
                share.met += usize::from(holds);
            }
        }
    }

    /// Notes that something alone is fulfilled.
    fn met(&mut self, part: Part) {
        self.count(part, None, true);
    }

    /// Notes that something alone blocks.
    fn blocks(
        &mut self,
        part: Part,
        clause: &str,
        rule: &'static str,
        mend: Mend,
        sentence: impl Into<Cow<'static, str>>,
    ) {
        self.count(part, None, false);
        self.list(part, clause, rule, mend, sentence);
    }

    /// Lists what blocks.
    fn list(
        &mut self,
        part: Part,
        clause: &str,
        rule: &'static str,
        mend: Mend,
        sentence: impl Into<Cow<'static, str>>,
    ) {
        self.tally.shares[part as usize].blockers += 1;
        let place = (part, number(clause), clause.into(), rule);
        self.tally.blockers.entry(place).or_default().push(Blocker {
            part,
            clause: clause.into(),
            rule,
            mend,
            sentence: sentence.into(),
        });
    }

    /// Asks for something of a clause that one field of a record says.
    fn ask(&mut self, holds: bool, clause: &str, rule: &'static str, mend: Mend, sentence: &'static str) {
        self.put(None, holds, clause, rule, mend, sentence);
    }

    /// Asks the same of each of many records.
    fn ask_each(&mut self, holds: bool, clause: &str, rule: &'static str, mend: Mend, sentence: &'static str) {
        self.put(Some(rule), holds, clause, rule, mend, sentence);
    }

    fn put(&mut self, among: Among, holds: bool, clause: &str, rule: &'static str, mend: Mend, sentence: &'static str) {
        let Some(part) = Part::of_clause(clause) else { return };
        self.count(part, among, holds);
        if !holds {
            self.list(part, clause, rule, mend, sentence);
        }
    }

    /// Asks of a record that the checks find nothing in it of what belongs to some part.
    fn clean(
        &mut self,
        (part, among): (Part, Among),
        record: &Record,
        problems: &[Problem],
        clause: impl Fn(Rule) -> Option<Cow<'a, str>>,
    ) {
        let mut is_clean = true;
        for problem in problems {
            if let Some(clause) = clause(problem.rule) {
                is_clean = false;
                let mend = Mend::Record(record.id().clone(), problem.field);
                self.list(part, &clause, problem.rule.name, mend, problem.sentence.clone());
            }
        }
        self.count(part, among, is_clean);
    }

    /// Returns the records of a kind that were not retired.
    fn in_force(&self, kind: &'a Kind) -> impl Iterator<Item = &'a Record> + use<'a> {
        self.register.of(kind).filter(|record| !record.is_retired())
    }
}

#[cfg(test)]
mod tests;
