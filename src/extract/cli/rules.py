"""``extract rules``: list, test, new."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extract.errors import UsageError, reason_of

PATTERNS = click.option(
    "--patterns", type=click.Path(path_type=Path), help="Pattern folder in place of the one that ships."
)


@click.group()
def rules() -> None:
    """List, test and draft the rules that read prose."""


@rules.command("list")
@PATTERNS
def list_rules(patterns: Path | None) -> None:
    """List the rules: name, status, indicator and anchors."""
    from extract.rules.patterns import load_patterns

    for rule in load_patterns(patterns).prose.rules:
        text = rule.text
        click.echo(f"{rule.name}\t{text.status}\t{text.indicator}\t{' '.join(text.anchor)}")


@rules.command("test")
@click.argument("clean", nargs=-1, type=click.Path(path_type=Path))
@PATTERNS
def test_rules(clean: tuple[Path, ...], patterns: Path | None) -> None:
    """Run every rule on its examples, and on CLEAN texts where every rule must stay silent."""
    from extract.rules.patterns import load_patterns
    from extract.rules.rehearsal import disturb, rehearse

    known = load_patterns(patterns)
    failures = rehearse(known.prose.rules, known.lexicon, known.grammar)
    for path in clean:
        failures += disturb(known.prose.rules, read_clean(path), known.lexicon, known.grammar)
    for failure in failures:
        click.echo(f"{failure.rule}: {failure.reason}: {failure.sentence}")
    click.echo(f"{len(known.prose.rules)} rules, {len(failures)} failures")
    sys.exit(1 if failures else 0)


@rules.command("new")
@click.option("--from", "sentence", required=True, help="A sentence with the value, best marked: 专任教师 «1939 人».")
@PATTERNS
def new_rule(sentence: str, patterns: Path | None) -> None:
    """Draft a rule from a sentence and print it as YAML."""
    from extract.facts.drafting import draft_rule
    from extract.rules.patterns import load_patterns

    click.echo(draft_rule(sentence, load_patterns(patterns)), nl=False)


def read_clean(path: Path) -> str:
    """Return a clean text; UsageError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {reason_of(error)}; give a text file in UTF-8") from error
