"""What is no id names nothing, in every address and form that takes one."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import Client

from moisson.accounts.models import Organisation
from moisson.documents.bank.listing import LineFilter
from moisson.documents.batches.choosing import Choice
from moisson.documents.filters import Filter
from moisson.documents.ids import id_of, ids_of, number_of, year_of
from tests.web import house

ID = UUID("0d5f3c1e-7a55-4c44-9d3e-2b7a5f6c8e90")
NONSENSE = ["", " ", "x", "1", f"{{{ID}}}", f"urn:uuid:{ID}", f" {ID}", f"{ID}0", "-" * 32, "\0", "٣" * 32]
NO_NUMBERS = ["", " 5", "5 ", "+5", "-1", "1_0", "٣", "5.0", "1e3", "0x5", "9" * 30, "²"]


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_id_is_none(text: str) -> None:
    assert id_of(text) is None and ids_of([text, str(ID), text, ID.hex]) == [ID]
    values = QueryDict(mutable=True)
    values["company"] = text
    assert Filter.of(values).company is None
    values.setlist("ids", [text, str(ID)])
    assert Choice.of(values).ids == (ID,)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_of(text) is None and year_of(text) is None
    values = QueryDict(mutable=True)
    values.setlist("tag", [text, "7"])
    assert Filter.of(values).tags == (7,)
    assert LineFilter.of({"account": text}).account is None


@pytest.mark.parametrize("text", ["nonsense", f"{{{UUID(int=1)}}}"])
def test_pages_that_are_asked_for_nonsense_show_none_of_others(
    browser: Client, atelier: Organisation, text: str
) -> None:
    document = house.a_document(house.a_connection(house.a_company(atelier)))
    assert browser.get("/documents/zip/", {"ids": text}).status_code == 404
    assert browser.get("/documents/zip/", {"ids": [text, str(document.pk)]}).status_code == 200
    for page in ("/documents/batches/new/", "/documents/merge/"):
        assert document.number not in browser.get(page, {"ids": text}).content.decode()
    assert browser.post("/documents/review/confirm/", {"document": text}).status_code in (404, 405)
    assert browser.get(f"/documents/charts/?year={text}").status_code == 200
    assert browser.get(f"/deliveries/?destination={text}").status_code == 200
