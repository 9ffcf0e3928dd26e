//! The tree of spans a text is read into.
//!
//! The tree holds byte ranges, not values: decoding happens on demand (in `decode`), and an edit needs to know
//! where a value stands more than what it is. It does not borrow the text, so that a caller can keep both together;
//! methods that need the text take it as an argument.

use std::ops::Range;

/// A range of byte offsets into the text a tree was read from.
pub type Span = Range<usize>;

/// The tree of a whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The one value of the text; whatever is around it is attributes, space and comments.
    pub root: Node,
}

/// One value of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where the value is, including its quotes or brackets and a struct's name.
    pub span: Span,
    /// What sort of value it is.
    pub kind: NodeKind,
}

/// The sorts of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Named fields in parentheses, with or without a name before them.
    Struct {
        /// The name before the parentheses, without `r#`.
        name: Option<Span>,
        /// The fields in the order of the text.
        fields: Vec<Entry>,
    },
    /// Values in parentheses; with a name it may also be an enum variant, and without items an empty struct.
    Tuple {
        /// The name before the parentheses, without `r#`.
        name: Option<Span>,
        /// The values in the order of the text.
        items: Vec<Node>,
    },
    /// Values in brackets.
    List(Vec<Node>),
    /// Pairs in braces.
    Map(Vec<(Node, Node)>),
    /// `Some(...)`.
    Some(Box<Node>),
    /// A string, plain or raw.
    Text,
    /// A byte string, plain or raw.
    Bytes,
    /// A character.
    Char,
    /// A number in any notation, including a byte literal.
    Number,
    /// `true` or `false`.
    Bool,
    /// A bare identifier: a unit variant or `None`.
    Word,
    /// `()`.
    Unit,
}

/// One field of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where the name is, without `r#`.
    pub name: Span,
    /// The field's value.
    pub value: Node,
}

impl Document {
    /// Returns the name of the top-level struct.
    pub fn name<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.root.name(text)
    }

    /// Returns the value of a top-level field.
    pub fn field(&self, text: &str, name: &str) -> Option<&Node> {
        self.root.field(text, name)
    }
}

impl Node {
    /// Returns the text of the value exactly as it is.
    pub fn source<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.clone()]
    }

    /// Returns the value inside `Some(...)`, or the value itself.
    pub fn inner(&self) -> &Node {
        let mut node = self;
        while let NodeKind::Some(value) = &node.kind {
            node = value;
        }
        node
    }

    /// Returns the name before a struct's or tuple's parentheses.
    pub fn name<'t>(&self, text: &'t str) -> Option<&'t str> {
        match &self.kind {
            NodeKind::Struct { name, .. } | NodeKind::Tuple { name, .. } => name.clone().map(|name| &text[name]),
            _ => None,
        }
    }

    /// Returns the fields of a struct; an empty slice for parentheses with nothing in them.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            NodeKind::Struct { fields, .. } => Some(fields),
            NodeKind::Tuple { items, .. } if items.is_empty() => Some(&[]),
            NodeKind::Unit => Some(&[]),
            _ => None,
        }
    }

    /// Returns the names and values of a struct's fields; nothing if the value is not a struct.
    pub fn fields<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'t str, &Node)> {
        self.entries()
            .unwrap_or_default()
            .iter()
            .map(|entry| (&text[entry.name.clone()], &entry.value))
    }

    /// Returns the value of one field of a struct.
    pub fn field(&self, text: &str, name: &str) -> Option<&Node> {
        self.fields(text)
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value)
    }

    /// Returns the items of a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::List(items) => Some(items),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::text::parse;

    #[test]
    fn fields_items_and_names_are_reached() {
        let text = "Risk(id: \"a\", r#type: Some(Some([1, 2])), at: (1, 2))";
        let document = parse(text).unwrap();
        assert_eq!(document.name(text), Some("Risk"));
        let names: Vec<_> = document.root.fields(text).map(|(name, _)| name).collect();
        assert_eq!(names, ["id", "type", "at"]);
        let listed = document.field(text, "type").unwrap().inner();
        assert_eq!(
            listed
                .list()
                .unwrap()
                .iter()
                .map(|item| item.source(text))
                .collect::<Vec<_>>(),
            ["1", "2"]
        );
        let at = &document.field(text, "at").unwrap().kind;
        assert!(matches!(at, NodeKind::Tuple { items, .. } if items.len() == 2));
        assert_eq!(document.field(text, "absent"), None);
    }

    #[test]
    fn empty_parentheses_are_an_empty_struct() {
        for text in ["R()", "R( /* later */ )", "()"] {
            assert_eq!(parse(text).unwrap().root.entries(), Some([].as_slice()), "{text}");
        }
        assert_eq!(parse("5").unwrap().root.entries(), None);
    }
}
