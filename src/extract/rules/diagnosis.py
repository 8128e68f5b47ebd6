"""Why a rule reads a number, or which of its conditions fails first."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract.rules.clauses import Clause
from extract.rules.prose import Rule

REASONS = {
    "anchor": "no anchor in the clause, which is one of",
    "case": "it is for the text of a case only",
    "report": "it is for the text of a report only",
    "unit": "the unit is none of",
    "reads": "the words round the number do not fit",
}
"""What is said of a condition that fails; the review page has them in both languages."""

CONDITIONS = ("anchor", "scope", "unit", "reads")


class Diagnosis(Struct, frozen=True):
    """What a rule makes of one number: ``failed`` is its first condition that does not hold, None where it reads it.

    ``reason`` says in set words why, which the review page has in both languages, ``words`` of what.
    """

    rule: Rule
    failed: str | None
    reason: str
    words: str

    @property
    def depth(self) -> int:
        """How many conditions hold before the one that fails."""
        return len(CONDITIONS) if self.failed is None else CONDITIONS.index(self.failed)


def diagnose(rule: Rule, clause: Clause, at: int, in_case: bool) -> Diagnosis:
    """Return what ``rule`` makes of the number at ``at`` of ``clause``."""
    text, unit = rule.text, clause.numeral_at(at).quantities[0].unit
    anchor = next((word for word in text.anchor if word in clause.text), None)
    if anchor is None:
        return Diagnosis(rule, "anchor", REASONS["anchor"], "、".join(text.anchor))
    if text.scope not in ("any", "case" if in_case else "report"):
        return Diagnosis(rule, "scope", REASONS[text.scope], "")
    if not rule.takes(clause, at):
        return Diagnosis(rule, "unit", REASONS["unit"], f"{'、'.join(text.unit)} ({unit or '-'})")
    if at not in set(rule.hits(clause)):
        return Diagnosis(rule, "reads", REASONS["reads"], text.reads)
    return Diagnosis(rule, None, f"anchor {anchor}, reads", text.reads)


def nearest(rules: Sequence[Rule], clause: Clause, at: int, in_case: bool) -> Diagnosis | None:
    """Return the diagnosis of the rule that comes nearest to reading the number, None where none has an anchor."""
    found = [diagnose(rule, clause, at, in_case) for rule in rules]
    best = max(found, key=lambda diagnosis: diagnosis.depth, default=None)
    return best if best and best.depth else None
