//! Themes: ours, not the standard's. Annex A has no domain for security, oversight or transparency, yet people look for
//! what belongs to one; a theme is a filter over controls and clauses and grants nothing.

use crate::domain::record::choice::{Choices, choices};
use crate::domain::record::value::Value;

choices! {
    /// One of our themes.
    Theme {
        Security "security", "secure", "cybersecurity";
        Oversight "oversight", "human oversight", "accountability";
        Transparency "transparency", "information";
        Data "data", "data quality", "data governance";
        Supplier "supplier", "suppliers", "third party", "third parties";
        LifeCycle "life cycle", "development";
    }
}

impl Theme {
    /// Returns what belongs to the theme, in a sentence.
    pub fn help(self) -> &'static str {
        match self {
            Self::Security => "Attack, abuse and failure: risks and their treatment, testing, logging, incidents.",
            Self::Oversight => "People stay in charge: who answers, who decides, who watches and can step in.",
            Self::Transparency => "What users, affected people and authorities are told, and how they are heard.",
            Self::Data => "Data that AI systems are made from, work on or leave behind.",
            Self::Supplier => "What others deliver, run or share duties for.",
            Self::LifeCycle => "From requirement over building, testing and release to operation and retirement.",
        }
    }
}

/// Which controls and sub-clauses belong to which theme. An entry may belong to several.
const TABLE: [(Theme, &[&str]); 6] = [
    (
        Theme::Security,
        &[
            "6.1.2", "6.1.3", "7.5.3", "8.2", "8.3", "A.2.3", "A.4.5", "A.6.2.4", "A.6.2.6", "A.6.2.8", "A.8.4",
        ],
    ),
    (
        Theme::Oversight,
        &[
            "5.1", "5.2", "5.3", "6.1.4", "7.2", "7.3", "8.4", "9.1", "9.3.1", "9.3.2", "9.3.3", "A.2.2", "A.2.4",
            "A.3.2", "A.3.3", "A.4.6", "A.5.2", "A.5.3", "A.5.4", "A.5.5", "A.6.1.3", "A.6.2.6", "A.9.2", "A.9.3",
            "A.9.4",
        ],
    ),
    (
        Theme::Transparency,
        &[
            "4.2", "7.4", "A.3.3", "A.5.3", "A.6.2.7", "A.8.2", "A.8.3", "A.8.4", "A.8.5", "A.10.4",
        ],
    ),
    (Theme::Data, &["A.4.3", "A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6"]),
    (Theme::Supplier, &["8.1", "A.4.4", "A.4.5", "A.7.3", "A.10.2", "A.10.3"]),
    (
        Theme::LifeCycle,
        &[
            "8.1", "A.4.2", "A.4.4", "A.6.1.2", "A.6.1.3", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6",
            "A.6.2.7", "A.6.2.8", "A.7.2", "A.10.2",
        ],
    ),
];

/// What belongs to no theme, and why.
pub const WITHOUT: [(&str, &str); 13] = [
    ("4.1", CONTEXT),
    ("4.3", CONTEXT),
    ("4.4", WHOLE),
    ("6.1.1", WHOLE),
    (
        "6.2",
        "Objectives may be about any theme; which ones, the organization says.",
    ),
    ("6.3", "Changes of the management system itself, not of an AI system."),
    ("7.1", "Resources serve every theme alike."),
    ("7.5.1", PAPERS),
    ("7.5.2", PAPERS),
    ("9.2.1", AUDIT),
    ("9.2.2", AUDIT),
    ("10.1", WHOLE),
    ("10.2", WHOLE),
];

const CONTEXT: &str = "Context and scope come before every theme.";
const WHOLE: &str = "Runs the management system as a whole.";
const PAPERS: &str = "How documents are kept, whatever they are about.";
const AUDIT: &str = "An audit looks at every theme.";

/// Returns the themes of a control, a sub-clause, or a question on one.
pub fn of(id: &str) -> Vec<Theme> {
    let entry = id.split('/').next().unwrap_or_default();
    let belongs = |(theme, entries): &(Theme, &[&str])| entries.contains(&entry).then_some(*theme);
    TABLE.iter().filter_map(belongs).collect()
}

/// Returns what the themes are, whose they are, and what belongs to none, as lines to read.
pub fn described() -> Vec<String> {
    let mut lines =
        vec!["Themes are ours, not the standard's; theme:security filters controls and questions.".to_owned()];
    let theme = |theme: &Theme| format!("{}: {}", theme.item().label, theme.help());
    lines.extend(Theme::ALL.iter().map(theme));
    lines.push("Of no theme:".to_owned());
    for (nth, (_, why)) in WITHOUT.iter().enumerate() {
        if WITHOUT[..nth].iter().all(|(_, earlier)| earlier != why) {
            let ids: Vec<_> = WITHOUT
                .iter()
                .filter(|(_, other)| other == why)
                .map(|(id, _)| *id)
                .collect();
            lines.push(format!("{}: {why}", ids.join(", ")));
        }
    }
    lines
}

/// Returns themes as a value.
pub fn value(themes: impl IntoIterator<Item = Theme>) -> Value {
    Value::set(themes.into_iter().map(Value::from).collect())
}

/// Returns the names of themes, for a sentence.
pub fn names(themes: &[Theme]) -> String {
    let names: Vec<_> = themes.iter().map(|theme| theme.item().label).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Vocabulary;
    use crate::domain::catalogue::shipped;

    #[test]
    fn every_control_and_clause_has_a_theme_or_a_reason_why_not() {
        for (id, _) in shipped().terms(Vocabulary::Requirements) {
            let without = WITHOUT.iter().any(|(without, _)| *without == id);
            assert_eq!(of(id).is_empty(), without, "{id}");
        }
    }

    #[test]
    fn the_table_names_what_there_is_and_each_once() {
        for (theme, entries) in TABLE {
            for (nth, id) in entries.iter().enumerate() {
                assert!(shipped().knows(Vocabulary::Requirements, id), "{id}");
                assert!(!entries[..nth].contains(id), "{theme:?} {id}");
            }
            assert!(!theme.help().is_empty() && entries.len() >= 4);
        }
    }

    #[test]
    fn reading_names_every_theme_and_all_controls_without_one() {
        let lines = described();
        assert_eq!(
            lines.iter().filter(|line| line.contains("6.1.1, 10.1")).count(),
            1,
            "{lines:?}"
        );
        let text = lines.join("\n");
        assert!(Theme::ALL.iter().all(|theme| text.contains(theme.item().label)));
        assert!(WITHOUT.iter().all(|(id, _)| text.contains(id)));
    }

    #[test]
    fn a_question_has_the_themes_of_its_clause() {
        assert_eq!(of("6.1.2/q1"), [Theme::Security]);
        assert_eq!(of("A.6.2.5"), [Theme::LifeCycle]);
        assert_eq!(of("A.6.2"), []);
        assert_eq!(names(&of("A.8.4")), "security, transparency");
    }
}
