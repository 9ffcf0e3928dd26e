//! The trends, fed with the ends of the months that the history of the register spans.

use aims::app::state::message::Message;
use aims::app::sync::git_answers::GitAnswer;
use aims::domain::measures::trend;
use aims::domain::measures::trend::{Figures, Point};
use aims::domain::register::Register;
use aims::exchange::demo::Demo;

use super::{REGISTER, SIZES, hold};
use crate::bench::{Bench, today};

/// Feeds the ends of the months that the history of the register spans.
pub fn months(bench: &mut Bench) {
    let steps = Demo::read(REGISTER)
        .expect("a register")
        .steps(today())
        .expect("its steps");
    let (mut register, mut steps) = (Register::default(), steps.into_iter().peekable());
    for day in trend::ends(today()).into_iter().rev() {
        let made = |days_ago: u32| today() - chrono::Days::new(days_ago.into());
        while let Some(step) = steps.next_if(|step| made(step.days_ago) <= day) {
            for record in step.records {
                register.put(record);
            }
            register.put(aims::domain::kinds::method::preset());
        }
        let figures = Figures::of(&register, day);
        if figures != Figures::of(&Register::default(), day) {
            let commit = Some(format!("{:040x}", 0xabcd_0000_u64).chars().rev().collect());
            bench
                .app
                .update(Message::Git(GitAnswer::Month(1, Point { day, commit, figures })));
        }
    }
    bench.app.update(Message::Git(GitAnswer::MonthsEnd(1, Ok(false))));
}

#[test]
fn trends() {
    hold("trends", "T h h", SIZES);
}
