//! What is to be reported about a row, as text.

use std::fmt::{self, Display};

use crate::exchange::import::planning::Remark;
use crate::exchange::import::report::{SHOWN, plain};

impl Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(cell) => {
                let (column, text) = (plain(&cell.column, SHOWN), plain(&cell.text, SHOWN));
                let (why, field) = (plain(&cell.why, 200), cell.field);
                match plain(&cell.taken, SHOWN) {
                    taken if taken.is_empty() => write!(f, "{column}: `{text}` {why}, so {field} is not set"),
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
            Self::Groups(column, text) => {
                let (column, text) = (plain(column, SHOWN), plain(text, SHOWN));
                write!(
                    f,
                    "{column}: `{text}` groups others; --map-value '{column}:{text}=-' leaves such rows out"
                )
            }
            Self::Under(text, count) => write!(
                f,
                "`{}` stands for the {count} clauses and controls under it",
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
