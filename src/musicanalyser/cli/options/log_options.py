"""The options that limit the log to some plays."""

import sqlite3
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from musicanalyser.model.origin import Origin
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.entities.entity import EntityKind, find_entity

_PANEL = "Log"


def _name_option(kind: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        metavar="NAME", rich_help_panel=_PANEL, help=f"Only plays of this {kind}."
    )
    return option


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOptions:
    """Which plays of the window are listed; all options must hold."""

    track: Annotated[str | None, _name_option("track")] = None
    artist: Annotated[str | None, _name_option("artist")] = None
    album: Annotated[str | None, _name_option("album")] = None
    skipped: Annotated[
        bool, typer.Option("--skipped", rich_help_panel=_PANEL, help="Only skipped plays.")
    ] = False
    origin: Annotated[
        Origin | None,
        typer.Option(
            metavar="ORIGIN",
            rich_help_panel=_PANEL,
            help=f"Only plays known from one origin: {', '.join(Origin)}.",
        ),
    ] = None

    def limit(self, conn: sqlite3.Connection, question: Question) -> Question:
        """Return the question, limited to these plays.

        Raises:
            UsageError: If a name fits no track, artist or album of the history, or several.
        """
        track_ids: set[int] | None = None
        for kind in (EntityKind.TRACK, EntityKind.ARTIST, EntityKind.ALBUM):
            if (name := getattr(self, kind)) is not None:
                found = set(find_entity(conn, name, kinds=(kind,)).track_ids(conn))
                track_ids = found if track_ids is None else track_ids & found
        return replace(
            question,
            track_ids=None if track_ids is None else tuple(sorted(track_ids)),
            origin=self.origin,
            only_skipped=self.skipped,
        )
