"""A document that is deleted while somebody brings its file again: it is here afterwards, with its bytes."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from moisson.accounts.models import Organisation, User
from moisson.documents import archive, deleting
from moisson.documents.models import Document
from moisson.documents.states import DocumentType
from moisson.documents.verifying import verify
from tests.web import house


def in_trash(organisation: Organisation, person: User) -> Document:
    document = house.an_upload(organisation, person)
    deleting.trash(document)
    document.refresh_from_db()
    return document


def test_what_was_taken_back_meanwhile_is_not_deleted(atelier: Organisation, ada: User) -> None:
    document = in_trash(atelier, ada)
    assert house.an_upload(atelier, ada).trashed_at is None
    with pytest.raises(deleting.MustStay):
        deleting.delete(document)
    assert verify(atelier).clean and Document.objects.of(atelier).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by", ["upload", "portal"])
def test_a_file_that_comes_while_its_document_is_deleted_is_kept(by: str) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite lets one write at a time
    ada = house.a_person()
    atelier = house.an_organisation(ada)
    portal = house.a_connection(house.a_company(atelier), username="ada")

    def bring() -> Document:
        if by == "upload":
            return house.an_upload(atelier, ada, data=house.PDF)
        return house.a_document(portal, data=house.PDF)

    first = bring()
    Document.objects.filter(pk=first.pk).update(type=DocumentType.MISC)  # nothing asks to keep it
    found: list[Document] = []
    bringing = threading.Thread(target=closing(lambda: found.append(bring())))
    with transaction.atomic():
        gone = list(deleting._rows_of(first, None))
        bringing.start()
        while not somebody_waits():
            assert bringing.is_alive()
    for organisation, sha256 in gone:
        archive.discard(organisation, sha256)
    bringing.join()
    assert [one.pk for one in Document.objects.of(atelier)] == [one.pk for one in found]
    assert verify(atelier).clean and found[0].added_at <= timezone.now()


def closing(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    return run


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
