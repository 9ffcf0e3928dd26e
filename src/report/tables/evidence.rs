//! The evidence that a document cites.

use crate::domain::kinds::evidence;
use crate::domain::record::Record;
use crate::domain::record::id::Id;
use crate::report::document::table::{Cell, Width};
use crate::report::document::text::Inline;
use crate::report::making::{Asked, Making};

/// Returns what supports a record or a clause, a line each: title, until when, how it stands. What was retired supports nothing.
pub fn supporting(making: &mut Making<'_>, id: &Id) -> Vec<Vec<Inline>> {
    let register = making.register();
    let supports = |piece: &&Record| piece.get(evidence::SUPPORTS).contains(&id) && !piece.is_retired();
    let pieces: Vec<_> = register.linked_of(&evidence::KIND, id).filter(supports).collect();
    let mut lines = Vec::new();
    for piece in pieces {
        making.cite(piece.id());
        let standing = making.choice(evidence::standing(register, piece, making.today()));
        let mut parts = vec![Inline::text(&format!("{}; ", piece.title()))];
        if let Some(until) = evidence::valid_until(piece) {
            parts.extend([
                Inline::text(&format!("{} ", making.say("part.until"))),
                Inline::Day(until),
            ]);
            parts.push(Inline::text(", "));
        }
        parts.push(Inline::text(standing));
        lines.push(parts);
    }
    lines
}

/// Adds the pieces that were cited, in the order of their ids.
pub fn cited(making: &mut Making<'_>) {
    making.section("evidence.cited");
    let pieces: Vec<_> = making
        .cited()
        .filter_map(|id| making.register().get(id.as_str()))
        .collect();
    if pieces.is_empty() {
        return making.nothing("evidence.none");
    }
    let mut rows = Vec::new();
    for piece in pieces {
        let form = match piece.get(evidence::FORM) {
            Some(form) => Cell::text(making.choice(form)),
            None => making.empty(piece, "evidence.form"),
        };
        let shows = piece.get(evidence::SUPPORTS).into_iter().map(ToString::to_string);
        let shows: Vec<_> = shows.collect();
        let standing = evidence::standing(making.register(), piece, making.today());
        rows.push(vec![
            making.id_of(piece),
            Cell::text(piece.title()),
            form,
            making.text_of(piece, "evidence.shows", &shows.join(", ")),
            making.day_of(piece, "evidence.until", evidence::valid_until(piece)),
            Cell::text(making.choice(standing)),
            making.person_of(piece, "field.owner", piece.owner()),
            making.text_of(piece, "evidence.location", piece.get(evidence::LOCATION)),
        ]);
    }
    making.table(Asked {
        caption: making.say("evidence.cited"),
        columns: &[
            ("col.id", Width::Narrow),
            ("evidence.evidence", Width::Plain),
            ("evidence.form", Width::Plain),
            ("evidence.shows", Width::Wide),
            ("evidence.until", Width::Narrow),
            ("evidence.standing", Width::Narrow),
            ("field.owner", Width::Plain),
            ("evidence.location", Width::Wide),
        ],
        rows,
        note: making.say("evidence.note"),
    });
}
