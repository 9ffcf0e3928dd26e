//! Telling files that are not text tables, so that the answer names what they are and what to do.
//!
//! People rename workbooks to `.csv`, and web applications hand out HTML tables as spreadsheets. Read as text,
//! such a file would give one absurd column; naming it saves the user the detour.

use std::fmt;

use serde::de::IgnoredAny;

/// What a file is that is no table of delimited text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// An Excel workbook, the zipped kind.
    Xlsx,
    /// An Excel workbook in the binary form.
    Xlsb,
    /// A workbook that a password protects.
    Locked,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// Another ZIP archive.
    Zip,
    /// An Office document of before 2007.
    Xls,
    /// A PDF document.
    Pdf,
    /// A gzip archive.
    Gzip,
    /// A web page.
    Html,
    /// XML, such as an Excel 2003 spreadsheet.
    Xml,
    /// Rich text.
    Rtf,
    /// Text in UTF-32.
    Utf32,
    /// Something that is not text.
    Binary,
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, then) = match self {
            Self::Xlsx => ("an Excel workbook", RESAVE),
            Self::Xlsb => ("an Excel workbook in the binary form (.xlsb)", RESAVE_XLSX),
            Self::Locked => (
                "protected by a password",
                "open it in a spreadsheet program, take the password off and save it again",
            ),
            Self::Ods => ("an OpenDocument spreadsheet", RESAVE),
            Self::Zip => ("a ZIP archive", UNPACK),
            Self::Xls => ("an Office document of the old kind (such as .xls)", RESAVE),
            Self::Pdf => ("a PDF document", "ask for the table it was made from, as CSV"),
            Self::Gzip => ("a gzip archive", UNPACK),
            Self::Html => ("a web page", RESAVE),
            Self::Xml => ("XML", RESAVE),
            Self::Rtf => ("rich text", "save the table as CSV from a spreadsheet program"),
            Self::Utf32 => ("text in UTF-32", "save it as CSV in UTF-8"),
            Self::Binary => ("not text", RESAVE),
        };
        write!(f, "{what}: {then}")
    }
}

const RESAVE: &str = "open it in a spreadsheet program and save it as CSV (UTF-8) or XLSX";
const RESAVE_XLSX: &str = "open it in a spreadsheet program and save it as .xlsx";
const UNPACK: &str = "unpack it and import the CSV file inside";

const MARKS: [(&[u8], Foreign); 9] = [
    (b"PK\x03\x04", Foreign::Zip),
    (b"PK\x05\x06", Foreign::Zip),
    (b"PK\x07\x08", Foreign::Zip),
    (b"\xD0\xCF\x11\xE0", Foreign::Xls),
    (b"%PDF-", Foreign::Pdf),
    (b"\x1F\x8B", Foreign::Gzip),
    (b"{\\rtf", Foreign::Rtf),
    (b"\xFF\xFE\x00\x00", Foreign::Utf32),
    (b"\x00\x00\xFE\xFF", Foreign::Utf32),
];

/// Tells a foreign file by the marks it begins with.
pub fn by_bytes(bytes: &[u8]) -> Option<Foreign> {
    let (_, kind) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark))?;
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    Some(match kind {
        Foreign::Zip if holds(b"xl/workbook.bin") => Foreign::Xlsb,
        Foreign::Zip if holds(b"xl/work") => Foreign::Xlsx,
        Foreign::Zip if holds(b"opendocument.spreadsheet") => Foreign::Ods,
        // What is encrypted lies in a container of the old kind, with names in two bytes a letter.
        Foreign::Xls if holds(&wide("EncryptedPackage")) => Foreign::Locked,
        kind => *kind,
    })
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const HTML: [&str; 9] = [
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<table",
    "<meta",
    "<script",
    "<style",
    "<div",
];

/// Tells JSON by its first signs.
pub fn is_json(text: &str) -> bool {
    let start = text.trim_start().chars().take(40);
    let packed: String = start.filter(|c| !c.is_whitespace()).collect();
    let opens = ["{\"", "[{", "[[\"", "[\"", "{}", "[]"];
    let is_list = || {
        let rest = packed.strip_prefix('[').unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(',') && !rest.contains(']')
    };
    let is_whole = || packed.starts_with('[') && serde_json::from_str::<Vec<IgnoredAny>>(text).is_ok();
    let is_bare = || packed.strip_prefix('{').is_some_and(|rest| rest.contains(':'));
    opens.iter().any(|open| packed.starts_with(open)) || is_list() || is_bare() || is_whole()
}

/// Tells a foreign file by its decoded text: markup, or more control characters than any text has.
pub fn by_text(text: &str) -> Option<Foreign> {
    let start: String = text.trim_start().chars().take(40).collect::<String>().to_lowercase();
    if HTML.iter().any(|tag| start.starts_with(tag)) {
        return Some(Foreign::Html);
    }
    if start.starts_with("<?xml") || start.starts_with("<workbook") {
        return Some(Foreign::Xml);
    }
    let (mut all, mut controls) = (0, 0);
    for c in text.chars().take(65_536) {
        all += 1;
        controls += usize::from(c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}'));
    }
    (controls * 100 > all).then_some(Foreign::Binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_and_documents_are_named() {
        assert_eq!(by_bytes(b"PK\x03\x04....xl/workbook.xml"), Some(Foreign::Xlsx));
        let ods = b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
        assert_eq!(by_bytes(ods), Some(Foreign::Ods));
        assert_eq!(by_bytes(b"PK\x03\x04"), Some(Foreign::Zip));
        assert_eq!(by_bytes(b"\xD0\xCF\x11\xE0"), Some(Foreign::Xls));
        assert_eq!(by_bytes(b"PK\x03\x04....xl/workbook.bin"), Some(Foreign::Xlsb));
        let locked = [&b"\xD0\xCF\x11\xE0...."[..], &wide("EncryptedPackage")].concat();
        assert_eq!(by_bytes(&locked), Some(Foreign::Locked));
        assert!(Foreign::Locked.to_string().contains("take the password off"));
        assert_eq!(by_bytes(b"PK,Name\n"), None);
        assert!(Foreign::Xls.to_string().ends_with("save it as CSV (UTF-8) or XLSX"));
    }

    #[test]
    fn markup_and_noise_are_named_and_text_is_not() {
        assert_eq!(by_text("\n <TABLE border=1>"), Some(Foreign::Html));
        assert_eq!(by_text("<?xml version='1.0'?>"), Some(Foreign::Xml));
        for text in ["[ {\n \"id\": 1", "{a: 1}", "[1, 2", "[1,2]", "[true]", "[{", "{}"] {
            assert!(is_json(text), "{text}");
        }
        for text in ["[ID],[Name]", "[1],[2]", "{a},{b}"] {
            assert!(!is_json(text), "{text}");
        }
        assert_eq!(by_text("a\0b\u{1}c\u{2}"), Some(Foreign::Binary));
        for text in ["", "id,name\r\n", "[ID],[Name]", "<none>,x", "\t\t"] {
            assert_eq!(by_text(text), None, "{text}");
        }
    }
}
