"""What a search form sends, or a person sets in it, so that it hides nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

from moisson.engine.harmless import link_speaks_of_act
from moisson.engine.lists import restricting as words
from moisson.engine.lists.filters import chosen_value
from moisson.engine.lists.restrictions import widest_option
from moisson.engine.lists.seeking import Seeking, label_of, value_of
from moisson.engine.page import Node, squeeze
from moisson.engine.wording import fold, phrase

_LONG_AGO = 15  # years before today, at which a range begins that may not be left empty
_FIGURES = re.compile(r"\d+")
_TYPED = frozenset({"", "text", "search", "date", "month", "number", "datetime-local"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a form and what to set it to: the words typed, the label chosen, a box ticked, or
    pressed to take its tick away."""

    node: Node = field(repr=False)
    how: Literal["fill", "choose", "tick", "press"]
    to: str = ""


def widest_addresses(seeking: Seeking, today: date | None = None) -> list[str]:
    """Where a GET form leads with everything in it set as wide as it goes: its ranges left empty; then, where it has
    any, from long ago until today."""
    if not seeking.is_get:
        return []
    made = [_address(seeking, _pairs(seeking, None))]
    if any(_bound(part) for part in seeking.form.walk()):
        made.append(_address(seeking, _pairs(seeking, today or date.today())))
    return [url for url in dict.fromkeys(made) if not link_speaks_of_act(url)]


def _address(seeking: Seeking, pairs: list[tuple[str, str]]) -> str:
    base = urlsplit(seeking.action)
    return urlunsplit((base.scheme, base.netloc, base.path, urlencode(pairs), ""))


def _pairs(seeking: Seeking, today: date | None) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    wide = _radios(seeking.form)
    for part in seeking.form.walk():
        name, kind = part.get("name"), part.get("type").lower()
        if part is seeking.button and name:
            pairs.append((name, part.get("value") or (part.text() if part.tag == "button" else "")))
        if not name or "disabled" in part.attrs or part.tag not in ("input", "select"):
            continue
        if part.tag == "select":
            pairs.extend((name, value) for value in _selected(part))
        elif kind == "checkbox":
            if _ticked(part):
                pairs.append((name, part.get("value") or "on"))
        elif kind == "radio":
            if wide.get(name, part if "checked" in part.attrs else None) is part:
                pairs.append((name, part.get("value") or "on"))
        elif kind == "hidden":
            held = words.names_state(name) or words.names_period(name) or words.begins_a_range(name)
            if not held or not part.get("value"):
                pairs.append((name, part.get("value")))
        elif kind in _TYPED:
            pairs.append((name, _typed(part, today)))
    return pairs


def _selected(select: Node) -> list[str]:
    if "multiple" in select.attrs:
        # Nothing chosen in a list of many is no condition.
        return []
    best = widest_option(select) if _narrowing(select) else None
    if best is None:
        return [chosen_value(select)]
    return [best.get("value") if "value" in best.attrs else squeeze(best.text(visible_only=False))]


def _narrowing(select: Node) -> bool:
    """True for a select that hides something, not one for the order, the number or the person."""
    name = select.get("name")
    if words.names_state(name) or words.names_period(name):
        return True
    said = phrase(name)
    return not re.search(r"sort|order|group|dir|page|limit|size|lang|format|column|template", said)


def _ticked(box: Node) -> bool:
    said = fold(label_of(box))
    if words.WITHOUT.search(said) and (words.FINISHED.search(said) or words.UNFINISHED.search(said)):
        return False
    if words.adds(said) and words.FINISHED.search(said):
        return True
    about = words.names_state(box.get("name")) and (
        words.FINISHED.search(said) or words.UNFINISHED.search(said)
    )
    return "checked" in box.attrs or bool(about)


def _radios(form: Node) -> dict[str, Node]:
    """For each group of radio buttons the one for all, where there is one."""
    found: dict[str, Node] = {}
    for part in form.walk():
        if part.tag == "input" and part.get("type").lower() == "radio" and "disabled" not in part.attrs:
            said = label_of(part) or part.get("value")
            if said and words.is_whole(said):
                found.setdefault(part.get("name"), part)
    return found


def _bound(part: Node) -> Literal["first", "last"] | None:
    if part.tag != "input" or part.get("type").lower() not in ("", "text", "date", "month", "datetime-local"):
        return None
    names = [name for name in (part.get("name"), part.get("id"), label_of(part)) if name]
    if any(words.begins_a_range(name) for name in names):
        return "first"
    return "last" if any(words.ends_a_range(name) for name in names) else None


def _typed(part: Node, today: date | None) -> str:
    """What a field for typing sends: nothing in one that narrows, what stands there in one for numbers."""
    held = value_of(part)
    if part.get("type").lower() == "number" or re.search(
        r"size|limit|start|offset|max|columns|page", phrase(part.get("name"))
    ):
        return held if _bound(part) is None else ""
    bound = _bound(part)
    if bound is None or today is None:
        return ""
    return written_like(
        held or part.get("placeholder"), _long_ago(today) if bound == "first" else today, part
    )


def _long_ago(today: date) -> date:
    return date(today.year - _LONG_AGO, 1, 1)


def written_like(example: str, day: date, part: Node | None = None) -> str:
    """A day in the same order and with the same signs as another one: "28.08.2026" → "01.01.2011". ISO where the
    example tells nothing, as fields of type `date` have it."""
    kind = part.get("type").lower() if part is not None else ""
    if kind in ("date", "datetime-local"):
        return day.isoformat() + ("T00:00" if kind == "datetime-local" else "")
    if kind == "month":
        return f"{day:%Y-%m}"
    figures = _FIGURES.findall(example)
    signs = re.fullmatch(r"\D*(\d{1,4})(\D{1,3})(\d{1,2})(\D{1,3})(\d{2,4})\.?\s*", example)
    if signs is None or len(figures) != 3:
        return day.isoformat()
    first, one, second, two, _ = signs.groups()
    if len(first) == 4:
        return f"{day.year:04d}{one}{day.month:02d}{two}{day.day:02d}"
    month_first = int(second) > 12
    head = (day.month, day.day) if month_first else (day.day, day.month)
    return f"{head[0]:02d}{one}{head[1]:02d}{two}{day.year:04d}"


def widest_settings(seeking: Seeking, today: date | None = None) -> list[Setting]:
    """What a person would set in the form, field by field, before pressing its button; only what is not so already."""
    if not seeking.by_hand:
        return []
    found: list[Setting] = []
    day = today or date.today()
    for part in seeking.form.walk():
        if not part.visible or "disabled" in part.attrs:
            continue
        kind = part.get("type").lower()
        if part.tag == "select" and "multiple" not in part.attrs and _narrowing(part):
            best = widest_option(part)
            sent = chosen_value(part)
            if (
                best is not None
                and (best.get("value") if "value" in best.attrs else best.text(visible_only=False)) != sent
            ):
                found.append(Setting(part, "choose", squeeze(best.text(visible_only=False))))
        elif part.tag == "input" and kind == "checkbox":
            if _ticked(part) and "checked" not in part.attrs:
                found.append(Setting(part, "tick"))
            elif not _ticked(part) and "checked" in part.attrs:
                found.append(Setting(part, "press"))
        elif part.tag == "input" and _bound(part) == "first":
            held = value_of(part)
            if held:
                found.append(Setting(part, "fill", written_like(held, _long_ago(day), part)))
    return found
