//! Importing spreadsheets as people have them: what becomes a record, what is told, and what is left alone.

use std::ops::ControlFlow;

use aims::domain::kinds::extras::Extras;
use aims::domain::kinds::system;
use aims::domain::record::Record;
use aims::domain::record::typed::FieldRef;
use aims::domain::register::Register;
use aims::domain::register::edit::Edit;
use aims::exchange::import::whole::{self, Table};
use aims::exchange::import::{Counts, ImportError, Memory, Options, Outcome, Plan, Remark};
use aims::exchange::sheet::{self, Sheet};
use chrono::{NaiveDate, NaiveDateTime};

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

pub fn now() -> NaiveDateTime {
    today().and_hms_opt(9, 0, 0).expect("a time")
}

/// The progress of a test that lets the plan be made.
pub fn go_on(_: usize, _: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub fn sheet(bytes: &[u8]) -> Sheet {
    Sheet::read(bytes, &sheet::Options::default()).expect("a sheet")
}

pub fn options(maps: &[&str]) -> Options<'static> {
    let mut options = Options::default();
    for map in maps {
        match map.split_once(':') {
            Some(_) => options.mapping.map_value(map).expect("a value"),
            None => options.mapping.map(map).expect("a mapping"),
        }
    }
    options
}

pub fn keyed(keys: &[&str]) -> Options<'static> {
    let mut options = Options::default();
    options.mapping.key = keys.iter().map(|&key| key.to_owned()).collect();
    options
}

pub fn plan(register: &Register, text: &str, options: &Options<'_>) -> Plan {
    let sheet = sheet(text.as_bytes());
    Plan::make(register, &system::KIND, &sheet, options, today(), go_on).expect("a plan")
}

pub fn error(text: &str, options: &Options<'_>) -> ImportError {
    let sheet = sheet(text.as_bytes());
    Plan::make(&Register::default(), &system::KIND, &sheet, options, today(), go_on).expect_err("no plan")
}

pub fn apply(register: &mut Register, plan: &Plan) -> Edit {
    register.apply(&plan.edit("ana", now())).expect("applies")
}

pub fn imported(text: &str, options: &Options<'_>) -> Register {
    let mut register = Register::default();
    let plan = plan(&register, text, options);
    apply(&mut register, &plan);
    register
}

/// Imports a text and returns what is remembered of it, too.
pub fn remembered(text: &str, options: &Options<'_>) -> (Register, Memory) {
    let (mut register, mut memory) = (Register::default(), Memory::default());
    let first = Memory::default();
    let options = Options {
        memory: Some(&first),
        ..options.clone()
    };
    let plan = plan(&register, text, &options);
    apply(&mut register, &plan);
    for lines in plan.lines() {
        memory.read(&lines.plus.join("\n"));
    }
    (register, memory)
}

pub fn get<'a>(register: &'a Register, id: &str) -> &'a Record {
    register
        .get(id)
        .unwrap_or_else(|| unreachable!("{id} is in the register"))
}

pub fn set(register: &mut Register, id: &str, field: FieldRef, text: &str) {
    let value =
        aims::domain::record::input::read(system::KIND.fields[field.index].shape, text, today()).expect("a value");
    let change = register.change(id, field, value).expect("fits").expect("differs");
    let edit = Edit {
        title: "by hand".to_owned(),
        who: "ben".to_owned(),
        when: now(),
        changes: vec![change],
    };
    register.apply(&edit).expect("applies");
}

fn extras(record: &Record) -> Vec<String> {
    let rows = record.get(system::EXTRAS);
    rows.iter()
        .map(|row| format!("{}={}", row.get(Extras::COLUMN), row.get(Extras::VALUE)))
        .collect()
}

pub fn problems(plan: &Plan) -> Vec<(usize, &str)> {
    let problem =
        |row: &'_ aims::exchange::import::RowPlan| matches!(row.outcome, Outcome::Problem(_)).then_some(row.number);
    let numbers = plan.rows.iter().filter_map(problem);
    let whys = plan.rows.iter().filter_map(|row| match &row.outcome {
        Outcome::Problem(why) => Some(why.as_str()),
        _ => None,
    });
    numbers.zip(whys).collect()
}

const TRAPS: &str = "\u{feff}Use_Case_ID,Agency,Title,Summary,Development_Stage,Review date,Title,Cost\r\n\
    X-1,Customs,\"Chat\r\nbot\",\"First.\r\n\r\nSecond, \"\"quoted\"\".\",Operation and Maintenance,13/12/2026,again,12\r\n\
    X-2,,=HYPERLINK(1),'=1+1,Somewhere else,soon,,\r\n\
    X-3,Parks,Bell\u{7},,,1/2/2027\r\n\
    \r\n\
    X-4,Parks,Shifted,a,b,,c,d,e\r\n";

#[test]
fn clear_cells_become_records_and_unclear_ones_are_reported() {
    let register = Register::default();
    let plan = plan(&register, TRAPS, &Options::default());
    let counts = Counts {
        create: 3,
        problem: 1,
        ..Counts::default()
    };
    assert_eq!(plan.counts(), counts);
    let [(row, why)] = problems(&plan)[..] else {
        unreachable!("one problem")
    };
    assert!(
        row == 6 && why.contains("9 cells") && why.contains("header has 8"),
        "{row} {why}"
    );

    let register = imported(TRAPS, &Options::default());
    let chat = get(&register, "chat-bot");
    assert_eq!(chat.get(system::REFERENCE), "X-1");
    assert_eq!(chat.get(system::UNIT), "Customs");
    assert_eq!(chat.get(system::PURPOSE), "First.\n\nSecond, \"quoted\".");
    assert_eq!(chat.get(system::STAGE), Some(system::Stage::Operation));
    assert_eq!(chat.get(system::REVIEW), NaiveDate::from_ymd_opt(2026, 12, 13));
    let odd = get(&register, "hyperlink-1");
    assert_eq!(odd.title(), "=HYPERLINK(1)");
    assert_eq!(odd.get(system::PURPOSE), "=1+1");
    assert_eq!(odd.get(system::STAGE), None);
    assert_eq!(extras(odd), ["Development_Stage=Somewhere else", "Review date=soon"]);
    let bell = get(&register, "bell");
    assert_eq!((bell.title(), bell.get(system::STAGE)), ("Bell", None));
    // The column proves that the day comes first.
    assert_eq!(bell.get(system::REVIEW), NaiveDate::from_ymd_opt(2027, 2, 1));
}

#[test]
fn no_column_is_lost_without_a_word() {
    let text = plan(&Register::default(), TRAPS, &Options::default()).to_string();
    for said in [
        "Use_Case_ID        -> reference (by its name)",
        "Agency             -> unit (by its name)",
        "Title#2            no field; kept (2 filled)",
        "Cost               no field; kept (2 filled)",
        "Development_Stage: `Somewhere else` is none of the choices, so Stage is not set",
        "Review date: `soon` is not written as a date, so Next review is not set",
        "has 6 cells where the header has 8",
        "3 create, 0 update, 0 unchanged, 1 problem, 0 removed.",
    ] {
        assert!(text.contains(said), "{said}\nin\n{text}");
    }
    assert_eq!(
        extras(get(&imported(TRAPS, &Options::default()), "chat-bot")),
        ["Cost=12", "Title#2=again"]
    );
    let mut leave = Options::default();
    leave.mapping.keep_unmapped = Some(false);
    let text = plan(&Register::default(), TRAPS, &leave).to_string();
    assert!(text.contains("Columns not imported: Title#2, Cost."), "{text}");
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
    let rows = "Plain,idea\n".repeat(200);
    let text = &format!("Title,Stage\n{rows}\"a\u{1b}[31m\u{202e}b\",\u{1b}]0;x\u{7}\u{9b}1m\u{202e}\n");
    let options = Options {
        source: "in\u{1b}[2J.csv".to_owned(),
        ..Options::default()
    };
    let plan = plan(&Register::default(), text, &options);
    let shown = plan.to_string() + &plan.edit("", now()).title;
    let is_odd = |c: char| c != '\n' && aims::domain::record::input::is_deceptive(c);
    assert!(!shown.contains(is_odd), "{shown:?}");
}

#[test]
fn the_encoding_and_the_delimiter_do_not_matter() {
    let text = "Name;Organisationseinheit;Phase\nPrüfung;Zürich;in production\n";
    let maps = options(&["Organisationseinheit=unit"]);
    let wide: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let narrow: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    for bytes in [text.as_bytes(), &wide, &narrow] {
        let mut register = Register::default();
        let plan = Plan::make(&register, &system::KIND, &sheet(bytes), &maps, today(), go_on).expect("a plan");
        apply(&mut register, &plan);
        let record = get(&register, "pruefung");
        assert_eq!((record.title(), record.get(system::UNIT)), ("Prüfung", "Zürich"));
        assert_eq!(record.get(system::STAGE), Some(system::Stage::Operation));
    }
}

#[test]
fn a_second_import_changes_nothing() {
    for options in [Options::default(), keyed(&["Use_Case_ID"]), keyed(&["Agency", "Title"])] {
        let register = imported(TRAPS, &options);
        let again = plan(&register, TRAPS, &options);
        let counts = again.counts();
        assert_eq!((counts.create, counts.update, counts.removed), (0, 0, 0), "{again}");
        assert!(again.is_empty() && again.edit("", now()).is_empty());
    }
}

#[test]
fn one_inverse_edit_takes_it_all_back() {
    let mut register = Register::default();
    let plan = plan(&register, TRAPS, &Options::default());
    let inverse = apply(&mut register, &plan);
    assert_eq!(register.count(&system::KIND), 3);
    register.apply(&inverse).expect("applies");
    assert_eq!(register.count(&system::KIND), 0);
}

#[test]
fn the_user_decides_about_columns_and_values() {
    let text = "Name,Agency,Office,Phase,Was ist das\nChat,Health,Labs,go live,Text\nBot,Health,,half way,\n";
    let maps = options(&[
        "Agency=unit",
        "Office=unit",
        "Was ist das=purpose",
        "Phase:GO  live=operation",
        "Phase:half way=",
    ]);
    let register = imported(text, &maps);
    let chat = get(&register, "chat");
    assert_eq!(chat.get(system::UNIT), "Health / Labs");
    assert_eq!(chat.get(system::STAGE), Some(system::Stage::Operation));
    assert_eq!(chat.get(system::PURPOSE), "Text");
    let bot = get(&register, "bot");
    assert_eq!(
        (bot.get(system::UNIT), bot.get(system::STAGE), extras(bot).len()),
        ("Health", None, 0)
    );

    let left = plan(&Register::default(), text, &options(&["Phase=-", "Agency=extras"]));
    let mut columns = String::new();
    left.write_columns(&mut columns).expect("text");
    assert!(
        columns.contains("Phase        not imported (2 filled) (as asked)"),
        "{columns}"
    );
    assert!(columns.contains("Agency       kept (2 filled) (as asked)"), "{columns}");
}

#[test]
fn slips_of_the_user_are_named_with_what_was_meant() {
    let text = "Name,Phase,Bureau\nChat,x,y\n";
    for (maps, said) in [
        (&["Nane=title"][..], "no column `Nane`; perhaps `Name`"),
        (&["Phase=stge"], "no such field; perhaps `stage`"),
        (&["Phase:x=opertion"], "`opertion` is no choice of Stage"),
        (&["Phase=stage", "Bureau=stage"], "both `Phase` and `Bureau`"),
        (&["Name=vendor"], "No column says what each system is called"),
    ] {
        let message = error(text, &options(maps)).to_string();
        assert!(message.contains(said), "{message}");
    }
    let day = Plan::make(
        &Register::default(),
        &aims::domain::kinds::organization::KIND,
        &sheet(text.as_bytes()),
        &Options::default(),
        today(),
        go_on,
    );
    assert_eq!(day.expect_err("one record"), ImportError::OneRecord("organization"));
}

#[test]
fn a_saved_mapping_reads_the_next_file_the_same_way() {
    let text = "Nr,Name,Amt,Phase\n1,Chat,A,live!\n";
    let mut options = options(&["Amt=unit", "Phase:live!=operation"]);
    options.mapping.key = vec!["Nr".to_owned()];
    let register = imported(text, &options);
    let written = plan(&Register::default(), text, &options)
        .mapping()
        .write()
        .expect("text");
    let saved = Options {
        saved: aims::exchange::import::Mapping::read(&written).expect("a mapping"),
        ..Options::default()
    };
    assert_eq!(plan(&register, text, &saved).counts().unchanged, 1);
    // A column that is gone is told and does not stop the import.
    let newer = plan(&register, "Nr,Name,Phase\n1,Chat,live!\n", &saved);
    assert_eq!(
        (newer.absent.as_slice(), newer.counts().unchanged),
        (&["Amt".to_owned()][..], 1)
    );
}

const OLD: &str = "ID,Name,Stage,Vendor\n1,One,idea,Acme\n2,Two,idea,Acme\n3,Three,idea,Acme\n";
const NEW: &str = "ID,Name,Stage,Vendor\n2,Two,pilot,\n1,One,idea,Acme\n4,Four,idea,Acme\n";

#[test]
fn a_newer_file_changes_only_what_changed() {
    let (mut register, memory) = remembered(OLD, &Options::default());
    let again = Options {
        memory: Some(&memory),
        ..Options::default()
    };
    let newer = plan(&register, NEW, &again);
    let counts = Counts {
        create: 1,
        update: 1,
        unchanged: 1,
        problem: 0,
        removed: 1,
        continued: 0,
        nameless: 0,
        left_out: 0,
        refused: 0,
    };
    assert_eq!(newer.counts(), counts);
    let edit = newer.edit("ana", now());
    assert_eq!(edit.changes.len(), 2);
    apply(&mut register, &newer);
    let two = get(&register, "two");
    // The blank cell is silence, not the word "nobody".
    assert_eq!(
        (two.get(system::STAGE), two.get(system::VENDOR)),
        (Some(system::Stage::Verification), "Acme")
    );
    assert!(!get(&register, "three").is_retired());
}

#[test]
fn records_whose_row_is_gone_are_retired_only_on_request() {
    let (mut register, memory) = remembered(OLD, &Options::default());
    register.put(Record::new(&system::KIND, "own".into()).with(system::TITLE, "By hand"));
    let retiring = Options {
        retire_removed: true,
        memory: Some(&memory),
        ..Options::default()
    };
    let newer = plan(&register, NEW, &retiring);
    assert_eq!(newer.removed, ["three".into()]);
    apply(&mut register, &newer);
    assert_eq!(get(&register, "three").get(system::RETIRED), Some(today()));
    assert!(!get(&register, "own").is_retired());
    assert!(plan(&register, NEW, &retiring).is_empty());
}

#[test]
fn with_the_older_file_at_hand_what_was_edited_here_stays() {
    let mut register = imported(OLD, &Options::default());
    set(&mut register, "one", system::VENDOR.field(), "Other");
    set(&mut register, "two", system::STAGE.field(), "operation");
    let old = sheet(OLD.as_bytes());
    let options = Options {
        since: Some(&old),
        ..Options::default()
    };
    let newer = plan(&register, NEW, &options);
    assert_eq!(newer.rows[1].outcome, Outcome::Unchanged);
    assert_eq!(newer.rows[1].remarks, [Remark::EditedHere("Vendor".into())]);
    let both = Remark::EditedInBoth("Stage".into(), "verification".to_owned());
    assert_eq!(newer.rows[0].remarks, [both]);
    assert_eq!(newer.removed, ["three".into()]);
    apply(&mut register, &newer);
    // A cell that the newer file empties is a change when the older one shows it.
    assert_eq!(get(&register, "two").get(system::VENDOR), "");
    // Without it the file wins, and says so.
    let told = plan(&register, NEW, &Options::default()).to_string();
    assert!(
        told.contains("Vendor: Other -> Acme") && told.contains("Stage: operation -> verification"),
        "{told}"
    );
}

#[test]
fn values_that_become_readable_leave_the_imported_columns() {
    let text = "Name,Stage\nChat,half way\n";
    let mut register = imported(text, &Options::default());
    assert_eq!(extras(get(&register, "chat")), ["Stage=half way"]);
    let later = plan(&register, text, &options(&["Stage:half way=verification"]));
    apply(&mut register, &later);
    let chat = get(&register, "chat");
    assert_eq!(
        (chat.get(system::STAGE), extras(chat).len()),
        (Some(system::Stage::Verification), 0)
    );
}

#[test]
fn progress_is_reported_row_by_row() {
    let mut told = Vec::new();
    let sheet = sheet(OLD.as_bytes());
    let register = Register::default();
    let made = Plan::make(
        &register,
        &system::KIND,
        &sheet,
        &Options::default(),
        today(),
        |done, all| {
            told.push((done, all));
            ControlFlow::Continue(())
        },
    );
    assert!(made.is_ok());
    assert_eq!(told, [(1, 3), (2, 3), (3, 3)]);
}

#[test]
fn a_plan_that_is_stopped_goes_no_further_and_leaves_the_register_as_it_was() {
    let table = |sheet| Table {
        kind: &system::KIND,
        sheet,
        options: Options::default(),
    };
    let (first, second) = (sheet(OLD.as_bytes()), sheet(b"name,reference\nOther,O-1\n"));
    for stop_at in 1..=4 {
        let (mut register, mut rows) = (Register::default(), 0);
        let tables = [table(&first), table(&second)];
        let stopped = whole::plan(&mut register, &tables, "ana", now(), |_, _| {
            rows += 1;
            if rows == stop_at {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(stopped.err(), Some(ImportError::Stopped.into()));
        assert_eq!(rows, stop_at);
        assert_eq!(register.of(&system::KIND).count(), 0);
    }
}

#[test]
fn an_open_quote_swallows_no_row_and_its_further_lines_are_no_records() {
    let open = "name,owner,description\nAlpha,Ana,\"a fine text\"\nBeta,Ben,\"never closed\nGamma,Cleo,another\n\
                Delta,Dan,\"fine\"\n";
    let register = imported(open, &Options::default());
    assert_eq!(register.count(&system::KIND), 4);
    assert_eq!(get(&register, "beta").get(system::PURPOSE), "\"never closed");
    let notes: Vec<_> = sheet(open.as_bytes()).notes.iter().map(ToString::to_string).collect();
    assert!(
        notes.iter().any(|note| note.ends_with("ended on its line: line 3")),
        "{notes:?}"
    );
    let lines = "name,owner,description\nAlpha,Ana,\"begins\nsecond line\nBeta,Ben,\"x\"\n";
    let plan = plan(&Register::default(), lines, &Options::default());
    assert_eq!(
        problems(&plan),
        [(
            3,
            "it may be text of the cell whose quote opens on line 2 and is never closed"
        )]
    );
    assert_eq!(plan.counts().create, 2);
    let stray = imported("name,description\nAlpha,\"the \"smart\" bot\"\n", &Options::default());
    assert_eq!(get(&stray, "alpha").get(system::PURPOSE), "the \"smart\" bot");
}
