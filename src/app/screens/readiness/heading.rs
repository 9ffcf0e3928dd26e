//! What Readiness is sorted by, and the headings its rows come under.

use crate::app::list::spec::View;
use crate::domain::day::distance;
use crate::domain::readiness::{Mending, Part, Shortfall};
use crate::domain::record::check::Weight;
use crate::domain::record::choice::{Choices, choices};

/// How the heading of what nobody answers for reads.
pub const NOBODY: &str = "nobody";

choices! {
    /// What the rows are sorted by.
    Order {
        Weight "by weight";
        Clause "by clause";
        Owner "by owner";
        Due "by day";
    }
}

choices! {
    /// How near the day is by which something is to be mended.
    Term {
        Late "Late";
        Month "Within a month";
        Later "Later";
        Never "No day";
    }
}

/// What the rows below it have in common. The order is that of the list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// Whether it blocks and how much it weighs, each turned round: what blocks and weighs most comes first.
    Weight(std::cmp::Reverse<(bool, Weight)>),
    /// Each of the records of which it is said above that most lack the same.
    Each,
    /// The part of the standard.
    Part(Part),
    /// Who answers for what mends it; nobody comes last.
    Owner(bool, Box<str>),
    /// When it is due.
    Due(Term),
}

impl Order {
    /// Returns the heading something comes under.
    pub(in crate::app) fn heading(self, one: &Shortfall, view: View<'_>) -> Heading {
        match self {
            Self::Weight if one.is_told => Heading::Each,
            Self::Weight => Heading::Weight(std::cmp::Reverse((one.blocks, one.weight))),
            Self::Clause => Heading::Part(one.part),
            Self::Owner => {
                let owner = one.mending(view.register, view.today).owner;
                Heading::Owner(owner.is_empty(), owner.into())
            }
            Self::Due => Heading::Due(match one.mending(view.register, view.today).due {
                None => Term::Never,
                Some(day) if day < view.today => Term::Late,
                Some(day) if (day - view.today).num_days() <= 30 => Term::Month,
                Some(_) => Term::Later,
            }),
        }
    }
}

impl Heading {
    /// Returns the heading in words, for a goal.
    pub fn text(&self, goal: &str, register: &crate::domain::register::Register) -> String {
        match self {
            Self::Weight(std::cmp::Reverse((true, weight))) => format!("Blocks {goal}: {}", weight.item().label),
            Self::Weight(std::cmp::Reverse((false, Weight::Advice))) => "Advice".to_owned(),
            Self::Weight(std::cmp::Reverse((false, weight))) => {
                format!("Does not block {goal}: {}", weight.item().label)
            }
            Self::Each => "Each record of what most lack".to_owned(),
            Self::Part(part) => format!("{} {}", part.item().label, part.title(register)),
            Self::Owner(true, _) => "Nobody answers for it".to_owned(),
            Self::Owner(false, owner) => owner.to_string(),
            Self::Due(term) => term.item().label.to_owned(),
        }
    }
}

impl Mending<'_> {
    /// Returns the day in words, such as `3d late`; empty without one.
    pub fn due_in_words(&self, today: chrono::NaiveDate) -> String {
        self.due.map(|day| distance(day, today)).unwrap_or_default()
    }
}
