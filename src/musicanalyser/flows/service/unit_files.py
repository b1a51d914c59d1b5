"""The files that make `watch` and `ingest` run by themselves, for systemd and launchd."""

import plistlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WATCH, TIMER = "musicanalyser-watch.service", "musicanalyser-ingest.timer"
WATCH_AGENT, INGEST_AGENT = "musicanalyser.watch", "musicanalyser.ingest"
_HOME = "MUSICANALYSER_HOME"
_INGEST_EVERY_S = 20 * 60
_RESTART_AFTER_S = 30

# Exit codes 2, 3 and 5 (usage, not signed in, already running) do not pass by themselves. The
# longest wait of a watch is 15 minutes, so one that is silent for 30 hangs.
_WATCH_UNIT = """\
[Unit]
Description=Record what you listen to on Spotify
OnFailure=musicanalyser-notice.service

[Service]
Type=notify
ExecStart={command} watch --plain
{environment}Restart=on-failure
RestartSec=30
RestartPreventExitStatus=2 3 5
WatchdogSec=30min
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
UMask=0077

[Install]
WantedBy=default.target
"""
_NOTICE_UNIT = """\
[Unit]
Description=Say that musicanalyser no longer records

[Service]
Type=oneshot
ExecStart=-notify-send --urgency=critical musicanalyser \
"No longer recording. Run: systemctl --user status musicanalyser-watch"
"""
_INGEST_UNIT = """\
[Unit]
Description=Read Spotify's list of recent plays

[Service]
Type=oneshot
ExecStart={command} ingest
{environment}SuccessExitStatus=4 5
UMask=0077
"""
_INGEST_TIMER = """\
[Unit]
Description=Read Spotify's list of recent plays every 20 minutes

[Timer]
OnCalendar=*:0/20
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFile:
    """A file for the service manager."""

    path: Path
    text: str


def systemd_files(
    command: Sequence[str], environ: Mapping[str, str], home: Path
) -> tuple[UnitFile, ...]:
    """Return the user units; ``command`` is how this program is started."""
    folder = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "systemd" / "user"
    values = {
        "command": " ".join(_quote(word).replace("$", "$$") for word in command),
        "environment": (
            f"Environment={_quote(f'{_HOME}={environ[_HOME]}')}\n" if environ.get(_HOME) else ""
        ),
    }
    texts = {
        WATCH: _WATCH_UNIT.format(**values),
        "musicanalyser-notice.service": _NOTICE_UNIT,
        "musicanalyser-ingest.service": _INGEST_UNIT.format(**values),
        TIMER: _INGEST_TIMER,
    }
    return tuple(UnitFile(path=folder / name, text=text) for name, text in texts.items())


def launchd_files(
    command: Sequence[str], environ: Mapping[str, str], home: Path
) -> tuple[UnitFile, ...]:
    """Return the user agents; launchd has neither a watchdog nor a filter of exit codes."""
    shared: dict[str, object] = {"ProcessType": "Background", "Umask": 0o077}
    if environ.get(_HOME):
        shared["EnvironmentVariables"] = {_HOME: environ[_HOME]}
    agents: dict[str, dict[str, object]] = {
        WATCH_AGENT: {
            "ProgramArguments": [*command, "watch", "--plain"],
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": _RESTART_AFTER_S,
        },
        INGEST_AGENT: {
            "ProgramArguments": [*command, "ingest"],
            "StartInterval": _INGEST_EVERY_S,
        },
    }
    return tuple(
        UnitFile(
            path=home / "Library" / "LaunchAgents" / f"{label}.plist",
            text=plistlib.dumps({"Label": label, **agent, **shared}).decode(),
        )
        for label, agent in agents.items()
    )


def _quote(word: str) -> str:
    """Return a word as systemd reads it: quoted, and without specifiers."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return escaped if escaped and not set(escaped) & set(" \t\"\\';") else f'"{escaped}"'
