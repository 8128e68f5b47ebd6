"""Prefect's settings as this project wants them; imported before Prefect, which reads them when it is imported.

An operator's own settings, and those of ``prefect.toml``, go before.
"""

from __future__ import annotations

import os

NO_TELEMETRY = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
EMBEDDED = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}
"""For a script with what Prefect embeds: time to start on a slow machine, and no word but the script's own."""


def set_defaults(settings: dict[str, str]) -> None:
    """Set what the operator has not."""
    for name, value in settings.items():
        os.environ.setdefault(name, value)


set_defaults(NO_TELEMETRY)
