//! Guided modes: the gap and control session, holding a review, and triage, each ending with a summary, and importing a file.

pub mod commands;
pub mod import;
pub mod review;
pub mod session;
pub mod summary;
pub mod triage;

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};

use crate::app::guided::review::Holding;
use crate::app::guided::session::{Place, Session};
use crate::app::guided::triage::Triage;
use crate::app::input::screen::Screen;
use crate::domain::kinds;
use crate::domain::record::id::Id;
use crate::domain::register::edit::Edit;

/// The guided modes: sessions, the review being held, the triage since the program began.
#[derive(Debug)]
pub struct Guided {
    /// The guided sessions in progress, at most one on each screen; the one begun last is the last.
    pub sessions: Vec<Session>,
    /// The review that is being held.
    pub holding: Option<Holding>,
    /// What was decided since the program began.
    pub triage: Triage,
    /// Where the last session of each kind was left, by the name of the kind of record it goes through.
    pub left: BTreeMap<String, Place>,
}

/// The time spent at a guided mode, breaks left out.
#[derive(Debug)]
pub struct Stopwatch {
    /// How much it is.
    pub spent: TimeDelta,
    last: NaiveDateTime,
    longest: TimeDelta,
}

impl Stopwatch {
    /// Returns one that begins now; a pause longer than this is a break and counts as this much.
    fn new(now: NaiveDateTime, longest: TimeDelta) -> Self {
        let spent = TimeDelta::zero();
        let last = now;
        Self { spent, last, longest }
    }

    /// Notes that a key was pressed.
    fn tick(&mut self, now: NaiveDateTime) {
        self.spent += (now - self.last).clamp(TimeDelta::zero(), self.longest);
        self.last = now;
    }
}

impl Guided {
    /// Returns the session that fills a screen.
    pub fn session(&self, screen: &Screen) -> Option<&Session> {
        self.sessions.iter().find(|session| session.home.is(screen))
    }

    /// Returns the session that fills a screen, to move in it.
    pub(in crate::app) fn session_mut(&mut self, screen: &Screen) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.home.is(screen))
    }

    /// Returns the session that what is done now belongs to: the one shown, else the one begun last.
    fn worked_on(&mut self, screen: &Screen) -> Option<&mut Session> {
        let shown = self.sessions.iter().position(|session| session.home.is(screen));
        let at = shown.or(self.sessions.len().checked_sub(1))?;
        self.sessions.get_mut(at)
    }

    /// Returns the review that is being held, where its screen is shown.
    pub fn holding(&self, screen: &Screen) -> Option<&Holding> {
        let holding = self.holding.as_ref();
        holding.filter(|_| screen.kind() == Some(&kinds::review::KIND) && screen.list.is_none())
    }

    /// Returns the record that the guided mode on a screen is at.
    pub(in crate::app) fn record(&self, screen: &Screen) -> Option<&Id> {
        let of_review = || self.holding(screen).map(|holding| &holding.review);
        self.session(screen).map(Session::current).or_else(of_review)
    }

    /// Tells whether a guided mode has a screen.
    pub fn has(&self, screen: &Screen) -> bool {
        self.record(screen).is_some()
    }

    /// Notes that a key was pressed.
    pub(in crate::app) fn tick(&mut self, screen: &Screen, now: NaiveDateTime) {
        if let Some(session) = self.worked_on(screen) {
            session.watch.tick(now);
        }
        if let Some(holding) = &mut self.holding {
            holding.watch.tick(now);
        }
    }

    /// Takes an edit into the sittings.
    pub(in crate::app) fn note(&mut self, screen: &Screen, made: &Edit) {
        self.triage.sitting.take(made);
        if let Some(session) = self.worked_on(screen) {
            session.sitting.take(made);
        }
    }

    /// Returns where the session of each kind is, for the next sitting: the one in progress, else the one left last.
    pub fn places(&self) -> BTreeMap<String, Place> {
        let mut places = self.left.clone();
        let open = self.sessions.iter().map(Session::place);
        places.extend(open.map(|place| (place.scope.kind.clone(), place)));
        places
    }

    /// Notes that the register changed since the agenda of the review was computed.
    pub(in crate::app) fn outdate(&mut self) {
        if let Some(holding) = &mut self.holding {
            holding.is_outdated = true;
        }
    }
}
