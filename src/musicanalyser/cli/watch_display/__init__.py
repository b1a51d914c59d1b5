"""How a watch is shown, and how it shuts down."""
