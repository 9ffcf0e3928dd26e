//! Progress: how many of the chosen controls are in operation.

use super::kinds::control::{self, Status};
use super::record::Record;

/// How far some controls are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many there are.
    pub total: usize,
    /// How many are excluded.
    pub excluded: usize,
    /// How many are in operation.
    pub implemented: usize,
    /// How many are in operation in part.
    pub partial: usize,
    /// How many are planned.
    pub planned: usize,
}

impl Progress {
    /// Counts records, which may be of several groups.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut progress = Self::default();
        for record in records {
            progress.total += 1;
            if !control::is_applicable(record) {
                progress.excluded += 1;
                continue;
            }
            match record.get(control::STATUS) {
                Some(Status::Implemented) => progress.implemented += 1,
                Some(Status::Partial) => progress.partial += 1,
                Some(Status::Planned) => progress.planned += 1,
                Some(Status::NotImplemented) | None => {}
            }
        }
        progress
    }

    /// Returns how many controls are chosen.
    pub fn applicable(self) -> usize {
        self.total - self.excluded
    }

    /// Returns how many of the chosen ones are in operation, of a hundred; all when none is chosen.
    pub fn percent(self) -> usize {
        (self.implemented * 100).checked_div(self.applicable()).unwrap_or(100)
    }

    /// Returns how many of the chosen ones are not even planned.
    fn missing(self) -> usize {
        self.applicable() - self.implemented - self.partial - self.planned
    }

    /// Writes the counts that are not 0, `1 impl 2 part 1 excl`, or in fewer cells how many of the chosen are implemented.
    ///
    /// The words are short everywhere, so that groups of any width read alike.
    pub fn text(self, cells: usize) -> String {
        let counts = [
            (self.implemented, "impl"),
            (self.partial, "part"),
            (self.planned, "plan"),
            (self.missing(), "none"),
            (self.excluded, "excl"),
        ];
        let said = counts.iter().filter(|(count, _)| *count > 0);
        let said: Vec<_> = said.map(|(count, word)| format!("{count} {word}")).collect();
        let text = said.join(" ");
        if text.len() <= cells {
            return text;
        }
        format!("{} of {}", self.implemented, self.applicable())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::control::Applicability;

    #[test]
    fn progress_is_said_in_words_and_counts_what_is_chosen() {
        let entry = |id: &str| Record::new(&control::KIND, id.into());
        let records = [
            entry("A.2.2").with(control::STATUS, Status::Implemented),
            entry("A.2.3").with(control::STATUS, Status::Planned),
            entry("A.2.4"),
            entry("A.3.2").with(control::APPLICABILITY, Applicability::Excluded),
        ];
        let progress = Progress::of(&records);
        assert_eq!(progress.text(30), "1 impl 1 plan 1 none 1 excl");
        assert_eq!(progress.text(10), "1 of 3");
        assert_eq!(progress.percent(), 33);
        assert_eq!(Progress::of(&records[3..]).percent(), 100);
    }
}
