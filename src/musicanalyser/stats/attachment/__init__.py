"""How a liking begins, lasts, fades and comes back, as several statistics need it."""
