"""What several statistics share: conditions, windows, sums, ranking and shares."""
