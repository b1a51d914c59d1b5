"""Turn player samples into finished plays, and decide when to ask next."""
