"""The key figures of a window, recomputed."""

from collections.abc import Sequence

from tests.oracle.answers import Line, known, share, skips, total_ms
from tests.oracle.asking import ARTISTS, SUBJECTS, Asked, History, Subject
from tests.oracle.fame import score
from tests.oracle.plays import Play
from tests.oracle.sittings import sessions
from tests.oracle.spans import Span
from tests.oracle.timing import active_days


def key_figures(history: History, asked: Asked, span: Span) -> Line:
    plays = history.heard(asked, span)
    counted = [*filter(asked.counts, plays)]
    return {
        "heard_ms": total_ms(plays),
        "plays": len(counted),
        "active_days": len(active_days(history, asked, span)),
        "sessions": len(sessions(history, asked, span)),
        **{subject.plural: different(counted, subject) for subject in SUBJECTS},
        "new_artists": len(history.discovered(asked, span, ARTISTS)),
        "skip_rate": share(skips(plays), known(plays)),
        "hipster_score": score(history, asked, span),
    }


def different(plays: Sequence[Play], subject: Subject) -> int | None:
    """Return how many different ones there are; ``None`` if there are plays and none is known."""
    keys = {(play.kind, subject.key(play)) for play in plays}
    known_keys = sum(key is not None for _, key in keys)
    return None if keys and not known_keys else known_keys
