//! A new record kind: every part of the program handles its records by its declaration alone.

#![allow(dead_code, reason = "a kind declares more than its tests name")]

use std::ops::ControlFlow;

use chrono::NaiveDate;

use crate::app::dialogs::{Background, Dialog, Outcome};
use crate::app::environment::effect::Effect;
use crate::app::environment::key::{Code, Key};
use crate::app::form::Form;
use crate::app::list::List;
use crate::app::list::spec::{Column, Spec, View, in_force};
use crate::app::screens::{self, SCREENS};
use crate::cli::from_outside::{drawn, environment, press, workbench};
use crate::domain::admission;
use crate::domain::admission::testing::today;
use crate::domain::kinds;
use crate::domain::query::Query;
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Rule, Subject, at};
use crate::domain::record::choice::{Tone, choices};
use crate::domain::record::field::{Derived, Home, Kind, Shape};
use crate::domain::record::id::{Id, IdForm};
use crate::domain::record::kind::kind;
use crate::domain::record::rules::{Context, Example, KindRule};
use crate::domain::record::typed::{Day, FieldRef, Line, OneOf, Person, Prose, Whole, Words};
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::register::edit::{Change, Edit};
use crate::exchange::import::{Options, Plan};
use crate::exchange::sheet::{self, Sheet};
use crate::store::codec;
use crate::store::files::disk::Disk;
use crate::store::files::layout;
use crate::store::files::repository::Repository;
use crate::store::load::open::Contents;
use crate::store::load::read_all;
use crate::store::save::Request;
use crate::store::save::history;
use crate::store::save::history::Step;
use crate::ui::records::cell;
use crate::ui::style::roles::Role;

choices! {
    /// How bad a spill is.
    Size {
        Small "small", "minor";
        Large "large", "major";
    }
}

kind! {
    /// A spill of coffee.
    Spill "spill" "spills" {
        ids: IdForm::Random('X'),
        home: Home::Folder("spills"),
        derived: &[kinds::PROBLEMS, Derived {
            name: "age",
            label: "Age",
            help: "How many days ago it was.",
            shape: Shape::Whole,
            get: |_, record, today| record.get(DAY).map_or(Value::Empty, |day| Value::Number((today - day).num_days())),
        }],
        open: |record| record.get(WIPED).is_none(),
        check: CHECKS,
        tones: &[("cups", Tone::Bad)],
        rules: RULES,
        follow: kinds::no_follow,
    }
    /// What was spilt.
    TITLE: Line = "title" "Title" [Title Required Search];
    /// How much.
    SIZE: OneOf<Size> = "size" "Size" [Status];
    /// When.
    DAY: Day = "day" "Day" [Dated];
    /// Who wipes.
    OWNER: Person = "owner" "Owner" [Owner Search];
    /// How many cups.
    CUPS: Whole = "cups" "Cups" [];
    /// Where it went.
    PLACES: Words = "places" "Places" [];
    /// When it was wiped.
    WIPED: Day = "wiped" "Wiped" [];
    /// Anything else.
    NOTE: Prose = "note" "Note" [];
    /// Since when it no longer counts.
    RETIRED: Day = "retired" "Retired" [Retired];
}

static CHECKS: &[&Rule] = &[&UNWIPED];

/// A spill was not wiped within two days.
pub(super) static UNWIPED: Rule = Rule {
    code: "AIMS-W899",
    name: "unwiped-spill",
    sentence: "It was not wiped within two days.",
    class: Class::OWN,
    why: "Coffee dries.",
    mend: "Wipe it.",
    of: Subject::Each(|asked| asked.record.is_open()),
    raise: |asked| {
        let waits = asked
            .record
            .get(DAY)
            .is_some_and(|day| (asked.today - day).num_days() > 2);
        if waits {
            at("wiped", "It was not wiped within two days.").into()
        } else {
            Vec::new()
        }
    },
    ..Rule::PLAIN
};

const RULES: &[KindRule] = &[KindRule::record(
    "large spills",
    large_needs_somebody,
    &[Example {
        beside: &[],
        id: "X-00001",
        before: "title: Mocha",
        change: "size: large",
    }],
)];

fn large_needs_somebody(record: &Record) -> Vec<(&'static str, String)> {
    let wrong = record.get(SIZE) == Some(Size::Large) && record.owner().is_empty();
    let sentence = || ("owner", "A large spill needs somebody.".to_owned());
    wrong.then(sentence).into_iter().collect()
}

fn with_it() -> Vec<&'static Kind> {
    let mut kinds = kinds::ALL.to_vec();
    kinds.push(&KIND);
    kinds
}

pub(super) fn spill(id: &str, title: &str, cups: i64) -> Record {
    Record::new(&KIND, Id::new(id))
        .with(TITLE, title)
        .with(SIZE, Size::Small)
        .with(DAY, NaiveDate::from_ymd_opt(2026, 11, 20))
        .with(CUPS, Value::Number(cups))
        .with(PLACES, vec!["desk", "carpet"])
        .with(NOTE, "First.\nSecond.")
}

pub(super) fn register() -> Register {
    let mut register = Register::new(&with_it());
    register.put(spill("X-00001", "Mocha", 3));
    register.put(spill("X-00002", "Tea", 1));
    register
}

fn edit(register: &Register, id: &str, field: FieldRef, value: Value) -> Edit {
    let change = register.change(id, field, value).expect("fits").expect("differs");
    Edit {
        title: "wipe".to_owned(),
        who: String::new(),
        when: today().and_hms_opt(9, 0, 0).expect("a time"),
        changes: vec![change],
    }
}

#[test]
fn a_file_of_it_is_written_and_read_back() {
    let record = spill("X-00001", "Mocha", 3);
    let text = codec::write(&record);
    assert!(text.contains("Spill(") && text.contains("size: Small"), "{text}");
    let reading = codec::read(&KIND, record.id(), &text).expect("it reads");
    assert_eq!(reading.record, record);
    assert!(reading.unknown.is_empty());
}

#[test]
fn it_is_saved_merged_loaded_and_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let repository = Repository::at(folder.path());
    let mut on_disk = register();
    for record in [spill("X-00001", "Mocha", 3), spill("X-00002", "Tea", 1)] {
        let path = repository
            .root
            .join(layout::path(&on_disk, &record).expect("it has a place"));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, codec::write(&record)).expect("a file");
    }
    let load = || {
        let (mut loaded, mut contents) = (Register::new(&with_it()), Contents::default());
        read_all(&repository.root, &with_it(), |batch| contents.take(&mut loaded, batch));
        assert!(contents.problems.is_empty(), "{:?}", contents.problems);
        (loaded, contents)
    };
    let (loaded, contents) = load();
    assert_eq!(loaded.count(&KIND), 2);
    let mut writer = contents.writer(repository.clone(), Disk::default());
    // Somebody else changes another field of the same record first.
    let theirs = edit(&on_disk, "X-00001", CUPS.field(), Value::Number(9));
    let mut other = contents.writer(repository.clone(), Disk::default());
    on_disk.apply(&theirs).expect("applies");
    other
        .save(&Request::new(&on_disk, theirs, Step::Do))
        .expect("theirs is saved");
    let mut mine = register();
    let wiped = edit(&mine, "X-00001", WIPED.field(), today().into());
    mine.apply(&wiped).expect("applies");
    let saved = writer
        .save(&Request::new(&mine, wiped.clone(), Step::Do))
        .expect("mine is saved");
    assert_eq!(saved.merged.len(), 1, "their field came in");
    let (loaded, _) = load();
    let record = loaded.get("X-00001").expect("it is there");
    assert_eq!((record.get(CUPS), record.get(WIPED)), (Some(9), Some(today())));
    let history = history::read(&repository.private, &with_it()).expect("a history");
    assert_eq!(history.done.last().map(|edit| &edit.changes), Some(&wiped.changes));
}

#[test]
fn differences_are_listed_field_by_field() {
    let (one, other) = (spill("X-00001", "Mocha", 3), spill("X-00001", "Mocha", 4));
    let differ: Vec<_> = one.differences(&other).map(|at| KIND.fields[at].name).collect();
    assert_eq!(differ, ["cups"]);
}

#[test]
fn it_is_filtered_by_its_fields_words_and_derived_values() {
    let register = register();
    for (filter, expected) in [
        ("cups>2", "X-00001"),
        ("title:tea", "X-00002"),
        ("tea", "X-00002"),
        ("age>=3 -mocha", "X-00002"),
        ("size:small cups<2", "X-00002"),
        ("places:desk no:owner mocha", "X-00001"),
    ] {
        let query = Query::parse(filter, &KIND, &register, today())
            .map_err(|error| error.to_string())
            .expect(filter);
        let found: Vec<_> = register
            .of(&KIND)
            .filter(|record| query.matches(record, &register, None))
            .map(|record| record.id().to_string())
            .collect();
        assert_eq!(found, [expected], "{filter}");
    }
    let wrong = Query::parse("cops>2", &KIND, &register, today());
    let wrong = wrong.map_err(|error| error.to_string()).expect_err("no such field");
    assert!(wrong.contains("cups"), "{wrong}");
}

const COLUMNS: &[Column] = &[
    column("title"),
    column("cups"),
    column("age"),
    column("size"),
    column("day"),
];

const fn column(name: &'static str) -> Column {
    Column {
        name,
        heading: name,
        least: 4,
        most: 10,
        share: 0,
        drop: 0,
    }
}

pub(super) static SPEC: Spec = Spec {
    kind: &KIND,
    columns: COLUMNS,
    order: &[("cups", true)],
    group: None,
    keep: in_force,
};

#[test]
fn it_is_listed_sorted_and_its_columns_have_values() {
    let register = register();
    let view = View {
        register: &register,
        today: today(),
    };
    let mut list = List::new(&SPEC);
    list.refresh(view);
    let record = list
        .selected()
        .and_then(|slot| register.at(slot))
        .expect("the first row");
    assert_eq!(record.title(), "Mocha");
    let values: Vec<_> = COLUMNS
        .iter()
        .map(|column| view.value(record, column.name).to_string())
        .collect();
    assert_eq!(values, ["Mocha", "3", "3", "small", "2026-11-20"]);
    list.set_filter(view, "tea");
    assert_eq!(list.rows().len(), 1);
}

#[test]
fn its_cells_have_the_tones_it_declares() {
    let register = register();
    let view = View {
        register: &register,
        today: today(),
    };
    let record = register.get("X-00001").expect("a record");
    assert_eq!(cell::shown(view, record, "cups"), ("3".into(), Role::Danger));
    assert_eq!(cell::shown(view, record, "title"), ("Mocha".into(), Role::Text));
}

#[test]
fn it_is_imported_by_the_headers_of_its_fields() {
    let mut register = Register::new(&with_it());
    let text = "Title,Size,Day,Cups,Owner\nLatte,major,2026-11-01,2,ana\n";
    let sheet = Sheet::read(text.as_bytes(), &sheet::Options::default()).expect("a sheet");
    let plan = Plan::make(&register, &KIND, &sheet, &Options::default(), today(), |_, _| {
        ControlFlow::Continue(())
    })
    .expect("a plan");
    assert_eq!(plan.counts().create, 1, "{plan}");
    let now = today().and_hms_opt(9, 0, 0).expect("a time");
    register.apply(&plan.edit("ana", now)).expect("applies");
    let record = register.of(&KIND).next().expect("a record");
    assert_eq!((record.title(), record.get(CUPS)), ("Latte", Some(2)));
    assert_eq!((record.get(SIZE), record.owner()), (Some(Size::Large), "ana"));
}

#[test]
fn its_form_is_made_of_its_fields_and_keeps_its_rules() {
    let mut register = register();
    let mut form = Form::new(spill("X-00003", "Cocoa", 1), true, &register, today());
    let labels: Vec<_> = form
        .inputs
        .iter()
        .map(|input| KIND.fields[input.position].label)
        .collect();
    assert_eq!(
        labels,
        ["Title", "Size", "Day", "Owner", "Cups", "Places", "Wiped", "Note"]
    );
    let env = environment();
    let background = |register| Background {
        register,
        env: &env,
        trends: None,
    };
    form.press(Key::plain(Code::Tab), background(&register));
    form.press(Key::char(' '), background(&register));
    assert_eq!(form.inputs[1].writing.text(), "large");
    let context = Context {
        today: today(),
        who: "",
        because: None,
        confirmed: false,
        history: false,
    };
    let mut add = edit(&register, "X-00001", CUPS.field(), Value::Number(4));
    add.changes = vec![Change::add(form.record(&register, today()))];
    let objections = admission::admit(&register, add, &context).expect_err("somebody is needed");
    let missing = objections.iter().map(|objection| ("owner", &*objection.sentence));
    assert!(form.object(missing, &register, today()));
    assert_eq!(form.field().name, "owner");
    form.paste("ana", &register, today());
    assert!(matches!(
        form.press(Key::ctrl('s'), background(&register)),
        Outcome::Save
    ));
    let made = form.record(&register, today());
    assert_eq!((made.get(SIZE), made.owner()), (Some(Size::Large), "ana"));
    register.put(made);
    assert_eq!(register.index().of_owner("ana").count(), 1);
}

#[test]
fn the_workbench_adds_finds_shows_dates_and_takes_it_back() {
    let mut app = workbench(register(), SCREENS);
    press(&mut app, ": a d d space s p i l l enter");
    press(&mut app, "R u m ctrl-s");
    assert_eq!(app.register.get("X-77777").map(Record::title), Some("Rum"));
    assert!(matches!(app.take_effects()[..], [Effect::Save(_)]));
    press(&mut app, "u");
    assert!(app.register.get("X-77777").is_none());
    // Nothing lists it, so it lies over the screen with all it says.
    press(&mut app, ": m o c h a enter");
    let drawn = drawn(&app);
    for part in ["Mocha", "Cups", "3 cups to make again", "small", "desk", "First."] {
        assert!(drawn.contains(part), "{part}\n{drawn}");
    }
    assert!(
        crate::app::detail::markdown::markdown(
            app.view(),
            app.record().expect("it"),
            &crate::app::state::problems::checked(&app)
        )
        .contains("Mocha")
    );
    app.show(&screens::calendar::SCREEN);
    let dated = app.screens.calendar.rows().iter().filter(|dated| {
        let record = app.register.at(dated.slot);
        record.is_some_and(|record| record.is(&KIND))
    });
    assert_eq!(dated.count(), 2);
}
