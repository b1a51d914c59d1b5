"""Marks that stand for values: bars, columns, days, traits, and the frame around them."""
