"""Finds numbers in a text, and compares them with the figures of its facts."""
