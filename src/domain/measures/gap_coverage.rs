//! Coverage: how many questions of the gap analysis stand at which state.

use crate::domain::kinds::answer;
use crate::domain::kinds::answer::State;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;

/// How many questions stand at each state; the last is unassessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Absent, informal, documented, operating, no occasion yet, in the order of [`State`].
    pub states: [usize; State::ALL.len()],
    /// Not answered yet.
    pub unassessed: usize,
}

impl Coverage {
    /// Counts answers.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut coverage = Self::default();
        for record in records {
            match record.get(answer::STATE) {
                Some(state) => coverage.states[state as usize] += 1,
                None => coverage.unassessed += 1,
            }
        }
        coverage
    }

    /// Returns how many questions there are.
    pub fn total(self) -> usize {
        self.states.iter().sum::<usize>() + self.unassessed
    }

    /// Returns how many are answered.
    pub fn answered(self) -> usize {
        self.total() - self.unassessed
    }

    /// Returns the word for each part with its count, best first; without those for which there was no occasion yet
    /// where there are none.
    pub fn parts(self) -> impl Iterator<Item = (&'static str, usize)> {
        let part = move |state: State| (state.item().label, self.states[state as usize]);
        let waiting = Some(part(State::NoOccasion)).filter(|(_, count)| *count > 0);
        let ranked = answer::RANKED.into_iter().map(part);
        ranked.chain(waiting).chain([("unassessed", self.unassessed)])
    }

    /// Returns how many of those that had an occasion stand at a state or a better one.
    pub fn at_least(self, state: State) -> usize {
        let ranked = answer::RANKED.into_iter().filter(|other| *other >= state);
        ranked.map(|state| self.states[state as usize]).sum()
    }

    /// Returns a count as percent of the whole; 100 only for all of it, and 0 only for none.
    pub fn percent(self, count: usize) -> usize {
        percent(count, self.total())
    }
}

/// Returns a count as percent of a whole; 100 only for all of it, and 0 only for none.
pub fn percent(count: usize, whole: usize) -> usize {
    match (count, whole) {
        (0, _) | (_, 0) => 0,
        (count, whole) if count >= whole => 100,
        (count, whole) => (count * 100 / whole).max(1),
    }
}

impl std::ops::Add for Coverage {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        for (mine, theirs) in self.states.iter_mut().zip(other.states) {
            *mine += theirs;
        }
        self.unassessed += other.unassessed;
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;

    fn answers() -> impl Strategy<Value = Vec<Option<State>>> {
        let state = prop_oneof![Just(None), (0..State::ALL.len()).prop_map(|at| Some(State::ALL[at]))];
        prop::collection::vec(state, 0..40)
    }

    fn records(states: &[Option<State>]) -> Vec<Record> {
        let record = |(at, state): (usize, &Option<State>)| {
            let value: Value = (*state).into();
            Record::new(&answer::KIND, Id::new(&format!("{}.1/q1", at + 4))).with(answer::STATE, value)
        };
        states.iter().enumerate().map(record).collect()
    }

    proptest! {
        #[test]
        fn the_parts_of_any_cut_add_up_to_the_whole(states in answers(), cut in 0_usize..40) {
            let records = records(&states);
            let whole = Coverage::of(&records);
            let (left, right) = records.split_at(cut.min(records.len()));
            prop_assert_eq!(Coverage::of(left) + Coverage::of(right), whole);
            prop_assert_eq!(whole.total(), records.len());
            prop_assert_eq!(whole.parts().map(|(_, count)| count).sum::<usize>(), records.len());
            let halves = whole.percent(whole.answered()) + whole.percent(whole.unassessed);
            prop_assert!(records.is_empty() || (99..=100).contains(&halves));
        }

        #[test]
        fn a_better_answer_lowers_no_figure(states in answers(), at in 0_usize..40, better in 0_usize..4) {
            prop_assume!(at < states.len() && states[at] != Some(State::NoOccasion));
            let before = Coverage::of(&records(&states));
            let mut after = states.clone();
            after[at] = after[at].max(Some(State::ALL[better]));
            let after = Coverage::of(&records(&after));
            prop_assert!(after.answered() >= before.answered());
            for state in State::ALL {
                prop_assert!(after.at_least(*state) >= before.at_least(*state));
            }
        }

        #[test]
        fn only_the_whole_is_a_hundred_percent(states in answers()) {
            let coverage = Coverage::of(&records(&states));
            let answered = coverage.answered();
            prop_assert_eq!(coverage.percent(answered) == 100, answered == coverage.total() && answered > 0);
            prop_assert_eq!(coverage.percent(answered) == 0, answered == 0);
        }
    }
}
