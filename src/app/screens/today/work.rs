//! Lines of Today: actions, risks, assessments.

use chrono::{Days, NaiveDate};

use crate::app::list::spec::View;
use crate::app::screens;
use crate::app::screens::today::{Asked, Lead, Line, Urgency};
use crate::domain::day;
use crate::domain::kinds::action;
use crate::domain::kinds::assessment::{self, Standing};
use crate::domain::kinds::risk;
use crate::domain::kinds::system::Gate;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::domain::register::index::Slot;
use crate::domain::register::memo::Memo;

/// How many systems with stale assessments are told by name.
const NAMED: usize = 3;

/// How many actions are overdue, by age, and due in this week and month.
#[derive(Debug, Default)]
pub(super) struct Actions {
    late: [usize; 3],
    week: usize,
    month: usize,
}

impl Actions {
    pub(super) fn count(&mut self, view: View<'_>, action: &Record) {
        let today = view.today;
        let next_week = today.checked_add_days(Days::new(7)).unwrap_or(today);
        match (action.days_late(view.register, today), action.due(view.register, today)) {
            (Some(91..), _) => self.late[0] += 1,
            (Some(31..), _) => self.late[1] += 1,
            (Some(_), _) => self.late[2] += 1,
            (None, Some(day)) if day <= next_week => self.week += 1,
            (None, Some(day)) if day <= day::end_of_month(today) => self.month += 1,
            _ => {}
        }
    }
}

/// How many risks are above the appetite, not judged, or accepted until a day that is past.
#[derive(Debug, Default)]
pub(super) struct Risks {
    above: usize,
    accepted: usize,
    unjudged: usize,
    expired: usize,
}

impl Risks {
    pub(super) fn count(&mut self, view: View<'_>, risk: &Record) {
        if !risk.is_open() {
            return;
        }
        let method = view.register.method();
        match risk::current_level(method, risk) {
            Some(level) if method.exceeds(level) => {
                self.above += 1;
                self.accepted += usize::from(!risk::check::asks_for_plan(view.register, risk));
            }
            Some(_) => {}
            None => self.unjudged += 1,
        }
        self.expired += usize::from(risk.passed(risk::ACCEPTED_UNTIL, view.today).is_some());
    }
}

/// How many systems in use have a closed gate, how many have stale assessments, and which of them come first, each with
/// such an assessment.
#[derive(Debug, Default)]
pub(super) struct Assessments {
    closed: usize,
    stale: usize,
    first: Vec<(Id, Id)>,
}

/// What assessments make of each system, kept from one count to the next: a gate is many rules.
#[derive(Debug, Default)]
pub struct Known {
    day: NaiveDate,
    systems: Memo<Assessed>,
}

impl Known {
    /// Forgets what is no longer so.
    pub(super) fn follow(&mut self, view: View<'_>) {
        if self.day != view.today {
            self.day = view.today;
            self.systems = Memo::default();
        }
        self.systems.follow(view.register);
    }
}

/// What assessments make of a system.
#[derive(Debug)]
struct Assessed {
    is_closed: bool,
    stale: Option<Id>,
}

impl Assessed {
    fn of(View { register, today }: View<'_>, system: &Record) -> Self {
        let is_stale = |one: &&Record| assessment::standing(register, one, today) == Standing::Stale;
        let is_asked = assessment::is_asked(system);
        let in_use = is_asked && assessment::is_deployed(system, today);
        let stale = || assessment::of_system(register, system).find(is_stale);
        Self {
            is_closed: in_use && assessment::gate_state(register, system, today) == Some(Gate::Closed),
            stale: is_asked.then(stale).flatten().map(|one| one.id().clone()),
        }
    }
}

impl Assessments {
    pub(super) fn count(&mut self, view: View<'_>, known: &mut Known, slot: Slot, system: &Record) {
        // Looked up again, so that it is noted that the result rests on the system itself.
        let assess = || Assessed::of(view, view.register.at(slot).unwrap_or(system));
        let known = known.systems.get_or_compute(view.register, slot.index(), assess);
        self.closed += usize::from(known.is_closed);
        if let Some(one) = &known.stale {
            self.stale += 1;
            if self.first.len() < NAMED {
                self.first.push((system.id().clone(), one.clone()));
            }
        }
    }
}

impl Asked<'_> {
    /// Adds the overdue actions by age, and those due in this week and month.
    pub(super) fn actions(&mut self, Actions { late, week, month }: &Actions) {
        // Nobody asks what is due of nothing.
        if self.view.register.count(&action::KIND) == 0 {
            return;
        }
        self.section = Some("Actions");
        // A day has passed for an open action, or for the check of the effect of one that is done.
        let all = late.iter().sum();
        self.push(all, "overdue", Urgency::Bad, &screens::treatment::SCREEN, "is:overdue");
        for (count, text, filter) in [
            (late[0], "more than 90 days late", "late>90"),
            (late[1], "31 to 90 days late", "late>30 late<=90"),
            (late[2], "1 to 30 days late", "late>0 late<=30"),
        ] {
            self.push(count, text, Urgency::Bad, &screens::treatment::SCREEN, filter);
        }
        let filter = "next>=today next<=+7d";
        self.push(
            *week,
            "due within a week",
            Urgency::Soon,
            &screens::treatment::SCREEN,
            filter,
        );
        let filter = "next>+7d next<=eom";
        self.push(
            *month,
            "more due this month",
            Urgency::Calm,
            &screens::treatment::SCREEN,
            filter,
        );
    }

    /// Adds the risks above the appetite, those whose acceptance ended, and those that nobody judged.
    pub(super) fn risks(&mut self, risks: &Risks) {
        let method = self.view.register.method();
        self.section = Some("Risks");
        let filter = format!(
            "level>{}",
            method.bands[usize::from(method.appetite)].name.to_lowercase()
        );
        // The treatment plan is asked for the others alone.
        let text = match risks.accepted {
            0 => "above the appetite".to_owned(),
            accepted => format!("above the appetite, {accepted} of them accepted"),
        };
        self.push(risks.above, &text, Urgency::Bad, &screens::risks::SCREEN, &filter);
        let text = "acceptance expired|acceptances expired";
        self.push(
            risks.expired,
            text,
            Urgency::Bad,
            &screens::risks::SCREEN,
            "accepted_until<today",
        );
        let filter = "no:inherent no:current";
        self.push(
            risks.unjudged,
            "not judged yet",
            Urgency::Soon,
            &screens::risks::SCREEN,
            filter,
        );
    }

    /// Adds the systems in use with a closed gate, and those with stale assessments: how many, and of the first why.
    pub(super) fn assessments(&mut self, Assessments { closed, stale, first }: &Assessments) {
        let (register, today) = (self.view.register, self.view.today);
        self.section = Some("Assessments");
        let text = "system in use with a closed gate|systems in use with a closed gate";
        let filter = "gate:closed stage:deployment,operation";
        self.push(*closed, text, Urgency::Bad, &screens::systems::SCREEN, filter);
        let text = "system with stale assessments|systems with stale assessments";
        let filter = "assessments:stale -scope:out";
        self.push(*stale, text, Urgency::Soon, &screens::systems::SCREEN, filter);
        for (system, one) in first {
            let Some((system, one)) = register.get(system.as_str()).zip(register.get(one.as_str())) else {
                continue;
            };
            let reasons = assessment::stale(register, one, today);
            let why = reasons.first().map(ToString::to_string).unwrap_or_default();
            self.lines.push(Line {
                section: self.section.take(),
                count: None,
                text: format!("{}: {why}", system.title()),
                urgency: Urgency::Soon,
                leads: Some(Lead::Record(system.id().clone())),
            });
        }
    }
}
