//! Where a literal ends, and what its escapes mean.
//!
//! The same walk over escapes serves the parser, which only checks them, and the decoder, which collects them, so the
//! two cannot disagree.

use serde::de::IgnoredAny;

/// Which escapes a literal allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    /// A string: a character may be spelled as several `\x` bytes, and `\` at a line's end continues the line.
    Text,
    /// A byte string: `\x` is any byte.
    Bytes,
    /// A character: one `\x` is one ASCII character.
    Char,
    /// A byte literal: no characters beyond a byte.
    Byte,
}

/// Why a literal has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The closing quote is missing.
    Unclosed,
    /// The escape at this offset means nothing.
    Escape(usize),
}

/// What one escape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escaped {
    /// A line continuation.
    Nothing,
    /// A character.
    Char(char),
    /// A byte, in byte strings only.
    Byte(u8),
}

/// Returns what the escape at `at` (its backslash) stands for, and the offset behind it.
pub(super) fn escape(text: &str, at: usize, flavour: Flavour) -> Result<(Escaped, usize), Fault> {
    let bytes = text.as_bytes();
    let fault = Fault::Escape(at);
    let character = match bytes.get(at + 1).ok_or(Fault::Unclosed)? {
        b'\'' => '\'',
        b'"' => '"',
        b'\\' => '\\',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'0' => '\0',
        b'x' => return hexadecimal(bytes, at, flavour),
        b'u' if flavour != Flavour::Byte => {
            let digits = text[at + 2..].strip_prefix('{').ok_or(fault)?;
            let len = digits.bytes().take(7).take_while(u8::is_ascii_hexdigit).count();
            if !(1..=6).contains(&len) || digits.as_bytes().get(len) != Some(&b'}') {
                return Err(fault);
            }
            let code = u32::from_str_radix(&digits[..len], 16).map_err(|_| fault)?;
            return Ok((Escaped::Char(char::from_u32(code).ok_or(fault)?), at + 2 + len + 2));
        }
        b'\r' | b'\n' if matches!(flavour, Flavour::Text | Flavour::Bytes) => {
            let line_end = if bytes[at + 1..].starts_with(b"\r\n") { 2 } else { 1 };
            if bytes[at + line_end] != b'\n' {
                return Err(fault);
            }
            let next = at + 1 + line_end;
            let indent = bytes[next..]
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
                .count();
            return Ok((Escaped::Nothing, next + indent));
        }
        _ => return Err(fault),
    };
    Ok((Escaped::Char(character), at + 2))
}

/// Returns what one `\x` escape, or a run of them that spells one character, stands for.
fn hexadecimal(bytes: &[u8], at: usize, flavour: Flavour) -> Result<(Escaped, usize), Fault> {
    let mut units = [0_u8; 4];
    let longest = if flavour == Flavour::Text { 4 } else { 1 };
    for count in 0..longest {
        let from = at + 4 * count;
        let digits = bytes
            .get(from..from + 4)
            .and_then(|unit| unit.strip_prefix(b"\\x"))
            .ok_or(Fault::Escape(at))?;
        units[count] = digits.iter().try_fold(0, |unit, digit| {
            let value = char::from(*digit).to_digit(16).ok_or(Fault::Escape(at))?;
            Ok(unit << 4 | value as u8)
        })?;
        if matches!(flavour, Flavour::Bytes | Flavour::Byte) {
            return Ok((Escaped::Byte(units[0]), from + 4));
        }
        if let Some(character) = std::str::from_utf8(&units[..=count])
            .ok()
            .and_then(|unit| unit.chars().next())
        {
            return Ok((Escaped::Char(character), from + 4));
        }
    }
    Err(Fault::Escape(at))
}

/// Returns the offset behind the closing quote of a plain string whose content starts at `from`.
pub(super) fn plain_end(text: &str, from: usize, flavour: Flavour) -> Result<usize, Fault> {
    let quote = from + text[from..].find('"').ok_or(Fault::Unclosed)?;
    let Some(escaped) = text[from..quote].find('\\') else {
        return Ok(quote + 1);
    };
    let mut at = from + escaped;
    loop {
        (_, at) = escape(text, at, flavour)?;
        let rest = text.as_bytes().get(at..).ok_or(Fault::Unclosed)?;
        at += rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\'))
            .ok_or(Fault::Unclosed)?;
        if text.as_bytes()[at] == b'"' {
            return Ok(at + 1);
        }
    }
}

/// Returns the offset behind a raw string whose hashes or opening quote start at `from`; `None` if no quote follows.
pub(super) fn raw_end(text: &str, from: usize) -> Option<Result<usize, Fault>> {
    let hashes = count_hashes(&text[from..]);
    let mut at = from + hashes;
    text[at..].starts_with('"').then_some(())?;
    loop {
        at += 1;
        let Some(quote) = text[at..].find('"') else {
            return Some(Err(Fault::Unclosed));
        };
        at += quote;
        if count_hashes(&text[at + 1..]) >= hashes {
            return Some(Ok(at + 1 + hashes));
        }
    }
}

/// Returns the number of hashes a text starts with.
pub(super) fn count_hashes(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'#').count()
}

/// Returns the offset behind the character or byte literal whose content starts at `from`.
pub(super) fn char_end(text: &str, from: usize, flavour: Flavour) -> Result<usize, Fault> {
    let character = text[from..].chars().next().ok_or(Fault::Unclosed)?;
    let end = if character == '\\' {
        escape(text, from, flavour)?.1
    } else if flavour == Flavour::Byte && !character.is_ascii() {
        return Err(Fault::Unclosed);
    } else {
        from + character.len_utf8()
    };
    if text[end..].starts_with('\'') {
        Ok(end + 1)
    } else {
        Err(Fault::Unclosed)
    }
}

/// The most digits that are certainly in the range of an `i64`.
const SAFE_DIGITS: usize = 18;

/// Returns the length of the number a text starts with, or `None` if it is not one.
///
/// The notations are many and their borders odd (`1_000`, `0x1f_u8`, `-inff32`); the common one is recognised here and
/// the others are judged by `ron` itself. Ranges are numbers to `ron` and are refused: a record has none.
pub(super) fn number_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let digits = bytes[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let plain = sign + digits;
    let more = bytes[plain..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-'))
        .count();
    if more == 0 && (1..=SAFE_DIGITS).contains(&digits) {
        return Some(plain);
    }
    let token = &text[..plain + more];
    (!token.contains("..") && ron::from_str::<IgnoredAny>(token).is_ok()).then_some(token.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_end_at_their_own_quote() {
        assert_eq!(plain_end(r#"a" b""#, 0, Flavour::Text), Ok(2));
        assert_eq!(plain_end(r#"a\"b" "#, 0, Flavour::Text), Ok(5));
        assert_eq!(plain_end("a\\\r\n   b\"", 0, Flavour::Text), Ok(9));
        assert_eq!(plain_end(r"a\", 0, Flavour::Text), Err(Fault::Unclosed));
        assert_eq!(plain_end(r#"a\q""#, 0, Flavour::Text), Err(Fault::Escape(1)));
        assert_eq!(raw_end(r###"##"a"#b"##,"###, 0), Some(Ok(10)));
        assert_eq!(raw_end("#x", 0), None);
        assert_eq!(raw_end("#\"x\"", 0), Some(Err(Fault::Unclosed)));
    }

    #[test]
    fn hexadecimal_bytes_spell_characters() {
        assert_eq!(escape(r"\xc3\xa4", 0, Flavour::Text), Ok((Escaped::Char('ä'), 8)));
        assert_eq!(escape(r"\xc3", 0, Flavour::Bytes), Ok((Escaped::Byte(0xc3), 4)));
        assert_eq!(escape(r"\xc3\xa4", 0, Flavour::Char), Err(Fault::Escape(0)));
        assert_eq!(escape(r"\u{1F600}", 0, Flavour::Text), Ok((Escaped::Char('😀'), 9)));
        for bad in [
            r"\u{}",
            r"\u{1234567}",
            r"\u{d800}",
            r"\u41",
            r"\xg1",
            r"\u{+1}",
            "\\\r",
        ] {
            assert!(escape(bad, 0, Flavour::Text).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_in_every_notation() {
        for good in [
            "0", "-12", "+7", "0x1F", "0b1_0", "0o17", "1_000", "1.5", "-.5", "1e-9", "-inf", "5u8", "2.0f32",
        ] {
            assert_eq!(number_len(good), Some(good.len()), "{good}");
        }
        for bad in ["1..2", "-", "0x", "1a", "5u7", "1__.e", "256u8", "+-1"] {
            assert_eq!(number_len(bad), None, "{bad}");
        }
        assert_eq!(number_len("12, 5"), Some(2));
    }
}
