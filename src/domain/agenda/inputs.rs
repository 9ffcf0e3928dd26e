//! What a management review looks at: the inputs of 9.3.2, then what we propose beside them.

use super::look::{Look, by_grade, counted};
use super::{Origin, Point};
use crate::domain::choice::Choices;
use crate::domain::coverage::Coverage;
use crate::domain::day;
use crate::domain::id::Id;
use crate::domain::kinds::{
    action, answer, control, finding, incident, objective, organization, review, risk, supplier,
};
use crate::domain::progress::Progress;
use crate::domain::record::Record;
use crate::domain::value::Value;

/// The checklist of the catalogue that names the inputs.
const CHECKLIST: &str = "management_review_inputs";

/// Returns the points of a management review.
pub(super) fn points(look: &Look<'_>) -> Vec<Point> {
    let catalogue = look.register.catalogue();
    let checklist = catalogue.checklists.iter().find(|checklist| checklist.id == CHECKLIST);
    let items = checklist
        .map(|checklist| checklist.items.as_slice())
        .unwrap_or_default();
    let clause = checklist.map(|checklist| Id::new(&checklist.clause));
    let mut points: Vec<_> = items
        .iter()
        .map(|item| {
            let mut point = Point::new(&item.id, &item.text, Origin::Standard);
            point.requirements.extend(clause.clone());
            input(look, point)
        })
        .collect();
    points.extend([above(look), overdue(look), incidents(look), suppliers(look)]);
    points
}

/// Says what the register knows about an input; one that another catalogue adds has no figures.
fn input(look: &Look<'_>, point: Point) -> Point {
    match point.id.as_str() {
        "actions" => actions(look, point),
        "context" => context(look, point),
        "parties" => parties(look, point),
        "nonconformities" => nonconformities(look, point),
        "measurements" => measurements(look, point),
        "audits" => audits(look, point),
        "improvement" => improvement(look, point),
        _ => point,
    }
}

fn actions(look: &Look<'_>, point: Point) -> Point {
    let actions = look.decided_earlier();
    if actions.is_empty() {
        return point.says("No decision of an earlier review became an action.");
    }
    let open = actions.iter().filter(|action| action.is_open()).count();
    let late = actions
        .iter()
        .filter(|action| action::days_late(action, look.today).is_some())
        .count();
    let done = |action: &&&Record| action.get(action::STATUS) == Some(action::Status::Done);
    let since = actions
        .iter()
        .filter(done)
        .filter(|action| look.is_since(action.get(action::CLOSED)));
    let figures = format!(
        "{} of {} open, {late} late; {} done {}.",
        open,
        counted(actions.len(), "action", "actions"),
        since.count(),
        look.period()
    );
    point.says(figures).about(actions)
}

fn organization<'a>(look: &Look<'a>) -> Option<&'a Record> {
    look.register.get("organization")
}

fn context(look: &Look<'_>, point: Point) -> Point {
    let Some(organization) = organization(look) else {
        return point;
    };
    let issues = organization.get(organization::ISSUES);
    let is_outside = |row: &&&[Value]| matches!(row.get(1), Some(Value::Choice(item)) if organization::Origin::of(item) == Some(organization::Origin::External));
    let outside = issues.iter().filter(is_outside).count();
    let due = |row: &&&[Value]| matches!(row.get(3), Some(Value::Date(day)) if *day <= look.today);
    let due = issues.iter().filter(due).count();
    let climate = match organization.get(organization::CLIMATE) {
        Some(climate) => format!("climate change is {}", climate.item().label),
        None => "nothing is said on climate change".to_owned(),
    };
    let figures = format!(
        "{}, {outside} of them from outside; {due} to be looked at again; {climate}.",
        counted(issues.len(), "issue", "issues")
    );
    let figures = match issues.len() {
        0 => format!("No issue is recorded; {climate}."),
        _ => figures,
    };
    let aids = issues.iter().map(|row| row_text(row));
    point.says(figures).helps(aids).about([organization])
}

fn parties(look: &Look<'_>, point: Point) -> Point {
    let Some(organization) = organization(look) else {
        return point;
    };
    let parties = organization.get(organization::PARTIES);
    let open = parties
        .iter()
        .filter(|row| row.get(2).is_none_or(Value::is_empty))
        .count();
    let figures = format!(
        "{}; of {open} nothing is taken on.",
        counted(
            parties.len(),
            "row of needs and expectations",
            "rows of needs and expectations"
        )
    );
    let figures = match parties.len() {
        0 => "No interested party is recorded.".to_owned(),
        _ => figures,
    };
    let aids = parties.iter().map(|row| row_text(row));
    point.says(figures).helps(aids).about([organization])
}

/// Writes the cells of a row that say something.
fn row_text(row: &[Value]) -> String {
    let cells = row.iter().filter(|cell| !cell.is_empty()).map(ToString::to_string);
    cells.collect::<Vec<_>>().join(" \u{2013} ")
}

fn nonconformities(look: &Look<'_>, point: Point) -> Point {
    let all: Vec<_> = look.findings().filter(|one| finding::is_nonconformity(one)).collect();
    let mut open: Vec<_> = all.iter().copied().filter(|one| one.is_open()).collect();
    open.sort_by_key(|one| {
        let late = finding::days_late(one, look.today).unwrap_or_default();
        (one.get(finding::GRADE), -late, one.id())
    });
    let late = open
        .iter()
        .filter(|one| finding::days_late(one, look.today).is_some())
        .count();
    let raised = all.iter().filter(|one| look.is_since(one.get(finding::RAISED))).count();
    let closed: Vec<_> = all
        .iter()
        .copied()
        .filter(|one| look.is_since(one.get(finding::CLOSED)))
        .collect();
    let acting = open.iter().flat_map(|one| finding::actions(look.register, one));
    let acting = acting.filter(|action| action.is_open()).count();
    let figures = format!(
        "{} open ({}), {late} late; {raised} raised and {} closed {}; {} open.",
        open.len(),
        by_grade(&open),
        closed.len(),
        look.period(),
        counted(acting, "corrective action", "corrective actions")
    );
    point.says(figures).about(open).about(closed)
}

fn measurements(look: &Look<'_>, point: Point) -> Point {
    let register = look.register;
    let coverage = Coverage::of(register.of(&answer::KIND));
    let progress = Progress::of(register.of(&control::KIND));
    let mut objectives: Vec<_> = register.of(&objective::KIND).filter(|one| !one.is_retired()).collect();
    objectives.sort_by_key(|one| (!one.is_open(), one.get(objective::DUE), one.id()));
    let of = |status| {
        objectives
            .iter()
            .filter(|one| one.get(objective::STATUS) == Some(status))
            .count()
    };
    let figures = format!(
        "{}, {} met, {} missed; {} of {} gap questions answered, {} operating; {} of {} chosen controls implemented.",
        counted(objectives.len(), "objective", "objectives"),
        of(objective::Status::Met),
        of(objective::Status::Missed),
        coverage.answered(),
        coverage.total(),
        coverage.at_least(answer::State::Operating),
        progress.implemented,
        progress.applicable()
    );
    let aids: Vec<_> = objectives.iter().map(|one| against_target(one)).collect();
    point.says(figures).helps(aids).about(objectives)
}

/// Says what an objective was measured at last, against its target.
pub(super) fn against_target(objective: &Record) -> String {
    let (title, target) = (objective.title(), objective.get(objective::TARGET));
    match objective.get(objective::MEASURED).last() {
        Some([on, value, ..]) => format!("{title}: {value} on {on}, target {target}"),
        _ => format!("{title}: not measured yet, target {target}"),
    }
}

fn audits(look: &Look<'_>, point: Point) -> Point {
    let held = |record: &&Record| {
        record.get(review::EVENT) == Some(review::Event::InternalAudit)
            && record.get(review::STATUS) == Some(review::Status::Held)
            && !record.is_retired()
            && look.is_since(record.get(review::HELD))
    };
    let audits: Vec<_> = look.register.of(&review::KIND).filter(held).collect();
    let findings: Vec<_> = audits.iter().flat_map(|audit| look.findings_of(audit.id())).collect();
    let open = findings.iter().filter(|one| one.is_open()).count();
    let figures = format!(
        "{} held {}; findings: {}, {open} still open.",
        counted(audits.len(), "internal audit", "internal audits"),
        look.period(),
        by_grade(&findings)
    );
    point.says(figures).about(audits).about(findings)
}

fn improvement(look: &Look<'_>, point: Point) -> Point {
    let is_better = |one: &&Record| one.get(finding::GRADE) == Some(finding::Grade::Opportunity);
    let all: Vec<_> = look.findings().filter(is_better).collect();
    let open: Vec<_> = all.iter().copied().filter(|one| one.is_open()).collect();
    let raised = all.iter().filter(|one| look.is_since(one.get(finding::RAISED))).count();
    let figures = format!(
        "{} open, {raised} raised {}.",
        counted(open.len(), "opportunity", "opportunities"),
        look.period()
    );
    point.says(figures).about(open)
}

/// Returns the point on the risks above the appetite.
pub(super) fn above(look: &Look<'_>) -> Point {
    let method = look.register.method();
    let in_scope = |risk: &&Record| look.is_about(&risk.get(risk::SYSTEMS));
    let all = || look.register.of(&risk::KIND).filter(in_scope);
    let mut above: Vec<_> = all().filter(|risk| risk::is_above_appetite(method, risk)).collect();
    above.sort_by_key(|risk| (std::cmp::Reverse(risk::current_level(method, risk)), risk.id()));
    let accepted = above
        .iter()
        .filter(|risk| risk::acceptance_holds(risk, look.today))
        .count();
    let new = all().filter(|risk| look.is_since(risk.get(risk::IDENTIFIED))).count();
    let figures = format!(
        "{} above the appetite, {accepted} of them accepted; {} identified {}.",
        counted(above.len(), "risk", "risks"),
        counted(new, "risk", "risks"),
        look.period()
    );
    Point::new("above-appetite", "Risks above the appetite", Origin::Ours)
        .says(figures)
        .about(above)
}

fn overdue(look: &Look<'_>) -> Point {
    let open = || look.register.of(&action::KIND).filter(|action| action.is_open());
    let mut late: Vec<_> = open()
        .filter(|action| action::days_late(action, look.today).is_some())
        .collect();
    look.most_late_first(&mut late);
    let worst = late.first().and_then(|action| action::days_late(action, look.today));
    let worst = worst.map_or_else(String::new, |days| format!(", the oldest by {}", day::span(days)));
    let figures = format!(
        "{} of {} late{worst}.",
        late.len(),
        counted(open().count(), "open action", "open actions")
    );
    Point::new("overdue", "Overdue treatment", Origin::Ours)
        .says(figures)
        .about(late)
}

fn incidents(look: &Look<'_>) -> Point {
    let counts = |one: &&Record| !one.is_retired() && (one.is_open() || look.is_since(one.get(incident::HAPPENED)));
    let mut all: Vec<_> = look.register.of(&incident::KIND).filter(counts).collect();
    all.sort_by_key(|one| (!one.is_open(), std::cmp::Reverse(one.get(incident::SEVERITY)), one.id()));
    let since = || all.iter().filter(|one| look.is_since(one.get(incident::HAPPENED)));
    let serious = since().filter(|one| one.get(incident::SEVERITY) == Some(incident::Severity::Serious));
    let open = all.iter().filter(|one| one.is_open()).count();
    let figures = format!(
        "{} {}, {} serious; {open} open.",
        counted(since().count(), "incident", "incidents"),
        look.period(),
        serious.count()
    );
    Point::new("incidents", "Incidents", Origin::Ours)
        .says(figures)
        .about(all)
}

fn suppliers(look: &Look<'_>) -> Point {
    let mut all: Vec<_> = look.register.of(&supplier::KIND).filter(|one| one.is_open()).collect();
    let is_due = |one: &Record| one.get(supplier::REVIEW).is_some_and(|day| day < look.today);
    all.sort_by_key(|one| (!is_due(one), std::cmp::Reverse(one.get(supplier::OUTCOME)), one.id()));
    let due = all.iter().filter(|one| is_due(one)).count();
    let unassessed = all.iter().filter(|one| one.get(supplier::ASSESSED).is_none()).count();
    let bad = |one: &&&Record| {
        one.get(supplier::OUTCOME)
            .is_some_and(|outcome| outcome != supplier::Outcome::Suitable)
    };
    let figures = format!(
        "{}: {due} past their review, {unassessed} never assessed, {} with conditions or unsuitable.",
        counted(all.len(), "supplier", "suppliers"),
        all.iter().filter(bad).count()
    );
    Point::new("suppliers", "Suppliers", Origin::Ours)
        .says(figures)
        .about(all)
}
