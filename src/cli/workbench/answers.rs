//! Answers to effects at once, as a patient user would wait for them: for pictures and replays.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::environment::effect::{Effect, ForImport};
use crate::app::guided::import::answer::Answer;
use crate::app::state::App;
use crate::app::state::message::Message;
use crate::app::sync::git_answers::GitAnswer;
use crate::cli::Global;
use crate::cli::output::print;
use crate::cli::workbench::git_queries::ANSWERS;
use crate::cli::workbench::{environment, importing};
use crate::git::approved::approved;
use crate::git::changes::{changed_since, last_changes, versions};
use crate::git::child::Stop;
use crate::git::months::months;
use crate::git::record::history;
use crate::store::files::repository::Repository;
use crate::store::files::{listing, observe};
use crate::store::load::open::open;
use crate::ui::screen;

/// Returns the answers of git and of the repository's files to an effect; the effect itself where it asks neither.
pub(super) fn answers(effect: Effect, repository: &Repository, today: NaiveDate) -> Result<Vec<Message>, Box<Effect>> {
    let mut answers = Vec::new();
    match effect {
        Effect::History(reading, subject) => {
            let ended = history(repository, &subject, &Stop::default(), |batch| {
                answers.push(Message::Git(GitAnswer::History(reading, batch)));
                ControlFlow::Continue(())
            });
            answers.push(Message::Git(GitAnswer::HistoryEnd(reading, ended)));
        }
        Effect::Trends(reading) => {
            let ended = months(repository, today, &Stop::default(), |point| {
                answers.push(Message::Git(GitAnswer::Month(reading, point)));
                ControlFlow::Continue(())
            });
            answers.push(Message::Git(GitAnswer::MonthsEnd(reading, ended)));
        }
        Effect::LastChanges(files) => {
            let changes = last_changes(repository, &ANSWERS, &Stop::default()).map(GitAnswer::LastChanges);
            let versions = versions(repository, &files, &Stop::default()).map(GitAnswer::Versions);
            answers.extend(changes.into_iter().chain(versions).map(Message::Git));
        }
        Effect::Approved(wanted) => {
            let all = approved(repository, &wanted, &Stop::default()).map(GitAnswer::Approved);
            answers.extend(all.into_iter().map(Message::Git));
        }
        Effect::ChangedSince(moment) => {
            let changes = changed_since(repository, moment, &Stop::default()).map(GitAnswer::ChangedSince);
            answers.extend(changes.into_iter().map(Message::Git));
        }
        Effect::Import(ForImport::Open(number, path, kinds)) => {
            let opened = Answer::Opened(importing::open(repository, &kinds, &path));
            answers.push(Message::Import(number, Box::new(opened)));
        }
        Effect::Import(ForImport::Keep(name, mapping)) => {
            answers.push(Message::MappingKept(importing::keep(repository, &name, &mapping)));
        }
        Effect::Import(ForImport::Plan(number, asked)) => {
            let planned = importing::plan(repository, *asked, |_, _| ControlFlow::Continue(()));
            let planned = Answer::Planned(planned);
            answers.push(Message::Import(number, Box::new(planned)));
        }
        Effect::ListFiles => answers.push(Message::Listed(listing::files(&repository.top))),
        Effect::ReadText(path) => {
            let read = observe::text(&repository.top, &path);
            answers.push(Message::Text(path, read));
        }
        Effect::Observe { paths, then } => {
            let look = |path: String| (path.clone(), observe::look(&repository.top, &path));
            answers.push(Message::Observed(paths.into_iter().map(look).collect(), then));
        }
        other => return Err(Box::new(other)),
    }
    Ok(answers)
}

/// Gives the workbench the answers to what it asked, and to what it asks then, and returns what it asked of somebody else.
pub fn answer(app: &mut App, repository: &Repository) -> Vec<Effect> {
    let mut others = Vec::new();
    loop {
        let effects = app.take_effects();
        if effects.is_empty() {
            return others;
        }
        for effect in effects {
            match answers(effect, repository, app.env.today) {
                Ok(answers) => answers.into_iter().for_each(|answer| app.update(answer)),
                Err(other) => others.push(*other),
            }
        }
    }
}

/// Returns the workbench on a register, wholly loaded.
pub fn loaded(global: &Global, repository: &Repository) -> App {
    let (mut register, contents) = open(repository);
    if let Some(remark) = &contents.remark {
        print::say(remark);
    }
    observe::observe(&repository.top, &mut register);
    let mut app = App::new(
        environment::empty_register(repository),
        environment::surroundings(global, repository),
    );
    app.update(Message::Loaded(Some(Box::new(register)), Box::new(contents)));
    app
}

/// Returns the screen at a size.
pub fn draw(app: &App, (columns, rows): (u16, u16), global: &Global) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    screen::draw(app, area, &mut buffer, environment::look(global));
    buffer
}
