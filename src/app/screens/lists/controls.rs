//! The control checklist and Statement of Applicability, by domain.

use std::collections::HashMap;

use crate::app::input::command::Command;
use crate::app::input::keymap::keys;
use crate::app::input::screen::{Measure, Screen, Tab};
use crate::app::list::List;
use crate::app::list::spec::{Column, Group, Spec, View};
use crate::app::state::App;
use crate::domain::kinds::control;
use crate::domain::measures::control_progress::Progress;
use crate::domain::measures::control_progress::is_of_annex_a;
use crate::domain::record::Record;

/// The screen.
pub static SCREEN: Screen = Screen {
    show: Command::show("controls", "Show the control checklist and Statement of Applicability."),
    title: "Controls",
    short: "Ctrl",
    tab: Tab::Own("5"),
    list: Some(&SPEC),
    keys: keys! {
        "S" STATUS!, "i" INCLUDE!, "x" APPLICABILITY!, "o" OWNER!, "n" NOTE!, OPEN!, "a" ADD!, "T" ADD_ACTION!, ATTACH!, MARK!,
        FILTER!, "d" REDATE, "W" BEGIN_SESSION, "X" CROSSWALK, "A" STATEMENT, "t" READ_STATEMENT!,
    },
    note,
    measure: Measure::Progress,
    shows_changes: true,
    ..Screen::PLAIN
};

/// What the list shows.
pub static SPEC: Spec = Spec {
    kind: &control::KIND,
    columns: &[
        Column::new("id", "Control", 8..=9, 0, 0),
        Column::new("title", "Title", 20..=70, 4, 0),
        Column::new("applicability", "Applies", 8..=10, 0, 7),
        Column::new("status", "Status", 12..=15, 0, 0),
        Column::new("why", "Why", 3..=5, 0, 2),
        Column::new("owner", "Owner", 7..=12, 0, 3),
        Column::new("problems", "Prob.", 5..=5, 0, 1),
        Column::new("evidence", "Evid.", 5..=5, 0, 4),
        Column::new("risks", "Risks", 5..=5, 0, 5),
        Column::new("basis", "Basis", 14..=32, 0, 6),
        Column::new("reason", "Reason", 20..=60, 3, 8),
    ],
    order: &[("number", false)],
    group: Some(group),
    keep: |_| true,
};

/// Returns how many controls are implemented, those of Annex A and others.
fn note(app: &App, list: &List, room: usize) -> String {
    let (ours, others): (Vec<_>, Vec<_>) = app.register.of(list.spec.kind).partition(|one| is_of_annex_a(one));
    let (progress, others) = (Progress::of(ours), Progress::of(others));
    let apart = match others.applicable() {
        0 => String::new(),
        all => format!(", others {} of {all}", others.implemented),
    };
    let named = list.filter().chars().count() + apart.len();
    let room = room.saturating_sub(22 + named);
    format!("{}%: {}{apart}", progress.percent(), progress.text(room))
}

/// Returns the domain of a control; own controls follow those of Annex A.
fn group(view: View<'_>, record: &Record) -> Group {
    let catalogue = view.register.catalogue();
    let domain = catalogue
        .control(record.id().as_str())
        .map(|control| control.domain.as_str());
    let position = domain.and_then(|id| catalogue.domains.iter().position(|domain| domain.id == id));
    match position {
        Some(position) => {
            let domain = &catalogue.domains[position];
            Group {
                rank: position as u32,
                title: format!("{} {}", domain.id, domain.title),
            }
        }
        None => Group {
            rank: u32::MAX,
            title: "Own controls".to_owned(),
        },
    }
}

/// Returns how far the controls of each group are, by its rank, whatever the filter hides of it.
pub fn progress(view: View<'_>) -> HashMap<u32, Progress> {
    let mut members: HashMap<u32, Vec<&Record>> = HashMap::new();
    for record in view.register.of(&control::KIND) {
        members.entry(group(view, record).rank).or_default().push(record);
    }
    members
        .into_iter()
        .map(|(rank, records)| (rank, Progress::of(records)))
        .collect()
}
