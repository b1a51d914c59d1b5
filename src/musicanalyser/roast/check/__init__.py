"""Holds what a persona says against the facts: its numbers, its names, and what it talks about."""
