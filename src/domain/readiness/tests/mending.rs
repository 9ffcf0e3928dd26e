//! What somebody does about a blocker: what its sentence asks for, where it says.

use crate::domain::kinds::{action, assessment, control, evidence, objective, review, risk, system};
use crate::domain::readiness::tests::ground::{record, set};
use crate::domain::readiness::{Blocker, Mend};
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::Register;

/// Mends a blocker.
pub fn mend(register: &mut Register, blocker: &Blocker) {
    let (id, field) = match &blocker.mend {
        Mend::Record(id, field) => (id, *field),
        Mend::Missing(kind, filter) => return add(register, kind, filter),
    };
    let mut record = register.get(id.as_str()).cloned().unwrap_or_else(|| {
        assert_eq!(id.as_str(), "organization", "{blocker:?}");
        Record::new(&crate::domain::kinds::organization::KIND, id.clone())
    });
    for (name, text) in answer(blocker.rule, field) {
        set(&mut record, name, text);
    }
    match blocker.rule {
        "implemented-unshown" => register.put(shown(id)),
        "impact-missing" | "system-risks" => register.put(examined(register, &record, "impact", blocker.rule)),
        "assessment-stale" => {
            let system = record.get(assessment::SYSTEM).expect("a system").clone();
            let system = register.get(system.as_str()).expect("the system").clone();
            let of = record.value(assessment::TYPE.index()).to_string();
            // It is made again, and the old one goes.
            set(&mut record, "retired", "2026-11-23");
            register.put(examined(register, &system, &of, "again"))
        }
        "plan-unapproved" => {
            if risk::plan_actions(register, &record).next().is_none() {
                register.put(treating(id));
            }
            let covered = risk::covered(register, &record);
            record.put(risk::PLAN_COVERS.index(), covered).expect("it fits");
            register.put(record.clone())
        }
        "audit-coverage" => {
            let clauses = register.catalogue().clauses.iter().map(|clause| clause.id.clone());
            let controls = register.of(&control::KIND).map(|control| control.id().to_string());
            let all: Vec<_> = clauses.chain(controls).collect();
            set(&mut record, "requirements", &all.join(", "));
            register.put(record.clone())
        }
        _ => register.put(record.clone()),
    };
    register.put(record);
}

/// Returns what is typed into which fields.
fn answer(rule: &str, field: &'static str) -> Vec<(&'static str, &'static str)> {
    let text = match (rule, field) {
        ("issues", _) => "New law | external | more work | ",
        ("climate", _) => "not relevant",
        ("parties", _) => "Customers | safe answers | yes",
        ("scope-statement", _) => "Everything.",
        ("policy", "policy") | ("document-missing", _) => "docs/policy.md",
        ("document-gone", _) => "docs/found.md",
        (_, "policy_approved" | "approved_on" | "plan_approved_on") => "2026-11-01",
        (_, "policy_review" | "review" | "due" | "accepted_until" | "valid_until") => "2027-11-01",
        ("question-documented", _) => "documented",
        ("question-operating", _) => "operating",
        ("objective-measured", _) => "2026-11-01 | 4",
        ("objective-overdue", _) => return vec![("status", "met"), ("result", "Reached.")],
        ("control-undecided" | "chosen-unreasoned", _) => {
            return vec![("applicability", "applicable"), ("basis", "good practice")];
        }
        ("excluded-unreasoned", _) => "It is not used.",
        ("excluded-treats", _) => return vec![("applicability", "applicable"), ("basis", "risk treatment")],
        ("control-not-begun", _) => return vec![("status", "planned"), ("review", "2027-03-01")],
        ("system-scope", _) => return vec![("scope", "out of scope"), ("scope_reason", "A trial.")],
        ("system-roles", _) => "provider",
        ("gate-closed", _) => "development",
        ("risk-unscored" | "risk-off-scale" | "risk-unanswered", _) => "1 1/1/1",
        ("risk-undecided", _) => "accept",
        ("risk-untreated", _) => "A.2.2",
        ("plan-unapproved", _) => return vec![("plan_approved_by", "zoe"), ("plan_approved_on", "2026-11-22")],
        ("effect-unchecked", _) => return vec![("effective", "yes"), ("checked", "2026-11-22")],
        ("audit" | "management-review" | "event-late" | "audit-coverage", _) => {
            return vec![("status", "held"), ("held", "2026-11-20")];
        }
        ("review-results", _) => "Go on | improvement | ",
        ("finding-major", _) => {
            return vec![
                ("status", "closed"),
                ("correction", "Done."),
                ("cause", "Nobody knew."),
                ("verified_by", "zoe"),
            ];
        }
        ("implemented-unshown" | "impact-missing" | "system-risks" | "assessment-stale", _) => return Vec::new(),
        // Who owns what was mended cannot verify it.
        ("verified-by-actor", _) => "maxim",
        // Names, titles and words.
        _ => "zoe",
    };
    vec![(field, text)]
}

fn add(register: &mut Register, kind: &str, filter: &str) {
    register.put(match (kind, filter) {
        ("system", _) => record(
            &system::KIND,
            "added",
            &[
                ("title", "Added"),
                ("scope", "in"),
                ("roles", "customer"),
                ("stage", "inception"),
            ],
        ),
        ("risk", _) => judged("added"),
        ("objective", _) => record(
            &objective::KIND,
            "O-0000z",
            &[
                ("title", "Fewer complaints"),
                ("measure", "complaints"),
                ("target", "3"),
                ("owner", "ana"),
                ("due", "2027-11-01"),
            ],
        ),
        ("review", filter) => {
            let (id, event) = if filter.contains("audit") {
                ("V-0000y", "internal audit")
            } else {
                ("V-0000z", "management review")
            };
            let held = [
                ("title", "Held"),
                ("event", event),
                ("date", "2026-11-02"),
                ("status", "held"),
                ("held", "2026-11-02"),
            ];
            record(&review::KIND, id, &held)
        }
        (kind, _) => unreachable!("nobody knows how to add one of {kind}"),
    });
}

fn judged(system: &str) -> Record {
    let fields = [
        ("title", "Drift"),
        ("systems", system),
        ("owner", "ana"),
        ("status", "open"),
        ("current", "1 1/1/1"),
        ("treatment", "accept"),
    ];
    record(&risk::KIND, "R-0000z", &fields)
}

fn shown(id: &Id) -> Record {
    let fields = [
        ("title", "A log"),
        ("location", "https://example.org"),
        ("supports", id.as_str()),
    ];
    record(
        &evidence::KIND,
        &format!("E-{:0>5}", id.as_str().replace(['.', '-'], "")),
        &fields,
    )
}

fn treating(id: &Id) -> Record {
    let fields = [
        ("title", "Treat it"),
        ("risks", id.as_str()),
        ("owner", "ana"),
        ("due", "2027-01-01"),
        ("status", "open"),
    ];
    record(&action::KIND, &id.as_str().replacen('R', "T", 1), &fields)
}

/// Returns a complete assessment of a system as it is today.
fn examined(register: &Register, system: &Record, of: &str, why: &str) -> Record {
    let of = if why == "system-risks" { "risk" } else { of };
    let number = register.count(&assessment::KIND) + 10;
    let fields = [
        ("title", "Examined"),
        ("type", of),
        ("system", system.id().as_str()),
        ("date", "2026-11-23"),
        ("status", "complete"),
        ("by", "ana"),
    ];
    let mut record = record(&assessment::KIND, &format!("S-{number:05}"), &fields);
    record
        .put(assessment::JUDGED.index(), assessment::judged(system))
        .expect("it fits");
    record
}
