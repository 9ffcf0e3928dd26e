//! The risks: the heatmap beside or above the list of what is in it.

use ratatui::layout::Rect;

use super::{detail, records};
use crate::app::screens::ScreenId;
use crate::app::state::App;
use crate::domain::index::Cell as Place;
use crate::domain::kinds::risk;
use crate::domain::record::Record;
use crate::ui::layout;
use crate::ui::pen::{Pen, Piece};
use crate::ui::roles::Role;
use crate::ui::widgets::matrix::{Axis, Cell, Matrix, Spot, Step};
use crate::ui::widgets::pane::Pane;

/// The least width of the list beside the heatmap.
const LIST: u16 = 38;

/// Draws the screen.
pub fn draw(app: &App, body: Rect, pen: &mut Pen<'_>) {
    let Some(list) = app.list(ScreenId::Risks) else { return };
    let list_focused = !app.heatmap.focused && !app.detail.focused && app.layers.is_empty();
    if app.detail.focused && (app.zoomed || body.width < layout::WITH_DETAIL) {
        detail::draw(app, body, None, pen);
    } else if app.zoomed && !app.heatmap.focused {
        records::draw_list(app, list, body, list_focused, pen);
    } else if app.zoomed {
        heatmap(app, body, pen);
    } else if body.width < layout::WITH_DETAIL {
        let (map, rest) = layout::figure(body, 44, LIST - 4);
        heatmap(app, map, pen);
        records::draw_list(app, list, rest, list_focused, pen);
    } else {
        let (map, rest) = layout::figure(body, (body.width * 2 / 5).clamp(46, 76), LIST);
        // The heatmap takes the height it needs; the detail stands below it.
        let rows = app.register.method().likelihoods.len() as u16;
        let height = (rows * 3 + 7).min(body.height * 3 / 5);
        let (map, below) = layout::top(map, height.max(12));
        heatmap(app, map, pen);
        detail::draw(app, below, None, pen);
        records::draw_list(app, list, rest, list_focused, pen);
    }
}

/// Draws the heatmap in its pane.
fn heatmap(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let map = &app.heatmap;
    let dimension = map.dimension.map_or("worst of all", |dimension| dimension.name());
    let dot = pen.glyphs().dot;
    let pane = Pane {
        title: vec![
            Piece::new("Heatmap", Role::Title),
            Piece::new(format!(" {dot} {} {dot} {dimension}", map.time.title()), Role::Accent),
        ],
        note: "",
        foot: "",
        focused: map.focused,
    };
    let inside = pane.draw(area, pen);
    let method = app.register.method();
    let numbers: Vec<String> = (1..=10).map(|number| number.to_string()).collect();
    let letters: Vec<String> = method.bands.iter().map(|band| band.letter.to_string()).collect();
    let cell = |place: Place| {
        let band = method.band_at(place.likelihood, place.consequence).unwrap_or_default();
        let letter = letters.get(usize::from(band)).map_or("?", String::as_str);
        let count = app.register.index().in_cell(place).count();
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
    let matrix = Matrix {
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
    };
    let (map_area, foot) = layout::bottom(inside, 1);
    matrix.draw(map_area, pen);
    legend(app, &cells, &aside, foot, pen);
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
        let Some(score) = record.get(time) else { continue };
        let Some(consequence) = score.consequence(app.heatmap.dimension) else {
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

/// Draws how many risks stand in each band, by its letter alone where names do not fit.
fn legend(app: &App, cells: &[Cell<'_>], aside: &[Cell<'_>], area: Rect, pen: &mut Pen<'_>) {
    let method = app.register.method();
    let of = method.bands.len() as u8;
    let names: usize = method.bands.iter().map(|band| band.name.chars().count() + 8).sum();
    let mut pieces = vec![Piece::plain(" ")];
    for (index, band) in method.bands.iter().enumerate().rev() {
        let index = index as u8;
        let in_band = cells.iter().chain(aside).filter(|cell| cell.band == index);
        let count: usize = in_band.map(|cell| cell.count).sum();
        let name = if names > usize::from(area.width) {
            String::new()
        } else {
            format!(" {}", band.name)
        };
        pieces.push(Piece::new(
            format!("{}{name}", band.letter),
            Role::BandText { index, of },
        ));
        pieces.push(Piece::new(format!(" {count}  "), Role::Text));
    }
    pen.pieces(area, &pieces);
}
