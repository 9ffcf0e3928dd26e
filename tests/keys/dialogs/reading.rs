//! Pages that are read: the keys that hold here, the text of a file, and details without headings over nothing.

use aims::app::detail::{self, Checked, Line};
use aims::app::dialogs::Page;
use aims::app::dialogs::picker::Picker;
use aims::app::environment::effect::Effect;
use aims::app::state::message::Message;
use aims::domain::kinds::check::Judgement;
use aims::domain::record::id::Id;

use crate::bench::{Bench, today};

/// The keys that the help on top lists.
fn listed(bench: &Bench) -> Vec<String> {
    let picker = bench.app.dialogs.top::<Picker>().expect("the keys here");
    picker.entries.iter().map(|entry| entry.lead.clone()).collect()
}

#[test]
fn the_keys_here_leave_out_the_decisions_that_never_go_with_the_record() {
    let mut bench = Bench::demo();
    bench.press("8 D enter ?");
    let of_document = listed(&bench);
    for (key, is_there) in [("A", true), ("x", true), ("t", true), ("C", false), ("N", false)] {
        assert_eq!(
            of_document.iter().any(|listed| listed == key),
            is_there,
            "{key}: {of_document:?}"
        );
    }
    let mut bench = Bench::demo();
    bench.app.go_to(&Id::new("S-gx6qj"));
    bench.press("?");
    let of_assessment = listed(&bench);
    for key in ["C", "N"] {
        assert!(
            of_assessment.iter().any(|listed| listed == key),
            "{key}: {of_assessment:?}"
        );
    }
}

#[test]
fn the_text_of_a_file_goes_to_the_editor_and_is_read_again() {
    let mut bench = Bench::demo();
    bench.press("g p t");
    let path = "docs/aims/ai-policy.md".to_owned();
    bench
        .app
        .update(Message::Text(path.clone(), Ok("# AI policy".to_owned())));
    bench.asked.clear();
    bench.press("E");
    assert!(
        matches!(&bench.asked[..], [Effect::OpenFile(opened)] if *opened == path),
        "{:?}",
        bench.asked
    );
    bench.asked.clear();
    bench.app.update(Message::Opened(Ok(())));
    bench.collect();
    let reads = |effect: &Effect| matches!(effect, Effect::ReadText(read) if *read == path);
    let looks = |effect: &Effect| matches!(effect, Effect::Observe { paths, .. } if *paths == [path.clone()]);
    assert!(
        bench.asked.iter().any(reads) && bench.asked.iter().any(looks),
        "{:?}",
        bench.asked
    );
    bench
        .app
        .update(Message::Text(path.clone(), Ok("# AI policy, second".to_owned())));
    let page = bench.app.dialogs.top::<Page>().expect("the page stays");
    assert_eq!(page.lines, ["# AI policy, second"]);
}

#[test]
fn a_page_that_shows_no_file_has_nothing_for_the_editor() {
    let mut bench = Bench::demo();
    bench.press("5 t");
    bench.asked.clear();
    bench.press("E");
    assert!(bench.asked.is_empty(), "{:?}", bench.asked);
    assert_eq!(bench.notice().1, "E does nothing here; esc closes the page.");
}

#[test]
fn no_detail_has_a_heading_over_nothing() {
    let bench = Bench::demo();
    let app = &bench.app;
    let judgement = Judgement::of(&app.register, today());
    let mut count = 0;
    for record in app.register.kinds().iter().flat_map(|kind| app.register.of(kind)) {
        let slot = app.register.slot(record.id().as_str()).expect("a record");
        let lines = detail::own_lines(app.view(), record, &Checked::of(&app.register, slot, &judgement));
        count += lines.iter().filter(|line| matches!(line, Line::Heading(_))).count();
        let bare = lines
            .windows(2)
            .find(|two| matches!(two, [Line::Heading(_), Line::Heading(_)]));
        assert_eq!(bare, None, "{}", record.id());
        assert!(!matches!(lines.last(), Some(Line::Heading(_))), "{}", record.id());
    }
    assert!(count > 100, "{count}");
}
