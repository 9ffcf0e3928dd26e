//! Check rules of the method: none, faults, a file that cannot be read, criteria and appetite that nobody adopted.

use crate::domain::kinds::approval;
use crate::domain::kinds::approval::completion::is_changed;
use crate::domain::kinds::approval::entitled::Approvers;
use crate::domain::kinds::approval::kept_sets::{METHOD, Records};
use crate::domain::kinds::method::{self, APPROVALS, ID};
use crate::domain::kinds::organization::people::People;
use crate::domain::record::check::{Class, Rule, Subject, at, nothing};
use crate::domain::record::rules::Example;

/// The check rules of the method.
pub static RULES: &[&Rule] = &[&MISSING, &FAULTY, &UNREADABLE, &UNADOPTED];

/// Risks are judged, and by which method is recorded nowhere: it never was, or its file was deleted.
pub static MISSING: Rule = Rule {
    code: "AIMS-E845",
    name: "method-missing",
    sentence: "Risks are judged, and no risk method is recorded.",
    clauses: &["6.1.2"],
    class: Class::S_PLANNED_MAJOR,
    hides: &["AIMS-W841"],
    why: "What a level means, and which risks are accepted, is said by the method alone. Every level that is shown is that of the \
          5x5 preset, which nobody chose.",
    mend: "Record the method by which they were judged; if its file was deleted, bring it back from git.",
    raise: |asked| {
        if !method::is_missing(asked.register) {
            return nothing();
        }
        let judged = match method::judged(asked.register).count() {
            1 => "1 risk is judged".to_owned(),
            many => format!("{many} risks are judged"),
        };
        let sentence = format!("{judged}, and no risk method is recorded. Until then levels are by the 5x5 preset.");
        at("", sentence).into()
    },
    example: Example::of(ID, "").beside(&[("risk", "R-00000", "title: Leak; current: 2 2/2/2")]),
    cleared_by: Some((
        "method",
        ID,
        "likelihood: rare | never\npossible | at times\noften | daily; consequence: low | a | b | c\nmedium | a | b | c\nhigh | a | b | \
         c; bands: L | Low | 12\nH | High | 3; grid: L H H\nL L H\nL L L; appetite: Low",
    )),
    ..Rule::PLAIN
};

/// The method is none, and another one stands in.
pub static FAULTY: Rule = Rule {
    code: "AIMS-E204",
    name: "method-faulty",
    sentence: "The risk method has faults, and another one stands in.",
    clauses: &["6.1.2", "6.1.1"],
    class: Class::S_PLANNED_MAJOR,
    why: "Every level that is shown is that of another method.",
    mend: "Mend the fault in the method.",
    raise: |asked| {
        if !asked.is_written() {
            return nothing();
        }
        let problems = asked.record.problems().into_iter();
        let told = |sentence: String| format!("{} Until then levels are by the 5x5 preset.", sentence.trim_end());
        problems.map(|(field, sentence)| at(field, told(sentence))).collect()
    },
    example: Example::of(ID, "appetite: Z").change("appetite:"),
    ..Rule::PLAIN
};

/// The file of the method cannot be read, and another one stands in.
pub static UNREADABLE: Rule = Rule {
    code: "AIMS-E840",
    name: "method-unreadable",
    sentence: "The risk method cannot be read, and another one stands in.",
    mend: "Mend the file in an editor; aims takes that in by itself.",
    of_unknown: true,
    raise: |asked| match asked.register.unreadable(ID) {
        Some(why) => at(
            "",
            format!("The risk method cannot be read, so levels are by the 5x5 preset: {why}"),
        )
        .into(),
        None => nothing(),
    },
    example: Example::of("", ""),
    ..FAULTY
};

/// Nobody adopted the criteria and the appetite as they are.
pub static UNADOPTED: Rule = Rule {
    code: "AIMS-W841",
    name: "method-unadopted",
    sentence: "Nobody adopted the criteria and the appetite as they are.",
    clauses: &["6.1.1", "6.1.3"],
    class: Class::S_PLANNED,
    once_begun: true,
    why: "What is within the appetite is accepted by those who set it. Of an approval without a digest nobody can tell of which \
          criteria it was, which is advice; one without a day, or of a day to come, was not given yet.",
    mend: "Have the method approved as it is.",
    // Who adopted what cannot be read is not known.
    of: Subject::Each(|asked| asked.record.problems().is_empty() && asked.register.unreadable(ID).is_none()),
    raise: |asked| {
        let approvals = asked.record.stored(APPROVALS);
        let Some(newest) = approval::newest_given(approvals, asked.today) else {
            let sentence = if approvals.is_empty() {
                "Nobody adopted the criteria and the appetite."
            } else {
                "Nobody adopted the criteria and the appetite on a day up to today."
            };
            return at("approvals", sentence).into();
        };
        let people = People::of(asked.register);
        if let Some(reason) = Approvers::Anybody.said_against(&people, newest.by, newest.on) {
            return at("approvals", format!("Nobody known adopted the criteria and the appetite: {reason}")).into();
        }
        match is_changed(&METHOD, newest.digest, Records::of(asked.register)) {
            Some(true) => at("approvals", "The criteria or the appetite changed since they were adopted.").into(),
            Some(false) => nothing(),
            // As of the Statement of Applicability: the clause asks who decided, and no digest.
            None => at("approvals", "The method was adopted, and what it said then is not recorded.")
                .class(Class::ADVICE_PLANNED)
                .into(),
        }
    },
    example: Example::of(
        ID,
        "likelihood: rare | never\npossible | at times\noften | daily; consequence: low | a | b | c\nmedium | a | b | c\nhigh | a | b | c; \
        bands: L | Low | 12\nH | High | 3; grid: L H H\nL L H\nL L L; appetite: Low",
    )
    .change("approvals: 1 | 2026-11-20 | zoe | 0f0049b6c22564015361fd28d69edf9bfd611eeb5503c107b6f6189ac69a0df6"),
    ..Rule::PLAIN
};
