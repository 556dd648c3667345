"""What a browser would send for a form: the successful controls and where they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from moisson.engine.page import Node

_NEVER_SENT = frozenset({"submit", "button", "image", "reset", "file"})


@dataclass(frozen=True, slots=True)
class Submission:
    """One request to make; `fields` in document order."""

    method: str
    url: str
    fields: tuple[tuple[str, str], ...]
    multipart: bool = False

    def address(self) -> str:
        """For GET: the action with the fields as its query, as the HTML standard has it."""
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(self.fields), ""))


def submission(
    form: Node, button: Node | None, typed: Mapping[str, str], ticked: Mapping[str, bool]
) -> Submission:
    """`typed` and `ticked` are what was filled in, by node ref; `button` the one that was pressed.

    Source: HTML standard, "constructing the entry list" and "form submission algorithm".
    """
    method = ((button.get("formmethod") if button else "") or form.get("method") or "get").lower()
    action = (button.get("formaction") if button else "") or form.get("action")
    url = urljoin(form.frame_url, action) if action else form.frame_url
    kind = (button.get("formenctype") if button else "") or form.get("enctype")
    fields: list[tuple[str, str]] = []
    for control in _controls(form):
        name = control.get("name")
        if not name or "disabled" in control.attrs:
            continue
        if control is button or control.get("type").lower() not in _NEVER_SENT or control.tag == "select":
            fields.extend((name, value) for value in _values(control, button, typed, ticked))
    return Submission(
        "post" if method == "post" else "get", url, tuple(fields), kind.lower() == "multipart/form-data"
    )


def _controls(form: Node) -> list[Node]:
    top = [form, *form.ancestors()][-1]
    own = form.get("id")
    return [
        node
        for node in top.walk()
        if node.tag in ("input", "select", "textarea", "button")
        and (node.get("form") == own if node.get("form") else node.closest("form") is form)
        and not (node.tag == "button" and node.get("type").lower() in ("button", "reset"))
    ]


def _values(
    control: Node, button: Node | None, typed: Mapping[str, str], ticked: Mapping[str, bool]
) -> list[str]:
    if control.tag == "button":
        return [control.get("value")] if control is button else []
    if control.tag == "select":
        return _chosen(control, typed)
    kind = control.get("type").lower()
    if kind in ("checkbox", "radio"):
        on = ticked.get(control.ref, "checked" in control.attrs)
        return [control.get("value", "on")] if on else []
    if control.ref in typed:
        return [typed[control.ref]]
    if control.tag == "textarea":
        return ["".join(child for child in control.children if isinstance(child, str))]
    return [control.get("value")]


def _chosen(select: Node, typed: Mapping[str, str]) -> list[str]:
    if select.ref in typed:
        return [typed[select.ref]]
    options = [option for option in select.find_all("option") if "disabled" not in option.attrs]
    marked = [option for option in options if "selected" in option.attrs]
    if "multiple" not in select.attrs and not marked:
        marked = options[:1]
    return [option.attrs.get("value", option.text(visible_only=False)) for option in marked]
