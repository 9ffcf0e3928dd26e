//! The thread on a real folder: what is done there is reported.

use std::sync::mpsc::{self, Receiver};

use std::path::Path;

use super::*;

/// How long news may take on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);

/// A folder with a few files, and what is reported about it.
struct Fixture {
    folder: tempfile::TempDir,
    reports: Receiver<Report>,
    watch: Watch,
}

impl Fixture {
    fn new(way: Way) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path").join("aims");
        fs::create_dir_all(root.join("clauses/4.1")).expect("folders");
        fs::write(root.join("aims.ron"), "Organization(format: 1)\n").expect("a file");
        let repository = Repository::at(root.parent().expect("a parent"));
        let (sender, reports) = mpsc::channel();
        let kinds = Register::default().kinds().to_vec();
        let tell = move |report| sender.send(report).is_ok();
        let watch = Watch::start(repository, kinds, way, Scan::default(), Arc::default(), tell);
        let fixture = Self { folder, reports, watch };
        // Nothing was seen before, so the first report is of the one file there is, and the folder is watched by then.
        fixture.wait_for(|changed| has(changed, "aims.ron"));
        fixture
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("aims").join(name)
    }

    fn next(&self) -> Report {
        self.reports.recv_timeout(LIMIT).expect("a report")
    }

    /// Waits for a report on a file.
    fn wait_for(&self, wanted: impl Fn(&Changed) -> bool) {
        loop {
            if let News::Files(changed) = self.next().news
                && wanted(&changed)
            {
                return;
            }
        }
    }
}

const ANSWER: &str = "Answer(\n    state: Informal,\n)\n";

fn has(changed: &Changed, path: &str) -> bool {
    let loaded = changed.files.iter().find(|loaded| loaded.path == Path::new(path));
    loaded.is_some_and(|loaded| loaded.record.is_some())
}

fn comes_and_goes(way: Way) {
    let fixture = Fixture::new(way);
    fs::write(fixture.path("clauses/4.1/q1.ron"), ANSWER).expect("a file");
    fixture.wait_for(|changed| has(changed, "clauses/4.1/q1.ron"));
    fs::create_dir(fixture.path("clauses/4.2")).expect("a folder");
    fs::write(fixture.path("clauses/4.2/q1.ron"), ANSWER).expect("a file");
    fixture.wait_for(|changed| has(changed, "clauses/4.2/q1.ron"));
    fs::remove_file(fixture.path("clauses/4.1/q1.ron")).expect("it goes");
    fixture.wait_for(|changed| changed.gone == [Path::new("clauses/4.1/q1.ron")]);
    fixture.watch.read_again(vec!["clauses/4.2/q1.ron".into()]);
    fixture.wait_for(|changed| has(changed, "clauses/4.2/q1.ron"));
}

#[test]
fn new_and_removed_files_are_reported() {
    comes_and_goes(Way::Events);
}

#[test]
fn new_and_removed_files_are_seen_without_events() {
    comes_and_goes(Way::Looks(Duration::from_millis(20)));
}

/// A register in a repository of which everything was seen, the watch of it, and what it tells.
fn on_branch(way: Way) -> (tempfile::TempDir, Watch, Receiver<Report>) {
    let folder = tempfile::tempdir().expect("a folder");
    let top = folder.path().canonicalize().expect("a path");
    fs::create_dir_all(top.join("aims")).expect("a folder");
    fs::create_dir_all(top.join(".git")).expect("a folder");
    fs::write(top.join("aims/aims.ron"), "Organization(format: 1)\n").expect("a file");
    fs::write(top.join(".git/HEAD"), "ref: refs/heads/main\n").expect("a file");
    let seen = Scan::of(&top.join("aims"));
    let (sender, reports) = mpsc::channel();
    let tell = move |report| sender.send(report).is_ok();
    let kinds = Register::default().kinds().to_vec();
    let watch = Watch::start(Repository::at(&top), kinds, way, seen, Arc::default(), tell);
    (folder, watch, reports)
}

#[test]
fn the_branch_is_reported_at_the_start_and_when_it_changes() {
    for way in [Way::Events, Way::Looks(Duration::from_millis(20))] {
        let (folder, _watch, reports) = on_branch(way);
        let next = || reports.recv_timeout(LIMIT).expect("a report").branch;
        // Whoever asked for the branch before the watch began may have an older answer.
        assert_eq!(next().as_deref(), Some("main"), "{way:?}");
        fs::write(folder.path().join(".git/HEAD"), "ref: refs/heads/other\n").expect("a file");
        let reported = std::iter::from_fn(next).find(|branch| branch == "other");
        assert!(reported.is_some(), "{way:?}");
    }
}

#[test]
fn the_commit_is_reported_at_the_start_and_when_another_is_made() {
    for way in [Way::Events, Way::Looks(Duration::from_millis(20))] {
        let (folder, _watch, reports) = on_branch(way);
        let next = || reports.recv_timeout(LIMIT).expect("a report").commit;
        assert_eq!(next(), None, "{way:?}: before the first");
        let git = folder.path().join(".git");
        for commit in ["1111", "2222"] {
            fs::write(git.join("HEAD.lock"), "").expect("a file");
            fs::create_dir_all(git.join("refs/heads")).expect("a folder");
            fs::write(git.join("refs/heads/main"), format!("{commit}\n")).expect("a file");
            fs::remove_file(git.join("HEAD.lock")).expect("it goes");
            let is_it = |found: &Option<String>| found.as_deref() == Some(commit);
            assert!(
                std::iter::repeat_with(next).take(9).any(|found| is_it(&found)),
                "{way:?}"
            );
        }
    }
}

#[test]
fn a_folder_that_is_replaced_is_watched_again() {
    let fixture = Fixture::new(Way::Events);
    let (aims, old) = (fixture.path(""), fixture.folder.path().join("old"));
    fs::rename(&aims, &old).expect("it goes");
    fs::create_dir_all(aims.join("clauses/4.1")).expect("another comes");
    fs::write(aims.join("aims.ron"), "Organization(format: 1)\n").expect("a file");
    while !matches!(fixture.next().news, News::Whole(_)) {}
    fs::write(fixture.path("clauses/4.1/q1.ron"), ANSWER).expect("a file");
    fixture.wait_for(|changed| has(changed, "clauses/4.1/q1.ron"));
}

#[test]
fn of_what_was_seen_as_it_was_read_nothing_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path").join("aims");
    for nth in 0..300 {
        fs::create_dir_all(root.join(format!("systems/s-{nth}"))).expect("a folder");
        fs::write(root.join(format!("systems/s-{nth}/system.ron")), "System()").expect("a file");
    }
    let kinds = Register::default().kinds().to_vec();
    let mut seen = Scan::default();
    read_all(&root, &kinds, |batch| seen.take(&batch));
    seen.sort();
    let changed = "systems/s-7/system.ron";
    fs::write(root.join(changed), "System(title: \"New\")").expect("a file");
    let (sender, reports) = mpsc::channel();
    let tell = move |report| sender.send(report).is_ok();
    let repository = Repository::at(root.parent().expect("a parent"));
    let _watch = Watch::start(repository, kinds, Way::Events, seen, Arc::default(), tell);
    let Report {
        news: News::Files(files),
        ..
    } = reports.recv_timeout(LIMIT).expect("a report")
    else {
        unreachable!("only files changed");
    };
    let paths: Vec<_> = files.files.iter().map(|loaded| loaded.path.as_path()).collect();
    assert_eq!(paths, [Path::new(changed)]);
    assert!(files.gone.is_empty() && files.folders.is_empty());
}

#[test]
fn many_changes_are_reported_in_parts() {
    let fixture = Fixture::new(Way::Events);
    for nth in 0..=TOGETHER {
        fs::write(fixture.path(&format!("clauses/4.1/q{nth}.ron")), ANSWER).expect("a file");
    }
    let mut reported = 0;
    while reported <= TOGETHER {
        let News::Files(changed) = fixture.next().news else {
            unreachable!("only files changed");
        };
        assert!(changed.files.len() <= TOGETHER);
        reported += changed.files.len();
    }
}
