"""What is known about tracks and artists, as statistics need it."""
