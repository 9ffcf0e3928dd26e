//! `aims show` of what has a page on screen and is no single record: the sets that are kept here, the lists, the audit programme.

use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde_json::json;

use crate::app::detail;
use crate::app::detail::approval::state_of;
use crate::app::dialogs::Page;
use crate::app::dialogs::reading::{audit_programme, kept_pages};
use crate::app::list::spec::View;
use crate::app::screens::SCREENS;
use crate::cli::Global;
use crate::cli::commands::list::List;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::kinds::approval::kept_sets::{self, KeptSet};
use crate::domain::kinds::organization::people::People;
use crate::domain::kinds::{document, method, organization};
use crate::domain::record::Record;
use crate::domain::record::typed::FieldRef;
use crate::domain::review::programme::programme;
use crate::exchange::json;

/// What is shown under a name.
pub(super) enum Shown {
    /// A text from its first to its last line.
    Text(fn(View<'_>) -> Page),
    /// A record.
    Record(&'static str),
    /// Fields of the organization.
    Organization(Part),
}

/// A part of what is said of the organization.
pub(super) struct Part {
    /// Its fields, in their order.
    fields: fn() -> Vec<FieldRef>,
    /// The document that states the same, whose approval goes first.
    document: Option<&'static KeptSet>,
}

/// Where everything else of the organization is.
const REST: &str = "The rest of the organization: aims show organization";

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
    (
        &["scope"],
        Shown::Organization(Part {
            fields: || {
                vec![
                    organization::SCOPE.field(),
                    organization::EXCLUSIONS.field(),
                    organization::UNITS.field(),
                    organization::SITES.field(),
                    organization::ACTIVITIES.field(),
                    organization::BOUNDARIES.field(),
                ]
            },
            document: Some(&kept_sets::SCOPE),
        }),
    ),
    (
        &["context"],
        Shown::Organization(Part {
            fields: || {
                vec![
                    organization::ISSUES.field(),
                    organization::CLIMATE.field(),
                    organization::CLIMATE_REASON.field(),
                    organization::PARTIES.field(),
                    organization::OPPORTUNITIES.field(),
                ]
            },
            document: None,
        }),
    ),
    (
        &["duties"],
        Shown::Organization(Part {
            fields: || vec![organization::CONFORMITY.field(), organization::REPORTING.field()],
            document: None,
        }),
    ),
    (
        &["communication"],
        Shown::Organization(Part {
            fields: || vec![organization::COMMUNICATIONS.field(), organization::CHANNELS.field()],
            document: None,
        }),
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
        Shown::Organization(part) => {
            let Some(record) = opened.register.get(organization::ID) else {
                return Ok(None);
            };
            part_of(opened.view(), record, part)
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

/// Returns a part of the organization: who approved it where that is done, what it says, and where the rest is.
fn part_of(view: View<'_>, organization: &Record, part: &Part) -> Page {
    let mut lines = Vec::new();
    let document = part.document.and_then(|set| Some((set, view.register.get(set.of)?)));
    if let Some((set, document)) = document {
        let title = view.register.title(set.of).unwrap_or_default();
        lines.push(format!("{title} ({}): {}", set.of, state_of(view, set)));
        let location = document.get(document::LOCATION);
        if !location.is_empty() {
            lines.push(format!("Its text: {location}"));
        }
    }
    for field in (part.fields)() {
        let label = organization::KIND.fields[field.index].label;
        let part = detail::markdown::plain_part(view, organization, label);
        // A field on a line does not belong to the section above it.
        let is_below_text = lines.last().is_some_and(|last| last.starts_with(' '));
        lines.extend((is_below_text && part.len() == 1).then(String::new));
        lines.extend(part);
    }
    lines.extend([String::new(), REST.to_owned()]);
    if let Some((set, _)) = document {
        lines.push(format!("Approvals, and what changed since: aims show {}", set.of));
    }
    Page::new(organization.title(), lines)
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
