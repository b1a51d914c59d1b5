"""Where the program keeps its files, and what its owner has set."""
