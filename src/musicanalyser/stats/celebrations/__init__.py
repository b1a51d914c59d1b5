"""Round numbers, anniversaries, and what they are counted from."""
