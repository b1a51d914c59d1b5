"""Parts of an answer that are no question of their own."""
