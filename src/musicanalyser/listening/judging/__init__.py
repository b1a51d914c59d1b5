"""How true a record of live origins is, held against an export of the same time."""
