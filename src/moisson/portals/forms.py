"""The forms of the wizard and of a connection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moisson.catalogue import Category, ExtraField
from moisson.catalogue.folding import fold
from moisson.engine.sites import host_of, same_site
from moisson.portals import drafts
from moisson.portals.fields import AddressField, SecretField, TotpPictureField, TotpSecretField
from moisson.portals.models import AddedPortal, CompanyKind, Connection
from moisson.portals.schedule import hours_between, span_of, weekday_names
from moisson.vault import Secret

_TYPES = {
    ExtraField.PHONE_NUMBER: {"type": "tel", "inputmode": "tel"},
    ExtraField.DATE_OF_BIRTH: {"type": "date"},
    ExtraField.ZIP: {"autocomplete": "off"},
}


class KindForm(forms.Form):
    """Step 3."""

    kind = forms.ChoiceField(
        choices=CompanyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )


class AddressForm(forms.Form):
    """A portal that stands in no list."""

    address = AddressField(
        label=_("Address of the sign-in page"),
        help_text=_("Open the portal in your browser, go to its sign-in page, and copy the address."),
        error_messages={"required": _("Enter the address of the portal's sign-in page.")},
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("Empty: taken from the address.")
    )


class TotpForm(forms.Form):
    """The secret of an authenticator app, typed or as the picture of its QR code."""

    totp_secret = TotpSecretField(
        label=_("Secret key of the authenticator app"), required=False, max_length=2000
    )
    totp_picture = TotpPictureField(label=_("or a picture of its QR code"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed, pictured = cleaned.get("totp_secret"), cleaned.get("totp_picture")
        if typed and pictured and typed != pictured:
            raise ValidationError(_("The typed key and the QR code differ. Give only one of them."))
        return cleaned

    @property
    def totp(self) -> Secret | None:
        """The authenticator secret, whichever way it came."""
        return self.cleaned_data.get("totp_secret") or self.cleaned_data.get("totp_picture")


class SignInForm(TotpForm):
    """Step 5, and later the same details again; without `connection` everything is new."""

    username = forms.CharField(
        label=_("User name or e-mail"),
        max_length=255,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Enter the user name or e-mail address you sign in with at the portal.")
        },
    )
    password = SecretField(
        label=_("Password"),
        max_length=1000,
        error_messages={"required": _("Enter your password at the portal.")},
    )
    login_url = AddressField(label=_("Sign-in address"))

    def __init__(
        self,
        *arguments: Any,
        extra_fields: tuple[ExtraField, ...],
        connection: Connection | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.extra_kinds = extra_fields
        if connection is not None:
            password = self.fields["password"]
            password.required = False
            password.help_text = _("Never shown again. Empty: it stays as it is.")
        for kind in ExtraField:
            # Never required: catalogues err, and a portal that does miss something says so before any password is sent.
            self.fields[drafts.EXTRA + kind.value] = forms.CharField(
                label=gettext(kind.label),
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", **_TYPES.get(kind, {})}),
                help_text="" if connection is None else _("Empty: it stays as it is."),
            )
        for name, field in self.fields.items():
            if name in drafts.KEPT:
                field.widget.attrs["data-draft"] = True

    def usual_extra(self) -> list[forms.BoundField]:
        """What this portal is known to ask for besides user name and password."""
        return [self[drafts.EXTRA + kind.value] for kind in self.extra_kinds]

    def other_extra(self) -> list[forms.BoundField]:
        """What portals ask for now and then."""
        return [self[drafts.EXTRA + kind.value] for kind in ExtraField if kind not in self.extra_kinds]

    @property
    def other_given(self) -> bool:
        return any(field.value() for field in self.other_extra())

    def extra_values(self) -> dict[str, str]:
        values = {kind.value: self.cleaned_data.get(drafts.EXTRA + kind.value, "") for kind in ExtraField}
        return {kind: value for kind, value in values.items() if value}

    @property
    def host(self) -> str:
        return host_of(self.cleaned_data["login_url"])


class WhenForm(forms.Form):
    """From when and how often."""

    start_date = forms.DateField(
        label=_("Documents from"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Empty: everything the portal has."),
    )
    interval_days = forms.IntegerField(
        label=_("Fetch every … days"),
        min_value=1,
        max_value=100,
        initial=7,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class NewConnectionForm(SignInForm, WhenForm):
    """Step 5: sign-in details, and from when and how often."""


class NewPortalConnectionForm(NewConnectionForm):
    """Step 5 for a portal that was added by its address: what to call it, too."""

    name = forms.CharField(
        label=_("Name of the company"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("So it is called in your lists."),
    )


class AddedPortalForm(forms.ModelForm):
    """A portal that was added by its address."""

    name = forms.CharField(label=_("Name"), max_length=200)
    address = AddressField(label=_("Address of the sign-in page"))
    category = forms.ChoiceField(label=_("Category"))

    class Meta:
        model = AddedPortal
        fields = ["name", "address", "category"]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["category"].choices = sorted(  # type: ignore[attr-defined]
            ((each.value, gettext(each.label)) for each in Category), key=lambda pair: fold(pair[1])
        )
        if self.instance.category not in {each.value for each in Category}:
            self.initial["category"] = Category.OTHER.value

    def clean_address(self) -> str:
        """Another host would be another portal: this one's place in the list hangs on it."""
        address = str(self.cleaned_data["address"])
        if not same_site(address, self.instance.address):
            raise ValidationError(
                _("This address belongs to another portal. Add that one by its address instead.")
            )
        return address[:500]


class ScheduleForm(forms.ModelForm):
    """When a connection is visited, and when a code may be asked for although nobody is waiting for it."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these weekdays"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("None chosen: every day."),
    )
    hour_from = forms.IntegerField(label=_("From hour"), min_value=0, max_value=23)
    hour_to = forms.IntegerField(label=_("To hour"), min_value=1, max_value=24)
    interval_days = forms.IntegerField(label=_("Fetch every … days"), min_value=1, max_value=100)
    jitter_minutes = forms.IntegerField(
        label=_("Spread by up to … minutes"),
        min_value=0,
        max_value=720,
        help_text=_(
            "Visits start a little earlier or later each time, so that portals are not all visited at once."
        ),
    )
    code_from = forms.TypedChoiceField(
        label=_("Codes from"), required=False, coerce=int, empty_value=None, choices=[]
    )
    code_to = forms.TypedChoiceField(
        label=_("Codes until"), required=False, coerce=int, empty_value=None, choices=[]
    )
    start_date = forms.DateField(
        label=_("Documents from"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Older documents are left out, and the visit says so. Empty: everything the portal has."),
    )

    class Meta:
        model = Connection
        fields = ["interval_days", "weekdays", "hour_from", "hour_to", "jitter_minutes", "start_date"]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["weekdays"].choices = list(enumerate(weekday_names()))
        self.fields["code_from"].choices = [("", _("Never unasked")), *((hour, hour) for hour in range(24))]
        self.fields["code_to"].choices = [("", "–"), *((hour, hour) for hour in range(1, 25))]
        span = span_of(self.instance.code_hours)
        if span is not None:
            self.initial["code_from"], self.initial["code_to"] = span

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("hour_from"), cleaned.get("hour_to")
        if start is not None and end is not None and start >= end:
            self.add_error("hour_to", _("The last hour must be after the first."))
        code_from, code_to = cleaned.get("code_from"), cleaned.get("code_to")
        if (code_from is None) != (code_to is None):
            self.add_error(
                "code_to" if code_to is None else "code_from", _("Give both hours, or neither of them.")
            )
        self.instance.code_hours = hours_between(code_from, code_to)
        return cleaned
