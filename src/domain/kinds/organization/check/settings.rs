//! Check rules on how the organization takes check rules.

use super::{ACME, named};
use crate::domain::kinds::check::settings;
use crate::domain::kinds::organization;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};

/// A setting of a rule has ended.
pub static SETTING_ENDED: Rule = Rule {
    code: "AIMS-W120",
    name: "setting-ended",
    sentence: "A setting of a rule has ended, and the rule counts again.",
    class: Class::ADVICE_REGISTER,
    why: "Whoever set it may believe that it still holds.",
    mend: "Decide again, or take the row out.",
    of: Subject::Each(|asked| !asked.record.get(organization::RULE_SETTINGS).is_empty()),
    raise: |asked| {
        let rows = asked.record.get(organization::RULE_SETTINGS).into_iter();
        let ended: Vec<_> = rows.filter(|row| settings::has_ended(*row, asked.today)).collect();
        if ended.is_empty() {
            return nothing();
        }
        at(
            "rules",
            format!("Ended, so that the rule counts again: {}.", named(&ended)),
        )
        .into()
    },
    example: ACME
        .before("name: Acme; rules: W810 | | off | small | ana | 2026-01-10")
        .change("rules: W810 | | off | small | ana | 2027-01-10"),
    ..Rule::PLAIN
};
