//! `aims show` of what has a page on screen and is no single record: the sets that are kept here, the lists, the audit programme.

use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde_json::json;

use crate::app::detail;
use crate::app::dialogs::Page;
use crate::app::dialogs::reading::{audit_programme, kept_pages};
use crate::app::list::spec::View;
use crate::app::screens::SCREENS;
use crate::cli::Global;
use crate::cli::commands::list::List;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{method, organization};
use crate::domain::record::typed::FieldRef;
use crate::domain::review::programme::programme;
use crate::exchange::json;

/// What is shown under a name.
pub(super) enum Shown {
    /// A text from its first to its last line.
    Text(fn(View<'_>) -> Page),
    /// A record.
    Record(&'static str),
    /// The organization from a field on, as `g` shows it.
    Organization(fn() -> FieldRef),
}

/// The pages that are no list of a kind, by their names.
static PAGES: &[(&[&str], Shown)] = &[
    (
        &["soa", "statement-of-applicability"],
        Shown::Text(kept_pages::statement),
    ),
    (&["treatment-plan"], Shown::Text(kept_pages::plan)),
    (
        &["audit-programme"],
        Shown::Text(|view| audit_programme::page(&programme(view.register, view.today))),
    ),
    (&["people"], Shown::Text(people)),
    (&["policy"], Shown::Record("5.2/d1")),
    (&["method"], Shown::Record(method::ID)),
    (&["scope"], Shown::Organization(|| organization::SCOPE.field())),
    (&["context"], Shown::Organization(|| organization::ISSUES.field())),
    (&["duties"], Shown::Organization(|| organization::CONFORMITY.field())),
    (
        &["communication"],
        Shown::Organization(|| organization::COMMUNICATIONS.field()),
    ),
    (&["awareness"], Shown::Record("7.3/q1")),
];

/// The names under which the records of a kind are known besides the name of their screen.
static LISTS: &[(&str, &str)] = &[
    ("risk-register", "risks"),
    ("actions", "actions"),
    ("assessments", "assessments"),
];

/// Returns the page of a name.
pub(super) fn named(name: &str) -> Option<&'static Shown> {
    let wanted = name.trim().to_lowercase().replace(['_', ' '], "-");
    let page = PAGES.iter().find(|(names, _)| names.contains(&&*wanted));
    page.map(|(_, shown)| shown)
}

/// Returns the plural of the kind whose list a name stands for.
pub(super) fn list(name: &str) -> Option<&'static str> {
    let wanted = name.trim().to_lowercase().replace(['_', ' '], "-");
    let known = LISTS.iter().find(|(known, _)| *known == wanted).map(|(_, kind)| *kind);
    known.or_else(|| {
        let mut lists = SCREENS.iter().filter_map(|screen| Some((screen, screen.kind()?)));
        let is_it = |name: &str| name == wanted;
        let found = lists.find(|(screen, kind)| is_it(screen.show.name) || is_it(kind.plural));
        found.map(|(_, kind)| kind.plural)
    })
}

/// Returns what can be shown besides records, for whoever asked for something else.
pub(super) fn all_names() -> String {
    let pages = PAGES.iter().filter_map(|(names, _)| names.first().copied());
    let lists = LISTS.iter().map(|(name, _)| *name);
    let screens = SCREENS.iter().filter(|screen| screen.kind().is_some());
    let mut names: Vec<_> = pages
        .chain(lists)
        .chain(screens.map(|screen| screen.show.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// Prints the list of a kind.
pub(super) fn print_list(kind: &str, as_json: bool, global: &Global) -> Result<ExitCode> {
    List::all(kind, as_json).run(global)
}

/// Returns a page as text or JSON; nothing where the name stands for a record alone.
pub(super) fn text(opened: &Opened, shown: &Shown, as_json: bool) -> Result<Option<String>> {
    let page = match shown {
        Shown::Text(of) => of(opened.view()),
        Shown::Record(_) => return Ok(None),
        Shown::Organization(field) => {
            let Some(record) = opened.register.get(organization::ID) else {
                return Ok(None);
            };
            let label = organization::KIND.fields[field().index].label;
            Page::new(
                record.title(),
                detail::markdown::plain_from(opened.view(), record, label),
            )
        }
    };
    if as_json {
        let whole = json!({ "title": page.title, "lines": page.lines });
        return Ok(Some(json::harmless(&format!(
            "{}\n",
            serde_json::to_string_pretty(&whole)?
        ))));
    }
    let mut text = String::new();
    print::line(&mut text, &page.title);
    text.push('\n');
    for line in &page.lines {
        let indent = line.len() - line.trim_start().len();
        match line.trim() {
            "" => text.push('\n'),
            _ => super::hang(
                &mut text,
                line,
                print::measure(),
                if indent > 0 { indent + 2 } else { 0 },
            ),
        }
    }
    Ok(Some(text))
}

/// Returns the people, each with what they are in the AIMS.
fn people(view: View<'_>) -> Page {
    let people = People::of(view.register);
    let line = |person| super::whole::in_one_line(person);
    let mut lines: Vec<_> = people.iter().map(line).collect();
    if lines.is_empty() {
        lines.push("Nobody is named yet; `aims set organization people=...` names some.".to_owned());
    }
    Page::new("People", lines)
}
