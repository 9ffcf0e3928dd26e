//! `aims render`: a screen at a size, as text or SVG, for documents and tests.

use std::ops::ControlFlow;
use std::process::ExitCode;

use color_eyre::eyre::{Result, bail};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::environment::effect::Effect;
use crate::app::environment::key::Key;
use crate::app::state::App;
use crate::app::state::message::Message;
use crate::app::sync::git_answers::GitAnswer;
use crate::cli::output::print;
use crate::cli::workbench::git_queries::ANSWERS;
use crate::cli::{Global, OpenAt};
use crate::domain::register::Register;
use crate::git::changes::{changed_since, last_changes, versions};
use crate::git::child::Stop;
use crate::git::months::months;
use crate::git::record::history;
use crate::store::files::repository::Repository;
use crate::store::files::{listing, observe};
use crate::store::load::open::open;
use crate::ui::export::{svg, text};
use crate::ui::screen;
use crate::ui::style::theme::Shade;

/// The arguments of `aims render`.
#[derive(Debug, clap::Args)]
pub struct Render {
    #[command(flatten)]
    at: OpenAt,
    /// Columns and rows.
    #[arg(long, default_value = "120x40", value_parser = size)]
    size: (u16, u16),
    /// Keys to press first, each a word: 'j j enter'.
    #[arg(long, default_value = "")]
    keys: String,
    /// Print SVG instead of text.
    #[arg(long)]
    svg: bool,
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parsed = text
        .split_once('x')
        .and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    let sane = |(columns, rows): &(u16, u16)| (1..=1000).contains(columns) && (1..=1000).contains(rows);
    parsed
        .filter(sane)
        .ok_or_else(|| "write columns and rows, such as 120x40".to_owned())
}

impl Render {
    /// Prints the screen.
    ///
    /// # Errors
    ///
    /// Fails when there is no register, or a key is none.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let repository = crate::cli::workbench::start::find(global)?;
        let mut app = loaded(global, &repository);
        app.size = self.size;
        app.update(self.at.message());
        app.notices.dismiss();
        app.prepare_shown();
        for word in self.keys.split_whitespace() {
            match word.parse::<Key>() {
                Ok(key) => app.update(Message::Key(key)),
                Err(error) => bail!("{error}"),
            }
            answer(&mut app, &repository);
            app.prepare_shown();
            // Drawing tells lists how many rows they show, as it does on a terminal.
            draw(&app, self.size, global);
        }
        let buffer = draw(&app, self.size, global);
        if self.svg {
            let shade = if global.light { Shade::Light } else { Shade::Dark };
            print::print(&svg::svg(&buffer, app.screen.title, shade))?;
        } else {
            print::print(&format!("{}\n", text::text(&buffer)))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Answers what is asked of git and of the repository's files before the next key, as a patient user would wait for it.
pub fn answer(app: &mut App, repository: &Repository) {
    for effect in app.take_effects() {
        match effect {
            Effect::History(reading, subject) => {
                let ended = history(repository, &subject, &Stop::default(), |batch| {
                    app.update(Message::Git(GitAnswer::History(reading, batch)));
                    ControlFlow::Continue(())
                });
                app.update(Message::Git(GitAnswer::HistoryEnd(reading, ended)));
            }
            Effect::Trends(reading) => {
                let ended = months(repository, app.env.today, &Stop::default(), |point| {
                    app.update(Message::Git(GitAnswer::Month(reading, point)));
                    ControlFlow::Continue(())
                });
                app.update(Message::Git(GitAnswer::MonthsEnd(reading, ended)));
            }
            Effect::LastChanges(files) => {
                if let Ok(changes) = last_changes(repository, &ANSWERS, &Stop::default()) {
                    app.update(Message::Git(GitAnswer::LastChanges(changes)));
                }
                if let Ok(versions) = versions(repository, &files, &Stop::default()) {
                    app.update(Message::Git(GitAnswer::Versions(versions)));
                }
            }
            Effect::ChangedSince(moment) => {
                if let Ok(changes) = changed_since(repository, moment, &Stop::default()) {
                    app.update(Message::Git(GitAnswer::ChangedSince(changes)));
                }
            }
            Effect::ListFiles => app.update(Message::Listed(listing::files(&repository.top))),
            Effect::Observe { paths, then } => {
                let look = |path: String| (path.clone(), observe::look(&repository.top, &path));
                app.update(Message::Observed(paths.into_iter().map(look).collect(), then));
            }
            _ => {}
        }
    }
}

/// Returns the workbench on a register, wholly loaded.
pub fn loaded(global: &Global, repository: &Repository) -> App {
    let (mut register, contents) = open(repository);
    if let Some(remark) = &contents.remark {
        crate::cli::output::print::say(remark);
    }
    observe::observe(&repository.top, &mut register);
    let mut app = App::new(
        Register::default(),
        crate::cli::workbench::environment::surroundings(global, repository),
    );
    app.update(Message::Loaded(Some(Box::new(register)), Box::new(contents)));
    app
}

fn draw(app: &App, (columns, rows): (u16, u16), global: &Global) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    screen::draw(app, area, &mut buffer, crate::cli::workbench::environment::look(global));
    buffer
}
