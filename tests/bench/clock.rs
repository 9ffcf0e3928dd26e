//! Measuring, and writing down what was measured.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Returns how long something takes; what it returns is dropped after the clock stopped.
pub fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(run());
    let taken = start.elapsed();
    drop(result);
    taken
}

/// Runs two things in turn, so that both meet the same machine, and returns the median of each.
pub fn measure(
    runs: u32,
    mut ours: impl FnMut() -> Duration,
    mut floor: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let pairs: Vec<_> = (0..runs).map(|_| (ours(), floor())).collect();
    (
        median(pairs.iter().map(|pair| pair.0).collect()),
        median(pairs.iter().map(|pair| pair.1).collect()),
    )
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Prints the names of the columns.
pub fn heading() {
    println!(
        "{:<32} {:>8} {:>12} {:>12} {:>8}",
        "what", "records", "ours ms", "floor ms", "ratio"
    );
}

/// Prints a line of figures.
pub fn report(what: &str, count: usize, ours: Duration, floor: Duration) {
    let (ours, floor) = (ours.as_secs_f64() * 1e3, floor.as_secs_f64() * 1e3);
    let ratio = ours / floor;
    println!("{what:<32} {count:>8} {ours:>12.3} {floor:>12.3} {ratio:>8.2}");
}
