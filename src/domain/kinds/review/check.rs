//! Check rules of reviews: audits by those who own what is audited.

use crate::domain::kinds::review::independence;
use crate::domain::kinds::{organization, review};
use crate::domain::record::check::{Found, checks};

checks! {
    find;
    /// An auditor owns what is audited.
    OWN_WORK_AUDITED "AIMS-W710" "own-work-audited";
    /// An auditor owns what is audited, where the organization asks for somebody else.
    OWN_WORK_FORBIDDEN "AIMS-E710" "own-work-forbidden";
}

/// Adds what can be found in a review that was not cancelled.
fn find(found: &mut Found<'_>) {
    let (record, register) = (found.record, found.register);
    if record.is_retired() || record.get(review::STATUS) == Some(review::Status::Cancelled) {
        return;
    }
    if let Some(sentence) = independence::sentence(register, record) {
        let organization = register.get(organization::ID);
        let strict = organization.is_some_and(|one| one.get(organization::STRICT_APPROVAL));
        let rule = if strict { OWN_WORK_FORBIDDEN } else { OWN_WORK_AUDITED };
        found.add(rule, "auditors", sentence);
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::check::of;
    use crate::domain::day;
    use crate::domain::kinds::{organization, review, system};
    use crate::domain::record::Record;
    use crate::domain::record::id::Id;
    use crate::domain::register::Register;

    fn codes(audit: &Record, strict: bool) -> Vec<&'static str> {
        let mut register = Register::default();
        let organization = Record::new(&organization::KIND, organization::ID.into());
        register.put(organization.with(
            organization::STRICT_APPROVAL,
            crate::domain::record::value::Value::Flag(strict),
        ));
        register.put(Record::new(&system::KIND, "chat".into()).with(system::OWNER, "ana"));
        register.put(audit.clone());
        let today = day::iso("2026-11-23").expect("a day");
        of(&register, audit, today)
            .iter()
            .map(|problem| problem.rule.code)
            .collect()
    }

    #[test]
    fn who_audits_their_own_work_is_found_and_weighs_more_where_it_is_forbidden() {
        let audit = Record::new(&review::KIND, "V-00001".into())
            .with(review::TITLE, "Audit")
            .with(review::EVENT, review::Event::InternalAudit)
            .with(review::DATE, day::iso("2026-12-01"))
            .with(review::SYSTEMS, vec![Id::new("chat")]);
        let by = |auditor: &str| audit.clone().with(review::AUDITORS, vec![auditor]);
        assert_eq!(codes(&by("ana"), false), ["AIMS-W710"]);
        assert_eq!(codes(&by("ana"), true), ["AIMS-E710"]);
        assert_eq!(codes(&by("ben"), true), [""; 0]);
        let held = audit
            .clone()
            .with(review::STATUS, review::Status::Held)
            .with(review::HELD, day::iso("2026-11-20"));
        assert_eq!(codes(&held, false), ["AIMS-W102"], "a held audit says who audited");
        let cancelled = by("ana").with(review::STATUS, review::Status::Cancelled);
        assert_eq!(codes(&cancelled, true), [""; 0]);
    }
}
