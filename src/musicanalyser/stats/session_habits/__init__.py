"""What the sessions of a listener have in common: how they begin, go on and end."""
