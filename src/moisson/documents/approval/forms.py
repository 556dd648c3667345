"""The form of a step. Readers are no choice: they change nothing, and an answer is a change. Nor is who has a step already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Membership, Organisation, Role, User
from moisson.documents.approval.models import Step
from moisson.documents.forms import AmountField


class StepForm(forms.ModelForm):
    above = AmountField(
        label=_("From this amount on"),
        required=False,
        help_text=_("Leave it empty to ask for every document."),
    )

    class Meta:
        model = Step
        fields = ["person", "above"]

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(organisation=organisation).exclude(role=Role.READER)
        asked = Step.objects.of(organisation).values("person")  # one answer of each person is enough
        people = User.objects.filter(memberships__in=members, is_active=True).exclude(pk__in=asked)
        self.fields["person"] = forms.ModelChoiceField(
            label=_("Person"), queryset=people.order_by("name", "email"), empty_label=_("Choose a person")
        )
