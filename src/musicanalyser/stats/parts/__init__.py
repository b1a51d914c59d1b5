"""Parts of an answer that are not a statistic of their own."""
