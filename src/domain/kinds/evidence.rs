//! Evidence: what shows that something is so.
//!
//! One day says how long it holds, `expires`; `every` is the span by which that day moves whenever somebody looked at
//! the file or link again. What became of the file since is not stored: it follows from what was last seen of it.

pub mod check;

use chrono::{Days, Months, NaiveDate};

use crate::domain::admission::redating;
use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::extras::Extras;
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Tone, choices};
use crate::domain::record::field::{Derived, Home, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::kind::kind;
use crate::domain::record::rules::{Example, KindRule, Proposal};
use crate::domain::record::typed::{Any, Day, Line, Many, OneOf, Person, Prose, Rows, Whole};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::observed;
use crate::domain::register::observed::{Fact, Place};

choices! {
    /// What form a piece of evidence has.
    Form {
        Document "document", "policy", "procedure";
        Minutes "minutes", "record";
        Report "report", "test report", "audit report";
        Log "log", "export", "screenshot";
        Contract "contract", "agreement";
        Training "training record";
        Other "other evidence", "other";
    }
}

choices! {
    /// How a piece of evidence stands, the worst first.
    Standing {
        Expired Late "expired";
        Gone Bad "gone", "missing";
        Changed Bad "changed";
        Expiring Soon "expiring";
        Valid "valid", "current";
        Undated Quiet "undated", "without date";
        Unknown Quiet "unknown", "not seen";
    }
}

kind! {
    /// A file in the repository or a link that supports any records.
    Evidence "evidence" "evidence" {
        ids: IdForm::Random('E'),
        home: Home::Folder("evidence"),
        derived: DERIVED,
        open: crate::domain::kinds::always_open,
        tones: &[("form", Tone::Quiet), ("location", Tone::Quiet)],
        cell: cell,
        check: check::RULES,
        rules: RULES,
        follow: follow,
    }
    /// What it is called.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// What form it has.
    FORM: OneOf<Form> = "form" "Form" [];
    /// Where it is: a path in the repository, or a link.
    LOCATION: Line = "location" "Location" [Required Search];
    /// The records it supports: controls, gap answers, risks, actions, systems.
    SUPPORTS: Many<Any> = "supports" "Supports" [Search];
    /// The day from which it holds.
    EFFECTIVE: Day = "effective" "Effective" [];
    /// The day after which it no longer holds.
    EXPIRES: Day = "expires" "Expires" [Apart Dated];
    /// After how many months it is to be looked at again; the day of expiry follows.
    EVERY: Whole = "every" "Every (months)" [];
    /// Who keeps it current.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// The SHA-256 of the file as it was when it was attached or last looked at; the program records it.
    HASH: Line = "hash" "SHA-256" [Apart Outcome];
    /// The day on which the file was attached or last looked at.
    SEEN: Day = "seen" "Looked at" [Happened Outcome];
    /// Anything else worth knowing.
    NOTE: Prose = "note" "Note" [Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
    /// The day since which it no longer counts.
    RETIRED: Day = "retired" "Retired" [Apart Retired Outcome];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "standing",
        label: "Standing",
        help: "Expired, gone, changed since it was attached, expiring within 30 days, valid, undated, or unknown while nobody looked at the file.",
        shape: Shape::OneOf(<Standing as Choices>::ITEMS),
        get: |register, record, today| standing(register, record, today).into(),
    },
    Derived {
        name: "valid_until",
        label: "Valid until",
        help: "The last day on which it holds: the day of expiry, or what follows from the span.",
        shape: Shape::Day,
        get: |_, record, _| valid_until(record).into(),
    },
    Derived {
        name: "days",
        label: "Days left",
        help: "For how many days it still holds; below 0 when it expired.",
        shape: Shape::Whole,
        get: |_, record, today| {
            valid_until(record).map_or(Value::Empty, |until| Value::Number((until - today).num_days()))
        },
    },
];

/// How many days before its end a piece of evidence is expiring.
pub const SOON: u64 = 30;

const RULES: &[KindRule] = &[
    KindRule::record(
        "location and hash",
        location_and_hash,
        &[REPORT.change("location: ../elsewhere.pdf"), REPORT.change("hash: abc")],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| {
            redating::needs_reason_of_passed(
                proposal,
                &[
                    SEEN.index(),
                    HASH.index(),
                    LOCATION.index(),
                    EFFECTIVE.index(),
                    EVERY.index(),
                ],
            )
        },
        &[REPORT
            .before("title: Report; location: docs/report.pdf; expires: -1w")
            .change("expires: +1m")],
    ),
];

const REPORT: Example = Example::of("E-00001", "title: Report; location: docs/report.pdf");

fn location_and_hash(record: &Record) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if observed::leaves(record.get(LOCATION)) {
        let sentence = "A path stays inside the repository, and a link begins with https://.";
        wrong.push(("location", sentence.to_owned()));
    }
    let hash = record.get(HASH);
    if !hash.is_empty() && !is_sha256(hash) {
        wrong.push((
            "hash",
            "A SHA-256 is 64 hexadecimal digits; leave it to the program.".to_owned(),
        ));
    }
    wrong
}

/// Tells whether a text is a SHA-256 as this program writes it.
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The day of expiry follows the span, unless somebody chose another one.
fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let looked_again = proposal.changes(SEEN);
    if !looked_again && !proposal.changes(EVERY) && !proposal.changes(EFFECTIVE) {
        return Vec::new();
    }
    let is_chosen = |before: &Record| {
        before.get(EXPIRES).is_some() && before.get(EXPIRES) != after(since(before), before.get(EVERY))
    };
    let chosen = proposal.before.is_some_and(is_chosen);
    // Whoever looks again begins a new span, whatever day was chosen for the last one.
    match after(since(proposal.after), proposal.after.get(EVERY)) {
        Some(until) if !chosen || looked_again => vec![(EXPIRES.index(), until.into())],
        _ => Vec::new(),
    }
}

fn since(record: &Record) -> Option<NaiveDate> {
    record.get(SEEN).or(record.get(EFFECTIVE))
}

fn after(since: Option<NaiveDate>, every: Option<i64>) -> Option<NaiveDate> {
    since?.checked_add_months(Months::new(u32::try_from(every?).ok()?))
}

/// Returns the day of expiry of a piece of evidence that is looked at on a day: the end of a new span, else as it is.
pub fn expiry_after(record: &Record, seen: NaiveDate) -> Option<NaiveDate> {
    after(Some(seen), record.get(EVERY)).or(record.get(EXPIRES))
}

/// Returns the last day on which a piece of evidence holds, where one is known: the one said, but at most twice its span after it
/// was looked at; else the end of that span.
pub fn valid_until(record: &Record) -> Option<NaiveDate> {
    let span = record.get(EVERY).and_then(|months| u32::try_from(months).ok());
    let Some(span) = span.map(Interval::said_months) else {
        return record.get(EXPIRES);
    };
    match record.get(EXPIRES) {
        Some(own) => Some(intervals::at_most(own, since(record), span)),
        None => span.after(since(record)?).map(|due| due.day),
    }
}

/// Returns what was last seen of the file of a piece of evidence; nothing for a link.
pub fn seen<'a>(register: &'a Register, record: &Record) -> Option<&'a Fact> {
    register.observed().at(record.get(LOCATION))
}

/// Tells whether what was last seen of the file differs from what was attached.
pub fn has_changed(register: &Register, record: &Record) -> bool {
    let hash = record.get(HASH);
    !hash.is_empty() && matches!(seen(register, record), Some(Fact::Present { sha256 }) if sha256 != hash)
}

/// Tells whether the file was looked for and is not there, or is nothing that may be read, or no place is named at all.
pub fn is_gone(register: &Register, record: &Record) -> bool {
    let is_nowhere = observed::place(record.get(LOCATION)) == Place::Nowhere;
    is_nowhere || matches!(seen(register, record), Some(Fact::Missing | Fact::Refused { .. }))
}

/// Returns how a list shows until when a record is valid. Where there is no room for the standing, what became of the
/// file matters more than the day.
fn cell(register: &Register, record: &Record, name: &str, today: NaiveDate) -> Option<(String, Tone)> {
    let standing = (name == "valid_until").then(|| standing(register, record, today))?;
    let text = match standing {
        Standing::Gone | Standing::Changed => standing.item().label.to_owned(),
        _ => valid_until(record).map_or_else(String::new, |day| day.to_string()),
    };
    Some((text, standing.item().tone))
}

/// Returns how a piece of evidence stands. What no longer holds by its day is expired, whatever became of the file.
pub fn standing(register: &Register, record: &Record, today: NaiveDate) -> Standing {
    let until = valid_until(record);
    if until.is_some_and(|until| until < today) {
        return Standing::Expired;
    }
    if is_gone(register, record) {
        return Standing::Gone;
    }
    if has_changed(register, record) {
        return Standing::Changed;
    }
    if matches!(observed::place(record.get(LOCATION)), Place::File(_)) {
        match seen(register, record) {
            None => return Standing::Unknown,
            Some(Fact::TooLarge { .. }) if !record.get(HASH).is_empty() => return Standing::Unknown,
            _ => {}
        }
    }
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    match until {
        Some(until) if until <= soon => Standing::Expiring,
        Some(_) => Standing::Valid,
        None => Standing::Undated,
    }
}

/// Tells whether a piece of evidence shows anything: not retired, in effect, not expired, its file not gone. That the file is
/// another one than was looked at is told by itself; what nobody looked at yet is taken at its word.
pub fn holds(register: &Register, record: &Record, today: NaiveDate) -> bool {
    let standing = standing(register, record, today);
    let is_to_come = record
        .get(EFFECTIVE)
        .is_some_and(|from| intervals::happened(Some(from), today).is_none());
    !record.is_retired() && !is_to_come && !matches!(standing, Standing::Expired | Standing::Gone)
}

/// Tells whether a piece of evidence that supports a record shows something of it: it holds, and is not the record's own file.
pub fn shows(register: &Register, piece: &Record, id: &Id, today: NaiveDate) -> bool {
    holds(register, piece, today) && !observed::is_file_of(piece.get(LOCATION), id.as_str())
}

/// Words of file names by which a form is guessed, the more telling first.
const GUESSES: [(Form, &str); 6] = [
    (Form::Minutes, "minutes protocol memo meeting"),
    (Form::Training, "training course elearning certificate attendance"),
    (Form::Contract, "contract agreement addendum dpa nda terms indemnity"),
    (
        Form::Report,
        "report test audit pentest assessment evaluation results review",
    ),
    (Form::Log, "log logs export screenshot csv json txt png jpg"),
    (Form::Document, "md pdf docx odt html adoc rst"),
];

/// Guesses from its name what form a file has.
pub fn guess(location: &str) -> Form {
    let name = location.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = name.to_lowercase();
    let words: Vec<_> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let telling = |(_, hints): &&(Form, &str)| hints.split(' ').any(|hint| words.contains(&hint));
    GUESSES.iter().find(telling).map_or(Form::Other, |(form, _)| *form)
}

/// Returns what a piece of evidence may be called by its file name: `board_minutes-2026.pdf` is `Board minutes 2026`.
pub fn title_of(location: &str) -> String {
    let name = location.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem,
        _ => name,
    };
    let mut title = String::with_capacity(stem.len());
    for (nth, part) in stem.split(['_', '-', ' ']).filter(|part| !part.is_empty()).enumerate() {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        // The parts of a day stay together.
        let joint = if nth > 0 && digits(part) && part.len() == 2 && title.ends_with(|c: char| c.is_ascii_digit()) {
            "-"
        } else {
            " "
        };
        if nth > 0 {
            title.push_str(joint);
        }
        title.push_str(part);
    }
    let mut chars = title.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    let title = first.unwrap_or_default() + chars.as_str();
    if title.is_empty() { location.to_owned() } else { title }
}

#[cfg(test)]
mod tests;
