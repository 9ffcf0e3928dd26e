//! What others do to the files of a workbench under the fingers.

use std::path::PathBuf;

use aims::app::environment::effect::Effect;
use aims::app::environment::effect::Taken;
use aims::app::state::message::Message;
use aims::domain::kinds::action;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::register::Register;
use aims::store::files::layout;
use aims::store::load::Loaded;
use aims::store::load::open::Contents;
use aims::store::save::Request;
use aims::store::watch::{Changed, News, Report, Whole};

use crate::bench::Bench;

/// The small register, every record in its file.
pub fn on_disk() -> Bench {
    let mut bench = Bench::sample();
    let register = &bench.app.register;
    let mut paths = Vec::new();
    for kind in register.kinds() {
        for record in register.of(kind) {
            let path = layout::path(register, record).expect("a path");
            paths.push((record.id().clone(), path.into()));
        }
    }
    bench.app.sync.paths.extend(paths);
    bench
}

pub fn record(bench: &Bench, id: &str) -> Record {
    bench.app.register.get(id).cloned().expect("a record")
}

pub fn path(bench: &Bench, id: &str) -> PathBuf {
    bench.app.sync.paths.get(&Id::new(id)).expect("a path").to_path_buf()
}

pub fn loaded(path: PathBuf, record: Option<Record>) -> Loaded {
    Loaded {
        path,
        record,
        format: None,
        problems: Vec::new(),
        mark: None,
        temporary: false,
        catalogue: None,
    }
}

pub fn files(files: Vec<Loaded>) -> Changed {
    Changed {
        files,
        ..Changed::default()
    }
}

/// Others write a record into its file.
pub fn write(bench: &mut Bench, record: Record) -> Taken {
    let path = path(bench, record.id().as_str());
    bench.disk.put(record.clone());
    bench.outside(News::Files(files(vec![loaded(path, Some(record))])), &[])
}

/// Others remove the file of a record.
pub fn remove(bench: &mut Bench, id: &str) -> Taken {
    let gone = vec![path(bench, id)];
    bench.disk.forget(&Id::new(id));
    let changed = Changed {
        gone,
        ..Changed::default()
    };
    bench.outside(News::Files(changed), &[])
}

/// All others read, as a register beside the one shown.
pub fn whole(records: Vec<(PathBuf, Record)>, unripe: Vec<PathBuf>) -> Whole {
    let (mut register, mut contents) = (Register::default(), Contents::default());
    let files = records.into_iter().map(|(path, record)| loaded(path, Some(record)));
    contents.take(&mut register, files.collect());
    contents.finish(&mut register);
    Whole {
        register,
        contents,
        unripe,
    }
}

/// The records and files as they are, each changed or left out by a function.
pub fn all(bench: &Bench, change: impl Fn(Record) -> Option<Record>) -> Vec<(PathBuf, Record)> {
    let files = bench.app.sync.paths.iter();
    files
        .filter_map(|(id, path)| Some((path.to_path_buf(), change(record(bench, id.as_str()))?)))
        .collect()
}

pub fn done(record: Record) -> Record {
    record.with(action::STATUS, action::Status::Done)
}

/// Presses keys of one edit and returns it, on its way.
pub fn sent(bench: &mut Bench, keys: &str) -> Request {
    for key in keys.split_whitespace() {
        for key in match key.strip_prefix('\'') {
            Some(text) => text
                .chars()
                .map(aims::app::environment::key::Key::char)
                .collect::<Vec<_>>(),
            None => vec![key.parse().expect("a key")],
        } {
            bench.app.update(Message::Key(key));
        }
    }
    let effects = bench.app.take_effects().into_iter();
    let mut saves = effects.filter_map(|effect| match effect {
        Effect::Save(request) => Some(request),
        _ => None,
    });
    saves.next().expect("a save")
}

impl Bench {
    /// Lets other programs change files, some of which were read before a save here, and returns what is left to do.
    pub fn outside(&mut self, news: News, overtaken: &[&str]) -> Taken {
        let report = Report {
            stamp: 0,
            branch: self.app.env.branch.clone(),
            commit: None,
            news,
        };
        let overtaken = overtaken.iter().map(|id| Id::new(id)).collect();
        self.app.update(Message::Changed(report, overtaken));
        let mut taken = Taken::default();
        for effect in self.app.take_effects() {
            match effect {
                Effect::Follow(follow) => taken = follow,
                other => self.asked.push(other),
            }
        }
        taken
    }
}
