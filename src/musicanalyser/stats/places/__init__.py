"""Where music was heard, and what that means for an answer."""
