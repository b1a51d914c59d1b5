"""Prompts, progress, spinner, paging and error output on the terminal."""
