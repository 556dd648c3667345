"""Forms, and bars of fields, by which somebody only looks for something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from moisson.engine.harmless import (
    address_speaks_of_act,
    against,
    against_name,
    labels,
    link_speaks_of_act,
    speaks_of_act,
    submits,
)
from moisson.engine.lists import restricting as words
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.sites import same_site
from moisson.engine.wording import fold

_AROUND = 4  # elements around a field in which the button that applies it stands
_WORDS_OF_A_BOX = 5
_EMPTYING = re.compile(r"(?:reset|clear|zurucksetzen|leeren|reinitialiser|effacer|limpiar|borrar filtros|azzera|wissen|limpar|wyczysc|rensa|nulstil|ryd|nullstill|tyhjenna|vymazat|zrusit filtr|torles|sterge)(?: \w+){0,2}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seeking:
    """Asks for a view. `names` of the fields in sight; `button` applies it, None where it has none; `form`: the form, the element
    around a bar of fields, or a select that applies itself. `by_hand`: a person who fills it in and presses its button
    changes nothing; else only its address may be gone to."""

    form: Node = field(repr=False)
    names: frozenset[str]
    button: Node | None = field(repr=False)
    by_hand: bool

    @property
    def is_get(self) -> bool:
        return self.form.tag == "form" and self.form.get("method", "get").lower() in ("get", "")

    @property
    def action(self) -> str:
        action = self.form.get("action")
        return urljoin(self.form.frame_url, action) if action else self.form.frame_url


def seeking_forms(page: PageView) -> list[Seeking]:
    """The forms of a page by which somebody only looks for something."""
    return [one for form in page.root.find_all("form") if (one := seeking(form)) is not None]


def seeking(form: Node) -> Seeking | None:
    """A form that asks for a view: by GET, where only going to its address is meant; by hand, where besides all of its
    buttons have words of looking, and one of its fields chooses among states or times. None for other forms."""
    named = [part for part in _fields(form) if part.get("name")]
    names = frozenset(part.get("name") for part in named if part.get("type").lower() != "hidden")
    if not named or not asks_only(form):
        return None
    buttons = [part for part in form.walk() if submits(part) and "disabled" not in part.attrs]
    button = next((one for one in buttons if _says_seek(one)), None)
    made = Seeking(form, names, button, _by_hand(form, buttons))
    action = made.action
    if not same_site(action, form.frame_url) or link_speaks_of_act(action):
        return None
    if made.is_get:
        return made if button is not None or not buttons else None
    hidden = [part.get("name").lower() for part in form.walk() if part.get("type").lower() == "hidden"]
    if "_method" in hidden or address_speaks_of_act(action):
        return None
    return made if made.by_hand else None


def bar_around(node: Node) -> Seeking | None:
    """What stands around a field outside any form, down to the button that applies it; the field alone where it is
    one of time that applies itself. None where it is not plain that this only shows."""
    for outer in list(node.ancestors())[:_AROUND]:
        buttons = [
            part for part in outer.walk() if part.tag == "button" or submits(part) or part.role == "button"
        ]
        if buttons:
            button = next((one for one in buttons if _says_seek(one)), None)
            if asks_only(outer) and _by_hand(outer, buttons):
                return Seeking(outer, frozenset(), button, True)
            return Seeking(node, frozenset(), None, True) if hides_by_itself(node) else None
    return Seeking(node, frozenset(), None, True) if is_of_time(node) or hides_by_itself(node) else None


def hides_by_itself(box: Node) -> bool:
    """True for a box outside any form that names what it shows or hides and nothing else: "Hide closed tickets"."""
    if box.tag != "input" or box.get("type").lower() != "checkbox" or box.closest("form") is not None:
        return False
    said = squeeze(label_of(box))
    folded = fold(said)
    if not 2 <= len(said.split()) <= _WORDS_OF_A_BOX or speaks_of_act(said):
        return False
    about = words.FINISHED.search(folded) or words.UNFINISHED.search(folded)
    turns = words.WITHOUT.search(folded) is not None or words.adds(folded)
    return about is not None and turns and not against_name(box)


def _by_hand(around: Node, buttons: Sequence[Node]) -> bool:
    """True where pressing does nothing but show: every button has a word of looking (or one that empties the fields);
    a word like "apply" is enough only where all there is to choose is a stretch of time."""
    applied = [one for one in buttons if not _empties(one)]
    if not applied or any(against(one) is not None for one in applied):
        return False
    chosen = [part for part in _fields(around) if part.get("type").lower() != "hidden"]
    times = [part for part in chosen if is_of_time(part)]
    if times and len(times) == len(chosen):
        return all(_says_seek(one) for one in applied)
    return all(_says(one, words.LOOKING) for one in applied) and any(
        part in times or _chooses_state(part) for part in chosen
    )


def _fields(around: Node) -> list[Node]:
    return [
        part
        for part in around.walk()
        if part.tag == "select"
        or (part.tag == "input" and part.get("type").lower() not in ("submit", "button", "image", "reset"))
    ]


def is_of_time(part: Node) -> bool:
    """True for a field with a day that begins or ends a range, and for a select of stretches of time."""
    if part.tag == "select":
        return _of_times(part)
    if part.get("type").lower() not in ("", "text", "date", "month", "datetime-local"):
        return False
    names = [name for name in (part.get("name"), part.get("id"), label_of(part)) if name]
    return any(words.begins_a_range(name) or words.ends_a_range(name) for name in names)


def _of_times(select: Node) -> bool:
    said = [
        squeeze(one.text(visible_only=False))
        for one in select.find_all("option")
        if "disabled" not in one.attrs
    ]
    times = [one for one in said if words.stretch(one) is not None or words.window_in(one)]
    named = words.names_period(select.get("name")) or words.names_period(label_of(select))
    least = 1 if named else 2
    return (
        len(times) >= least
        and all(one in times or words.is_whole(one) for one in said)
        and (named or any(words.window_in(one) or re.search(r"[^\W\d]", one) for one in times))
    )


def _chooses_state(part: Node) -> bool:
    if part.tag == "select":
        return words.names_state(part.get("name")) or words.names_state(label_of(part))
    said = fold(label_of(part))
    return part.get("type").lower() in ("checkbox", "radio") and bool(
        words.FINISHED.search(said) or words.UNFINISHED.search(said)
    )


def _says_seek(node: Node) -> bool:
    return _says(node, words.LOOKING) or _says(node, words.APPLYING)


def _says(node: Node, wanted: re.Pattern[str]) -> bool:
    said = [squeeze(fold(text)).strip(" .:!»>…") for text in labels(node)]
    said = [one for one in said if re.search(r"[^\W\d_]", one)]
    return bool(said) and all(wanted.fullmatch(one) for one in said)


def _empties(node: Node) -> bool:
    said = [squeeze(fold(text)) for text in labels(node)]
    return bool(said) and all(_EMPTYING.fullmatch(one) for one in said)


def asks_only(form: Node) -> bool:
    """True for a form by its fields alone: nothing in it could be of use but for choosing among things."""
    for part in form.walk():
        if part.tag == "textarea":
            return False
        if part.tag == "input" and part.get("type").lower() in ("password", "file", "email", "tel"):
            return False
    return True


def value_of(node: Node) -> str:
    return node.value if node.value is not None else node.get("value")


def label_of(node: Node) -> str:
    """The words that stand for a field: its label, the words around or before it, its name for a reader."""
    around = node.closest("label")
    if around is not None:
        own = " ".join(child if isinstance(child, str) else "" for child in around.children)
        said = squeeze(own) or squeeze(around.text(visible_only=False))
        if node.tag == "select":
            said = squeeze(own)
        if said:
            return said[:60]
    own_id = node.get("id")
    top = node
    for top in node.ancestors():  # noqa: B007
        pass
    if own_id:
        for part in top.walk():
            if part.tag == "label" and part.get("for") == own_id:
                return part.text(visible_only=False)[:60]
    return (node.get("aria-label") or node.get("placeholder") or node.get("title"))[:60]
