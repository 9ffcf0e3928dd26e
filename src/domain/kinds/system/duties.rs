//! Duties that the class and the roles of a system bring under the EU AI Act. Not legal advice.

use chrono::NaiveDate;

use crate::domain::catalogue::{Duty, LegalRole};
use crate::domain::day;
use crate::domain::kinds::shared_choices::YesNo;
use crate::domain::kinds::system::{self, EuClass, Role};
use crate::domain::kinds::{change, obligation};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::register::Register;

/// Returns the duties of the catalogue that a system brings, with the day on which each begins, the earliest first.
pub fn of<'a>(register: &'a Register, system: &Record) -> Vec<(Option<NaiveDate>, &'a Duty)> {
    let Some(class) = system.get(system::EU_CLASS) else {
        return Vec::new();
    };
    let roles = legal_roles(system);
    let annex = system.get(system::EU_ANNEX);
    let is_bound = |duty: &&Duty| {
        let is_of_class = duty.classes.iter().any(|name| name == class.item().name);
        let is_of_role = duty.roles.is_empty() || duty.roles.iter().any(|role| roles.contains(role));
        is_of_class && is_of_role && is_of_annex(&duty.annex, class, annex)
    };
    let since = system.get(system::IN_USE_SINCE);
    let dated = |duty: &'a Duty| {
        // What is not in use yet will be so after that day.
        let at_once = day::iso(&duty.at_once_since).filter(|day| since.is_none_or(|since| since >= *day));
        (at_once.or(day::iso(&duty.from)), duty)
    };
    let mut duties: Vec<_> = register.catalogue().duties.iter().filter(is_bound).map(dated).collect();
    duties.sort_by_key(|(day, duty)| (*day, duty.key.as_str()));
    duties
}

/// Tells whether the roles towards a system are said, without which only duties of everybody are known.
pub fn knows_role(system: &Record) -> bool {
    !legal_roles(system).is_empty()
}

/// Tells whether a system is of high risk, and it is not said by which annex of the Act: its duties are then shown as those of
/// Annex III, whose days come first.
pub fn lacks_annex(system: &Record) -> bool {
    system.get(system::EU_CLASS) == Some(EuClass::HighRisk) && named_annex(system.get(system::EU_ANNEX)).is_empty()
}

/// Says how sure it is that a system has a duty, and from which day.
pub fn certainty(system: &Record, duty: &Duty) -> &'static str {
    if lacks_annex(system) && is_of_high_risk(duty) {
        "annex not named"
    } else {
        duty.grade.name()
    }
}

/// Tells whether a duty is one of systems of high risk, for which the annex of the Act counts.
pub fn is_of_high_risk(duty: &Duty) -> bool {
    !duty.annex.is_empty()
}

/// Tells whether a system of high risk was in use before a duty began, and so has it only from a significant change on.
pub fn is_of_before(register: &Register, system: &Record, duty: &Duty, today: NaiveDate) -> bool {
    let (since, from) = (system.get(system::IN_USE_SINCE), day::iso(&duty.from));
    let (Some(since), Some(from)) = (since, from) else {
        return false;
    };
    is_of_high_risk(duty) && since < from && !is_changed_after(register, system, from, today)
}

/// Tells whether a significant change of a system was made after a day.
pub fn is_changed_after(register: &Register, system: &Record, day: NaiveDate, today: NaiveDate) -> bool {
    let mut changes = register.linked_of(&change::KIND, system.id());
    changes.any(|one| {
        !one.is_retired()
            && one.get(change::SIGNIFICANT) == Some(YesNo::Yes)
            && one.get(change::STATUS) == Some(change::Status::Done)
            && one.get(change::DONE).is_some_and(|done| done >= day && done <= today)
    })
}

/// Returns the obligations that name a duty and are about a system: those that name it, or no system at all.
pub fn obligations<'a>(register: &'a Register, system: &'a Record, duty: &'a Duty) -> impl Iterator<Item = &'a Record> {
    register.of(&obligation::KIND).filter(move |one| {
        let systems = one.get(obligation::SYSTEMS);
        let is_about = systems.is_empty() || systems.contains(&system.id());
        !one.is_retired() && one.get(obligation::DUTY) == duty.key && is_about
    })
}

/// Returns an obligation, still without an id of its own, for each duty of a system that none is about yet. Whether it is
/// taken on is left open. Its day is that on which the duty begins, unless that is past.
pub fn unrecorded(register: &Register, system: &Record, today: NaiveDate) -> Vec<Record> {
    let notice = &register.catalogue().duties_notice;
    let missing = of(register, system).into_iter().filter(|(_, duty)| {
        let is_recorded = obligations(register, system, duty).next().is_some();
        !is_recorded && !is_of_before(register, system, duty, today)
    });
    let begun = |(from, duty): (Option<NaiveDate>, &Duty)| {
        let (article, grade) = (format!("EU AI Act, {}", duty.article), certainty(system, duty));
        let record = Record::new(&obligation::KIND, "new".into());
        (obligation::KIND.initial)(record, today)
            .with(obligation::TITLE, duty.title.as_str())
            .with(obligation::SOURCE, obligation::Source::Law)
            .with(obligation::ARTICLE, article.as_str())
            .with(obligation::DUTY, duty.key.as_str())
            .with(obligation::SYSTEMS, vec![system.id().clone()])
            .with(obligation::OWNER, system.owner())
            .with(obligation::FROM, from)
            .with(obligation::DUE, from.filter(|from| *from >= today))
            .with(obligation::NOTE, format!("{}; {grade}. {notice}", duty.source).as_str())
    };
    missing.map(begun).collect()
}

/// Returns what the organization is towards a system under the Act.
fn legal_roles(system: &Record) -> Vec<LegalRole> {
    let legal = |role| match role {
        Role::Provider | Role::Producer => Some(LegalRole::Provider),
        Role::Customer => Some(LegalRole::Deployer),
        Role::Partner | Role::Subject | Role::RelevantAuthority => None,
    };
    system.get(system::ROLES).into_iter().filter_map(legal).collect()
}

/// Tells whether a duty of an annex binds a system. One of high risk whose annex is not said is taken for one of Annex III,
/// whose days come first.
fn is_of_annex(of_duty: &str, class: EuClass, of_system: &str) -> bool {
    if of_duty.is_empty() || class != EuClass::HighRisk {
        return true;
    }
    let said = named_annex(of_system);
    let annex = if said.is_empty() { "III" } else { said };
    annex.eq_ignore_ascii_case(of_duty)
}

/// Returns the number of an annex in a text: `III` of `Annex III, 4(a)`.
fn named_annex(text: &str) -> &str {
    let said = text.trim().trim_start_matches("Annex").trim();
    said.split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};
    use crate::domain::catalogue::Grade;
    use crate::domain::record::id::Id;

    fn keys(fields: &[(&str, &str)]) -> Vec<String> {
        let register = Register::default();
        let system = record(&system::KIND, "chat", fields);
        of(&register, &system)
            .into_iter()
            .map(|(_, duty)| duty.key.clone())
            .collect()
    }

    #[test]
    fn class_and_role_lead_to_the_duties_in_the_order_of_their_days() {
        let high = ("eu_class", "high risk");
        assert_eq!(
            keys(&[high, ("roles", "customer")]),
            ["literacy", "fria", "high-risk-deployer", "authorities"]
        );
        assert_eq!(
            keys(&[high, ("roles", "provider")]),
            ["literacy", "high-risk-provider", "authorities"]
        );
        let of_a_product = [high, ("roles", "producer"), ("eu_annex", "Annex I, section A")];
        assert_eq!(keys(&of_a_product), ["literacy", "product-provider", "authorities"]);
        assert_eq!(keys(&[("eu_class", "prohibited")]), ["prohibited", "prohibited-2026"]);
        assert_eq!(
            keys(&[("eu_class", "transparency"), ("roles", "customer")]),
            ["literacy", "transparency"]
        );
        assert_eq!(keys(&[("eu_class", "not covered"), ("roles", "provider")]), [""; 0]);
        assert_eq!(
            keys(&[("roles", "provider")]),
            [""; 0],
            "without a class nothing is known"
        );
    }

    #[test]
    fn each_duty_has_a_day_a_source_and_known_classes() {
        for duty in &Register::default().catalogue().duties {
            assert!(
                day::iso(&duty.from).is_some() && !duty.source.is_empty(),
                "{}",
                duty.key
            );
            let is_known = |name: &String| EuClass::ITEMS.iter().any(|item| item.name == name);
            assert!(
                !duty.classes.is_empty() && duty.classes.iter().all(is_known),
                "{}",
                duty.key
            );
        }
    }
    #[test]
    fn an_obligation_is_made_of_each_duty_that_none_is_about_yet() {
        let mut register = Register::default();
        let fields = [
            ("title", "Chat"),
            ("eu_class", "transparency"),
            ("roles", "provider"),
            ("owner", "ana"),
            ("in_use_since", "2026-01-10"),
        ];
        let chat = record(&system::KIND, "chat", &fields);
        register.put(chat.clone());
        let made = unrecorded(&register, &chat, today());
        let duties: Vec<_> = made.iter().map(|one| one.get(obligation::DUTY)).collect();
        assert_eq!(duties, ["literacy", "transparency", "marking"]);
        let days: Vec<_> = made.iter().map(|one| one.get(obligation::DUE)).collect();
        assert_eq!(
            days,
            [None, None, day::iso("2026-12-02")],
            "a day that is past is none to come"
        );
        for (at, one) in made.into_iter().enumerate() {
            assert_eq!(one.get(obligation::TAKEN_ON), Some(obligation::TakenOn::Open));
            assert_eq!(one.owner(), "ana");
            register.put(one.renamed(Id::new(&format!("N-0000{at}"))));
        }
        assert!(unrecorded(&register, &chat, today()).is_empty(), "never twice");
        let score = record(&system::KIND, "score", &fields);
        assert_eq!(
            unrecorded(&register, &score, today()).len(),
            3,
            "another system has its own"
        );
    }

    #[test]
    fn what_is_placed_on_the_market_later_has_its_marking_at_once() {
        let register = Register::default();
        let begins = |since: &str| {
            let fields = [
                ("eu_class", "transparency"),
                ("roles", "provider"),
                ("in_use_since", since),
            ];
            let chat = record(&system::KIND, "chat", &fields);
            let duties = of(&register, &chat);
            let marking = duties.iter().find(|(_, duty)| duty.key == "marking");
            marking.and_then(|(day, _)| *day)
        };
        assert_eq!(begins("2026-08-01"), day::iso("2026-12-02"));
        for later in ["2026-08-02", "2026-11-01", ""] {
            assert_eq!(begins(later), day::iso("2026-08-02"), "{later}");
        }
    }

    #[test]
    fn duties_of_high_risk_without_a_named_annex_are_not_firm() {
        let register = Register::default();
        let grades = |annex: &str| {
            let fields = [("eu_class", "high risk"), ("roles", "provider"), ("eu_annex", annex)];
            let chat = record(&system::KIND, "chat", &fields);
            let duties = of(&register, &chat).into_iter();
            let of_annex = duties.filter(|(_, duty)| is_of_high_risk(duty));
            let grades: Vec<_> = of_annex.map(|(_, duty)| certainty(&chat, duty)).collect();
            grades.join(" ")
        };
        assert_eq!(grades(""), "annex not named");
        assert_eq!(grades("4(a)"), "annex not named");
        assert_eq!(grades("Annex III, 4(a)"), Grade::Firm.name());
        assert_eq!(grades("I"), Grade::Firm.name());
    }

    #[test]
    fn a_system_of_high_risk_from_before_has_no_obligations_of_it_until_it_is_changed() {
        let mut register = Register::default();
        let fields = [
            ("title", "Score"),
            ("eu_class", "high risk"),
            ("roles", "provider"),
            ("in_use_since", "2025-01-01"),
        ];
        let score = record(&system::KIND, "score", &fields);
        register.put(score.clone());
        let duties = |register: &Register| {
            let made = unrecorded(register, &score, day::iso("2028-01-10").expect("a day")).into_iter();
            let keys: Vec<_> = made.map(|one| one.get(obligation::DUTY).to_owned()).collect();
            keys.join(" ")
        };
        assert_eq!(duties(&register), "literacy authorities");
        let change = [
            ("title", "New model"),
            ("type", "system"),
            ("systems", "score"),
            ("status", "done"),
            ("significant", "yes"),
            ("done", "2028-01-05"),
        ];
        register.put(record(&change::KIND, "C-00000", &change));
        assert_eq!(duties(&register), "literacy high-risk-provider authorities");
    }
}
