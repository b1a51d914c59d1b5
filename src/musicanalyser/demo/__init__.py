"""An invented listener: deterministic, with the habits of a real one, at any size.

`catalogue` invents what there is to hear, `taste` what is liked when, `days` when there is time to
listen, `sitting` and `listener` make plays of it, `rows` and `export` the files Spotify would send;
`styles`, `sounds` and `facts` are what open sources would tell of the music.
"""

from musicanalyser.demo.export import ExportFile, account_data, extended_history, write_zip
from musicanalyser.demo.invented_facts import facts

__all__ = ["ExportFile", "account_data", "extended_history", "facts", "write_zip"]
