//! What the ids of entries of a catalogue look like.

/// What the id of a control looks like, for messages.
pub const CONTROL: &str = "a control such as A.6.2.5 or ORG-1";

fn is_dotted_number(text: &str) -> bool {
    text.len() <= 16
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_plain_number(text: &str) -> bool {
    is_dotted_number(text) && !text.contains('.')
}

/// Tells whether a text is the id of a question, `4.1/q1`.
pub fn is_question(text: &str) -> bool {
    text.split_once("/q")
        .is_some_and(|(clause, number)| is_dotted_number(clause) && is_plain_number(number))
}

/// Tells whether a text is the id of a document that a clause or control demands, `4.3/d1`, `A.2.2/d1`.
pub fn is_document(text: &str) -> bool {
    text.split_once("/d")
        .is_some_and(|(by, number)| (is_dotted_number(by) || is_control(by)) && is_plain_number(number))
}

/// Tells whether a text is the id of a control, `A.6.2.5`, `ORG-1`.
pub fn is_control(text: &str) -> bool {
    if text.len() > 24 {
        return false;
    }
    if let Some((prefix, number)) = text.split_once('-') {
        return is_prefix(prefix) && is_dotted_number(number);
    }
    text.split_once('.')
        .is_some_and(|(prefix, number)| is_prefix(prefix) && is_dotted_number(number))
}

fn is_prefix(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
