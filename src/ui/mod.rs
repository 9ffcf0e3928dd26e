//! Drawing from an immutable snapshot: theme, layout, widgets.
