"""Options that several commands share, and how they stand in the help."""
