//! Opening a review, going from point to point, and leaving it.

use crate::app::dialogs::picker::{Entry, Picker};
use crate::app::guided::Stopwatch;
use crate::app::guided::review::{Holding, LONGEST_PAUSE, minutes};
use crate::app::input::screen;
use crate::app::state::outcome::Target;
use crate::app::state::{App, navigate};
use crate::domain::kinds::review;
use crate::domain::kinds::review::independence;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::review as agenda;
use crate::domain::review::Point;

/// Returns the review that is being held with its record, while its screen is shown.
pub fn held(app: &App) -> Option<(&Holding, &Record)> {
    let holding = app.guided.holding(app.screen)?;
    Some((holding, app.register.get(holding.review.as_str())?))
}

/// Opens the review under the cursor, to be held; of one that was held it shows the minutes.
pub(in crate::app) fn hold(app: &mut App) {
    let Some(record) = app.record().filter(|record| record.is(&review::KIND)) else {
        app.refuse("Only reviews are held; they are on the Calendar (7).");
        return;
    };
    let id = record.id().clone();
    open(app, &id);
}

/// Opens a review to be held.
pub(in crate::app) fn open(app: &mut App, id: &Id) {
    let Some(record) = app.register.get(id.as_str()) else {
        return;
    };
    let id = id.clone();
    if record.get(review::STATUS) == Some(review::Status::Held) {
        let page = minutes::page(app.view(), record);
        app.dialogs.push(page);
        return;
    }
    if !record.is_open() {
        app.refuse("It was cancelled or retired; :edit opens its form, where that is said.");
        return;
    }
    if let Some(reason) = app.sync.refuses_changes() {
        app.refuse(reason);
        return;
    }
    let points = agenda::points(&app.register, record, app.env.today);
    let mut holding = Holding {
        review: id.clone(),
        from: navigate::spot(app),
        points,
        at: 0,
        watch: Stopwatch::new(app.env.now, LONGEST_PAUSE),
        is_outdated: false,
        writing: None,
    };
    holding.at = holding.first_open(record);
    let (goes_on, own) = (
        !record.stored(review::POINTS).is_empty(),
        independence::sentence(&app.register, record),
    );
    if let Some(screen) = screen::of_kind(app.screens.table, &review::KIND) {
        app.show(screen);
    }
    app.dialogs.clear();
    app.screens.calendar.month_focused = false;
    if let Some(slot) = app.register.slot(id.as_str()) {
        app.screens.calendar.select(slot);
    }
    app.guided.holding = Some(holding);
    shown(app);
    match own {
        Some(sentence) => app.refuse(sentence),
        None if goes_on => app.tell("The review goes on at the first point nothing was said about."),
        None => {}
    }
}

/// Moves by points.
pub(in crate::app) fn step(app: &mut App, by: isize) {
    let Some(holding) = &mut app.guided.holding else {
        return;
    };
    let last = holding.points.len();
    let to = holding.at.saturating_add_signed(by).min(last);
    let stays = to == holding.at;
    holding.at = to;
    shown(app);
    if stays && by > 0 {
        app.tell("This is what came of it; :close-review closes the review.");
    } else if stays {
        app.tell("This is the first point.");
    }
}

/// Goes to a point by its position; past the last one stands what came of the review.
pub(in crate::app) fn go_to(app: &mut App, at: usize) {
    if let Some(holding) = &mut app.guided.holding {
        holding.at = at.min(holding.points.len());
        shown(app);
    }
}

/// Goes to a point by its title; tells whether there is one, in a review that is being held.
pub(in crate::app) fn go_to_named(app: &mut App, title: &str) -> bool {
    let Some(holding) = app.guided.holding(app.screen) else {
        return false;
    };
    let at = holding.points.iter().position(|point| point.title == title);
    if let Some(at) = at {
        go_to(app, at);
    }
    at.is_some()
}

fn shown(app: &mut App) {
    app.screens.leave_detail();
    app.dirty = true;
}

/// Lets the user choose the point to go to.
pub(in crate::app) fn choose(app: &mut App) {
    let Some((holding, review)) = held(app) else {
        return;
    };
    let entry = |(at, point): (usize, &Point)| {
        let dealt = agenda::is_dealt_with(review, &point.title);
        Entry {
            target: Target::Point(at),
            lead: (at + 1).to_string(),
            text: point.title.clone(),
            note: if dealt { "dealt with" } else { "open" }.to_owned(),
            refused: None,
        }
    };
    let mut entries: Vec<_> = holding.points.iter().enumerate().map(entry).collect();
    entries.push(Entry {
        target: Target::Point(holding.points.len()),
        lead: String::new(),
        text: "What came of it".to_owned(),
        note: String::new(),
        refused: None,
    });
    app.dialogs.push(Picker::new("Go to", entries));
}

/// Lets the user choose a record that the point is about, or that came of the review; it is shown over the review.
pub(in crate::app) fn choose_record(app: &mut App) {
    let Some((holding, review)) = held(app) else {
        return;
    };
    let mut ids: Vec<Id> = holding.point().map(|point| point.records.clone()).unwrap_or_default();
    ids.extend(review.stored(review::DECISIONS).ids().cloned());
    ids.extend(minutes::findings(&app.register, review).map(|finding| finding.id().clone()));
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    let view = app.view();
    let entry = |id: &Id| {
        let note = view.register.get(id.as_str()).map(|record| record.kind().name);
        Entry {
            target: Target::Record(id.clone()),
            lead: id.to_string(),
            text: view.register.title(id.as_str()).unwrap_or_default().to_owned(),
            note: note.unwrap_or_default().to_owned(),
            refused: None,
        }
    };
    let entries: Vec<_> = ids.iter().map(entry).collect();
    if entries.is_empty() {
        app.refuse("This point is about no record; :go-to-point goes to another one.");
    } else {
        app.dialogs.push(Picker::new("Look at", entries));
    }
}

/// Leaves the review for where it was begun; it stays open.
pub(in crate::app) fn leave(app: &mut App) {
    let Some(holding) = app.guided.holding.take() else {
        return;
    };
    navigate::land(app, holding.from.clone());
    let open = app.register.get(holding.review.as_str()).map_or(0, |review| {
        let all = holding.points.len();
        all - holding.dealt_with(review)
    });
    app.tell(match open {
        0 => "The review stays open; :hold goes on to closing it.".to_owned(),
        open => format!("The review stays open, {open} points to go; :hold goes on with it."),
    });
}

/// Computes the agenda again if the register changed since; a review that somebody else closed is left.
pub(in crate::app) fn freshen(app: &mut App) {
    let Some(holding) = app.guided.holding.as_mut().filter(|holding| holding.is_outdated) else {
        return;
    };
    holding.is_outdated = false;
    let open = app.register.get(holding.review.as_str()).filter(|one| one.is_open());
    let Some(review) = open else {
        app.guided.holding = None;
        app.tell("The review is not open any more.");
        return;
    };
    let title = holding.point().map(|point| point.title.clone());
    holding.points = agenda::points(&app.register, review, app.env.today);
    let same = |title: &String| holding.points.iter().position(|point| point.title == *title);
    holding.at = match &title {
        Some(title) => same(title).unwrap_or(holding.at).min(holding.points.len()),
        None => holding.points.len(),
    };
}
