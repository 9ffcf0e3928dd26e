//! Low priority for threads that load and watch.

/// Lets the calling thread, and those it starts, give way to the one that draws: several threads that read as fast as
/// they can would leave it a small share of few cores.
pub fn give_way() {
    // Where a thread has no share of its own, all of the program would give way.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, LOW);
}

/// How far it gives way, as `nice` counts: eight such threads get what one other gets.
#[cfg(target_os = "linux")]
const LOW: i32 = 10;
