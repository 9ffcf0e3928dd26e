//! Folded text: lower case, without diacritics, with plain spaces, hyphens and apostrophes. Texts are compared folded.

/// Returns a text in lower case, without diacritics and with plain spaces, hyphens and apostrophes.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_folded(&mut out, text);
    out
}

pub(in crate::domain) fn push_folded(out: &mut String, text: &str) {
    if text.is_ascii() {
        out.extend(text.bytes().map(|byte| char::from(fold_byte(byte))));
    } else {
        fold_each(text, |_, c| out.push(c));
    }
}

/// Tells whether a text contains a folded text.
pub fn contains(text: &str, needle: &str) -> bool {
    if !text.is_ascii() {
        return folded(text).contains(needle);
    }
    let Some((first, rest)) = needle.as_bytes().split_first() else {
        return true;
    };
    let mut windows = text.as_bytes().windows(needle.len());
    windows.any(|window| {
        fold_byte(window[0]) == *first
            && window[1..]
                .iter()
                .zip(rest)
                .all(|(byte, wanted)| fold_byte(*byte) == *wanted)
    })
}

/// Tells whether a text is a folded text.
pub fn equals(text: &str, wanted: &str) -> bool {
    if text.is_ascii() {
        text.len() == wanted.len() && begins(text, wanted)
    } else {
        folded(text) == wanted
    }
}

/// Tells whether a text begins with a folded text.
pub fn begins(text: &str, wanted: &str) -> bool {
    if text.is_ascii() {
        let start = text.as_bytes().get(..wanted.len());
        start.is_some_and(|start| {
            start
                .iter()
                .zip(wanted.bytes())
                .all(|(byte, other)| fold_byte(*byte) == other)
        })
    } else {
        folded(text).starts_with(wanted)
    }
}

pub(in crate::domain) fn fold_byte(byte: u8) -> u8 {
    match byte {
        b'\t'..=b'\r' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}

/// Calls with every letter of the folded text and the position of the character it comes from.
///
/// A letter followed by a combining mark folds like the one character that means the same.
pub(in crate::domain) fn fold_each(text: &str, mut each: impl FnMut(usize, char)) {
    let mut base = ' ';
    for (nth, c) in text.chars().enumerate() {
        for c in c.to_lowercase() {
            let letter = match c {
                '\u{308}' if matches!(base, 'a' | 'o' | 'u') => 'e',
                '\u{300}'..='\u{36f}' => continue,
                '‘' | '’' => '\'',
                '‐' | '‑' | '–' | '—' => '-',
                c if c.is_whitespace() => ' ',
                c => c,
            };
            for plain in plain(letter) {
                each(nth, plain);
            }
            base = if c == '\u{308}' { ' ' } else { letter };
        }
    }
}

/// Folds a letter with a common Latin diacritic to its plain letters.
pub fn plain(c: char) -> impl Iterator<Item = char> {
    let plain: &str = match c {
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'Á' | 'À' | 'Â' | 'Ã' | 'Å' => "A",
        'ä' | 'æ' => "ae",
        'Ä' | 'Æ' => "Ae",
        'ç' | 'ć' | 'č' => "c",
        'Ç' | 'Č' => "C",
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'É' | 'È' | 'Ê' | 'Ë' => "E",
        'í' | 'ì' | 'î' | 'ï' | 'ī' => "i",
        'Í' | 'Ì' | 'Î' | 'Ï' => "I",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'Ñ' => "N",
        'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ø' => "o",
        'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ø' => "O",
        'ö' | 'œ' => "oe",
        'Ö' | 'Œ' => "Oe",
        'ř' => "r",
        'ś' | 'š' => "s",
        'Š' => "S",
        'ß' => "ss",
        'ú' | 'ù' | 'û' | 'ū' | 'ů' => "u",
        'Ú' | 'Ù' | 'Û' => "U",
        'ü' => "ue",
        'Ü' => "Ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        'Ž' => "Z",
        _ => "",
    };
    let own = plain.is_empty().then_some(c);
    own.into_iter().chain(plain.chars())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_diacritics_and_spaces_do_not_matter() {
        assert_eq!(folded("PRÜFUNG\u{a0}der Łódź’s"), "pruefung der lodz's");
        assert_eq!(folded("u\u{308}ber e\u{301}te\u{301}"), folded("über été"));
        assert!(contains("Zürich", "zuer") && contains("A\tB", "a b") && equals("Été", "ete") && !equals("abc", "ab"));
        assert!(begins("Hand-over", "hand-") && !begins("x", "xy"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn folding_agrees_with_itself(text in ".{0,20}", other in ".{0,4}") {
            let both = format!("{text}{other}");
            prop_assert_eq!(folded(&folded(&text)).len(), folded(&text).len());
            prop_assert!(!text.is_ascii() || contains(&both, &folded(&text)));
            prop_assert!(equals(&both, &folded(&both)));
        }
    }
}
