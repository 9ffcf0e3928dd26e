//! What an edit, a frame, a load and a save have to do, counted: it goes with what changed or is seen, never with what
//! there is.

#[path = "../../bench/fixture.rs"]
mod fixture;

use aims::app::edits;
use aims::app::sync::save_results;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use aims::app::environment::Environment;
use aims::app::environment::key::{Code, Key};
use aims::app::screens::{self, today};
use aims::app::state::App;
use aims::app::state::commands;
use aims::app::state::message::Message;
use aims::domain::kinds::{self, action, review, system};
use aims::domain::readiness;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::typed::FieldRef;
use aims::domain::register::Register;
use aims::domain::register::edit::{Change, Edit};
use aims::store::files::disk::Disk;
use aims::store::files::repository::Repository;
use aims::store::load::open;
use aims::store::load::{BATCH, read_all};
use aims::store::save::Request;
use aims::store::save::history::Step;
use aims::ui::canvas::pen::Look;
use aims::ui::export::text;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::roles::Role;
use aims::ui::style::theme::Theme;
use aims::ui::widgets::frame::scroll::Scroll;
use aims::ui::widgets::table::{Column, Table, Width};
use fixture::{Fixture, Shape};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::StatefulWidget;

fn register(shape: Shape, count: usize) -> Register {
    let mut register = Register::default();
    for record in fixture::records(shape, count) {
        register.put(record);
    }
    register
}

fn around() -> Environment {
    Environment {
        today: fixture::today(),
        now: fixture::today().and_hms_opt(9, 0, 0).expect("a time"),
        who: "ana".to_owned(),
        branch: None,
        entropy: || [1, 2, 3, 4, 5],
    }
}

fn edit(changes: Vec<Change>) -> Edit {
    Edit {
        title: "test".to_owned(),
        who: "ana".to_owned(),
        when: fixture::today().and_hms_opt(9, 0, 0).expect("a time"),
        changes,
    }
}

fn change(register: &Register, id: &str, field: FieldRef, value: &str) -> Change {
    let change = register.change(id, field, value.into());
    change.expect("fits").expect("differs")
}

#[test]
fn an_edit_touches_as_many_lookups_among_many_records_as_among_few() {
    let touched = |count| {
        let mut register = register(Shape::Actions, count);
        let id = fixture::id(Shape::Actions, count / 2);
        let before = register.index().work();
        let change = change(&register, &id, action::OWNER.field(), "zoe");
        register.apply(&edit(vec![change])).expect("applies");
        register.index().work() - before
    };
    assert_eq!(touched(1_000), 2, "the owner that was and the one that is");
    assert_eq!(touched(10_000), 2);
}

#[test]
fn the_calendar_looks_at_what_an_edit_touched_and_at_nothing_for_a_month() {
    let looked = |count| {
        let mut register = register(Shape::Actions, count);
        let series = Record::new(&review::KIND, Id::new("V-00001"))
            .with(review::DATE, fixture::today())
            .with(review::EVERY, "month");
        register.put(series);
        let mut app = App::new(register, around());
        app.show(&screens::calendar::SCREEN);
        let mut looked_at = app.screens.calendar.work();
        let mut work =
            |app: &App| app.screens.calendar.work() - std::mem::replace(&mut looked_at, app.screens.calendar.work());
        for _ in 0..6 {
            app.update(Message::Key(Key::char('}')));
        }
        let months = work(&app);
        let id = fixture::id(Shape::Actions, count / 2);
        let moved = app.register.get(&id).expect("a record").clone();
        edits::absorb(&mut app, vec![moved.with(action::DUE, fixture::today())]);
        let edit = work(&app);
        let yearly = app.register.get("V-00001").expect("it").clone();
        edits::absorb(&mut app, vec![yearly.with(review::EVERY, "year")]);
        (months, edit, work(&app))
    };
    let few = (0, 2, 3);
    assert_eq!(
        looked(1_000),
        few,
        "no record for a month; for an edit the touched one and the risk that it treats; of a review its series and the organization"
    );
    assert_eq!(looked(10_000), few);
}

#[test]
fn hidden_screens_are_not_computed() {
    let mut app = App::new(register(Shape::Actions, 1_000), around());
    let rows = |app: &App, screen| app.list(screen).expect("a list").rows().len();
    assert_eq!(rows(&app, &screens::treatment::SCREEN), 0);
    app.show(&screens::treatment::SCREEN);
    assert_eq!(rows(&app, &screens::treatment::SCREEN), 1_000);
    assert_eq!(rows(&app, &screens::risks::SCREEN), 0);
    assert!(app.screens.calendar.rows().is_empty());
    app.show(&screens::calendar::SCREEN);
    assert_eq!(
        app.screens.calendar.rows().len(),
        1_000 + 50,
        "the actions and the reviews of their systems"
    );
}

#[test]
fn a_long_list_is_made_a_little_at_a_time_before_it_is_shown() {
    let count = 10_000;
    let mut app = App::new(register(Shape::Actions, count), around());
    let mut steps = 0;
    while app.has_to_prepare() {
        app.prepare();
        steps += 1;
    }
    assert!(
        steps > count / 2048,
        "{steps} steps, so that a key never waits for all of it"
    );
    let rows = |app: &App| app.list(&screens::treatment::SCREEN).map(|list| list.rows().to_vec());
    let prepared = rows(&app);
    assert_eq!(prepared.as_ref().map(Vec::len), Some(count), "there before it is shown");
    app.show(&screens::treatment::SCREEN);
    app.refresh_all();
    assert!(rows(&app) == prepared, "and the same as all at once");
}

#[test]
fn very_many_rows_are_made_after_the_frame_with_cursor_and_filter_where_they_belong() {
    let count = 30_000;
    let mut app = App::new(register(Shape::Actions, count), around());
    app.show(&screens::treatment::SCREEN);
    let rows = |app: &App| app.list(&screens::treatment::SCREEN).expect("a list").rows().to_vec();
    assert!(rows(&app).is_empty(), "no frame waits for them");
    let finish = |app: &mut App| {
        let mut steps = 0;
        while app.has_to_prepare() {
            app.prepare();
            steps += 1;
        }
        steps
    };
    let steps = finish(&mut app);
    assert!(steps > count / 2048, "{steps} steps, between which keys are looked at");
    let made = rows(&app);
    assert_eq!(made.len(), count);
    app.update(Message::Key(Key::plain(Code::End)));
    let last = app.selected();
    assert_eq!(last.as_ref(), made.last());
    app.refresh_all();
    app.update(Message::Key(Key::char('k')));
    assert_eq!(
        app.selected(),
        Some(made[count - 2]),
        "keys move over the rows of before"
    );
    finish(&mut app);
    assert!(rows(&app) == made);
    assert_eq!(app.selected(), Some(made[count - 2]), "the cursor stays on its record");
    app.refresh_all();
    app.update(Message::Key(Key::char(' ')));
    assert_eq!(
        app.list(&screens::treatment::SCREEN).expect("a list").marked(),
        1,
        "what is done with rows does not wait for a pause"
    );
    app.refresh_all();
    save_results::filter_by(&mut app, "zzz");
    finish(&mut app);
    assert!(
        rows(&app).is_empty(),
        "what is typed meanwhile is the filter of the rows then"
    );
    save_results::filter_by(&mut app, "");
    finish(&mut app);
    assert!(rows(&app) == made);
}

#[test]
fn a_letter_of_the_filter_waits_for_few_texts_and_what_is_done_with_the_rows_for_all() {
    let count = 10_000;
    let mut app = App::new(register(Shape::Actions, count), around());
    app.show(&screens::treatment::SCREEN);
    let rows = |app: &App| {
        app.list(&screens::treatment::SCREEN)
            .map_or(0, |list| list.rows().len())
    };
    let keys = |app: &mut App, text: &str| text.chars().for_each(|c| app.update(Message::Key(Key::char(c))));
    keys(&mut app, "/zzz");
    assert_eq!(rows(&app), count, "the letters are there before the rows are");
    let mut steps = 0;
    while app.postponed.wants_texts {
        app.prepare();
        steps += 1;
    }
    assert!(
        steps > count / 4096,
        "{steps} steps, so that a key never waits for all of it"
    );
    assert_eq!(rows(&app), 0);
    let mut app = App::new(register(Shape::Actions, count), around());
    app.show(&screens::treatment::SCREEN);
    keys(&mut app, "/zzz");
    app.update(Message::Key(Key::plain(Code::Enter)));
    assert_eq!(rows(&app), 0);
}

#[test]
fn today_counts_a_large_register_a_little_at_a_time_and_shows_no_count_as_the_last_before() {
    let count = 25_000;
    let mut app = App::new(register(Shape::Actions, count), around());
    let is_told = |app: &App| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        let look = Look::new(Theme::default(), &glyphs::UNICODE);
        screen::draw(app, buffer.area, &mut buffer, look);
        text::text(&buffer).contains("counting ...")
    };
    assert!(
        app.screens.today.is_counting() && app.screens.today.lines.is_empty(),
        "no frame waits for it"
    );
    assert!(is_told(&app));
    let mut steps = 0;
    while app.screens.today.is_counting() {
        app.prepare();
        steps += 1;
    }
    assert!(steps > count / 4096, "{steps} steps, between which keys are looked at");
    assert_eq!(
        app.screens.today.lines,
        today::lines(app.view(), None),
        "as counted at once"
    );
    assert!(!is_told(&app));
    let before = app.screens.today.lines.clone();
    app.refresh_all();
    app.prepare();
    app.refresh_all();
    assert!(
        app.screens.today.is_counting() && is_told(&app),
        "what changes begins it again"
    );
    app.prepare_shown();
    assert_eq!(app.screens.today.lines, before);
}

#[test]
fn readiness_of_a_large_register_is_found_after_the_frame_and_follows_changes_before_it() {
    let mut app = App::new(register(Shape::Actions, 6_000), around());
    assert!(
        app.screens.readiness.found.is_none() && app.postponed.wants_readiness,
        "no frame waits for it"
    );
    assert!(!app.screens.today.lines.is_empty());
    let mut steps = 0;
    while app.postponed.wants_readiness {
        assert!(app.screens.readiness.found.is_none(), "no part of it is shown as all");
        app.prepare();
        steps += 1;
    }
    assert!(steps >= 6_000 / 1024, "{steps} steps, between which keys are looked at");
    let goal = app.screens.readiness.goal(app.view());
    let found = readiness::of(&app.register, fixture::today(), goal);
    assert!(app.screens.readiness.found == Some(found), "the same as all at once");
    app.show(&screens::systems::SCREEN);
    app.refresh_all();
    assert!(!app.postponed.wants_readiness, "no other screen shows it");
    let mut changed = app
        .register
        .get(&fixture::id(Shape::Actions, 7))
        .expect("an action")
        .clone();
    changed = changed.with(action::OWNER, "nobody-else");
    app.register.put(changed);
    app.refresh_all();
    app.show(&screens::today::SCREEN);
    assert!(!app.postponed.wants_readiness, "few records are asked before the frame");
    let found = |app: &App| readiness::of(&app.register, fixture::today(), app.screens.readiness.goal(app.view()));
    assert!(app.screens.readiness.found == Some(found(&app)), "the change is in it");
    app.show(&screens::readiness::SCREEN);
    app.run(&commands::NEXT_GOAL);
    assert!(
        !app.postponed.wants_readiness && app.screens.readiness.found == Some(found(&app)),
        "another goal asks no record again"
    );
}

#[test]
fn a_frame_asks_for_the_rows_that_are_seen() {
    let area = Rect::new(0, 0, 120, 40);
    let mut buffer = Buffer::empty(area);
    let asked = Cell::new(0);
    let columns = [Column::new("Title", Width::Flex(8, 1))];
    let table = Table {
        columns: &columns,
        rows: 100_000,
        cursor: 50_000,
        focused: true,
        groups: &[],
        empty: "",
        fill: &|_, cells| {
            asked.set(asked.get() + 1);
            cells.push("title", Role::Text);
        },
        look: Look::new(Theme::default(), &glyphs::UNICODE),
    };
    table.render(area, &mut buffer, &mut Scroll::default());
    assert_eq!(asked.get(), 39, "all lines but the header");
}

#[test]
fn a_load_reads_each_file_once() {
    let fixture = Fixture::new(Shape::Actions, 500);
    let repository = Repository::at(&fixture.top);
    fs::write(repository.root.join("systems/notes.md"), "none of ours").expect("a file");
    let mut read = Vec::new();
    read_all(&repository.root, kinds::ALL, |batch| {
        read.extend(batch.into_iter().map(|loaded| repository.root.join(loaded.path)));
    });
    let mut files = fixture.files.clone();
    files.sort();
    read.sort();
    assert_eq!(read, files);
}

#[test]
fn a_load_is_handed_over_a_batch_at_a_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("aims");
    // Many in one folder, as actions of the organization are, and many in that of one system.
    for below in ["organization", "systems/chat"] {
        fs::create_dir_all(root.join(below)).expect("a folder");
        for nth in 0..300 {
            fs::write(root.join(below).join(format!("{nth}.ron")), "").expect("a file");
        }
    }
    let mut batches = Vec::new();
    read_all(&root, kinds::ALL, |batch| batches.push(batch.len()));
    assert_eq!(batches.iter().sum::<usize>(), 600);
    assert!(batches.iter().all(|files| (1..=BATCH).contains(files)), "{batches:?}");
}

/// Every file of the register with what it holds.
fn tree(fixture: &Fixture) -> BTreeMap<PathBuf, String> {
    let read = |path: &PathBuf| (path.clone(), fs::read_to_string(path).expect("a file"));
    fixture.files.iter().map(read).collect()
}

#[test]
fn an_edit_writes_its_own_file_and_a_line_of_history() {
    let steps = |count| {
        let fixture = Fixture::new(Shape::Systems, count);
        let repository = Repository::at(&fixture.top);
        let (mut register, contents) = open::open(&repository);
        let steps = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&steps);
        let disk = Disk::with_faults(Arc::new(move |name, _| {
            noted.lock().expect("nobody panicked").push(name);
            Ok(())
        }));
        let mut writer = contents.writer(repository, disk);
        let before = tree(&fixture);
        let id = fixture::id(Shape::Systems, count / 2);
        let edit = edit(vec![change(&register, &id, system::OWNER.field(), "zoe")]);
        register.apply(&edit).expect("applies");
        let request = Request::new(&register, edit, Step::Do);
        assert_eq!(writer.save(&request).expect("saves").files, 1);
        let after = tree(&fixture);
        let differs = before.iter().filter(|(path, text)| after[*path] != **text);
        let differs: Vec<_> = differs.map(|(path, _)| path).collect();
        assert_eq!(differs.len(), 1);
        assert!(differs[0].ends_with(format!("{id}/system.ron")), "{differs:?}");
        drop(writer);
        Arc::into_inner(steps)
            .expect("its only owner")
            .into_inner()
            .expect("whole")
    };
    let few = steps(10);
    let count = |name| few.iter().filter(|step| **step == name).count();
    assert_eq!(
        [count("write"), count("fsync"), count("fsync folder"), count("append")],
        [1, 1, 1, 1]
    );
    assert_eq!(few, steps(1_000), "the same steps, however many records there are");
}
