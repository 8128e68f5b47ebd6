"""Extract an inbox as the flow does, in a process that can be killed: ``extract_all.py INBOX ARCHIVE LOG``."""

from __future__ import annotations

import sys
from pathlib import Path

from extract import Crew, Settings
from extract.inbox import look_into, open_archive, plan_arrivals, read_index, write_index

LATER = 10.0**11


def main() -> None:
    """Extract what is new and note each document that is done."""
    inbox, folder, log = map(Path, sys.argv[1:])
    with open_archive(folder) as archive, Crew(1, Settings()) as crew, log.open("a") as done:
        for job in plan_arrivals(inbox, archive, look_into(inbox, archive, LATER).here):
            crew.extract(job)
            print(job.folder.name, file=done, flush=True)
        write_index(archive, read_index(inbox, archive))


if __name__ == "__main__":
    main()
