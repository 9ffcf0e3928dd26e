//! Folded text: lower case, without diacritics, with plain spaces, hyphens and apostrophes. Texts are compared folded.

use unicode_normalization::UnicodeNormalization;

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

/// Returns every way in which a text is written without diacritics, folded, the usual one first: `Müller` is `mueller` and
/// `muller`, `Øberg` is `oberg` and `oeberg`, `Åsa` is `asa` and `aasa`.
pub fn spellings(text: &str) -> Vec<String> {
    let usual = folded(text);
    if text.is_ascii() {
        return vec![usual];
    }
    let mut all = vec![String::new()];
    let letters = text.chars().flat_map(char::to_lowercase).nfc();
    for letter in letters {
        let ways = match letter {
            'ä' | 'æ' => ["ae", "a"],
            'ö' | 'œ' => ["oe", "o"],
            'ü' => ["ue", "u"],
            'å' => ["a", "aa"],
            'ø' => ["o", "oe"],
            'đ' | 'ð' => ["d", "dj"],
            'þ' => ["th", "t"],
            letter => {
                let plain = folded(letter.encode_utf8(&mut [0; 4]));
                for text in &mut all {
                    text.push_str(&plain);
                }
                continue;
            }
        };
        if all.len() < MOST_SPELLINGS {
            let (first, second): (Vec<_>, Vec<_>) = all
                .into_iter()
                .map(|text| (format!("{text}{}", ways[0]), format!("{text}{}", ways[1])))
                .unzip();
            all = first.into_iter().chain(second).collect();
        } else {
            for text in &mut all {
                text.push_str(ways[0]);
            }
        }
    }
    all.retain(|text| *text != usual);
    all.insert(0, usual);
    all
}

/// How many ways a text is written at most.
const MOST_SPELLINGS: usize = 32;

/// Folds a letter with a Latin diacritic to its plain letters.
pub fn plain(c: char) -> impl Iterator<Item = char> {
    let plain: &str = match c {
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'Á' | 'À' | 'Â' | 'Ã' | 'Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'ä' | 'æ' => "ae",
        'Ä' | 'Æ' => "Ae",
        'ç' | 'ć' | 'č' | 'ċ' => "c",
        'Ç' | 'Ć' | 'Č' | 'Ċ' => "C",
        'ď' | 'đ' | 'ð' => "d",
        'Ď' | 'Đ' | 'Ð' => "D",
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'ė' => "e",
        'É' | 'È' | 'Ê' | 'Ë' | 'Ē' | 'Ę' | 'Ě' | 'Ė' => "E",
        'ğ' | 'ģ' | 'ġ' => "g",
        'Ğ' | 'Ģ' | 'Ġ' => "G",
        'ħ' => "h",
        'Ħ' => "H",
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'Í' | 'Ì' | 'Î' | 'Ï' | 'Ī' | 'Į' | 'İ' => "I",
        'ķ' => "k",
        'Ķ' => "K",
        'ł' | 'ļ' | 'ľ' | 'ĺ' => "l",
        'Ł' | 'Ļ' | 'Ľ' | 'Ĺ' => "L",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'Ñ' | 'Ń' | 'Ň' | 'Ņ' => "N",
        'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ø' | 'ő' => "o",
        'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ō' | 'Ø' | 'Ő' => "O",
        'ö' | 'œ' => "oe",
        'Ö' | 'Œ' => "Oe",
        'ř' | 'ŕ' => "r",
        'Ř' | 'Ŕ' => "R",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'Ť' | 'Ţ' | 'Ț' => "T",
        'þ' => "th",
        'Þ' => "Th",
        'ú' | 'ù' | 'û' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'Ú' | 'Ù' | 'Û' | 'Ū' | 'Ů' | 'Ű' | 'Ų' => "U",
        'ü' => "ue",
        'Ü' => "Ue",
        'ý' | 'ÿ' => "y",
        'Ý' => "Y",
        'ź' | 'ž' | 'ż' => "z",
        'Ź' | 'Ž' | 'Ż' => "Z",
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

    #[test]
    fn names_are_written_without_diacritics_in_more_than_one_way() {
        for (name, ways) in [
            (
                "Jörg Müller",
                &["joerg mueller", "jorg muller", "joerg muller", "jorg mueller"][..],
            ),
            ("Jo\u{308}rg", &["joerg", "jorg"]),
            ("Åsa Öberg", &["asa oeberg", "asa oberg", "aasa oberg", "aasa oeberg"]),
            ("A\u{30a}sa", &["asa", "aasa"]),
            ("Ødegård", &["odegard", "oedegaard", "odegaard", "oedegard"]),
            ("Weiß", &["weiss"]),
            ("Łukasz Çelik İnan", &["lukasz celik inan"]),
            ("Æther", &["aether", "ather"]),
        ] {
            let all = spellings(name);
            assert_eq!(all[0], folded(name));
            assert!(
                ways.iter().all(|way| all.iter().any(|one| one == way)),
                "{name}: {all:?}"
            );
            assert_eq!(all.len(), ways.len(), "{name}: {all:?}");
        }
        assert_eq!(spellings(&"ö".repeat(40)).len(), MOST_SPELLINGS);
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
