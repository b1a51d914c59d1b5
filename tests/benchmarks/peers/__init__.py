"""The figures of an overview by other tools, on plain plays: one program a tool.

Each reads ``FILE SINCE_MS UNTIL_MS``, and prints the figures as JSON: the listening time, plays of
30 seconds or more, different songs, artists and albums, days with such a play, the first five by
time of each, and plays by weekday and block of four hours. An overview of ours has more figures:
those of the previous window, sessions, streaks, discoveries, skips, and time where it sounded.
"""
