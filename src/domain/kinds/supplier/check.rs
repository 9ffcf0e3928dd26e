//! Check rules of suppliers: assessment and review.

use crate::domain::kinds::supplier;
use crate::domain::record::check::{Found, checks};

checks! {
    find;
    /// A supplier of a system in scope was never assessed.
    UNASSESSED "AIMS-W806" "supplier-unassessed";
    /// The review of a supplier is past its day.
    REVIEW "AIMS-E804" "supplier-review";
}

/// Adds what can be found in a supplier one still works with.
fn find(found: &mut Found<'_>) {
    let (record, register, today) = (found.record, found.register, found.today);
    if !record.is_open() {
        return;
    }
    if record.get(supplier::ASSESSED).is_none() && supplier::supplies_in_scope(register, record) {
        let sentence = "It supplies a system in scope and was never assessed (A.10.3).";
        found.add(UNASSESSED, "assessed", sentence);
    }
    if let Some(review) = record.missed_deadline(today) {
        let sentence = format!("Its review was due on {review} (A.10.3).");
        found.add(REVIEW, "review", sentence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::testing::{date, found};
    use crate::domain::kinds::system;
    use crate::domain::record::Record;

    use crate::domain::record::id::Id;

    #[test]
    fn suppliers_of_systems_in_scope_are_assessed_and_reviewed() {
        let system = |scope| {
            Record::new(&system::KIND, "chat".into())
                .with(system::TITLE, "Chat")
                .with(system::SCOPE, scope)
        };
        let supplier = Record::new(&supplier::KIND, "P-00000".into())
            .with(supplier::TITLE, "Northlake")
            .with(supplier::SYSTEMS, vec![Id::new("chat")]);
        assert_eq!(
            found(&supplier, vec![system(system::Scope::In)]),
            [(UNASSESSED, "assessed")]
        );
        assert_eq!(found(&supplier, vec![system(system::Scope::Out)]), []);
        let assessed = supplier.with(supplier::ASSESSED, date("2025-11-22"));
        assert_eq!(found(&assessed, vec![system(system::Scope::In)]), []);
        let late = assessed.with(supplier::REVIEW, date("2026-11-22"));
        let scope = || vec![system(system::Scope::In)];
        assert_eq!(found(&late, scope()), [(REVIEW, "review")]);
        assert_eq!(found(&late.with(supplier::ENDED, date("2026-11-22")), scope()), []);
    }
}
