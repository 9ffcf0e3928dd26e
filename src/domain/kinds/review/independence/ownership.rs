//! What somebody owns in the scope of an audit.

use crate::domain::kinds::organization::Processes;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::review::scope::Scope;
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::kinds::{
    action, answer, approval, assessment, control, document, method, objective, organization, risk, supplier, system,
};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// Something that an audit looks at: a record, or a clause with the duty it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    rank: usize,
    /// The id of the record or clause.
    pub id: Id,
    systems: Vec<Id>,
    requirements: Vec<Id>,
}

/// The kinds of items, what weighs most first; those from actions on weigh little.
const RANKS: [&Kind; 9] = [
    &system::KIND,
    &risk::KIND,
    &control::KIND,
    &assessment::KIND,
    &document::KIND,
    &supplier::KIND,
    &action::KIND,
    &answer::KIND,
    &objective::KIND,
];

/// The rank of processes, the method and clauses.
const DUTY: usize = 6;

/// The rank of what is owned for having audited it before.
const AUDITED: usize = RANKS.len() + 1;

/// The clauses whose duty is to see to conformity.
const CONFORMITY: [&str; 14] = [
    "4.1", "4.2", "4.3", "4.4", "6.1.1", "6.3", "7.1", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "10",
];

/// The clauses whose duty is that of top management.
const TOP: [&str; 3] = ["5.1", "5.2", "9.3"];

impl Item {
    /// Tells whether to own it is to audit own work, not a small thing among colleagues.
    pub fn is_heavy(&self) -> bool {
        self.rank <= DUTY
    }

    /// Tells whether one of some clauses, controls and systems is what it is about.
    pub fn is_among(&self, named: &[&str]) -> bool {
        let about = self.systems.iter().chain(&self.requirements).chain([&self.id]);
        about.into_iter().any(|id| named.contains(&id.as_str()))
    }

    fn is_in(&self, scope: &Scope<'_>) -> bool {
        self.systems.iter().any(|id| scope.has_system(id.as_str()))
            || self.requirements.iter().any(|id| scope.has_requirement(id.as_str()))
    }

    fn of(register: &Register, record: &Record) -> Option<Self> {
        let place = RANKS.iter().position(|kind| record.is(kind))?;
        let own = || {
            record
                .id()
                .as_str()
                .split('/')
                .next()
                .map(Id::new)
                .into_iter()
                .collect()
        };
        let cloned = |ids: Vec<&Id>| ids.into_iter().cloned().collect::<Vec<_>>();
        let (systems, requirements) = if record.is(&system::KIND) {
            (vec![record.id().clone()], Vec::new())
        } else if record.is(&risk::KIND) {
            let systems = cloned(record.get(risk::SYSTEMS));
            let requirements = if systems.is_empty() {
                ids(&["6.1.2", "8.2"])
            } else {
                Vec::new()
            };
            (systems, requirements)
        } else if record.is(&assessment::KIND) {
            (
                record.get(assessment::SYSTEM).cloned().into_iter().collect(),
                Vec::new(),
            )
        } else if record.is(&supplier::KIND) {
            (Vec::new(), ids(&["A.10.2", "A.10.3", "A.10.4"]))
        } else if record.is(&objective::KIND) {
            (Vec::new(), ids(&["6.2"]))
        } else if record.is(&action::KIND) {
            let requirements = cloned(record.get(action::REQUIREMENTS)).into_iter();
            let controls = cloned(record.get(action::CONTROLS));
            (
                action::systems(register, record),
                requirements.chain(controls).collect(),
            )
        } else {
            (Vec::new(), own())
        };
        let is_light = place >= DUTY;
        Some(Self {
            rank: place + usize::from(is_light),
            id: record.id().clone(),
            systems,
            requirements,
        })
    }

    /// Something that belongs to clauses and controls alone.
    fn under(rank: usize, id: &str, requirements: &[&str]) -> Self {
        Self {
            rank,
            id: Id::new(id),
            systems: Vec::new(),
            requirements: ids(requirements),
        }
    }
}

fn ids(texts: &[&str]) -> Vec<Id> {
    texts.iter().copied().map(Id::new).collect()
}

/// Returns what of the scope of an audit somebody owns.
pub fn of(register: &Register, audit: &Record, auditor: &str, scope: &Scope<'_>) -> Vec<Item> {
    let people = People::of(register);
    let is_theirs = |name: &str| people.is_same(name, auditor);
    let owners = register.index().owners().map(|(owner, _)| owner);
    let records = owners.filter(|owner| is_theirs(owner));
    let records = records.flat_map(|owner| register.index().of_owner(owner));
    let records = records
        .filter_map(|slot| register.at(slot))
        .filter(|record| !record.is_retired());
    let mut items: Vec<_> = records.filter_map(|record| Item::of(register, record)).collect();
    let approved = register.of(&document::KIND).filter(|document| {
        let by = document::approval(document)
            .map(|approval| approval.by)
            .unwrap_or_default();
        !document.is_retired() && is_theirs(by)
    });
    items.extend(approved.filter_map(|document| Item::of(register, document)));
    items.extend(duties(register, is_theirs));
    items.retain(|item| item.is_in(scope));
    let audits_are_looked_at = ["9.2.1", "9.2.2"].iter().any(|id| scope.has_requirement(id));
    if audits_are_looked_at {
        let held = register.of(&review::KIND).filter(|earlier| {
            let is_held = earlier.get(review::STATUS) == Some(Status::Held) && !earlier.is_retired();
            let is_earlier = earlier.id() != audit.id() && earlier.get(review::EVENT) == Some(Event::InternalAudit);
            let mut names = earlier.get(review::AUDITORS).into_iter().chain([earlier.owner()]);
            is_held && is_earlier && names.any(is_theirs)
        });
        items.extend(held.map(|earlier| Item::under(AUDITED, earlier.id().as_str(), &["9.2.1", "9.2.2"])));
    }
    items.sort_unstable();
    items.dedup();
    items
}

/// Returns the clauses whose duty somebody has, the processes they own and the method they approved.
fn duties(register: &Register, is_theirs: impl Fn(&str) -> bool) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(organization) = register.get(organization::ID) {
        let mut clauses = Vec::new();
        if is_theirs(organization.get(organization::CONFORMITY)) {
            clauses.extend(CONFORMITY);
        }
        if is_theirs(organization.get(organization::REPORTING)) {
            clauses.extend(["5.3", "9.1"]);
        }
        if is_theirs(organization.get(organization::AUDIT_LEAD)) {
            clauses.push("9.2");
        }
        if People::of(register)
            .iter()
            .any(|person| person.is_top() && is_theirs(person.handle()))
        {
            clauses.extend(TOP);
        }
        let under = clauses
            .into_iter()
            .flat_map(|clause| register.catalogue().requirements_under(clause));
        items.extend(under.map(|clause| Item::under(DUTY, clause, &[clause])));
        for row in organization.get(organization::PROCESSES) {
            if is_theirs(row.get(Processes::OWNER)) {
                let requirements = row.get(Processes::REQUIREMENTS);
                let requirements: Vec<_> = requirements.into_iter().map(Id::as_str).collect();
                items.push(Item::under(DUTY, row.get(Processes::PROCESS), &requirements));
            }
        }
    }
    let adopted = register
        .of(&method::KIND)
        .next()
        .and_then(|method| Some(approval::newest(method.stored(method::APPROVALS))?.by));
    if adopted.is_some_and(is_theirs) {
        items.push(Item::under(DUTY, method::ID, &["6.1.2"]));
    }
    items
}
