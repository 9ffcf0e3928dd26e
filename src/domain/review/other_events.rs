//! Agendas of the other event types: a few points each, proposed by us.

use crate::domain::kinds::assessment::{self, Type};
use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::review::{self, Event, subjects};
use crate::domain::kinds::{document, finding, objective, obligation, risk, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::review::context::{Look, counted};
use crate::domain::review::{Origin, Point, audit, management_inputs, proposed_inputs};

/// Returns the points of an event.
pub(in crate::domain) fn points(look: &Look<'_>, event: Option<Event>) -> Vec<Point> {
    match event {
        Some(Event::RiskReassessment) => vec![
            proposed_inputs::above(look),
            to_review(look),
            expired(look),
            unjudged(look),
            assessments(look, Type::Risk, "Risk assessments"),
        ],
        Some(Event::ImpactReassessment) => vec![assessments(look, Type::Impact, "Impact assessments"), affected(look)],
        Some(Event::ControlTest) => match audit::controls(look) {
            named if named.is_empty() => vec![implemented(look)],
            named => named,
        },
        Some(Event::PolicyReview) => vec![policy(look), documents(look)],
        Some(Event::ObjectivesReview) => objectives(look),
        Some(Event::SupplierReview) => suppliers(look),
        Some(Event::ContextReview) => vec![
            management_inputs::context(look, Point::new("context", "Issues", Origin::Ours)),
            management_inputs::parties(look, Point::new("parties", "Interested parties", Origin::Ours)),
        ],
        Some(Event::ObligationsReview) => vec![obligations(look)],
        Some(Event::DocumentReview) => vec![documents(look)],
        Some(Event::SecurityReview) => vec![assessments(look, Type::Security, "Security reviews")],
        Some(event) if review::is_external(event) => by_others(look),
        _ => Vec::new(),
    }
}

/// Returns the points of an audit by others: what they found before, what they look at, and what they find.
fn by_others(look: &Look<'_>) -> Vec<Point> {
    let is_of_others = |one: &&Record| {
        let source = one.get(finding::SOURCE).and_then(|id| look.register.get(id.as_str()));
        source.is_some_and(|source| source.get(review::EVENT).is_some_and(review::is_external))
    };
    let (here, before): (Vec<_>, Vec<_>) = look
        .findings()
        .filter(is_of_others)
        .partition(|one| one.get(finding::SOURCE) == Some(look.review.id()));
    let open: Vec<_> = before.into_iter().filter(|one| one.is_open()).collect();
    let earlier = format!(
        "{} of earlier audits by others open.",
        counted(open.len(), "finding", "findings")
    );
    let found = format!("{} of this audit recorded.", counted(here.len(), "finding", "findings"));
    vec![
        Point::new("earlier-findings", "Findings of earlier audits by others", Origin::Ours)
            .says(earlier)
            .about(open),
        Point::new("looked-at", "What the auditors looked at", Origin::Ours),
        Point::new("found", "What they found", Origin::Ours)
            .says(found)
            .about(here),
        Point::new("next", "What they recommend, and what comes next", Origin::Ours),
    ]
}

/// Returns the risks of the systems the review is about.
fn risks<'a>(look: &'a Look<'a>) -> impl Iterator<Item = &'a Record> {
    let open = look.register.of(&risk::KIND).filter(|risk| risk.is_open());
    open.filter(|risk| look.is_about(&risk.get(risk::SYSTEMS)))
}

fn to_review(look: &Look<'_>) -> Point {
    let due: Vec<_> = risks(look)
        .filter(|risk| {
            risk.next_look(look.register, look.today)
                .is_some_and(|day| day < look.today)
        })
        .collect();
    let figures = format!(
        "{} of {} past the day to look again.",
        due.len(),
        counted(risks(look).count(), "open risk", "open risks")
    );
    Point::new("to-review", "Risks to be looked at again", Origin::Ours)
        .says(figures)
        .about(due)
}

fn expired(look: &Look<'_>) -> Point {
    let ended: Vec<_> = risks(look)
        .filter(|risk| risk.passed(risk::ACCEPTED_UNTIL, look.today).is_some())
        .collect();
    let figures = format!("{} ended.", counted(ended.len(), "acceptance", "acceptances"));
    Point::new("acceptances", "Acceptances that ended", Origin::Ours)
        .says(figures)
        .about(ended)
}

fn unjudged(look: &Look<'_>) -> Point {
    let method = look.register.method();
    let unjudged: Vec<_> = risks(look)
        .filter(|risk| risk::current_level(method, risk).is_none())
        .collect();
    let figures = format!("{} not judged yet.", counted(unjudged.len(), "risk", "risks"));
    Point::new("unjudged", "Risks without a level", Origin::Ours)
        .says(figures)
        .about(unjudged)
}

/// Returns the point on the assessments of one type: which systems have none, and which are stale.
fn assessments(look: &Look<'_>, of: Type, title: &str) -> Point {
    let register = look.register;
    let systems = look.systems();
    let current: Vec<_> = systems
        .iter()
        .filter_map(|system| assessment::current(register, system, of, look.today))
        .collect();
    let missing: Vec<_> = systems
        .iter()
        .copied()
        .filter(|system| assessment::current(register, system, of, look.today).is_none())
        .collect();
    let reasons = |one: &Record| assessment::stale(register, one, look.today);
    let (stale, valid): (Vec<_>, Vec<_>) = current.into_iter().partition(|one| !reasons(one).is_empty());
    let aids: Vec<_> = stale
        .iter()
        .flat_map(|one| {
            reasons(one)
                .into_iter()
                .map(|reason| format!("{}: {reason}", one.title()))
        })
        .collect();
    let figures = format!(
        "{}: {} without one, {} stale, {} valid.",
        counted(systems.len(), "system", "systems"),
        missing.len(),
        stale.len(),
        valid.len()
    );
    Point::new("assessments", title, Origin::Ours)
        .says(figures)
        .helps(aids)
        .about(missing)
        .about(stale)
        .about(valid)
}

fn affected(look: &Look<'_>) -> Point {
    let systems: Vec<_> = look
        .systems()
        .into_iter()
        .filter(|system| !system.get(system::SUBJECTS).is_empty())
        .collect();
    let aids: Vec<_> = systems
        .iter()
        .map(|system| format!("{}: {}", system.title(), system.get(system::SUBJECTS).join(", ")))
        .collect();
    let figures = format!("{} affecting people.", counted(systems.len(), "system", "systems"));
    Point::new("affected", "Who is affected", Origin::Ours)
        .says(figures)
        .helps(aids)
        .about(systems)
}

fn implemented(look: &Look<'_>) -> Point {
    let all = look.register.of(&control::KIND);
    let is_in_operation =
        |one: &&Record| control::is_applicable(one) && one.get(control::STATUS) == Some(Status::Implemented);
    let controls: Vec<_> = all.filter(is_in_operation).collect();
    let shown = |one: &&&Record| control::valid_evidence(look.register, one.id(), look.today) == 0;
    let figures = format!(
        "{} in operation, {} without valid evidence.",
        counted(controls.len(), "control", "controls"),
        controls.iter().filter(shown).count()
    );
    Point::new("controls", "Controls in operation", Origin::Ours)
        .says(figures)
        .about(controls)
}

fn policy(look: &Look<'_>) -> Point {
    let point = Point::new("policy", "The AI policy as it stands", Origin::Ours);
    let Some(policy) = look.register.get(document::POLICY) else {
        return point;
    };
    let approval = document::approval(policy);
    let or_missing = |text: &str| {
        if text.is_empty() {
            "not said".to_owned()
        } else {
            text.to_owned()
        }
    };
    let on = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "no day".to_owned(), |day| day.to_string());
    let figures = format!(
        "{}; approved by {} ({}), next review {}.",
        or_missing(policy.get(document::LOCATION)),
        or_missing(approval.map_or("", |approval| approval.by)),
        on(approval.and_then(|approval| approval.on)),
        on(policy.get(document::REVIEW))
    );
    let mut point = point.says(figures).about([policy]);
    point.requirements.push(Id::new("5.2"));
    point
}

fn documents(look: &Look<'_>) -> Point {
    use document::State;
    let of = |wanted: State| -> Vec<&Record> {
        let all = look.register.of(&document::KIND);
        all.filter(|one| document::state(look.register, one, look.today) == wanted)
            .collect()
    };
    let (due, exists, missing) = (of(State::ReviewDue), of(State::Exists), of(State::Missing));
    let figures = format!(
        "{} to review, {} to approve, {} missing.",
        due.len(),
        exists.len(),
        missing.len()
    );
    Point::new("documents", "Documents", Origin::Ours)
        .says(figures)
        .about(due)
        .about(exists)
        .about(missing)
}

fn obligations(look: &Look<'_>) -> Point {
    let is_taken_on = |one: &&Record| one.get(obligation::TAKEN_ON) == Some(obligation::TakenOn::Yes);
    let all = look.register.of(&obligation::KIND).filter(is_taken_on);
    let of_review = |one: &&Record| !one.is_retired() && look.is_about(&one.get(obligation::SYSTEMS));
    let (open, others): (Vec<_>, Vec<_>) = all.filter(of_review).partition(|one| one.is_open());
    let figures = format!(
        "{} taken on, {} open.",
        counted(open.len() + others.len(), "requirement", "requirements"),
        open.len()
    );
    Point::new(
        "obligations",
        "Requirements of law, contracts and parties",
        Origin::Ours,
    )
    .says(figures)
    .about(open)
    .about(others)
}

/// Returns a point for every objective that is open and belongs to the review.
fn objectives(look: &Look<'_>) -> Vec<Point> {
    let open = subjects::objectives(look.register, look.review);
    let point = |one: &Record| {
        let due = one
            .get(objective::DUE)
            .map_or_else(String::new, |due| format!(", due {due}"));
        Point::new(one.id().as_str(), one.title(), Origin::Ours)
            .says(format!(
                "{}{due}.",
                management_inputs::against_target(look.register, one, look.today)
            ))
            .helps([format!("Measured by: {}", one.get(objective::MEASURE))])
            .about([one])
    };
    let mut points: Vec<_> = open.into_iter().map(point).collect();
    points.push(Point::new("next", "Objectives for the time to come", Origin::Ours));
    points
}

/// Returns a point for every supplier of the systems the review is about, those past their review first.
fn suppliers(look: &Look<'_>) -> Vec<Point> {
    let in_scope = |one: &&Record| one.is_open() && look.is_about(&one.get(supplier::SYSTEMS));
    let mut all: Vec<_> = look.register.of(&supplier::KIND).filter(in_scope).collect();
    all.sort_by_key(|one| (one.get(supplier::REVIEW), one.id()));
    let point = |one: &Record| {
        let outcome = one
            .get(supplier::OUTCOME)
            .map_or("never assessed", |outcome| outcome.item().label);
        let on = one
            .get(supplier::ASSESSED)
            .map_or_else(String::new, |day| format!(" on {day}"));
        let systems = look.records(one.get(supplier::SYSTEMS));
        Point::new(one.id().as_str(), one.title(), Origin::Ours)
            .says(format!(
                "Judged: {outcome}{on}; {}.",
                counted(systems.len(), "system", "systems")
            ))
            .about([one])
            .about(systems)
    };
    let mut points: Vec<_> = all.into_iter().map(point).collect();
    if points.is_empty() {
        let systems = look.records(look.review.get(review::SYSTEMS));
        let vendors: Vec<_> = systems
            .iter()
            .map(|one| format!("{}: {}", one.title(), one.get(system::VENDOR)))
            .collect();
        let point = Point::new("suppliers", "Suppliers", Origin::Ours);
        points.push(
            point
                .says("No supplier is recorded for these systems.")
                .helps(vendors)
                .about(systems),
        );
    }
    points
}
