"""The SQLite file, and the only room that writes it."""
