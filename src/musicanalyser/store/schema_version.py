"""How to tell a database of ours from any other file, without loading what migrates it."""

APPLICATION_ID = 0x6D75_7361
"""``musa`` in ASCII: the `application_id` in the header of every database of ours."""
SCHEMA_VERSION = 4
"""The number of migrations; the ``user_version`` of a database that has them all."""
