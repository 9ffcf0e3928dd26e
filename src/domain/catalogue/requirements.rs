//! What a clause, a heading, a domain or a range of them stands for: `6.1`, `A.6`, `4-10`.

use crate::domain::catalogue::Catalogue;

/// The numbers of a clause or control, and whether it is one of Annex A.
type Number = (bool, Vec<u32>);

impl Catalogue {
    /// Returns the sub-clauses and controls that an id or a range stands for, in order; none where it is neither.
    pub fn requirements_under(&self, id: &str) -> Vec<&str> {
        let (from, to) = id.split_once('-').unwrap_or((id, id));
        let (Some(from), Some(to)) = (number(from), number(to)) else {
            return Vec::new();
        };
        let all = self.clauses.iter().map(|clause| clause.id.as_str());
        let all = all.chain(self.controls.iter().map(|control| control.id.as_str()));
        all.filter(|id| number(id).is_some_and(|one| is_between(&one, &from, &to)))
            .collect()
    }

    /// Tells whether an id or a range stands for a sub-clause or control, beside others.
    pub fn stands_for(&self, id: &str, requirement: &str) -> bool {
        let (from, to) = id.split_once('-').unwrap_or((id, id));
        match (number(from), number(to), number(requirement)) {
            (Some(from), Some(to), Some(one)) => is_between(&one, &from, &to),
            _ => false,
        }
    }
}

fn number(id: &str) -> Option<Number> {
    let (is_annex, numbers) = match id.trim().strip_prefix("A.") {
        Some(rest) => (true, rest),
        None => (false, id.trim()),
    };
    let numbers: Option<Vec<u32>> = numbers.split('.').map(|part| part.parse().ok()).collect();
    Some((is_annex, numbers?))
}

fn is_between(one: &Number, from: &Number, to: &Number) -> bool {
    let is_same_list = one.0 == from.0 && one.0 == to.0;
    is_same_list && one.1 >= from.1 && (one.1 <= to.1 || one.1.starts_with(&to.1))
}

#[cfg(test)]
mod tests {
    use crate::domain::catalogue::shipped;

    #[test]
    fn headings_domains_and_ranges_stand_for_what_is_under_them() {
        let under = |id: &str| shipped().requirements_under(id);
        assert_eq!(under("4"), ["4.1", "4.2", "4.3", "4.4"]);
        assert_eq!(under("6.1"), ["6.1.1", "6.1.2", "6.1.3", "6.1.4"]);
        assert_eq!(under("9.2.1"), ["9.2.1"]);
        assert!(shipped().stands_for("4-10", "6.1.2") && !shipped().stands_for("A.6", "6.1.2"));
        assert_eq!(under("A.5").len(), 4);
        assert_eq!(under("4-10").len(), 32);
        assert_eq!(under("9.3-10").last(), Some(&"10.2"));
        assert_eq!(under("A.2-A.10").len(), 38);
        for nothing in ["ORG-1", "11", "A.1", "", "chat", "10-4"] {
            assert_eq!(under(nothing), [""; 0], "{nothing}");
        }
    }
}
