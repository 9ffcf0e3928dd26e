//! Duties that the class and the roles of a system bring under the EU AI Act. Not legal advice.

use chrono::NaiveDate;

use crate::domain::catalogue::{Duty, LegalRole};
use crate::domain::day;
use crate::domain::kinds::system::{self, EuClass, Role};
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
    let dated = |duty: &'a Duty| (day::iso(&duty.from), duty);
    let mut duties: Vec<_> = register.catalogue().duties.iter().filter(is_bound).map(dated).collect();
    duties.sort_by_key(|(day, duty)| (*day, duty.key.as_str()));
    duties
}

/// Tells whether the roles towards a system are said, without which only duties of everybody are known.
pub fn knows_role(system: &Record) -> bool {
    !legal_roles(system).is_empty()
}

/// Tells whether a duty is one of systems of high risk, for which the annex of the Act counts.
pub fn is_of_high_risk(duty: &Duty) -> bool {
    !duty.annex.is_empty()
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
    let said = of_system.trim().trim_start_matches("Annex").trim();
    let said = said
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    let annex = if said.is_empty() { "III" } else { said };
    annex.eq_ignore_ascii_case(of_duty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::record;

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
}
