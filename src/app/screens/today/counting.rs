//! Counts what Today shows, some records at a time, so that no key waits for all of them.

use crate::app::list::spec::View;
use crate::app::screens::today::evidence::Files;
use crate::app::screens::today::findings::{Followed, Found};
use crate::app::screens::today::upcoming::{Events, Systems};
use crate::app::screens::today::work::{Actions, Assessments, Known, Risks};
use crate::app::screens::today::{Asked, Line};
use crate::domain::fold::folded;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{action, document, evidence, finding, incident, objective, review, risk, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::register::index::Slot;

/// How many records are counted between two looks at what is typed.
pub(in crate::app) const SLICE: usize = 4096;
/// A register with more records than this is counted in slices.
const MANY: usize = 20_000;

/// What was counted so far. It is of one state of the register: with every change it is begun again.
#[derive(Debug, Default)]
pub struct Counting {
    /// Whose records are counted, as typed; nothing when it is everyone's.
    mine: Option<String>,
    /// How many of the kinds are counted or being counted.
    kinds: usize,
    /// The records of the last of them that are still to be counted, the first one last.
    left: Vec<Slot>,
    actions: Actions,
    risks: Risks,
    systems: Systems,
    assessments: Assessments,
    known: Known,
    events: Events,
    found: Found,
    followed: Followed,
    files: Files,
}

type Count = fn(&mut Counting, View<'_>, Slot, &Record);

/// The kinds that are counted, each gone through once.
const KINDS: [(&Kind, Count); 10] = [
    (&action::KIND, |all, view, _, one| all.actions.count(view, one)),
    (&risk::KIND, |all, view, _, one| all.risks.count(view, one)),
    (&system::KIND, |all, view, slot, one| {
        all.systems.count(one);
        all.assessments.count(view, &mut all.known, slot, one);
    }),
    (&review::KIND, |all, view, _, one| all.events.count(view, one)),
    (&finding::KIND, |all, view, _, one| all.found.count_finding(view, one)),
    (&incident::KIND, |all, view, _, one| all.found.count_incident(view, one)),
    (&supplier::KIND, |all, view, _, one| {
        all.followed.count_supplier(view, one);
    }),
    (&objective::KIND, |all, view, _, one| {
        all.followed.count_objective(view, one);
    }),
    (&evidence::KIND, |all, view, _, one| all.files.count_evidence(view, one)),
    (&document::KIND, |all, view, _, one| all.files.count_document(view, one)),
];

impl Counting {
    /// Begins to count for everyone, or for one person, with what is known from the count before.
    pub fn begin(view: View<'_>, mine: Option<&str>, mut known: Known) -> Self {
        known.follow(view);
        Self {
            mine: mine.map(str::to_owned),
            known,
            ..Self::default()
        }
    }

    /// Tells whether the register is so large that a frame must not wait for it.
    pub(in crate::app) fn is_slow(view: View<'_>) -> bool {
        KINDS.iter().map(|(kind, _)| view.register.count(kind)).sum::<usize>() > MANY
    }

    /// Counts some more records, at most so many; returns the lines once all are counted.
    pub fn go_on(&mut self, view: View<'_>, most: usize) -> Option<Vec<Line>> {
        let mine = self.mine.as_deref().map(|mine| People::of(view.register).all_of(mine));
        for _ in 0..most {
            while self.left.is_empty() {
                let Some((kind, _)) = KINDS.get(self.kinds) else {
                    return Some(self.lines(view));
                };
                self.kinds += 1;
                self.left = view.register.slots_of(kind).collect();
                self.left.reverse();
            }
            let record = self.left.pop().and_then(|slot| Some((slot, view.register.at(slot)?)));
            let counts = |(_, record): &(Slot, &Record)| {
                !record.is_retired() && mine.as_ref().is_none_or(|mine| mine.contains(&folded(record.owner())))
            };
            if let (Some((slot, record)), Some((_, count))) = (record.filter(counts), KINDS.get(self.kinds - 1)) {
                count(self, view, slot, record);
            }
        }
        None
    }

    /// Returns what the next count need not find again.
    pub(super) fn into_known(self) -> Known {
        self.known
    }

    fn lines(&self, view: View<'_>) -> Vec<Line> {
        let mut asked = Asked {
            view,
            mine: self.mine.as_deref(),
            section: None,
            lines: Vec::new(),
        };
        asked.fallbacks();
        asked.first_steps();
        asked.actions(&self.actions);
        asked.risks(&self.risks);
        asked.assessments(&self.assessments);
        asked.events(&self.events);
        asked.findings(&self.found);
        asked.followed(&self.followed);
        asked.files(&self.files);
        asked.standing(&self.systems);
        asked.lines
    }
}
