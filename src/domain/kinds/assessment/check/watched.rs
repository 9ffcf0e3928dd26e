//! The check rule on paths that an assessment watches.

use crate::domain::kinds::assessment;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};

/// A watched path changed since the assessment.
pub static WATCHED_CHANGED: Rule = Rule {
    code: "AIMS-W624",
    name: "watched-changed",
    sentence: "A watched path changed since.",
    class: Class::ADVICE,
    why: "What was judged may be another thing now. It is known where git was asked: by `aims check` and `aims readiness`, and in the \
          workbench once a screen was shown that says who changed what.",
    mend: "Look at the change, and make the assessment again or confirm it.",
    of: Subject::Each(|asked| {
        let is_watching = !asked.record.get(assessment::WATCHED).is_empty();
        is_watching && assessment::is_in_force(asked.register, asked.record, asked.today)
    }),
    raise: |asked| {
        let Some(date) = asked.record.get(assessment::DATE) else {
            return nothing();
        };
        let paths = asked.record.get(assessment::WATCHED);
        let changed = paths.into_iter().filter_map(|path| {
            let day = asked.register.observed().version_at(path)?.day;
            (day > date).then(|| at("watched", format!("{path} changed on {day}, after the assessment.")))
        });
        changed.collect()
    },
    ..Rule::PLAIN
};
