"""What Dutch and Belgian banks put into :86: of MT940: `/TRTP/SEPA OVERBOEKING/IBAN/…/NAME/…/REMI/…/EREF/…`, or with
`/CNTP/IBAN/BIC/NAME/TOWN/`, as their format descriptions say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moisson.banking.contract import folded_blanks

_WORDS = (
    "ADDR", "BENM", "BIC", "CHGS", "CNTP", "CSID", "EREF", "IBAN", "ID", "INIT", "ISDT", "MARF", "NAME", "OCMT", "ORDP", "PREF",
    "PURP", "REMI", "RTRN", "SVCL", "SWOC", "TRTP", "TYPE", "ULTB", "ULTC", "ULTD",
)  # fmt: skip
_WORD = re.compile(rf"/({'|'.join(_WORDS)})/")
_KIND_OF_PURPOSE = re.compile(r"^(?:USTD//|STRD/(?:CUR|ISO)/)")


@dataclass(frozen=True, slots=True)
class Told:
    """Empty where it is not said."""

    partner: str
    iban: str
    purpose: str
    reference: str
    kind: str


def told(text: str) -> Told | None:
    """None where the text is not written like this. Its lines are cut at a width, in the middle of words too."""
    whole = "".join(line.rstrip("\r") for line in text.split("\n"))
    if not _WORD.match(whole):
        return None
    _before, *parts = _WORD.split(whole)
    said: dict[str, str] = {}
    for word, value in zip(parts[::2], parts[1::2], strict=True):
        said.setdefault(word, folded_blanks(value))
    other = [*(said.get("CNTP") or "").split("/"), "", "", ""]
    return Told(
        partner=(said.get("NAME") or other[2]).strip("/ "),
        iban=(said.get("IBAN") or other[0]).strip("/ ").replace(" ", ""),
        purpose=_KIND_OF_PURPOSE.sub("", said.get("REMI", "")).strip("/ "),
        reference=said.get("EREF", "").strip("/ "),
        kind=(said.get("TRTP") or said.get("TYPE") or "").strip("/ "),
    )
