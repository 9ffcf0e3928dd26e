//! The table of commands: the one place that names them. Keymap, hints, help, palette and the key reference read it.

use crate::app::decisions::{DECISIONS, Decision};
use crate::app::screens::{self, Screen};

/// Something the user can do by a key, from the palette or from the help.
#[allow(missing_docs, reason = "the table below says what each does")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    // Moving.
    Down,
    Up,
    Left,
    Right,
    First,
    Last,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    // Screens.
    Show(&'static Screen),
    Organization,
    NextScreen,
    PreviousScreen,
    // Looking.
    Open,
    Back,
    Zoom,
    SwitchPane,
    Walk,
    GoToClause,
    GoToPoint,
    Filter,
    Sort,
    Links,
    History,
    JumpBack,
    JumpForward,
    Later,
    Earlier,
    NextMonth,
    PreviousMonth,
    GoToday,
    NextTime,
    NextDimension,
    WholeRegister,
    WholeBand,
    Crosswalk,
    Method,
    Trends,
    NextGoal,
    Mine,
    Changes,
    // Editing.
    Add,
    Edit,
    EditLong,
    Duplicate,
    Starter,
    PlanYear,
    Retire,
    Undo,
    Redo,
    Mark,
    MarkRange,
    MarkAll,
    // Verbs.
    Done,
    Redate,
    Owner,
    Block,
    Cancel,
    Accept,
    Note,
    Skip,
    Status,
    Applicability,
    Include,
    Absent,
    Informal,
    Documented,
    Operating,
    Unassessed,
    AddAction,
    Hold,
    Say,
    Noted,
    Decide,
    Resolve,
    Attend,
    Find,
    CloseReview,
    NotImplemented,
    Planned,
    Partial,
    Implemented,
    Attach,
    Locate,
    LookAgain,
    Approve,
    NotNeeded,
    CheckEffect,
    ApprovePlan,
    AssessRisks,
    AssessImpact,
    ReviewSecurity,
    Reconfirm,
    Raise,
    RaiseFinding,
    NextStep,
    Correct,
    Cause,
    Similar,
    Withdraw,
    Reported,
    FireTriggers,
    Assessed,
    Measured,
    // Copying.
    CopyId,
    CopyLink,
    CopyRow,
    CopyDetail,
    // The program.
    Palette,
    Help,
    Messages,
    Problems,
    Unsaved,
    Sitting,
    Notice,
    Reload,
    Redraw,
    Suspend,
    Quit,
    // Of a decision that brings its own row.
    Make(&'static Decision),
}

/// Where a command stands in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Moving the cursor.
    Move,
    /// Changing the screen or what it shows.
    Look,
    /// Changing records.
    Edit,
    /// Deciding on the item under the cursor or on the marked ones.
    Decide,
    /// Copying to the clipboard.
    Copy,
    /// The program itself.
    Program,
}

impl Group {
    /// All groups, in the order of the help: what one comes to a screen for goes first.
    pub const ALL: [Self; 6] = [
        Self::Decide,
        Self::Edit,
        Self::Look,
        Self::Copy,
        Self::Program,
        Self::Move,
    ];

    /// Returns the heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Look => "Look",
            Self::Edit => "Edit",
            Self::Decide => "Decide",
            Self::Copy => "Copy",
            Self::Program => "Program",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in settings and the key reference.
    pub name: &'static str,
    /// One or two words for the hint row.
    pub hint: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Where it stands in the help.
    pub group: Group,
}

macro_rules! table {
    ($($group:ident { $($command:ident $name:literal $hint:literal $help:literal;)+ })+) => {
        &[$($(Entry { command: Command::$command, name: $name, hint: $hint, help: $help, group: Group::$group }),+),+]
    };
}

/// Every command that neither a decision nor a screen brings, once.
pub const TABLE: &[Entry] = table! {
    Move {
        Down "down" "down" "Move down.";
        Up "up" "up" "Move up.";
        Left "left" "left" "Move left; fold the clause.";
        Right "right" "right" "Move right; unfold the clause.";
        First "first" "top" "Go to the first row.";
        Last "last" "end" "Go to the last row.";
        HalfDown "half-down" "half page" "Move down by half a page.";
        HalfUp "half-up" "half page" "Move up by half a page.";
        PageDown "page-down" "page" "Move down by a page.";
        PageUp "page-up" "page" "Move up by a page.";
    }
    Look {
        Organization "organization" "organization" "Show the organization: scope, context, people, policy, cadence.";
        NextScreen "next-screen" "next" "Go to the next screen.";
        PreviousScreen "previous-screen" "previous" "Go to the previous screen.";
        Open "open" "open" "Open the item: its detail, or the record behind a line.";
        Back "back" "back" "Close the topmost thing, or take back filter and marks.";
        Zoom "zoom" "zoom" "Give the pane the whole screen, and back.";
        SwitchPane "switch-pane" "other pane" "Go to the other pane.";
        Walk "walk" "session" "Begin the guided session on what is shown, or go on where it was left.";
        GoToClause "go-to-clause" "clause" "Go to a clause or domain of the session.";
        GoToPoint "go-to-point" "points" "Go to a point of the agenda, or to what came of the review.";
        Filter "filter" "filter" "Filter the list while you type.";
        Sort "sort" "sort" "Choose the column to sort by; again turns the order round.";
        Links "links" "links" "Go to a linked record.";
        History "history" "history" "Show who changed which field of the record when, from git.";
        JumpBack "jump-back" "back" "Go back to where you were before the last jump.";
        JumpForward "jump-forward" "forward" "Go forward again.";
        NextMonth "next-month" "next month" "Show the next month.";
        PreviousMonth "previous-month" "previous month" "Show the previous month.";
        GoToday "go-today" "today" "Put the calendar's cursor on today.";
        NextTime "next-time" "time" "Judge by the next time: current, target, inherent.";
        NextDimension "next-dimension" "for whom" "Judge by the next dimension: worst, organization, individuals, society.";
        Crosswalk "crosswalk" "crosswalk" "Find what of ISO 27001, NIST AI RMF, EU AI Act or OWASP has a counterpart here.";
        Method "method" "method" "Look at the risk method, edit it, or take a preset: 5x5, 4x4, 3x3, 6x6.";
        Trends "trends" "trends" "Show by month, from git, how risks, actions, the gap, controls and findings went.";
        NextGoal "next-goal" "goal" "Show what blocks the next goal: conformance, stage 1, stage 2.";
        Mine "mine" "mine" "Count only what you answer for, or everything again.";
        Changes "changes" "changes" "List the records that others changed since you were here last.";
        WholeBand "whole-band" "band" "List all risks of the band in which the heatmap's cursor stands.";
        WholeRegister "whole-register" "all risks" "List all risks again instead of one cell's.";
    }
    Edit {
        Add "add" "add" "Add a record.";
        Edit "edit" "edit" "Edit the record in a form.";
        EditLong "edit-long" "editor" "Edit the long text of the record in your editor.";
        Duplicate "duplicate" "duplicate" "Make a copy of the record and edit it.";
        Starter "starter-risk" "typical risk" "Insert a typical risk as a draft of a system.";
        PlanYear "plan-the-year" "plan the year" "Propose the reviews of the next 12 months that are not planned yet, and the audits of the cycle.";
        Retire "retire" "retire" "Retire the record; it stays on disk and in the history.";
        Undo "undo" "undo" "Undo the last edit that can be undone.";
        Redo "redo" "redo" "Redo the edit that was undone last.";
        Mark "mark" "mark" "Mark or unmark the row; decisions then apply to all marked rows.";
        MarkRange "mark-range" "range" "Mark from here to where the cursor goes.";
        MarkAll "mark-all" "all" "Mark all rows shown, or none.";
    }
    Decide {
        Done "done" "done" "The action is done; say what shows it, or just Enter.";
        Later "later" "a day later" "Move the dated thing by a day; Enter then asks why, Esc drops it.";
        Earlier "earlier" "a day earlier" "Move the dated thing back by a day; Enter then asks why, Esc drops it.";
        Redate "redate" "re-date" "Put the item on another day: +1w, +1m, eoq, fri, 2027-01-15.";
        Owner "owner" "owner" "Choose who answers for it.";
        Block "block" "blocked" "The action is blocked; say by what.";
        Cancel "cancel" "cancel" "Cancel it; say why.";
        Accept "accept" "accept risk" "Accept the risk: by whom, why, until when.";
        Note "note" "note" "Add a line to the note.";
        Skip "skip" "skip" "Go on; the item goes to the end of the queue until the program ends.";
        Status "status" "status" "Set the status.";
        Applicability "applicability" "in or out" "Exclude the control, saying why, or include it again.";
        Include "include" "included for" "Include the control: for which of four reasons, and why in words.";
        Absent "absent" "absent" "The requirement is not met at all.";
        Informal "informal" "informal" "Something is done, nothing is written.";
        Documented "documented" "documented" "It is written down.";
        Operating "operating" "operating" "It is written down, done, and can be shown.";
        Unassessed "unassessed" "unassessed" "Take the answer back.";
        AddAction "add-action" "action" "Add an action in one line: write the scope statement @owner +2w.";
        NotImplemented "not-implemented" "not impl." "The control applies and is not in operation.";
        Planned "planned" "planned" "The control applies and is planned.";
        Partial "partial" "partial" "The control applies and is in operation in part.";
        Implemented "implemented" "implemented" "The control applies and is in operation.";
        Hold "hold" "hold" "Hold the review, point by point; of one that was held, show the minutes.";
        Say "say" "say" "Say something about the point of the agenda.";
        Noted "noted" "noted" "The point was looked at and there is nothing more to say; go on.";
        Decide "decide" "decision" "Decide in one line, which becomes an action: buy the second model @owner +2w.";
        Resolve "resolve" "decision alone" "Decide something that asks for no action.";
        Attend "attend" "there" "Say who is there.";
        Find "find" "finding" "Raise a finding from the point of the agenda.";
        CloseReview "close-review" "close" "Close the review: look at what came of it, say the day, plan the next one.";
        Attach "attach" "evidence" "Attach evidence: a piece that is there, a file of the repository or a link.";
        Locate "locate" "location" "Say where the document or evidence is: a file of the repository or a link.";
        LookAgain "look-again" "looked at" "The evidence was looked at again; record its content as it is now.";
        Approve "approve" "approve" "The document is approved: by whom, and when it is to be reviewed.";
        CheckEffect "check-effect" "effect" "The effect of a done action was checked: yes, partly or no, which reopens it.";
        ApprovePlan "approve-plan" "approve plan" "The treatment plan of the risk is approved: by whom.";
        NotNeeded "not-needed" "not needed" "The document is not needed here, or is again; say why.";
        AssessRisks "assess-risks" "risks" "Make a risk assessment of the system (6.1.2, 8.2).";
        AssessImpact "assess-impact" "impact" "Make an impact assessment of the system (6.1.4, 8.4).";
        ReviewSecurity "review-security" "review" "Make a security review of the system; it says whether it may go on.";
        Reconfirm "re-confirm" "re-confirm" "The assessment still holds: make a new one of today from it.";
        Raise "raise" "risk or action" "Make a risk of an incident or of a line of a security review; of a control gap an action.";
        RaiseFinding "raise-finding" "raise" "Raise a finding from the record, with what that is about filled in.";
        NextStep "next-step" "next step" "Do what the finding needs next: correction, cause, action, verification, closing.";
        Correct "correct" "correction" "Say how the thing itself was put right; said again, it is added.";
        Cause "cause" "cause" "Say why it happened, and where else it did or could.";
        Similar "similar" "similar" "Say where the same happened or could, and how that was looked for.";
        Withdraw "withdraw" "withdraw" "Withdraw the finding, saying why; one that is closed or withdrawn is opened again.";
        Reported "reported" "reported" "The next report of the incident was made; on which day.";
        FireTriggers "fire-triggers" "triggers" "Make the assessments of the incident's systems stale that wait for such an event.";
        Assessed "assessed" "assessed" "The supplier was assessed: what it came to, and when the next review is.";
        Measured "measured" "measured" "The objective was measured today: the value.";
    }
    Copy {
        CopyId "copy-id" "id" "Copy the id.";
        CopyLink "copy-link" "path" "Copy the path of the record's file.";
        CopyRow "copy-row" "row" "Copy the row.";
        CopyDetail "copy-detail" "detail" "Copy the record as Markdown.";
    }
    Program {
        Palette "palette" "palette" "Find any command, record or screen by a few letters.";
        Help "help" "help" "Show all keys; type to search, Enter runs.";
        Messages "messages" "messages" "Show what was said since the program began.";
        Problems "problems" "problems" "Show what is wrong in the register's files.";
        Unsaved "unsaved" "not saved" "List what is not on disk: edits that failed and texts that were put aside.";
        Sitting "sitting" "sitting" "Show what was decided since the program began, to copy or as a commit message.";
        Notice "notice" "catalogue" "Show what the catalogue's texts are and are not.";
        Reload "reload" "reload" "Read the register from disk again.";
        Redraw "redraw" "redraw" "Draw the screen anew.";
        Suspend "suspend" "suspend" "Go back to the shell for a while.";
        Quit "quit" "quit" "Leave.";
    }
};

/// Returns every command: those that show a screen of a table, those of [`TABLE`], and those that decisions bring.
pub fn all(screens: screens::Table) -> impl Iterator<Item = Entry> {
    let show = screens.iter().map(|screen| Command::Show(screen).entry());
    show.chain(beside_screens())
}

fn beside_screens() -> impl Iterator<Item = Entry> {
    let brought = DECISIONS.iter().filter_map(|decision| decision.brings.as_ref());
    TABLE.iter().copied().chain(brought.map(|brings| brings.entry))
}

impl Command {
    /// Returns what the table of commands, or of screens, says about the command.
    ///
    /// # Panics
    ///
    /// Never: a test finds every command in the table.
    pub fn entry(self) -> Entry {
        if let Self::Show(screen) = self {
            return Entry {
                command: self,
                name: screen.name,
                hint: screen.name,
                help: screen.help,
                group: Group::Look,
            };
        }
        beside_screens()
            .find(|entry| entry.command == self)
            .expect("every command stands in the table")
    }
}
