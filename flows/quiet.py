"""Prefect's settings and logs as this project wants them; imported before Prefect, which reads settings as it loads.

An operator's own settings, and those of ``prefect.toml``, go before.
"""

from __future__ import annotations

import logging
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


def is_news(record: logging.LogRecord) -> bool:
    """Tell whether a line of a flow's log says what the state of the run does not, without a traceback."""
    from prefect.exceptions import FailedRun

    return not (record.exc_info and isinstance(record.exc_info[1], FailedRun))


def hide_name(record: logging.LogRecord) -> bool:
    """Let a line of a task's log name its run by the id: the name is that of a file, which may be a person's."""
    record.task_run_name = getattr(record, "task_run_id", None)
    return True


logging.getLogger("prefect.flow_runs").addFilter(is_news)
logging.getLogger("prefect.task_runs").addFilter(hide_name)
