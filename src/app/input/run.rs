//! Runs a command that changes the view, opens a dialog or copies; those that change records are in
//! [`crate::app::decisions`] and [`crate::app::edits`].

use crate::app::decisions::Verb;
use crate::app::decisions::follow_up::incident_response;
use crate::app::detail;
use crate::app::dialogs::picker::{Entry, Picker, Target};
use crate::app::dialogs::{Layer, Page};
use crate::app::input::action::{Action, Group, TABLE};
use crate::app::screens::ScreenId;
use crate::app::state::{App, Effect};
use crate::domain::kinds::{assessment, finding, review};
use crate::domain::method::score::Dimension;
use crate::domain::record::id::Id;

impl App {
    /// Runs an action, or says why it cannot be run.
    pub fn run(&mut self, action: Action) {
        self.dirty = true;
        if let Some(reason) = self.refusal(action) {
            self.refuse(reason);
            return;
        }
        let goes_on = matches!(
            action,
            Action::Later | Action::Earlier | Action::Open | Action::Back | Action::Help | Action::Redraw
        );
        if !goes_on && self.drop_drag() {
            self.tell("What was moved stays where it was.");
        }
        match action {
            Action::Skip if self.session().is_some() => self.skip_question(),
            Action::Skip if self.list(self.screen).is_some() => self.put_off(),
            Action::Down | Action::Skip => self.move_rows(1),
            Action::Up => self.move_rows(-1),
            Action::Left => self.move_across(-1),
            Action::Right => self.move_across(1),
            Action::First => self.move_rows(isize::MIN / 2),
            Action::Last => self.move_rows(isize::MAX / 2),
            Action::HalfDown | Action::PageDown if self.has_pages() => self.scroll_aids(1),
            Action::HalfUp | Action::PageUp if self.has_pages() => self.scroll_aids(-1),
            Action::HalfDown => self.move_rows((self.page() / 2).max(1)),
            Action::HalfUp => self.move_rows(-(self.page() / 2).max(1)),
            Action::PageDown => self.move_rows(self.page()),
            Action::PageUp => self.move_rows(-self.page()),
            Action::Today => self.show(ScreenId::Today),
            Action::Systems => self.show(ScreenId::Systems),
            Action::Risks => self.show(ScreenId::Risks),
            Action::Treatment => self.show(ScreenId::Treatment),
            Action::Controls => self.show(ScreenId::Controls),
            Action::Gap => self.show(ScreenId::Gap),
            Action::Calendar => self.show(ScreenId::Calendar),
            Action::Evidence => self.show(ScreenId::Evidence),
            Action::Documents => self.show(ScreenId::Documents),
            Action::Readiness => self.show(ScreenId::Readiness),
            Action::NextGoal => self.next_goal(),
            Action::Mine => self.turn_mine(),
            Action::Changes => self.show_changes(),
            Action::Findings => self.show(ScreenId::Findings),
            Action::Incidents => self.show(ScreenId::Incidents),
            Action::Suppliers => self.show(ScreenId::Suppliers),
            Action::Objectives => self.show(ScreenId::Objectives),
            Action::Organization => self.go_to(&Id::new("organization")),
            Action::NextScreen => self.show_by(1),
            Action::PreviousScreen => self.show_by(ScreenId::ALL.len() - 1),
            Action::Open => self.open(),
            Action::Back => self.back_out(),
            Action::Zoom => self.zoomed = !self.zoomed,
            Action::SwitchPane => self.switch_pane(),
            Action::Walk => self.walk(),
            Action::GoToClause => self.choose_clause(),
            Action::GoToPoint => self.choose_point(),
            Action::Hold => self.hold(),
            Action::CloseReview => self.begin_closing(),
            Action::Noted => self.point_noted(),
            Action::Filter => self.open_filter(),
            Action::Sort => self.choose_column(),
            Action::Links if self.has_pages() && self.holding().is_some() => self.choose_record_of_point(),
            Action::Links => self.choose_link(),
            Action::History => self.open_history(),
            Action::JumpBack => self.jump_back(),
            Action::JumpForward => self.jump_forward(),
            Action::Later => self.drag(1),
            Action::Earlier => self.drag(-1),
            Action::NextMonth => self.calendar.step_months(1),
            Action::PreviousMonth => self.calendar.step_months(-1),
            Action::GoToday => self.calendar.go_to(self.around.today),
            Action::NextTime => {
                self.heatmap.time = self.heatmap.time.next();
                self.narrow_risks();
            }
            Action::NextDimension => {
                self.heatmap.dimension = match self.heatmap.dimension {
                    None => Some(Dimension::Organization),
                    Some(Dimension::Organization) => Some(Dimension::Individuals),
                    Some(Dimension::Individuals) => Some(Dimension::Society),
                    Some(Dimension::Society) => None,
                };
                self.narrow_risks();
            }
            Action::WholeBand => {
                (self.heatmap.narrowed, self.heatmap.by_band) = (true, true);
                self.narrow_risks();
            }
            Action::WholeRegister => {
                self.heatmap.narrowed = false;
                self.narrow_risks();
            }
            Action::Crosswalk => self.open_crosswalk(""),
            Action::Method => self.choose_method(),
            Action::Trends => self.open_trends(),
            Action::PlanYear => self.propose_year(),
            Action::Starter => self.choose_starter(),
            Action::Add => self.add_here(),
            Action::Edit => self.edit_selected(),
            Action::EditLong if self.has_pages() && self.holding().is_some() => self.write_at_length(),
            Action::EditLong => self.edit_long(),
            Action::Duplicate => self.duplicate(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Mark if self.has_tree() => self.mark_node(),
            Action::Mark => {
                self.with_list(self.screen, |list, _| list.toggle_mark());
            }
            Action::MarkRange => {
                self.with_list(self.screen, |list, _| list.toggle_range());
            }
            Action::MarkAll => {
                self.with_list(self.screen, |list, _| list.toggle_all());
            }
            Action::Attach => self.attach(),
            Action::Locate => self.locate(),
            Action::LookAgain => self.look_again(),
            Action::AssessRisks => self.assess(assessment::Type::Risk),
            Action::AssessImpact => self.assess(assessment::Type::Impact),
            Action::ReviewSecurity => self.assess(assessment::Type::Security),
            Action::Reconfirm => self.reconfirm(),
            Action::Raise => self.raise(),
            Action::RaiseFinding => self.raise_finding(),
            Action::NextStep => self.next_step(),
            Action::FireTriggers => self.fire_triggers(),
            Action::CopyId => self.copy(|app| app.record().map(|record| record.id().to_string())),
            Action::CopyLink => self.copy(Self::path_of_selected),
            Action::CopyRow => self.copy(Self::row_of_selected),
            Action::CopyDetail => self.copy(|app| app.record().map(|record| detail::markdown(app.view(), record))),
            Action::Palette => self.open_palette(),
            Action::Help => self.open_help(),
            Action::Messages => self.show_messages(),
            Action::Problems => self.show_problems(),
            Action::Unsaved => self.list_unsaved(),
            Action::Notice => self.show_notice(),
            Action::Reload => self.reload(),
            Action::Redraw => self.effects.push(Effect::Redraw),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Sitting => self.show_sitting(),
            Action::Quit => self.leave(),
            verb => self.begin_verb(verb),
        }
    }

    /// Tells whether a question of a session or a point of a review has the screen, and no record lies over it.
    fn has_pages(&self) -> bool {
        self.layers.is_empty() && (self.session().is_some() || self.holding().is_some())
    }

    fn copy(&mut self, what: impl Fn(&Self) -> Option<String>) {
        if let Some(text) = what(self) {
            self.effects.push(Effect::Copy(text));
        }
    }

    fn path_of_selected(&self) -> Option<String> {
        let record = self.record()?;
        let path = self.paths.get(record.id());
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
        self.layers
            .push(Layer::Picker(Box::new(Picker::new("Sort by", entries))));
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
            self.refuse("Nothing hangs together with this record yet.");
        } else {
            self.layers.push(Layer::Picker(Box::new(Picker::new("Go to", entries))));
        }
    }

    fn open_palette(&mut self) {
        let (contexts, targets) = (self.contexts(), self.targets());
        let mut entries = Vec::new();
        for entry in TABLE.iter().filter(|entry| entry.group != Group::Move) {
            let keys = self.keymap.keys(&contexts, entry.action);
            let is_screen = ScreenId::named(entry.name).is_some();
            let refused = match Verb::of(entry.action, &self.placeholder()) {
                Some(_) if self.record().is_none() => Some(self.no_record()),
                Some(verb) => self.misfit(self.calendar_verb(entry.action).unwrap_or(verb), &targets),
                None => self.refusal(entry.action),
            };
            let note = keys.unwrap_or_else(|| if is_screen { "screen".to_owned() } else { String::new() });
            let (target, text) = (Target::Run(entry.action), entry.help.trim_end_matches('.').to_owned());
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
        self.layers
            .push(Layer::Picker(Box::new(Picker::new("Actions, records, terms", entries))));
    }

    /// Returns a record to ask verbs about while none is under the cursor.
    /// Tells whether a decision fits what is under the cursor, so that no hint names a key that would be refused.
    pub fn fits_here(&self, action: Action) -> bool {
        if matches!(action, Action::Later | Action::Earlier) {
            return self.calendar.drag.is_some() || self.calendar.under_cursor().is_some();
        }
        if self.refused_in_calendar(action).is_some() {
            return false;
        }
        let Some(record) = self.record() else {
            // A clause of the gap analysis stands for its questions.
            return Verb::of(action, &self.placeholder()).is_none() || !self.targets().is_empty();
        };
        match action {
            Action::Hold => {
                let is_held = record.get(review::STATUS) == Some(review::Status::Held);
                return record.is(&review::KIND) && (record.is_open() || is_held);
            }
            Action::FireTriggers => return incident_response::makes_stale(self.view(), record),
            Action::NextStep => return record.is(&finding::KIND) && record.is_open(),
            _ => {}
        }
        let verb = self.calendar_verb(action).or_else(|| Verb::of(action, record));
        verb.is_none_or(|verb| verb.refusal(self.view(), record).is_none())
    }

    fn placeholder(&self) -> crate::domain::record::Record {
        let method = self.register.get("method").cloned();
        self.record()
            .cloned()
            .or(method)
            .unwrap_or_else(crate::domain::kinds::method::preset)
    }

    fn open_help(&mut self) {
        let contexts = self.contexts();
        let mut entries = Vec::new();
        for group in Group::ALL {
            for entry in TABLE.iter().filter(|entry| entry.group == group) {
                if let Some(keys) = self.keymap.keys(&contexts, entry.action) {
                    let (target, note) = (Target::Run(entry.action), group.title().to_owned());
                    let refused = self.refusal(entry.action);
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
        self.layers
            .push(Layer::Picker(Box::new(Picker::new("Keys here", entries))));
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
        let told: Vec<_> = self.troubles.iter().map(ToString::to_string).collect();
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
        lines.extend(crate::domain::catalogue::theme::described());
        self.show_text("The catalogue", lines);
    }

    /// Shows text to read.
    pub fn show_text(&mut self, title: &str, lines: Vec<String>) {
        let top = std::cell::Cell::new(0);
        self.layers.push(Layer::Text(Page {
            title: title.to_owned(),
            lines,
            top,
            copies: Vec::new(),
            leaves: false,
        }));
        self.dirty = true;
    }
}

/// Tells whether the user can add records of a kind; the others are there from the start.
pub fn is_addable(kind: &crate::domain::record::field::Kind) -> bool {
    use crate::domain::record::id::IdForm;
    !matches!(kind.ids, IdForm::Single(_) | IdForm::Question)
}
