//! `aims render`: a screen at a size, as text or SVG, for documents and tests.

use std::process::ExitCode;

use color_eyre::eyre::{Result, bail};

use crate::app::environment::key::Key;
use crate::app::state::message::Message;
use crate::cli::output::print;
use crate::cli::workbench::answers::{answer, draw, loaded};
use crate::cli::{Global, OpenAt};
use crate::ui::export::{svg, text};
use crate::ui::style::theme::Shade;

/// The arguments of `aims render`.
#[derive(Debug, clap::Args)]
pub struct Render {
    #[command(flatten)]
    at: OpenAt,
    /// Columns and rows.
    #[arg(long, default_value = "120x40", value_parser = size)]
    size: (u16, u16),
    /// Keys to press first, each a word: 'j j enter'.
    #[arg(long, default_value = "")]
    keys: String,
    /// Print SVG instead of text.
    #[arg(long)]
    svg: bool,
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parsed = text
        .split_once('x')
        .and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    let sane = |(columns, rows): &(u16, u16)| (1..=1000).contains(columns) && (1..=1000).contains(rows);
    parsed
        .filter(sane)
        .ok_or_else(|| "write columns and rows, such as 120x40".to_owned())
}

impl Render {
    /// Prints the screen.
    ///
    /// # Errors
    ///
    /// Fails when there is no register, or a key is none.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let repository = crate::cli::workbench::start::find(global)?;
        let mut app = loaded(global, &repository);
        app.size = self.size;
        app.update(self.at.message());
        app.notices.dismiss();
        app.prepare_shown();
        for word in self.keys.split_whitespace() {
            match word.parse::<Key>() {
                Ok(key) => app.update(Message::Key(key)),
                Err(error) => bail!("{error}"),
            }
            answer(&mut app, &repository);
            app.prepare_shown();
            // Drawing tells lists how many rows they show, as it does on a terminal.
            draw(&app, self.size, global);
        }
        let buffer = draw(&app, self.size, global);
        if self.svg {
            let shade = if global.light { Shade::Light } else { Shade::Dark };
            print::print(&svg::svg(&buffer, app.screen.title, shade))?;
        } else {
            print::print(&format!("{}\n", text::text(&buffer)))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
