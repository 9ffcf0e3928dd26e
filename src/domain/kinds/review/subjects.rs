//! The things that a review looks at one by one, and whether they show what came of it.

use chrono::NaiveDate;

use crate::domain::kinds::assessment::{self, Type};
use crate::domain::kinds::check::intervals::happened;
use crate::domain::kinds::control::{self, Status};
use crate::domain::kinds::review::scope::is_of_control;
use crate::domain::kinds::review::{self, Event, NOTED, Points, check};
use crate::domain::kinds::{document, objective, obligation, organization, supplier, system};
use crate::domain::record::Record;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

/// Returns the things that a review looks at one by one: those of the kind its event is about, by name where it names any, and
/// whatever else it names. A management review looks at inputs and an audit at requirements; of records only at those they name.
pub fn subjects<'a>(register: &'a Register, review: &Record) -> Vec<&'a Record> {
    let of_event = review.get(review::EVENT);
    let mut subjects = match of_event {
        Some(Event::SupplierReview) => suppliers(register, review),
        Some(Event::PolicyReview) => register
            .get(document::POLICY)
            .filter(|one| is_located(one))
            .into_iter()
            .collect(),
        Some(Event::DocumentReview) => named_or(register, review, &document::KIND, || {
            register.of(&document::KIND).filter(|one| is_located(one)).collect()
        }),
        Some(Event::ControlTest) => controls(register, review),
        Some(Event::ObligationsReview) => named_or(register, review, &obligation::KIND, || {
            let is_asked = |one: &&Record| {
                let is_taken_on = one.get(obligation::TAKEN_ON) == Some(obligation::TakenOn::Yes);
                is_taken_on && is_about(review, &one.get(obligation::SYSTEMS))
            };
            register.of(&obligation::KIND).filter(is_asked).collect()
        }),
        Some(Event::ContextReview) => issues(register),
        Some(Event::ObjectivesReview) => named_or(register, review, &objective::KIND, || objectives(register, review)),
        Some(Event::RiskReassessment | Event::ImpactReassessment | Event::SecurityReview) => {
            named_or(register, review, &system::KIND, || systems(register, review))
        }
        _ => Vec::new(),
    };
    let is_audit = of_event.is_some_and(review::is_audit);
    let named = if is_audit {
        Vec::new()
    } else {
        records(register, review.get(review::ABOUT))
    };
    for named in named {
        if !subjects.iter().any(|one| one.id() == named.id()) {
            subjects.push(named);
        }
    }
    subjects.retain(|record| !record.is_retired());
    subjects
}

/// Tells whether a review itself says what came of it: in its minutes or conclusion, or at a point of its agenda.
pub fn is_said(review: &Record) -> bool {
    !review.get(review::MINUTES).is_empty()
        || !review.get(review::CONCLUSION).is_empty()
        || said_points(review).next().is_some()
}

/// Tells whether what came of a review for one thing is written: the thing's own words name the review, a point of the agenda that
/// is about the thing says something, or the minutes speak of it: they name it, or it is the only thing that the review names.
/// What came of a re-assessment is a judgement, which the risk or the assessment says itself.
pub fn is_outcome_written(register: &Register, review: &Record, thing: &Record) -> bool {
    use Event::{
        ContextReview, ImpactReassessment, InternalAudit, ManagementReview, PolicyReview, RiskReassessment,
        SecurityReview,
    };
    let names_review = |text: &str| text.contains(review.id().as_str());
    if names_review(note(thing)) || (thing.is(&supplier::KIND) && names_review(thing.get(supplier::ASSESSMENT))) {
        return true;
    }
    let is_said_of_it =
        || said_points(review).any(|row| is_point_of(row, thing)) || do_minutes_say(register, review, thing);
    match review.get(review::EVENT) {
        Some(RiskReassessment | ImpactReassessment | SecurityReview) => false,
        Some(InternalAudit) => check::audits::is_shown(register, review),
        Some(PolicyReview) if thing.id().as_str() == document::POLICY => is_said(review),
        Some(ContextReview | ManagementReview) if thing.is(&organization::KIND) => is_said(review),
        _ => is_said_of_it(),
    }
}

/// Tells whether the minutes or the conclusion of a review speak of a thing: they name it, or its domain where the review does, or
/// the review names nothing else.
fn do_minutes_say(register: &Register, review: &Record, thing: &Record) -> bool {
    let texts = [review.get(review::MINUTES), review.get(review::CONCLUSION)];
    let catalogue = register.catalogue();
    let requirements = review.get(review::REQUIREMENTS).into_iter();
    let domains = requirements.filter(|one| catalogue.stands_for(one.as_str(), thing.id().as_str()));
    let mut names = domains.map(Id::as_str).chain([thing.id().as_str(), thing.title()]);
    names.any(|name| texts.iter().any(|text| contains_words(text, name)))
        || (is_the_only_one(register, review, thing) && texts.iter().any(|text| !text.is_empty()))
}

/// Tells whether a text contains a name as words of their own, in capitals or not. `A.9` is no word of `A.9.2`.
fn contains_words(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let begins = |before: &str| !before.ends_with(char::is_alphanumeric);
    let ends = |after: &str| !after.trim_start_matches(['.', '/']).starts_with(char::is_alphanumeric);
    let mut places = text.match_indices(&name);
    !name.is_empty() && places.any(|(at, _)| begins(&text[..at]) && ends(&text[at + name.len()..]))
}

/// Tells whether a thing, or the domain of a control, is all that a review names.
fn is_the_only_one(register: &Register, review: &Record, thing: &Record) -> bool {
    let is_test = review.get(review::EVENT) == Some(Event::ControlTest);
    let requirements = if is_test {
        review.get(review::REQUIREMENTS)
    } else {
        Vec::new()
    };
    let mut named = review.get(review::ABOUT);
    named.extend(requirements);
    let catalogue = register.catalogue();
    match named[..] {
        [one] => one == thing.id() || catalogue.stands_for(one.as_str(), thing.id().as_str()),
        _ => false,
    }
}

/// Returns the rows of the points about which something was said.
fn said_points(review: &Record) -> impl Iterator<Item = Row<'_, Points>> {
    let rows = review.get(review::POINTS).into_iter();
    rows.filter(|row| row.says(Points::SAID) && row.get(Points::SAID) != NOTED)
}

/// Tells whether a point of an agenda is about one thing: it is called after it, or begins with its id.
pub fn is_point_of(row: Row<'_, Points>, thing: &Record) -> bool {
    let point = row.get(Points::POINT);
    point == thing.title() || point.split_whitespace().next() == Some(thing.id().as_str())
}

fn note(thing: &Record) -> &str {
    let note = thing.kind().field_index("note");
    note.and_then(|at| thing.value(at).as_text()).unwrap_or_default()
}

/// Tells whether what came of a review that was held on a day is there for a thing: it is written, or the thing was judged on that
/// day or later. A day on which it is looked at next is no outcome: it may be older than the review.
pub fn shows(register: &Register, thing: &Record, review: &Record, held: NaiveDate, today: NaiveDate) -> bool {
    let is_since = |day: Option<NaiveDate>| happened(day, today).is_some_and(|day| day >= held);
    let names = |text: &str| text.contains(review.id().as_str());
    let approved = || thing.is(&document::KIND) && is_since(document::approval(thing).and_then(|one| one.on));
    let judged = |of: Type| {
        let assessments = register.linked(thing.id()).into_iter();
        let mut assessments = assessments.filter(|one| one.is(&assessment::KIND) && !one.is_retired());
        assessments.any(|one| {
            let is_of_type = one.get(assessment::TYPE) == Some(of);
            is_of_type && (is_since(one.get(assessment::DATE)) || names(one.get(assessment::REASON)))
        })
    };
    let measured = || {
        let result = thing.get(objective::RESULT);
        names(result) || is_since(objective::last(register, thing, today).map(|(on, _)| on))
    };
    is_outcome_written(register, review, thing)
        || thing.is(&objective::KIND) && measured()
        || match review.get(review::EVENT) {
            Some(Event::RiskReassessment) => judged(Type::Risk),
            Some(Event::ImpactReassessment) => judged(Type::Impact),
            Some(Event::SecurityReview) => judged(Type::Security),
            _ => approved() || (thing.is(&supplier::KIND) && is_since(thing.get(supplier::ASSESSED))),
        }
}

/// Returns the things of which a held review says what came of it, or should: those that it names or that are on its agenda. One
/// that names nothing is about all that was there on its day, which nothing tells any more once one of them shows what came of it.
pub fn looked_at<'a>(register: &'a Register, review: &Record, held: NaiveDate, today: NaiveDate) -> Vec<&'a Record> {
    let mut things = subjects(register, review);
    // An objective that was set later was not looked at.
    let is_later = |thing: &Record| thing.is(&objective::KIND) && thing.get(objective::SET_ON) > Some(held);
    things.retain(|thing| !is_later(thing));
    let of_requirements =
        review.get(review::EVENT) == Some(Event::ControlTest) && !review.get(review::REQUIREMENTS).is_empty();
    let is_on_agenda = |thing: &Record| {
        review
            .get(review::POINTS)
            .into_iter()
            .any(|row| is_point_of(row, thing))
    };
    let is_named = |thing: &Record| {
        review.get(review::ABOUT).contains(&thing.id())
            || review.get(review::SYSTEMS).contains(&thing.id())
            || (of_requirements && thing.is(&control::KIND))
            || is_on_agenda(thing)
    };
    let shows = |thing: &&Record| shows(register, thing, review, held, today);
    if things.iter().any(|thing| is_named(thing)) || things.iter().any(shows) {
        things.retain(|thing| is_named(thing));
    }
    things
}

/// Lists the ids of things in a sentence: the first three, and how many there are besides.
pub fn listed(things: &[&Record]) -> String {
    const FIRST: usize = 3;
    let ids: Vec<_> = things.iter().take(FIRST).map(|thing| thing.id().as_str()).collect();
    match things.len().saturating_sub(FIRST) {
        0 => ids.join(", "),
        more => format!("{} and {more} more", ids.join(", ")),
    }
}

/// Returns the organization where it has issues to look at.
pub fn issues(register: &Register) -> Vec<&Record> {
    let organization = register.get(organization::ID);
    let has_issues = |one: &&Record| !one.get(organization::ISSUES).is_empty();
    organization.filter(has_issues).into_iter().collect()
}

/// Returns the systems a review is about; all that the AIMS governs where none is named.
pub fn systems<'a>(register: &'a Register, review: &Record) -> Vec<&'a Record> {
    let named = review.get(review::SYSTEMS);
    if !named.is_empty() {
        return records(register, named);
    }
    let all = register.of(&system::KIND);
    all.filter(|system| assessment::is_asked(system)).collect()
}

/// Tells whether something that belongs to systems belongs to a review: to one it names, or it names none.
pub fn is_about(review: &Record, systems: &[&Id]) -> bool {
    let named = review.get(review::SYSTEMS);
    named.is_empty() || systems.iter().any(|system| named.contains(system))
}

fn records<'a>(register: &'a Register, ids: Vec<&Id>) -> Vec<&'a Record> {
    ids.into_iter().filter_map(|id| register.get(id.as_str())).collect()
}

/// Returns the records of a kind that a review names as what it is about, else all that it is about without naming them.
fn named_or<'a>(
    register: &'a Register,
    review: &Record,
    kind: &'static Kind,
    all: impl FnOnce() -> Vec<&'a Record>,
) -> Vec<&'a Record> {
    let mut named = records(register, review.get(review::ABOUT));
    named.retain(|one| one.is(kind));
    if named.is_empty() { all() } else { named }
}

fn suppliers<'a>(register: &'a Register, review: &Record) -> Vec<&'a Record> {
    named_or(register, review, &supplier::KIND, || {
        let in_scope = |one: &&Record| one.is_open() && is_about(review, &one.get(supplier::SYSTEMS));
        let mut all: Vec<_> = register.of(&supplier::KIND).filter(in_scope).collect();
        all.sort_by_key(|one| (one.get(supplier::REVIEW), one.id()));
        all
    })
}

fn controls<'a>(register: &'a Register, review: &Record) -> Vec<&'a Record> {
    if review.get(review::REQUIREMENTS).is_empty() && !review.get(review::ABOUT).is_empty() {
        return named_or(register, review, &control::KIND, Vec::new);
    }
    let is_in_operation = |one: &Record| one.get(control::STATUS) == Some(Status::Implemented);
    let is_named = !review.get(review::REQUIREMENTS).is_empty();
    let is_tested = |one: &&Record| {
        is_of_control(register, review, one) && control::is_applicable(one) && (is_named || is_in_operation(one))
    };
    register.of(&control::KIND).filter(is_tested).collect()
}

/// Returns the objectives that are open and belong to a review, the earliest first.
pub fn objectives<'a>(register: &'a Register, review: &Record) -> Vec<&'a Record> {
    let is_asked = |one: &&Record| {
        let systems = one.get(objective::SYSTEMS);
        one.is_open() && (systems.is_empty() || is_about(review, &systems))
    };
    let mut open: Vec<_> = register.of(&objective::KIND).filter(is_asked).collect();
    open.sort_by_key(|one| (one.get(objective::DUE), one.id()));
    open
}

fn is_located(document: &Record) -> bool {
    !document.is_retired() && !document.get(document::LOCATION).is_empty()
}
