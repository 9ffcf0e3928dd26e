//! Texts as Markdown shows them: nothing in them is taken for markup.

use crate::domain::record::input::is_deceptive;

/// Takes the meaning from characters that Markdown or HTML would act on; a line end becomes a break, and what acts on a
/// terminal or reorders text a space.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '>' => out.extend(['\\', c]),
            c if is_deceptive(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup_or_acts_on_a_terminal() {
        assert_eq!(
            escaped("# *a* <b> [c](d) `e` | f & g\n> h \u{202e}i\u{1b}[2Jj"),
            "# \\*a\\* &lt;b\\> \\[c\\](d) \\`e\\` \\| f &amp; g<br>\\> h  i \\[2Jj"
        );
    }
}
