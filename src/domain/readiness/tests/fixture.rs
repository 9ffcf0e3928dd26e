//! Any register, for properties of readiness.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::domain::day;
use crate::domain::kinds::{
    action, answer, assessment, control, document, finding, method, objective, organization, review, risk, system,
};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::input;
use crate::domain::register::Register;

pub fn today() -> NaiveDate {
    day::iso("2026-11-23").expect("a day")
}

/// Returns a record with fields as they are typed.
pub fn record(kind: &'static Kind, id: &str, fields: &[(&str, &str)]) -> Record {
    let mut record = Record::new(kind, Id::new(id));
    for (name, text) in fields {
        set(&mut record, name, text);
    }
    record
}

/// Sets a field as it is typed.
pub fn set(record: &mut Record, name: &str, text: &str) {
    let kind = record.kind();
    let field = kind.field_index(name).expect(name);
    let value = input::read(kind.fields[field].shape, text, today()).expect("a value");
    record.put(field, value).expect("a value that fits");
}

/// One field out of some texts; the empty one says nothing.
fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(texts)
}

const DAYS: &[&str] = &["", "2024-01-01", "2026-11-22", "2026-11-23", "2027-06-01"];

type Fields = Vec<(&'static str, &'static str)>;

fn some(
    kind: &'static Kind,
    ids: &'static [&'static str],
    fields: impl Strategy<Value = Fields>,
) -> impl Strategy<Value = Vec<Record>> {
    let fields = prop::collection::vec(fields, ids.len());
    (prop::sample::subsequence(ids, 0..=ids.len()), fields).prop_map(move |(ids, fields)| {
        ids.iter()
            .zip(fields)
            .map(|(id, fields)| record(kind, id, &fields))
            .collect()
    })
}

/// Any register: some records of every kind that is asked about, each in some state.
pub fn register() -> impl Strategy<Value = Register> {
    let organization = (
        one_of(&["", "New law | external | more work | "]),
        one_of(&["", "relevant"]),
        one_of(&["", "docs/policy.md"]),
        one_of(&["", "1 | 2026-01-10 | ana"]),
        one_of(DAYS),
        one_of(DAYS),
    );
    let organization = organization.prop_map(|(issues, climate, policy, approvals, review, stage_2)| {
        let fields = [("issues", issues), ("climate", climate), ("stage_2", stage_2)];
        let of_policy = [("location", policy), ("approvals", approvals), ("review", review)];
        vec![
            record(&organization::KIND, organization::ID, &fields),
            record(&document::KIND, document::POLICY, &of_policy),
        ]
    });
    let scope = one_of(&["", "in", "in", "undecided"]);
    let stage = one_of(&["inception", "operation", "retirement"]);
    let systems = (scope, one_of(&["", "provider"]), stage, one_of(&["", "patients"]));
    let systems = systems.prop_map(|(scope, roles, stage, subjects)| {
        vec![
            ("title", "A system"),
            ("scope", scope),
            ("roles", roles),
            ("stage", stage),
            ("subjects", subjects),
        ]
    });
    let risks = (
        one_of(&["draft", "open", "open", "accepted", "closed"]),
        one_of(&["", "1 1/1/1", "5 5/5/5", "9 9/9/9"]),
        one_of(&["", "mitigate", "accept"]),
        one_of(DAYS),
        one_of(&["", "ana", "zoe"]),
        one_of(DAYS),
    );
    let risks = risks.prop_map(|(status, current, treatment, review, by, until)| {
        let accepted = if status == "accepted" {
            (by, until, "small")
        } else {
            ("", "", "")
        };
        vec![
            ("title", "A risk"),
            ("systems", "alpha"),
            ("owner", "ana"),
            ("status", status),
            ("current", current),
            ("treatment", treatment),
            ("review", review),
            ("accepted_by", accepted.0),
            ("accepted_until", accepted.1),
            ("acceptance_reason", accepted.2),
        ]
    });
    let actions = (
        one_of(&["R-00001", "R-00002"]),
        one_of(&["", "F-00001"]),
        one_of(&["", "ana"]),
        one_of(DAYS),
        one_of(&["open", "done", "cancelled"]),
        one_of(DAYS),
    );
    let actions = actions.prop_map(|(risks, serves, owner, due, status, check_by)| {
        vec![
            ("title", "An action"),
            ("risks", risks),
            ("serves", serves),
            ("owner", owner),
            ("due", due),
            ("status", status),
            ("check_by", check_by),
        ]
    });
    let assessments = (
        one_of(&["risk", "impact", "security"]),
        one_of(&["draft", "complete"]),
        one_of(DAYS),
        one_of(DAYS),
    );
    let assessments = assessments.prop_map(|(of, status, until, happened)| {
        let events = if happened.is_empty() {
            ""
        } else {
            "A change | 2026-11-20"
        };
        vec![
            ("title", "An assessment"),
            ("type", of),
            ("system", "alpha"),
            ("date", "2026-11-01"),
            ("status", status),
            ("by", "ana"),
            ("valid_until", until),
            ("events", events),
        ]
    });
    let controls = (
        one_of(&["", "excluded"]),
        one_of(&["", "legal obligation"]),
        one_of(&["", "implemented", "planned", "not implemented"]),
        one_of(&["", "ana"]),
    );
    let controls = controls.prop_map(|(applicability, basis, status, owner)| {
        vec![
            ("applicability", applicability),
            ("basis", basis),
            ("status", status),
            ("owner", owner),
        ]
    });
    let answers = one_of(&["", "absent", "documented", "operating"]).prop_map(|state| vec![("state", state)]);
    let documents = (
        one_of(&["", "docs/x.md"]),
        one_of(&["", "1 | | ana", "1 | 2026-10-01", "1 | 2026-10-01 | ana"]),
        one_of(DAYS),
    );
    let documents = documents.prop_map(|(location, approvals, review)| {
        vec![("location", location), ("approvals", approvals), ("review", review)]
    });
    let reviews = (
        one_of(&["internal audit", "management review", "training"]),
        one_of(DAYS),
        one_of(&["planned", "held", "cancelled"]),
        one_of(DAYS),
        one_of(&["", "zoe"]),
        one_of(&["", "4.1, A.2.2"]),
    );
    let reviews = reviews.prop_map(|(event, date, status, held, auditors, requirements)| {
        vec![
            ("title", "An event"),
            ("event", event),
            ("date", date),
            ("status", status),
            ("held", held),
            ("auditors", auditors),
            ("requirements", requirements),
        ]
    });
    let findings = (
        one_of(&["major", "minor", "ofi"]),
        one_of(&["open", "closed", "withdrawn"]),
        one_of(DAYS),
        one_of(&["", "Nobody knew"]),
        one_of(&["", "2026-11-01"]),
    );
    let findings = findings.prop_map(|(grade, status, due, cause, retired)| {
        vec![
            ("title", "A finding"),
            ("grade", grade),
            ("raised", "2026-10-01"),
            ("status", status),
            ("due", due),
            ("cause", cause),
            ("retired", retired),
        ]
    });
    let objectives = (
        one_of(&["", "open", "met", "dropped"]),
        one_of(&["", "hours"]),
        one_of(DAYS),
        one_of(&["", "2026-01-01 | 3"]),
    );
    let objectives = objectives.prop_map(|(status, measure, due, measured)| {
        vec![
            ("title", "An objective"),
            ("status", status),
            ("measure", measure),
            ("due", due),
            ("measured", measured),
        ]
    });
    let first = (
        organization,
        some(&system::KIND, &["alpha", "beta", "gamma"], systems),
        some(&risk::KIND, &["R-00001", "R-00002", "R-00003"], risks),
        some(&action::KIND, &["T-00001", "T-00002", "T-00003"], actions),
        some(&assessment::KIND, &["S-00001", "S-00002", "S-00003"], assessments),
    );
    let second = (
        some(&control::KIND, &["A.2.2", "A.6.2.5", "ORG-1"], controls),
        some(&answer::KIND, &["4.1/q1", "6.1.2/q1", "9.2.1/q1"], answers),
        some(&document::KIND, &["4.3/d1", "5.2/d1", "8.2/d1"], documents),
        some(&review::KIND, &["V-00001", "V-00002", "V-00003"], reviews),
        some(&finding::KIND, &["F-00001", "F-00002", "F-00003"], findings),
        some(&objective::KIND, &["O-00001", "O-00002", "O-00003"], objectives),
    );
    (first, second).prop_map(|(first, second)| {
        let mut register = Register::default();
        register.put(method::preset());
        let (organization, systems, risks, actions, assessments) = first;
        let (controls, answers, documents, reviews, findings, objectives) = second;
        for records in [
            organization,
            systems,
            risks,
            actions,
            assessments,
            controls,
            answers,
            documents,
            reviews,
            findings,
            objectives,
        ] {
            for record in records {
                register.put(record);
            }
        }
        register
    })
}
