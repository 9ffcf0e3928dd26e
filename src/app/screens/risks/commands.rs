//! Commands of Risks: what the heatmap judges by and narrows the list to, the method, typical risks.

use crate::app::decisions::rules::risk_method;
use crate::app::input::command::{Command, Group, commands, require};
use crate::app::screens::risks::pane::narrow;
use crate::app::screens::risks::typical_risks;
use crate::app::state::App;
use crate::domain::method::score::Dimension;

commands! {
    [Command::of(Group::Look)] {
        NEXT_TIME "next-time" "time" "Judge by the next time: current, target, inherent.", |app| next_time(app);
        NEXT_DIMENSION "next-dimension" "for whom" "Judge by the next dimension: worst, organization, individuals, society.",
            |app| next_dimension(app);
        METHOD "method" "method" "Look at the risk method, edit it, or take a preset: 5x5, 4x4, 3x3, 6x6.",
            |app| risk_method::choose_method(app);
        WHOLE_BAND "whole-band" "band" "List all risks of the band under the heatmap's cursor.",
            |app| narrow_to_band(app);
        WHOLE_REGISTER "whole-register" "all risks" "List all risks again instead of one cell's.",
            |app| show_whole_register(app),
            fits: |app| require(app.screens.heatmap.narrowed, "All risks are listed.");
    }
    [Command::of(Group::Edit)] {
        STARTER "starter-risk" "typical risk" "Insert a typical risk as a draft of a system.",
            |app| typical_risks::choose_starter(app);
    }
}

fn next_time(app: &mut App) {
    app.screens.heatmap.time = app.screens.heatmap.time.next();
    narrow(app);
    tell_if_covered(app);
}

fn next_dimension(app: &mut App) {
    app.screens.heatmap.next_dimension();
    narrow(app);
    tell_if_covered(app);
}

/// Says what the heatmap judges by now, where the detail may cover it.
fn tell_if_covered(app: &mut App) {
    if app.screens.detail.focused {
        let (time, whom) = (app.screens.heatmap.time.title(), app.screens.heatmap.dimension);
        let whom = whom.map_or("worst of all", |dimension: Dimension| dimension.name());
        app.tell(format!("The heatmap shows {time} levels, {whom}."));
    }
}

fn narrow_to_band(app: &mut App) {
    (app.screens.heatmap.narrowed, app.screens.heatmap.by_band) = (true, true);
    narrow(app);
}

fn show_whole_register(app: &mut App) {
    app.screens.heatmap.narrowed = false;
    narrow(app);
}
