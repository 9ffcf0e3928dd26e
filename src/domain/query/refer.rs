//! From the value of a term to the records and catalogue entries it names.

use std::collections::HashSet;

use crate::domain::catalogue::Vocabulary;
use crate::domain::fold::folded;
use crate::domain::kinds::control;
use crate::domain::query::Test;
use crate::domain::query::check::{Check, under};
use crate::domain::query::compile::Compiler;
use crate::domain::query::lex::Operator;
use crate::domain::query::names;
use crate::domain::query::names::Source;
use crate::domain::query::read;
use crate::domain::query::read::Misfit;
use crate::domain::record::field::{Kind, Shape};
use crate::domain::record::id::Id;
use crate::domain::search::nearest;

/// How many records are looked through while a filter is compiled, to know which ones a value names and whether it
/// names any; of more than these each reference is asked when it is met.
const FEW: usize = 2_000;

impl Compiler<'_> {
    /// Returns the tests for what the record refers to, or for what refers to it where it cannot.
    pub(super) fn references(
        &self,
        sources: &[Source],
        kind: Option<&'static Kind>,
        operator: Operator,
        text: &str,
    ) -> Result<Vec<Test>, Misfit> {
        let (shape, label) = match kind {
            Some(kind) => (Shape::Many(std::slice::from_ref(&kind.name)), kind.name),
            None => (Shape::Terms(Vocabulary::Requirements), "Clause"),
        };
        let check = self.reference(shape, label, operator, text)?;
        let Some(kind) = kind else {
            return Ok(sources
                .iter()
                .map(|source| Test::Value(*source, check.clone()))
                .collect());
        };
        if sources.is_empty() {
            return Ok(vec![Test::Linked(kind, check)]);
        }
        // A field for records of any kind says little; what refers to the record from a field of its own says more.
        let any = |source: &Source| matches!(source.shape(self.kind), Shape::One([]) | Shape::Many([]));
        let both = kind != self.kind && sources.iter().all(any) && names::can_refer(kind, self.kind);
        let linked = both.then(|| Test::Linked(kind, check.clone()));
        let asked = |source: &Source| {
            let only = matches!(check, Check::Among(_))
                || matches!(source.shape(self.kind), Shape::One([_]) | Shape::Many([_]))
                || *source == Source::Own;
            let check = if only {
                check.clone()
            } else {
                Check::Of(kind, Box::new(check.clone()))
            };
            Test::Value(*source, check)
        };
        Ok(sources.iter().map(asked).chain(linked).collect())
    }

    /// Reads a value that names what is referred to: by id, or by a part of an id or title.
    pub(super) fn reference(&self, shape: Shape, label: &str, operator: Operator, text: &str) -> Result<Check, Misfit> {
        if operator.compares() {
            return Err(read::no_order(label, operator));
        }
        let known = self.referable(shape);
        // The beginning of ids up to a dot means all of them: `A` is Annex A and no letter of a title.
        let begins_terms = || {
            let mut known = known.iter().flatten().filter(|_| matches!(shape, Shape::Terms(_)));
            known.any(|id| under(text).holds_for_text(id.as_str()))
        };
        let check = if operator == Operator::Exactly {
            Check::Equals(folded(text).into())
        } else if self.is_id(text) || begins_terms() {
            under(text)
        } else {
            Check::Mentions(folded(text).into())
        };
        let Some(known) = known else {
            return Ok(check);
        };
        let dangling = Some(Id::new(text)).filter(|id| self.register.index().links_to(id).next().is_some());
        let meant = known.iter().filter(|id| check.holds_for_id(id, self.register)).cloned();
        let meant: HashSet<_> = meant.chain(dangling).collect();
        if meant.is_empty() {
            let sentence = format!(
                "Nothing that {} can be has `{text}` in its id or title.",
                label.to_lowercase()
            );
            return Err(Misfit::Value(sentence, nearest(text, known.iter().map(Id::as_str))));
        }
        Ok(if matches!(shape, Shape::Terms(_)) {
            check
        } else {
            Check::Among(meant)
        })
    }

    /// Tells whether a text is an id, so that it does not mean a part of a title.
    fn is_id(&self, text: &str) -> bool {
        let known = |id: &str| self.register.get(id).is_some() || self.register.catalogue().title(id).is_some();
        let text = text.trim_end_matches('.');
        let number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        number || known(text) || known(&text.to_ascii_uppercase())
    }

    /// Returns what a field of a shape can refer to, unless it is too much to look through.
    fn referable(&self, shape: Shape) -> Option<Vec<Id>> {
        match shape {
            Shape::Terms(vocabulary) => {
                let terms = self.register.catalogue().terms(vocabulary);
                let mut ids: Vec<_> = terms.into_iter().map(|(id, _)| Id::new(id)).collect();
                if vocabulary == Vocabulary::Requirements {
                    ids.extend(self.register.of(&control::KIND).map(|own| own.id().clone()));
                }
                Some(ids)
            }
            Shape::One(kinds) | Shape::Many(kinds) if !kinds.is_empty() => {
                let kinds: Vec<_> = kinds.iter().filter_map(|name| self.register.kind(name)).collect();
                let few = kinds.iter().map(|kind| self.register.count(kind)).sum::<usize>() <= FEW;
                let ids = kinds
                    .iter()
                    .flat_map(|kind| self.register.of(kind))
                    .map(|record| record.id().clone());
                few.then(|| ids.collect())
            }
            _ => None,
        }
    }
}
