//! The `aims` program: hooks, arguments, exit code.

use std::process::ExitCode;

use color_eyre::config::HookBuilder;

fn main() -> color_eyre::Result<ExitCode> {
    HookBuilder::default().display_env_section(false).install()?;
    aims::term::restore_on_panic(aims::cli::workbench::recording::crash_report);
    Ok(aims::cli::run())
}
