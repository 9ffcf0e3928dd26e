//! Whatever the method and the scores: every place that tells a level tells the same one.

use aims::app::detail::{self, Checked, Line};
use aims::domain::kinds::{action, method, risk};
use aims::domain::method::score::Score;
use aims::domain::query::Query;
use aims::domain::record::Record;
use aims::domain::record::id::Id;
use aims::domain::record::value::Value;
use aims::exchange::json::Json;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bench::{Bench, today};

const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// A method as its grid: bands by likelihood and consequence, the lowest first, with how many bands there are.
type Grid = (Vec<Vec<usize>>, usize);

fn grid() -> impl Strategy<Value = Grid> {
    (3..=10usize, 3..=10usize, 2..=6usize)
        .prop_flat_map(|(rows, columns, bands)| (vec(vec(0..bands, columns), rows), Just(bands)))
}

fn score() -> impl Strategy<Value = Score> {
    let step = || proptest::option::weighted(0.8, 1..=10u8);
    (step(), [step(), step(), step()])
        .prop_filter("somebody is concerned", |(_, consequences)| {
            consequences.iter().any(Option::is_some)
        })
        .prop_map(|(likelihood, consequences)| Score {
            likelihood,
            consequences,
        })
}

fn record((grid, bands): &Grid) -> Record {
    let row = |cells: &[&str], of: usize| {
        let text = |at: usize| cells.get(at).map_or(Value::Empty, |text| Value::text(text));
        Value::Row((0..of).map(text).collect())
    };
    let steps = |count, of| Value::list((0..count).map(|at| row(&[&format!("Step {at}")], of)).collect());
    let band = |letter: &&str| row(&[letter, &format!("Band {letter}")], 3);
    let line = |row: &Vec<usize>| row.iter().map(|band| LETTERS[*band]).collect::<Vec<_>>().join(" ");
    Record::new(&method::KIND, Id::new("method"))
        .with(method::LIKELIHOOD, steps(grid.len(), 2))
        .with(method::CONSEQUENCE, steps(grid[0].len(), 4))
        .with(method::BANDS, Value::list(LETTERS[..*bands].iter().map(band).collect()))
        .with(method::GRID, grid.iter().rev().map(line).collect::<Vec<_>>())
        .with(method::APPETITE, "Band A")
}

/// What the grid says of a score, read by hand.
fn expected((grid, _): &Grid, score: Score) -> Option<usize> {
    let worst = score.consequences.iter().flatten().max()?;
    let row = match score.likelihood {
        Some(likelihood) => grid.get(usize::from(likelihood) - 1)?,
        None => grid.last()?,
    };
    row.get(usize::from(*worst) - 1).copied()
}

/// The words for a band in the texts of a detail, if one is told under a label.
fn in_detail(lines: &[Line], wanted: &str) -> Option<String> {
    lines.iter().find_map(|line| match line {
        Line::Field(label, text, _) if label == wanted => Some(text.clone()),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_place_shows_the_same_level(grid in grid(), scores in vec((score(), any::<bool>()), 1..12)) {
        let mut bench = Bench::fresh();
        let register = &mut bench.app.register;
        register.put(record(&grid));
        prop_assert_eq!(register.method().bands.len(), grid.1, "the method was read");
        for (at, (score, is_current)) in scores.iter().enumerate() {
            let id = Id::new(&format!("R-0000{}", LETTERS[at % 6].to_lowercase().repeat(1 + at / 6)));
            let time = if *is_current { risk::CURRENT } else { risk::INHERENT };
            register.put(Record::new(&risk::KIND, id.clone()).with(risk::TITLE, "One").with(time, *score));
            let treats = Record::new(&action::KIND, Id::new(&format!("T-{at:05}"))).with(action::RISKS, vec![id]);
            register.put(treats);
        }
        bench.app.refresh_all();
        bench.press("3");
        let (view, register) = (bench.app.view(), &bench.app.register);
        for treats in register.of(&action::KIND) {
            let id = treats.get(action::RISKS).into_iter().next().expect("a risk");
            let slot = register.slot(id.as_str()).expect("a place");
            let risk = register.at(slot).expect("the risk");
            let time = if risk.get(risk::CURRENT).is_some() { risk::CURRENT } else { risk::INHERENT };
            let score = risk.get(time).expect("a score");
            let level = expected(&grid, score);
            let name = level.map(|band| format!("Band {}", LETTERS[band]));

            // The list, and what the triage sorts by.
            let told = level.map_or(Value::Empty, |level| Value::Level(level as u8));
            prop_assert_eq!(&*view.value(risk, "level"), &told);
            prop_assert_eq!(&*view.value(treats, "level"), &told);
            // The heatmap: the cell it is counted in, as its screen walks them.
            let (rows, columns) = (grid.0.len() as u8, grid.0[0].len() as u8);
            // A risk nobody judged as things stand is counted where it was before treatment.
            let heatmap = aims::app::screens::risks::Heatmap::default();
            let places = std::iter::once(None).chain((1..=rows).map(Some));
            let cells = places.flat_map(|row| (1..=columns).map(move |column| (row, column)));
            let found: Vec<_> = cells
                .filter(|(row, column)| register.index().in_cell(heatmap.cell(*row, *column)).any(|at| at == slot))
                .map(|(row, column)| register.method().band_at(row, column))
                .collect();
            let cell: Vec<_> = level.iter().map(|level| Some(*level as u8)).collect();
            prop_assert_eq!(found, cell);
            // The detail, which `aims show` prints.
            let lines = detail::lines(view, risk, &Checked::default());
            prop_assert_eq!(in_detail(&lines, "Level"), name.clone());
            let label = risk.kind().fields[time.index()].label;
            let text = in_detail(&lines, label).expect("the score");
            match &name {
                Some(name) => prop_assert!(text.starts_with(name), "{}", text),
                None => prop_assert!(text.ends_with("outside the method's scales"), "{}", text),
            }
            // `aims list --json` and `aims show --json`.
            let json = Json { register, record: risk, today: today(), only: &["level"], is_whole: false, is_export: false };
            let json = serde_json::to_value(json).expect("JSON");
            prop_assert_eq!(json["level"]["rank"].as_u64(), level.map(|level| level as u64));
            // The filter.
            if let Some(name) = &name {
                let filter = format!("level:\"{name}\"");
                let query = Query::parse(&filter, &risk::KIND, register, today()).expect("a filter");
                prop_assert!(query.matches(risk, register, None), "{}", filter);
            }
        }
    }
}
