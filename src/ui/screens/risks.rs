//! The risks: the heatmap beside or above the list of what is in it.

use ratatui::layout::Rect;

use crate::app::list::List;
use crate::app::screens;
use crate::app::screens::risks::Time;
use crate::app::state::App;
use crate::domain::kinds::risk;
use crate::domain::record::Record;
use crate::domain::register::index::{Cell as Place, Slot};
use crate::ui::canvas::layout;
use crate::ui::canvas::pen::{Look, Pen, Piece};
use crate::ui::canvas::text;
use crate::ui::canvas::text::Align;
use crate::ui::records::list::Alone;
use crate::ui::records::{detail, list};
use crate::ui::style::roles::Role;
use crate::ui::widgets::frame::pane::Pane;
use crate::ui::widgets::heatmap::{Axis, Cell, Matrix, Spot, Step};

/// The least width of the list beside the heatmap.
const LIST: u16 = 38;

/// Draws the screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let Some(list) = app.list(&screens::risks::SCREEN) else {
        return;
    };
    let list_focused = !app.screens.heatmap.focused && !app.screens.detail.focused && app.dialogs.is_empty();
    if app.screens.detail.focused && (app.screens.zoomed || body.width < layout::WITH_DETAIL) {
        detail::draw(app, body, None, pen);
    } else if app.screens.zoomed && !app.screens.heatmap.focused {
        list::draw_list(app, list, body, (list_focused, Alone::Yes), pen);
    } else if app.screens.zoomed {
        heatmap(app, body, pen);
    } else if body.width < layout::WITH_DETAIL {
        let needed = needed(app, pen);
        let (map, rest) = layout::figure(body, needed.max(44), if needed > 44 { LIST - 8 } else { LIST - 4 });
        heatmap(app, map, pen);
        list::draw_list(app, list, rest, (list_focused, Alone::Yes), pen);
    } else {
        let wanted = (body.width * 2 / 5).clamp(46, 76).max(needed(app, pen));
        let (map, rest) = layout::figure(body, wanted, LIST);
        // The heatmap takes the height it needs; the detail is below it.
        let rows = app.register.method().likelihoods.len() as u16;
        let height = (rows * 3 + 7).min(body.height * 3 / 5);
        let (map, below) = layout::top(map, height.max(12));
        heatmap(app, map, pen);
        detail::draw(app, below, None, pen);
        list::draw_list(app, list, rest, (list_focused, Alone::No), pen);
    }
}

/// Draws the heatmap in its pane.
fn heatmap(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let map = &app.screens.heatmap;
    let dimension = map.dimension.map_or("worst of all", |dimension| dimension.name());
    let dot = pen.glyphs().dot;
    let filter = app.list(&screens::risks::SCREEN).map_or("", List::filter);
    let note = match (app.register.method().is_fallback, filter.is_empty()) {
        (true, _) => "levels by 5x5".to_owned(),
        (false, true) => String::new(),
        (false, false) => format!("of {filter}"),
    };
    let title = vec![
        Piece::new("Heatmap", Role::Title),
        Piece::new(format!(" {dot} {} {dot} {dimension}", map.time.title()), Role::Accent),
    ];
    let pane = Pane::new(title, map.focused, pen.look()).note(&note);
    pen.render_widget(&pane, area);
    let (map_area, foot) = layout::bottom(pane.inner(area), 1);
    with_matrix(app, pen.look(), |matrix| {
        pen.render_widget(matrix, map_area);
        let selected = app.record().filter(|record| record.is(&risk::KIND));
        if let Some(record) = selected {
            let (_, room) = layout::left(layout::line(map_area, 0), matrix.likelihood.title.len() as u16 + 3);
            movement(app, record, room, pen);
        }
        legend(app, matrix, foot, pen);
    });
}

/// Returns the width of the pane in which every count of the heatmap is shown in full.
fn needed(app: &App, pen: &Pen<'_>) -> u16 {
    with_matrix(app, pen.look(), |matrix| matrix.least() + 2)
}

/// Returns whether the heatmap counts a risk: what the filter of the list keeps out it does not count either.
fn is_counted(app: &App, slot: Slot) -> bool {
    app.list(&screens::risks::SCREEN)
        .is_none_or(|list| list.lets_through(app.view(), slot))
}

/// Runs something on the heatmap as it is.
fn with_matrix<T>(app: &App, look: Look, run: impl FnOnce(&Matrix<'_>) -> T) -> T {
    let map = &app.screens.heatmap;
    let method = app.register.method();
    let numbers: Vec<String> = (1..=10).map(|number| number.to_string()).collect();
    let letters: Vec<String> = method.bands.iter().map(|band| band.letter.to_string()).collect();
    let cell = |place: Place| {
        let band = method.band_at(place.likelihood, place.consequence).unwrap_or_default();
        let letter = letters.get(usize::from(band)).map_or("?", String::as_str);
        let count = app
            .register
            .index()
            .in_cell(place)
            .filter(|slot| is_counted(app, *slot))
            .count();
        Cell {
            count,
            letter,
            band,
            above: method.exceeds(band),
        }
    };
    let rows = 1..=method.likelihoods.len() as u8;
    let columns = method.consequences.len() as u8;
    let cells: Vec<_> = rows
        .flat_map(|likelihood| (1..=columns).map(move |consequence| (likelihood, consequence)))
        .map(|(likelihood, consequence)| cell(map.cell(Some(likelihood), consequence)))
        .collect();
    // From the top: the highest consequence first, as likelihoods are.
    let aside: Vec<_> = (1..=columns)
        .rev()
        .map(|consequence| cell(map.cell(None, consequence)))
        .collect();
    let without = aside.iter().any(|cell| cell.count > 0) || map.likelihood.is_none();
    let selected = app.record().filter(|record| record.is(&risk::KIND));
    let letters = selected.map(|record| marks(app, record)).unwrap_or_default();
    let marks: Vec<_> = letters
        .iter()
        .map(|(spot, letters)| (*spot, letters.as_str()))
        .collect();
    let (likelihoods, consequences) = (
        axis(&method.likelihoods, &numbers),
        axis(&method.consequences, &numbers),
    );
    run(&Matrix {
        likelihood: Axis {
            title: "Likelihood",
            steps: &likelihoods,
        },
        consequence: Axis {
            title: "Consequence",
            steps: &consequences,
        },
        cells: &cells,
        bands: method.bands.len() as u8,
        aside: if without { &aside } else { &[] },
        cursor: Some(spot(app, map.likelihood, map.consequence)),
        focused: map.focused,
        marks: &marks,
        look,
    })
}

/// Writes how the selected risk moves from band to band in the chosen dimension, in the longest words that fit.
fn movement(app: &App, record: &Record, area: Rect, pen: &mut Pen<'_>) {
    let method = app.register.method();
    let arrow = pen.glyphs().right;
    let words: [fn(Time) -> &'static str; 2] = [Time::title, |time| &time.title()[..1]];
    let shown = |word: fn(Time) -> &'static str| {
        let times = [Time::Inherent, Time::Current, Time::Target];
        let steps = times.into_iter().filter_map(|time| {
            let score = risk::judged(record, risk::TIMES[time as usize])?;
            score.consequence(app.screens.heatmap.dimension)?;
            let band = method.level(&score, app.screens.heatmap.dimension);
            Some(format!(
                "{} {}",
                word(time),
                band.map_or_else(|| "?".to_owned(), |band| method.band_letter(band))
            ))
        });
        steps.collect::<Vec<_>>().join(&format!(" {arrow} "))
    };
    let fitting = words
        .into_iter()
        .map(shown)
        .find(|text| text::width(text, pen.glyphs()) <= usize::from(area.width));
    pen.aligned(area, &fitting.unwrap_or_default(), Role::Text, Align::Right);
}

/// Returns the steps of a scale with their numbers.
fn axis<'a>(steps: &'a [crate::domain::method::Step], numbers: &'a [String]) -> Vec<Step<'a>> {
    steps
        .iter()
        .zip(numbers)
        .map(|(step, number)| Step {
            short: number,
            label: &step.label,
        })
        .collect()
}

fn spot(app: &App, likelihood: Option<u8>, consequence: u8) -> Spot {
    let columns = app.register.method().consequences.len();
    match likelihood {
        Some(likelihood) => Spot::Grid {
            likelihood: usize::from(likelihood).saturating_sub(1),
            consequence: usize::from(consequence).saturating_sub(1),
        },
        None => Spot::Aside(columns.saturating_sub(usize::from(consequence))),
    }
}

/// Returns where the selected risk was, is and shall be, in the chosen dimension: `i`, `c` and `t`, small so that no band
/// is meant, together where it did not move.
fn marks(app: &App, record: &Record) -> Vec<(Spot, String)> {
    let mut marks: Vec<(Spot, String)> = Vec::new();
    for (time, letter) in risk::TIMES.into_iter().zip(['i', 'c', 't']) {
        let Some(score) = risk::judged(record, time) else {
            continue;
        };
        let Some(consequence) = score.consequence(app.screens.heatmap.dimension) else {
            continue;
        };
        let place = spot(app, score.likelihood, consequence);
        match marks.iter_mut().find(|(other, _)| *other == place) {
            Some((_, letters)) => letters.push(letter),
            None => marks.push((place, letter.to_string())),
        }
    }
    marks
}

/// Draws how many risks are in each band, by its letter alone where names do not fit, and how many in none.
fn legend(app: &App, matrix: &Matrix<'_>, area: Rect, pen: &mut Pen<'_>) {
    let method = app.register.method();
    let of = method.bands.len() as u8;
    let counts: Vec<usize> = (0..of)
        .map(|index| {
            let all = matrix.cells.iter().chain(matrix.aside);
            all.filter(|cell| cell.band == index).map(|cell| cell.count).sum()
        })
        .collect();
    let is_open = |slot: &Slot| app.register.at(*slot).is_some_and(Record::is_open);
    let open = app.register.slots_of(&risk::KIND).filter(is_open);
    let open = open.filter(|slot| is_counted(app, *slot)).count();
    let none = open.saturating_sub(counts.iter().sum());
    let pieces = |named: bool, gap: usize| {
        let gap = " ".repeat(gap);
        let mut pieces = vec![Piece::plain(" ")];
        for (index, band) in method.bands.iter().enumerate().rev() {
            let name = if named {
                format!(" {}", band.name)
            } else {
                String::new()
            };
            let role = Role::BandText { index: index as u8, of };
            pieces.push(Piece::new(format!("{}{name}", band.letter), role));
            pieces.push(Piece::new(format!(" {}{gap}", counts[index]), Role::Text));
        }
        if none > 0 {
            pieces.push(Piece::new(format!("none {none}"), Role::Muted));
        }
        pieces
    };
    let glyphs = pen.glyphs();
    let width = |pieces: &[Piece]| -> usize { pieces.iter().map(|piece| text::width(&piece.text, glyphs)).sum() };
    let forms = [(true, 2), (false, 2), (false, 1)].map(|(named, gap)| pieces(named, gap));
    let fitting = forms.iter().find(|pieces| width(pieces) <= usize::from(area.width));
    pen.pieces(area, fitting.unwrap_or(&forms[2]));
}
