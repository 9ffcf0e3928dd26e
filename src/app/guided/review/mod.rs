//! Holding a review: its agenda point by point; every entry is saved at once.
//!
//! The state here is only the position; the entries are in the review record, so whoever opens the review again continues
//! at the first open point.

pub(in crate::app) mod closing;
mod entries;
pub mod hints;
pub mod keys;
pub mod minutes;
pub(in crate::app) mod pane;

use chrono::{NaiveDateTime, TimeDelta};

use crate::app::dialogs::picker::{Entry, Picker, Target};
use crate::app::dialogs::{Dialog, Then};
use crate::app::edits::Cursor;
use crate::app::form::suggestion::{Suggestion, owners};
use crate::app::screens;
use crate::app::state::App;
use crate::app::unsaved::draft::{Draft, LongDraft, LongPlace};
use crate::domain::kinds::review;
use crate::domain::kinds::review::independence;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::record::value::Value;
use crate::domain::register::Register;
use crate::domain::review as agenda;
use crate::domain::review::Point;

/// A pause longer than this is a break and counts as this much.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// A review that is being held.
#[derive(Debug)]
pub struct Holding {
    /// The review.
    pub review: Id,
    /// Its agenda, as the register stands.
    pub points: Vec<Point>,
    /// The position on it; past the last point stands what came of the review.
    pub at: usize,
    /// When it was opened.
    pub began: NaiveDateTime,
    /// How much time was spent at it since, breaks left out.
    pub spent: TimeDelta,
    /// Whether the register changed since the agenda was computed.
    pub(in crate::app) outdated: bool,
    /// The point whose text is with the editor, and what was said about it when it went there.
    writing: Option<(String, String)>,
    last: NaiveDateTime,
}

impl Holding {
    /// Returns the point that is talked about; none where all were gone through.
    pub fn point(&self) -> Option<&Point> {
        self.points.get(self.at)
    }

    /// Notes that a key was pressed.
    pub(in crate::app) fn tick(&mut self, now: NaiveDateTime) {
        self.spent += (now - self.last).clamp(TimeDelta::zero(), LONGEST_PAUSE);
        self.last = now;
    }

    /// Returns how many points were dealt with.
    pub fn dealt_with(&self, review: &Record) -> usize {
        let points = self.points.iter();
        points
            .filter(|point| agenda::is_dealt_with(review, &point.title))
            .count()
    }

    /// Returns the first point that was not dealt with; past the last one where all were.
    fn first_open(&self, review: &Record) -> usize {
        let mut points = self.points.iter();
        let open = points.position(|point| !agenda::is_dealt_with(review, &point.title));
        open.unwrap_or(self.points.len())
    }
}

impl App {
    /// Returns the review that is being held, while its screen is shown.
    pub fn holding(&self) -> Option<&Holding> {
        self.guided
            .holding
            .as_ref()
            .filter(|_| self.screen.kind() == Some(&review::KIND))
    }

    /// Returns the review that is being held with its record, while its screen is shown.
    pub fn held_review(&self) -> Option<(&Holding, &Record)> {
        let holding = self.holding()?;
        Some((holding, self.register.get(holding.review.as_str())?))
    }

    /// Opens the review under the cursor, to be held; of one that was held it shows the minutes.
    pub(in crate::app) fn hold(&mut self) {
        let Some(record) = self.record().filter(|record| record.is(&review::KIND)) else {
            self.refuse("Only reviews are held; they stand on the Calendar (7).");
            return;
        };
        let id = record.id().clone();
        self.hold_review(&id);
    }

    /// Opens a review to be held.
    pub(in crate::app) fn hold_review(&mut self, id: &Id) {
        let Some(record) = self.register.get(id.as_str()) else {
            return;
        };
        let id = id.clone();
        if record.get(review::STATUS) == Some(review::Status::Held) {
            let page = minutes::page(self.view(), record);
            self.dialogs.push(Dialog::Text(page));
            return;
        }
        if !record.is_open() {
            self.refuse("It was cancelled or retired; e opens its form, where that is said.");
            return;
        }
        if let Some(reason) = self.refusal(crate::app::input::command::Command::Add) {
            self.refuse(reason);
            return;
        }
        let points = agenda::points(&self.register, record, self.env.today);
        let now = self.env.now;
        let mut holding = Holding {
            review: id.clone(),
            points,
            at: 0,
            began: now,
            spent: TimeDelta::zero(),
            outdated: false,
            writing: None,
            last: now,
        };
        holding.at = holding.first_open(record);
        let (goes_on, own) = (
            !record.stored(review::POINTS).is_empty(),
            independence::sentence(&self.register, record),
        );
        self.show(&screens::calendar::SCREEN);
        self.dialogs.clear();
        self.screens.calendar.month_focused = false;
        if let Some(slot) = self.register.slot(id.as_str()) {
            self.screens.calendar.select(slot);
        }
        self.guided.holding = Some(holding);
        self.point_shown();
        match own {
            Some(sentence) => self.refuse(sentence),
            None if goes_on => self.tell("The review goes on at the first point nothing was said about."),
            None => {}
        }
    }

    /// Moves by points.
    pub(in crate::app) fn step_points(&mut self, by: isize) {
        let Some(holding) = &mut self.guided.holding else {
            return;
        };
        let last = holding.points.len();
        let to = holding.at.saturating_add_signed(by).min(last);
        let stays = to == holding.at;
        holding.at = to;
        self.point_shown();
        if stays && by > 0 {
            self.tell("This is what came of it; c closes the review.");
        } else if stays {
            self.tell("This is the first point.");
        }
    }

    /// Goes to a point by its position; past the last one stands what came of the review.
    pub(in crate::app) fn go_to_point(&mut self, at: usize) {
        if let Some(holding) = &mut self.guided.holding {
            holding.at = at.min(holding.points.len());
            self.point_shown();
        }
    }

    /// Goes to a point by its title; tells whether there is one, in a review that is being held.
    pub(in crate::app) fn go_to_point_of(&mut self, title: &str) -> bool {
        let Some(holding) = self.holding() else { return false };
        let at = holding.points.iter().position(|point| point.title == title);
        if let Some(at) = at {
            self.go_to_point(at);
        }
        at.is_some()
    }

    fn point_shown(&mut self) {
        self.screens.leave_detail();
        self.dirty = true;
    }

    /// Lets the user choose the point to go to.
    pub(in crate::app) fn choose_point(&mut self) {
        let Some((holding, review)) = self.held_review() else {
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
        self.dialogs
            .push(Dialog::Picker(Box::new(Picker::new("Go to", entries))));
    }

    /// Lets the user choose a record that the point is about, or that came of the review; it is shown over the review.
    pub(in crate::app) fn choose_record_of_point(&mut self) {
        let Some((holding, review)) = self.held_review() else {
            return;
        };
        let mut ids: Vec<Id> = holding.point().map(|point| point.records.clone()).unwrap_or_default();
        ids.extend(review.stored(review::DECISIONS).ids().cloned());
        ids.extend(minutes::findings(&self.register, review).map(|finding| finding.id().clone()));
        let mut seen = std::collections::HashSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        let view = self.view();
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
            self.refuse("This point is about no record; g goes to another one.");
        } else {
            self.dialogs
                .push(Dialog::Picker(Box::new(Picker::new("Look at", entries))));
        }
    }

    /// Gives what was said about the point to the editor.
    pub(in crate::app) fn write_at_length(&mut self) {
        self.write_at_length_from(None);
    }

    /// Gives what was said about the point to the editor, or a text in its place; tells whether it was given.
    pub(in crate::app) fn write_at_length_from(&mut self, text: Option<String>) -> bool {
        let Some((holding, review)) = self.held_review() else {
            return false;
        };
        let Some(title) = holding.point().map(|point| point.title.clone()) else {
            self.refuse("The editor takes what was said about a point; k goes back to the last one.");
            return false;
        };
        let said = || agenda::said(review, &title).unwrap_or_default().said.to_owned();
        let before = said();
        let text = text.unwrap_or_else(|| before.clone());
        let name = format!("{}-said.md", holding.review);
        let place = LongPlace::Point(holding.review.to_string(), title.clone());
        if let Some(holding) = &mut self.guided.holding {
            holding.writing = Some((title, before));
        }
        self.hand_to_editor(place, name, text);
        true
    }

    /// Takes what the editor left about a point, and tells whether one was with it.
    pub(in crate::app) fn written_at_length(&mut self, text: Option<&str>, writing: Option<LongDraft>) -> bool {
        let written = self.guided.holding.as_mut().and_then(|holding| holding.writing.take());
        let (Some((title, before)), Some(text)) = (written, text.map(str::trim)) else {
            return false;
        };
        let (Some(edit), Some((_, review))) = (self.edit_of_said(&title, text), self.held_review()) else {
            return false;
        };
        let theirs = agenda::said(review, &title).unwrap_or_default().said.to_owned();
        let is_ours = theirs == before || theirs == text;
        let Some(writing) = writing.filter(|_| !is_ours) else {
            self.commit(&edit, Cursor::Follow);
            return true;
        };
        // It is kept until it is settled whose words stand.
        let (label, text) = (format!("{} {title}", review.id()), text.to_owned());
        let nothing = self.edit_named(String::new());
        let mine = Value::text(&text);
        let draft = Draft::Long(LongDraft { text, ..writing });
        self.edits.unsaved.drafts.push(draft.clone());
        let settle = |edit| Then::SettleDraft(Box::new(edit), Box::new(draft.clone()));
        self.ask_whose(vec![(label, Value::text(&theirs), mine)], settle(nothing), settle(edit));
        true
    }

    /// Leaves the review; it stays open.
    pub(in crate::app) fn leave_holding(&mut self) {
        let Some(holding) = self.guided.holding.take() else {
            return;
        };
        self.point_shown();
        let open = self.register.get(holding.review.as_str()).map_or(0, |review| {
            let all = holding.points.len();
            all - holding.dealt_with(review)
        });
        self.tell(match open {
            0 => "The review stays open; x and then c closes it.".to_owned(),
            open => format!("The review stays open, {open} points to go; x goes on with it."),
        });
    }

    /// Notes that the register changed since the agenda was computed.
    pub(in crate::app) fn outdate_holding(&mut self) {
        if let Some(holding) = &mut self.guided.holding {
            holding.outdated = true;
        }
    }

    /// Computes the agenda anew if the register changed since; a review that somebody else closed is left.
    pub(in crate::app) fn freshen_holding(&mut self) {
        let Some(holding) = self.guided.holding.as_mut().filter(|holding| holding.outdated) else {
            return;
        };
        holding.outdated = false;
        let open = self.register.get(holding.review.as_str()).filter(|one| one.is_open());
        let Some(review) = open else {
            self.guided.holding = None;
            self.tell("The review is not open any more.");
            return;
        };
        let title = holding.point().map(|point| point.title.clone());
        holding.points = agenda::points(&self.register, review, self.env.today);
        let same = |title: &String| holding.points.iter().position(|point| point.title == *title);
        holding.at = match &title {
            Some(title) => same(title).unwrap_or(holding.at).min(holding.points.len()),
            None => holding.points.len(),
        };
    }
}

/// Returns the rows of the points with what was said about one of them, and what the register says about it now.
fn with_said(review: &Record, point: &Point, said: &str) -> Value {
    let mut rows: Vec<Value> = review.stored(review::POINTS).items().to_vec();
    let row = Value::Row([point.title.as_str().into(), point.figures.as_str().into(), said.into()].into());
    let same = |row: &Value| matches!(row, Value::Row(cells) if agenda::cell(cells, 0) == point.title);
    match rows.iter().position(same) {
        Some(at) => rows[at] = row,
        None => rows.push(row),
    }
    Value::list(rows)
}

/// Returns the people to choose from at a review: those who take part, then all others known.
pub(in crate::app) fn people(register: &Register, review: &Record) -> Vec<Suggestion> {
    let mut all = owners(register);
    let mut named = review.get(review::PARTICIPANTS);
    named.extend(review.get(review::AUDITORS));
    named.sort_unstable();
    named.dedup();
    for name in named.iter().rev() {
        let at = all.iter().position(|known| known.insert == *name);
        let person = match at {
            Some(at) => all.remove(at),
            None => Suggestion {
                insert: (*name).to_owned(),
                label: String::new(),
            },
        };
        let label = format!("{}  takes part", person.label).trim().to_owned();
        all.insert(0, Suggestion { label, ..person });
    }
    if named.len() > 1 {
        let (insert, label) = (named.join(", "), "all who take part".to_owned());
        all.insert(0, Suggestion { insert, label });
    }
    all
}
