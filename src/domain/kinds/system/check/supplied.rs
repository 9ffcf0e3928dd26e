//! Check rules of systems: that what comes from outside, and the data that a system is built of, have records of their own.

use crate::domain::fold::folded;
use crate::domain::kinds::check::applies;
use crate::domain::kinds::resource::{self, Type};
use crate::domain::kinds::review::scope::is_in_aims;
use crate::domain::kinds::system::{self, Role, Stage};
use crate::domain::kinds::{assessment, organization, supplier};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// A system in use names who supplies it, and no record of a supplier names it.
pub static SUPPLIER_UNRECORDED: Rule = Rule {
    code: "AIMS-W871",
    name: "supplier-unrecorded",
    sentence: "A system in use names a vendor, and no supplier is recorded for it.",
    clauses: &["8.1", "A.10.3"],
    class: Class::S_DONE,
    why: "What comes from outside is controlled like what is done inside; a supplier without a record is never assessed.",
    mend: "Add the supplier with the system, and assess it.",
    of: Subject::Each(|asked| is_in_aims(asked.record) && assessment::is_deployed(asked.record, asked.today)),
    raise: |asked| {
        let vendor = asked.record.get(system::VENDOR);
        if vendor.is_empty() || is_own(asked, vendor) || has_supplier(asked) {
            return nothing();
        }
        at(
            "vendor",
            format!("It is in use, {vendor} supplies it, and no supplier is recorded for it."),
        )
        .into()
    },
    example: Example::of("chat", "title: Chat; scope: in; stage: operation; vendor: Nimbus").change("vendor:"),
    ..Rule::PLAIN
};

/// Tells whether a vendor is the organization itself.
fn is_own(asked: &Asked<'_>, vendor: &str) -> bool {
    let name = asked.register.get(organization::ID);
    name.is_some_and(|own| folded(own.get(organization::NAME)) == folded(vendor))
}

/// Tells whether a supplier is recorded for a system, or for something that it needs.
fn has_supplier(asked: &Asked<'_>) -> bool {
    let id = asked.record.id();
    let mut suppliers = asked.register.linked_of(&supplier::KIND, id);
    let mut needs = asked.register.linked_of(&resource::KIND, id);
    let supplied = |one: &Record| asked.register.get(one.get(resource::SUPPLIER)?.as_str());
    suppliers.any(|one| !one.is_retired())
        || needs.any(|one| !one.is_retired() && supplied(one).is_some_and(|by| !by.is_retired()))
}

/// The controls that ask something of data.
const OF_DATA: [&str; 4] = ["A.7.3", "A.7.4", "A.7.5", "A.7.6"];

/// A system is built here, and no data set of it is recorded.
pub static DATA_UNRECORDED: Rule = Rule {
    code: "AIMS-W548",
    name: "data-unrecorded",
    sentence: "A system is built here, and no data set of it is recorded.",
    clauses: &["A.7.3", "A.7.4", "A.7.5", "A.7.6"],
    class: Class::S_DONE,
    why: "Where the data comes from, how good it is and how it was prepared can be said only of a data set that is known.",
    mend: "Add the data with which it is built or tested as resources of the system.",
    of: Subject::Each(|asked| {
        let is_built =
            system::stage_reached(asked.record, asked.today).is_some_and(|stage| stage >= Stage::Development);
        is_in_aims(asked.record) && asked.record.get(system::ROLES).contains(&Role::Producer) && is_built
    }),
    raise: |asked| {
        let Some(control) = OF_DATA.into_iter().find(|control| applies(asked.register, control)) else {
            return nothing();
        };
        let is_data = |one: &Record| !one.is_retired() && one.get(resource::TYPE) == Some(Type::Data);
        if asked
            .register
            .linked_of(&resource::KIND, asked.record.id())
            .any(is_data)
        {
            return nothing();
        }
        at("data", "It is built here, and no data set of it is recorded.")
            .under(control)
            .into()
    },
    example: Example::of("chat", "title: Chat; scope: in; roles: producer; stage: development")
        .beside(&[("control", "A.7.5", "applicability: included")])
        .change("stage: inception"),
    ..Rule::PLAIN
};
