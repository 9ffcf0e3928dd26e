//! Writing markup: elements that are closed, attributes and text that are escaped.

/// Markup that is being written. There is no way to put text into it but escaped.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
    open: Vec<&'static str>,
}

impl Markup {
    /// Begins with a line that is no element, such as the type of the document.
    pub(super) fn beginning(line: &'static str) -> Self {
        Self {
            out: format!("{line}\n"),
            open: Vec::new(),
        }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.start(element, attributes);
        self.out.push('>');
        self.open.push(element);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            self.out.push_str(&format!("</{element}>"));
            if !matches!(element, "span" | "a" | "strong" | "em" | "text" | "time") {
                self.out.push('\n');
            }
        }
    }

    /// Writes an element that holds nothing and is never closed, such as `meta`.
    pub(super) fn void(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.start(element, attributes);
        self.out.push('>');
    }

    /// Writes a drawn shape, which holds nothing.
    pub(super) fn shape(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.start(element, attributes);
        self.out.push_str("/>");
    }

    /// Writes an element that holds a text.
    pub(super) fn element(&mut self, element: &'static str, attributes: &[(&'static str, &str)], text: &str) {
        self.open(element, attributes);
        self.text(text);
        self.close();
    }

    /// Writes a text; a line end becomes a break.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' => self.out.push_str("<br>"),
                c => push(&mut self.out, c),
            }
        }
    }

    /// Writes rules of style, which come with the program and hold what was [quoted].
    pub(super) fn style(&mut self, rules: &str) {
        self.out.push_str("<style>\n");
        self.out.push_str(rules);
        self.out.push_str("</style>\n");
    }

    /// Returns what was written.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn start(&mut self, element: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(element);
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\""));
            value.chars().for_each(|c| push(&mut self.out, c));
            self.out.push('"');
        }
    }
}

fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c => out.push(c),
    }
}

/// Returns a text as a string of a style sheet: everything but letters and digits by number, so that nothing ends it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:x} ", c as u32));
        }
    }
    out.push('"');
    out
}
