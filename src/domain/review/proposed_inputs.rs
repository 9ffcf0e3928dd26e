//! Inputs to a management review that we propose beside those of 9.3.2.

use crate::domain::day;
use crate::domain::kinds::{action, incident, risk, supplier};
use crate::domain::record::Record;
use crate::domain::review::context::{Look, counted};
use crate::domain::review::{Origin, Point};

/// Returns these points.
pub(in crate::domain) fn points(look: &Look<'_>) -> [Point; 4] {
    [above(look), overdue(look), incidents(look), suppliers(look)]
}

/// Returns the point on the risks above the appetite.
pub(in crate::domain) fn above(look: &Look<'_>) -> Point {
    let method = look.register.method();
    let in_scope = |risk: &&Record| look.is_about(&risk.get(risk::SYSTEMS));
    let all = || look.register.of(&risk::KIND).filter(in_scope);
    let mut above: Vec<_> = all().filter(|risk| risk::is_above_appetite(method, risk)).collect();
    above.sort_by_key(|risk| (std::cmp::Reverse(risk::current_level(method, risk)), risk.id()));
    let accepted = above
        .iter()
        .filter(|risk| risk::acceptance_holds(look.register, risk, look.today))
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
    let all = || look.register.of(&action::KIND);
    let to_do = all()
        .filter(|action| action.is_open() || action::awaits_check(look.register, action))
        .count();
    let mut late: Vec<_> = all()
        .filter(|action| action.days_late(look.register, look.today).is_some())
        .collect();
    look.most_late_first(&mut late);
    let worst = late
        .first()
        .and_then(|action| action.days_late(look.register, look.today));
    let worst = worst.map_or_else(String::new, |days| format!(", the oldest by {}", day::span(days)));
    let figures = format!(
        "{} of {} to do overdue{worst}.",
        late.len(),
        counted(to_do, "action", "actions")
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
    let late = all
        .iter()
        .filter(|one| one.days_late(look.register, look.today).is_some())
        .count();
    let figures = format!(
        "{} {}, {} serious; {open} open, {late} with a report that is late.",
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
    let is_due = |one: &Record| one.days_late(look.register, look.today).is_some();
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
