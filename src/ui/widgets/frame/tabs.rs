//! The numbered screens, with shorter names and then numbers alone as the line gets narrow.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Tabs, Widget};

use crate::ui::canvas::layout;
use crate::ui::canvas::pen::Look;
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

/// ratatui's `Tabs` on the first line of an area, in the longest names that fit.
#[derive(Debug, Clone, Copy)]
pub struct ScreenTabs<'a> {
    /// The screens.
    pub tabs: &'a [Tab<'a>],
    /// The one shown, from 0.
    pub active: usize,
    /// How they are drawn.
    pub look: Look,
}

impl Widget for &ScreenTabs<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let ScreenTabs {
            tabs,
            active,
            look: Look { theme, glyphs },
        } = *self;
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
        let titles = labels.iter().enumerate().map(|(at, label)| {
            // The names are the program's own, so a `Span` may hold them.
            if at == active {
                return Line::raw(label.as_str());
            }
            let number = label.trim_start().find(' ').map_or(label.len(), |end| end + 1);
            let (number, name) = label.split_at(number);
            Line::from_iter([
                Span::styled(number, theme.style(Role::Key)),
                Span::styled(name, theme.style(Role::Tab)),
            ])
        });
        let tabs = Tabs::new(titles)
            .select(active)
            .highlight_style(theme.style(Role::TabActive));
        tabs.divider("").padding("", "").render(line, buf);
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
    use crate::ui::canvas::pen::Pen;
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

    fn draw(active: usize, pen: &mut Pen<'_>, area: Rect) {
        let tabs = ScreenTabs {
            tabs: &TABS,
            active,
            look: pen.look(),
        };
        pen.render_widget(&tabs, area);
    }

    #[test]
    fn names_shorten_before_they_vanish() {
        let at = |width, active| canvas(width, 1, |pen, area| draw(active, pen, area)).concat();
        assert_eq!(at(60, 3), " 1 Today  2 Systems  3 Risks  4 Treatment");
        assert_eq!(at(38, 3), " 1 Today  2 Sys  3 Risks  4 Treatment");
        assert_eq!(at(38, 1), " 1 Today  2 Systems  3 Risks  4 Treat");
        assert_eq!(at(24, 3), " 1  2  3  4 Treatment");
    }

    #[test]
    fn any_size_survives() {
        survives(|pen, area| draw(2, pen, area));
    }
}
