//! What reviews lack: audits by those who own what is audited.

use crate::domain::check::{Found, Rule};
use crate::domain::kinds::{organization, review};
use crate::domain::register::Register;
use crate::domain::review::independence;

impl Found<'_> {
    /// Adds what can be found in a review that was not cancelled.
    pub(super) fn as_review(&mut self, register: &Register) {
        let record = self.record;
        if record.is_retired() || record.get(review::STATUS) == Some(review::Status::Cancelled) {
            return;
        }
        if let Some(sentence) = independence::sentence(register, record) {
            let organization = register.get("organization");
            let strict = organization.is_some_and(|one| one.get(organization::STRICT_APPROVAL));
            let rule = if strict {
                Rule::OwnWorkForbidden
            } else {
                Rule::OwnWorkAudited
            };
            self.find(rule, "auditors", sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::check::of;
    use crate::domain::kinds::{organization, review, system};
    use crate::domain::record::Record;
    use crate::domain::record::id::Id;
    use crate::domain::register::Register;
    use crate::domain::schedule::day;

    fn codes(audit: &Record, strict: bool) -> Vec<&'static str> {
        let mut register = Register::default();
        let organization = Record::new(&organization::KIND, "organization".into());
        register.put(organization.with(
            organization::STRICT_APPROVAL,
            crate::domain::record::value::Value::Flag(strict),
        ));
        register.put(Record::new(&system::KIND, "chat".into()).with(system::OWNER, "ana"));
        register.put(audit.clone());
        let today = day::iso("2026-11-23").expect("a day");
        of(&register, audit, today)
            .iter()
            .map(|problem| problem.rule.code())
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
