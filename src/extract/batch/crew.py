"""Workers that share the jobs of a batch."""

from __future__ import annotations

import os
from dataclasses import replace
from queue import SimpleQueue
from types import TracebackType

from extract.batch.model import Job, Outcome, Settings
from extract.batch.worker import Worker


class Crew:
    """Workers that any thread may ask for a job; leaving the context ends them."""

    def __init__(self, size: int, settings: Settings) -> None:
        self.workers = [Worker(settings) for _ in range(size)]
        self.idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self.workers:
            self.idle.put(worker)

    def extract(self, job: Job) -> Outcome:
        """Return what became of ``job``, as soon as a worker has had time for it."""
        worker = self.idle.get()
        try:
            return worker.extract(job)
        finally:
            self.idle.put(worker)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self.workers:
            worker.stop()
        for _ in self.workers:
            self.idle.get().close()


def hire(settings: Settings, jobs: int, workers: int | None = None) -> Crew:
    """Return a crew for ``jobs`` jobs, of as many ``workers`` as processors unless told.

    Where there are fewer jobs, the processes left over read long PDFs along.
    """
    most = workers or os.cpu_count() or 1
    size = max(1, min(most, jobs))
    return Crew(size, replace(settings, readers=most // size))
