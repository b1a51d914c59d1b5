"""DuckDB, with a database file that is kept."""

import sys

import duckdb
from queries import print_figures

_, file, since, until = sys.argv
conn = duckdb.connect(file, read_only=True)
print_figures(lambda sql: conn.execute(sql).fetchall(), since=int(since), until=int(until))
