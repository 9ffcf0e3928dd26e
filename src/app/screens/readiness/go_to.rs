//! Finding what falls short, and going to where it is mended.

use crate::app::form::open;
use crate::app::input::screen;
use crate::app::screens;
use crate::app::screens::readiness::{FEW, SLICE, Shortfalls};
use crate::app::screens::today::lines;
use crate::app::state::contexts::key_of;
use crate::app::state::navigate::{self, show_filtered};
use crate::app::state::{App, commands};
use crate::domain::query::quoted;
use crate::domain::readiness::Mend;
use crate::domain::record::Record;
use crate::domain::record::id::Id;

/// Finds what falls short, where that is out of date. What is left of a large register comes after the frame.
pub(in crate::app) fn freshen_readiness(app: &mut App) {
    if !app.screens.readiness.outdated || app.sync.loading.is_some() {
        return;
    }
    let is_small = app.register.places() <= FEW;
    find_shortfalls(app, if is_small { FEW } else { SLICE });
}

/// Finds what blocks, as far as so many records take.
pub(in crate::app) fn find_shortfalls(app: &mut App, most: usize) {
    let view = crate::app::list::spec::View {
        register: &app.register,
        today: app.env.today,
    };
    app.postponed.wants_readiness = !app.screens.readiness.find(view, most);
    app.dirty |= !app.postponed.wants_readiness;
}

/// Runs something on what blocks together with what it is found in.
pub(in crate::app) fn in_readiness(app: &mut App, run: impl FnOnce(&mut Shortfalls, crate::app::list::spec::View<'_>)) {
    let view = crate::app::list::spec::View {
        register: &app.register,
        today: app.env.today,
    };
    run(&mut app.screens.readiness, view);
}

/// Shows what blocks the next goal.
pub(in crate::app) fn next_goal(app: &mut App) {
    if app.screen.is(&screens::readiness::SCREEN) {
        in_readiness(app, Shortfalls::next_goal);
        freshen_readiness(app);
    } else {
        navigate::step_to(app, &screens::readiness::SCREEN);
    }
}

/// Goes to where what falls short under the cursor is mended; folds or unfolds a heading.
pub(in crate::app) fn open_shortfall(app: &mut App) {
    let Some(selected) = app.screens.readiness.selected() else {
        if let Some((heading, _)) = app.screens.readiness.selected_heading() {
            let open = !app.screens.readiness.is_open(heading);
            in_readiness(app, |list, view| list.fold(open, view));
        }
        return;
    };
    match selected.mend() {
        Mend::Record(id, field) => {
            let id = id.clone();
            go_to_field(app, &id, field);
        }
        Mend::Each(ids, _) => {
            let kind = ids
                .first()
                .and_then(|id| app.register.get(id.as_str()))
                .map(Record::kind);
            let written: Vec<_> = ids.iter().map(|id| quoted(id.as_str())).collect();
            if let Some(kind) = kind {
                lines::show_records(app, kind, &format!("id={}", written.join(",")));
            }
        }
        Mend::Missing(kind, filter) => {
            let Some(kind) = app.register.kind(kind) else { return };
            match screen::of_kind(app.screens.table, kind) {
                Some(screen) if app.list(screen).is_some() => {
                    show_filtered(app, screen, filter);
                    app.tell(format!("None is here yet; {} adds one.", key_of(app, &commands::ADD)));
                }
                Some(screen) => {
                    navigate::step_to(app, screen);
                    app.tell(format!("None is here yet; {} adds one.", key_of(app, &commands::ADD)));
                }
                None => open::add(app, kind.name),
            }
        }
    }
}

/// Goes to a record with the cursor on a field; a field that nothing was said in yet is opened in the form.
fn go_to_field(app: &mut App, id: &Id, field: &str) {
    let Some(record) = app.register.get(id.as_str()) else {
        app.refuse(format!("{id} is not in the register; `aims init` begins it."));
        return;
    };
    let field = record.kind().field_index(field);
    let field = field.map(|at| (record.kind().fields[at].label, record.value(at).is_empty()));
    app.go_to(id);
    let Some((label, is_empty)) = field else { return };
    if app.screen.is(&screens::gap::SCREEN) && app.dialogs.is_empty() {
        // A question is answered in the session, which is quicker than its form.
        app.screens.leave_detail();
        app.tell(":open begins the session at this question; 1 to 4 answer it.");
        return;
    }
    let is_it = |line: &crate::app::detail::Line| match line {
        crate::app::detail::Line::Field(known, ..) | crate::app::detail::Line::Heading(known) => known == label,
        _ => false,
    };
    match app.detail_lines().iter().position(is_it) {
        // What the check says of an empty field stands under its label, too.
        Some(at) if !is_empty => {
            app.screens.detail.focused |= app.dialogs.is_empty();
            app.screens.detail.cursor = at;
            navigate::arrive_in_detail(app);
        }
        _ => open::edit_field(app, label),
    }
}
