"""The national forms in a report: which table is which, and which printed row is which of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from extract.facts.lineage import Label
from extract.rules.catalogue import Catalogue, Form, Row, fold_label

SAME_UNIT = 2
LEAST_SHARE = {True: 0.3, False: 0.7}  # of printed rows that must be the form's, with and without its title
LEAST_OF_FORM = 0.4  # of the form's rows that must be printed where the table bears another title


class Recognised(Struct, frozen=True):
    """A national form with, for each printed row, the index of the form's row (None where it is none of them)."""

    form: Form
    rows: tuple[int | None, ...]

    def row(self, i: int) -> Row | None:
        """Return the form's row that printed row ``i`` is."""
        at = self.rows[i]
        return None if at is None else self.form.rows[at]

    def parents(self) -> dict[int, int | None]:
        """Return the parents that the form settles: of its top rows none, of others the nearest printed one above."""
        known: dict[int, int | None] = {}
        latest: dict[tuple[str, ...], int] = {}
        for i in range(len(self.rows)):
            row = self.row(i)
            if row is None:
                continue
            if len(row.path) == 1:
                known[i] = None
            elif row.path[:-1] in latest:
                known[i] = latest[row.path[:-1]]
            latest.setdefault(row.path, i)
        return known


def recognise(title: str | None, labels: Sequence[Label], catalogue: Catalogue) -> Recognised | None:
    """Return the national form that a table is: by its title, else by its rows, of which it must print many."""
    stems = {label.stem for label in labels}
    best: tuple[float, Recognised] | None = None
    for form in catalogue.forms.values():
        titled = bears_title(title, form)
        known = {stem for row in catalogue.form_stems[form.code] for stem in row}
        if len(stems & known) < LEAST_SHARE[titled] * len(stems):
            continue
        rows = align(labels, form, catalogue)
        found = sum(at is not None for at in rows)
        share = found / max(1, len(labels))
        enough = titled or found >= LEAST_OF_FORM * len(form.rows)
        if enough and share >= LEAST_SHARE[titled] and (best is None or share + titled > best[0]):
            best = (share + titled, Recognised(form, rows))
    return best[1] if best else None


def bears_title(title: str | None, form: Form) -> bool:
    """Tell whether a table's title ends in a name of the form."""
    folded = fold_label(title or "").split("(")[0]
    return any(folded.endswith(fold_label(name)) for name in (form.name, *form.aliases))


def align(labels: Sequence[Label], form: Form, catalogue: Catalogue) -> tuple[int | None, ...]:
    """Return for each printed row its place in the form: the heaviest matching that keeps the order.

    A printed row that stands out of order keeps its place if its label and unit fit one free row alone.
    """
    weights = weigh(labels, form, catalogue)
    best = [[0] * (len(form.rows) + 1) for _ in range(len(labels) + 1)]
    for i in range(len(labels) - 1, -1, -1):
        for j in range(len(form.rows) - 1, -1, -1):
            taken = best[i + 1][j + 1] + weights[i][j] if weights[i].get(j) else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    places: list[int | None] = [None] * len(labels)
    i = j = 0
    while i < len(labels) and j < len(form.rows):
        if weights[i].get(j) and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            places[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    taken_rows = {at for at in places if at is not None}
    for i, weight in enumerate(weights):
        free = [j for j in weight if j not in taken_rows]
        if places[i] is None and len(free) == 1:
            places[i] = free[0]
            taken_rows.add(free[0])
    return tuple(places)


def weigh(labels: Sequence[Label], form: Form, catalogue: Catalogue) -> list[dict[int, int]]:
    """Return for each printed row the form's rows that it can be, with how well they fit."""
    by_stem: dict[str, list[tuple[int, int]]] = {}
    for j, stems in enumerate(catalogue.form_stems[form.code]):
        for stem, weight in stems.items():
            by_stem.setdefault(stem, []).append((j, weight))
    units = [catalogue.canonical_unit(row.unit) for row in form.rows]
    return [
        {
            j: weight + (SAME_UNIT if catalogue.same_kind(label.unit, units[j]) else 0)
            for j, weight in by_stem.get(label.stem, [])
        }
        for label in labels
    ]
