//! The posture, as the title line says it.

use crate::app::list::spec::View;
use crate::domain::kinds::organization::{self, Posture};

/// Returns the posture as the title line says it: `certification: stage 1 in 41 days`.
pub fn posture(view: View<'_>) -> String {
    let Some(record) = view.register.get(organization::ID) else {
        return String::new();
    };
    let audits = [
        (organization::STAGE_1, "stage 1"),
        (organization::STAGE_2, "stage 2"),
        (organization::SURVEILLANCE, "surveillance"),
    ];
    let next = audits
        .into_iter()
        .filter_map(|(field, what)| record.get(field).map(|day| (day, what)));
    let next = next.filter(|(day, _)| *day >= view.today).min();
    match (record.get(organization::POSTURE), next) {
        (Some(Posture::Certification), Some((day, what))) => {
            format!("certification: {what} in {} days", (day - view.today).num_days())
        }
        (Some(Posture::Certification), None) => "certification".to_owned(),
        (Some(Posture::Conformance), _) => "conformance (self-declared)".to_owned(),
        (None, _) => String::new(),
    }
}
