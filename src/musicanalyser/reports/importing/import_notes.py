"""What is to be said of an import beside its counts."""

from collections.abc import Iterator, Sequence

from musicanalyser.flows.importing.row_outcomes import FileResult, ImportResult
from musicanalyser.imports import FORMATS
from musicanalyser.imports.spotify_account import may_mix_podcasts
from musicanalyser.model.evidence import HeardTime

_USUAL = {"spotify-extended"}


def import_notes(result: ImportResult, read: Sequence[FileResult]) -> Iterator[str]:
    """Yield sentences on the formats, what they do not say, and what follows for the history.

    ``read`` are the files of the result with a history.
    """
    yield from _format_notes(read)
    yield from _service_notes(read)
    yield from _podcast_notes(result)
    yield from _refuted_notes(result)
    yield from _judged_notes(result)


def format_title(file: FileResult) -> str | None:
    """Return what files of a format are called, ``None`` if the format is unknown."""
    return FORMATS[file.format_name].TITLE if file.format_name else None


def _format_notes(files: Sequence[FileResult]) -> Iterator[str]:
    """Yield what files were taken for, unless all are of Spotify's usual export."""
    titles = {file.format_name: format_title(file) for file in files}
    if titles.keys() - _USUAL:
        yield f"Read as: {', '.join(filter(None, titles.values()))}."


def _service_notes(files: Sequence[FileResult]) -> Iterator[str]:
    """Yield what other services do not say of their plays."""
    for file in files:
        if file.shift_hours:
            hours = f"{abs(file.shift_hours)} h {'later' if file.shift_hours > 0 else 'earlier'}"
            yield (
                f"{file.name} lies {hours} than the same plays elsewhere: one of the two clocks had"
                " another time zone. Nothing was moved."
            )
    listed = sum(file.heard[HeardTime.LISTED] for file in files)
    unknown = sum(file.heard[HeardTime.UNKNOWN] for file in files)
    if copies := sum(file.copies for file in files):
        yield f"Rows that say they are copies of Spotify plays: {copies:,}."
    if listed:
        yield (
            f"Rows without a listening time: {listed:,}. They count as plays, as their services"
            " list only what was heard for half of its length or 4 minutes."
        )
    if unknown:
        yield (
            f"Rows of which nobody says how much was heard: {unknown:,}. Only --count-as any counts"
            " them."
        )


def _podcast_notes(result: ImportResult) -> Iterator[str]:
    for file in result.files:
        if file.shows:
            yield f"{file.name} names {file.shows:,} podcast shows."
    if result.podcasts_by_show:
        yield (
            f"{result.podcasts_by_show:,} plays of account data are podcasts, by the name of their"
            " show."
        )
    elif any(file.rows and may_mix_podcasts(file.name) for file in result.files):
        yield (
            "Account data from before 2024 lists podcasts as music. YourLibrary.json of the same"
            " download tells them apart."
        )


def _refuted_notes(result: ImportResult) -> Iterator[str]:
    if result.refuted_plays > 0:
        yield (
            f"Left out as they did not happen: {result.refuted_plays:,}. An extended history covers"
            " that time and lacks these copies of Spotify plays, or skips that watch concluded."
        )


def _judged_notes(result: ImportResult) -> Iterator[str]:
    if result.judged_plays > 0:
        yield (
            f"Plays of watch that an export judges now: {result.judged_plays:,}. How accurate they"
            " are: musicanalyser stats accuracy --all"
        )
