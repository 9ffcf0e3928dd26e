//! How the organization takes check rules: it turns off or weighs what it was advised, and explains what the standard asks.

use chrono::{Months, NaiveDate};

use crate::domain::kinds::organization::{self, RuleSetting, RuleSettings};
use crate::domain::record::check::{Class, Phase, Provenance, Rule, Weight};
use crate::domain::record::id::Id;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

/// How many months ahead an explanation may hold.
const LONGEST: Months = Months::new(12);

/// What a setting makes of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It counts, with this class.
    Counts(Class),
    /// It is left out.
    Off,
    /// It is left out and counted as explained.
    Explained,
}

/// Returns what the settings of the organization make of a problem of a record, by a row of the record before one of the
/// whole rule.
pub(super) fn taken(register: &Register, rule: &Rule, id: &Id, class: Class, today: NaiveDate) -> Taken {
    let organization = register.get(organization::ID);
    let rows = organization
        .map(|one| one.get(organization::RULE_SETTINGS))
        .unwrap_or_default();
    let is_of = |row: &Row<'_, RuleSettings>| {
        is_named(rule, row.text(RuleSettings::RULE)) && row.get(RuleSettings::RECORD).is_none_or(|record| record == id)
    };
    let rows = rows.into_iter().filter(is_of).filter(|row| !has_ended(*row, today));
    let rows: Vec<_> = rows.collect();
    let of_record = rows.iter().find(|row| row.says(RuleSettings::RECORD));
    let Some(row) = of_record.or(rows.first()).copied() else {
        return Taken::Counts(class);
    };
    let Some(setting) = row.get(RuleSettings::AS) else {
        return Taken::Counts(class);
    };
    if refusal(rule, class.provenance, row, setting, today).is_some() || is_by_nobody(register, row) {
        return Taken::Counts(class);
    }
    let weighed = |weight| {
        Taken::Counts(Class {
            provenance: Provenance::Own,
            weight,
            ..class
        })
    };
    match setting {
        RuleSetting::Off => Taken::Off,
        RuleSetting::Advice => weighed(Weight::Advice),
        RuleSetting::Minor => weighed(Weight::Minor),
        RuleSetting::Major => weighed(Weight::Major),
        RuleSetting::Explained => Taken::Explained,
    }
}

/// Tells whether a row is said by a placeholder or, while people are named, by somebody whom nobody knows. It does not say when,
/// so that who left since may have said it.
fn is_by_nobody(register: &Register, row: Row<'_, RuleSettings>) -> bool {
    let by = row.stored(RuleSettings::BY).as_text();
    by.is_some_and(|by| !organization::is_believed(register, by, None))
}

/// Says why a setting of a rule is not taken, if so.
pub fn refusal(
    rule: &Rule,
    provenance: Provenance,
    row: Row<'_, RuleSettings>,
    setting: RuleSetting,
    today: NaiveDate,
) -> Option<String> {
    let code = rule.code;
    let is_explained = setting == RuleSetting::Explained;
    match provenance {
        Provenance::Advice | Provenance::Other if !is_explained => None,
        Provenance::Advice | Provenance::Other => {
            Some(format!("{code} is not asked by the standard; turn it off instead."))
        }
        Provenance::Own => Some(format!(
            "{code} holds the organization to what it set; change that instead."
        )),
        Provenance::Standard if !is_explained => {
            Some(format!("The standard asks for {code}; it can only be explained."))
        }
        Provenance::Standard if rule.once_begun || rule.class.phase == Phase::Evaluated => Some(format!(
            "{code} is about what is absent as a whole, which cannot be explained."
        )),
        Provenance::Standard => {
            let until = row.get(RuleSettings::UNTIL);
            let is_near = until.is_some_and(|day| today.checked_add_months(LONGEST).is_none_or(|last| day <= last));
            let is_said = row.says(RuleSettings::REASON) && row.says(RuleSettings::BY) && is_near;
            (!is_said).then(|| format!("{code} is explained with a reason, a person, and a day within 12 months."))
        }
    }
}

/// Tells whether the day of a row is past, so that the rule counts again.
pub fn has_ended(row: Row<'_, RuleSettings>, today: NaiveDate) -> bool {
    row.get(RuleSettings::UNTIL).is_some_and(|until| until < today)
}

/// Tells whether a rule is called so: `AIMS-E501`, `E501` or by its name.
pub(super) fn is_named(rule: &Rule, name: &str) -> bool {
    let code = rule.code.trim_start_matches("AIMS-");
    name.eq_ignore_ascii_case(rule.code) || name.eq_ignore_ascii_case(code) || name == rule.name
}

#[cfg(test)]
mod tests {
    use crate::domain::admission::testing::{record, today};
    use crate::domain::kinds::check::{Weight, check};
    use crate::domain::kinds::{organization, risk};
    use crate::domain::readiness::{Goal, of};
    use crate::domain::register::Register;

    fn register(rules: &str) -> Register {
        let mut register = Register::default();
        let fields = [("name", "Acme"), ("issues", "Law | external"), ("rules", rules)];
        register.put(record(&organization::KIND, organization::ID, &fields));
        let risk = [("title", "Injection"), ("status", "open")];
        register.put(record(&risk::KIND, "R-00000", &risk));
        register
    }

    fn weight(rules: &str, code: &str) -> Option<Weight> {
        let problems = check(&register(rules), today()).into_iter();
        problems
            .filter(|problem| problem.rule.code == code)
            .map(|problem| problem.weight)
            .max()
    }

    #[test]
    fn advice_can_be_turned_off_or_weighed() {
        let advised = "AIMS-W810";
        assert_eq!(weight("", advised), Some(Weight::Advice));
        assert_eq!(weight("W810 | | off", advised), None);
        assert_eq!(weight("W810 | | major", advised), Some(Weight::Major));
        assert_eq!(weight("issue-effect | R-00000 | off", advised), Some(Weight::Advice));
        assert_eq!(
            weight("W810 | | off | small | ana | 2026-01-10", advised),
            Some(Weight::Advice)
        );
    }

    #[test]
    fn rules_of_the_standard_can_only_be_explained_for_a_while_and_are_counted() {
        let asked = "AIMS-W201";
        assert!(weight("", asked) >= Some(Weight::Minor));
        assert_eq!(weight("W201 | | off", asked), weight("", asked));
        assert_eq!(weight("W201 | | explained", asked), weight("", asked));
        assert_eq!(
            weight("W201 | | explained | newly found | ana | 2028-01-10", asked),
            weight("", asked)
        );
        let explained = "W201 | R-00000 | explained | newly found | ana | 2027-01-10";
        assert_eq!(weight(explained, asked), None);
        let verdict = |rules: &str| of(&register(rules), today(), Goal::Stage1).verdict();
        assert!(
            verdict(explained).contains("; 1 rule explained away"),
            "{}",
            verdict(explained)
        );
        assert!(!verdict("").contains("explained"));
    }
}
