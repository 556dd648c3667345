"""Which profile an e-invoice says it follows, by the identifier of its specification (BT-24), and what that asks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from moisson.reading.einvoice.invoice import Invoice, Syntax


class Extent(StrEnum):
    """How much of EN 16931 a profile has."""

    FULL = "full"  # with lines, and every rule
    NO_LINES = "no_lines"  # BASIC WL
    OUTLINE = "outline"  # MINIMUM: totals and parties
    OTHER = "other"  # older, or of another country: only what holds for any invoice


@dataclass(frozen=True, slots=True)
class Profile:
    name: str  # as people know it
    extent: Extent
    german: bool = False  # XRechnung's own rules
    extended: bool = False  # EN 16931 and more
    peppol: bool = False  # Peppol's own rules, which XRechnung has taken in since 3.0


EN_16931 = "urn:cen.eu:en16931:2017"
LEVELS = {
    "minimum": ("MINIMUM", Extent.OUTLINE),
    "basicwl": ("BASIC WL", Extent.NO_LINES),
    "basic": ("BASIC", Extent.FULL),
    "en16931": ("EN 16931", Extent.FULL),
    "comfort": ("EN 16931", Extent.FULL),
    "extended": ("EXTENDED", Extent.FULL),
    "extended-ctc-fr": ("EXTENDED CTC-FR", Extent.FULL),
}
ZUGFERD_1_LEVELS = {"basic": "BASIC", "comfort": "COMFORT", "extended": "EXTENDED"}
XRECHNUNG = re.compile(r"xrechnung[_:]?(\d+\.\d+)?")
FATTURAPA = {"FPA12": "1.2", "FPR12": "1.2", "FSM10": "1.0"}
# Marks in identifiers, and the name of what they mark; the first that fits.
NATIONAL = (
    ("peppol.eu:2017:poacc:billing", "Peppol BIS Billing 3.0"),
    ("peppol:pint", "Peppol PINT"),
    ("nen.nl:nlcius", "NLCIUS"),
    ("cius-ro", "CIUS-RO"),
    ("cius-at", "CIUS-AT"),
    ("cius-pt", "CIUS-PT"),
    ("fatturapa.gov.it:cius", "CIUS-IT"),
    ("cius-es", "CIUS-ES"),
    ("ubl.be", "UBL.BE"),
    ("mfin.gov.hr", "CIUS-HR"),
    ("oioubl", "OIOUBL"),
    ("svefaktura", "Svefaktura"),
    ("efff", "e-FFF"),
    ("ehf", "EHF"),
)


def profile_of(invoice: Invoice) -> Profile:
    """Never fails: an identifier nobody knows gives the syntax's name and asks what any invoice must have."""
    mark = "".join(invoice.guideline.lower().split())
    if invoice.syntax is Syntax.FATTURAPA:
        version = FATTURAPA.get(invoice.guideline, "")
        kind = "FatturaPA simplified" if invoice.guideline.startswith("FSM") else "FatturaPA"
        name = " ".join(filter(None, (kind, version, f"({invoice.guideline})" if invoice.guideline else "")))
        return Profile(name, Extent.OTHER)
    if invoice.syntax is Syntax.ZUGFERD_1:
        level = next((name for key, name in ZUGFERD_1_LEVELS.items() if f":{key}" in mark), "")
        return Profile(f"ZUGFeRD 1.0 {level}".strip(), Extent.OTHER)
    short = "CII" if invoice.syntax is Syntax.CII else "UBL"
    german = XRECHNUNG.search(mark)
    if german:
        extended = "extension" in mark or "#conformant#" in mark
        version = f" {german[1]}" if german[1] else ""
        return Profile(
            f"XRechnung{version}{' Extension' if extended else ''} ({short})",
            Extent.FULL,
            german=True,
            extended=extended,
            peppol=bool(german[1]) and int(german[1].partition(".")[0]) >= 3,
        )
    if invoice.syntax is Syntax.CII:
        known = _factur_x(mark)
        if known:
            return known
    for part, name in NATIONAL:
        if part in mark:
            extent = Extent.FULL if EN_16931 in mark else Extent.OTHER
            return Profile(f"{name} ({short})", extent, peppol="peppol.eu:2017:poacc:billing" in part)
    if mark.startswith(EN_16931):
        return Profile(f"EN 16931 ({short})", Extent.FULL, extended="#conformant#" in mark)
    return Profile(invoice.syntax.value, Extent.OTHER)


def _factur_x(mark: str) -> Profile | None:
    """Factur-X and ZUGFeRD 2.x in CII: `…:factur-x.eu:1p0:basic`, `…:zugferd.de:2p0:basic`, or the standard's own."""
    family = "ZUGFeRD 2.0" if "zugferd" in mark else "Factur-X"
    if "factur-x" in mark or "zugferd" in mark or "cpro.gouv.fr" in mark:
        level, extent = LEVELS.get(re.split(r"[:#]", mark)[-1], ("", Extent.OTHER))
        if not level:
            return None
        return Profile(f"{family} {level}", extent, extended=level.startswith("EXTENDED"))
    if mark == EN_16931:
        # ZUGFeRD 2 and Factur-X name the profile EN 16931 by the standard alone.
        return Profile("Factur-X EN 16931", Extent.FULL)
    return None
