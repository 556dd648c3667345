"""MT940 as Dutch banks write it; names and numbers are made up."""

from __future__ import annotations

import pytest

from moisson.banking import slashes
from moisson.banking.files import read_statements

HEAD = ":20:STARTUMS\r\n:25:NL91ABNA0417164300\r\n:28C:1/1\r\n:60F:C260301EUR1000,00\r\n:61:2605200520D129,71N033NONREF\r\n:86:"
FOOT = "\r\n:62F:C260531EUR870,29\r\n-\r\n"
NAMED = "/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME/Papi\r\nerhandel De Vries BV/REMI/Factuur 2026-0102/EREF/NOTPROVIDED"
OTHER_PARTY = "/EREF/E2E-77//CNTP/NL20INGB0001234567/INGBNL2A/Papierhandel De Vries BV/Utrecht///REMI/USTD//Factuur 2026-0102/"


@pytest.mark.parametrize(("said", "reference"), [(NAMED, ""), (OTHER_PARTY, "E2E-77")])
def test_who_was_paid_and_for_what(said: str, reference: str) -> None:
    (statement,) = read_statements((HEAD + said + FOOT).encode())
    (line,) = statement.lines
    assert (line.partner, line.partner_iban) == ("Papierhandel De Vries BV", "NL20INGB0001234567")
    assert (line.purpose, line.reference) == ("Factuur 2026-0102", reference)
    assert statement.adds_up


@pytest.mark.parametrize("text", ["Miete /IBAN/ egal", "", "166?00GUTSCHRIFT?20/NAME/x"])
def test_what_is_not_written_like_this(text: str) -> None:
    assert slashes.told(text) is None
