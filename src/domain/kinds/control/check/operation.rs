//! Check rules on controls in operation: what shows them, how far they are, and whether it was looked at that they work.

use chrono::NaiveDate;

use crate::domain::catalogue::RoleHint;
use crate::domain::kinds::check::intervals::{self, Due, Interval};
use crate::domain::kinds::control::check::CHOSEN;
use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::document;
use crate::domain::kinds::review::check::cycle_after;
use crate::domain::kinds::review::scope::{is_in_aims, is_of_control};
use crate::domain::kinds::review::{self, Event};
use crate::domain::kinds::{action, assessment, objective, organization, resource, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::prose::some_of;
use crate::domain::register::Register;

/// How often a control is tested where nobody says.
const USUAL: u32 = 12;

/// A control is said to be implemented, and nothing that holds shows it.
pub static IMPLEMENTED_UNSHOWN: Rule = Rule {
    code: "AIMS-W503",
    name: "implemented-unshown",
    sentence: "It is said to be implemented, and nothing that is valid shows it.",
    clauses: &["8.1"],
    class: Class::S_DONE,
    most: true,
    why: "An auditor samples implemented controls and asks for what shows them. An address that only keeps the place of one, and \
          the control's own file, show nothing.",
    mend: "Attach evidence that supports the control, or record the test that was made.",
    of: Subject::Each(is_implemented),
    raise: |asked| {
        let (register, record) = (asked.register, asked.record);
        let is_shown = control::valid_evidence(register, record.id(), asked.today) > 0
            || has_document(register, record.id())
            || tested(asked.register, asked.record, asked.today)
                .and_then(|day| cycle_after(register, day))
                .is_some_and(|until| until >= asked.today)
            || has_records(register, record.id().as_str(), asked.today);
        if is_shown {
            return nothing();
        }
        at(
            "status",
            "It is implemented, and no valid evidence, test or record shows it.",
        )
        .under(record.id().as_str())
        .into()
    },
    example: CHOSEN.before("basis: risk treatment; owner: ana; status: implemented"),
    cleared_by: Some((
        "evidence",
        "E-00000",
        "title: Test; location: https://example.org/test; supports: A.2.2",
    )),
    ..Rule::PLAIN
};

/// A control is only planned or partial.
pub static ON_ITS_WAY: Rule = Rule {
    code: "AIMS-W515",
    name: "control-on-its-way",
    sentence: "It is only planned or partial.",
    clauses: &["8.1"],
    class: Class::S_DONE,
    most: true,
    // Where nothing is begun, or nothing is planned for what is missing, it is not in operation either.
    most_with: &["AIMS-W505", "AIMS-W514"],
    why: "A control that is planned does not yet do what it is for.",
    mend: "Put it into operation by the day of its action.",
    of: Subject::Each(|asked| control::is_chosen(asked.record)),
    raise: |asked| {
        let Some(status @ (Status::Planned | Status::Partial)) = asked.record.get(control::STATUS) else {
            return nothing();
        };
        let open = asked
            .register
            .linked_of(&action::KIND, asked.record.id())
            .filter(|one| one.is_open() && !one.is_retired());
        let acts = open.filter_map(|one| Some((one.get(action::DUE)?, one.id().as_str())));
        let looks = asked
            .record
            .get(control::REVIEW)
            .map(|day| (day, "the next look at it"));
        let mut days: Vec<_> = acts.chain(looks).collect();
        days.sort_unstable();
        let (Some((first, late)), Some((last, act))) = (days.first(), days.last()) else {
            return nothing();
        };
        let is_late = *first < asked.today;
        let status = status.item().label;
        let sentence = if is_late {
            format!("It is only {status}, and what was to end that is late: {late}, due on {first}.")
        } else {
            format!("It is only {status} until {last}, the day of {act}.")
        };
        let ahead = Some(*last).filter(|_| !is_late);
        at("status", sentence)
            .ahead(ahead)
            .under(asked.record.id().as_str())
            .into()
    },
    example: CHOSEN
        .before("basis: risk treatment; owner: ana; status: partial; review: +1m")
        .change("status: implemented"),
    ..Rule::PLAIN
};

/// Whether a control works was not looked at for longer than planned.
pub static UNTESTED: Rule = Rule {
    code: "AIMS-W516",
    name: "control-untested",
    sentence: "Whether it works was not looked at for longer than planned.",
    clauses: &["8.1"],
    class: Class::S_DONE,
    why: "A control that worked once may work no longer.",
    mend: "Test it, or audit it.",
    of: Subject::Each(|asked| is_implemented(asked) && asked.record.get(control::REVIEW).is_none()),
    raise: |asked| {
        let due = next_test(asked.register, asked.record, asked.today);
        due.map_or_else(nothing, |due| {
            due.raise(asked, "review", |day| {
                format!("Whether it works was to be looked at by {day}.")
            })
        })
    },
    example: CHOSEN
        .before("basis: risk treatment; owner: ana; status: implemented; since: 2024-01-10")
        .change("since: 2026-10-10"),
    ..Rule::PLAIN
};

/// A control was to be tested.
pub static TEST_LATE: Rule = Rule {
    code: "AIMS-E518",
    name: "control-test-late",
    sentence: "The control was to be tested.",
    clauses: &["8.1"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Test it, and set the next day.",
    of: Subject::Each(|asked| control::is_chosen(asked.record) && asked.record.get(control::REVIEW).is_some()),
    raise: |asked| {
        let due = next_test(asked.register, asked.record, asked.today);
        due.map_or_else(nothing, |due| {
            due.raise(asked, "review", |day| format!("It was to be tested by {day}."))
        })
    },
    example: CHOSEN
        .before("basis: risk treatment; owner: ana; status: implemented; since: -1m; review: 2026-09-01")
        .change("review: +1m"),
    ..Rule::PLAIN
};

/// A control is excluded, and the organization holds a role it is meant for.
pub static EXCLUDED_AGAINST_ROLE: Rule = Rule {
    code: "AIMS-W511",
    name: "excluded-against-role",
    sentence: "It is excluded, and we hold a role it is meant for.",
    class: Class::ADVICE_PLANNED,
    why: "An auditor asks why who builds, provides or uses a system does without it.",
    mend: "Look at the reason again, or include the control.",
    of: Subject::Each(|asked| !control::is_applicable(asked.record)),
    raise: |asked| {
        let held = roles_held(asked.register, asked.record);
        let Some((role, _)) = held.first() else {
            return nothing();
        };
        let role = role.item().label;
        let titles = held.iter().map(|(_, system)| system.title());
        let sentence = format!(
            "It is excluded, and usually meant for the role {role}, which we hold towards {}.",
            some_of(titles)
        );
        at("applicability", sentence).into()
    },
    example: crate::domain::record::rules::Example::of(
        "A.10.4",
        "applicability: excluded; reason: nobody buys from us",
    )
    .beside(&[("system", "chat", "title: Chat; scope: in; roles: provider")])
    .change("applicability: included"),
    ..Rule::PLAIN
};

/// Returns the systems of the AIMS towards which the organization holds a role that a control is usually meant for, each with
/// the role. A control that is meant for every role is meant for none of them.
pub fn roles_held<'r>(register: &'r Register, control: &Record) -> Vec<(system::Role, &'r Record)> {
    let entry = register.catalogue().control(control.id().as_str());
    let hints = entry.map(|entry| entry.role_hint.as_slice());
    let hints = hints.filter(|hints| (1..=2).contains(&hints.len())).unwrap_or_default();
    let role = |hint: &RoleHint| match hint {
        RoleHint::Producer => system::Role::Producer,
        RoleHint::Provider => system::Role::Provider,
        RoleHint::Customer => system::Role::Customer,
    };
    let meant: Vec<_> = hints.iter().map(role).collect();
    let systems = register.of(&system::KIND).filter(|one| is_in_aims(one));
    let held = systems.filter_map(|system| {
        let role = system
            .get(system::ROLES)
            .into_iter()
            .find(|role| meant.contains(role))?;
        Some((role, system))
    });
    held.collect()
}

fn is_implemented(asked: &Asked<'_>) -> bool {
    is_in_operation(asked.record)
}

fn is_in_operation(control: &Record) -> bool {
    control::is_applicable(control) && control.get(control::STATUS) == Some(Status::Implemented)
}

/// Returns by which day a control is to be tested: by its own day, or an interval after it was tested, audited or put into
/// operation.
pub fn next_test(register: &Register, record: &Record, today: NaiveDate) -> Option<Due> {
    let own = record.get(control::REVIEW);
    let is_used = is_in_operation(record);
    if own.is_none() && !is_used {
        return None;
    }
    // A test from before it was put into operation shows nothing of it.
    let since = intervals::happened(record.get(control::SINCE), today).filter(|_| is_used);
    let tested = tested(register, record, today);
    let (last, interval) = (tested.max(since), interval(register));
    match own.filter(|own| tested.is_none_or(|tested| *own > tested)) {
        Some(own) => Some(Due {
            day: intervals::at_most(own, last, interval),
            is_said: true,
        }),
        None => interval.after(last?),
    }
}

/// Returns how often controls are tested: as the cadence of their test says, else every year.
pub fn interval(register: &Register) -> Interval {
    Interval::of_event(register, Event::ControlTest).unwrap_or(Interval::usual_months(USUAL))
}

/// Returns the day on which a control was tested or audited last.
fn tested(register: &Register, record: &Record, today: NaiveDate) -> Option<NaiveDate> {
    intervals::last_review(register, record, today, |event, held| match event {
        Event::ControlTest if held.get(review::REQUIREMENTS).is_empty() => false,
        Event::ControlTest | Event::InternalAudit => is_of_control(register, held, record),
        _ => false,
    })
}

/// Tells whether the document that a control asks for is there.
fn has_document(register: &Register, control: &Id) -> bool {
    let mut demanded = document::demanded(register, control.as_str());
    demanded.any(|id| {
        let located = register
            .get(id.as_str())
            .filter(|one| !one.get(document::LOCATION).is_empty() && !one.is_retired());
        located.is_some_and(|one| !document::is_gone(register, one))
    })
}

/// Tells whether the records are there that the control itself asks for.
fn has_records(register: &Register, control: &str, today: NaiveDate) -> bool {
    let policy = || {
        register
            .get("5.2/d1")
            .is_some_and(|policy| !policy.get(document::LOCATION).is_empty())
    };
    let any = |kind, holds: &dyn Fn(&Record) -> bool| register.of(kind).any(|one| !one.is_retired() && holds(one));
    let organization = register.get(organization::ID);
    match control {
        "A.2.2" | "A.2.4" => policy(),
        "A.3.3" => organization.is_some_and(|one| !one.get(organization::CHANNELS).is_empty()),
        "A.6.1.2" | "A.9.3" => any(&objective::KIND, &|one| !one.get(objective::ANNEX).is_empty()),
        "A.6.2.5" => any(&system::KIND, &|one| !one.get(system::RELEASES).is_empty()),
        "A.10.3" => any(&supplier::KIND, &|one| one.get(supplier::ASSESSED).is_some()),
        _ if control.starts_with("A.4.") => any(&resource::KIND, &|_| true),
        _ if control.starts_with("A.5.") => any(&assessment::KIND, &|one| {
            one.get(assessment::TYPE) == Some(assessment::Type::Impact) && assessment::is_made(register, one, today)
        }),
        _ => false,
    }
}
