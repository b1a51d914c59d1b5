"""Tests of local players need the D-Bus library, which is for Linux only."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("jeepney") else ["test_*.py"]
