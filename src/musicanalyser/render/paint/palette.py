"""The colours, made for a dark background; plain text keeps the colour of the terminal."""

TITLE = "bold #1ed760"
HEAD = "dim"
DIM = "dim"
BAR = "#1db954"
MARK = "#1db954"
FRAME = "#1db954"
CHIP = "#3ee685 on #0f3d26"
UP = "#1ed760"
DOWN = "#ff9e64"
MARKS = {"finished": "#1ed760", "stopped": "#e0af68", "skipped": "#ff7a93", "private": "#bb9af7"}

NOTHING = "#1c2128"
RAMP = ("#0f3d26", "#12653a", "#158d4d", "#1ab65f", "#3ee685")
"""The backgrounds of a heatmap, from the least to the greatest values."""
SHADES = "░▒▓█"
"""The same without colour."""

PAPER = "#0d1117"
INK = "#e6edf3"
FAINT = "#8b949e"
EDGE = "#30363d"
"""The background, text and border of a picture; a terminal has its own."""
