"""The colours: bright on a dark terminal, and the plain text in the terminal's own colour."""

TITLE = "bold #1ed760"
HEAD = "dim"
SIDE = "dim"
BAR = "#1db954"
MARK = "#1db954"
FRAME = "#1db954"
CHIP = "#3ee685 on #0f3d26"
UP = "#1ed760"
DOWN = "#ff9e64"
MARKS = {"finished": "#1ed760", "stopped": "#e0af68", "skipped": "#ff7a93", "private": "#bb9af7"}

NOTHING = "#1c2128"
RAMP = ("#0f3d26", "#12653a", "#158d4d", "#1ab65f", "#3ee685")
"""From little to much, as backgrounds of the cells of a grid."""
SHADES = "░▒▓█"
"""The same where there is no colour."""

PAPER = "#0d1117"
INK = "#e6edf3"
FAINT = "#8b949e"
EDGE = "#30363d"
"""What a picture stands on; on a screen these are the terminal's own."""
