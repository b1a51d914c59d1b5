"""SQLite, with an index on the time of plays."""

import sqlite3
import sys

from queries import print_figures

_, file, since, until = sys.argv
conn = sqlite3.connect(file)
print_figures(lambda sql: conn.execute(sql).fetchall(), since=int(since), until=int(until))
