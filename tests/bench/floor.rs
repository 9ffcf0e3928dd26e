//! The floors: the least that reading, drawing, finding and saving cost on this machine with the usual libraries.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use aims::domain::fold::folded;
use aims::domain::record::Record;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::{Style, Stylize};
use ratatui::widgets::{Block, Row, StatefulWidget, Table, TableState};
use serde::Deserialize;

/// Declares, per kind of file, a struct with the few fields that most records have; the rest is passed over.
macro_rules! small {
    ($($kind:ident)*) => {
        $(
            #[derive(Default, Deserialize)]
            #[serde(default)]
            struct $kind {
                title: String,
                owner: String,
            }

            impl $kind {
                fn parse(text: &str) -> Small {
                    let parsed: Self = ron::from_str(text).expect("a record");
                    (parsed.title, parsed.owner)
                }
            }
        )*
    };
}

/// What is kept of a record: its title and who owns it.
pub type Small = (String, String);

small!(Organization Method System Risk Action);

fn parse(path: &PathBuf) -> Small {
    let text = fs::read_to_string(path).expect("a file");
    match path.file_name().and_then(|name| name.to_str()).unwrap_or_default() {
        "aims.ron" => Organization::parse(&text),
        "method.ron" => Method::parse(&text),
        "system.ron" => System::parse(&text),
        name if name.starts_with('R') => Risk::parse(&text),
        _ => Action::parse(&text),
    }
}

/// Reads files on two threads and parses each.
pub fn read_and_parse(files: &[PathBuf]) -> Vec<Small> {
    let read = |files: &[PathBuf]| -> Vec<Small> { files.iter().map(parse).collect() };
    thread::scope(|scope| {
        let halves = files.chunks(files.len().div_ceil(2).max(1));
        let threads: Vec<_> = halves.map(|half| scope.spawn(move || read(half))).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("ends"))
            .collect()
    })
}

/// A table as ratatui draws it, with nothing beside it.
pub struct Bare {
    rows: Vec<[String; 6]>,
}

impl Bare {
    /// Returns a table of so many rows.
    pub fn new(count: usize) -> Self {
        let row = |at: usize| {
            [
                format!("AIS-{at:05}"),
                format!("model {at} of the unit"),
                format!("team-{:02}", at % 43),
                "high".to_owned(),
                "operation".to_owned(),
                "2026-12-01".to_owned(),
            ]
        };
        Self {
            rows: (0..count).map(row).collect(),
        }
    }

    /// Draws the rows that fit.
    pub fn frame(&self, area: Rect) -> Buffer {
        let mut buffer = Buffer::empty(area);
        let shown = self.rows.iter().take(usize::from(area.height));
        let widths = [9, 40, 8, 8, 10, 10].map(Constraint::Length);
        let table = Table::new(shown.map(|row| Row::new(row.each_ref().map(String::as_str))), widths)
            .header(Row::new(["Id", "Name", "Owner", "Class", "Stage", "Review"]).bold())
            .block(Block::bordered().title("Systems"))
            .row_highlight_style(Style::new().reversed());
        let mut state = TableState::default().with_selected(Some(0));
        table.render(area, &mut buffer, &mut state);
        buffer
    }
}

/// Returns the texts that a filter looks at.
pub fn texts(records: impl Iterator<Item = Record>) -> Vec<String> {
    let text = |record: Record| folded(&format!("{} {} {}", record.title(), record.id(), record.owner()));
    records.map(text).collect()
}

/// Returns what some of the files hold, as one.
pub fn bytes_of(files: &[PathBuf], count: usize) -> Vec<u8> {
    let some = files.iter().rev().take(count);
    some.flat_map(|path| fs::read(path).expect("a file")).collect()
}

/// Writes a file by way of a temporary one, and syncs it and its folder.
pub fn write_durably(folder: &Path, bytes: &[u8]) {
    write_durably_as(folder, "floor", bytes);
}

/// Writes a file of a name by way of a temporary one, in a folder that is made where there is none, and syncs all of it.
pub fn write_durably_as(folder: &Path, name: &str, bytes: &[u8]) {
    if fs::create_dir(folder).is_ok()
        && let Some(above) = folder.parent()
    {
        File::open(above).and_then(|above| above.sync_all()).expect("syncs");
    }
    let (temporary, path) = (folder.join(".floor-new"), folder.join(name));
    let mut file = File::create(&temporary).expect("a file");
    file.write_all(bytes).expect("writes");
    file.sync_all().expect("syncs");
    fs::rename(&temporary, &path).expect("renames");
    File::open(folder).and_then(|folder| folder.sync_all()).expect("syncs");
}
