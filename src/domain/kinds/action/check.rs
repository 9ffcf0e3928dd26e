//! Check rules of actions: owner and due day, waiting in circles, being late, checks of the effect.

use chrono::NaiveDate;

use crate::domain::kinds::action::Redatings;
use crate::domain::kinds::check::intervals;
use crate::domain::kinds::organization::check::people::unowned;
use crate::domain::kinds::risk::Covered;
use crate::domain::kinds::{action, finding, review, risk};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Raised, Rule, Subject, at, nothing};
use crate::domain::record::id::Id;
use crate::domain::record::rules::{Example, Fields};
use crate::domain::register::Register;

/// The check rules of actions.
pub static RULES: &[&Rule] = &[
    &UNASSIGNED,
    &CORRECTIVE_LATE,
    &DECIDED_LATE,
    &LATE,
    &OTHER_LATE,
    &WAITS_IN_CIRCLE,
    &EFFECT_UNCHECKED,
    &FOR_NOTHING,
];

/// A risk above the appetite that the example's action treats.
const BESIDE: &[(&str, &str, Fields)] = &[(
    "risk",
    "R-00001",
    "title: Leak; owner: ana; current: 5 5/5/5; status: open",
)];
const FILTER: Example = Example::of(
    "T-00000",
    "title: Filter; status: open; risks: R-00001; owner: ana; due: +1m",
)
.beside(BESIDE);

static UNASSIGNED: Rule = Rule {
    code: "AIMS-W401",
    name: "action-unassigned",
    sentence: "It treats an open risk and has no owner or no day.",
    class: Class::ADVICE_PLANNED,
    why: "What nobody does by no day is not done.",
    mend: "Set `owner` and `due`.",
    of: Subject::Each(|asked| asked.record.is_open() && treats_open_risk(asked.register, asked.record)),
    raise: |asked| {
        let mut found = nothing();
        found.extend(unowned(asked, "It treats an open risk, and nobody answers for it."));
        if asked.record.get(action::DUE).is_none() {
            found.push(at("due", "It treats an open risk, and no day is set."));
        }
        found
    },
    example: FILTER
        .before("title: Filter; status: open; risks: R-00001; owner: ana")
        .change("due: +1m"),
    ..Rule::PLAIN
};

/// A corrective action is late.
pub static CORRECTIVE_LATE: Rule = Rule {
    code: "AIMS-E705",
    name: "corrective-late",
    sentence: "A corrective action is late.",
    clauses: &["10.2"],
    class: Class::S_DONE,
    hides: &["AIMS-E729", "AIMS-E406", "AIMS-E410"],
    why: "The cause of a nonconformity goes on until it is acted on.",
    mend: "Do it, or set another day with a reason.",
    of: Subject::Each(|asked| asked.record.is_open() && serves_nonconformity(asked.register, asked.record)),
    raise: |asked| {
        late(asked, |due| {
            format!("It corrects a nonconformity and was due on {due}.")
        })
    },
    example: Example::of(
        "T-00000",
        "title: Filter; status: open; serves: F-00001; owner: ana; due: -3m",
    )
    .beside(&[(
        "finding",
        "F-00001",
        "title: No logs; grade: minor; status: open; raised: -1m; owner: ana; due: +3m",
    )])
    .change("status: done; closed: today"),
    ..Rule::PLAIN
};

/// An action decided in a management review is late.
pub static DECIDED_LATE: Rule = Rule {
    code: "AIMS-E729",
    name: "decided-late",
    sentence: "An action decided in a management review is late.",
    clauses: &["9.3.3", "9.3.2"],
    class: Class::S_DONE,
    hides: &["AIMS-E406", "AIMS-E410"],
    why: "The next review looks at what became of what this one decided.",
    mend: "Do it, or set another day with a reason.",
    of: Subject::Each(|asked| asked.record.is_open() && is_decided_by_management(asked.register, asked.record)),
    raise: |asked| {
        late(asked, |due| {
            format!("A management review decided it, and it was due on {due}.")
        })
    },
    example: Example::of("T-00000", "title: Filter; status: open; owner: ana; due: -3m")
        .beside(&[(
            "review",
            "V-00001",
            "title: Review; event: management review; date: -4m; status: held; held: -4m; \
             decisions: Filter | improvement | T-00000",
        )])
        .change("status: done; closed: today"),
    ..Rule::PLAIN
};

/// An action of the treatment plan is late.
pub static LATE: Rule = Rule {
    code: "AIMS-E406",
    name: "treatment-late",
    sentence: "An action of the treatment plan is late.",
    clauses: &["8.3"],
    class: Class::S_DONE,
    hides: &["AIMS-E410"],
    why: "The plan that was approved is carried out.",
    mend: "Do it, or set another day with a reason and have the plan approved again.",
    of: Subject::Each(|asked| asked.record.is_open() && treats_open_risk(asked.register, asked.record)),
    raise: |asked| late(asked, |due| format!("It treats an open risk and was due on {due}.")),
    example: FILTER
        .before("title: Filter; status: open; risks: R-00001; owner: ana; due: -3m")
        .change("status: done; closed: today"),
    ..Rule::PLAIN
};

/// An action is late that treats no open risk, corrects nothing and was not decided in a management review.
pub static OTHER_LATE: Rule = Rule {
    code: "AIMS-E410",
    name: "action-late",
    sentence: "An action that serves a requirement, an objective or something else is late.",
    clauses: &["8.1"],
    class: Class::OWN,
    why: "The organization set the day itself, and what the action serves waits for it.",
    mend: "Do it, or set another day with a reason.",
    of: Subject::Each(|asked| asked.record.is_open() && !action::serves_nothing_open(asked.register, asked.record)),
    raise: |asked| {
        let record = asked.record;
        let served = record.get(action::REQUIREMENTS).into_iter();
        let served: Vec<_> = served.chain(record.get(action::SERVES)).map(Id::as_str).collect();
        let clause = record.get(action::REQUIREMENTS).into_iter().next();
        let raised = late(asked, |due| match served[..] {
            [] => format!("It was due on {due}."),
            _ => format!("It serves {} and was due on {due}.", served.join(", ")),
        });
        let under = |raised: Raised| match clause {
            Some(clause) => raised.under(clause.as_str()),
            None => raised,
        };
        raised.into_iter().map(under).collect()
    },
    example: Example::of(
        "T-00000",
        "title: Teach; status: open; requirements: 7.2; owner: ana; due: -3m",
    )
    .change("status: done; closed: today"),
    ..Rule::PLAIN
};

/// An action waits for itself.
pub static WAITS_IN_CIRCLE: Rule = Rule {
    code: "AIMS-E403",
    name: "waits-in-circle",
    sentence: "It waits for itself.",
    class: Class::ADVICE_REGISTER,
    why: "None of the actions of the circle can ever begin.",
    mend: "Take one of the actions out of `waits_for`.",
    raise: |asked| {
        let (record, register) = (asked.record, asked.register);
        let waits: Vec<_> = record.get(action::WAITS_FOR).into_iter().cloned().collect();
        let Some(way) = action::way_back(register, record.id(), &waits) else {
            return nothing();
        };
        let way: Vec<_> = way.iter().map(crate::domain::kinds::check::visible).collect();
        let sentence = format!("It waits for itself: it waits for {}.", way.join(", which waits for "));
        at("waits_for", sentence).into()
    },
    example: Example::of("T-00000", "title: Filter; waits_for: T-00002")
        .beside(&[("action", "T-00002", "title: Buy; waits_for: T-00000")])
        .change("waits_for:"),
    ..Rule::PLAIN
};

static EFFECT_UNCHECKED: Rule = Rule {
    code: "AIMS-W403",
    name: "effect-unchecked",
    sentence: "Its effect was not checked in time.",
    clauses: &["8.3"],
    class: Class::S_DONE,
    why: "A measure that is done may still have no effect on the risk.",
    mend: "Check the effect and say so in `effective`.",
    of: Subject::Each(|asked| {
        // Of what only made somebody competent the rule about competence says it.
        let is_for_risk = !asked.record.get(action::RISKS).is_empty() || !action::teaches(asked.register, asked.record);
        action::may_await_check(asked.record) && is_for_risk
    }),
    raise: |asked| {
        let day = action::check_due(asked.register, asked.record).filter(|day| *day < asked.today);
        let Some(day) = day else {
            let is_undated = action::is_undated_effect(asked.register, asked.record);
            let sentence = "It is done, nobody says since when, and its effect was not checked.";
            return is_undated.then(|| at("closed", sentence)).into_iter().collect();
        };
        at("check_by", format!("Its effect was to be checked by {day}."))
            .late_since(day)
            .into()
    },
    example: FILTER
        .before("title: Filter; status: done; risks: R-00001; owner: ana; check_by: -3m")
        .change("effective: yes"),
    ..Rule::PLAIN
};

static FOR_NOTHING: Rule = Rule {
    code: "AIMS-W408",
    name: "action-for-nothing",
    sentence: "All risks it treats are closed or retired.",
    class: Class::ADVICE_REGISTER,
    why: "Somebody works on what nobody needs any more.",
    mend: "Cancel it with a reason, or name what it serves.",
    of: Subject::Each(|asked| action::serves_nothing_open(asked.register, asked.record)),
    raise: |_| {
        at(
            "risks",
            "It treats only risks that are closed or retired, and serves nothing else.",
        )
        .into()
    },
    example: FILTER
        .beside(&[("risk", "R-00001", "title: Leak; status: closed")])
        .change("status: cancelled; reason: gone"),
    ..Rule::PLAIN
};

fn treats_open_risk(register: &Register, action: &Record) -> bool {
    let risks = action.get(action::RISKS).into_iter();
    let mut risks = risks.filter_map(|id| register.get(id.as_str()));
    risks.any(|risk| risk.is_open() && !risk.is_retired())
}

/// Raises that an action is past its day; where it says none, past the day that was recorded last; where it was put off to a day so
/// far ahead that nobody will look, past the last one before.
fn late(asked: &Asked<'_>, sentence: impl Fn(NaiveDate) -> String) -> Vec<Raised> {
    let said = asked.record.get(action::DUE);
    let said = said.or_else(|| recorded_due(asked.register, asked.record));
    let in_reach = |day: &NaiveDate| intervals::within_reach(Some(*day), action::USUAL, asked.today).is_some();
    let before = || {
        let rows = asked.record.get(action::REDATED).into_iter();
        let days = rows.filter_map(|row| row.get(Redatings::FROM));
        days.filter(in_reach).max()
    };
    let due = said.filter(in_reach).or_else(before);
    let due = due.filter(|due| *due < asked.today);
    due.map_or_else(nothing, |due| at("due", sentence(due)).late_since(due).into())
}

/// Returns the last day that an action is recorded to have had: of its re-datings, or of the approved plans of its risks.
fn recorded_due(register: &Register, action: &Record) -> Option<NaiveDate> {
    let redated = action.get(action::REDATED).into_iter();
    let redated = redated.filter_map(|row| row.get(Redatings::TO));
    let risks = action
        .get(action::RISKS)
        .into_iter()
        .filter_map(|id| register.get(id.as_str()));
    let covers = risks.flat_map(|risk| risk.get(risk::PLAN_COVERS));
    let covers = covers.filter(|row| row.get(Covered::ACTION) == action.id().as_str());
    redated.chain(covers.filter_map(|row| row.get(Covered::DUE))).max()
}

/// Tells whether an action serves a nonconformity.
pub fn serves_nonconformity(register: &Register, action: &Record) -> bool {
    let served = action.get(action::SERVES).into_iter();
    let mut served = served.filter_map(|id| register.get(id.as_str()));
    served.any(|record| {
        record.is(&finding::KIND) && (finding::is_nonconformity(record) || record.get(finding::GRADE).is_none())
    })
}

/// Tells whether a management review decided an action.
fn is_decided_by_management(register: &Register, action: &Record) -> bool {
    register.linked_of(&review::KIND, action.id()).any(|review| {
        review.get(review::EVENT) == Some(review::Event::ManagementReview)
            && review.stored(review::DECISIONS).ids().any(|id| id == action.id())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::check::testing::{
        date, due_action, open_action, risk_above_appetite, today, treatment_codes,
    };
    use crate::domain::kinds::risk;

    #[test]
    fn an_action_of_an_open_risk_needs_an_owner_and_a_day() {
        let open = risk_above_appetite(risk::Status::Open);
        assert_eq!(
            treatment_codes(vec![open_action("T-00001"), open.clone()]),
            ["AIMS-W401", "AIMS-W401"]
        );
        assert_eq!(treatment_codes(vec![due_action("T-00001"), open]), [""; 0]);
    }

    #[test]
    fn an_open_action_serves_something_that_counts() {
        let closed = risk_above_appetite(risk::Status::Closed);
        assert_eq!(
            treatment_codes(vec![due_action("T-00001"), closed.clone()]),
            ["AIMS-W408"]
        );
        assert_eq!(
            treatment_codes(vec![due_action("T-00001"), risk_above_appetite(risk::Status::Open)]),
            [""; 0]
        );
        let serves = due_action("T-00001").with(action::SERVES, vec![Id::new("F-00001")]);
        assert_eq!(treatment_codes(vec![serves, closed.clone()]), [""; 0]);
        let done = due_action("T-00001").with(action::STATUS, action::Status::Done);
        assert_eq!(treatment_codes(vec![done, closed]), [""; 0]);
    }

    #[test]
    fn waiting_in_a_circle_is_found_from_every_side() {
        let waits = |id: &str, other: &str| due_action(id).with(action::WAITS_FOR, vec![Id::new(other)]);
        let (one, two, three) = (
            waits("T-00001", "T-00002"),
            waits("T-00002", "T-00001"),
            waits("T-00003", "T-00001"),
        );
        assert_eq!(treatment_codes(vec![one.clone(), two.clone()]), ["AIMS-E403"]);
        assert_eq!(treatment_codes(vec![two.clone(), one.clone()]), ["AIMS-E403"]);
        assert_eq!(
            treatment_codes(vec![three, one, two]),
            [""; 0],
            "it waits for a circle and is in none"
        );
    }

    #[test]
    fn an_effect_not_checked_in_time_is_found() {
        let done = due_action("T-00001").with(action::STATUS, action::Status::Done);
        assert_eq!(
            treatment_codes(vec![done.clone().with(action::CHECK_BY, today())]),
            [""; 0]
        );
        let late = done.with(action::CHECK_BY, date("2026-11-22"));
        assert_eq!(treatment_codes(vec![late.clone()]), ["AIMS-W403"]);
        assert_eq!(
            treatment_codes(vec![late.with(action::EFFECTIVE, action::Effect::Partly)]),
            [""; 0]
        );
    }

    #[test]
    fn the_effect_on_a_risk_above_the_appetite_is_checked_within_90_days() {
        let done = due_action("T-00001").with(action::STATUS, action::Status::Done);
        let score: crate::domain::method::score::Score = "5 5/5/5".parse().expect("a score");
        let risk = risk_above_appetite(risk::Status::Open).with(risk::INHERENT, score);
        let codes = |closed: &str| treatment_codes(vec![done.clone().with(action::CLOSED, date(closed)), risk.clone()]);
        assert_eq!(codes("2026-09-30"), [""; 0]);
        assert_eq!(codes("2026-08-01"), ["AIMS-W403"]);
        let mut register = Register::default();
        register.put(risk.clone());
        let late = done.clone().with(action::CLOSED, date("2026-08-01"));
        assert_eq!(
            late.days_late(&register, today()),
            Some(24),
            "filters, lists and Today count it"
        );
        assert_eq!(
            late.with(action::EFFECTIVE, action::Effect::Yes)
                .due(&register, today()),
            None
        );
    }

    #[test]
    fn a_late_action_is_told_once() {
        let late = due_action("T-00001").with(action::DUE, date("2026-11-22"));
        let risk = risk_above_appetite(risk::Status::Open);
        assert_eq!(treatment_codes(vec![late.clone(), risk.clone()]), ["AIMS-E406"]);
        let finding = crate::domain::record::Record::new(&finding::KIND, "F-00001".into())
            .with(finding::GRADE, finding::Grade::Minor);
        let corrective = late.clone().with(action::SERVES, vec![Id::new("F-00001")]);
        assert_eq!(treatment_codes(vec![corrective, risk, finding]), ["AIMS-E705"]);
        let of_requirement = late.clone().with(action::REQUIREMENTS, vec![Id::new("7.2")]);
        assert_eq!(
            treatment_codes(vec![of_requirement.clone(), risk_above_appetite(risk::Status::Open)]),
            ["AIMS-E406"]
        );
        let closed = risk_above_appetite(risk::Status::Closed);
        assert_eq!(treatment_codes(vec![of_requirement, closed.clone()]), ["AIMS-E410"]);
        assert_eq!(
            treatment_codes(vec![late.with(action::RISKS, Vec::<Id>::new())]),
            ["AIMS-E410"]
        );
        assert_eq!(
            treatment_codes(vec![
                due_action("T-00001").with(action::DUE, date("2026-11-22")),
                closed
            ]),
            ["AIMS-W408"]
        );
    }
}
