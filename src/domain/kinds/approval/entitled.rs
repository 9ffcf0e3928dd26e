//! Who may approve what, and what is said against an approval by somebody else.

use chrono::NaiveDate;

use crate::domain::kinds::approval::Approvals;
use crate::domain::kinds::approval::completion::{is_another, made};
use crate::domain::kinds::approval::kept_sets::PLAN;
use crate::domain::kinds::document;
use crate::domain::kinds::organization::people::{People, Person};
use crate::domain::record::rules::{Fields, Proposal, Remedy};
use crate::domain::record::typed::{Day, Handle, Person as Somebody, Rows};

/// The name of the rule that who approves may do so.
pub const ENTITLED: &str = "approval by who may give it";

/// The people of the examples: ben, carla of top management, and dora, who left.
pub const NAMED: (&str, &str, Fields) = (
    "organization",
    "organization",
    "name: Acme; people: ben | Ben | Lead\ncarla | Carla | Board | | | | yes\n\
        dora | Dora | Lead | | | | | | | 2020-01-01",
);

/// Who may approve something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approvers {
    /// Anybody of the people who is still here.
    Anybody,
    /// Top management and the approvers.
    Designated,
    /// Top management.
    Top,
}

impl Approvers {
    /// Returns who may approve a record as a whole: the AI policy top management, the treatment plan who may approve plans.
    pub fn of(id: &str) -> Self {
        match id {
            document::POLICY => Self::Top,
            id if id == PLAN.of => Self::Designated,
            _ => Self::Anybody,
        }
    }

    /// Returns those who may and are here today. Empty where nobody is marked, so that anybody may.
    pub fn named<'a>(self, people: &People<'a>, today: NaiveDate) -> Vec<Person<'a>> {
        let is_here = |person: &Person<'_>| !person.had_left(today);
        match self {
            Self::Top => people.iter().filter(|one| one.is_top() && is_here(one)).collect(),
            _ => people.designated().filter(is_here).collect(),
        }
    }

    /// Returns the one who may, where it is only one.
    pub fn only_one<'a>(self, people: &People<'a>, today: NaiveDate) -> Option<&'a str> {
        match self.named(people, today)[..] {
            [one] => Some(one.handle()),
            _ => None,
        }
    }

    /// Says what is wrong with somebody's approval of a day, if something is. The sentence begins with the name.
    pub fn said_against(self, people: &People<'_>, by: &str, on: Option<NaiveDate>) -> Option<String> {
        let is_marked = || people.iter().any(Person::is_top);
        let is_top = || people.person(by).is_some_and(Person::is_top);
        people.why_nobody(by, on).or_else(|| match self {
            Self::Top if is_marked() && !is_top() => Some(format!("{by} is not marked as top management.")),
            Self::Designated if !people.is_designated(by) => {
                Some(format!("{by} is neither an approver nor of top management."))
            }
            _ => None,
        })
    }

    /// Questions an approval that is made, by somebody who may not give it, by a placeholder or by a name that nobody knows, for
    /// which it counts for nothing.
    pub fn question(
        self,
        people: &People<'_>,
        by: &str,
        on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Option<(Remedy, String)> {
        const MOST: usize = 3;
        if by.trim().is_empty() {
            return None;
        }
        let reason = self.said_against(people, by, on)?;
        let named = self.named(people, today);
        let handles: Vec<_> = named.iter().take(MOST).map(|one| one.handle()).collect();
        let sentence = match (
            handles.is_empty() || self == Self::Anybody,
            named.len().saturating_sub(MOST),
        ) {
            (true, _) => reason,
            (_, 0) => format!("{reason} It is approved by {}.", handles.join(" or ")),
            (_, more) => format!("{reason} It is approved by {} or {more} more.", handles.join(", ")),
        };
        Some((Remedy::Confirm, sentence))
    }
}

/// Questions an approval that one field says, with its day in another, where it may be given by some only.
pub fn questioned_in(
    proposal: &Proposal<'_>,
    who: Approvers,
    by: Handle<Somebody>,
    on: Handle<Day>,
) -> Option<(Remedy, String)> {
    let after = proposal.after;
    let is_made = proposal.is_decided_here() && (proposal.changes(by) || proposal.changes(on));
    let on = after.get(on).or(Some(proposal.today()));
    is_made.then(|| who.question(&People::of(proposal.register), after.get(by), on, proposal.today()))?
}

/// Questions an approval of a record as a whole by somebody who may not give it.
pub fn questioned(proposal: &Proposal<'_>, table: Handle<Rows<Approvals>>) -> Option<(Remedy, String)> {
    let made = made(proposal, table).filter(|_| proposal.is_decided_here())?;
    let people = People::of(proposal.register);
    is_another(proposal, table, made)
        .then(|| Approvers::of(proposal.after.id().as_str()).question(&people, made.by, made.on, proposal.today()))?
}
