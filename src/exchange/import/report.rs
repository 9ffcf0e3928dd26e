//! A plan as text, for the dry run and the summary.
//!
//! Every text of the file is shown without control characters and cut to a length, since it goes to a terminal.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};

use crate::domain::record::field::Shape;
use crate::domain::record::id::Id;
use crate::domain::record::input::is_deceptive;
use crate::exchange::export::workbook::sheet_name;

use crate::exchange::import::columns::{ColumnPlan, Source, Target};
use crate::exchange::import::identity::Means;
use crate::exchange::import::planning::changes::extras;
use crate::exchange::import::planning::{Counts, Outcome, Plan, Remark, RowPlan};
use crate::exchange::import::reading::scores::Part;

/// Returns a text on one line, without what acts on a terminal, cut to a number of characters.
pub fn plain(text: &str, most: usize) -> String {
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
pub(super) const SHOWN: usize = 40;

/// How many different unread values of one column are named before they are only counted.
const NAMED: usize = 40;

/// Returns a number and what is counted, in the plural unless it is one.
fn counted(count: usize, what: &str) -> String {
    let ends = if count == 1 { "" } else { "s" };
    format!("{count} {what}{ends}")
}

/// Tells whether a column is kept although nobody asked for it.
fn is_kept_unasked(plan: &ColumnPlan) -> bool {
    plan.target == Target::Kept && plan.how == Source::Nothing
}

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
        let rows = counted(self.rows.len(), "row");
        let columns = counted(self.columns.len(), "column");
        let what = sheet_name(self.kind);
        writeln!(out, "{what}: {rows}, {columns}, header in row {}.", self.header_row)?;
        let width = self
            .columns
            .iter()
            .map(|plan| plain(&plan.header, SHOWN).chars().count());
        let width = width.max().unwrap_or_default();
        for plan in self.columns.iter().filter(|plan| !plan.is_computed) {
            let header = plain(&plan.header, SHOWN);
            writeln!(out, "  {header:width$}  {}", self.outcome(plan))?;
        }
        if self.columns.iter().any(is_kept_unasked) {
            writeln!(
                out,
                "What is kept stands with the record under Imported columns; --map 'COLUMN=FIELD' gives it a field, --map 'COLUMN=-' leaves it out."
            )?;
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
        for (column, ranks) in &self.ranks {
            let ranks = ranks.iter();
            let ranks: Vec<String> = ranks
                .map(|(rank, choice)| format!("`{}` is {choice}", plain(rank, SHOWN)))
                .collect();
            let (column, ranks) = (plain(column, SHOWN), ranks.join(", "));
            writeln!(
                out,
                "{column}: 1 is taken for the worst, so {ranks}; --map-value says otherwise."
            )?;
        }
        if let Some(field) = self.title_from {
            writeln!(out, "No column is the title; the first sentence of {field} is.")?;
        }
        writeln!(out, "{}", self.found_by())?;
        for column in &self.absent {
            let column = plain(column, SHOWN);
            writeln!(out, "  {column:width$}  is in the saved mapping and not in the file")?;
        }
        Ok(())
    }

    /// Says by what the rows are found again, with how many by each.
    pub fn found_by(&self) -> String {
        let mut by_means: BTreeMap<Means, usize> = BTreeMap::new();
        let is_none = |outcome: &Outcome| {
            use Outcome::{Continues, LeftOut, Nameless};
            matches!(outcome, Continues(_) | Nameless(_) | LeftOut { .. })
        };
        let records = self.rows.iter().filter(|row| !is_none(&row.outcome));
        for row in records {
            *by_means.entry(row.means).or_default() += 1;
        }
        let by_means: Vec<String> = by_means
            .iter()
            .map(|(means, count)| match means {
                Means::Title if self.kind.field_index("unit").is_none() => format!("title ({count})"),
                _ => format!("{means} ({count})"),
            })
            .collect();
        format!("Rows are found again by {}.", by_means.join(", "))
    }

    fn outcome(&self, plan: &ColumnPlan) -> String {
        let filled = plan.filled;
        let target = match plan.target {
            Target::Id => "-> id".to_owned(),
            Target::Field(field) => format!("-> {}", self.kind.stored(field).name),
            Target::Part(field, part) => format!("-> {}.{}", self.kind.stored(field).name, part.name()),
            Target::Choice(field, choice) => format!("-> {} ({})", self.kind.stored(field).name, choice.label),
            Target::Left if plan.key => "-> reference".to_owned(),
            Target::Left | Target::Kept if plan.beside.is_some() => {
                let beside = plan.beside.as_deref().unwrap_or_default();
                let kept = if plan.target == Target::Kept {
                    ", and is kept"
                } else {
                    ""
                };
                format!("no field; {beside}{kept} ({filled} filled)")
            }
            Target::Kept if plan.how == Source::Nothing => format!("no field; kept ({filled} filled)"),
            Target::Kept => format!("kept ({filled} filled)"),
            Target::Left if plan.how == Source::Nothing && filled > 0 => {
                format!("no field; not imported ({filled} filled)")
            }
            Target::Left if filled == 0 => "blank".to_owned(),
            Target::Left => format!("not imported ({filled} filled)"),
        };
        let why = match plan.how.describe() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        let key = if plan.key { " [key]" } else { "" };
        format!("{target}{why}{key}")
    }

    /// Returns what the cells of a column can stand for, where that is a choice or a step of a scale, and one of them.
    fn choices_of(&self, column: &str) -> Option<(String, String)> {
        let names: Vec<&str> = column.split(" / ").collect();
        let plan = self.columns.iter().find(|plan| names.contains(&plan.header.as_str()))?;
        let labels: Vec<String> = match plan.target {
            Target::Field(field) => match self.kind.stored(field).shape {
                Shape::OneOf(items) | Shape::AnyOf(items) => items.iter().map(|item| item.label.to_owned()).collect(),
                _ => return None,
            },
            Target::Part(_, part) => {
                let steps = &self.scales[usize::from(part != Part::Likelihood)];
                (1..).zip(steps).map(|(nth, step)| format!("{nth} {step}")).collect()
            }
            _ => return None,
        };
        let example = labels.first()?;
        let example = match plan.target {
            Target::Part(..) => "1".to_owned(),
            _ => example.clone(),
        };
        Some((labels.join(", "), example))
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
            Outcome::Nameless(_) | Outcome::LeftOut { .. } => "left out",
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
            Outcome::LeftOut { column, text } => {
                let (column, text) = (plain(column, SHOWN), plain(text, SHOWN));
                writeln!(out, "    {column} says `{text}`, which is left out as asked")?;
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
            let are = if cells == 1 { "is" } else { "are" };
            let (name, cells) = (plain(column, SHOWN), counted(cells, "cell"));
            writeln!(
                out,
                "{name}: {cells} {are} not read as {field}, or only in part; the text {kept}."
            )?;
            for (text, (count, why)) in values.iter().take(NAMED) {
                writeln!(out, "  {count:4} x `{}` {}", plain(text, SHOWN), plain(why, 100))?;
            }
            if values.len() > NAMED {
                writeln!(out, "  and {} more values", values.len() - NAMED)?;
            }
            if let Some((choices, example)) = self.choices_of(column) {
                let value = values.keys().next().map_or(String::new(), |text| plain(text, SHOWN));
                writeln!(
                    out,
                    "  It is one of {choices}: --map-value '{name}:{value}={example}' says which."
                )?;
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
        if !self.unmet.is_empty() {
            let said = self.unmet.iter();
            let said: Vec<String> = said
                .map(|(column, value)| format!("{}: {}", plain(column, SHOWN), plain(value, SHOWN)))
                .collect();
            writeln!(out, "Mapped, but in no cell: {}.", said.join(", "))?;
        }
        let left = self.columns.iter().filter(|plan| {
            !plan.is_computed && plan.beside.is_none() && plan.target == Target::Left && !plan.key && plan.filled > 0
        });
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
            left_out,
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
        if nameless + left_out > 0 {
            write!(f, ", {} left out", nameless + left_out)?;
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
