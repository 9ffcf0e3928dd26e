//! The tty: guard, input, signals, frames, clipboard, editor, the loop.
