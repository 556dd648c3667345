"""A small firm to test with: people, companies, connections and documents, made the way the application makes them."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from moisson.accounts.first import found_organisation
from moisson.accounts.models import Membership, Organisation, Role, User
from moisson.documents.archive import Said, keep_from_portal, keep_upload
from moisson.documents.models import Document
from moisson.portals.models import Company, CompanyKind, Connection, ConnectionState, PendingChallenge

# One empty page; readers rebuild the missing table of contents.
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 280]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def a_person(email: str = "ada@example.org", password: str | None = None, **fields: Any) -> User:
    """Without a password unless one is named: hashing is slow by design."""
    user = User(email=email, name=fields.pop("name", "Ada"), **fields)
    if password is None:
        user.password = "argon2$never-checked"
    else:
        user.set_password(password)
    user.save()
    return user


def an_organisation(owner: User, name: str = "Atelier") -> Organisation:
    return found_organisation(owner, name, "FR")


def joined(organisation: Organisation, email: str, role: str = Role.MEMBER) -> User:
    user = a_person(email, name="")
    Membership.objects.create(organisation=organisation, user=user, role=role)
    return user


def signed_in(user: User, **headers: str) -> Client:
    client = Client(HTTP_HOST="localhost", **headers)
    client.force_login(user)
    return client


def a_company(organisation: Organisation, name: str = "Électricité d’Alsace") -> Company:
    return Company.objects.create(organisation=organisation, kind=CompanyKind.PORTAL, name=name, country="FR")


def a_connection(company: Company, **fields: Any) -> Connection:
    given = {
        "login_url": "https://portal.example/login",
        "host": "portal.example",
        "username": "client@example.org",
        "sealed_credentials": b"sealed",
        "state": ConnectionState.CONNECTED,
        **fields,
    }
    return Connection.objects.create(organisation=company.organisation, company=company, **given)


def a_challenge(connection: Connection, **fields: Any) -> PendingChallenge:
    given = {
        "run_id": uuid.uuid4(),
        "kind": "code",
        "medium": "sms",
        "expires_at": timezone.now() + timedelta(minutes=5),
        **fields,
    }
    return PendingChallenge.objects.create(
        organisation=connection.organisation, connection=connection, **given
    )


def a_document(
    connection: Connection,
    number: str = "F-1",
    *,
    data: bytes | None = None,
    title: str = "",
    day: date | None = date(2026, 3, 12),
    amount: str | None = "120.00",
    currency: str = "EUR",
    key: str = "",
    content_type: str = "application/pdf",
    filename: str = "",
) -> Document:
    """Kept as a visit keeps it; the bytes differ with the number unless `data` is given."""
    data = PDF + number.encode() if data is None else data
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        said = Said(title, number, day, Decimal(amount) if amount else None, currency)
        return keep_from_portal(
            connection,
            key or f"key-{number}",
            Path(file.name),
            hashlib.sha256(data).hexdigest(),
            said,
            filename=filename or f"{number or 'file'}.pdf",
            content_type=content_type,
            run_id=uuid.uuid4(),
        )


def an_upload(
    organisation: Organisation, by: User, data: bytes = PDF, filename: str = "scan.pdf"
) -> Document:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        document, _ = keep_upload(
            organisation,
            Path(file.name),
            Said(),
            filename=filename,
            content_type="application/pdf",
            by=by,
            company=None,
        )
    return document
