"""Find numbers in a text and compare them with the figures of its facts."""
