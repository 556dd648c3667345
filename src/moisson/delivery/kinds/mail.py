"""A letter by e-mail, with the files attached as they are.

Whether a letter has arrived can be asked of nobody. So the body is sent first, then it is written down that now the last line
goes, and only then it goes: killed, or cut off, between the last line and the server's answer, a person is asked.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.mail.message import sanitize_address
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from moisson.delivery.failures import InDoubt, Reason, Refused, Rejected, Trouble, masked
from moisson.delivery.kinds.contract import Parcel, Place, Threshold
from moisson.delivery.kinds.fields import KeptPasswordField, PatternField, is_here

_PATIENCE = 60  # seconds that the server may take for each answer
_TOO_LARGE = 552


class MailForm(forms.Form):
    to = forms.EmailField(label=pgettext_lazy("mail", "To"), help_text=gettext_lazy("One address; each document comes in a mail of its own."))  # fmt: skip
    sender = forms.EmailField(label=pgettext_lazy("mail", "From"))
    subject = PatternField(
        label=gettext_lazy("Subject"),
        initial="{company} {number}",
        help_text=gettext_lazy("In braces: {words}."),
    )
    host = forms.CharField(label=gettext_lazy("Mail server"), max_length=253)
    port = forms.IntegerField(label=gettext_lazy("Port"), min_value=1, max_value=65535, initial=587)
    encryption = forms.ChoiceField(
        label=gettext_lazy("Encryption"),
        choices=[("starttls", "STARTTLS"), ("tls", "TLS"), ("none", gettext_lazy("None"))],
    )
    username = forms.CharField(label=gettext_lazy("User name"), max_length=200, required=False)
    password = KeptPasswordField(label=gettext_lazy("Password"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("encryption") == "none" and given.get("username") and not is_here(given.get("host", "")):
            self.add_error("encryption", _("A password is sent over an encrypted connection only."))
        return given

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip()
        if not re.fullmatch(r"[\w.:\[\]-]+", host):
            raise forms.ValidationError(_("Please enter the name of a server, such as smtp.example.org."))
        return host


class Mail:
    name = "mail"
    label = gettext_lazy("E-mail")
    says = gettext_lazy("For a bookkeeping program or a person that takes documents by mail.")
    icon = "mail-forward"
    form = MailForm
    secrets = ("password",)
    bound_to = ("host", "port", "encryption", "username")

    def leads_to(self, settings: Mapping[str, Any], folder: str) -> str:
        return str(settings.get("to", ""))

    def hand_on(self, place: Place, parcel: Parcel, threshold: Threshold) -> Sequence[str]:
        if threshold.crossed:
            raise InDoubt
        password = place.secrets["password"].reveal() if "password" in place.secrets else ""
        letter, number = letter_of(place.settings, parcel)
        with _told((password,)), _signed_in(place.settings, password) as server:
            _send(server, place.settings, letter, threshold)
        return [number] * len(parcel.files)


def letter_of(settings: Mapping[str, Any], parcel: Parcel) -> tuple[bytes, str]:
    """The letter as it goes over the wire, and its Message-ID: the same at every try, so that mail programs that look at it
    show the letter once."""
    letter = EmailMessage(policy=SMTP)
    number = f"<moisson.{parcel.id}@{sanitize_address(settings['sender'], 'utf-8').rpartition('@')[2]}>"
    letter["Message-ID"] = number
    letter["Date"] = format_datetime(timezone.localtime(parcel.made_at))
    letter["From"], letter["To"] = settings["sender"], settings["to"]
    letter["Subject"] = parcel.subject or PurePosixPath(parcel.files[0].name).stem
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(parcel.text)
    for file in parcel.files:
        main, _slash, sub = file.content_type.partition("/")
        letter.add_attachment(
            file.read(),
            maintype=main,
            subtype=sub or "octet-stream",
            filename=PurePosixPath(file.name).name,
            cte="base64",  # whatever it is, its bytes stay as they are
        )
    return letter.as_bytes(), number


@contextlib.contextmanager
def _signed_in(settings: Mapping[str, Any], password: str) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    host, port, encryption = settings["host"].strip("[]"), settings["port"], settings["encryption"]
    server: smtplib.SMTP
    if encryption == "tls":
        server = smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=_PATIENCE)
    try:
        server.ehlo_or_helo_if_needed()
        if encryption == "starttls":
            if not server.has_extn("starttls"):
                raise Refused(Reason.NO_ENCRYPTION)
            server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
        if settings.get("username") and password:
            _sign_in(server, settings["username"], password)
        yield server
    except BaseException:
        server.close()  # in the middle of a letter, a farewell would be taken for a line of it
        raise
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()


def _sign_in(server: smtplib.SMTP, username: str, password: str) -> None:
    """By one mechanism, so that a wrong password is tried once; the library's own tries each that is offered."""
    offered = server.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        code, said = server.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{username}{chr(0)}{password}')}")
    elif "LOGIN" in offered:
        code, said = server.docmd("AUTH", f"LOGIN {_coded(username)}")
        if code == 334:
            code, said = server.docmd(_coded(password))
    else:
        raise Refused(Reason.NO_SIGN_IN)
    if code != 235:
        text = masked(f"{code} {said.decode('utf-8', 'replace')}", (password,))
        raise Trouble(Reason.BUSY, text) if 400 <= code < 500 else Refused(Reason.WRONG_PASSWORD, text)


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode()


def _send(server: smtplib.SMTP, settings: Mapping[str, Any], letter: bytes, threshold: Threshold) -> None:
    most = server.esmtp_features.get("size", "")
    if most.isdigit() and 0 < int(most) < len(letter):
        raise Rejected(Reason.TOO_LARGE, most)
    code, said = server.mail(sanitize_address(settings["sender"], "utf-8"))
    _check(code, said, Reason.SENDER_REFUSED)
    code, said = server.rcpt(sanitize_address(settings["to"], "utf-8"))
    _check(code, said, Reason.RECIPIENT_REFUSED)
    code, said = server.docmd("DATA")
    if code != 354:
        _check(code if code >= 400 else 554, said, Reason.CONTENT_REFUSED)
    server.send(re.sub(rb"(?m)^\.", b"..", letter))
    threshold.cross()
    try:
        server.send((b"" if letter.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, said = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise InDoubt(_words(error)) from error
    if code >= 400:
        threshold.step_back()
        _check(code, said, Reason.CONTENT_REFUSED)


def _check(code: int, said: bytes, reason: Reason) -> None:
    """Whose move it is, by the server's answer: 4… is for later, 5… for good."""
    if code < 400:
        return
    text = f"{code} {said.decode('utf-8', 'replace')}"
    if code < 500:
        raise Trouble(Reason.BUSY, text)
    if code == _TOO_LARGE:
        raise Rejected(Reason.TOO_LARGE, text)
    raise Rejected(reason, text) if reason is Reason.CONTENT_REFUSED else Refused(reason, text)


@contextlib.contextmanager
def _told(secrets: Sequence[str]) -> Iterator[None]:
    """Errors of the libraries as ours; what they say holds no secret."""
    try:
        yield
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(Reason.NO_SIGN_IN, masked(_words(error), secrets)) from None
    except smtplib.SMTPResponseException as error:
        said = masked(f"{error.smtp_code} {_words(error)}", secrets)
        raise Trouble(Reason.BUSY, said) from None
    except ssl.SSLCertVerificationError as error:
        raise Refused(Reason.CERTIFICATE, error.verify_message) from None
    except smtplib.SMTPException as error:
        raise Trouble(Reason.UNREACHABLE, masked(_words(error), secrets)) from None
    except ssl.SSLError as error:
        raise Refused(Reason.NO_ENCRYPTION, error.reason or "") from None
    except OSError as error:
        raise Trouble(Reason.UNREACHABLE, error.strerror or "") from None


def _words(error: Exception) -> str:
    said = getattr(error, "smtp_error", None)
    if isinstance(said, bytes):
        return said.decode("utf-8", "replace")
    return str(said or (getattr(error, "strerror", "") or error))
