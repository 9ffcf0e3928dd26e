//! A commit made while the workbench runs: what git answered about the one before is asked again.

use aims::app::environment::effect::Effect;
use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use aims::domain::register::observed::Approved;
use aims::store::watch::{Changed, News, Report};
use std::collections::HashSet;

use crate::bench::Bench;

/// Reports the commit that is checked out, as the watch does.
fn report(bench: &mut Bench, commit: Option<&str>) {
    let report = Report {
        stamp: 0,
        branch: bench.app.env.branch.clone(),
        commit: commit.map(str::to_owned),
        news: News::Files(Changed::default()),
    };
    bench.app.update(Message::Changed(report, HashSet::new()));
    bench.collect();
}

/// Takes the digests of what was approved that git is asked for.
fn asked(bench: &mut Bench) -> Vec<String> {
    let asked = std::mem::take(&mut bench.asked).into_iter();
    let digests = |effect| match effect {
        Effect::Approved(wanted) => wanted.iter().map(|one| one.digest().to_owned()).collect(),
        _ => Vec::new(),
    };
    asked.flat_map(digests).collect()
}

#[test]
fn what_changed_since_an_approval_is_asked_again_after_a_commit() {
    let mut bench = Bench::demo();
    report(&mut bench, None);
    bench.press("g v A 'maya enter enter enter enter");
    bench.press("esc esc 5 x 'Not_needed_here enter y 1 g v");
    let digests = asked(&mut bench);
    assert_eq!(digests.len(), 1);
    let answer = GitAnswer::Approved(vec![(digests[0].clone(), Approved::NotCommitted)]);
    bench.app.update(Message::Git(answer));
    report(&mut bench, None);
    assert_eq!(asked(&mut bench), [""; 0], "nothing was committed");
    for commit in ["1111", "2222"] {
        report(&mut bench, Some(commit));
        assert_eq!(asked(&mut bench), digests, "{commit}");
        report(&mut bench, Some(commit));
        assert_eq!(asked(&mut bench), [""; 0], "{commit} again");
    }
}
