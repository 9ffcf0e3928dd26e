//! Record kinds, the register and its rules. Knows no files, clock or terminal.
