//! Choices that several kinds use.

use crate::domain::record::choice::choices;

choices! {
    /// An answer that can also be missing, unlike a flag, which says no then.
    YesNo {
        Yes "yes", "y", "true";
        No "no", "n", "false";
    }
}

choices! {
    /// Whether something works on, or holds, data about persons.
    Personal {
        NotPersonal "no personal data", "no", "none", "not personal", "false";
        Personal "personal data", "yes", "true", "PII";
        Special "special categories", "special", "sensitive", "special categories of personal data";
    }
}
