//! What an internal audit looks at: what 9.2.2 asks of one, a sample, and the questions of its clauses and controls.

use crate::domain::catalogue::Clause;
use crate::domain::kinds::review::independence::{self, OwnWork};
use crate::domain::kinds::review::scope::Scope;
use crate::domain::kinds::{answer, assessment, control, review, risk, system};
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::review::context::{Look, by_grade, counted};
use crate::domain::review::{Origin, Point};

/// The checklist of the catalogue that says what a single audit has.
const CHECKLIST: &str = "audit";

/// Returns the points of an internal audit: what it is, its sample, its clauses and controls, and what came of it.
pub(in crate::domain) fn points(look: &Look<'_>) -> Vec<Point> {
    let catalogue = look.register.catalogue();
    let checklist = catalogue.checklists.iter().find(|checklist| checklist.id == CHECKLIST);
    let clause = checklist.map(|checklist| Id::new(&checklist.clause));
    let items = checklist
        .map(|checklist| checklist.items.as_slice())
        .unwrap_or_default();
    let asked = items.iter().map(|item| {
        let mut point = Point::new(&item.id, &item.text, Origin::Standard);
        point.requirements.extend(clause.clone());
        about_the_audit(look, point)
    });
    // What comes of it is talked about last.
    let (before, after): (Vec<_>, Vec<_>) =
        asked.partition(|point| matches!(point.id.as_str(), "objectives" | "criteria" | "scope" | "auditors"));
    let mut points = before;
    points.push(earlier(look));
    points.push(sample(look));
    points.extend(clauses(look).into_iter().map(|clause| of_clause(look, clause)));
    let scope = Scope::of(look.register, look.review);
    let in_scope = look
        .register
        .of(&control::KIND)
        .filter(|record| scope.has_requirement(record.id().as_str()));
    points.extend(in_scope.map(|record| of_control(look, record)));
    points.extend(after);
    points
}

fn about_the_audit(look: &Look<'_>, point: Point) -> Point {
    let audit = look.review;
    let first = |text: &str, missing: &str| {
        let mut lines = text.lines();
        let line = lines.next().map_or_else(|| missing.to_owned(), str::to_owned);
        (line, lines.map(str::to_owned).collect::<Vec<_>>())
    };
    match point.id.as_str() {
        "objectives" => {
            let (line, more) = first(audit.get(review::AGENDA), "Not said yet: e, Agenda.");
            point.says(line).helps(more)
        }
        "criteria" => {
            let standard = format!(
                "{}; no other criteria are said (e, Criteria).",
                look.register.catalogue().standard.id
            );
            let (line, more) = first(audit.get(review::CRITERIA), &standard);
            point.says(line).helps(more)
        }
        "scope" => {
            let scope = Scope::of(look.register, audit);
            let (requirements, systems) = (scope.requirements().count(), scope.systems());
            let all = if audit.get(review::REQUIREMENTS).is_empty() {
                "everything that applies: "
            } else {
                ""
            };
            let figures = format!(
                "{all}{}; {}.",
                counted(requirements, "clause or control", "clauses and controls"),
                counted(systems.len(), "system", "systems")
            );
            let titles = audit.get(review::REQUIREMENTS).into_iter();
            let titles = titles.map(|id| format!("{id} {}", look.register.title(id.as_str()).unwrap_or_default()));
            let titles: Vec<_> = titles.collect();
            point.says(figures).helps(titles).about(systems)
        }
        "auditors" => {
            let auditors = audit.get(review::AUDITORS).join(", ");
            let verdict = independence::judge(look.register, audit);
            let text = |works: &[OwnWork]| works.iter().map(OwnWork::text).collect::<Vec<_>>().join("; ");
            let figures = if auditors.is_empty() {
                "Nobody is named yet: e, Auditors.".to_owned()
            } else if let Some(sentence) = independence::sentence(look.register, audit) {
                format!("{auditors}. {sentence}")
            } else if !verdict.unknown.is_empty() {
                format!("{auditors}. {}", verdict.unknown.join(" "))
            } else if !verdict.shared.is_empty() {
                format!("{auditors}. Another one looks at it: {}.", text(&verdict.shared))
            } else {
                format!("{auditors}; nobody of them owns anything in the scope.")
            };
            let owned: Vec<_> = verdict
                .own
                .iter()
                .chain(&verdict.shared)
                .flat_map(|own| &own.records)
                .collect();
            point.says(figures).about(look.records(owned))
        }
        "findings" => {
            let findings = look.findings_of(audit.id());
            let figures = format!("Raised in this audit: {}.", by_grade(&findings));
            point.says(figures).about(findings)
        }
        "report" => point.says(format!(
            "{} owns the audit; who was there: {}.",
            or_nobody(audit.owner()),
            or_nobody(&audit.get(review::ATTENDED).join(", "))
        )),
        "evidence" => {
            let pieces = control::valid_evidence(look.register, audit.id(), look.today);
            point.says(format!(
                "{} supports this audit.",
                counted(pieces, "valid piece", "valid pieces")
            ))
        }
        _ => point,
    }
}

fn or_nobody(text: &str) -> &str {
    if text.is_empty() { "nobody" } else { text }
}

/// What earlier audits found and is still open.
fn earlier(look: &Look<'_>) -> Point {
    let is_audit = |id: &Id| {
        let source = look.register.get(id.as_str());
        id != look.review.id()
            && source.is_some_and(|source| source.get(review::EVENT) == Some(review::Event::InternalAudit))
    };
    let from_audits = |one: &&Record| {
        let source = one.get(crate::domain::kinds::finding::SOURCE);
        source.is_some_and(is_audit)
    };
    let all: Vec<_> = look.findings().filter(from_audits).collect();
    let open: Vec<_> = all.iter().copied().filter(|one| one.is_open()).collect();
    let figures = format!(
        "{} of {} still open: {}.",
        open.len(),
        counted(all.len(), "finding", "findings"),
        by_grade(&open)
    );
    Point::new("earlier", "Findings of earlier audits", Origin::Standard)
        .says(figures)
        .about(open)
}

/// Which systems to look at first: those with the worst risk, and among them those whose assessments are stale.
fn sample(look: &Look<'_>) -> Point {
    let register = look.register;
    let stale = |system: &Record| {
        assessment::of_system(register, system)
            .filter(|one| !assessment::stale(register, one, look.today).is_empty())
            .count()
    };
    let mut systems: Vec<_> = Scope::of(register, look.review)
        .systems()
        .into_iter()
        .map(|system| (system::worst_level(register, system), stale(system), system))
        .collect();
    systems.sort_by_key(|(level, stale, system)| (std::cmp::Reverse((*level, *stale)), system.id()));
    let method = register.method();
    let line = |(level, stale, system): &(Option<u8>, usize, &Record)| {
        let band = level.map_or_else(|| "no open risk judged".to_owned(), |level| method.band_name(level));
        let assessed = match stale {
            0 => String::new(),
            stale => format!(", {}", counted(*stale, "stale assessment", "stale assessments")),
        };
        format!("{}: {band}{assessed}", system.title())
    };
    let changed = systems.iter().filter(|(_, stale, _)| *stale > 0).count();
    let above = systems
        .iter()
        .filter(|(level, ..)| level.is_some_and(|level| method.exceeds(level)))
        .count();
    let figures = format!(
        "{} in scope, {above} with a risk above the appetite, {changed} with a stale assessment.",
        counted(systems.len(), "system", "systems")
    );
    let aids: Vec<_> = systems.iter().map(line).collect();
    Point::new("sample", "Sample of systems", Origin::Ours)
        .says(figures)
        .helps(aids)
        .about(systems.into_iter().map(|(_, _, system)| system))
}

/// Returns the clauses of the scope: those named, all of them where nothing is named.
fn clauses<'a>(look: &Look<'a>) -> Vec<&'a Clause> {
    let scope = Scope::of(look.register, look.review);
    let clauses = look.register.catalogue().clauses.iter();
    clauses.filter(|clause| scope.has_requirement(&clause.id)).collect()
}

fn of_clause(look: &Look<'_>, clause: &Clause) -> Point {
    let register = look.register;
    let answers: Vec<_> = clause
        .questions
        .iter()
        .filter_map(|question| register.get(&question.id))
        .collect();
    let coverage = Coverage::of(answers.iter().copied());
    let parts: Vec<_> = coverage.parts().filter(|(_, count)| *count > 0).collect();
    let parts: Vec<_> = parts
        .into_iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    let figures = format!(
        "{}: {}.",
        counted(coverage.total(), "question", "questions"),
        parts.join(", ")
    );
    let questions = clause.questions.iter().map(|question| {
        let state = register.get(&question.id).and_then(|record| record.get(answer::STATE));
        let state = state.map_or("unassessed", |state| state.item().label);
        format!("{} ({state})", question.text)
    });
    let questions: Vec<_> = questions.collect();
    let mut point = Point::new(&clause.id, &format!("{} {}", clause.id, clause.title), Origin::Standard)
        .says(figures)
        .helps(questions)
        .helps(to_show(&clause.evidence_hints))
        .about(answers);
    point.requirements.push(Id::new(&clause.id));
    point
}

fn to_show(hints: &[String]) -> Option<String> {
    (!hints.is_empty()).then(|| format!("To show: {}", hints.join("; ")))
}

/// Returns a point for every control that the review names.
pub(in crate::domain) fn controls(look: &Look<'_>) -> Vec<Point> {
    let named = look.records(look.review.get(review::REQUIREMENTS)).into_iter();
    named
        .filter(|record| record.is(&control::KIND))
        .map(|record| of_control(look, record))
        .collect()
}

/// Returns the point on a control: how it stands, and what shows it.
pub(in crate::domain) fn of_control(look: &Look<'_>, record: &Record) -> Point {
    let register = look.register;
    let id = record.id().as_str();
    let status = match record.get(control::STATUS) {
        _ if !control::is_applicable(record) => "excluded",
        Some(status) => status.item().label,
        None => "no status",
    };
    let pieces = control::valid_evidence(register, record.id(), look.today);
    let risks: Vec<_> = control::open_risks(register, record).collect();
    let figures = format!(
        "Status: {status}, owner {}; {}, treats {}.",
        or_nobody(record.owner()),
        counted(pieces, "valid piece of evidence", "valid pieces of evidence"),
        counted(risks.len(), "open risk", "open risks")
    );
    let hints = register
        .catalogue()
        .control(id)
        .map(|control| control.evidence_hints.as_slice());
    let statement = Some(record.get(control::STATEMENT).to_owned()).filter(|text| !text.is_empty());
    let mut worst: Vec<_> = risks;
    worst.sort_by_key(|risk| {
        (
            std::cmp::Reverse(risk::current_level(register.method(), risk)),
            risk.id(),
        )
    });
    let mut point = Point::new(
        id,
        &format!("{id} {}", register.title(id).unwrap_or_default()),
        Origin::Standard,
    )
    .says(figures)
    .helps(statement)
    .helps(to_show(hints.unwrap_or_default()))
    .about([record])
    .about(worst);
    point.requirements.push(record.id().clone());
    point
}
