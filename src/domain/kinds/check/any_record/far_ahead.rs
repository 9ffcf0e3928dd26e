//! The check rule on days that a record says for itself, so far ahead that nobody would look at it again.

use chrono::NaiveDate;

use crate::domain::kinds::check::intervals::{self, Interval};
use crate::domain::kinds::incident::Reports;
use crate::domain::kinds::organization::Issues;
use crate::domain::kinds::organization::check::issue_interval;
use crate::domain::kinds::review::check::cycle;
use crate::domain::kinds::role::Holders;
use crate::domain::kinds::{
    action, assessment, change, control, document, evidence, finding, incident, metric, objective, obligation,
    organization, risk, role, supplier, system,
};
use crate::domain::record::Record;
use crate::domain::record::check::{Class, Raised, Rule, Subject, at};
use crate::domain::record::field::Kind;
use crate::domain::record::rules::Example;
use crate::domain::record::typed::{Day, Handle, Line};
use crate::domain::register::Register;

/// A record says a day for its next look that is so far ahead that another one is taken.
pub(super) static FAR_AHEAD: Rule = Rule {
    code: "AIMS-W115",
    name: "next-look-far-ahead",
    sentence: "It is to be done or looked at again only after more than twice the planned or usual interval.",
    class: Class::ADVICE,
    why: "A day that far ahead says that nobody will look; what is never late is never found wrong. Where it is known when it was \
          done last, twice the planned interval after that is taken in its place.",
    mend: "Set a nearer day or interval, or say in the cadence how often things of its kind are looked at.",
    of: Subject::Each(|asked| asked.record.is_open() || asked.record.deadline(asked.today).is_some()),
    raise: |asked| {
        let days = own_days(asked.register, asked.record, asked.today).into_iter();
        days.filter_map(|own| own.raise(asked.today)).collect()
    },
    example: Example::of("P-00000", "title: Acme; review: 2099-01-10").change("review: +1y"),
    ..Rule::PLAIN
};

/// A day that a record says for itself.
struct Own {
    field: &'static str,
    /// The day.
    says: NaiveDate,
    /// The day that counts in its place, where that is another.
    taken: Option<NaiveDate>,
    /// How often the record is looked at as is planned or usual for its kind, whatever it says for itself.
    planned: Interval,
}

impl Own {
    fn raise(&self, today: NaiveDate) -> Option<Raised> {
        let Self { field, says, .. } = self;
        let how = if self.planned.is_said { "planned" } else { "usual" };
        let taken = self.taken.filter(|taken| says > taken);
        let is_far = self.planned.latest_after(today).is_some_and(|latest| *says > latest);
        let sentence = match taken {
            Some(taken) => format!("It says {says}; {taken} is taken, by the {how} interval after it was done last."),
            None if is_far => format!("It says {says}, which is more than twice the {how} interval ahead."),
            None => return None,
        };
        Some(at(field, sentence))
    }
}

/// Returns a day that a record says for itself.
type OwnDay = fn(&Look<'_>) -> Option<Own>;

/// The days that records of a kind say for themselves, besides the one of their next look.
static DAYS: &[(&Kind, OwnDay)] = &[
    (&assessment::KIND, |look| look.assessment()),
    (&risk::KIND, |look| look.acceptance()),
    (&organization::KIND, |look| look.issues()),
    (&organization::KIND, |look| look.once(organization::STAGE_1, CORRECTED)),
    (&organization::KIND, |look| look.once(organization::STAGE_2, CORRECTED)),
    (&action::KIND, |look| look.action_due()),
    (&action::KIND, |look| look.effect()),
    (&evidence::KIND, |look| look.expiry()),
    (&incident::KIND, |look| look.report()),
    (&change::KIND, |look| {
        look.once(change::DUE, CORRECTED).filter(|_| look.record.is_open())
    }),
    (&role::KIND, |look| look.took_on()),
    (&finding::KIND, |look| look.once(finding::DUE, CORRECTED)),
    (&objective::KIND, |look| look.once(objective::DUE, REACHED)),
    (&objective::KIND, |look| look.measured(objective::EVERY)),
    (&metric::KIND, |look| look.measured(metric::EVERY)),
];

/// Returns the days that a record says for itself.
fn own_days(register: &Register, record: &Record, today: NaiveDate) -> Vec<Own> {
    let look = Look {
        register,
        record,
        today,
    };
    let of_kind = DAYS.iter().filter(|(kind, _)| record.is(kind));
    let days = of_kind.filter_map(|(_, day)| day(&look));
    look.next_look().into_iter().chain(days).collect()
}

/// Within what time a nonconformity is corrected, a change made, a role taken on and an audit of the certifier held, as is usual.
const CORRECTED: Interval = Interval::usual_months(12);

/// Within what time an objective is reached, as is usual.
const REACHED: Interval = Interval::usual_months(24);

/// Within what time somebody outside is told of an incident, as is usual.
const TOLD: Interval = Interval::usual_months(3);

/// A day that a record says for a thing that is not done again.
fn plain(field: &'static str, says: Option<NaiveDate>, planned: Interval) -> Option<Own> {
    Some(Own {
        field,
        says: says?,
        taken: None,
        planned,
    })
}

/// A record whose days are asked.
struct Look<'a> {
    register: &'a Register,
    record: &'a Record,
    today: NaiveDate,
}

impl Look<'_> {
    /// The day on which a record of a kind that is looked at again and again says that it is.
    fn next_look(&self) -> Option<Own> {
        let (register, record, today) = (self.register, self.record, self.today);
        let moving = record.kind().moving?;
        let planned = self.planned_look()?;
        let taken = (moving.due)(register, record, today);
        if let Some(says) = record.value(moving.field).as_date() {
            let field = record.kind().fields.get(moving.field)?.name;
            return Some(Own {
                field,
                says,
                taken,
                planned,
            });
        }
        // An interval of its own counts from when a supplier was assessed.
        let own = Interval::said(record.get(supplier::EVERY)).filter(|_| record.is(&supplier::KIND))?;
        let says = own
            .after(intervals::happened(record.get(supplier::ASSESSED), today)?)?
            .day;
        Some(Own {
            field: "every",
            says,
            taken,
            planned,
        })
    }

    /// Returns how often such a record is looked at.
    fn planned_look(&self) -> Option<Interval> {
        let (register, record) = (self.register, self.record);
        let kind = record.kind();
        Some(if *kind == supplier::KIND {
            supplier::planned_interval(register, record.get(supplier::OUTCOME))
        } else if *kind == document::KIND {
            document::check::interval(register, record)
        } else if *kind == risk::KIND {
            risk::check::review_interval(register, record)
        } else if *kind == control::KIND {
            control::check::interval(register)
        } else if *kind == obligation::KIND {
            obligation::check::interval(register)
        } else if *kind == system::KIND {
            system::check::USUAL_LOOK
        } else {
            return None;
        })
    }

    /// A day of a thing that is not done again.
    fn once(&self, field: Handle<Day>, planned: Interval) -> Option<Own> {
        plain(
            self.record.kind().fields[field.index()].name,
            self.record.get(field),
            planned,
        )
    }

    fn took_on(&self) -> Option<Own> {
        let rows = self.record.get(role::HOLDERS).into_iter();
        plain(
            "holders",
            rows.filter_map(|row| row.get(Holders::SINCE)).max(),
            CORRECTED,
        )
    }

    fn assessment(&self) -> Option<Own> {
        let (register, record, today) = (self.register, self.record, self.today);
        let is_current = assessment::is_in_force(register, record, today);
        let says = assessment::valid_until(record).filter(|_| is_current)?;
        let is_own_day = record.get(assessment::VALID_UNTIL) == Some(says);
        Some(Own {
            field: if is_own_day { "valid_until" } else { "every" },
            says,
            taken: Some(assessment::due(register, record, today)?.day),
            planned: assessment::interval(register, record, today),
        })
    }

    fn acceptance(&self) -> Option<Own> {
        Some(Own {
            taken: risk::acceptance_end(self.record),
            ..plain(
                "accepted_until",
                self.record.get(risk::ACCEPTED_UNTIL),
                risk::USUAL_ACCEPTANCE,
            )?
        })
    }

    fn issues(&self) -> Option<Own> {
        let rows = self.record.get(organization::ISSUES).into_iter();
        let last = rows.filter_map(|row| row.get(Issues::REVIEW)).max();
        plain("issues", last, issue_interval(self.register))
    }

    /// The day of an action that treats a risk is measured by how often that risk is looked at; that of any other by within what time
    /// a nonconformity is corrected.
    fn action_due(&self) -> Option<Own> {
        let due = self
            .record
            .get(action::DUE)
            .filter(|_| !action::awaits_check(self.register, self.record))?;
        let risks = self.record.get(action::RISKS).into_iter();
        let risks = risks.filter_map(|id| self.register.get(id.as_str()));
        let intervals = risks
            .filter(|risk| risk.is_open() && !risk.is_retired())
            .map(|risk| risk::check::review_interval(self.register, risk));
        let shortest = intervals.min_by_key(|interval| interval.latest_after(self.today));
        plain("due", Some(due), shortest.unwrap_or(action::USUAL))
    }

    fn effect(&self) -> Option<Own> {
        let says = self
            .record
            .get(action::CHECK_BY)
            .filter(|_| action::awaits_check(self.register, self.record))?;
        Some(Own {
            taken: action::check_due(self.register, self.record),
            ..plain("check_by", Some(says), TOLD)?
        })
    }

    fn expiry(&self) -> Option<Own> {
        let span = self
            .record
            .get(evidence::EVERY)
            .and_then(|months| u32::try_from(months).ok());
        let planned = span.map_or_else(|| cycle(self.register), Interval::said_months);
        Some(Own {
            taken: evidence::valid_until(self.record),
            ..plain("expires", self.record.get(evidence::EXPIRES), planned)?
        })
    }

    fn report(&self) -> Option<Own> {
        let rows = self.record.get(incident::REPORTS).into_iter();
        let open = rows.filter(|row| !row.says(Reports::REPORTED));
        let open = open.filter_map(|row| row.get(Reports::BY));
        plain("reports", open.max(), TOLD)
    }

    /// How often something is measured, counted from today.
    fn measured(&self, every: Handle<Line>) -> Option<Own> {
        let said = self.record.get(every);
        let says = Interval::said(said)?.after(self.today)?.day;
        let taken = intervals::measured_every(self.register, said, self.today)?.after(self.today)?;
        Some(Own {
            field: self.record.kind().fields[every.index()].name,
            says,
            taken: Some(taken.day),
            planned: intervals::between_reviews(self.register),
        })
    }
}
