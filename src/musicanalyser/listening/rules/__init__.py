"""What rules of the listener make of names and plays, and how they read."""
