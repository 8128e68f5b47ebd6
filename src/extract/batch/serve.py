"""The worker's side: ``python -m extract.batch.serve`` answers settings and jobs, a JSON line each."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO

from extract.batch.extract import extract_job
from extract.batch.model import Job, Settings
from extract.batch.worker import tell
from extract.errors import PatternError
from extract.rules.patterns import load_patterns
from extract.source.model import Bounds


def serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Say whether the patterns are of use, then extract what ``jobs`` asks for until it ends."""
    given = json.loads(jobs.readline())
    patterns_folder = given["patterns"] and Path(given["patterns"])
    settings = Settings(**given | {"patterns": patterns_folder, "bounds": Bounds(**given["bounds"])})
    bound_memory(settings.memory)
    try:
        patterns = load_patterns(settings.patterns)
    except PatternError as error:
        tell(answers, {"patterns": str(error)})
        return
    tell(answers, {})
    for line in jobs:
        asked = json.loads(line)
        outcome = extract_job(Job(Path(asked["path"]), Path(asked["folder"])), patterns, settings)
        answer = asdict(outcome)
        tell(answers, {name: answer[name] for name in ("written", "counts", "failure")})


def bound_memory(megabytes: int) -> None:
    """Let this process ask for no more; where the system knows no such bound, it has none."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main() -> None:
    """Serve on the standard streams; what a library prints goes to the standard error stream."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
