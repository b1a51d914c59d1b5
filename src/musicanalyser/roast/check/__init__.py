"""Checks a persona against the facts: its numbers, its names, and what it talks about."""
