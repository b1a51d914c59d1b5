"""Decides by capital letters whether words of a text are a name.

Most languages write nouns in small letters: there, one capital letter within a sentence is enough.
In German, or an unknown language, two capitalised words in a row are needed. The first word of a
sentence counts only together with another word, and not if sentences often begin with it.
"""

import re
from collections.abc import Iterator

from musicanalyser.roast.check.names.known_names import QUOTES, SINGLE_QUOTES
from musicanalyser.roast.check.names.name_index import NameMatch, split_words

_SMALL_NOUN_LANGUAGES = frozenset({"en", "es", "fr", "it", "nl", "pt"})
_MIN_UNUSUAL_LENGTH = 3
"""A shorter word in capitals is an abbreviation."""
_MIN_ROW = 2
"""Capitalised words in a row that make a name."""
_SENTENCE_END = re.compile(rf"[.!?…:][\s{QUOTES}{SINGLE_QUOTES}]*$")
_CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐŁŚŠŻŽ"
_CAPITALISED_ROW = re.compile(rf"(?<!\w)[{_CAPITAL}][\w'’]*(?:[ -][{_CAPITAL}][\w'’]*)+")  # noqa: RUF001 - an apostrophe is meant
_OPENERS_BY_LANGUAGE = {
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
_OPENERS = frozenset(word for text in _OPENERS_BY_LANGUAGE.values() for word in text.split())
"""Words that often begin a sentence; they are no part of a name that follows."""
_CALENDAR = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Christmas Easter Halloween
"""
_CAPITALISED_WORDS = frozenset(
    {"I", "I'm", "I'd", "I'll", "I've", "DJ", "OK", "Spotify", "English", "Spanish", "German"}
    | {f"{day}{plural}" for day in _CALENDAR.split() for plural in ("", "s")}
)
"""Words that English capitalises, although they are no names of music."""


def is_name(text: str, match: NameMatch, language: str | None) -> bool:
    """Return whether words that are spelt like a known name are one, not words of the language."""
    least = 1 if language in _SMALL_NOUN_LANGUAGES else _MIN_ROW
    return any(map(_is_unusual, match.words)) or _count_capitals(text, match) >= least


def find_capitalised_rows(text: str, language: str | None) -> Iterator[NameMatch]:
    """Yield capitalised words in a row that must be a name; none in languages such as German."""
    if language not in _SMALL_NOUN_LANGUAGES:
        return
    for row in _CAPITALISED_ROW.finditer(text):
        match = NameMatch(split_words(row[0]), *row.span())
        if _count_capitals(text, match) >= _MIN_ROW:
            yield NameMatch(match.words[_begins_with_opener(text, match) :], *row.span())


def _count_capitals(text: str, match: NameMatch) -> int:
    """Count the capitalised words; if there are any, numbers and a first word count as well."""
    begins_sentence = _begins_sentence(text, match)
    within = [word for word in match.words[begins_sentence:] if word not in _CAPITALISED_WORDS]
    capitals = sum(word[0].isupper() for word in within)
    if not capitals:
        return 0
    first_counts = (
        begins_sentence and match.words[0][0].isupper() and not _begins_with_opener(text, match)
    )
    return capitals + first_counts + sum(word[0].isdigit() for word in within)


def _begins_sentence(text: str, match: NameMatch) -> bool:
    return match.start == 0 or bool(_SENTENCE_END.search(text[: match.start]))


def _begins_with_opener(text: str, match: NameMatch) -> bool:
    return _begins_sentence(text, match) and match.words[0].casefold() in _OPENERS


def _is_unusual(word: str) -> bool:
    """Return whether only a name is spelt so: ``deadmau5``, ``ABBA``, or a script without case."""
    if word.lower() == word.upper():
        return word.isalpha() and len(word) >= _MIN_ROW
    has_inner = any(letter.isupper() or letter.isdigit() for letter in word[1:])
    return has_inner and len(word) >= _MIN_UNUSUAL_LENGTH and word not in _CAPITALISED_WORDS
