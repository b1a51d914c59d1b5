"""Tells by its capital letters whether words in a text are a name.

In languages that write nouns small a capital letter within a sentence tells a name; where nouns
have capitals, or nobody knows, it takes two words of them in a row. The first word of a sentence
counts only beside another, and not if it is one of those that sentences begin with.
"""

import re
from collections.abc import Iterator

from musicanalyser.roast.check.names.known_names import QUOTES, SINGLE_QUOTES
from musicanalyser.roast.check.names.name_index import NameMatch, words

_SMALL_NOUNS = frozenset({"en", "es", "fr", "it", "nl", "pt"})
_LEAST_ODD = 3
"""Characters from which a word in capitals is more than an abbreviation."""
_ROW = 2
_SENTENCE_END = re.compile(rf"[.!?…:][\s{QUOTES}{SINGLE_QUOTES}]*$")
_CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐŁŚŠŻŽ"
_CAPITALS = re.compile(rf"(?<!\w)[{_CAPITAL}][\w'’]*(?:[ -][{_CAPITAL}][\w'’]*)+")  # noqa: RUF001 - an apostrophe is meant
_OPENING = {
    "en": """
        a after all and another any as at because before being but by call congratulations consider
        dear despite during each either even every everyone first for from give given go good hello
        here how if imagine in instead it its just last leave let like many maybe meet most mr mrs
        ms my neither never next no nobody not of oh on once one only or our out over perhaps play
        please poor quite rather say so some somehow somewhere still such thank that the their then
        there these they this those through to under until up we welcome well what when where which
        while who whoever why with without yes yet you your
    """,
    "de": """
        aber alle allein als am an auch auf aus bei bis da damit dann das dass dein deine deinen
        deiner dem den denn der des die dies diese dieser dir doch du durch ein eine einem einen
        einer eines er es für ganz gegen gute guten ihr im in ist ja jede jeden jeder jedes kein
        keine keinen laut liebe lieber man mehr mein meine mit nach nicht nie noch nun nur ob oder
        ohne schon sein seit sie so sogar statt trotz um und unter viel viele vom von vor wann warum
        was wenn wer wie wieder wir wo zu zum zur zwar zwischen über
    """,
    "es": """
        a al algún aquí así aun aunque cada casi como con cuando cuanto de del desde donde dos el
        ella ellos en entre era eres es esa ese eso esta este esto ha hasta hay la las lo los más me
        mi mucho muy nadie ni no nos nunca o para pero poca poco por porque pues que querida querido
        quien se según ser si siempre sin sobre solo son su sus sólo también tan tanto te tu tus un
        una uno y ya yo
    """,
}
_OPENERS = frozenset(word for text in _OPENING.values() for word in text.split())
"""Begin a sentence with a capital letter, and are no part of the name behind them."""
_CALENDAR = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Christmas Easter Halloween
"""
_ORDINARY = frozenset(
    {"I", "I'm", "I'd", "I'll", "I've", "DJ", "OK", "Spotify", "English", "Spanish", "German"}
    | {f"{day}{plural}" for day in _CALENDAR.split() for plural in ("", "s")}
)
"""English writes these with a capital letter; they are no names of music."""


def tell_name(text: str, found: NameMatch, language: str | None) -> bool:
    """Tell whether words that are spelt like a known name are one, and no words of the language."""
    least = 1 if language in _SMALL_NOUNS else _ROW
    return any(map(_is_odd, found.words)) or _capitals(text, found) >= least


def rows(text: str, language: str | None) -> Iterator[NameMatch]:
    """Find capital letters in a row that tell a name; none where nouns have them."""
    if language not in _SMALL_NOUNS:
        return
    for row in _CAPITALS.finditer(text):
        found = NameMatch(words(row[0]), *row.span())
        if _capitals(text, found) >= _ROW:
            yield NameMatch(found.words[_opens(text, found) :], *row.span())


def _capitals(text: str, found: NameMatch) -> int:
    """Count the words that bear witness; the first of a sentence, and numbers, only with others."""
    starts = _starts(text, found)
    within = [word for word in found.words[starts:] if word not in _ORDINARY]
    capitals = sum(word[0].isupper() for word in within)
    if not capitals:
        return 0
    joins = starts and found.words[0][0].isupper() and not _opens(text, found)
    return capitals + joins + sum(word[0].isdigit() for word in within)


def _starts(text: str, found: NameMatch) -> bool:
    return found.start == 0 or bool(_SENTENCE_END.search(text[: found.start]))


def _opens(text: str, found: NameMatch) -> bool:
    return _starts(text, found) and found.words[0].casefold() in _OPENERS


def _is_odd(word: str) -> bool:
    """Tell whether a word is spelt like no other: ``deadmau5``, ``ABBA``, or without case."""
    if word.lower() == word.upper():
        return word.isalpha() and len(word) >= _ROW
    has_inner = any(letter.isupper() or letter.isdigit() for letter in word[1:])
    return has_inner and len(word) >= _LEAST_ODD and word not in _ORDINARY
