"""Pieces → blocks, sections, cases, captions, tables, directory and the passages to read."""

from __future__ import annotations

from extract.layout.model import Layout
from extract.structure.directory import DirectoryReader
from extract.structure.dresses import read_dresses
from extract.structure.furniture import part_furniture
from extract.structure.grammar import Grammar
from extract.structure.joins import find_joins
from extract.structure.markers import Markers
from extract.structure.model import Outline
from extract.structure.outline import write_outline
from extract.structure.titles import mend_titles
from extract.structure.units import read_units
from extract.structure.walk import Walk
from extract.structure.wraps import find_measure, undo_wraps


def build_outline(layout: Layout, markers: Markers) -> Outline:
    """Return the structure of the report that ``layout`` shows."""
    grammar = Grammar(markers)
    printed = part_furniture(read_units(layout), grammar)
    grammar = read_dresses(printed, grammar)
    measure = find_measure(printed)
    units = mend_titles(layout.text, undo_wraps(layout.text, printed, measure, grammar), grammar)
    zones = DirectoryReader(layout.text, grammar, markers.directories.broken).find_zones(units)
    plan = Walk(layout.text, units, zones, grammar).run()
    joins = find_joins(plan.parts, measure, grammar)
    return write_outline(layout, plan, joins, markers)
