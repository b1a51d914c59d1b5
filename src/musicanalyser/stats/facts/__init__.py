"""What is known about songs and artists, read from the views in the form statistics need."""
