//! Runs a command that changes the view, opens a dialog or copies; those that change records are in
//! [`crate::app::decisions`] and [`crate::app::edits`].

use crate::app::decisions;
use crate::app::decisions::Running;
use crate::app::decisions::assessment::{assess, raise, reconfirm};
use crate::app::decisions::attach;
use crate::app::decisions::follow_up::finding_steps;
use crate::app::decisions::follow_up::incident_response;
use crate::app::detail;
use crate::app::dialogs::picker::{Entry, Picker, Target};
use crate::app::dialogs::{Dialog, Page, opening};
use crate::app::environment::effect::Effect;
use crate::app::guided::review::at_length;
use crate::app::guided::review::closing;
use crate::app::guided::review::entries;
use crate::app::guided::review::points;
use crate::app::guided::session::steps;
use crate::app::guided::triage;
use crate::app::guided::triage::skips;
use crate::app::input::command;
use crate::app::input::command::{Command, Group};
use crate::app::screens::risks::pane::narrow;
use crate::app::state::App;
use crate::app::state::navigate;
use crate::app::unsaved::listing;
use crate::app::unsaved::saving;
use crate::domain::kinds::{assessment, finding, method, organization, review};
use crate::domain::method::score::Dimension;
use crate::domain::record::id::Id;

impl App {
    /// Runs a command, or says why it cannot be run.
    pub fn run(&mut self, command: Command) {
        self.dirty = true;
        if let Some(reason) = self.refusal(command) {
            self.refuse(reason);
            return;
        }
        let goes_on = matches!(
            command,
            Command::Later | Command::Earlier | Command::Open | Command::Back | Command::Help | Command::Redraw
        );
        if !goes_on && self.drop_drag() {
            self.tell("What was moved stays where it was.");
        }
        match command {
            Command::Skip if self.guided.session(self.screen).is_some() => steps::skip(self),
            Command::Skip if self.list(self.screen).is_some() => skips::put_off(self),
            Command::Down | Command::Skip => navigate::move_rows(self, 1),
            Command::Up => navigate::move_rows(self, -1),
            Command::Left => self.screen.pane.across(self, -1),
            Command::Right => self.screen.pane.across(self, 1),
            Command::First => navigate::move_rows(self, isize::MIN / 2),
            Command::Last => navigate::move_rows(self, isize::MAX / 2),
            Command::HalfDown | Command::PageDown if self.has_pages() => steps::scroll_aids(self, 1),
            Command::HalfUp | Command::PageUp if self.has_pages() => steps::scroll_aids(self, -1),
            Command::HalfDown => navigate::move_rows(self, (navigate::page(self) / 2).max(1)),
            Command::HalfUp => navigate::move_rows(self, -(navigate::page(self) / 2).max(1)),
            Command::PageDown => navigate::move_rows(self, navigate::page(self)),
            Command::PageUp => navigate::move_rows(self, -navigate::page(self)),
            Command::Show(screen) => self.show(screen),
            Command::NextGoal => self.next_goal(),
            Command::Mine => self.turn_mine(),
            Command::Changes => self.show_changes(),
            Command::Organization => self.go_to(&Id::new(organization::ID)),
            Command::NextScreen => navigate::show_by(self, 1),
            Command::PreviousScreen => navigate::show_by(self, -1),
            Command::Open => self.pane().open(self),
            Command::Back => navigate::back_out(self),
            Command::Zoom => self.screens.zoomed = !self.screens.zoomed,
            Command::SwitchPane => self.screen.pane.switch(self),
            Command::Walk => steps::walk(self),
            Command::GoToClause => steps::choose_clause(self),
            Command::GoToPoint => points::choose(self),
            Command::Hold => points::hold(self),
            Command::CloseReview => closing::begin_closing(self),
            Command::Noted => entries::note(self),
            Command::Filter => opening::filter(self),
            Command::Sort => self.choose_column(),
            Command::Links if self.has_pages() && self.guided.holding(self.screen).is_some() => {
                points::choose_record(self);
            }
            Command::Links => self.choose_link(),
            Command::History => opening::record_history(self),
            Command::JumpBack => navigate::jump_back(self),
            Command::JumpForward => navigate::jump_forward(self),
            Command::Later => self.drag(1),
            Command::Earlier => self.drag(-1),
            Command::NextMonth => self.screens.calendar.step_months(1),
            Command::PreviousMonth => self.screens.calendar.step_months(-1),
            Command::GoToday => self.screens.calendar.go_to(self.env.today),
            Command::NextTime => {
                self.screens.heatmap.time = self.screens.heatmap.time.next();
                narrow(self);
            }
            Command::NextDimension => {
                self.screens.heatmap.dimension = match self.screens.heatmap.dimension {
                    None => Some(Dimension::Organization),
                    Some(Dimension::Organization) => Some(Dimension::Individuals),
                    Some(Dimension::Individuals) => Some(Dimension::Society),
                    Some(Dimension::Society) => None,
                };
                narrow(self);
            }
            Command::WholeBand => {
                (self.screens.heatmap.narrowed, self.screens.heatmap.by_band) = (true, true);
                narrow(self);
            }
            Command::WholeRegister => {
                self.screens.heatmap.narrowed = false;
                narrow(self);
            }
            Command::Crosswalk => opening::crosswalk(self, ""),
            Command::Method => self.choose_method(),
            Command::Trends => opening::trends(self),
            Command::PlanYear => opening::year_plan(self),
            Command::Starter => self.choose_starter(),
            Command::Add => self.add_here(),
            Command::Edit => self.edit_selected(),
            Command::EditLong if self.has_pages() && self.guided.holding(self.screen).is_some() => {
                at_length::write(self);
            }
            Command::EditLong => self.edit_long(),
            Command::Duplicate => self.duplicate(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Mark => self.screen.pane.mark(self),
            Command::MarkRange => {
                self.with_list(self.screen, |list, _| list.toggle_range());
            }
            Command::MarkAll => {
                self.with_list(self.screen, |list, _| list.toggle_all());
            }
            Command::Attach => attach::attach(self),
            Command::Locate => attach::locate(self),
            Command::LookAgain => attach::look_again(self),
            Command::AssessRisks => assess(self, assessment::Type::Risk),
            Command::AssessImpact => assess(self, assessment::Type::Impact),
            Command::ReviewSecurity => assess(self, assessment::Type::Security),
            Command::Reconfirm => reconfirm(self),
            Command::Raise => raise(self),
            Command::RaiseFinding => finding_steps::raise_finding(self),
            Command::NextStep => finding_steps::next_step(self),
            Command::FireTriggers => incident_response::fire_triggers(self),
            Command::CopyId => self.copy(|app| app.record().map(|record| record.id().to_string())),
            Command::CopyLink => self.copy(Self::path_of_selected),
            Command::CopyRow => self.copy(Self::row_of_selected),
            Command::CopyDetail => self.copy(|app| app.record().map(|record| detail::markdown(app.view(), record))),
            Command::Palette => self.open_palette(),
            Command::Help => self.open_help(),
            Command::Messages => self.show_messages(),
            Command::Problems => self.show_problems(),
            Command::Unsaved => listing::list(self),
            Command::Notice => self.show_notice(),
            Command::Reload => saving::reload(self),
            Command::Redraw => self.effects.push(Effect::Redraw),
            Command::Suspend => self.effects.push(Effect::Suspend),
            Command::Sitting => triage::show_sitting(self),
            Command::Quit => triage::leave(self),
            decision => decisions::run::begin_by(self, decision),
        }
    }

    /// Tells whether a question of a session or a point of a review has the screen, and no record lies over it.
    fn has_pages(&self) -> bool {
        self.dialogs.is_empty()
            && (self.guided.session(self.screen).is_some() || self.guided.holding(self.screen).is_some())
    }

    fn copy(&mut self, what: impl Fn(&Self) -> Option<String>) {
        if let Some(text) = what(self) {
            self.effects.push(Effect::Copy(text));
        }
    }

    fn path_of_selected(&self) -> Option<String> {
        let record = self.record()?;
        let path = self.sync.paths.get(record.id());
        Some(path.map_or_else(|| record.id().to_string(), |path| format!("aims/{}", path.display())))
    }

    fn row_of_selected(&self) -> Option<String> {
        let record = self.record()?;
        let columns = self.list(self.screen).map(|list| list.spec.columns).unwrap_or_default();
        let mut cells = vec![record.id().to_string()];
        for column in columns.iter().filter(|column| column.name != "id") {
            let value = self.view().value(record, column.name);
            cells.push(match value {
                crate::domain::record::value::Value::Level(level) => self.register.method().band_name(level),
                value => value.to_string().replace(['\n', '\t'], " "),
            });
        }
        Some(cells.join("\t"))
    }

    fn choose_column(&mut self) {
        let Some(list) = self.list(self.screen) else { return };
        let entry = |(at, column): (usize, &crate::app::list::spec::Column)| Entry {
            target: Target::Sort(at),
            lead: String::new(),
            text: if column.heading.is_empty() {
                column.name.to_owned()
            } else {
                column.heading.to_owned()
            },
            note: match list.sort {
                Some((sorted, true)) if sorted == at => "highest first".to_owned(),
                Some((sorted, false)) if sorted == at => "lowest first".to_owned(),
                _ => String::new(),
            },
            refused: None,
        };
        let entries = list.spec.columns.iter().enumerate().map(entry).collect();
        self.dialogs
            .push(Dialog::Picker(Box::new(Picker::new("Sort by", entries))));
    }

    fn choose_link(&mut self) {
        let link = |line| match line {
            detail::Line::Link(id, text, note) => Some(Entry {
                target: Target::Record(id.clone()),
                lead: id.to_string(),
                text,
                note,
                refused: None,
            }),
            _ => None,
        };
        let entries: Vec<_> = self.detail_lines().into_iter().filter_map(link).collect();
        if entries.is_empty() {
            self.refuse("No linked records.");
        } else {
            self.dialogs
                .push(Dialog::Picker(Box::new(Picker::new("Go to", entries))));
        }
    }

    fn open_palette(&mut self) {
        let (contexts, targets) = (self.contexts(), self.targets());
        let mut entries = Vec::new();
        for entry in command::all(self.screens.table).filter(|entry| entry.group != Group::Move) {
            let keys = self.input.keymap.keys(&contexts, entry.command);
            let is_screen = matches!(entry.command, Command::Show(_));
            let refused = match Running::of(entry.command, &self.placeholder()) {
                Some(_) if self.record().is_none() => Some(self.no_record()),
                Some(decision) => {
                    let decision = self.calendar_decision(entry.command).unwrap_or(decision);
                    decisions::run::misfit(self, decision, &targets)
                }
                None => self.refusal(entry.command),
            };
            let note = keys.unwrap_or_else(|| if is_screen { "screen".to_owned() } else { String::new() });
            let (target, text) = (Target::Run(entry.command), entry.help.trim_end_matches('.').to_owned());
            entries.push(Entry {
                target,
                lead: entry.name.to_owned(),
                text,
                note,
                refused,
            });
        }
        for kind in self.register.kinds().iter().filter(|kind| is_addable(kind)) {
            let (lead, text) = (format!("add {}", kind.name), "Add one in a form".to_owned());
            entries.push(Entry {
                target: Target::Add(kind.name),
                lead,
                text,
                note: String::new(),
                refused: None,
            });
        }
        let catalogue = self.register.catalogue();
        for alias in &catalogue.aliases {
            let target = Target::Entry(alias.target.as_str().into(), alias.explanation.clone());
            let text = format!("see {}", alias.target);
            entries.push(Entry {
                target,
                lead: alias.term.clone(),
                text,
                note: "term".to_owned(),
                refused: None,
            });
        }
        for clause in &catalogue.clauses {
            let target = Target::Entry(clause.id.as_str().into(), String::new());
            let (lead, text) = (clause.id.clone(), clause.title.clone());
            entries.push(Entry {
                target,
                lead,
                text,
                note: "clause".to_owned(),
                refused: None,
            });
        }
        for kind in self.register.kinds() {
            for record in self.register.of(kind) {
                let text = self.register.title(record.id().as_str()).unwrap_or_default().to_owned();
                let note = if record.is_retired() {
                    format!("{}, retired", kind.name)
                } else {
                    kind.name.to_owned()
                };
                let (target, lead) = (Target::Record(record.id().clone()), record.id().to_string());
                entries.push(Entry {
                    target,
                    lead,
                    text,
                    note,
                    refused: None,
                });
            }
        }
        entries.extend(crate::app::dialogs::crosswalk::places(catalogue));
        self.dialogs.push(Dialog::Picker(Box::new(Picker::new(
            "Commands, records, terms",
            entries,
        ))));
    }

    /// Returns a record to ask decisions about while none is under the cursor.
    /// Tells whether a decision fits what is under the cursor, so that no hint names a key that would be refused.
    pub fn fits_here(&self, command: Command) -> bool {
        if matches!(command, Command::Later | Command::Earlier) {
            return self.screens.calendar.drag.is_some() || self.screens.calendar.under_cursor().is_some();
        }
        if self.refused_in_calendar(command).is_some() {
            return false;
        }
        let Some(record) = self.record() else {
            // A clause of the gap analysis stands for its questions.
            return Running::of(command, &self.placeholder()).is_none() || !self.targets().is_empty();
        };
        match command {
            Command::Hold => {
                let is_held = record.get(review::STATUS) == Some(review::Status::Held);
                return record.is(&review::KIND) && (record.is_open() || is_held);
            }
            Command::FireTriggers => return incident_response::makes_stale(self.view(), record),
            Command::NextStep => return record.is(&finding::KIND) && record.is_open(),
            _ => {}
        }
        let decision = self.calendar_decision(command).or_else(|| Running::of(command, record));
        decision.is_none_or(|decision| decision.refusal(self.view(), record).is_none())
    }

    fn placeholder(&self) -> crate::domain::record::Record {
        let method = self.register.get(method::ID).cloned();
        self.record()
            .cloned()
            .or(method)
            .unwrap_or_else(crate::domain::kinds::method::preset)
    }

    fn open_help(&mut self) {
        let contexts = self.contexts();
        let mut entries = Vec::new();
        for group in Group::ALL {
            for entry in command::all(self.screens.table).filter(|entry| entry.group == group) {
                if let Some(keys) = self.input.keymap.keys(&contexts, entry.command) {
                    let (target, note) = (Target::Run(entry.command), group.title().to_owned());
                    let refused = self.refusal(entry.command);
                    entries.push(Entry {
                        target,
                        lead: keys,
                        text: entry.help.to_owned(),
                        note,
                        refused,
                    });
                }
            }
        }
        self.dialogs
            .push(Dialog::Picker(Box::new(Picker::new("Keys here", entries))));
    }

    fn show_messages(&mut self) {
        let line =
            |notice: &crate::app::notices::Notice| format!("{}  {}", notice.when.format("%H:%M:%S"), notice.text);
        let lines: Vec<_> = self.notices.all().iter().rev().map(line).collect();
        self.show_text(
            "Messages",
            if lines.is_empty() {
                vec!["Nothing was said yet.".to_owned()]
            } else {
                lines
            },
        );
    }

    fn show_problems(&mut self) {
        let told: Vec<_> = self.sync.problems.iter().map(ToString::to_string).collect();
        let mut lines: Vec<_> = told
            .iter()
            .flat_map(|text| text.lines())
            .map(|line| format!("aims/{line}"))
            .collect();
        let clean = lines.is_empty();
        if clean {
            lines.push("Every file can be read.".to_owned());
        }
        self.show_text("Problems in the files", lines);
    }

    fn show_notice(&mut self) {
        let catalogue = self.register.catalogue();
        let standard = &catalogue.standard;
        let mut lines = vec![
            format!("{}, edition {}", standard.id, standard.edition),
            standard.title.clone(),
            String::new(),
            catalogue.notice.clone(),
            String::new(),
            format!("Texts of {}.", catalogue.version),
        ];
        for (standard, notice) in &catalogue.added {
            lines.push(String::new());
            lines.push(format!("With a catalogue of your own: {}. {notice}", standard.id));
        }
        lines.push(String::new());
        lines.extend(crate::domain::kinds::control::theme::described());
        self.show_text("The catalogue", lines);
    }

    /// Shows text to read.
    pub fn show_text(&mut self, title: &str, lines: Vec<String>) {
        self.dialogs.push(Dialog::Text(Page::new(title, lines)));
        self.dirty = true;
    }
}

/// Tells whether the user can add records of a kind; the others are there from the start.
pub fn is_addable(kind: &crate::domain::record::field::Kind) -> bool {
    use crate::domain::record::id::IdForm;
    !matches!(kind.ids, IdForm::Single(_) | IdForm::Question)
}
