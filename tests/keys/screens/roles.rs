//! The roles in which named texts of the screens are drawn, with colours and without.

use aims::ui::export::text;
use aims::ui::style::glyphs;
use aims::ui::style::roles::Role;
use aims::ui::style::theme::{Depth, Shade, Theme};
use ratatui::buffer::{Buffer, Cell};

use super::drawn;

/// Returns the cells of the first place where a text stands.
fn cells<'a>(buffer: &'a Buffer, text: &str) -> &'a [Cell] {
    let width = usize::from(buffer.area.width);
    let long = text.chars().count();
    let stands = |row: &'a [Cell]| {
        row.windows(long)
            .find(|cells| cells.iter().map(Cell::symbol).eq(text.split_inclusive(|_| true)))
    };
    let found = buffer.content.chunks(width).find_map(stands);
    assert!(found.is_some(), "`{text}` is not shown:\n{}", text::text(buffer));
    found.unwrap_or_default()
}

/// Checks that a view draws texts in roles: in the colour and attributes of the role, with colours and without.
fn check(keys: &str, roles: &[(&str, Role)]) {
    for depth in [Depth::Indexed256, Depth::None] {
        let buffer = drawn(keys, (80, 24), depth, &glyphs::UNICODE);
        let theme = Theme::new(depth, Shade::Dark);
        for (text, role) in roles {
            let style = theme.style(*role);
            for cell in cells(&buffer, text) {
                let fits = cell.fg == style.fg.unwrap_or_default() && cell.modifier.contains(style.add_modifier);
                assert!(fits, "keys {keys}, `{text}` is not {role:?} but {:?}", cell.style());
            }
        }
    }
}

macro_rules! roles {
    ($($name:ident: $keys:literal => $($text:literal is $role:ident),+;)+) => {$(
        #[test]
        fn $name() {
            check($keys, &[$(($text, Role::$role)),+]);
        }
    )+};
}

roles! {
    tabs: "7" => "Today" is Tab, "Calendar" is TabActive;
    treatment: "4 j space" => "More than 90 days late" is Overdue, "158d late" is Overdue, "31 to 90 days late" is Overdue,
        "Slip" is Header, "re-date" is KeyHelp;
    risks: "3 h" => "Heatmap" is Title, "╭" is BorderFocused, "━" is Appetite, "Likelihood" is Header;
    evidence: "8 j j" => "changed" is Danger, "gone" is Danger;
    documents: "8 D" => "Evidence" is TabActive, "❯" is Accent;
    attach: "5 V 'pol" => "ai-" is Text, "esc" is KeyHelp;
    form_refused: "2 a ctrl-s" => "required" is Danger, "Purpose" is Muted, "ctrl-s" is KeyHelp;
    gap: "6 j j l" => "operating" is Good, "documented" is Accent;
    session: "6 enter 3 b" => "Gap" is TabActive;
    controls: "5" => "implemented" is Good, "planned" is Accent, "partial" is Warning, "Status" is Header;
    control_with_problems: "5 / 'problems>0_status:implemented enter enter" => "Problems" is Title, "It is implemented" is Danger,
        "AIMS-W503" is Danger, "A.6.2.6/d1" is Link, "Applicability" is Muted;
    crosswalk: "5 X 'MAP_5 down" => "NIST" is Muted, "A.5" is Link;
    review: ": 'V-vr6rt enter x n 'two_are_late enter" => "9.3.2" is Muted, "Records" is Header, "117d late" is Overdue,
        "two are late" is Text;
    findings: "9 j" => "Grade" is Header, "late" is Overdue;
    incidents: "9 I" => "serious" is Danger, "Thu" is Soon, "Contained" is Group;
    suppliers: "2 P" => "conditional" is Warning, "8d late" is Overdue, "Outcome" is Header;
    readiness: "r j" => "Readiness" is Title, "stage 1" is Soon;
    today_bars: "G" => "Ready for stage 1" is Header;
    trends: "T h h" => "Trends" is Title, "█" is Accent;
}

#[test]
fn the_row_under_the_cursor_and_marked_rows_differ_from_the_others_in_both_depths() {
    for depth in [Depth::Indexed256, Depth::None] {
        let buffer = drawn("4 space", (80, 24), depth, &glyphs::UNICODE);
        let fixture = |text: &str| {
            let cell = &cells(&buffer, text)[0];
            (cell.bg, cell.modifier)
        };
        let (marked, under, plain) = (fixture("Seed 3"), fixture("Remove"), fixture("Replace the"));
        assert_ne!(under, plain, "{depth:?}");
        assert!(marked != under || depth == Depth::None, "{depth:?}");
    }
}
