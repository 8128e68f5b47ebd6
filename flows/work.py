"""One task for each report, whatever flow asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any
from uuid import UUID

from prefect import State, Task, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.schemas.objects import TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.states import Failed
from pydantic import Field

from extract.batch import Counts, Failure, Job, Settings
from runners import Hands

Row = dict[str, Any]
Workers = Annotated[int | None, Field(ge=1)]
Timeout = Annotated[float, Field(gt=0)]

PATIENCE = Settings().timeout

UNREADABLE = "Unreadable"
"""Name of the state of a task that failed over what may pass: a share that was away, a disk that was full."""


def may_pass(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """Tell whether trying again can help: over input and output it can, over a bad file it cannot."""
    return state.name == UNREADABLE


@task(
    name="extract report",
    task_run_name="{name}",
    persist_result=False,
    retries=2,
    retry_delay_seconds=[5, 30],
    retry_condition_fn=may_pass,
)
def extract_report(name: str, key: str | None, job: Job, hands: Hands) -> Counts | State[Any] | None:
    """Extract one report; a failed state says what its ``error.json`` says."""
    outcome = hands(job)
    if outcome.failure:
        return Failed(message=describe_failure(outcome.failure), name=name_failure(outcome.failure))
    return outcome.counts


def describe_failure(failure: Failure) -> str:
    """Return what failed and what to do."""
    return f"{failure.code}: {failure.message}; {failure.hint}"


def name_failure(failure: Failure) -> str:
    """Return the name of the failed state."""
    return UNREADABLE if failure.code == "unreadable" and failure.retry else "Failed"


def show_progress(
    futures: Iterable[PrefectFuture[Any]], key: str, note: Callable[[PrefectFuture[Any]], None] | None = None
) -> None:
    """Keep a progress artifact until all ``futures`` are done; ``note`` hears of each."""
    waiting = list(futures)
    artifact = create_progress_artifact(0.0, key=key, description=f"{len(waiting)} reports")
    assert isinstance(artifact, UUID)
    shown = 0
    for done, future in enumerate(as_completed(waiting), start=1):
        future.wait()  # done, but only now it holds its state: the server does not keep results
        if note:
            note(future)
        percent = 100 * done // len(waiting)
        if percent > shown:  # no more than a hundred calls, however many the reports
            update_progress_artifact(artifact, float(percent))
            shown = percent


def counts_of(state: State[Any]) -> Counts | None:
    """Return what a task has counted, None where it failed."""
    counts: Counts | None = state.result() if state.is_completed() else None
    return counts


def choose(values: Mapping[str, Any], *names: str) -> Row:
    """Return the columns ``names`` of ``values``."""
    return {name: values.get(name) for name in names}
