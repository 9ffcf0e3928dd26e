//! What is told and asked can be read whole, however small the terminal is.

use aims::app::decisions::prompt::Ask;
use aims::app::decisions::run;
use aims::app::decisions::{Asked, Running};
use aims::app::input::command::Group;
use aims::app::notices::Tone;
use aims::app::state::commands::COMMANDS;
use aims::app::state::message::Message;
use aims::domain::kinds;
use aims::domain::record::id::Id;
use aims::domain::record::value::Value;
use aims::ui::canvas::pen::Look;
use aims::ui::screen;
use aims::ui::style::glyphs;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::bench::{Bench, today};

const SIZES: [(u16, u16); 4] = [(60, 15), (80, 24), (120, 40), (200, 60)];

/// Tells whether the words of a text stand on the screen in order.
fn shows(bench: &mut Bench, (columns, rows): (u16, u16), text: &str) -> bool {
    let area = Rect::new(0, 0, columns, rows);
    bench.app.update(Message::Resize(columns, rows));
    let mut buffer = Buffer::empty(area);
    let look = Look::new(Theme::new(Depth::None, Shade::Dark), &glyphs::UNICODE);
    screen::draw(&bench.app, area, &mut buffer, look);
    let mut cells = String::new();
    for y in 0..rows {
        for x in 0..columns {
            cells.push_str(buffer[(x, y)].symbol());
        }
        cells.push(' ');
    }
    let mut drawn = cells.split_whitespace();
    text.split_whitespace().all(|word| drawn.any(|other| other == word))
}

#[test]
fn a_notice_of_any_length_is_shown_whole() {
    let long = "T-00001: Only the effect of an action that is done is checked. Nothing was changed. ";
    for size in SIZES {
        for length in [40, 60, 75, 79, 85, 110, 170, 320] {
            let text = long.repeat(4);
            let text = text[..length].trim();
            for tone in [Tone::Done, Tone::Edited, Tone::Refused, Tone::Error] {
                for keys in ["4", "4 enter", "4 e", "7"] {
                    let mut bench = Bench::sample();
                    bench.press(keys);
                    bench.app.notices.tell(bench.app.env.now, tone, text);
                    assert!(shows(&mut bench, size, text), "{size:?} {tone:?} at {keys}: {text}");
                }
            }
        }
    }
}

#[test]
fn every_question_shows_whole_how_it_is_answered() {
    let mut bench = Bench::demo();
    let mut seen = std::collections::BTreeSet::new();
    for kind in kinds::ALL {
        let ids: Vec<Id> = bench.app.register.of(kind).map(|record| record.id().clone()).collect();
        for id in ids.iter().take(12) {
            for command in COMMANDS.iter().filter(|command| command.group == Group::Decide) {
                let record = bench.app.register.get(id.as_str()).expect("a record");
                let Some(decision) = Running::of(command, record) else {
                    continue;
                };
                let slot = bench.app.register.slot(id.as_str()).expect("a place");
                run::begin(&mut bench.app, decision, &[slot]);
                while let Some(ask) = bench.app.dialogs.top_mut::<Ask>() {
                    let (label, example) = (ask.question().label.to_string(), ask.question().example.to_string());
                    // What would come of a day or a list of choices is shown in its place.
                    let reading = ask.reading(&bench.app.register, "ana", today());
                    let is_shown = reading.is_none() && !matches!(ask.question().shape, Asked::Several(_));
                    if is_shown && seen.insert((label.clone(), example.clone())) {
                        for size in SIZES {
                            let told = shows(&mut bench, size, &example);
                            assert!(told, "{size:?} {} {label}: {example}", command.name);
                        }
                    }
                    let Some(ask) = bench.app.dialogs.top_mut::<Ask>() else {
                        break;
                    };
                    if ask.answers.len() + 1 >= ask.questions.len() {
                        break;
                    }
                    ask.answers.push(Value::Empty);
                }
                bench.app.dialogs.clear();
                bench.app.take_effects();
            }
        }
    }
    assert!(seen.len() > 30, "{}", seen.len());
}
