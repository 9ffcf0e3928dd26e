//! `aims`: opens the workbench, or prints what needs attention where there is no terminal.

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::process::ExitCode;

use color_eyre::eyre::{Result, bail};

use crate::app::screens::today;
use crate::app::screens::today::identity;
use crate::app::state::App;
use crate::app::state::message::Message;
use crate::cli::output::failure::STATE;
use crate::cli::workbench::Workbench;
use crate::cli::workbench::kept::Kept;
use crate::cli::workbench::replay;
use crate::cli::{Global, Open};
use crate::domain::kinds::organization;
use crate::domain::readiness::Part;
use crate::domain::record::choice::Choices;
use crate::store::files::repository::Repository;
use crate::term::{self, Channel};
use crate::ui::canvas::text;
use crate::ui::screens::readiness::blocking;
use crate::ui::style::glyphs;

/// Finds the register that is meant.
///
/// # Errors
///
/// Fails when there is none.
pub fn find(global: &Global) -> Result<Repository> {
    let from = match &global.dir {
        Some(dir) => dir.clone(),
        None => std::env::current_dir()?,
    };
    Ok(Repository::find(&from)?)
}

/// Opens the workbench; without a terminal, prints what needs attention.
///
/// # Errors
///
/// Fails when there is no register or the terminal cannot be used.
pub fn run(global: &Global, open: &Open) -> Result<ExitCode> {
    let (repository, at) = (find(global)?, &open.at);
    if let Some(path) = &open.replay {
        return replay::run(global, repository, path, open.frames);
    }
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        if open.record.is_some() {
            bail!("--record writes down what is done in the workbench, which needs a terminal; run it in one.");
        }
        let mut app = crate::cli::workbench::answers::loaded(global, &repository);
        app.update(Message::Begin {
            mine: at.me,
            screen: None,
            filter: None,
        });
        if let Some(visit) = Kept::new(&repository.root, &app.env.who).visit() {
            app.update(Message::Visit(visit));
            crate::cli::workbench::answers::answer(&mut app, &repository);
        }
        app.prepare_shown();
        if at.me && identity::is_unknown(&app) {
            crate::cli::output::print::say(&identity::sentence(&app));
        }
        crate::cli::output::print::print(&essentials(&app))?;
        return Ok(ExitCode::SUCCESS);
    }
    let channel = Channel::new()?;
    let mut workbench = Workbench::new(global.clone(), at.clone(), repository, channel.sender());
    if let Some(path) = &open.record {
        workbench.record(path, open.record_typed)?;
    }
    workbench.load();
    let leaving = term::run(&mut workbench, channel)?;
    if let Some(text) = workbench.farewell() {
        crate::cli::output::print::say(&text);
    }
    let code = match leaving.exit_code() {
        0 if !workbench.is_saved() => STATE,
        code => code,
    };
    workbench.end();
    Ok(ExitCode::from(code))
}

/// Returns what the Today screen says, as text.
fn essentials(app: &App) -> String {
    let mut out = String::new();
    let organization = app.register.get(organization::ID).map_or("", |record| record.title());
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{}  {}",
        text::visible(organization, &glyphs::UNICODE),
        app.env.today
    );
    let posture = today::posture(app.view());
    if !posture.is_empty() {
        let _ = writeln!(out, "{posture}");
    }
    for line in &app.screens.today.lines {
        if let Some(section) = line.section {
            let _ = writeln!(out, "\n{section}");
        }
        let count = line.count.map(|count| count.to_string()).unwrap_or_default();
        let _ = writeln!(out, "{count:>6} {}", text::visible(&line.text, &glyphs::UNICODE));
    }
    let _ = writeln!(out, "\nReadiness\n{}", blocking(app));
    for part in Part::ALL {
        let share = app.screens.readiness.share(*part);
        let (number, title) = (part.item().label, part.title(&app.register));
        let _ = writeln!(out, "{:>6} {number:<3} {title}, {}%", share.blockers, share.percent());
    }
    let broken = app.sync.problems.iter().filter(|problem| problem.is_broken()).count();
    if broken > 0 {
        let _ = writeln!(out, "\n{broken} files cannot be read; `aims check` says why.");
    }
    out
}
