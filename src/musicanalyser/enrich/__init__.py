"""Facts about tracks and artists, from services that tell them to everyone.

A source is a module with what `Source` asks for, and a line in `SOURCES`.
"""

from musicanalyser.enrich.source import Service, Source

SOURCES: dict[str, Source] = {}
"""Every source, in the order in which they are asked: what one tells, those after it may need."""

__all__ = ["SOURCES", "Service", "Source"]
