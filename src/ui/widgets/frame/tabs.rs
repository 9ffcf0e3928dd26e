//! The numbered screens, with shorter names and then numbers alone as the line gets narrow.

use ratatui::layout::Rect;

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Pen;
use crate::ui::canvas::text;
use crate::ui::style::roles::Role;

/// One screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tab<'a> {
    /// The name.
    pub name: &'a str,
    /// A name for narrow terminals.
    pub short: &'a str,
}

/// How much of the names is shown; the active one keeps its own.
#[derive(Clone, Copy)]
enum Form {
    Names,
    Shorts,
    Numbers,
}

/// Draws the tabs on the first line of an area; `active` counts from 0.
pub fn draw(tabs: &[Tab<'_>], active: usize, area: Rect, pen: &mut Pen<'_>) {
    let glyphs = pen.glyphs();
    let line = layout::line(area, 0);
    let labels = |form: Form| -> Vec<String> {
        let each = tabs.iter().enumerate();
        each.map(|(at, tab)| label(at, tab, form, at == active)).collect()
    };
    let fits = |labels: &Vec<String>| {
        let wide: usize = labels.iter().map(|label| text::width(label, glyphs)).sum();
        wide <= usize::from(line.width)
    };
    let mut forms = [Form::Names, Form::Shorts].into_iter().map(labels);
    let labels = forms.find(fits).unwrap_or_else(|| labels(Form::Numbers));
    let mut rest = line;
    for (at, label) in labels.iter().enumerate() {
        let (place, after) = layout::left(rest, text::width(label, glyphs) as u16);
        rest = after;
        if at == active {
            pen.over(place, Role::TabActive).text(place, label, Role::TabActive);
            continue;
        }
        // The number is ASCII, so it ends at the same byte and cell.
        let number = label.trim_start().find(' ').map_or(label.len(), |end| end + 1);
        let (before, after) = layout::left(place, number as u16);
        pen.text(before, &label[..number], Role::Key);
        pen.text(after, &label[number..], Role::Tab);
    }
}

/// Returns the text of a tab with a blank on either side.
fn label(at: usize, tab: &Tab<'_>, form: Form, active: bool) -> String {
    let number = at + 1;
    match form {
        Form::Numbers if !active => format!(" {number} "),
        Form::Shorts if !active => format!(" {number} {} ", tab.short),
        _ => format!(" {number} {} ", tab.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing::{canvas, survives};

    const TABS: [Tab<'static>; 4] = [
        tab("Today", "Today"),
        tab("Systems", "Sys"),
        tab("Risks", "Risks"),
        tab("Treatment", "Treat"),
    ];

    const fn tab(name: &'static str, short: &'static str) -> Tab<'static> {
        Tab { name, short }
    }

    #[test]
    fn names_shorten_before_they_vanish() {
        let at = |width, active| canvas(width, 1, |pen, area| draw(&TABS, active, area, pen)).concat();
        assert_eq!(at(60, 3), " 1 Today  2 Systems  3 Risks  4 Treatment");
        assert_eq!(at(38, 3), " 1 Today  2 Sys  3 Risks  4 Treatment");
        assert_eq!(at(38, 1), " 1 Today  2 Systems  3 Risks  4 Treat");
        assert_eq!(at(24, 3), " 1  2  3  4 Treatment");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| draw(&TABS, 2, area, pen));
    }
}
