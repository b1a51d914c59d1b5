"""What several statistics share: conditions, windows, totals, ranking, shares and means."""
