"""An invented listener: deterministic, with the habits of a real one, at any size.

`catalogue` invents what there is to hear, `taste` what is liked when, `days` when there is time to
listen, `sitting` and `listener` make plays of it, `rows` and `export` the files Spotify would send.
"""

from musicanalyser.demo.export import ExportFile, account_data, extended_history, write_zip

__all__ = ["ExportFile", "account_data", "extended_history", "write_zip"]
