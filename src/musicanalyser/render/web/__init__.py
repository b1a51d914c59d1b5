"""Writes a report as a web page that loads nothing, without scripts."""
