//! `aims check --explain CODE`: one rule in words, from its declaration.

use std::process::ExitCode;

use color_eyre::eyre::{Result, bail};

use crate::cli::output::print;
use crate::domain::kinds;
use crate::domain::kinds::check::{Rule, rule, rules};
use crate::domain::readiness::Goal;
use crate::domain::record::choice::Choices;
use crate::exchange::cells::choices::nearest;

/// Prints a rule.
///
/// # Errors
///
/// Fails when no rule has that code or name.
pub(super) fn print(named: &str) -> Result<ExitCode> {
    let Some(rule) = rule(kinds::ALL, named) else {
        let all = rules(kinds::ALL)
            .flat_map(|rule| [rule.code, rule.name])
            .map(|name| (name, name));
        let near = nearest(named, all).map_or_else(String::new, |near| format!(" Did you mean {near}?"));
        bail!("There is no check rule `{named}`.{near} `aims check` prints the code of each problem.");
    };
    print::print(&text(rule))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns a rule in words.
fn text(rule: &Rule) -> String {
    let mut text = format!("{} {}\n\n{}\n\n", rule.code, rule.name, rule.sentence);
    let clauses = if rule.clauses.is_empty() {
        "none".to_owned()
    } else {
        rule.clauses.join(", ")
    };
    let goals: Vec<_> = Goal::ALL
        .iter()
        .filter(|goal| goal.asks(rule))
        .map(|goal| goal.item().label)
        .collect();
    for (label, value) in [
        ("Asked by", rule.class.provenance.item().label),
        ("Clause", &clauses),
        ("Phase", rule.class.phase.item().label),
        ("Weight", rule.class.weight.item().label),
        ("Counts for", &goals.join(", ")),
        ("Why", rule.why),
        ("Mended by", rule.mend),
    ] {
        text.push_str(&format!("{label:<11}{value}\n"));
    }
    let example = &rule.example;
    let records = example.beside.iter().map(|(_, id, fields)| (*id, *fields));
    let records = records.chain([(example.id, example.before)]);
    for (at, (id, fields)) in records.filter(|(_, fields)| !fields.is_empty()).enumerate() {
        let label = if at == 0 { "Example" } else { "" };
        text.push_str(&format!("{label:<11}{id}: {fields}\n"));
    }
    if let Some((kind, _, fields)) = rule.cleared_by {
        text.push_str(&format!("{:<11}a new {kind}: {fields}\n", "Cleared by"));
    } else if !example.change.is_empty() {
        text.push_str(&format!("{:<11}{}\n", "Cleared by", example.change));
    }
    text
}
