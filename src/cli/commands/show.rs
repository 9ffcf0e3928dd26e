//! `aims show`: one record with its linked records.

mod pages;
mod whole;

use std::process::ExitCode;

use color_eyre::eyre::Result;

use crate::app::detail::{self, Checked, Line};
use crate::cli::Global;
use crate::cli::output::print;
use crate::cli::register::Opened;
use crate::domain::kinds::check::Judgement;
use crate::domain::record::Record;
use crate::domain::search::called;
use crate::exchange::json::{self, Json};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;

/// The arguments of `aims show`.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// The id, or a beginning that only it has; a clause, a domain or control of Annex A, or a person; or a page: soa,
    /// treatment-plan, risk-register, audit-programme, people ...
    id: String,
    /// Print JSON, with every field and derived value.
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print Markdown.
    #[arg(long)]
    markdown: bool,
}

impl Show {
    /// Prints the record.
    ///
    /// # Errors
    ///
    /// Fails when no record is meant.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let mut opened = Opened::observed(global)?;
        if opened.register.find(&self.id).is_none()
            && let Some(text) = whole::text(&opened, &self.id, self.json)?
        {
            print::print(&text)?;
            return Ok(opened.code());
        }
        if opened.register.find(&self.id).is_none() {
            if let Some(page) = pages::named(&self.id)
                && let Some(text) = pages::text(&opened, page, self.json)?
            {
                print::print(&text)?;
                return Ok(opened.code());
            }
            if let Some(kind) = pages::list(&self.id) {
                return pages::print_list(kind, self.json, global);
            }
        }
        let wanted = match pages::named(&self.id) {
            Some(pages::Shown::Record(id)) if opened.register.find(&self.id).is_none() => id,
            _ => &*self.id,
        };
        let known = opened
            .record(wanted)
            .map_err(|failure| failure.with_more(&format!("`aims show` also shows: {}.", pages::all_names())))?;
        let id = known.id().clone();
        opened.look_up_approved(&id);
        let record = opened.record(id.as_str())?;
        let text = if self.json {
            let json = Json {
                register: &opened.register,
                record,
                today: opened.today(),
                only: &[],
                is_whole: false,
                is_export: false,
            };
            json::harmless(&format!("{}\n", serde_json::to_string_pretty(&json)?))
        } else if self.markdown {
            let judgement = opened.judgement();
            let mut text = String::new();
            print::lines(
                &mut text,
                &detail::markdown::markdown(opened.view(), record, &checked(&opened, record, &judgement)),
            );
            text
        } else {
            plain(&opened, record, print::measure())
        };
        print::print(&text)?;
        Ok(opened.code())
    }
}

/// Returns what the check finds in a record, and all beside it.
fn checked<'a>(opened: &Opened, record: &Record, judgement: &'a Judgement) -> Checked<'a> {
    let slot = opened.register.slot(record.id().as_str());
    slot.map_or_else(Checked::default, |slot| Checked::of(&opened.register, slot, judgement))
}

/// Returns the detail in a plain layout.
fn plain(opened: &Opened, record: &Record, width: usize) -> String {
    let glyphs = print::glyphs();
    let mut text = String::new();
    let name = called(record, &opened.register);
    if name == record.id().as_str() {
        print::line(&mut text, name);
    } else {
        print::line(&mut text, &format!("{}  {name}", record.id()));
    }
    let place = opened.contents.path(record.id());
    let place = place.map_or("without a file of its own".to_owned(), |path| {
        format!("aims/{}", path.display())
    });
    print::line(&mut text, &format!("{}, {place}", record.kind().name));
    text.push('\n');
    let judgement = opened.judgement();
    let lines = detail::lines(opened.view(), record, &checked(opened, record, &judgement));
    let labels = lines.iter().filter_map(|line| match line {
        Line::Field(label, ..) => Some(text::width(label, glyphs)),
        _ => None,
    });
    let label_width = labels.max().unwrap_or_default().min(24);
    let ids = lines.iter().filter_map(|line| match line {
        Line::Link(id, ..) => Some(text::width(id.as_str(), glyphs)),
        _ => None,
    });
    let id_width = ids.max().unwrap_or_default().min(width / 2);
    let mut in_section = false;
    for line in lines {
        // A field after a section is no part of it.
        if matches!(line, Line::Field(..)) && in_section {
            text.push('\n');
        }
        in_section = !matches!(line, Line::Field(..));
        match line {
            Line::Heading(heading) => {
                text.push('\n');
                print::line(&mut text, &heading);
            }
            Line::Field(label, value, _) => {
                let label = text::pad(&label, label_width, Align::Left, glyphs);
                hang(&mut text, &format!("{label}  {value}"), width, label_width + 2);
            }
            Line::Text(paragraph, _) => hang(&mut text, &format!("  {paragraph}"), width, 2),
            Line::Link(id, title, note) => {
                let note = if note.is_empty() {
                    String::new()
                } else {
                    format!(" ({note})")
                };
                let id = text::pad(id.as_str(), id_width, Align::Left, glyphs);
                hang(&mut text, &format!("  {id}  {title}{note}"), width, id_width + 4);
            }
        }
    }
    text
}

fn hang(out: &mut String, paragraph: &str, width: usize, indent: usize) {
    for line in text::hang(paragraph, width, indent, print::glyphs()) {
        print::line(out, &line);
    }
}
