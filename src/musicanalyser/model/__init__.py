"""The values that rooms exchange: enumerations and frozen rows, without behaviour."""
