"""A process of its own that extracts one input at a time: what dies in it does not end the batch.

It is started as a module and not by ``multiprocessing``, whose children run the main script of the
caller again: a flow would load Prefect in each.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from threading import Timer
from time import monotonic
from typing import IO, Any

from extract.batch.model import Counts, Failure, Job, Outcome, Settings
from extract.errors import PatternError
from extract.output.folder import sweep_staging

COMMAND = (sys.executable, "-P", "-c", "import gc; gc.disable(); from extract.batch.serve import main; main()")
"""How a worker starts: the collector does not look for garbage among modules that are still being loaded."""
PLAIN = {"PYDANTIC_DISABLE_PLUGINS": "__all__", "PYTHONWARNINGS": "ignore:resource_tracker"}
"""Its environment besides the caller's: in search of plugins pydantic would read up on all that is installed, and
what a worker that had to be killed leaves behind is cleared away in silence."""


class Worker:
    """A child process, started with the first job and anew after one that killed it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None
        self.stopped = False

    def extract(self, job: Job) -> Outcome:
        """Return what became of ``job``, within the time allowed; PatternError where the patterns are of no use."""
        process = self.process = self.process or start_process(self.settings)
        begun = monotonic()
        clock = Timer(self.settings.timeout, process.kill)
        clock.start()
        try:
            answer = None if self.stopped else ask(process, describe_job(job))
        finally:
            clock.cancel()
        late = monotonic() - begun >= self.settings.timeout
        if late or answer is None:
            self.close()
        if self.stopped:
            from concurrent.futures import CancelledError

            raise CancelledError
        if answer is None:
            return bury(process, job, late, self.settings.timeout)
        return read_answer(job, answer)

    def stop(self) -> None:
        """End the job that another thread may wait for here, and take no other."""
        self.stopped = True
        if self.process:
            self.process.kill()

    def close(self) -> None:
        """End the process; no other thread waits for it."""
        process, self.process = self.process, None
        if process:
            with suppress(BrokenPipeError), process:
                process.kill()


def start_process(settings: Settings) -> subprocess.Popen[bytes]:
    """Return a worker that is ready to extract with ``settings``; PatternError where its patterns are of no use."""
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | PLAIN)
    fields = asdict(settings) | {"patterns": settings.patterns and os.fspath(settings.patterns)}
    refusal = (ask(process, fields) or {}).get("patterns")
    if refusal:
        with process:
            raise PatternError(refusal)
    return process


def tell(stream: IO[bytes] | None, message: dict[str, Any]) -> None:
    """Write ``message`` as a line; the names of files may hold bytes that are no Unicode."""
    assert stream is not None
    stream.write(json.dumps(message).encode("ascii") + b"\n")
    stream.flush()


def ask(process: subprocess.Popen[bytes], message: dict[str, Any]) -> dict[str, Any] | None:
    """Return the answer to ``message``, None where the process died over it."""
    assert process.stdout is not None
    try:
        tell(process.stdin, message)
    except BrokenPipeError:
        return None
    line = process.stdout.readline()
    answer: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
    return answer


def describe_job(job: Job) -> dict[str, Any]:
    """Return what a worker is told of ``job``."""
    return {"path": os.fspath(job.path), "folder": os.fspath(job.folder), "sha256": job.sha256}


def read_answer(job: Job, answer: dict[str, Any]) -> Outcome:
    """Return the outcome that a worker has sent."""
    counts, failure = answer["counts"], answer["failure"]
    return Outcome(job, answer["written"], counts and Counts(**counts), failure and Failure(**failure))


def bury(process: subprocess.Popen[bytes], job: Job, late: bool, timeout: float) -> Outcome:
    """Return the failure of the job that ``process`` died of, and clear away what it left half-written."""
    from extract.batch.extract import fail_job

    sweep_staging(job.folder.parent, process.pid)
    return fail_job(job, name_death(process.returncode, late, timeout))


def name_death(code: int, late: bool, timeout: float) -> Failure:
    """Return what the end of a worker means to the operator."""
    if late:
        return Failure("timeout", f"not done within {timeout:g} seconds", "give a longer --timeout", True)
    if code == -signal.SIGKILL:
        return Failure("memory", "killed, most likely for want of memory", "run fewer --workers", True)
    if code == -signal.SIGABRT:
        return Failure("memory", "a library gave up, most likely for want of memory", "allow more --memory", True)
    return Failure("internal", f"the reading process died ({code})", "the file may be damaged: save it anew", False)
