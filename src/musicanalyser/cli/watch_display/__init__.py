"""How a watch is shown, and how it is left."""
