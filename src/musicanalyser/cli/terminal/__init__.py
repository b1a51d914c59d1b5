"""Prompts, progress, paging and errors on the terminal."""
