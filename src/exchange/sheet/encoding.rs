//! From the bytes of a text file to its characters.
//!
//! Spreadsheet programs save text in the encoding of their country and decade, and say which one only by a byte
//! order mark, if at all. The order of trust here: a byte order mark, what the user asked for, the NUL bytes of
//! UTF-16, UTF-8 that holds, and at last a guess by the letters of languages, which proves nothing.

use std::fmt;
use std::str::FromStr;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::exchange::sheet::tidy::Spots;

/// A character encoding, named by any label browsers know (`utf-8`, `windows-1252`, `macintosh`, `shift_jis`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl Charset {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);
    /// UTF-16, low byte first: what Excel calls "Unicode text".
    pub const UTF_16LE: Self = Self(UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(UTF_16BE);
    /// The western encoding of Windows.
    pub const WINDOWS_1252: Self = Self(WINDOWS_1252);

    /// Returns the name to show.
    pub fn name(self) -> &'static str {
        if self == Self::WINDOWS_1252 {
            "Windows-1252"
        } else {
            self.0.name()
        }
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An encoding name nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no encoding: write one such as `utf-8`, `utf-16le`, `windows-1252` or `macintosh`.")]
pub struct UnknownCharset(pub String);

impl FromStr for Charset {
    type Err = UnknownCharset;

    fn from_str(label: &str) -> Result<Self, UnknownCharset> {
        Encoding::for_label_no_replacement(label.trim().as_bytes())
            .map(Self)
            .ok_or_else(|| UnknownCharset(label.to_owned()))
    }
}

/// How an encoding was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The file begins with its byte order mark.
    Mark,
    /// The user asked for it.
    Asked,
    /// Every second byte of the beginning is NUL, as in UTF-16.
    Nuls,
    /// Every byte is valid in it.
    Valid,
    /// Most characters beyond ASCII are valid in it, some are not.
    Mostly,
    /// Nothing else fits, so it is an assumption.
    Assumed,
}

/// A text and what is known about how it was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Its encoding.
    pub charset: Charset,
    /// How the encoding was found.
    pub found: Found,
    /// The places that could not be decoded and became U+FFFD.
    pub replaced: Option<Spots>,
    /// U+FFFD that the file itself holds: characters lost before it was saved.
    pub lost: Option<Spots>,
    /// The places where the file itself holds two or three characters in place of one: text that was read in another
    /// encoding before it was saved.
    pub mojibake: Option<Spots>,
}

/// Decodes `bytes`, in the encoding `asked` for unless a byte order mark says otherwise.
pub fn decode(bytes: &[u8], asked: Option<Charset>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(&bytes[length..], Charset(encoding), Found::Mark);
    }
    if let Some(charset) = asked {
        return decode_as(bytes, charset, Found::Asked);
    }
    if let Some(charset) = by_nuls(bytes) {
        return decode_as(bytes, charset, Found::Nuls);
    }
    let (valid, broken) = evidence(bytes);
    match (valid, broken) {
        (_, 0) => decode_as(bytes, Charset::UTF_8, Found::Valid),
        // Windows-1252 text almost never happens to hold a valid sequence, so as many are not chance.
        (valid, broken) if valid >= broken => decode_as(bytes, Charset::UTF_8, Found::Mostly),
        _ => decode_as(bytes, guessed(bytes), Found::Assumed),
    }
}

/// Guesses an encoding by which letters stand beside each other; Windows-1252 where the guess does not hold either.
fn guessed(bytes: &[u8]) -> Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let (_, broken) = guess.decode_without_bom_handling(bytes);
    if broken { Charset::WINDOWS_1252 } else { Charset(guess) }
}

fn decode_as(bytes: &[u8], charset: Charset, found: Found) -> Decoded {
    let (text, replaced) = if charset == Charset::UTF_8 {
        decode_utf8(bytes)
    } else {
        let (text, broken) = charset.0.decode_without_bom_handling(bytes);
        let replaced = if broken { replacements(&text) } else { None };
        (text.into_owned(), replaced)
    };
    let lost = match replaced {
        None => replacements(&text),
        Some(spots) if charset == Charset::UTF_8 => {
            replacements(&text).and_then(|all| (all.count > spots.count).then(|| first_own(bytes, &text, all, spots)))
        }
        Some(_) => None,
    };
    let mojibake = mojibake(&text);
    Decoded {
        text,
        charset,
        found,
        replaced,
        lost,
        mojibake,
    }
}

/// Finds characters that are the bytes of others in UTF-8, read as Windows-1252: `ü` as two.
fn mojibake(text: &str) -> Option<Spots> {
    if text.is_ascii() {
        return None;
    }
    let byte = |c: char| -> Option<u8> {
        let mut own = [0; 4];
        let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut own));
        match bytes[..] {
            [byte] if !failed && byte >= 0x80 => Some(byte),
            _ => None,
        }
    };
    let (mut count, mut first) = (0, None);
    for (offset, c) in text.char_indices().filter(|(_, c)| matches!(c, '\u{c2}'..='\u{f4}')) {
        let length = match c {
            '\u{c2}'..='\u{df}' => 2,
            '\u{e0}'..='\u{ef}' => 3,
            _ => 4,
        };
        let bytes: Option<Vec<u8>> = text[offset..].chars().take(length).map(byte).collect();
        let is_one = bytes.is_some_and(|bytes| bytes.len() == length && std::str::from_utf8(&bytes).is_ok());
        if is_one {
            count += 1;
            first.get_or_insert(offset);
        }
    }
    first.map(|offset| Spots::at(count, text, offset))
}

fn decode_utf8(bytes: &[u8]) -> (String, Option<Spots>) {
    let mut text = String::with_capacity(bytes.len());
    let (mut count, mut first) = (0, None);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            count += 1;
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    let replaced = first.map(|offset| Spots::at(count, &text, offset));
    (text, replaced)
}

fn replacements(text: &str) -> Option<Spots> {
    let first = text.find(char::REPLACEMENT_CHARACTER)?;
    let count = text.matches(char::REPLACEMENT_CHARACTER).count();
    Some(Spots::at(count, text, first))
}

/// Returns the replacement characters the file holds itself, beside those decoding put in.
fn first_own(bytes: &[u8], text: &str, all: Spots, replaced: Spots) -> Spots {
    let count = all.count - replaced.count;
    let mut offset = 0;
    for chunk in bytes.utf8_chunks() {
        if let Some(at) = chunk.valid().find(char::REPLACEMENT_CHARACTER) {
            return Spots::at(count, text, offset + at);
        }
        offset += chunk.valid().len() + char::REPLACEMENT_CHARACTER.len_utf8();
    }
    Spots { count, ..all }
}

/// Tells UTF-16 without a mark by where its NUL bytes fall: delimiters, digits and line ends have one each.
fn by_nuls(bytes: &[u8]) -> Option<Charset> {
    let sample = &bytes[..bytes.len().min(4096)];
    let pairs = sample.len() / 2;
    let (mut high, mut low, mut plain) = (0, 0, 0);
    for pair in sample.chunks_exact(2) {
        high += usize::from(pair[0] == 0);
        low += usize::from(pair[1] == 0);
        plain += usize::from(pair.iter().all(|byte| (1..0x80).contains(byte)));
    }
    // Where nearly all bytes are letters by themselves, a NUL is a slip.
    let many = |nuls: usize| nuls > 0 && nuls * 10 >= pairs && plain * 4 <= pairs * 3;
    match (high, low) {
        (0, low) if many(low) => Some(Charset::UTF_16LE),
        (high, 0) if many(high) => Some(Charset::UTF_16BE),
        _ => None,
    }
}

/// Counts the characters beyond ASCII that are valid UTF-8, and the places that are not.
fn evidence(bytes: &[u8]) -> (usize, usize) {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Leading bytes of sequences are those from 0xC0 up.
        valid += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (valid, broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, low_first: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if low_first {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn kind(bytes: &[u8]) -> (String, Charset, Found) {
        let decoded = decode(bytes, None);
        (decoded.text, decoded.charset, decoded.found)
    }

    #[test]
    fn every_encoding_is_recognised() {
        let text = "Name,Zürich\n";
        let own = text.to_owned();
        assert_eq!(kind(text.as_bytes()), (own.clone(), Charset::UTF_8, Found::Valid));
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        assert_eq!(kind(&marked), (own.clone(), Charset::UTF_8, Found::Mark));
        for (low_first, charset) in [(true, Charset::UTF_16LE), (false, Charset::UTF_16BE)] {
            assert_eq!(kind(&utf16(text, low_first)), (own.clone(), charset, Found::Nuls));
            let marked = utf16(&format!("\u{feff}{text}"), low_first);
            assert_eq!(kind(&marked), (own.clone(), charset, Found::Mark));
        }
        let slip = b"Name;Owner\nA;ana\0\n";
        assert_eq!(decode(slip, None).charset, Charset::UTF_8);
        let western = b"Name,Z\xFCrich\n";
        assert_eq!(kind(western), (own, Charset::WINDOWS_1252, Found::Assumed));
        let text = "システム名,名前\n翻訳支援,田中\n";
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text);
        assert_eq!(
            kind(&bytes),
            (text.to_owned(), Charset(encoding_rs::SHIFT_JIS), Found::Assumed)
        );
    }

    #[test]
    fn a_broken_byte_among_utf8_is_replaced_and_reported() {
        let bytes = b"a\xC3\xA9\xC3\xA8\r\nb\xEF\xBF\xBD,\xFFx";
        let decoded = decode(bytes, None);
        assert_eq!(decoded.found, Found::Mostly);
        assert_eq!(decoded.text, "aéè\r\nb\u{fffd},\u{fffd}x");
        let spots = |column| {
            Some(Spots {
                count: 1,
                line: 2,
                column,
            })
        };
        assert_eq!(decoded.replaced, spots(4));
        assert_eq!(decoded.lost, spots(2));
    }

    #[test]
    fn one_byte_of_another_encoding_does_not_spoil_the_others() {
        let decoded = decode(b"Name,Ort\nA,Z\xC3\xBCrich\nB,Z\xFCrich\n", None);
        assert_eq!((decoded.charset, decoded.found), (Charset::UTF_8, Found::Mostly));
        assert_eq!(decoded.text, "Name,Ort\nA,Zürich\nB,Z\u{fffd}rich\n");
        assert_eq!(decoded.replaced.map(|spots| (spots.line, spots.column)), Some((3, 4)));
    }

    #[test]
    fn text_that_was_spoiled_before_it_was_saved_is_found() {
        let spoiled = decode("Name\nZ\u{c3}\u{bc}rich\nA \u{e2}\u{20ac}\u{201c} B\n".as_bytes(), None);
        assert_eq!(
            spoiled.mojibake,
            Some(Spots {
                count: 2,
                line: 2,
                column: 2
            })
        );
        for text in ["Zürich", "São Paulo, AÇÃO", "Ångström", "«Â la carte»", "ÃÕ"] {
            assert_eq!(decode(text.as_bytes(), None).mojibake, None, "{text}");
        }
    }

    #[test]
    fn a_mark_outranks_what_was_asked_for() {
        let asked = "macintosh".parse::<Charset>().ok();
        assert_eq!(decode(b"\x8A", asked).text, "ä");
        assert_eq!(decode(b"\xEF\xBB\xBF\xC3\xA4", asked).text, "ä");
        assert!("no-such".parse::<Charset>().is_err());
    }
}
