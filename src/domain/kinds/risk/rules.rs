//! The rules of risks: who accepts what and until when, what is said when one is closed, who approves a plan.

use crate::domain::admission::{left, redating};
use crate::domain::kinds::approval::entitled::{self, Approvers, ENTITLED, NAMED};
use crate::domain::kinds::risk::acceptance::{
    TERMS, acceptance, accepted_by_halves, accepted_needs, accepted_until, accepts, ends_before_it_begins, is_accepted,
    is_taken_back, outgrown, replaces_acceptance, takes_back,
};
use crate::domain::kinds::risk::{
    ACCEPTANCE_REASON, ACCEPTED_BY, ACCEPTED_ON, CURRENT, NOTE, PLAN_BY, PLAN_COVERS, PLAN_ON, Plan, STATUS, Status,
    TREATMENT, Treatment, covered, current_level, plan,
};
use crate::domain::kinds::{ALONE, ENDED, detail_set_alone, ends_otherwise, organization};
use crate::domain::record::Record;
use crate::domain::record::rules::{Example, Fields, KindRule, Proposal, Remedy};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

/// The rules of risks.
pub const RULES: &[KindRule] = &[
    KindRule::record(
        "acceptance",
        accepted_needs,
        &[
            OPEN.change("status: accepted; acceptance_reason: rare; accepted_until: +6m"),
            OPEN.change("status: accepted; accepted_by: carla; accepted_until: +6m"),
            OPEN.change("status: accepted; accepted_by: carla; acceptance_reason: rare"),
        ],
    ),
    KindRule::change(
        "end of an acceptance",
        accepted_until,
        &[
            OPEN.change(
                "status: accepted; accepted_by: carla; acceptance_reason: rare; \
                accepted_until: 2026-11-22",
            ),
            OPEN.change(
                "status: accepted; accepted_by: carla; acceptance_reason: rare; \
                accepted_until: +13m",
            ),
            OPEN.change(
                "status: accepted; accepted_by: carla; acceptance_reason: rare; \
                accepted_until: 9999-12-31",
            ),
        ],
    ),
    KindRule::record(
        "order of the days of an acceptance",
        ends_before_it_begins,
        &[OPEN.before(ACCEPTED).change("accepted_until: -2m")],
    ),
    KindRule::change(
        "terms without an acceptance",
        accepted_by_halves,
        &[
            OPEN.change("accepted_by: carla; acceptance_reason: rare"),
            OPEN.change("accepted_until: +6m"),
        ],
    ),
    KindRule::change(
        ENDED,
        |proposal| ends_otherwise(proposal, |risk| !is_accepted(risk)),
        &[OPEN
            .before("title: Injection; owner: ben; status: closed")
            .change(ACCEPT)],
    ),
    KindRule::change(
        "acceptance withdrawn",
        takes_back,
        &[OPEN.before(ACCEPTED).change("status: open")],
    ),
    KindRule::change(
        "acceptance above the appetite",
        above_appetite,
        &[OPEN.before(HIGH).change(ACCEPT)],
    ),
    KindRule::change(
        "approver of an acceptance",
        accepted_by_another,
        &[
            OPEN.change(
                "status: accepted; accepted_by: ben; acceptance_reason: rare; \
                accepted_until: +6m",
            ),
            OPEN.beside(&[STRICT]).change(
                "status: accepted; accepted_by: ben; acceptance_reason: rare; \
                accepted_until: +6m",
            ),
        ],
    ),
    KindRule::change(
        ENTITLED,
        |proposal| entitled::questioned_in(proposal, Approvers::Designated, ACCEPTED_BY, ACCEPTED_ON),
        &[
            OPEN.beside(&[NAMED])
                .change("status: accepted; accepted_by: dora; acceptance_reason: rare; accepted_until: +6m"),
            OPEN.before(
                "title: Injection; owner: ana; status: open; treatment: mitigate; current: 5 5/5/5; target: 5 5/5/5",
            )
            .beside(&[NAMED])
            .change("accepted_by: dora; accepted_on: today; acceptance_reason: nothing helps more"),
        ],
    ),
    KindRule::change(
        "plan approved by who may approve it",
        |proposal| entitled::questioned_in(proposal, Approvers::Designated, PLAN_BY, PLAN_ON),
        &[OPEN
            .beside(&[
                NAMED,
                (
                    "action",
                    "T-00009",
                    "title: Filter; risks: R-00001; owner: ana; due: +1m",
                ),
            ])
            .change("plan_approved_by: dora")],
    ),
    KindRule::change(
        "second acceptance",
        replaces_acceptance,
        &[OPEN.before(ACCEPTED).change("accepted_until: +8m")],
    ),
    KindRule::change(
        "acceptance of a lower level",
        outgrown,
        &[OPEN
            .before(
                "title: Injection; owner: ana; status: accepted; current: 2 2/1/1; \
                treatment: accept; accepted_by: ben; accepted_on: -1w; \
                accepted_until: +1m; acceptance_reason: only embarrasses",
            )
            .change("current: 5 5/5/5")],
    ),
    KindRule::change(
        "reason of closing",
        closing_reason,
        &[OPEN.change("status: closed"), OPEN.before(HIGH).change("status: draft")],
    ),
    KindRule::change(
        "closing above the appetite",
        closed_above,
        &[
            OPEN.before(HIGH).change("status: closed; note: gone with the system"),
            OPEN.before(HIGH).change("status: draft; note: judged too early"),
        ],
    ),
    KindRule::change(
        left::OPEN,
        |proposal| left::stays_open(proposal, Record::is_open),
        &[OPEN
            .beside(&[(
                "action",
                "T-00009",
                "title: Filter; risks: R-00001; owner: ana; due: +1m",
            )])
            .change("status: closed; note: gone with the system")],
    ),
    KindRule::change(
        "plan without actions",
        empty_plan,
        &[OPEN.change("plan_approved_by: carla")],
    ),
    KindRule::change(
        ALONE,
        |proposal| detail_set_alone(proposal, PLAN_BY.index(), &[PLAN_ON.index(), PLAN_COVERS.index()]),
        &[OPEN.change("plan_approved_on: today")],
    ),
    KindRule::change(
        "approver of a plan",
        plan_by_another,
        &[OPEN
            .beside(&[(
                "action",
                "T-00009",
                "title: Filter; risks: R-00001; owner: ana; due: +1m",
            )])
            .change("plan_approved_by: ben")],
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
        &[OPEN
            .before("title: Injection; owner: ben; status: open; review: -1w")
            .change("review: +1m")],
    ),
];

const OPEN: Example = Example::of(
    "R-00001",
    "title: Injection; owner: ben; status: open; current: 1 1/1/1",
);

const HIGH: Fields = "title: Injection; owner: ben; status: open; current: 5 5/5/5";

const ACCEPTED: Fields = "title: Injection; owner: ben; status: accepted; current: 1 1/1/1; \
    accepted_by: carla; accepted_on: -1m; acceptance_reason: rare; \
    accepted_until: +3m";

const STRICT: (&str, &str, Fields) = (organization::ID, organization::ID, "name: Acme; strict_approval: yes");

const ACCEPT: Fields = "status: accepted; accepted_by: carla; acceptance_reason: rare; \
    accepted_until: +6m";

fn is_closed(record: &Record) -> bool {
    record.get(STATUS) == Some(Status::Closed)
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

/// A risk that was imported closed is history; every other one is closed by the change.
fn is_being_closed(proposal: &Proposal<'_>) -> bool {
    proposal.is_decided_here() && proposal.becomes(is_closed)
}

/// A judged risk that becomes a draft, or loses its status, counts no longer, just as one that is closed.
fn is_being_put_back(proposal: &Proposal<'_>) -> bool {
    let is_draft = |record: &Record| matches!(record.get(STATUS), None | Some(Status::Draft));
    let method = proposal.register.method();
    let counted = |before: &Record| !is_draft(before) && !is_closed(before) && current_level(method, before).is_some();
    proposal.is_decided_here() && proposal.before.is_some_and(counted) && is_draft(proposal.after)
}

fn closing_reason(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if proposal.changes(NOTE) {
        return None;
    }
    let id = proposal.after.id();
    if is_being_closed(proposal) {
        return Some((Remedy::Because, format!("Closing {id} needs the reason.")));
    }
    is_being_put_back(proposal).then(|| {
        let sentence = format!("{id} is judged, and a draft counts no longer: that needs the reason.");
        (Remedy::Because, sentence)
    })
}

fn closed_above(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    let retires = proposal.is_decided_here() && proposal.becomes(Record::is_retired);
    let is_over = is_being_closed(proposal) || is_being_put_back(proposal) || retires;
    let counted = !proposal.before.is_some_and(is_closed);
    let level = level_above(proposal).filter(|_| is_over && counted)?;
    Some((Remedy::Confirm, format!("{} is {level}.", proposal.after.id())))
}

fn empty_plan(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    // The actions of a plan that comes in as history may come after it.
    let approves = proposal.is_decided_here()
        && approves_plan(proposal)
        && plan(proposal.register, proposal.after) == Plan::Missing;
    approves.then(|| {
        let sentence = format!("{} has no action to approve yet.", proposal.after.id());
        (Remedy::Never, sentence)
    })
}

fn plan_by_another(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    approves_plan(proposal).then(|| approved_by_another(proposal, proposal.after.get(PLAN_BY)))?
}

fn approves_plan(proposal: &Proposal<'_>) -> bool {
    let approves_again = proposal.changes(PLAN_BY) || proposal.changes(PLAN_ON) || proposal.changes(PLAN_COVERS);
    !proposal.after.get(PLAN_BY).is_empty() && approves_again
}

/// An acceptance is of today and is the option; an approval of the plan is of today and of the actions as they are.
pub fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let mut follows = Vec::new();
    if accepts(proposal) {
        follows.push((ACCEPTED_ON.index(), proposal.today().into()));
        follows.push((TREATMENT.index(), Treatment::Accept.into()));
    }
    let accepts_residual =
        !is_accepted(proposal.after) && proposal.changes(ACCEPTED_BY) && !proposal.changes(ACCEPTED_ON);
    if accepts_residual && !proposal.after.get(ACCEPTED_BY).is_empty() {
        follows.push((ACCEPTED_ON.index(), proposal.today().into()));
    }
    if let Some(before) = proposal.before.filter(|_| is_taken_back(proposal)) {
        follows.extend(TERMS.map(|field| (field, Value::Empty)));
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
        let what = if is_closed(proposal.after) {
            "closed"
        } else {
            "a draft again"
        };
        follows.push(proposal.dated_line(NOTE, &format!("{what}: {reason}")));
    }
    follows
}
