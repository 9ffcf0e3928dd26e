//! The audits of the certification body: which were held, and which comes next.

use chrono::NaiveDate;

use crate::domain::kinds::organization;
use crate::domain::kinds::review::{self, Event, Status, is_external};
use crate::domain::record::typed::{Day, Handle};
use crate::domain::register::Register;

/// The days of the organization on which such audits are, with the event that each is and what it is called.
const DAYS: [(Handle<Day>, Event, &str); 3] = [
    (organization::STAGE_1, Event::Stage1, "stage 1"),
    (organization::STAGE_2, Event::Stage2, "stage 2"),
    (organization::SURVEILLANCE, Event::Surveillance, "surveillance"),
];

/// How near to the day of the organization a surveillance audit was held that is meant by it.
const NEAR: i64 = 60;

/// Tells whether a stage is over: its event was held, or the day of the organization is past.
pub fn is_over(register: &Register, stage: Event, today: NaiveDate) -> bool {
    let organization = register.get(organization::ID);
    let day = DAYS.iter().find(|(_, event, _)| *event == stage);
    let day = day.and_then(|(field, ..)| organization?.get(*field));
    day.is_some_and(|day| day < today) || held(register, stage, today).next().is_some()
}

/// Tells whether the day in a field of the organization is that of an audit that was held.
pub fn is_held(register: &Register, field: usize, day: NaiveDate, today: NaiveDate) -> bool {
    let Some((_, event, _)) = DAYS.iter().find(|(handle, ..)| handle.field().index == field) else {
        return false;
    };
    let is_yearly = *event == Event::Surveillance;
    held(register, *event, today).any(|on| !is_yearly || (on - day).num_days().abs() <= NEAR)
}

/// Returns the next audit of the certification body from a day on: what it is called, and its day.
pub fn next(register: &Register, today: NaiveDate) -> Option<(&'static str, NaiveDate)> {
    let organization = register.get(organization::ID);
    let of_organization = DAYS.iter().filter_map(|(field, _, what)| {
        let day = organization?.get(*field)?;
        (!is_held(register, field.field().index, day, today)).then_some((*what, day))
    });
    let planned = register.of(&review::KIND).filter_map(|one| {
        let event = one.get(review::EVENT).filter(|_| one.is_open() && !one.is_retired())?;
        Some((name(event)?, one.get(review::DATE)?))
    });
    let all = of_organization.chain(planned).filter(|(_, day)| *day >= today);
    all.min_by_key(|(_, day)| *day)
}

fn name(event: Event) -> Option<&'static str> {
    match event {
        Event::Recertification => Some("recertification"),
        event => DAYS.iter().find(|(_, of, _)| *of == event).map(|(.., what)| *what),
    }
}

fn held(register: &Register, event: Event, today: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
    register.of(&review::KIND).filter_map(move |one| {
        let counts = one.get(review::EVENT) == Some(event) && one.get(review::STATUS) == Some(Status::Held);
        let day = review::day(one)?;
        (counts && is_external(event) && !one.is_retired() && day <= today).then_some(day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};

    fn register(organization: &[(&str, &str)], reviews: &[[(&str, &str); 3]]) -> Register {
        let mut register = Register::default();
        register.put(record(&organization::KIND, organization::ID, organization));
        for (nth, fields) in reviews.iter().enumerate() {
            register.put(record(&review::KIND, &format!("V-0000{nth}"), fields));
        }
        register
    }

    #[test]
    fn a_stage_is_over_when_its_day_is_past_or_its_audit_was_held_before() {
        let days = [
            ("posture", "certification"),
            ("stage_1", "2026-11-20"),
            ("stage_2", "2027-03-11"),
        ];
        let before = register(&days, &[]);
        assert!(is_over(&before, Event::Stage1, today()) && !is_over(&before, Event::Stage2, today()));
        assert_eq!(next(&before, today()).map(|(what, _)| what), Some("stage 2"));
        let held = [("event", "stage 2"), ("status", "held"), ("held", "2026-11-22")];
        let after = register(&days, &[held]);
        assert!(is_over(&after, Event::Stage2, today()));
        assert_eq!(next(&after, today()), None, "the day of what was held is none to come");
    }

    #[test]
    fn a_planned_audit_of_the_body_comes_next_as_a_day_of_the_organization_does() {
        let planned = [("event", "surveillance"), ("status", "planned"), ("date", "2027-02-01")];
        let register = register(&[("surveillance", "2027-06-01")], &[planned]);
        let (what, day) = next(&register, today()).expect("one comes");
        assert_eq!((what, day.to_string().as_str()), ("surveillance", "2027-02-01"));
    }
}
