"""The marks of our databases; apart from `store.migrations`, which loads sqlite_utils."""

APPLICATION_ID = 0x6D75_7361
"""``musa`` in ASCII: the `application_id` in the header of every database of ours."""
SCHEMA_VERSION = 9
"""The number of migrations, and the ``user_version`` of a database with all of them."""
