//! A record and its linked records as lines: for the detail pane, for copying and for `show`. Lines of a kind beside its
//! fields are a [`KindFace`] in the file of its family, and a line in `FACES`.

pub mod approval;
pub(in crate::app) mod assessment;
pub mod attachments;
mod awareness;
mod checked;
pub(in crate::app) mod competence;
pub(in crate::app) mod follow_up;
pub(in crate::app) mod kept_content;
pub mod markdown;
mod members;
mod problem;
pub(in crate::app) mod requirement;
mod rows;
pub(in crate::app) mod series;

pub use crate::app::detail::checked::Checked;
pub(in crate::app) use crate::app::detail::rows::row_of;
use crate::app::detail::rows::row_text;
use crate::app::list::spec::View;
use crate::domain::day;
use crate::domain::kinds::{action, change, evidence, obligation, organization, resource, risk, role, sitting};
use crate::domain::record::Record;
use crate::domain::record::field::{Field, Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::mark::Mark;
use crate::domain::record::prose;
use crate::domain::record::value::Value;

/// How a value is meant, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Nothing was said, or for the background.
    Quiet,
    /// Late or expired.
    Bad,
    /// A band of the method, counted from 0.
    Level(u8),
}

/// One line of a detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Heading(String),
    /// A label with its value.
    Field(String, String, Tone),
    /// A paragraph.
    Text(String, Tone),
    /// A record or catalogue entry one can go to: its id, its title, and a note on it.
    Link(Id, String, String),
}

/// What the detail shows of the records of a kind beside their fields.
pub struct KindFace {
    /// The kind.
    pub kind: &'static Kind,
    /// The heading that ends the problems.
    pub after_problems: &'static str,
    /// Adds the lines above everything that was recorded: what the catalogue asks.
    pub first: fn(View<'_>, &Record, &mut Vec<Line>),
    /// Adds the lines above the fields.
    pub lines: fn(View<'_>, &Record, &mut Vec<Line>),
    /// The names of the paragraphs, tables and links that go before the others, in their order.
    pub sections_first: &'static [&'static str],
    /// The fields and derived values that the lines above them say already.
    pub said: &'static [&'static str],
    /// Adds the lines below the fields.
    pub last: fn(View<'_>, &Record, &mut Vec<Line>),
    /// Whether its first line says what it is called, so that the frame need not.
    pub is_named_by_first_line: bool,
    /// Returns the note on a link to a record; empty where the level or the status says enough.
    pub note: fn(View<'_>, &Record) -> String,
    /// Returns records to list among the linked ones that refer to the record through another one.
    pub linked: for<'a> fn(View<'a>, &Record) -> Vec<&'a Record>,
}

impl KindFace {
    /// The fields of a kind and nothing else.
    const fn of(kind: &'static Kind) -> Self {
        Self {
            kind,
            after_problems: "What it says",
            first: |_, _, _| {},
            lines: |_, _, _| {},
            sections_first: &[],
            said: &[],
            last: |_, _, _| {},
            is_named_by_first_line: false,
            note: |_, _| String::new(),
            linked: |_, _| Vec::new(),
        }
    }
}

/// The kinds, each with its lines beside the fields or with none; a test finds one without an entry.
static FACES: &[&KindFace] = &[
    &KindFace::of(&organization::KIND),
    &approval::METHOD,
    &KindFace::of(&risk::KIND),
    &KindFace::of(&action::KIND),
    &assessment::SYSTEM,
    &assessment::ASSESSMENT,
    &attachments::EVIDENCE,
    &attachments::DOCUMENT,
    &follow_up::FINDING,
    &follow_up::INCIDENT,
    &follow_up::SUPPLIER,
    &follow_up::OBJECTIVE,
    &follow_up::METRIC,
    &KindFace::of(&change::KIND),
    &KindFace::of(&obligation::KIND),
    &KindFace {
        // Who holds it and what they can stands before what it does.
        sections_first: &["holders", "needs", "held"],
        ..KindFace::of(&role::KIND)
    },
    &KindFace::of(&resource::KIND),
    &KindFace::of(&sitting::KIND),
    &series::REVIEW,
    &requirement::ANSWER,
    &requirement::CONTROL,
    #[cfg(test)]
    &tests::SPILL,
];

/// Returns where a field or heading of the record itself stands among the lines of its detail, not what the check says of it.
pub(in crate::app) fn place_of(lines: &[Line], label: &str) -> Option<usize> {
    let mut is_of_check = false;
    lines.iter().position(|line| {
        if let Line::Heading(heading) = line {
            is_of_check = problem::is_heading(heading);
        }
        let is_it = match line {
            Line::Field(known, ..) | Line::Heading(known) => known.split(" (").next() == Some(label),
            _ => false,
        };
        is_it && !is_of_check
    })
}

fn face(record: &Record) -> &'static KindFace {
    let own = FACES.iter().copied().find(|face| record.is(face.kind));
    own.unwrap_or(const { &KindFace::of(&Kind::PLAIN) })
}

/// Tells whether the first line of a record's detail says what it is called.
pub fn is_named_by_first_line(record: &Record) -> bool {
    face(record).is_named_by_first_line
}

/// Returns the lines of a record's detail: what the check found in it, what it says, then what refers to it.
pub fn lines(view: View<'_>, record: &Record, checked: &Checked<'_>) -> Vec<Line> {
    let mut lines = own_lines(view, record, checked);
    lines.extend(linked_lines(view, record));
    lines
}

/// Returns what a record says, with what the check and the catalogue say about it.
pub fn own_lines(view: View<'_>, record: &Record, checked: &Checked<'_>) -> Vec<Line> {
    let face = face(record);
    let (mut lines, more_problems) = problem::lines(record, &checked.problems);
    if let Some(reason) = view.register.refusal(record.id().as_str()) {
        // What an empty record in its place says is not what it says.
        lines.push(Line::Text(reason, Tone::Bad));
        return lines;
    }
    if !lines.is_empty() {
        lines.push(Line::Heading(face.after_problems.to_owned()));
    }
    if record.is_confidential() {
        let words = "Confidential: lists, documents and exports say only that it exists and how it stands.";
        lines.push(Line::Text(words.to_owned(), Tone::Quiet));
    }
    (face.first)(view, record, &mut lines);
    levels(view, record, &mut lines);
    let mut of_kind = Vec::new();
    (face.lines)(view, record, &mut of_kind);
    problem::qualify(&mut of_kind, &checked.problems);
    let below_records = members::qualify(view, record, checked.all, &mut of_kind);
    of_kind.retain(|line| !problem::is_said(line, &lines) && !approval::is_said(line, &lines));
    lines.append(&mut of_kind);
    // What fits on a line goes first, so that no label stands under a paragraph it does not belong to.
    let titled = |field: &Field, value: &Value| field.is(Mark::Title) && value.as_text() == Some(record.title());
    let is_said = |field: &Field| face.said.contains(&field.name);
    let shown = || {
        let fields = record.fields();
        fields.filter(|(field, value)| !titled(field, value) && !is_said(field))
    };
    for (field, value) in shown().filter(|(field, _)| !is_section(field)) {
        field_lines(view, record, (field, value), &mut lines);
    }
    let rank = |field: &Field| face.sections_first.iter().position(|name| *name == field.name);
    let mut sections: Vec<_> = shown().filter(|(field, _)| is_section(field)).collect();
    sections.sort_by_key(|(field, _)| rank(field).unwrap_or(usize::MAX));
    for (field, value) in sections {
        field_lines(view, record, (field, value), &mut lines);
    }
    (face.last)(view, record, &mut lines);
    lines.extend(below_records);
    lines.extend(more_problems);
    without_empty_headings(&mut lines);
    lines
}

/// Takes away headings with nothing below them, such as that above the fields of a record that has only tables.
fn without_empty_headings(lines: &mut Vec<Line>) {
    let is_heading = |line: Option<&Line>| matches!(line, Some(Line::Heading(_)));
    for at in (0..lines.len()).rev() {
        if is_heading(lines.get(at)) && (at + 1 == lines.len() || is_heading(lines.get(at + 1))) {
            lines.remove(at);
        }
    }
}

/// Returns a value as the screens write it, with how it is meant.
fn shown(view: View<'_>, record: &Record, field: &Field, value: &Value) -> (String, Tone) {
    let method = view.register.method();
    let asks = |day| {
        record
            .kind()
            .field_index(field.name)
            .is_some_and(|field| record.asks_on(field, day))
    };
    match value {
        Value::Date(date) if asks(*date) => {
            let tone = if *date < view.today { Tone::Bad } else { Tone::Plain };
            (format!("{date}  {}", day::distance(*date, view.today)), tone)
        }
        Value::Score(score) => match method.level(score, None) {
            Some(level) => (format!("{}  {score}", method.band_name(level)), Tone::Level(level)),
            None => (format!("{score}  outside the method's scales"), Tone::Bad),
        },
        Value::Level(level) => (method.band_name(*level), Tone::Level(*level)),
        // Nobody reads a checksum; its beginning tells it from others.
        Value::Text(text) if evidence::is_sha256(text) => (text[..12].to_owned(), Tone::Quiet),
        value => (value.to_string(), Tone::Plain),
    }
}

/// Tells whether a field has a heading of its own.
fn is_section(field: &Field) -> bool {
    let links = matches!(field.shape, Shape::One(_) | Shape::Many(_) | Shape::Terms(_));
    links || matches!(field.shape, Shape::Prose | Shape::Rows { .. } | Shape::Lines)
}

fn field_lines(view: View<'_>, record: &Record, (field, value): (&Field, &Value), lines: &mut Vec<Line>) {
    let at = record.kind().field_index(field.name);
    if let Some(day) = at.and_then(|at| record.moved_day(at, view.register, view.today)) {
        let tone = if day < view.today { Tone::Bad } else { Tone::Plain };
        let stored = value.as_date().filter(|stored| *stored != day);
        let stored = stored
            .map(|stored| format!(" (recorded: {stored})"))
            .unwrap_or_default();
        let text = format!("{day}  {}{stored}", day::distance(day, view.today));
        lines.push(Line::Field(field.label.to_owned(), text, tone));
        return;
    }
    if value.is_empty() {
        let asked = field.is(Mark::Required) || field.is(Mark::Owner) || field.is(Mark::Status);
        if asked {
            lines.push(Line::Field(field.label.to_owned(), "-".to_owned(), Tone::Quiet));
        }
        return;
    }
    match field.shape {
        Shape::Prose => {
            lines.push(Line::Heading(field.label.to_owned()));
            let paragraphs = prose::paragraphs(value.as_text().unwrap_or_default());
            lines.extend(
                paragraphs
                    .into_iter()
                    .map(|paragraph| Line::Text(paragraph, Tone::Plain)),
            );
        }
        Shape::One(_) | Shape::Many(_) | Shape::Terms(_) => {
            lines.push(Line::Heading(field.label.to_owned()));
            for id in value.items().iter().filter_map(Value::as_id) {
                lines.push(link(view, id));
            }
        }
        Shape::Rows { columns, .. } => {
            lines.push(Line::Heading(field.label.to_owned()));
            for row in value.items() {
                // A row about a record leads to it.
                lines.extend(row.ids().map(|id| link(view, id)));
                lines.push(Line::Text(row_text(columns, row), Tone::Plain));
            }
        }
        Shape::Lines => {
            lines.push(Line::Heading(field.label.to_owned()));
            lines.extend(
                value
                    .items()
                    .iter()
                    .map(|line| Line::Text(line.to_string(), Tone::Plain)),
            );
        }
        _ => {
            let (text, tone) = shown(view, record, field, value);
            lines.push(Line::Field(field.label.to_owned(), text, tone));
        }
    }
}

/// Returns the line that leads to a record or shows a catalogue entry.
pub fn link(view: View<'_>, id: &Id) -> Line {
    let title = match view.register.title(id.as_str()) {
        Some(title) => title.to_owned(),
        None => match view.register.catalogue().requirements_under(id.as_str()).len() {
            0 => "not in the register".to_owned(),
            count => format!("{count} clauses and controls"),
        },
    };
    let note = view
        .register
        .get(id.as_str())
        .map(|record| note(view, record))
        .unwrap_or_default();
    Line::Link(id.clone(), title, note)
}

/// Returns in a few words how a record stands.
fn note(view: View<'_>, record: &Record) -> String {
    if record.is_retired() {
        return "retired".to_owned();
    }
    if let Some(days) = record.days_late(view.register, view.today) {
        return format!("{} late", day::span(days));
    }
    let own = (face(record).note)(view, record);
    if !own.is_empty() {
        return own;
    }
    let status = record
        .kind()
        .marked(Mark::Status)
        .map(|field| record.value(field).to_string())
        .unwrap_or_default();
    match *view.value(record, "level") {
        Value::Level(level) if record.is_open() => view.register.method().band_name(level),
        _ => status,
    }
}

/// The derived value that counts what the check finds in a record.
const PROBLEMS: &str = "problems";

fn levels(view: View<'_>, record: &Record, lines: &mut Vec<Line>) {
    for derived in record.kind().derived {
        // The day from which it is counted says the same.
        if derived.name == "days" || face(record).said.contains(&derived.name) {
            continue;
        }
        let value = (derived.get)(view.register, record, view.today);
        let shown = match (derived.shape, &value) {
            (Shape::Level, Value::Level(level)) => (view.register.method().band_name(*level), Tone::Level(*level)),
            // They stand on top with their sentences.
            (Shape::Whole, _) if derived.name == PROBLEMS => continue,
            (Shape::Whole, Value::Number(1..)) if derived.name == "late" => (format!("{value} days"), Tone::Bad),
            (Shape::Whole, Value::Number(1..)) => (value.to_string(), Tone::Plain),
            _ => continue,
        };
        lines.push(Line::Field(derived.label.to_owned(), shown.0, shown.1));
    }
}

/// Returns the records that refer to this one, by kind.
pub fn linked_lines(view: View<'_>, record: &Record) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut linked = view.register.linked(record.id());
    linked.extend((face(record).linked)(view, record));
    for kind in view.register.kinds() {
        let mut of_kind: Vec<_> = linked.iter().filter(|other| other.is(kind)).collect();
        if of_kind.is_empty() {
            continue;
        }
        let open = of_kind.iter().filter(|record| record.is_open()).count();
        // What still asks for something goes first, the worst of it on top.
        of_kind.sort_by(|a, b| {
            (b.is_open().cmp(&a.is_open()))
                .then_with(|| view.value(b, "level").order(&view.value(a, "level")))
                .then_with(|| a.id().cmp(b.id()))
        });
        lines.push(Line::Heading(format!(
            "{} ({open} open of {})",
            capitalised(kind.plural),
            of_kind.len()
        )));
        lines.extend(of_kind.into_iter().map(|record| link(view, record.id())));
    }
    lines
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Adds a heading with a line for each hint, if there are any.
pub fn hints(heading: &str, hints: &[String], lines: &mut Vec<Line>) {
    if !hints.is_empty() {
        lines.push(Line::Heading(heading.to_owned()));
        lines.extend(hints.iter().map(|hint| Line::Text(format!("- {hint}"), Tone::Plain)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::kinds::check::testing::{register_of, today};
    use crate::domain::kinds::{self, assessment, check, review};
    use crate::domain::record::check::Problem;
    use crate::domain::record::check::Weight;

    /// The kind that `cli::from_outside` adds; its name is enough to find its face.
    static SPILT: Kind = Kind {
        name: "spill",
        ..Kind::PLAIN
    };

    pub(super) static SPILL: KindFace = KindFace {
        lines: |view, record, lines| {
            let cups = view.value(record, "cups");
            let text = format!("{cups} cups to make again");
            lines.push(Line::Field("Refill".to_owned(), text, Tone::Bad));
        },
        ..KindFace::of(&SPILT)
    };

    #[test]
    fn every_kind_has_one_face() {
        for kind in kinds::ALL {
            let own = FACES.iter().filter(|face| face.kind == *kind);
            assert_eq!(
                own.count(),
                1,
                "{}: a line in FACES, even if it is KindFace::of",
                kind.name
            );
        }
    }

    #[test]
    fn no_page_calls_good_what_the_check_does_not() {
        let mut tried = 0;
        let every = kinds::ALL
            .iter()
            .flat_map(|kind| kind.check.iter().map(move |rule| (*kind, *rule)));
        for (kind, rule) in every.filter(|(_, rule)| !rule.example.id.is_empty()) {
            let register = register_of(kind, &rule.example);
            let view = View {
                register: &register,
                today: today(),
            };
            let record = register.get(rule.example.id).expect("the record of the example");
            let problems = check::of(&register, record, view.today);
            let checked = Checked { problems, all: None };
            let weighs = |problem: &&Arc<Problem>| problem.weight >= Weight::Minor && !problem.rule.is_consequence;
            if !checked.problems.iter().any(|one| weighs(&one)) {
                continue;
            }
            tried += 1;
            // What somebody answered is shown as it was answered.
            let is_answer = |label: &str| kind.fields.iter().any(|field| field.label == label);
            let is_state = |label: &str| (label == "Standing" || label == "State") && !is_answer(label);
            let mut all = lines(view, record, &checked).into_iter();
            let good = all.find(|line| matches!(line, Line::Field(label, _, Tone::Plain) if is_state(label)));
            assert_eq!(good, None, "{}", rule.code);
            let standing = view.value(record, "standing");
            let is_valid = record.is(&assessment::KIND) && *standing == Value::from(assessment::Standing::Valid);
            assert!(!is_valid, "{}: the list calls it valid", rule.code);
        }
        assert!(tried > 40, "{tried} examples weigh");
    }

    #[test]
    fn what_no_audit_came_by_is_said_on_each_of_its_controls() {
        let rule = &review::check::coverage::CONTROLS_UNAUDITED;
        let register = register_of(&review::KIND, &rule.example);
        let judgement = check::Judgement::of(&register, today());
        let of = |id: &str| {
            let slot = register.slot(id).expect("a record");
            let problems = judgement.of_record(&register, slot).into_iter();
            problems.map(|problem| problem.rule.code).collect::<Vec<_>>()
        };
        assert!(of("A.2.2").contains(&rule.code), "{:?}", of("A.2.2"));
        assert!(!of("chat").contains(&rule.code), "{:?}", of("chat"));
    }
}
