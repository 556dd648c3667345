"""Destinations as the pages make them, tries as the worker makes them, and real servers."""

from __future__ import annotations

import io
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from itertools import count
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone
from wsgidav.wsgidav_app import WsgiDAVApp

from moisson.accounts.models import Organisation
from moisson.delivery import handing_on, sealing
from moisson.delivery.models import Delivery, Destination
from moisson.vault import Secret

PASSWORD = "corect-hörse 7"
_hands = count()


def a_destination(
    organisation: Organisation, kind: str, name: str, password: str = "", **given: Any
) -> Destination:
    made = Destination(organisation=organisation, kind=kind, name=name, settings=given)
    sealing.seal(made, {"password": Secret(password)})
    made.save()
    return made


def a_folder(organisation: Organisation, name: str = "Bookkeeping", **given: Any) -> Destination:
    return a_destination(organisation, "folder", name, **{"folder": "", "pattern": "{name}", **given})


def a_mailbox(organisation: Organisation, port: int, password: str = "", **given: Any) -> Destination:
    return a_destination(
        organisation, "mail", "Books by mail", password,
        **{"to": "books@example.org", "sender": "ada@example.org", "subject": "{company} {number}", "host": "127.0.0.1",
           "port": port, "encryption": "none", "username": "ada" if password else "", **given},
    )  # fmt: skip


def a_drive(organisation: Organisation, url: str, password: str = PASSWORD, **given: Any) -> Destination:
    return a_destination(
        organisation,
        "webdav",
        "Drive",
        password,
        **{"url": url, "username": "ada", "pattern": "{year}/{name}", **given},
    )


def tried(delivery: Delivery, hand: str = "") -> Delivery:
    """One try, as the worker makes it."""
    handing_on.carry_out(delivery.pk, hand or f"hand-{next(_hands)}")
    delivery.refresh_from_db()
    return delivery


def later(delivery: Delivery, **waited: float) -> None:
    """Time goes by, for what waits and for its destination."""
    step = timedelta(**waited)
    for one in Delivery.objects.exclude(next_at=None):
        Delivery.objects.filter(pk=one.pk).update(next_at=one.next_at - step)
    for place in Destination.objects.exclude(rests_until=None):
        Destination.objects.filter(pk=place.pk).update(rests_until=place.rests_until - step)
    delivery.refresh_from_db()


def files_below(organisation: Organisation) -> dict[str, bytes]:
    base = Path(settings.DELIVERY_ROOT) / str(organisation.pk)
    return {str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()}


@dataclass
class Letterbox:
    """Takes letters, and does what it is told: answers by command, and a function called before the last answer."""

    answers: dict[str, str] = field(default_factory=dict)
    letters: list[bytes] = field(default_factory=list)
    passwords: list[bytes] = field(default_factory=list)
    at_the_end: Any = None
    port: int = 0

    @property
    def messages(self) -> list[Message]:
        return [message_from_bytes(letter) for letter in self.letters]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("250"):
            assert isinstance(envelope.original_content, bytes)
            self.letters.append(envelope.original_content)
        if self.at_the_end is not None:
            self.at_the_end(server)
        return answer


@contextmanager
def letterbox(tls: ssl.SSLContext | None = None, size: int = 33554432) -> Iterator[Letterbox]:
    """A real SMTP server on a free port; its one user is "ada" with `PASSWORD`."""
    box = Letterbox()

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        box.passwords.append(data.password)
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        tls_context=tls,
        authenticator=check,
        auth_require_tls=False,
        data_size_limit=size,
    )
    server.start()
    try:
        box.port = port
        yield box
    finally:
        server.stop()


def a_certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """For localhost, of its own signing: the server's context, and the file to trust it by."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    trusted, private = folder / "trusted.pem", folder / "key.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    return context, trusted


@dataclass
class Drive:
    """A WebDAV drive: what it has, the requests it got, and answers it was told to give instead of its own."""

    folder: Path
    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)  # by method
    after: Any = None  # called with the method once it was done, before the answer goes

    @property
    def files(self) -> dict[str, bytes]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in found}


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None: ...


@contextmanager
def drive(folder: Path) -> Iterator[Drive]:
    """A real WebDAV server on a free port; its one user is "ada" with `PASSWORD`."""
    folder.mkdir()
    there = Drive(folder)
    app = WsgiDAVApp({
        "provider_mapping": {"/": str(folder)}, "verbose": 0, "logging": {"enable": False},
        "simple_dc": {"user_mapping": {"*": {"ada": {"password": PASSWORD}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
    })  # fmt: skip

    def serve(environ: dict[str, Any], start: Any) -> Any:
        method = environ["REQUEST_METHOD"]
        # This server's stream goes on after the request; WsgiDAV reads to its end.
        environ["wsgi.input"] = io.BytesIO(
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        )
        there.asked.append((method, environ["PATH_INFO"]))
        if method in there.answers:
            start(there.answers[method], [("Content-Length", "0")])
            return [b""]
        done = list(app(environ, start))
        if there.after is not None:
            there.after(method)
        return done

    with make_server("127.0.0.1", 0, serve, WSGIServer, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        there.url = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield there
        finally:
            server.shutdown()
            thread.join()


def long_ago() -> datetime:
    return timezone.now() - timedelta(days=1)
