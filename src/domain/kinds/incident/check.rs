//! Check rules of incidents: reports and answers to those who raised them, and lessons.

use chrono::Days;

use crate::domain::kinds::check::applies;
use crate::domain::kinds::check::intervals::{Interval, happened};
use crate::domain::kinds::incident::Reports;
use crate::domain::kinds::organization::{self, ChannelUse, Channels};
use crate::domain::kinds::system::duties;
use crate::domain::kinds::{finding, incident};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::{Example, Fields};
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

/// The check rules of incidents.
pub static RULES: &[&Rule] = &[
    &UNLEARNED,
    &UNJUDGED,
    &REPORT_OVERDUE,
    &REPORT_UNDATED,
    &REPORT_UNDECIDED,
    &UNANSWERED,
    &REPORT_UNPLANNED,
];

/// Whether somebody outside is told is asked once the control of it is decided.
const DECIDED: &[(&str, &str, Fields)] = &[("control", "A.8.4", "applicability: applicable")];

const OUTAGE: Example = Example::of(
    "I-00000",
    "title: Outage; happened: 2026-11-01; noticed: 2026-11-01; severity: serious; status: closed",
);

static UNLEARNED: Rule = Rule {
    code: "AIMS-W807",
    name: "incident-unlearned",
    sentence: "It was serious, and neither a finding nor a lesson came of it.",
    clauses: &["10.2"],
    class: Class::ADVICE,
    why: "What happened once happens again where nobody looks for the cause.",
    mend: "Write the lessons, or raise a finding from it.",
    // While it is open there is time to learn.
    of: Subject::Each(|asked| {
        let over = asked
            .record
            .get(incident::STATUS)
            .is_some_and(|status| status != incident::Status::Open);
        over && asked.record.get(incident::SEVERITY) == Some(incident::Severity::Serious)
    }),
    raise: |asked| {
        let mut raised = asked.register.linked_of(&finding::KIND, asked.record.id());
        if !asked.record.get(incident::LESSONS).is_empty() || !raised.all(Record::is_retired) {
            return nothing();
        }
        at(
            "lessons",
            "It was serious, and neither a finding nor a lesson came of it.",
        )
        .into()
    },
    example: OUTAGE.change("lessons: Test the switch"),
    ..Rule::PLAIN
};

/// Nobody said how severe an incident is, so that no rule on serious ones asks it.
static UNJUDGED: Rule = Rule {
    code: "AIMS-W881",
    name: "incident-unjudged",
    sentence: "It is not said how severe it is.",
    clauses: &["A.8.4"],
    class: Class::ADVICE,
    why: "Only what is known to be serious is reported, looked into and learned from.",
    mend: "Say how severe it is.",
    raise: |asked| {
        if asked.record.get(incident::SEVERITY).is_some() {
            return nothing();
        }
        at("severity", "It is not said how severe it is.").into()
    },
    example: OUTAGE
        .before("title: Outage; happened: 2026-11-01; noticed: 2026-11-01; status: open")
        .change("severity: minor"),
    ..Rule::PLAIN
};

/// A report of an incident was not made by its day.
pub static REPORT_OVERDUE: Rule = Rule {
    code: "AIMS-E805",
    name: "report-overdue",
    sentence: "A report was not made by its day.",
    clauses: &["A.8.4", "A.8.5"],
    class: Class::OWN,
    why: "Authorities and customers are told within days that others set.",
    mend: "Make the report and say when it was made.",
    raise: |asked| {
        let late = asked.record.days_late(asked.register, asked.today).is_some();
        let Some((by, to)) = incident::next_report(asked.record).filter(|_| late) else {
            return nothing();
        };
        at("reports", format!("It was to be reported to {to} by {by}.")).into()
    },
    example: OUTAGE
        .before("title: Outage; happened: 2026-11-01; severity: serious; status: open; reports: 2026-11-10 | Authority")
        .beside(DECIDED)
        .change("reports: 2026-11-10 | Authority | 2026-11-09"),
    ..Rule::PLAIN
};

/// A report of an incident says neither by when it is to be made nor that it was.
static REPORT_UNDATED: Rule = Rule {
    code: "AIMS-W882",
    name: "report-undated",
    sentence: "A report has no day by which it is to be made, and was not made.",
    clauses: &["A.8.4", "A.8.5"],
    class: Class::OWN,
    why: "What has no day is never late, and nobody makes it.",
    mend: "Say by when it is to be made, or when it was.",
    raise: |asked| {
        let Some(to) = incident::undated_report(asked.record) else {
            return nothing();
        };
        let sentence = format!("It is to be reported to {to}, and it is said neither by when nor that it was.");
        at("reports", sentence).into()
    },
    example: OUTAGE
        .before("title: Outage; happened: 2026-11-01; severity: serious; status: open; reports: | Authority")
        .beside(DECIDED)
        .change("reports: | Authority | 2026-11-09"),
    ..Rule::PLAIN
};

static REPORT_UNDECIDED: Rule = Rule {
    code: "AIMS-W880",
    name: "report-undecided",
    sentence: "A serious incident has neither a report nor why none.",
    clauses: &["A.8.4"],
    class: Class::S_DONE,
    why: "Whether somebody outside is told is decided, not forgotten.",
    mend: "Say who is to be told by when, or why nobody outside is.",
    // A control that nobody decided about is told by itself, and asks nothing else.
    of: Subject::Each(|asked| may_be_serious(asked.record) && applies(asked.register, "A.8.4")),
    raise: |asked| {
        if !asked.record.get(incident::REPORTS).is_empty() || !asked.record.get(incident::NO_REPORT).is_empty() {
            return nothing();
        }
        let sentence = match asked.record.get(incident::SEVERITY) {
            Some(_) => "It was serious, and it is neither said who is told nor why nobody is.",
            None => "It is said neither how severe it is, nor who is told or why nobody is.",
        };
        at("reports", sentence).into()
    },
    example: OUTAGE
        .beside(DECIDED)
        .change("no_report_reason: nobody outside was touched"),
    ..Rule::PLAIN
};

/// A concern or a report was not answered.
pub static UNANSWERED: Rule = Rule {
    code: "AIMS-E541",
    name: "concern-unanswered",
    sentence: "A concern or report was not answered.",
    clauses: &["A.3.3", "A.8.3"],
    class: Class::S_DONE,
    why: "Who gets no answer reports nothing again.",
    mend: "Answer who raised it, and say on which day.",
    // A control that nobody decided about is told by itself, and asks nothing else.
    of: Subject::Each(|asked| way_in(asked.record).is_some_and(|(control, _)| applies(asked.register, control))),
    raise: |asked| {
        let Some((control, channel)) = way_in(asked.record) else {
            return nothing();
        };
        let said = |field| happened(asked.record.get(field), asked.today);
        let raised = said(incident::NOTICED).or_else(|| said(incident::HAPPENED));
        // Nothing was answered before it came in.
        let is_after = |day| raised.is_none_or(|raised| day >= raised);
        let is_answered = said(incident::ANSWERED).is_some_and(is_after);
        let within = answered_within(asked.register, channel).within(Interval::usual_months(LONG_ANSWER), asked.today);
        if !is_answered && raised.is_none() {
            let sentence = "It was not answered, and it is not said when it came in.";
            return at("answered", sentence).under(control).into();
        }
        let Some(due) = raised.and_then(|day| within.after(day)) else {
            return nothing();
        };
        if is_answered || due.day >= asked.today {
            return nothing();
        }
        at("answered", format!("It was to be answered by {}.", due.day))
            .late_since(due.day)
            .under(control)
            .into()
    },
    example: OUTAGE
        .before("title: Unease; nature: concern; happened: 2026-06-01; severity: minor; status: open")
        .beside(&[("control", "A.3.3", "applicability: applicable")])
        .change("answered: -1d"),
    ..Rule::PLAIN
};

/// Of a serious incident of a system of high risk no report to the authority is planned in time.
pub static REPORT_UNPLANNED: Rule = Rule {
    code: "AIMS-W907",
    name: "report-unplanned",
    sentence: "No report to the authority is planned in time.",
    clauses: &["4.2"],
    class: Class::OTHER,
    why: "The law gives 15 days for a serious incident of a system of high risk, 10 after a death and 2 for a widespread one: \
          check since when they count; this is no legal advice.",
    mend: "Say who is to be told by when: the authority; as a customer, the provider.",
    of: Subject::Each(|asked| may_be_serious(asked.record) && is_under_the_act(asked)),
    raise: |asked| {
        let record = asked.record;
        let days = match record.get(incident::ACT_CLASS) {
            Some(incident::ActClass::NotSerious) => return nothing(),
            Some(incident::ActClass::Death) => 10,
            Some(incident::ActClass::Widespread) => 2,
            _ => 15,
        };
        let noticed = record.get(incident::NOTICED).or(record.get(incident::HAPPENED));
        let Some(last) = noticed.and_then(|day| day.checked_add_days(Days::new(days))) else {
            return nothing();
        };
        let in_time = |row: Row<'_, Reports>| row.get(Reports::BY).is_some_and(|by| by <= last);
        if record.get(incident::REPORTS).into_iter().any(in_time) {
            return nothing();
        }
        at("reports", format!("No report is planned by {last}.")).into()
    },
    ..Rule::PLAIN
};

/// Tells whether an incident is serious, or nobody judged how severe it is.
fn may_be_serious(incident: &Record) -> bool {
    matches!(
        incident.get(incident::SEVERITY),
        Some(incident::Severity::Serious) | None
    )
}

/// Tells whether an incident is of a system to which duties of high risk apply already.
fn is_under_the_act(asked: &Asked<'_>) -> bool {
    let systems = asked.record.get(incident::SYSTEMS).into_iter();
    let mut systems = systems.filter_map(|id| asked.register.get(id.as_str()));
    systems.any(|one| {
        let mut duties = duties::of(asked.register, one).into_iter();
        duties.any(|(day, duty)| duties::is_of_high_risk(duty) && day.is_some_and(|day| day <= asked.today))
    })
}

/// Returns the control that asks for an answer to what came in, and the use of the channels for it.
fn way_in(incident: &Record) -> Option<(&'static str, ChannelUse)> {
    let Some(nature) = incident.get(incident::NATURE) else {
        // What somebody raised, or was answered, is no event that was only noticed.
        let came_in = [
            incident::RAISED_BY.index(),
            incident::ANSWERED.index(),
            incident::ANSWER.index(),
        ];
        return came_in
            .iter()
            .any(|field| !incident.lacks(*field))
            .then_some(("A.3.3", ChannelUse::Concerns));
    };
    match nature {
        incident::Nature::Concern => Some(("A.3.3", ChannelUse::Concerns)),
        incident::Nature::Report => Some(("A.8.3", ChannelUse::Reports)),
        incident::Nature::Event => None,
    }
}

/// Within how many months who reports something is answered at the latest usual; what a channel promises counts up to twice that.
const LONG_ANSWER: u32 = 3;

/// Returns within what time those are answered who use a channel; 30 days where no channel says.
fn answered_within(register: &Register, of: ChannelUse) -> Interval {
    let organization = register.get(organization::ID);
    let rows = organization
        .map(|organization| organization.get(organization::CHANNELS))
        .unwrap_or_default();
    let mut of_use = rows.into_iter().filter(|row| row.get(Channels::USE) == Some(of));
    let within = of_use.find_map(|row| Interval::said(row.get(Channels::WITHIN)));
    within
        .or_else(|| Interval::said("30 days"))
        .unwrap_or_else(|| Interval::usual_months(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};
    use crate::domain::kinds::check::of;
    use crate::domain::kinds::check::testing::{self, date};
    use crate::domain::kinds::control;

    use crate::domain::record::id::Id;
    use crate::domain::record::value::Value;

    fn incident(by: &str, reported: Option<&str>) -> Record {
        let row = [date(by).into(), Value::text("Authority"), reported.map(date).into()];
        Record::new(&incident::KIND, "I-00000".into())
            .with(incident::TITLE, "Crisis not seen")
            .with(incident::HAPPENED, date("2026-11-01"))
            .with(incident::SEVERITY, incident::Severity::Serious)
            .with(incident::STATUS, incident::Status::Open)
            .with(incident::REPORTS, Value::set(vec![Value::Row(row.into())]))
    }

    fn found(record: &Record, others: Vec<Record>) -> Vec<(&'static Rule, &'static str)> {
        testing::found(record, others, &[&REPORT_OVERDUE, &UNLEARNED])
    }

    #[test]
    fn reports_are_made_by_their_day() {
        assert_eq!(found(&incident("2026-11-23", None), vec![]), []);
        let late = incident("2026-11-22", None);
        assert_eq!(found(&late, vec![]), [(&REPORT_OVERDUE, "reports")]);
        assert_eq!(found(&incident("2026-11-22", Some("2026-11-23")), vec![]), []);
        assert_eq!(found(&late.with(incident::RETIRED, date("2026-11-23")), vec![]), []);
    }

    #[test]
    fn a_serious_incident_teaches_something() {
        let over = incident("2026-11-23", None).with(incident::STATUS, incident::Status::Contained);
        assert_eq!(found(&over, vec![]), [(&UNLEARNED, "lessons")]);
        let raised = Record::new(&finding::KIND, "F-00000".into())
            .with(finding::TITLE, "No rule who reports")
            .with(finding::SOURCE, Id::new("I-00000"));
        assert_eq!(found(&over, vec![raised]), []);
        assert_eq!(found(&over.clone().with(incident::LESSONS, "Ask twice"), vec![]), []);
        let mild = over.with(incident::SEVERITY, incident::Severity::Minor);
        assert_eq!(found(&mild, vec![]), []);
    }

    #[test]
    fn a_control_that_nobody_decided_about_is_not_left_out() {
        let mut register = Register::default();
        let outage = [
            ("title", "Outage"),
            ("happened", "2026-11-01"),
            ("severity", "serious"),
            ("status", "open"),
        ];
        let unease = [
            ("title", "Unease"),
            ("nature", "concern"),
            ("happened", "2026-06-01"),
            ("status", "open"),
        ];
        register.put(record(&incident::KIND, "I-00000", &outage));
        register.put(record(&incident::KIND, "I-00001", &unease));
        let raises = |register: &Register, id: &str, code: &str| {
            let problems = of(register, register.get(id).expect("the incident"), today());
            problems.iter().any(|problem| problem.rule.code == code)
        };
        for (id, code, control) in [("I-00000", "AIMS-W880", "A.8.4"), ("I-00001", "AIMS-E541", "A.3.3")] {
            assert!(
                !raises(&register, id, code),
                "{code} asks nothing while the control is undecided"
            );
            register.put(record(&control::KIND, control, &[("applicability", "included")]));
            assert!(raises(&register, id, code), "{code}");
            let excluded = [("applicability", "excluded"), ("reason", "done by others")];
            register.put(record(&control::KIND, control, &excluded));
            assert!(!raises(&register, id, code), "{code}");
        }
    }
}
