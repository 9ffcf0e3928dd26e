//! Control entries: the organization's stand on each control, which together are the Statement of Applicability.

pub mod check;
pub mod crosswalk;
pub mod theme;

use chrono::NaiveDate;

use crate::domain::admission::redating;
use crate::domain::kinds::control::theme::Theme;
use crate::domain::kinds::extras::Extras;
use crate::domain::kinds::{evidence, risk, system};
use crate::domain::record::Record;
use crate::domain::record::choice::{Choices, Tone, choices};
use crate::domain::record::field::{Derived, Home, Moving, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::kind::{kind, table};
use crate::domain::record::rules::{Example, KindRule, Proposal, Remedy};
use crate::domain::record::typed::{Any, AnyOf, Day, Line, Many, One, OneOf, Person, Prose, Rows, Why};
use crate::domain::record::value::Value;
use crate::domain::register::Register;

choices! {
    /// Whether a control is part of the Statement of Applicability's chosen controls.
    Applicability {
        Applicable "applicable", "yes", "included", "true";
        Excluded "excluded", "no", "not applicable", "n/a", "false";
    }
}

choices! {
    /// On what the choice of a control rests.
    Basis {
        RiskTreatment "risk treatment", "risk", "risk assessment";
        LegalObligation "legal obligation", "law", "legal", "regulation", "regulatory requirement";
        Contract "contract", "contractual obligation", "contractual";
        GoodPractice "good practice", "best practice", "business requirement";
    }
}

choices! {
    /// How far a control is in operation.
    Status {
        NotImplemented Bad "not implemented", "missing", "no";
        Planned Moving "planned";
        Partial Warn "partial", "partially implemented", "in progress";
        Implemented Good "implemented", "yes", "operating";
    }
}

table! {
    /// Exceptions: the system for which the control does not hold, and why.
    Exceptions, sorted: true, SYSTEM: One<system::System> = "system", REASON: Why = "reason"
}

kind! {
    /// The stand on one control: applicable or not and why, how far it is in operation, who answers for it.
    Control "control" "controls" {
        ids: IdForm::Control,
        home: Home::Folder("controls"),
        ended_word: "excluded",
        derived: DERIVED,
        open: |record| record.get(APPLICABILITY) != Some(Applicability::Excluded),
        tones: &[("problems", Tone::Warn)],
        cell: cell,
        moving: Some(Moving {
            field: REVIEW.index(),
            due: |register, record, today| check::next_test(register, record, today).map(|due| due.day),
            of_ended: false,
        }),
        check: check::RULES,
        rules: RULES,
        follow: follow,
    }
    /// The title of an own control; one of Annex A has its title from the catalogue.
    TITLE: Line = "title" "Title" [Title Search];
    /// What an own control asks.
    STATEMENT: Prose = "statement" "Statement" [];
    /// Themes of ours it belongs to, beside those the program knows of; an own control has none until it says so.
    OWN_THEMES: AnyOf<Theme> = "own_themes" "Own themes" [];
    /// Whether the control is chosen; nothing said means it is.
    APPLICABILITY: OneOf<Applicability> = "applicability" "Applicability" [Apart];
    /// On what the choice rests; 6.1.3 asks for the justification of every control chosen.
    BASIS: AnyOf<Basis> = "basis" "Basis" [];
    /// Why the control is chosen or excluded; 6.1.3 asks for it either way.
    REASON: Why = "reason" "Reason" [];
    /// Records and clauses that carry the reason: a risk, a review, a piece of evidence such as a contract.
    GROUNDS: Many<Any> = "grounds" "Grounds" [];
    /// How far the control is in operation.
    STATUS: OneOf<Status> = "status" "Status" [Apart Status Outcome];
    /// Who answers for it.
    OWNER: Person = "owner" "Owner" [Apart Owner Search];
    /// The day since which it is in operation; set with the status when it is not there yet.
    SINCE: Day = "since" "Since" [Happened Outcome];
    /// The day by which it is to be tested or looked at again.
    REVIEW: Day = "review" "Next review" [Apart Dated];
    /// Systems for which it does not hold although it is chosen: system | reason.
    EXCEPTIONS: Rows<Exceptions> = "exceptions" "Exceptions" [Apart Outcome];
    /// How it is put into practice, and anything else worth knowing.
    NOTE: Prose = "note" "Note" [Apart Outcome];
    /// Its id in another register or tracker; an import finds the record again by it.
    REFERENCE: Line = "reference" "Reference" [Search Outcome];
    /// Columns kept from an imported spreadsheet: column | value.
    EXTRAS: Rows<Extras> = "extras" "Imported columns" [Imported Outcome];
}

const DERIVED: &[Derived] = &[
    Derived {
        name: "domain",
        label: "Domain",
        help: "The domain of Annex A or of another catalogue; empty for an own control.",
        shape: Shape::Line,
        get: |register, record, _| {
            let control = register.catalogue().control(record.id().as_str());
            control.map_or(Value::Empty, |control| Value::text(&control.domain))
        },
    },
    Derived {
        name: "themes",
        label: "Themes",
        help: "Our themes it belongs to; Annex A has none.",
        shape: Shape::AnyOf(Theme::ITEMS),
        get: |_, record, _| theme::value(themes(record)),
    },
    Derived {
        name: "why",
        label: "Why",
        help: "Why it is in or out, in letters: R risk treatment, L legal obligation, C contract, G good practice, + words.",
        shape: Shape::Line,
        get: |_, record, _| Value::text(&why(record)),
    },
    Derived {
        name: "risks",
        label: "Risks",
        help: "How many open risks it treats.",
        shape: Shape::Whole,
        get: |register, record, _| Value::Number(open_risks(register, record).count() as i64),
    },
    Derived {
        name: "evidence",
        label: "Evidence",
        help: "How many pieces of evidence support it that are neither retired nor expired.",
        shape: Shape::Whole,
        get: |register, record, today| Value::Number(valid_evidence(register, record.id(), today) as i64),
    },
    crate::domain::kinds::PROBLEMS,
];

/// How the ids of own controls begin.
pub const OWN: &str = "ORG-";

/// Returns the next id of an own control that is not taken.
pub fn free_own(is_taken: impl Fn(&str) -> bool) -> Id {
    let mut ids = (1..=9999).map(|number| format!("{OWN}{number}"));
    let free = ids.find(|id| !is_taken(id));
    Id::new(&free.unwrap_or_default())
}

const RULES: &[KindRule] = &[
    KindRule::record(
        "reason, title and exceptions",
        is_explained,
        &[
            EXAMPLE.change("applicability: excluded"),
            EXAMPLE
                .beside(&[("system", "chat", "title: Chat")])
                .change("exceptions: chat |"),
        ],
    ),
    KindRule::change(
        "exclusion of what treats open risks",
        excludes_treatment,
        &[EXAMPLE
            .beside(&[("risk", "R-00009", "title: Injection; status: open; controls: A.6.2.4")])
            .change("applicability: excluded; reason: no models of our own")],
    ),
    KindRule::change(
        redating::PASSED,
        |proposal| redating::needs_reason_of_passed(proposal, &[STATUS.index()]),
        &[EXAMPLE.before("review: -1w").change("review: +1m")],
    ),
];

const EXAMPLE: Example = Example::of("A.6.2.4", "");

fn excludes_treatment(proposal: &Proposal<'_>) -> Option<(Remedy, String)> {
    if !proposal.becomes(|record| !is_applicable(record)) {
        return None;
    }
    let id = proposal.after.id();
    let treats = |risk: &&Record| risk.is_open() && risk.get(risk::CONTROLS).contains(&id);
    let risks: Vec<_> = proposal.linked_of(&risk::KIND, id).filter(treats).collect();
    let named: Vec<_> = risks
        .iter()
        .take(3)
        .map(|risk| format!("{} {}", risk.id(), risk.title()))
        .collect();
    let more = match risks.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (count, risks) = match risks.len() {
        0 => return None,
        1 => ("an", "open risk".to_owned()),
        many => ("", format!("{many} open risks")),
    };
    let sentence = format!("{id} treats {} {risks}: {}{more}.", count, named.join(", ")).replace("  ", " ");
    Some((Remedy::Confirm, sentence))
}

fn is_explained(record: &Record) -> Vec<(&'static str, String)> {
    let excluded = !is_applicable(record);
    let unreasoned = excluded && record.get(REASON).is_empty();
    let unnamed = record.id().as_str().starts_with(OWN) && record.get(TITLE).is_empty();
    let bare = record
        .get(EXCEPTIONS)
        .iter()
        .any(|row| row.cells().iter().any(Value::is_empty));
    let sentences = [
        (
            bare,
            "exceptions",
            "An exception names the system and the reason: system | reason.",
        ),
        (unreasoned, "reason", "An excluded control needs the reason (6.1.3)."),
        (unnamed, "title", "An own control needs a title."),
    ];
    let broken = sentences.into_iter().filter(|(holds, ..)| *holds);
    broken
        .map(|(_, field, sentence)| (field, sentence.to_owned()))
        .collect()
}

/// The day since which it is in operation comes with the status; once said it stays until somebody changes it. What is
/// excluded rests on no basis.
fn follow(proposal: &Proposal<'_>) -> Vec<(usize, Value)> {
    let mut follows = Vec::new();
    let is_implemented = |record: &Record| record.get(STATUS) == Some(Status::Implemented);
    if proposal.becomes(is_implemented) && proposal.after.get(SINCE).is_none() {
        follows.push((SINCE.index(), proposal.today().into()));
    }
    if proposal.becomes(|record| !is_applicable(record)) {
        follows.push((BASIS.index(), Value::Empty));
    }
    follows
}

/// Returns how a list shows what an excluded control, or one that nobody chose for a reason, has no value for.
fn cell(_: &Register, record: &Record, name: &str, _: NaiveDate) -> Option<(String, Tone)> {
    let (text, tone) = match (name, is_applicable(record)) {
        ("applicability", true) => ("yes", Tone::Plain),
        ("applicability" | "status", false) => ("excluded", Tone::Quiet),
        ("why", _) if why(record).trim().is_empty() => ("-", Tone::Quiet),
        _ => return None,
    };
    Some((text.to_owned(), tone))
}

/// Tells whether a control is chosen; one about which nothing was said is.
pub fn is_applicable(record: &Record) -> bool {
    record.get(APPLICABILITY) != Some(Applicability::Excluded)
}

/// Tells whether a control is excepted for a system.
pub fn is_excepted(record: &Record, system: &Id) -> bool {
    let mut exceptions = record.get(EXCEPTIONS).into_iter();
    exceptions.any(|row| row.get(Exceptions::SYSTEM) == Some(system))
}

/// Tells whether something was said of a control: whether it applies, why, or how far it is.
pub fn is_decided(record: &Record) -> bool {
    record.get(APPLICABILITY).is_some() || has_reason(record) || record.get(STATUS).is_some()
}

/// Tells whether a control applies by what was said; one about which nothing was said is not decided yet.
pub fn is_chosen(record: &Record) -> bool {
    is_applicable(record) && is_decided(record) && !record.is_retired()
}

/// Tells whether it is said why a control is chosen or excluded.
pub fn has_reason(record: &Record) -> bool {
    let chosen_for = is_applicable(record) && !(record.get(BASIS).is_empty() && record.get(GROUNDS).is_empty());
    chosen_for || !record.get(REASON).is_empty()
}

/// Returns why a control is in or out, in letters that fit a narrow column.
fn why(record: &Record) -> String {
    let initial = |basis: &Basis| basis.item().name.chars().next();
    let bases = record.get(BASIS);
    let words = !(record.get(REASON).is_empty() && record.get(GROUNDS).is_empty());
    let mut why: String = bases.iter().filter_map(initial).collect();
    why.extend(words.then_some('+'));
    why
}

/// Returns the themes of a control: those of the table and its own.
pub fn themes(record: &Record) -> Vec<Theme> {
    let mut themes = theme::of(record.id().as_str());
    themes.extend(record.get(OWN_THEMES));
    themes.sort_unstable();
    themes.dedup();
    themes
}

/// Returns the open risks that a control treats.
pub fn open_risks<'a>(register: &'a Register, record: &Record) -> impl Iterator<Item = &'a Record> {
    let treats = |risk: &&Record| risk.is_open() && risk.get(risk::CONTROLS).contains(&record.id());
    let risks: Vec<_> = register.linked_of(&risk::KIND, record.id()).filter(treats).collect();
    risks.into_iter()
}

/// Returns how many pieces of evidence support a record or clause that are neither retired nor expired.
pub fn valid_evidence(register: &Register, id: &Id, today: NaiveDate) -> usize {
    let pieces = register.linked_of(&evidence::KIND, id);
    pieces
        .filter(|piece| evidence::shows(register, piece, id, today))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing;
    use crate::domain::day;
    use crate::domain::register::observed::Fact;

    fn today() -> NaiveDate {
        day::iso("2026-11-23").expect("a day")
    }

    #[test]
    fn the_day_of_beginning_comes_with_the_status_and_is_never_overwritten_or_cleared() {
        let record = Record::new(&KIND, "A.2.2".into());
        let set = |record: &Record, status: Status| testing::set(record, STATUS.index(), status).get(SINCE);
        assert_eq!(set(&record, Status::Implemented), Some(today()));
        assert_eq!(set(&record, Status::Partial), None);
        let before = record.with(SINCE, day::iso("2026-01-01"));
        assert_eq!(set(&before, Status::Implemented), day::iso("2026-01-01"));
        assert_eq!(set(&before, Status::NotImplemented), day::iso("2026-01-01"));
    }

    #[test]
    fn an_exception_says_for_what_and_why() {
        let row = |system: Value, reason: &str| Value::Row([system, reason.into()].into());
        let with = |row: Value| Record::new(&KIND, "A.2.2".into()).with(EXCEPTIONS, vec![row]);
        let system = || Value::Reference(Id::new("chat"));
        assert_eq!(is_explained(&with(row(system(), "no data"))), []);
        assert_eq!(is_explained(&with(row(system(), ""))).len(), 1);
        assert_eq!(is_explained(&with(row(Value::Empty, "no data"))).len(), 1);
    }

    #[test]
    fn why_fits_a_narrow_column() {
        let record = Record::new(&KIND, "A.2.2".into());
        assert_eq!(why(&record), "");
        let chosen = record.with(BASIS, vec![Basis::RiskTreatment, Basis::GoodPractice]);
        assert_eq!(why(&chosen), "RG");
        assert_eq!(why(&chosen.with(REASON, "asked for by the board")), "RG+");
        let mut letters: Vec<_> = Basis::ALL
            .iter()
            .map(|basis| basis.item().name.chars().next())
            .collect();
        letters.dedup();
        assert_eq!(letters.len(), Basis::ALL.len());
    }

    #[test]
    fn evidence_counts_while_it_holds() {
        let mut register = Register::default();
        let piece = |id: &str| {
            let piece = Record::new(&evidence::KIND, id.into()).with(evidence::LOCATION, "https://example.org/test");
            piece.with(evidence::SUPPORTS, vec![Id::new("A.2.2")])
        };
        register.put(piece("E-00000"));
        register.put(piece("E-00001").with(evidence::EXPIRES, today()));
        register.put(piece("E-00002").with(evidence::EXPIRES, day::iso("2026-11-22")));
        register.put(piece("E-00003").with(evidence::RETIRED, today()));
        register.put(piece("E-00004").with(evidence::LOCATION, "docs/gone.md"));
        register.observe("docs/gone.md", Fact::Missing);
        register.put(
            piece("E-00005")
                .with(evidence::LOCATION, "docs/changed.md")
                .with(evidence::HASH, "0".repeat(64).as_str()),
        );
        register.observe("docs/changed.md", Fact::Present { sha256: "1".repeat(64) });
        assert_eq!(
            valid_evidence(&register, &Id::new("A.2.2"), today()),
            3,
            "also one whose file changed"
        );
    }

    #[test]
    fn a_reason_is_text_basis_or_records_and_an_exclusion_needs_text() {
        let record = Record::new(&KIND, "A.2.2".into());
        assert!(!has_reason(&record));
        assert!(has_reason(&record.clone().with(REASON, "asked for by the board")));
        assert!(!has_reason(&record.clone().with(REASON, "N/A")));
        assert!(has_reason(&record.clone().with(BASIS, vec![Basis::Contract])));
        assert!(has_reason(&record.clone().with(GROUNDS, vec![Id::new("R-00000")])));
        let excluded = record
            .with(APPLICABILITY, Applicability::Excluded)
            .with(BASIS, vec![Basis::Contract]);
        assert!(!has_reason(&excluded));
    }
}
