"""Why a rule reads a number, or which of its conditions fails first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.rules.clauses import Clause
from extract.rules.prose import Rule

CONDITIONS = ("anchor", "scope", "unit", "reads")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a rule makes of one number: ``failed`` is its first condition that does not hold, None where it reads it."""

    rule: Rule
    failed: str | None
    reason: str

    @property
    def depth(self) -> int:
        """How many conditions hold before the one that fails."""
        return len(CONDITIONS) if self.failed is None else CONDITIONS.index(self.failed)


def diagnose(rule: Rule, clause: Clause, at: int, in_case: bool) -> Diagnosis:
    """Return what ``rule`` makes of the number at ``at`` of ``clause``."""
    text, unit = rule.text, clause.numeral_at(at).quantities[0].unit
    anchor = next((word for word in text.anchor if word in clause.text), None)
    if anchor is None:
        return Diagnosis(rule, "anchor", f"none of {'、'.join(text.anchor)} stands in the clause")
    if text.scope not in ("any", "case" if in_case else "report"):
        return Diagnosis(rule, "scope", f"it is for {text.scope} text only")
    if not rule.takes(clause, at):
        return Diagnosis(rule, "unit", f"{unit or 'no unit'} is none of {'、'.join(text.unit)}")
    if at not in set(rule.hits(clause)):
        return Diagnosis(rule, "reads", f"the words round the number are not {text.reads}")
    return Diagnosis(rule, None, f"anchor {anchor}, reads {text.reads}")


def nearest(rules: Sequence[Rule], clause: Clause, at: int, in_case: bool) -> Diagnosis | None:
    """Return the diagnosis of the rule that comes nearest to reading the number, None where none has an anchor."""
    found = [diagnose(rule, clause, at, in_case) for rule in rules]
    best = max(found, key=lambda diagnosis: diagnosis.depth, default=None)
    return best if best and best.depth else None
