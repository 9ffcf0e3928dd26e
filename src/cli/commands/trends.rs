//! `aims trends`: how the figures of the AIMS went, month by month, as git knows it.

use std::ops::ControlFlow;
use std::process::ExitCode;

use color_eyre::eyre::Result;
use serde_json::{Value as Json, json};

use crate::cli::Global;
use crate::cli::output::failure::Failure;
use crate::cli::output::{print, table};
use crate::cli::register::Opened;
use crate::domain::measures::trend::{FIGURES, Point, too_short};
use crate::git::child::Stop;
use crate::git::months::months;

/// The arguments of `aims trends`.
#[derive(Debug, clap::Args)]
pub struct Trends {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Trends {
    /// Prints the figures at the end of each month, oldest first, and those of today as the register stands here.
    ///
    /// # Errors
    ///
    /// Fails when there is no register, and when there is no history of it.
    pub fn run(&self, global: &Global) -> Result<ExitCode> {
        let opened = Opened::read(global)?;
        let mut points = Vec::new();
        let cut = months(&opened.repository, opened.today(), &Stop::default(), |point| {
            points.push(point);
            ControlFlow::Continue(())
        })
        .map_err(Failure::state)?;
        points.push(Point::now(&opened.register, opened.today()));
        if self.json {
            let points: Vec<_> = points.iter().map(to_json).collect();
            print::print(&format!("{}\n", serde_json::to_string_pretty(&points)?))?;
        } else {
            let headings = ["day", "commit"].into_iter();
            let headings: Vec<_> = headings.chain(FIGURES.iter().map(|figure| figure.name)).collect();
            let rows: Vec<_> = points.iter().map(to_cells).collect();
            print::print(&table::text(&headings, &rows, print::columns()))?;
        }
        if let Some(why) = too_short(points.len()) {
            print::say(why);
        } else if cut {
            print::say("This clone is shallow; earlier months may be missing.");
        }
        Ok(opened.code())
    }
}

fn to_cells(point: &Point) -> Vec<String> {
    let commit = point.commit.as_deref();
    let commit = commit.map_or("", |commit| commit.get(..10).unwrap_or(commit));
    let figures = FIGURES.iter().map(|figure| {
        let count = (figure.get)(&point.figures);
        figure
            .of
            .map_or(count.to_string(), |of| format!("{count}/{}", of(&point.figures)))
    });
    [point.day.to_string(), commit.to_owned()]
        .into_iter()
        .chain(figures)
        .collect()
}

fn to_json(point: &Point) -> Json {
    let figures = &point.figures;
    let mut row = json!({
        "day": point.day.to_string(),
        "commit": point.commit,
        "questions": figures.coverage.total(),
        "controls": figures.controls.applicable(),
    });
    for figure in &FIGURES {
        row[figure.name] = json!((figure.get)(figures));
    }
    row
}
