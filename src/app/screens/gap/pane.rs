//! Keys on the gap analysis: the tree of clauses, or the list of questions while it is sorted by a column.

use crate::app::guided::session::is_open;
use crate::app::guided::session::steps;
use crate::app::input::pane::{Pane, Rows};
use crate::app::input::screen::Screen;
use crate::app::list::List;
use crate::app::list::spec::View;
use crate::app::screens::gap::SCREEN;
use crate::app::screens::gap::tree::{Node, Tree};
use crate::app::state::App;
use crate::domain::register::index::Slot;

/// The tree of clauses over the list of questions.
pub struct Clauses;

impl Pane for Clauses {
    fn selected(&self, app: &App) -> Option<Slot> {
        match node(app) {
            Some(Node::Question(slot)) => Some(*slot),
            Some(_) => None,
            None => Rows.selected(app),
        }
    }

    fn targets(&self, app: &App) -> Vec<Slot> {
        match (node(app), app.list(&SCREEN)) {
            (Some(node), Some(list)) if list.marked() == 0 => Tree::members(node, list, app.view()),
            _ => Rows.targets(app),
        }
    }

    /// Returns the question under the cursor, else the first open one of the clause under it; none where the cursor is on
    /// everything.
    fn begins_at(&self, app: &App) -> Option<Slot> {
        let (Some(node), Some(list)) = (node(app), app.list(&SCREEN)) else {
            return Rows.selected(app);
        };
        if *node == Node::Whole {
            return None;
        }
        let members = Tree::members(node, list, app.view());
        let open = |slot: &&Slot| app.register.at(**slot).is_some_and(is_open);
        members.iter().find(open).or(members.first()).copied()
    }

    fn place(&self, list: &List) -> String {
        match list.sort {
            None => format!("{} questions", list.rows().len()),
            Some(_) => Rows.place(list),
        }
    }

    fn step(&self, app: &mut App, by: isize) {
        if node(app).is_some() {
            in_tree(app, |tree, list, view| tree.step(by, list, view));
        } else {
            Rows.step(app, by);
        }
    }

    fn across(&self, app: &mut App, by: i8) {
        if node(app).is_some() {
            in_tree(app, |tree, list, view| tree.fold(by > 0, list, view));
        }
    }

    fn height(&self, app: &App) -> usize {
        match node(app) {
            Some(_) => app.screens.tree.height.get(),
            None => Rows.height(app),
        }
    }

    fn open(&self, app: &mut App) {
        steps::begin(app, self.begins_at(app));
    }

    /// Marks or unmarks the questions under the line of the tree, and goes on to the next line.
    fn mark(&self, app: &mut App) {
        if node(app).is_none() {
            return Rows.mark(app);
        }
        in_tree(app, |tree, list, view| {
            list.toggle_these(&Tree::members(&tree.at, list, view));
            tree.step(1, list, view);
        });
    }

    fn reveal(&self, app: &mut App, screen: &'static Screen, slot: Slot) -> bool {
        app.screens.tree.expect_jump();
        Rows.reveal(app, screen, slot)
    }

    /// Lets the tree go where the list was put. A session comes by every clause; only where it is left the tree unfolds.
    fn follow_cursor(&self, app: &mut App) {
        if app.guided.session(app.screen).is_some() {
            return;
        }
        let view = View {
            register: &app.register,
            today: app.env.today,
        };
        let mut tree = std::mem::take(&mut app.screens.tree);
        if let Some(list) = app.screens.list(&SCREEN) {
            tree.follow(list, view);
        }
        app.screens.tree = tree;
    }
}

/// Returns the line of the tree under the cursor, while the clauses are shown as a tree.
pub fn node(app: &App) -> Option<&Node> {
    let is_tree = app.list(&SCREEN).is_some_and(|list| list.sort.is_none());
    is_tree.then_some(&app.screens.tree.at)
}

/// Runs something on the tree of clauses and the list it is read from.
fn in_tree(app: &mut App, run: impl FnOnce(&mut Tree, &mut List, View<'_>)) {
    let mut tree = std::mem::take(&mut app.screens.tree);
    app.with_list(&SCREEN, |list, view| run(&mut tree, list, view));
    app.screens.tree = tree;
}
