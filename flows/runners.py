"""Where the tasks of a run work: the setting EXTRACT_RUNNER is ``here``, ``pool`` or ``dask``.

``here``: one after the other in the process of the flow, for a single report.  ``pool``: in processes on this machine,
whose death does not end the run; the default.  ``dask``: on the cluster at EXTRACT_DASK, else on one that is started on
loopback; each of its workers has such a process too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, Literal, cast, get_args

import click
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extract.batch import Job, Outcome, Settings, extract_apart, extract_here, hire
from extract.errors import UsageError

Hands = Callable[[Job], Outcome]
Place = Literal["here", "pool", "dask"]

WAITING = 32
"""Tasks that wait for the crew's processes at a time."""


def chosen_place() -> Place:
    """Return the setting."""
    place = os.environ.get("EXTRACT_RUNNER", "pool")
    if place not in get_args(Place):
        raise UsageError(f"EXTRACT_RUNNER={place}: give one of {', '.join(get_args(Place))}")
    return cast("Place", place)


def make_runner(place: Place) -> TaskRunner[Any]:
    """Return Prefect's runner for ``place``."""
    if place != "dask":
        return ThreadPoolTaskRunner(max_workers=1 if place == "here" else WAITING)
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError("EXTRACT_RUNNER=dask needs prefect-dask: pip install 'report-extract[dask]'") from error
    address = os.environ.get("EXTRACT_DASK")
    if address:
        return cast("TaskRunner[Any]", DaskTaskRunner(address=address))
    loopback = {"host": "127.0.0.1", "dashboard_address": None, "threads_per_worker": 1}
    return cast("TaskRunner[Any]", DaskTaskRunner(cluster_kwargs=loopback))


@contextmanager
def hired(place: Place, settings: Settings, jobs: int, workers: int | None = None) -> Iterator[Hands]:
    """Lend what extracts a job at ``place``, for as many as ``jobs`` side by side at most."""
    if place == "pool":
        with hire(settings, jobs, workers) as crew:
            yield crew.extract
    else:
        yield partial(extract_here if place == "here" else extract_apart, settings=settings)


@cache
def runner() -> TaskRunner[Any]:
    """Return the runner that the setting asks for; end the process where that cannot be had."""
    try:
        return make_runner(chosen_place())
    except UsageError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
