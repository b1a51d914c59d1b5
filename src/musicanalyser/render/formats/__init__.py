"""One module a format; `musicanalyser.render` lists them."""
