//! A reader of Markdown tables that knows nothing of how they were written.

/// A table: what stands above it, its heads, its rows.
#[derive(Debug, Clone)]
pub struct Table {
    pub caption: String,
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns what a row says in the column with a head.
    pub fn cell<'a>(&self, row: &'a [String], head: &str) -> &'a str {
        let at = self.heads.iter().position(|one| one == head);
        &row[at.expect(head)]
    }
}

/// Returns the tables of a text, each with the bold line above it.
pub fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut caption, mut in_table) = (String::new(), false);
    for line in text.lines() {
        if !line.starts_with('|') {
            in_table = false;
            if line.starts_with("**") {
                caption = plain(line);
            }
            continue;
        }
        let cells = cells(line);
        match tables.last_mut().filter(|_| in_table) {
            Some(table) if cells.iter().all(|cell| cell == "---") => assert_eq!(cells.len(), table.heads.len()),
            Some(table) => {
                assert_eq!(cells.len(), table.heads.len(), "{line}");
                table.rows.push(cells);
            }
            None => {
                let caption = caption.clone();
                let (heads, rows) = (cells, Vec::new());
                tables.push(Table { caption, heads, rows });
                in_table = true;
            }
        }
    }
    tables
}

/// Returns the cells of a line, whose pipes part them unless a backslash stands before one.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in inner.expect("pipes at both ends").chars() {
        let cell = cells.last_mut().expect("a cell");
        match c {
            '|' if !is_escaped => cells.push(String::new()),
            c => cell.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    cells.iter().map(|cell| plain(cell.trim())).collect()
}

/// Returns a text as a reader of the page sees it.
pub fn plain(text: &str) -> String {
    let text = text.replace("<br>", "\n");
    let mut seen = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => seen.extend(chars.next()),
            '*' => {}
            c => seen.push(c),
        }
    }
    seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn the_reader_reads_what_a_forge_shows() {
    let text = "**Table 1. A**\n\n| One | Two |\n| --- | --- |\n| **a**\\|b<br>c | *x* \\* &lt;y&gt; &amp; |\n";
    let tables = tables(text);
    assert_eq!(tables[0].caption, "Table 1. A");
    assert_eq!(tables[0].heads, ["One", "Two"]);
    assert_eq!(tables[0].rows, [["a|b\nc".to_owned(), "x * <y> &".to_owned()]]);
}
