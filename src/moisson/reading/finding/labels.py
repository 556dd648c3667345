"""The words that stand before values, in eight languages: which they are, and which of them speaks for a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from moisson.reading.contract import Box
from moisson.reading.finding.label_words import LABELS
from moisson.reading.finding.sheet import Sheet, Strip


def _loose(pattern: str) -> str:
    """With every blank between two letters optional: recognised text loses them."""
    return re.sub(r"(?<=[a-z.]) (?=[a-z(])", " ?", pattern)


_COMPILED = {
    kind: tuple((re.compile(_loose(pattern)), weight) for pattern, weight in patterns)
    for kind, patterns in LABELS.items()
}


_POSITIONS = re.compile(
    r"\b(?:beschreibung|bezeichnung|leistung|text|tatigkeit|description|items?|articles?|artikel|articulo|articolo|artigo|products?|produkte?|produits?|productos?|prodott[oi]|produtos?|details|designation|libelle|prestation|descripcion|concepto|descrizione|omschrijving|descricao|designacao|nazwa|opis|menge|qty|quantity|hours|stunden|anzahl|heures|horas|ore|uren|godziny|duree|durata|duration|duur|dauer)\b"
)


_SUMS = frozenset({"gross", "net", "vat"})
_DIGIT = re.compile(r"\d")
_NEAR = 1.0
"""Heights between a value and a label under it."""
_OPEN = re.compile(r"\b(?:de|del|della|di|da|do|du|d'|of|van|la)$")
"""A label that ends so goes on."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a folded text."""

    kind: str
    weight: float
    start: int
    end: int


@lru_cache(maxsize=4096)
def labels_in(low: str, kinds: tuple[str, ...]) -> tuple[Label, ...]:
    """All labels of some kinds in a folded text; of those that overlap, the longest."""
    found: list[Label] = []
    for kind in kinds:
        for pattern, weight in _COMPILED[kind]:
            for match in pattern.finditer(low):
                start, end = match.span("label") if pattern.groups else match.span()
                if end > start:
                    found.append(Label(kind, weight, start, end))
    found.sort(key=lambda label: (label.start - label.end, -label.weight))
    kept: list[Label] = []
    for label in found:
        if all(label.end <= other.start or other.end <= label.start for other in kept):
            kept.append(label)
    return tuple(sorted(kept, key=lambda label: label.start))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A label that speaks for a value: its kind, how strong (0..1), and how they stand to each other."""

    kind: str
    strength: float
    relation: str  # same, after, beside, above, under, over the column


def spoken_for(
    sheet: Sheet, strip: Strip, start: int, end: int, kinds: tuple[str, ...], *, reach: float = 2.6
) -> list[Spoken]:
    """Labels that speak for the value from `start` to `end` of a strip, the strongest first."""
    result: list[Spoken] = []
    same = [label for label in labels_in(strip.low, kinds) if label.end <= start]
    if same:
        label = max(same, key=lambda each: (each.end, each.weight))
        between = strip.low[label.end : start]
        loss = 0.002 * len(between) + (0.1 if re.search(r"\d{3}", between) else 0.0)
        result.append(Spoken(label.kind, label.weight * (1 - min(loss, 0.4)), "same"))
        # "Total TVA 20 %": what was named before counts as well, a little less.
        for other in same:
            if other is not label and other.kind != label.kind and start - other.end < 30:
                result.append(Spoken(other.kind, 0.6 * other.weight, "same"))
        outer = _before_its_translation(strip.low[:start], same)
        if outer is not None and outer.kind != label.kind:
            result = [Spoken(outer.kind, 0.97 * outer.weight, "same")]
    if not same and start == 0:
        behind = next((label for label in labels_in(strip.low, kinds) if label.start >= end), None)
        if behind is not None and behind.start - end <= 4:
            # "10/03/2026 Date de facture": the value comes first.
            return [Spoken(behind.kind, 0.9 * behind.weight, "after")]
    cell = "" if same or re.search(r"[a-z]{3}", strip.low[:start]) else sheet.cell_before(strip)
    broken = labels_in(cell, kinds) if cell else ()
    if broken:
        label = max(broken, key=lambda each: (each.weight, each.end))
        result.append(Spoken(label.kind, 0.95 * label.weight, "beside"))
        result += [
            Spoken(other.kind, 0.55 * other.weight, "beside") for other in broken if other.kind != label.kind
        ]
    elif not same or result[0].strength < 0.5:
        for step, near in enumerate(reversed(strip.row[: strip.at])):
            there = labels_in(near.low, kinds)
            if there:
                label = max(there, key=lambda each: (each.weight, each.end))
                if step == 0 or not re.fullmatch(r"[^a-z]*", strip.row[strip.at - 1].low):
                    fall = 0.97 - 0.06 * step
                else:
                    fall = 0.93 - 0.03 * step
                after = len(near.low) - label.end
                result.append(Spoken(label.kind, label.weight * max(fall - 0.004 * after, 0.3), "beside"))
                for second in there:
                    if second.kind != label.kind:
                        result.append(Spoken(second.kind, second.weight * 0.6 * fall, "beside"))
                break
            if step > 4:
                break
        place = strip.place(start, end).box
        for step, near in enumerate(sheet.above(strip, place.left, place.right, reach)):
            there = labels_in(near.low, kinds)
            if there:
                best = max(
                    there,
                    key=lambda label: (
                        _overlap(near.place(label.start, label.end).box, place) + 0.01 * label.weight
                    ),
                )
                after = len(near.low) - best.end
                fall = max(0.85 - 0.08 * step - 0.006 * after, 0.2)
                if best.kind == "date" and of_positions(near):
                    fall *= 0.4
                    result.append(Spoken("service", 0.8, "above"))  # the day of a position
                elif best.kind in _SUMS and of_positions(near):
                    fall *= 0.75  # the sum of a position
                result.append(Spoken(best.kind, best.weight * fall, "above"))
                break
            if step > 1:
                break
        under = None if result else label_under(sheet, strip, kinds)
        if under is not None:
            return [Spoken(under[0].kind, 0.78 * under[0].weight, "under")]
        if not result and not re.search(r"[a-z]{4}", strip.low):
            head = sheet.cell_over(strip, place.left, place.right, reach)
            there = labels_in(head.low, kinds) if head is not None else ()
            if there:
                best = max(there, key=lambda label: (label.weight, label.end))
                result.append(Spoken(best.kind, 0.82 * best.weight, "above"))
        if not result and not re.search(r"[a-z]{4}", strip.low):
            over = sheet.heading(strip, place.left, place.right)
            there = labels_in(over.low, kinds) if over is not None else ()
            if over is not None and there:
                best = max(there, key=lambda label: (label.weight, label.end))
                after = len(over.low) - best.end
                fall = max(0.65 - 0.006 * after, 0.2)
                if best.kind == "date" and of_positions(over):
                    fall *= 0.4
                    result.append(Spoken("service", 0.8, "over the column"))
                result.append(Spoken(best.kind, best.weight * fall, "over the column"))
    result.sort(key=lambda spoken: -spoken.strength)
    return result


def label_under(sheet: Sheet, strip: Strip, kinds: tuple[str, ...]) -> tuple[Label, Strip] | None:
    """The label of a value in a row of values over a row of their labels, and where it stands; None where the labels have
    values of their own beside or under them."""
    if len(strip.row) < 2:
        return None
    near = next(sheet.below(strip, _NEAR), None)
    if near is None or len(near.row) != len(strip.row):
        return None
    for value, name in zip(strip.row, near.row, strict=True):
        if name.low.rstrip().endswith(":") or not _DIGIT.search(value.low):
            return None
        if min(value.box.right, name.box.right) <= max(value.box.left, name.box.left):
            return None
        if _DIGIT.search(name.low) and not labels_in(name.low, kinds):
            return None
        own = next(sheet.below(name, _NEAR + 0.6), None)
        if own is not None and _DIGIT.search(own.low) and len(own.row) >= len(near.row):
            return None
    there = labels_in(near.low, kinds)
    if not there:
        return None
    return max(there, key=lambda label: (label.weight, label.end)), near


def _before_its_translation(before: str, labels: list[Label]) -> Label | None:
    """The label in "Termin płatności (payment date): " that the words in brackets only say again."""
    bracket = re.search(r"\(([^()]{3,40})\)[\s:]*$", before)
    if bracket is None:
        return None
    outer = [label for label in labels if bracket.start() - 3 <= label.end <= bracket.start()]
    return max(outer, key=lambda label: label.end, default=None)


def whole(sheet: Sheet, strip: Strip) -> str:
    """The folded text of a label, with what it goes on with in the next line of a narrow column ("Fecha de / factura:")."""
    if not _OPEN.search(strip.low):
        return strip.low
    under = next(iter(sheet.below(strip, 1.0)), None)
    if under is None or abs(under.box.left - strip.box.left) > 4:
        return strip.low
    return f"{strip.low} {under.low}"


def of_positions(heading: Strip) -> bool:
    """Whether a heading is one of several over the positions."""
    return len(heading.row) >= 3 and any(_POSITIONS.search(strip.low) for strip in heading.row)


def _overlap(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)
