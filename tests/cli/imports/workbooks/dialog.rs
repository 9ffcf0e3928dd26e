//! Imports by the dialog of the workbench: they come to the files that the command line makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use aims::app::environment::effect::Effect;
use aims::app::environment::key::Key;
use aims::app::guided::import::{Importing, Page};
use aims::app::state::App;
use aims::app::state::message::Message;
use aims::app::unsaved::kept;
use aims::cli::Global;
use aims::cli::workbench::answers;
use aims::domain::kinds::system;
use aims::store::files::disk::Disk;
use aims::store::files::repository::Repository;
use aims::store::load::open::open;
use aims::store::save::Writer;
use aims::store::save::queue::Outcome;
use aims::ui::export::text::text;
use chrono::NaiveDate;

use super::book::{desk, put};
use crate::sandbox::Sandbox;

/// A workbench on the register of a sandbox, whose edits reach the disk.
struct Bench<'s> {
    sandbox: &'s Sandbox,
    repository: Repository,
    app: App,
    writer: Writer,
}

fn global() -> Global {
    Global {
        dir: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 23),
        ascii: false,
        colour: None,
        light: false,
    }
}

impl<'s> Bench<'s> {
    fn open(sandbox: &'s Sandbox) -> Self {
        let repository = Repository::at(&sandbox.here());
        let app = answers::loaded(&global(), &repository);
        let writer = open(&repository).1.writer(repository.clone(), Disk::default());
        let mut bench = Self {
            sandbox,
            repository,
            app,
            writer,
        };
        bench.settle();
        bench
    }

    /// Answers what is asked until nothing is.
    fn settle(&mut self) {
        loop {
            let others = answers::answer(&mut self.app, &self.repository);
            if others.is_empty() {
                break;
            }
            for effect in others {
                if let Effect::Save(request) = effect {
                    let result = self.writer.save(&request);
                    assert!(result.is_ok(), "{result:?}");
                    self.app.update(Message::Saved(Outcome { request, result }));
                }
            }
        }
    }

    /// Presses keys; what begins with a quote is typed.
    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            if let Some(text) = key.strip_prefix('\'') {
                for c in text.chars() {
                    self.app.update(Message::Key(Key::char(c)));
                }
            } else {
                self.app.update(Message::Key(key.parse().expect(key)));
            }
            self.settle();
        }
        self
    }

    /// Opens the import of a file by its name.
    fn import(&mut self, name: &str) -> &mut Self {
        self.press(&format!(": 'import enter '{name} enter"))
    }

    fn dialog(&self) -> &Importing {
        self.app.dialogs.top().expect("an import")
    }

    /// Puts the cursor on the value of a column, and answers what it stands for.
    fn answer(&mut self, value: &str, typed: &str) -> &mut Self {
        let at = self.dialog().values.iter().position(|line| line.text == value);
        let at = at.expect(value);
        self.press("g");
        for _ in 0..at {
            self.press("j");
        }
        self.press(&format!("enter '{typed} enter"))
    }

    fn notice(&self) -> &str {
        self.app.notices.current().map_or("", |notice| &notice.text)
    }
}

/// Returns the files of a register by their path below it, without what the other sandbox has as well.
fn files(sandbox: &Sandbox) -> BTreeMap<PathBuf, String> {
    let here = sandbox.here();
    let relative = |path: PathBuf| path.strip_prefix(&here).map(Path::to_path_buf).expect("below it");
    sandbox
        .files()
        .into_iter()
        .map(|(path, text)| (relative(path), text))
        .collect()
}

const INVENTORY: &str = "\u{feff}AI System;System ID;Business owner;Supplier;Purpose;Status\r\nLetter router;A-1;Mia Lund;In-house;Sorts letters;Live\r\nTariff advisor;A-2;Tom Reyes;Acme;Says what it costs;Paused\r\nTotal;2;;;;\r\n";

#[test]
fn an_inventory_comes_in_as_by_the_command_line() {
    let (by_dialog, by_command) = (desk(), desk());
    for sandbox in [&by_dialog, &by_command] {
        sandbox.write("inventory.csv", INVENTORY);
    }
    by_command.fine(&[
        "import",
        "systems",
        "inventory.csv",
        "--map-value",
        "Status:Paused=operation",
    ]);
    let mut bench = Bench::open(&by_dialog);
    bench.import("inventory");
    assert_eq!(bench.dialog().page, Page::Columns, "the kind is clear");
    bench.press("l").answer("Paused", "operation").press("l ctrl-s");
    assert!(
        bench
            .notice()
            .starts_with("import systems from inventory.csv: 2 created"),
        "{}",
        bench.notice()
    );
    assert_eq!(files(&by_dialog), files(&by_command));
}

/// Risks and the actions that serve them, as a team keeps them in a workbook.
fn register(sandbox: &Sandbox) {
    let risks = "Risk ID|Risk|AI System|Likelihood|Impact|Owner|Treatment|Control\n\
        R-01|Letters go astray|Letter sorter|Likely|Major|Mia Lund|Reduce|A.6.2.4\n\
        R-02|Wrong advice|Help desk bot|Possible|Moderate|Tom Reyes|Reduce|ISO 27001 A.8.2\n\
        R-03|Demand is missed|Meter forecast|Rare|Minor|Ines Roth|Accept|";
    let actions = "Action ID|Action|Risk ID|Owner|Due date|Status\n\
        T-01|Weigh letters|R-01|Tom Reyes|30 days|In progress\n\
        T-02|Ask a second time|R-02|Mia Lund|2026-12-15|Open";
    put(
        sandbox,
        "risks.xlsx",
        &[
            ("Read me", "Ask Mia"),
            ("Risk register", risks),
            ("Actions", actions),
            ("_Lists", "Likely|Major"),
        ],
    );
}

#[test]
fn two_linked_sheets_come_in_as_by_the_command_line() {
    let (by_dialog, by_command) = (desk(), desk());
    register(&by_dialog);
    register(&by_command);
    let ran = by_command.run(&["import", "all", "risks.xlsx", "--spans-from", "2026-11-23"]);
    assert!(ran.err.contains("Saved as one edit"), "{ran:?}");
    let mut bench = Bench::open(&by_dialog);
    bench.import("risks.xlsx");
    let taken: Vec<_> = bench
        .dialog()
        .sheets
        .iter()
        .map(|sheet| (sheet.sheet.as_deref(), sheet.is_taken))
        .collect();
    let named = |name| Some(name);
    assert_eq!(
        taken,
        [
            (named("Read me"), false),
            (named("Risk register"), true),
            (named("Actions"), true),
            (named("_Lists"), false)
        ]
    );
    // The one correction: the spans of the actions count from today.
    bench.press("l G d 'today enter ctrl-s ctrl-s");
    assert!(
        bench.notice().starts_with("import risks, actions from risks.xlsx"),
        "{}",
        bench.notice()
    );
    assert_eq!(files(&by_dialog), files(&by_command));
    let risks = by_dialog.json(&["list", "risks", "--json"]);
    let controls = risks.as_array().into_iter().flatten();
    let mut controls: Vec<String> = controls.map(|risk| risk["controls"].to_string()).collect();
    controls.sort();
    assert_eq!(
        controls,
        ["[\"A.6.2.4\"]", "[]", "[]"],
        "another standard's ids are no links"
    );
    let actions = by_dialog.fine(&["list", "actions"]);
    assert!(actions.contains("2026-12-23"), "{actions}");
}

#[test]
fn what_is_left_leaves_nothing_and_undo_leaves_what_was_there() {
    let sandbox = desk();
    sandbox.write("inventory.csv", INVENTORY);
    let before = sandbox.files();
    let mut bench = Bench::open(&sandbox);
    bench.import("inventory").press("l l esc");
    assert!(bench.app.dialogs.is_empty() && kept(&bench.app).is_empty());
    assert_eq!(sandbox.files(), before);
    bench.import("inventory").press("ctrl-s ctrl-s");
    assert_ne!(sandbox.files(), before);
    bench.press("u");
    assert!(
        bench.notice().starts_with("Undone: import systems"),
        "{}",
        bench.notice()
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_row_that_lacks_something_is_taken_by_hand() {
    let (by_dialog, by_command) = (desk(), desk());
    for sandbox in [&by_dialog, &by_command] {
        sandbox.write(
            "tasks.csv",
            "Action,Owner,Due date\nAsk twice,mia,2026-12-01\nWeigh letters,,\n",
        );
    }
    by_command.run(&["import", "actions", "tasks.csv", "--yes=3"]);
    let mut bench = Bench::open(&by_dialog);
    bench.import("tasks").press("l l");
    let classes = |bench: &Bench<'_>| {
        let outcome = bench.dialog().outcome().expect("a plan");
        outcome.rows.iter().map(|row| row.class.word()).collect::<Vec<_>>()
    };
    assert_eq!(classes(&bench), ["problem", "create"]);
    bench.press("G space");
    assert_eq!(classes(&bench), ["problem", "create"], "{}", bench.notice());
    bench.press("g space");
    assert_eq!(classes(&bench), ["create", "create"], "{}", bench.notice());
    bench.press("ctrl-s");
    assert_eq!(files(&by_dialog), files(&by_command));
}

#[test]
fn every_page_says_where_it_is_and_which_keys_hold_in_a_small_terminal() {
    let sandbox = desk();
    register(&sandbox);
    let mut bench = Bench::open(&sandbox);
    bench.import("risks.xlsx");
    let global = global();
    for page in Page::ALL {
        assert_eq!(bench.dialog().page, page);
        let shown = text(&answers::draw(&bench.app, (80, 24), &global));
        for part in ["Import risks.xlsx", "1 Sheets (4)", "4 Rows (5)", "? keys"] {
            assert!(shown.contains(part), "{page:?}: no {part} in\n{shown}");
        }
        bench.press("l");
    }
    bench.press("?");
    let shown = text(&answers::draw(&bench.app, (80, 24), &global));
    assert!(shown.contains("Keys while a file is imported"), "{shown}");
}

#[test]
fn what_is_on_its_way_to_the_disk_goes_back() {
    let sandbox = desk();
    let rows: Vec<String> = (0..150).map(|nth| format!("System {nth},ana")).collect();
    sandbox.write("many.csv", &format!("AI System,Owner\n{}\n", rows.join("\n")));
    let before = sandbox.files();
    let mut bench = Bench::open(&sandbox);
    bench.import("many").press("ctrl-s");
    bench.app.update(Message::Key(Key::ctrl('s')));
    assert_eq!(bench.dialog().saving.as_ref().map(|saving| saving.records), Some(150));
    bench.press("esc");
    assert!(bench.app.dialogs.is_empty());
    assert_eq!(sandbox.files(), before);
    bench.import("many").press("ctrl-s ctrl-s");
    assert!(bench.app.dialogs.is_empty(), "it closes once all is on the disk");
    let systems = sandbox.json(&["list", "systems", "--json"]);
    assert_eq!(systems.as_array().map(Vec::len), Some(153));
}

#[test]
fn what_was_answered_is_there_again() {
    let sandbox = desk();
    sandbox.write("inventory.csv", INVENTORY);
    let mut bench = Bench::open(&sandbox);
    bench
        .import("inventory")
        .press("l")
        .answer("Paused", "retirement")
        .press("h h l l esc");
    assert_eq!(kept(&bench.app).len(), 1, "it is kept for the next run as well");
    bench.press(": 'import enter l");
    let answers: Vec<_> = bench
        .dialog()
        .values
        .iter()
        .map(|value| value.answer.as_deref())
        .collect();
    assert_eq!(answers, [Some("retirement")]);
    // Another file is still one key away.
    bench.press("f");
    assert!(bench.app.dialogs.top::<Importing>().is_none());
}

#[test]
fn an_edit_of_the_team_is_kept_and_settled_by_a_key() {
    let sandbox = desk();
    sandbox.write("inventory.csv", INVENTORY);
    Bench::open(&sandbox).import("inventory").press("ctrl-s ctrl-s");
    sandbox.fine(&["set", "letter-router", "purpose=Sorts parcels"]);
    sandbox.write(
        "inventory.csv",
        &INVENTORY.replace("Sorts letters", "Sorts every letter"),
    );
    let mut bench = Bench::open(&sandbox);
    bench.import("inventory").press("l l");
    let counts = |bench: &Bench<'_>| {
        let outcome = bench.dialog().outcome().expect("a plan");
        outcome
            .counts
            .iter()
            .map(|counted| (counted.class.word(), counted.count))
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&bench), [("to settle", 1), ("unchanged", 1)]);
    bench.press("enter");
    bench.press("esc t");
    assert_eq!(counts(&bench), [("update", 1), ("unchanged", 1)]);
    bench.press("ctrl-s");
    assert!(sandbox.fine(&["show", "letter-router"]).contains("Sorts every letter"));
}

#[test]
fn what_changed_meanwhile_is_planned_again_before_it_is_saved() {
    let sandbox = desk();
    sandbox.write("inventory.csv", INVENTORY);
    let mut bench = Bench::open(&sandbox);
    bench.import("inventory").press("ctrl-s");
    let record = bench.app.register.find("letter-sorter").cloned().expect("a record");
    let known = record
        .clone()
        .with(system::REFERENCE, "A-1")
        .with(system::TITLE, "Letter router");
    bench.app.register.put(known);
    bench.press("ctrl-s");
    assert!(
        bench.notice().contains("The register changed meanwhile"),
        "{}",
        bench.notice()
    );
    bench.app.register.put(record);
    bench.press("ctrl-s");
    assert!(
        bench.notice().contains("The register changed meanwhile"),
        "{}",
        bench.notice()
    );
    bench.press("ctrl-s");
    assert!(bench.notice().starts_with("import systems"), "{}", bench.notice());
}

#[test]
fn a_mapping_is_kept_and_offered_for_the_next_file() {
    let sandbox = desk();
    sandbox.write("inventory.csv", INVENTORY);
    let mut bench = Bench::open(&sandbox);
    bench
        .import("inventory")
        .press("l")
        .answer("Paused", "retirement")
        .press("h w 'yearly enter");
    let path = sandbox.here().join("aims/mappings/yearly.ron");
    assert!(
        fs::read_to_string(path).is_ok_and(|text| text.contains("Paused")),
        "{}",
        bench.notice()
    );
    bench.press("ctrl-s ctrl-s");
    sandbox.write("later.csv", INVENTORY);
    bench.import("later");
    assert!(
        bench.notice().contains("The saved mapping yearly fits"),
        "{}",
        bench.notice()
    );
    bench.press("m enter l");
    assert!(bench.dialog().values.is_empty(), "{:?}", bench.dialog().values);
}

#[test]
fn a_file_that_is_no_table_says_so_where_its_name_was_typed() {
    let sandbox = desk();
    sandbox.write("x.csv", "");
    let mut bench = Bench::open(&sandbox);
    bench.import("x.csv");
    assert!(
        bench.notice().contains("x.csv cannot be imported"),
        "{}",
        bench.notice()
    );
    bench.press("esc");
    let elsewhere = sandbox.here().join("../elsewhere.csv");
    fs::write(&elsewhere, INVENTORY).expect("written");
    bench.press(&format!(": 'import enter ctrl-u '{} enter", elsewhere.display()));
    assert_eq!(bench.dialog().sheets.len(), 1, "{}", bench.notice());
    assert!(bench.sandbox.here().exists());
}
