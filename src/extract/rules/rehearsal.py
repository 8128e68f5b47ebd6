"""Rules tried on their own examples, and on clean text where they must stay silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from extract.numerals import scan_numerals
from extract.numerals.lexicon import Lexicon
from extract.rules.clauses import span_of, split_clauses
from extract.rules.grammar import Grammar
from extract.rules.prose import Rule, read_example


class Failure(Struct, frozen=True):
    """A sentence on which ``rule`` does not do what it should; ``reason`` says what it did."""

    rule: str
    sentence: str
    reason: str


def rehearse(rules: Iterable[Rule], lexicon: Lexicon, grammar: Grammar) -> list[Failure]:
    """Return the failures of ``rules`` on their own examples."""
    return [failure for rule in rules for failure in try_rule(rule, lexicon, grammar)]


def try_rule(rule: Rule, lexicon: Lexicon, grammar: Grammar) -> Iterator[Failure]:
    """Yield the failures of one rule."""
    for example in rule.text.matches:
        sentence, start, end = read_example(example)
        read = list(read_values(rule, sentence, lexicon, grammar))
        if (start, end) not in read:
            values = "、".join(sentence[a:b] for a, b in read) or "nothing"
            yield Failure(rule.name, sentence, f"should read {sentence[start:end]}, reads {values}")
    for sentence in rule.text.refuses:
        for start, end in read_values(rule, sentence, lexicon, grammar):
            yield Failure(rule.name, sentence, f"should stay silent, reads {sentence[start:end]}")


def read_values(rule: Rule, text: str, lexicon: Lexicon, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers of ``text`` that ``rule`` reads."""
    for clause in split_clauses(text, scan_numerals(text, lexicon), grammar):
        for at in rule.hits(clause):
            yield span_of(clause.numeral_at(at))


def disturb(rules: Sequence[Rule], text: str, lexicon: Lexicon, grammar: Grammar) -> list[Failure]:
    """Return the places of clean ``text``, one paragraph a line, where a rule speaks."""
    return [
        Failure(rule.name, line, f"should stay silent, reads {line[start:end]}")
        for line in text.splitlines()
        for rule in rules
        for start, end in read_values(rule, line, lexicon, grammar)
    ]
