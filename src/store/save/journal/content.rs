//! What a file holds or is to hold.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::record::Record;

use crate::store::codec;

/// What a file holds or is to hold.
///
/// An import makes the files of many records at once. Their texts together take more room than all else, so the text of
/// a record that is written whole is made from the record each time that it is needed.
#[derive(Debug, Clone)]
pub enum Content {
    /// A text.
    Text(String),
    /// What this program writes for a record.
    Record(Arc<Record>),
}

impl Content {
    /// Returns the text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Record(record) => Cow::Owned(codec::write(record)),
        }
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Record(one), Self::Record(other)) if Arc::ptr_eq(one, other) => true,
            _ => self.text() == other.text(),
        }
    }
}

impl Eq for Content {}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::Text)
    }
}
