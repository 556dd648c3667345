"""Sales as anybody might write them, on sheets of several kinds: no certain value is wrong, and nothing breaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from moisson.reading.finding.certainty import CLEAR
from moisson.reading.finding.find import find
from moisson.reading.pages.text import pages_of
from tests.reading.paper.deals import deal
from tests.reading.paper.judging import field_of, invented, judged
from tests.reading.paper.press import Press, Sheet, press
from tests.reading.paper.sheet_of_paper import Deal, Position, Tongue
from tests.reading.paper.tongues import ALL
from tests.reading.paper.web_sheets import SHEETS

pytestmark = pytest.mark.browser

SYLLABLES = "ba be bi bo bru da den dor el fa fel gra ha hol in ka kel la lin ma mer mon na nor o pa per ra ri ro sa sel ta tor u va ver wen zan".split()
FORMS = {
    "en": ("Ltd", "Limited", "plc", "LLP"),
    "de": ("GmbH", "AG", "KG", "GmbH & Co. KG", "e.K.", "UG (haftungsbeschränkt)"),
    "fr": ("SARL", "SAS", "SA", "EURL"),
    "es": ("S.L.", "S.A.", "S.L.U."),
    "it": ("S.r.l.", "S.p.A.", "S.n.c.", "S.a.s."),
    "nl": ("B.V.", "N.V.", "V.O.F."),
    "pt": ("Lda", "S.A."),
    "pl": ("Sp. z o.o.", "S.A.", "Sp. j."),
}
# Where groups of thousands and decimals are marked otherwise than the language does: none, thin blanks, apostrophes.
MARKS = {
    ",": (("", ","), (".", ","), ("\u202f", ","), ("\u00a0", ",")),
    ".": ((",", "."), ("", "."), ("’", "."), (" ", ".")),
}
KINDS = (
    "workshop",
    "direct_debit",
    "plain_text",
    "ruled_form",
    "shop",
    "final_invoice",
    "wholesale",
    "swiss_slip",
)
CHOSEN = tuple(sheet for sheet in SHEETS if sheet.template in KINDS)


@pytest.fixture(scope="module")
def printer() -> Iterator[Press]:
    with press() as printer:
        yield printer


words = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map(
    lambda parts: "".join(parts).capitalize()
)
numbers = st.one_of(
    st.from_regex(r"\A[A-Z]{1,3}[-/]?20[0-2][0-9][-/][0-9]{3,5}\Z"),
    st.from_regex(r"\A[0-9]{5,10}\Z"),
    st.from_regex(r"\A[A-Z]{2}[0-9]{4,8}\Z"),
    st.from_regex(r"\A[0-9]{2,4}/[0-9]{2,4}\Z"),
)


@st.composite
def sales(draw: st.DrawFn, tongue: Tongue, sheet: Sheet) -> Deal:
    start = deal(tongue.code, draw(st.integers(0, 10_000)), **(sheet.deal | {"positions": 3}))
    forms = st.sampled_from(FORMS[tongue.code])
    prices = st.integers(100, 5_000_000).map(lambda cents: Decimal(cents) / 100)
    return replace(
        start,
        supplier=f"{draw(words)} {draw(words)} {draw(forms)}",
        customer=f"{draw(words)} {draw(forms)}",
        number=draw(numbers),
        date=draw(st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31))),
        days=draw(st.integers(1, 90)),
        positions=tuple(
            Position(each.text, draw(st.integers(1, 40)), draw(prices), each.rate) for each in start.positions
        ),
    )


@st.composite
def ways(draw: st.DrawFn) -> Tongue:
    """A language, with one of the ways in which its amounts are written."""
    tongue = draw(st.sampled_from(ALL))
    group, mark = draw(st.sampled_from(((tongue.group, tongue.mark), *MARKS[tongue.mark])))
    return replace(tongue, group=group, mark=mark)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    phases=(
        Phase.explicit,
        Phase.generate,
    ),  # each try is printed by a browser: the first failure says enough
    suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
)
@given(data=st.data(), tongue=ways(), sheet=st.sampled_from(CHOSEN))
def test_whatever_the_sale_no_certain_value_is_wrong(
    printer: Press, data: st.DataObject, tongue: Tongue, sheet: Sheet
) -> None:
    paper = printer.print_sale(sheet, tongue, data.draw(sales(tongue, sheet)))
    fields = find(tuple(pages_of(pypdfium2.PdfDocument(paper.pdf))))
    judgement = judged(paper, fields) | dict.fromkeys(invented(paper, fields), False)
    wrong = {
        name: value.value
        for name, right in judgement.items()
        if not right and (value := getattr(fields, field_of(name))) is not None and value.certainty >= CLEAR
    }
    assert wrong == {}, paper.truth


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=(
        Phase.explicit,
        Phase.generate,
    ),  # each try is printed by a browser: the first failure says enough
    suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
)
@given(data=st.data(), tongue=ways())
def test_a_plain_sheet_is_read_whatever_its_amounts(
    printer: Press, data: st.DataObject, tongue: Tongue
) -> None:
    """Number, gross, currency and the supplier's VAT number of a bill by direct debit, in every way to write amounts."""
    [sheet] = [each for each in SHEETS if each.template == "direct_debit"]
    paper = printer.print_sale(sheet, tongue, data.draw(sales(tongue, sheet)))
    fields = find(tuple(pages_of(pypdfium2.PdfDocument(paper.pdf))))
    judgement = judged(paper, fields)
    wrong = [
        name for name in ("gross", "currency", "supplier_vat_id", "invoice_number") if not judgement[name]
    ]
    assert wrong == [], (paper.truth, dict(fields.found()))
