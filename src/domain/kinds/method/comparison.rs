//! Compares risk methods: which risks would change their band, and which fall outside the other grid.

use crate::domain::kinds::risk;
use crate::domain::method::Method;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// A risk that another method judges otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The risk.
    pub id: Id,
    /// The name of its band as things stand, by the method before; `None` where it has no level.
    pub from: Option<String>,
    /// The same by the other method.
    pub to: Option<String>,
    /// Whether one of its scores lies outside the other method's scales, and did not before.
    pub outside: bool,
}

/// What another method would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shifts {
    /// How many risks there are, closed ones included, retired ones not.
    pub risks: usize,
    /// Those it judges otherwise, in the order of the register.
    pub moved: Vec<Shift>,
    /// How many open risks lie above the appetite, before and after.
    pub above: (usize, usize),
}

impl Shifts {
    /// Returns how many risks go from one band to another, the most frequent first; `None` is no level.
    pub fn counts(&self) -> Vec<(Option<&str>, Option<&str>, usize)> {
        let mut counts: Vec<(Option<&str>, Option<&str>, usize)> = Vec::new();
        for shift in self.moved.iter().filter(|shift| shift.from != shift.to) {
            let (from, to) = (shift.from.as_deref(), shift.to.as_deref());
            match counts.iter_mut().find(|(a, b, _)| (*a, *b) == (from, to)) {
                Some((.., count)) => *count += 1,
                None => counts.push((from, to, 1)),
            }
        }
        counts.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
        counts
    }

    /// Says in short what would change: `3 of 12 risks change their band. Above the appetite: 4 -> 2 open risks.`
    pub fn in_short(&self) -> String {
        let moved: usize = self.counts().iter().map(|(.., count)| count).sum();
        let mut text = match moved {
            0 => format!("None of the {} risks changes its band.", self.risks),
            1 => format!("1 of {} risks changes its band.", self.risks),
            _ => format!("{moved} of {} risks change their band.", self.risks),
        };
        let (before, after) = self.above;
        if before != after {
            text.push_str(&format!("\nAbove the appetite: {before} -> {after} open risks."));
        }
        text
    }

    /// Returns how many risks fall outside the scales.
    pub fn outside(&self) -> usize {
        self.moved.iter().filter(|shift| shift.outside).count()
    }
}

/// Compares a register's own method with another one, risk by risk.
pub fn shifts(register: &Register, other: &Method) -> Shifts {
    let method = register.method();
    let mut shifts = Shifts {
        risks: 0,
        moved: Vec::new(),
        above: (0, 0),
    };
    for record in register.of(&risk::KIND).filter(|record| !record.is_retired()) {
        shifts.risks += 1;
        let (before, after) = (risk::current_level(method, record), risk::current_level(other, record));
        if record.is_open() {
            shifts.above.0 += usize::from(before.is_some_and(|level| method.exceeds(level)));
            shifts.above.1 += usize::from(after.is_some_and(|level| other.exceeds(level)));
        }
        let from = before.map(|level| method.band_name(level));
        let to = after.map(|level| other.band_name(level));
        let outside = risk::outside(other, record).count() > risk::outside(method, record).count();
        if from != to || outside {
            shifts.moved.push(Shift {
                id: record.id().clone(),
                from,
                to,
                outside,
            });
        }
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::method;
    use crate::domain::kinds::method::presets::PRESETS;
    use crate::domain::record::Record;

    fn register(scores: &[&str]) -> Register {
        let mut register = Register::default();
        register.put(crate::domain::kinds::method::preset());
        for (at, score) in scores.iter().enumerate() {
            let score: crate::domain::method::score::Score = score.parse().expect("a score");
            register.put(Record::new(&risk::KIND, Id::new(&format!("R-0000{at}"))).with(risk::CURRENT, score));
        }
        register
    }

    fn other(name: &str) -> Method {
        let preset = PRESETS.iter().find(|preset| preset.name == name).expect("a preset");
        method::read(&preset.record()).expect("a method")
    }

    #[test]
    fn the_same_method_moves_nothing() {
        let register = register(&["1 1/1/1", "5 5/5/5"]);
        let found = shifts(&register, &other("5x5"));
        assert_eq!((found.risks, found.moved.len(), found.above), (2, 0, (1, 1)));
    }

    #[test]
    fn scores_outside_the_grid_are_listed() {
        let register = register(&["1 1/1/1", "3 3/3/3", "5 5/5/5"]);
        let found = shifts(&register, &other("3x3"));
        assert_eq!(found.outside(), 1);
        assert_eq!(
            found.counts(),
            [(Some("Medium"), Some("High"), 1), (Some("Critical"), None, 1)]
        );
        assert_eq!(found.above, (1, 1));
    }
}
