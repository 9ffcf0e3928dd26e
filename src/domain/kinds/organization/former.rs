//! What the organization said of the AI policy in format 1, and where it is now: with the document that is the policy.

use crate::domain::kinds::approval::{self, Said};
use crate::domain::kinds::document;
use crate::domain::record::field::{Field, Shape};
use crate::domain::record::id::Id;
use crate::domain::record::moves::{Moves, Wins};
use crate::domain::record::typed::{Day, Handle, Line, Whole};
use crate::domain::record::value::Value;

/// The format of the files, while it is an older one, and the four fields of the AI policy.
pub(super) const FIELDS: &[Field] = &[
    field("format", "Format", Shape::Whole),
    field("policy", "AI policy", Shape::Line),
    field("policy_approved_by", "Policy approved by", Shape::Person),
    field("policy_approved", "Policy approved", Shape::Day),
    field("policy_review", "Policy review", Shape::Day),
];

const FORMAT: Handle<Whole> = at(0);
const LOCATION: Handle<Line> = at(1);
const BY: Handle<Line> = at(2);
const ON: Handle<Day> = at(3);
const REVIEW: Handle<Day> = at(4);

/// The document by which a control asks for the policy that a clause asks for as well.
const OF_CONTROL: &str = "A.2.2/d1";

const fn field(name: &'static str, label: &'static str, shape: Shape) -> Field {
    Field {
        name,
        label,
        help: "Of the AI policy, which is the document 5.2/d1.",
        shape,
        marks: &[],
    }
}

const fn at<T>(nth: usize) -> Handle<T> {
    Handle::at("organization", super::KIND.former_position(nth))
}

/// Moves what the organization says of the AI policy to the document that is the policy.
pub(super) fn moved(moves: &mut Moves<'_>, id: &Id) {
    let is_older = !moves.take(id, FORMAT).is_empty();
    let (location, by) = (moves.take(id, LOCATION), moves.take(id, BY));
    let (on, review) = (moves.take(id, ON), moves.take(id, REVIEW));
    let policy = Id::new(document::POLICY);
    // What the document itself said in the older format comes first.
    if moves.wins == Wins::Standing {
        (document::KIND.move_former)(moves, &policy);
    }
    moves.bring(&policy, document::LOCATION, location, "AI policy of the organization");
    let said = Said {
        version: String::new(),
        on: on.as_date(),
        by: by.as_text().unwrap_or_default().to_owned(),
    };
    approval::bring(moves, &policy, document::APPROVALS, &said, "Policy approved");
    moves.bring(&policy, document::REVIEW, review, "Policy review");
    if is_older {
        is_part(moves, &policy);
    }
}

/// What a control asks for is the policy, unless it was said to be another document.
fn is_part(moves: &mut Moves<'_>, policy: &Id) {
    let location = |moves: &Moves<'_>, id: &str| {
        let record = moves.record(id)?;
        Some(record.get(document::LOCATION).to_owned())
    };
    let of_policy = location(moves, document::POLICY).unwrap_or_default();
    let own = location(moves, OF_CONTROL);
    let is_own = |own: &String| !own.is_empty() && *own != of_policy;
    let is_said = moves
        .record(OF_CONTROL)
        .is_some_and(|record| !record.get(document::NOT_NEEDED).is_empty() || record.get(document::PART_OF).is_some());
    if of_policy.is_empty() || own.as_ref().is_none_or(is_own) || is_said {
        return;
    }
    moves.change(&Id::new(OF_CONTROL), |record| {
        // Both fit their fields.
        let _ = record.put(document::LOCATION.index(), Value::Empty);
        let _ = record.put(document::PART_OF.index(), Value::Reference(policy.clone()));
    });
}
