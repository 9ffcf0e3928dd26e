//! What a management review looks at: the inputs of 9.3.2, then what we propose beside them.

use chrono::NaiveDate;

use crate::domain::kinds::organization::{Issues, Parties};
use crate::domain::kinds::{action, answer, control, finding, objective, organization, review};
use crate::domain::measures::control_progress::Progress;
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;
use crate::domain::review::context::{Look, by_grade, counted};
use crate::domain::review::{Origin, Point, proposed_inputs};

/// How many months of a trend are told.
const TREND: u32 = 6;

/// The checklist of the catalogue that names the inputs.
const CHECKLIST: &str = "management_review_inputs";

/// Returns the points of a management review.
pub(in crate::domain) fn points(look: &Look<'_>) -> Vec<Point> {
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
    points.extend(proposed_inputs::points(look));
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
        .filter(|action| action.days_late(look.register, look.today).is_some())
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
    look.register.get(organization::ID)
}

pub(in crate::domain) fn context(look: &Look<'_>, point: Point) -> Point {
    let Some(organization) = organization(look) else {
        return point;
    };
    let issues = organization.get(organization::ISSUES);
    let origins = issues.iter().filter_map(|row| row.get(Issues::ORIGIN));
    let outside = origins
        .filter(|origin| *origin == organization::Origin::External)
        .count();
    let days = issues.iter().filter_map(|row| row.get(Issues::REVIEW));
    let due = days.filter(|day| *day <= look.today).count();
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
    let aids = issues.iter().map(|row| row_text(*row));
    point.says(figures).helps(aids).about([organization])
}

pub(in crate::domain) fn parties(look: &Look<'_>, point: Point) -> Point {
    let Some(organization) = organization(look) else {
        return point;
    };
    let parties = organization.get(organization::PARTIES);
    let open = parties.iter().filter(|row| !row.says(Parties::TAKEN_ON)).count();
    let figures = format!(
        "{} of interested parties, {open} with nothing taken on.",
        counted(parties.len(), "need or expectation", "needs and expectations")
    );
    let figures = match parties.len() {
        0 => "No interested party is recorded.".to_owned(),
        _ => figures,
    };
    let aids = parties.iter().map(|row| row_text(*row));
    point.says(figures).helps(aids).about([organization])
}

/// Writes the cells of a row that say something.
fn row_text<T>(row: Row<'_, T>) -> String {
    let cells = row
        .cells()
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(ToString::to_string);
    cells.collect::<Vec<_>>().join("; ")
}

fn nonconformities(look: &Look<'_>, point: Point) -> Point {
    let all: Vec<_> = look.findings().filter(|one| finding::is_nonconformity(one)).collect();
    let mut open: Vec<_> = all.iter().copied().filter(|one| one.is_open()).collect();
    open.sort_by_key(|one| {
        let late = one.days_late(look.register, look.today).unwrap_or_default();
        (one.get(finding::GRADE), -late, one.id())
    });
    let late = open
        .iter()
        .filter(|one| one.days_late(look.register, look.today).is_some())
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
    let months = finding::trend(look.register, TREND, look.today);
    let months = months.into_iter().map(|month| {
        let of = month.first.format("%Y-%m");
        format!("{of}: {} raised, {} closed", month.raised, month.closed)
    });
    point.says(figures).helps(months).about(open).about(closed)
}

fn measurements(look: &Look<'_>, point: Point) -> Point {
    let register = look.register;
    let coverage = Coverage::of(register.of(&answer::KIND));
    let progress = Progress::of_annex_a(register.of(&control::KIND));
    let mut objectives: Vec<_> = register.of(&objective::KIND).filter(|one| !one.is_retired()).collect();
    objectives.sort_by_key(|one| (!one.is_open(), one.get(objective::DUE), one.id()));
    let of = |status| {
        objectives
            .iter()
            .filter(|one| one.get(objective::STATUS) == Some(status))
            .count()
    };
    let late = objectives
        .iter()
        .filter(|one| one.days_late(look.register, look.today).is_some())
        .count();
    let figures = format!(
        "{}, {late} late, {} met, {} missed; {} of {} gap questions answered, {} operating; {} {}.",
        counted(objectives.len(), "objective", "objectives"),
        of(objective::Status::Met),
        of(objective::Status::Missed),
        coverage.answered(),
        coverage.total(),
        coverage.at_least(answer::State::Operating),
        progress.implemented,
        progress.in_words()
    );
    let aids: Vec<_> = objectives
        .iter()
        .map(|one| format!("{}: {}", one.title(), against_target(look.register, one, look.today)))
        .collect();
    point.says(figures).helps(aids).about(objectives)
}

/// Says what an objective was measured at last, against its target.
pub(in crate::domain) fn against_target(register: &Register, objective: &Record, today: NaiveDate) -> String {
    let target = objective.get(objective::TARGET);
    match objective::last(register, objective, today) {
        Some((on, value)) => format!("{value} on {on}, target {target}"),
        None => format!("no measurement yet, target {target}"),
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
