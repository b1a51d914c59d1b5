"""What a watch that runs as a service tells systemd: that it started, works, and how it is."""

import socket
from collections.abc import Mapping
from contextlib import suppress

from musicanalyser.flows.live.watcher import WatchStep


def report_state(environ: Mapping[str, str], step: WatchStep) -> None:
    """Tell systemd, if it asked for it, that a poll is over; its watchdog waits for that.

    The protocol: https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
    """
    address = environ.get("NOTIFY_SOCKET")
    if not address:
        return
    status = (step.problem or "Recording.").replace("\n", " ")
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        sender.send(f"READY=1\nWATCHDOG=1\nSTATUS={status}".encode())
