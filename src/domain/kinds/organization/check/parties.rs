//! Check rules on interested parties and the processes of the AIMS (4.2, 4.4).

use super::{ACME, named, naming};
use crate::domain::kinds::organization::{Parties, Processes};
use crate::domain::kinds::{document, organization};
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};

/// No interested party is named.
pub static PARTIES_MISSING: Rule = Rule {
    code: "AIMS-W817",
    name: "parties",
    sentence: "No interested party is named.",
    clauses: &["4.2"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "What the AIMS has to meet follows from who expects what.",
    mend: "Name the parties with what they expect.",
    raise: |asked| {
        if !naming(asked, organization::PARTIES, Parties::PARTY).is_empty() {
            return nothing();
        }
        at("parties", "No interested party is named with what it expects.").into()
    },
    example: ACME.change("parties: Customers | fair answers | yes"),
    ..Rule::PLAIN
};

/// A party does not say what it expects, or whether that is taken on.
pub static PARTY_INCOMPLETE: Rule = Rule {
    code: "AIMS-W818",
    name: "party-incomplete",
    sentence: "A party does not say what it expects, or whether that is taken on.",
    clauses: &["4.2"],
    class: Class::S_PLANNED,
    why: "The AIMS decides which expectations it addresses.",
    mend: "Say what the party expects, and what of it is taken on or why it is not.",
    of: Subject::Each(|asked| !asked.record.get(organization::PARTIES).is_empty()),
    raise: |asked| {
        let rows = asked.record.get(organization::PARTIES);
        let silent: Vec<_> = rows.iter().copied().filter(|row| !row.says(Parties::EXPECTS)).collect();
        let undecided = rows.iter().copied();
        let undecided: Vec<_> = undecided
            .filter(|row| row.says(Parties::EXPECTS) && !row.says(Parties::TAKEN_ON) && !row.says(Parties::WHY_NOT))
            .collect();
        let mut lacks = Vec::new();
        if !silent.is_empty() {
            lacks.push(format!("It is not said what is expected by {}.", named(&silent)));
        }
        if !undecided.is_empty() {
            lacks.push(format!(
                "It is not said whether the AIMS takes on what is expected by {}.",
                named(&undecided)
            ));
        }
        if lacks.is_empty() {
            return nothing();
        }
        at("parties", lacks.join(" ")).into()
    },
    example: ACME
        .before("name: Acme; parties: Customers | fair answers")
        .change("parties: Customers | fair answers | yes"),
    ..Rule::PLAIN
};

/// The processes of the AIMS are not described.
pub static PROCESSES_MISSING: Rule = Rule {
    code: "AIMS-W825",
    name: "processes",
    sentence: "The processes of the AIMS are not described.",
    clauses: &["4.4"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "The AIMS is made of processes that work on one another.",
    mend: "Name the processes with what they take and give, or say where the description is.",
    raise: |asked| {
        if !naming(asked, organization::PROCESSES, Processes::PROCESS).is_empty() {
            return nothing();
        }
        let raised = at("processes", "The processes of the AIMS are not described.");
        document::kept_elsewhere(asked, "4.4/d1", raised).into()
    },
    example: ACME.change("processes: Risk management | ana | systems | risks | 6.1.2"),
    ..Rule::PLAIN
};
