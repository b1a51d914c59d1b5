"""Collect the facts, let a writer phrase them, check the result and keep it."""
