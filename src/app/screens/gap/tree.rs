//! The gap analysis as a tree: everything, the clauses 4 to 10, their sub-clauses, their questions.
//!
//! The tree has no rows of its own. It is read from the list's rows whenever it is shown, so filter, sort and marks are the
//! list's, and it only remembers what is folded and where the cursor is.

use std::cell::Cell as Shared;
use std::collections::BTreeSet;

use crate::app::list::List;
use crate::app::list::spec::View;
use crate::domain::kinds::answer;
use crate::domain::measures::gap_coverage::Coverage;
use crate::domain::register::index::Slot;

/// One line of the tree, and the place of the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Node {
    /// Everything the list shows.
    #[default]
    Whole,
    /// A clause such as `6`.
    Clause(String),
    /// A sub-clause such as `6.1.2`.
    SubClause(String),
    /// A question.
    Question(Slot),
}

/// What is folded, and where the cursor is.
#[derive(Debug, Default)]
pub struct Tree {
    /// The line under the cursor.
    pub at: Node,
    /// The first line shown; drawing sets it.
    pub top: Shared<usize>,
    /// How many lines are shown; drawing sets it.
    pub height: Shared<usize>,
    /// Clauses that are folded and sub-clauses that are unfolded, against how they begin.
    turned: BTreeSet<String>,
    /// The list's row when the cursor was last set by it.
    followed: Option<Slot>,
    /// Whether something else goes to a row, so that even the one where the list is already is gone to.
    jumps: bool,
}

/// Returns the clause of a sub-clause: `6` of `6.1.2`.
fn clause_of(sub_clause: &str) -> &str {
    sub_clause.split('.').next().unwrap_or(sub_clause)
}

impl Tree {
    /// Returns the lines, from the list's rows.
    pub fn lines(&self, list: &List, view: View<'_>) -> Vec<Node> {
        let mut lines = vec![Node::Whole];
        let (mut clause, mut sub_clause) = (String::new(), String::new());
        for slot in list.rows() {
            let Some(record) = view.register.at(*slot) else {
                continue;
            };
            let of = answer::clause_of(record);
            if clause_of(of) != clause {
                clause_of(of).clone_into(&mut clause);
                lines.push(Node::Clause(clause.clone()));
            }
            if !self.is_open(&Node::Clause(clause.clone()), list) {
                continue;
            }
            if of != sub_clause {
                of.clone_into(&mut sub_clause);
                lines.push(Node::SubClause(sub_clause.clone()));
            }
            if self.is_open(&Node::SubClause(sub_clause.clone()), list) {
                lines.push(Node::Question(*slot));
            }
        }
        lines
    }

    /// Tells whether a line is unfolded: clauses are, and sub-clauses are while a filter picks questions.
    pub fn is_open(&self, node: &Node, list: &List) -> bool {
        match node {
            Node::Whole => true,
            Node::Clause(id) => !self.turned.contains(id),
            Node::SubClause(id) => self.turned.contains(id) == list.filter().is_empty(),
            Node::Question(_) => false,
        }
    }

    /// Returns the rows of the list that stand under a line.
    pub fn members(node: &Node, list: &List, view: View<'_>) -> Vec<Slot> {
        let under = |slot: &Slot| {
            let of = view.register.at(*slot).map(answer::clause_of).unwrap_or_default();
            match node {
                Node::Whole => true,
                Node::Clause(id) => clause_of(of) == id,
                Node::SubClause(id) => of == id,
                Node::Question(one) => one == slot,
            }
        };
        list.rows().iter().copied().filter(under).collect()
    }

    /// Returns how far the questions under a line are.
    pub fn coverage(node: &Node, list: &List, view: View<'_>) -> Coverage {
        let members = Self::members(node, list, view);
        Coverage::of(members.iter().filter_map(|slot| view.register.at(*slot)))
    }

    /// Returns the position of the cursor among the lines; where its line is gone, that of what it stood under.
    pub fn position(&self, lines: &[Node], view: View<'_>) -> usize {
        let find = |node: &Node| lines.iter().position(|line| line == node);
        let sub_clause = match &self.at {
            Node::Question(slot) => view.register.at(*slot).map(answer::clause_of),
            Node::SubClause(id) | Node::Clause(id) => Some(id.as_str()),
            Node::Whole => None,
        };
        find(&self.at)
            .or_else(|| find(&Node::SubClause(sub_clause?.to_owned())))
            .or_else(|| find(&Node::Clause(clause_of(sub_clause?).to_owned())))
            .unwrap_or(0)
    }

    /// Moves the cursor by lines.
    pub fn step(&mut self, by: isize, list: &mut List, view: View<'_>) {
        let lines = self.lines(list, view);
        let to = self.position(&lines, view).saturating_add_signed(by);
        self.at = lines[to.min(lines.len() - 1)].clone();
        self.lead(list);
    }

    /// Folds or unfolds the line under the cursor; folding what has no fold goes to what it stands under.
    pub fn fold(&mut self, open: bool, list: &mut List, view: View<'_>) {
        let lines = self.lines(list, view);
        let here = lines[self.position(&lines, view)].clone();
        match &here {
            Node::Clause(id) | Node::SubClause(id) if self.is_open(&here, list) != open => {
                if !self.turned.remove(id) {
                    self.turned.insert(id.clone());
                }
            }
            Node::Clause(_) | Node::SubClause(_) | Node::Whole if open => self.step(1, list, view),
            Node::Whole | Node::Question(_) if open => {}
            Node::Question(slot) => {
                let of = view.register.at(*slot).map(answer::clause_of).unwrap_or_default();
                self.at = Node::SubClause(of.to_owned());
            }
            Node::SubClause(id) => self.at = Node::Clause(clause_of(id).to_owned()),
            Node::Clause(_) | Node::Whole => self.at = Node::Whole,
        }
        self.lead(list);
    }

    /// Puts the list's cursor on the question under this one's.
    fn lead(&mut self, list: &mut List) {
        if let Node::Question(slot) = self.at {
            list.select(slot);
        }
        self.followed = list.selected();
    }

    /// Notes that something else goes to a row.
    pub fn expect_jump(&mut self) {
        self.jumps = true;
    }

    /// Goes where the list's cursor was put by something else, such as a jump.
    pub fn follow(&mut self, list: &List, view: View<'_>) {
        let selected = list.selected();
        let jumps = std::mem::take(&mut self.jumps);
        if selected == self.followed && !jumps {
            return;
        }
        let first = self.followed.is_none() && !jumps;
        self.followed = selected;
        let Some((slot, record)) = selected.and_then(|slot| Some((slot, view.register.at(slot)?))) else {
            return;
        };
        // A list that was only filled has not moved.
        if first && list.cursor == 0 {
            return;
        }
        let of = answer::clause_of(record);
        for node in [Node::Clause(clause_of(of).to_owned()), Node::SubClause(of.to_owned())] {
            if let (false, Node::Clause(id) | Node::SubClause(id)) = (self.is_open(&node, list), &node)
                && !self.turned.remove(id)
            {
                self.turned.insert(id.clone());
            }
        }
        self.at = Node::Question(slot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::screens::gap::SPEC;
    use crate::domain::day;
    use crate::domain::register::Register;

    /// Runs something on a tree over all questions of an empty register.
    fn with(run: impl FnOnce(&mut Tree, &mut List, View<'_>)) {
        let register = Register::default();
        let view = View {
            register: &register,
            today: day::iso("2026-11-23").expect("a day"),
        };
        let mut list = List::new(&SPEC);
        list.refresh(view);
        run(&mut Tree::default(), &mut list, view);
    }

    #[test]
    fn it_begins_with_every_sub_clause_and_no_question() {
        with(|tree, list, view| {
            let lines = tree.lines(list, view);
            assert_eq!(lines.len(), 1 + 7 + 32);
            assert_eq!(lines[2], Node::SubClause("4.1".to_owned()));
        });
    }

    #[test]
    fn unfolding_shows_the_questions_and_folding_goes_up() {
        with(|tree, list, view| {
            tree.step(2, list, view);
            tree.fold(true, list, view);
            assert_eq!(tree.lines(list, view).len(), 40 + 4);
            tree.fold(true, list, view);
            assert!(matches!(tree.at, Node::Question(_)));
            tree.fold(false, list, view);
            assert_eq!(tree.at, Node::SubClause("4.1".to_owned()));
            tree.fold(false, list, view);
            assert_eq!(tree.lines(list, view).len(), 40);
            tree.fold(false, list, view);
            assert_eq!(tree.at, Node::Clause("4".to_owned()));
            tree.fold(false, list, view);
            assert_eq!(tree.lines(list, view).len(), 40 - 4);
        });
    }

    #[test]
    fn every_question_is_under_one_line_of_each_depth() {
        with(|tree, list, view| {
            let lines = tree.lines(list, view);
            let sum = |wanted: fn(&Node) -> bool| -> usize {
                let of = lines.iter().filter(|node| wanted(node));
                of.map(|node| Tree::coverage(node, list, view).total()).sum()
            };
            assert_eq!(sum(|node| *node == Node::Whole), 94);
            assert_eq!(sum(|node| matches!(node, Node::Clause(_))), 94);
            assert_eq!(sum(|node| matches!(node, Node::SubClause(_))), 94);
        });
    }

    #[test]
    fn a_filter_unfolds_what_it_found_and_the_cursor_stays_near() {
        with(|tree, list, view| {
            tree.step(9, list, view);
            list.set_filter(view, "clause:6.1.2");
            let lines = tree.lines(list, view);
            assert_eq!(lines.len(), 3 + list.rows().len());
            assert_eq!(tree.position(&lines, view), 0);
        });
    }

    #[test]
    fn it_goes_where_a_jump_puts_the_list() {
        with(|tree, list, view| {
            tree.follow(list, view);
            assert_eq!(tree.at, Node::Whole);
            list.step(50);
            tree.follow(list, view);
            assert_eq!(tree.at, Node::Question(list.selected().expect("a row")));
            let lines = tree.lines(list, view);
            assert!(lines.contains(&tree.at));
        });
    }
}
