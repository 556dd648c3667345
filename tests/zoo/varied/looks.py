"""How the markup is dressed: class names and ids in the manner of several ways to build pages."""

from __future__ import annotations

import hashlib
import random

from markupsafe import Markup, escape

_BOOTSTRAP = {
    "button": "btn btn-primary",
    "link": "btn btn-link btn-sm",
    "table": "table table-striped table-hover",
    "row": "list-group-item d-flex justify-content-between",
    "cell": "col-sm-3 align-middle",
    "card": "card shadow-sm mb-3",
    "list": "list-group list-group-flush",
    "form": "needs-validation mb-4",
    "field": "form-control",
    "nav": "navbar navbar-expand-lg navbar-light bg-light",
    "item": "nav-link",
    "danger": "btn btn-outline-danger btn-sm",
    "panel": "accordion-collapse collapse-body",
    "pager": "pagination pagination-sm",
    "badge": "badge rounded-pill text-bg-success",
}
_SOUP = (
    "flex items-center px-4 py-2 text-sm font-medium text-gray-700 rounded-md border border-gray-200 "
    "hover:bg-gray-50 bg-white shadow-sm grid grid-cols-4 gap-x-3 w-full truncate leading-6 sm:px-6 lg:w-1/3 "
    "space-y-2 divide-y tracking-tight whitespace-nowrap text-right"
).split()
_NATIVE = {
    "button": "knopf",
    "link": "verweis",
    "table": "tabelle",
    "row": "zeile",
    "cell": "feld",
    "card": "kasten",
    "list": "liste",
    "form": "formular",
    "field": "eingabe",
    "nav": "leiste",
    "item": "punkt",
    "danger": "knopf knopf-rot",
    "panel": "klappe",
    "pager": "blaettern",
    "badge": "marke",
}


class Look:
    """Attributes for a role, in one style throughout a portal."""

    def __init__(self, style: str, seed: int) -> None:
        self.style, self.seed = style, seed

    def _hash(self, role: str) -> str:
        return hashlib.md5(f"{self.seed}{role}".encode()).hexdigest()

    def classes(self, role: str) -> str:
        if self.style == "bootstrap":
            return _BOOTSTRAP.get(role, "")
        if self.style == "native":
            return _NATIVE.get(role, "")
        if self.style == "hashed":
            return f"{role.title()}_root__{self._hash(role)[:5]} css-{self._hash(role)[5:11]}"
        if self.style == "tailwind":
            return " ".join(random.Random(self._hash(role)).sample(_SOUP, 6))
        return ""

    def of(self, role: str) -> Markup:
        """The class attribute with a space before it, or nothing."""
        classes = self.classes(role)
        return Markup(f' class="{escape(classes)}"') if classes else Markup("")

    def id(self, role: str) -> str:
        """An id for an element that a script or a label must find."""
        if self.style == "hashed":
            return f"r{self._hash(role)[:6]}"
        if self.style == "native":
            return f"el_{self._hash(role)[:4]}"
        return {"plain": role, "bootstrap": f"{role}Input", "tailwind": f"{role}-{self.seed % 97}"}[
            self.style
        ]
