"""What a result depends on: the input's bytes, the patterns and the version."""

from __future__ import annotations

from extract import __version__
from extract.batch.model import Job
from extract.batch.plan import hash_content
from extract.output.folder import read_holding
from extract.output.names import REVIEW


def identify_input(job: Job, digest: str) -> str | None:
    """Return the identity of the result that patterns of ``digest`` would give; None where the input is unreadable."""
    sha256 = hash_content(job.path)
    return sha256 and name_identity(sha256, digest, __version__)


def identify_result(job: Job, review: bool = False) -> str | None:
    """Return the identity of the report that stands in the folder of ``job``.

    None where there is none, or no review page beside it although ``review`` asks for one.
    """
    holding = read_holding(job.folder)
    if not (holding and holding.good and holding.sha256) or (review and not (job.folder / REVIEW).is_file()):
        return None
    return name_identity(holding.sha256, holding.patterns, holding.version)


def name_identity(sha256: str, digest: str, version: str) -> str:
    """Return the parts as one name."""
    return f"{sha256}-{digest.removeprefix('sha256:')}-{version}"
