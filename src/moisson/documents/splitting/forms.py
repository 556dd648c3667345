"""How a PDF is taken apart."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from moisson.documents.splitting.making import MOST
from moisson.documents.splitting.ranges import BadRange, Wrong, chosen, every


class How(models.TextChoices):
    EACH = "each", _("each page")
    EVERY = "every", _("parts of equal length")
    CHOSEN = "chosen", _("chosen pages")


_WRONG = {
    Wrong.EMPTY: _("Please say which pages, such as 1-3, 4, 6-."),
    Wrong.NOT_UNDERSTOOD: _("“%(part)s” is not understood. Write it as 1-3, 4, 6-."),
    Wrong.BEYOND: _("The document has no pages %(part)s."),
    Wrong.BACKWARDS: _("%(part)s runs backwards."),
}


class SplitForm(forms.Form):
    how = forms.ChoiceField(
        label=_("Into"),
        choices=How.choices,
        initial=How.CHOSEN,
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    pages_each = forms.IntegerField(label=_("Pages a part"), min_value=1, required=False, initial=2)
    pages = forms.CharField(
        label=_("Pages"), required=False, max_length=500, help_text=_("1-3, 4, 6- makes three documents.")
    )
    archive = forms.BooleanField(label=_("Archive the original afterwards"), required=False, initial=True)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._count = count
        self.parts: list[tuple[int, ...]] = []

    def clean(self) -> dict[str, Any]:
        """Afterwards `parts` has the pages of each new document."""
        given = super().clean() or {}
        how = given.get("how")
        if how == How.CHOSEN:
            try:
                self.parts = chosen(given.get("pages", ""), self._count)
            except BadRange as error:
                self.add_error("pages", str(_WRONG[error.wrong]) % {"part": error.part})
        elif how == How.EVERY and not given.get("pages_each"):
            if "pages_each" not in self.errors:
                self.add_error("pages_each", _("Please say how many pages."))
        elif how in (How.EACH, How.EVERY):
            self.parts = every(1 if how == How.EACH else given["pages_each"], self._count)
        if len(self.parts) > MOST:
            self.add_error(None, _("That would make more than %(most)s documents.") % {"most": MOST})
        elif self.parts == [tuple(range(1, self._count + 1))]:
            self.add_error(None, _("That is the whole document: nothing to take apart."))
        return given
