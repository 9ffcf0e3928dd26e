//! How to add a field, a kind, a check rule, a screen, a decision, a command, a dialog, a subcommand, and smaller things.
//!
//! Each example is an extract of the file named above it, where a test adds the thing and uses it through every part of
//! the program. A line of three dots stands for what is left out; a test holds that every other line is in the file.
//!
//! # A field
//!
//! One line in the [`kind!`](crate::domain::record::kind) of its kind: handle, type, name, label, [marks](crate::domain::record::mark::Mark).
//! The comment is its help in forms and in the reference. In `cli/from_outside/kind.rs`:
//!
//! ```text
//!     /// How many cups.
//!     CUPS: Whole = "cups" "Cups" [];
//! ```
//!
//! Form, detail, filter language, import, export, history, merge and reference have it without more. `record.get(CUPS)` reads it. A column for it is a
//! line in the `columns` of its screen, a spreadsheet's other names of it a line in the table that `exchange/import/words.rs` reads.
//!
//! # A record kind
//!
//! A file in [`domain::kinds`](crate::domain::kinds) and a line in [`kinds::ALL`](crate::domain::kinds::ALL). What is not declared is as in
//! [`Kind::PLAIN`](crate::domain::record::field::Kind::PLAIN). In `cli/from_outside/kind.rs`:
//!
//! ```text
//! choices! {
//!     /// How bad a spill is.
//!     Size {
//!         Small "small", "minor";
//!         Large "large", "major";
//!     }
//! }
//!
//! kind! {
//!     /// A spill of coffee.
//!     Spill "spill" "spills" {
//!         ids: IdForm::Random('X'),
//!         home: Home::Folder("spills"),
//!         ...
//!         open: |record| record.get(WIPED).is_none(),
//!         check: CHECKS,
//!         rules: RULES,
//!         ...
//!     }
//!     /// What was spilt.
//!     TITLE: Line = "title" "Title" [Title Required Search];
//!     /// How much.
//!     SIZE: OneOf<Size> = "size" "Size" [Status];
//!     ...
//! }
//! ```
//!
//! Lines of its own in the detail are a `KindFace` in [`app::detail`](crate::app::detail), a line in the list there.
//!
//! # A rule
//!
//! A *check rule* finds what is wrong in a register as it is: a static in the `check.rs` of its kind, and a line in the table there.
//! It says who asks, in which clause, how much it weighs, why, and how it is mended; code and name are promised to stay. Its
//! example raises it, and the change of the example clears it. The check, readiness, `aims check --explain` and the reference read
//! it. In `cli/from_outside/kind.rs`:
//!
//! ```text
//! static CHECKS: &[&Rule] = &[&UNWIPED];
//!
//! /// A spill was not wiped within two days.
//! pub(super) static UNWIPED: Rule = Rule {
//!     code: "AIMS-W899",
//!     name: "unwiped-spill",
//!     sentence: "It was not wiped within two days.",
//!     class: Class::OWN,
//!     why: "Coffee dries.",
//!     mend: "Wipe it.",
//!     of: Subject::Each(|asked| asked.record.is_open()),
//!     raise: |asked| {
//!         let waits = asked
//!             .record
//!             .get(DAY)
//!             .is_some_and(|day| (asked.today - day).num_days() > 2);
//!         if waits {
//!             at("wiped", "It was not wiped within two days.").into()
//!         } else {
//!             Vec::new()
//!         }
//!     },
//!     ..Rule::PLAIN
//! };
//! ```
//!
//! A *rule of a kind* refuses a change, or asks before it: an entry of `RULES` in the `rules.rs` of its kind, with an example that breaks
//! it. [`domain::admission`](crate::domain::admission) asks it of every edit, wherever it comes from. In `cli/from_outside/kind.rs`:
//!
//! ```text
//! const RULES: &[KindRule] = &[KindRule::record(
//!     "large spills",
//!     large_needs_somebody,
//!     &[Example {
//!         beside: &[],
//!         id: "X-00001",
//!         before: "title: Mocha",
//!         change: "size: large",
//!     }],
//! )];
//!
//! fn large_needs_somebody(record: &Record) -> Vec<(&'static str, String)> {
//!     let wrong = record.get(SIZE) == Some(Size::Large) && record.owner().is_empty();
//!     let sentence = || ("owner", "A large spill needs somebody.".to_owned());
//!     wrong.then(sentence).into_iter().collect()
//! }
//! ```
//!
//! # A screen
//!
//! A file in [`app::screens`](crate::app::screens) and a line in [`SCREENS`](crate::app::screens::SCREENS). A list with its detail needs no
//! drawing; another screen has a [`Pane`](crate::app::input::pane::Pane) and an entry in [`ui::screens`](crate::ui::screens).
//! In `cli/from_outside/screen.rs`:
//!
//! ```text
//! static SCREEN: Screen = Screen {
//!     show: Command::show("spills", "Show what was spilt."),
//!     title: "Spills",
//!     short: "Spills",
//!     tab: Tab::Under(&today::SCREEN),
//!     list: Some(&SPEC),
//!     keys: keys! { "a" ADD!, OPEN!, "r" RETIRE!, "o" OWNER, FILTER! },
//!     empty: |_| "Nothing was spilt yet.",
//!     ..Screen::PLAIN
//! };
//! ```
//!
//! `!` puts a binding into the row of hints. `SPEC` has the columns, in `cli/from_outside/kind.rs`:
//!
//! ```text
//! pub(super) static SPEC: Spec = Spec {
//!     kind: &KIND,
//!     columns: COLUMNS,
//!     order: &[("cups", true)],
//!     group: None,
//!     keep: in_force,
//! };
//! ```
//!
//! # A decision
//!
//! A change of records in one or two keys: a declaration in its family's file in [`decisions::table`](crate::app::decisions::table) and a
//! line in [`DECISIONS`](crate::app::state::decisions::DECISIONS). It brings its own command and keys, or names
//! a command of the table. Its example is a test.
//! In `app/decisions/table/tests/sample.rs`:
//!
//! ```text
//! pub(crate) static START: Decision = Decision {
//!     commands: &[&START_WORK],
//!     brings: Some(Brings {
//!         command: &START_WORK,
//!         keys: &[(&treatment::SCREEN, "alt-s")],
//!     }),
//!     fits: |target| {
//!         open(target)?;
//!         let is_started = target.record.get(action::STATUS) == Some(action::Status::Started);
//!         refused_if(is_started, || "It is started already.".to_owned())
//!     },
//!     example: Example {
//!         id: "T-00001",
//!         before: "title: Log prompts; status: open; owner: ana",
//!         after: "status: started",
//!         ..Example::NONE
//!     },
//!     ..Decision::new(
//!         "start",
//!         Targets::Of(&[&action::KIND], "Only actions are started; go to Treatment (4)."),
//!         |_, _| Changes::new().set(action::STATUS, action::Status::Started),
//!     )
//! };
//! ```
//!
//! # A command
//!
//! A static in the `commands.rs` of its folder, and a line in [`COMMANDS`](crate::app::state::commands::COMMANDS); its key is a binding
//! in the `keys` of a screen or of a [context](crate::app::state::contexts). In `cli/from_outside/command.rs`:
//!
//! ```text
//! static COUNT: Command = Command {
//!     name: "count-spills",
//!     hint: "count",
//!     help: "Say how many spills there are.",
//!     fits: |app| match app.screen.list {
//!         Some(spec) if spec.kind == SPEC.kind => Ok(()),
//!         _ => Err("Spills are counted on their own screen.".to_owned()),
//!     },
//!     run: |app, _| {
//!         let count = app.register.of(SPEC.kind).count();
//!         app.tell(format!("{count} spills."));
//!     },
//!     ..Command::of(Group::Look)
//! };
//! ```
//!
//! # A dialog
//!
//! A file in [`app::dialogs`](crate::app::dialogs) with a struct that implements [`Dialog`](crate::app::dialogs::Dialog) and
//! [`Keep`](crate::app::edits::draft::Keep), a command that opens it, and a line in [`DIALOG_KEYS`](crate::app::state::dialogs::DIALOG_KEYS). It changes nothing but
//! itself: what else a key means is the [`Outcome`](crate::app::dialogs::Outcome) of its [`DialogKeys`](crate::app::dialogs::keys::DialogKeys), from
//! which foot, help and reference derive. [`ui::dialogs`](crate::ui::dialogs) draws it by title, text and hints; one with more to show
//! has a drawing of its own there. In `cli/from_outside/dialog.rs`:
//!
//! ```text
//! static KEYS: DialogKeys<Remark> = DialogKeys::with(
//!     "at a remark",
//!     &[dialog_keys! {
//!         "enter" "Say it." ! "says it" => |remark, _| if remark.line.is_empty() {
//!             Outcome::Refuse("Say something first.".into())
//!         } else {
//!             Outcome::Do(answered)
//!         },
//!         "esc" "Leave it unsaid." ! "leaves" => |_, _| Outcome::Leave,
//!     }],
//!     |remark, key, _| {
//!         remark.line.press(key);
//!         Outcome::Stay
//!     },
//! );
//!
//! impl Dialog for Remark {
//!     fn press(&mut self, key: Key, background: Background<'_>) -> Outcome {
//!         KEYS.press(self, key, background)
//!     }
//!
//!     fn keys(&self) -> &'static dyn Listed {
//!         &KEYS
//!     }
//!     ...
//!     fn title(&self) -> Cow<'_, str> {
//!         "Remark".into()
//!     }
//!     ...
//! }
//!
//! impl Keep for Remark {
//!     fn draft(&self, _: &App) -> Option<Draft> {
//!         let texts = vec![("Remark".to_owned(), self.line.text())];
//!         let command = REMARK.name.to_owned();
//!         (!self.line.is_empty()).then_some(Draft::Typed(TypedDraft { command, texts }))
//!     }
//!     ...
//! }
//! ```
//!
//! # A subcommand
//!
//! A file in [`cli::commands`](crate::cli::commands) with a struct of arguments and `run`, a variant of `Command` in `cli/mod.rs` and its line in
//! `answer`. In `cli/commands/due.rs`:
//!
//! ```text
//! pub struct Due {
//!     ...
//!     /// Print only how many are overdue.
//!     #[arg(long)]
//!     count: bool,
//!     ...
//! }
//!
//! impl Due {
//!     ...
//!     pub fn run(&self, global: &Global) -> Result<ExitCode> {
//!         let opened = Opened::read(global)?;
//! ```
//!
//! # Smaller things
//!
//! | to add | where |
//! |---|---|
//! | an event that the cadence asks for | [`domain::schedule::year_plan`](crate::domain::schedule::year_plan) |
//! | another way to say how often | [`domain::day::recurrence`](crate::domain::day::recurrence) |
//! | a figure followed by month | [`domain::measures::trend`](crate::domain::measures::trend) |
//! | a point on the agenda of a review | [`domain::review`](crate::domain::review), a file for each kind of event |
//! | a requirement before an audit | [`domain::readiness`](crate::domain::readiness) |
//! | what follows from a file a record points at | seen by [`store::files::observe`](crate::store::files::observe), held in [`domain::register::observed`](crate::domain::register::observed) |
//! | a document that people take away | a file in [`report::kinds`](crate::report::kinds) and a line in `REPORTS`; its words in every language |
//! | something the outside must do | a variant of [`Effect`](crate::app::environment::effect::Effect), done in [`cli::workbench`](crate::cli::workbench) |
