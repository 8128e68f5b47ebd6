"""The command line: one module for each verb, imported when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from extract import __version__
from extract.errors import ExtractError, PatternError, UsageError

VERBS = {
    "run": "Extract reports: a folder with report.json and text.txt for each.",
    "check": "Check a report again: what in it does not agree.",
    "review": "Write the review page: a file to look at, decide in and send.",
    "letter": "Write the letter that asks about what reviewers have confirmed.",
    "explain": "Say what a number of a report became and why.",
    "rules": "List, test and draft the rules that read prose.",
    "export": "Write the facts of one report as a table.",
    "diff": "Compare reports: years, versions, extractions.",
    "series": "Gather the reports of many years and entities as one data set.",
    "store": "Load the reports into a store that SQL can ask.",
    "inbox": "See what became of an inbox, and say which revision counts.",
    "doctor": "Examine the installation: packages, engines, fonts, patterns, Prefect.",
    "schema": "Print the JSON Schema of what run writes.",
}


GARBAGE = 500_000
"""Objects after which cycles are looked for; what a command builds, records above all, has next to none."""


class Verbs(click.Group):
    """The commands by name; a verb's module ``extract.cli.<verb>`` holds its command ``<verb>``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which they are of use."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a verb, None where there is none of that name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(f"extract.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing their modules."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


class Named(click.Path):
    """A path that is not empty: an unset variable of a script would mean the folder that it runs in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; a mistake of the call where there is none."""
        return super().convert(value, param, ctx) if str(value) else self.fail("an empty path", param, ctx)


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="extract")
def extract() -> None:
    """Turn Chinese annual quality reports (PDF, Word or text) into facts that can be trusted."""


def main() -> None:
    """Run the command line; mistakes of the call end with one line and status 2."""
    gc.set_threshold(GARBAGE)
    atexit.register(gc.freeze)  # what there is goes with the process: nothing is looked through for cycles at its end
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # pydantic would read up on all that is installed
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(extract.main(prog_name="extract", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        fail(tell_usage(error))
    except click.Abort:
        click.echo("extract: stopped", err=True)
        sys.exit(1)
    except (UsageError, PatternError) as error:
        fail(str(error))
    except ExtractError as error:
        fail(f"{error.message}; {error.hint}")
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        fail(f"unexpected {type(error).__name__}: {error}; report it")


def tell_usage(error: click.UsageError) -> str:
    """Return what is wrong with a call, and where to read how it is made."""
    path = error.ctx.command_path if error.ctx else "extract"
    verb = path.removeprefix("extract").strip()
    message = error.format_message().rstrip(".")
    told = message[:1].lower() + message[1:]
    return f"{verb}: {told}; see {path} --help" if verb else f"{told}; see {path} --help"


def fail(message: str) -> NoReturn:
    """End with ``message`` on one line."""
    click.echo(f"extract: {one_line(message)}", err=True)
    sys.exit(2)


def count(number: int, noun: str) -> str:
    """Return how many there are of something: 1 error, 2 errors."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_line(message: str) -> str:
    """Return ``message`` without anything that could break or repaint the line."""
    return "".join(char if char.isprintable() else " " for char in message)
