"""A persona and a roast that cite their evidence. Pure: facts, prompt, check, offline writer."""
