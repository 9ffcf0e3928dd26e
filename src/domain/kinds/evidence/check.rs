//! Check rules of evidence: expiry, and files that are gone or changed.

use crate::domain::kinds::evidence;
use crate::domain::record::check::{Class, Phase, Rule, at, nothing};
use crate::domain::record::rules::Example;
use crate::domain::register::Register;
use crate::domain::register::observed::{self, Fact, Place};

/// The check rules of evidence.
pub static RULES: &[&Rule] = &[&EXPIRED, &GONE, &CHANGED, &SUPPORTS_NOTHING];

const MINUTES: Example = Example::of("E-00000", "title: Minutes; location: docs/minutes.md; supports: 4.1");

static EXPIRED: Rule = Rule {
    code: "AIMS-E301",
    name: "evidence-expired",
    sentence: "It holds no longer.",
    clauses: &["7.5.3"],
    class: Class::ADVICE.in_phase(Phase::Done),
    why: "What it supports may now be shown by nothing.",
    mend: "Replace it, or look at it again and say until when it holds.",
    raise: |asked| {
        let Some(until) = evidence::valid_until(asked.record).filter(|until| *until < asked.today) else {
            return nothing();
        };
        let field = if asked.record.get(evidence::EXPIRES).is_some() {
            "expires"
        } else {
            "every"
        };
        at(field, format!("It holds no longer since {until}.")).into()
    },
    example: MINUTES
        .before("title: Minutes; location: docs/minutes.md; supports: 4.1; expires: -1w")
        .change("expires: +1m"),
    ..Rule::PLAIN
};

static GONE: Rule = Rule {
    code: "AIMS-E302",
    name: "evidence-gone",
    sentence: "Its file is not there, or it is not said where it is.",
    clauses: &["7.5.3"],
    class: Class::S_DONE,
    why: "An auditor who asks for it gets nothing.",
    mend: "Put the file back, or say where it is.",
    raise: |asked| {
        if asked.record.lacks(evidence::LOCATION.index()) {
            return at("location", "It is not said where it is.").into();
        }
        if !evidence::is_gone(asked.register, asked.record) {
            return nothing();
        }
        at("location", gone(asked.register, asked.record.get(evidence::LOCATION))).into()
    },
    ..Rule::PLAIN
};

/// The file of a piece of evidence is another one than was attached.
pub static CHANGED: Rule = Rule {
    code: "AIMS-E303",
    name: "evidence-changed",
    sentence: "Its file is another one than was attached.",
    clauses: &["7.5.3"],
    why: "It may no longer show what it was attached for.",
    mend: "Look at the file and confirm it, or put the old one back.",
    raise: |asked| {
        if !evidence::has_changed(asked.register, asked.record) {
            return nothing();
        }
        let seen = asked
            .record
            .get(evidence::SEEN)
            .or(asked.record.get(evidence::EFFECTIVE));
        let sentence = match seen {
            Some(day) => format!("The file's content differs from the one looked at on {day}."),
            None => "The file's content differs from the one attached.".to_owned(),
        };
        at("hash", sentence).into()
    },
    ..Rule::PLAIN
};

static SUPPORTS_NOTHING: Rule = Rule {
    code: "AIMS-W301",
    name: "evidence-supports-nothing",
    sentence: "It supports no record.",
    class: Class::ADVICE_REGISTER,
    why: "Nobody who looks for what it shows will find it.",
    mend: "Name the records that it supports.",
    raise: |asked| {
        if !asked.record.get(evidence::SUPPORTS).is_empty() {
            return nothing();
        }
        at("supports", "It supports no record.").into()
    },
    example: MINUTES
        .before("title: Minutes; location: docs/minutes.md")
        .change("supports: 4.1"),
    ..Rule::PLAIN
};

/// Says why nothing is to be found where a record points at.
pub(in crate::domain::kinds) fn gone(register: &Register, location: &str) -> String {
    match (observed::place(location), register.observed().at(location)) {
        (Place::Nowhere, _) => format!("`{location}` names no place where it could be found."),
        (_, Some(Fact::Refused { why })) => format!("The file {location} is not read: {why}."),
        _ => format!("There is no file {location} in the repository."),
    }
}
