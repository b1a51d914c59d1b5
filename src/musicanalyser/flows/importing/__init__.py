"""Read exported files into the history."""
