//! Benches: what the workbench costs, beside the least that the machine could need for the same.
//!
//! `cargo bench` runs all, `cargo bench -- draw filter` those. `cargo bench -- make 10000 FOLDER` makes a register to try
//! things on, `make actions 10000 FOLDER` one of actions over risks over systems. A figure is a median of interleaved
//! runs; its ratio to the floor says more than its milliseconds, which are the machine's.

mod clock;
mod fixture;
mod floor;

use aims::app::sync::save_results;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use aims::app::environment::Environment;
use aims::app::environment::effect::Effect;
use aims::app::environment::key::{Code, Key};
use aims::app::input::screen::Screen;
use aims::app::screens;
use aims::app::state::App;
use aims::app::state::message::Message;
use aims::domain::kinds::check::Judgement;
use aims::domain::kinds::{action, system};
use aims::domain::readiness::{self, Goal};
use aims::domain::record::Record;
use aims::domain::record::typed::FieldRef;
use aims::domain::register::Register;
use aims::domain::register::edit::{Change, Edit};
use aims::store::files::disk::Disk;
use aims::store::files::repository::Repository;
use aims::store::load::open;
use aims::store::save::Request;
use aims::store::save::history::Step;
use aims::ui::canvas::pen::Look;
use aims::ui::screen;
use aims::ui::style::glyphs::Glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use clock::{measure, report, timed};
use fixture::{Fixture, Shape, records, today};

/// How many records there are.
const SIZES: [usize; 3] = [100, 10_000, 100_000];
const FRAME: Rect = Rect::new(0, 0, 120, 40);
/// How long all runs of a load may take; a size that would take longer is left out.
const PATIENCE: Duration = Duration::from_secs(60);

type Bench = (&'static str, fn(Shape));

const BENCHES: &[Bench] = &[
    ("load", load),
    ("edit", edit),
    ("queue", queue),
    ("filter", filter),
    ("draw", draw),
    ("month", month),
    ("save", save),
    ("answer", answer),
    ("today", today_opens),
    ("readiness", readiness_opens),
];

fn main() {
    let words: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", "actions", count, folder] => make(Shape::Actions, count, folder),
        ["make", count, folder] => make(Shape::Systems, count, folder),
        chosen => {
            clock::heading();
            for (name, run) in BENCHES {
                if chosen.is_empty() || chosen.contains(name) {
                    run(Shape::Systems);
                    run(Shape::Actions);
                }
            }
        }
    }
}

fn make(shape: Shape, count: &str, folder: &str) {
    let count = count.parse().expect("a number of records");
    let files = fixture::write(Path::new(folder), shape, count);
    println!("{} files in {folder}", files.len());
}

fn surroundings() -> Environment {
    Environment {
        today: today(),
        now: today().and_hms_opt(9, 0, 0).expect("a time"),
        who: "ana".to_owned(),
        branch: Some("main".to_owned()),
        entropy: || [1, 2, 3, 4, 5],
    }
}

/// Returns the workbench on the list of so many records.
fn app(shape: Shape, count: usize) -> App {
    let mut register = Register::default();
    for record in records(shape, count) {
        register.put(record);
    }
    let mut app = App::new(register, surroundings());
    app.size = (FRAME.width, FRAME.height);
    app.show(match shape {
        Shape::Systems => &screens::systems::SCREEN,
        Shape::Actions => &screens::treatment::SCREEN,
    });
    app
}

fn paint(app: &App) -> Buffer {
    let look = Look::new(Theme::new(Depth::Indexed256, Shade::Dark), Glyphs::of(true));
    let mut buffer = Buffer::empty(FRAME);
    screen::draw(app, FRAME, &mut buffer, look);
    buffer
}

/// The whole register, beside reading the same files on two threads and parsing each into a small struct.
fn load(shape: Shape) {
    let mut last = Duration::ZERO;
    for count in SIZES {
        let runs = if count > 10_000 { 3 } else { 9 };
        if last * 10 * runs > PATIENCE {
            println!("load {shape}, {count}: left out, it would take long");
            continue;
        }
        let fixture = Fixture::new(shape, count);
        let repository = Repository::at(&fixture.top);
        let (ours, floor) = measure(
            runs,
            || timed(|| open::open(&repository)),
            || timed(|| floor::read_and_parse(&fixture.files)),
        );
        last = ours;
        report(&format!("load {shape}"), count, ours, floor);
    }
}

fn edit_of(changes: Vec<Change>) -> Edit {
    Edit {
        title: "bench".to_owned(),
        who: "ana".to_owned(),
        when: today().and_hms_opt(9, 0, 0).expect("a time"),
        changes,
    }
}

/// The position of the field that edits set.
fn owner(shape: Shape) -> FieldRef {
    match shape {
        Shape::Systems => system::OWNER.field(),
        Shape::Actions => action::OWNER.field(),
    }
}

fn owned_by(register: &Register, record: &Record, shape: Shape, who: &str) -> Change {
    let change = register.change(record.id().as_str(), owner(shape), who.into());
    change.expect("fits").expect("differs")
}

/// One field, from the key to the frame, beside the frame of a bare table.
fn edit(shape: Shape) {
    for count in SIZES {
        let mut app = app(shape, count);
        let record = app.register.get(&fixture::id(shape, count / 2)).expect("a record");
        let change = owned_by(&app.register, record, shape, "zoe");
        app.edits.history.undone.push(edit_of(vec![change]));
        let bare = floor::Bare::new(count);
        let (mut taken_back, mut edits) = (true, 0);
        let ours = || {
            // Taking back and making again are edits without a form.
            let key = Key::char(if taken_back { 'U' } else { 'u' });
            taken_back = !taken_back;
            timed(|| {
                app.update(Message::Key(key));
                edits += app.take_effects().len();
                paint(&app)
            })
        };
        let (ours, floor) = measure(50, ours, || timed(|| bare.frame(FRAME)));
        assert_eq!(edits, 50, "each key is an edit");
        report(&format!("edit {shape}"), count, ours, floor);
    }
}

/// The queue of the triage: opening it beside the frame of a bare table, and a decision with its redraw (re-date by a week,
/// then take it back) beside the same among 1,000.
fn queue(shape: Shape) {
    if shape == Shape::Systems {
        return;
    }
    let mut few = app(shape, 1_000);
    for count in [10_000, 100_000] {
        let bare = floor::Bare::new(count);
        let mut many = app(shape, count);
        let opened = || {
            many.show(&screens::today::SCREEN);
            many.refresh_all();
            while many.has_to_prepare() {
                many.prepare();
            }
            timed(|| {
                many.show(&screens::treatment::SCREEN);
                paint(&many)
            })
        };
        let (ours, floor) = measure(9, opened, || timed(|| bare.frame(FRAME)));
        report("queue, opened", count, ours, floor);
        let (ours, floor) = measure(50, || decide(&mut many, count), || decide(&mut few, 1_000));
        report("queue, a decision (to 1,000)", count, ours, floor);
    }
}

/// Re-dates an action in the middle of the queue, and takes that back; every key with its frame.
fn decide(app: &mut App, count: usize) -> Duration {
    let id = fixture::id(Shape::Actions, count / 2);
    app.go_to(&id.as_str().into());
    app.update(Message::Key(Key::plain(Code::Esc)));
    let keys = "d+1w".chars().map(Key::char).chain([Key::plain(Code::Enter)]);
    let reason = "late".chars().map(Key::char).chain([Key::plain(Code::Enter)]);
    let keys: Vec<_> = keys.chain(reason).chain([Key::char('u')]).collect();
    let saves = |app: &mut App| app.take_effects().len();
    saves(app);
    let taken = timed(|| {
        for key in &keys {
            app.update(Message::Key(*key));
            paint(app);
        }
    });
    assert_eq!(saves(app), 2, "a decision and its taking back");
    taken
}

/// A key typed into the filter, with its frame, beside a scan of the same texts.
fn filter(shape: Shape) {
    for count in SIZES {
        let mut app = app(shape, count);
        let texts = floor::texts(records(shape, count).filter(|record| record.is(shape.kind())));
        for (label, typed) in [
            ("first key", "c"),
            ("next key", "cre"),
            ("second word", "credit 7"),
            ("cleared", ""),
        ] {
            let before = typed.split_at(typed.len().saturating_sub(1)).0;
            let before = if typed.is_empty() { "cre" } else { before };
            let ours = || {
                save_results::filter_by(&mut app, before);
                timed(|| {
                    save_results::filter_by(&mut app, typed);
                    paint(&app)
                })
            };
            let (ours, floor) = measure(9, ours, || {
                timed(|| texts.iter().filter(|text| text.contains(black_box(typed))).count())
            });
            report(&format!("filter {shape}, {label}"), count, ours, floor);
        }
    }
}

/// A frame, beside that of a bare table of the same size.
fn draw(shape: Shape) {
    for count in SIZES {
        let app = app(shape, count);
        let bare = floor::Bare::new(count);
        let (ours, floor) = measure(50, || timed(|| paint(&app)), || timed(|| bare.frame(FRAME)));
        report(&format!("draw {shape}"), count, ours, floor);
    }
}

/// The next month and back among everything dated, from the key to the frame, beside the frame of a bare table.
fn month(shape: Shape) {
    for count in SIZES {
        let mut app = app(shape, count);
        app.show(&screens::calendar::SCREEN);
        let bare = floor::Bare::new(count);
        let mut forth = false;
        let ours = || {
            forth = !forth;
            let key = Key::char(if forth { '}' } else { '{' });
            timed(|| {
                app.update(Message::Key(key));
                paint(&app)
            })
        };
        let (ours, floor) = measure(50, ours, || timed(|| bare.frame(FRAME)));
        report(&format!("month, dated {shape}"), count, ours, floor);
    }
}

/// An edit of one record and one of fifty, durable, beside writing the same bytes with two syncs.
fn save(shape: Shape) {
    for count in SIZES.into_iter().filter(|count| *count <= 10_000) {
        let fixture = Fixture::new(shape, count);
        let repository = Repository::at(&fixture.top);
        let (mut register, contents) = open::open(&repository);
        let mut writer = contents.writer(repository, Disk::default());
        for many in [1, 50] {
            let mut turn = 0;
            let ours = || {
                turn += 1;
                let some = (0..many).map(|at| register.get(&fixture::id(shape, at)).expect("a record"));
                let changes = some.map(|record| owned_by(&register, record, shape, &format!("person-{turn}")));
                let edit = edit_of(changes.collect());
                register.apply(&edit).expect("applies");
                let request = Request::new(&register, edit, Step::Do);
                timed(|| writer.save(&request).expect("saves"))
            };
            let bytes = floor::bytes_of(&fixture.files, many);
            let floor = || timed(|| floor::write_durably(&fixture.top, &bytes));
            let (ours, floor) = measure(25, ours, floor);
            report(&format!("save {shape}, {many} at once"), count, ours, floor);
        }
    }
}

/// An answer of the guided session, from the key until it is durable, beside writing the same bytes with two syncs.
fn answer(shape: Shape) {
    for count in SIZES.into_iter().filter(|count| *count <= 10_000) {
        let fixture = Fixture::new(shape, count);
        let repository = Repository::at(&fixture.top);
        let (register, contents) = open::open(&repository);
        let mut writer = contents.writer(repository, Disk::default());
        let mut app = App::new(register, surroundings());
        app.show(&screens::gap::SCREEN);
        app.update(Message::Key(Key::plain(Code::Enter)));
        let ours = || {
            timed(|| {
                app.update(Message::Key(Key::char('3')));
                for effect in app.take_effects() {
                    if let Effect::Save(request) = effect {
                        writer.save(&request).expect("saves");
                    }
                }
            })
        };
        let bytes = b"#![enable(implicit_some)]\n\nAnswer(\n    state: Documented,\n)\n";
        // A file of its own per question in a folder per clause, as ours: making files costs, too.
        let mut made = 0;
        let floor = || {
            made += 1;
            let folder = fixture.top.join(format!("floor-{}", made / 3));
            timed(|| floor::write_durably_as(&folder, &format!("q{}", made % 3), bytes))
        };
        let (ours, floor) = measure(40, ours, floor);
        report(&format!("answer, beside {shape}"), count, ours, floor);
    }
}

/// Opening Today, beside the frame of a bare table.
fn today_opens(shape: Shape) {
    opens("today", '1', shape);
}

/// Opening what falls short in the same way; finding it all; and after an edit, in the rules alone beside a full pass, and
/// from the key to the frame of Readiness and of Today beside the frame of a bare table.
fn readiness_opens(shape: Shape) {
    opens("readiness", 'r', shape);
    for count in SIZES {
        let mut app = app(shape, count);
        let bare = floor::Bare::new(count);
        let find = || timed(|| readiness::of(&app.register, today(), Goal::Stage2));
        let (full, floor) = measure(9, find, || timed(|| bare.frame(FRAME)));
        report(&format!("readiness of {shape}, found"), count, full, floor);
        let mut judgement = Judgement::of(&app.register, today());
        let mut kept = Some(readiness::weigh(&judgement, &app.register, Goal::Stage2));
        let mut whose = ["zoe", "yan"].into_iter().cycle();
        let edited = || {
            let record = app.register.get(&fixture::id(shape, count / 2)).expect("a record");
            let change = owned_by(&app.register, record, shape, whose.next().expect("endless"));
            app.register.apply(&edit_of(vec![change])).expect("it applies");
            timed(|| {
                judgement.go_on(&app.register, usize::MAX);
                let before = kept.take().expect("kept");
                kept = Some(readiness::weigh_again(before, &judgement, &app.register, Goal::Stage2));
            })
        };
        let (ours, full) = measure(21, edited, || full);
        report(&format!("readiness of {shape}, one edit"), count, ours, full);
        for screen in [&screens::readiness::SCREEN, &screens::today::SCREEN] {
            edit_on(screen, shape, count);
        }
    }
}

/// One edit from the key to the frame of a screen that tells of all records, everything it shows found.
fn edit_on(screen: &'static Screen, shape: Shape, count: usize) {
    let mut app = app(shape, count);
    app.show(screen);
    let mut turn = edits(&mut app, shape, count);
    let bare = floor::Bare::new(count);
    let ours = || {
        timed(|| {
            turn(&mut app);
            prepared(&mut app)
        })
    };
    let (ours, floor) = measure(21, ours, || timed(|| bare.frame(FRAME)));
    report(&format!("edit on {}", screen.title), count, ours, floor);
}

/// Returns the keys that make an edit of one record and undo it, in turn. Everything is found before.
fn edits(app: &mut App, shape: Shape, count: usize) -> impl FnMut(&mut App) + use<> {
    prepared(app);
    let record = app.register.get(&fixture::id(shape, count / 2)).expect("a record");
    let change = owned_by(&app.register, record, shape, "zoe");
    app.edits.history.undone.push(edit_of(vec![change]));
    let mut is_undone = true;
    move |app| {
        let key = Key::char(if is_undone { 'U' } else { 'u' });
        is_undone = !is_undone;
        app.update(Message::Key(key));
        app.take_effects();
    }
}

/// Returns the frame with everything it shows found.
fn prepared(app: &mut App) -> Buffer {
    while app.has_to_prepare() {
        app.prepare();
    }
    paint(app)
}

/// Opens a screen for the first time, when nothing of what it shows is known yet, from the key to the first frame; and after
/// one edit on another screen, from the key to the frame with everything it shows found.
fn opens(name: &str, key: char, shape: Shape) {
    for count in SIZES {
        let bare = floor::Bare::new(count);
        let first = || {
            let mut app = app(shape, count);
            timed(|| {
                app.update(Message::Key(Key::char('1')));
                app.update(Message::Key(Key::char(key)));
                paint(&app)
            })
        };
        let (ours, floor) = measure(5, first, || timed(|| bare.frame(FRAME)));
        report(&format!("{name} of {shape}, first"), count, ours, floor);
        let mut app = app(shape, count);
        let elsewhere = app.screen;
        app.show(&screens::today::SCREEN);
        let mut turn = edits(&mut app, shape, count);
        let ours = || {
            app.show(elsewhere);
            turn(&mut app);
            if key != '1' {
                app.screen = &screens::today::SCREEN;
            }
            timed(|| {
                app.update(Message::Key(Key::char(key)));
                prepared(&mut app)
            })
        };
        let (ours, floor) = measure(21, ours, || timed(|| bare.frame(FRAME)));
        report(&format!("{name} of {shape}"), count, ours, floor);
    }
}
