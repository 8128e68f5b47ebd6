"""A rule drafted from a sentence, for an operator to finish."""

from __future__ import annotations

import json
import logging

import regex

from extract.errors import UsageError
from extract.facts.naming import Namer
from extract.facts.phrases import Reading
from extract.facts.reading import Reader
from extract.numerals import scan_numerals
from extract.rules.clauses import split_clauses
from extract.rules.patterns import Patterns
from extract.rules.prose import VALUE, read_example

SHORTEST_ANCHOR = 3
TEMPLATE = """\
# Put this under rules: in a file of patterns/prose, then run: extract rules test
  - id: {id}
    status: draft
    indicator: {indicator}
    anchor: {anchor}
    reads: {reads}
    unit: {unit}
    matches:              # the value in «»; another wording of your own besides
      - {example}
      - {another}
    refuses:              # sentences like it that mean something else; two or more
      - {refused}
      - {refused_too}
"""


def draft_rule(sentence: str, patterns: Patterns) -> str:
    """Return a rule for the number of ``sentence`` as YAML; the number is the one in «» or the first that has a name.

    Raises UsageError where the sentence tells no value.
    """
    plain, start = (read_example(sentence)[:2]) if VALUE.search(sentence) else (sentence, None)
    reader = Reader(patterns.grammar, Namer(patterns.grammar, {}, patterns.catalogue.knows))
    readings = reader.read(split_clauses(plain, scan_numerals(plain, patterns.lexicon), patterns.grammar))
    chosen = next((reading for reading in readings if start in (None, reading.quantity.start)), None)
    if chosen is None:
        raise UsageError(f"«{sentence}» holds no number with a name; mark the value: 专任教师 «1939 人»")
    return write_rule(plain, chosen, patterns)


def write_rule(sentence: str, reading: Reading, patterns: Patterns) -> str:
    """Return the rule of ``reading`` as YAML."""
    quantity = reading.quantity
    known = patterns.catalogue.look_up(reading.name, quantity.canonical_unit)
    value, end = sentence[quantity.start : quantity.end], sentence[quantity.end :]
    head, behind = reading.head, reading.form == "behind"
    pattern = "{value}" + regex.escape(head) if behind else regex.escape(head) + "(?:人数|数量|总数|数)?{links}{value}"
    return TEMPLATE.format(
        id=known.code.replace(".", "_") if known else "name_it",
        indicator=known.code if known else "code.of_the_catalogue",
        anchor=quote(cut_anchor(head)),
        reads=quote(pattern),
        unit=quote(quantity.unit or ""),
        example=quote(f"{sentence[: quantity.start]}«{value}»{end}"),
        another=quote(f"共有«{value}»{head}。" if behind else f"{head}达到«{value}»。"),
        refused=quote(f"其他{head}若干。"),
        refused_too=quote(f"{head}比上年有所增加。"),
    )


def cut_anchor(head: str) -> str:
    """Return the last words of ``head`` that are long enough to tell: 企业冠名订单班 → 订单班, never 名订单班."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    anchor = ""
    for word in reversed(jieba.lcut(head)):
        if len(anchor) >= SHORTEST_ANCHOR:
            break
        anchor = word + anchor
    return anchor


def quote(text: str) -> str:
    """Return ``text`` as a YAML string."""
    return json.dumps(text, ensure_ascii=False)
