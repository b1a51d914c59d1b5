"""How fast plays fade, and how fast one catches up with another."""
