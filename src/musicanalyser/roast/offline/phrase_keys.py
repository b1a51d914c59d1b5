"""Which phrases a fact gets: a low figure gets other phrases than a high one."""

from musicanalyser.roast.facts.fact_kind import FactKind, Thresholds
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.persona import Fact

LOW_SUFFIX = "-less"
"""Ends the key of the phrases for a low figure."""

_COMPARED = ("share", "length", "plays")
"""Names of figures that are compared with a figure ``usual``."""
_SURPRISING = 2.0
"""From this surprise on, a figure between the thresholds gets phrases as well."""


def list_phrase_keys(name: str, kind: FactKind) -> tuple[str, ...]:
    """Return the keys of all phrases that a kind of fact needs in every language."""
    has_low_phrases = kind.thresholds is not None and kind.thresholds.has_low_phrases
    return (name, f"{name}{LOW_SUFFIX}") if has_low_phrases else (name,)


def find_phrase_key(fact: Fact) -> str:
    """Return the key of the phrases for a fact, empty if there is nothing to say about it.

    The key is the kind, with `LOW_SUFFIX` if the figure is low.
    """
    kind = KINDS.get(fact.kind)
    if kind is None or kind.thresholds is None:
        return fact.kind
    is_high = _is_high(fact, kind.thresholds)
    if is_high is None:
        return ""
    if is_high:
        return fact.kind
    return f"{fact.kind}{LOW_SUFFIX}" if kind.thresholds.has_low_phrases else ""


def may_show_usual(fact: Fact) -> bool:
    """Return whether the usual figure may be shown: only if the change agrees with the phrases.

    Phrases for a high figure say that it rose, and phrases for a low one that it fell.
    """
    change = _measure_change(_read_values(fact))
    return not change or (change < 0) is find_phrase_key(fact).endswith(LOW_SUFFIX)


def _is_high(fact: Fact, thresholds: Thresholds) -> bool | None:
    """Return whether a figure is high or low, ``None`` if it is neither."""
    values = _read_values(fact)
    try:
        measured = thresholds.measure(values)
    except (KeyError, ZeroDivisionError):
        return None
    if measured >= thresholds.high:
        return True
    if measured <= thresholds.low:
        return False
    change = _measure_change(values)
    return change > 0 if change and fact.surprise >= _SURPRISING else None


def _measure_change(values: dict[str, float]) -> float:
    now = next((values[name] for name in _COMPARED if name in values), 0.0)
    return now - values.get("usual", now)


def _read_values(fact: Fact) -> dict[str, float]:
    return {figure.name: figure.value for figure in fact.figures}
