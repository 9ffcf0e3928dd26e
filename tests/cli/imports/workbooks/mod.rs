//! Workbooks and files as teams keep them, each made here and imported as it is, with what must come out of it.

mod book;
mod cases;
mod controls_and_answers;
mod dialog;
mod elsewhere;
mod findings;
mod inventories;
mod layout;
mod risks;
mod suppliers_and_tasks;
mod whole;
