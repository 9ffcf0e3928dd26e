//! Check rules on the certificate.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::kinds::approval::completion::is_changed;
use crate::domain::kinds::approval::kept_sets::{Records, SCOPE};
use crate::domain::kinds::organization::{self, CertificateStatus, Certificates};
use crate::domain::kinds::review::{self, Event, Status};
use crate::domain::record::Record;
use crate::domain::record::check::{Asked, Class, Phase, Provenance, Raised, Rule, Subject, Weight, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::record::typed::Row;
use crate::domain::register::Register;

/// How many days before a surveillance audit is due its day is missed.
const NEAR: Days = Days::new(90);

/// What the certification body asks; it would be major.
const CERTIFIER: Class = Class::of(Provenance::Other, Phase::Certified, Weight::Major);

/// A certificate, as a row of the organization has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// Its number.
    pub number: &'a str,
    /// The body that issued it.
    pub body: &'a str,
    /// The day on which it was issued.
    pub issued: Option<NaiveDate>,
    /// Its last day.
    pub expires: Option<NaiveDate>,
    /// Whether it is valid, suspended or withdrawn.
    pub status: Option<CertificateStatus>,
    /// The digest of the scope as certified; empty when it was not recorded.
    pub digest: &'a str,
}

impl<'a> Certificate<'a> {
    fn of(row: Row<'a, Certificates>) -> Self {
        Self {
            number: row.text(Certificates::NUMBER),
            body: row.text(Certificates::BODY),
            issued: row.get(Certificates::ISSUED),
            expires: row.get(Certificates::EXPIRES),
            status: row.get(Certificates::STATUS),
            digest: row.text(Certificates::DIGEST),
        }
    }

    /// Returns the certificate that was issued last.
    pub fn newest(register: &'a Register) -> Option<Self> {
        let organization = register.get(organization::ID)?;
        let rows = organization.get(organization::CERTIFICATES).into_iter();
        rows.map(Self::of).max_by_key(|one| (one.issued, one.expires))
    }

    /// Tells whether it is valid on a day.
    pub fn holds(&self, today: NaiveDate) -> bool {
        let is_valid = matches!(self.status, None | Some(CertificateStatus::Valid));
        is_valid && self.expires.is_none_or(|day| day >= today)
    }
}

/// The certificate has ended, or was suspended or withdrawn.
pub static CERTIFICATE_ENDED: Rule = Rule {
    code: "AIMS-E892",
    name: "certificate-ended",
    sentence: "The certificate has ended, or was suspended or withdrawn.",
    clauses: &["10.1"],
    class: CERTIFIER,
    hides: &["AIMS-E893"],
    why: "Nobody may refer to a certificate that does not hold.",
    mend: "Record the new certificate, or stop to refer to the old one.",
    of: Subject::Each(is_to_be_certified),
    raise: |asked| {
        let Some(certificate) = Certificate::newest(asked.register) else { return nothing() };
        if certificate.holds(asked.today) {
            return nothing();
        }
        let number = certificate.number;
        let sentence = match (certificate.status, certificate.expires) {
            (Some(CertificateStatus::Suspended), _) => format!("The certificate {number} is suspended."),
            (Some(CertificateStatus::Withdrawn), _) => format!("The certificate {number} was withdrawn."),
            (_, Some(day)) => format!("The certificate {number} ended on {day}."),
            _ => return nothing(),
        };
        at("certificates", sentence).into()
    },
    example: CERTIFIED
        .before("name: Acme; posture: certification; certificates: C-1 | Body | | 2023-01-10 | 2026-01-09 | valid")
        .change("certificates: C-1 | Body | | 2023-01-10 | 2026-01-09 | valid\nC-2 | Body | | 2026-01-09 | 2029-01-08 | valid"),
    ..Rule::PLAIN
};

/// No surveillance audit was held within the year.
pub static SURVEILLANCE_LATE: Rule = Rule {
    code: "AIMS-E893",
    name: "surveillance-late",
    sentence: "No surveillance audit within the year.",
    clauses: &["10.1"],
    class: CERTIFIER,
    why: "A certificate is kept by an audit in each calendar year, the first within 12 months.",
    mend: "Agree the day with the certification body.",
    of: Subject::Each(is_to_be_certified),
    raise: surveillance_late,
    example: CERTIFIED
        .before("name: Acme; posture: certification; certificates: C-1 | Body | | 2025-06-10 | 2028-06-09 | valid")
        .change("certificates: C-1 | Body | | 2026-10-10 | 2029-10-09 | valid"),
    ..Rule::PLAIN
};

/// The certificate was issued for another scope.
pub static CERTIFICATE_OF_ANOTHER_SCOPE: Rule = Rule {
    code: "AIMS-W894",
    name: "certificate-scope",
    sentence: "The certificate's scope is not that of the AIMS.",
    clauses: &["10.1"],
    class: Class {
        weight: Weight::Minor,
        ..CERTIFIER
    },
    why: "What the certificate does not cover is not certified. It is compared by the digest of the scope that was recorded with \
          the certificate; without one it cannot be known.",
    mend: "Tell the certification body of the change, or bring the scope back; record the certificate that covers it.",
    of: Subject::Each(is_to_be_certified),
    raise: |asked| {
        let certificate = Certificate::newest(asked.register).filter(|one| one.holds(asked.today));
        let Some(certificate) = certificate.filter(|one| is_another_scope(asked, one.digest)) else {
            return nothing();
        };
        let sentence = format!(
            "The scope changed since the certificate {} was recorded.",
            certificate.number
        );
        at("certificates", sentence).into()
    },
    example: CERTIFIED
        .before(
            "name: Acme; posture: certification; scope: Lending; \
            certificates: C-1 | Body | | 2026-10-10 | 2029-10-09 | valid | 0",
        )
        .change("certificates: C-1 | Body | | 2026-10-10 | 2029-10-09 | valid"),
    ..Rule::PLAIN
};

pub(super) const CERTIFIED: Example = Example::of(organization::ID, "");

/// Tells whether the scope is another one than that of a digest; not where there is none.
pub(super) fn is_another_scope(asked: &Asked<'_>, digest: &str) -> bool {
    is_changed(&SCOPE, digest, Records::of(asked.register)) == Some(true)
}

fn is_to_be_certified(asked: &Asked<'_>) -> bool {
    organization::is_to_be_certified(asked.register)
}

/// Returns the days on which audits that keep a certificate were held since it was issued.
fn surveyed(register: &Register, issued: NaiveDate, today: NaiveDate) -> Vec<NaiveDate> {
    let held = |record: &Record| {
        let event = record.get(review::EVENT)?;
        let counts = matches!(event, Event::Surveillance | Event::Recertification);
        let is_held = record.get(review::STATUS) == Some(Status::Held) && !record.is_retired();
        let day = review::day(record)?;
        (counts && is_held && day > issued && day <= today).then_some(day)
    };
    register.of(&review::KIND).filter_map(held).collect()
}

/// The first is due 12 months after the certificate was issued, later ones in each calendar year but that of the
/// recertification.
fn surveillance_late(asked: &Asked<'_>) -> Vec<Raised> {
    let today = asked.today;
    let certificate = Certificate::newest(asked.register).filter(|one| one.holds(today));
    let Some((certificate, issued)) = certificate.and_then(|one| Some((one, one.issued?))) else {
        return nothing();
    };
    let Some(first) = issued.checked_add_months(Months::new(12)) else {
        return nothing();
    };
    let held = surveyed(asked.register, issued, today);
    let is_kept = |year: i32| {
        let is_renewed = certificate.expires.is_some_and(|day| day.year() == year);
        year <= issued.year() || is_renewed || held.iter().any(|day| day.year() == year)
    };
    let due = if held.is_empty() {
        first
    } else {
        let year = if is_kept(today.year() - 1) {
            today.year()
        } else {
            today.year() - 1
        };
        if is_kept(year) {
            return nothing();
        }
        NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(first)
    };
    if due < today {
        return at(
            "surveillance",
            format!("A surveillance audit was due by {due}, and none was held."),
        )
        .into();
    }
    let is_dated = asked
        .record
        .get(organization::SURVEILLANCE)
        .is_some_and(|day| day >= today)
        || asked.register.of(&review::KIND).any(|record| {
            let event = record.get(review::EVENT);
            let is_planned = record.is_open() && !record.is_retired();
            is_planned && matches!(event, Some(Event::Surveillance | Event::Recertification))
        });
    let is_near = due.checked_sub_days(NEAR).is_some_and(|near| near <= today);
    if is_dated || !is_near {
        return nothing();
    }
    let advice = Class {
        weight: Weight::Advice,
        ..CERTIFIER
    };
    at(
        "surveillance",
        format!("A surveillance audit is due by {due}, and no day is set."),
    )
    .class(advice)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};
    use crate::domain::kinds::check::of;
    use crate::domain::kinds::organization::check::declaration::{DECLARATION_OLD, UNDECLARED};

    fn found(fields: &[(&str, &str)], held: &[&str]) -> Vec<(&'static str, Weight)> {
        let mut register = Register::default();
        let mut all = vec![("name", "Acme"), ("posture", "certification"), ("climate", "relevant")];
        all.extend(fields);
        register.put(record(&organization::KIND, organization::ID, &all));
        for (at, day) in held.iter().enumerate() {
            let fields = [
                ("title", "Surveillance"),
                ("event", "surveillance audit"),
                ("date", *day),
                ("status", "held"),
                ("held", *day),
            ];
            register.put(record(&review::KIND, &format!("V-0000{at}"), &fields));
        }
        let problems = of(&register, register.get(organization::ID).expect("there"), today()).into_iter();
        let spoken_of = [
            &CERTIFICATE_ENDED,
            &SURVEILLANCE_LATE,
            &CERTIFICATE_OF_ANOTHER_SCOPE,
            &UNDECLARED,
            &DECLARATION_OLD,
        ];
        let problems = problems.filter(|problem| spoken_of.contains(&problem.rule));
        problems.map(|problem| (problem.rule.code, problem.weight)).collect()
    }

    #[test]
    fn a_certificate_issued_last_month_raises_nothing() {
        let certificate = ("certificates", "C-1 | Body | | 2026-10-20 | 2029-10-19 | valid");
        assert_eq!(found(&[certificate], &[]), []);
        assert_eq!(found(&[], &[]), [], "none is asked for before there is one");
    }

    #[test]
    fn the_first_surveillance_is_due_within_12_months() {
        let certificate = ("certificates", "C-1 | Body | | 2025-10-20 | 2028-10-19 | valid");
        assert_eq!(found(&[certificate], &[]), [("AIMS-E893", Weight::Major)]);
        assert_eq!(found(&[certificate], &["2026-09-20"]), []);
        let near = ("certificates", "C-1 | Body | | 2026-01-20 | 2029-01-19 | valid");
        assert_eq!(found(&[near], &[]), [("AIMS-E893", Weight::Advice)]);
        assert_eq!(found(&[near, ("surveillance", "2027-01-10")], &[]), []);
    }

    #[test]
    fn later_ones_are_due_in_each_calendar_year_but_that_of_the_recertification() {
        let certificate = ("certificates", "C-1 | Body | | 2024-03-20 | 2027-03-19 | valid");
        let found_with = |held: &[&str]| found(&[certificate], held);
        assert_eq!(found_with(&["2025-02-20"]), [("AIMS-E893", Weight::Advice)]);
        assert_eq!(found_with(&["2025-02-20", "2026-02-20"]), []);
        let older = ("certificates", "C-1 | Body | | 2023-11-30 | 2026-11-29 | valid");
        assert_eq!(found(&[older], &["2024-10-20"]), [("AIMS-E893", Weight::Major)]);
        assert_eq!(found(&[older], &["2024-10-20", "2025-10-20"]), []);
    }

    #[test]
    fn a_certificate_that_does_not_hold_is_told_once_and_by_the_newest() {
        let ended = ("certificates", "C-1 | Body | | 2023-10-20 | 2026-10-19 | valid");
        assert_eq!(found(&[ended], &[]), [("AIMS-E892", Weight::Major)]);
        let suspended = ("certificates", "C-1 | Body | | 2026-10-20 | 2029-10-19 | suspended");
        assert_eq!(found(&[suspended], &[]), [("AIMS-E892", Weight::Major)]);
        assert_eq!(
            found(&[ended, ("posture", "conformance")], &[]),
            [("AIMS-W890", Weight::Advice)]
        );
    }

    #[test]
    fn a_declaration_ages_and_one_that_was_withdrawn_does_not_count() {
        let posture = ("posture", "conformance");
        let found = |rows: &str| found(&[posture, ("declarations", rows)], &[]);
        assert_eq!(found("D-1 | 2026-01-10 | ana"), []);
        assert_eq!(found("D-1 | 2025-01-10 | ana"), [("AIMS-W891", Weight::Advice)]);
        assert_eq!(
            found("D-1 | 2026-01-10 | ana | | | | | | | 2026-05-01"),
            [("AIMS-W890", Weight::Advice)]
        );
    }

    #[test]
    fn a_change_of_the_scope_is_told_of_the_certificate_and_of_the_declaration_that_keep_its_digest() {
        let mut register = Register::default();
        register.put(record(&organization::KIND, organization::ID, &[("scope", "Lending")]));
        let digest = SCOPE.digest(Records::of(&register));
        let certificate = format!("C-1 | Body | | 2026-10-20 | 2029-10-19 | valid | {digest}");
        let declaration = format!("D-1 | 2026-10-20 | ana | | | {digest}");
        let rows = [("certificates", &*certificate), ("declarations", &*declaration)];
        let found_with = |scope| found(&[rows[0], rows[1], ("scope", scope)], &[]);
        assert_eq!(found_with("Lending"), []);
        assert_eq!(
            found_with("Lending and leasing"),
            [("AIMS-W894", Weight::Minor), ("AIMS-W891", Weight::Minor)]
        );
    }
}
