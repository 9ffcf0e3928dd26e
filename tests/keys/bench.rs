//! A workbench under the fingers, and a second register that only learns what would have been saved.

use aims::app::decisions::prompt::Ask;
use std::cell::Cell;
use std::sync::Arc;

use aims::app::dialogs::Confirm;
use aims::app::environment::Environment;
use aims::app::environment::effect::Effect;
use aims::app::environment::key::Key;
use aims::app::form::Form;
use aims::app::input::screen::Screen;
use aims::app::list::List;
use aims::app::notices::Tone;
use aims::app::state::App;
use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use aims::domain::day;
use aims::domain::kinds::{self, evidence, method};
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::input;
use aims::domain::register::Register;
use aims::domain::register::observed::{Fact, pointed_at};
use aims::domain::search::Paths;
use aims::domain::sha256::of as sha256;
use aims::exchange::demo::Demo;
use aims::git::fields::{Change, Row};
use aims::git::history::Commit;
use aims::git::record::{Batch, Subject};
use aims::store::save::queue::Outcome;
use aims::store::save::{Request, Saved};
use chrono::NaiveDate;

/// The day on which everything happens, a Monday.
pub fn today() -> NaiveDate {
    date("2026-11-23")
}

pub fn date(text: &str) -> NaiveDate {
    day::iso(text).expect("a day")
}

/// A record as a kind, an id and the texts of fields.
type Said = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// A small register: two systems, three risks, seven actions, a review, a piece of evidence.
const SAMPLE: &[Said] = &[
    (
        "organization",
        "organization",
        &[
            ("name", "Acme"),
            (
                "people",
                "ana | Ana Ruiz | Head of AI\nben | Ben Okafor | Platform lead",
            ),
        ],
    ),
    (
        "system",
        "chat",
        &[
            ("title", "Chat"),
            ("owner", "ana"),
            ("stage", "operation"),
            ("unit", "Support"),
        ],
    ),
    (
        "system",
        "scoring",
        &[
            ("title", "Scoring"),
            ("owner", "ben"),
            ("stage", "development"),
            ("unit", "Credit"),
        ],
    ),
    (
        "risk",
        "R-00001",
        &[
            ("title", "Injected text takes over"),
            ("systems", "chat"),
            ("owner", "ana"),
            ("status", "open"),
            ("inherent", "5 5/3/1"),
            ("current", "4 4/2/1"),
            ("target", "2 4/2/1"),
        ],
    ),
    (
        "risk",
        "R-00002",
        &[
            ("title", "Bias in scores"),
            ("systems", "scoring"),
            ("owner", "ben"),
            ("status", "open"),
            ("inherent", "3 2/4/2"),
            ("current", "2 2/3/2"),
        ],
    ),
    (
        "risk",
        "R-00003",
        &[
            ("title", "Drift goes unseen"),
            ("systems", "chat"),
            ("owner", "ana"),
            ("status", "open"),
            ("current", "1 1/1/1"),
        ],
    ),
    (
        "action",
        "T-00001",
        &[
            ("title", "Filter retrieved pages"),
            ("risks", "R-00001"),
            ("owner", "ana"),
            ("status", "open"),
            ("due", "2026-08-01"),
        ],
    ),
    (
        "action",
        "T-00002",
        &[
            ("title", "Measure the bias"),
            ("risks", "R-00002"),
            ("owner", "ben"),
            ("status", "started"),
            ("due", "2026-10-10"),
        ],
    ),
    (
        "action",
        "T-00003",
        &[
            ("title", "Write the runbook"),
            ("risks", "R-00001"),
            ("owner", "ana"),
            ("status", "open"),
            ("due", "2026-11-20"),
        ],
    ),
    (
        "action",
        "T-00004",
        &[
            ("title", "Train the agents"),
            ("risks", "R-00003"),
            ("owner", "ben"),
            ("status", "open"),
            ("due", "2026-11-25"),
        ],
    ),
    (
        "action",
        "T-00005",
        &[
            ("title", "Read the logs weekly"),
            ("owner", "ana"),
            ("status", "open"),
            ("due", "2027-03-01"),
        ],
    ),
    ("action", "T-00006", &[("title", "Plan the exit"), ("status", "open")]),
    (
        "action",
        "T-00007",
        &[
            ("title", "Name an owner"),
            ("owner", "ana"),
            ("status", "done"),
            ("due", "2026-09-01"),
            ("closed", "2026-08-30"),
        ],
    ),
    (
        "review",
        "V-00001",
        &[
            ("title", "Management review"),
            ("event", "management review"),
            ("date", "2026-12-07"),
            ("status", "planned"),
            ("owner", "ana"),
        ],
    ),
    (
        "evidence",
        "E-00001",
        &[
            ("title", "Red team report"),
            ("location", "evidence/red-team.pdf"),
            ("supports", "R-00001"),
            ("expires", "2026-11-01"),
            ("owner", "ben"),
        ],
    ),
];

fn sample() -> Vec<Record> {
    let record = |(kind, id, fields): &Said| {
        let kind = kinds::ALL.iter().find(|known| known.name == *kind).expect("a kind");
        let mut record = Record::new(kind, Id::new(id));
        for (name, text) in *fields {
            let at = kind.field_index(name).expect("a field");
            let value = input::read(kind.fields[at].shape, text, today()).expect("a value");
            record.put(at, value).expect("fits");
        }
        record
    };
    let mut records: Vec<_> = SAMPLE.iter().map(record).collect();
    records.push(method::preset());
    records
}

fn entropy() -> [u8; 5] {
    thread_local!(static DRAWN: Cell<u32> = const { Cell::new(0) });
    let drawn = DRAWN.get();
    DRAWN.set(drawn + 1);
    let [_, a, b, c, d] = u64::from(drawn).to_be_bytes()[3..].try_into().unwrap_or_default();
    // Five letters of 32 take turns, so that no two draws are alike.
    [9, a % 32, b % 32 + c / 32, c % 32 + d / 32, d % 32]
}

/// What is told at the start of every test.
pub fn around() -> Environment {
    Environment {
        today: today(),
        now: today().and_hms_opt(9, 0, 0).expect("a time"),
        who: "Ana Ruiz".to_owned(),
        branch: Some("main".to_owned()),
        entropy,
    }
}

/// A workbench with what came out of it.
#[derive(Debug)]
pub struct Bench {
    pub app: App,
    /// Every edit that went to the disk, in order.
    pub saves: Vec<Request>,
    /// Everything else the outside was asked for.
    pub asked: Vec<Effect>,
    /// A register that only gets what was saved.
    pub disk: Register,
}

pub fn states(register: &Register) -> Vec<Record> {
    let records = register.kinds().iter().flat_map(|kind| register.of(kind));
    records.cloned().collect()
}

/// A commit by somebody, some days ago.
pub fn commit(days_ago: usize, who: &str) -> Arc<Commit> {
    let day = today() - chrono::Days::new(days_ago as u64);
    Arc::new(Commit {
        id: format!("{:040x}", 0xabcd_0000 + days_ago).chars().rev().collect(),
        author: who.to_owned(),
        when: day.and_hms_opt(9, 30, 0).expect("a time"),
        subject: format!("Decision of {}", day.format("%-d %B")),
        body: "Talked through in the weekly.\nNobody was against it.".to_owned(),
    })
}

impl Bench {
    /// A workbench on some records.
    pub fn of(records: &[Record]) -> Self {
        let (mut register, mut disk) = (Register::default(), Register::default());
        for record in records {
            register.put(record.clone());
            disk.put(record.clone());
        }
        let mut app = App::new(register, around());
        app.update(Message::Resize(80, 24));
        let (saves, asked) = (Vec::new(), Vec::new());
        Self {
            app,
            saves,
            asked,
            disk,
        }
    }

    /// A workbench on the small register.
    pub fn sample() -> Self {
        Self::of(&sample())
    }

    /// A workbench on a register that just began.
    pub fn fresh() -> Self {
        Self::of(&aims::store::load::open::beginnings("Example"))
    }

    /// A workbench on the demo.
    pub fn demo() -> Self {
        Self::of_demo(&Demo::shipped().expect("the demo"))
    }

    /// A workbench on a register in the form of the demo.
    pub fn of_demo(demo: &Demo) -> Self {
        let records = demo.records(today()).expect("its records");
        let mut bench = Self::of(&[records, vec![method::preset()]].concat());
        bench.see_demo(demo);
        bench
    }

    /// Lets the workbench have looked at the files of the demo, as `aims demo` writes them.
    fn see_demo(&mut self, demo: &Demo) {
        let told = demo.files_today();
        let register = &mut self.app.register;
        for path in pointed_at(register) {
            let text = told.iter().find(|(told, _)| *told == path).map(|(_, text)| *text);
            let fact = match text {
                Some(Some(text)) => Fact::Present {
                    sha256: sha256(text.as_bytes()),
                },
                Some(None) => Fact::Missing,
                None if path.ends_with('/') => Fact::Folder,
                None => {
                    let mut evidence = register.of(&evidence::KIND);
                    let title = evidence
                        .find(|record| record.get(evidence::LOCATION) == path)
                        .map(Record::title);
                    title.map_or(Fact::Missing, |title| Fact::Present {
                        sha256: sha256(Demo::stand_in(title).as_bytes()),
                    })
                }
            };
            register.observe(&path, fact);
        }
        self.app.refresh_all();
    }

    /// Answers what was asked about files: `files` is what the repository has.
    pub fn answer(&mut self, files: &[(&str, &str)]) -> &mut Self {
        for effect in std::mem::take(&mut self.asked) {
            match effect {
                Effect::ListFiles => {
                    let paths = files.iter().map(|(path, _)| (*path).to_owned()).collect();
                    self.app.update(Message::Listed(Paths::new(paths, false)));
                }
                Effect::Observe { paths, then } => {
                    let fact = |path: &String| match files.iter().find(|(name, _)| name == path) {
                        Some((_, text)) => Fact::Present {
                            sha256: sha256(text.as_bytes()),
                        },
                        None => Fact::Missing,
                    };
                    let facts = paths.iter().map(|path| (path.clone(), fact(path))).collect();
                    self.app.update(Message::Observed(facts, then));
                }
                other => self.asked.push(other),
            }
            self.collect();
        }
        self
    }

    /// Presses keys by their names; a word that begins with `'` is typed letter by letter, `_` being a blank.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            match word.strip_prefix('\'').filter(|text| !text.is_empty()) {
                Some(text) => {
                    for c in text.chars() {
                        self.key(Key::char(if c == '_' { ' ' } else { c }));
                    }
                }
                None => self.key(word.parse().expect("a key")),
            }
        }
        self
    }

    pub fn key(&mut self, key: Key) {
        self.app.update(Message::Key(key));
        self.collect();
    }

    /// Takes what the outside must do; a save succeeds at once.
    pub fn collect(&mut self) {
        for effect in self.app.take_effects() {
            match effect {
                Effect::Save(request) => {
                    self.disk
                        .apply(&request.edit)
                        .expect("what is saved fits what was saved");
                    self.saves.push(request.clone());
                    let result = Ok(Saved::default());
                    self.app.update(Message::Saved(Outcome { request, result }));
                }
                other => self.asked.push(other),
            }
        }
    }

    pub fn list(&self) -> &List {
        self.app.list(self.app.screen).expect("a list")
    }

    /// The ids of the rows shown.
    pub fn rows(&self) -> Vec<String> {
        let id = |slot: &aims::domain::register::index::Slot| {
            self.app.register.at(*slot).map(|record| record.id().to_string())
        };
        self.list().rows().iter().filter_map(id).collect()
    }

    /// The id under the cursor.
    pub fn at(&self) -> String {
        self.app
            .record()
            .map(|record| record.id().to_string())
            .unwrap_or_default()
    }

    /// What the notice on screen says, and how.
    pub fn notice(&self) -> (Tone, &str) {
        let notice = self.app.notices.current().expect("something was said");
        (notice.tone, &notice.text)
    }

    /// The text of a field of a record.
    pub fn value(&self, id: &str, field: &str) -> String {
        let record = self.app.register.get(id).expect("a record");
        let at = record.kind().field_index(field).expect("a field");
        record.value(at).to_string()
    }

    /// The form on top.
    pub fn form(&self) -> &Form {
        match self.app.dialogs.top::<Form>() {
            Some(form) => form,
            _ => unreachable!("a form lies on top"),
        }
    }

    /// The question answered by one key on top.
    pub fn confirm(&self) -> &Confirm {
        match self.app.dialogs.top::<Confirm>() {
            Some(confirm) => confirm,
            _ => unreachable!("a confirmation lies on top"),
        }
    }

    /// Why the answer of the question on top is refused.
    pub fn ask_error(&self) -> &str {
        match self.app.dialogs.top::<Ask>() {
            Some(ask) => ask.error.as_deref().unwrap_or_default(),
            _ => unreachable!("a question lies on top"),
        }
    }

    /// Fails unless everything changed is saved, and the other way round.
    pub fn assert_saved(&self) {
        assert_eq!(states(&self.app.register), states(&self.disk));
        assert!(self.app.edits.unsaved.is_empty());
    }

    /// The history asked for last, with the number of its reading.
    pub fn wanted_history(&self) -> (u64, &Subject) {
        let wanted = self.asked.iter().rev().find_map(|effect| match effect {
            Effect::History(reading, subject) => Some((*reading, &**subject)),
            _ => None,
        });
        wanted.expect("a history was asked for")
    }

    /// Feeds that history with one change of a field by each of some people, one a day, newest first.
    pub fn feed(&mut self, field: &str, texts: &[(&str, &str)]) {
        let (reading, subject) = self.wanted_history();
        let kind = subject.record.kind();
        let at = kind.field_index(field).expect("a field");
        let value = |text| input::read(kind.fields[at].shape, text, today()).expect("a value");
        let rows: Vec<_> = texts.windows(2).map(|pair| (pair[0].0, pair[1].1, pair[0].1)).collect();
        let rows = rows.into_iter().enumerate().map(|(nth, (who, from, to))| Row {
            commit: Some(commit(nth, who)),
            change: Change::Field {
                field: at,
                from: value(from),
                to: value(to),
            },
        });
        let batch = Batch {
            rows: rows.collect(),
            versions: texts.len() - 1,
        };
        self.app.update(Message::Git(GitAnswer::History(reading, batch)));
        self.collect();
    }

    pub fn screen(&self) -> &'static Screen {
        self.app.screen
    }
}
