//! A plan as text, for the dry run and the summary.
//!
//! Every text of the file is shown without control characters and cut to a length, since it goes to a terminal.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};

use crate::domain::record::id::Id;
use crate::domain::record::input::is_deceptive;
use crate::exchange::import::columns::synonyms::How;

use crate::exchange::import::columns::{ColumnPlan, Source, Target};
use crate::exchange::import::identity::Means;
use crate::exchange::import::planning::changes::extras;
use crate::exchange::import::planning::{Counts, Outcome, Plan, Remark, RowPlan};

/// Returns a text on one line, without what acts on a terminal, cut to a number of characters.
pub(super) fn plain(text: &str, most: usize) -> String {
    let shown = |c: char| if c.is_whitespace() { ' ' } else { c };
    let visible: String = text.chars().map(shown).filter(|c| !is_deceptive(*c)).collect();
    let words = visible
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if words.chars().count() <= most {
        return words;
    }
    let mut cut: String = words.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// How much of a value is shown.
const SHOWN: usize = 40;

/// How many different unread values of one column are named before they are only counted.
const NAMED: usize = 40;

/// How often each text of a column was not read, and why.
type Values<'a> = BTreeMap<&'a str, (usize, &'a str)>;

impl Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_columns(f)?;
        self.write_rows(f, true)?;
        self.write_summary(f)
    }
}

impl Plan {
    /// Writes what becomes of each column, and why.
    ///
    /// # Errors
    ///
    /// Fails when `out` does.
    pub fn write_columns(&self, out: &mut dyn Write) -> fmt::Result {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        writeln!(
            out,
            "{rows} rows, {columns} columns, header in row {}.",
            self.header_row
        )?;
        let width = self
            .columns
            .iter()
            .map(|plan| plain(&plan.header, SHOWN).chars().count());
        let width = width.max().unwrap_or_default();
        for plan in &self.columns {
            let header = plain(&plan.header, SHOWN);
            writeln!(out, "  {header:width$}  {}", self.outcome(plan))?;
        }
        if !self.ambiguous.is_empty() {
            let ids: Vec<&str> = self.ambiguous.iter().map(String::as_str).collect();
            writeln!(
                out,
                "Taken for controls of ISO/IEC 42001, although ISO/IEC 27001 has these too: {}.",
                ids.join(", ")
            )?;
        }
        if let Some(status) = self.status_of_sheet {
            writeln!(
                out,
                "No column is the status; the name of the sheet says that all are {status}."
            )?;
        }
        if let Some(field) = self.title_from {
            writeln!(out, "No column is the title; the first sentence of {field} is.")?;
        }
        let mut by_means: BTreeMap<Means, usize> = BTreeMap::new();
        let records = self
            .rows
            .iter()
            .filter(|row| !matches!(row.outcome, Outcome::Continues(_) | Outcome::Nameless(_)));
        for row in records {
            *by_means.entry(row.means).or_default() += 1;
        }
        let by_means: Vec<String> = by_means
            .iter()
            .map(|(means, count)| format!("{means} ({count})"))
            .collect();
        writeln!(out, "Rows are found again by {}.", by_means.join(", "))?;
        for column in &self.absent {
            let column = plain(column, SHOWN);
            writeln!(out, "  {column:width$}  is in the saved mapping and not in the file")?;
        }
        Ok(())
    }

    fn outcome(&self, plan: &ColumnPlan) -> String {
        let filled = plan.filled;
        let target = match plan.target {
            Target::Id => "-> id".to_owned(),
            Target::Field(field) => format!("-> {}", self.kind.stored(field).name),
            Target::Part(field, part) => format!("-> {}.{}", self.kind.stored(field).name, part.name()),
            Target::Choice(field, choice) => format!("-> {} ({})", self.kind.stored(field).name, choice.label),
            Target::Left if plan.beside.is_some() => {
                let beside = plan.beside.as_deref().unwrap_or_default();
                format!("no field; {beside} ({filled} filled)")
            }
            Target::Kept => format!("kept as an imported column ({filled} filled)"),
            Target::Left if plan.how == Source::Nothing && filled > 0 && !plan.key => {
                format!("no field; not imported ({filled} filled). --map it, or --keep-unmapped")
            }
            Target::Left if plan.key => "-> reference".to_owned(),
            Target::Left => format!("not imported ({filled} filled)"),
        };
        let why = match plan.how {
            Source::Asked => " (as asked)",
            Source::Saved => " (saved mapping)",
            Source::Guessed(How::Exact | How::Alias) => " (by its name)",
            Source::Guessed(How::Similar) => " (a similar name)",
            Source::Nothing => "",
        };
        let key = if plan.key { " [key]" } else { "" };
        format!("{target}{why}{key}")
    }

    /// Writes a line per row with what becomes of it, and below it what else is to be reported; then the records whose
    /// row is gone. Unchanged rows without a remark are left out unless `all`.
    ///
    /// # Errors
    ///
    /// Fails when `out` does.
    pub fn write_rows(&self, out: &mut dyn Write, all: bool) -> fmt::Result {
        for row in &self.rows {
            if all || row.outcome != Outcome::Unchanged || !row.remarks.is_empty() {
                self.write_row(out, row)?;
            }
        }
        for id in &self.removed {
            self.write_removed(out, id)?;
        }
        Ok(())
    }

    /// Writes the line of a record whose row is gone.
    ///
    /// # Errors
    ///
    /// Fails when `out` does.
    pub fn write_removed(&self, out: &mut dyn Write, id: &Id) -> fmt::Result {
        let outcome = if self.retires { "is retired" } else { "stays as it is" };
        writeln!(out, "{:10} removed    {id} has no row any more; it {outcome}", "")
    }

    /// Writes what becomes of one row, and below it what else is to be reported.
    ///
    /// # Errors
    ///
    /// Fails when `out` does.
    pub fn write_row(&self, out: &mut dyn Write, row: &RowPlan) -> fmt::Result {
        let word = match row.outcome {
            Outcome::Create => "create",
            Outcome::Update { .. } => "update",
            Outcome::Unchanged => "unchanged",
            Outcome::Continues(_) => "joined",
            Outcome::Nameless(_) => "left out",
            Outcome::Problem(_) => "problem",
        };
        let id = row.id.as_ref().map_or("-", |id| id.as_str());
        let place = format!("row {}", row.number);
        writeln!(out, "{place:10} {word:10} {id}  {}", plain(&row.title, 60))?;
        match &row.outcome {
            Outcome::Problem(why) => writeln!(out, "    line {}: {}.", row.line, plain(why, 200))?,
            Outcome::Update { fields } => {
                for set in fields {
                    let label = self.kind.stored(set.field).label;
                    let [from, to] = [&set.from, &set.to].map(|value| plain(&value.to_string(), SHOWN));
                    let from = if from.is_empty() { "(nothing)".to_owned() } else { from };
                    let to = if to.is_empty() { "(nothing)".to_owned() } else { to };
                    writeln!(out, "    {label}: {from} -> {to}")?;
                }
            }
            Outcome::Continues(above) => writeln!(out, "    goes on with the record of row {above}")?,
            Outcome::Nameless(column) => {
                let (kind, column) = (self.kind.name, plain(column, SHOWN));
                writeln!(out, "    it names no {kind} and is only about what {column} says")?;
            }
            Outcome::Create | Outcome::Unchanged => {}
        }
        for remark in &row.remarks {
            writeln!(out, "    {remark}")?;
        }
        Ok(())
    }

    /// Writes the counts, the values that were not read, by column, and the columns that are not imported.
    ///
    /// # Errors
    ///
    /// Fails when `out` does.
    pub fn write_summary(&self, out: &mut dyn Write) -> fmt::Result {
        let mut unread: BTreeMap<(&str, &str), Values<'_>> = BTreeMap::new();
        for remark in self.rows.iter().flat_map(|row| &row.remarks) {
            if let Remark::Unread(cell) = remark {
                let values = unread.entry((&cell.column, cell.field)).or_default();
                values.entry(&cell.text).or_insert((0, &cell.why)).0 += 1;
            }
        }
        let kept = match extras(self.kind) {
            Some(_) => "is kept with the record",
            None => "has no place in the record and is lost",
        };
        for ((column, field), values) in &unread {
            let cells: usize = values.values().map(|(count, _)| count).sum();
            let column = plain(column, SHOWN);
            writeln!(
                out,
                "{column}: {cells} cells are not read as {field}, or only in part; their text {kept}."
            )?;
            for (text, (count, why)) in values.iter().take(NAMED) {
                writeln!(out, "  {count:4} x `{}` {}", plain(text, SHOWN), plain(why, 100))?;
            }
            if values.len() > NAMED {
                writeln!(out, "  and {} more values", values.len() - NAMED)?;
            }
        }
        if !self.nothing.is_empty() {
            let said = self.nothing.iter().take(NAMED);
            let said: Vec<String> = said
                .map(|((column, text), count)| format!("{} `{}` ({count})", plain(column, SHOWN), plain(text, SHOWN)))
                .collect();
            let more = self.nothing.len().saturating_sub(NAMED);
            let more = if more > 0 {
                format!(", and {more} more")
            } else {
                String::new()
            };
            writeln!(out, "Read as saying nothing: {}{more}.", said.join(", "))?;
        }
        let mut cleared: BTreeMap<&str, usize> = BTreeMap::new();
        for remark in self.rows.iter().flat_map(|row| &row.remarks) {
            if let Remark::Cleared(field, _) = remark {
                *cleared.entry(field).or_default() += 1;
            }
        }
        if !cleared.is_empty() {
            let cells: usize = cleared.values().sum();
            let said: Vec<String> = cleared
                .iter()
                .map(|(field, count)| format!("{field} ({count})"))
                .collect();
            let said = said.join(", ");
            writeln!(
                out,
                "Cells that were emptied since the last import: {cells}, and nothing is emptied here: {said}."
            )?;
        }
        if !self.marked_up.is_empty() {
            let said = self.marked_up.iter();
            let said: Vec<String> = said
                .map(|(column, count)| format!("{} ({count})", plain(column, SHOWN)))
                .collect();
            writeln!(out, "Markup of web pages was made plain text: {}.", said.join(", "))?;
        }
        let left = self
            .columns
            .iter()
            .filter(|plan| plan.beside.is_none() && plan.target == Target::Left && !plan.key && plan.filled > 0);
        let left: Vec<String> = left.map(|plan| plain(&plan.header, SHOWN)).collect();
        if !left.is_empty() {
            writeln!(out, "Columns not imported: {}.", left.join(", "))?;
        }
        writeln!(out, "{}.", self.counts())
    }
}

impl Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            create,
            update,
            unchanged,
            problem,
            removed,
            continued,
            nameless,
            refused,
        } = self;
        let problems = problem + refused;
        write!(
            f,
            "{create} create, {update} update, {unchanged} unchanged, {problems} problem, {removed} removed"
        )?;
        if *continued > 0 {
            write!(f, ", {continued} joined")?;
        }
        if *nameless > 0 {
            write!(f, ", {nameless} left out")?;
        }
        if *refused > 0 {
            write!(
                f,
                "; {refused} of the problems: the row is taken without what a rule refuses"
            )?;
        }
        Ok(())
    }
}

impl Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(cell) => {
                let (column, text) = (plain(&cell.column, SHOWN), plain(&cell.text, SHOWN));
                let (why, field) = (plain(&cell.why, 200), cell.field);
                match plain(&cell.taken, SHOWN) {
                    taken if taken.is_empty() => write!(f, "{column}: `{text}` {why}, so {field} stays as it is"),
                    taken => write!(f, "{column}: `{text}` {why}; {field} is {taken}, and the text is kept"),
                }
            }
            Self::HalfScore(column, field) => write!(
                f,
                "{}: a likelihood or a consequence alone is no {field}; the text is kept",
                plain(column, SHOWN)
            ),
            Self::Respelled(text, id) => write!(f, "`{}` is taken for {id}", plain(text, SHOWN)),
            Self::Lost(column) => write!(
                f,
                "{}: the text has no place in the record and is lost",
                plain(column, SHOWN)
            ),
            Self::Twin(row) => write!(
                f,
                "has the same title and unit as row {row}; taken for a record of its own"
            ),
            Self::Homonym(id) => write!(
                f,
                "has the id or reference of {id}, which has another title; taken for a record of its own"
            ),
            Self::Namesake(id) => write!(
                f,
                "is called as {id} is, about which no row is; taken for a record of its own"
            ),
            Self::Short { found, expected } => write!(f, "has {found} cells where the header has {expected}"),
            Self::Damaged => f.write_str("holds \u{fffd} where the file lost characters"),
            Self::Adopted => f.write_str("was here without a key; found by its title and unit"),
            Self::Retired => f.write_str("is retired here"),
            Self::Untitled => f.write_str("has no title"),
            Self::EditedHere(field) => write!(f, "{field} was edited here and not in the file; left as it is"),
            Self::EditedInBoth(field, text) => {
                let text = plain(text, SHOWN);
                write!(
                    f,
                    "{field} was edited here and in the file, where it is `{text}`; left as it is (--theirs takes the file's, --ours settles it)"
                )
            }
            Self::KeptHere(field, text) => {
                let text = plain(text, SHOWN);
                write!(
                    f,
                    "{field} was edited here and in the file, where it is `{text}`; what is here stays, as asked"
                )
            }
            Self::Overwritten(field, text) => {
                let text = plain(text, SHOWN);
                write!(
                    f,
                    "{field} was edited here to `{text}` and in the file; the file wins, as asked"
                )
            }
            Self::Replaced(field, text) => write!(f, "{field} was `{}` here; the file wins", plain(text, SHOWN)),
            Self::Cleared(field, text) => write!(
                f,
                "{field} is blank in the file now; `{}` from the last import stays",
                plain(text, SHOWN)
            ),
            Self::Contradicts { column, text, follows } => {
                let (column, text) = (plain(column, SHOWN), plain(text, SHOWN));
                write!(f, "{column}: `{text}` is not what follows: {follows}")
            }
            Self::Overruled(column, text) => write!(
                f,
                "{}: `{}` says that it was given up, so it is cancelled and not done",
                plain(column, SHOWN),
                plain(text, SHOWN)
            ),
            Self::Refuted(column, text) => write!(
                f,
                "{}: `{}` says that it was no finding, so it is withdrawn",
                plain(column, SHOWN),
                plain(text, SHOWN)
            ),
            Self::DayOfImport(column, text, day) => write!(
                f,
                "{}: `{}` says no day; the day of this import is taken, {day}",
                plain(column, SHOWN),
                plain(text, SHOWN)
            ),
            Self::FromAbove(column, row) => write!(
                f,
                "{} is blank; taken from row {row}, with which the row goes on",
                plain(column, SHOWN)
            ),
            Self::Clause(clause, count) => write!(
                f,
                "answers clause {clause} as a whole, and so each of its {count} questions"
            ),
            Self::Unfit(why) => write!(f, "{}", plain(why, 200)),
            Self::Refused {
                field,
                text,
                why,
                confirmable,
            } => {
                let (text, why) = (plain(text, SHOWN), plain(why, 200));
                let yes = if *confirmable { " --yes takes it." } else { "" };
                write!(
                    f,
                    "problem: {field}: `{text}` is left out and kept as a text. {why}{yes}"
                )
            }
            Self::Lacks(sentence) => write!(f, "taken as confirmed: {}", plain(sentence, 200)),
            Self::AsItWas(sentence) => write!(f, "taken as it was exported: {}", plain(sentence, 200)),
            Self::NoOutcome(sentence) => write!(
                f,
                "{} Say it in the minutes or in each of them; the check tells it until then",
                plain(sentence, 200)
            ),
            Self::Reason(reason) => write!(
                f,
                "no column is the reason, which this status asks for; Reason is `{}`",
                plain(reason, 120)
            ),
        }
    }
}
