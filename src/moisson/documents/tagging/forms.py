"""What a tag is called from now on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.documents.forms import LONGEST_TAG
from moisson.documents.models import Tag
from moisson.documents.tagging.changing import other_of


class NameForm(forms.Form):
    """`other` after `is_valid`: the tag that has this name already; `join` says that the two shall be one."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_TAG)
    join = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tag = tag
        self.other: Tag | None = None
        self.fields["name"].widget.attrs.update({"list": "tags", "autocomplete": "off"})

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if "," in name:  # it parts tags wherever they are typed
            raise ValidationError(_("A tag has no comma."))
        if name == self._tag.name:
            raise ValidationError(_("It has this name already."))
        self.other = other_of(self._tag, name)
        return name
