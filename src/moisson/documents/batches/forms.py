"""What to do with the chosen documents: one act, and what it needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold
from moisson.documents import destinations
from moisson.documents.batches.models import OF_A_TAG, Act
from moisson.documents.forms import TagsField, tags_of
from moisson.documents.models import Tag
from moisson.documents.states import DocumentType, PaymentState

_CONTROLS = {
    Act.ADD_TAGS: "add_tags", Act.TAKE_TAGS: "take_tags", Act.SET_TYPE: "type", Act.SET_PAYMENT: "payment",
    Act.HAND_ON: "destination",
}  # fmt: skip


class BatchForm(forms.Form):
    """`values` after `is_valid`: as of `Batch.values`; tags that are new are made then."""

    act = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[(act.value, act.label) for act in Act if act not in OF_A_TAG],
        widget=forms.RadioSelect({"class": "form-check-input"}),
        error_messages={"required": gettext_lazy("Please choose what to do.")},
    )
    add_tags = TagsField(label=Act.ADD_TAGS.label, required=False)
    take_tags = TagsField(label=Act.TAKE_TAGS.label, required=False)
    type = forms.ChoiceField(
        label=Act.SET_TYPE.label, choices=[("", "—"), *DocumentType.choices], required=False
    )
    payment = forms.ChoiceField(label=Act.SET_PAYMENT.label, choices=PaymentState.choices, required=False)
    destination = forms.ChoiceField(label=Act.HAND_ON.label, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisation = organisation
        places = list(destinations.named(organisation).items())
        self.fields["destination"].choices = [("", "—"), *places]
        if not places:
            offered = self.fields["act"].choices
            self.fields["act"].choices = [one for one in offered if one[0] != Act.HAND_ON]
        for name in ("add_tags", "take_tags"):
            self.fields[name].widget.attrs.update({"list": "tags", "autocomplete": "off", "data-tags": ""})

    def rows(self) -> list[tuple[Any, forms.BoundField | None]]:
        """Each act's button, with the control it needs."""
        return [
            (button, self[control] if (control := _CONTROLS.get(Act(button.data["value"]))) else None)
            for button in self["act"]
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.values: list[str | int] = []
        act = given.get("act")
        if act in (Act.ADD_TAGS, Act.TAKE_TAGS) and not self.errors:
            if not given[act]:
                self.add_error(act, _("Please name at least one tag."))
            elif act == Act.TAKE_TAGS:
                self._known(given["take_tags"])
        elif act == Act.SET_TYPE:
            if not given.get("type"):
                self.add_error("type", _("Please choose one of the list."))
            self.values = [given.get("type", "")]
        elif act == Act.HAND_ON:
            if not given.get("destination"):
                self.add_error("destination", _("Please choose one of the list."))
            self.values = [given.get("destination", "")]
        elif act == Act.SET_PAYMENT:
            self.values = [given.get("payment", "")]
        return given

    def _known(self, names: list[str]) -> None:
        found = Tag.objects.of(self._organisation).filter(folded__in=[fold(name) for name in names])
        self.values = list(found.values_list("pk", flat=True))
        if not self.values:
            self.add_error("take_tags", ValidationError(_("There is no tag of this name.")))

    def made(self) -> list[str | int]:
        """The values, with the tags that are to be added made where they are new."""
        if self.cleaned_data["act"] == Act.ADD_TAGS:
            return [tag.pk for tag in tags_of(self._organisation, self.cleaned_data["add_tags"])]
        return self.values
