"""The worker's side: answers settings and jobs, a JSON line each."""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO

from extract.batch.extract import extract_job
from extract.batch.model import Job, Settings
from extract.batch.worker import tell
from extract.errors import PatternError
from extract.rules.patterns import load_patterns
from extract.source.model import Bounds

GARBAGE = 50_000
"""New objects after which the collector looks for garbage: a report makes many and hardly any rings of them."""


def serve(jobs: Iterator[bytes], answers: IO[bytes]) -> None:
    """Say whether the patterns are of use, then extract what the lines of ``jobs`` ask for."""
    given = json.loads(next(jobs))
    patterns_folder = given["patterns"] and Path(given["patterns"])
    settings = Settings(**given | {"patterns": patterns_folder, "bounds": Bounds(**given["bounds"])})
    bound_memory(settings.memory)
    try:
        patterns = load_patterns(settings.patterns)
    except PatternError as error:
        tell(answers, {"patterns": str(error)})
        return
    tell(answers, {})
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()
    for line in jobs:
        asked = json.loads(line)
        job = Job(Path(asked["path"]), Path(asked["folder"]), asked["sha256"])
        outcome = extract_job(job, patterns, settings)
        answer = asdict(outcome)
        tell(answers, {name: answer[name] for name in ("written", "counts", "failure")})


def listen(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of ``stream`` and end this process at once when it ends: nobody waits for the job any more.

    Who asks may have been killed and started again; two at work on one job would be one too many.
    """
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        os._exit(0)

    Thread(target=read, daemon=True).start()
    while True:
        yield lines.get()


def bound_memory(megabytes: int) -> None:
    """Let this process ask for no more; where the system knows no such bound, it has none."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main() -> None:
    """Serve on the standard streams; what a library prints goes to the standard error stream.

    The end is without farewell: Python would die, and say so, over the stream that the other thread listens on.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(listen(sys.stdin.buffer), answers)
    os._exit(0)
