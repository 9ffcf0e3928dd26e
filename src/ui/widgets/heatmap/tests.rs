//! What the heatmap must still say without colour and at every size.

use super::*;
use crate::ui::widgets::testing::{canvas, plain_canvas, survives};

const LETTERS: [&str; 4] = ["L", "M", "H", "C"];
const LABELS: [Step<'static>; 10] = [
    step("1", "Rare"),
    step("2", "Unlikely"),
    step("3", "Possible"),
    step("4", "Likely"),
    step("5", "Certain"),
    step("6", "Six"),
    step("7", "Seven"),
    step("8", "Eight"),
    step("9", "Nine"),
    step("10", "Ten"),
];

const fn step(short: &'static str, label: &'static str) -> Step<'static> {
    Step { short, label }
}

fn cells(rows: usize, columns: usize) -> Vec<Cell<'static>> {
    (0..rows * columns)
        .map(|at| {
            let (row, column) = (at / columns, at % columns);
            let band = (row + column) * 4 / (rows + columns - 1);
            Cell {
                count: if at % 3 == 0 { at } else { 0 },
                letter: LETTERS[band],
                band: band as u8,
                above: band >= 2,
            }
        })
        .collect()
}

fn matrix<'a>(cells: &'a [Cell<'a>], rows: usize, columns: usize, pen: &Pen<'_>) -> Matrix<'a> {
    Matrix {
        likelihood: Axis {
            title: "Likelihood",
            steps: &LABELS[..rows],
        },
        consequence: Axis {
            title: "Consequence",
            steps: &LABELS[..columns],
        },
        cells,
        bands: 4,
        aside: &[],
        cursor: None,
        focused: true,
        marks: &[],
        look: pen.look(),
    }
}

fn at(likelihood: usize, consequence: usize) -> Spot {
    Spot::Grid {
        likelihood,
        consequence,
    }
}

#[test]
fn counts_letters_axes_and_the_appetite_line_are_drawn() {
    let cells = cells(3, 3);
    let lines = canvas(29, 8, |pen, area| pen.render_widget(&matrix(&cells, 3, 3, pen), area));
    assert_eq!(
        lines,
        [
            "Likelihood ▴",
            "3    6 M  ┃   · H      · C",
            "          ┗━━━━━━━━┓",
            "2    3 L      · M  ┃   · H",
            "                   ┗━━━━━━━━",
            "1    · L      · L      · M",
            "    Rare   Unlikely Possible",
            "  Consequence ▸",
        ]
    );
}

#[test]
fn the_cursor_is_in_brackets_and_marks_show_movement() {
    let cells = cells(3, 3);
    let marks = [(at(2, 2), "I"), (at(1, 1), "C")];
    let lines = plain_canvas(26, 5, |pen, area| {
        let matrix = Matrix {
            cursor: Some(at(2, 0)),
            marks: &marks,
            ..matrix(&cells, 3, 3, pen)
        };
        pen.render_widget(&matrix, area);
    });
    assert!(lines[1].contains("[ 6 M ]"), "{lines:#?}");
    assert!(lines[1].contains("I - C") && lines[2].contains("C - M"), "{lines:#?}");
}

#[test]
fn ten_by_ten_fits_beside_a_list() {
    let cells = cells(10, 10);
    let lines = canvas(54, 18, |pen, area| {
        pen.render_widget(&matrix(&cells, 10, 10, pen), area);
    });
    assert!(
        lines[1].starts_with("10 ") && lines[10].starts_with(" 1 "),
        "{lines:#?}"
    );
}

#[test]
fn a_tight_grid_gives_up_its_seams_before_its_cells() {
    let cells = cells(10, 10);
    let lines = canvas(36, 18, |pen, area| {
        pen.render_widget(&matrix(&cells, 10, 10, pen), area);
    });
    assert!(lines[10].starts_with(" 1  ·L ·L ·L 3L"), "{lines:#?}");
    let lines = canvas(20, 18, |pen, area| {
        pen.render_widget(&matrix(&cells, 10, 10, pen), area);
    });
    assert_eq!(lines[0], "Too narrow for the …");
}

#[test]
fn rows_that_do_not_fit_follow_the_cursor() {
    let cells = cells(10, 4);
    let lines = canvas(54, 8, |pen, area| {
        let matrix = Matrix {
            cursor: Some(at(0, 0)),
            ..matrix(&cells, 10, 4, pen)
        };
        pen.render_widget(&matrix, area);
    });
    assert!(lines[6].contains('['), "{lines:#?}");
}

#[test]
fn risks_without_likelihood_have_a_column_of_their_own() {
    let cells = cells(3, 3);
    let aside = [cells[8], cells[0]];
    let lines = canvas(40, 8, |pen, area| {
        let matrix = Matrix {
            aside: &aside,
            cursor: Some(Spot::Aside(0)),
            ..matrix(&cells, 3, 3, pen)
        };
        pen.render_widget(&matrix, area);
    });
    assert!(lines[1].ends_with(']') && lines[6].ends_with("n/a"), "{lines:#?}");
}

#[test]
fn any_size_survives() {
    for (rows, columns) in [(3, 3), (5, 5), (10, 10), (3, 10)] {
        let cells = cells(rows, columns);
        survives(|pen, area| {
            let matrix = Matrix {
                aside: &cells[..3],
                cursor: Some(at(rows - 1, columns - 1)),
                ..matrix(&cells, rows, columns, pen)
            };
            pen.render_widget(&matrix, area);
        });
    }
    survives(|pen, area| pen.render_widget(&matrix(&[], 0, 0, pen), area));
    survives(|pen, area| pen.render_widget(&matrix(&[], 5, 5, pen), area));
}
