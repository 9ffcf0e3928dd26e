//! An action in one line, as it is said in a meeting: `write the scope statement @ana +2w`.
//!
//! The title comes first; who does it and until when close the line, in either order. Words inside the title mean
//! nothing else, so `meet @ana on fri about access` stays whole: only what closes the line is taken off it.

use chrono::NaiveDate;

use crate::domain::day;
use crate::domain::day::NotADay;

/// What a line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionLine {
    /// What is to be done.
    pub title: String,
    /// Who does it, as typed behind the `@`; empty when nobody is named.
    pub owner: String,
    /// Until when, if said.
    pub due: Option<NaiveDate>,
}

/// Why a line is no action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAction {
    /// Nothing was typed, or only who and when.
    #[error("Say what is to be done: write the scope statement @owner +2w.")]
    NoTitle,
    /// It closes with what is written like a day and is none.
    #[error(transparent)]
    NoDay(#[from] NotADay),
}

/// Reads a line. A day is whatever [`day::read`] takes; of two days or two owners at the end the outer one counts and the
/// other stays in the title, where it can be seen.
///
/// # Errors
///
/// Fails when nothing is left for the title, or when the line closes with what is written like a day and is none.
pub fn read(line: &str, today: NaiveDate) -> Result<ActionLine, NoAction> {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let mut read = ActionLine::default();
    while let Some(last) = words.last() {
        let named = last.strip_prefix('@').filter(|name| !name.is_empty());
        match (named, day::read(last, today)) {
            (Some(name), _) if read.owner.is_empty() => name.clone_into(&mut read.owner),
            (None, Ok(day)) if read.due.is_none() => read.due = Some(day),
            (None, Err(error)) if read.due.is_none() && is_like_a_day(last) => return Err(error.into()),
            _ => break,
        }
        words.pop();
    }
    read.title = words.join(" ");
    if read.title.is_empty() {
        return Err(NoAction::NoTitle);
    }
    Ok(read)
}

/// Tells whether a word is written like a day: `2027-1-5`, `30.02.2027`, `2027/02/30`, `+2x`. A version such as `1.2.3`
/// or `2024.10.1` is not.
fn is_like_a_day(word: &str) -> bool {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if let Some(span) = word.strip_prefix('+') {
        return span.starts_with(|first: char| first.is_ascii_digit())
            && span.bytes().all(|byte| byte.is_ascii_alphanumeric());
    }
    ['-', '/', '.']
        .into_iter()
        .any(|between| match word.split(between).collect::<Vec<_>>()[..] {
            [year, month, day] if between != '.' && digits(year, 4, 4) => digits(month, 1, 2) && digits(day, 1, 2),
            [day, month, year] => digits(year, 4, 4) && digits(month, 1, 2) && digits(day, 1, 2),
            _ => false,
        })
}

/// Returns the name being typed at the end of a line, behind its `@`.
pub fn name_begun(line: &str) -> Option<&str> {
    line.rsplit(char::is_whitespace).next()?.strip_prefix('@')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        day::iso("2026-11-23").expect("a day")
    }

    fn parts(line: &str) -> (String, String, String) {
        let read = read(line, today()).expect("an action");
        let due = read.due.map(|due| due.to_string()).unwrap_or_default();
        (read.title, read.owner, due)
    }

    fn three(title: &str, owner: &str, due: &str) -> (String, String, String) {
        (title.to_owned(), owner.to_owned(), due.to_owned())
    }

    #[test]
    fn owner_and_day_close_the_line_in_either_order() {
        let wanted = three("write the scope statement", "ana", "2026-12-07");
        assert_eq!(parts("write the scope statement @ana +2w"), wanted);
        assert_eq!(parts("  write the scope  statement +2w @ana "), wanted);
        assert_eq!(parts("call legal fri"), three("call legal", "", "2026-11-27"));
        assert_eq!(parts("call legal @ben"), three("call legal", "ben", ""));
        assert_eq!(parts("ask 2027-01-15"), three("ask", "", "2027-01-15"));
    }

    #[test]
    fn days_and_names_inside_the_title_stay_there() {
        assert_eq!(
            parts("meet @ana on fri about access"),
            three("meet @ana on fri about access", "", "")
        );
        // Of two days the outer one counts.
        assert_eq!(parts("move fri to sat +1w"), three("move fri to sat", "", "2026-11-30"));
        assert_eq!(parts("hand over @ana @ben"), three("hand over @ana", "ben", ""));
        assert_eq!(parts("write to @"), three("write to @", "", ""));
    }

    #[test]
    fn a_line_without_a_title_is_none() {
        for line in ["", "   ", "@ana", "+2w @ana", "fri"] {
            assert_eq!(read(line, today()), Err(NoAction::NoTitle), "{line}");
        }
    }

    #[test]
    fn malformed_days_are_refused_and_no_part_of_the_title() {
        for word in ["2027-02-30", "2027-1-5", "30.02.2027", "2027/02/03", "+2x", "+1q"] {
            let error = NoAction::NoDay(NotADay(word.to_owned()));
            assert_eq!(read(&format!("check scope @ben {word}"), today()), Err(error.clone()));
            assert_eq!(read(&format!("check scope {word} @ben"), today()), Err(error));
        }
        for title in [
            "move to 1.2.3",
            "update to 2024.10.1",
            "read ISO 42001",
            "learn C++",
            "2027-02-30 is no day",
        ] {
            assert_eq!(parts(title), three(title, "", ""));
        }
    }

    #[test]
    fn the_name_being_typed_is_the_last_word() {
        assert_eq!(name_begun("write it @an"), Some("an"));
        assert_eq!(name_begun("write it @"), Some(""));
        assert_eq!(name_begun("write it @ana "), None);
        assert_eq!(name_begun("write\u{2003}@an"), Some("an"));
        assert_eq!(name_begun("write it"), None);
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_any_line_is_read(line in "[ @+a-z0-9é\u{2003}-]{0,40}|\\PC{0,60}") {
            let words = line.split_whitespace().count();
            match read(&line, today()) {
                Ok(read) => {
                    let kept = read.title.split_whitespace().count();
                    let taken = usize::from(!read.owner.is_empty()) + usize::from(read.due.is_some());
                    prop_assert_eq!(kept + taken, words);
                    prop_assert!(!read.owner.starts_with('@') || line.contains("@@"));
                }
                Err(NoAction::NoTitle) => prop_assert!(words <= 2),
                Err(NoAction::NoDay(word)) => prop_assert!(line.contains(&word.0)),
            }
            name_begun(&line);
        }

        #[test]
        fn written_action_lines_read_back(title in "[a-z]{1,3}x( [a-z]{2}x){0,5}", owner in "[a-z]{1,8}", weeks in 1_u32..50) {
            let read = read(&format!("{title} @{owner} +{weeks}w"), today()).expect("an action");
            prop_assert_eq!(read.title, title);
            prop_assert_eq!(read.owner, owner);
            prop_assert_eq!(read.due, Some(today() + chrono::Days::new(u64::from(weeks) * 7)));
        }
    }
}
