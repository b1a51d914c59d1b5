"""MBIDs, MusicBrainz' ids of artists; several artists of Spotify may share one."""

from collections.abc import Iterator, Mapping, Sequence

from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject


def match_findings(
    batch: Sequence[Subject], by_mbid: Mapping[str, Mapping[str, object]], *, is_complete: bool
) -> Iterator[Finding]:
    """Yield a fact for each subject whose MBID, in lower case, is in a response; else a miss.

    A miss counts as failed unless the response ``is_complete``.
    """
    for one in batch:
        data = by_mbid.get((one.mbid or "").lower())
        if data is None:
            yield Miss(subject=one.uri, failed=not is_complete)
        else:
            yield SourceFact(subject=one.uri, data=data)


def unique_mbids(batch: Sequence[Subject]) -> list[str]:
    """Return each MBID of a batch once, in order."""
    return list(dict.fromkeys(one.mbid for one in batch if one.mbid))
