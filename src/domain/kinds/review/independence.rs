//! Independence of auditors: nobody audits their own work (9.2.2).

use std::collections::BTreeMap;

use crate::domain::kinds::review;
use crate::domain::kinds::review::Event;
use crate::domain::kinds::{action, control, organization, risk, system};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// An auditor with the records in the scope of the audit that are their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWork {
    /// The auditor, as the review names them.
    pub auditor: String,
    /// The systems, risks, actions and controls they answer for.
    pub records: Vec<Id>,
}

impl OwnWork {
    /// Returns who owns what, in a few words: `ana owns chat, R-7k3qm and 4 more`.
    pub fn text(&self) -> String {
        const NAMED: usize = 3;
        let named: Vec<_> = self.records.iter().take(NAMED).map(ToString::to_string).collect();
        let more = self.records.len() - named.len();
        let and_more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{} owns {}{and_more}", self.auditor, named.join(", "))
    }
}

/// Returns the auditors of an internal audit who would audit their own work, in the order of their names.
///
/// The scope is what the audit names: its systems with their risks and actions, its controls, and the actions that serve
/// its requirements. An audit that names nothing is about the whole AIMS.
pub fn own_work(register: &Register, audit: &Record) -> Vec<OwnWork> {
    if audit.get(review::EVENT) != Some(Event::InternalAudit) {
        return Vec::new();
    }
    let mut found: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
    for auditor in audit.get(review::AUDITORS) {
        let owners = register.index().owners().map(|(owner, _)| owner);
        let owners = owners.filter(|owner| organization::is_same_person(register, owner, auditor));
        let owned = owners
            .flat_map(|owner| register.index().of_owner(owner))
            .filter_map(|slot| register.at(slot));
        let mut own: Vec<_> = owned.filter(|record| is_in_scope(register, audit, record)).collect();
        own.sort_by_key(|record| (rank(record), record.id()));
        if !own.is_empty() {
            found.insert(auditor, own.into_iter().map(|record| record.id().clone()).collect());
        }
    }
    let own = |(auditor, records): (&str, Vec<Id>)| OwnWork {
        auditor: auditor.to_owned(),
        records,
    };
    found.into_iter().map(own).collect()
}

/// Says in a sentence who would audit their own work; nothing when all are independent.
pub fn sentence(register: &Register, audit: &Record) -> Option<String> {
    let own = own_work(register, audit);
    let texts: Vec<_> = own.iter().map(OwnWork::text).collect();
    (!texts.is_empty()).then(|| format!("Nobody audits their own work (9.2.2): {}.", texts.join("; ")))
}

/// Tells whether a record lies in the scope of an audit and is one that somebody answers for.
pub fn is_in_scope(register: &Register, audit: &Record, record: &Record) -> bool {
    let (systems, requirements) = (audit.get(review::SYSTEMS), audit.get(review::REQUIREMENTS));
    let counts = [&system::KIND, &risk::KIND, &action::KIND, &control::KIND];
    if record.is_retired() || !counts.iter().any(|kind: &&Kind| record.is(kind)) {
        return false;
    }
    if systems.is_empty() && requirements.is_empty() {
        return true;
    }
    let among = |named: Vec<&Id>, scope: &[&Id]| named.iter().any(|id| scope.contains(id));
    if record.is(&system::KIND) {
        systems.contains(&record.id())
    } else if record.is(&risk::KIND) {
        among(record.get(risk::SYSTEMS), &systems)
    } else if record.is(&control::KIND) {
        requirements.contains(&record.id())
    } else {
        among(action::systems(register, record).iter().collect(), &systems)
            || among(record.get(action::REQUIREMENTS), &requirements)
            || among(record.get(action::CONTROLS), &requirements)
    }
}

/// What weighs most is named first.
fn rank(record: &Record) -> usize {
    let kinds = [&system::KIND, &risk::KIND, &control::KIND, &action::KIND];
    kinds.iter().position(|kind| record.is(kind)).unwrap_or(kinds.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &'static Kind, id: &str, fields: &[(&str, &str)]) -> Record {
        let mut record = Record::new(kind, Id::new(id));
        for (name, text) in fields {
            let at = kind.field_index(name).expect("a field");
            let day = crate::domain::day::iso("2026-11-23").expect("a day");
            let value = crate::domain::record::input::read(kind.fields[at].shape, text, day).expect("a value");
            record.put(at, value).expect("fits");
        }
        record
    }

    fn register() -> Register {
        let mut register = Register::default();
        let people = ("people", "ana | Ana Ruiz | Head of AI\nben | Ben Okafor | Lead");
        for record in [
            record(&organization::KIND, organization::ID, &[people]),
            record(&system::KIND, "chat", &[("title", "Chat"), ("owner", "ana")]),
            record(&system::KIND, "scoring", &[("title", "Scoring"), ("owner", "ben")]),
            record(&risk::KIND, "R-00001", &[("systems", "chat"), ("owner", "ben")]),
            record(&action::KIND, "T-00001", &[("risks", "R-00001"), ("owner", "carla")]),
            record(&action::KIND, "T-00002", &[("requirements", "9.1"), ("owner", "dora")]),
            record(&control::KIND, "A.2.2", &[("owner", "emil")]),
        ] {
            register.put(record);
        }
        register
    }

    fn texts(fields: &[(&str, &str)]) -> Vec<String> {
        let mut all = vec![("event", "internal audit")];
        all.extend(fields);
        let audit = record(&review::KIND, "V-00001", &all);
        own_work(&register(), &audit).iter().map(OwnWork::text).collect()
    }

    #[test]
    fn who_owns_what_is_audited_is_named_by_handle_or_name() {
        let systems = ("systems", "chat");
        assert_eq!(texts(&[systems, ("auditors", "ana, greta")]), ["ana owns chat"]);
        assert_eq!(texts(&[systems, ("auditors", "Ana Ruiz")]), ["Ana Ruiz owns chat"]);
        assert_eq!(texts(&[systems, ("auditors", "ben")]), ["ben owns R-00001"]);
        assert_eq!(texts(&[systems, ("auditors", "carla")]), ["carla owns T-00001"]);
        assert!(texts(&[systems, ("auditors", "dora, emil")]).is_empty());
    }

    #[test]
    fn an_audit_of_requirements_is_about_them_and_not_about_every_system() {
        let requirements = ("requirements", "9.1, A.2.2");
        assert!(texts(&[requirements, ("auditors", "ana, ben, carla")]).is_empty());
        let auditors = ("auditors", "dora, emil");
        assert_eq!(
            texts(&[requirements, auditors]),
            ["dora owns T-00002", "emil owns A.2.2"]
        );
    }

    #[test]
    fn an_audit_of_everything_leaves_few_who_may_hold_it() {
        let auditors = ("auditors", "ben, greta");
        assert_eq!(texts(&[auditors]), ["ben owns scoring, R-00001"]);
    }

    #[test]
    fn other_events_ask_for_no_independence() {
        let review = record(
            &review::KIND,
            "V-00001",
            &[("event", "management review"), ("auditors", "ana")],
        );
        assert_eq!(sentence(&register(), &review), None);
    }
}
