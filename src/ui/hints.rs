//! Which keys the hint row names, place by place.

use crate::app::decisions::DECISIONS;
use crate::app::dialogs::Dialog;
use crate::app::input::command::Command;
use crate::app::screens::ScreenId;
use crate::app::state::App;
use crate::domain::kinds::{assessment, review};

/// Returns what the hint row names, the most useful here first: of the decisions only those that fit the record under
/// the cursor.
pub fn commands(app: &App) -> Vec<Command> {
    use Command as A;
    let commands: &[Command] = match (app.dialogs.last(), app.screen) {
        (Some(Dialog::Record(_)), _) if app.record().is_some_and(|record| record.is(&assessment::KIND)) => {
            &[A::Back, A::Open, A::Edit, A::Reconfirm, A::Raise, A::Links, A::History]
        }
        (Some(Dialog::Record(_)), _) if app.record().is_some_and(|record| record.is(&review::KIND)) => {
            &[A::Back, A::Hold, A::Open, A::Edit, A::Redate, A::Links, A::History]
        }
        (Some(Dialog::Record(_)), _) => &[
            A::Back,
            A::Open,
            A::Edit,
            A::Links,
            A::Attach,
            A::History,
            A::CopyDetail,
        ],
        (Some(_), _) => return Vec::new(),
        (None, ScreenId::Today) => &[
            A::Open,
            A::Readiness,
            A::Mine,
            A::Changes,
            A::Trends,
            A::Down,
            A::NextScreen,
            A::Objectives,
            A::Organization,
            A::Palette,
        ],
        (None, ScreenId::Readiness) => &[A::Open, A::NextGoal, A::Filter, A::Left, A::Today, A::Down, A::Palette],
        (None, _) if app.session().is_some() => &[
            A::Skip,
            A::Note,
            A::AddAction,
            A::Attach,
            A::Applicability,
            A::Up,
            A::Back,
            A::Undo,
            A::Include,
            A::GoToClause,
            A::Owner,
        ],
        (None, _) if app.holding().is_some() => &[
            A::Say,
            A::Noted,
            A::Decide,
            A::Find,
            A::Attend,
            A::GoToPoint,
            A::CloseReview,
            A::Back,
            A::Links,
            A::Undo,
            A::Resolve,
        ],
        (None, ScreenId::Evidence) if app.screens.detail.focused => {
            &[A::Back, A::Open, A::Redate, A::LookAgain, A::Locate, A::Links, A::Edit]
        }
        (None, ScreenId::Documents) if app.screens.detail.focused => &[
            A::Back,
            A::Open,
            A::Locate,
            A::Approve,
            A::Redate,
            A::NotNeeded,
            A::Attach,
            A::Edit,
        ],
        (None, ScreenId::Systems) if app.screens.detail.focused => &[
            A::Back,
            A::Open,
            A::Edit,
            A::ReviewSecurity,
            A::Starter,
            A::Links,
            A::Attach,
            A::History,
        ],
        (None, ScreenId::Findings) if app.screens.detail.focused => &[
            A::Back,
            A::NextStep,
            A::Open,
            A::AddAction,
            A::Links,
            A::Edit,
            A::History,
        ],
        (None, ScreenId::Incidents) if app.screens.detail.focused => &[
            A::Back,
            A::Reported,
            A::Raise,
            A::RaiseFinding,
            A::FireTriggers,
            A::AddAction,
            A::Edit,
        ],
        (None, _) if app.screens.detail.focused => &[A::Back, A::Open, A::Edit, A::Links, A::Attach, A::History],
        (None, ScreenId::Systems) => &[
            A::Open,
            A::Add,
            A::Edit,
            A::ReviewSecurity,
            A::Starter,
            A::Owner,
            A::Status,
            A::Filter,
            A::Suppliers,
            A::Retire,
            A::Sort,
        ],
        (None, ScreenId::Risks) if app.screens.heatmap.focused => &[
            A::Open,
            A::NextTime,
            A::NextDimension,
            A::WholeRegister,
            A::SwitchPane,
            A::Add,
        ],
        (None, ScreenId::Risks) => &[
            A::Open,
            A::SwitchPane,
            A::Add,
            A::Edit,
            A::NextTime,
            A::NextDimension,
            A::Accept,
            A::Filter,
            A::AddAction,
        ],
        (None, ScreenId::Treatment) => &[
            A::Done,
            A::CheckEffect,
            A::Redate,
            A::Owner,
            A::Block,
            A::Cancel,
            A::Accept,
            A::Note,
            A::Mark,
            A::Filter,
            A::Undo,
        ],
        (None, ScreenId::Controls) => &[
            A::Status,
            A::Include,
            A::Applicability,
            A::Owner,
            A::Note,
            A::Open,
            A::Add,
            A::AddAction,
            A::Attach,
            A::Mark,
            A::Filter,
        ],
        (None, ScreenId::Gap) => &[
            A::Open,
            A::Walk,
            A::Status,
            A::Note,
            A::Owner,
            A::AddAction,
            A::Attach,
            A::Documents,
            A::Filter,
        ],
        (None, ScreenId::Calendar) if app.screens.calendar.drag.is_some() => &[A::Later, A::Earlier, A::Open, A::Back],
        (None, ScreenId::Calendar) if app.screens.calendar.month_focused => &[
            A::Open,
            A::Add,
            A::Later,
            A::NextMonth,
            A::PreviousMonth,
            A::GoToday,
            A::Filter,
            A::SwitchPane,
            A::PlanYear,
        ],
        (None, ScreenId::Calendar) => &[
            A::Open,
            A::Redate,
            A::Later,
            A::Cancel,
            A::Hold,
            A::Add,
            A::Filter,
            A::PlanYear,
            A::SwitchPane,
            A::NextMonth,
        ],
        (None, ScreenId::Evidence) => &[
            A::Open,
            A::Redate,
            A::LookAgain,
            A::Documents,
            A::Locate,
            A::Add,
            A::Owner,
            A::Filter,
            A::Retire,
        ],
        (None, ScreenId::Documents) => &[
            A::Locate,
            A::Approve,
            A::Redate,
            A::NotNeeded,
            A::Evidence,
            A::Owner,
            A::Add,
            A::Attach,
            A::Filter,
        ],
        (None, ScreenId::Findings) => &[
            A::NextStep,
            A::Add,
            A::AddAction,
            A::Redate,
            A::Owner,
            A::Incidents,
            A::Open,
            A::Withdraw,
            A::Filter,
        ],
        (None, ScreenId::Incidents) => &[
            A::Reported,
            A::Status,
            A::Raise,
            A::RaiseFinding,
            A::FireTriggers,
            A::AddAction,
            A::Findings,
            A::Add,
            A::Filter,
        ],
        (None, ScreenId::Suppliers) => &[
            A::Assessed,
            A::Open,
            A::Add,
            A::Redate,
            A::Owner,
            A::AddAction,
            A::Systems,
            A::Filter,
        ],
        (None, ScreenId::Objectives) => &[
            A::Measured,
            A::Status,
            A::Open,
            A::Add,
            A::Redate,
            A::Owner,
            A::AddAction,
            A::Today,
        ],
    };
    let brought = DECISIONS.iter().filter_map(|decision| decision.brings.as_ref());
    let brought = brought.map(|brings| brings.entry.command);
    let commands = commands.iter().copied().chain(brought);
    commands.filter(|command| app.fits_here(*command)).collect()
}

/// Returns the keys and words of the hint row, the most useful here first.
pub(super) fn texts(app: &App) -> Vec<(String, String)> {
    // Over a question the keys are its own.
    if !matches!(app.dialogs.last(), None | Some(Dialog::Record(_))) {
        return Vec::new();
    }
    let (contexts, commands) = (app.contexts(), commands(app));
    let in_session = app.session().is_some() && app.dialogs.is_empty();
    let moves = app.screen == ScreenId::Calendar && app.screens.calendar.drag.is_some();
    let word = |command: &Command| match command {
        Command::Left if app.screen == ScreenId::Readiness => "fold",
        Command::Mine if app.screens.today.mine => "everyone",
        Command::Up if in_session => "back",
        Command::Back if in_session => "leave",
        Command::Applicability if in_session => "exclude",
        Command::Open if moves => "take the day",
        Command::Back if moves => "drop",
        Command::Raise if app.screen == ScreenId::Incidents => "risk",
        Command::RaiseFinding if app.screen == ScreenId::Incidents => "finding",
        Command::Withdraw if app.record().is_some_and(|record| !record.is_open()) => "open again",
        command => command.entry().hint,
    };
    let hint = |command: &Command| {
        let keys = app.input.keymap.keys(&contexts, *command)?;
        // One of the keys that make an assessment stands for all of them.
        match (command, keys.split_once(' ')) {
            (Command::ReviewSecurity, Some((prefix, _))) => Some((prefix.to_owned(), "assess".to_owned())),
            _ => Some((keys, word(command).to_owned())),
        }
    };
    let mut hints: Vec<_> = commands.iter().filter_map(hint).collect();
    hints.push(("?".to_owned(), "help".to_owned()));
    hints
}
