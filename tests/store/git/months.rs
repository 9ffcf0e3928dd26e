//! How the register stood at the ends of past months.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use aims::domain::day;
use aims::domain::kinds::{action, control};
use aims::domain::measures::trend::{Figures, Point};
use aims::domain::register::Register;
use aims::exchange::demo::Demo;
use aims::git::child::Stop;
use aims::git::months::months;
use aims::git::program::Refusal;
use aims::store::codec;
use aims::store::files::layout;
use aims::store::files::repository::Repository;
use aims::store::load::open::open;
use chrono::NaiveDate;

use super::fixture::{Fixture, a_risk, git_on, record};

fn date(text: &str) -> NaiveDate {
    day::iso(text).expect("a day")
}

fn read(repository: &Repository, today: &str) -> Result<(Vec<Point>, bool), Refusal> {
    let mut points = Vec::new();
    let cut = months(repository, date(today), &Stop::default(), |point| {
        points.push(point);
        ControlFlow::Continue(())
    })?;
    Ok((points, cut))
}

/// Day, beginning of the commit and one figure of each month.
fn told(points: &[Point], figure: fn(&Figures) -> usize) -> Vec<String> {
    let told = |point: &Point| {
        let commit = point.commit.as_deref().unwrap_or("none");
        format!("{} {} {}", point.day, &commit[..4], figure(&point.figures))
    };
    points.iter().map(told).collect()
}

fn an_action(status: &str) -> aims::domain::record::Record {
    let fields = [("title", "Filter"), ("due", "2026-03-15"), ("status", status)];
    record(&action::KIND, "T-00001", &fields)
}

#[test]
fn a_month_has_its_last_commit_and_is_counted_on_its_last_day() {
    let fixture = Fixture::below("team");
    let path = "organization/T-00001.ron";
    fixture.put(path, &an_action("open"));
    let first = fixture.commit_on("2026-02-10");
    fixture.put(
        "organization/R-00001.ron",
        &a_risk(&[("title", "Leak"), ("current", "5 5/-/-")]),
    );
    fixture.commit_on("2026-05-30");
    fixture.put(path, &an_action("done"));
    let last = fixture.commit_on("2026-05-31");
    fixture.write("method.ron", "not a method");
    fixture.commit_on("2026-06-01");
    let (points, cut) = read(&fixture.repository(), "2026-06-12").expect("months");
    assert!(!cut);
    let (first, last) = (&first[..4], &last[..4]);
    assert_eq!(
        told(&points, |figures| figures.overdue),
        [
            format!("2026-02-28 {first} 0"),
            format!("2026-03-31 {first} 1"),
            format!("2026-04-30 {first} 1"),
            format!("2026-05-31 {last} 0"),
        ]
    );
    assert_eq!(points[3].figures.above_appetite, 1);
    assert_eq!(points[2].figures.above_appetite, 0);
}

/// What a register opened from a checkout of a commit counts.
fn opened(fixture: &Fixture, commit: &str, day: NaiveDate) -> Figures {
    let beside = tempfile::tempdir().expect("a folder");
    let place = beside.path().join("out");
    let place = place.to_str().expect("text");
    fixture.git(&["worktree", "add", "--quiet", "--detach", place, commit]);
    let repository = Repository::find(Path::new(place)).expect("a register");
    let (register, _) = open(&repository);
    let figures = Figures::of(&register, day);
    fixture.git(&["worktree", "remove", "--force", place]);
    figures
}

const CATALOGUE: &str = r#"(
    schema: 1,
    standard: (id: "House rules", title: "Rules of the house"),
    notice: "Ours.",
    domains: [(id: "B.5", title: "Access and keys")],
    controls: [(id: "B.5.1", domain: "B.5", title: "Keys in the vault")],
)
"#;

#[test]
fn figures_equal_those_of_the_register_opened_at_that_commit() {
    let fixture = Fixture::new();
    let today = date("2026-11-23");
    let mut register = Register::default();
    let days = [
        "2026-03-29",
        "2026-05-18",
        "2026-07-07",
        "2026-08-26",
        "2026-10-10",
        "2026-11-15",
    ];
    let demo = Demo::shipped().expect("the demo").steps(today).expect("its steps");
    for (at, (step, day)) in demo.iter().zip(days).enumerate() {
        for record in &step.records {
            register.put(record.clone());
        }
        for record in &step.records {
            let path = layout::path(&register, record).expect("a path");
            fixture.write(path.to_str().expect("text"), codec::write(record));
        }
        match at {
            // The same risk in two files, a broken file, a link and a catalogue come and go.
            1 => {
                fixture.put(
                    "organization/R-00001.ron",
                    &a_risk(&[("title", "Leak"), ("current", "5 5/-/-")]),
                );
                fixture.put(
                    "systems/double/R-00001.ron",
                    &a_risk(&[("title", "Leak"), ("current", "1 1/-/-")]),
                );
                fixture.write("organization/T-00009.ron", "<<<<<<< HEAD\n");
                fixture.write("catalogues/own.ron", CATALOGUE);
                let link = fixture.top().join("aims/organization/T-00008.ron");
                std::os::unix::fs::symlink("T-00009.ron", link).expect("a link");
            }
            2 => {
                let own = record(&control::KIND, "B.5.1", &[("status", "implemented")]);
                fixture.put("controls/B.5.1.ron", &own);
                fs::remove_file(fixture.top().join("aims/organization/R-00001.ron")).expect("removes");
            }
            3 => {
                fixture.put(
                    "organization/T-00009.ron",
                    &record(&action::KIND, "T-00009", &[("due", "2026-01-01")]),
                );
                fs::remove_file(fixture.top().join("aims/catalogues/own.ron")).expect("removes");
            }
            _ => {}
        }
        fixture.commit_on(day);
    }
    let (points, _) = read(&fixture.repository(), "2026-12-24").expect("months");
    assert_eq!(points.len(), 9);
    for point in &points {
        let commit = point.commit.as_deref().expect("a commit");
        assert_eq!(point.figures, opened(&fixture, commit, point.day), "{}", point.day);
    }
    assert_eq!(points[1].figures.controls.total, 38);
    assert_eq!(
        points[2].figures.controls.total, 38,
        "a control of another catalogue is counted apart"
    );
    let mut kinds: Vec<_> = points.iter().map(|point| format!("{:?}", point.figures)).collect();
    kinds.dedup();
    assert!(kinds.len() > 5, "the months differ");
}

#[test]
fn merged_changes_count_from_the_merge_on() {
    let fixture = Fixture::new();
    fixture.commit_on("2026-01-10");
    fixture.git(&["checkout", "--quiet", "-b", "side"]);
    fixture.put("organization/T-00001.ron", &an_action("open"));
    let side = fixture.commit_on("2026-03-16");
    fixture.git(&["checkout", "--quiet", "main"]);
    fixture.write("../notes.md", "x");
    fixture.commit_on("2026-03-20");
    git_on(
        &fixture.top(),
        &["merge", "--quiet", "--no-ff", "side"],
        "Ana Ruiz",
        "2026-05-02",
    );
    let (points, _) = read(&fixture.repository(), "2026-06-12").expect("months");
    assert!(points.iter().all(|point| point.commit.as_deref() != Some(&side)));
    let counts: Vec<_> = points.iter().map(|point| point.figures.overdue).collect();
    assert_eq!(counts, [0, 0, 0, 0, 1]);
}

#[test]
fn two_years_are_looked_at_and_nothing_before_the_register_was_there() {
    let fixture = Fixture::new();
    let aims = fixture.top().join("aims");
    let away = fixture.top().join("away");
    fs::rename(&aims, &away).expect("renames");
    fixture.commit_on("2019-01-01");
    fs::rename(&away, &aims).expect("renames");
    let (points, _) = read(&fixture.repository(), "2026-06-12").expect("months");
    assert!(points.is_empty(), "the register was not there yet");
    fixture.commit_on("2020-01-01");
    let (points, _) = read(&fixture.repository(), "2026-06-12").expect("months");
    assert_eq!(points.len(), 23);
    assert_eq!(
        (points[0].day, points[22].day),
        (date("2024-07-31"), date("2026-05-31"))
    );
}

#[test]
fn a_shallow_clone_says_so_and_a_folder_without_git_is_refused() {
    let fixture = Fixture::new();
    fixture.commit_on("2026-01-10");
    fixture.write("../notes.md", "x");
    fixture.commit_on("2026-03-10");
    let beside = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", fixture.top().display());
    let day = "2026-03-11";
    git_on(
        beside.path(),
        &["clone", "--quiet", "--depth=1", &from, "shallow"],
        "Ana Ruiz",
        day,
    );
    let shallow = Repository::find(&beside.path().join("shallow")).expect("a register");
    let (points, cut) = read(&shallow, "2026-05-12").expect("months");
    assert!(cut);
    assert_eq!(points.len(), 2);
    fs::remove_dir_all(beside.path().join("shallow/.git")).expect("removes");
    let bare = Repository::find(&beside.path().join("shallow")).expect("a register");
    assert_eq!(read(&bare, day), Err(Refusal::NoRepository));
}

#[test]
fn stopped_at_once_it_ends() {
    let fixture = Fixture::new();
    fixture.commit_on("2026-01-10");
    let stop = Stop::default();
    stop.now();
    let ended = months(&fixture.repository(), date("2026-05-12"), &stop, |_| {
        ControlFlow::Continue(())
    });
    assert_eq!(ended, Err(Refusal::Stopped));
    assert!(stop.running().is_empty());
}
