"""Fuzz one reader: ``python -m tests.fuzz.run TARGET SECONDS FOLDER`` (``make fuzz`` runs them all).

Coverage guides what is tried (atheris).  The corpus grows in FOLDER from run to run; an input that
crashes, hangs or takes too much memory is left there as ``TARGET-crash-…`` and ends the run with a status
other than 0.  Mend the program, and keep the input among the findings of the tests.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extract"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS, patterns

HANG = 20  # seconds for one input
MEGABYTES = 2048
LONGEST = 60_000


def main(name: str, seconds: int, folder: Path) -> None:
    """Fuzz the target ``name``."""
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds(name):
        (corpus / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    patterns()  # loaded before the clock of the first input runs
    options = {
        "max_total_time": seconds,
        "timeout": HANG,
        "rss_limit_mb": MEGABYTES,
        "max_len": LONGEST,
        "artifact_prefix": f"{folder}/{name}-",
        "print_final_stats": 1,
    }
    atheris.Setup([name, str(corpus), *(f"-{key}={value}" for key, value in options.items())], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
