//! Check rules on the context and the scope of the AIMS (4.1, 4.3).

use chrono::NaiveDate;

use super::{ACME, named, naming};
use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::organization::{self, Issues, Origin};
use crate::domain::kinds::review::{self, Event, Points};
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::nobody::declines;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

/// How many months lie between two looks at the context where nobody says otherwise.
const A_YEAR: u32 = 12;

/// No issue that bears on the AIMS is named.
pub static ISSUES_MISSING: Rule = Rule {
    code: "AIMS-W808",
    name: "issues",
    sentence: "No issue that bears on the AIMS is named.",
    clauses: &["4.1"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "Scope, risks and objectives follow from the context.",
    mend: "Name issues from outside and inside.",
    raise: |asked| {
        if !naming(asked, organization::ISSUES, Issues::ISSUE).is_empty() {
            return nothing();
        }
        at(
            "issues",
            "No issue that bears on the AIMS is named, from outside or inside.",
        )
        .into()
    },
    example: ACME.change("issues: Law | external | duties"),
    ..Rule::PLAIN
};

/// Only outside or only inside issues are named.
pub static ISSUES_ONE_SIDED: Rule = Rule {
    code: "AIMS-W809",
    name: "issues-one-sided",
    sentence: "Only outside or only inside issues are named.",
    clauses: &["4.1"],
    class: Class::S_PLANNED,
    why: "What bears on the AIMS comes from both sides.",
    mend: "Name an issue of the other side.",
    of: Subject::Each(|asked| !asked.record.get(organization::ISSUES).is_empty()),
    raise: |asked| {
        let rows = naming(asked, organization::ISSUES, Issues::ISSUE);
        if rows.is_empty() {
            return nothing();
        }
        let has = |origin: Origin| rows.iter().any(|row| row.get(Issues::ORIGIN) == Some(origin));
        let sentence = match (has(Origin::External), has(Origin::Internal)) {
            (true, true) => return nothing(),
            (true, false) => "Only outside issues are named, none from inside.",
            (false, true) => "Only inside issues are named, none from outside.",
            (false, false) => "No issue says whether it is one from outside or from inside.",
        };
        at("issues", sentence).into()
    },
    example: ACME
        .before("name: Acme; issues: Law | external | duties")
        .change("issues: Law | external | duties\nStaff leave | internal | knowledge is lost"),
    ..Rule::PLAIN
};

/// An issue does not say what it does to the AIMS.
pub static ISSUE_EFFECT: Rule = Rule {
    code: "AIMS-W810",
    name: "issue-effect",
    sentence: "An issue does not say what it does to the AIMS.",
    clauses: &["4.1"],
    class: Class::ADVICE_PLANNED,
    why: "Only what follows from an issue can be planned for.",
    mend: "Say what follows from it.",
    of: Subject::Each(|asked| !asked.record.get(organization::ISSUES).is_empty()),
    raise: |asked| {
        let rows = asked.record.get(organization::ISSUES);
        let silent: Vec<_> = rows.into_iter().filter(|row| !row.says(Issues::EFFECT)).collect();
        if silent.is_empty() {
            return nothing();
        }
        let sentence = format!("It is not said what follows for the AIMS from {}.", named(&silent));
        at("issues", sentence).into()
    },
    example: ACME
        .before("name: Acme; issues: Law | external")
        .change("issues: Law | external | duties"),
    ..Rule::PLAIN
};

/// It is not said whether climate change is an issue.
pub static CLIMATE_UNANSWERED: Rule = Rule {
    code: "AIMS-W803",
    name: "climate",
    sentence: "It is not said whether climate change is an issue.",
    clauses: &["4.1"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "The clause asks the organization to decide it.",
    mend: "Decide whether it is relevant, and why.",
    raise: |asked| {
        if asked.record.get(organization::CLIMATE).is_some() {
            return nothing();
        }
        at("climate", "It is not said whether climate change is an issue.").into()
    },
    example: ACME.change("climate: not relevant"),
    ..Rule::PLAIN
};

/// The day to look at an issue again is past.
pub static ISSUE_REVIEW: Rule = Rule {
    code: "AIMS-E801",
    name: "issue-review",
    sentence: "To look at an issue again was due.",
    clauses: &["4.1"],
    class: Class::OWN,
    why: "The organization set the day itself.",
    mend: "Look at it again and set the next day.",
    of: Subject::Each(|asked| !asked.record.get(organization::ISSUES).is_empty()),
    raise: |asked| {
        let last = last_look(asked);
        let interval = issue_interval(asked.register);
        // Without a look and without a day they are looked at a year after the AIMS began.
        let needed = asked.record.get(organization::AIMS_SINCE);
        let needed = needed.and_then(|since| Interval::usual_months(A_YEAR).after(since));
        let due = |row: &Row<'_, Issues>| {
            // When a row was added is not known: its own day counts from today.
            let own = intervals::within_reach(row.get(Issues::REVIEW), interval, asked.today);
            let own = own.filter(|own| last.is_none_or(|last| *own > last));
            intervals::due(own, last.filter(|_| own.is_none()), interval).or(needed)
        };
        let rows = asked.record.get(organization::ISSUES).into_iter();
        let late = rows.filter_map(|row| Some((due(&row)?, row)));
        let mut late: Vec<_> = late.filter(|(due, _)| due.day < asked.today).collect();
        late.sort_by_key(|(due, _)| (!due.is_said, due.day));
        let Some((first, _)) = late.first().copied() else {
            return nothing();
        };
        let rows: Vec<_> = late.iter().map(|(_, row)| *row).collect();
        first.raise(asked, "issues", |day| {
            format!("To look again at {} was due on {day}.", named(&rows))
        })
    },
    example: ACME
        .before("name: Acme; issues: Law | external | duties | 2026-09-01")
        .change("issues: Law | external | duties | 2027-09-01"),
    ..Rule::PLAIN
};

/// Returns how often the issues are looked at: as the cadence of the review of the context says, else every year.
pub fn issue_interval(register: &Register) -> Interval {
    Interval::of_event(register, Event::ContextReview).unwrap_or(Interval::usual_months(A_YEAR))
}

/// The scope of the AIMS is not stated.
pub static SCOPE_MISSING: Rule = Rule {
    code: "AIMS-W801",
    name: "scope-statement",
    sentence: "The scope of the AIMS is not stated.",
    clauses: &["4.3"],
    class: Class::S_PLANNED_MAJOR,
    once_begun: true,
    why: "Everything else is asked of what lies in the scope.",
    mend: "State the scope here, also where a document of its own says more.",
    raise: |asked| {
        let scope = asked.record.get(organization::SCOPE);
        if !scope.is_empty() && !declines(scope) {
            return nothing();
        }
        at("scope", "The scope of the AIMS is not stated.").into()
    },
    example: ACME.change("scope: All of it"),
    ..Rule::PLAIN
};

/// Returns the day on which the issues were last looked at: by a review of the context, or by a management review in which
/// something was said about them.
fn last_look(asked: &Asked<'_>) -> Option<NaiveDate> {
    let checklists = &asked.register.catalogue().checklists;
    let inputs = checklists.iter().flat_map(|checklist| &checklist.items);
    let points: Vec<_> = inputs
        .filter(|item| item.id == "context")
        .map(|item| &*item.text)
        .collect();
    intervals::last_review(asked.register, asked.record, asked.today, |event, review| match event {
        Event::ContextReview => true,
        Event::ManagementReview => review
            .get(review::POINTS)
            .into_iter()
            .any(|row| row.says(Points::SAID) && points.contains(&row.get(Points::POINT))),
        _ => false,
    })
}
