//! Progress: how many of the chosen controls are in operation.

use crate::domain::catalogue;
use crate::domain::kinds::control;
use crate::domain::kinds::control::Status;
use crate::domain::record::Record;

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
    /// How many are judged, and not implemented.
    pub none: usize,
    /// How many are chosen or excluded by nobody yet; they count as chosen until somebody decides.
    pub undecided: usize,
}

/// Tells whether a control is one of Annex A. Those of the organization and of other catalogues are counted apart, since
/// adding one does not take the standard's own further away.
pub fn is_of_annex_a(control: &Record) -> bool {
    catalogue::shipped().control(control.id().as_str()).is_some()
}

impl Progress {
    /// Counts records, which may be of several groups.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut progress = Self::default();
        for record in records {
            progress.total += 1;
            progress.undecided += usize::from(record.get(control::APPLICABILITY).is_none());
            if !control::is_applicable(record) {
                progress.excluded += 1;
                continue;
            }
            match record.get(control::STATUS) {
                Some(Status::Implemented) => progress.implemented += 1,
                Some(Status::Partial) => progress.partial += 1,
                Some(Status::Planned) => progress.planned += 1,
                Some(Status::NotImplemented) => progress.none += 1,
                None => {}
            }
        }
        progress
    }

    /// Counts the controls of Annex A among some records.
    pub fn of_annex_a<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        Self::of(records.into_iter().filter(|record| is_of_annex_a(record)))
    }

    /// Returns how many controls are not excluded.
    pub fn applicable(self) -> usize {
        self.total - self.excluded
    }

    /// Returns how many of the chosen ones are in operation, of a hundred; all when none is chosen.
    pub fn percent(self) -> usize {
        (self.implemented * 100).checked_div(self.applicable()).unwrap_or(100)
    }

    /// Returns how many of the chosen ones nobody judged.
    pub fn unassessed(self) -> usize {
        self.applicable() - self.implemented - self.partial - self.planned - self.none
    }

    /// Writes of how many controls the implemented ones are, `of 30 chosen controls implemented`, and how many of them
    /// nobody chose yet.
    pub fn in_words(self) -> String {
        let all = self.applicable();
        match self.undecided {
            0 => format!("of {all} chosen controls implemented"),
            undecided if undecided == self.total => format!("of {all} controls implemented, none chosen yet"),
            undecided => format!("of {all} controls implemented, {undecided} not chosen yet"),
        }
    }

    /// Writes the counts that are not 0, `1 impl 2 part 1 excl`, or in fewer cells how many of the chosen are implemented.
    ///
    /// The words are short everywhere, so that groups of any width read alike.
    pub fn text(self, cells: usize) -> String {
        let counts = [
            (self.implemented, "impl"),
            (self.partial, "part"),
            (self.planned, "plan"),
            (self.none, "none"),
            (self.unassessed(), "unset"),
            (self.excluded, "excl"),
        ];
        let counted = counts.iter().filter(|(count, _)| *count > 0);
        let counted: Vec<_> = counted.map(|(count, word)| format!("{count} {word}")).collect();
        let text = counted.join(" ");
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
    fn progress_in_words_counts_chosen_controls() {
        let entry = |id: &str| Record::new(&control::KIND, id.into());
        let records = [
            entry("A.2.2").with(control::STATUS, Status::Implemented),
            entry("A.2.3").with(control::STATUS, Status::Planned),
            entry("A.2.4").with(control::STATUS, Status::NotImplemented),
            entry("A.2.5"),
            entry("A.3.2").with(control::APPLICABILITY, Applicability::Excluded),
        ];
        let progress = Progress::of(&records);
        assert_eq!(progress.text(50), "1 impl 1 plan 1 none 1 unset 1 excl");
        assert_eq!(progress.text(10), "1 of 4");
        assert_eq!(progress.percent(), 25);
        assert_eq!(progress.in_words(), "of 4 controls implemented, 4 not chosen yet");
        assert_eq!(Progress::of(&records[4..]).percent(), 100);
        let chosen = records.map(|record| record.with(control::APPLICABILITY, Applicability::Applicable));
        assert_eq!(Progress::of(&chosen).in_words(), "of 5 chosen controls implemented");
        assert_eq!(
            Progress::of(&[entry("A.2.2")]).in_words(),
            "of 1 controls implemented, none chosen yet"
        );
    }

    #[test]
    fn a_control_of_ones_own_does_not_take_annex_a_further_away() {
        let entry = |id: &str| Record::new(&control::KIND, id.into());
        let records = [
            entry("A.2.2").with(control::STATUS, Status::Implemented),
            entry("ORG-1"),
        ];
        assert_eq!(Progress::of_annex_a(&records).percent(), 100);
        assert_eq!(Progress::of(&records).percent(), 50);
    }
}
