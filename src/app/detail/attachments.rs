//! Detail section: evidence and documents, their state and their file.

use crate::app::detail::approval::{approved, changed_since};
use crate::app::detail::{KindFace, Line, Tone, kept_content, link};
use crate::app::list::spec::View;
use crate::domain::day;
use crate::domain::kinds::document::{self, State, kept};
use crate::domain::kinds::evidence::{self, Standing};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;
use crate::domain::record::id::Id;
use crate::domain::register::observed::{Fact, Place, Version, place};

/// The detail of evidence: whether it holds, and its file.
pub(super) static EVIDENCE: KindFace = KindFace {
    lines: |view, record, lines| {
        let (words, tone) = standing(view, record);
        lines.push(Line::Field("Standing".to_owned(), words, tone));
        lines.extend(of_file(view, record));
        lines.extend(version(view, record));
    },
    note: |view, record| label(evidence::standing(view.register, record, view.today)),
    ..KindFace::of(&evidence::KIND)
};

/// The detail of documents: their state, what demands them, and their file.
pub(super) static DOCUMENT: KindFace = KindFace {
    lines: |view, record, lines| {
        document_lines(view, record, lines);
        lines.extend(of_file(view, record));
        lines.extend(version(view, record));
        changed_since(view, record, lines);
    },
    last: |view, record, lines| {
        kept_content::lines(view, record, lines);
        if kept_content::is_listed(record) {
            lines.push(Line::Heading("Demanded by".to_owned()));
            lines.extend(demanding(view, record));
        }
    },
    note: |view, record| {
        let state = document::state(view.register, record, view.today);
        let kept = document::kept_in_words(view.register, record, view.today);
        kept.filter(|_| state == State::Kept).unwrap_or_else(|| label(state))
    },
    ..KindFace::of(&document::KIND)
};

/// The label of how a document stands.
pub(super) const STATE: &str = "State";

fn label(choice: impl Choices) -> String {
    choice.item().label.to_owned()
}

fn document_lines(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    let state = document::state(view.register, record, view.today);
    let kept = kept_here(view, record);
    let stands = match &kept {
        Some(kept) if state == State::Kept => kept.clone(),
        Some(kept) => format!("{}; {kept}", label(state)),
        None => label(state),
    };
    lines.push(Line::Field(STATE.to_owned(), stands, tone_of(state)));
    if kept.is_some() {
        approved(view, record, lines);
    }
    // What a document says is read before who asks for it.
    if !kept_content::is_listed(record) {
        lines.extend(demanding(view, record));
    }
    if state == State::NotNeeded && record.get(document::NOT_NEEDED).is_empty() {
        let text = "The control that demands it is excluded, so it is not needed.";
        lines.push(Line::Text(text.to_owned(), Tone::Quiet));
    }
    if state == State::Part
        && let Some(whole) = document::part_of(record)
    {
        lines.push(link(view, &Id::new(whole)));
    }
    if state == State::Missing {
        let text = if kept::is_kept_here(record.id().as_str()) {
            "The register keeps it in its records, and none of them says it yet; or it is kept elsewhere, and nobody said where."
        } else {
            "Nobody said yet where it is."
        };
        lines.push(Line::Text(text.to_owned(), Tone::Quiet));
    }
    if matches!(state, State::Missing | State::Exists)
        && let Some(summary) = document::demanded_by(record.id()).and_then(|by| asked(view, by))
    {
        lines.push(Line::Text(summary.to_owned(), Tone::Quiet));
    }
}

/// Returns the clause or control that demands a document.
fn demanding(view: View<'_>, record: &Record) -> Option<Line> {
    let by = document::demanded_by(record.id())?;
    let title = view.register.title(by).unwrap_or_default().to_owned();
    Some(Line::Link(Id::new(by), title, "demands it".to_owned()))
}

/// Returns how much of a document the register keeps, and of what, where it is not located.
fn kept_here(view: View<'_>, record: &Record) -> Option<String> {
    let words = document::kept_in_words(view.register, record, view.today)?;
    let count = kept::count(view.register, record.id().as_str(), view.today)?;
    Some(match count.all {
        0 => words,
        1 => format!("{words}, {}", count.what),
        _ => format!("{words} {}", count.what),
    })
}

/// Returns the last committed version of the file a record points at, once git was asked.
fn version(view: View<'_>, record: &Record) -> Option<Line> {
    let location = record.value(record.kind().field_index("location")?).as_text()?;
    let Version { commit, day, who } = view.register.observed().version_at(location)?;
    let short = commit.get(..8).unwrap_or(commit);
    Some(Line::Field(
        "Version".to_owned(),
        format!("{short}, {day}, {who}"),
        Tone::Plain,
    ))
}

/// Returns what a clause or control asks, so that whoever writes its document knows what belongs in it.
fn asked<'a>(view: View<'a>, by: &str) -> Option<&'a str> {
    let catalogue = view.register.catalogue();
    let clause = catalogue.clause(by).map(|clause| clause.summary.as_str());
    clause.or_else(|| catalogue.control(by).map(|control| control.summary.as_str()))
}

/// Adds the documents that a clause or control demands, each with its state.
pub(in crate::app) fn demanded(view: View<'_>, by: &str, lines: &mut Vec<Line>) {
    let ids: Vec<_> = document::demanded(view.register, by).collect();
    if ids.is_empty() {
        return;
    }
    lines.push(Line::Heading("Documents it demands".to_owned()));
    for id in ids {
        let record = view.register.get(id.as_str());
        let title = view.register.title(id.as_str()).unwrap_or_default().to_owned();
        let note = record.map(|record| (DOCUMENT.note)(view, record)).unwrap_or_default();
        lines.push(Line::Link(id.clone(), title, note));
    }
}

fn standing(view: View<'_>, record: &Record) -> (String, Tone) {
    let standing = evidence::standing(view.register, record, view.today);
    let until = evidence::valid_until(record).map(|until| day::distance(until, view.today));
    let until = until.unwrap_or_default();
    match standing {
        Standing::Expired => {
            let until = evidence::valid_until(record).unwrap_or(view.today);
            let ago = day::span((view.today - until).num_days());
            (format!("expired {ago} ago"), Tone::Bad)
        }
        Standing::Gone => ("gone".to_owned(), Tone::Bad),
        Standing::Changed => ("changed".to_owned(), Tone::Bad),
        Standing::Expiring => (format!("expires {until}"), Tone::Bad),
        Standing::Valid => (format!("valid, expires {until}"), Tone::Plain),
        Standing::Undated => ("holds without a date".to_owned(), Tone::Quiet),
        Standing::Unknown => ("unknown, the file was not looked at".to_owned(), Tone::Quiet),
    }
}

fn tone_of(state: State) -> Tone {
    match state {
        State::Gone | State::ReviewDue | State::Missing | State::Changed => Tone::Bad,
        State::NotNeeded | State::Part => Tone::Quiet,
        State::Exists | State::Approved | State::Current | State::Kept => Tone::Plain,
    }
}

/// Returns in a sentence what became of the file a record points at, if there is something to say.
fn of_file(view: View<'_>, record: &Record) -> Option<Line> {
    let location = record.value(record.kind().field_index("location")?).as_text()?;
    let Place::File(_) = place(location) else { return None };
    let bad = |text: String| Some(Line::Text(text, Tone::Bad));
    let quiet = |text: &str| Some(Line::Text(text.to_owned(), Tone::Quiet));
    match view.register.observed().at(location)? {
        Fact::Missing => bad("The file is not there any more.".to_owned()),
        Fact::Refused { why } => bad(format!("The file is not read: {why}.")),
        Fact::TooLarge { bytes } => quiet(&format!(
            "The file has {} MiB, which is too large to compare with what was attached.",
            bytes >> 20
        )),
        Fact::Folder => quiet("A folder: what lies in it is not compared."),
        Fact::Present { .. } if record.is(&evidence::KIND) && evidence::has_changed(view.register, record) => {
            let since = record.get(evidence::SEEN).or(record.get(evidence::EFFECTIVE));
            let since = since.map_or("before".to_owned(), |day| format!("on {day}"));
            bad(format!(
                "The file's content differs from the one attached {since}; somebody has to look at it again."
            ))
        }
        Fact::Present { .. } if record.is(&evidence::KIND) && record.get(evidence::HASH).is_empty() => {
            quiet("What the file holds was not recorded when it was attached, so a change does not show.")
        }
        Fact::Present { .. } => None,
    }
}
