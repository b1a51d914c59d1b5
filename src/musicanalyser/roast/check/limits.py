"""What no text of a persona may be or hold, whatever the facts: too long, unclean, off limits."""

import re
from collections.abc import Iterator

from musicanalyser.roast.check.sensitive_topics import forbidden
from musicanalyser.roast.sanitize import safe_output

GRACE = 2
"""A text may be so many times as long as was asked for; names are as long as they are."""

_FIRM_SPACES = str.maketrans("\u00a0\u202f", "  ")
"""Stand before units and between thousands."""
_LINK = re.compile(
    r"\w://|\bwww\.|\b[\w-]+\.(?:com|net|org|io|fm|ly|gg|tv|app|dev|xyz|info)\b|\]\(", re.IGNORECASE
)
_MARKUP = re.compile(r"\[/?[a-z@#][^\[\]]*\]|\[/\]|\[[\d;]+m|</?[a-z][^<>]*>|`", re.IGNORECASE)


def unmannerly(text: str, nameless: str, *, asked: int) -> Iterator[str]:
    """Find what is wrong with a text by itself; ``nameless`` is the same without its names.

    Names may hold anything that `safe_output` leaves, so links and the like are only looked for
    around them.
    """
    if not text.strip():
        yield "it is empty"
        return
    if len(text) > GRACE * asked:
        yield f"it has {len(text)} characters; at most {asked} were asked for"
    if safe_output(text, len(text)) != text.translate(_FIRM_SPACES):
        yield "it holds line breaks, double spaces, characters that cannot be seen, or a slur"
    if _LINK.search(nameless):
        yield "it holds a link"
    if _MARKUP.search(nameless):
        yield "it holds markup"
    for topic, word in forbidden(nameless):
        yield f'"{word}" is about {topic}; only habits are mocked'
