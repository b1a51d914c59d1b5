"""Writes a roast: gathers facts, lets a writer phrase them, checks and stores the result."""
