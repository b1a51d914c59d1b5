"""The marks of our databases; apart from `store.migrations`, which loads sqlite_utils."""

APPLICATION_ID = 0x6D75_7361
"""``musa`` in ASCII: the `application_id` in the header of every database of ours."""
FIRST_VERSION = 21
"""The ``user_version`` after the first migration; smaller ones were never released."""
SCHEMA_VERSION = 21
"""The ``user_version`` of a database with all migrations."""
