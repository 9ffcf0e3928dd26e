//! Clauses and controls as registers cite them: `A4.5`, `Annex A.5.2`, `42001:A.6.2.6`, `ISO 27001 A.8.2`.

/// What a text cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cited {
    /// What may be an id of ISO/IEC 42001.
    Ours(String),
    /// Something of another standard, by its name.
    Foreign(String),
}

/// The number of the standard the register is about.
const OURS: &str = "42001";

/// Reads a citation; nothing when the text has not the form of one.
pub fn cited(text: &str) -> Option<Cited> {
    let text = text.replace('\u{a0}', " ");
    let mut rest = text.trim();
    if is_of_nist(rest) {
        return Some(Cited::Foreign("NIST SP 800-53".to_owned()));
    }
    let standard = standard(rest);
    if let Some((name, behind)) = &standard {
        if name != OURS {
            return Some(Cited::Foreign(name.clone()));
        }
        rest = behind;
    }
    for word in ["annex", "clause", "control", "section", "chapter", "§"] {
        if let Some(behind) = strip_word(rest, word) {
            rest = behind;
        }
    }
    let id = number(rest)?;
    Some(Cited::Ours(id))
}

/// Splits the name of a standard from the front: `ISO/IEC 27001:2022 A.8.2`, `27001:A.8.2`, `NIST AC-2`.
fn standard(text: &str) -> Option<(String, &str)> {
    let upper = text.to_uppercase();
    for name in [
        "NIST", "CIS", "SOC 2", "SOC2", "PCI", "GDPR", "COBIT", "DORA", "NIS2", "TISAX", "BSI",
    ] {
        let ends = upper.strip_prefix(name).map(|rest| rest.chars().next());
        if matches!(ends, Some(Some(c)) if !c.is_alphanumeric()) {
            return Some((name.to_owned(), ""));
        }
    }
    let mut rest = text;
    for word in ["iso", "/", "iec", "din", "en"] {
        rest = rest.trim_start();
        if rest
            .get(..word.len())
            .is_some_and(|front| front.eq_ignore_ascii_case(word))
        {
            rest = &rest[word.len()..];
        }
    }
    let rest = rest.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (name, behind) = rest.split_at(digits);
    // Most standards of ISO that are cited beside this one have five digits; a year has four.
    if name.len() != 5 && !(name.len() == 4 && rest.len() < text.trim().len()) {
        return None;
    }
    let year = behind.strip_prefix([':', '-']).filter(|behind| {
        let digits = behind.chars().take_while(char::is_ascii_digit).count();
        digits == 4
    });
    let behind = year.map_or(behind, |behind| &behind[4..]);
    Some((
        name.to_owned(),
        behind.trim_start_matches(|c: char| matches!(c, ':' | '-' | ',') || c.is_whitespace()),
    ))
}

/// The families of controls of NIST SP 800-53.
const FAMILIES: [&str; 20] = [
    "AC", "AT", "AU", "CA", "CM", "CP", "IA", "IR", "MA", "MP", "PE", "PL", "PM", "PS", "PT", "RA", "SA", "SC", "SI",
    "SR",
];

/// Whether a text is the id of a control of NIST SP 800-53, which hardly anybody names with it: `SI-10`, `AC-2(3)`.
fn is_of_nist(text: &str) -> bool {
    let Some((family, number)) = text.split_once('-') else {
        return false;
    };
    let number = number.split_once('(').map_or(number, |(number, _)| number).trim();
    let is_number = (1..=2).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    FAMILIES.contains(&family) && is_number
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let front = text.get(..word.len())?;
    let behind = &text[word.len()..];
    let ends = behind.starts_with(|c: char| !c.is_alphabetic());
    (front.eq_ignore_ascii_case(word) && ends).then(|| behind.trim_start())
}

/// Returns the number at the front, as ids have it: `A.4.5` of `A4.5 Tooling resources`, `6.1.2` of `6.1.2`.
fn number(text: &str) -> Option<String> {
    let is_annex = text.starts_with(['A', 'a']);
    let digits = if is_annex {
        text[1..].trim_start_matches(['.', '-', ' '])
    } else {
        text
    };
    let end = digits
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(digits.len());
    let (number, behind) = digits.split_at(end);
    let number = number.trim_end_matches('.');
    let is_number = number.split('.').all(|part| !part.is_empty() && part.len() <= 2) && number.contains('.');
    let is_alone =
        behind.is_empty() || behind.starts_with([' ', ':', '–', '.']) && !behind.contains([',', ';', '|', '\n']);
    (is_number && is_alone).then(|| {
        if is_annex {
            format!("A.{number}")
        } else {
            number.to_owned()
        }
    })
}

/// Whether ISO/IEC 27001:2022 has a control of this number as well, so that the number alone does not say which is meant.
pub fn is_ambiguous(id: &str) -> bool {
    // Its Annex A has 37 organizational, 8 people, 14 physical and 34 technological controls.
    let Some(number) = id.strip_prefix("A.") else {
        return false;
    };
    let parts: Option<Vec<u8>> = number.split('.').map(|part| part.parse().ok()).collect();
    let most = |domain| match domain {
        5 => 37,
        6 => 8,
        7 => 14,
        8 => 34,
        _ => 0,
    };
    matches!(parts.as_deref(), Some([domain, nth]) if (1..=most(*domain)).contains(nth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_read_as_registers_write_them() {
        for (text, id) in [
            ("A.6.2.4", "A.6.2.4"),
            ("A4.5", "A.4.5"),
            ("a 5.2", "A.5.2"),
            ("Annex A.5.2", "A.5.2"),
            ("A.4.6 Human resources", "A.4.6"),
            ("A.4.5\u{a0}", "A.4.5"),
            ("42001:A.5.2", "A.5.2"),
            ("ISO 42001 A.5.2", "A.5.2"),
            ("ISO/IEC 42001:2023 A.6.2.6", "A.6.2.6"),
            ("Clause 6.1.2", "6.1.2"),
            ("6.1.2 Risk assessment", "6.1.2"),
            ("ISO/IEC 42001 clause 9.2", "9.2"),
        ] {
            assert_eq!(cited(text), Some(Cited::Ours(id.to_owned())), "{text}");
        }
    }

    #[test]
    fn other_standards_are_told_apart() {
        for (text, name) in [
            ("ISO 27001 A.8.2", "27001"),
            ("27001:2022 A.5.15", "27001"),
            ("ISO/IEC 27701:2019 6.2", "27701"),
            ("NIST AC-2", "NIST"),
            ("AC-2(3)", "NIST SP 800-53"),
        ] {
            assert_eq!(cited(text), Some(Cited::Foreign(name.to_owned())), "{text}");
        }
        for text in [
            "AZ-2",
            "Access",
            "A",
            "4",
            "A.",
            "R-01",
            "Annex",
            "2026-01-01",
            "1.2.3.4x",
        ] {
            assert_eq!(cited(text), None, "{text}");
        }
        assert!(is_ambiguous("A.8.2") && !is_ambiguous("A.6.2.4") && !is_ambiguous("A.9.2") && !is_ambiguous("8.2"));
    }
}
