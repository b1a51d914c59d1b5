"""One module for each format; `musicanalyser.render` lists them."""
