//! Text that was written for a browser: `&amp;`, `<br>`, `<b>`.

/// The tags that are known, those that begin a line first.
const TAGS: [(&str, bool); 28] = [
    ("br", true),
    ("p", true),
    ("div", true),
    ("li", true),
    ("tr", true),
    ("h1", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("hr", true),
    ("ul", false),
    ("ol", false),
    ("b", false),
    ("i", false),
    ("u", false),
    ("a", false),
    ("em", false),
    ("strong", false),
    ("span", false),
    ("font", false),
    ("code", false),
    ("pre", false),
    ("sub", false),
    ("sup", false),
    ("table", false),
    ("tbody", false),
    ("td", false),
    ("th", false),
];

/// The names of characters that office programs and trackers write.
const ENTITIES: [(&str, &str); 30] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("euro", "€"),
    ("sect", "§"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
];

/// The longest name or number of a character.
const LONGEST: usize = 10;

/// Returns a text without its markup; nothing where it has none. Once is enough: `&amp;lt;` is about `&lt;`.
pub fn plain(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, said) = tag(rest).or_else(|| character(rest)).unwrap_or((0, String::new()));
        if length == 0 {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
            continue;
        }
        found = true;
        if said != "\n" || (!out.is_empty() && !out.ends_with('\n')) {
            out.push_str(&said);
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    found.then(|| out.trim().to_owned())
}

/// Reads a known tag at the beginning of a text: how long it is, and the line end that it may be.
fn tag(text: &str) -> Option<(usize, String)> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find('>').filter(|end| *end < 200)?;
    let inside = &inside[..end];
    let is_end = inside.starts_with('/');
    let name = inside.trim_start_matches('/').split([' ', '/', '\n']).next()?;
    let (_, breaks) = TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(name))?;
    let said = if *breaks && (!is_end || !name.eq_ignore_ascii_case("li")) {
        "\n"
    } else {
        ""
    };
    Some((end + 2, said.to_owned()))
}

/// Reads the name or number of a character at the beginning of a text.
fn character(text: &str) -> Option<(usize, String)> {
    let inside = text.strip_prefix('&')?;
    let end = inside.find(';').filter(|end| *end <= LONGEST)?;
    let name = &inside[..end];
    let said = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            let c = char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')?;
            c.to_string().replace('\u{a0}', " ")
        }
        None => {
            let known = ENTITIES.iter().find(|(entity, _)| *entity == name)?;
            known.1.to_owned()
        }
    };
    Some((end + 2, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        for (text, expected) in [
            ("A &amp; B", "A & B"),
            (
                "<p>Handles <b>claims</b> &amp; refunds</p><br/>2nd line&nbsp;here",
                "Handles claims & refunds\n2nd line here",
            ),
            ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
            ("caf&#233; &#x2013; <a href=\"https://a.b\">here</a>", "café – here"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in [
            "a < b & c > d",
            "R&D; more",
            "<name>",
            "x <- y",
            "&unknown;",
            "5 &#; 6",
            "&#0;",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
