//! Typical risks of AI systems to begin a register with; each becomes a draft that somebody judges and rewords.

use std::sync::OnceLock;

use serde::Deserialize;

const TEXT: &str = include_str!("../../../assets/starter-risks.ron");

/// A typical risk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Starter {
    /// Its key, which no other has.
    pub key: String,
    /// What happens to what.
    pub title: String,
    /// How it comes about and what follows.
    pub scenario: String,
    /// Where it comes from, by Annex C.3.
    pub sources: Vec<String>,
    /// The threats behind it, each with its edition where its taxonomy counts again with each.
    pub threats: Vec<String>,
    /// The objectives it touches, by Annex C.2.
    pub objectives: Vec<String>,
    /// Controls of Annex A that suggest themselves.
    pub controls: Vec<String>,
}

/// Returns the typical risks, in the order in which they are offered.
///
/// # Panics
///
/// Never: a test reads the asset.
pub fn starters() -> &'static [Starter] {
    static READ: OnceLock<Vec<Starter>> = OnceLock::new();
    READ.get_or_init(|| ron::from_str(TEXT).expect("a test reads the asset"))
}
