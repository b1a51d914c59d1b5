"""When to ask the player next: the pure part of how `watch` spends its calls."""
