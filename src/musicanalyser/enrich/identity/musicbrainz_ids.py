"""Artists of MusicBrainz, who may stand behind more than one artist of Spotify's."""

from collections.abc import Iterator, Mapping, Sequence

from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject


def findings(
    batch: Sequence[Subject], told: Mapping[str, Mapping[str, object]], *, whole: bool
) -> Iterator[Finding]:
    """Say of each subject what was told of its MBID; without ``whole`` a miss is a failure."""
    for one in batch:
        data = told.get((one.mbid or "").lower())
        if data is None:
            yield Miss(subject=one.uri, failed=not whole)
        else:
            yield SourceFact(subject=one.uri, data=data)


def distinct(batch: Sequence[Subject]) -> list[str]:
    """Return each MBID of a batch once."""
    return list(dict.fromkeys(one.mbid for one in batch if one.mbid))
