//! The posture, as the title line says it: what a certificate or a declaration says, else what is aimed at.

use chrono::NaiveDate;

use crate::app::list::spec::View;
use crate::domain::kinds::organization::check::certificate::Certificate;
use crate::domain::kinds::organization::check::declaration::declared;
use crate::domain::kinds::organization::{self, CertificateStatus, Declarations, Posture, external_audits};
use crate::domain::record::Record;
use crate::domain::record::choice::Choices;

/// Returns the posture as the title line says it: `certified until 2029-10-19 (Body), surveillance in 41 days`,
/// `conformance declared 2026-11-01 (carla)`, `certification: stage 1 in 41 days`.
pub fn posture(view: View<'_>) -> String {
    let Some(record) = view.register.get(organization::ID) else {
        return String::new();
    };
    let next = external_audits::next(view.register, view.today);
    let next = next.map(|(what, day)| format!("{what} in {} days", (day - view.today).num_days()));
    if let Some(certificate) = Certificate::newest(view.register) {
        let certified = certified(&certificate, view.today);
        return [Some(certified), next]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
    }
    let declared = declared(record).map(|on| match declarer(record, on) {
        "" => format!("conformance declared {on}"),
        by => format!("conformance declared {on} ({by})"),
    });
    match (record.get(organization::POSTURE), declared, next) {
        (Some(Posture::Certification), declared, Some(next)) => {
            let said = declared.unwrap_or_else(|| "certification".to_owned());
            format!("{said}: {next}")
        }
        (_, Some(declared), _) => declared,
        (Some(Posture::Certification), None, None) => "goal: certification".to_owned(),
        (Some(Posture::Conformance), None, _) => "goal: conformance, not declared".to_owned(),
        (None, None, _) => String::new(),
    }
}

/// Returns who declared conformance on a day.
fn declarer(organization: &Record, on: NaiveDate) -> &str {
    let rows = organization.get(organization::DECLARATIONS).into_iter();
    let mut of_day = rows.filter(|row| row.get(Declarations::ON) == Some(on));
    of_day.next().map(|row| row.get(Declarations::BY)).unwrap_or_default()
}

/// Says what a certificate says on a day.
fn certified(certificate: &Certificate<'_>, today: NaiveDate) -> String {
    let body = if certificate.body.is_empty() {
        String::new()
    } else {
        format!(" ({})", certificate.body)
    };
    match (certificate.status, certificate.expires) {
        (Some(status @ (CertificateStatus::Suspended | CertificateStatus::Withdrawn)), _) => {
            format!("certificate {}{body}", status.item().label)
        }
        (_, Some(day)) if day < today => format!("certificate ended {day}{body}"),
        (_, Some(day)) => format!("certified until {day}{body}"),
        (_, None) => format!("certified{body}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::admission::testing::{record, today};
    use crate::domain::register::Register;

    fn said(fields: &[(&str, &str)]) -> String {
        let mut register = Register::default();
        register.put(record(&organization::KIND, organization::ID, fields));
        posture(View {
            register: &register,
            today: today(),
        })
    }

    #[test]
    fn what_is_aimed_at_is_called_a_goal() {
        assert_eq!(said(&[("name", "Acme")]), "");
        assert_eq!(said(&[("posture", "conformance")]), "goal: conformance, not declared");
        assert_eq!(said(&[("posture", "certification")]), "goal: certification");
        let dated = [("posture", "certification"), ("stage_1", "2026-12-03")];
        assert_eq!(said(&dated), "certification: stage 1 in 10 days");
    }

    #[test]
    fn a_declaration_is_said_with_its_day_until_it_is_withdrawn() {
        let declared = ("declarations", "D-1 | 2026-11-01 | carla");
        assert_eq!(
            said(&[("posture", "conformance"), declared]),
            "conformance declared 2026-11-01 (carla)"
        );
        let on_the_way = [("posture", "certification"), ("stage_1", "2026-12-03"), declared];
        assert_eq!(
            said(&on_the_way),
            "conformance declared 2026-11-01 (carla): stage 1 in 10 days"
        );
        let withdrawn = ("declarations", "D-1 | 2026-11-01 | carla | | | | | | | 2026-11-10");
        assert_eq!(
            said(&[("posture", "conformance"), withdrawn]),
            "goal: conformance, not declared"
        );
    }

    #[test]
    fn the_newest_certificate_is_said_as_it_stands() {
        let with = |rows: &str| said(&[("posture", "certification"), ("certificates", rows)]);
        assert_eq!(
            with("C-1 | Body | | 2026-10-20 | 2029-10-19 | valid"),
            "certified until 2029-10-19 (Body)"
        );
        assert_eq!(
            with("C-1 | Body | | 2023-10-20 | 2026-10-19 | valid"),
            "certificate ended 2026-10-19 (Body)"
        );
        assert_eq!(
            with("C-1 | | | 2026-10-20 | 2029-10-19 | suspended"),
            "certificate suspended"
        );
        let dated = [
            ("posture", "certification"),
            ("certificates", "C-1 | | | 2026-10-20 | 2029-10-19 | valid"),
            ("surveillance", "2027-10-01"),
        ];
        assert_eq!(said(&dated), "certified until 2029-10-19, surveillance in 312 days");
    }
}
