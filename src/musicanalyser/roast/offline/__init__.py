"""The offline writer: a grammar that makes a persona of the facts, and nothing else."""

from musicanalyser.roast.offline.phrase_files import LANGUAGES
from musicanalyser.roast.offline.writer import NotEnoughFactsError, write

__all__ = ["LANGUAGES", "NotEnoughFactsError", "write"]
