//! Check rules of systems under the EU AI Act: their class, the duties it brings, changes of systems from before. Not legal
//! advice.

use chrono::{Days, NaiveDate};

use crate::domain::catalogue::Duty;
use crate::domain::kinds::assessment;
use crate::domain::kinds::obligation::{self, Status, TakenOn};
use crate::domain::kinds::system::check::is_governed;
use crate::domain::kinds::system::{self, EuClass, duties};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Provenance, Rule, Subject, Weight, at, nothing};
use crate::domain::record::prose::some_of;
use crate::domain::record::rules::Example;
use crate::domain::register::Register;

const CHAT: Example = Example::of(
    "chat",
    "title: Chat; scope: in; roles: provider; purpose: Answers; stage: operation",
);

/// The law, before the organization took a duty on.
const UNTAKEN: Class = Class::of(Provenance::Other, Phase::Planned, Weight::Advice);

/// The law, once the organization took a duty on.
const TAKEN: Class = Class::of(Provenance::Other, Phase::Planned, Weight::Minor);

/// A duty is on its way for so many days before it begins.
const SOON: Days = Days::new(180);

/// It is not said why a system has its class, or since when it is in use.
pub static CLASS_UNFOUNDED: Rule = Rule {
    code: "AIMS-W901",
    name: "eu-class",
    sentence: "Its class under the EU AI Act, why, or since when it is in use is not said.",
    clauses: &["4.2"],
    class: UNTAKEN,
    why: "Which duties apply, and from which day, follows from them; this is no legal advice.",
    mend: "Choose the class, say why (for high risk: which annex) and since when it is in use.",
    of: Subject::Each(|asked| is_governed(asked) && is_dealt_with(asked.register)),
    raise: |asked| {
        let record = asked.record;
        let class = record.get(system::EU_CLASS);
        let is_high = class == Some(EuClass::HighRisk);
        let is_dated = is_high || class == Some(EuClass::Transparency);
        let is_live = assessment::is_deployed(record, asked.today);
        if class.is_none() {
            return at("eu_class", "It is not said of which class it is under the EU AI Act.").into();
        }
        let mut raised = nothing();
        if duties::lacks_annex(record) {
            raised.push(at(
                "eu_annex",
                "It is of high risk, and the annex is not named: III, or I for a part of a regulated product.",
            ));
        }
        if is_high && record.get(system::ROLES).is_empty() {
            raised.push(at(
                "roles",
                "It is of high risk, and it is not said whether we provide or deploy it, so its duties are not known.",
            ));
        }
        if is_dated && is_live && record.get(system::IN_USE_SINCE).is_none() {
            raised.push(at("in_use_since", "It is not said since when it is in use."));
        }
        raised
    },
    example: CHAT
        .beside(&[(
            "obligation",
            "N-00000",
            "title: Literacy; source: law; duty: literacy; taken_on: yes; status: met",
        )])
        .change("eu_class: minimal"),
    ..Rule::PLAIN
};

/// A duty that the class and the roles of a system bring is not answered.
pub static DUTY_UNANSWERED: Rule = Rule {
    code: "AIMS-W905",
    name: "duty-unanswered",
    sentence: "A duty that its class and our role bring is not answered or not met.",
    clauses: &["4.2"],
    class: UNTAKEN,
    why: "Somebody has to say how each duty is met, or why it does not apply; this is no legal advice.",
    mend: "Add an obligation with the key of the duty for the system, and say that it is met or why it does not apply.",
    of: Subject::Each(is_governed),
    raise: |asked| {
        let soon = asked.today.checked_add_days(SOON).unwrap_or(asked.today);
        let open: Vec<_> = begun_by(asked, soon)
            .filter(|(_, duty)| !is_answered(asked, duty))
            .collect();
        let Some((_, first)) = open.first() else {
            return nothing();
        };
        let names = open.iter().map(|(day, duty)| format!("{} from {day}", duty.article));
        let sentence = match open.len() {
            1 => format!("Not answered or not met: {} ({}).", some_of(names), first.title),
            many => format!("{many} duties are not answered or not met: {}.", some_of(names)),
        };
        let is_taken = |(day, duty): &(NaiveDate, &Duty)| *day <= asked.today && is_taken_on(asked.register, duty);
        let class = if open.iter().any(is_taken) { TAKEN } else { UNTAKEN };
        at("eu_class", sentence).class(class).into()
    },
    example: CHAT
        .before("title: Chat; scope: in; roles: provider; purpose: Answers; stage: operation; eu_class: minimal")
        .beside(&[(
            "obligation",
            "N-00000",
            "title: Prohibited; source: law; duty: prohibited; taken_on: yes; status: met",
        )])
        .change("eu_class: not covered"),
    ..Rule::PLAIN
};

/// A significant change brings a system from before the Act under it.
pub static BROUGHT_UNDER: Rule = Rule {
    code: "AIMS-W908",
    name: "brought-under-the-act",
    sentence: "A significant change brings a system that was in use before under the EU AI Act.",
    clauses: &["4.2"],
    class: Class::OTHER,
    why: "A system of high risk from before the day of its duties falls under them from a significant change of design on; this \
          is no legal advice.",
    mend: "Answer the duty by an obligation for the system.",
    of: Subject::Each(|asked| is_governed(asked) && asked.record.get(system::EU_CLASS) == Some(EuClass::HighRisk)),
    raise: |asked| {
        let Some(since) = asked.record.get(system::IN_USE_SINCE) else {
            return nothing();
        };
        let duties = duties::of(asked.register, asked.record).into_iter();
        let mut duties = duties.filter_map(|(day, duty)| Some((day?, duty)));
        let brought = |(day, duty): &(NaiveDate, &Duty)| {
            *day <= asked.today
                && duties::is_of_high_risk(duty)
                && since < *day
                && duties::is_changed_after(asked.register, asked.record, *day, asked.today)
                && !is_answered(asked, duty)
        };
        match duties.find(brought) {
            Some((_, duty)) => {
                let sentence = format!(
                    "It was in use before, and a significant change brings it under {}.",
                    duty.article
                );
                at("in_use_since", sentence).into()
            }
            None => nothing(),
        }
    },
    ..Rule::PLAIN
};

/// Tells whether the organization deals with the Act: an obligation names a duty of the catalogue.
fn is_dealt_with(register: &Register) -> bool {
    let known = &register.catalogue().duties;
    let names = |one: &Record| known.iter().any(|duty| duty.key == one.get(obligation::DUTY));
    register
        .of(&obligation::KIND)
        .any(|one| !one.is_retired() && names(one))
}

/// Returns the duties of a system that have begun by a day. One of high risk that was in use before its day has those of high
/// risk only from a significant change on, of which another rule speaks.
fn begun_by<'a>(asked: &'a Asked<'_>, by: NaiveDate) -> impl Iterator<Item = (NaiveDate, &'a Duty)> {
    let since = asked.record.get(system::IN_USE_SINCE);
    let is_of_before =
        move |day: NaiveDate, duty: &Duty| duties::is_of_high_risk(duty) && since.is_some_and(|since| since < day);
    let duties = duties::of(asked.register, asked.record).into_iter();
    let dated = duties.filter_map(|(day, duty)| Some((day?, duty)));
    dated.filter(move |(day, duty)| *day <= by && !is_of_before(*day, duty))
}

/// Tells whether an obligation for the system says that a duty is met, or why it does not apply.
fn is_answered(asked: &Asked<'_>, duty: &Duty) -> bool {
    let mut obligations = duties::obligations(asked.register, asked.record, duty);
    obligations.any(|one| match one.get(obligation::STATUS) {
        Some(Status::Met) => true,
        Some(Status::NotApplicable) => !one.get(obligation::REASON).is_empty(),
        Some(Status::Open) | None => false,
    })
}

fn is_taken_on(register: &Register, duty: &Duty) -> bool {
    of_duty(register, duty).any(|one| matches!(one.get(obligation::TAKEN_ON), Some(TakenOn::Yes) | None))
}

fn of_duty<'a>(register: &'a Register, duty: &'a Duty) -> impl Iterator<Item = &'a Record> {
    let all = register.of(&obligation::KIND);
    all.filter(|one| !one.is_retired() && one.get(obligation::DUTY) == duty.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};
    use crate::domain::kinds::check::of;
    use crate::domain::kinds::{change, incident, system};

    /// A register whose duties of high risk began a year ago, with a system from before and a serious incident of it.
    fn register(change: &str) -> Register {
        let mut register = Register::default();
        let mut catalogue = register.catalogue().clone();
        for duty in &mut catalogue.duties {
            duty.from = "2025-11-01".to_owned();
        }
        register.take_catalogue(catalogue);
        let fields = [
            ("title", "Chat"),
            ("scope", "in"),
            ("roles", "provider"),
            ("eu_class", "high risk"),
            ("eu_annex", "III"),
            ("in_use_since", "2024-01-01"),
        ];
        register.put(record(&system::KIND, "chat", &fields));
        let fields = [
            ("title", "New model"),
            ("type", "system"),
            ("systems", "chat"),
            ("status", "done"),
            ("significant", "yes"),
            ("done", change),
        ];
        register.put(record(&change::KIND, "C-00000", &fields));
        let fields = [
            ("title", "Outage"),
            ("happened", "2026-11-01"),
            ("severity", "serious"),
            ("systems", "chat"),
        ];
        register.put(record(&incident::KIND, "I-00000", &fields));
        register
    }

    #[test]
    fn high_risk_without_annex_and_role_says_so() {
        let mut register = register("2025-01-01");
        let duty = [
            ("title", "Literacy"),
            ("source", "law"),
            ("duty", "literacy"),
            ("taken_on", "yes"),
            ("status", "met"),
        ];
        register.put(record(&obligation::KIND, "N-00000", &duty));
        let fields = [
            ("title", "Score"),
            ("scope", "in"),
            ("eu_class", "high risk"),
            ("eu_reason", "screens people"),
        ];
        register.put(record(&system::KIND, "score", &fields));
        let problems = of(&register, register.get("score").expect("the record"), today());
        let unfounded = problems.iter().filter(|problem| problem.rule.code == "AIMS-W901");
        let fields: Vec<_> = unfounded.map(|problem| problem.field).collect();
        assert_eq!(fields, ["eu_annex", "roles"]);
    }

    fn codes(register: &Register, id: &str) -> Vec<&'static str> {
        let problems = of(register, register.get(id).expect("the record"), today());
        problems.iter().map(|problem| problem.rule.code).collect()
    }

    #[test]
    fn a_significant_change_brings_a_system_from_before_under_the_act_until_the_duty_is_answered() {
        let raised = |register: &Register| codes(register, "chat").contains(&"AIMS-W908");
        let mut changed = register("2026-01-01");
        assert!(raised(&changed));
        assert!(!raised(&register("2025-01-01")), "the change was before");
        for (at, duty) in ["high-risk-provider", "authorities"].into_iter().enumerate() {
            let fields = [
                ("title", "Duty"),
                ("source", "law"),
                ("duty", duty),
                ("taken_on", "yes"),
                ("status", "met"),
            ];
            changed.put(record(&obligation::KIND, &format!("N-0000{at}"), &fields));
        }
        assert!(!raised(&changed));
    }

    #[test]
    fn what_has_no_obligation_and_has_begun_or_soon_begins_is_told_without_a_first_obligation() {
        let mut register = Register::default();
        let fields = [
            ("title", "Chat"),
            ("scope", "in"),
            ("roles", "provider"),
            ("eu_class", "transparency"),
            ("in_use_since", "2026-01-10"),
        ];
        let chat = record(&system::KIND, "chat", &fields);
        register.put(chat.clone());
        let told = |register: &Register| {
            let problems = of(register, register.get("chat").expect("the record"), today()).into_iter();
            let mut told = problems.filter(|problem| problem.rule == &DUTY_UNANSWERED);
            told.next()
                .map(|problem| (problem.weight, problem.sentence.to_string()))
        };
        let (weight, sentence) = told(&register).expect("nobody took a duty on, and it is told");
        assert_eq!(weight, Weight::Advice);
        let unrecorded = duties::unrecorded(&register, &chat, today());
        assert_eq!(unrecorded.len(), 3);
        for one in &unrecorded {
            let article = one
                .get(obligation::ARTICLE)
                .trim_start_matches("EU AI Act, ")
                .to_owned();
            assert!(sentence.contains(&article), "{article}: {sentence}");
        }
    }

    #[test]
    fn a_serious_incident_of_a_system_of_high_risk_has_a_report_planned_in_time() {
        let mut register = register("2025-01-01");
        let raised = |register: &Register| codes(register, "I-00000").contains(&"AIMS-W907");
        assert!(raised(&register));
        let with = |reports: &str| {
            let fields = [
                ("title", "Outage"),
                ("happened", "2026-11-01"),
                ("severity", "serious"),
                ("systems", "chat"),
                ("reports", reports),
            ];
            record(&incident::KIND, "I-00000", &fields)
        };
        register.put(with("2026-11-17 | Authority"));
        assert!(raised(&register), "16 days after");
        register.put(with("2026-11-16 | Authority"));
        assert!(!raised(&register));
    }
}
