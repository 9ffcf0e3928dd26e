//! Going from what blocks to where it is mended, and from Today to what a line counts.

use crate::app::dialogs::Dialog;
use crate::app::dialogs::picker::{Entry, Picker, Target};
use crate::app::screens::readiness::{Blockers, Row};
use crate::app::screens::today;
use crate::app::screens::today::{Counting, Lead, Line};
use crate::app::screens::{self, Screen};
use crate::app::state::App;
use crate::domain::query::Query;
use crate::domain::readiness::{Mend, Part};
use crate::domain::record::choice::Choices;
use crate::domain::record::field::Kind;
use crate::domain::record::id::Id;

impl App {
    /// Returns whose work Today counts; nothing when it is everyone's.
    pub fn mine(&self) -> Option<String> {
        self.screens
            .today
            .mine
            .then(|| crate::app::decisions::add_action::handle_of(&self.register, &self.env.who))
    }

    /// Computes the lines of Today and what blocks, where they are out of date. Of a large register what blocks comes
    /// after the frame.
    pub(in crate::app) fn freshen_today(&mut self) {
        if self.screens.today.outdated {
            self.screens.today.outdated = false;
            let mut counting = Counting::begin(self.mine().as_deref());
            let most = if Counting::is_slow(self.view()) { 0 } else { usize::MAX };
            match counting.go_on(self.view(), most) {
                Some(lines) => self.take_lines(lines),
                None => self.screens.today.counting = Some(counting),
            }
        }
        self.freshen_readiness();
    }

    /// Counts a part of what Today tells of a large register.
    pub(in crate::app) fn count_on(&mut self) {
        let Some(mut counting) = self.screens.today.counting.take() else {
            return;
        };
        match counting.go_on(self.view(), today::SLICE) {
            Some(lines) => {
                self.take_lines(lines);
                self.dirty = true;
            }
            None => self.screens.today.counting = Some(counting),
        }
    }

    fn take_lines(&mut self, lines: Vec<Line>) {
        self.screens.today.lines = lines;
        self.screens.today.lines.extend(self.changes_line());
        self.keep_in_today();
    }

    /// Finds what blocks, where that is out of date.
    pub(in crate::app) fn freshen_readiness(&mut self) {
        if !self.screens.readiness.outdated || self.sync.loading.is_some() {
            return;
        }
        if Blockers::is_slow(self.view()) {
            self.postponed.wants_readiness = true;
        } else {
            self.find_blockers(usize::MAX);
        }
    }

    /// Finds what blocks, as far as so many records take.
    pub(in crate::app) fn find_blockers(&mut self, most: usize) {
        let view = crate::app::list::spec::View {
            register: &self.register,
            today: self.env.today,
        };
        self.postponed.wants_readiness = !self.screens.readiness.find(view, most);
        self.dirty |= !self.postponed.wants_readiness;
    }

    /// Returns how many lines and bars Today has to move over.
    fn stops_of_today(&self) -> usize {
        let bars = if self.screens.readiness.found.is_some() {
            Part::ALL.len()
        } else {
            0
        };
        self.screens.today.lines.len() + bars
    }

    fn keep_in_today(&mut self) {
        self.screens.today.cursor = self.screens.today.cursor.min(self.stops_of_today().saturating_sub(1));
    }

    /// Moves over the lines and bars of Today.
    pub(in crate::app) fn step_in_today(&mut self, by: isize) {
        self.screens.today.cursor = self.screens.today.cursor.saturating_add_signed(by);
        self.keep_in_today();
    }

    /// Counts for oneself alone, or for everyone again.
    pub(in crate::app) fn turn_mine(&mut self) {
        if self.env.who.is_empty() {
            self.refuse("Nobody knows who you are; `git config user.name` says it.");
            return;
        }
        self.show(&screens::today::SCREEN);
        self.screens.today.mine = !self.screens.today.mine;
        self.screens.today.cursor = 0;
        self.screens.today.outdate();
        self.freshen_today();
        match self.mine() {
            Some(handle) => self.tell(format!("What {handle} answers for; m shows everyone's.")),
            None => self.tell("What everyone answers for."),
        }
    }

    /// Lets Today count for oneself from the start.
    pub(in crate::app) fn begin_mine(&mut self) {
        self.screens.today.mine = true;
        self.screens.today.outdate();
        self.freshen();
    }

    /// Goes where the line of Today under the cursor leads.
    pub(in crate::app) fn open_line(&mut self) {
        let at = self.screens.today.cursor;
        let lead = match self.screens.today.lines.get(at) {
            Some(line) => line.leads.clone(),
            None => Part::ALL
                .get(at - self.screens.today.lines.len())
                .map(|part| Lead::Readiness(Some(*part))),
        };
        if let Some(lead) = lead {
            self.follow(lead);
        }
    }

    fn follow(&mut self, lead: Lead) {
        match lead {
            Lead::Screen(screen, filter) => self.show_filtered(screen, &filter),
            Lead::Records(kind, filter) => self.show_records(kind, &filter),
            Lead::Record(id) => self.go_to(&id),
            Lead::Readiness(part) => {
                self.show(&screens::readiness::SCREEN);
                self.in_readiness(|blockers, view| blockers.go_to(part, view));
            }
            Lead::Changes => self.show_changes(),
        }
    }

    fn show_filtered(&mut self, screen: &'static Screen, filter: &str) {
        self.show(screen);
        self.screens.heatmap.narrowed = false;
        self.with_list(screen, |list, view| {
            list.set_within(view, None);
            list.set_filter(view, filter);
            list.cursor = 0;
        });
    }

    /// Shows the records of a kind that pass a filter: on their screen where that is a list, else to choose from.
    fn show_records(&mut self, kind: &'static Kind, filter: &str) {
        match screens::of_kind(self.screens.table, kind) {
            Some(screen) if self.list(screen).is_some() => self.show_filtered(screen, filter),
            _ => {
                let query = Query::parse(filter, kind, &self.register, self.env.today).unwrap_or_default();
                let passes = |record: &&_| query.matches(record, &self.register, None);
                let records = self.register.of(kind).filter(|record| !record.is_retired());
                let mut ids: Vec<_> = records
                    .filter(passes)
                    .map(|record| (record.id().clone(), record.owner().to_owned()))
                    .collect();
                ids.sort();
                self.offer("Go to", ids.into_iter());
            }
        }
    }

    /// Offers records to go to, each with a note.
    pub(in crate::app) fn offer(&mut self, title: &'static str, ids: impl Iterator<Item = (Id, String)>) {
        let entry = |(id, note): (Id, String)| Entry {
            lead: id.to_string(),
            text: self.register.title(id.as_str()).unwrap_or_default().to_owned(),
            target: Target::Record(id),
            note,
            refused: None,
        };
        let entries: Vec<_> = ids.map(entry).collect();
        self.dialogs.push(Dialog::Picker(Box::new(Picker::new(title, entries))));
    }

    /// Runs something on what blocks together with what it is found in.
    pub(in crate::app) fn in_readiness(&mut self, run: impl FnOnce(&mut Blockers, crate::app::list::spec::View<'_>)) {
        let view = crate::app::list::spec::View {
            register: &self.register,
            today: self.env.today,
        };
        run(&mut self.screens.readiness, view);
    }

    /// Shows what blocks the next goal.
    pub(in crate::app) fn next_goal(&mut self) {
        if self.screen.is(&screens::readiness::SCREEN) {
            self.in_readiness(Blockers::next_goal);
            self.freshen_readiness();
        } else {
            self.show(&screens::readiness::SCREEN);
        }
    }

    /// Goes to where the blocker under the cursor is mended; folds or unfolds a part.
    pub(in crate::app) fn open_blocker(&mut self) {
        let Some(blocker) = self.screens.readiness.selected() else {
            if let Some(Row::Part(part)) = self.screens.readiness.rows().get(self.screens.readiness.cursor) {
                let open = !self.screens.readiness.is_open(*part);
                self.in_readiness(|blockers, view| blockers.fold(open, view));
            }
            return;
        };
        match blocker.mend.clone() {
            Mend::Record(id, field) => self.go_to_field(&id, field),
            Mend::Missing(kind, filter) => {
                let Some(kind) = self.register.kind(kind) else { return };
                match screens::of_kind(self.screens.table, kind) {
                    Some(screen) if self.list(screen).is_some() => {
                        self.show_filtered(screen, filter);
                        self.tell("None is here yet; a adds one.");
                    }
                    Some(screen) => {
                        self.show(screen);
                        self.tell("None is here yet; a adds one.");
                    }
                    None => self.add(kind.name),
                }
            }
        }
    }

    /// Goes to a record with the cursor on a field; a field that nothing was said in yet is opened in the form.
    fn go_to_field(&mut self, id: &Id, field: &str) {
        let Some(record) = self.register.get(id.as_str()) else {
            self.refuse(format!("{id} is not in the register; `aims init` begins it."));
            return;
        };
        let field = record.kind().field_index(field);
        let field = field.map(|at| (record.kind().fields[at].label, record.value(at).is_empty()));
        self.go_to(id);
        let Some((label, is_empty)) = field else { return };
        if self.screen.is(&screens::gap::SCREEN) && self.dialogs.is_empty() {
            // A question is answered in the session, which is quicker than its form.
            self.screens.leave_detail();
            self.tell("enter begins the session at this question; 1 to 4 answer it.");
            return;
        }
        let is_it = |line: &crate::app::detail::Line| match line {
            crate::app::detail::Line::Field(known, ..) | crate::app::detail::Line::Heading(known) => known == label,
            _ => false,
        };
        match self.detail_lines().iter().position(is_it) {
            // What the check says of an empty field stands under its label, too.
            Some(at) if !is_empty => {
                self.screens.detail.focused |= self.dialogs.is_empty();
                self.screens.detail.cursor = at;
            }
            _ => self.edit_field(label),
        }
    }
}
