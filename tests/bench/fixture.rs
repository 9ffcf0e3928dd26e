//! Synthetic registers: systems with a dossier each, or actions over risks over systems.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use aims::domain::kinds::{action, risk, system};
use aims::domain::method::score::Score;
use aims::domain::record::Record;
use aims::domain::record::field::Kind;
use aims::domain::record::id::Id;
use aims::domain::register::Register;
use aims::store::codec;
use aims::store::files::layout;
use aims::store::load::open;
use chrono::{Days, NaiveDate};
use tempfile::TempDir;

/// What a register consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Systems, with nothing that refers to them.
    Systems,
    /// Actions, four to a risk, five risks to a system.
    Actions,
}

impl Shape {
    /// The kind that is counted.
    pub fn kind(self) -> &'static Kind {
        match self {
            Self::Systems => &system::KIND,
            Self::Actions => &action::KIND,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind().plural)
    }
}

const TOPICS: [&str; 8] = [
    "credit", "fraud", "triage", "churn", "pricing", "vision", "speech", "routing",
];
const UNITS: [&str; 5] = ["Retail", "Claims", "Operations", "People", "Research"];
const PURPOSE: &str = "Scores incoming applications and routes the uncertain ones to a human reviewer who decides.";

/// Returns the day that every bench takes for today.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

/// Returns the id of a record of the counted kind.
pub fn id(shape: Shape, at: usize) -> String {
    match shape {
        Shape::Systems => system_id(at),
        Shape::Actions => random('T', at),
    }
}

fn system_id(at: usize) -> String {
    format!("ais-{at:05}")
}

/// Returns an id of five characters that counts on in base 32.
fn random(letter: char, at: usize) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digits = (0..5).rev().map(|place| char::from(DIGITS[at >> (5 * place) & 31]));
    format!("{letter}-{}", digits.collect::<String>())
}

fn day(at: usize) -> NaiveDate {
    let first = today().checked_sub_days(Days::new(200)).expect("a day");
    first
        .checked_add_days(Days::new((at * 37 % 500) as u64))
        .expect("a day")
}

fn a_system(at: usize) -> Record {
    let topic = TOPICS[at % TOPICS.len()];
    Record::new(&system::KIND, Id::new(&system_id(at)))
        .with(system::TITLE, format!("AIS-{at:05} {topic} model {}", at % 97))
        .with(system::UNIT, UNITS[at % UNITS.len()])
        .with(system::PURPOSE, PURPOSE)
        .with(system::OWNER, format!("team-{:02}", at % 43))
        .with(system::ROLES, vec![system::Role::Customer])
        .with(system::STAGE, system::Stage::Operation)
        .with(system::SCOPE, system::Scope::In)
        .with(system::EU_CLASS, system::EuClass::Minimal)
        .with(system::REVIEW, day(at))
}

fn a_risk(at: usize) -> Record {
    let score = Score {
        likelihood: Some((at % 5 + 1) as u8),
        consequences: [Some((at * 3 % 5 + 1) as u8), Some((at * 7 % 5 + 1) as u8), None],
    };
    Record::new(&risk::KIND, Id::new(&random('R', at)))
        .with(
            risk::TITLE,
            format!("Drift of {} input {at}", TOPICS[at % TOPICS.len()]),
        )
        .with(risk::SYSTEMS, vec![Id::new(&system_id(at / 5))])
        .with(risk::OWNER, format!("team-{:02}", at % 43))
        .with(risk::STATUS, risk::Status::Open)
        .with(risk::INHERENT, score)
        .with(risk::CURRENT, score)
        .with(risk::TREATMENT, risk::Treatment::Mitigate)
}

fn an_action(at: usize) -> Record {
    let topic = TOPICS[at % TOPICS.len()];
    Record::new(&action::KIND, Id::new(&random('T', at)))
        .with(action::TITLE, format!("Retrain the {topic} model {}", at % 97))
        .with(action::RISKS, vec![Id::new(&random('R', at / 4))])
        .with(action::OWNER, format!("team-{:02}", at % 43))
        .with(action::STATUS, action::Status::Open)
        .with(action::DUE, day(at))
}

/// Returns so many records of the counted kind, after those they refer to.
pub fn records(shape: Shape, count: usize) -> Box<dyn Iterator<Item = Record>> {
    let first = open::beginnings("Meridian Health").into_iter();
    match shape {
        Shape::Systems => Box::new(first.chain((0..count).map(a_system))),
        Shape::Actions => {
            let risks = count.div_ceil(4);
            let systems = (0..risks.div_ceil(5)).map(a_system);
            Box::new(
                first
                    .chain(systems)
                    .chain((0..risks).map(a_risk))
                    .chain((0..count).map(an_action)),
            )
        }
    }
}

/// Writes a register into a folder and returns its files.
pub fn write(top: &Path, shape: Shape, count: usize) -> Vec<PathBuf> {
    let root = top.join("aims");
    let mut register = Register::default();
    let mut files = Vec::new();
    for record in records(shape, count) {
        let path = layout::path(&register, &record).expect("a path");
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, codec::write(&record)).expect("a file");
        files.push(path);
        register.put(record);
    }
    files
}

/// A register in a folder that goes with it.
pub struct Fixture {
    _folder: TempDir,
    pub top: PathBuf,
    pub files: Vec<PathBuf>,
}

impl Fixture {
    /// Makes a register.
    pub fn new(shape: Shape, count: usize) -> Self {
        let folder = TempDir::new().expect("a folder");
        let top = folder.path().to_path_buf();
        fs::create_dir(top.join(".git")).expect("a folder");
        fs::write(top.join(".git/HEAD"), "ref: refs/heads/main\n").expect("a file");
        let files = write(&top, shape, count);
        Self {
            _folder: folder,
            top,
            files,
        }
    }
}
