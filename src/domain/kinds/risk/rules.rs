//! The rules of risks: who accepts what and until when, what is said when one is closed, who approves a plan.

use chrono::{Months, NaiveDate};

use super::{
    ACCEPTANCE_REASON, ACCEPTED_BY, ACCEPTED_ON, ACCEPTED_UNTIL, CURRENT, KIND, NOTE, PLAN_BY, PLAN_COVERS, PLAN_ON,
    Plan, STATUS, Status, TREATMENT, Treatment, acceptance_holds, covered, current_level, plan,
};
use crate::domain::admission::{Example, Fields, KindRule, Proposal, Remedy, left, redating};
use crate::domain::kinds::{action, organization};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;

/// For how many months an acceptance holds without a second look at its day.
const LONG: Months = Months::new(12);

/// For how many months it can hold.
const LONGEST: Months = Months::new(60);

/// The rules of risks.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "acceptance",
        accepted_needs,
        &[
            Example {
                change: &[
                    ("status", "accepted"),
                    ("acceptance_reason", "rare"),
                    ("accepted_until", "+6m"),
                ],
                ..OPEN
            },
            Example {
                change: &[
                    ("status", "accepted"),
                    ("accepted_by", "carla"),
                    ("accepted_until", "+6m"),
                ],
                ..OPEN
            },
            Example {
                change: &[
                    ("status", "accepted"),
                    ("accepted_by", "carla"),
                    ("acceptance_reason", "rare"),
                ],
                ..OPEN
            },
        ],
    ),
    KindRule::change(
        "end of an acceptance",
        accepted_until,
        &[
            Example {
                change: &accepted("2026-11-22"),
                ..OPEN
            },
            Example {
                change: &accepted("+13m"),
                ..OPEN
            },
            Example {
                change: &accepted("9999-12-31"),
                ..OPEN
            },
        ],
    ),
    KindRule::record(
        "order of the days of an acceptance",
        ends_before_it_begins,
        &[Example {
            before: ACCEPTED,
            change: &[("accepted_until", "-2m")],
            ..OPEN
        }],
    ),
    KindRule::change(
        "acceptance taken back",
        takes_back,
        &[Example {
            before: ACCEPTED,
            change: &[("status", "open")],
            ..OPEN
        }],
    ),
    KindRule::change(
        "acceptance above the appetite",
        above_appetite,
        &[Example {
            before: HIGH,
            change: &accepted("+6m"),
            ..OPEN
        }],
    ),
    KindRule::change(
        "approver of an acceptance",
        accepted_by_another,
        &[
            Example {
                change: &[
                    ("status", "accepted"),
                    ("accepted_by", "ben"),
                    ("acceptance_reason", "rare"),
                    ("accepted_until", "+6m"),
                ],
                ..OPEN
            },
            Example {
                beside: &[STRICT],
                change: &[
                    ("status", "accepted"),
                    ("accepted_by", "ben"),
                    ("acceptance_reason", "rare"),
                    ("accepted_until", "+6m"),
                ],
                ..OPEN
            },
        ],
    ),
    KindRule::change(
        "second acceptance",
        replaces_acceptance,
        &[Example {
            before: ACCEPTED,
            change: &[("accepted_until", "+8m")],
            ..OPEN
        }],
    ),
    KindRule::change(
        "reason of closing",
        closing_reason,
        &[Example {
            change: &[("status", "closed")],
            ..OPEN
        }],
    ),
    KindRule::change(
        "closing above the appetite",
        closed_above,
        &[Example {
            before: HIGH,
            change: &[("status", "closed"), ("note", "gone with the system")],
            ..OPEN
        }],
    ),
    KindRule::change(
        left::OPEN,
        left::stays_open,
        &[Example {
            beside: &[(
                "action",
                "T-00009",
                &[
                    ("title", "Filter"),
                    ("risks", "R-00001"),
                    ("owner", "ana"),
                    ("due", "+1m"),
                ],
            )],
            change: &[("status", "closed"), ("note", "gone with the system")],
            ..OPEN
        }],
    ),
    KindRule::change(
        "plan without actions",
        empty_plan,
        &[Example {
            change: &[("plan_approved_by", "carla")],
            ..OPEN
        }],
    ),
    KindRule::change(
        "approver of a plan",
        plan_by_another,
        &[Example {
            beside: &[(
                "action",
                "T-00009",
                &[
                    ("title", "Filter"),
                    ("risks", "R-00001"),
                    ("owner", "ana"),
                    ("due", "+1m"),
                ],
            )],
            change: &[("plan_approved_by", "ben")],
            ..OPEN
        }],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| {
            redating::needs_reason_of_passed(
                proposal,
                &[
                    ACCEPTED_BY.index(),
                    ACCEPTED_ON.index(),
                    ACCEPTANCE_REASON.index(),
                    CURRENT.index(),
                ],
            )
        },
        &[Example {
            before: &[
                ("title", "Injection"),
                ("owner", "ben"),
                ("status", "open"),
                ("review", "-1w"),
            ],
            change: &[("review", "+1m")],
            ..OPEN
        }],
    ),
];

const OPEN: Example = Example {
    beside: &[],
    id: "R-00001",
    before: &[
        ("title", "Injection"),
        ("owner", "ben"),
        ("status", "open"),
        ("current", "1 1/1/1"),
    ],
    change: &[],
};

const HIGH: Fields = &[
    ("title", "Injection"),
    ("owner", "ben"),
    ("status", "open"),
    ("current", "5 5/5/5"),
];

const ACCEPTED: Fields = &[
    ("title", "Injection"),
    ("owner", "ben"),
    ("status", "accepted"),
    ("current", "1 1/1/1"),
    ("accepted_by", "carla"),
    ("accepted_on", "-1m"),
    ("acceptance_reason", "rare"),
    ("accepted_until", "+3m"),
];

const STRICT: (&str, &str, Fields) = (
    "organization",
    "organization",
    &[("name", "Acme"), ("strict_approval", "yes")],
);

const fn accepted(until: &'static str) -> [(&'static str, &'static str); 4] {
    [
        ("status", "accepted"),
        ("accepted_by", "carla"),
        ("acceptance_reason", "rare"),
        ("accepted_until", until),
    ]
}

fn accepted_needs(record: &Record) -> Vec<(&'static str, String)> {
    if !is_accepted(record) {
        return Vec::new();
    }
    let needed = [ACCEPTED_BY.index(), ACCEPTED_UNTIL.index(), ACCEPTANCE_REASON.index()];
    let missing = needed.into_iter().filter(|field| record.value(*field).is_empty());
    let said = missing.map(|field| {
        let field = &KIND.fields[field];
        (
            field.name,
            format!("An accepted risk needs: {}.", field.label.to_lowercase()),
        )
    });
    said.collect()
}

fn is_accepted(record: &Record) -> bool {
    record.get(STATUS) == Some(Status::Accepted)
}

fn is_closed(record: &Record) -> bool {
    record.get(STATUS) == Some(Status::Closed)
}

/// Tells whether a change accepts a risk: for the first time, or on other terms than before.
fn accepts(proposal: &Proposal<'_>) -> bool {
    let terms =
        proposal.changes(ACCEPTED_BY) || proposal.changes(ACCEPTED_UNTIL) || proposal.changes(ACCEPTANCE_REASON);
    is_accepted(proposal.after) && (terms || proposal.becomes(is_accepted))
}

fn accepted_until(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let until = proposal.after.get(ACCEPTED_UNTIL).filter(|_| accepts(proposal))?;
    refused_end(until, proposal.today())
        .map(|sentence| (Remedy::Fill("accepted_until"), sentence))
        .or_else(|| {
            let latest = proposal.today().checked_add_months(LONG)?;
            let long = || format!("The acceptance would hold until {until}, longer than a year.");
            (until > latest).then(|| (Remedy::Confirm, long()))
        })
}

/// Says why no acceptance ends on a day, if so.
pub fn refused_end(until: NaiveDate, today: NaiveDate) -> Option<String> {
    if until < today {
        return Some(format!("An acceptance holds until today or later; {until} is past."));
    }
    let latest = today.checked_add_months(LONGEST)?;
    (until > latest).then(|| format!("An acceptance holds for five years at most, until {latest}; {until} is later."))
}

fn ends_before_it_begins(record: &Record) -> Vec<(&'static str, String)> {
    let days = (record.get(ACCEPTED_ON), record.get(ACCEPTED_UNTIL));
    let (Some(on), Some(until)) = days else {
        return Vec::new();
    };
    let sentence = || format!("The acceptance of {on} would end before it, on {until}.");
    let wrong = (is_accepted(record) && until < on).then(|| ("accepted_until", sentence()));
    wrong.into_iter().collect()
}

/// Tells whether a change opens an accepted risk again. One that is closed or retired keeps its acceptance as history.
fn is_taken_back(proposal: &Proposal<'_>) -> bool {
    let open = matches!(proposal.after.get(STATUS), None | Some(Status::Open | Status::Draft));
    proposal.before.is_some_and(is_accepted) && open
}

fn takes_back(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal.before.filter(|_| is_taken_back(proposal))?;
    let option = proposal.after.value(TREATMENT.index());
    let option = if option.is_empty() {
        String::new()
    } else {
        format!(" Its option stays {option}.")
    };
    let sentence = format!(
        "{} is {}. That ends; the note keeps it.{option}",
        before.id(),
        acceptance(before)
    );
    Some((Remedy::Confirm, sentence))
}

/// Says who accepted a risk until when and why: `accepted by ben until 2027-01-01: rare`.
fn acceptance(risk: &Record) -> String {
    let mut text = format!("accepted by {}", risk.get(ACCEPTED_BY));
    if let Some(until) = risk.get(ACCEPTED_UNTIL) {
        text.push_str(&format!(" until {until}"));
    }
    match risk.get(ACCEPTANCE_REASON) {
        "" => text,
        reason => format!("{text}: {reason}"),
    }
}

fn above_appetite(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let level = level_above(proposal).filter(|_| accepts(proposal))?;
    Some((Remedy::Confirm, format!("{} is {level}.", proposal.after.id())))
}

/// Says how far the risk lies above the appetite, if it does: `Critical, above the appetite of Medium`.
fn level_above(proposal: &Proposal<'_>) -> Option<String> {
    let method = proposal.register.method();
    let level = current_level(method, proposal.after).filter(|level| method.exceeds(*level))?;
    let (level, appetite) = (method.band_name(level), method.band_name(method.appetite));
    Some(format!("{level}, above the appetite of {appetite}"))
}

/// Says why somebody is not independent of a risk that they approve, if so: its owner, or who writes the approval.
pub fn own_approval(register: &Register, risk: &Record, approver: &str, who: &str) -> Option<String> {
    if approver.is_empty() {
        return None;
    }
    let is = |name: &str| !name.is_empty() && organization::is_same_person(register, name, approver);
    if is(risk.owner()) {
        return Some(format!("{approver} owns {}.", risk.id()));
    }
    is(who).then(|| format!("{approver} is who writes this."))
}

fn approved_by_another(proposal: &Proposal<'_>, approver: &str) -> Option<(Remedy, String)> {
    let reason = own_approval(proposal.register, proposal.after, approver, proposal.context.who)?;
    Some(if organization::is_strict(proposal.register) {
        let sentence = format!("{reason} The organization asks for somebody else (strict approval).");
        (Remedy::Never, sentence)
    } else {
        let sentence = format!("{reason} An approver should be somebody else than the owner and the author.");
        (Remedy::Confirm, sentence)
    })
}

fn accepted_by_another(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let is_new = proposal.changes(ACCEPTED_BY) || proposal.becomes(is_accepted);
    (accepts(proposal) && is_new).then(|| approved_by_another(proposal, proposal.after.get(ACCEPTED_BY)))?
}

fn replaces_acceptance(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let before = proposal
        .before
        .filter(|before| acceptance_holds(before, proposal.today()))?;
    accepts(proposal).then(|| {
        let sentence = format!("{} is {} already. This replaces it.", before.id(), acceptance(before));
        (Remedy::Confirm, sentence)
    })
}

/// A risk that comes in closed is history; only one that was open here is closed by the change.
fn is_being_closed(proposal: &Proposal<'_>) -> bool {
    proposal.before.is_some() && proposal.becomes(is_closed)
}

fn closing_reason(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let unsaid = is_being_closed(proposal) && !proposal.changes(NOTE);
    unsaid.then(|| {
        (
            Remedy::Because,
            format!("Closing {} needs the reason.", proposal.after.id()),
        )
    })
}

fn closed_above(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let is_over = is_being_closed(proposal) || (proposal.before.is_some() && proposal.becomes(Record::is_retired));
    let counted = !proposal.before.is_some_and(is_closed);
    let level = level_above(proposal).filter(|_| is_over && counted)?;
    Some((Remedy::Confirm, format!("{} is {level}.", proposal.after.id())))
}

/// Returns the open actions that are about nothing else that counts than a risk: what becomes of them is to be said when
/// it is closed.
pub fn left_actions<'a>(register: &'a Register, risk: &Record) -> Vec<&'a Record> {
    let mut left = left::behind(register, risk.id(), |id| register.get(id.as_str()));
    left.retain(|record| record.is(&action::KIND));
    left
}

fn empty_plan(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let approves = approves_plan(proposal) && plan(proposal.register, proposal.after) == Plan::Missing;
    approves.then(|| {
        let sentence = format!("{} has no action to approve yet.", proposal.after.id());
        (Remedy::Never, sentence)
    })
}

fn plan_by_another(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    approves_plan(proposal).then(|| approved_by_another(proposal, proposal.after.get(PLAN_BY)))?
}

fn approves_plan(proposal: &Proposal<'_>) -> bool {
    let anew = proposal.changes(PLAN_BY) || proposal.changes(PLAN_ON) || proposal.changes(PLAN_COVERS);
    !proposal.after.get(PLAN_BY).is_empty() && anew
}

/// An acceptance is of today and is the option; an approval of the plan is of today and of the actions as they are.
pub fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let mut follows = Vec::new();
    if accepts(proposal) {
        follows.push((ACCEPTED_ON.index(), proposal.today().into()));
        follows.push((TREATMENT.index(), Treatment::Accept.into()));
    }
    if let Some(before) = proposal.before.filter(|_| is_taken_back(proposal)) {
        let terms = [
            ACCEPTED_BY.index(),
            ACCEPTED_ON.index(),
            ACCEPTED_UNTIL.index(),
            ACCEPTANCE_REASON.index(),
        ];
        follows.extend(terms.map(|field| (field, Value::Empty)));
        let why = proposal
            .context
            .because
            .map(|reason| format!("; opened again: {reason}"));
        let line = format!("was {}{}", acceptance(before), why.unwrap_or_default());
        follows.push(proposal.dated_line(NOTE, &line));
    }
    if approves_plan(proposal) {
        follows.push((PLAN_ON.index(), proposal.today().into()));
        follows.push((PLAN_COVERS.index(), covered(proposal.register, proposal.after)));
    }
    if let Some(reason) = proposal.context.because.filter(|_| closing_reason(proposal).is_some()) {
        follows.push(proposal.dated_line(NOTE, &format!("closed: {reason}")));
    }
    follows
}
