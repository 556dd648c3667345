"""Letters taken for those that look like them, in labels and in names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.reading.contract import Source
from moisson.reading.finding.find import find
from moisson.reading.finding.misread import as_labels, spelt_as
from tests.reading.finding.typed import page


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("lotal", "total"),
        ("tota!", "total"),
        ("tolai due", "total due"),
        ("lnvoice no", "invoice no"),
        ("rechnunq", "rechnung"),
        ("taxabie vaiue", "taxable value"),
    ],
)
def test_labels_are_known_again(seen, printed):
    assert as_labels(seen) == printed


def test_what_is_no_label_stays():
    for said in ("dale street 5", "11011", "ital 4711", "local fee", "total", "betrag"):
        assert as_labels(said) == said


@given(st.text(alphabet="il1|!jtfo0ecgq9nhuvs5b86z2 abtr.", max_size=60))
def test_every_letter_keeps_its_place(low):
    known = as_labels(low)
    assert len(known) == len(low)
    assert [letter for letter in known if letter in " ."] == [letter for letter in low if letter in " ."]


def test_a_misread_label_speaks_for_its_sum_on_recognised_pages_only():
    text = "Goods         40.00\nSub-Tolal     40.00\nTax 20%        8.00\nlotai         48.00"
    found = find([page(text, source=Source.OCR)])
    assert found.gross is not None and str(found.gross.value) == "48.00"
    assert as_labels("lotai") == "total"
    plain = find([page("lotai         48.00")])
    assert plain.gross is None


def test_names_are_spelt_as_in_the_address_of_the_web():
    assert spelt_as("OpenAl, LLC", {"openai"}) == "OpenAI, LLC"
    assert spelt_as("C0SWAY Ltd", {"cosway"}) == "COSWAY Ltd"
    assert spelt_as("Millbach GmbH", {"millbach"}) == "Millbach GmbH"
    assert spelt_as("Ab1e GmbH", {"able"}) == "Ab1e GmbH"  # too short to be sure


@pytest.mark.parametrize(("source", "name"), [(Source.OCR, "Brighttail"), (Source.TEXT, "Brighttaii")])
def test_only_recognised_names_are_spelt_anew(source, name):
    text = "Brighttaii Ltd\n5 Mill Lane\nYork YO1 7HH\nwww.brighttail.com\n\nINVOICE 4711\nTotal 12.00"
    found = find([page(text, source=source)])
    assert found.supplier is not None and found.supplier.value == f"{name} Ltd"
