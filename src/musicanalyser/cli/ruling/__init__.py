"""What the subcommands of ``rules`` share."""
