"""A hint for a name that does not exist."""

from collections.abc import Iterable


def suggest(name: str, choices: Iterable[str]) -> str:
    """Return the most similar choice as a question, else all choices."""
    import difflib

    known = list(choices)
    similar = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {similar[0]}?" if similar else f"Choose one of: {', '.join(known)}."
