"""A folder on another server, by WebDAV: Nextcloud, ownCloud, a NAS."""

from __future__ import annotations

import contextlib
import hashlib
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence, Set
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.delivery import patterns
from moisson.delivery.failures import Reason, Refused, Rejected, Trouble
from moisson.delivery.kinds import shelf
from moisson.delivery.kinds.contract import Handed, Parcel, Place, Threshold
from moisson.delivery.kinds.fields import KeptPasswordField, PatternField, is_here

_PATIENCE = 60  # seconds for each answer


class WebDavForm(forms.Form):
    url = forms.URLField(
        label=gettext_lazy("Address of the folder"), max_length=500, assume_scheme="https",
        help_text=gettext_lazy("As the server shows it for WebDAV, such as https://cloud.example.org/remote.php/dav/files/ada/Invoices/"),
    )  # fmt: skip
    username = forms.CharField(label=gettext_lazy("User name"), max_length=200, required=False)
    password = KeptPasswordField(
        label=gettext_lazy("Password"), help_text=gettext_lazy("Best a password made for this program alone.")
    )
    pattern = PatternField(label=gettext_lazy("Name of the file"), initial=patterns.NAME)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        parts = urlsplit(url)
        if parts.username or parts.password or parts.query or parts.fragment:
            raise forms.ValidationError(_("Please give the address alone, without a password or a question."))
        if parts.scheme != "https" and not (parts.scheme == "http" and is_here(parts.hostname or "")):
            raise forms.ValidationError(_("A password is sent over an encrypted connection only."))
        return url if url.endswith("/") else f"{url}/"


class WebDav:
    name = "webdav"
    label = gettext_lazy("WebDAV folder")
    says = gettext_lazy("For Nextcloud, ownCloud or a network drive that speaks WebDAV.")
    icon = "cloud"
    form = WebDavForm
    secrets = ("password",)
    bound_to = ("url", "username")

    def leads_to(self, settings: Mapping[str, Any], folder: str) -> str:
        return str(settings.get("url", ""))

    def hand_on(self, place: Place, parcel: Parcel, threshold: Threshold) -> Sequence[str]:
        password = place.secrets["password"].reveal() if "password" in place.secrets else ""
        with _told(), RemoteShelf(place.settings, password) as there:
            return shelf.put(there, parcel, threshold)


class RemoteShelf:
    """`shelf.Shelf` on a WebDAV server. Follows no redirection: the password is for this address alone."""

    def __init__(self, settings: Mapping[str, Any], password: str) -> None:
        address = urlsplit(settings["url"])
        self._origin, self._path = f"{address.scheme}://{address.netloc}", quote(address.path, safe="/%")
        host, port = address.hostname or "", address.port
        self._web: HTTPConnection
        if address.scheme == "https":
            self._web = HTTPSConnection(host, port, timeout=_PATIENCE, context=ssl.create_default_context())
        else:
            self._web = HTTPConnection(host, port, timeout=_PATIENCE)
        self._headers: dict[str, str] = {}
        if settings.get("username"):
            pair = f"{settings['username']}:{password}".encode()
            self._headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
        self._made: set[str] = set()

    def __enter__(self) -> RemoteShelf:
        return self

    def __exit__(self, *_error: object) -> None:
        self._web.close()

    def put_part(self, part: str, data: bytes) -> None:
        self._ask("PUT", part, body=data, headers={"Content-Type": "application/octet-stream"})

    def has_part(self, part: str) -> bool:
        return self._ask("HEAD", part, also={404})[0] != 404

    def drop_part(self, part: str) -> None:
        self._ask("DELETE", part, also={404})

    def holds(self, name: str, file: Handed) -> bool | None:
        code, there = self._ask("GET", name, also={404})
        if code == 404:
            return None
        return len(there) == file.size and hashlib.sha256(there).hexdigest() == file.sha256

    def move(self, part: str, name: str) -> bool:
        self._make_folders(name)
        headers = {"Destination": f"{self._origin}{self._place(name)}", "Overwrite": "F"}
        return self._ask("MOVE", part, headers=headers, also={412})[0] != 412

    def _make_folders(self, name: str) -> None:
        folders = name.split("/")[:-1]
        for depth in range(1, len(folders) + 1):
            folder = "/".join(folders[:depth]) + "/"
            if folder not in self._made:
                self._ask("MKCOL", folder, also={405})  # 405: it is there
                self._made.add(folder)

    def _place(self, name: str) -> str:
        return self._path + quote(name)

    def _ask(
        self,
        method: str,
        name: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        also: Set[int] = frozenset(),
    ) -> tuple[int, bytes]:
        """Status and body of an answer that is good, or one of `also`; another is raised as ours."""
        try:
            self._web.request(method, self._place(name), body, {**self._headers, **(headers or {})})
            answer = self._web.getresponse()
            said = answer.read()
        except (HTTPException, OSError):
            self._web.close()  # half an answer may still be in it
            raise
        if answer.status < 300 or answer.status in also:
            return answer.status, said
        raise _failure(answer.status, f"{answer.status} {answer.reason}")


def _failure(code: int, said: str) -> Trouble | Refused | Rejected:
    if code < 400:
        return Refused(Reason.REDIRECTED, said)
    if code == 401:
        return Refused(Reason.WRONG_PASSWORD, said)
    if code == 403:
        return Refused(Reason.FORBIDDEN, said)
    if code in (404, 405, 409):
        return Refused(Reason.FOLDER_MISSING, said)
    if code == 413:
        return Rejected(Reason.TOO_LARGE, said)
    if code == 414:
        return Rejected(Reason.NAME_TOO_LONG, said)
    if code == 507:
        return Trouble(Reason.FULL, said)
    return Trouble(Reason.BUSY, said)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Errors of the library as ours; none of them holds what was sent."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Refused(Reason.CERTIFICATE, error.verify_message) from None
    except (HTTPException, OSError) as error:
        raise Trouble(Reason.UNREACHABLE, getattr(error, "strerror", "") or "") from None
